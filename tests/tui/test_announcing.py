"""What the chair's and the members' words announce, in the words of many bodies; and what announces nothing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
import sample
from msgspec.structs import replace

from clerk_tui.domain.commands import (
    ChangePhase,
    Command,
    MakeMark,
    OpenBlock,
    Prepare,
    RecordTurn,
    RuleCases,
)
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, Group, Meeting, Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.record import Decision, MarkKind, Method, Named, Position, State
from clerk_tui.profile.reader import read_profile
from clerk_tui.recording.announcing import NOTHING, Proposal, announced, pending, taken
from clerk_tui.recording.stances import declared
from clerk_tui.session import Session

TEMPLATES = Path(__file__).parents[2] / "templates"
CHAIR, MEMBER = Named(PersonId("長")), Named(PersonId("員"))


def body(name: str, *agenda: Sequence[str]) -> Meeting:
    """A meeting of a shipped body with one group for each list of case numbers."""
    profile = read_profile(TEMPLATES / name / "profile.toml")
    groups = tuple(
        Group(
            GroupId(str(number)),
            tuple(case for text in cases for case in profile.notation.parse(text)),
            heading="" if cases else f"議題{number}",
        )
        for number, cases in enumerate(agenda, 1)
    )
    chair = profile.role_of(Standing.CHAIR)
    member = profile.role_of(Standing.MEMBER)
    assert chair and member
    return replace(
        sample.meeting(),
        profile=profile,
        people=(
            Person(CHAIR.person, "東", chair.id, chair.title),
            Person(MEMBER.person, "南", member.id),
        ),
        cases=tuple(
            Case(case, f"{case.kind}{case.number}について") for group in groups for case in group.cases
        ),
        groups=groups,
        materials=(),
        items=(),
    )


def standing(meeting: Meeting, *commands: Command) -> State:
    session = Session(sample.MemoryStore(), clock=sample.FakeClock().clock)
    session.dispatch(Prepare(meeting))
    for command in commands:
        session.dispatch(command)
    return session.state


def at(name: str, phase: str, *agenda: Sequence[str]) -> State:
    """The first block of a body, in the phase of that name; a phase outside of blocks before any was opened."""
    meeting = body(name, *agenda)
    found = next(each for each in meeting.profile.phases if each.name == phase)
    first: tuple[Command, ...] = (OpenBlock((meeting.groups[0].id,)),) if found.in_block else ()
    state = standing(meeting, *first)
    return state if state.phase == found.id else standing(meeting, *first, ChangePhase(found.id))


def by_chair(state: State, text: str) -> Proposal:
    return announced(state, CHAIR, "", text)


def phase_of(state: State, proposal: Proposal) -> str:
    phase = state.meeting.profile.phase(proposal.phase)
    return phase.name if phase else ""


BODIES: dict[str, tuple[Sequence[str], ...]] = {
    "privacy_council": (("報告第27号・第28号、諮問第52号～第57号",), ("諮問第58号～第60号",)),
    "agriculture_committee": (("議案第14号",), ("議案第15号", "議案第16号")),
    "city_planning": (("第1号議案",), ("第2号議案",)),
    "education_board": (("議案第21号",), ("報告第4号",)),
    "standing_committee": (("議案第31号",), ("請願第2号",)),
    "review_board": (("諮問第3号",), ("審査請求第1号",)),
    "disclosure_board": (("諮問（情）第5号",), ("諮問（個）第5号",)),
    "expert_panel": ((), ()),
    "liaison_council": ((), ()),
}


@pytest.mark.parametrize(
    ("name", "phase", "text", "expected"),
    [
        ("privacy_council", "説明", "説明は以上です。御質問のある方はいらっしゃいませんか。", "質問"),
        ("privacy_council", "質問", "御質問は出尽くしたようです。続いて、御意見のある方はお願いします。", "意見"),
        ("privacy_council", "質問", "御質問は以上のようですので、御意見を伺います。", "意見"),
        ("privacy_council", "質問", "では、このまま意見に切り替えて、今の御発言は御意見に含めます。", "意見"),
        (
            "privacy_council",
            "開会",
            "まず、本日欠席の委員を事務局から報告してください。",
            "欠席報告",
        ),
        (
            "privacy_council",
            "欠席報告",
            "前回の会議録について、訂正箇所などありますでしょうか。",
            "会議録の確定",
        ),
        ("privacy_council", "資料確認", "それでは、部長、諮問文を読み上げてください。", "諮問"),
        ("agriculture_committee", "現地調査の報告", "これより質疑に入ります。", "質疑"),
        ("agriculture_committee", "質疑", "質疑を終結し、討論に入ります。御意見はございませんか。", "討論"),
        ("agriculture_committee", "討論", "これより採決します。原案に賛成の方は挙手を願います。", "採決"),
        (
            "agriculture_committee",
            "説明",
            "続いて、調査員から現地調査の報告をお願いします。",
            "現地調査の報告",
        ),
        ("city_planning", "説明", "それでは、御質問、御意見のある方は挙手をお願いいたします。", "質疑"),
        ("education_board", "質疑", "質疑がないようですので、討論に移ります。", "討論"),
        ("education_board", "説明", "これより質疑を行います。", "質疑"),
        ("standing_committee", "討論", "討論を終結し、これより採決に入ります。", "採決"),
        ("standing_committee", "質疑", "質疑はないものと認め、討論に入ります。", "討論"),
        ("review_board", "質疑", "では、委員の皆さんの御意見をお願いします。", "審議"),
        ("disclosure_board", "審議", "結論を確認します。", "議決"),
        ("expert_panel", "説明", "それでは、意見交換に移ります。", "意見交換"),
        ("liaison_council", "説明", "御意見、御質問をお願いします。", "意見交換"),
    ],
)
def test_the_chair_leads_to_a_phase(name: str, phase: str, text: str, expected: str) -> None:
    state = at(name, phase, *BODIES[name])
    assert phase_of(state, by_chair(state, text)) == expected


@pytest.mark.parametrize(
    ("phase", "text"),
    [
        ("質問", "ほかに御質問はございますか。"),
        ("質問", "ほかに御質問、御意見はございますか。"),
        ("意見", "次の御意見を伺う前に、今の点を確認します。"),
        ("意見", "今の委員の御意見は、どのような意味合いでしたか。"),
        ("質問", "先ほどの御意見は、要望として承りました。"),
        ("質問", "担当課、どうぞ。"),
        ("説明", "ありがとうございました。"),
        ("会議録の確定", "会議録につきまして、御意見などありますでしょうか。"),
        ("質問", "休憩前に引き続き、会議を開きます。"),
        ("質問", "非公開とするかどうかは、後ほど決めます。"),
        ("意見", "諮問第52号から諮問第57号は決定ということでよろしいでしょうか。"),
        ("質問", "諮問第58号については、次の回で扱います。"),
        ("説明", "諮問第52号について、説明をお願いします。"),
    ],
)
def test_other_words_of_the_chair_announce_nothing(phase: str, text: str) -> None:
    state = at("privacy_council", phase, *BODIES["privacy_council"])
    found = by_chair(state, text)
    assert not found or phase_of(state, found) == phase, found


def test_the_next_speaker_alone_is_no_change() -> None:
    state = at("privacy_council", "質問", *BODIES["privacy_council"])
    assert by_chair(state, "南委員、お願いします。") is NOTHING


@pytest.mark.parametrize(
    ("name", "text", "groups"),
    [
        ("privacy_council", "次に、諮問第58号から第60号について、事務局から説明をお願いします。", ("2",)),
        ("privacy_council", "58-60を議題とします。", ("2",)),
        ("privacy_council", "先ほど飛ばした諮問第58号を審議いたします。", ("2",)),
        ("privacy_council", "次の議題に移ります。", ("1",)),
        (
            "privacy_council",
            "諮問第58号からは所管課が遅れておりますので、そこは飛ばしまして、報告第27号について説明を願います。",
            ("1",),
        ),
        ("privacy_council", "報告第27号、諮問第52号から第60号までを一括して議題といたします。", ("1", "2")),
        ("agriculture_committee", "これより議案第15号・議案第16号を上程します。", ("2",)),
        ("agriculture_committee", "続きまして議案第十五号、事務局、説明願います。", ("2",)),
        ("city_planning", "続いて、第2号議案の審議に入ります。", ("2",)),
        ("education_board", "日程第3、報告第4号を議題とし、説明を求めます。", ("2",)),
        ("standing_committee", "請願第2号を議題といたします。", ("2",)),
        ("disclosure_board", "続いて、諮問（個）第5号の審議に入ります。", ("2",)),
        ("liaison_council", "それでは、議題2に移ります。", ("2",)),
    ],
)
def test_the_cases_named_in_a_call_are_the_groups_proposed(
    name: str, text: str, groups: tuple[str, ...]
) -> None:
    meeting = body(name, *BODIES[name])
    state = standing(meeting)
    if groups == ("2",):
        state = standing(meeting, OpenBlock((GroupId("1"),)))
    assert by_chair(state, text).groups == groups


def decisions(name: str, text: str) -> list[tuple[str, str, str]]:
    meeting = body(name, *BODIES[name])
    state = standing(meeting, OpenBlock((GroupId("1"),)))
    label = meeting.profile.notation.label
    return [(label(d.case), d.outcome, d.note) for d in by_chair(state, text).decisions]


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("agriculture_committee", "よって、議案第14号は原案のとおり可決されました。", "原案どおり可決"),
        ("agriculture_committee", "全員賛成ですので、本件は許可相当とすることに決しました。", "許可相当"),
        ("city_planning", "第1号議案は、原案どおり可決といたします。", "原案どおり可決"),
        ("city_planning", "挙手多数と認めます。本議案は継続審議とします。", "継続審議"),
        ("education_board", "御異議なしと認め、議案第21号は原案どおり可決いたしました。", "原案どおり可決"),
        (
            "standing_committee",
            "よって、議案第31号は原案のとおり可決すべきものと決しました。",
            "原案どおり可決",
        ),
        ("standing_committee", "本案は否決すべきものと決しました。", "否決"),
        ("disclosure_board", "諮問（情）第5号は、答申案のとおり答申するものといたします。", "答申"),
    ],
)
def test_the_ruling_of_the_cases_named(name: str, text: str, expected: str) -> None:
    assert [outcome for _, outcome, _ in decisions(name, text)] == [expected]


def test_a_ruling_gives_each_kind_its_own_result() -> None:
    text = "では、報告第27号・第28号は了承、諮問第52号から第56号は決定、諮問第57号は継続審議といたします。"
    found = {label: outcome for label, outcome, _ in decisions("privacy_council", text)}
    assert found["報告第27号"] == found["報告第28号"] == "了承"
    assert {found[f"諮問第{number}号"] for number in range(52, 57)} == {"決定"}
    assert found["諮問第57号"] == "継続審議"


def test_a_ruling_takes_its_condition_from_the_brackets() -> None:
    text = "諮問第52号は「期間を守ること」との附帯意見を付して決定といたします。"
    assert decisions("privacy_council", text) == [("諮問第52号", "附帯意見付き決定", "期間を守ること")]


@pytest.mark.parametrize(
    "text",
    [
        "議案第14号は原案どおり可決とすることに御異議ありませんか。",
        "議案第14号について、原案に賛成の方は挙手を願います。",
        "議案第16号は原案どおり可決されました。",
        "前回、同様の議案が否決されました。",
    ],
)
def test_what_is_no_ruling(text: str) -> None:
    assert decisions("agriculture_committee", text) == []


def test_a_ruling_and_the_next_call_in_one_breath_are_one_proposal() -> None:
    meeting = body("privacy_council", *BODIES["privacy_council"])
    state = standing(meeting, OpenBlock((GroupId("1"),)), ChangePhase("opinions"))
    text = (
        "ほかに御意見はありますか。では、報告第27号・第28号は了承、諮問第52号から第57号は決定といたします。\n"
        "続けて、諮問第58号から諮問第60号までを議題とします。説明してください。"
    )
    found = by_chair(state, text)
    assert (len(found.decisions), found.groups, found.phase) == (8, ("2",), "")
    assert found.words.startswith("裁決（") and found.words.endswith("諮問第58号～第60号の審議へ")
    after = standing(
        meeting,
        OpenBlock((GroupId("1"),)),
        ChangePhase("opinions"),
        taken(state, found, RecordTurn(CHAIR, tuple(text.split("\n")))),
    )
    assert len(after.rulings) == 8 and after.blocks[-1].groups == ("2",)
    assert after.turns[-1].phase == "ruling"
    assert not pending(after)


@pytest.mark.parametrize(
    ("text", "mark"),
    [
        ("ここで10分間休憩いたします。", MarkKind.RECESS),
        ("暫時休憩とします。", MarkKind.RECESS),
        ("事務局が確認する間、休憩に入ります。", MarkKind.RECESS),
        ("ここからの審議は非公開といたします。", MarkKind.CLOSED_PART),
        ("休憩前に引き続き会議を開きます。", None),
        ("休憩時間は取りません。", None),
        ("非公開とすることに御異議ありませんか。", None),
    ],
)
def test_interruptions(text: str, mark: MarkKind | None) -> None:
    assert by_chair(at("agriculture_committee", "質疑", *BODIES["agriculture_committee"]), text).mark is mark


def test_the_end_of_a_closed_part() -> None:
    meeting = body("review_board", *BODIES["review_board"])
    state = standing(meeting, MakeMark(MarkKind.CLOSED_PART))
    assert by_chair(state, "ここで非公開の審議を終わります。").mark is MarkKind.OPEN_PART


def test_what_was_recorded_is_proposed_until_it_is_done() -> None:
    meeting = body("privacy_council", *BODIES["privacy_council"])
    spoken = RecordTurn(CHAIR, ("御質問は以上のようですので、御意見を伺います。",))
    before = (OpenBlock((GroupId("1"),)), ChangePhase("questions"), spoken)
    state = standing(meeting, *before)
    found = pending(state)
    assert phase_of(state, found) == "意見"
    after = standing(meeting, *before, taken(state, found, None))
    assert after.phase == "opinions" and pending(after) is NOTHING


@pytest.mark.parametrize("recorded", [False, True])
@pytest.mark.parametrize(
    ("phase", "text", "then", "words"),
    [
        ("質問", "御質問は以上のようですので、御意見を伺います。", "意見", "会長の発言に、「意見」へ"),
        ("質問", "ここで10分間休憩いたします。", "質問", "会長の発言に、休憩"),
        ("説明", "次に、諮問第52号です。市民課から説明をお願いします。", "説明", "会長の発言に"),
    ],
)
def test_the_presiders_words_in_another_mouth_are_given_back_with_what_they_announce(
    phase: str, text: str, then: str, words: str, recorded: bool
) -> None:
    meeting = body("privacy_council", *BODIES["privacy_council"])
    found_phase = next(each for each in meeting.profile.phases if each.name == phase)
    before: tuple[Command, ...] = (OpenBlock((GroupId("1"),)), ChangePhase(found_phase.id))
    before = before[:1] if phase == "説明" else before
    spoken = RecordTurn(MEMBER, (text,))
    state = standing(meeting, *before, *([spoken] if recorded else []))
    found = pending(state) if recorded else announced(state, MEMBER, "", text)
    assert found.misplaced and found.words == words
    command = taken(state, found, None if recorded else spoken, (CHAIR, ""))
    after = standing(meeting, *before, *([spoken] if recorded else []), command)
    assert [(turn.speaker, turn.text) for turn in after.turns] == [(CHAIR, text)]
    here = after.meeting.profile.phase(after.phase)
    assert here is not None and here.name == then
    assert pending(after) is NOTHING


@pytest.mark.parametrize(
    ("phase", "text"),
    [
        ("質問", "もう少し詳しく説明をお願いします。"),
        ("意見", "意見として申し上げます。"),
        ("質問", "部会では承認といたしました。"),
        ("説明", "資料の2ページを御覧ください。御説明いたします。"),
        ("質問", "皆さんの御意見も聞いてみたいところです。"),
    ],
)
def test_words_that_anybody_may_say_stay_with_their_speaker(phase: str, text: str) -> None:
    state = at("privacy_council", phase, *BODIES["privacy_council"])
    assert not announced(state, MEMBER, "", text).misplaced


def test_a_ruling_that_was_recorded_as_a_turn_only_is_made_of_that_turn() -> None:
    meeting = body("agriculture_committee", *BODIES["agriculture_committee"])
    before = (OpenBlock((GroupId("1"),)), RecordTurn(CHAIR, ("議案第14号は原案どおり可決されました。",)))
    state = standing(meeting, *before)
    after = standing(meeting, *before, taken(state, pending(state), None))
    (ruling,) = after.votes
    assert ruling.entry == after.turns[-1].id
    assert after.turns[-1].phase == "ruling"


# -- members ------------------------------------------------------------------------------------------------

COUNCIL = body("privacy_council", ("諮問第52号～第60号",))
BLOCK = COUNCIL.groups[0].cases


def stances(text: str) -> list[tuple[Position, list[int]]]:
    return [(each.position, [case.number for case in each.cases]) for each in declared(COUNCIL, text, BLOCK)]


FOR, AGAINST, IF = Position.FOR, Position.AGAINST, Position.CONDITIONAL


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("52–57に反対、58–60に賛成", [(AGAINST, [52, 53, 54, 55, 56, 57]), (FOR, [58, 59, 60])]),
        ("諮問第52号に反対し、その他には賛成いたします。", [(AGAINST, [52]), (FOR, list(range(53, 61)))]),
        ("諮問第52号については、時間がありません。このような出し方に反対です。", [(AGAINST, [52])]),
        ("原案に賛成いたします。", [(FOR, [])]),
        ("諮問第58号には賛成できません。", [(AGAINST, [58])]),
        ("諮問第58号は賛成いたしかねます。", [(AGAINST, [58])]),
        ("私は不賛成です。", [(AGAINST, [])]),
        ("仕切りを設けることを要望した上で、諮問第59号に賛成いたします。", [(IF, [59])]),
        ("明確にしていただけるのであれば、諮問第58号・第59号に賛成します。", [(IF, [58, 59])]),
        ("諮問第60号に異議はありません。", [(FOR, [60])]),
        ("反対の方がいらっしゃるのは承知しています。", []),
        ("賛成か反対か、まだ決めかねています。", []),
        ("反対するものではありません。", []),
        ("反対ではありません。", []),
        ("賛成の方はどのくらいおられますか。", []),
        ("反対意見が多いと聞いています。", []),
        ("委託先は何件ありますか。", []),
    ],
)
def test_stances_are_those_declared(text: str, expected: list[tuple[Position, list[int]]]) -> None:
    assert stances(text) == expected


def test_a_condition_keeps_the_speakers_words() -> None:
    (found,) = declared(
        COUNCIL, "心配です。仕切りを設けることを要望した上で、諮問第59号に賛成します。", BLOCK
    )
    assert found.note == "仕切りを設けること"


def test_a_members_turn_is_taken_with_its_stances() -> None:
    meeting = body("privacy_council", *BODIES["privacy_council"])
    before = (OpenBlock((GroupId("1"),)), ChangePhase("opinions"))
    state = standing(meeting, *before)
    text = "報告第27号は賛成、諮問第52号に反対です。"
    found = announced(state, MEMBER, "", text)
    assert found.words == "賛成（報告第27号）、反対（諮問第52号）"
    after = standing(meeting, *before, taken(state, found, RecordTurn(MEMBER, (text,))))
    assert [(s.position, s.cases, s.entry) for s in after.stances] == [
        (FOR, (CaseId("報告", 27),), after.turns[-1].id),
        (AGAINST, (CaseId("諮問", 52),), after.turns[-1].id),
    ]
    assert pending(after) is NOTHING


def test_in_questions_nobody_declares_anything() -> None:
    state = at("privacy_council", "質問", *BODIES["privacy_council"])
    assert announced(state, MEMBER, "", "原案に賛成です。") is NOTHING


def test_nothing_is_announced_where_it_is_done_already() -> None:
    meeting = body("agriculture_committee", *BODIES["agriculture_committee"])
    ruled = RuleCases((Decision(CaseId("議案", 14), "原案どおり可決"),))
    text = "議案第14号は原案どおり可決されました。"
    state = standing(meeting, OpenBlock((GroupId("1"),)), RecordTurn(CHAIR, (text,)), ruled)
    assert pending(state) is NOTHING


@pytest.mark.parametrize(
    ("said", "subject", "method"),
    [
        ("起立少数。諮問第11号の修正案は否決と決しました。", "修正案", Method.STANDING),
        ("御異議なしと認め、諮問第11号は決定といたします。", "", Method.NO_OBJECTION),
        ("挙手全員ですので、諮問第11号は決定といたします。", "", Method.SHOW_OF_HANDS),
        ("修正部分を除く諮問第11号は決定といたします。", "", Method.DECLARED),
    ],
)
def test_what_was_voted_on_and_how_is_read(said: str, subject: str, method: Method) -> None:
    state = sample.session(*sample.discussion()).state
    found = announced(state, Named(sample.CHAIR), "", said)
    assert [(each.case.number, each.subject) for each in found.decisions] == [(11, subject)]
    assert found.method is method
