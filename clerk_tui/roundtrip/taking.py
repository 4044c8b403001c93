"""What becomes of each change (取込み): commands that carry it out whole, or why it is left to the clerk.

A change is taken only where the record still has what the draft was made from. Where the record has been corrected
since, the correction stays; where both are about the same words, it is a conflict.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum, auto
from functools import cached_property

from msgspec import Struct

from clerk_tui.domain.acts import Command, Stamp
from clerk_tui.domain.commands import (
    CorrectSpeaker,
    DeleteEntry,
    EditText,
    FlagTurn,
    MergeTurns,
    MoveEntry,
    RecordStageDirection,
    RecordTurn,
    SplitTurn,
    TakeCorrection,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import StageDirectionRecorded, TurnRecorded, TurnSplit
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import has_marks
from clerk_tui.domain.record import Entry, Mark, StageDirection, State, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.session import Session

from .base import Kind
from .changes import (
    Added,
    Change,
    Commented,
    Deleted,
    FieldChanged,
    HeadingChanged,
    LabelChanged,
    LineChanged,
    Moved,
    SplitUp,
    TextChanged,
    TurnsJoined,
)
from .fields import corrected, field_values, meaning_of
from .headings import heading_command
from .merging import merged, preferred
from .present import GONE, content, groups, neighbours, shown, voice, words
from .speakers import Voice, voices

_ORDER = (
    *(TextChanged, LabelChanged, HeadingChanged, Deleted, TurnsJoined, Moved),
    *(SplitUp, Added, Commented, FieldChanged, LineChanged),
)
"""In which order changes are carried out: what stands where is settled before anything is put beside it."""


class Fate(Enum):
    """What becomes of a change."""

    TAKEN = auto()
    THERE = auto()
    """The record has it already."""
    CONFLICT = auto()
    """The record was corrected at the same place."""
    LEFT = auto()
    """The clerk has to do it."""


class Judged(Struct, frozen=True):
    """A change and what becomes of it."""

    change: Change
    fate: Fate
    why: str = ""
    """For what is left: one sentence."""
    now: tuple[str, ...] = ()
    """For a conflict: what the record has."""


class _Stop(Exception):
    def __init__(self, fate: Fate, why: str = "", now: Sequence[str] = ()) -> None:
        self.fate, self.why, self.now = fate, why, tuple(now)


class Taking:
    """The changes of one draft on their way into one record."""

    def __init__(
        self,
        base: State,
        session: Session,
        edition: Edition,
        rows: Sequence[EntryId | None],
        *,
        unsure: frozenset[EntryId] | None = None,
        prefer_file: bool = False,
        file: str = "",
    ) -> None:
        """What the changes are judged by.

        Args:
            base: the record as it was when the draft was made.
            session: the record now, to which the commands go.
            edition: of the draft.
            rows: for each row of the file's body, the line of the record that it is.
            unsure: where nobody knows what the draft was made from, the lines that were ever corrected.
            prefer_file: whether a conflict is decided for the file.
            file: its name, which stays with the corrections.
        """
        self.base, self.session, self.edition = base, session, edition
        self.now = session.state
        self.rows = list(rows)
        self.unsure, self.prefer_file, self.file = unsure, prefer_file, file
        self.unsettled: set[EntryId] = set()
        """Lines that the file has elsewhere, and that are not moved yet: nothing is put beside them."""

    def expect(self, changes: Sequence[Change]) -> None:
        """What is going to be judged, as a whole: where a line stands that is still to be moved, it does not stay."""
        self.unsettled = {change.entry for change in changes if isinstance(change, Moved)}

    def ordered(self, changes: Sequence[Change], numbers: Iterable[int]) -> list[int]:
        """In which order some of the changes are carried out."""
        by_kind = {kind: rank for rank, kind in enumerate(_ORDER)}

        def rank(number: int) -> tuple[int, int]:
            change = changes[number]
            # What is moved finds its place from behind: the row after it stands already.
            return by_kind[type(change)], -change.at if isinstance(change, Moved) else change.at

        return sorted(numbers, key=rank)

    def judged(self, change: Change, *, prefer_file: bool = False) -> Judged:
        """What would become of a change now; nothing is changed."""
        return self._one(change, prefer_file=prefer_file, keep=False)

    def take_one(self, change: Change, *, prefer_file: bool = False) -> Judged:
        """Carry out one change, whole or not at all; ``prefer_file``: a conflict is decided for the file.

        Raises:
            RecordError: it cannot be written.
        """
        return self._one(change, prefer_file=prefer_file, keep=True)

    def untake(self, change: Change) -> None:
        """The step that carried it out was undone."""
        if isinstance(change, Moved):
            self.unsettled.add(change.entry)

    def retake(self, change: Change) -> None:
        """That step was done again."""
        if isinstance(change, Moved):
            self.unsettled.discard(change.entry)

    def take(self, changes: Sequence[Change]) -> tuple[Judged, ...]:
        """Carry out every change that can be; each is one step of undoing.

        Raises:
            RecordError: it cannot be written; what was carried out before stays.
        """
        self.expect(changes)
        done = {
            index: self.take_one(changes[index], prefer_file=self.prefer_file)
            for index in self.ordered(changes, range(len(changes)))
        }
        for index, each in done.items():
            # A number of people that is printed before their list is right once the list is taken.
            match each:
                case Judged(change=FieldChanged() as change, fate=Fate.LEFT | Fate.CONFLICT) if self._says(
                    change
                ):
                    done[index] = Judged(change, Fate.THERE)
        return tuple(done[index] for index in range(len(changes)))

    def _one(self, change: Change, *, prefer_file: bool, keep: bool) -> Judged:
        before, rows = self.prefer_file, list(self.rows)
        self.prefer_file = prefer_file
        try:
            self._sure(change)
            commands = self._commands(change)
            if not commands:
                return Judged(change, Fate.THERE)
            command, timeline = TakeCorrection(commands, change.author, self.file), self.session.timeline
            if not keep:
                made = timeline.decide(command, Stamp(timeline.next_seq, self.session.now))
                self.rows = rows
                return Judged(change, Fate.TAKEN if made else Fate.THERE)
            records = self.session.dispatch(command)
        except _Stop as stop:
            self.rows = rows
            return Judged(change, stop.fate, stop.why, stop.now)
        except Refused as refusal:
            self.rows = rows
            return Judged(change, Fate.LEFT, str(refusal))
        finally:
            self.prefer_file = before
        if not records:
            return Judged(change, Fate.THERE)
        self._place(change, [record.event for record in records])
        self.retake(change)
        return Judged(change, Fate.TAKEN)

    def _commands(self, change: Change) -> tuple[Command, ...]:
        match change:
            case TextChanged():
                return self._text(change)
            case LabelChanged():
                return self._label(change)
            case HeadingChanged():
                self._same(change.entry, lambda state: groups(state, change.entry))
                return (heading_command(self.now, change.entry, change.new),)
            case Deleted():
                return self._delete(change)
            case TurnsJoined():
                return self._join(change)
            case SplitUp():
                return self._split(change)
            case Moved():
                return self._move(change)
            case Added():
                return self._add(change)
            case Commented():
                return self._comment(change)
            case FieldChanged():
                return tuple(self._field(change))
            case _:
                raise _Stop(
                    Fate.LEFT,
                    "記録には、この行を入れる所がありません。要るなら、ひな形か記録の画面で直してください。",
                )

    def _sure(self, change: Change) -> None:
        """Stop where a correction of the record might be taken for a change of the draft."""
        if self.unsure is None or self.prefer_file:
            return
        match change:
            case Commented() | LineChanged():
                return
            case TextChanged(entry=entry) | LabelChanged(entry=entry) | SplitUp(entry=entry):
                sure = entry not in self.unsure
            case TurnsJoined(entry=entry, others=others):
                sure = self.unsure.isdisjoint((entry, *others))
            case _:
                # A row that was put in or taken out since, a field of another day: it looks the same.
                sure = False
        if not sure:
            raise _Stop(
                Fate.LEFT,
                "案を作ったときの記録が分からないので、案の直しか、記録のあとの訂正か、決められません。",
            )

    def _text(self, change: TextChanged) -> tuple[Command, ...]:
        before, now = self.base.entry(change.entry), self._present(change.entry)
        if isinstance(now, Mark):
            raise _Stop(Fate.LEFT, "休憩や非公開の行の時刻と文言は、記録の時刻と型から作られます。")
        old, own = words(before), words(now)
        self._whole(now)
        if own == change.new:
            return ()
        if own == old:
            return (EditText(change.entry, change.new),)
        both = (preferred if self.prefer_file else merged)(old, own, change.new)
        if both is None:
            raise _Stop(Fate.CONFLICT, now=own)
        return () if both == own else (EditText(change.entry, both),)

    def _label(self, change: LabelChanged) -> tuple[Command, ...]:
        now = self._turn(change.entry)
        speaker, capacity = self._voice(change.label)
        if (now.speaker, now.capacity) == (speaker, capacity):
            return ()
        self._same(change.entry, lambda state: voice(state, change.entry))
        return (CorrectSpeaker(change.entry, speaker, capacity),)

    def _delete(self, change: Deleted) -> tuple[Command, ...]:
        entry = self.now.entry(change.entry)
        if entry is None:
            return ()
        self._whole(entry)
        self._same(change.entry, lambda state: content(state, change.entry))
        return (DeleteEntry(change.entry),)

    def _join(self, change: TurnsJoined) -> tuple[Command, ...]:
        others = [each for each in change.others if self.now.entry(each) is not None]
        now = self._turn(change.entry)
        if not others and now.paragraphs == change.words:
            return ()
        for entry in (change.entry, *change.others):
            self._whole(self.now.entry(entry))
            self._same(entry, lambda state, entry=entry: content(state, entry))  # type: ignore[misc]
        order = [entry.id for entry in self.session.state.entries]
        places = sorted(order.index(entry) for entry in (change.entry, *others) if entry in order)
        commands: list[Command] = []
        if places == list(range(places[0], places[0] + len(places))) and order[places[0]] == change.entry:
            commands += [MergeTurns(change.entry, order[at]) for at in places[1:]]
        else:
            # Something stands between them: then the words go over, and the emptied line goes.
            commands += [DeleteEntry(entry) for entry in others]
        return (*commands, EditText(change.entry, change.words))

    def _split(self, change: SplitUp) -> tuple[Command, ...]:
        now = self._turn(change.entry)
        self._whole(now)
        turns = self.now.turns
        at = turns.index(now)
        following = turns[at : at + len(change.parts)]
        if tuple(turn.paragraphs for turn in following) == tuple(said for _, _, said in change.parts):
            return ()
        self._same(change.entry, lambda state: content(state, change.entry))
        (_, first_label, first), *rest = change.parts
        if not first or any(not said for _, _, said in rest):
            raise _Stop(Fate.LEFT, "分けた発言の片方に本文がありません。")
        whole = tuple(text for _, _, said in change.parts for text in said)
        commands: list[Command] = [EditText(change.entry, whole)]
        end = len(whole)
        for _, label, said in reversed(rest):
            end -= len(said)
            voice = None if label == change.label else self._voice(label)
            speaker, capacity = voice if voice is not None else (None, None)
            commands.append(SplitTurn(change.entry, end, 0, speaker, capacity))
        if first_label != change.label:
            commands.append(CorrectSpeaker(change.entry, *self._voice(first_label)))
        places = [at for at, _, _ in change.parts]
        if places != list(range(places[0], places[0] + len(places))):
            commands += self._placed(change, places, edited=whole != now.paragraphs)
        return tuple(commands)

    def _placed(self, change: SplitUp, places: Sequence[int], *, edited: bool) -> Iterator[Command]:
        """What stands between the halves of a turn goes between them in the record as well."""
        moved = self.rows[places[0]] != change.entry
        for at in places:
            self.rows[at] = None
        self.rows[places[0]] = change.entry
        # The halves are made from the last to the second, after the words where these are new.
        last = self.session.timeline.next_seq + edited + len(places) - 2
        for number, at in enumerate(places):
            target = self._next(at) or self._after(self._previous(at))
            if number:
                yield MoveEntry(Stamp(last + 1 - number, self.session.now).entry_id(), target)
            elif moved:
                yield MoveEntry(change.entry, target)

    def _move(self, change: Moved) -> tuple[Command, ...]:
        self._present(change.entry)
        before = self._next(change.at)
        held = {entry for entry in self.rows if entry is not None}
        beside = neighbours(self.base, change.entry, held) != neighbours(self.now, change.entry, held)
        wanted = (self._previous(change.at), before)
        if neighbours(self.now, change.entry, held) == wanted:
            return ()
        if beside and not self.prefer_file:
            raise _Stop(Fate.CONFLICT, now=("記録でも、ほかの所へ移されています。",))
        return (MoveEntry(change.entry, before or self._after(self._previous(change.at))),)

    def _add(self, change: Added) -> tuple[Command, ...]:
        known = {entry.id for entry in self.base.entries}
        new = [entry for entry in self.now.entries if entry.id not in known]
        stage = change.kind is Kind.STAGE
        if any(
            words(entry) == change.new
            and (isinstance(entry, StageDirection) if stage else isinstance(entry, Turn))
            for entry in new
        ):
            return ()
        fresh = EntryId(f"e{self.session.timeline.next_seq}")
        target = self._target(change.at)
        if stage:
            # After the closing nothing is put at the end: it is put before the last line, and moved.
            place = target or (self.session.state.entries[-1].id if self.session.state.entries else None)
            put: Command = RecordStageDirection("".join(change.new), place)
            return (put,) if target else (put, MoveEntry(fresh, None))
        speaker, capacity = self._voice(change.label)
        if not change.new:
            raise _Stop(Fate.LEFT, "本文のない発言です。")
        # Beside the turn before it, for its phase and its block; then to its place.
        neighbour = self._turn_before(change.at) or target
        put = RecordTurn(speaker, change.new, capacity, before=neighbour)
        return (put,) if neighbour == target else (put, MoveEntry(fresh, target))

    def _comment(self, change: Commented) -> tuple[Command, ...]:
        (note,) = change.new
        if change.entry is None:
            raise _Stop(Fate.LEFT, "発言でない所へのコメントです。読んで、要るところを直してください。")
        now = self.session.state.turn(change.entry)
        if now is None:
            raise _Stop(Fate.LEFT, "コメントの付いた発言は、記録ではもうありません。")
        if note in now.flag:
            return ()
        return (FlagTurn(change.entry, "、".join(filter(None, (now.flag, note)))),)

    def _field(self, change: FieldChanged) -> Iterator[Command]:
        if self._says(change):
            return
        meaning = meaning_of(self.base, change.name, change.after, self.edition)
        proven = self.base
        for fact in meaning.facts:
            proven = corrected(proven, fact.make(proven))
        if (made := meaning.printed(proven)) != change.after:
            raise _Stop(Fate.LEFT, f"記録からは「{made}」と刷られ、案の書き方にはできません。")
        for fact in meaning.facts:
            if fact.of(self.now) != fact.of(self.base) and not self.prefer_file:
                if fact.of(self.now) == fact.of(proven):
                    continue
                raise _Stop(Fate.CONFLICT, now=(meaning.printed(self.now) or "（ありません）",))
            yield fact.make(self.session.state)

    def _says(self, change: FieldChanged) -> bool:
        """Whether the record prints the field so by now."""
        return field_values(self.session.state, self.edition).get(change.name) == change.after

    def _present(self, entry: EntryId) -> Entry:
        found = self.now.entry(entry)
        if found is None:
            raise _Stop(Fate.CONFLICT, now=(GONE,))
        return found

    def _turn(self, entry: EntryId) -> Turn:
        found = self._present(entry)
        assert isinstance(found, Turn)
        return found

    def _same(self, entry: EntryId, of: Callable[[State], object]) -> None:
        """Stop where the record was corrected there since."""
        if self.prefer_file and self.now.entry(entry) is not None:
            return
        if self.now.entry(entry) is None or of(self.now) != of(self.base):
            raise _Stop(Fate.CONFLICT, now=shown(self.now, entry))

    def _whole(self, entry: object) -> None:
        """Stop where the edition prints less than the record has."""
        text = entry.text if isinstance(entry, Turn | StageDirection) else ""
        inside = isinstance(entry, Turn) and bool(entry.inside)
        if self.edition is Edition.PUBLIC and (inside or has_marks(text)):
            raise _Stop(Fate.LEFT, "公開用には刷られない内部用の語句があります。内部用の案で直してください。")

    @cached_property
    def _labels(self) -> dict[str, Voice | None]:
        return dict(voices(self.base, self.edition))

    def _voice(self, label: str) -> Voice:
        if not label:
            raise _Stop(Fate.LEFT, "だれの発言かが書かれていません。")
        if label not in self._labels:
            raise _Stop(
                Fate.LEFT, f"「{label}」は、名簿にも型にもない呼び名です。名簿に加えてから直してください。"
            )
        found = self._labels[label]
        if found is None:
            raise _Stop(Fate.LEFT, f"「{label}」と呼ばれる人が何人もいて、だれか決められません。")
        return found

    def _next(self, at: int) -> EntryId | None:
        """The first row after a place of the file that is in the record."""
        there = self._settled
        return next((entry for entry in self.rows[at + 1 :] if entry in there), None)

    def _previous(self, at: int) -> EntryId | None:
        there = self._settled
        return next((entry for entry in reversed(self.rows[:at]) if entry in there), None)

    def _target(self, at: int) -> EntryId | None:
        """Before which line of the record a new row goes; None: to its end."""
        before, after = self._next(at), self._after(self._previous(at))
        # Of an extract the next row may stand far away in the record: what is new stands behind the row before it.
        left_out = after is not None and after not in self.rows and self.base.entry(after) is not None
        return after if left_out and self._previous(at) else before or after

    @property
    def _settled(self) -> set[EntryId]:
        """The lines of the record that stand where the file has them."""
        return {entry.id for entry in self.session.state.entries} - self.unsettled

    def _turn_before(self, at: int) -> EntryId | None:
        turns = {turn.id for turn in self.session.state.turns}
        return next((entry for entry in reversed(self.rows[:at]) if entry in turns), None)

    def _after(self, entry: EntryId | None) -> EntryId | None:
        """What follows a line of the record."""
        entries = [each.id for each in self.session.state.entries]
        at = entries.index(entry) + 1 if entry in entries else len(entries)
        return entries[at] if at < len(entries) else None

    def _place(self, change: Change, events: Sequence[object]) -> None:
        """Remember which line of the record a row of the file has become."""
        made = [
            event.turn.id if isinstance(event, TurnRecorded) else event.entry
            for event in events
            if isinstance(event, TurnRecorded | StageDirectionRecorded)
        ]
        halves = [event.second.id for event in events if isinstance(event, TurnSplit)]
        match change:
            case Added() if made:
                self.rows[change.at] = made[0]
            case SplitUp(parts=parts):
                for (at, _, _), entry in zip(parts, (change.entry, *reversed(halves)), strict=True):
                    self.rows[at] = entry
