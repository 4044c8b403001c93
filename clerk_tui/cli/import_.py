"""``clerk-tui import``: published minutes become a session, to be searched, taken over from and compared."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_tui.domain.errors import Refused
from clerk_tui.library import new_folder, write_private
from clerk_tui.profile import find, read_profile
from clerk_tui.published.adoption import adopted
from clerk_tui.published.reading import read_minutes
from clerk_tui.published.script import script
from clerk_tui.session_files import reject_session_file

from .replay import play

SCRIPT = "script.jsonl"
"""What a clerk would have entered that day; it can be corrected and played again (docs/script.md)."""


def run(options: Namespace) -> int:
    body = read_profile(find(options.body)) if options.body else None
    reading = read_minutes(options.minutes)
    meeting, lines = script(reading.published)
    if body is not None:
        meeting = adopted(meeting, body)
    target: Path = options.out or new_folder(f"{meeting.day or '日付不明'} {''.join(meeting.title)}")
    if target.exists():
        raise Refused(f"{target} はすでにあります。-o で別のフォルダーを指定してください。")
    reject_session_file(target).parent.mkdir(parents=True, exist_ok=True)
    # Everything or nothing: minutes that cannot be played to their end leave no half a session behind.
    with TemporaryDirectory(prefix=".import-", dir=target.parent) as temporary:
        folder = Path(temporary) / "session"
        folder.mkdir()
        path = folder / SCRIPT
        write_private(path, "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines))
        _, _, turns = play(meeting, path, folder)
        folder.replace(target)
    for note in reading.notes:
        print(f"・{note}")
    cases = len(reading.published.cases)
    print(f"会議録を取り込みました（発言 {turns} 件、案件 {cases} 件）：{target}")
    print("段階・時刻・発言者は印刷された文から推定したものです。clerk-tui search でさがせます。")
    return 0
