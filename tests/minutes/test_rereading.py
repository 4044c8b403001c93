"""What was drawn is read back before anybody gets it: a file that lacks a remark never has a name."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from script_player import prepared
from word_samples import SAMPLE, draw, golden

from clerk_tui.domain import commands as c
from clerk_tui.domain.record import Unnamed
from clerk_tui.drafting import write_draft
from clerk_tui.minutes import opc
from clerk_tui.minutes.document import Document, Heading, Paragraph, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Flow, Grid, Line, Look
from clerk_tui.minutes.layouts import Layout
from clerk_tui.minutes.ooxml import TemplateError
from clerk_tui.minutes.rereading import remarks, reread

CREATED = datetime(2026, 4, 1, tzinfo=UTC)


def test_the_remarks_are_what_was_said_done_and_headed_in_the_order_of_print() -> None:
    assert list(remarks(SAMPLE))[:5] == [
        "定刻になりましたので始めます。",
        "では、議案第8号です。",
        "議案第8号",
        "議案第11号",
        "議案の内容を説明する。",
    ]
    line = Line(Look.SPEECH, "一。")
    cells = ((Line(Look.NUMBER, "二"), Line(Look.CASE, "三")), (Line(Look.RESULT, "四"),))
    flow = Flow("題", (line, Grid("表", (1, 1), (cells,)), replace(line, text="五。")), CREATED)
    assert list(remarks(flow)) == ["一。", "二", "三", "四", "五。"]


@pytest.mark.parametrize("document", [SAMPLE, None], ids=["sample", "published"])
def test_a_faithful_file_passes(document: Document | None, tmp_path: Path) -> None:
    document = document or golden()
    reread(draw(document, tmp_path), remarks(document))


@given(st.lists(st.lists(st.text(min_size=0, max_size=30), max_size=3), max_size=4))
@settings(max_examples=60)
def test_every_character_that_a_record_may_hold_comes_back(
    tmp_path_factory: pytest.TempPathFactory, spoken: list[list[str]]
) -> None:
    body = tuple(Turn("委員", tuple(Paragraph(text) for text in texts)) for texts in spoken)
    document = replace(SAMPLE, body=(*body, StageDirectionRow("異議なし"), Heading(("議案第1号",))))
    reread(draw(document, tmp_path_factory.mktemp("読み返し")), remarks(document))


@pytest.mark.parametrize(
    "missing",
    [
        (Turn("会長", (Paragraph("述べていないこと。"),)),),
        # There, but not where they should be.
        (StageDirectionRow("拍手"), Turn("会長", (Paragraph("定刻になりましたので始めます。"),))),
    ],
)
def test_a_remark_that_is_not_in_its_place_is_told(missing: tuple[Turn | StageDirectionRow, ...], tmp_path: Path) -> None:
    file = draw(replace(SAMPLE, body=(*SAMPLE.body, StageDirectionRow("拍手"))), tmp_path)
    reread(file, ["拍手"])
    with pytest.raises(TemplateError, match="記録は失われていません"):
        reread(file, remarks(replace(SAMPLE, body=(*SAMPLE.body, *missing))))


def test_the_same_words_said_twice_are_looked_for_twice(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("はい。")
    document.save(str(tmp_path / "a.docx"))
    reread(tmp_path / "a.docx", ["はい。"])
    with pytest.raises(TemplateError, match="「はい。」が見つからない"):
        reread(tmp_path / "a.docx", ["はい。", "はい。"])


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


@pytest.mark.parametrize("layout", Layout)
def test_a_draft_that_lost_a_remark_on_the_way_is_not_written(
    layout: Layout, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    session, _ = prepared("privacy_council")
    for text in ("一つ目の発言です。", "二つ目の発言です。"):
        session.dispatch(c.RecordTurn(Unnamed("member"), (text,)))
    target = write_draft(session.state, tmp_path / "案.docx", CREATED, Edition.INTERNAL, layout)
    before = target.read_bytes()
    # A fault of ours, as it might be: a loop that forgets the last piece of the body.
    write = opc.write
    monkeypatch.setattr(
        opc, "write", lambda stream, main, pieces, *rest: write(stream, main, _fewer(pieces), *rest)
    )
    with pytest.raises(TemplateError, match="出しませんでした"):
        write_draft(session.state, target, CREATED, Edition.INTERNAL, layout)
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


def _fewer(pieces: Iterable[str]) -> list[str]:
    """Without the last remark; where there is none (the summary), without the second half."""
    whole = "".join(pieces)
    said, remark, rest = whole.rpartition("二つ目の発言です。")
    return [said + rest] if remark else [whole[: len(whole) // 2]]
