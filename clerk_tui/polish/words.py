"""The dictionary of spellings (用字用語): ``words.toml``, which a clerk edits in a text editor."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from clerk_tui.intake.toml import Table, read

FILE = "words.toml"


class Words(Struct, frozen=True):
    """Spellings, and what each of them follows."""

    spellings: Mapping[str, str]
    """What is written, and how this body spells it; the same on both sides: it stays as it is."""
    sources: Mapping[str, str]
    """What is written, and the heading under which it stands; nothing for the body's own."""


def read_words(path: Path) -> Words:
    """The spellings of a file: those right under ``[words]``, and those under a heading that names their source.

    Raises:
        FileProblems: everything that is wrong in the file, with line and mend.
    """
    root = read(path, {"words": "用字用語"})
    spellings: dict[str, str] = {}
    sources: dict[str, str] = {}
    for source, table, written in _entries(root.table("words")):
        spelled = table.text(written)
        if not written.strip():
            table.problem("左側が空です。直す前の書き方を入れてください。", written)
        elif written in spellings:
            table.problem(f"「{written}」が二度あります。どちらかを消してください。", written)
        elif written in spelled and written != spelled:
            table.problem(
                f"直した後の「{spelled}」に「{written}」が含まれ、何度でも直ってしまいます。書き方を見直してください。",
                written,
            )
        spellings[written] = spelled
        sources[written] = source
    root.source.check()
    return Words(spellings, sources)


def _entries(words: Table) -> Iterator[tuple[str, Table, str]]:
    """Each entry with its source and the table it stands in."""
    for key, value in words.data.items():
        if isinstance(value, dict):
            table = words.table(key)
            yield from ((key, table, written) for written in table.data)
        else:
            yield "", words, key
