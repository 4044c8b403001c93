"""What the chair is shown: what remains, the next line, the end; and nobody's name."""

from __future__ import annotations

from datetime import timedelta
from html import escape

import pytest
from chamber import at_ruling, doing, meeting, members, records, states
from msgspec.structs import replace

from clerk_tui.chair.brief import ChairBrief, brief
from clerk_tui.chair.following import Snapshot
from clerk_tui.chair.items import SECTIONS, Row, Section, Span, shown
from clerk_tui.chair.lines import lines
from clerk_tui.chair.page import page, parts
from clerk_tui.chair.panels import drawn
from clerk_tui.chair.redaction import WITHHELD, quoted
from clerk_tui.chair.stances import voters
from clerk_tui.chair.timing import shares
from clerk_tui.chair.views import CHAIR, ROOM
from clerk_tui.domain.commands import DeclareStance, MakeMark, RecordTurn, RequestSpeech
from clerk_tui.domain.events import BlockOpened, CasesRuled, GroupDeferred, MeetingPrepared
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.queries import Progress, in_phase, open_unruled
from clerk_tui.domain.record import MarkKind, MeetingStage, Named, Position, State, Turn, Unnamed
from clerk_tui.domain.timeline import Timeline, replay

SAMPLE_ROW = Row((Span("新しい行"),))


def in_terminal(told: ChairBrief) -> str:
    """All sections as a terminal of 80 columns has them."""
    return "\n".join(drawn(shown(section, told), 80).plain for section in SECTIONS)


def of(state: State, names: bool = False) -> ChairBrief:
    found = brief(state, records()[-1].at, names=names)
    assert found is not None
    return found


def test_there_is_nothing_to_show_before_a_preparation() -> None:
    assert brief(State(), records()[0].at) is None


def test_what_remains_is_told_at_each_ruling() -> None:
    seen = [
        (of(state).groups_left, of(state).cases_left, [group.heading for group in of(state).left])
        for record, state in states()
        if isinstance(record.event, CasesRuled)
    ]
    assert seen == [
        (3, 4, ["諮問第21号・第22号", "諮問第18号", "諮問第19号"]),
        (2, 2, ["諮問第18号", "諮問第19号"]),
        (1, 1, ["諮問第19号"]),
        (0, 0, []),
    ]


def test_a_deferred_group_stays_first_and_marked_until_it_is_taken() -> None:
    put_off = next(i for i, (record, _) in enumerate(states()) if isinstance(record.event, GroupDeferred))
    taken = next(i for i, (_, state) in enumerate(states()) if i > put_off and not state.deferred)
    assert isinstance(states()[taken][0].event, BlockOpened)
    for _, state in states()[put_off:taken]:
        first = of(state).left[0]
        assert (first.heading, first.progress) == ("諮問第21号・第22号", Progress.DEFERRED)
        assert first.reason


def test_the_open_block_is_shown_with_titles_office_and_what_was_added_today() -> None:
    shown = of(next(s for r, s in states() if isinstance(r.event, BlockOpened)))
    assert [group.office for group in shown.open] == ["市民課", "子育て支援課"]
    assert all(case.title.endswith("）") for group in shown.open for case in group.cases)
    assert [case.number for group in shown.open for case in group.cases if case.added] == ["諮問第27号"]
    assert [case.number for case in shown.added] == ["諮問第27号"]


def still_open(state: State) -> bool:
    """Whether the last who spoke in the questions or opinions was not the chair."""
    asking = in_phase(state, PhaseRole.QUESTIONS) or in_phase(state, PhaseRole.OPINIONS)
    last = state.floor or (state.turns[-1] if state.turns else None)
    chair = next(person.id for person in state.meeting.people if person.role == "chair")
    return asking and (bool(state.requests) or (last is not None and last.speaker != Named(chair)))


