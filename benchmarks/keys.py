"""Structural keys a turn, over a whole published meeting recorded through the real screen.

Words are pasted; counted is every key that gives the record its structure: who speaks, in which phase, on
which cases, how it was ruled, who was there. One key a turn, its commit, is the floor. The same meeting with
its blocks in other orders, without offices on its agenda, and meetings of other bodies show that the predictor
has not learnt it by heart. Beside that, usual mistakes are made, and the keys counted that repair each.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from statistics import median

from msgspec import Struct

from benchmarks.report import Figure, Report
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.record import BlockHeading, Mark, StageDirection, State
from clerk_tui.session import Session
from clerk_tui.tui.app import ClerkApp

from ._clerk import Clerk, ticking
from ._course import Course, Directed, Marked, Opened, Ruled, informed, published_course, shuffled
from ._mends import Mistake, keys_for
from ._mistakes import MISTAKES
from ._nowhere import Nowhere
from ._sample_courses import SAMPLES, sample_course

SEED = Path(__file__).parents[1].parent / "shared" / "seed" / "golden.json"
PROFILE = "privacy_council"
SIZE = (100, 36)
"""Cells of the terminal; fewer rows make the roll call a few keys longer."""


SPEAKING = frozenset(
    ("確定", "定型文", "候補", "ことばのとおり", "段階", "発言者をさがす", "発言者", "番号表")
)
"""Kinds of keys that say who speaks and in which phase; the others are for what happens beside the speeches."""


class Outcome(Struct, frozen=True):
    """What recording a course took."""

    name: str
    turns: int
    acts: int
    """What was recorded beside speeches: the roll, votes, blocks, stage directions, comings and goings …"""
    keys: Counter[str]
    ranks: Counter[int]
    known: Counter[int]
    """Ranks of the speakers whom something told of: without members, named, who were new to the floor."""
    longest: int
    """Characters of the longest query that the finder needed."""

    @property
    def each(self) -> float:
        """Structural keys a turn."""
        return sum(self.keys.values()) / self.turns

    @property
    def speaking(self) -> float:
        """Of these, the keys for speakers and phases."""
        return sum(count for kind, count in self.keys.items() if kind in SPEAKING) / self.turns

    @property
    def acting(self) -> float:
        """The other keys, for each of what happened beside the speeches."""
        return sum(count for kind, count in self.keys.items() if kind not in SPEAKING) / max(self.acts, 1)

    def within(self, place: int) -> float:
        """Share of turns whose speaker was among the first so many offered."""
        return _share(self.ranks, place)

    def known_within(self, place: int) -> float:
        return _share(self.known, place)


def _share(ranks: Counter[int], place: int) -> float:
    return sum(count for rank, count in ranks.items() if rank <= place) / max(ranks.total(), 1)


def run(quick: bool) -> Report:
    """Record the meetings and repair the mistakes; quickly: the published one in two orders, and a few mistakes."""
    if not SEED.exists():
        raise SystemExit(f"測るための会議録 {SEED.name} がありません。../shared/seed に置いてください。")
    bare = published_course(SEED, PROFILE)
    course = informed(bare)
    courses = {"順序どおり": course, "入れ替え1": shuffled(course, 1)}
    mistakes = MISTAKES[:6]
    if not quick:
        courses |= {"入れ替え2": shuffled(course, 2), "所管課なし": bare}
        courses |= {name: sample_course(body) for body, name in SAMPLES.items()}
        mistakes = MISTAKES
    # Each in a process of its own: most of the time goes into painting screens.
    with ProcessPoolExecutor() as pool:
        mending = pool.map(_mended, range(len(mistakes)))
        outcomes = list(pool.map(_outcome, courses, courses.values()))
        mended = list(mending)
    return Report(
        name="keys",
        figures=_figures(outcomes, mended),
        header=("キーの種類", *(outcome.name for outcome in outcomes)),
        rows=[*_rows(outcomes), *_mends(mistakes, mended, len(outcomes))],
        notes=(
            f"発言{outcomes[0].turns}件。本文は数えず、検索で打つ文字は一字を3打、番号は確定の一打を足して数えます。"
            "発言への賛否・関係案件・資料の追加は含みません。公表された会議では、採決の方法と票数も、会長の言わない段階の"
            "移りも分からないので数えません。「所管課なし」は、次第に所管課も説明者も書かれていない場合です。八つの見本は"
            "委員を氏名で記録する短い会議で、採決、選挙、除斥、宿題などの出来事が発言と同じくらいあります。「発言と段階」は"
            "誰がどの段階で話したか、「ほかの出来事」はそれ以外の一件にかかる打鍵です。",
            "「知らせのある候補」は、その審議の段階でまだ話していない委員（誰が手を挙げるかは、記録のどこにもない）を"
            f"除いた割合です。その人は番号表（2〜3打）か、F4 と{max(o.longest for o in outcomes)}字以内と Enter で選べます。",
        ),
    )


def _figures(outcomes: Sequence[Outcome], mended: Sequence[int]) -> dict[str, Figure]:
    usual, others = outcomes[0], outcomes[1:]
    return {
        "keys_per_turn": Figure(usual.each, 1.4),
        **{
            f"hit_at_{n}": Figure(usual.within(n), goal, "higher")
            for n, goal in ((1, 0.84), (2, 0.95), (3, 0.99))
        },
        "keys_per_turn_others": Figure(max(other.each for other in others), 1.6),
        "speaking_keys_others": Figure(max(other.speaking for other in others), 1.6),
        **{
            f"hit_at_{n}_others": Figure(min(o.within(n) for o in others), goal, "higher")
            for n, goal in ((1, 0.78), (2, 0.92), (3, 0.97))
        },
        **{
            f"known_at_{n}_others": Figure(min(o.known_within(n) for o in others), goal, "higher")
            for n, goal in ((1, 0.78), (2, 0.92), (3, 0.97))
        },
        "finder_characters": Figure(max(outcome.longest for outcome in outcomes), 2),
        "repair_median": Figure(median(mended), 5),
        "repair_most": Figure(max(mended), 8),
    }


def _rows(outcomes: Sequence[Outcome]) -> list[list[str]]:
    usual = outcomes[0]
    kinds = sorted(
        {kind for outcome in outcomes for kind in outcome.keys}, key=lambda kind: -usual.keys[kind]
    )
    rows = [[kind, *(str(outcome.keys[kind]) for outcome in outcomes)] for kind in kinds]
    rows.append(["合計", *(str(sum(outcome.keys.values())) for outcome in outcomes)])
    rows.append(["一発言あたり", *(f"{outcome.each:.2f}" for outcome in outcomes)])
    rows.append(["　発言と段階、一発言あたり", *(f"{outcome.speaking:.2f}" for outcome in outcomes)])
    rows.append(["　ほかの出来事、一件あたり", *(f"{outcome.acting:.2f}" for outcome in outcomes)])
    for place in (1, 2, 3):
        rows.append([f"候補{place}番まで", *(f"{outcome.within(place):.0%}" for outcome in outcomes)])
    for place in (1, 2, 3):
        rows.append(
            [
                f"知らせのある候補{place}番まで",
                *(f"{outcome.known_within(place):.0%}" for outcome in outcomes),
            ]
        )
    return rows


def _mends(mistakes: Sequence[Mistake], mended: Sequence[int], columns: int) -> list[list[str]]:
    return [
        [f"直し：{mistake.name}", str(keys), *[""] * (columns - 1)]
        for mistake, keys in zip(mistakes, mended, strict=True)
    ]


def _mended(number: int) -> int:
    return asyncio.run(keys_for(MISTAKES[number]))


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
    acts = len(course.steps) - len(course.turns)
    return Outcome(name, len(course.turns), acts, clerk.keys, clerk.ranks, clerk.known, clerk.longest)


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
    ruled = (step for step in course.steps if isinstance(step, Ruled))
    given = {d.case: d.outcome for step in ruled for d in step.decisions if not d.subject}
    for case, ruling in state.rulings.items():
        kind = state.meeting.profile.kind(case.kind)
        usual = kind.default.name if kind else ""
        assert ruling.decision.outcome == given.get(case, usual), "裁決の結果が違います"
    assert set(state.rulings) == set(state.meeting.case_ids), "裁決していない案件があります"
