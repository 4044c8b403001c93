"""What screens and papers ask of the record: where it stands, who is there, how long it will take; before it began too."""

from __future__ import annotations

from datetime import timedelta

import pytest
from meetings import (
    AOKI,
    CHAIR,
    IGUCHI,
    MEETING,
    MEMBER,
    PARK_GROUP,
    PARKS,
    PROFILE,
    Q1,
    Q2,
    Q3,
    R1,
    ROAD_GROUP,
    START,
    UEDA,
    Desk,
)
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import closing_findings
from clerk_tui.domain.checks.finding import Finding, Rule, place_of
from clerk_tui.domain.errors import UnknownReference
from clerk_tui.domain.ids import EntryId, GroupId, PersonId
from clerk_tui.domain.labels import (
    NOBODY,
    full_label,
    lettered,
    listed_label,
    public_label,
)
from clerk_tui.domain.lookups import case_of, speaker_of
from clerk_tui.domain.meeting import Group
from clerk_tui.domain.names import hidden
from clerk_tui.domain.notation import Numerals
from clerk_tui.domain.profile import LabelStyle, PhaseRole, Phrase, Standing
from clerk_tui.domain.queries import (
    absentees,
    agenda,
    attendees,
    concerned,
    deliberated,
    forecast,
    group_heading,
    in_phase,
    is_member,
    last_moment,
    role_of,
)
from clerk_tui.domain.record import Decision, MarkKind, Named, State, Unnamed
from clerk_tui.domain.wording import phrase_text

STRANGER = Named(PersonId("山本委員"))


def test_before_a_preparation_every_question_has_an_empty_answer() -> None:
    nothing = State()
    assert agenda(nothing) == ()
    assert deliberated(nothing) == ()
    assert absentees(nothing) == ()
    assert attendees(nothing) is None
    assert role_of(nothing, Named(CHAIR)) is None
    assert not is_member(nothing, Named(AOKI))
    assert forecast(nothing, START) is None
    assert not in_phase(nothing, PhaseRole.OPENING)
    assert phrase_text(nothing, Phrase("x", "{cases}を議題とします。", ())) == "{cases}を議題とします。"
    assert closing_findings(nothing) == ()


def test_the_phase_is_asked_for_by_the_part_it_plays() -> None:
    desk = Desk()
    desk.do(c.OpenMeeting(), c.OpenBlock((PARK_GROUP,), phase="questions"))
    assert [role for role in PhaseRole if in_phase(desk.state, role)] == [PhaseRole.QUESTIONS]


def test_somebody_off_the_roster_has_no_role() -> None:
    state = Desk().state
    assert role_of(state, STRANGER) is None
    assert not is_member(state, STRANGER)
    assert is_member(state, MEMBER)


def test_a_group_without_cases_is_called_by_its_heading_or_its_office_never_its_id() -> None:
    bare = Group(GroupId("その他"), ())
    assert group_heading(MEETING, bare) == "（件名なし）"
    assert group_heading(MEETING, replace(bare, office="公園課")) == "公園課"
    assert group_heading(MEETING, replace(bare, heading="報告事項", office="公園課")) == "報告事項"


def test_the_forecast_goes_by_the_pace_and_ends_with_the_meeting() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(CHAIR), ("始めます。",)))
    assert forecast(desk.state, desk.at) is None
    desk.do(c.OpenBlock((ROAD_GROUP,)))
    assert forecast(desk.state, desk.at) is None
    opened = desk.state.blocks[0].opened
    desk.do(c.RuleCases((Decision(Q3, "決定"),)))
    found = forecast(desk.state, opened + timedelta(minutes=10))
    assert found is not None
    # One of five cases in ten minutes: four more of them.
    assert found.projected == opened + timedelta(minutes=50)
    assert found.planned == START.replace(hour=16)
    desk.do(c.CloseMeeting())
    closed = forecast(desk.state, desk.at + timedelta(hours=1))
    assert closed is not None
    assert closed.projected == desk.state.closed


def test_a_turn_concerns_the_cases_it_is_tagged_with_else_those_of_its_block() -> None:
    desk = Desk()
    desk.do(c.OpenBlock((PARK_GROUP,)), c.RecordTurn(Named(AOKI), ("伺います。",)))
    assert concerned(desk.state, desk.state.turns[-1]) == (R1, Q1, Q2)
    desk.do(c.TagCases(None, (Q1,)))
    assert concerned(desk.state, desk.state.turns[-1]) == (Q1,)


