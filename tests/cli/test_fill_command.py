"""What ``fill`` leaves in the record beside the words: what no turn has, kept as one step with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_tui.cli.main import main
from clerk_tui.domain.commands import Undo
from clerk_tui.sessions import recording, state_of

SAMPLE = Path(__file__).parents[2] / "templates/agriculture_committee/sample"
CHATTER = "マイクの確認をします。聞こえていますか。"


def test_words_without_a_place_are_printed_and_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "会議"
    assert main(["replay", str(SAMPLE), str(SAMPLE / "script.jsonl"), "-o", str(folder)]) in (0, 1)
    state = state_of(folder)
    first = min(turn.started for turn in state.turns)
    lines = [f"[00:00:05] {CHATTER}"]
    for turn in sorted(state.turns, key=lambda turn: turn.started):
        second = int((turn.started - first).total_seconds()) + 300
        if turn.text:
            lines.append(
                f"[{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}] {turn.text.replace(chr(10), '')}"
            )
    heard = tmp_path / "録音.txt"
    heard.write_text("\n".join(lines), "utf-8")
    capsys.readouterr()
    assert main(["fill", str(folder), str(heard), "--take"]) == 0
    assert f"0:00:05　{CHATTER}" in capsys.readouterr().out
    kept = state_of(folder).unplaced
    assert (kept[0].at, kept[0].text) == ("0:00:05", CHATTER)
    with recording(folder) as opened:
        opened.session.dispatch(Undo())
        assert opened.session.state.unplaced == ()
