"""What the recording screen asks of the disk: both documents at the end, another place for the record, its files."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from script_player import played

from clerk_tui.cli import documents as closing
from clerk_tui.cli import record, watches
from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import State, Unnamed
from clerk_tui.drafting import write_draft
from clerk_tui.leaks import Leaked
from clerk_tui.leaks.check import Leak
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.template import TemplateError
from clerk_tui.sessions import create, new_folder, recording, state_of

LEAKED = Leaked((Leak("word/header1.xml", ("榎本",), "榎本委員"),))


@pytest.fixture
def state() -> State:
    return played("privacy_council")[0].state


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, state: State) -> Path:
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert state.meeting is not None
    return create(new_folder("第2回"), state.meeting)


def failing(monkeypatch: pytest.MonkeyPatch, faults: dict[LayoutSpec, Exception]) -> None:
    def write(state: State, target: Path, *rest: Any, layout: LayoutSpec, **more: Any) -> Path:
        if layout in faults:
            raise faults[layout]
        return write_draft(state, target, *rest, layout=layout, **more)

    monkeypatch.setattr(closing, "write_draft", write)


def test_both_documents_are_made(folder: Path, state: State) -> None:
    assert closing.documents(folder, state) == folder / "会議録案.docx"
    assert (folder / "会議結果の概要.docx").exists()
    assert closing.documents(folder, state) == folder / "会議録案-2.docx"


def test_minutes_are_made_also_where_the_summary_cannot_be(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, {LAYOUTS["summary"]: LEAKED})
    with pytest.raises(Refused) as refused:
        closing.documents(folder, state)
    made = folder / "会議録案.docx"
    assert made.exists()
    assert str(refused.value).startswith(
        f"会議録案は作りました（{made}）。会議結果の概要は作れませんでした。"
    )
    # Nothing of it is in the record, so the check of the screen would show nothing: the place is named.
    assert "word/header1.xml" in str(refused.value) and "Ctrl+W" not in str(refused.value)


def test_a_summary_is_made_also_where_the_minutes_cannot_be(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, {LAYOUTS["table"]: OSError(28, "空きがありません")})
    with pytest.raises(Refused) as refused:
        closing.documents(folder, state)
    made = folder / "会議結果の概要.docx"
    assert made.exists()
    assert str(refused.value) == (
        f"会議結果の概要は作りました（{made}）。会議録案は作れませんでした。"
        "書き込めません（空きがありません）。"
    )


def test_where_neither_can_be_made_a_common_reason_is_said_once(
    folder: Path, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = TemplateError("ひな形がこわれています。")
    failing(monkeypatch, {LAYOUTS["table"]: fault, LAYOUTS["summary"]: fault})
    with pytest.raises(Refused) as refused:
        closing.documents(folder, state)
    assert str(refused.value) == "会議結果の概要と会議録案は作れませんでした。ひな形がこわれています。"


def test_names_in_the_record_are_for_the_check_of_the_screen(folder: Path) -> None:
    session, _ = played("privacy_council")
    session.dispatch(c.EditText(session.state.turns[-1].id, ("榎本委員の言うとおりです。",)))
    with pytest.raises(Refused, match=r"会議録案は作れませんでした。委員の氏名の出る文があります（Ctrl\+W"):
        closing.documents(folder, session.state)


def test_a_place_that_was_typed_is_noted_in_full(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with recording(folder) as opened:
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("移る前。",)))
        told = record.moved(opened, "USB/続き")
        assert str(tmp_path / "USB" / "続き") in told
        opened.session.dispatch(c.RecordTurn(Unnamed("member"), ("移った後。",)))
    (tmp_path / "よそ").mkdir()
    monkeypatch.chdir(tmp_path / "よそ")
    assert [turn.text for turn in state_of(folder).turns] == ["移る前。", "移った後。"]


def test_the_own_folder_is_the_same_however_it_is_typed(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    relative = folder.relative_to(tmp_path)
    with recording(relative) as opened:
        for typed in ("", str(relative), str(folder)):
            assert f"記録は全部 {relative} に" in record.moved(opened, typed)
        with pytest.raises(Refused, match="だれのフォルダーか"):
            record.moved(opened, "~だれでもない人/続き")


def test_a_preparation_that_vanishes_is_told_and_stops_nothing(folder: Path) -> None:
    said: list[str] = []
    app = SimpleNamespace(warn=said.append, prepare=said.append, call_later=lambda tell, text: tell(text))
    (folder / "preparation.toml").unlink()
    watches._prepare(cast("Any", app), folder)
    (sentence,) = said
    assert sentence.startswith("preparation.toml：ファイルがありません")
    assert sentence.endswith("前の内容のまま続けます。")
