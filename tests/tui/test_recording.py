"""What the keys mean: text, speaker and state make one command; phrases and steps fit the moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
import sample
from msgspec.structs import replace

from clerk_tui.domain.acts import Stamp
from clerk_tui.domain.commands import (
    CallRoll,
    ChangePhase,
    Command,
    CompoundCommand,
    MakeMark,
    MarkAttendance,
    OpenBlock,
    RecordStageDirection,
    RecordTurn,
    RuleCases,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import Attendance, Decision, MarkKind, Named, State, Unnamed, fold
from clerk_tui.predict import candidates
from clerk_tui.recording import input_state, phrasing
from clerk_tui.recording.input_state import InputState, Press, SpeakerRole
from clerk_tui.recording.steps import steps

CHAIR = SpeakerRole(Named(sample.CHAIR))
AOKI, IGUCHI = (SpeakerRole(Named(member)) for member in sample.MEMBERS[:2])
CITIZENS = SpeakerRole(Named(sample.CITIZENS))


def after(*commands: Command) -> State:
    return sample.session(*commands).state


def carried_out(state: State, command: Command) -> State:
    return fold(command.decide(state, Stamp(len(state.entries) + 1_000, sample.START)), state)


def whoever_has_the_floor(state: State, said: str) -> Sequence[SpeakerRole]:
    """A predictor that tells the two questions apart: who speaks now, and who follows."""
    return (CITIZENS, CHAIR, AOKI, IGUCHI) if state.floor else (AOKI, CHAIR, IGUCHI, CITIZENS)


def test_after_a_record_the_likeliest_speaks_and_three_are_offered() -> None:
    desk = input_state.ready(after(), whoever_has_the_floor)
    assert desk == InputState(AOKI, (AOKI, CHAIR, IGUCHI))


def test_the_first_key_stamps_the_turn_and_shows_who_follows() -> None:
    state = after()
    desk = input_state.begin(
        input_state.ready(state, whoever_has_the_floor), state, whoever_has_the_floor, "あ", sample.START
    )
    later = input_state.begin(desk, state, whoever_has_the_floor, "あの", sample.START + timedelta(seconds=9))
    assert (desk.voice, desk.started, desk.offered) == (AOKI, sample.START, (CITIZENS, CHAIR, AOKI))
    assert later.started == sample.START


def test_text_becomes_paragraphs_of_the_present_speaker() -> None:
    command = input_state.commit(InputState(AOKI, started=sample.START), "一つ目。\n二つ目。")
    assert command == RecordTurn(AOKI.speaker, ("一つ目。", "二つ目。"), started=sample.START)


def test_an_empty_line_is_a_turn_without_text() -> None:
    assert input_state.commit(InputState(AOKI), "") == RecordTurn(AOKI.speaker)


def test_without_a_speaker_nothing_is_recorded() -> None:
    with pytest.raises(Refused, match="F4"):
        input_state.commit(InputState(), "だれの発言か")


def test_a_chosen_speaker_survives_what_is_no_turn() -> None:
    state = after()
    chosen = input_state.choose(input_state.ready(state, whoever_has_the_floor), IGUCHI)
    assert input_state.refreshed(chosen, state, whoever_has_the_floor).voice == IGUCHI
    assert input_state.refreshed(InputState(IGUCHI), state, whoever_has_the_floor).voice == AOKI


def test_choosing_another_speaker_forgets_the_first_key_unless_the_text_goes_with_them() -> None:
    desk = InputState(AOKI, started=sample.START)
    assert input_state.choose(desk, IGUCHI).started is None
    assert input_state.choose(desk, IGUCHI, keep=True).started == sample.START


def test_the_key_that_chose_a_candidate_leads_back() -> None:
    state = after()
    desk = input_state.ready(state, whoever_has_the_floor)
    second = input_state.choose(desk, desk.offered[1])
    assert second.offered == (CHAIR, AOKI, IGUCHI)
    assert input_state.choose(second, second.offered[1]).voice == AOKI
    assert input_state.choose(desk, CITIZENS).offered == (CITIZENS, AOKI, CHAIR)


def test_what_moves_the_meeting_on_comes_behind_what_was_typed() -> None:
    stage = RecordStageDirection("異議なし")
    assert input_state.after_text(InputState(CHAIR), "", stage) is stage
    assert input_state.after_text(InputState(CHAIR), "いかがですか。", stage) == CompoundCommand(
        (RecordTurn(CHAIR.speaker, ("いかがですか。",)), stage)
    )


def test_a_ruling_goes_on_with_the_chairs_own_words() -> None:
    rule = RuleCases((Decision(sample.meeting().cases[0].id, "了承"),))
    ruling = CompoundCommand((RecordTurn(CHAIR.speaker, ("では、了承といたします。",)), rule))
    joined = input_state.after_text(InputState(CHAIR, started=sample.START), "よく分かりました。", ruling)
    assert joined == CompoundCommand(
        (
            RecordTurn(
                CHAIR.speaker, ("よく分かりました。", "では、了承といたします。"), started=sample.START
            ),
            rule,
        )
    )
    apart = input_state.after_text(InputState(AOKI), "賛成です。", ruling)
    assert isinstance(apart, CompoundCommand)
    assert [type(part) for part in apart.commands] == [RecordTurn, RecordTurn, RuleCases]


def test_the_chair_interjects_and_gives_the_floor_back() -> None:
    state = after(*sample.discussion())
    assert input_state.chair(state) == CHAIR
    assert input_state.give_back(state) == CITIZENS
    assert input_state.give_back(after(*sample.discussion(), sample.turn(sample.CHAIR, "どうぞ。"))) == CITIZENS


def test_the_deputy_by_post_presides_before_having_said_a_word() -> None:
    state = after(CallRoll(), MarkAttendance(sample.CHAIR, Attendance.LEFT))
    meeting = state.meeting
    assert meeting is not None
    people = tuple(
        replace(person, post="会長職務代理者") if person.id == sample.MEMBERS[3] else person
        for person in meeting.people
    )
    state = replace(state, meeting=replace(meeting, people=people))
    deputy = SpeakerRole(Named(sample.MEMBERS[3]), "会長職務代理者")
    assert input_state.chair(state) == deputy
    assert CHAIR not in [SpeakerRole(each.speaker, each.capacity) for each in candidates(state)]
    assert deputy in [SpeakerRole(each.speaker, each.capacity) for each in candidates(state)][:2]


def test_a_deputy_presides_while_the_chair_is_away() -> None:
    deputy = RecordTurn(AOKI.speaker, ("代わって進めます。",), "会長職務代理者")
    away = MarkAttendance(sample.CHAIR, Attendance.LEFT)
    assert input_state.chair(after(CallRoll(), deputy, away)) == SpeakerRole(AOKI.speaker, "会長職務代理者")
    assert input_state.chair(after(CallRoll(), deputy)) == CHAIR


@pytest.mark.parametrize("capacity", ["会長職務代理", "会長職務代理者", "副会長", "職務代理者"])
def test_whoever_stands_in_for_the_chair_presides_under_any_name(capacity: str) -> None:
    state = after(CallRoll(), MarkAttendance(sample.CHAIR, Attendance.LEFT))
    meeting = state.meeting
    assert meeting is not None
    profile = replace(meeting.profile, capacities=(capacity, "部会長"))
    state = replace(state, meeting=replace(meeting, profile=profile))
    unknown = SpeakerRole(Unnamed("member"), capacity)
    for said, presiding in ((capacity, SpeakerRole(AOKI.speaker, capacity)), ("部会長", unknown)):
        spoken = carried_out(state, RecordTurn(AOKI.speaker, ("代わって進めます。",), said))
        assert input_state.chair(spoken) == presiding


def test_the_role_of_the_chair_may_be_called_anything() -> None:
    usual = after(*sample.discussion())
    assert usual.meeting is not None
    state = replace(usual, meeting=sample.renamed(usual.meeting))
    assert state.meeting is not None
    assert input_state.chair(state) == CHAIR
    for phrase, other in zip(phrasing.offered(state), phrasing.offered(usual), strict=True):
        assert phrasing.said(state, phrase, None) == phrasing.said(usual, other, None)
    # Without a chair on the roster it is whoever presides, in the profile's own word.
    people = tuple(person for person in state.meeting.people if person.role != "kaicho")
    nobody = replace(state, meeting=replace(state.meeting, people=people))
    assert input_state.chair(nobody) == SpeakerRole(Unnamed("kaicho"))
    phrase = phrasing.likeliest(nobody)
    assert phrase is not None
    spoken = carried_out(nobody, phrasing.said(nobody, phrase, None))
    assert spoken.turns[-1].speaker == Unnamed("kaicho")
    assert input_state.chair(State()) == SpeakerRole(Unnamed("chair"))


def test_the_member_who_asked_goes_on() -> None:
    assert input_state.same_member(after(*sample.discussion()), InputState(CHAIR)) == AOKI
    assert input_state.same_member(after(), InputState(CHAIR)) is None


def test_another_office_is_not_the_one_that_answers() -> None:
    def offices(state: State, said: str) -> Sequence[SpeakerRole]:
        return (AOKI, CITIZENS, SpeakerRole(Named(sample.CLERK)))

    state = after(*sample.discussion())
    assert input_state.another_office(state, InputState(AOKI), offices) == SpeakerRole(Named(sample.CLERK))


def test_a_key_counts_once_within_a_moment() -> None:
    assert input_state.is_repeat(Press("commit", 10.0, ""), Press("commit", 10.2, ""))
    assert not input_state.is_repeat(
        Press("commit", 10.0, ""), Press("commit", 10.0 + input_state.MOMENT, "")
    )
    assert not input_state.is_repeat(Press("commit", 10.0, ""), Press("second", 10.1, ""))
    assert not input_state.is_repeat(Press("commit", 10.0, ""), Press("commit", 10.0, "次の発言"))
    assert not input_state.is_repeat(None, Press("commit", 10.0, ""))


@pytest.mark.parametrize(
    "voice", [AOKI, SpeakerRole(Named(sample.CHAIR), "部会長"), SpeakerRole(Unnamed("member"))]
)
def test_where_a_draft_belongs_can_be_kept_and_restored(voice: SpeakerRole) -> None:
    desk = InputState(voice, started=sample.START)
    back = input_state.restored(InputState(CHAIR), after(), input_state.context(desk))
    assert (back.voice, back.started) == (voice, sample.START)


@pytest.mark.parametrize(
    "kept", [{}, {"person": "辞めた人", "started": "昨日"}, {"started": "2026-05-18T14:00"}]
)
def test_a_draft_that_fits_no_more_keeps_the_present_speaker(kept: dict[str, str]) -> None:
    back = input_state.restored(InputState(CHAIR), after(), kept)
    assert (back.voice, back.started) == (CHAIR, None)


# -- phrases ---------------------------------------------------------------------------------------------


def likeliest(*commands: Command) -> str:
    phrase = phrasing.likeliest(after(*commands))
    assert phrase is not None
    return phrase.key


def test_phrases_follow_the_course_of_a_block() -> None:
    opened = (CallRoll(), sample.turn(sample.CHAIR, "始めます。"), OpenBlock((sample.CITIZEN_GROUP,)))
    explained = (*opened, sample.turn(sample.CITIZENS, "説明する。"))
    asked = (*explained, sample.turn(sample.CHAIR, "御質問は。", then="questions"))
    answered = (
        *asked,
        sample.turn(sample.MEMBERS[0], "何件ですか。"),
        sample.turn(sample.CITIZENS, "三件です。"),
    )
    once_more = (*answered, sample.turn(sample.CHAIR, "ほかに御質問のある方はいらっしゃいますか。"))
    opinions = (*once_more, ChangePhase("opinions"), sample.turn(sample.MEMBERS[1], "賛成です。"))
    assert [likeliest(*part) for part in (opened, explained, answered, once_more, opinions)] == [
        "e",
        "q",
        "m",
        "i",
        "j",
    ]


def test_a_phrase_takes_the_words_being_typed_into_account() -> None:
    asked = sample.turn(sample.CHAIR, "御質問は。", then="questions")
    state = after(
        CallRoll(), OpenBlock((sample.CITIZEN_GROUP,)), sample.turn(sample.CITIZENS, "説明する。"), asked
    )
    before, behind = phrasing.likeliest(state), phrasing.likeliest(state, AOKI)
    assert before is not None
    assert behind is not None
    assert (before.key, behind.key) == ("i", "m")


def test_the_meeting_opens_with_the_opening_phrase() -> None:
    assert likeliest(CallRoll()) == "o"


def test_a_phrase_is_a_turn_of_whoever_says_it() -> None:
    state = after(CallRoll(), OpenBlock((sample.CITIZEN_GROUP, sample.SCHOOL_GROUP)))
    phrases = {phrase.key: phrase for phrase in phrasing.offered(state)}
    explanation = phrasing.said(state, phrases["e"], None)
    assert explanation.speaker == CITIZENS.speaker
    assert explanation.narrated
    assert explanation.paragraphs == ("報告第3号、諮問第11号・第12号について説明する。",)
    question = phrasing.said(state, phrases["q"], None)
    assert (question.speaker, question.then) == (CHAIR.speaker, "questions")


def test_explainers_of_one_block_come_in_turn() -> None:
    block = (CallRoll(), OpenBlock((sample.CITIZEN_GROUP, sample.SCHOOL_GROUP)))
    first = phrasing.explainer(after(*block))
    second = phrasing.explainer(after(*block, sample.turn(sample.CITIZENS, "説明する。")))
    done = phrasing.explainer(
        after(*block, sample.turn(sample.CITIZENS, "説明する。"), sample.turn(sample.SCHOOLS, "説明する。"))
    )
    assert first is not None
    assert second is not None
    assert [voice.speaker for voice, _ in (first, second)] == [CITIZENS.speaker, Named(sample.SCHOOLS)]
    assert [group.id for group in second[1]] == [sample.SCHOOL_GROUP]
    assert done is None


def test_a_phrase_that_names_cases_needs_cases() -> None:
    keys = {phrase.key for phrase in phrasing.offered(after(CallRoll(), ChangePhase("ruling")))}
    assert "b" not in keys


# -- steps -----------------------------------------------------------------------------------------------


def named(*commands: Command, typing: bool = False) -> list[str]:
    state = after(*commands)
    desk = input_state.ready(state, whoever_has_the_floor)
    return [step.action for step in steps(state, desk, typing=typing)]


def test_three_steps_are_named_at_every_moment() -> None:
    opened = (CallRoll(), OpenBlock((sample.CITIZEN_GROUP,)))
    moments: tuple[tuple[Command, ...], ...] = ((), (CallRoll(),), opened, sample.discussion())
    assert [len(set(named(*commands))) for commands in moments] == [3, 3, 3, 3]


def test_the_first_step_is_the_roll_call() -> None:
    assert named()[0] == "attendance"
    assert "attendance" not in named(CallRoll())


def test_while_typing_the_first_step_is_to_commit() -> None:
    assert named(*sample.discussion(), typing=True)[0] == "commit"


def test_a_ruling_is_named_once_opinions_are_heard() -> None:
    assert "ruling" in named(*sample.discussion(), ChangePhase("opinions"))


def test_after_the_ruling_comes_the_next_block() -> None:
    cases = sample.meeting().groups[0].cases
    ruled = RuleCases(tuple(Decision(case, "了承" if case.kind == "報告" else "決定") for case in cases))
    assert named(*sample.discussion(), ChangePhase("ruling"), ruled)[0] == "block"


def test_the_footer_quotes_the_phrase_that_a_key_would_record() -> None:
    state = after(*sample.discussion())
    labels = {step.action: step.label for step in steps(state, InputState(AOKI), typing=False)}
    assert labels["phrase"] == "「ほかに御質問のある方はいらっしゃいますか。」"


def test_a_recess_is_ended_first() -> None:
    assert named(*sample.discussion(), MakeMark(MarkKind.RECESS))[0] == "mark"
