"""What is due and how far the minutes have come, on the command line."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from command_line import Call

from clerk_tui.cli import home
from clerk_tui.intake.preparation import PROFILE


@pytest.fixture
def meeting(played: Path, tmp_path: Path) -> Path:
    """The played sample under a rule of days; gives the working folder around it."""
    folder = tmp_path / "sessions" / "S"
    shutil.copytree(played, folder)
    profile = folder / PROFILE
    text = profile.read_text("utf-8")
    assert "\nsummary = 0" in text and "\nrequired = []" in text
    text = text.replace("\nsummary = 0", "\nsummary = 7").replace("\nminutes = 0", "\nminutes = 30")
    text = text.replace("\nanswers = 0", "\nanswers = 5")
    profile.write_text(text.replace("\nrequired = []", '\nrequired = ["場所", "録音の有無"]'), encoding="utf-8")
    return tmp_path


def listed(call: Call, at: Path) -> dict[str, object]:
    (row,) = json.loads(call("list", "--json", at=at).stdout)
    return dict(row)


def test_the_list_tells_the_status_and_what_is_due_first(call: Call, meeting: Path) -> None:
    # The profile was changed by hand: it is taken over when the record is opened.
    done = call("status", "S", "確認中", "--on", "2026-10-15", "--note", "回覧", at=meeting)
    assert done.returncode == 0, done.stderr
    assert "回答期限 2026-10-20" in done.stdout
    row = listed(call, meeting)
    assert (row["stage"], row["status"]) == ("閉会", "確認中")
    assert row["due"] == [
        {"what": "確認の回答", "due": "2026-10-20", "overdue": date.today() > date(2026, 10, 20)},  # noqa: DTZ011
        {"what": "概要の公表", "due": "2026-10-21", "overdue": date.today() > date(2026, 10, 21)},  # noqa: DTZ011
        {"what": "会議録の公表", "due": "2026-11-13", "overdue": date.today() > date(2026, 11, 13)},  # noqa: DTZ011
    ]
    shown = call("list", at=meeting).stdout
    assert "確認中" in shown and "確認の回答 " in shown and "10月20日まで（" in shown


def test_the_summary_and_the_publication_end_what_is_due(call: Call, meeting: Path) -> None:
    for arguments in (("概要公表", "--on", "2026-10-20"), ("公表", "--on", "2026-11-01", "--by", "広報課")):
        assert call("status", "S", *arguments, at=meeting).returncode == 0
    row = listed(call, meeting)
    assert (row["status"], row["due"]) == ("公表", [])
    told = json.loads(call("status", "S", "--json", at=meeting).stdout)
    assert told["summarized"] == "2026-10-20"
    assert [(step["status"], step["by"]) for step in told["steps"]] == [("公表", "広報課")]


def test_what_the_rule_demands_is_checked(call: Call, meeting: Path) -> None:
    assert call("status", "S", "確認中", "--on", "2026-10-15", at=meeting).returncode == 0
    done = call("check", "S", at=meeting)
    assert "要領の項目「録音の有無」がありません。刷る所がないので、型（profile.toml）の [fields] に" in done.stdout
    assert "「場所」" not in done.stdout


def test_the_export_tells_the_status_and_who_only_inside(call: Call, meeting: Path) -> None:
    call("status", "S", "確定", "--on", "2026-10-20", "--by", "課長 相原", at=meeting)
    for more, by in (((), ""), (("--internal",), "課長 相原")):
        done = call("export", "S", "json", "-o", "出力.json", "--force", *more, at=meeting)
        assert done.returncode == 0, done.stderr
        told = json.loads((meeting / "出力.json").read_text("utf-8"))
        assert told["status"] == "確定"
        assert told["steps"] == [{"status": "確定", "on": "2026-10-20", "by": by, "note": ""}]
        assert told["summary_published"] == ""


def test_the_home_screen_tells_what_is_near(call: Call, meeting: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    call("status", "S", "確認中", "--on", "2026-10-15", "--due", "2026-10-30", at=meeting)
    from clerk_tui.sessions import summary

    found = summary(meeting / "sessions" / "S")

    class Day(date):
        @classmethod
        def today(cls) -> Day:
            return cls(2026, 10, 20)

    monkeypatch.setattr(home, "date", Day)
    assert "確認中" in home._card(1, found).note
    assert "概要の公表 10月21日まで（あと1日）" in home._card(1, found).note


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--by", "課長"), "状態（例：確定）と一緒に"),
        (("確定", "--due", "2026-12-01"), "「確認中」だけです"),
        (("確定", "--on", "13/1"), "13/1"),
        (("確定", "--on", "2026-10-01"), "会議の日"),
    ],
)
def test_a_step_that_makes_no_sense_is_refused(
    call: Call, meeting: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    done = call("status", "S", *arguments, at=meeting)
    assert (done.returncode, sentence in done.stderr) == (3, True), done.stderr
    assert listed(call, meeting)["status"] == "案"


def test_a_day_of_next_year_is_meant_where_the_month_has_passed(call: Call, meeting: Path) -> None:
    done = call("status", "S", "確認中", "--on", "2026-12-20", "--due", "1/8", at=meeting)
    assert done.returncode == 0, done.stderr
    assert "回答期限 2027-01-08" in done.stdout
    assert date(2027, 1, 8) - date(2026, 12, 20) == timedelta(19)


def test_minutes_that_were_taken_in_are_published_already(call: Call, meeting: Path) -> None:
    assert call("import", "sessions/S/会議録案.docx", "--yes", "-o", "sessions/下書き", at=meeting).returncode == 0
    # What calls itself a draft is one.
    assert json.loads(call("status", "下書き", "--json", at=meeting).stdout)["status"] == "案"
    assert call("status", "S", "確定", "--on", "2026-10-20", at=meeting).returncode == 0
    assert call("draft", "S", "-o", "会議録.docx", at=meeting).returncode == 0
    done = call("import", "会議録.docx", "--yes", "-o", "sessions/取込み", at=meeting)
    assert done.returncode == 0, done.stderr
    told = json.loads(call("status", "取込み", "--json", at=meeting).stdout)
    assert (told["status"], told["deadlines"]) == ("公表", [])
    assert "取り込んだ" in told["steps"][0]["note"]
