"""The dictionary of spellings (用字用語): ``words.toml``, which a clerk edits in a text editor."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from clerk_tui.intake.toml import read

FILE = "words.toml"


def read_words(path: Path) -> Mapping[str, str]:
    """What is written, and how this body spells it.

    Raises:
        FileProblems: everything that is wrong in the file, with line and mend.
    """
    root = read(path, {"words": "用字用語"})
    table = root.table("words")
    found = {key: table.text(key) for key in table.data}
    for written, spelled in found.items():
        if not written.strip():
            table.problem("左側が空です。直す前の書き方を入れてください。", written)
        elif written in spelled:
            table.problem(
                f"直した後の「{spelled}」に「{written}」が含まれ、何度でも直ってしまいます。書き方を見直してください。",
                written,
            )
    root.source.check()
    return found
