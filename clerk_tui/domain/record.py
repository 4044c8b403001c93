"""The record as it stands (記録の現在): turns, blocks, rulings, attendance; a value that the reducer renews.

Nothing here is changed in place: events replace what they change (:meth:`~.acts.Event.apply`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from msgspec import field
from msgspec.structs import replace

from .acts import Event
from .ids import BlockId, CaseId, EntryId, GroupId, PersonId, PhaseId, RoleId
from .internal_marks import Passage, public_paragraphs
from .meeting import UNPREPARED, FollowUp, Meeting, Person
from .progress import Answer, Conflict, MinutesStatus, Step
from .publicity import Internal, Public, Publicity, Unjudged
from .value import Value

if TYPE_CHECKING:
    from .amendments import Amendment


class Attendance(StrEnum):
    """出欠の別."""

    PRESENT = "出席"
    ABSENT = "欠席"
    LATE = "遅参"
    LEFT = "退席"
    RETURNED = "再入室"
    SUBSTITUTE = "代理出席"
    ONLINE = "オンライン出席"

    @property
    def here(self) -> bool:
        """Whether the person takes part from then on; a late-comer does from the time of arrival."""
        return self not in (Attendance.ABSENT, Attendance.LEFT)


class Presence(Value, frozen=True):
    """One entry of a person's attendance: from ``at`` on, ``status`` holds."""

    person: PersonId
    status: Attendance
    at: datetime
    note: Unjudged = ""
    """Name of a substitute (代理), or a reason."""


class Named(Value, frozen=True, tag=True):
    """A speaker who is on the roster."""

    person: PersonId


class Unnamed(Value, frozen=True, tag=True):
    """A speaker known only by role (まだ分からない発言者): to be named later, or never in public."""

    role: RoleId


Speaker = Named | Unnamed


class PhaseShift(Value, frozen=True):
    """A boundary of phases inside a turn: from this character of this paragraph on, ``phase`` holds."""

    paragraph: int
    offset: int
    phase: PhaseId


class Turn(Value, frozen=True):
    """発言: what one person said in one capacity until somebody else spoke."""

    id: EntryId
    speaker: Speaker
    started: datetime
    """The first key, not the commit."""
    ended: datetime | None
    paragraphs: tuple[Unjudged, ...]
    phase: PhaseId
    """The phase in which the turn began."""
    capacity: Unjudged = ""
    """Another capacity for this turn alone (部会長); empty: the person's own."""
    block: BlockId | None = None
    cases: tuple[CaseId, ...] = ()
    """The cases it concerns, where they are fewer than the block's; empty: all of them."""
    shifts: tuple[PhaseShift, ...] = ()
    narrated: bool = False
    """True where the text tells what was done (「説明する。」) instead of what was said."""
    flag: Unjudged = ""
    """要確認: what is to be looked up; empty: nothing."""
    point: Unjudged = ""
    """要点: what a record of the points prints of it, 〃 its own words; empty: it is left out there."""
    inside: Annotated[tuple[Passage, ...], Publicity.INTERNAL] = ()
    """Passages for the internal edition alone (内部用の箇所), in the order of the text."""

    def in_public(self, withheld: str) -> Turn:
        """The turn without its words for the internal edition, paragraph by paragraph (:func:`~.publicity.published`)."""
        return replace(self, paragraphs=public_paragraphs(self.paragraphs, withheld, self.inside), inside=())

    @property
    def last_phase(self) -> str:
        """The phase in which the turn ended."""
        return self.shifts[-1].phase if self.shifts else self.phase

    @property
    def text(self) -> str:
        return "\n".join(self.paragraphs)


class BlockHeading(Value, frozen=True):
    """見出し行: stands where a block was opened; its lines are made from the block's groups."""

    id: EntryId
    block: BlockId
    at: datetime


class StageDirection(Value, frozen=True):
    """ト書き: （異議なし）, （答申案文の配布）; the text is without brackets."""

    id: EntryId
    text: Unjudged
    at: datetime


