"""``clerk-tui import``: published minutes become a session, to be searched, taken over from and compared."""

from __future__ import annotations

import re
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from clerk_tui.domain.commands import SetStatus
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import MeetingStage
from clerk_tui.errors import ClerkError
from clerk_tui.minutes.document import DRAFT_MARK
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.template import template_lines
from clerk_tui.profile import find, read_profile, template_for
from clerk_tui.published.adoption import adopted
from clerk_tui.published.reading import Reading, read_minutes
from clerk_tui.published.script import script, script_text
from clerk_tui.roundtrip.word import read_draft
from clerk_tui.session_files import reject_session_file
from clerk_tui.sessions import new_folder, recording, write_private
from clerk_tui.watching import stamps

from .replay import play
from .review import review

_SPEAKER = re.compile(r"([^{}%]*)\{\{\s*行\.発言者\s*\}\}([^{}%]*)")
SCRIPT = "script.jsonl"
"""What a clerk would have entered that day; it can be corrected and played again (docs/script.md)."""


def run(options: Namespace) -> int:
    if options.out:
        _free(options.out)
    body = read_profile(find(options.body)) if options.body else None
    words = _around_speakers(body)
    if not options.yes and sys.stdin.isatty() and sys.stdout.isatty():
        if not _looked_at(options.minutes, words):
            print("会議録は取り込みませんでした。")
            return 1
        reading = read_minutes(options.minutes, words)
    else:
        reading = read_minutes(options.minutes, words)
        print(review(reading))
        asked = sum(doubt.asks for doubt in reading.doubts)
        if asked and not options.yes:
            print(
                f"確かめたいことが {asked} 件あるため、取り込みませんでした。"
                "会議録を直すか、このまま取り込むなら --yes を付けてください。",
                file=sys.stderr,
            )
            return 1
    folder, turns = _imported(reading, body, options.out, draft=_is_draft(options.minutes, reading))
    cases = len(reading.published.cases)
    print(f"会議録を取り込みました（発言 {turns} 件、案件 {cases} 件）：{folder}")
    print("段階・発言の時刻・結果は印刷された文から推定したものです。clerk-tui search 語 でさがせます。")
    return 0


def _around_speakers(body: Profile | None) -> tuple[str, str] | None:
    """What the body's own template of the full text puts before and after a speaker; None where it says nothing."""
    if body is None:
        return None
    for line in template_lines(template_for(body.id, name=LAYOUTS["lines"].template)):
        if found := _SPEAKER.search(line):
            return (found[1], found[2]) if found[1] or found[2].strip() else None
    return None


def _looked_at(minutes: Path, words: tuple[str, str] | None) -> bool:
    """Whether the clerk takes the minutes in, after the review on a screen."""
    from clerk_tui.tui.terminal import driver_class, prepare_environment

    prepare_environment()
    from clerk_tui.tui.import_review import ImportReview
    from clerk_tui.tui.widgets.preview import Look

    def look(cells: int) -> Look:
        try:
            reading = read_minutes(minutes, words)
        except ClerkError as fault:
            return Look(str(fault), False)
        return Look(review(reading, cells), True, tuple(doubt.message for doubt in reading.doubts))

    app = ImportReview(minutes.name, look, lambda: stamps((minutes,)))
    app.driver_class = driver_class() or app.driver_class
    taken = app.run()
    app.raise_crash()
    return bool(taken)


def _free(target: Path) -> Path:
    """The folder, where a session may be made; raises Refused where one may not."""
    if target.exists():
        raise Refused(f"{target} はすでにあります。-o で別のフォルダーを指定してください。")
    return reject_session_file(target)


def _is_draft(minutes: Path, reading: Reading) -> bool:
    """Whether the file calls itself a draft, in its title or at the edge of its pages."""
    told = [*reading.published.title]
    if minutes.suffix.lower() == ".docx":
        told += [line.text for line in read_draft(minutes).lines if line.part]
    return any(DRAFT_MARK in text for text in told)


def _published(folder: Path) -> None:
    """What was taken in has been published; the minutes do not say when, so the day is that of taking them in."""
    with recording(folder) as opened:
        state = opened.session.state
        if state.stage is MeetingStage.CLOSED:
            today = date.today()  # noqa: DTZ011 the day on the wall
            on = max(today, state.meeting.date or today)
            note = "公表された会議録から取り込んだ（日付は取り込んだ日）"
            opened.session.dispatch(SetStatus(MinutesStatus.PUBLISHED, note=note, on=on))


def _imported(reading: Reading, body: Profile | None, out: Path | None, *, draft: bool) -> tuple[Path, int]:
    """Play the minutes into a new session.

    Raises:
        Refused: the folder is there already.
        ScriptError: the minutes cannot be played to their end; nothing was made.
    """
    meeting, lines = script(reading.published)
    if body is not None:
        meeting = adopted(meeting, body)
    target = out or new_folder(f"{meeting.day or '日付不明'} {''.join(meeting.title)}")
    _free(target).parent.mkdir(parents=True, exist_ok=True)
    # Everything or nothing: minutes that cannot be played to their end leave no half a session behind.
    with TemporaryDirectory(prefix=".import-", dir=target.parent) as temporary:
        folder = Path(temporary) / "session"
        folder.mkdir()
        path = folder / SCRIPT
        write_private(path, script_text(lines))
        _, _, turns = play(meeting, path, folder)
        if not draft:
            _published(folder)
        folder.replace(target)
    return target, turns
