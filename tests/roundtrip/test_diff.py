"""A draft that was worked on in Word: every change is shown, and what the record has a place for goes back into it."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from msgspec.structs import replace
from round_trips import CREATED, Meeting, carried_out, dispatched, edited, standing_of, worked_on
from script_player import MemoryStore
from word_editing import Draft, bare, rewrite

from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.returning import returned, today
from clerk_tui.roundtrip.taking import Fate, Taking
from clerk_tui.session import Session
from clerk_tui.sessions import state_of

ORDERS = (
    ("--take", "案"),
    ("案", "--take"),
    ("案", "会議", "--take"),
    ("会議", "案", "--take"),
    ("会議", "--take", "案"),
    ("案", "--take", "会議"),
    ("--take", "会議", "案"),
)


@pytest.mark.parametrize("order", ORDERS, ids=" ".join)
def test_meeting_draft_and_option_come_in_any_order(
    order: tuple[str, ...], folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(folder.parent))
    monkeypatch.chdir(folder.parent)
    path = edited(folder, lambda draft: draft.delete(1))
    before = len(state_of(folder).turns)
    assert main(["diff", *(str(path) if word == "案" else word for word in order)]) == 0
    assert len(state_of(folder).turns) == before - 1
    assert "取り込みました" in capsys.readouterr().out


def test_a_meeting_without_its_draft_is_told_in_one_sentence(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(folder.parent))
    monkeypatch.chdir(folder.parent)
    (folder / "会議録案.docx").write_bytes(b"")
    assert main(["diff", "会議", "--take"]) == 3
    told = capsys.readouterr().err
    assert "「会議」は会議です" in told and "会議録案.docx" in told
    assert main(["diff", "ない.docx", "会議"]) == main(["diff", "会議", "ない.docx"]) == 3
    assert capsys.readouterr().err.count("ない.docx") == 2


@pytest.mark.parametrize("edition", Edition)
@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda each: each.id)
def test_a_draft_that_nobody_touched_has_no_difference(
    meeting: Meeting, tmp_path: Path, edition: Edition, layout: LayoutSpec
) -> None:
    records, _, _ = meeting("table")
    now = standing_of(Session(MemoryStore(), records))
    path = write_draft(now.state, tmp_path / "案.docx", CREATED, edition, layout, head="0123", seq=now.seq)
    draft = returned(path, now)
    assert draft.unsure is None
    assert draft.changes == ()
    assert today(draft, now).same


def test_a_changed_word_is_shown_and_taken_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turn = next(turn for turn in state_of(folder).turns if len(turn.paragraphs) == 1 and len(turn.text) > 40)
    number = state_of(folder).turns.index(turn)
    changed = turn.text.replace("。", "。（校正）", 1)
    path = edited(folder, lambda draft: draft.text(number, changed))
    assert main(["diff", str(path)]) == 1
    told = capsys.readouterr().out
    assert f"− {turn.text}" in told
    assert f"＋ {changed}" in told
    assert "「」→「（校正）」" in told
    assert "違いは 1 件です。" in told
    assert state_of(folder).turn(turn.id) == turn, "showing changes nothing"
    assert main(["diff", str(path), "--take"]) == 0
    assert state_of(folder).turn(turn.id) == replace(turn, paragraphs=(changed,))
    capsys.readouterr()
    assert main(["diff", str(path)]) == 0
    assert capsys.readouterr().out == "記録との違いはありません。\n"
    assert dispatched(folder, c.Undo()).turn(turn.id) == turn


def test_what_was_taken_from_a_draft_is_no_later_correction(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def edit(draft: Draft) -> None:
        replaced_in_row(draft, "傍聴者", "3名", "4名")
        draft.delete(6)
        page_edge(draft)

    path = edited(folder, edit)
    assert main(["diff", str(path), "--take"]) == 0
    dispatched(folder, c.SetPlace("公民館"))
    capsys.readouterr()
    assert main(["diff", str(path)]) == 1
    told = capsys.readouterr().out
    assert "記録で直されたところが 1 か所" in told and "公民館" in told


def test_a_later_correction_is_told_by_the_words_that_it_changed(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = edited(folder, lambda _: None)
    turn = max(state_of(folder).turns, key=lambda each: len(each.text))
    assert len(turn.text) > 60
    dispatched(folder, c.EditText(turn.id, (f"{turn.text}（追記）",)))
    main(["diff", str(path)])
    assert "（追記）」" in capsys.readouterr().out


def a_comment(draft: Draft) -> None:
    paragraph = draft.turns[4].cells[1].paragraphs[0]
    draft.word.add_comment(paragraph.runs, "数字を確かめてください", "山田", "山")


def rewritten_row(draft: Draft, label: str, text: str) -> None:
    for table in draft.word.tables:
        for row in table.rows:
            if row.cells[0].text == label:
                rewrite(row.cells[-1].paragraphs[0], text)
                return
    raise AssertionError(label)


def row_of(draft: Draft, label: str) -> Paragraph:
    rows = (row for table in draft.word.tables for row in table.rows)
    return next(row.cells[-1].paragraphs[0] for row in rows if row.cells[0].text == label)


def replaced_in_row(draft: Draft, label: str, old: str, new: str) -> None:
    paragraph = row_of(draft, label)
    assert old in paragraph.text
    rewrite(paragraph, paragraph.text.replace(old, new))


def row_cut(draft: Draft) -> None:
    """Somebody presses Enter between two people: what stands first is not the whole list."""
    paragraph = row_of(draft, "出席者")
    first, _, second = paragraph.text.partition("、柏木委員")
    made = bare(paragraph._p)
    paragraph._p.addnext(made)
    rewrite(paragraph, first)
    rewrite(Paragraph(made, paragraph._parent), f"柏木委員{second}")


def styled(draft: Draft, style: str, text: str, at: int = 1) -> None:
    found = [paragraph for paragraph in draft.every() if paragraph.style and paragraph.style.name == style]
    rewrite(found[at], text)


def cases(draft: Draft) -> Table:
    return draft.word.tables[1]


def agenda(draft: Draft) -> Paragraph:
    return next(paragraph for paragraph in draft.word.paragraphs if paragraph.text.startswith("1　"))


def page_edge(draft: Draft) -> None:
    draft.word.sections[0].footer.paragraphs[0].add_run("写し")


def gone(draft: Draft) -> None:
    row = next(
        row
        for row in draft.word.tables[-1].rows
        if len(row._tr.tc_lst) == 1 and "異議なし" in row.cells[0].text
    )
    row._tr.getparent().remove(row._tr)


def stage_added(draft: Draft) -> None:
    row = next(
        row
        for row in draft.word.tables[-1].rows
        if len(row._tr.tc_lst) == 1 and "異議なし" in row.cells[0].text
    )
    made = docx.table._Row(deepcopy(row._tr), row._parent)
    row._tr.addprevious(made._tr)
    for mark in [*made._tr.iter(qn("w:bookmarkStart"))]:
        mark.getparent().remove(mark)
    rewrite(made.cells[0].paragraphs[0], "（拍手）")


SPOKEN = "ここで一言申し上げます。"
EDITS: dict[str, tuple[Callable[[Draft], object], tuple[str, ...], int]] = {
    "本文": (lambda d: d.text(3, SPOKEN), ("TextChanged",), 1),
    "段落を足す": (lambda d: d.text(3, *d.words(3), SPOKEN), ("TextChanged",), 1),
    "段落を減らす": (lambda d: d.text(4, d.words(4)[0]), ("TextChanged",), 1),
    "段落をつなぐ": (lambda d: d.text(4, "".join(d.words(4))), ("TextChanged",), 1),
    "段落を分ける": (lambda d: d.text(3, d.words(3)[0][:9], d.words(3)[0][9:]), ("TextChanged",), 1),
    "枠ごと打ち直す": (lambda d: setattr(d.turns[3].cells[1], "text", SPOKEN), ("TextChanged",), 1),
    "発言者": (lambda d: d.label(3, "総務部長"), ("LabelChanged",), 1),
    "発言者を委員に": (lambda d: d.label(3, "委員"), ("LabelChanged",), 1),
    "発言者を枠ごと": (lambda d: setattr(d.turns[3].cells[0], "text", "総務部長"), ("LabelChanged",), 1),
    "知らない発言者": (lambda d: d.label(3, "副市長"), ("LabelChanged",), 0),
    "発言者を消す": (lambda d: d.label(3, ""), ("LabelChanged",), 0),
    "発言者も本文も": (lambda d: (d.label(3, "委員"), d.text(3, SPOKEN)), ("LabelChanged", "TextChanged"), 2),
    "分ける": (lambda d: d.split(3, 0, 12, "委員"), ("SplitUp",), 1),
    "同じ人で分ける": (lambda d: d.split(3, 0, 12, d.speaker(3)), ("SplitUp",), 1),
    "段落の境で分ける": (lambda d: d.split(4, 1, 0, "委員"), ("SplitUp",), 1),
    "知らない人に分ける": (lambda d: d.split(3, 0, 12, "副市長"), ("SplitUp",), 0),
    "三つに分ける": (lambda d: (d.split(5, 0, 60, "委員"), d.split(5, 0, 20, "会長")), ("SplitUp",), 1),
    "つなぐ": (lambda d: d.join(4), ("TurnsJoined",), 1),
    "三つをつなぐ": (lambda d: (d.join(4), d.join(4)), ("TurnsJoined",), 1),
    "削る": (lambda d: d.delete(6), ("Deleted",), 1),
    "続けて削る": (lambda d: (d.delete(6), d.delete(6)), ("Deleted", "Deleted"), 2),
    "足す": (lambda d: d.add(6, "会長", SPOKEN), ("Added",), 1),
    "初めに足す": (lambda d: (d.add(0, "会長", SPOKEN), d.move(1, 0), d.move(0, 1)), ("Added",), 1),
    "終わりに足す": (lambda d: d.add(d.count - 1, "会長", SPOKEN), ("Added",), 1),
    "続けて足す": (
        lambda d: (d.add(6, "会長", SPOKEN), d.add(7, "委員", "はい、そうです。")),
        ("Added", "Added"),
        2,
    ),
    "知らない人を足す": (lambda d: d.add(6, "副市長", SPOKEN), ("Added",), 0),
    "移す": (lambda d: d.move(6, 9), ("Moved",), 1),
    "前へ移す": (lambda d: d.move(9, 6), ("Moved",), 1),
    "ト書き": (lambda d: styled(d, "ト書き", "（異議あり）"), ("TextChanged",), 1),
    "ト書きを削る": (gone, ("Deleted",), 1),
    "ト書きを足す": (stage_added, ("Added",), 1),
    "見出し": (lambda d: styled(d, "Heading 2", "諮問第99号"), ("HeadingChanged",), 0),
    "傍聴者": (lambda d: rewritten_row(d, "傍聴者", "12名"), ("FieldChanged",), 1),
    "傍聴者なし": (lambda d: rewritten_row(d, "傍聴者", "なし"), ("FieldChanged",), 1),
    "読めない傍聴者": (lambda d: rewritten_row(d, "傍聴者", "多数"), ("FieldChanged",), 0),
    "場所": (lambda d: rewritten_row(d, "場所", "第三会議室"), ("FieldChanged",), 1),
    "時刻のない日時": (lambda d: rewritten_row(d, "日時", "令和8年10月15日"), ("FieldChanged",), 0),
    "会議の日": (lambda d: replaced_in_row(d, "日時", "14日(水)", "15日(木)"), ("FieldChanged",), 1),
    "曜日の合わない日": (lambda d: replaced_in_row(d, "日時", "14日(水)", "15日(水)"), ("FieldChanged",), 0),
    "開会の時刻": (lambda d: replaced_in_row(d, "日時", "14時00分", "13時58分"), ("FieldChanged",), 1),
    "閉会の時刻": (lambda d: replaced_in_row(d, "日時", "15時50分", "15時49分"), ("FieldChanged",), 1),
    "日も時刻も": (
        lambda d: rewritten_row(d, "日時", "令和8年10月15日(木) 13時30分から16時00分まで"),
        ("FieldChanged",),
        1,
    ),
    "発言より後の開会": (lambda d: replaced_in_row(d, "日時", "14時00分", "14時05分"), ("FieldChanged",), 0),
    "発言より前の閉会": (lambda d: replaced_in_row(d, "日時", "15時50分", "15時30分"), ("FieldChanged",), 0),
    "日時の書き方": (lambda d: replaced_in_row(d, "日時", "(水)", "（水）"), ("FieldChanged",), 0),
    "発言した人の欠席": (lambda d: replaced_in_row(d, "出席者", "相原委員、", ""), ("FieldChanged",), 0),
    "欠席した人の出席": (
        lambda d: replaced_in_row(d, "出席者", "柏木委員", "榎本委員、柏木委員"),
        ("FieldChanged",),
        1,
    ),
    "代理の出席": (
        lambda d: replaced_in_row(d, "出席者", "柏木委員", "榎本委員（代理　朝倉）、柏木委員"),
        ("FieldChanged",),
        1,
    ),
    "名簿の順でない出席者": (
        lambda d: replaced_in_row(d, "出席者", "水沢会長、相原委員", "相原委員、水沢会長"),
        ("FieldChanged",),
        0,
    ),
    "知らない出席者": (
        lambda d: replaced_in_row(d, "出席者", "柏木委員", "柏木委員、朝倉委員"),
        ("FieldChanged",),
        0,
    ),
    "二度書いた出席者": (
        lambda d: replaced_in_row(d, "出席者", "柏木委員", "柏木委員、柏木委員"),
        ("FieldChanged",),
        0,
    ),
    "改行した出席者": (row_cut, ("LineChanged",), 0),
    "件名": (lambda d: rewrite(cases(d).rows[1].cells[1].paragraphs[0], "新しい件名"), ("FieldChanged",), 1),
    "結果": (lambda d: rewrite(cases(d).rows[1].cells[2].paragraphs[0], "継続審議"), ("FieldChanged",), 1),
    "条件のついた結果": (
        lambda d: rewrite(cases(d).rows[1].cells[2].paragraphs[0], "継続審議（資料を補うこと）"),
        ("FieldChanged",),
        1,
    ),
    "ない結果": (lambda d: rewrite(cases(d).rows[1].cells[2].paragraphs[0], "不可"), ("FieldChanged",), 0),
    "次第": (lambda d: rewrite(agenda(d), "1　前回の確認"), ("FieldChanged",), 0),
    "表の見出し": (
        lambda d: rewrite(cases(d).rows[0].cells[1].paragraphs[0], "案件名"),
        ("FieldChanged",),
        0,
    ),
    "会議の名前": (lambda d: styled(d, "Title", "別の審議会"), ("FieldChanged",), 1),
    "ページの下": (page_edge, ("LineChanged",), 0),
    "コメント": (a_comment, ("Commented",), 1),
}


def assert_told(meeting: Meeting, path: Path, layout: str, kinds: tuple[str, ...], taken: int) -> None:
    done = carried_out(meeting, path, layout)
    assert sorted(type(change).__name__ for change in done.changes) == sorted(kinds)
    assert sum(each.fate is Fate.TAKEN for each in done.judged) == taken
    now = standing_of(done.session)
    if taken:
        # The record prints what the draft says, and a second time there is nothing to take.
        assert today(done.draft, now).same
        again = Taking(done.draft.base.state, done.session, done.draft.edition, done.draft.rows)
        assert {each.fate for each in again.take(done.changes)} == {Fate.THERE}
    else:
        assert all(each.fate is Fate.LEFT and each.why for each in done.judged)
        assert now.seq == len(meeting(layout)[0])


@pytest.mark.parametrize("name", EDITS)
def test_each_kind_of_edit_is_told_as_itself(meeting: Meeting, tmp_path: Path, name: str) -> None:
    edit, kinds, taken = EDITS[name]
    assert_told(meeting, worked_on(meeting, tmp_path, edit), "table", kinds, taken)


LINE_EDITS: dict[str, tuple[Callable[[Draft], object], tuple[str, ...]]] = {
    name: (edit, kinds)
    for name, (edit, kinds, taken) in EDITS.items()
    if taken
    and kinds[0] in ("TextChanged", "LabelChanged", "SplitUp", "TurnsJoined", "Deleted", "Added", "Moved")
    and "枠ごと" not in name
    and "ト書き" not in name
}


@pytest.mark.parametrize("name", LINE_EDITS)
def test_each_kind_of_edit_where_turns_are_lines(meeting: Meeting, tmp_path: Path, name: str) -> None:
    edit, kinds = LINE_EDITS[name]
    assert_told(meeting, worked_on(meeting, tmp_path, edit, "lines"), "lines", kinds, len(kinds))
