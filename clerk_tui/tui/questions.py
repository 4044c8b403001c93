"""Which dialog an action opens (問い合わせ): one line an action, nothing but construction.

``MOVING`` actions move the meeting on, so that what stands in the entry is recorded first; ``KEEPING`` ones
leave the entry alone. Loaded with the dialogs, when the first one is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.record import State
from clerk_tui.recording.announcing import Proposal
from clerk_tui.recording.input_state import SpeakerRole

from .dialogs.amend_ruling import AmendRulingDialog
from .dialogs.base import CommandDialog
from .dialogs.cases import AddCaseDialog, CaseTagDialog, ChangeCaseDialog, StanceDialog
from .dialogs.conclude import ConcludeDialog
from .dialogs.correct import FlagDialog, PointDialog
from .dialogs.course import BlockDialog, MarkDialog, PhaseDialog, StageDialog
from .dialogs.follow_ups import FollowUpDialog, FollowUpsDialog
from .dialogs.lookup import ReplaceDialog
from .dialogs.occasion import MaterialDialog, NextMeetingDialog, ObserversDialog, SignatoriesDialog
from .dialogs.people import AttendanceDialog
from .dialogs.progress import SettleDialog
from .dialogs.roll_call import RollCallDialog
from .dialogs.ruling import RulingDialog


class Subject(Struct, frozen=True):
    """What a dialog is about."""

    state: State
    entry: EntryId
    """The line selected in the log, else the turn recorded last; empty before the first."""
    chair: SpeakerRole
    """Who presides, in which capacity."""
    proposal: Proposal
    """What the words announce; the dialog about it begins with that."""
    typing: bool
    """Whether those words stand in the entry, and are no turn yet."""


Ask = Callable[[Subject], CommandDialog]

MOVING: Mapping[str, Ask] = {
    "block": lambda s: BlockDialog(s.state, s.proposal.groups),
    "ruling": lambda s: RulingDialog(
        s.state, s.chair, s.proposal.decisions, method=s.proposal.method, typing=s.typing
    ),
    "vote_again": lambda s: RulingDialog(s.state, s.chair),
    "phase": lambda s: PhaseDialog(s.state, s.proposal.phase),
    "stage": lambda s: StageDialog(s.state),
    "mark": lambda s: MarkDialog(s.state, s.proposal.mark),
}

KEEPING: Mapping[str, Ask] = {
    # The first time everybody at once, from then on one by one.
    "attendance": lambda s: AttendanceDialog(s.state) if s.state.attendance else RollCallDialog(s.state),
    "observers": lambda s: ObserversDialog(s.state),
    "signatories": lambda s: SignatoriesDialog(s.state),
    "next_meeting": lambda s: NextMeetingDialog(s.state),
    "flag": lambda s: FlagDialog(s.state, s.entry),
    "conclude": lambda s: ConcludeDialog(s.state),
    "point": lambda s: PointDialog(s.state, s.entry),
    "follow_up": lambda s: FollowUpDialog(s.state, s.entry),
    "follow_ups": lambda s: FollowUpsDialog(s.state),
    "cases": lambda s: CaseTagDialog(s.state, s.entry),
    "stance": lambda s: StanceDialog(s.state, s.entry),
    "amend_ruling": lambda s: AmendRulingDialog(s.state, s.entry),
    "replace": lambda s: ReplaceDialog(s.state),
    "add_case": lambda s: AddCaseDialog(s.state),
    "change_case": lambda s: ChangeCaseDialog(s.state),
    "settle": lambda s: SettleDialog(s.state),
    "material": lambda s: MaterialDialog(s.state),
}
