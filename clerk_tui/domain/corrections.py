"""What is put right in one line afterwards (訂正): each correction is an event of its own, none overwrites."""

from __future__ import annotations

from enum import StrEnum
from typing import assert_never

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .blocks import PhaseChanged
from .entries import changed, turn_changed
from .errors import Refused, UnknownReference
from .ids import CaseId, EntryId, PhaseId, TurnId
from .internal_marks import carried_passages
from .lookups import known_cases, phase_of, speaker_of, turn_of
from .name_findings import name_findings
from .passages import carried, lies_inside
from .queries import role_of
from .record import BlockHeading, Entry, Mark, PhaseShift, Speaker, StageDirection, State, Turn
from .text import clean
from .turns import cleaned, directed

__all__ = [
    "AnswerWaived",
    "CasesTagged",
    "ConfirmNames",
    "CorrectSpeaker",
    "EditText",
    "FlagTurn",
    "MarkNarration",
    "NamesConfirmed",
    "NarrationMarked",
    "RephaseFrom",
    "RephaseTurn",
    "ReplaceText",
    "ShiftPhase",
    "SpeakerCorrected",
    "TagCases",
    "TextEdited",
    "TurnFlagged",
    "TurnRephased",
    "WaiveAnswer",
]


class EditText(Command, frozen=True, tag="edit"):
    """本文を直す。"""

    entry: EntryId
    paragraphs: tuple[str, ...] = ()

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        match state.entry(self.entry):
            case Turn() as turn:
                return _edited(turn, cleaned(self.paragraphs))
            case StageDirection() as stage:
                text = directed("".join(cleaned(self.paragraphs)))
                if not text:
                    raise Refused("ト書きを空にはできません。不要なら削除してください。")
                return () if text == stage.text else (TextEdited(stage.id, (text,)),)
            case BlockHeading() | Mark():
                raise Refused("見出しと休憩の行の文言は、案件と時刻から作られます。直接は直せません。")
            case None:
                raise UnknownReference(
                    "直そうとした発言が記録にありません（削除または取消しをされています）。"
                )
            case entry:
                assert_never(entry)


class ReplaceText(Command, frozen=True, tag="replace"):
    """過去の発言の語句を一括して置き換える。"""

    old: str
    new: str = ""
    entries: tuple[TurnId, ...] = ()
    """Where; empty: everywhere."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        old, new = clean(self.old), clean(self.new)
        if not old:
            raise Refused("置き換える語句を入力してください。")
        chosen = set(self.entries)
        events: list[Event] = []
        for entry in state.entries:
            if chosen and entry.id not in chosen:
                continue
            match entry:
                case Turn() if any(old in text for text in entry.paragraphs):
                    events += _edited(entry, cleaned([text.replace(old, new) for text in entry.paragraphs]))
                case StageDirection() if old in entry.text and (
                    text := directed(entry.text.replace(old, new))
                ):
                    events.append(TextEdited(entry.id, (text,)))
                case _:
                    pass
        if not events:
            raise Refused(f"「{old}」はどの発言にもありません。")
        return tuple(events)


class TextEdited(Event, frozen=True):
    """The words of a turn or stage direction were corrected (本文の訂正)."""

    entry: EntryId
    paragraphs: tuple[str, ...]
    shifts: tuple[PhaseShift, ...] = ()
    """The turn's phase boundaries, moved with the text."""

    def apply(self, state: State) -> State:
        return changed(state, self.entry, self._edit)

    def _edit(self, entry: Entry) -> Entry:
        match entry:
            case Turn():
                inside = carried_passages(entry.inside, entry.paragraphs, self.paragraphs)
                return replace(entry, paragraphs=self.paragraphs, shifts=self.shifts, inside=inside)
            case StageDirection():
                return replace(entry, text="".join(self.paragraphs))
            case _:
                return entry


