"""A heading that was rewritten (見出しの直し): the groups of cases that it names. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from clerk_tui.domain.commands import ChangeBlock
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.queries import group_heading
from clerk_tui.domain.record import State


def heading_command(state: State, entry: EntryId, lines: Sequence[str]) -> ChangeBlock:
    """What makes the heading read so.

    Raises:
        Refused: a line is not that of one group of the agenda.
    """
    groups = []
    above = {item.line for item in state.meeting.items}
    for line in lines:
        named = [group.id for group in state.meeting.groups if group_heading(state.meeting, group) == line]
        if not named and line in above and len(lines) > 1:
            # An item around the groups is of the agenda, and stands in no record of a block.
            continue
        if len(named) != 1:
            raise Refused(
                f"見出し「{line}」は、次第のどの案件群の見出しでもありません。記録の画面で案件群を直してください。"
            )
        groups += named
    return ChangeBlock(tuple(groups), entry)
