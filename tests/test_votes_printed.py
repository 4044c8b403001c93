"""Several votes on one case, from the script to every file that tells of them; the shared cases among them."""

from __future__ import annotations

import csv
import io
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import docx
import pytest
from script_player import prepared

from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import Casting, Decision, Method, State, Tally
from clerk_tui.export import FORMATS
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import summary
from clerk_tui.minutes.outline import outline

CASES = Path(__file__).parents[1].parent / "shared" / "cases" / "reading"
if not CASES.is_dir():
    CASES = Path(__file__).parents[2] / "shared" / "cases" / "reading"
NOW = datetime(2026, 12, 1, 12, 0, tzinfo=UTC)


def voted() -> State:
    """The agriculture committee's first bill: an amendment that failed, then a tie that the chair broke."""
    session, _ = prepared("agriculture_committee")
    meeting: Meeting = session.state.meeting
    case = meeting.groups[0].cases[0]
    kind = meeting.profile.kind(case.kind)
    assert kind is not None
    session.dispatch(c.CallRoll(()))
    session.dispatch(c.OpenBlock((meeting.groups[0].id,)))
    for decision, tally in (
        (Decision(case, kind.default.name, subject="修正案"), Tally(1, 4, 1)),
        (Decision(case, kind.default.name), Tally(3, 3, 0, 1, Casting.FOR)),
    ):
        session.dispatch(c.RuleCases((decision,), Method.STANDING, tally))
    return session.state


def test_every_file_tells_every_vote() -> None:
    state = voted()
    rows = outline(state, NOW).votes
    assert [(row.subject, row.ayes, row.noes, row.abstentions, row.remark) for row in rows] == [
        ("修正案", "1", "4", "1", ""),
        ("", "3", "3", "0", "除斥1、可否同数、議長の裁決は賛成"),
    ]
    # Captions and chapters are of a recording, and have its words alone.
    told = {name: make for name, (_, make) in FORMATS.items() if name not in ("vtt", "chapters")}
    written = {name: make(state, NOW, Edition.PUBLIC) for name, make in told.items()}
    votes = json.loads(written["json"])["votes"]
    assert [(vote["number"], vote["subject"], vote["ayes"], vote["casting"]) for vote in votes] == [
        (1, "修正案", 1, ""),
        (2, "", 3, "賛成"),
    ]
    case = next(csv.DictReader(io.StringIO(written["cases"].removeprefix("\ufeff"))))
    assert (case["賛成"], case["棄権"], case["除斥"], case["会長の裁決"]) == ("3", "0", "1", "賛成")
    assert case["採決の経過"].count("起立：") == 2
    assert written["akn"].count("<narrative>") == 2
    assert "賛成1　反対4　棄権1" in written["akn"]
    results = summary.fields(state, outline(state, NOW)).results
    assert "起立：賛成1、反対4、棄権1／" in results[0].note


def played(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The shared case, played by the command."""
    if not CASES.is_dir():
        pytest.skip(f"{CASES} がありません")
    folder = tmp_path / name
    shutil.copytree(CASES / name, folder)
    if (folder / "profile.toml").exists():
        (folder / "templates" / "soumu").mkdir(parents=True)
        shutil.copy(folder / "profile.toml", folder / "templates" / "soumu")
    monkeypatch.chdir(folder)
    assert main(["replay", ".", "input.jsonl", "-o", "会議"]) == 0
    return folder


def printed_votes(folder: Path) -> list[list[str]]:
    assert main(["draft", "会議", "-l", "formal", "-o", "案.docx"]) == 0
    tables = docx.Document(str(folder / "案.docx")).tables
    (table,) = (table for table in tables if table.rows[0].cells[1].text == "採決の方法")
    return [[cell.text for cell in row.cells] for row in table.rows]


def test_votes_that_cannot_be(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = played("68-votes-that-cannot-be", tmp_path, monkeypatch)
    capsys.readouterr()
    main(["check", "会議"])
    told = capsys.readouterr().out
    assert "議案第1号：票数は賛成5、反対3ですが、採決のときの出席は3名です" in told
    assert "議案第2号：賛成1、反対2で過半数に足りませんが、「可決」となっています" in told
    assert "議案第3号：" not in told
    assert printed_votes(folder)[-1] == ["議案第3号", "起立", "2", "0", "1", "可決"]
    assert main(["export", "会議", "cases", "-o", "案件.csv"]) == 0
    rows = list(csv.DictReader((folder / "案件.csv").open(encoding="utf-8-sig", newline="")))
    assert [row["棄権"] for row in rows] == ["0", "0", "1"]


def test_two_votes_on_one_bill(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = played("70-two-votes-on-one-bill", tmp_path, monkeypatch)
    assert printed_votes(folder) == [
        ["議案", "採決の方法", "賛成", "反対", "棄権", "結果"],
        ["議案第52号", "起立", "1", "4", "0", "否決（修正案）"],
        ["議案第52号", "起立", "4", "1", "0", "原案どおり可決"],
        ["請願第3号", "起立", "2", "3", "0", "不採択"],
        ["議案第50号", "起立", "5", "0", "0", "原案どおり可決（歳出第2款を除く部分）"],
        ["議案第50号", "起立", "3", "2", "0", "原案どおり可決（歳出第2款）"],
    ]
    # Read back, they are the same votes.
    assert main(["import", "案.docx", "-o", "再"]) == 0
    lines = map(json.loads, (folder / "再" / "script.jsonl").read_text(encoding="utf-8").splitlines())
    rules = [line for line in lines if line["command"] == "rule"]
    assert [(rule["results"][0].get("subject", ""), rule["tally"]["ayes"]) for rule in rules] == [
        ("修正案", 1),
        ("", 4),
        ("", 2),
        ("歳出第2款を除く部分", 5),
        ("歳出第2款", 3),
    ]