def test_the_last_moment_is_the_end_of_what_was_said_last_or_the_closing() -> None:
    assert last_moment(State()) is None
    desk = Desk()
    desk.do(c.OpenMeeting(at=START))
    assert last_moment(desk.state) == START
    ended = START + timedelta(minutes=9)
    desk.do(c.RecordTurn(Named(CHAIR), ("始めます。",), started=START, ended=ended))
    assert last_moment(desk.state) == ended
    recess = START + timedelta(minutes=20)
    desk.do(c.MakeMark(MarkKind.RECESS, at=recess))
    assert last_moment(desk.state) == recess
    closing = START + timedelta(hours=11)
    desk.do(c.CloseMeeting(closing))
    assert last_moment(desk.state) == closing


def test_a_turn_of_unknown_end_is_known_to_last_as_long_as_its_beginning() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(CHAIR), ("始めます。",)))
    turn = desk.state.turns[0]
    later = replace(turn, started=START + timedelta(minutes=5), ended=None)
    assert last_moment(replace(desk.state, entries=(later,))) == later.started


# -- labels -----------------------------------------------------------------------------------------------


def test_labels_of_somebody_off_the_roster_or_without_a_name() -> None:
    assert public_label(MEETING, STRANGER) == NOBODY
    assert public_label(MEETING, STRANGER, "部会長") == "部会長"
    assert full_label(MEETING, STRANGER) == "山本委員"
    assert public_label(MEETING, MEMBER) == "委員"
    assert public_label(MEETING, Unnamed("visitor")) == "visitor"
    assert full_label(MEETING, MEMBER) == "委員（氏名未定）"
    assert full_label(MEETING, Unnamed("visitor"), "参考人") == "参考人（氏名未定）"


@pytest.mark.parametrize(
    ("style", "member", "official"),
    [
        (LabelStyle.POST, "委員", "公園課長"),
        (LabelStyle.NAME_POST, "青木委員", "森公園課長"),
        (LabelStyle.TITLE, "委員", "説明員"),
        (LabelStyle.NAME_TITLE, "青木委員", "森説明員"),
        (LabelStyle.LETTERED, "委員", "説明員"),
        (LabelStyle.NAME, "青木", "森"),
    ],
)
def test_each_style_of_label(style: LabelStyle, member: str, official: str) -> None:
    profile = replace(
        PROFILE, roles=tuple(replace(role, label=style, listed=style) for role in PROFILE.roles)
    )
    meeting = replace(MEETING, profile=profile)
    assert public_label(meeting, Named(AOKI)) == member
    assert public_label(meeting, Named(PARKS)) == official
    person = meeting.person(PARKS)
    assert person is not None
    assert listed_label(meeting, person) == official


@pytest.mark.parametrize(
    ("framed", "numerals", "label"),
    [
        ("{seat}番{label}", Numerals.HALF, "12番委員"),
        ("{seat}番{label}", Numerals.KANJI, "十二番委員"),
        ("{label}（{name}君）", Numerals.HALF, "委員（青木花君）"),
        ("{surname}{label}", Numerals.HALF, "青木委員"),
    ],
)
def test_a_label_stands_in_the_frame_of_its_role(framed: str, numerals: Numerals, label: str) -> None:
    roles = tuple(replace(role, label=LabelStyle.TITLE, framed=framed) for role in PROFILE.roles)
    profile = replace(PROFILE, roles=roles, style=replace(PROFILE.style, numerals=numerals))
    people = tuple(
        replace(person, seat=12, given="花") if person.id == AOKI else person for person in MEETING.people
    )
    meeting = replace(MEETING, profile=profile, people=people)
    assert public_label(meeting, Named(AOKI)) == label
    # Who has no seat keeps the bare label, and a name in the frame makes the remark no secret.
    assert public_label(meeting, Named(PARKS)) == ("説明員" if "{seat}" in framed else label_of(framed, "森"))
    assert (meeting.person(AOKI) in hidden(meeting)) == ("name" not in framed)


def test_a_frame_that_is_not_printed_makes_no_remark_public() -> None:
    framed = "{seat}番{label}（{name}君）"
    roles = tuple(replace(role, label=LabelStyle.TITLE, framed=framed) for role in PROFILE.roles)
    people = tuple(replace(person, seat=12) if person.id == AOKI else person for person in MEETING.people)
    meeting = replace(MEETING, profile=replace(PROFILE, roles=roles), people=people)
    assert public_label(meeting, Named(AOKI)) == "12番委員（青木君）"
    assert public_label(meeting, Named(PARKS)) == "説明員"
    assert meeting.person(PARKS) in hidden(meeting)
    assert meeting.person(AOKI) not in hidden(meeting)


def label_of(framed: str, name: str) -> str:
    return framed.format(label="説明員", surname=name, name=name)


