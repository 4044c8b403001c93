"""What was corrected: each kind of correction as one line, with the words before and after it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from meetings import AOKI, CHAIR, IGUCHI, PARK_GROUP, PARKS, Q1, START, UEDA, Desk

from clerk_tui.domain import commands as c
from clerk_tui.domain.amendments import CaseRetitled
from clerk_tui.domain.events import (
    CasesRuled,
    CasesTagged,
    EntryDeleted,
    EntryMoved,
    NarrationMarked,
    PointMarked,
    SpeakerCorrected,
    TextEdited,
    TurnFlagged,
    TurnRephased,
)
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.ledger import LedgerLine, history, ledger
from clerk_tui.domain.meeting import Material
from clerk_tui.domain.record import Attendance, BlockHeading, Decision, MarkKind, Method, Named, Position
from clerk_tui.domain.timeline import Timeline

QUESTION = ("維持費はいくらですか。", "理由も伺います。")
ANSWER = "年に百万円です。"


@pytest.fixture
def desk() -> Desk:
    """A block in its questions: the chair, a question, an answer."""
    desk = Desk()
    desk.do(
        c.CallRoll(),
        c.RecordTurn(Named(CHAIR), ("始めます。",)),
        c.OpenBlock((PARK_GROUP,)),
        c.RecordTurn(Named(CHAIR), ("御質問はありますか。",), then="questions"),
        c.RecordTurn(Named(AOKI), QUESTION),
        c.RecordTurn(Named(PARKS), (ANSWER,)),
    )
    return desk


def lines(desk: Desk) -> list[tuple[str, str, str]]:
    return [(line.what, line.before, line.after) for line in ledger(desk.timeline)]


def question(desk: Desk) -> EntryId:
    return desk.state.turns[-2].id


def answer(desk: Desk) -> EntryId:
    return desk.state.turns[-1].id


def test_what_is_only_added_is_no_correction(desk: Desk) -> None:
    assert ledger(Timeline()) == ()
    desk.do(c.RecordStageDirection("異議なし"), c.MarkAttendance(AOKI, Attendance.LEFT))
    assert lines(desk) == []


WHOLE = "\n".join(QUESTION)
Correct = Callable[[Desk], c.Command]


@pytest.mark.parametrize(
    ("correct", "line"),
    [
        (lambda d: c.EditText(answer(d), ("二百万円です。",)), ("本文", ANSWER, "二百万円です。")),
        (
            lambda d: c.CorrectSpeaker(question(d), Named(CHAIR), "部会長"),
            ("発言者", "青木委員", "桐野部会長"),
        ),
        (lambda d: c.TagCases(question(d), (Q1,)), ("関係案件", "審議中の全部", "諮問第1号")),
        (lambda d: c.RephaseTurn(question(d), "opinions"), ("段階", "質問", "意見")),
        (lambda d: c.MarkNarration(answer(d), True), ("記述・発言", "発言", "記述")),
        (lambda d: c.FlagTurn(answer(d), "金額"), ("要確認", "", "金額")),
        (lambda d: c.MarkPoint(answer(d), "維持費の額"), ("要点", "", "維持費の額")),
        (lambda d: c.SplitTurn(question(d), 1, 0), ("分割", WHOLE, "／".join(QUESTION))),
        (
            lambda d: c.MergeTurns(question(d), answer(d)),
            ("結合", f"{WHOLE}／{ANSWER}", f"{WHOLE}\n{ANSWER}"),
        ),
        (
            lambda d: c.MoveEntry(answer(d), question(d)),
            ("移動", f"青木委員：{WHOLE} の次", "桐野会長：御質問はありますか。 の次"),
        ),
        (
            lambda d: c.MoveEntry(answer(d), d.state.entries[0].id),
            ("移動", f"青木委員：{WHOLE} の次", "先頭"),
        ),
        (lambda d: c.DeleteEntry(answer(d)), ("削除", f"森公園課長：{ANSWER}", "")),
        (lambda d: c.RecordStageDirection("挙手", before=answer(d)), ("挿入", "", "（挙手）")),
        (
            lambda d: c.RecordTurn(Named(IGUCHI), ("私も。",), before=answer(d)),
            ("挿入", "", "井口委員：私も。"),
        ),
        (
            lambda d: c.RetitleCase(Q1, "公園の新設について"),
            ("諮問第1号の件名", "公園の追加について", "公園の新設について"),
        ),
        (lambda d: c.DropCase(Q1), ("議題からの削除", "諮問第1号", "")),
        (
            lambda d: c.ReplaceMaterial("会議次第", Material("当日", "会議次第（改）")),
            ("資料の差し替え", "会議次第", "会議次第（改）"),
        ),
        (lambda d: c.MarkAttendance(UEDA, Attendance.ABSENT), ("上田委員の出欠", "出席", "欠席")),
    ],
)
def test_each_kind_of_correction(desk: Desk, correct: Correct, line: tuple[str, str, str]) -> None:
    desk.do(correct(desk))
    assert lines(desk) == [line]


def test_a_line_behind_a_heading_or_a_recess_is_placed_by_it(desk: Desk) -> None:
    heading = next(entry for entry in desk.state.entries if entry.id not in {t.id for t in desk.state.turns})
    desk.do(c.MakeMark(MarkKind.RECESS), c.RecordStageDirection("再開を待つ"))
    stage = desk.state.entries[-1].id
    desk.do(c.MoveEntry(stage, desk.state.entries[desk.state.entries.index(heading) + 1].id))
    desk.do(c.EditText(stage, ("再開する",)))
    assert lines(desk) == [
        ("移動", "休憩 の次", "報告第1号、諮問第1号・第2号 の次"),
        ("本文", "（再開を待つ）", "（再開する）"),
    ]


def test_a_line_moved_behind_a_stage_direction(desk: Desk) -> None:
    desk.do(c.RecordStageDirection("挙手"), c.RecordTurn(Named(IGUCHI), ("もう一つ。",)))
    desk.do(c.MoveEntry(answer(desk), question(desk)))
    assert lines(desk)[0][1] == "（挙手） の次"


def test_a_ruling_made_again(desk: Desk) -> None:
    desk.do(c.RuleCases((Decision(Q1, "決定"),)))
    assert lines(desk) == []
    desk.do(c.RuleCases((Decision(Q1, "継続審議"),)))
    assert lines(desk) == [("諮問第1号の結果", "決定", "継続審議")]


def test_a_point_put_into_other_words_and_given_up(desk: Desk) -> None:
    said = answer(desk)
    desk.do(c.MarkPoint(said), c.MarkPoint(said, "維持費の額"), c.MarkPoint(said, ""))
    assert lines(desk) == [("要点", "", "〃"), ("要点", "〃", "維持費の額"), ("要点", "維持費の額", "")]


def test_a_stance_withdrawn(desk: Desk) -> None:
    desk.do(c.RecordTurn(Named(AOKI), ("反対です。",)), c.DeclareStance(Position.AGAINST))
    desk.do(c.WithdrawStances(answer(desk)))
    assert lines(desk) == [("態度の取消し", "反対", "")]


def test_undone_corrections_stay_and_are_marked(desk: Desk) -> None:
    desk.do(c.FlagTurn(answer(desk), "甲"))
    desk.undo()
    desk.do(c.FlagTurn(answer(desk), "乙"))
    assert [(line.after, line.undone) for line in ledger(desk.timeline)] == [("甲", True), ("乙", False)]


def test_what_was_put_back_holds_again(desk: Desk) -> None:
    desk.do(c.FlagTurn(answer(desk), "甲"))
    desk.undo()
    desk.redo()
    assert [line.undone for line in ledger(desk.timeline)] == [False]


def test_the_history_of_one_line_has_times(desk: Desk) -> None:
    desk.do(c.FlagTurn(question(desk), "甲"), c.FlagTurn(answer(desk), "乙"))
    (line,) = history(desk.timeline, answer(desk))
    assert line == LedgerLine(desk.timeline.records[-1].at, answer(desk), "要確認", "", "乙")


def test_corrections_of_what_a_damaged_record_lacks_are_told_as_far_as_they_go() -> None:
    """The doctor's readable remainder may have a correction whose line, or whose preparation, was lost."""
    desk = Desk(meeting=None)
    gone = EntryId("9")
    ruled = CasesRuled((Decision(Q1, "決定"),), START, None, gone, Method.DECLARED)
    desk.keep(
        TextEdited(gone, ("残った文",), ()),
        SpeakerCorrected(gone, Named(AOKI), ""),
        CasesTagged(gone, (Q1,)),
        TurnRephased(gone, "opinions", ()),
        NarrationMarked(gone, True),
        TurnFlagged(gone, "金額"),
        PointMarked(gone, "維持費の額"),
        EntryMoved(gone, None),
        EntryDeleted(gone),
        CaseRetitled(Q1, "新しい件名"),
        ruled,
        ruled,
    )
    assert [line for line in lines(desk) if line[1:] != ("", "")] == [
        ("移動", "先頭", "先頭"),
        ("諮問第1号の件名", "", "新しい件名"),
        ("諮問第1号の結果", "決定", "決定"),
    ]
    assert [line[0] for line in lines(desk)] == [
        "本文",
        "発言者",
        "関係案件",
        "段階",
        "記述・発言",
        "要確認",
        "要点",
        "移動",
        "削除",
        "諮問第1号の件名",
        "諮問第1号の結果",
    ]


def test_a_heading_that_was_deleted_is_named_by_its_groups(desk: Desk) -> None:
    heading = next(entry for entry in desk.state.entries if isinstance(entry, BlockHeading))
    desk.keep(EntryDeleted(heading.id))
    assert lines(desk) == [("削除", "報告第1号、諮問第1号・第2号", "")]
