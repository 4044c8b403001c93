"""Where in a TOML source each key and each element stands (行の所在).

``tomllib`` gives values without positions, and a message without a line is of little use to somebody with an
editor open. The source has been accepted by ``tomllib`` before it comes here, so this scanner only has to
find its way through valid TOML: it decodes keys and steps over values.
"""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right

Key = tuple[str | int, ...]
"""The way to a value: table keys by name, elements of lists by index from 0."""

_GAP = re.compile(r"(?:[ \t\n]+|#[^\n]*)*")
_SEPARATORS = re.compile(r"(?:[ \t\n,]+|#[^\n]*)*")
_SPACES = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}#\n]*")
_STRING = re.compile(
    r'"""(?:[^\\]|\\.)*?"""(?:"{0,2})'
    r"|'''.*?'''(?:'{0,2})"
    r'|"(?:[^"\\]|\\.)*"'
    r"|'[^']*'",
    re.DOTALL,
)


def positions(source: str) -> dict[Key, int]:
    """The line, counted from 1, of every table, key and list element of a valid TOML source.

    A table that is written in several places stands where it is mentioned first.
    """
    scanner = _Scanner(source.replace("\r\n", "\n"))
    scanner.document()
    return scanner.lines


class _Scanner:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.lines: dict[Key, int] = {}
        self.last: dict[Key, int] = {}
        """Index of the newest element of each array of tables."""
        self.newlines = [match.start() for match in re.finditer("\n", source)]

    def document(self) -> None:
        table: Key = ()
        while True:
            self.skip(_GAP)
            if self.at >= len(self.source):
                return
            if self.source[self.at] == "[":
                table = self.header()
            else:
                self.pair(table)

    def header(self) -> Key:
        """``[a.b]`` or ``[[a.b]]``: the table that the following lines belong to."""
        line = self.line()
        many = self.source.startswith("[[", self.at)
        self.at += 2 if many else 1
        parts = self.dotted()
        self.at += 2 if many else 1
        table: Key = ()
        for part in parts[:-1]:
            table = self.newest((*table, part))
            self.lines.setdefault(table, line)
        table = (*table, parts[-1])
        if many:
            self.lines.setdefault(table, line)
            self.last[table] = self.last.get(table, -1) + 1
        table = self.newest(table)
        self.lines.setdefault(table, line)
        return table

    def newest(self, key: Key) -> Key:
        return (*key, self.last[key]) if key in self.last else key

    def pair(self, table: Key) -> None:
        line = self.line()
        key = table
        for part in self.dotted():
            key = (*key, part)
            self.lines.setdefault(key, line)
        self.at += 1  # the equals sign
        self.skip(_SPACES)
        self.value(key)

    def dotted(self) -> list[str]:
        parts: list[str] = []
        while True:
            self.skip(_SPACES)
            if self.source[self.at] in "\"'":
                parts.append(tomllib.loads(f"key = {self.skip(_STRING)}")["key"])
            else:
                parts.append(self.skip(_BARE_KEY))
            self.skip(_SPACES)
            if self.source[self.at] != ".":
                return parts
            self.at += 1

    def value(self, key: Key) -> None:
        match self.source[self.at]:
            case '"' | "'":
                self.skip(_STRING)
            case "[":
                self.array(key)
            case "{":
                self.inline_table(key)
            case _:
                self.skip(_SCALAR)

    def array(self, key: Key) -> None:
        self.at += 1
        index = 0
        while not self.closed("]"):
            self.lines[(*key, index)] = self.line()
            self.value((*key, index))
            index += 1

    def inline_table(self, key: Key) -> None:
        self.at += 1
        while not self.closed("}"):
            self.pair(key)

    def closed(self, bracket: str) -> bool:
        """Go to the next element; True where there is none, past the closing bracket."""
        self.skip(_SEPARATORS)
        if self.source[self.at] != bracket:
            return False
        self.at += 1
        return True

    def skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self.source, self.at)
        assert match is not None, "tomllib has accepted the source"
        self.at = match.end()
        return match.group()

    def line(self) -> int:
        return bisect_right(self.newlines, self.at - 1) + 1
