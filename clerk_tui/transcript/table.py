"""Transcripts as a table (CSV, TSV): a column of beginnings, one of words, and where there is one of ends."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from clerk_tui.domain.text import normalize
from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.sheets.delimited import read_delimited
from clerk_tui.intake.sheets.grid import Sheet

from .segment import Heard
from .times import seconds

_NAMES = {
    "start": (
        "start",
        "starttime",
        "begin",
        "from",
        "time",
        "timestamp",
        "開始",
        "開始時刻",
        "開始時間",
        "時刻",
        "時間",
    ),
    "end": ("end", "endtime", "to", "終了", "終了時刻", "終了時間", "終わり"),
    "text": (
        "text",
        "transcript",
        "content",
        "テキスト",
        "本文",
        "発言",
        "発話",
        "発話内容",
        "内容",
        "文字起こし",
        "認識結果",
    ),
}
_FOLDED = {what: tuple(normalize(name) for name in names) for what, names in _NAMES.items()}
_SLOW = 0.1
"""Characters a second; whole numbers that would make people speak slower are milliseconds."""


def read_table(path: Path) -> Iterator[Heard]:
    """The rows of a file in UTF-8, UTF-16 or cp932.

    Raises:
        FileProblems: it cannot be read, or has no columns of times and words.
    """
    sheet = read_delimited(path)
    header, columns = _columns(path, sheet)
    rows = [row for row in sheet.rows if row > header]
    unit = 0.001 if _is_milliseconds(sheet, rows, columns) else 1.0

    def at(row: int, what: str) -> float | None:
        found = seconds(sheet.text(row, columns[what])) if what in columns else None
        return None if found is None else found * unit

    for row in rows:
        end = at(row, "end")
        unreadable = "end" in columns and end is None and sheet.text(row, columns["end"])
        yield Heard(None if unreadable else at(row, "start"), end, sheet.text(row, columns["text"]), row)


def _columns(path: Path, sheet: Sheet) -> tuple[int, dict[str, int]]:
    """The row of the headings, and the column of each part; without headings, time first and words last."""
    for row in sheet.rows[:10]:
        named = {normalize(sheet.text(row, column)): column for column in reversed(sheet.columns(row))}
        columns = {
            what: next(named[name] for name in names if name in named)
            for what, names in _FOLDED.items()
            if any(name in named for name in names)
        }
        if "start" in columns and "text" in columns:
            return row, columns
    first = sheet.rows[0] if sheet.rows else 0
    plain = sheet.columns(first) if first else ()
    times = [column for column in plain if seconds(sheet.text(first, column)) is not None]
    if times and plain[-1] not in times:
        ends = {"end": times[1]} if len(times) > 1 else {}
        return 0, {"start": times[0], "text": plain[-1], **ends}
    message = "時刻の列と言葉の列が分かりません。一行目に「開始」「終了」「本文」と書いてください。"
    raise FileProblems([Problem(path, 1, "", message)])


def _is_milliseconds(sheet: Sheet, rows: list[int], columns: dict[str, int]) -> bool:
    times = [sheet.text(row, columns["start"]) for row in rows]
    spoken = sum(len(sheet.text(row, columns["text"])) for row in rows)
    return all(time.isdecimal() for time in times) and spoken < _SLOW * max(map(int, times), default=0)
