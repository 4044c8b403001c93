"""Nothing leaves in public under a member's name, nor with a mark of internal words that nobody understands."""

from __future__ import annotations

from pathlib import Path

import pytest
from script_player import TYPED_LATER, prepared, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.chair.redaction import WITHHELD, quoted
from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
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
