"""Nothing leaves in public under a member's name, nor with a mark of internal words that nobody understands."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace
from script_player import TYPED_LATER, prepared, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.chair.redaction import WITHHELD, quoted
from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State, Unnamed
from clerk_tui.drafting import NameExposed, write_draft
from clerk_tui.intake import read_preparation
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.outline import outline
from clerk_tui.sessions import create, recording

BODY = "privacy_council"


def state_with(*paragraphs: str) -> State:
    session, _ = prepared(BODY)
    session.dispatch(c.RecordTurn(Unnamed("member"), paragraphs))
    return session.state


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=lambda each: each.id)
def test_an_unclear_mark_stops_every_layout(layout: LayoutSpec, tmp_path: Path) -> None:
    state = state_with("〔内部〕病院の件です。")
    with pytest.raises(NameExposed, match="内部用の印"):
        write_draft(state, tmp_path / "案.docx", TYPED_LATER, layout=layout)
    assert not list(tmp_path.iterdir())
    write_draft(state, tmp_path / "内部.docx", TYPED_LATER, Edition.INTERNAL, layout)


def test_a_mark_over_paragraphs_is_taken_out_whole(tmp_path: Path) -> None:
    state = state_with("初めに〔内部：病院の", "患者の件", "について〕終わりに")
    public = str(outline(state, TYPED_LATER).body)
    assert "初めに" in public and "終わりに" in public
    assert not any(word in public for word in ("病院", "患者", "について"))
    write_draft(state, tmp_path / "案.docx", TYPED_LATER)


def test_the_chairs_screen_shows_no_unclear_mark() -> None:
    state = state_with("はい。")
    assert quoted(state, "〔内部〕病院の件", names=False) == WITHHELD
    assert quoted(state, "〔内部〕病院の件", names=True) == "〔内部〕病院の件"


def test_no_public_file_is_called_by_a_member(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    state = state_with("はい。")
    for name in ("榎本委員.docx", "えのもと委員.docx", "enomoto.docx"):
        with pytest.raises(Refused, match="ファイル名"):
            write_draft(state, tmp_path / name, TYPED_LATER)
    folder = create(tmp_path / "会議", read_preparation(sample_folder(BODY), profiles))
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("はい。",)))
    target = tmp_path / "榎本委員.md"
    assert main(["export", str(folder), "md", "-o", str(target)]) != 0
    assert "ファイル名" in capsys.readouterr().err
    assert not target.exists()
    assert main(["export", str(folder), "md", "--internal", "-o", str(target)]) == 0
    assert target.exists()


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = create(tmp_path / "sessions" / "会議", read_preparation(sample_folder(BODY), profiles))
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("はい。",)))
    return folder


@pytest.mark.parametrize("command", [["export", "会議", "md"], ["vocabulary", "会議"]])
def test_a_writer_replaces_no_file_that_is_there_unless_told(
    command: list[str], session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / ("語.txt" if command[0] == "vocabulary" else "会議録.md")
    target.write_text("前のもの", "utf-8")
    assert main([*command, "-o", str(target)]) == 3
    assert "--force" in capsys.readouterr().err
    assert target.read_text("utf-8") == "前のもの"
    assert main([*command, "-o", str(target), "--force"]) == 0
    assert target.read_text("utf-8") != "前のもの"
    assert main([*command, "-o", str(target.with_suffix(".docx"))]) == 3
    assert "合わない名前" in capsys.readouterr().err


@pytest.mark.skipif(os.name == "nt", reason="リンクと装置の名前がないため")
def test_no_writer_follows_a_link_or_replaces_a_device(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere, link, pipe = tmp_path / "大事.md", tmp_path / "会議録.md", tmp_path / "管.md"
    elsewhere.write_text("大事", "utf-8")
    link.symlink_to(elsewhere)
    os.mkfifo(pipe)
    for target in (link, pipe, Path("/dev/null")):
        for command in (["export", "会議", "md", "--force"], ["draft", "会議"]):
            assert main([*command, "-o", str(target)]) == 3
            assert capsys.readouterr().err.count("\n") == 1
    assert elsewhere.read_text("utf-8") == "大事" and link.is_symlink()


def test_a_word_that_names_nobody_is_let_through_for_one_file(
    session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "榎本町の会議.md"
    assert main(["export", "会議", "md", "-o", str(tmp_path / "榎本野.md")]) == 3
    assert "--allow" in capsys.readouterr().err
    assert main(["export", "会議", "md", "--allow", "榎本野", "-o", str(tmp_path / "榎本野.md")]) == 0
    assert main(["export", "会議", "md", "--allow", "榎本委員", "-o", str(tmp_path / "榎本委員.md")]) == 3
    assert "氏名そのもの" in capsys.readouterr().err
    assert main(["export", "会議", "md", "-o", str(target)]) == 0


@pytest.mark.parametrize(("form", "ending"), [("md", ".txt"), ("md", ".markdown"), ("html", ".htm")])
def test_a_public_file_is_looked_through_under_every_ending_that_fits(
    form: str, ending: str, session: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / f"会議録{ending}"
    assert main(["export", "会議", form, "-o", str(target)]) == 0
    assert "はい。" in target.read_text("utf-8")
    target.unlink()
    with recording(session) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("榎本委員に賛成です。",)))
    assert main(["export", "会議", form, "-o", str(target)]) == 3
    assert capsys.readouterr().err and not target.exists()


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_member_called_like_the_town_stops_no_file(layout: str, tmp_path: Path) -> None:
    """In the properties of the template, the title, the place and the office: 柏木 in 柏木市."""
    state = state_with("はい。")
    meeting = replace(state.meeting, title=("柏木市情報公開審議会", "会議録"), place="柏木市役所")
    assert hidden_names(state).anywhere("柏木委員") and not hidden_names(state).anywhere("柏木市総務課")
    write_draft(
        replace(state, meeting=meeting), tmp_path / "柏木市.docx", TYPED_LATER, layout=LAYOUTS[layout]
    )


def test_names_that_steer_the_terminal_are_refused_and_never_printed(
    session: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "x\x1b]0;title\x07.md"
    for command in (
        ["export", "会議", "md", "-o", evil],
        ["diff", "a\x00b.docx", "会議"],
        ["check", "会\x1b[31m議"],
        ["check", "会\x00議"],
        ["fill", "会議", evil],
        ["new", "名前", "--from", evil],
    ):
        with suppress(SystemExit):
            assert main(command) in (2, 3)
        told = "".join(capsys.readouterr())
        assert told and not any(character in told for character in "\x1b\x07\x00")
    (session.parent / "会\x1b[31m議").mkdir()
    (session.parent / "会\x1b[31m議" / "preparation.toml").write_text("壊れ", "utf-8")
    main(["list"])
    assert "\x1b" not in "".join(capsys.readouterr())
