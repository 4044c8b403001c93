"""``clerk-tui replay``: a record from a preparation and a script, without a screen."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from clerk_tui import profile as profiles
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.intake.preparation import FILE, read_preparation
from clerk_tui.scripting.replay import replay
from clerk_tui.session_files import is_session, spelled
from clerk_tui.sessions import create, new_folder, recording


def run(options: Namespace) -> int:
    given: Path = options.preparation
    source = given.parent if given.name == FILE else given
    meeting = read_preparation(source, profiles)
    folder, count, turns = play(meeting, options.script, options.out)
    print(f"{count} 行を実行しました（発言 {turns} 件）：{folder}")
    print(f"会議録案は clerk-tui draft {spelled(folder)} で作れます。")
    return 0


def play(meeting: Meeting, script: Path, out: Path | None) -> tuple[Path, int, int]:
    """Play a script into a new session; returns its folder, the lines carried out and the turns recorded."""
    folder = out or new_folder(f"{meeting.day or '日付不明'} {''.join(meeting.title)}")
    if is_session(folder):
        raise Refused(f"{folder} にはすでに会議があります。-o で別のフォルダーを指定してください。")
    create(folder, meeting)
    with recording(folder) as opened:
        count = replay(opened.session, script)
        return folder, count, len(opened.session.state.turns)
