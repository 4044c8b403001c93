"""The command line as a clerk meets it: Japanese help, one sentence for each mistake, no traceback."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Call
from docx import Document
from tinydb import TinyDB, where

from clerk_tui import profile as profiles
from clerk_tui.cli import listing
from clerk_tui.cli.main import main
from clerk_tui.cli.parser import parser
from clerk_tui.domain.commands import EditText
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.intake.request import NewMeetingRequest
from clerk_tui.profile.folders import shipped_folder, user_folder
from clerk_tui.sessions import preparation, recording
from clerk_tui.settings import own_folder
from clerk_tui.tui.new import NewApp

COMMANDS = (
    *("demo", "new", "import", "record", "replay", "draft", "fill", "polish", "diff", "export"),
    *("check", "search", "list", "profile", "chair", "doctor"),
)


def test_help_is_japanese_and_names_every_command(call: Call, tmp_path: Path) -> None:
    done = call("--help", at=tmp_path)
    assert done.returncode == 0
    assert done.stdout.startswith("使い方: clerk-tui")
    for command in COMMANDS:
        assert f"    {command} " in done.stdout
    for word in ("usage", "options", "positional", "show this", "error"):
        assert word not in done.stdout


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself_in_japanese(call: Call, command: str, tmp_path: Path) -> None:
    done = call(command, "--help", at=tmp_path, columns=70)
    assert done.returncode == 0
    assert done.stdout.startswith(f"使い方: clerk-tui {command}")
    assert "options" not in done.stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((), "操作を書いてください"),
        (("fly",), "'fly' は選べません"),
        (("record",), "引数が足りません"),
        (("list", "--loud"), "知らない引数です: --loud"),
        (("draft", "x", "-o"), "値を一つ書いてください"),
        (("fill", "x", "y.srt", "--offset", "nan"), "「nan」は秒数に使えません"),
        (("fill", "x", "y.srt", "--offset=-inf"), "「-inf」は秒数に使えません"),
        (("fill", "x", "y.srt", "--offset", "1e9"), "「1e9」は秒数に使えません"),
        (("fill", "x", "y.srt", "--offset", "三秒"), "「三秒」は秒数に使えません"),
        (("search", "語", "--limit", "-1"), "1 から 1000000 までの整数"),
        (("search", "語", "--limit", "nan"), "「nan」は使えません"),
        (("chair", "x", "--port", "70000"), "0 から 65535 までの整数"),
    ],
)
def test_wrong_arguments_are_told_in_japanese(
    call: Call, arguments: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    done = call(*arguments, at=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_numbers_in_their_range_are_taken() -> None:
    options = parser().parse_args(["fill", "x", "y.srt", "--offset", "-12.5"])
    assert options.offset == -12.5
    assert parser().parse_args(["search", "--limit", "3"]).limit == 3
    assert parser().parse_args(["chair", "x", "--port", "0"]).port == 0


@pytest.mark.parametrize("command", ["record", "draft", "check", "doctor"])
@pytest.mark.parametrize("name", ["ない会議", "../etc", "/nowhere/at/all"])
def test_a_session_that_is_not_there_is_one_sentence(
    call: Call, command: str, name: str, tmp_path: Path
) -> None:
    done = call(command, name, at=tmp_path)
    assert done.returncode == 3
    assert len(done.stderr.strip().splitlines()) == 1
    assert "会議" in done.stderr
    assert "Traceback" not in done.stderr


def test_from_new_to_list(call: Call, tmp_path: Path) -> None:
    made = call("new", "令和8年度第3回", "--date", "令和8年12月4日", "--place", "第2会議室", at=tmp_path)
    assert made.returncode == 0, made.stderr
    (folder,) = (tmp_path / "sessions").iterdir()
    assert folder.name == "2026-12-04-令和8年度第3回"
    text = (folder / "preparation.toml").read_text(encoding="utf-8")
    assert 'date = "令和8年12月4日"' in text
    listed = call("list", at=tmp_path)
    assert folder.name in listed.stdout
    assert "開会前" in listed.stdout
    again = call("new", "令和8年度第3回", "--date", "令和8年12月4日", at=tmp_path)
    assert again.returncode == 0
    assert len(list((tmp_path / "sessions").iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("new", " "), "会議の名称"),
        (("new", "第1回", "--date", "令和8年13月1日"), "13月"),
        (("new", "第1回", "--body", "none"), "「none」がありません"),
        (("new", "第1回", "--start", "25:00"), "時刻"),
    ],
)
def test_a_new_session_that_cannot_be_made_makes_nothing(
    call: Call, arguments: tuple[str, ...], sentence: str, tmp_path: Path
) -> None:
    done = call(*arguments, at=tmp_path)
    assert done.returncode == 3
    assert sentence in done.stderr
    assert not (tmp_path / "sessions").exists()


def test_an_empty_list_says_how_to_begin(call: Call, tmp_path: Path) -> None:
    assert "clerk-tui new" in call("list", at=tmp_path).stdout


def test_a_session_whose_preparation_is_broken_is_listed_with_its_fault(call: Call, tmp_path: Path) -> None:
    folder = tmp_path / "sessions" / "壊れた会議"
    folder.mkdir(parents=True)
    (folder / "preparation.toml").write_text('body = "privacy_council"\nplace = 3\n', encoding="utf-8")
    done = call("list", at=tmp_path)
    assert done.returncode == 0
    assert "読めません" in done.stdout
    assert "preparation.toml 2行目" in done.stdout


def test_the_demo_leaves_a_record_and_a_draft(played: Path) -> None:
    assert {"preparation.toml", "profile.toml", "record.json", "会議録案.docx"} <= {
        path.name for path in played.iterdir()
    }
    assert len(Document(str(played / "会議録案.docx")).tables) == 3


def test_a_second_draft_gets_the_next_number(call: Call, played: Path) -> None:
    first = (played / "会議録案.docx").read_bytes()
    done = call("draft", played, at=played.parent)
    assert done.returncode == 0, done.stderr
    assert (played / "会議録案-2.docx").exists()
    assert (played / "会議録案.docx").read_bytes() == first


@pytest.mark.parametrize(
    "body", [path.parents[1].name for path in sorted(shipped_folder().glob("*/sample/script.jsonl"))]
)
def test_every_body_with_a_sample_can_be_tried(body: str, tmp_path: Path) -> None:
    folder = tmp_path / "見本"
    assert main(["demo", "--body", body, "--headless", "--out", str(folder)]) == 0
    assert list(folder.glob("*.docx"))


def test_check_and_doctor_on_the_demo(call: Call, played: Path) -> None:
    checked = call("check", played, at=played.parent)
    assert checked.returncode == 1
    assert "点検の結果" in checked.stdout
    sound = call("doctor", played, at=played.parent)
    assert sound.returncode == 0
    assert "書かれたときのままです" in sound.stdout
    assert "封印 1：閉会までの " in sound.stdout


def test_the_printed_value_proves_that_nothing_was_cut_off(call: Call, played: Path, tmp_path: Path) -> None:
    folder = tmp_path / "控え"
    shutil.copytree(played, folder)
    done = call("draft", folder, "--internal", at=tmp_path)
    assert done.returncode == 0, done.stderr
    rows = Document(str(folder / "会議録案（内部用）.docx")).tables[0].rows
    value = next(row.cells[-1].text for row in rows if row.cells[0].text == "記録の照合値")
    assert call("doctor", folder, "--printed", value, at=tmp_path).returncode == 0
    file = folder / "record.json"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:-40]) + b"}}\n")
    cut = call("doctor", folder, "--printed", value, at=tmp_path)
    assert cut.returncode == 1
    assert "この記録の中にありません" in cut.stdout
    alone = call("doctor", folder, at=tmp_path)
    assert alone.returncode == 0
    assert "終わりが切り取られていないことまでは分かりません" in alone.stdout, "the chain alone cannot see it"
    file.write_bytes(file.read_bytes()[:-40])
    torn = call("doctor", folder, at=tmp_path)
    assert (torn.returncode, "書きかけ" in torn.stdout, "書かれたときのまま" in torn.stdout) == (
        1,
        True,
        False,
    )


def test_a_record_that_was_cut_short_is_noticed_by_whoever_reads_it(
    call: Call, played: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "短い"
    shutil.copytree(played, folder)
    file = folder / "record.json"
    file.write_bytes(b"".join(file.read_bytes().splitlines(keepends=True)[:40]))
    for command in (("draft",), ("export", "turns", "--internal")):
        done = call(command[0], folder, *command[1:], at=tmp_path)
        assert (done.returncode, "record.json は途中で終わっています" in done.stderr) == (3, True)
    for command in (("check",), ("draft", "--incomplete"), ("export", "turns", "--internal", "--incomplete")):
        done = call(command[0], folder, *command[1:], at=tmp_path)
        assert (done.returncode, done.stderr.count("注意：record.json は途中で終わっています")) == (1, 1)
    told = call("doctor", folder, at=tmp_path)
    assert told.returncode == 1
    assert "途中で終わっています" in told.stdout
    assert "書かれたときのまま" not in told.stdout


def test_doctor_says_how_to_open_the_record_with_tinydb(call: Call, played: Path) -> None:
    told = call("doctor", played, at=played.parent).stdout
    (expression,) = re.findall(r"TinyDB では (TinyDB\(.*\)) で開けます", told)
    events = eval(expression, {"TinyDB": TinyDB})
    assert len(events.search(where("type") == "CasesRuled")) > 0


def test_the_three_lines_of_the_documents_open_the_record(
    played: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = (Path(__file__).parents[2] / "docs" / "files.md").read_text("utf-8")
    (lines,) = re.findall(r"```python\n(.*?)```", told, re.DOTALL)
    assert len(lines.splitlines()) == 3
    exec(lines.replace("sessions/会議の名前", str(played)), {})
    assert "CasesRuled" in capsys.readouterr().out


def test_replaying_into_a_session_that_exists_is_refused(call: Call, played: Path) -> None:
    done = call("demo", "--headless", "--out", played, at=played.parent)
    assert done.returncode == 3
    assert "すでに会議があります" in done.stderr


def test_a_wrong_line_of_a_script_is_named(call: Call, played: Path, tmp_path: Path) -> None:
    script = tmp_path / "s.jsonl"
    script.write_text(
        '{"time": "14:00", "command": "open"}\n{"command": "turn", "speaker": "山本"}\n', encoding="utf-8"
    )
    done = call("replay", played, script, "-o", tmp_path / "out", at=tmp_path)
    assert done.returncode == 3
    assert done.stderr.startswith("s.jsonl の 2 行目：「山本」は名簿にありません。")


def test_doctor_saves_what_can_be_read_of_a_damaged_record(call: Call, played: Path, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    damaged.mkdir()
    for name in ("preparation.toml", "profile.toml", "record.json"):
        (damaged / name).write_bytes((played / name).read_bytes())
    lines = (damaged / "record.json").read_bytes().split(b"\n")
    lines[20] = lines[20][:40] + b"#" + lines[20][41:]
    (damaged / "record.json").write_bytes(b"\n".join(lines))
    told = call("doctor", damaged, at=tmp_path)
    assert told.returncode == 1
    assert "・傷み：record.json の 21 行目から先が" in told.stdout
    for command in (("draft", "--incomplete"), ("check",), ("export", "turns", "--internal", "--incomplete")):
        done = call(command[0], damaged, *command[1:], at=tmp_path)
        assert (done.returncode, done.stderr.count("注意：")) == (1, 1)
        assert "続いていません" in done.stderr
        assert "読めたところまでを使いました" in done.stderr
    both = call("doctor", damaged, "--verify", "--salvage", tmp_path / "saved", at=tmp_path)
    assert (both.returncode, both.stdout) == (3, "")
    assert "どちらか一つにしてください。" in both.stderr
    assert not (tmp_path / "saved").exists()
    saved = call("doctor", damaged, "--salvage", tmp_path / "saved", at=tmp_path)
    assert saved.returncode == 0, saved.stderr
    assert b"\n".join(lines) == (damaged / "record.json").read_bytes()
    assert call("check", tmp_path / "saved", at=tmp_path).returncode in (0, 1)


def test_the_tool_for_repairs_and_the_drafts_take_a_record_without_its_preparation(
    call: Call, played: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "record.json").write_bytes((played / "record.json").read_bytes())
    sound = call("doctor", folder, at=tmp_path)
    assert (sound.returncode, sound.stderr) == (0, "")
    assert call("draft", folder, at=tmp_path).returncode == 0
    saved = call("doctor", folder, "--salvage", "saved", at=tmp_path)
    assert saved.returncode == 0, saved.stderr
    assert call("draft", "saved", at=tmp_path).returncode == 0
    assert call("new", "--last", folder, "--yes", at=tmp_path).returncode == 0


def test_a_fault_of_ours_names_nobody_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fails(_options: object) -> int:
        raise ValueError("青木委員の発言")

    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setattr(listing, "run", fails)
    assert main(["list"]) == 4
    told = capsys.readouterr().err
    report = own_folder() / "crash.txt"
    assert "思わぬ誤り" in told and str(report) in told and "青木" not in told and "Traceback" not in told
    assert "青木委員の発言" in report.read_text("utf-8")
    if os.name == "posix":
        assert report.stat().st_mode & 0o077 == 0


def test_from_the_example_workbook_to_a_session_takes_one_command(call: Call, tmp_path: Path) -> None:
    example = shipped_folder() / "privacy_council" / "sample" / "案件一覧.xlsx"
    done = call("new", "令和8年度第3回", "--from", example, "--yes", at=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = (tmp_path / "sessions").iterdir()
    made, sample = preparation(folder), read_preparation(example.parent, profiles)
    assert {case.id: case.title for case in made.cases} == {case.id: case.title for case in sample.cases}
    assert [group.cases for group in made.groups] == [group.cases for group in sample.groups]
    assert [(p.name, p.role, p.post, p.reading) for p in made.people] == [
        (p.name, p.role, p.post, p.reading) for p in sample.people
    ]


def test_the_first_papers_of_a_body_make_its_profile_where_there_is_none(call: Call, tmp_path: Path) -> None:
    lines = ("令和8年度第2回 汐路市景観審議会　次第", "日時　令和8年12月22日 14:00", "１　開会", "２　計画について")
    (tmp_path / "次第.txt").write_text("\n".join(lines), encoding="utf-8")
    done = call("new", "--from", "次第.txt", "--yes", at=tmp_path)
    assert done.returncode == 0, done.stderr
    (folder,) = (tmp_path / "sessions").iterdir()
    assert preparation(folder).profile.body == "汐路市景観審議会"
    assert "型「汐路市景観審議会」を紙から作りました" in done.stderr


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("# 発言者".encode("cp932"), "文字コードが UTF-8 ではありません。UTF-8 で保存し直してください。"),
        (b"finder =", "keys.toml 1行目"),
        (b'finder = "f5"', "F5 が「発言者をさがす」と「裁決する」の両方に割り当てられています。"),
    ],
)
def test_keys_that_cannot_be_read_are_told_in_one_sentence(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    content: bytes,
    sentence: str,
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert main(["demo", "--headless", "--out", str(tmp_path / "demo")]) == 0
    own_folder().mkdir(parents=True, exist_ok=True)
    (own_folder() / "keys.toml").write_bytes(content)
    assert main(["record", str(tmp_path / "demo")]) == 3
    told = capsys.readouterr().err
    assert sentence in told
    assert "思わぬ誤り" not in told


def test_polish_lists_while_somebody_records_and_leaves_the_record_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "demo"
    assert main(["demo", "--headless", "--out", str(folder)]) == 0
    with recording(folder) as opened:
        turn = opened.session.state.turns[0]
        opened.session.dispatch(EditText(turn.id, ("えー、始めます。",)))
        before = {path.name: path.read_bytes() for path in folder.iterdir()}
        capsys.readouterr()
        assert main(["polish", str(folder), "--show"]) == 1
        assert "えー、" in capsys.readouterr().out
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_broken_profile_leaves_the_others_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    broken = user_folder() / "aaa" / "profile.toml"
    broken.parent.mkdir(parents=True)
    broken.write_text("body = ", "utf-8")
    for what in ("list", "check"):
        assert main(["profile", what]) == 1
        told = capsys.readouterr()
        assert all(name in told.out + told.err for name in ("privacy_council", "review_board", "aaa"))
        assert "profile.toml 1行目" in told.err
    monkeypatch.setattr(
        NewApp, "run", lambda app: print(app._bodies, app._look(NewMeetingRequest(), 80).text)
    )
    assert main(["new"]) == 1
    told = capsys.readouterr()
    assert "review_board" in told.out
    assert "profile.toml 1行目" in told.out


def test_a_body_of_ones_own_is_begun_from_another_and_checked(call: Call, tmp_path: Path) -> None:
    done = call("profile", "new", "green", "--like", "review_board", "--body", '緑の"審査会"', at=tmp_path)
    assert done.returncode == 0, done.stderr
    checked = call("profile", "check", "green", at=tmp_path)
    assert "使えます" in checked.stdout
    assert '緑の"審査会"' in checked.stdout
    listed = call("profile", "list", at=tmp_path)
    assert "green" in listed.stdout
    assert "自分の型" in listed.stdout
    assert call("profile", "new", "green", at=tmp_path).returncode == 3
    assert call("profile", "new", "若葉市環境審議会", at=tmp_path).returncode == 0
    assert "若葉市環境審議会" in call("profile", "list", at=tmp_path).stdout
    assert "使えません" in call("profile", "new", "若葉市/審議会", at=tmp_path).stderr
    assert "使えません" in call("profile", "new", "../x", at=tmp_path).stderr
    own = next((tmp_path / "config").rglob("green/profile.toml"))
    own.write_text(own.read_text("utf-8").replace("standing =", "standin =", 1), "utf-8")
    broken = call("profile", "check", "green", at=tmp_path)
    assert broken.returncode == 1
    assert "standin" in broken.stderr
    assert "行目" in broken.stderr


def test_a_draft_is_a_word_file(call: Call, played: Path) -> None:
    for name in ("案.pdf", "案"):
        done = call("draft", played, "-o", name, at=played.parent)
        assert done.returncode == 3
        assert "「案.docx」のように書いてください" in done.stderr
        assert not (played.parent / name).exists()


def test_a_watched_draft_renews_itself_and_survives_a_broken_template(call: Call, tmp_path: Path) -> None:
    assert call("demo", "--headless", "--out", "demo", at=tmp_path).returncode == 0
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    look = Document(str(shipped_folder() / "lines.docx"))

    def save() -> None:
        # As Word does: a file that was half written would be told as such.
        look.save(str(own / "lines.saving"))
        (own / "lines.saving").replace(own / "lines.docx")

    save()
    target = tmp_path / "demo" / "下見.docx"
    program = subprocess.Popen(
        [sys.executable, "-m", "clerk_tui", "draft", "demo", "-l", "lines", "-o", str(target), "--watch"],
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(tmp_path / "config")},
    )
    assert program.stdout is not None
    try:
        assert "公開用を作りました" in program.stdout.readline()
        assert "作り直します" in program.stdout.readline()
        for run in (run for paragraph in look.paragraphs for run in paragraph.runs):
            run.text = run.text.replace("{{ 行.印 }}", "◆")
        save()
        assert "作り直しました" in program.stdout.readline()
        assert any(paragraph.text.startswith("◆会長") for paragraph in Document(str(target)).paragraphs)
        good = target.read_bytes()
        for run in (run for paragraph in look.paragraphs for run in paragraph.runs):
            run.text = run.text.replace("発言者", "発言社")
        save()
        told = program.stdout.readline()
        assert "lines.docx" in told
        assert "「発言社」という名前の欄は" in told
        assert "前の案をそのまま" in told
        assert target.read_bytes() == good
        # Somebody works on the draft in Word: it is theirs.
        edited = Document(str(target))
        edited.add_paragraph("課長の加筆")
        edited.save(str(target))
        mine = target.read_bytes()
        for run in (run for paragraph in look.paragraphs for run in paragraph.runs):
            run.text = run.text.replace("発言社", "発言者")
        save()
        beside = target.with_name("下見-2.docx")
        told = program.stdout.readline()
        assert f"{target} は作ったあとに直されているので残し" in told
        assert str(beside) in told
        assert str(beside) in program.stdout.readline()
        assert target.read_bytes() == mine
        assert beside.exists()
    finally:
        program.kill()
        program.wait()
        program.stdout.close()
