"""How far the minutes have come after the meeting (会議録の状態): steps, answers of those asked, conflicts. Values.

The commands and events are in :mod:`.finalizing`.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from .ids import EntryId, PersonId
from .publicity import Internal, Publicity
from .value import Value


class MinutesStatus(StrEnum):
    """Where the minutes of a closed meeting stand."""

    DRAFT = "案"
    ASKED = "確認中"
    FINAL = "確定"
    PUBLISHED = "公表"

    @property
    def is_draft(self) -> bool:
        """Whether what is printed is still a draft (（案）)."""
        return self in (MinutesStatus.DRAFT, MinutesStatus.ASKED)


class Asked(Value, frozen=True):
    """Who is asked to confirm the draft (確認の依頼先): a person, or else an office."""

    person: PersonId = PersonId("")
    office: Internal = ""


class Step(Value, frozen=True):
    """One step of the minutes, forward or back."""

    status: MinutesStatus
    on: date
    by: Internal = ""
    """Who took it, in the office's own words."""
    note: Internal = ""
    due: date | None = None
    """Until when answers are due (回答期限)."""
    asked: Annotated[tuple[Asked, ...], Publicity.INTERNAL] = ()
    """Who was sent the draft."""


class Answer(Value, frozen=True):
    """What came back from somebody who was asked."""

    who: Asked
    on: date
    changes: int
    """Differences in the file; 0: the draft was confirmed as it is."""


class Conflict(Value, frozen=True):
    """Two corrections of one place that differ (食い違い), until somebody decides."""

    id: Internal
    where: Internal
    """As the clerk finds it."""
    before: tuple[Internal, ...]
    """What the draft had."""
    now: tuple[Internal, ...]
    """What the record had when the other correction came."""
    wanted: tuple[Internal, ...]
    """What the other correction makes of it."""
    entry: EntryId | None = None
    """The line whose words ``wanted`` are; None: they are about something else, and are put in by hand."""
    by: Internal = ""
    """Who wants it."""
    other: Internal = ""
    """Whose correction the record has; empty: the clerk's."""
    file: Internal = ""
    """The Word file in which it came."""
