"""The record goes on while a draft is worked on: nothing is reverted, nothing is taken in part, nothing goes astray."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from round_trips import FULL, Meeting, carried_out, dispatched, drafted, edited, standing_of, worked_on
from script_player import MemoryStore
from word_editing import Draft, Lines, rewrite

from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.record import Named
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.returning import returned, today, untouched
from clerk_tui.roundtrip.merging import merged, told
from clerk_tui.roundtrip.taking import Fate
from clerk_tui.session import Session
from clerk_tui.sessions import standing, state_of

FIRST, SECOND = "一つ目の文です。", "二つ目の文です。"


def test_two_sentences_of_one_turn_are_put_together_and_one_is_a_conflict() -> None:
    base = (FIRST + SECOND, "三つ目。")
    assert merged(base, (f"{FIRST}二つ目を直す。", "三つ目。"), (f"一つ目を直す。{SECOND}", "三つ目。")) == (
        "一つ目を直す。二つ目を直す。",
        "三つ目。",
    )
    assert merged(base, base, ("別の文。",)) == ("別の文。",)
    assert merged(base, (FIRST + SECOND,), (*base, "四つ目。")) is None
    assert merged(base, (f"{FIRST}甲。", "三つ目。"), (f"{FIRST}乙。", "三つ目。")) is None
    assert merged(base, (*base, "甲。"), (*base, "乙。")) is None
    same = (f"{FIRST}同じ直し。", "三つ目。")
    assert merged(base, same, same) == same
    assert merged((), ("甲。",), ()) == ("甲。",)


def test_the_changed_words_are_told() -> None:
    assert told(("議案を審議する。",), ("議案を審査します。",)) == (("議する", "査します"),)
    assert told(("同じ。",), ("同じ。",)) == ()


def test_a_stale_draft_reverts_nothing(meeting: Meeting, tmp_path: Path) -> None:
    records, path, _ = meeting("table")
    state = Session(MemoryStore(), records).state
    fixed = state.turns[3]
    done = carried_out(
        meeting, path, "table", c.EditText(fixed.id, ("記録で直した文。",)), c.DeleteEntry(state.turns[8].id)
    )
    assert done.changes == ()
    now = today(done.draft, standing_of(done.session))
    assert not now.same
    assert any("記録で直した文。" in new for _, new in now.later)
    assert done.session.state.turns[3].paragraphs == ("記録で直した文。",)


def test_a_conflict_is_shown_side_by_side_and_decided_by_the_clerk(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turn = state_of(folder).turns[3]
    path = edited(folder, lambda draft: draft.text(3, "案の文。"))
    dispatched(folder, c.EditText(turn.id, ("記録の文。",)))
    assert main(["diff", str(path), "--take"]) == 1
    shown = capsys.readouterr().out
    assert f"− {turn.text}" in shown
    assert "＋ 案の文。" in shown
    assert "＝ 記録ではいま：記録の文。" in shown
    assert "うち 1 件は、案のあとに記録でも直されています" in shown
    assert state_of(folder).turns[3].paragraphs == ("記録の文。",)
    assert main(["diff", str(path), "--take", "--conflicts", "word"]) == 0
    assert state_of(folder).turns[3].paragraphs == ("案の文。",)


@pytest.mark.parametrize(
    ("edit", "correction"),
    [
        (lambda d: d.split(3, 0, 12, "委員"), "text"),
        (lambda d: d.delete(3), "text"),
        (lambda d: d.join(3), "text"),
        (lambda d: d.label(3, "総務部長"), "speaker"),
        (lambda d: d.delete(3), "speaker"),
        (lambda d: d.text(3, "別の文。"), "delete"),
        (lambda d: d.label(3, "総務部長"), "delete"),
    ],
)
def test_where_the_record_was_corrected_as_well_it_stays(
    meeting: Meeting, tmp_path: Path, edit: object, correction: str
) -> None:
    records, _, _ = meeting("table")
    state = Session(MemoryStore(), records).state
    turn, member = state.turns[3], state.meeting.people[1]
    command = {
        "text": c.EditText(turn.id, ("記録の文。",)),
        "speaker": c.CorrectSpeaker(turn.id, Named(member.id)),
        "delete": c.DeleteEntry(turn.id),
    }[correction]
    done = carried_out(meeting, worked_on(meeting, tmp_path, edit), "table", command)  # type: ignore[arg-type]
    (judged,) = done.judged
    assert judged.fate is Fate.CONFLICT
    assert judged.now
    corrected = Session(MemoryStore(list(records)), records)
    corrected.dispatch(command)
    assert done.session.state.turns == corrected.state.turns


def test_one_part_refused_and_nothing_of_the_change_happens(meeting: Meeting, tmp_path: Path) -> None:
    records, _, _ = meeting("table")

    def edit(draft: Draft) -> None:
        draft.split(5, 0, 60, "副市長")
        draft.text(3, "これは取り込める。")

    done = carried_out(meeting, worked_on(meeting, tmp_path, edit), "table")
    assert [each.fate for each in done.judged] == [Fate.TAKEN, Fate.LEFT]
    assert "副市長" in done.judged[1].why
    state = Session(MemoryStore(), records).state
    assert done.session.state.turns[5] == state.turns[5]
    assert len(done.session.state.turns) == len(state.turns)


def test_words_that_the_public_draft_does_not_print_are_never_overwritten(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    turn = state_of(folder).turns[3]
    held = ("〔内部：個人の事情〕があると伺いました。",)
    dispatched(folder, c.EditText(turn.id, held))
    for edit in (
        lambda draft: draft.text(3, "があると伺っております。"),
        lambda draft: draft.split(3, 0, 4, "会長"),
        lambda draft: draft.delete(3),
    ):
        path = edited(folder, edit)
        assert main(["diff", str(path), "--take"]) == 1
        assert "内部用の語句" in capsys.readouterr().out
        assert state_of(folder).turns[3].paragraphs == held


ODD = (
    *("次の三点です", "１　水のこと", "２　土のこと", "諮問第1号"),
    *("　一字下げました。", "（つぶやき）", "○印の件。", "○会長　と書いてあります。", "以上です。"),
)
"""Paragraphs that look like something else, each of them one."""


@pytest.mark.parametrize("layout", FULL, ids=lambda each: each.id)
def test_paragraphs_that_look_like_something_else_stay_what_they_are(
    folder: Path, layout: LayoutSpec
) -> None:
    turn = dispatched(folder, c.EditText(state_of(folder).turns[1].id, (*ODD, "終わりに。"))).turns[1]
    path = drafted(folder, layout=layout)
    assert returned(path, standing(folder)).changes == ()
    draft = Draft(path)
    draft.replace("２　土のこと", "２　土と風のこと")
    draft.save()
    assert main(["diff", str(path), "--take"]) == 0
    assert state_of(folder).turns[1].paragraphs == (*ODD[:2], "２　土と風のこと", *turn.paragraphs[3:])


def own_lines(templates: Path, before: str, after: str, *, alone: bool = False, end: str = "") -> None:
    """The office's own 「全文」: another sign around the label, the label on a line of its own, a closing line."""
    look = docx.Document(str(shipped_folder() / "lines.docx"))
    for paragraph in [*look.paragraphs]:
        text = paragraph.text
        if "{{ 行.印 }}{{ 行.発言者 }}　" not in text:
            continue
        label = f"{before}{{{{ 行.発言者 }}}}{after}"
        if alone:
            rewrite(paragraph, re.sub(r"\{% if loop.first %\}.*?\{% endif %\}", "", text))
        else:
            rewrite(paragraph, text.replace("{{ 行.印 }}{{ 行.発言者 }}　", label))
    if alone:
        mark = next(p for p in look.paragraphs if p.text.startswith("{%p for 段落 in 行.段落"))
        made = mark.insert_paragraph_before(f"{before}{{{{ 行.発言者 }}}}{after}")
        made.style = look.styles["発言"]
    if end:
        look.add_paragraph(end)
    look.save(str(templates / "lines.docx"))


