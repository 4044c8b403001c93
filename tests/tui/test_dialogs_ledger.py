"""The ledger of corrections: what it says, and what the clerk sees."""

from __future__ import annotations

import pytest
from dialog_app import answer, asking
from sample import CHAIR, MEMBERS, discussion, session, turn

from clerk_tui.domain.commands import (
    CallRoll,
    CorrectSpeaker,
    DeclareStance,
    DeleteEntry,
    EditText,
    FlagTurn,
    MarkAttendance,
    MarkNarration,
    MergeTurns,
    MoveEntry,
    RecordStage,
    Redo,
    RephaseTurn,
    ReplaceMaterial,
    ReplaceText,
    RetitleCase,
    RuleCases,
    SplitTurn,
    TagCases,
    Undo,
    WithdrawStances,
)
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.ledger import LedgerLine, history, ledger
from clerk_tui.domain.meeting import Material
from clerk_tui.domain.record import Attendance, Decision, Named, Position
from clerk_tui.domain.timeline import Timeline
from clerk_tui.tui.dialogs.ledger import LedgerDialog


def corrected(*commands):
    """The lines that these commands, after the discussion, add to the ledger."""
    made = session(*discussion(), *commands)
    return [(line.what, line.before, line.after) for line in ledger(made.timeline)]


QUESTION = session(*discussion()).state.turns[-2]
ANSWER = session(*discussion()).state.turns[-1]


def test_what_is_only_added_is_no_correction():
    assert ledger(Timeline()) == ()
    assert corrected(CallRoll(absent=(MEMBERS[5],)), RecordStage("異議なし")) == []


@pytest.mark.parametrize(
    ("command", "line"),
    [
        (EditText(ANSWER.id, ("412件です。",)), ("本文", ANSWER.text, "412件です。")),
        (CorrectSpeaker(QUESTION.id, Named(CHAIR), "部会長"), ("発言者", "青木委員", "桐野部会長")),
        (TagCases(QUESTION.id, (CaseId("諮問", 11),)), ("関係案件", "審議中の全部", "諮問第11号")),
        (RephaseTurn(QUESTION.id, "opinions"), ("段階", "質問", "意見")),
        (MarkNarration(ANSWER.id, True), ("記述・発言", "発言", "記述")),
        (FlagTurn(ANSWER.id, "数字"), ("要確認", "", "数字")),
        (SplitTurn(QUESTION.id, 1, 0), ("分割", QUESTION.text, "／".join(QUESTION.paragraphs))),
        (
            MergeTurns(QUESTION.id, ANSWER.id),
            ("結合", f"{QUESTION.text}／{ANSWER.text}", f"{QUESTION.text}\n{ANSWER.text}"),
        ),
        (
            MoveEntry(ANSWER.id, QUESTION.id),
            (
                "移動",
                f"青木委員：{QUESTION.text} の次",
                "桐野会長：御質問のある方はいらっしゃいますか。 の次",
            ),
        ),
        (DeleteEntry(ANSWER.id), ("削除", f"佐伯市民課長：{ANSWER.text}", "")),
        (RecordStage("挙手", before=ANSWER.id), ("挿入", "", "（挙手）")),
        (
            RetitleCase(CaseId("諮問", 11), "新しい件名"),
            ("諮問第11号の件名", "窓口予約システムへの顔写真の登録について", "新しい件名"),
        ),
        (
            ReplaceMaterial("資料1 窓口予約システムの概要", Material("当日", "資料1（改）")),
            ("資料の差し替え", "資料1 窓口予約システムの概要", "資料1（改）"),
        ),
        (MarkAttendance(MEMBERS[1], Attendance.ABSENT), ("井口の出欠", "出席", "欠席")),
    ],
)
def test_each_kind_of_correction(command, line):
    assert corrected(command) == [line]


def test_a_ruling_made_again():
    case = CaseId("諮問", 11)
    first, second = (RuleCases((Decision(case, name),)) for name in ("決定", "継続審議"))
    assert corrected(first) == []
    assert corrected(first, second) == [("諮問第11号の結果", "決定", "継続審議")]


def test_a_stance_withdrawn():
    said = session(*discussion(), turn(MEMBERS[1], "反対です。")).state.turns[-1].id
    lines = corrected(turn(MEMBERS[1], "反対です。"), DeclareStance(Position.AGAINST), WithdrawStances(said))
    assert lines == [("態度の取消し", "反対", "")]


def test_a_replacement_is_a_line_for_each_turn():
    lines = corrected(ReplaceText("第12号", "第十二号"))
    assert len(lines) > 1
    assert all("第12号" in before and "第十二号" in after for _, before, after in lines)


def test_undone_corrections_stay_and_are_marked():
    made = session(*discussion(), FlagTurn(ANSWER.id, "甲"), Undo(), FlagTurn(ANSWER.id, "乙"))
    assert [(line.after, line.undone) for line in ledger(made.timeline)] == [("甲", True), ("乙", False)]
    assert ledger(made.timeline)[1].before == ""


def test_what_was_put_back_holds_again():
    made = session(*discussion(), FlagTurn(ANSWER.id, "甲"), Undo(), Redo())
    assert [line.undone for line in ledger(made.timeline)] == [False]


def test_the_history_of_one_line_has_times():
    made = session(*discussion(), FlagTurn(QUESTION.id, "甲"), FlagTurn(ANSWER.id, "乙"))
    (line,) = history(made.timeline, ANSWER.id)
    assert line == LedgerLine(made.timeline.records[-1].at, ANSWER.id, "要確認", "", "乙")


async def test_the_ledger_shows_before_and_after():
    made = session(*discussion(), FlagTurn(ANSWER.id, "甲"), FlagTurn(ANSWER.id, "[乙]"))
    dialog = LedgerDialog(made.timeline)
    async with asking(dialog) as (pilot, app):
        await pilot.pause()
        assert app.shown(".summary") == "訂正前：甲\n訂正後：[乙]"
        await pilot.press("up")
        await pilot.pause()
        assert app.shown(".summary") == "訂正前：なし\n訂正後：甲"
        await pilot.press("enter")
    assert app.answers == [None]


async def test_an_empty_ledger_says_so():
    dialog = LedgerDialog(session().timeline)
    async with asking(dialog) as (_, app):
        assert app.shown(".summary") == "訂正はまだありません。"
    assert await answer(LedgerDialog(session().timeline), "escape") == [None]