def test_while_opinions_are_open_the_chair_asks_for_more_and_no_ruling_is_offered() -> None:
    state = next(s for _, s in states() if s.blocks and in_phase(s, PhaseRole.OPINIONS))
    said = doing(state, RecordTurn(members(state)[0], ("反対です。",)))
    assert [line.text for line in of(said).lines] == [
        "ほかに御意見のある方はいらっしゃいますか。",
        "御質問、御意見とも特にないようですので、お諮りいたします。",
    ]
    asked = doing(said, RecordTurn(chairs(said), ("ほかに御意見のある方はいらっしゃいますか。",)))
    assert [line.about for line in of(asked).lines][:2] == ["進行", "裁決"]
    raised = doing(asked, RequestSpeech(members(state)[1].person))
    assert "裁決" not in [line.about for line in of(raised).lines]


def chairs(state: State) -> Named:
    return Named(next(person.id for person in state.meeting.people if person.role == "chair"))


def test_a_raised_hand_is_called_upon_by_seat() -> None:
    seated = replace(meeting(), people=tuple(replace(p, seat=n) for n, p in enumerate(meeting().people, 1)))
    changed = [
        replace(record, event=MeetingPrepared(seated))
        if isinstance(record.event, MeetingPrepared)
        else record
        for record in records()
    ]
    count = next(i for i, (_, s) in enumerate(states(), 1) if s.blocks and in_phase(s, PhaseRole.OPINIONS))
    state = replay(changed[:count])
    person = seated.people[3]
    state = doing(state, RequestSpeech(person.id))
    assert [(line.about, line.text) for line in of(state).lines][:1] == [("指名", "4番 委員")]
    assert person.name in of(state, names=True).lines[0].text
    said = doing(state, RecordTurn(Named(person.id), ("反対です。",)), DeclareStance(Position.AGAINST))
    assert of(said).declared[0].who == ("4番",)


def test_the_ruling_names_exactly_the_open_cases() -> None:
    checked = 0
    for _, state in states():
        rulings = [line.text for line in of(state).lines if line.about == "裁決"]
        assert len(rulings) == (1 if open_unruled(state) and not still_open(state) else 0)
        if rulings and in_phase(state, PhaseRole.RULING):
            assert of(state).lines[0].about == "裁決"
            checked += 1
    assert checked
    _, state = at_ruling(1)
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened) and s.rulings)
    assert "では、諮問第21号・諮問第22号は決定といたします。" in [line.text for line in of(state).lines]


def test_the_next_line_goes_by_the_phase() -> None:
    first: dict[str, str] = {}
    for _, state in states():
        if of(state).lines:
            first.setdefault(state.phase, of(state).lines[0].text)
    assert first["opening"].startswith("定刻になりました")
    assert first["explanation"].startswith("説明が終わりました")
    assert first["questions"].startswith("御質問は以上のよう")
    assert first["opinions"].startswith("御質問、御意見とも")


def test_after_a_ruling_the_next_block_is_called_and_after_the_last_nothing_is() -> None:
    _, state = at_ruling(2)
    assert [(line.about, line.text) for line in of(state).lines] == [
        ("次の議題", "次に、諮問第18号を議題といたします。担当から説明をお願いします。")
    ]
    *_, (_, closed) = states()
    assert (of(closed).stage, of(closed).lines) == (MeetingStage.CLOSED, ())


def test_the_forecast_follows_the_pace_and_counts_minutes() -> None:
    record, state = at_ruling(1)
    early = brief(state, record.at)
    assert early is not None
    assert early.over is not None
    late = brief(state, record.at + timedelta(minutes=60))
    assert late is not None
    # 8 of 12 cases are done: an hour without a ruling costs an hour and half of it again.
    assert late.over == pytest.approx(early.over + 90, abs=1)
    assert (early.planned, early.clock) == ("16:00", f"{record.at:%H:%M}")


