"""``clerk-tui demo``: a meeting of a fictional town, ready to be recorded or played to its end."""

from __future__ import annotations

from argparse import Namespace
from datetime import datetime
from pathlib import Path

from clerk_tui import profile as profiles
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.drafting import draft_name, write_draft
from clerk_tui.intake.preparation import FILE, read_preparation
from clerk_tui.profile import find
from clerk_tui.session_files import is_session
from clerk_tui.sessions import create, root, standing

from .record import screen
from .replay import play

SAMPLE = "sample"
SCRIPT = "script.jsonl"


def run(options: Namespace) -> int:
    sample = find(options.body).parent / SAMPLE
    if not (sample / FILE).is_file():
        raise Refused(f"型「{options.body}」に見本の会議はありません。")
    meeting = read_preparation(sample, profiles)
    folder: Path = options.out or root() / f"demo-{options.body}"
    if options.headless:
        return _headless(meeting, sample, folder)
    if not is_session(folder):
        create(folder, meeting)
    return screen(folder)


def _headless(meeting: Meeting, sample: Path, folder: Path) -> int:
    folder, count, turns = play(meeting, sample / SCRIPT, folder)
    made = standing(folder)
    path = write_draft(made.state, folder / draft_name(), datetime.now().astimezone(), seq=made.seq)
    print(f"見本の会議を最後まで進めました（{count} 行、発言 {turns} 件）。")
    print(f"会議録案：{path}")
    return 0
