"""What is wrong with a script, and where."""

from __future__ import annotations

from pathlib import Path

from clerk_tui.domain.text import clean
from clerk_tui.errors import ClerkError


class ScriptError(ClerkError):
    """A line of a script cannot be carried out: one Japanese sentence with file and line."""

    def __init__(self, message: str, file: Path | None = None, line: int | None = None) -> None:
        where = f"{file.name} の {line} 行目：" if file and line else ""
        # What is quoted from the line may hold anything.
        self.message = clean(message).replace("\n", "␊")
        super().__init__(f"{where}{self.message}")
        self.line = line