@pytest.mark.parametrize(
    ("minutes", "words", "element"),
    [
        (41, "41分超過", '<strong class="alert">41分超過</strong>'),
        (-5, "5分の余裕", '<strong class="strong">5分の余裕</strong>'),
        (0, "予定どおり", '<strong class="strong">予定どおり</strong>'),
    ],
)
def test_the_time_left_is_said_alike_on_both_screens(minutes: int, words: str, element: str) -> None:
    record, state = at_ruling(1)
    early = brief(state, record.at)
    assert early is not None
    told = replace(early, over=minutes)
    assert words in in_terminal(told)
    assert element in parts(Snapshot(state, 1), told)["end"]


def test_a_record_read_on_another_day_has_no_forecast() -> None:
    record, state = at_ruling(1)
    other = brief(state, record.at + timedelta(days=3))
    assert other is not None
    assert (other.projected, other.over) == ("", None)


def test_within_a_minute_nothing_moves() -> None:
    record, state = at_ruling(1)
    minute = record.at.replace(second=0)
    assert brief(state, minute) == brief(state, minute + timedelta(seconds=59))


def test_equal_stances_are_counted_together() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened) and s.rulings)
    one, two, three = members(state)[:3]
    for member, position in ((one, Position.FOR), (two, Position.FOR), (three, Position.AGAINST)):
        state = doing(
            state, RecordTurn(member, ("意見です。",)), DeclareStance(position, note="よく見ること")
        )
    shown = [(d.position, d.cases, d.count, d.who) for d in of(state).declared]
    assert shown == [("賛成", "", 2, ()), ("反対", "", 1, ())]
    assert of(state, names=True).declared[1].who == (str(three.person),)


def test_a_question_without_an_answer_is_kept_in_sight() -> None:
    state = next(s for _, s in states() if s.phase == "questions")
    member = members(state)[0]
    chair = Named(next(p.id for p in meeting().people if p.role == "chair"))
    asked = doing(state, RecordTurn(member, ("保存の期間は何年ですか。",)))
    assert of(asked).questions == of(state).questions
    left = doing(asked, RecordTurn(chair, ("ほかに御質問のある方はいらっしゃいますか。",)))
    assert [q.text for q in of(left).questions][-1] == "保存の期間は何年ですか。"


def test_hands_are_shown_by_seat() -> None:
    seated = replace(meeting(), people=tuple(replace(p, seat=n) for n, p in enumerate(meeting().people, 1)))
    state = replay([replace(records()[0], event=MeetingPrepared(seated))])
    person = seated.people[3]
    state = doing(state, RequestSpeech(person.id))
    assert [request.who for request in of(state).requests] == ["4番 委員"]
    assert person.name in of(state, names=True).requests[0].who


def renamed(of_meeting: Meeting) -> Meeting:
    """The same meeting with members of other names, ids and readings kept in the same seats."""
    people = tuple(
        replace(person, name=f"仮{number}", given="某", reading="かりのよみ")
        if person.role != "official"
        else person
        for number, person in enumerate(of_meeting.people)
    )
    return replace(of_meeting, people=people)


def test_without_names_the_screen_is_the_same_whatever_the_members_are_called() -> None:
    """Non-interference: what cannot be told from the screen is not on it."""
    plain, other = Timeline(), Timeline()
    shown = 0
    for record in records():
        plain.extend((record,))
        event = record.event
        if isinstance(event, MeetingPrepared):
            event = MeetingPrepared(renamed(event.meeting))
        other.extend((replace(record, event=event),))
        one, two = of(plain.state), of(other.state)
        if WITHHELD in repr(one):
            continue
        shown += 1
        assert one == two
    assert shown > 100


def test_without_names_no_member_is_called_by_name_anywhere() -> None:
    names = [person.name for person in meeting().voters]
    for _, state in states():
        found = of(state)
        told = page(parts(Snapshot(state, 1), found)) + in_terminal(found)
        assert not [name for name in names if name in told]


