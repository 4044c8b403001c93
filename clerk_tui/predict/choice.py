"""One who may speak, as seen by their own side (候補の一人)."""

from __future__ import annotations

from msgspec import Struct

from clerk_tui.domain.record import Speaker


class Choice(Struct, frozen=True):
    """A weight among their side, and the reason shown."""

    speaker: Speaker
    weight: float
    reason: str
    capacity: str = ""
