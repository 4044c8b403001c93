"""A case or a group that comes up on the day (当日追加)."""

from __future__ import annotations

from textual.app import ComposeResult

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import AddCase, AddGroup
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Meeting
from clerk_tui.domain.queries import group_heading

from .base import CommandDialog
from .fields import Cycle, Field, Line

_NEW = None


def fresh_group(meeting: Meeting) -> GroupId:
    """An id that no group has."""
    taken = {group.id for group in meeting.groups}
    count = 1
    while (candidate := GroupId(f"追加{count}")) in taken:
        count += 1
    return candidate


def case_id(meeting: Meeting, kind: str, typed: str) -> CaseId:
    """The case of a number as typed: 17, １７, 第17号, 17の2; a kind that is typed goes before the chosen one.

    Raises:
        Refused: it is no number, or more than one.
    """
    try:
        found = meeting.profile.notation.parse(typed, kind)
    except NotationError:
        found = ()
    if len(found) != 1:
        raise Refused(f"「{typed.strip()}」を案件番号として読めません。「17」のように数字で入れてください。")
    return found[0]


def added(
    meeting: Meeting,
    case: Case | None,
    into: GroupId | None,
    *,
    title: str,
    after: CaseId | None,
    office: str,
) -> AddCase | AddGroup:
    """The case into a group, or a group of its own; without a case, an item that has only a title.

    Raises:
        Refused: a case without a number cannot go into a group of cases.
    """
    if into is not None:
        if case is None:
            raise Refused("案件番号を入れてください。番号のない議題は、入れる先を「新しい案件群」にします。")
        return AddCase(case, into, after)
    new = fresh_group(meeting)
    if case is None:
        if not title.strip():
            raise Refused("案件番号か、議題の件名を入れてください。")
        return AddGroup(Group(new, (), office.strip(), heading=title.strip()))
    return AddGroup(Group(new, (case.id,), office.strip()), (case,))


class AddCaseDialog(CommandDialog):
    """Kind, number, title, and where it goes."""

    heading = "案件・議題の追加"
    hint = "Tab 次の欄　←→ 選ぶ　Enter 追加　Esc 戻る"

    def body(self) -> ComposeResult:
        meeting = meeting_of(self.record)
        origins = (CaseOrigin.ADDED, CaseOrigin.CARRIED, CaseOrigin.REFERRED)
        groups = [(f"{group_heading(meeting, group)} {group.office}", group.id) for group in meeting.groups]
        yield Field("番号", Line(placeholder="17（番号のない議題は空欄）", id="number"))
        yield Field("種別", Cycle([(kind, kind) for kind in meeting.profile.kind_names], id="kind"))
        yield Field("件名", Line(id="title"))
        yield Field("入れる先", Cycle([("新しい案件群", _NEW), *groups], id="group"), classes="gap")
        yield Field("位置", Cycle([("最後", _NEW)], id="after"))
        yield Field("経緯", Cycle([(str(origin), origin) for origin in origins], id="origin"))
        yield Field("所管課", Line(placeholder="新しい案件群のとき", id="office"))

    def command(self) -> AddCase | AddGroup:
        meeting = meeting_of(self.record)
        typed, title, office = (
            self.query_one(f"#{name}", Line).value for name in ("number", "title", "office")
        )
        kind: Cycle[str] = self.query_one("#kind", Cycle)
        group: Cycle[GroupId | None] = self.query_one("#group", Cycle)
        after: Cycle[CaseId | None] = self.query_one("#after", Cycle)
        origin: Cycle[CaseOrigin] = self.query_one("#origin", Cycle)
        case = (
            Case(case_id(meeting, kind.value, typed), title.strip(), origin.value) if typed.strip() else None
        )
        return added(meeting, case, group.value, title=title, after=after.value, office=office)

    def on_cycle_changed(self, event: Cycle.Changed) -> None:
        if event.cycle.id == "group":
            group: Cycle[GroupId | None] = self.query_one("#group", Cycle)
            meeting = meeting_of(self.record)
            found = meeting.group(group.value) if group.value else None
            label = meeting.profile.notation.label
            cases = [(f"{label(case)} の次", case) for case in (found.cases if found else ())]
            self.query_one("#after", Cycle).offer([("最後", _NEW), *cases])