@pytest.mark.parametrize(
    ("before", "after", "alone"),
    [
        ("【", "】", False),
        ("◆", "　", False),
        ("{% if 行.発言者 == '会長' %}◎{% else %}○{% endif %}", "　", False),
        ("", "：", False),
        ("○", "", True),
        ("", "", True),
        ("〔", "君〕", True),
    ],
)
def test_an_office_with_marks_of_its_own(
    folder: Path, templates: Path, before: str, after: str, alone: bool
) -> None:
    own_lines(templates, before, after, alone=alone)
    path = drafted(folder, layout=LAYOUTS["lines"])
    now = standing(folder)
    assert today(returned(path, now), now).same
    state = now.state
    draft = Draft(path)
    told_first = state.turns[3].paragraphs[0]
    (words,) = [p for p in draft.every() if p.text.endswith(told_first)]
    rewrite(words, words.text.replace(told_first, "書き直した発言です。"))
    draft.save()
    (change,) = returned(path, now).changes
    assert change.new == ("書き直した発言です。",)
    assert main(["diff", str(path), "--take"]) == 0
    assert state_of(folder).turns[3].paragraphs == ("書き直した発言です。",)


def test_a_closing_line_of_the_template_is_nobodys_last_words(folder: Path, templates: Path) -> None:
    own_lines(templates, "○", "　", end="以上、会議の概要である。")
    path = drafted(folder, layout=LAYOUTS["lines"])
    before = state_of(folder).turns
    draft = Lines(path)
    draft.replace("以上、会議の概要である。", "右のとおり相違ありません。")
    draft.save()
    (change,) = returned(path, standing(folder)).changes
    assert type(change).__name__ == "LineChanged"
    assert main(["diff", str(path), "--take"]) == 1
    assert state_of(folder).turns == before
    draft.word.add_paragraph("署名　　　　　　")
    draft.text(draft.count - 1, *draft.words(draft.count - 1), "お気をつけて。")
    draft.save()
    assert main(["diff", str(path), "--take"]) == 0
    assert state_of(folder).turns[-1].paragraphs == (*before[-1].paragraphs, "お気をつけて。")


