"""The way back always works: sentences that name a command are true, and no remark is dropped on leaving."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import tempfile
import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from script_player import prepared, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.cli import leaving
from clerk_tui.cli.leaving import places, saved_at_last, written
from clerk_tui.cli.main import main
from clerk_tui.cli.parser import parser
from clerk_tui.cli.record import _callable, _kept, _news
from clerk_tui.domain import commands as c
from clerk_tui.domain.record import Unnamed
from clerk_tui.intake import read_preparation
from clerk_tui.record import Where
from clerk_tui.record.files import RealFiles
from clerk_tui.rescue import rescue_folder
from clerk_tui.session_files import is_session
from clerk_tui.session_names import locate
from clerk_tui.sessions import Recording, brought_home, create, recording, state_of

BODY = "privacy_council"
PACKAGE = Path(__file__).parents[2] / "clerk_tui"
_COMMAND = re.compile(r"clerk-tui ((?:--)?[a-z]+)((?: [^ 。、（）」\n]+)*)")
_PROSE = re.compile(r"[でをのがとに、]|です")
"""Where a sentence goes on behind a command."""
_SCREENS = ("record", "chair", "demo", "new", "transcribe", "fill", "attach")
"""Commands that open a screen, ask, or need a model: what they are told is looked at, and their meeting found."""


@pytest.fixture(autouse=True)
def _own_folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    # Where no disk takes the record, these are tried as well, and locked.
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "sessions" / "会議", read_preparation(sample_folder(BODY), profiles))


def _part(part: ast.expr) -> str:
    """A piece of a formatted string; a hole as one word in braces."""
    if isinstance(part, ast.FormattedValue):
        return f"{{{ast.unparse(part.value).replace(' ', '')}}}"
    return str(part.value) if isinstance(part, ast.Constant) else ""


def sentences() -> Iterator[tuple[str, str]]:
    """Every string of the program that names a command, holes in braces, with where it stands."""
    for path in sorted(PACKAGE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        skipped: set[ast.AST] = set()
        for node in ast.walk(tree):
            body = getattr(node, "body", None)
            if isinstance(body, list) and body and isinstance(body[0], ast.Expr):
                skipped.add(body[0].value)
            if isinstance(node, ast.JoinedStr):
                skipped.update(node.values)
                text = "".join(map(_part, node.values))
                if "clerk-tui " in text:
                    yield f"{path.name}:{node.lineno}", text
            elif isinstance(node, ast.Constant) and node not in skipped and "clerk-tui " in str(node.value):
                yield f"{path.name}:{node.lineno}", str(node.value)


def told() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for where, text in sentences():
        for found in _COMMAND.finditer(text):
            words = []
            for word in found[2].split():
                if _PROSE.match(word):
                    break
                words.append(word)
            if found[1] not in ("minutes",):
                yield where, found[1], tuple(words)


TOLD = tuple(dict.fromkeys((command, words) for _, command, words in told()))


def test_there_are_sentences_to_be_tried() -> None:
    assert len(TOLD) > 15 and {"record", "doctor", "check", "draft"} <= {command for command, _ in TOLD}


@pytest.mark.parametrize(
    ("command", "words"), TOLD, ids=lambda each: "-".join(each) if isinstance(each, tuple) else each
)
def test_what_a_sentence_says_can_be_done(
    command: str, words: tuple[str, ...], folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("個人情報です。",)))
    with wave.open("録音.m4a", "wb") as sound:
        sound.setparams((1, 2, 8000, 8, "NONE", ""))
        sound.writeframes(b"\0\0" * 8)
    Path("文字起こし").write_text("はい。", "utf-8")
    filled = [_filled(word) for word in words]
    options = parser().parse_args([command, *filled] if command != "--help" else ["list"])
    if getattr(options, "session", None):
        assert is_session(locate(options.session))
    if command not in (*_SCREENS, "--help"):
        assert main([command, *filled]) in (0, 1)


def _filled(word: str) -> str:
    if word.startswith("{"):
        return "文字起こし" if "target" in word else "1" if "number" in word else "会議"
    return {"語": "個人情報"}.get(word, word)


def test_a_record_in_the_rescue_folder_is_listed_opened_by_name_and_brought_home(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("初めに。",)))
        shutil.rmtree(folder)
        folder.parent.joinpath("会議").write_text("もうフォルダーではない", "utf-8")
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("終わりに。",)))
        assert opened.location.where is Where.FALLBACK
        (name,) = shlex.split(_callable(folder, opened.location))
    assert [turn.text for turn in state_of(locate(name)).turns] == ["初めに。", "終わりに。"]
    for command in (["list"], ["check", name], ["doctor", name]):
        capsys.readouterr()
        assert main(command) in (0, 1), command
    main(["list"])
    assert "clerk-tui record 1 で開くと" in capsys.readouterr().out
    away = locate("1")
    assert away.parent == rescue_folder()
    home = brought_home(away)
    assert home.parent == tmp_path / "sessions" and home != away
    assert [turn.text for turn in state_of(home).turns] == ["初めに。", "終わりに。"]
    capsys.readouterr()
    main(["list"])
    assert "戻ります" not in capsys.readouterr().out
    with recording(home) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("続き。",)))
    assert len(state_of(home).turns) == 3


def test_a_folder_that_was_renamed_meanwhile_is_named_by_what_opens_it(folder: Path, tmp_path: Path) -> None:
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("初めに。",)))
        folder.rename(folder.with_name("別の名"))
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("終わりに。",)))
        (name,) = shlex.split(_callable(folder, opened.location))
    assert [turn.text for turn in state_of(locate(name)).turns] == ["初めに。", "終わりに。"]
    with recording(locate("別の名")) as opened:
        assert len(opened.session.state.turns) >= 1


def full_disk(monkeypatch: pytest.MonkeyPatch, *, but: Path | None = None) -> None:
    """Every write fails, but under one folder."""
    created = RealFiles.create

    def create_(self: RealFiles, path: Path, *rest: object) -> object:
        if but is None or not path.is_relative_to(but):
            raise OSError(28, "空きがありません")
        return created(self, path, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(RealFiles, "create", create_)


def in_memory(opened: Recording) -> None:
    """Twelve turns and a correction that no disk has taken."""
    opened.record.storage._segments.move("空きがありません")
    for number in range(12):
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), (f"発言{number}。",)))
    opened.session.dispatch(c.EditText(opened.session.state.turns[0].id, ("直した発言。",)))
    assert not opened.location.saved


def test_remarks_in_memory_alone_are_counted_and_another_place_is_found(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    usb = tmp_path / "usb"
    usb.mkdir()
    monkeypatch.setattr(leaving, "_mounts", lambda: iter((usb,)))
    with recording(folder) as opened:
        full_disk(monkeypatch, but=usb)
        in_memory(opened)
        assert saved_at_last(opened)
        assert "操作が 13 件（うち発言 12 件）" in capsys.readouterr().out
        assert opened.location.path.is_relative_to(usb)
        (name,) = shlex.split(_callable(folder, opened.location))
    assert len(state_of(locate(name)).turns) == 12
    assert state_of(locate(name)).turns[0].text == "直した発言。"


def test_where_no_disk_takes_them_they_are_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(leaving, "_mounts", lambda: iter(()))
    with recording(folder) as opened:
        full_disk(monkeypatch)
        in_memory(opened)
        assert not saved_at_last(opened)
    printed = capsys.readouterr().out
    assert "直した発言。" in printed and all(f"発言{number}。" in printed for number in range(1, 12))


def test_other_places_are_the_temporary_folder_and_other_disks(tmp_path: Path) -> None:
    found = list(places("会議"))
    assert all(place.name == "会議-続き" for place in found) and len(found) == len(set(found)) >= 2


def test_what_is_printed_is_the_line_as_it_is_now() -> None:
    session, store = prepared(BODY)
    session.dispatch(c.RecordTurn(Unnamed("member"), ("はい。",)))
    session.dispatch(c.RecordStageDirection("異議なし"))
    session.dispatch(c.CountObservers(2))
    lines = list(written(session.state, store.records[1:]))
    assert lines[0].endswith("：はい。") and "（異議なし）" in lines[1]
    assert "発言でない操作が 1 件" in lines[-1]


def test_a_half_typed_line_that_cannot_be_read_is_set_aside_and_told(folder: Path) -> None:
    (folder / "unsent.json").write_bytes(b'{"number": 1, "text"')
    with recording(folder) as opened:
        assert _kept(opened.unsent) is None
        (told,) = [each for each in _news(opened) if "打ちかけの控え" in each]
    aside = next(folder.glob("unsent.damaged-*.txt"))
    assert str(aside) in told
