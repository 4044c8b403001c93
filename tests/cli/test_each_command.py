"""Every command at least once: done as asked, and refused in one sentence without a change."""

from __future__ import annotations

import asyncio
import shutil
import wave
from pathlib import Path

import pytest
from command_line import Call, leaves

from clerk_tui.chair.app import ChairApp
from clerk_tui.cli import demo, transcribe
from clerk_tui.cli.parser import parser
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.fill import FillApp
from clerk_tui.tui.new import NewApp
from clerk_tui.tui.polish import PolishApp

SAMPLE = shipped_folder() / "privacy_council" / "sample"
CAPTIONS = "1\n00:00:01,000 --> 00:00:04,000\nそれでは始めます。\n"

DONE: dict[tuple[str, ...], tuple[tuple[str, ...], int]] = {
    ("demo",): (("demo",), 0),
    ("new",): (("new", "令和8年度第3回", "--from", str(SAMPLE / "案件一覧.xlsx"), "--yes"), 0),
    ("import",): (("import", "sessions/S/会議録案.docx", "--yes", "-o", "取込み"), 0),
    ("record",): (("record", "S"), 0),
    ("chair",): (("chair", "S"), 0),
    ("replay",): (("replay", str(SAMPLE), str(SAMPLE / "script.jsonl"), "-o", "台本"), 0),
    ("draft",): (("draft", "S", "-l", "summary"), 0),
    ("fill",): (("fill", "S", "字幕.srt"), 0),
    ("attach",): (("attach", "S", "録音.wav", "--start", "13:58"), 0),
    ("transcribe",): (("transcribe", "S", "--model", "モデル"), 0),
    ("vocabulary",): (("vocabulary", "S", "--for", "amivoice"), 0),
    ("polish",): (("polish", "S"), 0),
    ("diff",): (("diff", "sessions/S/会議録案.docx"), 0),
    ("confirm",): (("confirm", "S", "-o", "確認依頼", "--to", "相原委員", "--on", "2026-10-20"), 0),
    ("status",): (("status", "S", "確定", "--on", "2026-10-20"), 0),
    ("settle",): (("settle", "S"), 0),
    ("export",): (("export", "S", "akn", "--internal"), 0),
    ("check",): (("check", "S"), 1),
    ("archive",): (("archive", "保管庫"), 0),
    ("search",): (("search", "個人情報"), 0),
    ("profile", "list"): (("profile", "list"), 0),
    ("profile", "new"): (("profile", "new", "青葉町環境審議会"), 0),
    ("profile", "check"): (("profile", "check", "privacy_council"), 0),
    ("list",): (("list",), 0),
    ("doctor",): (("doctor", "S"), 0),
    ("completion",): (("completion", "fish"), 0),
}
"""What each command is asked, and its code."""

REFUSED: dict[tuple[str, ...], tuple[tuple[str, ...], int, str]] = {
    ("demo",): (("demo", "--body", "ない"), 3, "型「ない」がありません"),
    ("new",): (("new", "第1回", "--date", "13月1日"), 3, "13月"),
    ("import",): (("import", "録音.wav"), 3, "録音.wav"),
    ("record",): (("record", "ない"), 3, "「ない」という会議はありません"),
    ("chair",): (("chair", "ない"), 3, "「ない」という会議はありません"),
    ("replay",): (("replay", "ない", "ない.jsonl"), 3, "preparation.toml"),
    ("draft",): (("draft", "S", "-o", "案.pdf"), 3, "Word ファイルの名前ではありません"),
    ("fill",): (("fill", "S", "ない.srt"), 3, "ない.srt"),
    ("attach",): (("attach", "S", "字幕.srt"), 3, "字幕.srt"),
    ("transcribe",): (("transcribe", "S", "--model", "モデル"), 3, "録音が結び付けられていません"),
    ("vocabulary",): (("vocabulary", "S", "-o", "sessions/S/record.json"), 3, "会議の記録や準備に使う名前"),
    ("polish",): (("polish", "ない", "--show"), 3, "「ない」という会議はありません"),
    ("diff",): (("diff", "字幕.srt", "S"), 3, "字幕.srt"),
    ("confirm",): (("confirm", "S", "-o", "sessions/S", "--on", "2026-10-20"), 3, "会議のフォルダーです"),
    ("status",): (("status", "S", "案"), 3, "もう「案」です"),
    ("settle",): (("settle", "S", "1", "--take", "記録"), 3, "1 番の食い違いはありません"),
    ("export",): (("export", "S", "md", "-o", "sessions"), 3, "フォルダーです"),
    ("check",): (("check",), 2, "引数が足りません"),
    ("archive",): (("archive", "字幕.srt"), 3, "字幕.srt"),
    ("search",): (("search", "語", "--since", "13月"), 3, "13月"),
    ("profile", "list"): (("profile", "lst"), 2, "もしかして「list」"),
    ("profile", "new"): (("profile", "new", "../x"), 3, "使えません"),
    ("profile", "check"): (("profile", "check", "ない"), 3, "ない"),
    ("list",): (("list", "S"), 2, "知らない引数です"),
    ("doctor",): (("doctor", "S", "--salvage", "sessions/S"), 3, "すでに会議があります"),
    ("completion",): (("completion", "tcsh"), 2, "選べません"),
}


@pytest.fixture
def desk(played: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder with a meeting S, a recording and a transcript; screens close at once."""
    shutil.copytree(played, tmp_path / "sessions" / "S")
    (tmp_path / "字幕.srt").write_text(CAPTIONS, encoding="utf-8")
    (tmp_path / "モデル").mkdir()
    with wave.open(str(tmp_path / "録音.wav"), "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8_000)
        sound.writeframes(bytes(16_000))

    async def closed(self: object) -> None:
        # What goes on beside the screen has begun.
        await asyncio.sleep(0)

    for app in (ClerkApp, FillApp, PolishApp):
        monkeypatch.setattr(app, "run_async", closed)
    monkeypatch.setattr(ChairApp, "run", lambda self: None)
    monkeypatch.setattr(NewApp, "run", lambda self: None)
    monkeypatch.setattr(demo, "screen", lambda folder, *, lesson=False: 0)
    return tmp_path


def test_the_tables_have_every_command() -> None:
    assert set(DONE) == set(REFUSED) == set(leaves(parser()))


@pytest.mark.parametrize("words", DONE, ids=" ".join)
def test_each_command_does_what_it_is_for(
    words: tuple[str, ...], call: Call, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if words == ("transcribe",):
        call(*DONE["attach",][0], at=desk)
        monkeypatch.setattr(transcribe, "FasterWhisper", lambda model, threads: model)
        monkeypatch.setattr(transcribe, "recognise", lambda *_all, **_more: [])
    command, code = DONE[words]
    done = call(*command, at=desk)
    assert done.returncode == code, done.stderr + done.stdout
    assert done.stdout or words in (("demo",), ("chair",), ("polish",))
    assert "思わぬ誤り" not in done.stderr


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_each_command_refuses_in_a_sentence(words: tuple[str, ...], call: Call, desk: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (desk / "sessions" / "S").iterdir()}
    command, code, sentence = REFUSED[words]
    done = call(*command, at=desk)
    assert (done.returncode, sentence in done.stderr) == (code, True), done.stderr + done.stdout
    assert "思わぬ誤り" not in done.stderr and "Traceback" not in done.stderr
    assert {path: path.stat().st_mtime_ns for path in (desk / "sessions" / "S").iterdir()} == before
