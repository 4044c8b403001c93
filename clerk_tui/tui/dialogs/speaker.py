"""Who speaks (発言者): the likeliest at once, anybody by name, よみ, romaji, post or seat number."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Protocol

from msgspec import Struct
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.widgets import Input

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import presence
from clerk_tui.domain.record import Named, Speaker, State, Unnamed
from clerk_tui.tui.finding import find

from .base import Dialog
from .fields import Cycle, Field, Line, Rows, cells


class Likely(Protocol):
    """A speaker who is likely next (次の発言者の候補)."""

    @property
    def speaker(self) -> Speaker: ...
    @property
    def capacity(self) -> str: ...
    @property
    def reason(self) -> str: ...


class Choice(Struct, frozen=True):
    """One row: somebody in a capacity, and why they are offered."""

    speaker: Speaker
    capacity: str = ""
    reason: str = ""


def choices(state: State, candidates: Sequence[Likely], query: str) -> tuple[Choice, ...]:
    """Candidates first, then the others who fit what was typed, and last those not known by name."""
    meeting = meeting_of(state)
    found = find(meeting, query, _away(state)) if query.strip() else meeting.people
    fitting = {Named(person.id) for person in found}
    likely = [
        Choice(candidate.speaker, candidate.capacity, candidate.reason)
        for candidate in candidates
        if candidate.speaker in fitting or not query.strip()
    ]
    taken = {(choice.speaker, choice.capacity) for choice in likely}
    others = [Choice(Named(person.id)) for person in found if (Named(person.id), "") not in taken]
    unknown = [choice for choice in _unknown(state) if (choice.speaker, "") not in taken]
    return (*likely, *others, *unknown)


def _away(state: State) -> frozenset[PersonId]:
    return frozenset(person for person, entries in state.attendance.items() if not entries[-1].status.here)


def _unknown(state: State) -> list[Choice]:
    """Somebody of a role, not known by name; the members, who are most often meant, stand at the very end."""
    roles = [role for role in meeting_of(state).profile.roles if role.standing is not Standing.CHAIR]
    roles.sort(key=lambda role: role.standing is Standing.MEMBER)
    return [Choice(Unnamed(role.id)) for role in roles]


class SpeakerDialog(Dialog[tuple[Speaker, str]]):
    """Type-ahead for a speaker and the capacity of the turn."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("f2,ctrl+o", "capacity", show=False)]

    hint = "↑↓ 選ぶ　F2（Ctrl+O）立場　Enter 決定　Esc 戻る"

    def __init__(self, state: State, candidates: Sequence[Likely], heading: str = "発言者を選ぶ") -> None:
        super().__init__()
        meeting_of(state)
        self.record = state
        self.heading = heading
        self._candidates = tuple(candidates)

    def body(self) -> ComposeResult:
        yield Field("発言者", Line(placeholder="名前・よみ・ローマ字・役職・議席番号", narrows=True))
        capacities = meeting_of(self.record).profile.capacities
        yield Field("立場", Cycle([("本人の役職・呼称", ""), *((name, name) for name in capacities)]))
        rows: Rows[Choice] = Rows(self._items(""))
        rows.add_class("gap")
        yield rows

    def accept(self) -> None:
        rows: Rows[Choice] = self.query_one(Rows)
        capacity: Cycle[str] = self.query_one(Cycle)
        if rows.value is None:
            self.say("名簿に見つかりません。文字を減らすか、「氏名未定」を選んでください。")
        else:
            self.dismiss((rows.value.speaker, capacity.value))

    def action_capacity(self) -> None:
        self.query_one(Cycle).action_turn(1)

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Rows).fill(self._items(event.value))

    def on_option_list_option_highlighted(self) -> None:
        rows: Rows[Choice] = self.query_one(Rows)
        if rows.value is not None:
            self.query_one(Cycle).choose(rows.value.capacity)

    def _items(self, query: str) -> list[tuple[str, Choice]]:
        return [(self._label(choice), choice) for choice in choices(self.record, self._candidates, query)]

    def _label(self, choice: Choice) -> str:
        name = full_label(meeting_of(self.record), choice.speaker, choice.capacity)
        match choice.speaker:
            case Named(person=person_id):
                person = meeting_of(self.record).person(person_id)
                return f"{_seat(person)}　{cells(name, 24)}{cells(_known_by(person), 24)}{self._note(choice)}"
            case Unnamed():
                return f"   　{cells(name, 48)}{choice.reason}"

    def _note(self, choice: Choice) -> str:
        match choice.speaker:
            case Named(person=person_id) if (
                last := presence(self.record, person_id)
            ) and not last.status.here:
                return f"{choice.reason}（{last.status}）"
            case _:
                return choice.reason


def _seat(person: Person | None) -> str:
    return f"{person.seat:>3}" if person and person.seat is not None else "   "


def _known_by(person: Person | None) -> str:
    return "　".join(filter(None, (person.reading, person.office))) if person else ""
