"""The sample meetings that are shipped: played to the end, they stand exactly as they were written."""

from __future__ import annotations

from datetime import date, datetime, time
from itertools import pairwise

import pytest
from script_player import JST, TYPED_LATER, played, prepared, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.domain.checks import Rule, closing_findings
from clerk_tui.domain.commands import Undo
from clerk_tui.domain.events import SpeakerCorrected, TextEdited, TurnsMerged, TurnSplit, Undone
from clerk_tui.domain.ids import CaseId, EntryId, PersonId
from clerk_tui.domain.meeting import CaseOrigin, Material
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.queries import absentees, attendees
from clerk_tui.domain.record import (
    Attendance,
    Decision,
    MeetingStage,
    Method,
    Named,
    NextMeeting,
    Position,
    State,
    Tally,
)
from clerk_tui.domain.timeline import replay as fold_records
from clerk_tui.domain.wording import phrase_text, ruling_sentence
from clerk_tui.intake import read_preparation
from clerk_tui.minutes import document as doc
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.record.documents import GENESIS, compose, decode
from clerk_tui.scripting.lines import read_script

COUNCIL = "privacy_council"
COMMITTEE = "agriculture_committee"
BOTH = pytest.mark.parametrize("body", [COUNCIL, COMMITTEE])


def at(state: State, hour: int, minute: int) -> datetime:
    assert state.meeting is not None
    return datetime.combine(state.meeting.date, time(hour, minute), tzinfo=JST)


def who(state: State, number: int) -> str:
    """The person of a turn, counted from 1."""
    speaker = state.turns[number - 1].speaker
    return str(speaker.person) if isinstance(speaker, Named) else f"?{speaker.role}"


def number_of(state: State, entry: EntryId | None) -> int | None:
    """Which turn, counted from 1."""
    return next((n for n, turn in enumerate(state.turns, start=1) if turn.id == entry), None)


def minutes(state: State) -> doc.Document:
    return outline(state, TYPED_LATER)


def rows(document: doc.Document) -> list[tuple[str, ...]]:
    """Headings and stage directions of the body, in order."""
    found: list[tuple[str, ...]] = []
    for row in document.body:
        match row:
            case doc.Heading(lines=lines):
                found.append(lines)
            case doc.StageDirectionRow(text=text):
                found.append((text,))
            case doc.Turn():
                pass
    return found


def labels(document: doc.Document) -> list[str]:
    return [row.label for row in document.body if isinstance(row, doc.Turn)]


@BOTH
def test_undoing_everything_gives_the_prepared_meeting(body: str) -> None:
    session, _ = played(body)
    before, _ = prepared(body)
    while session.timeline.can_undo:
        session.dispatch(Undo())
    assert session.state == before.state


@BOTH
def test_the_stored_record_gives_the_same_state(body: str) -> None:
    session, store = played(body)
    stored = [document.recorded for document in decode([compose(store.records, GENESIS)])]
    assert stored == store.records
    assert fold_records(stored) == session.state


@BOTH
def test_every_line_has_its_time_and_they_go_forward(body: str) -> None:
    lines = list(read_script(sample_folder(body) / "script.jsonl"))
    times = [time.fromisoformat(line.time) for line in lines]
    assert all(earlier <= later for earlier, later in pairwise(times))


@BOTH
def test_everybody_speaks_while_the_meeting_sits(body: str) -> None:
    state = played(body)[0].state
    assert state.stage is MeetingStage.CLOSED
    assert state.opened is not None
    assert state.closed is not None
    assert all(state.opened <= turn.started <= state.closed for turn in state.turns)
    assert state.floor is None


@BOTH
def test_everybody_has_a_reading(body: str) -> None:
    meeting = read_preparation(sample_folder(body), profiles)
    assert [person.id for person in meeting.people if not person.reading] == []


@BOTH
def test_the_chair_speaks_in_the_phrases_of_the_profile(body: str) -> None:
    state = played(body)[0].state
    assert state.meeting is not None
    said = "\n".join(turn.text for turn in state.turns)
    fixed = [phrase.text for phrase in state.meeting.profile.phrases if "{" not in phrase.text]
    assert [text for text in fixed if text not in said] == []


@BOTH
def test_the_chair_opens_the_meeting_and_not_its_minutes(body: str) -> None:
    session, _ = prepared(body)
    assert session.state.meeting is not None
    opening = session.state.meeting.profile.phrases[0]
    assert phrase_text(session.state, opening) == played(body)[0].state.turns[0].text


