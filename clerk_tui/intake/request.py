"""What the clerk asks for when a meeting is prepared (準備の注文)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field

from clerk_tui.domain.profile import Profile

from .carry_over import Takeover
from .headings import Field
from .schedule import Schedule


class NewMeetingRequest(Struct, frozen=True):
    """Files, the last meeting, and what the clerk has said beyond them."""

    profile: Profile
    today: date
    said: Schedule = field(default_factory=Schedule)
    files: tuple[Path, ...] = ()
    """Tables and 次第; they may hold the roster as well."""
    roster: Path | None = None
    columns: Mapping[Field, str] = field(default_factory=dict)
    """Corrections of columns for these files."""
    remembered: Mapping[Field, str] = field(default_factory=dict)
    """Corrections that were said for the body before."""
    last: Takeover | None = None
