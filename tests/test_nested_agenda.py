"""Items within items as each view tells them: the clerk's panel, the chair's view, preview, JSON, Word and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from msgspec.structs import replace
from script_player import prepared

from clerk_tui import profile as profiles
from clerk_tui.chair.brief import item_of
from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import AgendaItem, Group
from clerk_tui.domain.record import BlockHeading, State
from clerk_tui.drafting import write_draft
from clerk_tui.export import FORMATS
from clerk_tui.intake import read_preparation, write_preparation
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.roundtrip.headings import heading_command
from clerk_tui.tui.widgets.agenda_panel import agenda_lines

NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def nested() -> State:
    """The agriculture committee with 「2 議事」, 日程 for its cases and 「(1)」「ア」; the last group is open."""
    session, _ = prepared("agriculture_committee")
    meeting = session.state.meeting
    items = [AgendaItem(1, "開会"), AgendaItem(2, "議事")]
    groups = []
    for at, group in enumerate(meeting.groups, 1):
        items.append(AgendaItem(10 + at, "", f"日程第{at}", 2))
        groups.append(replace(group, item=10 + at))
    items += [AgendaItem(30, "来年度の事業", "(1)", 2), AgendaItem(31, "研修", "ア", 30), AgendaItem(3, "閉会")]
    groups.append(Group(GroupId("研修"), heading="研修", item=31))
    session.dispatch(c.Prepare(replace(meeting, items=tuple(items), groups=tuple(groups))))
    session.dispatch(c.CallRoll(()))
    for group in groups:
        session.dispatch(c.OpenBlock((group.id,)))
    return session.state


def test_the_panel_indents_what_lies_in_an_item() -> None:
    lines, _here, owners = agenda_lines(nested(), 40)
    told = [str(line) for line in lines]
    assert told[0] == "2　議事"
    assert told[1].startswith(" 半 日程第1　議案第14号")
    assert " (1)　来年度の事業" in told
    assert "  中 ア　研修" in told
    assert len(owners) == len(lines)


def test_the_chair_sees_in_what_the_open_item_lies() -> None:
    assert item_of(nested()) == "2　議事　(1)　来年度の事業　ア　研修"


def test_json_has_the_agenda_as_a_tree() -> None:
    agenda = json.loads(FORMATS["json"][1](nested(), NOW, Edition.PUBLIC))["agenda"]
    by_number = {item["number"]: item for item in agenda}
    assert by_number[31] == {"number": 31, "mark": "ア", "title": "研修", "under": 30, "groups": ["研修"]}
    assert by_number[11]["groups"] == ["議案第14号"]
    assert by_number[2]["mark"] == "2"


def test_the_preparation_reads_back(tmp_path: Path) -> None:
    meeting = nested().meeting
    (tmp_path / "preparation.toml").write_text(write_preparation(meeting), encoding="utf-8")
    read = read_preparation(tmp_path, profiles)
    assert (read.items, read.groups) == (meeting.items, meeting.groups)


@pytest.mark.parametrize("layout", ["table", "formal"])
def test_word_prints_the_numbers_of_the_paper(layout: str, tmp_path: Path) -> None:
    path = write_draft(nested(), tmp_path / "案.docx", NOW, layout=LAYOUTS[layout])
    text = [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]
    assert "　　ア　研修" in text
    assert ("日程第2　議事" if layout == "formal" else "2　議事") in text
    assert "　日程第1　議案第14号" in text


def test_a_heading_that_comes_back_from_word_is_that_of_its_groups() -> None:
    state = nested()
    last = [entry.id for entry in state.entries if isinstance(entry, BlockHeading)][-1]
    lines = ("(1)　来年度の事業", "ア　研修")
    assert heading_command(state, last, lines).groups == (GroupId("研修"),)


def test_the_preview_indents_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "会議"))
    (tmp_path / "準備.toml").write_text(write_preparation(nested().meeting), encoding="utf-8")
    assert main(["new", "会議", "--from", str(tmp_path / "準備.toml"), "-y"]) == 0
    told = capsys.readouterr().out
    assert "    日程第1" in told
    assert "      ア 研修" in told
