"""``clerk-tui confirm``: the draft goes round, one Word file for each member and office."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from clerk_tui.domain.commands import SetStatus
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import State
from clerk_tui.intake.request import typed_day
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.requesting import cautions, chosen, planned, request
from clerk_tui.session_names import locate
from clerk_tui.sessions import aside, recording, standing

from .status import asking


def run(options: Namespace) -> int:
    folder = locate(options.session)
    today = date.today()  # noqa: DTZ011 the day on the wall
    on = typed_day(options.on, today) if options.on else today
    target: Path = options.out
    layout, copy = LAYOUTS[options.layout], aside(standing(folder))

    def step(state: State) -> SetStatus:
        who, due = chosen(state, options.to), asking(on, options.due, state)
        return SetStatus(MinutesStatus.ASKED, options.by, options.note, on, due, who)

    # What is refused is refused before the record is opened.
    planned(copy, target, step(copy.state), layout, force=options.force)
    with recording(folder) as opened:
        session = opened.session
        sent = request(session, target, step(session.state), layout, force=options.force)
        state = session.state
    due = state.steps[-1].due
    print(f"確認依頼を {len(sent)} 件作りました：{target}")
    for each in sent:
        print(f"  {each.label}　{each.path.name}")
    print(f"会議録の状態：{state.status}（回答期限 {due.isoformat() if due else 'なし'}）")
    for caution in cautions(state):
        print(f"・{caution}")
    print("戻ったファイルは、一つずつ diff に --take を付けて取り込みます（どのファイルも、この案と比べます）。")
    return 0
