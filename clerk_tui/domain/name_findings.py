"""What of the record would print a member's name in public (氏名の点検). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from .ids import EntryId, GroupId
from .internal_marks import has_marks, public_words, unclear
from .meeting import FollowUp, Group, Meeting, Person
from .names import Names, hidden_names
from .profile import PhaseRole, Standing
from .publicity import Found, unjudged
from .queries import group_heading, public_entries, role_of
from .record import Conclusion, Decision, Mark, Ruling, StageDirection, Stance, State, Turn
from .value import Value

_BORDER = 12
"""Characters on either side of the border of two turns in which a name may be cut."""


class NameFinding(Value, frozen=True):
    """A text that must not be printed in public as it stands: a hidden name is in it, or an unclear internal mark."""

    text: str
    people: tuple[Person, ...]
    """Whose names; nobody's: the text has what looks like a mark of internal words and is none."""
    entry: EntryId | None = None
    """The line of the record that is to be looked at."""
    where: str = ""
    """What the text is, where it is none of that line's own; such a one can be changed, but not confirmed."""
    shown: str = ""
    """The words that matched, bracketed in their line: 「…先ほど［相原委員］に…」."""

    def about(self, names: str) -> str:
        """What was found, in a sentence's beginning; ``names`` are those of the people, as the reader calls them."""
        if not self.people:
            return f"内部用の印として読み取れない語句「{self.shown}」"
        return f"氏名（{names}）「{self.shown}」"


def name_findings(state: State) -> Iterator[NameFinding]:
    """Each text that would print a hidden name in the public minutes, or words that were meant for inside.

    Left out are closed parts, the report of who is absent, where names belong, what the clerk has confirmed, and
    words for the internal edition.
    """
    meeting = state.meeting
    names, withheld, notes = hidden_names(state), meeting.profile.form.withheld, tuple(_notes(state))
    items = tuple(group_heading(meeting, group) for group in meeting.groups)
    if names.people:
        for entry, text, printed in _said(state, withheld):
            people = names.within(printed)
            if people and (entry, text) not in state.confirmed:
                yield NameFinding(text, people, entry, shown=names.shown(printed).line)
        for note in notes:
            printed = public_words(note.text, withheld)
            # What the agenda says is published already.
            for item in items if note.field == "Conclusion.subject" else ():
                printed = printed.replace(item, "\n")
            if note.field not in _OTHERWISE and (people := names.within(printed)):
                yield NameFinding(note.text, people, note.entry, note.where, names.shown(printed).line)
    yield from _unclear_marks(state, notes)


def name_in_title(state: State, title: str) -> tuple[Person, ...]:
    """Those whose hidden name stands in the name of a file that leaves the house."""
    return hidden_names(state).within(title)


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


def _said(state: State, withheld: str) -> Iterator[tuple[EntryId, str, str]]:
    """Texts of the lines of the record: the line, the text as it is confirmed, and as it is printed.

    A text across paragraphs or turns comes only where none of its parts is one in which a name was found.
    """
    names = hidden_names(state)
    # The ends of the last turn, and of the stage direction behind it.
    before: tuple[str, ...] = ()
    for entry in public_entries(state):
        if isinstance(entry, StageDirection):
            printed_note = public_words(entry.text, withheld)
            yield entry.id, entry.text, printed_note
            yield from _over_the_border(names, entry.id, before, printed_note)
            before = (*before, printed_note[-_BORDER:])
            continue
        if not isinstance(entry, Turn) or is_absence_report(state, entry):
            before = ()
            continue
        printed = entry.in_public(withheld).paragraphs
        whole, said = run_together(entry), "".join(printed)
        if entry.inside or has_marks(whole) or not any(map(names.within, printed)):
            # Of a turn with marks no part is confirmed by itself: what is printed of it hangs on the others.
            yield entry.id, whole, said
        else:
            yield from (
                (entry.id, text, shown) for text, shown in zip(entry.paragraphs, printed, strict=True)
            )
        yield from _over_the_border(names, entry.id, before, said)
        before = (said[-_BORDER:],)


def _over_the_border(
    names: Names, entry: EntryId, before: tuple[str, ...], said: str
) -> Iterator[tuple[EntryId, str, str]]:
    """The name that an end of what was said before makes together with the beginning of this."""
    head = said[:_BORDER]
    for end in before:
        if set(names.within(end + head)) - {*names.within(end), *names.within(head)}:
            yield entry, end + head, end + head


