"""A draft that is taken in again and drafted again is the same draft, paragraph for paragraph."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from printed_minutes import GOLDEN, seed
from script_player import JST, prepared, sample_folder

from clerk_tui.cli.main import main
from clerk_tui.cli.new import proposed
from clerk_tui.cli.replay import play
from clerk_tui.domain.record import Turn
from clerk_tui.drafting import write_draft
from clerk_tui.intake.request import NewMeetingRequest
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.showing import shown
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.published.data import read_published
from clerk_tui.published.script import script, script_text
from clerk_tui.roundtrip.finding import equal
from clerk_tui.roundtrip.word import read_draft
from clerk_tui.scripting.replay import replay
from clerk_tui.sessions import create, recording, state_of

CREATED = datetime(2026, 12, 1, 9, 0, tzinfo=JST)
FULL = [layout for layout in LAYOUTS.values() if layout.transcript]
BODIES = sorted(
    path.parent.name
    for path in shipped_folder().glob("*/sample")
    # It prints three members as 「委員、委員、委員」, whom nobody can name again: a test of its own below.
    if path.parent.name != "disclosure_board"
)
MARKS = {"brackets and a blank": ("【", "】　"), "a colon": ("◇", "："), "square brackets": ("［", "］")}
"""What an office's own template puts before and after a speaker."""


def remark(template: Path, own: Path, marks: tuple[str, str]) -> None:
    """A template with other marks around its speakers, as somebody makes it in Word."""
    document = docx.Document(str(template))
    for text in document.element.body.iter(qn("w:t")):
        before, after = marks
        text.text = (text.text or "").replace("○{{ 行.発言者 }}　", f"{before}{{{{ 行.発言者 }}}}{after}")
    document.save(str(own / template.name))


@pytest.fixture(autouse=True)
def own_templates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    return own


def sample(body: str, tmp_path: Path) -> Path:
    """The sample meeting of a body, from its preparation or from its papers."""
    papers = sample_folder(body) / "次第.txt"
    if papers.exists():
        request = NewMeetingRequest(body=body, files=(papers,), roster=sample_folder(body) / "名簿.csv")
        meeting = proposed(request).meeting
    else:
        prepared_meeting = prepared(body)[0].state.meeting
        assert prepared_meeting is not None
        meeting = prepared_meeting
    made = create(tmp_path / body, meeting)
    with recording(made) as opened:
        replay(opened.session, sample_folder(body) / "script.jsonl")
    return made


def assert_fixed(folder: Path, layout: LayoutSpec, tmp_path: Path, *options: str) -> None:
    first = write_draft(state_of(folder), tmp_path / "一.docx", CREATED, layout=layout)
    assert main(["import", str(first), "-o", str(tmp_path / "再び"), *options]) == 0
    second = write_draft(state_of(tmp_path / "再び"), tmp_path / "二.docx", CREATED, layout=layout)
    assert equal(read_draft(second).lines, read_draft(first).lines)


@pytest.mark.parametrize("layout", FULL, ids=lambda each: each.id)
@pytest.mark.parametrize("body", BODIES)
def test_the_samples_come_back_as_they_were_printed(body: str, layout: LayoutSpec, tmp_path: Path) -> None:
    assert_fixed(sample(body, tmp_path), layout, tmp_path)


@seed
@pytest.mark.parametrize("layout", FULL, ids=lambda each: each.id)
def test_the_real_meeting_comes_back_as_it_was_printed(layout: LayoutSpec, tmp_path: Path) -> None:
    meeting, lines = script(read_published(GOLDEN))
    path = tmp_path / "script.jsonl"
    path.write_text(script_text(lines), "utf-8")
    folder, _, _ = play(meeting, path, tmp_path / "会議")
    assert_fixed(folder, layout, tmp_path)


@pytest.mark.parametrize("marks", MARKS)
@pytest.mark.parametrize("layout", ["lines", "formal"])
def test_an_office_s_own_marks_come_back(
    marks: str, layout: str, tmp_path: Path, own_templates: Path
) -> None:
    for name in ("lines", "formal"):
        remark(shipped_folder() / f"{name}.docx", own_templates, MARKS[marks])
    folder = sample("agriculture_committee", tmp_path)
    assert_fixed(folder, LAYOUTS[layout], tmp_path, "--body", "agriculture_committee")


@pytest.mark.parametrize("marks", MARKS)
def test_marks_are_learned_where_no_body_tells_them(marks: str, tmp_path: Path, own_templates: Path) -> None:
    remark(shipped_folder() / "lines.docx", own_templates, MARKS[marks])
    assert_fixed(sample("agriculture_committee", tmp_path), LAYOUTS["lines"], tmp_path)


@pytest.mark.parametrize("layout", FULL, ids=lambda each: each.id)
def test_only_members_without_names_are_missing_and_are_told(
    layout: LayoutSpec, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = sample("disclosure_board", tmp_path)
    first = write_draft(state_of(folder), tmp_path / "一.docx", CREATED, layout=layout)
    assert main(["import", str(first), "-o", str(tmp_path / "再び")]) == 0
    assert "ほか3名の氏名が書かれていません" in capsys.readouterr().out
    second = write_draft(state_of(tmp_path / "再び"), tmp_path / "二.docx", CREATED, layout=layout)
    printed, again = ([line.text for line in read_draft(each).lines if not line.blank] for each in (first, second))
    at = printed.index("丹羽会長、委員、委員、委員")
    printed[at] = "丹羽会長"
    # The roll of the formal layout has a row for each of them, with what became of them there.
    for _ in range(3 if layout.id == "formal" else 0):
        row = at + printed[at:].index("委員")
        assert printed[row + 1].startswith("出席（14:00）")
        del printed[row : row + 2]
    assert again == printed


@pytest.mark.parametrize("layout", FULL, ids=lambda each: each.id)
def test_what_a_draft_lists_beside_the_talk_is_in_nobody_s_mouth(layout: LayoutSpec, tmp_path: Path) -> None:
    folder = sample("education_board", tmp_path)
    first = write_draft(state_of(folder), tmp_path / "一.docx", CREATED, layout=layout)
    assert main(["import", str(first), "-o", str(tmp_path / "再び")]) == 0
    before, after = state_of(folder), state_of(tmp_path / "再び")
    # What was said behind closed doors is not in a public draft.
    said = [entry.text for entry in shown(before, Edition.PUBLIC) if isinstance(entry, Turn)]
    assert [turn.text for turn in after.turns] == said
    assert len(said) < len(before.turns)