class Reach(StrEnum):
    """How far a correction of the speaker goes (範囲), always over turns of the same, wrong speaker."""

    TURN = "この発言だけ"
    EXCHANGE = "このやり取り"
    ONWARD = "ここから先も"
    ALL = "この人の全部"


def reached(state: State, turn: Turn, reach: Reach) -> tuple[Turn, ...]:
    """The turns of the same speaker that a correction of one of them takes in, in the order of the record.

    An exchange is what one person and those who answer say to each other: it ends where the block does, or
    where somebody else of the speaker's own role speaks.
    """
    turns = state.turns
    at = turns.index(turn)
    match reach:
        case Reach.TURN:
            return (turn,)
        case Reach.ONWARD:
            within: tuple[Turn, ...] = turns[at:]
        case Reach.ALL:
            within = turns
        case Reach.EXCHANGE:
            role = role_of(state, turn.speaker)

            def others(other: Turn) -> bool:
                same = role is not None and role_of(state, other.speaker) == role
                return other.block != turn.block or (same and other.speaker != turn.speaker)

            first = next((i + 1 for i in range(at, -1, -1) if others(turns[i])), 0)
            end = next((i for i in range(at, len(turns)) if others(turns[i])), len(turns))
            within = turns[first:end]
        case _:
            assert_never(reach)
    return tuple(each for each in within if each.speaker == turn.speaker)


class CorrectSpeaker(Command, frozen=True, tag="speaker"):
    """発言者を直す。"""

    entry: TurnId | None
    speaker: Speaker
    capacity: str = ""
    reach: Reach = Reach.TURN

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        speaker = speaker_of(state, self.speaker)
        capacity = clean(self.capacity).strip()
        events = []
        for each in reached(state, turn, self.reach):
            # A capacity of its own that another of the turns has was not what was wrong.
            own = capacity if each.capacity == turn.capacity else each.capacity
            if (speaker, own) != (each.speaker, each.capacity):
                events.append(SpeakerCorrected(each.id, speaker, own))
        return tuple(events)


class SpeakerCorrected(Event, frozen=True):
    """発言者の訂正."""

    entry: EntryId
    speaker: Speaker
    capacity: str

    def apply(self, state: State) -> State:
        stances = tuple(
            replace(stance, speaker=self.speaker) if stance.entry == self.entry else stance
            for stance in state.stances
        )
        state = replace(state, stances=stances)
        return turn_changed(state, self.entry, speaker=self.speaker, capacity=self.capacity)


class TagCases(Command, frozen=True, tag="cases"):
    """発言が関係する案件を指定する。"""

    entry: TurnId | None
    cases: tuple[CaseId, ...] = ()

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        return (CasesTagged(turn.id, known_cases(state, self.cases)),)


class CasesTagged(Event, frozen=True):
    """The cases that a turn concerns (関係案件)."""

    entry: EntryId
    cases: tuple[CaseId, ...]

    def apply(self, state: State) -> State:
        return turn_changed(state, self.entry, cases=self.cases)


class RephaseTurn(Command, frozen=True, tag="rephase"):
    """この発言だけ段階を付け替える。"""

    entry: TurnId
    phase: PhaseId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        phase = phase_of(state, self.phase)
        if turn.phase == phase and not turn.shifts:
            raise Refused("その発言はもうその段階です。")
        return (TurnRephased(turn.id, phase),)


class RephaseFrom(Command, frozen=True, tag="rephase_from"):
    """この発言から先、同じ段階が続く限り付け替える。"""

    entry: TurnId
    phase: PhaseId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        start = turn_of(state, self.entry)
        phase = phase_of(state, self.phase)
        if start.phase == phase:
            raise Refused("その発言はもうその段階です。")
        turns = state.turns
        events: list[Event] = []
        last = start
        for turn in turns[turns.index(start) :]:
            if turn.phase != start.phase or turn.block != start.block:
                break
            # A boundary inside a turn ends the stretch: from there on the clerk had already moved the phase.
            events.append(TurnRephased(turn.id, phase, turn.shifts))
            last = turn
            if turn.shifts:
                break
        if last is turns[-1] and state.phase == start.phase:
            events.append(PhaseChanged(phase, stamp.at))
        return tuple(events)


