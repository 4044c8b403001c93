"""The agenda in motion: opening, closing, blocks, phases, and changes on the day (次第の進行と当日の変更)."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from clerk_tui.domain.amendments import (
    CaseAdded,
    CaseDropped,
    CaseRetitled,
    GroupAdded,
    GroupsReordered,
    MaterialAdded,
    MaterialReplaced,
)
from clerk_tui.domain.commands import (
    AddCase,
    AddGroup,
    AddMaterial,
    ChangePhase,
    CloseMeeting,
    DeferGroup,
    DropCase,
    MakeMark,
    OpenBlock,
    OpenMeeting,
    ReorderGroups,
    ReplaceMaterial,
    RetitleCase,
    SetNextMeeting,
    TableCases,
)
from clerk_tui.domain.errors import Refused, UnknownReference
from clerk_tui.domain.events import (
    BlockClosed,
    BlockOpened,
    CasesTabled,
    Event,
    GroupDeferred,
    MarkMade,
    MeetingClosed,
    MeetingOpened,
    NextMeetingSet,
    PhaseChanged,
)
from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Case, CaseOrigin, Material
from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.record import MarkKind, MeetingStage, State
from clerk_tui.domain.text import clean

from .context import (
    Stamp,
    block_id,
    case_of,
    entry_id,
    group_of,
    known_cases,
    meeting_of,
    phase_of,
    sanitized,
    sitting,
)


def open_meeting(state: State, command: OpenMeeting, stamp: Stamp) -> tuple[Event, ...]:
    sitting(state)
    if state.stage is not MeetingStage.WAITING:
        raise Refused("すでに開会しています。")
    return (MeetingOpened(command.at or stamp.at),)


def close_meeting(state: State, command: CloseMeeting, stamp: Stamp) -> tuple[Event, ...]:
    sitting(state)
    at = command.at or stamp.at
    if state.opened and at < state.opened:
        raise Refused("閉会の時刻が開会より前です。時刻を確かめてください。")
    return (MeetingClosed(at),)


def make_mark(state: State, command: MakeMark, stamp: Stamp) -> tuple[Event, ...]:
    sitting(state)
    kind = command.kind
    if kind is MarkKind.RECESS and state.stage is MeetingStage.RECESS:
        raise Refused("すでに休憩中です。")
    if kind is MarkKind.RESUMED and state.stage is not MeetingStage.RECESS:
        raise Refused("休憩中ではありません。")
    if kind is MarkKind.CLOSED_PART and state.in_closed_part:
        raise Refused("すでに非公開です。")
    if kind is MarkKind.OPEN_PART and not state.in_closed_part:
        raise Refused("非公開ではありません。")
    return (MarkMade(entry_id(stamp), kind, command.at or stamp.at, clean(command.reason).strip()),)


def set_next_meeting(state: State, command: SetNextMeeting) -> tuple[Event, ...]:
    meeting_of(state)
    return (NextMeetingSet(sanitized(command.next)),)


def open_block(state: State, command: OpenBlock, stamp: Stamp) -> tuple[Event, ...]:
    sitting(state)
    if not command.groups:
        raise Refused("審議に入る案件群を一つ以上選んでください。")
    groups = tuple(dict.fromkeys(group_of(state, group).id for group in command.groups))
    at = command.at or stamp.at
    current = state.block(state.current)
    if current and current.groups == groups:
        raise Refused("その案件群はもう審議に入っています。")
    events: list[Event] = [BlockClosed(current.id, at)] if current else []
    events.append(BlockOpened(block_id(stamp), entry_id(stamp), groups, at))
    phase = phase_of(state, command.phase) if command.phase else _first_phase(state, groups)
    if phase and phase != state.phase:
        events.append(PhaseChanged(phase, at))
    if state.stage is MeetingStage.WAITING:
        events.insert(0, MeetingOpened(at))
    return tuple(events)


def defer(state: State, command: DeferGroup) -> tuple[Event, ...]:
    sitting(state)
    group = group_of(state, command.group)
    ruled = [case for case in group.cases if case in state.rulings]
    if group.cases and len(ruled) == len(group.cases):
        raise Refused("その案件群は審議が済んでいます。")
    return (GroupDeferred(group.id, clean(command.reason).strip()),)


def reorder(state: State, command: ReorderGroups) -> tuple[Event, ...]:
    sitting(state)
    order = tuple(dict.fromkeys(group_of(state, group).id for group in command.groups))
    if len(order) < 2:
        raise Refused("並べ替える案件群を二つ以上選んでください。")
    return (GroupsReordered(order),)


def add_case(state: State, command: AddCase) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    group = group_of(state, command.group)
    case = _checked(state, command.case)
    if command.after is not None and command.after not in group.cases:
        where = meeting.profile.notation.heading((command.after,))
        raise UnknownReference(f"{where}はその案件群にありません。追加する位置を選び直してください。")
    return (CaseAdded(case, group.id, command.after),)


def add_group(state: State, command: AddGroup) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    group = sanitized(command.group)
    if meeting.group(group.id):
        raise Refused(f"案件群「{group.id}」はすでにあります。")
    cases = tuple(_checked(state, case) for case in command.cases)
    if set(group.cases) - {case.id for case in cases} or len(cases) != len({case.id for case in cases}):
        raise Refused("追加する案件群の案件番号と件名の数が合いません。")
    return (GroupAdded(replace(group, cases=())), *(CaseAdded(case, group.id) for case in cases))


def drop_case(state: State, command: DropCase) -> tuple[Event, ...]:
    case = case_of(state, command.case)
    if case.id in state.rulings:
        raise Refused("裁決した案件は外せません。取下げなら、裁決の結果を「取下げ」に直してください。")
    return (CaseDropped(case.id),)


def retitle_case(state: State, command: RetitleCase) -> tuple[Event, ...]:
    case = case_of(state, command.case)
    title = clean(command.title).strip()
    if not title:
        raise Refused("件名を入力してください。")
    return (CaseRetitled(case.id, title),)


def add_material(state: State, command: AddMaterial) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    material = _material(command.material)
    if material in meeting.materials:
        raise Refused("その資料はもう一覧にあります。")
    return (MaterialAdded(material),)


def replace_material(state: State, command: ReplaceMaterial) -> tuple[Event, ...]:
    meeting = meeting_of(state)
    if all(material.title != command.old for material in meeting.materials):
        raise UnknownReference(f"資料「{command.old}」は一覧にありません。")
    return (MaterialReplaced(command.old, _material(command.new)),)


def table_cases(state: State, command: TableCases) -> tuple[Event, ...]:
    return (CasesTabled(known_cases(state, command.cases)),)


def change_phase(state: State, command: ChangePhase, stamp: Stamp) -> tuple[Event, ...]:
    meeting = sitting(state)
    phase = meeting.profile.phase(phase_of(state, command.phase))
    assert phase is not None
    if phase.id == state.phase:
        raise Refused(f"すでに「{phase.name}」です。")
    at = command.at or stamp.at
    return (*leaving_block(state, phase.id, at), PhaseChanged(phase.id, at))


def leaving_block(state: State, phase_id: str, at: datetime) -> tuple[Event, ...]:
    """The block closes when the proceedings enter a phase outside of it."""
    phase = meeting_of(state).profile.phase(phase_id)
    if state.current is not None and phase is not None and not phase.in_block:
        return (BlockClosed(state.current, at),)
    return ()


def _first_phase(state: State, groups: tuple[GroupId, ...]) -> str:
    """Where a block begins: cases that a 部会 has examined with its report, all others with the explanation."""
    meeting = meeting_of(state)
    cases = [meeting.case(case) for name in groups if (group := meeting.group(name)) for case in group.cases]
    reported = bool(cases) and all(case and case.origin is CaseOrigin.REFERRED for case in cases)
    roles = (PhaseRole.COMMITTEE_REPORT, PhaseRole.EXPLANATION) if reported else (PhaseRole.EXPLANATION,)
    return next((phase.id for role in roles if (phase := meeting.profile.phase_of(role))), "")


def _checked(state: State, case: Case) -> Case:
    meeting = meeting_of(state)
    if meeting.profile.kind(case.id.kind) is None:
        kinds = "、".join(meeting.profile.kind_names)
        raise UnknownReference(f"案件の種別「{case.id.kind}」は設定にありません（{kinds}）。")
    if meeting.case(case.id):
        where = meeting.profile.notation.heading((case.id,))
        raise Refused(f"{where}はすでに次第にあります。")
    case = sanitized(case)
    if not case.title:
        raise Refused("追加する案件の件名を入力してください。")
    return replace(case, origin=CaseOrigin.ADDED) if case.origin is CaseOrigin.PLANNED else case


def _material(material: Material) -> Material:
    material = sanitized(material)
    if not material.title:
        raise Refused("資料の名前を入力してください。")
    return material
