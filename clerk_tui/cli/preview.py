"""A preparation on the terminal (準備の下見), as the clerk confirms it."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import group_heading
from clerk_tui.intake.proposal import Proposal

from .japanese import width, wrapped

_WIDTH = 76


def preview(proposal: Proposal, cells: int = _WIDTH) -> str:
    """The whole agenda with its people, and what to look at again, in lines of so many cells."""
    return "\n".join((*_meeting(proposal.meeting, cells), *_doubts(proposal.doubts, cells)))


def _meeting(meeting: Meeting, cells: int) -> Iterator[str]:
    style = meeting.profile.style
    yield f"会議　{'　'.join(meeting.title)}"
    day = format_date(meeting.date, style.date) if meeting.date else "日付不明"
    starts, ends = (f"{at:%H:%M}" if at else "不明" for at in (meeting.starts, meeting.ends))
    yield f"日時　{day} {starts}～{ends}"
    yield f"場所　{meeting.place}"
    for category in dict.fromkeys(role.category for role in meeting.profile.roles):
        people = [person for person in meeting.people if meeting.role_of(person).category == category]
        if people:
            names = "、".join(listed_label(meeting, person) for person in people)
            yield from _hung(f"{category}（{len(people)}名）　", names, cells)
    yield "次第"
    for item in meeting.items:
        yield f"  {item.number} {item.title}"
    yield f"案件　{len(meeting.cases)}件"
    for group in meeting.groups:
        explainers = "、".join(group.explainers)
        about = "　".join(filter(None, (group.office, f"説明：{explainers}" if explainers else "")))
        yield from _hung("  ■ ", f"{group_heading(meeting, group)}{f'　（{about}）' if about else ''}", cells)
        for case_id in group.cases:
            case = meeting.case(case_id)
            if case is not None:
                mark = f"［{case.origin.value}］" if case.received else ""
                yield from _hung(
                    f"     {meeting.profile.notation.label(case_id)} ", f"{mark}{case.title}", cells
                )


def _doubts(doubts: tuple[str, ...], cells: int) -> Iterator[str]:
    if doubts:
        yield ""
        yield f"確かめたいこと　{len(doubts)}件"
        for doubt in doubts:
            yield from _hung("  ・", doubt, cells)


def _hung(head: str, text: str, cells: int) -> Iterator[str]:
    """The text after its head, further lines below the text."""
    indent = width(head)
    for number, line in enumerate(wrapped(text, max(cells - indent, 20))):
        yield (head if number == 0 else " " * indent) + line
