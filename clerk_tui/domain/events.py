"""Every event under one roof (事実の一覧), and an event in its place in the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Union

from . import acts
from .amendments import (
    CaseAdded as CaseAdded,
)
from .amendments import (
    CaseDropped as CaseDropped,
)
from .amendments import (
    CaseRetitled as CaseRetitled,
)
from .amendments import (
    GroupAdded as GroupAdded,
)
from .amendments import (
    GroupsReordered as GroupsReordered,
)
from .amendments import (
    MaterialAdded as MaterialAdded,
)
from .amendments import (
    MaterialReplaced as MaterialReplaced,
)
from .amendments import (
    PersonAdded as PersonAdded,
)
from .attendance import (
    AttendanceRecorded as AttendanceRecorded,
)
from .attendance import (
    ObserversCounted as ObserversCounted,
)
from .blocks import (
    BlockClosed as BlockClosed,
)
from .blocks import (
    BlockOpened as BlockOpened,
)
from .blocks import (
    CasesTabled as CasesTabled,
)
from .blocks import (
    GroupDeferred as GroupDeferred,
)
from .blocks import (
    PhaseChanged as PhaseChanged,
)
from .corrections import (
    AnswerWaived as AnswerWaived,
)
from .corrections import (
    CasesTagged as CasesTagged,
)
from .corrections import (
    NamesConfirmed as NamesConfirmed,
)
from .corrections import (
    NarrationMarked as NarrationMarked,
)
from .corrections import (
    SpeakerCorrected as SpeakerCorrected,
)
from .corrections import (
    TextEdited as TextEdited,
)
from .corrections import (
    TurnFlagged as TurnFlagged,
)
from .corrections import (
    TurnRephased as TurnRephased,
)
from .history import (
    Redone as Redone,
)
from .history import (
    Undone as Undone,
)
from .rearranging import (
    EntryDeleted as EntryDeleted,
)
from .rearranging import (
    EntryMoved as EntryMoved,
)
from .rearranging import (
    TurnsMerged as TurnsMerged,
)
from .rearranging import (
    TurnSplit as TurnSplit,
)
from .rulings import (
    CasesRuled as CasesRuled,
)
from .rulings import (
    StanceDeclared as StanceDeclared,
)
from .rulings import (
    StancesWithdrawn as StancesWithdrawn,
)
from .sitting import (
    MarkMade as MarkMade,
)
from .sitting import (
    MeetingClosed as MeetingClosed,
)
from .sitting import (
    MeetingOpened as MeetingOpened,
)
from .sitting import (
    MeetingPrepared as MeetingPrepared,
)
from .sitting import (
    NextMeetingSet as NextMeetingSet,
)
from .turns import (
    FloorTaken as FloorTaken,
)
from .turns import (
    RequestWithdrawn as RequestWithdrawn,
)
from .turns import (
    SpeechRequested as SpeechRequested,
)
from .turns import (
    StageDirectionRecorded as StageDirectionRecorded,
)
from .turns import (
    TurnRecorded as TurnRecorded,
)
from .value import Value

if TYPE_CHECKING:
    Event = acts.Event
else:
    # What msgspec chooses from by the stored type: all events that there are, each in a module imported above.
    Event = Union[tuple(acts.Event.kinds())]  # noqa: UP007


class Recorded(Value, frozen=True):
    """An event with its place in the record."""

    seq: int
    """1, 2, 3 … without a gap, over the whole life of the session."""
    at: datetime
    """Wall-clock time with zone, at which it was recorded."""
    offset: float
    """Seconds since the first event, by a clock that is never set back; goes on after a restart."""
    batch: int
    """``seq`` of the first event of the same command: undo takes back the whole command."""
    event: Event