class MarkKind(StrEnum):
    """Interruptions of the proceedings that the minutes show."""

    RECESS = "休憩"
    RESUMED = "再開"
    CLOSED_PART = "非公開"
    OPEN_PART = "公開再開"


class Mark(Value, frozen=True):
    """休憩・再開・非公開 with time."""

    id: EntryId
    kind: MarkKind
    at: datetime
    reason: Unjudged = ""


Entry = Turn | BlockHeading | StageDirection | Mark


class Block(Value, frozen=True):
    """一括審議: groups that the chair calls, discusses and rules together."""

    id: BlockId
    groups: tuple[GroupId, ...]
    opened: datetime
    closed: datetime | None = None


class Method(StrEnum):
    """How a ruling came about (採決の方法)."""

    DECLARED = "宣告"
    NO_OBJECTION = "異議なし"
    SHOW_OF_HANDS = "挙手"
    STANDING = "起立"
    BALLOT = "投票"


class Casting(StrEnum):
    """The chair's casting vote in a tie (可否同数のときの議長の裁決)."""

    FOR = "賛成"
    AGAINST = "反対"


class Tally(Value, frozen=True):
    """票数."""

    ayes: int
    noes: int
    abstentions: int = 0
    recused: int = 0
    """除斥: members who had to keep out of this vote."""
    casting: Casting | None = None
    """None: there was no tie, or nobody has recorded how it was broken."""
    ayes_by: tuple[PersonId, ...] = ()
    """Who voted so, where the body votes by name (記名); empty, as for the others: only the number is known."""
    noes_by: tuple[PersonId, ...] = ()
    abstained_by: tuple[PersonId, ...] = ()

    @property
    def by_name(self) -> tuple[tuple[str, tuple[PersonId, ...]], ...]:
        """Who voted how, side by side; none where only numbers are known."""
        sides = (("賛成", self.ayes_by), ("反対", self.noes_by), ("棄権", self.abstained_by))
        return tuple((side, people) for side, people in sides if people)


class Decision(Value, frozen=True):
    """What was decided of one case, as said; the record adds when and by whom."""

    case: CaseId
    outcome: Public
    """Name of an outcome of the case's kind."""
    note: Unjudged = ""
    """Condition or rider (条件, 附帯意見)."""
    subject: Unjudged = ""
    """What was put to the vote, where it was not the case as a whole (修正案, 歳出第2款); empty: all of it."""


class Ruling(Value, frozen=True):
    """裁決: a decision with its circumstances; one case may have several, in the order of :attr:`State.votes`."""

    decision: Decision
    at: datetime
    block: BlockId | None
    entry: EntryId | None
    """The turn in which the chair ruled."""
    method: Method
    tally: Tally | None
    roll: tuple[PersonId, ...]
    """Voting members who took part at that moment."""
    parts: tuple[Decision, ...] = ()
    """In the result of a case (:attr:`State.rulings`): what was decided before on its other parts (分割採決)."""


class Ballots(Value, frozen=True):
    """得票: votes for one person in an election."""

    person: PersonId
    votes: int


class Conclusion(Value, frozen=True):
    """議題の結果: what was settled that no case stands for (会期の決定, 会長の選挙, 前回会議録の承認)."""

    subject: Unjudged
    """The open item, or what the clerk has called it."""
    result: Unjudged
    """In the body's words; empty for an election, of which the names tell."""
    at: datetime
    elected: tuple[PersonId, ...] = ()
    ballots: tuple[Ballots, ...] = ()
    spoiled: int = 0
    """無効投票."""
    entry: EntryId | None = None
    roll: tuple[PersonId, ...] = ()
    """Voting members who were there."""


class Position(StrEnum):
    """賛否の別."""

    FOR = "賛成"
    AGAINST = "反対"
    CONDITIONAL = "条件・要望付き"


class Stance(Value, frozen=True):
    """態度表明: what a member declared about a set of cases."""

    speaker: Speaker
    cases: tuple[CaseId, ...]
    position: Position
    entry: EntryId | None = None
    note: Unjudged = ""
    implicit: bool = False
    """True where the speaker named no case and the scope was taken from the block."""


