"""What is wrong with a file that a clerk has written (不備): everything at once, each with its line.

FileProblems                 the file cannot be used as it stands; nothing has been taken over from it
└── Problem (one or more)    one Japanese sentence: what is wrong, and the mend
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend."""

    file: Path
    line: int | None
    """Counted from 1; None where the file as a whole is meant."""
    key: str
    """The key concerned, dotted, lists counted from 1 (``groups.2.explainer``); empty: none."""
    message: str

    def __str__(self) -> str:
        where = self.file.name if self.line is None else f"{self.file.name} {self.line}行目"
        return f"{where}：{self.message}"


class FileProblems(Exception):
    """A file is refused; ``str()`` gives one line for each problem, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(
            sorted(dict.fromkeys(problems), key=lambda problem: (str(problem.file), problem.line or 0))
        )
        super().__init__("\n".join(map(str, self.problems)))
