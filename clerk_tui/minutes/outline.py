"""State → Document (会議録の組立て): the public minutes of a meeting as rows and words, before any file format. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from clerk_tui.domain import record as r
from clerk_tui.domain.calendar import fill, format_date, format_time, period
from clerk_tui.domain.labels import Letters, full_label, lettered, listed_label, public_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.name_findings import is_absence_report, run_together
from clerk_tui.domain.names import hidden_names, public_words
from clerk_tui.domain.queries import (
    absentees,
    block_groups,
    deliberated,
    group_heading,
    printed_result,
    public_entries,
    took_part,
)

from .document import CaseRow, Document, HeaderRow, Heading, Note, Paragraph, Row, StageDirectionRow, Turn
from .edition import Edition

_WITHHELD_FLAG = "（氏名を含むため、内部用の案を見てください）"
_EMPTY = "本文がありません。録音などから補ってください。"


def outline(state: r.State, created: datetime, edition: Edition = Edition.PUBLIC, head: str = "") -> Document:
    """The minutes of the record as it stands.

    Args:
        state: a record with a preparation.
        created: moment that the file will carry, with zone.
        edition: whether members are called as the profile says, or by their names.
        head: the record's chain at its end, by which a copy can be compared; the internal edition prints it.

    Raises:
        ValueError: the record has no preparation.
    """
    meeting = state.meeting
    if meeting is None:
        raise ValueError("a record without a preparation has no minutes")
    form = meeting.profile.form
    return Document(
        title_label=form.title,
        title=meeting.title if edition is Edition.PUBLIC else (*meeting.title, f"（{edition}・氏名入り）"),
        header=(*_header(state, meeting), *_proof(edition, head)),
        contents_heading=form.contents,
        contents=tuple(item.title for item in meeting.items),
        case_columns=form.columns,
        cases=_cases(state, meeting, edition),
        body=tuple(body(state, meeting, edition)),
        created=created,
    )


def moment_line(state: r.State, meeting: Meeting) -> str:
    """日時: the day and the time from opening to closing, as held where it is known, else as planned."""
    if meeting.moment_text:
        return meeting.moment_text
    style = meeting.profile.style
    if meeting.date is None:
        return "日時不明"
    if meeting.starts is None or meeting.ends is None:
        return format_date(meeting.date, style.date, style.numerals)
    starts = state.opened.time() if state.opened else meeting.starts
    ends = state.closed.time() if state.closed else meeting.ends
    day = format_date(meeting.date, style.date, style.numerals)
    hours = period(starts, ends, style.time, style.period, style.numerals)
    return fill(style.moment, {"date": day, "period": hours})


def _header(state: r.State, meeting: Meeting) -> Iterator[HeaderRow]:
    form = meeting.profile.form
    yield HeaderRow(form.moment, (moment_line(state, meeting),))
    yield HeaderRow(form.place, (meeting.place,))
    for category, people in _by_category(meeting):
        here = [listed_label(meeting, person) for person in people if took_part(state, person.id)]
        if here:
            yield HeaderRow(form.attendance, (form.attendance_joiner.join(here),), category)
    missing = absentees(state)
    if form.absentees and missing:
        names = form.attendance_joiner.join(listed_label(meeting, person) for person in missing)
        yield HeaderRow(form.absentees, (names,))
    yield HeaderRow(form.observers, (_observers(state, form.observers_count),))
    for when in dict.fromkeys(material.when for material in meeting.materials):
        titles = tuple(item.title for item in meeting.materials if item.when == when)
        yield HeaderRow(form.materials, titles, when, bulleted=True)


def _by_category(meeting: Meeting) -> Iterator[tuple[str, tuple[Person, ...]]]:
    """People by the categories of the attendance list, both in the order of profile and roster."""
    for category in dict.fromkeys(role.category for role in meeting.profile.roles):
        people = tuple(p for p in meeting.people if meeting.role_of(p).category == category)
        if category and people:
            yield category, people


def _observers(state: r.State, pattern: str) -> str:
    return state.observers_note or pattern.format(count=state.observers or 0)


def _cases(state: r.State, meeting: Meeting, edition: Edition) -> tuple[CaseRow, ...]:
    rows = []
    for case_id in deliberated(state):
        case = meeting.case(case_id)
        if case is not None:
            number = meeting.profile.notation.label(case_id)
            result = words(meeting, printed_result(meeting, state.rulings.get(case_id)), edition)
            rows.append(CaseRow(number, case.title, result))
    return tuple(rows)


def body(state: r.State, meeting: Meeting, edition: Edition) -> Iterator[Row]:
    """Turns, headings, stage directions and interruptions in the order of the record."""
    letters = lettered(meeting, state.turns)
    for entry in shown(state, edition):
        match entry:
            case r.Turn():
                yield turn_row(state, meeting, entry, edition, letters)
            case r.StageDirection(text=text):
                yield StageDirectionRow(words(meeting, text, edition), (entry.id, text) in state.confirmed)
            case r.BlockHeading(block=block):
                # A group whose last case was dropped has nothing left to announce.
                groups = [group for group in block_groups(state, block) if group.cases or group.heading]
                lines = tuple(group_heading(meeting, group) for group in groups)
                if lines:
                    yield Heading(lines)
            case r.Mark():
                yield StageDirectionRow(_mark(meeting, entry))
                if edition is Edition.PUBLIC and entry.kind is r.MarkKind.CLOSED_PART:
                    yield StageDirectionRow(meeting.profile.form.closed_notice)


def shown(state: r.State, edition: Edition) -> Iterable[r.Entry]:
    """The entries of an edition: the public one has nothing of the closed parts but their beginnings and ends."""
    return state.entries if edition is Edition.INTERNAL else public_entries(state)


def words(meeting: Meeting, text: str, edition: Edition) -> str:
    """The text as the edition prints it."""
    return text if edition is Edition.INTERNAL else public_words(text, meeting.profile.form.withheld)


def turn_row(state: r.State, meeting: Meeting, turn: r.Turn, edition: Edition, letters: Letters) -> Turn:
    """The turn as the edition prints it, with notes on what is missing or to be confirmed."""
    if edition is Edition.INTERNAL:
        label = full_label(meeting, turn.speaker, turn.capacity)
    else:
        label = public_label(meeting, turn.speaker, turn.capacity, letters)
    # What the clerk has confirmed of the turn as one text holds for each part of it.
    whole = is_absence_report(state, turn) or (turn.id, run_together(turn)) in state.confirmed
    printed = [
        (words(meeting, text, edition), whole or (turn.id, text) in state.confirmed)
        for text in turn.paragraphs
    ]
    paragraphs = [Paragraph(text, turn.narrated, cleared) for text, cleared in printed if text.strip()]
    notes = []
    if not turn.paragraphs:
        notes.append(Note(_EMPTY))
    elif not paragraphs:
        paragraphs = [Paragraph(meeting.profile.form.closed_notice, True)]
    if turn.flag:
        flag = words(meeting, turn.flag, edition)
        telling = edition is Edition.PUBLIC and hidden_names(state).within(flag)
        notes.append(Note(f"要確認：{_WITHHELD_FLAG if telling else flag}"))
    return Turn(label, tuple(paragraphs), tuple(notes))


def _proof(edition: Edition, head: str) -> Iterator[HeaderRow]:
    if edition is Edition.INTERNAL and head:
        yield HeaderRow("記録の照合値", (head,))


def _mark(meeting: Meeting, mark: r.Mark) -> str:
    """「休憩　15時10分」, 「非公開」: an interruption with its time, in the body's words."""
    form, style = meeting.profile.form, meeting.profile.style
    words = {
        r.MarkKind.RECESS: form.recess,
        r.MarkKind.RESUMED: form.resumed,
        r.MarkKind.CLOSED_PART: form.closed_part,
        r.MarkKind.OPEN_PART: form.open_part,
    }
    at = format_time(mark.at.time(), style.time, style.numerals)
    return f"{words[mark.kind]}　{at}"