@BOTH
def test_the_chair_rules_in_the_words_of_the_profile(body: str) -> None:
    """Each ruling stands in its turn as the program would have put it, as far as one sentence holds it."""
    state = played(body)[0].state
    assert state.meeting is not None
    by_turn: dict[EntryId | None, list[Decision]] = {}
    for ruling in state.rulings.values():
        by_turn.setdefault(ruling.entry, []).append(ruling.decision)
    worded = [
        entry
        for entry, decisions in by_turn.items()
        if entry and (turn := state.turn(entry)) and ruling_sentence(state.meeting, decisions) in turn.text
    ]
    spoken = [number_of(state, entry) for entry in worded]
    assert spoken == ([38, 52, 56, 63] if body == COUNCIL else [19])


def test_council_people_and_papers() -> None:
    meeting = read_preparation(sample_folder(COUNCIL), profiles)
    assert len(meeting.voters) == meeting.seat_count == 12
    assert {person.section for person in meeting.voters} == {
        "学識経験者",
        "市議会議員",
        "団体推薦",
        "公募市民",
    }
    officials = [p for p in meeting.people if meeting.role_of(p).standing is Standing.OFFICIAL]
    secretariat = [p for p in meeting.people if meeting.role_of(p).standing is Standing.SECRETARIAT]
    assert (len(officials), len(secretariat)) == (6, 3)
    assert all(person.office for person in officials)
    assert [len(group.cases) for group in meeting.groups] == [2, 4, 3, 1, 1]


def test_council_results_and_order() -> None:
    assert [(row.number, row.result) for row in minutes(played(COUNCIL)[0].state).cases] == [
        ("報告第9号", "報告了承"),
        ("報告第10号", "報告了承"),
        ("諮問第23号", "決定"),
        ("諮問第27号", "決定"),
        ("諮問第24号", "決定"),
        ("報告第11号", "報告了承"),
        ("諮問第25号", "決定"),
        ("諮問第26号", "決定"),
        ("諮問第21号", "決定"),
        ("諮問第22号", "附帯意見付き決定（閲覧の区分を明確にすること）"),
        ("諮問第18号", "決定"),
        ("諮問第19号", "決定"),
    ]


def test_council_rows_and_labels() -> None:
    document = minutes(played(COUNCIL)[0].state)
    assert rows(document) == [
        ("報告第9号・第10号、諮問第23号・第24号・第27号", "報告第11号、諮問第25号・第26号"),
        ("諮問第21号・第22号",),
        ("諮問第18号",),
        ("諮問第19号",),
        ("答申案文の配布",),
        ("異議なし",),
        ("答申文の手交",),
    ]
    said = labels(document)
    assert len(said) == 69
    assert {label: said.count(label) for label in dict.fromkeys(said)} == {
        "会長": 23,
        "総務部長": 3,
        "情報公開課長": 5,
        "情報システム課長": 2,
        "委員": 20,
        "市民課長": 4,
        "子育て支援課長": 3,
        "保険年金課長": 1,
        "防災危機管理課長": 4,
        "高齢福祉課長": 1,
        "部会長": 2,
        "学校教育課長": 1,
    }
    header = {(row.label, row.sublabel): row.paragraphs for row in document.header}
    assert header["日時", None] == ("令和8年10月14日(水) 14時00分から15時50分まで",)
    assert header["傍聴者", None] == ("3名",)
    assert header["出席者", "委員"][0].startswith("水沢会長、相原委員、柏木委員、")
    assert header["配布資料", "当日"] == (
        "資料2　報告事項の概要（差し替え）",
        "会議次第",
        "諮問文の写し",
        "資料6　諮問第27号の記録票（追加）",
    )


def test_council_attendance() -> None:
    state = played(COUNCIL)[0].state
    assert [person.id for person in absentees(state)] == ["榎本委員", "能勢委員"]
    roll = attendees(state)
    assert roll is not None
    assert (roll.present, roll.seats, roll.required) == (10, 12, 6)
    late = state.attendance[PersonId("土屋防災危機管理課長")]
    assert [entry.status for entry in late] == [Attendance.ABSENT, Attendance.LATE]
    assert late[1].at > state.blocks[0].opened