def test_another_template_since_is_told(
    folder: Path, templates: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = drafted(folder, layout=LAYOUTS["lines"])
    own_lines(templates, "○", "　", end="以上、会議の概要である。")
    assert main(["diff", str(path), "--take"]) == 1
    assert "ひな形が、案を作ったときから変わっています" in capsys.readouterr().out


def tracked(draft: Draft) -> None:
    """A word taken out, a word put in, a row taken out: by two people, all pending."""
    paragraph = draft.turns[3].cells[1].paragraphs[0]
    text = paragraph.text
    rewrite(paragraph, text[:4])
    last = next(run for run in paragraph.runs if run.text)._r
    for tag, author, inner, words in (
        ("ins", "高橋", "t", "【加筆】"),
        ("del", "佐々木", "delText", text[4:6]),
    ):
        change, run, letters = OxmlElement(f"w:{tag}"), OxmlElement("w:r"), OxmlElement(f"w:{inner}")
        change.set(qn("w:author"), author)
        letters.text = words
        run.append(letters)
        change.append(run)
        last.addnext(change)
    rest, letters = OxmlElement("w:r"), OxmlElement("w:t")
    letters.text = text[6:]
    rest.append(letters)
    last.getparent().append(rest)
    gone = OxmlElement("w:del")
    gone.set(qn("w:author"), "佐々木")
    draft.turns[6]._tr.get_or_add_trPr().append(gone)


def test_tracked_changes_are_read_as_accepted_with_their_authors(meeting: Meeting, tmp_path: Path) -> None:
    records, _, _ = meeting("table")
    state = Session(MemoryStore(), records).state
    done = carried_out(meeting, worked_on(meeting, tmp_path, tracked), "table")
    words, row = done.changes
    assert set(words.author.split("、")) == {"高橋", "佐々木"}
    assert row.author == "佐々木"
    text = state.turns[3].text
    assert done.session.state.turns[3].text == f"{text[:4]}【加筆】{text[6:]}"
    assert done.session.state.turn(state.turns[6].id) is None


def test_a_comment_becomes_a_question_on_its_turn(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    turn = dispatched(folder, c.FlagTurn(state_of(folder).turns[4].id, "数字")).turns[4]

    def comment(draft: Draft) -> None:
        draft.word.add_comment(draft.turns[4].cells[1].paragraphs[0].runs, "年度を確かめて", "山田", "山")

    path = edited(folder, comment)
    assert main(["diff", str(path), "--take"]) == 0
    assert state_of(folder).turns[4].flag == f"{turn.flag}、山田：年度を確かめて"
    capsys.readouterr()
    assert main(["diff", str(path), "--take"]) == 0
    assert "違いはありません" in capsys.readouterr().out


def without_anchors(path: Path) -> None:
    word = docx.Document(str(path))
    for mark in [*word.element.body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]:
        mark.getparent().remove(mark)
    word.save(str(path))


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda each: each.id)
def test_without_any_anchor_the_text_is_enough(meeting: Meeting, tmp_path: Path, layout: LayoutSpec) -> None:
    path = Path(shutil.copyfile(meeting(layout.id)[1], tmp_path / "案.docx"))
    without_anchors(path)
    now = standing_of(Session(MemoryStore(), meeting(layout.id)[0]))
    draft = returned(path, now)
    assert draft.unsure is not None
    assert draft.base.layout is layout
    assert draft.changes == ()


def test_where_nobody_knows_what_it_was_made_from_corrected_lines_are_left(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = state_of(folder).turns[3]

    def edit(draft: Draft) -> None:
        draft.text(3, "案の三番。")
        draft.text(9, "案の九番。")

    path = edited(folder, edit)
    without_anchors(path)
    dispatched(folder, c.EditText(first.id, ("記録の三番。",)), c.DeleteEntry(state_of(folder).turns[20].id))
    assert main(["diff", str(path), "--take"]) == 0
    assert "作ったときの記録の印がない" in capsys.readouterr().out
    after = state_of(folder)
    assert after.turn(first.id) is not None
    assert after.turns[3].paragraphs == ("記録の三番。",)
    assert after.turns[9].paragraphs == ("案の九番。",)
    assert len(after.turns) == len(standing(folder).state.turns)


def test_a_draft_that_was_edited_is_not_overwritten(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "案.docx"
    assert main(["draft", str(folder), "-o", str(path)]) == 0
    assert untouched(path, standing(folder))
    dispatched(folder, c.EditText(state_of(folder).turns[3].id, ("直した文。",)))
    assert untouched(path, standing(folder)), "the record went on, and nobody has touched the file"
    assert main(["draft", str(folder), "-o", str(path)]) == 0
    assert "直した文。" in str([p.text for p in Draft(path).every()])
    draft = Draft(path)
    draft.word.sections[0].left_margin = 0
    draft.save()
    mine = path.read_bytes()
    capsys.readouterr()
    assert main(["draft", str(folder), "-o", str(path)]) == 0
    assert f"{path} は作ったあとに直されているので残し" in capsys.readouterr().out
    assert path.read_bytes() == mine
    assert untouched(folder / "案-2.docx", standing(folder))
    (folder / "写真.docx").write_bytes(b"no Word file")
    assert main(["draft", str(folder), "-o", str(folder / "写真.docx")]) == 0
    assert (folder / "写真.docx").read_bytes() == b"no Word file"


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice がこの環境にありません")
def test_libreoffice_rewrites_everything_and_changes_nothing(meeting: Meeting, tmp_path: Path) -> None:
    def converted(form: str, folder: Path, *files: Path) -> None:
        profile = (tmp_path / "profile").as_uri()
        command = ("soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", form)
        subprocess.run(
            (*command, "--outdir", str(folder), *map(str, files)),
            check=True,
            capture_output=True,
            timeout=300,
        )

    files = []
    for layout in FULL:
        path = Path(shutil.copyfile(meeting(layout.id)[1], tmp_path / f"{layout.id}.docx"))
        files.append(path)
    worked = worked_on(
        meeting, tmp_path, lambda d: (d.text(3, "直した文です。"), d.split(5, 0, 60, "委員"), d.move(12, 13))
    )
    files.append(worked)
    converted("odt", tmp_path, *files)
    converted("docx", tmp_path / "戻り", *(path.with_suffix(".odt") for path in files))
    now = standing_of(Session(MemoryStore(), meeting("table")[0]))
    for path in files[:-1]:
        draft = returned(tmp_path / "戻り" / path.name, now)
        assert draft.unsure is None
        assert draft.changes == (), path
    kinds = [type(change).__name__ for change in returned(tmp_path / "戻り" / worked.name, now).changes]
    assert sorted(kinds) == ["Moved", "SplitUp", "TextChanged"]
