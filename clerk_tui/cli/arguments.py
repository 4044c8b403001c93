"""Arguments that several commands have (引数の部品)."""

from __future__ import annotations

from argparse import _SubParsersAction
from typing import Any, TypeAlias

from clerk_tui.tui.home.offers import Runs

from .completion import meetings
from .japanese import Parser

Commands: TypeAlias = "_SubParsersAction[Parser]"

FOLDER = "フォルダー"
"""How an argument is called that names a folder."""
_SESSION = "会議の名前（一部でもよい）、一覧の番号、「今日」、またはフォルダー"


def session(command: Parser, more: str = "", **kinds: Any) -> None:
    """The meeting that a command is about; whatever names it becomes its folder before the command runs."""
    action = command.add_argument("session", metavar="会議", help=f"{_SESSION}{more}", **kinds)
    vars(action)["completer"] = meetings


def json_too(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="ほかのプログラムのために、結果を JSON で書く")


def on_screen(command: Parser, *unless: str) -> None:
    """It takes the whole terminal, unless one of these arguments is said."""
    command.set_defaults(runs=Runs.SCREEN, aside_if=unless)


def writes(command: Parser, *, force: bool = True, allow: bool = True) -> None:
    """A command that writes the file after ``-o``, and what it may do then."""
    command.set_defaults(writes="out")
    if force:
        command.add_argument("--force", action="store_true", help="-o のファイルがもうあっても上書きする")
    if allow:
        command.add_argument(
            "--incomplete",
            action="store_true",
            help="記録が途中までしか読めなくても作る（題に、続きのないことを書く）",
        )
        command.add_argument(
            "--allow",
            action="append",
            default=[],
            metavar="語",
            help="氏名を含むが人の名前でない語（地名など）。このファイルに限って通す",
        )
