"""Where each turn is heard in the recordings (録音の位置): numbers and seconds, and nobody's name. Pure."""

from __future__ import annotations

from msgspec import Struct

from clerk_tui.domain.audio_files import heard_at
from clerk_tui.domain.record import State, Turn


class Place(Struct, frozen=True):
    """A turn's place: as far as the record's times and the recording's clock tell."""

    recording: int
    """Number of the file, from 1 in the order of attaching; its name may be somebody's, and stays away."""
    second: float


def place(state: State, turn: Turn) -> Place | None:
    """Where a turn begins; None: nobody knows, or no recording ran."""
    # Where nobody knows when the meeting was, the times of the turns are made up.
    found = heard_at(state, turn.started) if state.meeting.timed else None
    if found is None:
        return None
    return Place(state.audio.index(found[0]) + 1, round(found[1], 1))


def clock(second: float, *, exact: bool = False) -> str:
    """Seconds as 0:12:34, or as 00:12:34.500."""
    thousandths = round(max(0.0, second) * 1000)
    whole, rest = divmod(thousandths, 1000)
    hours, minutes, seconds = whole // 3600, whole // 60 % 60, whole % 60
    return (
        f"{hours:02}:{minutes:02}:{seconds:02}.{rest:03}" if exact else f"{hours}:{minutes:02}:{seconds:02}"
    )
