"""Each body's sample meeting recorded through the screen, key by key; then drafted, checked, exported and read back.

What is recorded is the body's own sample (``templates/<body>/sample``), as a course of steps that the bench clerk
carries out with the keys that the screen offers (``benchmarks/_clerk.py``): the same meeting by script and by keys has
to give the same facts.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks._clerk import Clerk, ticking
from benchmarks._course import Course, Spoken
from benchmarks._sample_courses import SAMPLES, played, sample_course
from clerk_tui.cli.main import main
from clerk_tui.domain.queries import attendees
from clerk_tui.domain.record import BlockHeading, Mark, MeetingStage, StageDirection, State
from clerk_tui.sessions import create, recording, state_of
from clerk_tui.tui.app import ClerkApp

LONG = ("privacy_council", "agriculture_committee")
BODIES = pytest.mark.parametrize(
    "body", [pytest.param(body, marks=pytest.mark.slow) if body in LONG else body for body in SAMPLES]
)


async def recorded(course: Course, folder: Path) -> State:
    """The record on the disk, after the clerk has left."""
    create(folder, course.meeting)
    clock = ticking(course.meeting.date)
    with recording(folder, clock) as opened:
        app = ClerkApp(opened.session, clock=clock)
        async with app.run_test(size=(100, 36)) as pilot:
            await Clerk(pilot, app, opened.session).record(course)
    return state_of(folder)


def facts(state: State, *, put_right: bool) -> dict[str, object]:
    """What was recorded, without times, ids and words of speeches.

    Where a script puts phases right afterwards (``put_right``), only who spoke is compared of the speeches: the course
    has the meeting as it was at its end.
    """
    others = (entry for entry in state.entries if not isinstance(entry, BlockHeading))
    return {
        "lines": [
            entry.text
            if isinstance(entry, StageDirection)
            else (entry.kind, entry.reason)
            if isinstance(entry, Mark)
            else (entry.speaker, entry.capacity)
            if put_right
            else (entry.speaker, entry.capacity, entry.phase, entry.narrated)
            for entry in others
        ],
        "blocks": [block.groups for block in state.blocks],
        # Case by case: of cases ruled in one breath the order is that of the agenda, on which a late one stood here.
        "votes": sorted(
            ((vote.decision, vote.method, vote.tally, vote.roll) for vote in state.votes),
            key=lambda vote: vote[0].case,
        ),
        "conclusions": [(c.subject, c.result, c.elected, c.ballots) for c in state.conclusions],
        "signatories": state.signatories,
        "recusals": [(each.person, each.cases) for each in state.recusals],
        "attendance": {
            person: [(entry.status, entry.note) for entry in entries]
            for person, entries in state.attendance.items()
        },
        "attendees": attendees(state),
        "observers": state.observers,
        "owed": [(each.kind, each.what, each.office, each.due) for each in state.follow_ups],
    }


@BODIES
async def test_a_body_is_recorded_through_the_screen(
    body: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    course = sample_course(body)
    folder = tmp_path / "会議"
    state = await recorded(course, folder)
    assert state.stage is MeetingStage.CLOSED
    wanted, found = (facts(each, put_right=body in LONG) for each in (played(body), state))
    assert [name for name, value in wanted.items() if found[name] != value] == []

    assert main(["check", str(folder)]) in (0, 1)
    told = capsys.readouterr().out
    impossible = ("票数", "できない", "除斥されていますが", "定足数に足りません")
    assert not [line for line in told.splitlines() if any(word in line for word in impossible)]

    assert main(["draft", str(folder), "-o", str(tmp_path / "案.docx")]) == 0
    assert main(["export", str(folder), "json", "-o", str(tmp_path / "会議録.json")]) == 0
    exported = json.loads((tmp_path / "会議録.json").read_text(encoding="utf-8"))
    assert len(exported["votes"]) == len(state.votes)
    assert [row["result"] for row in exported["cases"]] != [""] * len(exported["cases"]) or not exported["cases"]

    # Read back, whoever the public minutes name has said what they print.
    assert main(["import", str(tmp_path / "案.docx"), "-o", str(tmp_path / "再"), "--yes"]) == 0
    back = state_of(tmp_path / "再")
    assert [turn.text for turn in back.turns] == [row["text"] for row in exported["turns"]]
    assert len(back.rulings) == len(state.rulings)


def test_a_course_has_every_turn_of_its_sample() -> None:
    for body in SAMPLES:
        turns = [step for step in sample_course(body).steps if isinstance(step, Spoken)]
        assert len(turns) == len(played(body).turns), body
