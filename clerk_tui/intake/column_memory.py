"""What the clerk has said about columns (列の覚え), body by body: a small file in the user's own folder."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .column_words import Field
from .toml import read
from .writing import pair, quoted

FILE = "columns.toml"

_HEAD = """\
# 取り込む表の列の覚え（clerk-tui new の --column で言われたもの）。
#   審議会の型ごとに、項目と、その列の記号か見出し。要らなくなったら行を消してください。
"""


def recall(folder: Path, body: str) -> dict[Field, str]:
    """The corrections that were said for a body; none where nothing was said yet.

    Raises:
        FileProblems: the file is there and cannot be read.
    """
    return _all(folder / FILE).get(body, {})


def remember(folder: Path, body: str, said: Mapping[Field, str]) -> None:
    """Add corrections to those of a body.

    Raises:
        FileProblems: the file is there and cannot be read, so that adding to it would lose something.
        OSError: it cannot be written.
    """
    known = _all(folder / FILE)
    known[body] = {**known.get(body, {}), **said}
    folder.mkdir(parents=True, exist_ok=True)
    parts = [_HEAD]
    for name, columns in known.items():
        parts += [f"[{quoted(name)}]", *(pair(quoted(field), where) for field, where in columns.items()), ""]
    new = folder / f"{FILE}.tmp"
    new.write_text("\n".join(parts), encoding="utf-8")
    new.replace(folder / FILE)


def _all(path: Path) -> dict[str, dict[Field, str]]:
    if not path.exists():
        return {}
    root = read(path, {})
    found = {}
    for body in root.data:
        table = root.table(body)
        found[body] = {field: where for field in Field if field in table and (where := table.word(field))}
    root.source.check()
    return found
