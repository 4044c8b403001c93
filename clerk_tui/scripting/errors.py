"""What is wrong with a script, and where."""

from __future__ import annotations

from pathlib import Path

from clerk_tui.errors import ClerkError


class ScriptError(ClerkError):
    """A line of a script cannot be carried out: one Japanese sentence with file and line."""

    def __init__(self, message: str, file: Path | None = None, line: int | None = None) -> None:
        where = f"{file.name} の {line} 行目：" if file and line else ""
        super().__init__(f"{where}{message}")
        self.message = message
        self.line = line
