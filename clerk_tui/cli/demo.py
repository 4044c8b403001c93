"""``clerk-tui demo``: a meeting of a fictional town, ready to be recorded or played to its end."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime, time, timedelta
from pathlib import Path

from msgspec.structs import replace

from clerk_tui import profile as profiles
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import MeetingStage
from clerk_tui.drafting import draft_name, write_draft
from clerk_tui.intake.preparation import FILE, read_preparation
from clerk_tui.intake.request import NewMeetingRequest
from clerk_tui.profile import find
from clerk_tui.session_files import is_session
from clerk_tui.session_names import PRACTICE
from clerk_tui.sessions import create, root, standing, state_of, summary

from .record import screen
from .replay import play

SAMPLE = "sample"
AGENDA = "次第.txt"
ROSTER = "名簿.csv"
SCRIPT = "script.jsonl"


def run(options: Namespace) -> int:
    sample = find(options.body).parent / SAMPLE
    meeting = _meeting(options.body, sample)
    folder: Path = options.out or root() / f"{PRACTICE}{options.body}"
    if options.headless:
        return _headless(meeting, sample, folder)
    if options.out is None:
        folder = _today(folder)
    fresh = not is_session(folder)
    if fresh:
        create(folder, _held_now(meeting))
    return screen(folder, lesson=fresh or not state_of(folder).entries)


def _meeting(body: str, sample: Path) -> Meeting:
    """The sample of a body: from its preparation, or from its papers as an office has them."""
    if (sample / FILE).is_file():
        return read_preparation(sample, profiles)
    agenda, roster = sample / AGENDA, sample / ROSTER
    if not agenda.is_file() or not roster.is_file():
        raise Refused(f"型「{body}」に見本の会議はありません。")
    from .new import proposed

    return proposed(NewMeetingRequest(body=body, files=(agenda,), roster=roster)).meeting


def _today(folder: Path) -> Path:
    """Where to practise: in today's practice while it goes on, else in a new folder."""
    number, place = 1, folder
    while place.exists():
        state = summary(place).state
        held = state.opened.date() if state.opened else state.meeting.date if state.prepared else None
        if held == date.today() and state.stage is not MeetingStage.CLOSED:  # noqa: DTZ011 the day on the wall
            return place
        number += 1
        place = folder.with_name(f"{folder.name}-{number}")
    return place


def _held_now(meeting: Meeting) -> Meeting:
    """The sample as a meeting of today that begins about now, and takes as long as it did."""
    now = datetime.now().replace(second=0, microsecond=0)  # noqa: DTZ005 the clock on the wall
    starts = now - timedelta(minutes=now.minute % 5)
    if meeting.date is None or meeting.starts is None or meeting.ends is None:
        return replace(meeting, date=now.date())
    took = datetime.combine(now, meeting.ends) - datetime.combine(now, meeting.starts)
    ends = min(starts + took, datetime.combine(now, time(23, 59)))
    return replace(meeting, date=now.date(), starts=starts.time(), ends=ends.time())


def _headless(meeting: Meeting, sample: Path, folder: Path) -> int:
    folder, count, turns = play(meeting, sample / SCRIPT, folder)
    made = standing(folder)
    path = write_draft(made.state, folder / draft_name(), datetime.now().astimezone(), seq=made.seq)
    print(f"見本の会議を最後まで進めました（{count} 行、発言 {turns} 件）。")
    print(f"会議録案：{path}")
    return 0
