"""The agenda at the left (次第): each group with its progress, the cases of the open block, the phases."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import repeat

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from clerk_tui.domain.agenda_items import new_chapters
from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import AgendaItem, Meeting
from clerk_tui.domain.queries import (
    GroupStatus,
    Progress,
    agenda,
    group_chapters,
    group_heading,
    printed_result,
)
from clerk_tui.domain.record import State
from clerk_tui.support.cells import apart, cut, wrap

_MARKS = {
    Progress.DONE: ("済", "$text-muted"),
    Progress.OPEN: ("中", "bold $text-primary"),
    Progress.HALF: ("半", "$text-warning"),
    Progress.DEFERRED: ("後", "$text-warning"),
    Progress.WAITING: ("未", ""),
}
"""One character for each progress; the colour only repeats it."""


class AgendaPanel(Vertical):
    """Groups in the order of the agenda, below the items that they lie in; the open one is kept in sight."""

    state: reactive[State] = reactive(State)

    _groups: Sequence[GroupId] = ()
    """The group of each line."""

    class Chosen(Message):
        """A group was clicked."""

        def __init__(self, group: GroupId) -> None:
            super().__init__()
            self.group = group

    def compose(self) -> ComposeResult:
        yield Static(Content.styled("次第", "$text-muted"))
        with VerticalScroll(can_focus=False):
            yield Static(id="groups")
        yield Static(id="phases")

    def watch_state(self, before: State, after: State) -> None:
        if not _same(before, after):
            self._draw()

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        if not self.children or not self.size.width:
            return
        lines, here, self._groups = agenda_lines(self.state, self.scrollable_content_region.width - 1)
        self.query_one("#groups", Static).update(Content("\n").join(lines))
        self.query_one("#phases", Static).update(phase_line(self.state))
        self.call_after_refresh(self._show, here)

    def on_click(self, event: Click) -> None:
        if event.widget is not None and event.widget.id == "groups" and 0 <= event.y < len(self._groups):
            self.post_message(self.Chosen(self._groups[event.y]))

    def _show(self, line: int) -> None:
        self.query_one(VerticalScroll).scroll_to_region(Region(0, line, 1, 6), animate=False)


def _same(before: State, after: State) -> bool:
    """Whether nothing that stands here has changed; most commits are turns."""
    return (
        before.meeting is after.meeting
        and before.phase == after.phase
        and before.current == after.current
        and before.rulings == after.rulings
        and before.deferred == after.deferred
        and before.blocks == after.blocks
    )


def agenda_lines(state: State, width: int) -> tuple[list[Content], int, list[GroupId]]:
    """The lines of all groups, so many cells wide, the number of the first open one, and the group of each line."""
    lines: list[Content] = []
    groups: list[GroupId] = []
    here = 0
    around: tuple[AgendaItem, ...] = ()
    for status in agenda(state):
        now = group_chapters(state.meeting, status.group)
        for item in new_chapters(around, now):
            # Their own width less: a chapter has no mark, and stands as deep as it lies.
            room = width - 1 - now.index(item)
            lines += [
                Content.styled(f"{' ' * now.index(item)}{item.line[start:end]}", "$text-muted")
                for start, end in wrap(item.line, room)
            ]
        around = now
        if status.progress is Progress.OPEN and not here:
            here = len(lines)
        indent = " " * len(now)
        lines += [Content.assemble(indent, line) for line in _group(state, status, width - len(now))]
        groups += [status.group.id] * (len(lines) - len(groups))
    return lines or [Content.styled("議題はありません", "$text-muted")], here, groups


def _group(state: State, status: GroupStatus, width: int) -> list[Content]:
    mark, style = _MARKS[status.progress]
    name = group_heading(state.meeting, status.group) + ("（非公開）" if status.group.closed else "")
    shown = "bold" if status.progress is Progress.OPEN else style
    lines = [
        Content.assemble((mark if first else "  ", style), " ", (name[start:end], shown))
        for first, (start, end) in zip(_first(), wrap(name, width - 3), strict=False)
    ]
    if status.progress is Progress.DEFERRED and status.reason:
        lines.append(Content.styled(f"   {cut(status.reason, width - 3)}", "$text-muted"))
    if status.progress is not Progress.OPEN:
        return lines
    if status.group.office:
        lines.append(Content.styled(f"   {status.group.office}", "$text-muted"))
    return lines + _cases(state, state.meeting, status.group.cases, width)


def _cases(state: State, meeting: Meeting, cases: Sequence[CaseId], width: int) -> list[Content]:
    """Each case of an open group: its number, then its result or, until there is one, its title.

    Where there is no room for whole titles, those that begin alike are shown by what differs in them.
    """
    numbers = [f"   {meeting.profile.notation.label(case)} " for case in cases]
    rest = width - max(map(cell_len, numbers), default=0)
    titles = apart([found.title if (found := meeting.case(case)) else "" for case in cases], rest)
    results = [printed_result(meeting, state.rulings.get(case)) for case in cases]
    return [
        Content.assemble(number, (cut(result, rest), "bold") if result else (title, "$text-muted"))
        for number, title, result in zip(numbers, titles, results, strict=True)
    ]


def _first() -> Iterator[bool]:
    yield True
    yield from repeat(False)


def phase_line(state: State) -> Content:
    """The phases of a block with the present one marked; outside of a block, its neighbours."""
    if not state.meeting.profile.phases:
        return Content("")
    phases = state.meeting.profile.phases
    present = state.meeting.profile.phase(state.phase)
    if present is None or present.in_block:
        shown = [phase for phase in phases if phase.in_block]
    else:
        at = phases.index(present)
        shown = list(phases[max(0, at - 1) : at + 3])
    names = [
        Content.styled(f"[{phase.name}]", "bold $text-primary")
        if phase is present
        else Content.styled(phase.name, "$text-muted")
        for phase in shown
    ]
    return Content.styled("段階 ", "$text-muted") + Content(" ").join(names)
