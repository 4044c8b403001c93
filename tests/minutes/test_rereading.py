"""What was drawn is read back before anybody gets it: a file that lacks a remark never has a name."""

from __future__ import annotations

import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from script_player import played
from word_samples import SAMPLE, draw, golden

from clerk_tui.drafting import write_draft
from clerk_tui.minutes import word
from clerk_tui.minutes.document import CaseRow, Document, Heading, Paragraph, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.fields import notes, remarks
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.rereading import reread
from clerk_tui.minutes.template import TemplateError

CREATED = datetime(2026, 4, 1, tzinfo=UTC)


def test_the_remarks_are_what_was_said_done_and_headed_in_the_order_of_print() -> None:
    assert list(remarks(SAMPLE.body))[:5] == [
        "定刻になりましたので始めます。",
        "では、議案第8号です。",
        "議案第8号",
        "議案第11号",
        "議案の内容を説明する。",
    ]
    assert list(remarks((CaseRow("議案第1号", "件名", "可決"), Heading(("見出し",))))) == [
        "議案第1号",
        "可決",
        "見出し",
    ]
    assert list(notes(SAMPLE)) == ["発言の内容が未記入です", "聞き取り", "数字"]


@pytest.mark.parametrize("document", [SAMPLE, None], ids=["sample", "published"])
def test_a_faithful_file_passes(document: Document | None, tmp_path: Path) -> None:
    document = document or golden()
    reread(draw(document, tmp_path), remarks(document.body))


@given(st.lists(st.lists(st.text(min_size=0, max_size=30), max_size=3), max_size=4))
@settings(max_examples=60)
def test_every_character_that_a_record_may_hold_comes_back(
    tmp_path_factory: pytest.TempPathFactory, spoken: list[list[str]]
) -> None:
    body = tuple(Turn("委員", tuple(Paragraph(text) for text in texts)) for texts in spoken)
    document = replace(SAMPLE, body=(*body, StageDirectionRow("異議なし"), Heading(("議案第1号",))))
    reread(draw(document, tmp_path_factory.mktemp("読み返し")), remarks(document.body))


@pytest.mark.parametrize(
    "missing",
    [
        (Turn("会長", (Paragraph("述べていないこと。"),)),),
        # There, but not where they should be.
        (StageDirectionRow("拍手"), Turn("会長", (Paragraph("定刻になりましたので始めます。"),))),
    ],
)
def test_a_remark_that_is_not_in_its_place_is_told(
    missing: tuple[Turn | StageDirectionRow, ...], tmp_path: Path
) -> None:
    file = draw(replace(SAMPLE, body=(*SAMPLE.body, StageDirectionRow("拍手"))), tmp_path)
    reread(file, ["拍手"])
    with pytest.raises(TemplateError, match="記録は失われていません"):
        reread(file, remarks((*SAMPLE.body, *missing)))


def test_the_same_words_said_twice_are_looked_for_twice(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("はい。")
    document.save(str(tmp_path / "a.docx"))
    reread(tmp_path / "a.docx", ["はい。"])
    with pytest.raises(TemplateError, match="「はい。」が見つからない"):
        reread(tmp_path / "a.docx", ["はい。", "はい。"])


def test_a_note_that_is_no_comment_is_told(tmp_path: Path) -> None:
    file = draw(SAMPLE, tmp_path)
    reread(file, [], notes(SAMPLE))
    with pytest.raises(TemplateError, match="「要確認」が見つからない"):
        reread(file, [], ["数字", "要確認"])
    with pytest.raises(TemplateError, match="「数字」が見つからない"):
        reread(file, [], ["数字", "数字"])


@pytest.mark.parametrize("harm", ["no zip", "no parts", "broken xml"])
def test_a_file_that_nobody_can_open_is_told(harm: str, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    if harm == "no zip":
        file.write_bytes(b"PK")
    else:
        with zipfile.ZipFile(draw(SAMPLE, tmp_path)) as whole, zipfile.ZipFile(file, "w") as archive:
            for name in whole.namelist() if harm == "broken xml" else ():
                data = whole.read(name)
                archive.writestr(name, data[:-9] if name == "word/document.xml" else data)
    with pytest.raises(TemplateError, match="開けないため"):
        reread(file, [])


@pytest.mark.parametrize("name", ["table", "lines", "points", "summary", "formal"])
def test_a_draft_that_lost_a_remark_on_the_way_is_not_written(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = LAYOUTS[name]
    state = played("privacy_council")[0].state
    asked = next(turn for turn in reversed(state.turns) if turn.phase == "questions" and turn.paragraphs)
    target = write_draft(state, tmp_path / "案.docx", CREATED, Edition.INTERNAL, layout)
    before = target.read_bytes()
    # A fault of ours, as it might be: the last paragraphs get lost when the file is finished.
    mend = word._mend

    def losing(root: Any) -> None:
        mend(root)
        for paragraph in _lost(root, asked.paragraphs[-1]):
            paragraph.getparent().remove(paragraph)

    monkeypatch.setattr(word, "_mend", losing)
    with pytest.raises(TemplateError, match="出しませんでした"):
        write_draft(state, target, CREATED, Edition.INTERNAL, layout)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def _lost(root: Any, remark: str) -> list[Any]:
    """Where the remark stands; where there is none (the summary), the results."""
    texts = {paragraph: "".join(paragraph.itertext()) for paragraph in root.iter(qn("w:p"))}
    said = [paragraph for paragraph, text in texts.items() if remark in text]
    return said or [paragraph for paragraph, text in texts.items() if "決定" in text]
