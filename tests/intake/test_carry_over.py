"""What the next meeting takes over from the last one: what was put off, the standing items, the people."""

from __future__ import annotations

from datetime import date, time
from pathlib import Path

import pytest
from books import Cells, table, workbook
from msgspec.structs import replace

from clerk_tui import profile as profiles
from clerk_tui.cli.main import main
from clerk_tui.domain.meeting import Meeting
from clerk_tui.intake.carry_over import CarriedOver, carried_over, same_title
from clerk_tui.intake.proposal import MeetingPlan, Proposal, propose
from clerk_tui.intake.schedule import Origin, Schedule
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.sessions import state_of


def recorded(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str, *, without: str = "") -> CarriedOver:
    """The sample meeting of a body, held; ``without`` leaves the lines out that hold that text."""
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(folder / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(folder / "config"))
    sample = shipped_folder() / body / "sample"
    files = ("--from", str(sample / "次第.txt"), "--roster", str(sample / "名簿.csv"))
    assert main(["new", *files, "--body", body, "-y"]) == 0
    (session,) = (folder / "sessions").iterdir()
    lines = (sample / "script.jsonl").read_text(encoding="utf-8").splitlines()
    script = folder / "script.jsonl"
    script.write_text(
        "\n".join(line for line in lines if not without or without not in line), encoding="utf-8"
    )
    assert main(["replay", str(session), str(script), "-o", str(folder / "前回")]) == 0
    return carried_over(state_of(folder / "前回"))


def following(
    last: CarriedOver, *files: Path, day: date | None = date(2026, 12, 21), **more: Path
) -> Proposal:
    said = Schedule.known(Origin.SAID, day=day)
    plan = MeetingPlan(last.meeting.profile, date(2026, 12, 1), said, files, last=last, **more)
    return propose(plan, profiles)


def labels(meeting: Meeting) -> list[str]:
    return [meeting.profile.notation.label(case.id) for case in meeting.cases]


def test_what_was_put_off_carries_on_and_the_rest_is_likely(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = recorded(tmp_path, monkeypatch, "disclosure_board")
    proposal = following(last)
    meeting = proposal.meeting
    assert labels(meeting) == ["諮問（個）第5号"]
    assert meeting.title[0] == "令和8年度第6回"
    assert (meeting.starts, meeting.ends, meeting.place) == (time(14), time(16), last.meeting.place)
    assert [proposal.schedule.origin(name) for name in ("date", "starts", "place")] == [
        Origin.SAID,
        Origin.GUESSED,
        Origin.GUESSED,
    ]
    assert len(meeting.people) == len(last.meeting.people)


def test_the_standing_items_of_the_body_are_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = recorded(tmp_path, monkeypatch, "education_board")
    assert [item.title for item in following(last).meeting.items] == [
        "開会",
        "会期の決定",
        "会議録署名委員の指名",
        "令和8年第11回会議録の承認",
        "教育長報告",
        "議事",
        "その他",
        "閉会",
    ]


def test_a_report_that_was_not_reached_is_told_and_a_bill_comes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = recorded(tmp_path, monkeypatch, "education_board", without='"command": "rule"')
    proposal = following(last)
    assert labels(proposal.meeting) == ["議案第21号", "議案第22号"]
    assert any(
        "報告第4号「専決処分の報告について」は引き継ぎませんでした" in doubt for doubt in proposal.doubts
    )


CASES: Cells = (
    ("番号", "件名"),
    ("議案第21号", "若葉市立学校管理規則の一部を改正する規則について（継続）"),
    ("議案第22号", "備品の購入について"),
)


def test_a_case_is_the_same_by_number_and_title(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = recorded(tmp_path, monkeypatch, "education_board", without='"command": "rule"')
    proposal = following(last, table(tmp_path / "案件.csv", CASES))
    first, second = proposal.meeting.cases
    assert (first.received, second.received) == ("前回", "")
    assert second.title == "備品の購入について"
    assert any("前回の議案第22号「教職員の人事について」と件名が違う" in doubt for doubt in proposal.doubts)


def test_a_roster_that_changed_is_told_name_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = recorded(tmp_path, monkeypatch, "education_board")
    people = (
        ("役職", "氏名"),
        ("教育長", "瀬川　修"),
        ("教育長職務代理者", "川口　隆"),
        ("委員", "三宅　千鶴"),
        ("委員", "今野　俊"),
    )
    told = "".join(following(last, roster=workbook(tmp_path / "名簿.xlsx", ("名簿", people))).doubts)
    assert "今回いない人：浅野由紀子" in told
    assert "新しい人：今野俊" in told
    assert "川口隆（役職なし→教育長職務代理者）" in told


def test_a_day_before_the_last_meeting_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = recorded(tmp_path, monkeypatch, "liaison_council")
    doubts = following(last, day=date(2026, 11, 1)).doubts
    assert any("前回の会議（令和8年11月27日(金)）より後になっていません" in doubt for doubt in doubts)
    assert not any("より後に" in doubt for doubt in following(last).doubts)


def test_titles_differ_by_more_than_marks() -> None:
    assert same_title("条例の一部改正について（継続）", "条例の一部改正について")
    assert not same_title("条例の一部改正について", "条例の廃止について")


def test_without_a_day_it_stays_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    last = recorded(tmp_path, monkeypatch, "liaison_council")
    last = replace(last, following=Schedule())
    proposal = following(last, day=None)
    assert proposal.meeting.date is None
    assert any("日付が分かりません" in doubt for doubt in proposal.doubts)
