"""A meeting of the fictional みどり市, small enough to hold in the head; tests of the core share it."""

from __future__ import annotations

from datetime import datetime, time, timedelta, timezone

from clerk_tui.domain.acts import Stamp
from clerk_tui.domain.commands import Command, Prepare
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, Group, Material, Meeting, Person
from clerk_tui.domain.profile import CaseKind, LabelStyle, Outcome, Phase, PhaseRole, Profile, Role, Standing
from clerk_tui.domain.record import State, Unnamed
from clerk_tui.domain.timeline import Timeline

JST = timezone(timedelta(hours=9))
START = datetime(2026, 5, 18, 14, 0, tzinfo=JST)

_PHASES = (
    (PhaseRole.OPENING, "開会", False),
    (PhaseRole.EXPLANATION, "説明", True),
    (PhaseRole.QUESTIONS, "質問", True),
    (PhaseRole.OPINIONS, "意見", True),
    (PhaseRole.RULING, "裁決", True),
    (PhaseRole.NOTICES, "事務連絡", False),
)
_OPEN_ENDS = (
    Outcome("継続審議", "継続審議", "継続審議", settled=False),
    Outcome("取下げ", "取下げ", "取下げ"),
)

PROFILE = Profile(
    id="midori",
    body="みどり市緑化審議会",
    document="会議録",
    roles=(
        Role("chair", "会長", Standing.CHAIR, LabelStyle.POST, "委員"),
        Role("member", "委員", Standing.MEMBER, LabelStyle.TITLE, "委員"),
        Role("official", "説明員", Standing.OFFICIAL, LabelStyle.POST, "実施機関"),
        Role("secretariat", "事務局", Standing.SECRETARIAT, LabelStyle.POST, "事務局"),
    ),
    kinds=(
        CaseKind("報告", (Outcome("了承", "了承", "報告了承"), *_OPEN_ENDS)),
        CaseKind(
            "諮問",
            (
                Outcome("決定", "決定", "決定"),
                Outcome(
                    "条件付き決定", "条件付きで決定", "条件付き決定", sentence="{cases}は{note}を条件に決定"
                ),
                *_OPEN_ENDS,
            ),
        ),
    ),
    phases=tuple(Phase(role.value, name, role, in_block) for role, name, in_block in _PHASES),
    capacities=("部会長",),
)

CHAIR, AOKI, IGUCHI, UEDA = (PersonId(name) for name in ("桐野会長", "青木委員", "井口委員", "上田委員"))
PARKS, ROADS, CLERK = (PersonId(name) for name in ("森公園課長", "石田道路課長", "谷総務課長"))
PARK_GROUP, ROAD_GROUP, TREE_GROUP = GroupId("1"), GroupId("2"), GroupId("3")
R1, Q1, Q2, Q3, Q4 = CaseId("報告", 1), *(CaseId("諮問", number) for number in (1, 2, 3, 4))

MEETING = Meeting(
    profile=PROFILE,
    title=("令和8年度第1回", "みどり市緑化審議会会議録"),
    date=START.date(),
    starts=time(14, 0),
    ends=time(16, 0),
    place="みどり市役所 第2会議室",
    people=(
        Person(CHAIR, "桐野", "chair", "会長"),
        Person(AOKI, "青木", "member"),
        Person(IGUCHI, "井口", "member"),
        Person(UEDA, "上田", "member"),
        Person(PARKS, "森", "official", "公園課長", office="公園課"),
        Person(ROADS, "石田", "official", "道路課長", office="道路課"),
        Person(CLERK, "谷", "secretariat", "総務課長"),
    ),
    materials=(Material("事前", "資料1 諮問事項"), Material("当日", "会議次第")),
    items=(AgendaItem(1, "前回会議録の確定"), AgendaItem(2, "諮問事項")),
    cases=(
        Case(R1, "公園樹木の点検について"),
        Case(Q1, "公園の追加について"),
        Case(Q2, "公園の廃止について"),
        Case(Q3, "街路樹の更新について"),
        Case(Q4, "保存樹の指定について"),
    ),
    groups=(
        Group(PARK_GROUP, (R1, Q1, Q2), office="公園課", explainers=(CLERK,)),
        Group(ROAD_GROUP, (Q3,), office="道路課"),
        Group(TREE_GROUP, (Q4,), office="公園課"),
    ),
)
"""Seven people, three groups, five cases; the chair and three members have seats."""

MEMBER = Unnamed("member")


class Desk:
    """Carries out commands one after the other, a minute apart unless told otherwise; keeps the records."""

    def __init__(self, meeting: Meeting | None = MEETING) -> None:
        self.timeline = Timeline()
        self.at = START
        if meeting is not None:
            self.do(Prepare(meeting))

    @property
    def state(self) -> State:
        return self.timeline.state

    def do(self, *commands: Command, minutes: float = 1) -> tuple[Recorded, ...]:
        """Carry out the commands; returns what the last one recorded."""
        records: tuple[Recorded, ...] = ()
        for command in commands:
            stamp = Stamp(self.timeline.next_seq, self.at)
            events = command.decide(self.state, stamp)
            records = self.keep(*events)
            self.at += timedelta(minutes=minutes)
        return records

    def keep(self, *events: object) -> tuple[Recorded, ...]:
        seq = self.timeline.next_seq
        offset = (self.at - START).total_seconds()
        records = tuple(
            Recorded(seq + index, self.at, offset, seq, event)  # type: ignore[arg-type]
            for index, event in enumerate(events)
        )
        self.timeline.extend(records)
        return records

    def undo(self) -> None:
        self.keep(self.timeline.undo())

    def redo(self) -> None:
        self.keep(self.timeline.redo())
