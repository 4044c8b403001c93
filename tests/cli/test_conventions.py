"""What a command line promises to other programs: codes, JSON, streams, names, completion, and a quiet end."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

import pytest
from command_line import Call
from docx import Document

from clerk_tui.cli.completion import SHELLS
from clerk_tui.cli.main import Code, main
from clerk_tui.cli.progress import SHOWN, tell_progress
from clerk_tui.cli.streams import streams
from clerk_tui.export import FORMATS
from clerk_tui.tui.own_app import OwnApp

ROOT = Path(__file__).parents[2]


@pytest.fixture
def meeting(played: Path, tmp_path: Path) -> Path:
    """The played sample in a folder of meetings of its own; gives the working folder around that."""
    shutil.copytree(played, tmp_path / "sessions" / "2026-10-14-令和8年度第2回")
    return tmp_path


# -- codes -------------------------------------------------------------------------------------------------


def test_findings_refusals_and_faults_have_codes_of_their_own(call: Call, meeting: Path) -> None:
    assert call("list", at=meeting).returncode == Code.DONE
    assert call("check", "第2回", at=meeting).returncode == Code.FOUND
    assert call("check", at=meeting).returncode == Code.WRONG_ARGUMENTS
    assert call("check", "ない会議", at=meeting).returncode == Code.REFUSED
    (meeting / "file").write_text("", encoding="utf-8")
    assert call("profile", "check", meeting / "file" / "profile.toml", at=meeting).returncode != Code.DONE
    assert call("replay", meeting / "sessions" / "1", "-", at=meeting).returncode == Code.REFUSED


def test_a_disk_that_does_not_write_is_a_fault(
    call: Call, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(28, "空きがありません")

    monkeypatch.setattr(os, "fsync", full)
    assert call("vocabulary", "第2回", "-o", "単語.txt", at=meeting).returncode == Code.FAULT


def test_what_the_system_says_is_said_in_japanese_and_of_the_file_that_was_asked_for(
    call: Call, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = call("export", "第2回", "md", "-o", "長" * 90 + ".md", at=meeting)
    assert long.returncode == Code.REFUSED and "名前が長すぎます" in long.stderr
    unknown = call("check", "長" * 90, at=meeting)
    assert unknown.returncode == Code.REFUSED and unknown.stderr.isascii() is False and "name" not in unknown.stderr
    (meeting / "紙").write_text("", encoding="utf-8")
    there = call("demo", "--headless", "--out", meeting / "紙", at=meeting)
    assert there.returncode == Code.REFUSED and "exists" not in there.stderr

    def full(*_given: object, **_more: object) -> int:
        raise OSError(28, "No space left on device", str(meeting / ".clerk-tui-x" / "字.md"))

    monkeypatch.setattr(os, "fsync", full)
    done = call("export", "第2回", "md", "-o", "字.md", at=meeting)
    assert done.returncode == Code.FAULT
    assert done.stderr.endswith("字.md：読み書きできません（ディスクに空きがありません）。\n")
    assert ".clerk-tui-" not in done.stderr


def test_every_code_stands_in_the_document() -> None:
    text = (ROOT / "docs" / "exit-codes.md").read_text("utf-8")
    assert all(f"| {code.value} |" in text for code in Code)


def test_without_a_command_a_pipe_is_told_the_usage(call: Call, tmp_path: Path) -> None:
    done = call(at=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("使い方: clerk-tui")
    assert "操作を書いてください" in done.stderr


# -- names -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["第2回", "令和８年度 第2回", "1", "１", "2026-10", "みどり市 情報公開"])
def test_a_meeting_is_found_by_any_part_of_its_name_and_by_its_number(
    name: str, call: Call, meeting: Path
) -> None:
    done = call("check", name, "--json", at=meeting)
    assert done.returncode == Code.FOUND, done.stderr
    assert Path(json.loads(done.stdout)["session"]).name == "2026-10-14-令和8年度第2回"
    assert done.stderr == "会議：2026-10-14-令和8年度第2回\n"


def test_the_meeting_of_today_is_found_as_such(call: Call, meeting: Path) -> None:
    none = call("check", "今日", at=meeting)
    assert none.returncode == Code.REFUSED
    assert "今日の会議はありません。" in none.stderr
    day = date.today()  # noqa: DTZ011 the day on the wall
    made = call("new", "臨時会", "--date", f"{day:%Y-%m-%d}", at=meeting)
    assert made.returncode == 0, made.stderr
    assert json.loads(call("check", "今日", "--json", at=meeting).stdout)["session"].endswith("臨時会")


def test_several_meetings_are_named_and_so_is_where_none_was_found(call: Call, meeting: Path) -> None:
    shutil.copytree(meeting / "sessions" / "2026-10-14-令和8年度第2回", meeting / "sessions" / "令和8年度第20回")
    several = call("check", "年度第2", at=meeting)
    assert several.returncode == Code.REFUSED
    assert "「2026-10-14-令和8年度第2回」「令和8年度第20回」のどれか決まりません。" in several.stderr
    none = call("check", "令和8年度弟2回", at=meeting)
    assert "もしかして「2026-10-14-令和8年度第2回」ですか。" in none.stderr
    assert f"さがした場所：{meeting / 'sessions'}（" in none.stderr


@pytest.mark.parametrize("name", ["..", ".", " ", "\x00", "../x", "~だれでもない人"])
def test_a_name_that_leads_elsewhere_is_no_meeting(name: str, call: Call, meeting: Path) -> None:
    done = call("check", name, at=meeting / "sessions")
    assert done.returncode == Code.REFUSED
    assert "\x00" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("chek",), "「check」"),
        (("list", "--jsn"), "「--json」"),
        (("draft", "x", "--intenal"), "「--internal」"),
        (("profile", "lst"), "「list」"),
        (("export", "x", "jso"), "「json」"),
    ],
)
def test_a_near_miss_is_named(arguments: tuple[str, ...], meant: str, call: Call, tmp_path: Path) -> None:
    done = call(*arguments, at=tmp_path)
    assert done.returncode == Code.WRONG_ARGUMENTS
    assert f"もしかして{meant}ですか。" in done.stderr


def test_where_meetings_lie_is_decided_once(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = tmp_path / "config" / "clerk-tui" / "settings.toml"
    settings.parent.mkdir(parents=True)
    office = tmp_path / "役所" / "会議"
    settings.write_text(f"sessions = {json.dumps(str(office), ensure_ascii=False)}\n", "utf-8")
    assert call("new", "第1回", at=tmp_path).returncode == 0
    assert [path.name for path in office.iterdir()] == ["日付不明-第1回"]
    told = call("check", "ない", at=tmp_path).stderr
    assert f"さがした場所：{office}（設定 {settings}）。" in told
    settings.write_text("sesions = 3\n", "utf-8")
    wrong = call("list", at=tmp_path)
    assert wrong.returncode == Code.REFUSED
    assert "settings.toml 1行目" in wrong.stderr


# -- JSON --------------------------------------------------------------------------------------------------


def test_each_command_that_tells_json_tells_one_document(call: Call, meeting: Path) -> None:
    (row,) = json.loads(call("list", "--json", at=meeting).stdout)
    assert (row["number"], row["date"], row["stage"], row["turns"]) == (1, "2026-10-14", "閉会", 69)
    findings = json.loads(call("check", "1", "--json", at=meeting).stdout)["findings"]
    assert {"rule", "message", "turn", "place", "cases"} == set(findings[0])
    assert any(finding["turn"] == 36 for finding in findings)
    hits = json.loads(call("search", "個人情報", "--json", at=meeting).stdout)
    assert hits and all("個人情報" in hit["text"] for hit in hits)
    assert json.loads(call("search", "どこにもない言葉", "--json", at=meeting).stdout) == []
    record = json.loads(call("doctor", "1", "--json", at=meeting).stdout)
    assert record["intact"] is True and record["damages"] == []
    looks = json.loads(call("doctor", "--json", at=meeting).stdout)
    assert {look["verdict"] for look in looks} <= {"good", "doubtful", "bad"}


def test_a_draft_that_was_changed_in_word_is_told_and_taken_as_json(call: Call, meeting: Path) -> None:
    folder = meeting / "sessions" / "2026-10-14-令和8年度第2回"
    draft = folder / "会議録案.docx"
    word = Document(str(draft))
    cell = next(c for row in word.tables[2].rows for c in row.cells if len(c.text) > 30)
    old = cell.paragraphs[-1].text
    cell.paragraphs[-1].text = old + "（訂正）"
    word.save(str(draft))
    (change,) = json.loads(call("diff", draft, "--json", at=meeting).stdout)["changes"]
    assert change["takable"] and change["draft"][-1].endswith("（訂正）")
    taken = call("diff", "-", "1", "--json", "--take", at=meeting, given=draft.read_bytes())
    assert (taken.returncode, json.loads(taken.stdout)["taken"]) == (Code.DONE, 1), taken.stderr
    assert json.loads(call("diff", draft, "--json", at=meeting).stdout)["changes"] == []


def test_fill_tells_what_it_would_put_in_as_json(call: Call, meeting: Path) -> None:
    captions = b"1\n00:00:01,000 --> 00:00:04,000\n\xe3\x81\x9d\xe3\x82\x8c\xe3\x81\xa7\xe3\x81\xaf\xe3\x80\x82\n"
    done = call("fill", "1", "-", "--json", at=meeting, given=captions)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["taken"] == 0 and len(told["turns"]) == 69
    assert {turn["confidence"] for turn in told["turns"]} <= {"sure", "likely", "doubtful"}


# -- streams -----------------------------------------------------------------------------------------------


def test_what_is_made_goes_to_standard_output_and_what_is_said_to_standard_error(
    call: Call, meeting: Path
) -> None:
    out = call("export", "1", "turns", "--internal", "-o", "-", at=meeting)
    assert out.returncode == 0, out.stderr
    assert out.stdout.count("\n") > 60 and "書き出しました" in out.stderr
    done = call("vocabulary", "1", "-o", "-", at=meeting)
    assert "土屋" in done.stdout and "書き出しました" in done.stderr
    watched = call("draft", "1", "--watch", "-o", "-", at=meeting)
    assert watched.returncode == Code.REFUSED
    assert "--watch" in watched.stderr


@pytest.mark.parametrize("made", FORMATS)
def test_every_export_has_on_standard_output_the_ending_of_its_file(made: str) -> None:
    options = Namespace(command="export", format=made, out=Path("-"), writes="out")
    with streams(options):
        assert options.out.suffix == Path(FORMATS[made][0]).suffix


def test_minutes_and_scripts_come_from_standard_input(call: Call, meeting: Path, played: Path) -> None:
    script = (ROOT / "templates" / "privacy_council" / "sample" / "script.jsonl").read_bytes()
    made = call("replay", played, "-", "-o", "台本", at=meeting, given=script)
    assert made.returncode == 0, made.stderr
    assert str(meeting / "台本") in made.stdout
    minutes = (played / "会議録案.docx").read_bytes()
    done = call("import", "-", "--yes", "-o", "取込み", at=meeting, given=minutes)
    assert done.returncode == 0, done.stderr
    assert (meeting / "取込み" / "record.json").exists()
    whose = call("diff", "-", at=meeting, given=minutes)
    assert (whose.returncode, "どの会議のものかも" in whose.stderr) == (Code.REFUSED, True)
    twice = call("fill", "1", "-", "-", "--take", at=meeting, given=b"x")
    assert (twice.returncode, "一つだけ" in twice.stderr) == (Code.REFUSED, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows のパイプは閉じ方が違う")
def test_a_closed_pipe_ends_quietly(meeting: Path) -> None:
    program = subprocess.Popen(
        [sys.executable, "-m", "clerk_tui", "search", "の", "--limit", "1000"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=meeting,
        env={**os.environ, "PYTHONUTF8": "1", "XDG_CONFIG_HOME": str(meeting / "config")},
    )
    assert program.stdout is not None and program.stderr is not None
    program.stdout.close()
    told = program.stderr.read()
    program.stderr.close()
    assert (program.wait(timeout=60), told) == (0, b"")


def test_messages_have_full_paths(call: Call, meeting: Path) -> None:
    told = call("draft", "1", "-o", "案.docx", at=meeting).stdout
    assert told == f"公開用を作りました：{meeting / '案.docx'}\n"
    assert f"（{meeting}）" in call("import", "ない.docx", at=meeting).stderr


# -- terminal ----------------------------------------------------------------------------------------------


def test_progress_is_told_on_a_terminal_alone(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tell_progress("半分")
    assert capsys.readouterr().err == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    tell_progress("半分")
    assert "半分" in capsys.readouterr().err
    monkeypatch.setattr(sys.stderr, "isatty", lambda: False)
    monkeypatch.setenv(SHOWN, "1")
    tell_progress("半分")
    assert capsys.readouterr().err == "\r半分\r"


async def test_no_color_is_kept(call: Call, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b" not in call("--help", at=tmp_path, tty=True).stdout
    app = OwnApp[None]()
    async with app.run_test():
        app.apply_theme()
        assert app.no_color
        colors = {segment.style.color for strip in app.screen._compositor.render_strips() for segment in strip if segment.style}
        assert all(color is None or color.triplet is None or len({*color.triplet}) == 1 for color in colors)


@pytest.mark.parametrize("shell", SHELLS)
def test_each_shell_gets_its_completion(shell: str, call: Call, tmp_path: Path) -> None:
    done = call("completion", shell, at=tmp_path)
    assert done.returncode == 0
    assert "clerk-tui" in done.stdout


def test_the_shell_is_answered_with_commands_options_and_meetings(meeting: Path) -> None:
    def answer(line: str) -> set[str]:
        found = meeting / "answer"
        environment = {
            **os.environ,
            "XDG_CONFIG_HOME": str(meeting / "config"),
            "_ARGCOMPLETE": "1",
            "_ARGCOMPLETE_IFS": "\n",
            "_ARGCOMPLETE_STDOUT_FILENAME": str(found),
            "COMP_LINE": line,
            "COMP_POINT": str(len(line)),
            "PYTHONUTF8": "1",
        }
        # It leaves by os._exit, and closes a descriptor of its own choice.
        subprocess.run([sys.executable, "-m", "clerk_tui"], env=environment, cwd=meeting, check=True, timeout=60)
        return {word.strip() for word in found.read_text("utf-8").split("\n")}

    assert "check" in answer("clerk-tui che")
    assert "--internal" in answer("clerk-tui draft x --int")
    assert answer("clerk-tui check 2026") == {"2026-10-14-令和8年度第2回"}


@pytest.mark.parametrize(
    "words", [("record", "第2回"), ("chair", "第2回"), ("polish", "第2回"), ("demo", "--out", "練習")], ids=" ".join
)
def test_a_screen_needs_a_terminal(
    words: tuple[str, ...], call: Call, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would wait for ever, or fall over its own end before the first picture; nor does it write into a pipe."""
    with (meeting / "keys").open("w+", encoding="utf-8") as pipe:
        for stream in ("__stdin__", "__stdout__", "__stderr__"):
            monkeypatch.setattr(sys, stream, pipe)
        done = call(*words, at=meeting)
        assert pipe.tell() == 0
    assert done.returncode == Code.REFUSED and "端末で実行" in done.stderr and "\x1b" not in done.stderr


