"""TOML as a clerk would type it (書出し): single lines and short rows, between comments of our own.

A library that writes TOML knows neither our comments nor where a row should stay on its line; what is needed
beyond that is the quoting of a text.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

Value = str | int | bool | Sequence["Value"] | Mapping[str, "Value"]

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str) -> str:
    """A basic string."""
    return '"' + "".join(_escaped(char) for char in text) + '"'


def inline(value: Value) -> str:
    """A value on one line; the keys of tables are bare words."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(value)
        case Mapping():
            return "{ " + ", ".join(f"{key} = {inline(item)}" for key, item in value.items()) + " }"
        case _:
            return "[" + ", ".join(inline(item) for item in value) + "]"


def pair(key: str, value: Value, comment: str = "") -> str:
    """``key = value``, with a comment at the end of the line."""
    line = f"{key} = {inline(value)}"
    return f"{line}    # {comment}" if comment else line


def rows(key: str, values: Iterable[Value]) -> str:
    """A list with one element to a line."""
    lines = [f"  {inline(value)}," for value in values]
    return "\n".join((f"{key} = [", *lines, "]")) if lines else f"{key} = []"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    return f"\\u{ord(char):04X}" if char < " " or char == "\x7f" else char
