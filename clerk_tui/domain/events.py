"""What happened (past tense): the vocabulary of the journal, and the only thing that changes the record.

Events are facts with everything resolved: ids, times, defaults. :data:`Event` is the closed union; a new
member needs a case in :mod:`clerk_tui.domain.evolve` (the type checker says so) and nothing else, because
the codec walks the union.
"""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from .amendments import (
    CaseAdded,
    CaseDropped,
    CaseRetitled,
    GroupAdded,
    GroupsReordered,
    MaterialAdded,
    MaterialReplaced,
    PersonAdded,
)
from .ids import BlockId, CaseId, EntryId, GroupId, PersonId
from .meeting import Meeting
from .record import (
    Decision,
    MarkKind,
    Method,
    NextMeeting,
    PhaseShift,
    Presence,
    Speaker,
    Stance,
    Tally,
    Turn,
)
from .value import Value


class MeetingPrepared(Value, frozen=True, tag=True):
    """The preparation was read, for the first time or again after a change by hand (準備・その改訂)."""

    undoable: ClassVar[bool] = False
    meeting: Meeting


class MeetingOpened(Value, frozen=True, tag=True):
    """開会."""

    at: datetime


class MeetingClosed(Value, frozen=True, tag=True):
    """閉会."""

    at: datetime


class MarkMade(Value, frozen=True, tag=True):
    """休憩・再開, or a part without the public (非公開) begun or ended."""

    entry: EntryId
    kind: MarkKind
    at: datetime
    reason: str = ""


class NextMeetingSet(Value, frozen=True, tag=True):
    """次回の日程."""

    next: NextMeeting


class AttendanceRecorded(Value, frozen=True, tag=True):
    """出欠: a roll call, or one arrival or departure."""

    presences: tuple[Presence, ...]


class ObserversCounted(Value, frozen=True, tag=True):
    """傍聴者."""

    count: int
    note: str = ""


class BlockOpened(Value, frozen=True, tag=True):
    """一括審議の開始: the heading row stands where this happened."""

    block: BlockId
    entry: EntryId
    groups: tuple[GroupId, ...]
    at: datetime


class BlockClosed(Value, frozen=True, tag=True):
    """The proceedings left the block."""

    block: BlockId
    at: datetime


class GroupDeferred(Value, frozen=True, tag=True):
    """後回し."""

    group: GroupId
    reason: str


class CasesTabled(Value, frozen=True, tag=True):
    """The printed order of the case table was set (案件一覧の順)."""

    cases: tuple[CaseId, ...]


class PhaseChanged(Value, frozen=True, tag=True):
    """段階の移行."""

    phase: str
    at: datetime


class FloorTaken(Value, frozen=True, tag=True):
    """Somebody began to speak; transient, so that undoing goes by turns and not by this."""

    undoable: ClassVar[bool] = False
    speaker: Speaker
    at: datetime
    capacity: str = ""


class SpeechRequested(Value, frozen=True, tag=True):
    """発言の求め; transient like :class:`FloorTaken`, and taken back by its own event."""

    undoable: ClassVar[bool] = False
    person: PersonId
    at: datetime


class RequestWithdrawn(Value, frozen=True, tag=True):
    """発言の求めの取下げ."""

    undoable: ClassVar[bool] = False
    person: PersonId


class TurnRecorded(Value, frozen=True, tag=True):
    """発言."""

    turn: Turn
    before: EntryId | None = None
    """The entry that it was inserted before; None: at the end."""


class StageDirectionRecorded(Value, frozen=True, tag=True):
    """ト書き."""

    entry: EntryId
    text: str
    at: datetime
    before: EntryId | None = None


class TextEdited(Value, frozen=True, tag=True):
    """The words of a turn or stage direction were corrected (本文の訂正)."""

    entry: EntryId
    paragraphs: tuple[str, ...]
    shifts: tuple[PhaseShift, ...] = ()
    """The turn's phase boundaries, moved with the text."""


class SpeakerCorrected(Value, frozen=True, tag=True):
    """発言者の訂正."""

    entry: EntryId
    speaker: Speaker
    capacity: str


class CasesTagged(Value, frozen=True, tag=True):
    """The cases that a turn concerns (関係案件)."""

    entry: EntryId
    cases: tuple[CaseId, ...]


