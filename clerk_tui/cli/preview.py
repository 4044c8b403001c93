"""A preparation on the terminal (準備の下見), as the clerk confirms it."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.agenda_items import listed
from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.follow_ups import told
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.queries import group_heading
from clerk_tui.intake.lines import TOLD
from clerk_tui.intake.proposal import Proposal
from clerk_tui.support.cells import wrap

from .japanese import width

_WIDTH = 76


def preview(proposal: Proposal, cells: int = _WIDTH, *, doubts: bool = True) -> str:
    """What to look at again, the agenda with its people, and what was not placed, in lines of so many cells.

    ``doubts``: whether what to look at again is told here, and not elsewhere.
    """
    asked = _doubts(proposal, cells) if doubts else ()
    return "\n".join((*asked, *_meeting(proposal, cells), *_beside(proposal, cells)))


def _doubts(proposal: Proposal, cells: int) -> Iterator[str]:
    if proposal.doubts:
        yield f"確かめたいこと　{len(proposal.doubts)}件"
        for number, doubt in enumerate(proposal.doubts, start=1):
            yield from hung(f"  {number} ", doubt, cells)
        yield ""


def _meeting(proposal: Proposal, cells: int) -> Iterator[str]:
    meeting, schedule = proposal.meeting, proposal.schedule
    style = meeting.profile.style

    def called(text: str, name: str) -> str:
        """A value with where it comes from."""
        return f"{text or '不明'}［{schedule.origin(name)}］" if text else "不明"

    day = called(format_date(meeting.date, style.date) if meeting.date else "", "date")
    starts = called(f"{meeting.starts:%H:%M}" if meeting.starts else "", "starts")
    ends = called(f"{meeting.ends:%H:%M}" if meeting.ends else "", "ends")
    yield f"会議　{called('　'.join(meeting.title), 'title')}"
    yield f"日時　{day}　{starts}～{ends}"
    yield f"場所　{called(meeting.place, 'place')}"
    for category in dict.fromkeys(role.category for role in meeting.profile.roles):
        people = [person for person in meeting.people if meeting.role_of(person).category == category]
        if people:
            names = "、".join(_person(meeting, person) for person in people)
            yield from hung(f"{category}（{len(people)}名）　", names, cells)
    if meeting.items:
        yield "次第"
    for item, depth in listed(meeting):
        yield from hung("  " * (depth + 1), f"{item.printed} {item.title}".strip(), cells)
    topics = sum(not group.cases for group in meeting.groups)
    yield f"案件　{len(meeting.cases)}件" + (f"　番号のない議題　{topics}件" if topics else "")
    for group in meeting.groups:
        explainers = "、".join(group.explainers)
        about = "　".join(filter(None, (group.office, f"説明：{explainers}" if explainers else "")))
        yield from hung("  ■ ", f"{group_heading(meeting, group)}{f'　（{about}）' if about else ''}", cells)
        if group.closed:
            yield from hung(
                "     ", group.closed if "非公開" in group.closed else f"非公開：{group.closed}", cells
            )
        for case_id in group.cases:
            case = meeting.case(case_id)
            if case is not None:
                mark = f"［{case.origin.value}］" if case.received else ""
                yield from hung(
                    f"     {meeting.profile.notation.label(case_id)} ", f"{mark}{case.title}", cells
                )
    if meeting.follow_ups:
        yield f"前回からの宿題　{len(meeting.follow_ups)}件"
    for each in meeting.follow_ups:
        yield from hung("  ・", f"{each.office or '担当未定'}　{told(each)}", cells)
    if meeting.materials:
        yield f"資料　{len(meeting.materials)}点"
        for material in meeting.materials:
            yield from hung("  ・", material.title + (f"（{material.when}）" if material.when else ""), cells)


def _person(meeting: Meeting, person: Person) -> str:
    """As the attendance list prints them, with what else was read of them."""
    listed = listed_label(meeting, person)
    whole = person.name + (f"　{person.given}" if person.given else "")
    beside = (whole, person.reading, person.post, person.office, person.section)
    more = [text for text in beside if text and text not in listed]
    return listed + (f"（{' '.join(more)}）" if more else "")


def _beside(proposal: Proposal, cells: int) -> Iterator[str]:
    """What stands in the papers and in no part of the meeting."""
    if proposal.notes:
        yield ""
        yield "紙にあって、準備に入らないもの"
        for note in proposal.notes:
            yield from hung("  ・", note, cells)
    for kind in TOLD:
        lines = [line for line in proposal.lines if line.kind is kind]
        if lines:
            yield ""
            yield f"{kind.value}　{len(lines)}行"
            for line in lines:
                yield from hung("  ・", str(line), cells)


def hung(head: str, text: str, cells: int) -> Iterator[str]:
    """The text as it is, after its head; further lines stand below the text."""
    indent = width(head)
    for number, (start, end) in enumerate(wrap(text, max(cells - indent, 20))):
        yield f"{head if number == 0 else ' ' * indent}{text[start:end]}".rstrip("\n ")
