"""``clerk-tui check``: everything that is irregular in a record."""

from __future__ import annotations

from argparse import Namespace

from msgspec import Struct

from clerk_tui.domain.checks import closing_findings, place_of
from clerk_tui.domain.follow_ups import by_office, owed, told
from clerk_tui.session_names import locate
from clerk_tui.sessions import state_of

from .faults import tell_damages
from .json_output import tell_json


class FindingOut(Struct, frozen=True):
    """A finding as ``--json`` has it."""

    rule: str
    message: str
    turn: int | None
    """Which turn, from 1; None: it is about no turn."""
    place: str
    cases: tuple[str, ...]


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = state_of(folder, incomplete=True)
    numbers = {turn.id: number for number, turn in enumerate(state.turns, start=1)}
    found = closing_findings(state)
    if options.json:
        rows = [
            FindingOut(
                each.rule.name.lower(),
                each.message,
                numbers.get(each.entry) if each.entry else None,
                place_of(state, each),
                tuple(map(state.meeting.profile.notation.label, each.cases)),
            )
            for each in found
        ]
        tell_json({"session": str(folder), "findings": rows})
        return 1 if tell_damages(folder) or found else 0
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
