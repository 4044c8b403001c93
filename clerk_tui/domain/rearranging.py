"""Lines of the record divided, joined, moved and taken out (分割・結合・移動・削除)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .entries import placed, turn_changed, with_entries
from .errors import Refused, UnknownReference
from .ids import CaseId, EntryId, TurnId
from .internal_marks import Passage, together, within_text
from .lookups import existing, speaker_of, turn_of
from .passages import carried, cut, flat, lies_inside, parted
from .points import joined
from .record import BlockHeading, Entry, PhaseShift, Speaker, State, Turn
from .text import clean
from .votes import spoken_in

__all__ = [
    "DeleteEntry",
    "EntryDeleted",
    "EntryMoved",
    "MergeTurns",
    "MoveEntry",
    "SplitTurn",
    "TurnSplit",
    "TurnsMerged",
]


class SplitTurn(Command, frozen=True, tag="split"):
    """発言を分ける。"""

    entry: TurnId
    paragraph: int
    offset: int = 0
    speaker: Speaker | None = None
    """Who spoke the second part; None: the same person."""
    capacity: str | None = None
    """In which capacity (立場); None: as before where it is the same person, else in none."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        if not lies_inside(turn.paragraphs, self.paragraph, self.offset):
            raise Refused("分ける位置が本文の外にあります。")
        first, second = cut(turn.paragraphs, self.paragraph, self.offset)
        if not first or not second:
            raise Refused("分けると片方が空になります。本文の途中で分けてください。")
        first_shifts, phase, second_shifts = parted(
            turn.paragraphs, turn.shifts, turn.phase, self.paragraph, self.offset
        )
        share = flat(turn.paragraphs, self.paragraph, self.offset) / max(len(turn.text), 1)
        speaker = speaker_of(state, self.speaker) if self.speaker else turn.speaker
        same = turn.capacity if speaker == turn.speaker else ""
        new = Turn(
            id=stamp.entry_id(),
            speaker=speaker,
            started=time_within(turn, share),
            ended=turn.ended,
            paragraphs=second,
            phase=phase,
            capacity=same if self.capacity is None else clean(self.capacity).strip(),
            block=turn.block,
            cases=turn.cases,
            shifts=second_shifts,
            narrated=turn.narrated and speaker == turn.speaker,
            inside=within_text(turn.inside, len(turn.text) - len("\n".join(second)), len(turn.text)),
        )
        return (TurnSplit(turn.id, first, carried(first_shifts, turn.paragraphs, first), new),)


class TurnSplit(Event, frozen=True):
    """発言の分割: the first part keeps its id, the second becomes ``second``."""

    entry: EntryId
    first: tuple[str, ...]
    first_shifts: tuple[PhaseShift, ...]
    second: Turn

    def apply(self, state: State) -> State:
        entries: list[Entry] = []
        for entry in state.entries:
            if isinstance(entry, Turn) and entry.id == self.entry:
                ended = self.second.started
                inside = within_text(entry.inside, 0, len("\n".join(self.first)))
                first = replace(
                    entry, paragraphs=self.first, shifts=self.first_shifts, ended=ended, inside=inside
                )
                entries += [first, self.second]
            else:
                entries.append(entry)
        return replace(state, entries=tuple(entries))


class MergeTurns(Command, frozen=True, tag="merge"):
    """続く二つの発言を一つにする。"""

    first: TurnId
    second: TurnId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        first, second = turn_of(state, self.first), turn_of(state, self.second)
        entries = [entry for entry in state.entries if entry.id in (first.id, second.id)]
        places = [state.entries.index(entry) for entry in entries]
        if first is second or places[1] != places[0] + 1 or entries[0] is not first:
            raise Refused("一つにできるのは、すぐ続く二つの発言だけです。")
        paragraphs = (*first.paragraphs, *second.paragraphs)
        shifts = list(first.shifts)
        if second.paragraphs and second.phase != first.last_phase:
            shifts.append(PhaseShift(len(first.paragraphs), 0, second.phase))
        shifts += [
            PhaseShift(shift.paragraph + len(first.paragraphs), shift.offset, shift.phase)
            for shift in second.shifts
        ]
        # No cases means all of the block's, and so does all together with some.
        cases = tuple(dict.fromkeys((*first.cases, *second.cases))) if first.cases and second.cases else ()
        return (TurnsMerged(first.id, second.id, paragraphs, tuple(shifts), cases),)


class TurnsMerged(Event, frozen=True):
    """発言の結合: ``second`` goes, its words follow those of ``first``."""

    first: EntryId
    second: EntryId
    paragraphs: tuple[str, ...]
    shifts: tuple[PhaseShift, ...]
    cases: tuple[CaseId, ...] = ()

    def apply(self, state: State) -> State:
        first, second = state.turn(self.first), state.turn(self.second)
        if first is None or second is None:
            return state
        state = turn_changed(
            state,
            self.first,
            paragraphs=self.paragraphs,
            shifts=self.shifts,
            ended=second.ended,
            cases=self.cases,
            inside=together((*first.inside, *_behind(first, second))),
            flag="、".join(dict.fromkeys(filter(None, (first.flag, second.flag)))),
            point=joined(first, second),
        )
        state = replace(
            state,
            entries=tuple(entry for entry in state.entries if entry.id != self.second),
            stances=tuple(
                replace(stance, entry=self.first) if stance.entry == self.second else stance
                for stance in state.stances
            ),
            waived=frozenset(self.first if entry == self.second else entry for entry in state.waived),
        )
        return spoken_in(state, self.second, self.first)


def _behind(first: Turn, second: Turn) -> Iterator[Passage]:
    """The passages of the second turn where its words follow those of the first."""
    begin = len(first.text) + 1 if first.paragraphs else 0
    yield from (Passage(begin + each.start, begin + each.end) for each in second.inside)


class MoveEntry(Command, frozen=True, tag="move"):
    """発言・ト書き・見出しを移す。"""

    entry: EntryId
    before: EntryId | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        entry = existing(state, self.entry)
        assert entry is not None
        before = existing(state, self.before)
        return () if entry == before else (EntryMoved(entry, before),)


class EntryMoved(Event, frozen=True):
    """移動; ``before`` None: to the end."""

    entry: EntryId
    before: EntryId | None

    def apply(self, state: State) -> State:
        entry = state.entry(self.entry)
        if entry is None or self.entry == self.before:
            return state
        rest = tuple(candidate for candidate in state.entries if candidate.id != self.entry)
        return with_entries(state, placed(rest, entry, self.before))


class DeleteEntry(Command, frozen=True, tag="delete"):
    """発言・ト書きを削る（記録には残る）。"""

    entry: EntryId

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        match state.entry(self.entry):
            case BlockHeading():
                raise Refused("見出しは削除できません。見出しの案件群を直すか、見出しを解いてください。")
            case None:
                raise UnknownReference("削除しようとした行が記録にありません。")
            case entry:
                return (EntryDeleted(entry.id),)


class EntryDeleted(Event, frozen=True):
    """削除: out of the minutes, for ever in the record."""

    entry: EntryId

    def apply(self, state: State) -> State:
        state = replace(
            with_entries(state, tuple(entry for entry in state.entries if entry.id != self.entry)),
            stances=tuple(stance for stance in state.stances if stance.entry != self.entry),
        )
        return spoken_in(state, self.entry, None)


def time_within(turn: Turn, share: float) -> datetime:
    """A moment inside the turn, by the share of its text spoken until then."""
    if turn.ended is None:
        return turn.started
    return turn.started + (turn.ended - turn.started) * share
