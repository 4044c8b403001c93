"""One who may speak, as seen by their own side (候補の一人)."""

from __future__ import annotations

from dataclasses import dataclass

from clerk_tui.domain.record import Speaker


@dataclass(frozen=True, slots=True)
class Choice:
    """A weight among their side, and the reason shown."""

    speaker: Speaker
    weight: float
    reason: str
    capacity: str = ""