class ShiftPhase(Command, frozen=True, tag="shift"):
    """発言の途中に段階の境目を置く。"""

    entry: TurnId | None
    phase: PhaseId
    paragraph: int
    offset: int = 0

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        phase = phase_of(state, self.phase)
        if not lies_inside(turn.paragraphs, self.paragraph, self.offset):
            raise Refused("段階の境目は、本文の中の位置に置いてください。")
        shift = PhaseShift(self.paragraph, self.offset, phase)
        others = [s for s in turn.shifts if (s.paragraph, s.offset) != (shift.paragraph, shift.offset)]
        shifts = tuple(sorted((*others, shift), key=lambda s: (s.paragraph, s.offset)))
        events: list[Event] = [TurnRephased(turn.id, turn.phase, shifts)]
        if turn is state.turns[-1] and shifts[-1] is shift and state.phase == turn.last_phase != phase:
            events.append(PhaseChanged(phase, stamp.at))
        return tuple(events)


class TurnRephased(Event, frozen=True):
    """The phase of a past turn was corrected without moving it (段階の付け替え)."""

    entry: EntryId
    phase: PhaseId
    shifts: tuple[PhaseShift, ...] = ()

    def apply(self, state: State) -> State:
        return turn_changed(state, self.entry, phase=self.phase, shifts=self.shifts)


class MarkNarration(Command, frozen=True, tag="narration"):
    """記述と発言の別を直す。"""

    entry: TurnId
    narrated: bool = False

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        return () if turn.narrated == self.narrated else (NarrationMarked(turn.id, self.narrated),)


class NarrationMarked(Event, frozen=True):
    """Whether a turn's text is told or spoken (記述・発言の別)."""

    entry: EntryId
    narrated: bool

    def apply(self, state: State) -> State:
        return turn_changed(state, self.entry, narrated=self.narrated)


class FlagTurn(Command, frozen=True, tag="flag"):
    """要確認の印を付ける・外す。"""

    entry: TurnId | None
    note: str = ""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        note = clean(self.note).strip()
        return () if turn.flag == note else (TurnFlagged(turn.id, note),)


class TurnFlagged(Event, frozen=True):
    """要確認; an empty note takes the flag away."""

    entry: EntryId
    note: str

    def apply(self, state: State) -> State:
        return turn_changed(state, self.entry, flag=self.note)


class WaiveAnswer(Command, frozen=True, tag="waive"):
    """答弁不要とする。"""

    entry: TurnId | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        return (AnswerWaived(turn_of(state, self.entry).id),)


class AnswerWaived(Event, frozen=True):
    """答弁不要: the question stands without an answer, and that is no hole."""

    entry: EntryId

    def apply(self, state: State) -> State:
        return replace(state, waived=state.waived | {self.entry})


class ConfirmNames(Command, frozen=True, tag="confirm_names"):
    """発言に出てくる氏名を、公開してよいと確かめる。"""

    entry: TurnId | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        entry = self.entry or turn_of(state, None).id
        found = tuple(each.text for each in name_findings(state) if each.entry == entry and not each.where)
        return (NamesConfirmed(entry, found),) if found else ()


class NamesConfirmed(Event, frozen=True):
    """氏名の確認: these paragraphs may be printed though a member's name stands in them."""

    entry: EntryId
    paragraphs: tuple[str, ...]

    def apply(self, state: State) -> State:
        confirmed = ((self.entry, text) for text in self.paragraphs)
        return replace(state, confirmed=state.confirmed.union(confirmed))


def _edited(turn: Turn, paragraphs: tuple[str, ...]) -> tuple[Event, ...]:
    if paragraphs == turn.paragraphs:
        return ()
    return (TextEdited(turn.id, paragraphs, carried(turn.shifts, turn.paragraphs, paragraphs)),)