def test_somebody_who_left_the_roster_is_not_called_by_their_id() -> None:
    state = replay(records()[:20])
    gone = doing(state, RecordTurn(members(state)[0], ("質問です。",)))
    assert gone.meeting is not None
    left = replace(
        gone.meeting, people=tuple(p for p in gone.meeting.people if p.id != members(state)[0].person)
    )
    assert of(replace(gone, meeting=left)).speaker == "発言者"


@pytest.mark.parametrize(
    ("speaker", "capacity", "shown"),
    [
        (Unnamed("member"), "", "委員"),
        (Unnamed("official"), "", "実施機関"),
        (Unnamed("member"), "部会長", "部会長"),
    ],
)
def test_a_speaker_is_called_by_what_they_are(speaker: Unnamed, capacity: str, shown: str) -> None:
    state = doing(replay(records()[:20]), RecordTurn(speaker, ("はい。",), capacity))
    assert (of(state).speaker, of(state).speaking) == (shown, False)


def test_words_in_which_a_member_is_named_are_withheld() -> None:
    member = next(
        person for person in meeting().people if meeting().role_of(person).standing is Standing.MEMBER
    )
    spaced = f"先ほどの{member.name[0]} {member.name[1:]}委員の御質問ですが"
    assert quoted(State(meeting=meeting()), spaced, names=False) == WITHHELD
    assert quoted(State(meeting=meeting()), spaced, names=True) == spaced
    assert quoted(State(meeting=meeting()), "先ほどの御質問ですが", names=False) == "先ほどの御質問ですが"
    assert PersonId(member.id) == member.id


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("高橋", "髙橋委員の言うとおりです"),
        ("高橋", "みどりさんの言うとおりです"),
        ("高橋", "たかはし委員の言うとおりです"),
        ("高橋", "ﾀｶﾊｼさんの言うとおりです"),
        ("林", "林委員の言うとおりです"),
    ],
)
def test_whatever_way_a_member_is_called_the_words_are_withheld(name: str, text: str) -> None:
    state = State(meeting=with_a_member(name))
    assert quoted(state, text, names=False) == WITHHELD


def with_a_member(name: str) -> Meeting:
    member = Person(PersonId("一"), name, "member", given="みどり", reading="たかはし")
    return replace(meeting(), people=(*meeting().people, member))


def test_an_ordinary_word_is_no_name_and_words_for_inside_are_not_shown() -> None:
    state = State(meeting=with_a_member("林"))
    assert quoted(state, "森林環境税について", names=False) == "森林環境税について"
    shown = quoted(state, "甲〔内部：乙病院の件で〕丙", names=False)
    assert "乙病院" not in shown
    assert shown.startswith("甲")


def test_a_question_of_a_closed_part_is_gone_when_the_public_is_back() -> None:
    state = doing(next(s for _, s in states() if s.phase == "questions"), MakeMark(MarkKind.CLOSED_PART))
    asked = doing(state, RecordTurn(members(state)[0], ("公開できないのは何年ですか。",)))
    asked = doing(asked, RecordTurn(Unnamed("chair"), ("ほかに。",)))
    assert "公開できない" in str(of(asked).questions)
    opened = doing(asked, MakeMark(MarkKind.OPEN_PART))
    assert "公開できない" not in str(of(opened).questions)
    assert "公開できない" in str(of(opened, names=True).questions)


def test_the_chairs_lines_are_the_same_whatever_the_profile_calls_the_role() -> None:
    for _, state in states():
        if state.meeting is None:
            continue
        profile = state.meeting.profile
        called = {"chair": "kaicho"}
        meeting = replace(
            state.meeting,
            profile=replace(
                profile,
                roles=tuple(replace(role, id=called.get(role.id, role.id)) for role in profile.roles),
                phrases=tuple(
                    replace(phrase, speaker=called.get(phrase.speaker, phrase.speaker))
                    for phrase in profile.phrases
                ),
            ),
            people=tuple(
                replace(person, role=called.get(person.role, person.role)) for person in state.meeting.people
            ),
        )
        assert lines(replace(state, meeting=meeting)) == lines(state)


