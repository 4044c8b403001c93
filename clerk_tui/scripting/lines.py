"""The lines of a script file (台本の行): JSON Lines with comments, each line in its place."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from msgspec import Struct

from clerk_tui.domain.commands import Command
from clerk_tui.domain.record import State
from clerk_tui.support.os_errors import reason

from .errors import ScriptError
from .reading import read_command
from .timestamps import moment


class Line(Struct, frozen=True):
    """One line of a script: a JSON object with ``command``, an optional ``time``, and the command's fields."""

    number: int
    word: str
    time: str
    fields: Mapping[str, Any]

    def moment(self, before: datetime) -> datetime:
        """When the line happened; one without time belongs to the moment of the line before it.

        Raises:
            ScriptError: the time cannot be read.
        """
        return moment(self.time, before) if self.time else before

    def command(self, state: State, at: datetime) -> Command:
        """The command of the line, given the record at that moment.

        Raises:
            ScriptError: the word is unknown, or a field is missing, of the wrong type, or names what is not there.
        """
        return read_command(self.word, self.fields, state, at)


def read_script(path: Path) -> Iterator[Line]:
    """The lines of a script, without blank ones and comments (``#``).

    Raises:
        ScriptError: the file cannot be read, or a line is no JSON object with a ``command``.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ScriptError(f"{path.name} を読めません。UTF-8 で保存してください。") from None
    except OSError as fault:
        raise ScriptError(f"{path.name} を開けません（{reason(fault)}）。") from None
    # Not splitlines(): U+2028 and its like may stand inside a remark.
    for number, source in enumerate(text.split("\n"), start=1):
        if source.strip() and not source.lstrip().startswith("#"):
            yield _line(path, number, source)


def _line(path: Path, number: int, source: str) -> Line:
    try:
        fields = json.loads(source, object_pairs_hook=_once)
    except json.JSONDecodeError as fault:
        where = f"{fault.colno} 文字目"
        raise ScriptError(
            f"JSON として読めません（{where}）。引用符とかっこを確かめてください。", path, number
        ) from None
    except ScriptError as fault:
        raise ScriptError(fault.message, path, number) from None
    except (ValueError, RecursionError):
        # What the parser itself gives up on: a number of thousands of digits, a thousand nested brackets.
        raise ScriptError("数の桁かかっこの数が多過ぎます。", path, number) from None
    if not isinstance(fields, dict):
        raise ScriptError("一行に一つの { … } を書いてください。", path, number)
    word, time = fields.pop("command", None), fields.pop("time", "")
    if not isinstance(word, str) or not isinstance(time, str):
        raise ScriptError("「command」（操作の名前）がないか、「time」が文字列ではありません。", path, number)
    return Line(number, word, time, fields)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A table in which no name stands twice: JSON would silently keep the last."""
    table = dict(pairs)
    if len(table) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ScriptError(f"「{twice}」が一行に二度あります。一つにしてください。")
    return table
