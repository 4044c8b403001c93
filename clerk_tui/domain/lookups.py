"""What rules look up (照合): the meeting, people, cases, phases and lines, each refused by name where it is not there."""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from .errors import Refused, UnknownReference
from .ids import CaseId, EntryId, GroupId, PersonId
from .meeting import Case, Group, Meeting, Person
from .record import MeetingStage, Named, Speaker, State, Turn, Unnamed


def meeting_of(state: State) -> Meeting:
    """The meeting.

    Raises:
        Refused: no preparation has been read.
    """
    if not state.prepared:
        raise Refused("準備がまだ読み込まれていません。preparation.toml を用意してください。")
    return state.meeting


def not_closed(state: State) -> Meeting:
    """The meeting, as long as it has not been closed."""
    meeting = meeting_of(state)
    if state.stage is MeetingStage.CLOSED:
        raise Refused("閉会を記録したあとです。続けるには、閉会を取り消してください（訂正はできます）。")
    return meeting


def person_of(state: State, person: PersonId) -> Person:
    found = meeting_of(state).person(person)
    if found is None:
        raise UnknownReference(f"「{person}」は名簿にありません。名簿に加えるか、名前を直してください。")
    return found


def speaker_of(state: State, speaker: Speaker) -> Speaker:
    """The speaker, once sure that the roster or the profile knows them."""
    match speaker:
        case Named(person=person):
            person_of(state, person)
        case Unnamed(role=role):
            if meeting_of(state).profile.role(role) is None:
                raise UnknownReference(f"役割「{role}」は審議会の型にありません。型にある役割を選んでください。")
        case _:
            assert_never(speaker)
    return speaker


def group_of(state: State, group: GroupId) -> Group:
    found = meeting_of(state).group(group)
    if found is None:
        raise UnknownReference(f"案件群「{group}」は次第にありません。")
    return found


def case_of(state: State, case: CaseId) -> Case:
    known_cases(state, (case,))
    found = meeting_of(state).case(case)
    assert found is not None  # known_cases has looked
    return found


def known_cases(state: State, cases: Iterable[CaseId]) -> tuple[CaseId, ...]:
    """The cases without repetition, once sure that all are on the agenda."""
    meeting = meeting_of(state)
    wanted = tuple(dict.fromkeys(cases))
    on_agenda = set(meeting.case_ids)
    missing = [case for case in wanted if case not in on_agenda]
    if missing:
        text = meeting.profile.notation.heading(missing)
        raise UnknownReference(f"{text}は次第にありません。番号を確かめるか、案件を追加してください。")
    return wanted


def phase_of(state: State, phase: str) -> str:
    meeting = meeting_of(state)
    if meeting.profile.phase(phase) is None:
        names = "、".join(candidate.name for candidate in meeting.profile.phases)
        raise UnknownReference(
            f"段階「{phase}」は審議会の型にありません。{names} のどれかにしてください。"
        )
    return phase


def turn_of(state: State, entry: EntryId | None) -> Turn:
    """The turn of that id; None: the one recorded last."""
    if entry is None:
        turns = state.turns
        if not turns:
            raise Refused("まだ発言が記録されていません。")
        return turns[-1]
    turn = state.turn(entry)
    if turn is None:
        raise UnknownReference("その発言は記録にありません（削除または取消しをされています）。")
    return turn


def existing(state: State, entry: EntryId | None) -> EntryId | None:
    """An entry id that is None or in the record."""
    if entry is not None and state.entry(entry) is None:
        raise UnknownReference("挿入先または移動先の行が記録にありません（削除または取消しをされています）。")
    return entry
