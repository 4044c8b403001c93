"""``clerk-tui polish``: fillers, stutters and spellings, shown as differences to be accepted."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from clerk_tui.domain.citations import USUAL
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.record import State
from clerk_tui.polish import Rule, Rules, commands, proposals, read_words
from clerk_tui.polish.words import FILE
from clerk_tui.profile import template_for
from clerk_tui.session_names import locate
from clerk_tui.sessions import Recording, recording, state_of

from .faults import tell_damages


def run(options: Namespace) -> int:
    folder = locate(options.session)
    if options.show:
        state = state_of(folder)
        found = _show(state, _rules(state))
        return 1 if tell_damages(folder) or found else 0
    with recording(folder) as opened:
        rules = _rules(opened.session.state)
        if options.take:
            return _take(opened, rules, {Rule(name) for name in options.take})
        from clerk_tui.tui.terminal import driver_class, prepare_environment

        prepare_environment()
        from clerk_tui.tui.polish import PolishApp

        app = PolishApp(opened.session, rules)
        app.driver_class = driver_class() or app.driver_class
        asyncio.run(app.run_async())
        app.raise_crash()
    return 0


def _rules(state: State) -> Rules:
    meeting = meeting_of(state)
    words = read_words(template_for(meeting.profile.id, name=FILE))
    kinds = [kind.name for kind in meeting.profile.kinds if kind.numbering == USUAL]
    return Rules(words.spellings, kinds, words.sources)


def _show(state: State, rules: Rules) -> int:
    """List what would be proposed; returns how many there are."""
    found = list(proposals(state, rules))
    for each in found:
        print(f"{each.edit.rule}　{each.context}{f'（{each.edit.source}）' if each.edit.source else ''}")
    print(f"{len(found)} か所です。")
    return len(found)


def _take(opened: Recording, rules: Rules, wanted: set[Rule]) -> int:
    found = [each for each in proposals(opened.session.state, rules) if each.edit.rule in wanted]
    command = commands(opened.session.state, found)
    if command is not None:
        opened.session.dispatch(command)
    print(f"{len(found)} か所を直しました。訂正の記録に残り、取り消せます。")
    return 0
