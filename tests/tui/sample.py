"""A small meeting of a fictional town, a store in memory and clocks that stand still until told (見本)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.commands import CallRoll, ChangePhase, Command, OpenBlock, Prepare, RecordTurn
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, CaseOrigin, Group, Material, Meeting, Person
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.record import Named, Speaker
from clerk_tui.profile.reader import read_profile
from clerk_tui.session import Clock, Session

JST = timezone(timedelta(hours=9), "JST")
START = datetime(2026, 5, 18, 14, 0, tzinfo=JST)
"""Planned start of the sample meeting, and where a fresh :class:`FakeClock` stands."""

CHAIR = PersonId("桐野会長")
MEMBERS = tuple(PersonId(name) for name in ("青木", "井口", "上田", "榎本", "小野", "加藤"))
CITIZENS = PersonId("市民課長")
SCHOOLS = PersonId("学校教育課長")
WATER = PersonId("水道課長")
CLERK = PersonId("総務課長")

CITIZEN_GROUP = GroupId("窓口")
SCHOOL_GROUP = GroupId("学校")
WATER_GROUP = GroupId("水道")


class FakeClock(Struct):
    """A wall clock and a monotonic clock that move together, only when told."""

    at: datetime = START
    elapsed: float = 0.0

    def tick(self, seconds: float = 1.0) -> None:
        self.at += timedelta(seconds=seconds)
        self.elapsed += seconds

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.at, lambda: self.elapsed)


class MemoryStore(Struct):
    """Keeps what is appended; with ``trouble`` set it refuses instead."""

    records: list[Recorded] = field(default_factory=list)
    trouble: Exception | None = None

    def append(self, records: Sequence[Recorded]) -> None:
        if self.trouble is not None:
            raise self.trouble
        self.records += records


def profile() -> Profile:
    """The profile of みどり市's council, as the repository has it."""
    return read_profile(Path(__file__).parents[2] / "templates" / "privacy_council" / "profile.toml")


def meeting() -> Meeting:
    """Three groups, eight cases, seven members, four officials and secretaries."""

    def member(seat: int, name: str, reading: str) -> Person:
        return Person(PersonId(name), name, "member", reading=reading, seat=seat, section="市民")

    return Meeting(
        profile=profile(),
        title=("令和8年度第1回", "みどり市情報公開・個人情報保護審議会"),
        date=date(2026, 5, 18),
        starts=time(14, 0),
        ends=time(16, 30),
        place="みどり市役所 3階 第2会議室",
        people=(
            Person(CHAIR, "桐野", "chair", "会長", "誠", "きりの", seat=1, section="学識経験者"),
            member(2, "青木", "あおき"),
            member(3, "井口", "いぐち"),
            member(4, "上田", "うえだ"),
            member(5, "榎本", "えのもと"),
            member(6, "小野", "おの"),
            member(7, "加藤", "かとう"),
            Person(CITIZENS, "佐伯", "official", "市民課長", reading="さえき", office="市民課"),
            Person(SCHOOLS, "高梨", "official", "学校教育課長", reading="たかなし", office="学校教育課"),
            Person(WATER, "沼田", "official", "水道課長", reading="ぬまた", office="水道課"),
            Person(CLERK, "早川", "secretariat", "総務課長", reading="はやかわ", office="総務課"),
        ),
        materials=(
            Material("事前", "資料1 窓口予約システムの概要"),
            Material("事前", "資料2 学習端末の利用状況"),
            Material("当日", "資料3 検針業務の委託先一覧"),
        ),
        items=(
            AgendaItem(1, "開会"),
            AgendaItem(2, "議題"),
            AgendaItem(3, "事務連絡"),
        ),
        cases=(
            Case(CaseId("報告", 3), "窓口予約システムの運用状況について"),
            Case(CaseId("諮問", 11), "窓口予約システムへの顔写真の登録について"),
            Case(CaseId("諮問", 12), "窓口予約システムの保守の外部委託について"),
            Case(CaseId("諮問", 13), "学習端末の利用記録の目的外利用について"),
            Case(CaseId("諮問", 14), "学習端末と図書館システムとの外部結合について"),
            Case(CaseId("報告", 4), "学習端末の紛失への対応について", CaseOrigin.CARRIED, received="前回"),
            Case(CaseId("諮問", 15), "水道検針業務の外部委託について"),
            Case(CaseId("諮問", 16), "水道料金システムの更新について"),
        ),
        groups=(
            Group(
                CITIZEN_GROUP,
                (CaseId("報告", 3), CaseId("諮問", 11), CaseId("諮問", 12)),
                "市民課",
                (CITIZENS,),
                item=2,
            ),
            Group(
                SCHOOL_GROUP,
                (CaseId("諮問", 13), CaseId("諮問", 14), CaseId("報告", 4)),
                "学校教育課",
                (SCHOOLS,),
                item=2,
            ),
            Group(WATER_GROUP, (CaseId("諮問", 15), CaseId("諮問", 16)), "水道課", (WATER,), item=2),
        ),
    )


def renamed(meeting: Meeting, role: str = "kaicho") -> Meeting:
    """The meeting of a body whose profile calls the role of its chair otherwise than ours do."""
    profile = meeting.profile

    def called(name: str) -> str:
        return role if name == "chair" else name

    return replace(
        meeting,
        profile=replace(
            profile,
            roles=tuple(replace(each, id=called(each.id)) for each in profile.roles),
            phrases=tuple(replace(each, speaker=called(each.speaker)) for each in profile.phrases),
        ),
        people=tuple(replace(person, role=called(person.role)) for person in meeting.people),
    )


def turn(speaker: PersonId | Speaker, *paragraphs: str, then: str = "") -> RecordTurn:
    """A turn by one of the sample's people."""
    who = Named(PersonId(speaker)) if isinstance(speaker, str) else speaker
    return RecordTurn(who, paragraphs, then=then)


def session(
    *commands: Command, clock: FakeClock | None = None, store: MemoryStore | None = None, apart: float = 20.0
) -> Session:
    """The sample meeting, prepared, with the commands carried out ``apart`` seconds from each other."""
    clock = clock or FakeClock()
    made = Session(store if store is not None else MemoryStore(), clock=clock.clock)
    made.dispatch(Prepare(meeting()))
    for command in commands:
        clock.tick(apart)
        made.dispatch(command)
    return made


def discussion() -> tuple[Command, ...]:
    """Commands that lead into the questions on the first group, with a member who has asked and an answer."""
    return (
        CallRoll(absent=(MEMBERS[5],)),
        turn(CHAIR, "定刻になりましたので、ただいまから始めます。", then="absence"),
        turn(CLERK, "加藤委員から欠席の御連絡をいただいています。"),
        turn(CHAIR, "次に、報告第3号と諮問第11号・第12号を議題といたします。"),
        OpenBlock((CITIZEN_GROUP,)),
        turn(CITIZENS, "報告第3号、諮問第11号・第12号について説明する。"),
        ChangePhase("questions"),
        turn(CHAIR, "御質問のある方はいらっしゃいますか。"),
        turn(
            MEMBERS[0],
            "資料1の3ページですが、予約の取消しは何件ありましたか。",
            "理由も分かれば教えてください。",
        ),
        turn(CITIZENS, "昨年度は412件で、多くは日時の変更によるものです。"),
    )
