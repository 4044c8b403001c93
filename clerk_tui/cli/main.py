"""From the command line to one command, and from any expected fault to one Japanese sentence."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

from clerk_tui.errors import ClerkError

from .parser import parser

_MODULES = {"list": "listing", "import": "import_"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command.

    Returns:
        0 done; 1 refused or something found; 2 wrong arguments (by argparse); 130 ended by Ctrl+C.
    """
    for stream in (sys.stdout, sys.stderr):
        # A Japanese Windows pipes cp932; a character it lacks must not end the program.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    module = import_module(f"clerk_tui.cli.{_MODULES.get(options.command, options.command)}")
    try:
        return int(module.run(options))
    except ClerkError as fault:
        print(fault, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # The reader of a pipe (head, less) has had enough; what is still buffered has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as fault:
        place = f"{fault.filename}：" if fault.filename else ""
        print(f"{place}読み書きできません（{fault.strerror or fault}）。", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except Exception as fault:  # noqa: BLE001 - told in one sentence; all of it is in the report
        print(_unexpected(fault), file=sys.stderr)
        return 1


def _unexpected(fault: Exception) -> str:
    """What to tell about a fault of ours, whose words may hold names: those go into a private file."""
    from traceback import format_exception

    from clerk_tui import __version__
    from clerk_tui.sessions import own_folder, write_private

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