def test_council_findings_are_the_intended_ones() -> None:
    state = played(COUNCIL)[0].state
    found = [(finding.rule, number_of(state, finding.entry)) for finding in closing_findings(state)]
    assert found == [
        (Rule.OPPOSED, None),
        (Rule.IMPLICIT_STANCE, 36),
        (Rule.TO_CONFIRM, 32),
        (Rule.UNKNOWN_SPEAKER, 27),
        (Rule.EMPTY_TURN, 30),
    ]
    assert closing_findings(state)[0].cases == (CaseId("諮問", 27),)


def test_council_course_of_the_agenda() -> None:
    """Two groups at once, the deferred one later, a case and a paper of the day."""
    session, _ = played(COUNCIL)
    state = session.state
    assert state.meeting is not None
    assert [block.groups for block in state.blocks] == [("2", "3"), ("1",), ("4",), ("5",)]
    assert state.deferred == {}
    added = state.meeting.case(CaseId("諮問", 27))
    assert added is not None
    assert added.origin is CaseOrigin.ADDED
    assert Material("当日", "資料6　諮問第27号の記録票（追加）") in state.meeting.materials
    ruled_first = {case for case, ruling in state.rulings.items() if ruling.block == state.blocks[0].id}
    assert {state.meeting.group_of(case).id for case in ruled_first} == {"2", "3"}  # type: ignore[union-attr]
    assert len({ruling.entry for ruling in state.rulings.values()}) == 4
    assert state.next_meeting == NextMeeting(
        date(2026, 12, 16), time(14, 0), "みどり市役所 本庁舎4階 第2会議室"
    )


def test_council_irregular_turns() -> None:
    state = played(COUNCIL)[0].state
    turns = state.turns
    assert state.meeting is not None
    assert [(who(state, n), t.capacity) for n, t in enumerate(turns, start=1) if t.capacity] == [
        ("水沢会長", "部会長"),
        ("相原委員", "部会長"),
    ]
    assert [who(state, n) for n in (10, 11)] == ["村瀬情報公開課長", "安西情報システム課長"]
    assert [turn.narrated for turn in turns[9:11]] == [True, True]
    assert [who(state, n) for n in range(13, 21)] == [
        "杉浦委員",
        "鳥井市民課長",
        "杉浦委員",
        "鳥井市民課長",
        "杉浦委員",
        "鳥井市民課長",
        "安西情報システム課長",
        "杉浦委員",
    ]
    assert state.waived == {turns[19].id}
    assert who(state, 24) == "岸本保険年金課長"
    opinions = state.meeting.profile.phase_of(PhaseRole.OPINIONS)
    assert opinions is not None
    assert [turn.phase == opinions.id for turn in turns[23:26]] == [False, True, False]
    assert who(state, 27) == "?member"
    assert turns[29].paragraphs == ()


def test_council_stances() -> None:
    state = played(COUNCIL)[0].state

    def cases(*numbers: int) -> tuple[CaseId, ...]:
        return tuple(CaseId("諮問", number) for number in numbers)

    declared = [
        (number_of(state, s.entry), s.position, s.cases, s.implicit) for s in state.stances if not s.implicit
    ]
    assert declared == [
        (34, Position.AGAINST, cases(27), False),
        (34, Position.FOR, cases(23, 24), False),
        (35, Position.CONDITIONAL, cases(23, 24), False),
        (37, Position.CONDITIONAL, cases(25, 26), False),
        (50, Position.CONDITIONAL, cases(21, 22), False),
        (51, Position.FOR, cases(21), False),
    ]
    (implicit,) = [stance for stance in state.stances if stance.implicit]
    assert (number_of(state, implicit.entry), len(implicit.cases)) == (36, 8)


def test_council_corrections_stay_in_the_record() -> None:
    session, store = played(COUNCIL)
    events = [record.event for record in store.records]
    assert sum(isinstance(event, Undone) for event in events) == 1
    assert sum(isinstance(event, SpeakerCorrected) for event in events) == 1
    assert sum(isinstance(event, TextEdited) for event in events) == 1
    said = "\n".join(turn.text for turn in session.state.turns)
    assert "報告第9号の派遣" not in said
    assert "土谷" not in said
    assert who(session.state, 41) == "柏木委員"