def test_two_of_one_name_and_post_are_told_apart_by_the_given_name() -> None:
    people = tuple(
        replace(person, name="青木", given=given) if (given := names.get(person.id, "")) else person
        for names in ({AOKI: "花", IGUCHI: "実"},)
        for person in MEETING.people
    )
    meeting = replace(MEETING, people=people)
    assert full_label(meeting, Named(AOKI)) == "青木花委員"
    assert full_label(meeting, Named(IGUCHI)) == "青木実委員"
    assert full_label(meeting, Named(UEDA)) == "上田委員"


def test_letters_go_by_the_order_of_speaking_and_leave_others_out() -> None:
    desk = Desk()
    for who in (CHAIR, UEDA, AOKI, UEDA, PARKS):
        desk.do(c.RecordTurn(Named(who), ("はい。",)))
    desk.do(c.RecordTurn(MEMBER, ("はい。",)))
    roles = tuple(
        replace(role, label=LabelStyle.LETTERED) if role.id == "member" else role for role in PROFILE.roles
    )
    meeting = replace(MEETING, profile=replace(PROFILE, roles=roles))
    letters = lettered(meeting, desk.state.turns)
    assert letters == {UEDA: "A", AOKI: "B"}
    assert public_label(meeting, Named(AOKI), letters=letters) == "B委員"


# -- findings and references -------------------------------------------------------------------------------


def test_a_finding_says_when_and_whose() -> None:
    desk = Desk()
    desk.do(
        c.RecordTurn(Named(AOKI), ("はい。",)), c.RecordStageDirection("挙手"), c.MakeMark(MarkKind.RECESS)
    )
    turn, stage, mark = (entry.id for entry in desk.state.entries)

    def place(entry: EntryId | None) -> str:
        return place_of(desk.state, Finding(Rule.UNRULED, "結果がありません。", entry))

    assert place(turn) == f"{desk.state.turns[0].started:%H:%M} 青木委員"
    assert place(stage) == f"{desk.state.entries[1].at:%H:%M}"  # type: ignore[union-attr]
    assert place(mark) == f"{desk.state.entries[2].at:%H:%M}"  # type: ignore[union-attr]
    assert place(None) == ""
    assert place(EntryId("999")) == ""


def test_references_that_lead_nowhere_are_told() -> None:
    state = Desk().state
    assert case_of(state, Q1).title == "公園の追加について"
    with pytest.raises(UnknownReference, match="諮問第77号は次第にありません"):
        case_of(state, replace(Q1, number=77))
    with pytest.raises(UnknownReference, match="役割"):
        speaker_of(state, Unnamed("visitor"))
    assert speaker_of(state, MEMBER) == MEMBER


def test_a_role_that_the_profile_lacks_is_a_fault_of_the_file() -> None:
    person = MEETING.people[0]
    with pytest.raises(KeyError, match="visitor"):
        MEETING.role_of(replace(person, role="visitor"))


@pytest.mark.parametrize(
    ("title", "capacity", "presides"),
    [
        ("会長", "会長職務代理者", True),
        ("会長", "会長職務代理", True),
        ("会長", "会長代理", True),
        ("会長", "副会長", True),
        ("会長", "部会長", False),
        ("会長", "部会長職務代理者", False),
        ("会長", "地区担当委員", False),
        ("会長", "", False),
        # The law calls whom the deputy stands in for 会長, the meeting calls the same person 議長.
        ("議長", "会長職務代理者", True),
        ("議長", "職務代理者", True),
        ("議長", "副議長", True),
        ("議長", "会長", False),
    ],
)
def test_who_speaks_in_the_chairs_place(title: str, capacity: str, presides: bool) -> None:
    roles = tuple(
        replace(role, title=title) if role.standing is Standing.CHAIR else role for role in PROFILE.roles
    )
    assert replace(PROFILE, roles=roles).presides(capacity) is presides
    nobody = tuple(role for role in roles if role.standing is not Standing.CHAIR)
    assert replace(PROFILE, roles=nobody).presides(capacity) is ("職務代理" in capacity and presides)


def test_a_phrase_is_the_chairs_by_the_standing_of_its_role() -> None:
    roles = tuple(replace(role, id="kaicho") if role.id == "chair" else role for role in PROFILE.roles)
    profile = replace(PROFILE, roles=roles)
    assert profile.is_for_chair(Phrase("q", "御質問は。", (), "kaicho"))
    for speaker in ("chair", "member", "current", "explainer"):
        assert not profile.is_for_chair(Phrase("q", "御質問は。", (), speaker))


def test_the_last_moment_is_the_latest_wherever_its_line_stands() -> None:
    desk = Desk()
    desk.do(c.RecordTurn(Named(AOKI), ("一つ伺います。",)), c.RecordTurn(Named(CHAIR), ("どうぞ。",)))
    turned = replace(desk.state, entries=tuple(reversed(desk.state.entries)))
    assert last_moment(turned) == last_moment(desk.state)
