"""The commands of the parser as the home screen offers them (操作の登録簿): nothing is listed a second time."""

from __future__ import annotations

import argparse
from collections.abc import Iterator

from clerk_tui.tui.home.offers import SESSION, Argument, Kind, Offer, Runs

from .arguments import FOLDER
from .parser import parser

_SILENT = ("help", "version", "json")
"""Options for a shell and for other programs."""


def offers() -> tuple[Offer, ...]:
    """Every command, in the order of the help; those below a command in its place."""
    return tuple(_commands(parser(), ()))


def _commands(top: argparse.ArgumentParser, words: tuple[str, ...]) -> Iterator[Offer]:
    for below in (action for action in top._actions if isinstance(action, argparse._SubParsersAction)):
        helps = {choice.dest: choice.help or "" for choice in below._choices_actions}
        for name, command in below.choices.items():
            inner = list(_commands(command, (*words, name)))
            yield from inner or [_offer(command, (*words, name), helps[name])]


def _offer(command: argparse.ArgumentParser, words: tuple[str, ...], name: str) -> Offer:
    return Offer(
        words,
        name,
        tuple(_argument(action) for action in command._actions if action.dest not in _SILENT),
        command.get_default("runs") or Runs.ASIDE,
        command.get_default("aside_if") or (),
        command.get_default("screen_if") or (),
    )


def _argument(action: argparse.Action) -> Argument:
    repeated = isinstance(action, argparse._AppendAction)
    default = action.default if isinstance(action.default, str | int) and action.nargs != 0 else ""
    return Argument(
        action.dest,
        action.option_strings[-1] if action.option_strings else "",
        str(action.metavar or ""),
        action.help or "",
        _kind(action),
        required=action.required and action.nargs not in ("?", "*"),
        many=action.nargs in ("+", "*") or repeated,
        repeated=repeated and action.nargs is None,
        choices=tuple(map(str, action.choices or ())),
        default=str(default),
    )


def _kind(action: argparse.Action) -> Kind:
    if action.dest == SESSION:
        return Kind.SESSION
    if action.nargs == 0:
        return Kind.FLAG
    if action.choices:
        return Kind.CHOICE
    if getattr(action.type, "__name__", "") == "path":
        return Kind.FOLDER if action.metavar == FOLDER else Kind.FILE
    return Kind.TEXT
