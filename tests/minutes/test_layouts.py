"""The other layouts: what stands where, in which words, and that nobody's name comes with it."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from painted import PlainText
from script_player import JST, played
from syrupy.assertion import SnapshotAssertion

from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State
from clerk_tui.drafting import write_draft
from clerk_tui.intake.problems import FileProblems
from clerk_tui.minutes.document import Note
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Flow, Grid, Line, Look
from clerk_tui.minutes.flow_word import write_flow
from clerk_tui.minutes.layouts import FLOWS, Layout, Wording, read_wording
from clerk_tui.minutes.ooxml import TemplateError
from clerk_tui.profile.folders import shipped_folder

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODIES = ("privacy_council", "agriculture_committee")
TEMPLATE = shipped_folder() / "minutes.docx"


def state(body: str) -> State:
    return played(body)[0].state


def as_text(flow: Flow) -> str:
    """Each line with its look; the cells of a row side by side."""
    lines: list[str] = []
    for block in flow.blocks:
        if isinstance(block, Grid):
            lines.append(f"[{block.caption}]")
            lines += [" | ".join("／".join(line.text for line in cell) for cell in row) for row in block.rows]
        else:
            lines.append(f"{block.look}: {block.text}{''.join(f' 〔{note.text}〕' for note in block.notes)}")
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("layout", FLOWS)
def test_the_words_of_each_layout(layout: Layout, body: str, snapshot: SnapshotAssertion) -> None:
    flow = FLOWS[layout](state(body), CREATED, Edition.PUBLIC, Wording())
    assert as_text(flow) == snapshot(name=f"{layout}-{body}", extension_class=PlainText)


@pytest.mark.parametrize("layout", Layout)
def test_each_layout_is_written_in_both_editions_and_only_one_names_people(
    layout: Layout, tmp_path: Path
) -> None:
    record = state("privacy_council")
    assert record.meeting is not None
    public = write_draft(record, tmp_path / "公開.docx", CREATED, Edition.PUBLIC, layout)
    internal = write_draft(record, tmp_path / "内部.docx", CREATED, Edition.INTERNAL, layout)
    assert docx.Document(str(public)).paragraphs
    names = hidden_names(record)
    spoken = next(turn for turn in record.turns if "諮問第24号の委託で" in turn.text)
    texts = {path: all_text(path) for path in (public, internal)}
    if layout is not Layout.SUMMARY:
        assert spoken.paragraphs[0] in texts[public]
        assert texts[internal].count("三好") > texts[public].count("三好")
    else:
        assert not names.within(texts[public])


def all_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


def test_equal_records_make_equal_files(tmp_path: Path) -> None:
    one = write_draft(state(BODIES[0]), tmp_path / "a.docx", CREATED, layout=Layout.LINES).read_bytes()
    other = write_draft(state(BODIES[0]), tmp_path / "b.docx", CREATED, layout=Layout.LINES).read_bytes()
    assert one == other


def test_notes_are_word_comments_at_their_place(tmp_path: Path) -> None:
    flow = Flow("題", (Line(Look.SPEECH, "一"), Line(Look.SPEECH, "二", (Note("確かめる"),))), CREATED)
    path = tmp_path / "注記.docx"
    write_flow(flow, TEMPLATE, path)
    document = docx.Document(str(path))
    assert [comment.text for comment in document.comments] == ["確かめる"]
    assert "commentRangeStart" in document.paragraphs[1]._p.xml
    assert "commentRangeStart" not in document.paragraphs[0]._p.xml


def test_what_was_changed_in_the_word_template_is_kept(tmp_path: Path) -> None:
    """Margins, a style and a header, as an office program saves them."""
    template = docx.Document(str(TEMPLATE))
    template.sections[0].left_margin = docx.shared.Cm(4)
    template.sections[0].header.paragraphs[0].text = "みどり市の紋章"
    template.styles["発言"].font.size = docx.shared.Pt(13)
    own = tmp_path / "own.docx"
    template.save(str(own))
    path = tmp_path / "案.docx"
    write_flow(Flow("題", (Line(Look.SPEECH, "一"),), CREATED), own, path)
    made = docx.Document(str(path))
    assert round(made.sections[0].left_margin.cm) == 4
    assert made.sections[0].header.paragraphs[0].text == "みどり市の紋章"
    assert made.styles["発言"].font.size.pt == 13


def test_a_template_without_a_style_is_refused_and_says_which(tmp_path: Path) -> None:
    template = docx.Document(str(TEMPLATE))
    style = template.styles["箇条"]
    style.element.getparent().remove(style.element)
    own = tmp_path / "own.docx"
    template.save(str(own))
    with pytest.raises(TemplateError, match="スタイル「箇条」がありません"):
        write_flow(Flow("題", (), CREATED), own, tmp_path / "案.docx")
    assert not (tmp_path / "案.docx").exists()


def test_the_words_come_from_the_file(tmp_path: Path) -> None:
    path = tmp_path / "layouts.toml"
    path.write_text('[transcript]\nprefix = "【"\nsuffix = "】"\nown_line = "はい"\n', "utf-8")
    flow = FLOWS[Layout.LINES](state(BODIES[0]), CREATED, Edition.PUBLIC, read_wording(path))
    assert "発言者: 【会長】" in as_text(flow)


def test_the_shipped_words_are_the_usual_ones() -> None:
    assert read_wording(shipped_folder() / "layouts.toml") == Wording()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("[transcript]\nprefix = 1\n", "prefix"),
        ("[transcript]\nprefixes = '○'\n", "prefixes"),
        ("[transcript]\nown_line = '多分'\n", "「はい」か「いいえ」"),
        ("[summary]\nvoters = '{count}'\n", "{present}"),
        ("[summary\n", "layouts.toml"),
    ],
)
def test_wrong_words_are_refused_with_their_place(content: str, told: str, tmp_path: Path) -> None:
    path = tmp_path / "layouts.toml"
    path.write_text(content, "utf-8")
    with pytest.raises(FileProblems) as refusal:
        read_wording(path)
    assert told in str(refusal.value)


def test_a_thousand_lines_are_one_stream(tmp_path: Path) -> None:
    flow = Flow("題", tuple(Line(Look.SPEECH, f"{number}") for number in range(1000)), CREATED)
    path = tmp_path / "長い.docx"
    write_flow(flow, TEMPLATE, path)
    assert len(docx.Document(str(path)).paragraphs) == 1000
