"""The forms in which real bodies publish their minutes: every fact that stands in them is read, nothing more."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from cases import CASES, FACTS
from facts import sample_file, wrong

from clerk_tui.cli.main import main
from clerk_tui.published.reading import read_minutes
from clerk_tui.sessions import state_of

pytestmark = pytest.mark.skipif(
    not CASES.exists(), reason="../shared/cases がないため、会議録の見本を読む試験を省きます"
)


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_of_the_sample_is_read(name: str) -> None:
    reading = read_minutes(sample_file(CASES / name))
    assert wrong(reading, FACTS[name]) == []
    assert reading.unread == ()


@pytest.mark.parametrize("name", FACTS)
def test_the_sample_comes_in_as_a_meeting(name: str, tmp_path: Path) -> None:
    assert main(["import", str(sample_file(CASES / name)), "-o", str(tmp_path / "会議"), "--yes"]) == 0
    state = state_of(tmp_path / "会議")
    speakers = FACTS[name].speakers
    assert speakers is None or len(state.turns) == len(speakers)
    assert main(["draft", str(tmp_path / "会議"), "-l", "formal", "--internal"]) == 0


@pytest.mark.parametrize("name", ["11-no-date-that-can-be-read", "30-whole-town-assembly-pages"])
def test_a_day_that_is_not_written_stays_unknown(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(sample_file(CASES / name))
    assert main(["import", path, "-o", str(tmp_path / "会議")]) == 1
    assert "日時が読めません" in capsys.readouterr().out
    assert not (tmp_path / "会議").exists()
    assert main(["import", path, "-o", str(tmp_path / "会議"), "-y"]) == 0
    meeting = state_of(tmp_path / "会議").meeting
    assert meeting is not None
    assert (meeting.date, meeting.starts, meeting.ends) == (None, None, None)


def test_members_are_those_of_the_list_alone(tmp_path: Path) -> None:
    folder = tmp_path / "会議"
    assert (
        main(["import", str(sample_file(CASES / "03-agenda-items-become-members")), "-o", str(folder)]) == 0
    )
    assert main(["draft", str(folder), "-l", "formal"]) == 0
    tables = docx.Document(str(folder / "署名用会議録.docx")).tables
    (roll,) = (table for table in tables if table.rows[0].cells[-1].text == "出欠")
    assert [row.cells[0].text for row in roll.rows[1:]] == ["青木会長", "石井委員"]


def test_a_direction_within_a_speech_is_printed_where_it_was(tmp_path: Path) -> None:
    folder = tmp_path / "会議"
    assert (
        main(["import", str(sample_file(CASES / "05-stage-direction-within-a-speech")), "-o", str(folder)])
        == 0
    )
    assert main(["draft", str(folder), "-l", "lines"]) == 0
    lines = [paragraph.text for paragraph in docx.Document(str(folder / "全文記録.docx")).paragraphs]
    (asked,) = (n for n, line in enumerate(lines) if "御異議ありませんか" in line)
    assert lines[asked + 1] == "（「なし」の声あり）"
    assert lines[asked + 2].strip().startswith("異議なしと認めます")
