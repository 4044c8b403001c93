"""What the room is shown (傍聴席の画面): item, cases, phase, result; made apart, so that nothing else can get in. Pure."""

from __future__ import annotations

from datetime import datetime

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.labels import written_cases
from clerk_tui.domain.queries import Progress, group_heading, remaining, ruled_outcome
from clerk_tui.domain.record import State

from .brief import CaseLine, ChairBrief, GroupLine, Result, item_of, title_of


def room_brief(state: State, now: datetime) -> ChairBrief | None:
    """What the room may see: item, cases, phase and result. Everything else is left out here, not in the view.

    No person, stance, request or note gets in, and nothing but that it is closed while the public is excluded.
    """
    meeting = state.meeting
    if not state.prepared:
        return None
    phase = meeting.profile.phase(state.phase)
    behind_doors = state.in_closed_part
    return ChairBrief(
        title=title_of(meeting),
        stage=state.stage,
        clock=f"{now:%H:%M}",
        item="" if behind_doors else item_of(state),
        phase=phase.name if phase and not behind_doors else "",
        closed_part=behind_doors,
        speaker="",
        speaking=False,
        since="",
        open=() if behind_doors else _open(state),
        left=(),
        groups_left=0,
        cases_left=0,
        cases=0,
        added=(),
        decided=_results(state),
        spent=None,
        times=(),
        roll=None,
        planned="",
        projected="",
        over=None,
        lines=(),
        requests=(),
        questions=(),
        declared=(),
        outlooks=(),
        talks=(),
    )


def _open(state: State) -> tuple[GroupLine, ...]:
    meeting = state.meeting
    found = []
    for status in remaining(state):
        if status.progress is Progress.OPEN:
            cases = tuple(
                CaseLine(meeting.profile.notation.label(case), known.title, _word(state, case), added=False)
                for case in status.group.cases
                if (known := meeting.case(case))
            )
            heading = group_heading(meeting, status.group)
            found.append(GroupLine(heading, "", status.progress, "", 0, None, cases))
    return tuple(found)


def _word(state: State, case: CaseId) -> str:
    """The bare result: what was voted on and what goes with it are words of the clerk's own."""
    ruling = state.rulings.get(case)
    outcome = ruled_outcome(state.meeting, ruling) if ruling else None
    return outcome.table if outcome else ""


def _results(state: State) -> tuple[Result, ...]:
    together: dict[tuple[datetime, str], list[CaseId]] = {}
    for case, ruling in state.rulings.items():
        word = _word(state, case)
        if word:
            together.setdefault((ruling.at, word), []).append(case)
    latest = sorted(together.items(), key=lambda pair: pair[0][0], reverse=True)
    return tuple(Result(word, written_cases(state.meeting, cases), "") for (_, word), cases in latest)
