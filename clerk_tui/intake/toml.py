"""A hand-edited TOML file, read key by key (手書き設定の読取り): every problem collected, each with its line.

The reader of a format asks a :class:`Table` for its keys one after another. A value of the wrong kind is
noted and replaced by the default, so that reading goes on and the clerk is told everything at once;
:meth:`Source.check` refuses the file at the end, with the keys that nobody has asked for.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field

from clerk_tui.domain.text import clean

from .positions import Key, positions
from .problems import FileProblems, Problem, dotted, maybe, shown
from .syntax import explained

T = TypeVar("T")

LIMIT = 200_000
"""Bytes; the preparation of a meeting of forty cases and thirty people takes a twentieth of it."""


class Source(Struct, frozen=True):
    """One file with what has been found wrong in it so far."""

    path: Path
    lines: Mapping[Key, int]
    words: Mapping[str, str]
    """What the keys are called in Japanese, for the messages."""
    problems: list[Problem] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    """Every table that was handed out, the root first."""

    def table(self, key: Key, data: Mapping[str, object]) -> Table:
        self.tables.append(Table(self, key, data))
        return self.tables[-1]

    def problem(self, key: Key, message: str) -> None:
        """Note a problem at a key, or at the nearest table around it that is written in the file."""
        at = key
        while at and at not in self.lines:
            at = at[:-1]
        self.problems.append(Problem(self.path, self.lines.get(at), dotted(key), message))

    def check(self) -> None:
        """Refuse the file where anything is wrong with it; to be called when everything has been read.

        Raises:
            FileProblems: all that was noted, and the keys that are unknown.
        """
        for table in self.tables:
            table.report_unknown(self.tables[0])
        if self.problems:
            raise FileProblems(self.problems)

    def called(self, key: str) -> str:
        """A key with its Japanese name."""
        return f"「{key}」（{self.words[key]}）" if key in self.words else f"「{key}」"


def read(path: Path, words: Mapping[str, str]) -> Table:
    """The root table of a file.

    Raises:
        FileProblems: the file is missing, is no UTF-8 or is no TOML.
    """

    def refused(message: str, line: int | None = None) -> FileProblems:
        return FileProblems((Problem(path, line, "", message),))

    try:
        if path.stat().st_size > LIMIT:
            raise refused("ファイルが大きすぎます（200KB まで）。別のファイルでないか確かめてください。")
        content = path.read_bytes()
    except FileNotFoundError:
        raise refused(f"ファイルがありません。「{path.parent}」に置いてください。") from None
    except OSError as error:
        raise refused("ファイルを読めません。ファイルであることと、開く権限を確かめてください。") from error
    try:
        # Notepad puts a byte order mark in front, which TOML does not know.
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise refused("文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。", line) from None
    try:
        data = tomllib.loads(source)
        lines = positions(source)
    except RecursionError:
        raise refused("括弧の入れ子が深すぎます。並びの [ ] と { } を確かめてください。") from None
    except ValueError as error:
        line_number, message = explained(source, error)
        raise refused(message, line_number) from None
    return Source(path, lines, words).table((), data)


class Table(Struct, frozen=True):
    """A table of the file. What is asked for counts as known."""

    source: Source
    key: Key
    data: Mapping[str, object]
    asked: dict[str, None] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        self.asked[key] = None
        return key in self.data

    def problem(self, message: str, *key: str | int) -> None:
        """Note a problem at the table, or at a key in it."""
        self.source.problem((*self.key, *key), message)

    def text(self, key: str, default: str = "", *, required: bool = False, lines: bool = False) -> str:
        """A text; with ``required`` it may not be missing or empty, without ``lines`` it is one line."""
        value = self._value(key, default)
        if not isinstance(value, str):
            self._wrong(key, value, f'文字を半角の引用符で囲んで書いてください（例：{key} = "…"）。')
            return default
        if required and not value.strip():
            what = self.source.called(key)
            if key in self.data:
                self.problem(f"{what}が空です。値を書いてください。", key)
            else:
                self.problem(f'{what}がありません。{key} = "…" の行を足してください。')
            return default
        return value if self._printable(value, lines, key) else default

    def word(self, key: str, *, required: bool = False) -> str:
        """A text without white space around it; empty where it is missing."""
        return self.text(key, required=required).strip()

    def texts(self, key: str, default: tuple[str, ...] = (), *, lines: bool = False) -> tuple[str, ...]:
        """A list of texts; one text alone counts as a list of one."""
        value = self._value(key, default)
        if isinstance(value, str):
            value = [value]
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            self._wrong(key, value, f'文字の並びを書いてください（例：{key} = ["…", "…"]）。')
            return default
        kept = [item for index, item in enumerate(value) if self._printable(item, lines, key, index)]
        return tuple(kept)

    def number(self, key: str, *, least: int = 0) -> int | None:
        """A whole number; None where the key is missing."""
        value = self._value(key, None)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            mend = f"{least} 以上の整数を半角で、引用符を付けずに書いてください（例：{key} = 12）。"
            self._wrong(key, value, mend)
            return None
        return value

    def flag(self, key: str, default: bool) -> bool:
        """はい・いいえ."""
        value = self._value(key, default)
        if not isinstance(value, bool):
            self._wrong(key, value, "true（はい）か false（いいえ）を、引用符を付けずに書いてください。")
            return default
        return value

    def choice(self, key: str, options: Mapping[str, T], default: T) -> T:
        """One of several words."""
        if key not in self:
            return default
        word = self.text(key)
        if word not in options:
            if isinstance(self.data[key], str):
                choices = "、".join(f"「{option}」" for option in options)
                near = maybe(word, options)
                what = self.source.called(key)
                self.problem(f"{what}に「{word}」はありません。{choices}から選んでください。{near}", key)
            return default
        return options[word]

    def table(self, key: str) -> Table:
        """A table inside; an empty one where it is missing."""
        value = self._value(key, {})
        if not isinstance(value, dict):
            self._wrong(key, value, f"[{key}] の見出しを立て、その下に一行ずつ書いてください。")
            value = {}
        return self.source.table((*self.key, key), value)

    def tables(self, key: str) -> list[Table]:
        """A list of tables, written under ``[[key]]`` or as ``key = [{…}, …]``."""
        return [item for item in self.rows(key) if isinstance(item, Table)]

    def rows(self, key: str, *, texts: bool = False, width: int = 0) -> list[Table | Row]:
        """A list whose elements are tables, or shorter ways to write one: see :class:`Row`.

        Args:
            key: of the list.
            texts: whether an element may be one text, too.
            width: of an element that may be a list of so many texts; 0: none may.
        """
        value = self._value(key, [])
        if not isinstance(value, list):
            self._wrong(key, value, f"[ ] で囲んだ並びか、[[{key}]] の見出しで書いてください。")
            return []
        rows: list[Table | Row] = []
        for index, item in enumerate(value):
            at = (*self.key, key, index)
            match item:
                case dict():
                    rows.append(self.source.table(at, item))
                case str() if texts:
                    if self._printable(item, False, key, index):
                        rows.append(Row(self.source, at, (item,)))
                case list() if width and len(item) == width and all(isinstance(cell, str) for cell in item):
                    if self._printable("".join(item), False, key, index):
                        rows.append(Row(self.source, at, tuple(item)))
                case _:
                    shapes = ['"…"'] if texts else []
                    if width:
                        shapes.append("[" + ", ".join(['"…"'] * width) + "]")
                    shapes.append("{ … }")
                    self.problem(
                        f"{self.source.called(key)}の{index + 1}番目は {' か '.join(shapes)} の形で書いてください"
                        f"（今は {shown(item)}）。",
                        key,
                        index,
                    )
        return rows

    def raw(self, key: str) -> object:
        """The value as TOML has it; None where the key is missing."""
        return self._value(key, None)

    def report_unknown(self, root: Table) -> None:
        """Note the keys that nobody has asked for, with the mend; ``root`` tells those that slipped in here."""
        for key in self.data:
            if key in self.asked:
                continue
            by_word = [name for name in self.asked if self.source.words.get(name) == key]
            if by_word:
                self.problem(f"項目名「{key}」は {by_word[0]} と書いてください。", key)
            elif self.key and key in root.asked:
                heading = dotted(tuple(part for part in self.key if isinstance(part, str)))
                self.problem(
                    f"{self.source.called(key)}が「{heading}」の中にあります。"
                    "最初の見出し（[ で始まる行）より上に移してください。",
                    key,
                )
            else:
                mend = maybe(key, self.asked) or f"書ける項目は {'、'.join(self.asked)} です。"
                self.problem(f"「{key}」という項目はありません。{mend}", key)

    def _value(self, key: str, default: object) -> object:
        self.asked[key] = None
        return self.data.get(key, default)

    def _wrong(self, key: str, value: object, mend: str) -> None:
        self.problem(f"{self.source.called(key)}の値{shown(value)}が正しくありません。{mend}", key)

    def _printable(self, value: str, lines: bool, *key: str | int) -> bool:
        """Whether the text can be shown and printed; a note where it cannot."""
        what = ""
        if clean(value) != value:
            what = "見えない制御文字"
        elif not lines and ("\n" in value or "\t" in value):
            what = "改行かタブ"
        if what:
            self.problem(f"{self.source.called(str(key[0]))}に{what}が入っています。消してください。", *key)
        return not what


class Row(Struct, frozen=True):
    """An element of a list in its short form: its texts, without keys."""

    source: Source
    key: Key
    cells: tuple[str, ...]
