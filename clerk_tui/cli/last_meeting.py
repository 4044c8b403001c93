"""The last meeting (前回の会議): a session, or its minutes in a file, which are read as ``import`` reads them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.record import State
from clerk_tui.intake.carry_over import CarriedOver, carried_over
from clerk_tui.intake.request import MINUTES
from clerk_tui.published.adoption import adopted
from clerk_tui.published.reading import read_minutes
from clerk_tui.published.script import script, script_text
from clerk_tui.session_files import is_session
from clerk_tui.session_names import locate
from clerk_tui.sessions import state_of

from .replay import play


class LastMeeting(Struct, frozen=True):
    """What of the last meeting is known, and how."""

    carried: CarriedOver
    minutes: Path | None = None
    """Its minutes, where these are all that there is."""
    doubts: tuple[str, ...] = ()


def minutes_of(typed: str) -> Path | None:
    """The file of minutes that is meant; None: a session is.

    Raises:
        Refused: it is called like a file of minutes, and is not there.
    """
    path = Path(typed).expanduser()
    if path.suffix.lower() not in MINUTES or is_session(path):
        return None
    if not path.is_file():
        raise Refused(f"前回の会議録「{typed}」がありません。ファイルの場所を確かめてください。")
    return path


def last_meeting(typed: str, body: Profile | None) -> LastMeeting:
    """The last meeting; ``body``: the profile that was chosen for the next one.

    Raises:
        ClerkError: there is none of that name, or it cannot be read.
    """
    minutes = minutes_of(typed)
    if minutes is None:
        return LastMeeting(carried_over(state_of(locate(typed))))
    state, doubts = _read(minutes.resolve(), minutes.stat().st_mtime_ns)
    carried = carried_over(state, unruled=False)
    if body is not None:
        carried = replace(carried, meeting=adopted(carried.meeting, body))
    return LastMeeting(carried, minutes, tuple(f"前回の会議録：{doubt}" for doubt in doubts))


@lru_cache(maxsize=4)
def _read(minutes: Path, _saved: int) -> tuple[State, tuple[str, ...]]:
    """The record that the minutes tell of, played in a folder that does not stay; read again when they are saved."""
    reading = read_minutes(minutes, None)
    meeting, lines = script(reading.published)
    with TemporaryDirectory(prefix="clerk-tui-") as temporary:
        path = Path(temporary) / "script.jsonl"
        path.write_text(script_text(lines), encoding="utf-8")
        folder, _, _ = play(meeting, path, Path(temporary) / "session")
        state = state_of(folder)
    return state, tuple(doubt.message for doubt in reading.doubts if doubt.asks)
