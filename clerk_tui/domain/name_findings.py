"""What of the record would print a member's name in public (氏名の点検). Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from .ids import EntryId
from .meeting import Meeting, Person
from .names import hidden_names, public_words
from .profile import PhaseRole, Standing
from .queries import public_entries, role_of
from .record import Entry, StageDirection, State, Turn
from .value import Value


class NameFinding(Value, frozen=True):
    """A text with a hidden name in it."""

    text: str
    people: tuple[Person, ...]
    """Whose names."""
    entry: EntryId | None = None
    """The line of the record that is to be looked at."""
    where: str = ""
    """What the text is, where it is none of that line's own; such a one can be changed, but not confirmed."""


def name_findings(state: State) -> Iterator[NameFinding]:
    """Each text that would print a hidden name in the public minutes.

    Left out are closed parts, the report of who is absent, where names belong, what the clerk has confirmed, and
    words for the internal edition.
    """
    meeting = state.meeting
    if not (names := hidden_names(state)).people:
        return

    def named(text: str) -> tuple[Person, ...]:
        return names.within(public_words(text, meeting.profile.form.withheld))

    for entry in public_entries(state):
        for text, people in _telling(state, entry, named):
            if (entry.id, text) not in state.confirmed:
                yield NameFinding(text, people, entry.id)
    for text, entry_id, where in _notes(state, meeting):
        if people := named(text):
            yield NameFinding(text, people, entry_id, where)


def is_absence_report(state: State, turn: Turn) -> bool:
    """Whether the turn stands in the phase in which absences are reported (欠席報告) and no member speaks in it."""
    phase = state.meeting.profile.phase(turn.phase)
    if phase is None or phase.role is not PhaseRole.ABSENCE or turn.shifts:
        return False
    role = role_of(state, turn.speaker)
    return role is not None and (not role.votes or role.standing is Standing.CHAIR)


def run_together(turn: Turn) -> str:
    """The turn's paragraphs as one text, for a name that stands across the end of one."""
    return "".join(turn.paragraphs)


def _telling(
    state: State, entry: Entry, named: Callable[[str], tuple[Person, ...]]
) -> Iterator[tuple[str, tuple[Person, ...]]]:
    """The texts of a line that hold a name, and whose."""
    match entry:
        case Turn() if not is_absence_report(state, entry):
            found = [(text, people) for text in entry.paragraphs if (people := named(text))]
            whole = run_together(entry)
            yield from found or ([(whole, people)] if (people := named(whole)) else [])
        case StageDirection(text=text) if people := named(text):
            yield text, people
        case _:
            pass


def _notes(state: State, meeting: Meeting) -> Iterator[tuple[str, EntryId | None, str]]:
    """What is printed beside the words of the record, the line it belongs to, and what it is."""
    label = meeting.profile.notation.label
    for entry in public_entries(state):
        if isinstance(entry, Turn):
            yield entry.capacity, entry.id, "発言の立場"
    for case, ruling in state.rulings.items():
        yield ruling.decision.note, ruling.entry, f"{label(case)}の裁決に付けた文"
    for group, reason in state.deferred.items():
        found = meeting.group(group)
        cases = meeting.profile.notation.heading(found.cases) if found else ""
        yield reason, None, f"{cases}を後回しにした理由"
    yield state.observers_note, None, "傍聴者数の備考"
    if state.next_meeting is not None:
        yield state.next_meeting.note, None, "次回会議の備考"
