"""``clerk-tui check``: everything that is irregular in a record."""

from __future__ import annotations

from argparse import Namespace

from clerk_tui.domain.checks import closing_findings, place_of
from clerk_tui.domain.follow_ups import by_office, owed, told
from clerk_tui.sessions import locate, state_of

from .faults import tell_damages


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = state_of(folder)
    numbers = {turn.id: number for number, turn in enumerate(state.turns, start=1)}
    found = closing_findings(state)
    for finding in found:
        place = place_of(state, finding)
        where = f"発言 {numbers[finding.entry]}（{place}）：" if finding.entry in numbers else ""
        print(f"・{where}{finding.message}")
    print(f"点検の結果：{len(found)} 件" if found else "点検の結果：気になるところはありません。")
    for office, left in by_office(owed(state)):
        print(f"\n宿題　{office}")
        for each in left:
            print(f"・{told(each)}")
    return 1 if tell_damages(folder) or found else 0