class TurnRephased(Value, frozen=True, tag=True):
    """The phase of a past turn was corrected without moving it (段階の付け替え)."""

    entry: EntryId
    phase: str
    shifts: tuple[PhaseShift, ...] = ()


class NarrationMarked(Value, frozen=True, tag=True):
    """Whether a turn's text is told or spoken (記述・発言の別)."""

    entry: EntryId
    narrated: bool


class TurnSplit(Value, frozen=True, tag=True):
    """発言の分割: the first part keeps its id, the second becomes ``second``."""

    entry: EntryId
    first: tuple[str, ...]
    first_shifts: tuple[PhaseShift, ...]
    second: Turn


class TurnsMerged(Value, frozen=True, tag=True):
    """発言の結合: ``second`` goes, its words follow those of ``first``."""

    first: EntryId
    second: EntryId
    paragraphs: tuple[str, ...]
    shifts: tuple[PhaseShift, ...]
    cases: tuple[CaseId, ...] = ()


class EntryMoved(Value, frozen=True, tag=True):
    """移動; ``before`` None: to the end."""

    entry: EntryId
    before: EntryId | None


class EntryDeleted(Value, frozen=True, tag=True):
    """削除: out of the minutes, for ever in the journal."""

    entry: EntryId


class TurnFlagged(Value, frozen=True, tag=True):
    """要確認; an empty note takes the flag away."""

    entry: EntryId
    note: str


class AnswerWaived(Value, frozen=True, tag=True):
    """答弁不要: the question stands without an answer, and that is no hole."""

    entry: EntryId


class NamesConfirmed(Value, frozen=True, tag=True):
    """氏名の確認: these paragraphs may be printed though a member's name stands in them."""

    entry: EntryId
    paragraphs: tuple[str, ...]


class StanceDeclared(Value, frozen=True, tag=True):
    """態度表明."""

    stance: Stance


class StancesWithdrawn(Value, frozen=True, tag=True):
    """The stances declared in a turn were struck out (態度表明の取消し)."""

    entry: EntryId


class CasesRuled(Value, frozen=True, tag=True):
    """裁決: several results in one utterance."""

    decisions: tuple[Decision, ...]
    at: datetime
    block: BlockId | None
    """The block that was open when the chair began to speak: the same turn may go on to the next matter."""
    entry: EntryId | None
    method: Method
    tally: Tally | None = None


class Undone(Value, frozen=True, tag=True):
    """取消し of the command whose events carry that batch number."""

    undoable: ClassVar[bool] = False
    batch: int


class Redone(Value, frozen=True, tag=True):
    """やり直し."""

    undoable: ClassVar[bool] = False
    batch: int


Event = (
    MeetingPrepared
    | MeetingOpened
    | MeetingClosed
    | MarkMade
    | NextMeetingSet
    | AttendanceRecorded
    | ObserversCounted
    | BlockOpened
    | BlockClosed
    | GroupDeferred
    | GroupsReordered
    | CaseAdded
    | CaseDropped
    | CaseRetitled
    | GroupAdded
    | MaterialAdded
    | MaterialReplaced
    | PersonAdded
    | CasesTabled
    | PhaseChanged
    | FloorTaken
    | SpeechRequested
    | RequestWithdrawn
    | TurnRecorded
    | StageDirectionRecorded
    | TextEdited
    | SpeakerCorrected
    | CasesTagged
    | TurnRephased
    | NarrationMarked
    | TurnSplit
    | TurnsMerged
    | EntryMoved
    | EntryDeleted
    | TurnFlagged
    | AnswerWaived
    | NamesConfirmed
    | StanceDeclared
    | StancesWithdrawn
    | CasesRuled
    | Undone
    | Redone
)


class Recorded(Value, frozen=True):
    """An event with its place in the journal."""

    seq: int
    """1, 2, 3 … without a gap, over the whole life of the session."""
    at: datetime
    """Wall-clock time with zone, at which it was recorded."""
    offset: float
    """Seconds since the first event, by a clock that is never set back; goes on after a restart."""
    batch: int
    """``seq`` of the first event of the same command: undo takes back the whole command."""
    event: Event


def is_undoable(event: Event) -> bool:
    """Whether :class:`Undone` may name it; what comes from files or is transient may not."""
    return getattr(event, "undoable", True)
