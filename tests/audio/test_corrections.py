"""Words that are corrected again and again are found in the ledgers, and nothing else is."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from clerk_tui.audio.corrections import Correction, corrected, corrections, within
from clerk_tui.cli.main import main
from clerk_tui.domain.commands import EditText
from clerk_tui.domain.ledger import LedgerLine
from clerk_tui.sessions import recording

_AT = datetime(2026, 5, 18, 14, tzinfo=UTC)


def line(before: str, after: str, *, what: str = "本文", undone: bool = False) -> LedgerLine:
    return LedgerLine(_AT, None, what, before, after, undone)


def test_a_word_that_was_put_right_twice_is_known_as_a_whole_word() -> None:
    found = corrections(
        (
            line("公民官の利用について伺います。", "公民館の利用について伺います。"),
            line("次に公民官です。何点です。", "次に公民館です。難点です。"),
        )
    )
    assert found == (Correction("公民官", "公民館", 2),)
    assert within("公民官は休みです。", found) == found
    assert within("公民館は休みです。", found) == ()
    assert corrected("公民官と公民官", found) == "公民館と公民館"


def test_what_was_corrected_in_two_ways_or_taken_back_or_is_no_text_teaches_nothing() -> None:
    assert corrections((line("両称です。", "了承です。"), line("両称です。", "両者です。"))) == ()
    twice = [line("両称です。", "了承です。", undone=True)] * 2
    assert corrections(twice) == ()
    assert corrections([line("両称", "了承", what="発言者")] * 2) == ()
    assert corrections([line("", "了承です。"), line("両称です。", "")] * 2) == ()
    assert corrections([line("はい、そうです。", "いいえ、長い別の文に書き直した発言です。")] * 2) == ()


def test_the_command_lists_those_of_the_body(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "会議"
    sample = Path(__file__).parents[2] / "templates" / "privacy_council" / "sample"
    assert main(["replay", str(sample), str(sample / "script.jsonl"), "-o", str(folder)]) in (0, 1)
    with recording(folder) as opened:
        for turn in opened.session.state.turns[:2]:
            for said in ("公民官を使います。", "公民館を使います。"):
                opened.session.dispatch(EditText(turn.id, (said,)))
    capsys.readouterr()
    assert main(["vocabulary", str(folder), "--corrections"]) == 0
    assert "公民官\t公民館\t2" in capsys.readouterr().out
