"""Asking the data set on one machine (DuckDB): the same questions that ``search`` asks of the folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import duckdb
from msgspec import Struct

from clerk_tui.errors import ClerkError
from clerk_tui.search import Query

from .dataset import FOLDERS, MANIFEST, globs


class Found(Struct, frozen=True):
    """A remark that fits, with its meeting."""

    meeting: str
    title: str
    date: str
    number: int
    at: str
    speaker: str
    phase: str
    cases: str
    text: str


class NoDataset(ClerkError):
    """The folder holds no data set."""

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"{folder} に会議の保管庫はありません。clerk-tui archive {folder} で作ってください。"
        )


def ask(root: Path, query: Query, limit: int = 50) -> list[Found]:
    """The remarks that fit, newest meeting first.

    Args:
        root: the folder that holds the editions; the internal one is asked where it is there.

    Raises:
        NoDataset: there is none.
    """
    folder = next(
        (root / FOLDERS[each] for each in reversed(FOLDERS) if (root / FOLDERS[each] / MANIFEST).is_file()),
        None,
    )
    if folder is None or not any((folder / "turns").rglob("*.parquet")):
        raise NoDataset(root)
    conditions, values = _conditions(query, internal=folder.name == "internal")
    connection = duckdb.connect()
    try:
        rows: list[tuple[Any, ...]] = connection.execute(
            "select t.meeting, m.title, cast(t.date as varchar), t.number, t.at, "
            f"{'t.person' if folder.name == 'internal' else 't.speaker'}, t.phase, t.cases, t.text "
            f"from {_read(folder, 'turns')} t join {_read(folder, 'meetings')} m using (meeting) "
            f"where {' and '.join(conditions)} order by t.date desc, t.meeting, t.number limit ?",
            [*values, limit],
        ).fetchall()
    finally:
        connection.close()
    return [Found(*row) for row in rows]


def _read(folder: Path, table: str) -> str:
    files = globs(folder)[table].replace("'", "''")
    return f"read_parquet('{files}', hive_partitioning = true)"


def _conditions(query: Query, *, internal: bool) -> tuple[list[str], list[Any]]:
    conditions, values = ["true"], list[Any]()
    for word in query.folded:
        conditions.append("contains(t.folded, ?)")
        values.append(word)
    speaker = "t.person" if internal else "t.speaker"
    for column, wanted in (("t.cases", query.case), (speaker, query.speaker), ("t.phase", query.phase)):
        if wanted:
            conditions.append(f"contains({column}, ?)")
            values.append(wanted)
    if query.body:
        conditions.append("(contains(t.body, ?) or contains(m.title, ?))")
        values += [query.body, query.body]
    for sign, day in ((">=", query.since), ("<=", query.until)):
        if day:
            conditions.append(f"t.date {sign} cast(? as date)")
            values.append(day)
    return conditions, values