def test_a_file_that_stands_is_written_though_its_place_could_not_be_cleared_away(
    call: Call, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stuck(*_given: object, **_more: object) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "rmdir", stuck)
    done = call("export", "第2回", "md", "-o", "会議録.md", at=meeting)
    assert done.returncode == Code.DONE and (meeting / "会議録.md").read_text("utf-8")


def test_a_record_is_salvaged_beside_papers_that_are_damaged(
    call: Call, meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    paper = next((meeting / "sessions").iterdir()) / "preparation.toml"
    paper.write_bytes(b"title = \"\xff\xfe\"\n")
    done = call("doctor", "第2回", "--salvage", "取出し", at=meeting)
    assert done.returncode == Code.DONE, done.stderr
    assert (meeting / "取出し" / "preparation.toml").read_bytes() == paper.read_bytes()

    def full(*_given: object, **_more: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("clerk_tui.cli.doctor.write_atomically", full)
    done = call("doctor", "第2回", "--salvage", "もう一つ", at=meeting)
    assert done.returncode == Code.REFUSED and (meeting / "もう一つ" / "record.json").exists()
    assert "記録は取り出しましたが" in done.stderr and "空きがありません" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full がないため")
@pytest.mark.parametrize("both", [False, True])
def test_a_stream_that_takes_nothing_is_a_fault_in_one_sentence(both: bool, tmp_path: Path) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(
            [sys.executable, "-m", "clerk_tui", "list"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT), "CLERK_TUI_SESSIONS": str(tmp_path)},
            stdout=full,
            stderr=full if both else subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert done.returncode == Code.FAULT
    assert both or done.stderr == "読み書きできません（ディスクに空きがありません）。\n"


@pytest.mark.parametrize("words", [("list",), (), ("check", "ない会議")], ids=str)
def test_streams_that_were_closed_are_no_fault_of_ours(
    words: tuple[str, ...], meeting: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(meeting / "sessions"))
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    expected = {"list": Code.DONE, "check": Code.REFUSED}.get(words[0] if words else "", Code.WRONG_ARGUMENTS)
    assert main(words) == expected


@pytest.mark.skipif(sys.platform != "linux", reason="ほかでは、ファイル名はいつも Unicode のため")
def test_file_names_that_the_locale_cannot_write_are_told(meeting: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "clerk_tui", "draft", "1"],
        cwd=meeting,
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
        | {"PYTHONIOENCODING": "utf-8", "CLERK_TUI_SESSIONS": str(meeting / "sessions")},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == Code.REFUSED and "LANG=C.UTF-8" in done.stderr
