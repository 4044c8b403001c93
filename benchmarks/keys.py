"""Structural keys a turn, over a whole published meeting recorded through the real screen.

Words are pasted; counted is every key that gives the record its structure: who speaks, in which phase, on
which cases, how it was ruled, who was there. One key a turn, its commit, is the floor. The same meeting with
its blocks in other orders shows that the predictor has not learnt it by heart.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from msgspec import Struct

from benchmarks.report import Figure, Report
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.record import BlockHeading, Mark, StageDirection, State
from clerk_tui.session import Session
from clerk_tui.tui.app import ClerkApp

from ._clerk import Clerk, ticking
from ._course import Course, Directed, Marked, Opened, Ruled, informed, published_course, shuffled
from ._nowhere import Nowhere
from ._sample_courses import SAMPLES, sample_course

SEED = Path(__file__).parents[1].parent / "shared" / "seed" / "golden.json"
PROFILE = "privacy_council"
MOST = 1.5
NEAR = 0.2
SIZE = (100, 36)
"""Cells of the terminal; fewer rows make the roll call a few keys longer."""


class Outcome(Struct, frozen=True):
    """What recording a course took."""

    name: str
    turns: int
    keys: Counter[str]
    ranks: Counter[int]

    @property
    def each(self) -> float:
        """Structural keys a turn."""
        return sum(self.keys.values()) / self.turns

    def within(self, place: int) -> float:
        """Share of turns whose speaker was among the first so many offered."""
        return sum(count for rank, count in self.ranks.items() if rank <= place) / sum(self.ranks.values())


def run(quick: bool) -> Report:
    """Record the meeting as it was and with its blocks in another order; else in two, and from a bare agenda."""
    if not SEED.exists():
        raise SystemExit(f"測るための会議録 {SEED.name} がありません。../shared/seed に置いてください。")
    bare = published_course(SEED, PROFILE)
    course = informed(bare)
    courses = {"順序どおり": course, "入れ替え1": shuffled(course, 1)}
    if not quick:
        courses |= {"入れ替え2": shuffled(course, 2), "所管課なし": bare}
        courses |= {body: sample_course(body) for body in SAMPLES}
    # Each in a process of its own: most of the time goes into painting screens.
    with ProcessPoolExecutor() as pool:
        outcomes = list(pool.map(_outcome, courses, courses.values()))
    usual = outcomes[0]
    others = [outcome for outcome in outcomes if outcome.name.startswith("入れ替え")]
    figures = {
        "keys_per_turn": Figure(usual.each, MOST),
        "other_order": Figure(max(abs(other.each - usual.each) for other in others), NEAR),
        "hit_at_1": Figure(usual.within(1), 0.65, "higher"),
        "hit_at_2": Figure(usual.within(2), 0.85, "higher"),
        "hit_at_3": Figure(usual.within(3), 0.92, "higher"),
    }
    kinds = sorted(
        {kind for outcome in outcomes for kind in outcome.keys}, key=lambda kind: -usual.keys[kind]
    )
    rows = [[kind, *(str(outcome.keys[kind]) for outcome in outcomes)] for kind in kinds]
    rows.append(["合計", *(str(sum(outcome.keys.values())) for outcome in outcomes)])
    rows.append(["一発言あたり", *(f"{outcome.each:.2f}" for outcome in outcomes)])
    rows += [
        [f"候補{place}番まで", *(f"{outcome.within(place):.0%}" for outcome in outcomes)]
        for place in (1, 2, 3)
    ]
    return Report(
        name="keys",
        figures=figures,
        header=("キーの種類", *(outcome.name for outcome in outcomes)),
        rows=rows,
        notes=(
            f"発言{usual.turns}件。本文は数えず、検索で打つ文字は一字を3打と数えます。"
            "発言への賛否・関係案件・資料の追加は含みません。「所管課なし」は、次第に所管課も説明者も書かれていない場合です。",
        ),
    )


def _outcome(name: str, course: Course) -> Outcome:
    return asyncio.run(record(name, course))


async def record(name: str, course: Course) -> Outcome:
    """Record a course, and see that the record is right."""
    clock = ticking(course.meeting.date)
    session = Session(Nowhere(), clock=clock)
    session.dispatch(Prepare(course.meeting))
    app = ClerkApp(session, clock=clock)
    async with app.run_test(size=SIZE) as pilot:
        clerk = Clerk(pilot, app, session)
        await clerk.record(course)
    _check(course, session.state)
    return Outcome(name, len(course.turns), clerk.keys, clerk.ranks)


def _check(course: Course, state: State) -> None:
    """Few keys are worth nothing if what they recorded is wrong.

    Raises:
        AssertionError: speakers, blocks, stage directions or rulings are not those of the course.
    """
    spoken = [(turn.speaker, turn.capacity) for turn in state.turns]
    assert spoken == [(turn.speaker, turn.capacity) for turn in course.turns], "発言者が違います"
    blocks = [block.groups for block in state.blocks]
    assert blocks == [step.groups for step in course.steps if isinstance(step, Opened)], "案件群が違います"
    stages = [entry.text for entry in state.entries if isinstance(entry, StageDirection)]
    assert stages == [step.text for step in course.steps if isinstance(step, Directed)], "ト書きが違います"
    assert sum(isinstance(entry, BlockHeading) for entry in state.entries) == len(blocks)
    marks = [entry.kind for entry in state.entries if isinstance(entry, Mark)]
    assert marks == [step.kind for step in course.steps if isinstance(step, Marked)], "休憩・非公開が違います"
    given = {d.case: d.outcome for step in course.steps if isinstance(step, Ruled) for d in step.decisions}
    for case, ruling in state.rulings.items():
        kind = state.meeting.profile.kind(case.kind)
        usual = kind.default.name if kind else ""
        assert ruling.decision.outcome == given.get(case, usual), "裁決の結果が違います"
    assert set(state.rulings) == set(state.meeting.case_ids), "裁決していない案件があります"
