"""What of the record would print a member's name in public (氏名の点検). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from .ids import EntryId
from .internal_marks import has_marks, public_paragraphs, public_words, unclear
from .meeting import Meeting, Person
from .names import hidden_names
from .profile import PhaseRole, Standing
from .queries import public_entries, role_of
from .record import Mark, StageDirection, State, Turn
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
    names, withheld = hidden_names(state), meeting.profile.form.withheld
    if names.people:
        for entry, text, printed in _said(state, withheld):
            people = names.within(printed)
            if people and (entry, text) not in state.confirmed:
                yield NameFinding(text, people, entry, shown=names.shown(printed).line)
        for text, entry_id, where in _notes(state, meeting):
            printed = public_words(text, withheld)
            if people := names.within(printed):
                yield NameFinding(text, people, entry_id, where, names.shown(printed).line)
    yield from _unclear_marks(state, meeting)


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
    before = ""
    for entry in public_entries(state):
        if isinstance(entry, StageDirection):
            yield entry.id, entry.text, public_words(entry.text, withheld)
            continue
        if not isinstance(entry, Turn) or is_absence_report(state, entry):
            before = ""
            continue
        printed = public_paragraphs(entry.paragraphs, withheld)
        whole, said = run_together(entry), "".join(printed)
        if has_marks(whole) or not any(map(names.within, printed)):
            # Of a turn with marks no part is confirmed by itself: what is printed of it hangs on the others.
            yield entry.id, whole, said
        else:
            yield from (
                (entry.id, text, shown) for text, shown in zip(entry.paragraphs, printed, strict=True)
            )
        head = said[:_BORDER]
        alone = {*names.within(before), *names.within(head)}
        if set(names.within(before + head)) - alone:
            yield entry.id, before + head, before + head
        before = said[-_BORDER:]


def _unclear_marks(state: State, meeting: Meeting) -> Iterator[NameFinding]:
    for entry in public_entries(state):
        if isinstance(entry, Turn):
            if found := unclear(entry.paragraphs):
                yield NameFinding(run_together(entry), (), entry.id, "本文", found)
            if found := unclear((entry.flag,)):
                yield NameFinding(entry.flag, (), entry.id, "要確認の覚え", found)
        elif isinstance(entry, StageDirection) and (found := unclear((entry.text,))):
            yield NameFinding(entry.text, (), entry.id, "ト書き", found)
    for text, entry_id, where in _notes(state, meeting):
        if found := unclear((text,)):
            yield NameFinding(text, (), entry_id, where, found)


def _notes(state: State, meeting: Meeting) -> Iterator[tuple[str, EntryId | None, str]]:
    """What is printed beside the words of the record, the line it belongs to, and what it is."""
    label = meeting.profile.notation.label
    for entry in public_entries(state):
        if isinstance(entry, Turn):
            yield entry.capacity, entry.id, "発言の立場"
            yield entry.point, entry.id, "要点"
    for ruling in state.votes:
        decision = ruling.decision
        for text in (decision.note, decision.subject):
            yield text, ruling.entry, f"{label(decision.case)}の裁決に付けた文"
    for group, reason in state.deferred.items():
        found = meeting.group(group)
        cases = meeting.profile.notation.heading(found.cases) if found else ""
        yield reason, None, f"{cases}を後回しにした理由"
    for conclusion in state.conclusions:
        yield conclusion.result, conclusion.entry, f"「{conclusion.subject}」の結果"
    if "{reason}" in meeting.profile.form.closed_notice:
        yield meeting.closed, None, "非公開の理由"
        yield from ((e.reason, e.id, "非公開の理由") for e in state.entries if isinstance(e, Mark))
    yield state.observers_note, None, "傍聴者数の備考"
    if meeting.profile.form.follow_ups:
        for each in (*meeting.follow_ups, *state.follow_ups):
            if not each.inside:
                yield f"{each.what}\n{each.due}", state.follow_ups.get(each), "宿題"
    if state.next_meeting is not None:
        yield state.next_meeting.note, None, "次回会議の備考"
