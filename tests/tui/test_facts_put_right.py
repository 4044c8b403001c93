"""Structural facts put right where they stand, and what is done to one of them that another rests on."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import sample
from desk import recording
from msgspec.structs import replace
from painted import painted

sys.path.insert(0, str(Path(__file__).parents[1] / "domain"))
from meetings import MEETING, PARK_GROUP, ROAD_GROUP, START
from meetings import Desk as Record

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, closing_findings
from clerk_tui.domain.ids import CaseId, PersonId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import agenda
from clerk_tui.domain.record import Attendance, Decision, Named, State, Turn
from clerk_tui.minutes import document as doc
from clerk_tui.minutes.outline import outline
from clerk_tui.predict import candidates
from clerk_tui.recording import input_state
from clerk_tui.recording.corrections import of_results
from clerk_tui.tui.dialogs.asking import ChoiceDialog
from clerk_tui.tui.dialogs.fields import Rows
from clerk_tui.tui.widgets.agenda_panel import AgendaPanel

R3, Q11, Q12 = CaseId("報告", 3), CaseId("諮問", 11), CaseId("諮問", 12)
WORDS = "では、報告第3号は了承、諮問第11号・諮問第12号は決定といたします。"
RULED = (
    *sample.discussion(),
    sample.turn(sample.CHAIR, WORDS),
    c.RuleCases((Decision(R3, "了承"), Decision(Q11, "決定"), Decision(Q12, "決定"))),
)


# -- the ruling's words -----------------------------------------------------------------------------------


def after(text: str) -> tuple[State, Turn]:
    state = sample.session(*RULED).state
    return state, state.turns[-1]


def test_words_that_say_the_same_change_no_result() -> None:
    state, turn = after(WORDS)
    assert of_results(state, turn, "それでは、" + WORDS) == ()


def test_another_result_and_a_case_that_is_named_no_more() -> None:
    state, turn = after(WORDS)
    commands = of_results(state, turn, "では、報告第3号は了承、諮問第11号は継続審議といたします。")
    assert [type(each) for each in commands] == [c.AmendRuling, c.WithdrawRuling]
    assert isinstance(commands[0], c.AmendRuling) and commands[0].decision.outcome == "継続審議"


async def test_editing_the_words_asks_what_becomes_of_the_results() -> None:
    async with recording(*RULED) as desk:
        await desk.press("ctrl+e", "ctrl+a", "delete")
        await desk.paste("では、報告第3号は了承、諮問第11号は決定、諮問第12号は継続審議といたします。")
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, ChoiceDialog)
        await desk.press("enter")
        assert desk.app.screen is desk.screen
        assert desk.state.rulings[Q12].decision.outcome == "継続審議"
        assert Rule.SAID_OTHERWISE not in [finding.rule for finding in closing_findings(desk.state)]
        await desk.press("ctrl+z")
        assert desk.state.rulings[Q12].decision.outcome == "決定", "one undo takes back both"


async def test_the_results_may_stay_and_then_the_check_says_that_the_words_contradict() -> None:
    async with recording(*RULED) as desk:
        await desk.press("ctrl+e", "ctrl+a", "delete")
        await desk.paste("では、報告第3号は了承、諮問第11号は決定、諮問第12号は継続審議といたします。")
        await desk.press("ctrl+s", "down", "enter")
        assert desk.state.rulings[Q12].decision.outcome == "決定"
        assert Rule.SAID_OTHERWISE in [finding.rule for finding in closing_findings(desk.state)]


async def test_deleting_the_words_asks_what_becomes_of_the_results() -> None:
    async with recording(*RULED) as desk:
        await desk.press("ctrl+e", "f2")
        labels = [str(option.prompt) for option in desk.app.screen.query_one(Rows).options]
        at = next(n for n, label in enumerate(labels) if label.startswith("削除する"))
        await desk.press(*["down"] * at, "enter", "enter")
        assert isinstance(desk.app.screen, ChoiceDialog)
        await desk.press("enter")
        assert not desk.state.rulings and desk.turns[-1][1] != WORDS


# -- capacities -------------------------------------------------------------------------------------------


async def test_the_ruling_is_pronounced_in_the_capacity_that_is_given() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("f5")
        desk.app.screen.query_one("#capacity").focus()
        await desk.press("right", "enter")
        assert desk.state.turns[-1].capacity == desk.state.meeting.profile.capacities[0]


async def test_the_second_part_of_a_turn_may_be_in_another_capacity() -> None:
    async with recording(*sample.discussion(), sample.turn(sample.CHAIR, "報告します。", "以上です。")) as desk:
        await desk.press("ctrl+e", "down", "home", "f2", "enter", "f2", "enter")
        capacities = [turn.capacity for turn in desk.state.turns[-2:]]
        assert capacities == ["", desk.state.meeting.profile.capacities[0]]


# -- who presides -----------------------------------------------------------------------------------------


def presided(meeting: Meeting, *away: PersonId) -> State:
    session = sample.session()
    made = type(session)(sample.MemoryStore(), clock=sample.FakeClock().clock)
    made.dispatch(c.Prepare(meeting))
    made.dispatch(c.CallRoll(absent=away))
    return made.state


@pytest.mark.parametrize("post", ["副会長", "会長職務代理者", "職務代理者", "副委員長"])
@pytest.mark.parametrize("capacities", [("副会長",), ()])
def test_the_deputy_by_post_presides_where_the_chair_is_absent(post: str, capacities: tuple[str, ...]) -> None:
    meeting = sample.meeting()
    people = tuple(
        replace(person, post=post) if person.id == sample.MEMBERS[2] else person for person in meeting.people
    )
    meeting = replace(meeting, people=people, profile=replace(meeting.profile, capacities=capacities))
    state = presided(meeting, sample.CHAIR)
    presiding = input_state.chair(state)
    assert presiding.speaker == Named(sample.MEMBERS[2]) and presiding.capacity
    offered = candidates(state)
    assert (offered[0].speaker, offered[0].capacity) == (presiding.speaker, presiding.capacity)
    assert all(candidate.speaker != Named(sample.CHAIR) for candidate in offered)
    assert input_state.chair(presided(meeting)).speaker == Named(sample.CHAIR)


async def test_tab_leads_to_the_deputy_and_never_to_an_absent_chair() -> None:
    away = c.MarkAttendance(sample.CHAIR, Attendance.LEFT)
    async with recording(*sample.discussion(), away) as desk:
        await desk.press("tab")
        voice = desk.screen.desk.voice
        assert voice is not None and voice.speaker != Named(sample.CHAIR)


# -- exchanges --------------------------------------------------------------------------------------------


def test_two_members_who_alternate_keep_each_other_in_sight() -> None:
    one, other = sample.MEMBERS[0], sample.MEMBERS[3]
    talk = [
        sample.turn(who, f"{number}点目です。")
        for number, who in enumerate((one, sample.CITIZENS, other, sample.CITIZENS, one, sample.CITIZENS))
    ]
    state = sample.session(*sample.discussion(), *talk).state
    assert Named(other) in [candidate.speaker for candidate in candidates(state)[:3]]
    again = sample.session(*sample.discussion(), *talk, sample.turn(other, "もう一つ。"), talk[1]).state
    assert {Named(one), Named(other)} <= {candidate.speaker for candidate in candidates(again)[:3]}


def test_after_a_question_to_an_office_its_answer_and_after_enough_the_chair() -> None:
    asked = sample.turn(sample.MEMBERS[0], "学校教育課長に伺います。端末は何台ありますか。")
    assert candidates(sample.session(*sample.discussion(), asked).state)[0].speaker == Named(sample.SCHOOLS)
    enough = sample.turn(sample.MEMBERS[0], "分かりました。結構です。")
    assert candidates(sample.session(*sample.discussion(), enough).state)[0].speaker == Named(sample.CHAIR)


def test_a_name_alone_is_a_call() -> None:
    called = sample.turn(sample.CHAIR, "はい、上田委員。")
    state = sample.session(*sample.discussion(), called).state
    assert candidates(state)[0].speaker == Named(sample.MEMBERS[2])


# -- groups -----------------------------------------------------------------------------------------------


def headings(desk: Record, meeting: Meeting | None = None) -> list[tuple[str, ...]]:
    state = replace(desk.state, meeting=meeting) if meeting else desk.state
    return [row.lines for row in outline(state, START).body if isinstance(row, doc.Heading)]


def test_a_group_taken_up_again_is_printed_as_the_body_has_it() -> None:
    desk = Record()
    desk.do(c.CallRoll(), c.OpenBlock((PARK_GROUP,)), c.OpenBlock((ROAD_GROUP,)), c.OpenBlock((PARK_GROUP,)))
    park, road, again = headings(desk)
    assert again == (f"{park[0]}（再開）",) and "再開" not in road[0]
    form = replace(MEETING.profile.form, taken_up="")
    once = replace(desk.state.meeting, profile=replace(desk.state.meeting.profile, form=form))
    assert headings(desk, once) == [park, road]


async def test_a_case_dropped_from_a_group_of_one_leaves_nothing_on_the_screen() -> None:
    drops = [c.DropCase(CaseId("諮問", number)) for number in (15, 16)]
    async with recording(*sample.discussion(), *drops) as desk:
        assert [status.group.id for status in agenda(desk.state)] == [sample.CITIZEN_GROUP, sample.SCHOOL_GROUP]
        assert "水道" not in str(desk.screen.query_one(AgendaPanel).render_lines)
        await desk.press("ctrl+b")
        assert "水道" not in painted(desk.app)
