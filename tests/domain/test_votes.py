"""Several votes on one case, what their numbers say, and rulings put right afterwards."""

from __future__ import annotations

import pytest
from meetings import AOKI, CHAIR, IGUCHI, MEETING, Q3, ROAD_GROUP, UEDA, Desk
from msgspec.structs import replace

from clerk_tui.domain import commands as c
from clerk_tui.domain import events as e
from clerk_tui.domain.checks import Rule, closing_findings, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.ledger import ledger
from clerk_tui.domain.meeting import Case, Group, Meeting
from clerk_tui.domain.profile import CaseKind, Counted, Majority, Outcome
from clerk_tui.domain.queries import printed_result, remaining
from clerk_tui.domain.record import Attendance, Casting, Decision, Method, Named, Tally
from clerk_tui.domain.votes import Verdict, verdict, voted_on
from clerk_tui.domain.wording import ruling_sentence, tally_words, vote_words

BILL = CaseId("議案", 7)
_OUTCOMES = (
    Outcome("原案どおり可決", "原案どおり可決", "原案どおり可決"),
    Outcome("可決", "可決", "可決"),
    Outcome("条件付き可決", "条件付きで可決", "条件付き可決", sentence="{cases}は{note}を条件として可決"),
    Outcome("継続審議", "継続審議", "継続審議", settled=False),
    Outcome("否決", "否決", "否決", carried=False),
    Outcome("取下げ", "取下げ", "取下げ"),
)


def council(majority: Majority = Majority()) -> Meeting:  # noqa: B008 - a frozen value
    """The park council with bills: a chair and three members."""
    profile = replace(
        MEETING.profile, kinds=(*MEETING.profile.kinds, CaseKind("議案", _OUTCOMES)), majority=majority
    )
    group = Group(ROAD_GROUP, (BILL, Q3), office="道路課")
    return replace(
        MEETING, profile=profile, cases=(*MEETING.cases, Case(BILL, "道路予算について")), groups=(group,)
    )


def desk(majority: Majority = Majority(), words: str = "採決します。") -> Desk:  # noqa: B008
    """The bill is before the meeting, everybody is there, and the chair has spoken."""
    made = Desk(council(majority))
    made.do(c.CallRoll(()), c.OpenBlock((ROAD_GROUP,)), c.RecordTurn(Named(CHAIR), (words,)))
    return made


def vote(
    outcome: str, ayes: int, noes: int, subject: str = "", note: str = "", **more: object
) -> c.RuleCases:
    counted = Tally(ayes, noes, **more)  # type: ignore[arg-type]
    return c.RuleCases((Decision(BILL, outcome, note, subject),), Method.STANDING, counted)


def told(made: Desk, rule: Rule) -> list[str]:
    return [finding.message for finding in findings(made.state) if finding.rule is rule]


def result(made: Desk) -> str:
    return printed_result(made.state.meeting, made.state.rulings.get(BILL))


def test_a_bill_whose_amendment_failed_is_open_until_the_bill_itself_is_voted_on() -> None:
    made = desk()
    made.do(vote("否決", 1, 2, "修正案"))
    assert (result(made), BILL in remaining(made.state)[0].remaining) == ("", True)
    made.do(vote("原案どおり可決", 2, 1))
    assert result(made) == "原案どおり可決"
    assert [vote_words(made.state.meeting, ruling) for ruling in voted_on(made.state, BILL)] == [
        "否決（修正案）　起立：賛成1、反対2",
        "原案どおり可決　起立：賛成2、反対1",
    ]
    assert told(made, Rule.RULED_TWICE) == []


def test_an_amendment_that_was_carried_alone_is_the_result() -> None:
    made = desk()
    made.do(vote("可決", 3, 0, "修正案"))
    assert result(made) == "可決（修正案）"
    made.do(vote("可決", 2, 1, "修正部分を除く原案"))
    assert result(made) == "可決（修正部分を除く原案）"


@pytest.mark.parametrize("field", ["subject", "note"])
def test_a_bill_voted_on_in_parts_has_the_results_of_all_parts(field: str) -> None:
    made = desk()
    made.do(vote("可決", 3, 0, **{field: "歳出第2款を除く部分"}), vote("否決", 1, 2, **{field: "歳出第2款"}))
    assert result(made) == "可決（歳出第2款を除く部分）、否決（歳出第2款）"
    assert told(made, Rule.RULED_TWICE) == []
    # A part that is voted on once more has its last result, and that is told.
    made.do(vote("可決", 2, 1, **{field: "歳出第2款"}))
    assert result(made) == "可決（歳出第2款を除く部分）、可決（歳出第2款）"
    assert len(told(made, Rule.RULED_TWICE)) == 1
    made.do(vote("可決", 2, 1, "原案"))
    assert result(made) == "可決（原案）"


