"""``clerk-tui polish``: fillers, stutters and spellings, shown as differences to be accepted."""

from __future__ import annotations

import asyncio
from argparse import Namespace

from clerk_tui.domain.citations import USUAL
from clerk_tui.domain.errors import Refused
from clerk_tui.library import Recording, locate, recording
from clerk_tui.polish import Rule, Rules, commands, proposals, read_words
from clerk_tui.polish.words import FILE
from clerk_tui.profile import template_for


def run(options: Namespace) -> int:
    folder = locate(options.session)
    with recording(folder) as opened:
        meeting = opened.session.state.meeting
        if meeting is None:
            raise Refused("準備がまだありません。")
        words = read_words(template_for(meeting.profile.id, name=FILE))
        rules = Rules(words, [kind.name for kind in meeting.profile.kinds if kind.numbering == USUAL])
        if options.show:
            return _show(opened, rules)
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


def _show(opened: Recording, rules: Rules) -> int:
    found = list(proposals(opened.session.state, rules))
    for each in found:
        print(f"{each.edit.rule}　{each.context}")
    print(f"{len(found)} か所です。")
    return 1 if found else 0


def _take(opened: Recording, rules: Rules, wanted: set[Rule]) -> int:
    found = [each for each in proposals(opened.session.state, rules) if each.edit.rule in wanted]
    command = commands(opened.session.state, found)
    if command is not None:
        opened.session.dispatch(command)
    print(f"{len(found)} か所を直しました。訂正の記録に残り、取り消せます。")
    return 0
