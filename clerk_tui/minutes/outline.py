"""State → Document (会議録の組立て): the public minutes of a meeting as rows and words, before any file format. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from clerk_tui.domain import record as r
from clerk_tui.domain.agenda_items import listed, new_chapters
from clerk_tui.domain.calendar import fill, format_date, format_time
from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.labels import Letters, full_label, lettered, listed_label, public_label, speaker_mark
from clerk_tui.domain.meeting import AgendaItem, Group, Meeting, Person
from clerk_tui.domain.name_findings import is_absence_report, run_together
from clerk_tui.domain.profile import Form
from clerk_tui.domain.queries import (
    absentees,
    block_groups,
    closing_reason,
    deliberated,
    deputy,
    group_chapters,
    group_heading,
    group_name,
    other_day,
    took_part,
    unrecorded,
)

from .document import (
    DRAFT_MARK,
    PROOF,
    AttendanceGroup,
    CaseRow,
    ContentsLine,
    Document,
    Doubtful,
    FreeField,
    HeaderRow,
    Heading,
    Labels,
    MaterialGroup,
    Paragraph,
    Row,
    StageDirectionRow,
    Turn,
)
from .edition import Edition, known_to
from .particulars import UNKNOWN, conclusions, follow_up_rows, quorum, roll_rows, signatories, votes
from .showing import printed_case, shown, words
from .times import mark_words, printed_time

_BETWEEN_PEOPLE = re.compile(r"[\s、，・／]|及び|並びに")
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
    state = known_to(edition, state)
    meeting = prepared(state)
    return Document(
        title=meeting.title if edition is Edition.PUBLIC else (*meeting.title, f"（{edition}・氏名入り）"),
        header=(*_header(state, meeting), *_proof(edition, head)),
        contents=tuple(
            ContentsLine(item.printed, _item_title(meeting, item), "　" * depth)
            for item, depth in listed(meeting)
        ),
        cases=_cases(state, meeting, edition),
        body=tuple(body(state, meeting, edition)),
        created=created,
        labels=_labels(meeting),
        draft=DRAFT_MARK if state.status.is_draft else "",
        edition=str(edition),
        moment=moment_line(state, meeting),
        place=meeting.place,
        observers=_observers(state, meeting.profile.form.observers_count),
        absentees=_absentees(state, meeting),
        opened=printed_time(state, state.opened),
        closed=printed_time(state, state.closed),
        attendance=tuple(_attendance(state, meeting)),
        materials=tuple(_materials(meeting)),
        roll=tuple(roll_rows(state, meeting, edition)),
        seated=any(person.seat is not None for person in meeting.voters),
        quorum=quorum(state),
        votes=tuple(votes(state, edition)),
        conclusions=tuple(conclusions(state, meeting, edition)),
        signatories=signatories(state, meeting),
        follow_ups=tuple(follow_up_rows(state, meeting, edition)),
        next=_next(state, meeting, edition),
        free=tuple(_free_fields(meeting, edition)),
    )


def prepared(state: r.State) -> Meeting:
    """The meeting of a record; raises :class:`ValueError` where there is no preparation."""
    if not state.prepared:
        raise ValueError("a record without a preparation has no minutes")
    return state.meeting


def _labels(meeting: Meeting) -> Labels:
    form = meeting.profile.form
    number, title, result = form.columns
    return Labels(
        title=form.title,
        moment=form.moment,
        place=form.place,
        attendance=form.attendance,
        absentees=form.absentees,
        observers=form.observers,
        materials=form.materials,
        contents=form.contents,
        signatories=form.signatories,
        follow_ups=form.follow_ups,
        case_number=number,
        case_title=title,
        case_result=result,
    )


def moment_line(state: r.State, meeting: Meeting) -> str:
    """日時: the day, and from when to when it was held; hours that are not recorded are not those planned."""
    if meeting.moment_text:
        return meeting.moment_text
    style = meeting.profile.style
    if meeting.date is None:
        return "日時不明"
    if meeting.starts is None or meeting.ends is None:
        return format_date(meeting.date, style.date, style.numerals)
    doubts = []
    if other_day(state) and state.opened:
        held = format_date(state.opened.date())
        doubts.append(f"会議の日は準備のとおりですが、記録は{held}に始まっています。")
    hours = {}
    for name, moment, what in (("start", state.opened, "開会"), ("end", state.closed, "閉会")):
        hours[name] = printed_time(state, moment) or UNKNOWN
        if moment is None:
            doubts.append(f"{what}の時刻が記録されていません。")
    day = format_date(meeting.date, style.date, style.numerals)
    line = fill(style.moment, {"date": day, "period": fill(style.period, hours)})
    return Doubtful(line, *doubts) if doubts else line


def _header(state: r.State, meeting: Meeting) -> Iterator[HeaderRow]:
    form = meeting.profile.form
    yield HeaderRow(form.moment, (moment_line(state, meeting),))
    yield HeaderRow(form.place, (meeting.place,))
    for group in _attendance(state, meeting):
        # One alone may be in doubt, which joining would lose.
        names = group.names[0] if len(group.names) == 1 else form.attendance_joiner.join(group.names)
        yield HeaderRow(form.attendance, (names,), group.category)
    if missing := _absentees(state, meeting):
        yield HeaderRow(form.absentees, (missing,))
    if named := signatories(state, meeting):
        yield HeaderRow(form.signatories, (form.attendance_joiner.join(named),))
    yield HeaderRow(form.observers, (_observers(state, form.observers_count),))
    for material in _materials(meeting):
        yield HeaderRow(form.materials, material.titles, material.when, bulleted=True)


def _free_fields(meeting: Meeting, edition: Edition) -> Iterator[FreeField]:
    people = sorted((listed_label(meeting, person) for person in meeting.people), key=len, reverse=True)
    for name, text in meeting.free_fields:
        rest = text
        for person in people:
            rest = rest.replace(person, "")
        yield FreeField(name, words(meeting, text, edition), cleared=not _BETWEEN_PEOPLE.sub("", rest))


def _attendance(state: r.State, meeting: Meeting) -> Iterator[AttendanceGroup]:
    if not state.attendance:
        doubtful = Doubtful(UNKNOWN, "出欠が記録されていません。")
        yield from (AttendanceGroup(each, "", (doubtful,)) for each, _ in _by_category(meeting))
        return
    for category, people in _by_category(meeting):
        here = tuple(attended(state, meeting, person) for person in people if took_part(state, person.id))
        if here:
            yield AttendanceGroup(category, str(len(here)), here)


def attended(state: r.State, meeting: Meeting, person: Person) -> str:
    """The person as the attendance list has them: who sat for them, and whether they were there at all."""
    form, label = meeting.profile.form, listed_label(meeting, person)
    statuses = {entry.status for entry in state.attendance.get(person.id, ())}
    if r.Attendance.SUBSTITUTE in statuses:
        name = deputy(state, person.id)
        told = form.deputy.format(member=label, name=name or UNKNOWN)
        return told if name else Doubtful(told, "代理の方の氏名が記録されていません。")
    return form.online.format(member=label) if r.Attendance.ONLINE in statuses else label


def _materials(meeting: Meeting) -> Iterator[MaterialGroup]:
    for when in dict.fromkeys(material.when for material in meeting.materials):
        yield MaterialGroup(when, tuple(item.title for item in meeting.materials if item.when == when))


def _absentees(state: r.State, meeting: Meeting) -> str:
    """Who was absent; empty for a body that does not print it."""
    form = meeting.profile.form
    if not form.absentees:
        return ""
    missing = absentees(state)
    if not state.attendance:
        return Doubtful(UNKNOWN, "出欠が記録されていません。")
    if unclear := [person for person in unrecorded(state) if meeting.role_of(person).votes]:
        told = form.attendance_joiner.join(listed_label(meeting, person) for person in missing)
        return Doubtful(told or UNKNOWN, f"出欠の記録がない委員が{len(unclear)}名います。")
    return form.attendance_joiner.join(listed_label(meeting, person) for person in missing)


def _by_category(meeting: Meeting) -> Iterator[tuple[str, tuple[Person, ...]]]:
    """People by the categories of the attendance list, both in the order of profile and roster."""
    for category in dict.fromkeys(role.category for role in meeting.profile.roles):
        people = tuple(p for p in meeting.people if meeting.role_of(p).category == category)
        if category and people:
            yield category, people


def _observers(state: r.State, pattern: str) -> str:
    if state.observers is None:
        return Doubtful(UNKNOWN, "傍聴者の数が記録されていません。")
    return state.observers_note or pattern.format(count=state.observers)


def _cases(state: r.State, meeting: Meeting, edition: Edition) -> tuple[CaseRow, ...]:
    rows = []
    for case_id in deliberated(state):
        case = meeting.case(case_id)
        if case is not None:
            number = meeting.profile.notation.label(case_id)
            result = printed_case(state, case_id, edition)
            rows.append(CaseRow(number, case.title, result))
    return tuple(rows)


def _next(state: r.State, meeting: Meeting, edition: Edition) -> str:
    coming = state.next_meeting
    if coming is None:
        return ""
    style = meeting.profile.style
    parts = [
        format_date(coming.date, style.date, style.numerals) if coming.date else "",
        format_time(coming.time, style.time, style.numerals) if coming.time else "",
        coming.place,
        words(meeting, coming.note, edition),
    ]
    return "　".join(filter(None, parts))


def body(state: r.State, meeting: Meeting, edition: Edition) -> Iterator[Row]:
    """Turns, headings, stage directions and interruptions in the order of the record."""
    return (row for _, row in rows(state, meeting, edition))


def rows(state: r.State, meeting: Meeting, edition: Edition) -> Iterator[tuple[r.Entry | None, Row]]:
    """The rows of the body, each with what of the record it prints; None for words of the form."""
    letters = lettered(meeting, state.turns)
    if edition is Edition.PUBLIC and meeting.closed:
        yield None, StageDirectionRow(closed_notice(meeting, meeting.closed))
    opened: set[GroupId] = set()
    around: tuple[AgendaItem, ...] = ()
    for entry in shown(state, edition):
        match entry:
            case r.Turn():
                yield entry, turn_row(state, meeting, entry, edition, letters)
            case r.StageDirection(text=text):
                confirmed = (entry.id, text) in state.confirmed
                yield entry, StageDirectionRow(words(meeting, text, edition), confirmed)
            case r.BlockHeading(block=block):
                # A group of a prepared agenda may have neither cases nor a name: nothing of it can be printed.
                groups = [group for group in block_groups(state, block) if group.cases or group.heading]
                lines: list[str] = []
                for group in groups:
                    if line := _heading_line(meeting, group, group.id in opened):
                        now = group_chapters(meeting, group)
                        lines += (item.line for item in new_chapters(around, now))
                        lines.append(line)
                        around = now
                opened.update(group.id for group in groups)
                if lines:
                    yield entry, Heading(tuple(lines))
            case r.Mark():
                yield entry, StageDirectionRow(mark_words(state, entry))
                if edition is Edition.PUBLIC and entry.kind is r.MarkKind.CLOSED_PART:
                    yield None, StageDirectionRow(closed_notice(meeting, entry.reason))


def closed_notice(meeting: Meeting, reason: str) -> str:
    told = words(meeting, closing_reason(reason), Edition.PUBLIC)
    # A sentence about the reason says nothing where nobody has told one.
    notice = meeting.profile.form.closed_notice
    return (notice if told or "{reason}" not in notice else Form().closed_notice).format(reason=told)


def _item_title(meeting: Meeting, item: AgendaItem) -> str:
    """The title on paper; of an item that has none, what its groups are called."""
    named = (group_name(meeting, group) for group in meeting.groups if group.item == item.number)
    return item.title or "、".join(named)


def _heading_line(meeting: Meeting, group: Group, again: bool) -> str:
    """The heading of a group, as the body prints one that is taken up again; empty: it prints none."""
    heading = group_heading(meeting, group)
    return meeting.profile.form.taken_up.format(heading=heading) if again else heading


def turn_row(state: r.State, meeting: Meeting, turn: r.Turn, edition: Edition, letters: Letters) -> Turn:
    """The turn as the edition prints it, with notes on what is missing or to be confirmed.

    Args:
        state: the record as the edition knows it (:func:`~.edition.known_to`), as the turn is.
    """
    if edition is Edition.INTERNAL:
        label = full_label(meeting, turn.speaker, turn.capacity)
    else:
        label = public_label(meeting, turn.speaker, turn.capacity, letters)
    match turn.speaker:
        case r.Named(person) if name := deputy(state, person, turn.ended or turn.started):
            # What the deputy said must not stand under the member's name alone.
            label += f"（代理　{name}）" if edition is Edition.INTERNAL else "（代理）"
        case _:
            pass
    # What the clerk has confirmed of the turn as one text holds for each part of it.
    whole = is_absence_report(state, turn) or (turn.id, run_together(turn)) in state.confirmed
    paragraphs = [
        Paragraph(text, turn.narrated, whole or (turn.id, text) in state.confirmed)
        for text in turn.paragraphs
        if text.strip()
    ]
    notes = []
    if not turn.paragraphs:
        notes.append(_EMPTY)
    elif not paragraphs:
        paragraphs = [Paragraph(closed_notice(meeting, ""), True)]
    if turn.flag:
        notes.append(f"要確認：{turn.flag}")
    return Turn(label, tuple(paragraphs), tuple(notes), speaker_mark(meeting, turn.speaker))


def _proof(edition: Edition, head: str) -> Iterator[HeaderRow]:
    if edition is Edition.INTERNAL and head:
        yield HeaderRow(PROOF, (head,))