class Floor(Value, frozen=True):
    """発言中: who speaks now, before the turn is committed."""

    speaker: Speaker
    since: datetime
    capacity: Internal = ""


class SpeechRequest(Value, frozen=True):
    """発言の求め: a raised hand, until the person speaks or takes it back."""

    person: PersonId
    at: datetime


class NextMeeting(Value, frozen=True):
    """次回の開催."""

    date: date | None = None
    time: time | None = None
    place: Unjudged = ""
    note: Unjudged = ""


class AudioFit(Value, frozen=True):
    """How the recording's clock goes from a moment of the record on (時計の合わせ)."""

    since: datetime
    """The record's time from which it holds."""
    second: float
    """The recording's second at that time."""
    rate: float = 1.0
    """Seconds of the recording to one of the record."""


class AudioFile(Value, frozen=True):
    """A recording of the meeting (録音), which stays where it is."""

    path: Internal
    """As it was given, made absolute."""
    seconds: float = 0.0
    """Its length; 0: the file does not say."""
    begins: datetime | None = None
    """When its first second was; None: nobody knows."""
    guessed: bool = False
    """Whether ``begins`` was taken from the file instead of told or fitted."""
    fits: tuple[AudioFit, ...] = ()
    """What the words have shown of its clock, piece by piece in order of time; it goes before ``begins``."""

    def second(self, moment: datetime) -> float | None:
        """The second at which a moment of the record is heard, were the file that long; None: nobody knows."""
        if self.fits:
            fit = next((fit for fit in reversed(self.fits) if fit.since <= moment), self.fits[0])
            return fit.second + fit.rate * (moment - fit.since).total_seconds()
        return (moment - self.begins).total_seconds() if self.begins is not None else None


class Unplaced(Value, frozen=True):
    """Words of a transcript that are in no turn (置き場所のない言葉)."""

    at: Internal
    """Where they are heard in the recording: 「0:12:34」."""
    text: Internal
    why: Internal = ""
    """Why they were most likely not said; empty: a turn may be missing."""


class Recusal(Value, frozen=True):
    """除斥: a member who keeps out of cases."""

    person: PersonId
    cases: tuple[CaseId, ...]
    at: datetime
    reason: Internal = ""
    heard: bool = False
    """True where the body let them speak on the cases all the same."""


class Presiding(Value, frozen=True):
    """Who acts in the chair's place."""

    person: PersonId
    capacity: Unjudged = ""
    """For the turns; empty: their own post says it."""
    block: BlockId | None = None
    """As long as this block is open; None: until the chair is back."""


class MeetingStage(StrEnum):
    """Where the meeting stands."""

    WAITING = "開会前"
    SITTING = "審議中"
    RECESS = "休憩中"
    CLOSED = "閉会"