def test_conditions_are_no_parts() -> None:
    made = desk()
    made.do(vote("条件付き可決", 3, 0, note="毎年の報告"), vote("条件付き可決", 3, 0, note="二年ごとの報告"))
    assert result(made) == "条件付き可決（二年ごとの報告）"
    assert told(made, Rule.RULED_TWICE) == [
        "議案第7号の裁決が2回あります。最後の「条件付き可決」を採ります。"
    ]


def test_what_was_voted_on_is_said_in_the_ruling() -> None:
    decisions = (Decision(BILL, "否決", subject="修正案"), Decision(BILL, "可決"))
    assert (
        ruling_sentence(council(), decisions)
        == "では、議案第7号の修正案は否決、議案第7号は可決といたします。"
    )


@pytest.mark.parametrize(
    ("majority", "tally", "present", "expected"),
    [
        (Majority(), Tally(2, 1), 3, Verdict.CARRIED),
        (Majority(), Tally(1, 2), 3, Verdict.LOST),
        (Majority(), Tally(2, 1, 2), 5, Verdict.LOST),
        (Majority(), Tally(2, 1, 0, 2), 5, Verdict.CARRIED),
        (Majority(), Tally(2, 2), 4, Verdict.TIE),
        (Majority(), Tally(2, 2, casting=Casting.FOR), 4, Verdict.CARRIED),
        (Majority(), Tally(2, 2, casting=Casting.AGAINST), None, Verdict.LOST),
        (Majority(chair_votes=True), Tally(2, 2), 4, Verdict.LOST),
        (Majority(of=Counted.VOTES), Tally(2, 1, 2), 5, Verdict.CARRIED),
        (Majority(of=Counted.ALL), Tally(4, 1), 5, Verdict.LOST),
        (Majority(of=Counted.ALL), Tally(5, 0), 5, Verdict.CARRIED),
        (Majority((2, 3), strict=False), Tally(4, 2), 6, Verdict.CARRIED),
        (Majority((2, 3), strict=False), Tally(3, 3), 6, Verdict.LOST),
        (Majority((2, 3)), Tally(4, 2), 6, Verdict.LOST),
        (Majority(), Tally(2, 1), None, Verdict.CARRIED),
    ],
)
def test_what_the_numbers_come_to(
    majority: Majority, tally: Tally, present: int | None, expected: Verdict
) -> None:
    assert verdict(majority, tally, present, 8) is expected


@pytest.mark.parametrize(
    ("majority", "called"),
    [
        (Majority(), "過半数"),
        (Majority((2, 3), strict=False), "3分の2以上"),
        (Majority((2, 3)), "3分の2超"),
        (Majority((1, 2), strict=False), "2分の1以上"),
    ],
)
def test_majorities_have_names(majority: Majority, called: str) -> None:
    assert majority.called == called


def test_more_votes_than_members_are_told() -> None:
    made = desk()
    made.do(vote("可決", 5, 3))
    assert told(made, Rule.IMPOSSIBLE_VOTE) == [
        "議案第7号：票数は賛成5、反対3ですが、採決のときの出席は3名です（議長を除く）。票数か出欠を直してください。"
    ]
    voting = desk(Majority(chair_votes=True))
    voting.do(vote("可決", 4, 0))
    assert told(voting, Rule.IMPOSSIBLE_VOTE) == []
    voting.do(vote("可決", 4, 1))
    assert "採決のときの出席は4名です。" in told(voting, Rule.IMPOSSIBLE_VOTE)[0]


def test_a_deputy_in_the_chair_does_not_vote_either() -> None:
    made = Desk(council())
    made.do(c.CallRoll((CHAIR,)), c.OpenBlock((ROAD_GROUP,)))
    made.do(c.RecordTurn(Named(AOKI), ("採決します。",), capacity="会長職務代理者"), vote("可決", 2, 1))
    assert "出席は2名です（議長を除く）" in told(made, Rule.IMPOSSIBLE_VOTE)[0]


