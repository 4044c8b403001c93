"""What happened in a meeting, step by step (会議の経過), for the bench clerk to record."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import FollowUp, Group, Meeting
from clerk_tui.domain.record import (
    Attendance,
    Conclusion,
    Decision,
    MarkKind,
    Method,
    Named,
    Speaker,
    Tally,
    Unnamed,
)
from clerk_tui.profile import find, read_profile
from clerk_tui.published.data import read_published
from clerk_tui.published.script import Line, script

# What the agenda of that day would say and its minutes do not: the first case of each group, the office in
# charge (from its titles) and the post that explains. Kinds and numbers are those of the minutes.
OFFICES = {
    CaseId("報告", 27): ("区民課", "情報システム担当課長"),
    CaseId("諮問", 58): ("区民課", "情報システム担当課長"),
    CaseId("諮問", 49): ("保健予防課", "情報政策課長"),
    CaseId("報告", 29): ("スポーツ振興課", "情報政策課長"),
    CaseId("諮問", 62): ("国保年金課", "情報システム担当課長"),
    CaseId("諮問", 64): ("高齢者施策課、子ども家庭部管理課", "情報システム担当課長"),
    CaseId("諮問", 69): ("子ども家庭支援担当課", "情報システム担当課長"),
    CaseId("諮問", 71): ("子ども家庭支援担当課", "情報システム担当課長"),
    CaseId("報告", 30): ("地域子育て支援担当課", "情報政策課長"),
    CaseId("報告", 31): ("建築課", "情報政策課長"),
    CaseId("諮問", 75): ("済美教育センター、庶務課", "情報政策課長"),
    CaseId("諮問", 78): ("情報政策課", "情報政策課長"),
}


class Spoken(Struct, frozen=True):
    """発言."""

    speaker: Speaker
    capacity: str
    paragraphs: tuple[str, ...]
    phase: str
    """Phase id in which it began."""
    narrated: bool

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


class Opened(Struct, frozen=True):
    """一括審議の開始."""

    groups: tuple[GroupId, ...]


class Deferred(Struct, frozen=True):
    """後回し."""

    group: GroupId


class Added(Struct, frozen=True):
    """当日追加の案件."""

    case: CaseId
    title: str
    group: GroupId
    after: CaseId | None


class Directed(Struct, frozen=True):
    """ト書き."""

    text: str


class Ruled(Struct, frozen=True):
    """裁決 of the open block."""

    decisions: tuple[Decision, ...] = ()
    """What was decided, in the order of the cases; empty: the usual results for all that is open."""
    method: Method = Method.DECLARED
    tally: Tally | None = None


class Marked(Struct, frozen=True):
    """休憩・再開・非公開・公開再開."""

    kind: MarkKind
    reason: str = ""


class Rolled(Struct, frozen=True):
    """出欠."""

    absent: tuple[PersonId, ...]
    online: tuple[PersonId, ...] = ()


class Moved(Struct, frozen=True):
    """出入り: somebody came, left or returned."""

    person: PersonId
    status: Attendance
    note: str = ""


class Settled(Struct, frozen=True):
    """議題の結果."""

    conclusion: Conclusion
    post: str
    """To what somebody was elected; empty: it was no election."""


class Signing(Struct, frozen=True):
    """署名委員の指名."""

    people: tuple[PersonId, ...]


class Owed(Struct, frozen=True):
    """宿題, left by the turn before it."""

    what: FollowUp


class KeptOut(Struct, frozen=True):
    """除斥, from the open cases."""

    person: PersonId


class Presides(Struct, frozen=True):
    """進行の交代."""

    person: PersonId


class Counted(Struct, frozen=True):
    """傍聴者."""

    observers: int


class Closed(Struct, frozen=True):
    """閉会."""


Step = (
    Spoken | Opened | Deferred | Added | Directed | Ruled | Marked | Rolled | Moved | Counted | Closed
    | Settled | Signing | Owed | KeptOut | Presides
)  # fmt: skip


class Course(Struct, frozen=True):
    """A prepared meeting and what came of it."""

    meeting: Meeting
    steps: tuple[Step, ...]
    phased: bool = False
    """Whether the phase of every turn is a fact; of published minutes only what the chair said tells it."""

    @property
    def turns(self) -> tuple[Spoken, ...]:
        return tuple(step for step in self.steps if isinstance(step, Spoken))


def published_course(path: Path, profile: str) -> Course:
    """The course of published minutes, with the stock phrases of a shipped profile.

    Its agenda has case numbers and titles only, for the minutes say no more; see :func:`informed`.
    """
    meeting, lines = script(read_published(path))
    phrases = read_profile(find(profile)).phrases
    meeting = replace(meeting, profile=replace(meeting.profile, phrases=phrases))
    return Course(meeting, _steps(meeting, lines))


def informed(course: Course) -> Course:
    """The same meeting with offices and explainers on its agenda, as a clerk prepares one."""
    by_post = {person.post: person.id for person in course.meeting.people if person.post}

    def told(group: Group) -> Group:
        office, explainer = next((OFFICES[case] for case in group.cases if case in OFFICES), ("", ""))
        explainers = (by_post[explainer],) if explainer in by_post else ()
        return replace(group, office=office, explainers=explainers)

    groups = tuple(map(told, course.meeting.groups))
    return replace(course, meeting=replace(course.meeting, groups=groups))


def shuffled(course: Course, seed: int) -> Course:
    """The same meeting with its blocks, and its agenda, in another order; nothing is put off."""
    steps = [step for step in course.steps if not isinstance(step, Deferred)]
    starts = [index for index, step in enumerate(steps) if isinstance(step, Opened)]
    # A case is added right before its block is called; it moves with the block.
    starts = [index - isinstance(steps[index - 1], Added) for index in starts]
    end = max(index for index, step in enumerate(steps) if isinstance(step, Ruled)) + 1
    blocks = [steps[start:stop] for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    random.Random(seed).shuffle(blocks)
    moved = [step for block in blocks for step in block]
    order = [group for step in moved if isinstance(step, Opened) for group in step.groups]
    groups = tuple(sorted(course.meeting.groups, key=lambda group: order.index(group.id)))
    return Course(replace(course.meeting, groups=groups), (*steps[: starts[0]], *moved, *steps[end:]))


def _steps(meeting: Meeting, lines: Sequence[Line]) -> tuple[Step, ...]:
    steps: list[Step] = []
    phase = meeting.profile.phases[0].id
    for line in lines:
        match line["command"]:
            case "turn":
                at = line.get("phase", phase)
                person = meeting.person(PersonId(line["speaker"]))
                speaker: Speaker = Named(person.id) if person else Unnamed(line["speaker"])
                narrated = line.get("narrated", False)
                steps.append(Spoken(speaker, line.get("capacity", ""), tuple(line["text"]), at, narrated))
                phase = line["shifts"][-1]["phase"] if "shifts" in line else at
            case "block":
                phase = line["phase"]
                steps.append(Opened(tuple(map(GroupId, line["groups"]))))
            case "defer":
                steps.append(Deferred(GroupId(line["group"])))
            case "add_case":
                (case,) = meeting.profile.notation.parse(line["case"])
                after = meeting.profile.notation.parse(line["after"])[0] if "after" in line else None
                steps.append(Added(case, line["title"], GroupId(line["group"]), after))
            case "stage":
                steps.append(Directed(line["text"]))
            case "rule":
                steps.append(Ruled())
            case "roll":
                steps.append(Rolled(tuple(map(PersonId, line["absent"]))))
            case "observers":
                steps.append(Counted(line["count"]))
            case "close":
                steps.append(Closed())
            case _:
                # Times, and what is added to turns afterwards: stances, materials, the next meeting.
                pass
    return tuple(steps)
