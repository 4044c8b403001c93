"""From the command line to one command, and from any expected fault to one Japanese sentence."""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from contextlib import suppress
from enum import IntEnum
from importlib import import_module
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.errors import ClerkError
from clerk_tui.support.os_errors import asked_for_too_much, reason

from .parser import parser
from .plain import LACKING, plain, plain_output
from .streams import STREAM, streams


class Code(IntEnum):
    """How a command ended, for whoever called it (docs/exit-codes.md)."""

    DONE = 0
    FOUND = 1
    """Something to look at was found, or the clerk said no."""
    WRONG_ARGUMENTS = 2
    """Told by argparse."""
    REFUSED = 3
    """What was asked for cannot be done as it stands; nothing was changed."""
    FAULT = 4
    """The system does not read or write, or the program is wrong."""
    STOPPED = 130
    """Ctrl+C."""


_WORD = (".docx", ".docm", ".doc", ".odt", ".rtf")
"""Ends of files that a word processor writes, by which one is known that is not there."""
_MODULES = {"list": "listing", "import": "import_"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its :class:`Code`."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        # Who called may have closed it; Python has nothing in its place then.
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - to the end
    try:
        return _run(arguments)
    except OSError:
        # Standard error takes nothing either: the code alone can tell.
        return Code.FAULT
    finally:
        _give_up_full_streams()


def _give_up_full_streams() -> None:
    """What a stream cannot take has nowhere to go; the interpreter would try again, and end by a code of its own."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _run(arguments: Sequence[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        # A Japanese Windows pipes cp932; a character it lacks must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=LACKING)
    top = parser()
    if "_ARGCOMPLETE" in os.environ:
        from .completion import complete

        complete(top)
    options = top.parse_args(arguments)
    _either_way(options)
    try:
        if options.command is None:
            return _at_the_door(top)
        module = import_module(f"clerk_tui.cli.{_MODULES.get(options.command, options.command)}")
        with plain_output(), streams(options):
            _resolve(options)
            code = int(module.run(options))
            sys.stdout.flush()
        return code
    except ClerkError as fault:
        print(plain(str(fault)), file=sys.stderr)
        return Code.REFUSED
    except BrokenPipeError:
        # The reader of a pipe (head, less) has had enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Code.DONE
    except OSError as fault:
        place = f"{fault.filename}：" if fault.filename else ""
        print(plain(f"{place}読み書きできません（{reason(fault)}）。"), file=sys.stderr)
        return Code.REFUSED if asked_for_too_much(fault) else Code.FAULT
    except KeyboardInterrupt:
        return Code.STOPPED
    except UnicodeEncodeError as fault:
        if sys.getfilesystemencoding() == "utf-8":
            print(_unexpected(fault), file=sys.stderr)
            return Code.FAULT
        print(
            "この端末の言語の設定（LANG）では、日本語のファイル名を使えません。"
            "LANG=C.UTF-8 か ja_JP.UTF-8 にして、もう一度実行してください。",
            file=sys.stderr,
        )
        return Code.REFUSED
    except Exception as fault:  # noqa: BLE001 - told in one sentence; all of it is in the report
        print(_unexpected(fault), file=sys.stderr)
        return Code.FAULT


def _at_the_door(top: ArgumentParser) -> int:
    """Without a command: the home screen where there is a terminal, else what can be called."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        print(f"{top.format_usage()}操作を書いてください（一覧は clerk-tui --help）。", file=sys.stderr)
        return Code.WRONG_ARGUMENTS
    from clerk_tui.tui.terminal import prepare_environment

    prepare_environment()
    from .home import at_home

    return at_home()


def _either_way(options: Namespace) -> None:
    """A meeting and the one file that is read for it, in the order in which they were not said."""
    reads, session = getattr(options, "reads", ""), getattr(options, "session", None)
    file = getattr(options, reads, None) if reads else None
    if session and isinstance(file, Path) and _is_file(Path(session)) and not _is_file(file):
        path = Path(session)
        setattr(options, reads, path if session == STREAM else path.absolute())
        # A name was made a path of this folder; a path of a meeting stays one.
        options.session = str(file) if file.is_dir() else file.name


def _is_file(path: Path) -> bool:
    return str(path) == STREAM or path.is_file() or path.suffix.casefold() in _WORD


def _resolve(options: Namespace) -> None:
    """Put the folder of the meeting that is meant in the place of its name; tell it where it was not spelled out.

    Raises:
        NoSuchSession: none is meant, or several.
    """
    name = getattr(options, "session", None)
    if not name:
        return
    from clerk_tui.session_names import locate

    if plain(name) != name:
        raise Refused(f"「{name}」には、会議の名前に使えない文字（制御文字）があります。")
    folder = locate(name).absolute()
    if folder.name != Path(name).name:
        print(f"会議：{folder.name}", file=sys.stderr)
    options.session = str(folder)


def _unexpected(fault: Exception) -> str:
    """What to tell about a fault of ours, whose words may hold names: those go into a private file."""
    from traceback import format_exception

    from clerk_tui import __version__
    from clerk_tui.sessions import write_private
    from clerk_tui.settings import own_folder

    report = own_folder() / "crash.txt"
    text = (
        f"clerk-tui {__version__}  Python {sys.version}  {sys.platform}\n\n{''.join(format_exception(fault))}"
    )
    try:
        report.parent.mkdir(parents=True, exist_ok=True)
        write_private(report, text)
    except OSError:
        return f"思わぬ誤りで止まりました（{type(fault).__name__}）。保存済みの記録はそのまま残っています。"
    return (
        f"思わぬ誤りで止まりました（{type(fault).__name__}）。保存済みの記録はそのまま残っています。"
        f"詳しいことは {report} にあります（氏名を含むことがあります）。"
    )
