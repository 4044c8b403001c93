"""What is wrong with a file that a clerk has written (不備): everything at once, each with its line.

FileProblems                 the file cannot be used as it stands; nothing has been taken over from it
└── Problem (one or more)    one Japanese sentence: what is wrong, and the mend
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from difflib import get_close_matches
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.text import clean
from clerk_tui.errors import ClerkError

from .positions import Key


class Problem(Struct, frozen=True):
    """One thing to mend."""

    file: Path
    line: int | None
    """Counted from 1; None where the file as a whole is meant."""
    key: str
    """The key concerned, dotted, lists counted from 1 (``groups.2.explainer``); empty: none."""
    message: str
    sheet: str = ""
    """Sheet of a workbook, table of a Word file; empty: the file has none."""
    column: str = ""
    """Letters of the column in a sheet; empty: the row as a whole."""

    def __str__(self) -> str:
        where = [clean(self.file.name)]
        where += [f"シート「{self.sheet}」"] if self.sheet else []
        where += [f"{self.line}行目"] if self.line is not None else []
        where += [f"{self.column}列"] if self.column else []
        return f"{' '.join(where)}：{self.message}"


class FileProblems(ClerkError):
    """A file is refused; ``str()`` gives one line for each problem, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(dict.fromkeys(problems), key=lambda problem: (str(problem.file), problem.line or 0))
        )
        super().__init__("\n".join(map(str, self.problems)))


COMPARED = 300
"""Options that a word is compared with, at most."""


def dotted(key: Key) -> str:
    """The way to a value as a clerk counts: ``groups.2.explainer`` is in the second group."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)


def maybe(word: str, options: Collection[str]) -> str:
    """「もしかして「…」ですか。」 where an option is near the word, else nothing."""
    # Comparing is slow: a list of thousands is no slip of the finger, and would hold the clerk up.
    near = get_close_matches(word, options, n=1, cutoff=0.6) if len(options) <= COMPARED else []
    return f"もしかして「{near[0]}」ですか。" if near else ""


def shown(value: object) -> str:
    """A value as it stands in the file, shortened, for a message."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            text = f"「{value}」"
        case list():
            text = "[ … ]"
        case dict():
            text = "{ … }"
        case _:
            text = str(value)
    return text if len(text) <= 30 else text[:29] + "…"