class State(Value, frozen=True):
    """Everything that is known of a meeting, folded from its events."""

    base: Annotated[Meeting, Publicity.INTERNAL] = UNPREPARED
    """As the preparation file has it."""
    amendments: Annotated[tuple[Amendment, ...], Publicity.INTERNAL] = ()
    """What changed on paper during the meeting, laid again over every new preparation."""
    meeting: Meeting = UNPREPARED
    """``base`` with the amendments."""
    former: Annotated[tuple[Person, ...], Publicity.INTERNAL] = ()
    """People without a name in public who were taken off the roster, or stood there otherwise before."""
    stage: MeetingStage = MeetingStage.WAITING
    opened: datetime | None = None
    closed: datetime | None = None
    phase: PhaseId = ""
    attendance: Mapping[PersonId, tuple[Presence, ...]] = field(default_factory=dict)
    recusals: tuple[Recusal, ...] = ()
    presiding: Presiding | None = None
    """Who last took the chair's place; :func:`~.queries.acting_chair` says whether it still holds."""
    signatories: tuple[PersonId, ...] = ()
    """Who signs the minutes (会議録署名委員), in the order of being named."""
    observers: int | None = None
    observers_note: Unjudged = ""
    entries: tuple[Entry, ...] = ()
    blocks: tuple[Block, ...] = ()
    current: BlockId | None = None
    """The open block."""
    deferred: Mapping[GroupId, Unjudged] = field(default_factory=dict)
    """Groups put off, each with the reason; they leave the map when they are taken."""
    votes: tuple[Ruling, ...] = ()
    """Every ruling that stands, in the order in which they were made."""
    rulings: Mapping[CaseId, Ruling] = field(default_factory=dict)
    """The result of each case that has one: see :func:`~.votes.results`."""
    conclusions: tuple[Conclusion, ...] = ()
    """What was settled besides the cases, in order; one of each subject."""
    stances: tuple[Stance, ...] = ()
    follow_ups: Mapping[FollowUp, EntryId] = field(default_factory=dict)
    """What this meeting left to be done, each with the turn that says so."""
    settled: Mapping[FollowUp, datetime] = field(default_factory=dict)
    """What was done, of former meetings or of this one."""
    waived: frozenset[EntryId] = frozenset()
    """Questions that need no answer (「答弁は要りません」)."""
    confirmed: Annotated[frozenset[tuple[EntryId, str]], Publicity.INTERNAL] = frozenset()
    """Texts of a line that may be printed though a member's name stands in them; another wording asks anew."""
    allowed: Annotated[frozenset[str], Publicity.INTERNAL] = frozenset()
    """Words with a hidden name in them that are none (小田切, where a member is called 小田)."""
    floor: Annotated[Floor | None, Publicity.INTERNAL] = None
    requests: Annotated[tuple[SpeechRequest, ...], Publicity.INTERNAL] = ()
    """Who asked to speak and has not spoken since, in the order of asking."""
    next_meeting: NextMeeting | None = None
    table_order: tuple[CaseId, ...] = ()
    """Printed order of the case table, where it is not that of deliberation."""
    audio: tuple[AudioFile, ...] = ()
    """Recordings of the meeting, in the order in which they were attached."""
    unplaced: Annotated[tuple[Unplaced, ...], Publicity.INTERNAL] = ()
    """What the last transcript holds and no turn has."""
    steps: tuple[Step, ...] = ()
    """What became of the minutes after the closing, in order."""
    summarized: date | None = None
    """When the summary of the results was published."""
    answers: Annotated[tuple[Answer, ...], Publicity.INTERNAL] = ()
    """What came back from those who were asked to confirm the draft."""
    conflicts: Annotated[tuple[Conflict, ...], Publicity.INTERNAL] = ()
    """Corrections that differ and are not decided yet."""
    decided: Annotated[tuple[Conflict, ...], Publicity.INTERNAL] = ()
    """Those that somebody has decided: the same file may come once more."""

    @property
    def status(self) -> MinutesStatus:
        """Where the minutes stand; those of a meeting that goes on are a draft."""
        return self.steps[-1].status if self.steps else MinutesStatus.DRAFT

    @property
    def prepared(self) -> bool:
        """Whether a preparation has been read: without one, nothing is known of the meeting."""
        return self.meeting is not UNPREPARED

    @property
    def in_closed_part(self) -> bool:
        """Whether the public has been excluded."""
        for entry in reversed(self.entries):
            if isinstance(entry, Mark) and entry.kind in (MarkKind.CLOSED_PART, MarkKind.OPEN_PART):
                return entry.kind is MarkKind.CLOSED_PART
        return bool(self.meeting.closed)

    def entry(self, entry_id: EntryId) -> Entry | None:
        # Corrections mostly concern what was said last.
        return next((entry for entry in reversed(self.entries) if entry.id == entry_id), None)

    def turn(self, entry_id: EntryId) -> Turn | None:
        entry = self.entry(entry_id)
        return entry if isinstance(entry, Turn) else None

    def block(self, block_id: BlockId | None) -> Block | None:
        return next((block for block in self.blocks if block.id == block_id), None)

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(entry for entry in self.entries if isinstance(entry, Turn))


def fold(events: Iterable[Event], state: State | None = None) -> State:
    """The state after all of the events, from ``state`` or from nothing."""
    current = state if state is not None else State()
    for event in events:
        current = event.apply(current)
    return current
