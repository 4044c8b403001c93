"""「-」 in the place of a file (標準入力・標準出力): what comes in becomes a file for the command, and what it writes goes out.

Commands read and write files alone, by name, whole or not at all; so each stream is a file in a folder that its
owner alone may read, and that is gone afterwards.
"""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_tui.domain.errors import Refused

STREAM = "-"
_OUT = "標準出力"


@contextmanager
def streams(options: Namespace) -> Iterator[None]:
    """Files in the place of the streams while the command runs; what it says goes to standard error then.

    The parser of a command says which of its arguments name files that it ``reads`` or ``writes``.

    Raises:
        Refused: standard input is to be two files at once, or a draft of no meeting that is named; standard output
            is to be more than one file.
    """
    if not any(STREAM in map(str, _paths(options, role)) for role in ("reads", "writes")):
        yield
        return
    with TemporaryDirectory(prefix="clerk-tui-") as temporary:
        folder = Path(temporary)
        _take_in(options, folder)
        if STREAM not in map(str, _paths(options, "writes")):
            yield
            return
        for name in ("watch", "pdf"):
            if getattr(options, name, False):
                raise Refused(f"標準出力（-o -）に書くのは一つのファイルだけなので、--{name} とは一緒に使えません。")
        out = folder / f"{_OUT}{_ending(options)}"
        setattr(options, options.writes, out)
        with redirect_stdout(sys.stderr):
            yield
        if out.is_file():
            sys.stdout.buffer.write(out.read_bytes())
            sys.stdout.flush()


def _ending(options: Namespace) -> str:
    """Of what the command writes: it is read again by its ending."""
    if options.command == "export":
        from clerk_tui.export import FORMATS

        return Path(FORMATS[options.format][0]).suffix
    return ".txt" if options.command == "vocabulary" else ".docx"


def _take_in(options: Namespace, folder: Path) -> None:
    given = _paths(options, "reads")
    wanted = [path for path in given if str(path) == STREAM]
    if not wanted:
        return
    if getattr(options, "session", None) == "":
        raise Refused("標準入力（-）には会議のフォルダーがありません。どの会議のものかも書いてください。")
    if len(wanted) > 1:
        raise Refused("標準入力（-）から読めるファイルは一つだけです。")
    content = sys.stdin.buffer.read()
    path = folder / f"標準入力{_suffix(content)}"
    path.write_bytes(content)
    before = getattr(options, options.reads)
    among = [path if str(each) == STREAM else each for each in given]
    setattr(options, options.reads, among if isinstance(before, list) else path)


def _suffix(content: bytes) -> str:
    """The suffix that goes with what a stream holds; readers go by it."""
    if content.startswith(b"PK\x03\x04"):
        return ".docx"
    head = content[:200].decode("utf-8", "ignore").lstrip("\ufeff \t\r\n")
    if head.startswith("<"):
        return ".html"
    if head.startswith(("{", "[")) and not head.startswith("[Script Info]"):
        return ".json"
    return ".vtt" if head.startswith("WEBVTT") else ".txt"


def _paths(options: Namespace, role: str) -> list[Path]:
    """The files of a command in that role, as they were given."""
    value = getattr(options, getattr(options, role, ""), None)
    return value if isinstance(value, list) else [value] if value else []
