"""The real meeting through the real screen, key by key, onto the disk and into Word.

The bench clerk (``benchmarks/_clerk.py``) presses the keys. The first two blocks hold what is irregular: absentees,
a group put off and taken up again, a case added on the day, groups called together, several explainers, rulings over
several groups in one utterance. The whole meeting takes half a minute and is one of the long tests.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest
from printed_minutes import GOLDEN, expected_rows, folded, printed, seed

from benchmarks._clerk import Clerk, ticking
from benchmarks._course import Added, Course, Deferred, Opened, Ruled, informed, published_course
from clerk_tui.domain.record import State
from clerk_tui.drafting import write_draft
from clerk_tui.sessions import create, recording, state_of
from clerk_tui.tui.app import ClerkApp

pytestmark = seed
BLOCKS = pytest.mark.parametrize("blocks", [2, pytest.param(6, marks=pytest.mark.slow)])


def begun(course: Course, blocks: int) -> Course:
    """The course up to the ruling on its so-manieth block; all of it where that is the last one."""
    ruled = [index for index, step in enumerate(course.steps) if isinstance(step, Ruled)]
    return course if blocks == len(ruled) else Course(course.meeting, course.steps[: ruled[blocks - 1] + 1])


async def recorded(course: Course, folder: Path) -> State:
    """The record on the disk, after the clerk has left."""
    create(folder, course.meeting)
    clock = ticking(course.meeting.date)
    with recording(folder, clock) as opened:
        app = ClerkApp(opened.session, clock=clock)
        async with app.run_test(size=(100, 36)) as pilot:
            await Clerk(pilot, app, opened.session).record(course)
    return state_of(folder)


@BLOCKS
async def test_blocks_with_everything_irregular_in_them(blocks: int, tmp_path: Path) -> None:
    course = begun(informed(published_course(GOLDEN, "privacy_council")), blocks)
    done = course.steps
    assert {Added, Deferred} <= {type(step) for step in done}
    state = await recorded(course, tmp_path / "会議")

    assert [block.groups for block in state.blocks] == [
        step.groups for step in done if isinstance(step, Opened)
    ]
    opened = {group for block in state.blocks for group in block.groups}
    assert not opened & set(state.deferred), "what was put off has been taken up"
    draft = printed(write_draft(state, tmp_path / "案.docx", datetime(2020, 11, 9, tzinfo=UTC)))
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    wanted = expected_rows(golden)
    # The stock phrases are the profile's: who spoke and under which heading is compared, and not the words.
    assert shape(draft["rows"]) == shape(wanted)[: len(draft["rows"])]
    results = {folded(case["title"]): folded(case["result"]) for case in golden["cases"]}
    ruled = [case for case in draft["cases"] if case[2]]
    assert len(ruled) == len(state.rulings)
    assert {title: result for _, title, result in ruled}.items() <= results.items()
    spoken = {paragraph for row in draft["rows"] if row[0] == "turn" for paragraph in row[2]}
    pasted = {paragraph for row in wanted[: len(draft["rows"])] if row[0] == "turn" for paragraph in row[2]}
    # Everything longer than a stock phrase was pasted, and nothing of it is lost.
    assert {text for text in pasted if len(text) > 60} <= spoken


def shape(rows: list[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Who spoke, under which headings, between which stage directions."""
    return [row[:2] for row in rows]
