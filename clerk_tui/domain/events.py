"""Every event under one roof (事実の一覧), and an event in its place in the record."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Union

from . import acts
from .amendments import *
from .attendance import *
from .audio_files import *
from .blocks import *
from .conclusions import *
from .corrections import *
from .finalizing import *
from .follow_ups import *
from .history import *
from .points import *
from .procedure import *
from .publishing import *
from .rearranging import *
from .rulings import *
from .sitting import *
from .turns import *
from .unplaced import *
from .value import Value

if TYPE_CHECKING:
    from .acts import Event as Event
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