def test_without_a_roll_the_votes_alone_count() -> None:
    made = Desk(council())
    made.do(c.OpenBlock((ROAD_GROUP,)), vote("可決", 5, 3))
    assert told(made, Rule.IMPOSSIBLE_VOTE) == []
    made.do(vote("否決", 5, 3))
    assert told(made, Rule.IMPOSSIBLE_VOTE) == [
        "議案第7号：賛成5、反対3で過半数に達していますが、「否決」となっています。結果か票数を直してください。"
    ]


def test_who_was_there_at_the_vote_counts() -> None:
    made = desk()
    made.do(vote("可決", 2, 1), c.MarkAttendance(UEDA, Attendance.LEFT))
    assert told(made, Rule.IMPOSSIBLE_VOTE) == []
    made.do(vote("可決", 2, 1))
    assert len(told(made, Rule.IMPOSSIBLE_VOTE)) == 1


@pytest.mark.parametrize(
    ("ruling", "fault"),
    [
        (vote("可決", 1, 2), "賛成1、反対2で過半数に足りませんが、「可決」となっています"),
        (vote("否決", 2, 1), "賛成2、反対1で過半数に達していますが、「否決」となっています"),
        (vote("可決", 1, 1), "可否同数です（賛成1、反対1）"),
        (vote("否決", 1, 1, casting=Casting.FOR), "会長の裁決は賛成ですが、「否決」となっています"),
        (vote("可決", 2, 1, casting=Casting.FOR), "可否同数ではありません（賛成2、反対1、会長の裁決は賛成）"),
        (vote("可決", 1, 1, casting=Casting.FOR), ""),
        (vote("否決", 1, 1, casting=Casting.AGAINST), ""),
        (vote("継続審議", 1, 2), ""),
        (vote("可決", 2, 0, recused=1), ""),
        (vote("可決", 1, 0, abstentions=2), "賛成1、反対0、棄権2で過半数に足りませんが"),
    ],
)
def test_results_follow_from_the_numbers(ruling: c.RuleCases, fault: str) -> None:
    made = desk()
    made.do(ruling)
    messages = told(made, Rule.IMPOSSIBLE_VOTE)
    assert (len(messages), fault in "".join(messages)) == (1 if fault else 0, True)


def test_a_vote_on_an_outcome_that_is_gone_is_held_against_nothing() -> None:
    made = desk()
    made.do(vote("可決", 1, 2))
    kinds = tuple(kind for kind in council().profile.kinds if kind.name != "議案")
    meeting = made.state.meeting
    made.do(c.Prepare(replace(meeting, profile=replace(meeting.profile, kinds=kinds))))
    assert told(made, Rule.IMPOSSIBLE_VOTE) == told(made, Rule.SAID_OTHERWISE) == []


def test_counts_in_words() -> None:
    assert tally_words(Tally(3, 0, 1, 2, Casting.FOR)) == "賛成3、反対0、棄権1、除斥2、会長の裁決は賛成"


def test_negative_counts_are_refused() -> None:
    with pytest.raises(Refused, match="0 以上"):
        desk().do(vote("可決", -1, 0))


def test_a_ruling_is_amended_where_it_stands_and_back() -> None:
    made = desk()
    made.do(vote("否決", 1, 2, "修正案"), vote("可決", 1, 2))
    made.do(c.RecordTurn(Named(IGUCHI), ("別の話です。",)))
    before = made.state.votes
    made.do(c.AmendRuling(Decision(BILL, "可決"), Method.STANDING, Tally(2, 1)))
    assert made.state.votes[0] == before[0]
    assert made.state.votes[1] == replace(before[1], tally=Tally(2, 1))
    assert told(made, Rule.IMPOSSIBLE_VOTE) == []
    made.do(c.AmendRuling(Decision(BILL, "否決", subject="第1修正案"), Method.SHOW_OF_HANDS, None, vote=1))
    assert vote_words(made.state.meeting, made.state.votes[0]) == "否決（第1修正案）　挙手"
    lines = [(line.what, line.before, line.after) for line in ledger(made.timeline)]
    assert lines == [
        ("議案第7号の裁決", "可決　起立：賛成1、反対2", "可決　起立：賛成2、反対1"),
        ("議案第7号の裁決", "否決（修正案）　起立：賛成1、反対2", "否決（第1修正案）　挙手"),
    ]
    made.undo()
    made.undo()
    assert made.state.votes == before
    made.redo()
    assert made.state.votes[1].tally == Tally(2, 1)


