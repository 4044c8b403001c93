"""Who is offered as the next speaker, by situation, in an invented town's meeting."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import force_setattr, replace

from clerk_tui.domain.commands import (
    CallRoll,
    Command,
    MakeMark,
    MarkAttendance,
    OpenBlock,
    Prepare,
    RecordStageDirection,
    RecordTurn,
    RequestSpeech,
    TakeFloor,
)
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, Group, Meeting, Person
from clerk_tui.domain.profile import CaseKind, Outcome, Profile
from clerk_tui.domain.record import Attendance, MarkKind, Named, Speaker, State, Unnamed
from clerk_tui.predict import Candidate, candidates
from clerk_tui.predict.flow import sides
from clerk_tui.predict.scene import Side, look
from clerk_tui.profile.standard import PHASES, ROLES
from clerk_tui.session import Clock, Session

AT = datetime(2025, 4, 10, 14, 0, tzinfo=timezone(timedelta(hours=9)))

CHAIR = Named(PersonId("原田会長"))
KISHI, TANI, MORI, OGURA = (Named(PersonId(f"{name}委員")) for name in ("岸", "谷", "森", "小倉"))
PARKS, WATER, TAX = (Named(PersonId(name)) for name in ("公園課長", "水道課長", "税務課長"))
DIRECTOR, CLERK = Named(PersonId("総務部長")), Named(PersonId("総務課長"))
SOMEBODY = Unnamed("member")

PROFILE = Profile(
    id="aoba",
    body="青葉町審議会",
    document="会議録",
    roles=ROLES,
    kinds=(CaseKind("議案", (Outcome("可決", "可決", "可決"),)),),
    phases=PHASES,
    capacities=("会長職務代理者", "部会長"),
)


def _person(who: Named, role: str, post: str = "") -> Person:
    return Person(who.person, str(who.person).removesuffix("委員").removesuffix("会長"), role, post)


MEETING = Meeting(
    profile=PROFILE,
    title=("第1回青葉町審議会",),
    date=date(2025, 4, 10),
    starts=time(14),
    ends=time(16),
    place="町民会館",
    people=(
        _person(CHAIR, "chair", "会長"),
        *(_person(who, "member") for who in (KISHI, TANI, MORI, OGURA)),
        *(_person(who, "official", str(who.person)) for who in (TAX, PARKS, WATER)),
        *(_person(who, "secretariat", str(who.person)) for who in (DIRECTOR, CLERK)),
    ),
    cases=tuple(Case(CaseId("議案", number), f"議案その{number}") for number in (1, 2, 3)),
    groups=(
        Group(GroupId("公園"), (CaseId("議案", 1),), "公園課"),
        Group(GroupId("水道"), (CaseId("議案", 2),), "水道課", (CLERK.person,)),
        Group(GroupId("名札"), (CaseId("議案", 3),), "", (DIRECTOR.person, CLERK.person)),
    ),
)


class Nowhere:
    def append(self, records: Sequence[Recorded]) -> None:
        pass


def after(*commands: Command, meeting: Meeting = MEETING) -> State:
    session = Session(Nowhere(), clock=Clock(lambda: AT, lambda: 0.0))
    for command in (Prepare(meeting), *commands):
        session.dispatch(command)
    return session.state


def turn(speaker: Speaker, text: str = "", then: str = "", capacity: str = "") -> RecordTurn:
    return RecordTurn(speaker, (text,) if text else (), capacity, then=then)


def block(*groups: str, phase: str = "") -> OpenBlock:
    return OpenBlock(tuple(map(GroupId, groups)), phase)


def asked(*more: Command, groups: tuple[str, ...] = ("公園", "水道")) -> State:
    """A block in its round of questions, and what came then."""
    opening = (
        block(*groups),
        turn(CLERK, "案件を説明する。"),
        turn(CHAIR, "御質問はありますか。", "questions"),
    )
    return after(*opening, *more)


def first(state: State, said: str = "") -> Speaker:
    return candidates(state, said)[0].speaker


def speakers(state: State) -> list[Speaker]:
    return [candidate.speaker for candidate in candidates(state)]


def test_before_a_preparation_nobody_is_offered() -> None:
    assert candidates(State()) == ()


def test_the_chair_begins_and_the_secretariat_follows() -> None:
    assert candidates(after())[0] == Candidate(CHAIR, "", "進行")
    assert first(after(turn(CHAIR, "始めます。", "absence"))) == DIRECTOR
    assert first(after(turn(CHAIR, "始めます。", "absence"), turn(DIRECTOR, "全員出席です。"))) == CHAIR


def test_the_secretariat_of_before_speaks_again() -> None:
    state = after(
        turn(CHAIR, "", "materials"),
        turn(CLERK, "資料は三点です。"),
        turn(CHAIR, "事務局から連絡はありますか。", "notices"),
    )
    assert first(state) == CLERK


def test_everybody_is_offered_once_and_at_least_three() -> None:
    for state in (after(), asked(), asked(turn(SOMEBODY)), asked(turn(KISHI), turn(PARKS))):
        offered = [(candidate.speaker, candidate.capacity) for candidate in candidates(state)]
        assert len(offered) == len(set(offered)) >= 3
        assert {Named(person.id) for person in MEETING.people} <= {speaker for speaker, _ in offered}


def test_every_candidate_has_a_reason() -> None:
    assert all(candidate.reason for candidate in candidates(asked(turn(KISHI, "遊具は何基ですか。"))))


def test_explainers_come_in_the_order_of_the_groups_and_then_the_chair() -> None:
    assert candidates(after(turn(CHAIR), block("名札")))[0] == Candidate(DIRECTOR, "", "説明者")
    assert first(after(turn(CHAIR), block("名札"), turn(DIRECTOR))) == CLERK
    assert first(after(turn(CHAIR), block("名札"), turn(DIRECTOR), turn(CLERK))) == CHAIR


def test_without_an_explainer_the_office_in_charge_explains() -> None:
    assert candidates(after(turn(CHAIR), block("公園")))[0] == Candidate(PARKS, "", "所管課")


@pytest.mark.parametrize(("case", "office"), [("議案第1号", PARKS), ("議案第2号", WATER)])
def test_the_office_of_the_case_that_was_asked_about_answers(case: str, office: Speaker) -> None:
    assert first(asked(turn(KISHI, f"{case}について、費用はいくらですか。"))) == office


def test_a_new_matter_takes_the_answer_to_another_office() -> None:
    state = asked(
        turn(KISHI, "議案第1号の費用はいくらですか。"),
        turn(PARKS, "二百万円です。"),
        turn(KISHI, "では議案第2号はどうですか。"),
    )
    assert first(state) == WATER


def test_the_office_that_answered_goes_on_answering() -> None:
    state = asked(turn(KISHI), turn(TAX), turn(KISHI))
    assert candidates(state)[0] == Candidate(TAX, "", "続けて答弁")


def test_a_post_in_the_question_is_taken_for_the_addressee() -> None:
    assert (
        first(asked(turn(KISHI, "税務課長に伺いますが、減収は見込んでいますか。"), groups=("名札",))) == TAX
    )


def test_the_member_keeps_the_floor_until_the_chair_asks_for_others() -> None:
    state = asked(turn(KISHI), turn(PARKS))
    assert candidates(state)[0] == Candidate(KISHI, "", "前の質問者")
    closed = asked(turn(KISHI), turn(PARKS), turn(CHAIR, "ほかに御質問はありますか。"))
    assert first(closed) == SOMEBODY
    assert speakers(closed).index(KISHI) > speakers(closed).index(TANI)


def test_the_chair_who_puts_in_a_word_gives_the_floor_back() -> None:
    state = asked(turn(KISHI), turn(PARKS), turn(CHAIR, "それは先ほどの表の数字です。"))
    assert first(state) == KISHI


def test_a_member_who_has_finished_is_followed_by_the_chair() -> None:
    assert first(asked(turn(KISHI), turn(PARKS), turn(KISHI, "分かりました。質問は以上です。"))) == CHAIR
    assert first(asked(turn(KISHI), turn(PARKS), turn(KISHI, "では、いつからですか。"))) == PARKS


def test_opinions_along_the_seats_go_on_to_the_next_seat() -> None:
    begun = (turn(CHAIR, "順に御意見を伺います。", "opinions"), turn(KISHI, "よいと思います。"))
    assert candidates(asked(*begun))[0].speaker != TANI
    along = candidates(asked(*begun, turn(TANI, "賛成します。")))
    assert along[0] == Candidate(MORI, "", "席の順")
    assert MORI not in speakers(asked(*begun, turn(MORI, "賛成します。")))[:1]


def test_a_chair_who_reports_the_attendance_goes_on() -> None:
    bare = replace(PROFILE, phases=tuple(phase for phase in PHASES if phase.id != "absence"))
    meeting = replace(MEETING, profile=bare)
    opened = after(turn(CHAIR, "始めます。"), meeting=meeting)
    assert first(opened) == CHAIR
    assert first(after(turn(CHAIR, "事務局から資料の確認をお願いします。"), meeting=meeting)) == DIRECTOR


def test_members_without_names_stay_without_names() -> None:
    state = asked(turn(SOMEBODY), turn(PARKS))
    assert candidates(state)[0] == Candidate(SOMEBODY, "", "前の質問者")
    assert not set(speakers(state)[:3]) & {KISHI, TANI, MORI, OGURA}


def test_whoever_is_called_upon_speaks() -> None:
    assert first(asked(turn(CHAIR, "水道課長、お答えください。"))) == WATER
    assert first(asked(turn(CHAIR, "谷委員の御質問について、公園課長お願いします。"))) == PARKS
    assert first(asked(turn(CHAIR, "ほかに御質問は。森委員、どうぞ。"))) == MORI
    assert candidates(asked(turn(CHAIR, "森委員、どうぞ。")))[0].reason == "名指し"


def test_a_name_in_the_matter_is_not_the_one_called_upon() -> None:
    assert first(asked(turn(CHAIR, "公園課長、今の谷委員の御質問にお答えください。"))) == PARKS


def test_a_call_for_the_secretariat_means_the_likeliest_of_them() -> None:
    heard = (
        turn(KISHI, "議案第1号はどうですか。"),
        turn(PARKS),
        turn(KISHI, "届出は要りますか。"),
        turn(PARKS),
    )
    assert first(asked(*heard, turn(CHAIR, "事務局から補足をお願いします。"))) == CLERK


def test_whoever_has_just_answered_is_not_offered_to_add_to_it() -> None:
    state = asked(turn(KISHI), turn(PARKS), turn(KISHI), turn(WATER), turn(KISHI), turn(PARKS))
    offered = speakers(state)
    assert offered.index(WATER) < offered.index(PARKS)


def test_the_other_office_in_charge_is_likeliest_to_add_to_an_answer() -> None:
    """The two offices share the matter; the one that has not answered yet comes before all others."""
    both = replace(MEETING.groups[0], office="公園課、税務課")
    meeting = replace(MEETING, groups=(both, *MEETING.groups[1:]))
    state = after(
        block("公園"),
        turn(CLERK, "案件を説明する。"),
        turn(CHAIR, "御質問はありますか。", "questions"),
        turn(KISHI),
        turn(PARKS),
        meeting=meeting,
    )
    offices = [candidate for candidate in candidates(state) if candidate.speaker in (TAX, WATER, CLERK)]
    assert offices[0] == Candidate(TAX, "", "ほかの所管課")


def test_a_new_member_begins_a_new_exchange() -> None:
    """What the last member asked about is forgotten with them."""
    state = asked(
        turn(KISHI, "議案第2号の工期はいつまでですか。"),
        turn(TAX, "来年三月までです。"),
        turn(CHAIR, "ほかに御質問はありますか。"),
        turn(TANI, "図面はありますか。"),
    )
    assert [candidate.reason for candidate in candidates(state)[:3]].count("続けて答弁") == 0


def test_a_call_for_the_office_means_who_answers_this_matter() -> None:
    state = asked(turn(KISHI, "議案第2号は不要だと思います。"), turn(CHAIR, "担当課、どうぞ。"))
    assert first(state) == WATER


def test_opinions_follow_the_habit_of_the_meeting() -> None:
    opinions = (turn(CHAIR, "御意見を伺います。", "opinions"),)
    assert first(asked(*opinions)) == SOMEBODY
    chaired = [
        command for who in (KISHI, TANI, MORI) for command in (turn(who), turn(CHAIR, "ほかに御意見は。"))
    ]
    assert first(asked(*opinions, *chaired, turn(OGURA))) == CHAIR
    in_a_row = [turn(SOMEBODY) for _ in range(6)]
    assert first(asked(*opinions, *in_a_row)) == SOMEBODY


def test_a_committee_is_reported_on_by_the_chair_or_somebody_else() -> None:
    heading = block("公園", phase="committee_report")
    assert first(after(turn(CHAIR), heading)) == CHAIR
    myself = after(
        turn(CHAIR),
        heading,
        turn(CHAIR, "部会の結果は、部会長である私から申し上げたいと思いますが、よろしいでしょうか。"),
    )
    assert candidates(myself)[0] == Candidate(CHAIR, "部会長", "部会長として")
    other = after(turn(CHAIR), heading, turn(CHAIR, "部会長から御報告をお願いします。"))
    assert candidates(other)[0] == Candidate(SOMEBODY, "部会長", "部会長として")
    reported = after(turn(CHAIR), heading, turn(CHAIR), turn(CHAIR, "以上です。", capacity="部会長"))
    assert candidates(reported)[0] == Candidate(CHAIR, "", "進行")


def test_a_deputy_in_the_chair_goes_on_presiding() -> None:
    state = asked(
        turn(TANI, "会長に代わって進めます。ほかに御質問は。", capacity="会長職務代理者"),
        turn(KISHI),
        turn(PARKS),
        turn(KISHI, "以上です。"),
    )
    assert candidates(state)[0] == Candidate(TANI, "会長職務代理者", "進行")


def test_after_a_stage_direction_or_a_recess_the_chair_goes_on() -> None:
    assert first(after(turn(CHAIR, "よろしいですか。", "reply"), RecordStageDirection("異議なし"))) == CHAIR
    recess = (MakeMark(MarkKind.RECESS), MakeMark(MarkKind.RESUMED))
    assert first(asked(turn(KISHI), turn(PARKS), *recess)) == CHAIR


def test_the_floor_counts_as_the_last_turn_with_what_was_typed_so_far() -> None:
    state = asked(TakeFloor(KISHI))
    assert first(state, "議案第1号の費用はいくらですか。") == PARKS
    assert first(state, "特にありません。以上です。") == CHAIR
    committed = asked(turn(KISHI, "議案第1号の費用はいくらですか。"))
    assert candidates(state, "議案第1号の費用はいくらですか。") == candidates(committed)


def test_those_who_are_not_here_are_not_offered() -> None:
    state = asked(CallRoll(absent=(TANI.person,)), MarkAttendance(PARKS.person, Attendance.LEFT))
    assert not {TANI, PARKS} & set(speakers(state))


def test_the_same_state_gives_the_same_guess() -> None:
    state = asked(turn(KISHI), turn(PARKS))
    assert candidates(state) == candidates(state)


_ANYBODY = st.sampled_from(
    [*(Named(person.id) for person in MEETING.people), SOMEBODY, Unnamed("official"), Unnamed("chair")]
)
_WORDS = st.sampled_from(
    ["", "議案第1号はどうですか。", "部会長、どうぞ。", "以上です。", "。", "事務局から"]
) | st.text(max_size=12)
_TURNS = st.builds(
    turn,
    _ANYBODY,
    _WORDS,
    st.sampled_from(["", *(phase.id for phase in PHASES)]),
    st.sampled_from(["", "部会長", "会長職務代理者"]),
)
_COMMANDS = st.lists(
    _TURNS
    | st.builds(RecordStageDirection, st.just("異議なし"))
    | st.builds(TakeFloor, _ANYBODY)
    | st.builds(MarkAttendance, st.sampled_from([p.id for p in MEETING.people]), st.just(Attendance.LEFT)),
    max_size=12,
)


@settings(max_examples=60)
@given(_COMMANDS, st.sampled_from([(), ("公園",), ("水道", "名札")]), _WORDS)
def test_any_course_of_events_gives_each_candidate_once(
    commands: list[Command], groups: tuple[str, ...], said: str
) -> None:
    state = after(*([block(*groups)] if groups else []), *commands)
    offered = candidates(state, said)
    assert len({(candidate.speaker, candidate.capacity) for candidate in offered}) == len(offered)
    away = {person for person, presences in state.attendance.items() if not presences[-1].status.here}
    here = {Named(person.id) for person in MEETING.people} - {Named(person) for person in away}
    assert here <= {candidate.speaker for candidate in offered}


def test_only_the_end_of_the_record_is_looked_at() -> None:
    """A long meeting costs no more than a short one: what was said hours ago is never touched."""
    round_of_questions = [turn(KISHI, "議案第1号はどうですか。"), turn(TAX, "お答えします。")] * 120
    state = asked(*round_of_questions)

    class Untouched(tuple):  # type: ignore[type-arg]
        """Entries of which only the newest may be read."""

        def __reversed__(self):  # type: ignore[no-untyped-def]
            for count, entry in enumerate(tuple.__iter__(self[::-1])):
                assert count < 200, "looked further back than needed"
                yield entry

        def __iter__(self):  # type: ignore[no-untyped-def]
            raise AssertionError("went through the whole record")

    force_setattr(state, "entries", Untouched(state.entries))
    assert first(state) == KISHI


def test_a_raised_hand_comes_before_habit() -> None:
    offered = candidates(
        asked(
            turn(KISHI, "件数を伺います。"),
            turn(PARKS, "十件です。"),
            turn(CHAIR, "ほかにありますか。"),
            RequestSpeech(OGURA.person),
            RequestSpeech(TANI.person),
        )
    )
    assert [(c.speaker, c.reason) for c in offered[:1]] == [(OGURA, "挙手1")]
    assert [c.reason for c in offered if c.speaker == TANI] == ["挙手2"]


def test_after_a_call_for_an_explanation_the_office_speaks() -> None:
    state = after(block("公園"), turn(CHAIR, "それでは、説明をお願いします。"))
    assert first(state) == PARKS


def test_members_without_names_count_for_nobodys_habit() -> None:
    state = asked(
        turn(SOMEBODY, "件数を伺います。"), turn(KISHI, "理由を伺います。"), turn(CHAIR, "ほかに。")
    )
    assert {KISHI, TANI} <= set(speakers(state))


def test_a_call_for_a_role_that_nobody_holds_moves_nobody() -> None:
    people = tuple(person for person in MEETING.people if person.role != "secretariat")
    groups = tuple(replace(group, explainers=()) for group in MEETING.groups)
    bare = replace(MEETING, people=people, groups=groups)
    state = after(block("公園"), turn(CHAIR, "事務局からお願いします。"), meeting=bare)
    assert DIRECTOR not in speakers(state)
    assert speakers(state)


def test_a_body_without_other_capacities_has_no_report_by_one() -> None:
    plain = replace(MEETING, profile=replace(PROFILE, capacities=()))
    state = after(turn(CHAIR, "部会の報告です。", "committee_report"), meeting=plain)
    assert all(not candidate.capacity for candidate in candidates(state))
    assert speakers(state)


def test_two_members_in_an_exchange_take_turns() -> None:
    opinions = (turn(CHAIR, "御意見を伺います。", "opinions"),)
    taking_turns = asked(*opinions, turn(KISHI), turn(TANI), turn(KISHI))
    assert Candidate(TANI, "", "交互に発言") in candidates(taking_turns)
    members = [who for who in speakers(taking_turns) if who in (KISHI, TANI, MORI, OGURA, SOMEBODY)]
    assert members[0] == TANI
    three = asked(*opinions, turn(MORI), turn(TANI), turn(KISHI))
    assert "交互に発言" not in {candidate.reason for candidate in candidates(three)}


def test_a_question_of_the_chairs_own_is_for_the_offices() -> None:
    heard = (turn(CHAIR, "御意見を伺います。", "opinions"), turn(KISHI, "賛成です。"))
    told = sides(look(asked(*heard, turn(CHAIR, "工期は三年です。")), MEETING, ""), None)
    asking = sides(look(asked(*heard, turn(CHAIR, "工期は何年ですか。")), MEETING, ""), None)
    assert asking[Side.OFFICE] > 3 * told[Side.OFFICE]
    assert sum(asking.values()) == pytest.approx(1)
    # Outside of a block nothing is before the meeting that an office could answer for.
    words = ("それでは始めます。", "お揃いですか。")
    before, after_it = (sides(look(after(turn(CHAIR, said)), MEETING, ""), None) for said in words)
    assert before == after_it


@pytest.mark.parametrize(
    ("title", "post", "capacities", "capacity"),
    [
        # A post that says it: it is the capacity.
        ("会長", "会長職務代理者", ("会長職務代理者", "部会長"), "会長職務代理者"),
        ("会長", "副会長", ("会長職務代理者",), "副会長"),
        # The deputy of a chair who is called otherwise presides as the profile has it, else by their own post.
        ("議長", "副会長", ("部会長", "議長職務代理者"), "議長職務代理者"),
        ("議長", "副会長", ("部会長",), "副会長"),
    ],
)
def test_while_the_chair_is_away_the_deputy_presides(
    title: str, post: str, capacities: tuple[str, ...], capacity: str
) -> None:
    roles = tuple(replace(role, title=title) if role.id == "chair" else role for role in ROLES)
    people = tuple(
        replace(person, post=post) if person.id == TANI.person else person for person in MEETING.people
    )
    profile = replace(PROFILE, roles=roles, capacities=capacities)
    state = after(CallRoll(absent=(CHAIR.person,)), meeting=replace(MEETING, profile=profile, people=people))
    assert candidates(state)[0] == Candidate(TANI, capacity, "進行")
    assert [each for each in candidates(state) if each.reason == "進行"] == [candidates(state)[0]]


def test_a_member_whom_the_agenda_names_reports_for_the_committee() -> None:
    group = replace(MEETING.groups[0], explainers=(OGURA.person,))
    meeting = replace(MEETING, groups=(group, *MEETING.groups[1:]))
    course = (
        turn(CHAIR),
        block("公園", phase="committee_report"),
        turn(CHAIR, "部会長から御報告をお願いします。"),
    )
    assert candidates(after(*course, meeting=meeting))[0] == Candidate(OGURA, "部会長", "部会長として")
    # An official who explains the case does not report for a committee.
    other = replace(meeting, groups=(replace(group, explainers=(PARKS.person,)), *MEETING.groups[1:]))
    assert Candidate(PARKS, "部会長", "部会長として") not in candidates(after(*course, meeting=other))