def _unclear_marks(state: State, notes: Sequence[_Note]) -> Iterator[NameFinding]:
    for entry in public_entries(state):
        if isinstance(entry, Turn) and (found := unclear(entry.in_public("").paragraphs)):
            yield NameFinding(run_together(entry), (), entry.id, "本文", found)
        elif isinstance(entry, StageDirection) and (found := unclear((entry.text,))):
            yield NameFinding(entry.text, (), entry.id, "ト書き", found)
    for note in notes:
        if found := unclear((note.text,)):
            yield NameFinding(note.text, (), note.entry, note.where, found)


class _Note(Value, frozen=True):
    """What is printed beside the words of the record."""

    text: str
    entry: EntryId | None
    """The line it belongs to."""
    where: str
    field: str


_SAID = ("Turn.paragraphs", "StageDirection.text")
"""The words of the record themselves, which can be confirmed line by line."""
_OTHERWISE = ("Turn.flag", "Presence.note", "Stance.note")
"""No name in them stops a file: printed without names in any case (:mod:`clerk_tui.minutes.edition`), where names
belong (who sat for a member), or in no file at all."""
_CALLED: Final[Mapping[str, str]] = {
    "Turn.capacity": "発言の立場",
    "Turn.flag": "要確認の覚え",
    "Turn.point": "要点",
    "FollowUp.what": "宿題",
    "FollowUp.due": "宿題の期限",
    "FollowUp.office": "宿題の担当",
    "Presiding.capacity": "会長の職務を行う立場",
    "Stance.note": "態度に添えた文",
    "Mark.reason": "非公開の理由",
    "Meeting.closed": "非公開の理由",
    "Group.closed": "非公開の理由",
    "Conclusion.result": "結果",
    "Conclusion.subject": "結果の議題",
    "Decision.note": "裁決に付けた文",
    "Decision.subject": "裁決に付けた文",
    "Presence.note": "出欠の備考",
    "State.deferred": "後回しにした理由",
    "State.observers_note": "傍聴者数の備考",
    "NextMeeting.place": "次回会議の場所",
    "NextMeeting.note": "次回会議の備考",
}
"""What a text is called; another one is called by its field, so that none is passed over."""


def _notes(state: State) -> Iterator[_Note]:
    """Every typed text that may be printed beside what was said: whatever the types of the record hold."""
    closed = {entry.id for entry in state.entries} - {entry.id for entry in public_entries(state)}
    told = set()
    for found in unjudged(state):
        owner = found.owners[-1]
        told_why = "{reason}" in state.meeting.profile.form.closed_notice
        if isinstance(owner, Mark | Meeting | Group) and not told_why:
            continue
        if isinstance(owner, FollowUp):
            # Told by the body's form alone, and nothing of closed parts.
            if owner.inside or not state.meeting.profile.form.follow_ups:
                continue
            line = state.follow_ups.get(owner)
        else:
            line = next((each for each in map(_line, reversed(found.owners)) if each), None)
        if found.field in _SAID or not found.text or (line in closed and _is_line(found.owners)):
            continue
        note = _Note(found.text, line, _where(state.meeting, found), found.field)
        # A result repeats what its votes say.
        if note not in told:
            told.add(note)
            yield note


def _line(owner: object) -> EntryId | None:
    match owner:
        case Turn() | StageDirection() | Mark():
            return owner.id
        case Ruling() | Stance() | Conclusion():
            return owner.entry
        case _:
            return None


def _is_line(owners: tuple[object, ...]) -> bool:
    return any(isinstance(owner, Turn | StageDirection | Mark) for owner in owners)


def _where(meeting: Meeting, found: Found) -> str:
    called = _CALLED.get(found.field, found.field)
    notation = meeting.profile.notation
    match found.owners[-1]:
        case Conclusion(subject=subject):
            return f"「{subject}」の{called}"
        case Decision(case=case):
            return f"{notation.label(case)}の{called}"
        case str() as group if found.field == "State.deferred":
            listed = meeting.group(GroupId(group))
            return f"{notation.heading(listed.cases) if listed else ''}を{called}"
        case _:
            return called