def test_amending_to_the_same_records_nothing() -> None:
    made = desk()
    made.do(vote("可決", 2, 1))
    assert made.do(c.AmendRuling(Decision(BILL, "可決"), Method.STANDING, Tally(2, 1))) == ()


def test_a_withdrawn_ruling_leaves_the_case_open_or_with_what_was_ruled_before() -> None:
    made = desk()
    made.do(vote("継続審議", 2, 1), vote("可決", 2, 1))
    made.do(c.WithdrawRuling(BILL))
    assert result(made) == "継続審議"
    made.do(c.WithdrawRuling(BILL, 1))
    assert (result(made), made.state.votes) == ("", ())
    assert any(
        BILL in finding.cases for finding in closing_findings(made.state) if finding.rule is Rule.UNRULED
    )
    assert [(line.what, line.before) for line in ledger(made.timeline)][-1] == (
        "議案第7号の裁決の取消し",
        "継続審議　起立：賛成2、反対1",
    )
    made.undo()
    assert result(made) == "継続審議"


def test_rulings_that_are_not_there_are_refused() -> None:
    made = desk()
    with pytest.raises(Refused, match="記録されていません"):
        made.do(c.WithdrawRuling(BILL))
    made.do(vote("可決", 2, 1))
    with pytest.raises(Refused, match="1から1まで"):
        made.do(c.AmendRuling(Decision(BILL, "可決"), vote=2))
    with pytest.raises(Refused, match="票数"):
        made.do(c.AmendRuling(Decision(BILL, "可決"), Method.BALLOT))


def test_corrections_of_what_was_undone_change_nothing() -> None:
    made = desk()
    made.do(vote("可決", 2, 1), c.AmendRuling(Decision(BILL, "否決")), c.WithdrawRuling(BILL))
    state = made.state
    for event in (e.RulingAmended(1, Decision(BILL, "否決"), Method.DECLARED), e.RulingWithdrawn(BILL, 1)):
        assert event.apply(state) == state


def test_a_case_that_was_voted_on_cannot_be_dropped() -> None:
    made = desk()
    made.do(vote("否決", 1, 2, "修正案"))
    with pytest.raises(Refused, match="取下げ"):
        made.do(c.DropCase(BILL))


@pytest.mark.parametrize(
    ("words", "outcome", "said"),
    [
        ("議案第7号は継続審議といたします。", "可決", "継続審議"),
        ("議案第7号は継続審議といたします。", "継続審議", ""),
        ("では、諮問第3号は継続審議、議案第7号は可決といたします。", "可決", ""),
        ("では、議案第7号は継続審議、諮問第3号は決定といたします。", "可決", "継続審議"),
        ("諮問第3号と議案第7号は可決といたします。", "可決", ""),
        ("議案第7号・諮問第3号は否決されました。", "可決", "否決"),
        ("よって本案は否決されました。", "可決", "否決"),
        ("本案は原案のとおり可決されました。", "可決", ""),
        ("本案は取り下げとなりました。", "可決", "取下げ"),
        ("諮問第3号は継続審議といたします。", "可決", ""),
        ("そのように決します。", "可決", ""),
    ],
)
def test_words_that_contradict_the_ruling_are_told(words: str, outcome: str, said: str) -> None:
    made = desk(words=words)
    made.do(c.RuleCases((Decision(BILL, outcome),)))
    messages = told(made, Rule.SAID_OTHERWISE)
    expected = f"議案第7号は、発言では「{said}」、記録では「{outcome}」です。発言か裁決を直してください。"
    assert messages == ([expected] if said else [])


def test_a_ruling_without_words_is_told_also_when_its_words_are_deleted() -> None:
    made = desk(words="ありがとうございました。")
    made.do(c.RuleCases((Decision(BILL, "可決"), Decision(Q3, "決定"))))
    expected = (
        "諮問第3号、議案第7号の裁決を言い渡した言葉が、記録にありません。"
        "発言を補うか、裁決を取り消してください。"
    )
    assert told(made, Rule.NOT_SAID) == [expected]
    turn = made.state.turns[-1].id
    made.do(c.EditText(turn, ("議案第7号は可決、諮問第3号は決定といたします。",)))
    assert told(made, Rule.NOT_SAID) == []
    made.do(c.DeleteEntry(turn))
    (finding,) = (found for found in closing_findings(made.state) if found.rule is Rule.NOT_SAID)
    assert (finding.message, finding.entry) == (expected, None)