def test_committee_results_and_rulings() -> None:
    state = played(COMMITTEE)[0].state
    assert [(row.number, row.result) for row in minutes(state).cases] == [
        ("議案第14号", "原案どおり可決"),
        ("議案第15号", "条件付き可決（雨水を受ける側溝を設けること）"),
        ("議案第16号", "継続審議"),
        ("議案第17号", "可決"),
        ("議案第18号", "取下げ"),
        ("報告第6号", "報告了承"),
        ("報告第7号", "報告了承"),
    ]
    assert [(r.method, r.tally) for case, r in state.rulings.items() if case.kind == "議案"] == [
        (Method.SHOW_OF_HANDS, Tally(6, 0)),
        (Method.SHOW_OF_HANDS, Tally(6, 1)),
        (Method.SHOW_OF_HANDS, Tally(7, 0)),
        (Method.NO_OBJECTION, None),
        (Method.DECLARED, None),
    ]


def test_committee_attendance() -> None:
    """A majority of nine; one arrives late, one leaves for his own case and comes back, one is on line."""
    state = played(COMMITTEE)[0].state
    roll = attendees(state)
    assert roll is not None
    assert (roll.present, roll.seats, roll.required) == (8, 9, 5)
    assert [person.id for person in absentees(state)] == ["児玉委員"]
    statuses = {person: [e.status for e in entries] for person, entries in state.attendance.items()}
    assert statuses[PersonId("市原委員")] == [Attendance.ABSENT, Attendance.LATE]
    assert statuses[PersonId("佐久間委員")] == [Attendance.PRESENT, Attendance.LEFT, Attendance.RETURNED]
    assert statuses[PersonId("仲村委員")] == [Attendance.ONLINE]
    away = {
        case.number: {"佐久間委員", "市原委員"} - set(ruling.roll)
        for case, ruling in state.rulings.items()
        if case.kind == "議案"
    }
    assert away == {14: {"佐久間委員"}, 15: set(), 16: set(), 17: set(), 18: set()}


def test_committee_leaves_nothing_to_mend() -> None:
    assert closing_findings(played(COMMITTEE)[0].state) == ()


def test_committee_rows_and_labels() -> None:
    document = minutes(played(COMMITTEE)[0].state)
    assert rows(document) == [
        ("異議なし",),
        ("議案第14号",),
        ("5番佐久間委員退席",),
        ("挙手全員",),
        ("5番佐久間委員入室",),
        ("議案第15号・第16号",),
        ("休憩　午前10時02分",),
        ("再開　午前10時15分",),
        ("挙手多数",),
        ("挙手全員",),
        ("議案第17号",),
        ("非公開　午前10時20分",),
        ("非公開で審議したため、この間の記載を省く。",),
        ("公開再開　午前10時30分",),
        ("議案第18号",),
        ("報告第6号・第7号",),
    ]
    said = labels(document)
    assert len(said) == 50
    assert set(said) == {
        "議長",
        "会長",
        "事務局長",
        "農地係長",
        "矢島地区担当委員",
        "戸田農地利用最適化推進委員",
        "有賀委員",
        "市原委員",
        "小田切委員",
        "佐久間委員",
        "仲村委員",
        "福井委員",
    }
    whole = outline(played(COMMITTEE)[0].state, TYPED_LATER, Edition.INTERNAL)
    assert ("議案第17号",) in rows(whole)
    assert len(labels(whole)) == 56
    assert {"沼田産業振興課長", "矢島委員"} <= set(labels(whole))
    header = {(row.label, row.sublabel): row.paragraphs for row in document.header}
    assert header["開催日時", None] == ("令和8年10月26日（月曜日） 午前9時30分から午前10時42分まで",)
    assert header["欠席委員", None] == ("児玉委員",)
    assert header["傍聴人", None] == ("2人",)


def test_committee_turns_put_right() -> None:
    session, store = played(COMMITTEE)
    state = session.state
    events = [record.event for record in store.records]
    assert sum(isinstance(event, TurnsMerged) for event in events) == 1
    assert sum(isinstance(event, TurnSplit) for event in events) == 1
    assert (who(state, 14), len(state.turns[13].paragraphs)) == ("小田切委員", 2)
    assert [who(state, n) for n in (23, 24)] == ["戸田農地利用最適化推進委員", "森下会長"]
    assert at(state, 9, 55) < state.turns[23].started < at(state, 9, 58)
    assert [t.text for t in state.turns if t.narrated] == [
        f"{cases}について、議案書により説明する。"
        for cases in ("議案第14号", "議案第15号・第16号", "議案第17号", "報告第6号・第7号")
    ]
    assert [(who(state, n), t.capacity) for n, t in enumerate(state.turns, start=1) if t.capacity] == [
        ("矢島委員", "地区担当委員"),
        ("森下会長", "会長"),
    ]
    assert not state.in_closed_part