def test_what_was_decided_is_listed_the_latest_first() -> None:
    _, state = at_ruling(1)
    told = of(state)
    assert state.meeting is not None
    heading = state.meeting.profile.notation.heading
    assert {result.cases for result in told.decided} == {
        heading([case for case in state.rulings if case.kind == kind]) for kind in ("報告", "諮問")
    }
    _, later = at_ruling(2)
    assert [(result.word, result.cases, result.note) for result in of(later).decided][:2] == [
        ("決定", "諮問第21号", ""),
        ("附帯意見付き決定", "諮問第22号", "閲覧の区分を明確にすること"),
    ]
    assert len(of(later).decided) == len(told.decided) + 2


def test_both_views_draw_every_word_of_the_same_tree() -> None:
    """A section or row that one view left out would be missing from it for ever: nobody compares the two."""
    for _, state in list(states())[::10]:
        told = of(state, names=True)
        html, terminal = page(parts(Snapshot(state, 1), told)), in_terminal(told).replace("\n", "")
        for section in SECTIONS:
            for row in shown(section, told):
                for span in (*row.lead, *row.body):
                    assert escape(span.text) in html, (section.id, span.text)
                    squeezed = "".join(span.text.split())
                    assert squeezed in "".join(terminal.split()), (section.id, span.text)


def test_a_new_section_needs_one_place() -> None:
    _, state = at_ruling(1)
    told = of(state)
    new = Section("fresh", "新しい欄", SECTIONS[-1].place, lambda _brief: (SAMPLE_ROW,))
    view = replace(CHAIR, sections=(*SECTIONS, new))
    html = page(parts(Snapshot(state, 1), told, view), view)
    assert '<h2 id="h-fresh">新しい欄</h2>' in html and "新しい行" in html


def test_the_open_block_is_timed_against_its_share_and_warned_of_before_it_is_spent() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened))
    opened = state.blocks[-1].opened
    # Two hours for 12 cases, 8 of them in this block.
    for minutes, words in ((10, "あと70分"), (64, "まもなく（あと16分）"), (85, "5分超過")):
        told = brief(state, opened + timedelta(minutes=minutes, seconds=59))
        assert told is not None and told.spent is not None
        assert (told.spent.used, told.spent.planned) == (minutes, 80)
        assert words in in_terminal(told).replace("\n", "")
    assert [group.minutes for group in of(state).left] == [20, 10, 10]


def test_a_recess_is_no_time_of_the_block() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened))
    opened = state.blocks[-1].opened
    at = [opened + timedelta(minutes=minutes) for minutes in (10, 25)]
    rested = doing(state, MakeMark(MarkKind.RECESS, at=at[0]), MakeMark(MarkKind.RESUMED, at=at[1]))
    told = brief(rested, opened + timedelta(minutes=30, seconds=59))
    assert told is not None and told.spent is not None
    assert told.spent.used == 15


def test_a_block_that_is_ruled_takes_no_more_time() -> None:
    record, state = at_ruling(1)
    soon, late = (
        brief(state, record.at + timedelta(minutes=2)),
        brief(state, record.at + timedelta(minutes=30)),
    )
    assert soon is not None and late is not None
    assert soon.spent is None
    assert soon.times == late.times
    assert soon.times[0].planned == 80


def test_without_hours_nothing_is_planned() -> None:
    untimed = replace(meeting(), starts=None, ends=None, date=None)
    assert shares(untimed) == {}


