"""argparse that speaks Japanese and counts width as terminals do.

argparse takes its words from ``gettext`` at the moment it needs them, so a table of ours in its place is
enough; its layout counts characters, so the formatter here wraps and aligns by cells.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NoReturn
from unicodedata import east_asian_width

_WORDS = {
    "usage: ": "使い方: ",
    "positional arguments": "引数",
    "options": "オプション",
    "show this help message and exit": "この説明を表示して終わります",
    "show program's version number and exit": "版を表示して終わります",
    "the following arguments are required: %s": "引数が足りません: %s",
    "unrecognized arguments: %s": "知らない引数です: %s",
    "argument %(argument_name)s: %(message)s": "%(argument_name)s: %(message)s",
    "invalid choice: %(value)r (choose from %(choices)s)": "%(value)r は選べません（%(choices)s から）",
    "unknown parser %(parser_name)r (choices: %(choices)s)": "%(parser_name)r という操作はありません（%(choices)s から）",
    "expected one argument": "値を一つ書いてください",
    "expected at least one argument": "値を一つ以上書いてください",
    "expected at most one argument": "値は一つまでです",
    "ambiguous option: %(option)s could match %(matches)s": "%(option)s は %(matches)s のどれか決まりません",
    "invalid %(type)s value: %(value)r": "%(value)r は使えません",
    "ignored explicit argument %r": "値 %r は要りません",
    "not allowed with argument %s": "%s と一緒には使えません",
    "%(prog)s: error: %(message)s\n": "%(prog)s: %(message)s\n",
}


def translate(text: str) -> str:
    """The Japanese for one of argparse's own sentences; a sentence that is not in the table as it is."""
    return _WORDS.get(text, text)


def _counted(one: str, many: str, number: int) -> str:
    return translate(one if number == 1 else many)


def speak_japanese() -> None:
    """Put our words in the place of argparse's."""
    vars(argparse)["_"] = translate
    vars(argparse)["ngettext"] = _counted


def width(text: str) -> int:
    """Terminal cells; what is ambiguous takes one, as in Windows Terminal."""
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def padded(text: str, cells: int) -> str:
    """The text with blanks up to so many cells."""
    return text + " " * max(cells - width(text), 0)


def wrapped(text: str, cells: int) -> list[str]:
    """Lines of at most so many cells; Japanese breaks anywhere, Latin words stay whole."""
    lines = [""]
    for token in re.findall(r"[!-~]+|\s+|.", re.sub(r"\s+", " ", text).strip()):
        if lines[-1] and width(lines[-1] + token.rstrip()) > cells:
            lines.append("")
        lines[-1] += token if lines[-1] else token.lstrip()
    return [line.rstrip() for line in lines]


class Formatter(argparse.HelpFormatter):
    """Help text wrapped and aligned by cells."""

    def __init__(self, prog: str) -> None:
        columns = min(max(shutil.get_terminal_size().columns - 2, 40), 100)
        super().__init__(prog, max_help_position=28, width=columns)

    def _split_lines(self, text: str, width: int) -> list[str]:
        return wrapped(text, width)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        paragraphs = text.strip("\n").split("\n")
        return "\n".join(f"{indent}{line}" for part in paragraphs for line in (wrapped(part, width) or [""]))


class Parser(argparse.ArgumentParser):
    """A parser whose help and errors are Japanese; errors end with exit code 2."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("formatter_class", Formatter)
        kwargs.setdefault("allow_abbrev", False)
        super().__init__(*args, **kwargs)

    _between = False
    """Whether options are being told from places."""

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does, with options before, between and behind the places of a command.

        argparse itself gives a place that may be left out (``nargs="?"``) nothing as soon as an option comes, and
        refuses what stands behind the option.
        """
        words = sys.argv[1:] if args is None else list(args)
        above = any(isinstance(action, argparse._SubParsersAction) for action in self._actions)
        # Behind 「--」 all words are places; completion asks what may come at one place of one reading.
        if self._between or above or "--" in words or "_ARGCOMPLETE" in os.environ:
            return super().parse_known_args(words, namespace)
        self._between, usage = True, self.usage
        # It would cut the English word for 「使い方」 from the usage by its length.
        self.usage = self.format_usage().removeprefix(translate("usage: ")).strip()
        try:
            return self.parse_known_intermixed_args(words, namespace)
        finally:
            self._between, self.usage = False, usage

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}\n{self.format_usage()}")

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        """As argparse does; of an argument that nobody knows, the option that may be meant is named."""
        options, unknown = self.parse_known_args(args, namespace)
        if unknown:
            known = [option for parser in self._in_use(options) for option in parser._option_string_actions]
            first = next((word for word in unknown if word.startswith("-")), "")
            self.error(f"知らない引数です: {' '.join(unknown)}{_maybe(first.partition('=')[0], known)}")
        return options

    def _in_use(self, options: argparse.Namespace) -> Iterator[argparse.ArgumentParser]:
        """This parser and those of the commands that were chosen below it."""
        parser: argparse.ArgumentParser | None = self
        while parser is not None:
            yield parser
            below = [a for a in parser._actions if isinstance(a, argparse._SubParsersAction)]
            parser = below[0].choices.get(str(getattr(options, below[0].dest))) if below else None

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        try:
            super()._check_value(action, value)
        except argparse.ArgumentError as error:
            error.message += _maybe(str(value), list(map(str, action.choices or ())))
            raise


def _maybe(word: str, known: Sequence[str]) -> str:
    # Loaded with the first mistake.
    from clerk_tui.intake.problems import maybe

    near = maybe(word, known)
    return f"。{near}" if near else ""


def table(rows: Iterable[tuple[str, ...]]) -> str:
    """Rows in columns, aligned by cells."""
    lines = list(rows)
    widths = [max(width(cell) for cell in column) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(padded(cell, cells) for cell, cells in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