def test_who_opposes_and_how_it_would_come_out() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened) and s.rulings)
    able = [person for person in voters(state) if Named(person) != chairs(state)]
    assert len(able) == 9

    def said(state: State, people: list[PersonId], position: Position) -> State:
        for person in people:
            state = doing(state, RecordTurn(Named(person), ("意見です。",)), DeclareStance(position))
        return state

    two = said(state, able[:2], Position.AGAINST)
    assert [(o.counts, o.words) for o in of(two).outlooks] == [
        ("賛成0名　反対2名　未表明7名", "未表明の7名しだいです")
    ]
    assert of(said(two, able[2:7], Position.FOR)).outlooks[0].words == "賛成だけで過半数に達しています"
    assert (
        of(said(two, able[2:7], Position.CONDITIONAL)).outlooks[0].words
        == "条件付きを含めると過半数に達しています"
    )
    lost = said(two, able[2:5], Position.AGAINST)
    assert of(lost).outlooks[0].words == "ほかの全員が賛成しても過半数に届きません"
    # Who changes their mind is counted once.
    assert of(said(two, able[:1], Position.FOR)).outlooks[0].counts == "賛成1名　反対1名　未表明7名"
    # Of one without a name nobody knows whether they were counted already.
    nameless = doing(two, RecordTurn(Unnamed("member"), ("反対です。",)), DeclareStance(Position.AGAINST))
    assert of(nameless).outlooks[0].words == ""


def test_each_side_has_its_turns_and_minutes() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened) and s.rulings)
    one, two, three = members(state)[:3]
    state = doing(
        state,
        RecordTurn(one, ("反対です。",)),
        DeclareStance(Position.AGAINST),
        RecordTurn(two, ("賛成です。",)),
        DeclareStance(Position.FOR),
        RecordTurn(one, ("それでも反対です。",)),
        RecordTurn(three, ("一つ伺います。",)),
    )
    assert [(talk.side, talk.times) for talk in of(state).talks] == [
        ("賛成の委員", 1),
        ("反対の委員", 2),
        ("委員（態度未表明）", 1),
    ]


# -- the room -------------------------------------------------------------------------------------------------


def in_room(state: State) -> str:
    told = ROOM.brief(state, records()[-1].at)
    assert told is not None
    sight = Snapshot(state, 1, trouble="/home/小林/会議 が見えません", polling=True)
    terminal = "\n".join(drawn(shown(section, told), 80).plain for section in ROOM.sections)
    return page(parts(sight, told, ROOM), ROOM) + terminal


def test_the_room_sees_item_cases_phase_and_result() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened) and s.rulings)
    told = in_room(state)
    case = state.meeting.cases[state.meeting.case_ids.index(open_unruled(state)[0])]
    for words in (case.title, "段階", "報告了承", "決定"):
        assert words in told, words


def test_nothing_but_item_cases_phase_and_result_reaches_the_room() -> None:
    """Non-interference: records that differ in who, what was said, stances and notes look the same there."""
    checked = 0
    for record, state in states():
        event = record.event
        if state.meeting.groups and not isinstance(event, MeetingPrepared):
            assert in_room(bare(state)) == in_room(state)
            checked += 1
    assert checked > 100
    _, ruled = at_ruling(2)
    assert "閲覧の区分" in str(of(ruled)) and "閲覧の区分" not in in_room(ruled)


def bare(state: State) -> State:
    """The same course of the meeting with other people, nothing said, and everything that is free text renamed."""
    ruled = {
        case: replace(ruling, decision=replace(ruling.decision, note="秘密"), tally=None, roll=())
        for case, ruling in state.rulings.items()
    }
    return replace(
        state,
        meeting=renamed(state.meeting),
        attendance={},
        observers=7,
        entries=tuple(
            replace(entry, speaker=Unnamed("member"), paragraphs=("秘密",))
            if isinstance(entry, Turn)
            else entry
            for entry in state.entries
        ),
        deferred=dict.fromkeys(state.deferred, "秘密"),
        rulings=ruled,
        stances=(),
        floor=None,
        requests=(),
    )


def test_while_the_public_is_excluded_the_room_sees_nothing_of_the_matter() -> None:
    state = next(s for r, s in states() if isinstance(r.event, BlockOpened))
    title = state.meeting.cases[state.meeting.case_ids.index(open_unruled(state)[0])].title
    closed = in_room(doing(state, MakeMark(MarkKind.CLOSED_PART)))
    assert title in in_room(state)
    assert title not in closed and "非公開" in closed
