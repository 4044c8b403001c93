"""What was said, and what is missing in it (発言の点検)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import distinct_name, written_cases
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.queries import is_member, role_of
from clerk_tui.domain.record import State, Turn

from .finding import Finding, Rule, turns

_ASKS = re.compile(r"か(ね|な)?[。？?]|か$|伺い|お尋ね|お聞き|教えて|お示し")
_ANSWER = 60
"""Characters from which the chair's turn is more than procedure (in published minutes, nearly always)."""
# 「資料3」, 「資料４－１」: a number right after the word; 「配布資料」 alone names no paper.
_MATERIAL = re.compile(r"資料\s*([0-9０-９]+)")


def empty(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """Turns whose words are still to be filled in."""
    for turn in turns(state):
        if not turn.paragraphs:
            yield Finding(Rule.EMPTY_TURN, "本文がありません。", turn.id)


def unknown_cases(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Case numbers that are not on the agenda."""
    known = set(meeting.case_ids)
    for turn in turns(state):
        named = [case for m in meeting.profile.notation.mentions(turn.text) for case in m.cases]
        unknown = tuple(dict.fromkeys(case for case in named if case not in known))
        if unknown:
            yield Finding(
                Rule.UNKNOWN_CASE,
                f"次第にない番号が発言に出てきます：{written_cases(meeting, unknown)}。",
                turn.id,
                unknown,
            )


def unanswered(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Questions after which nobody answered before the same floor ended.

    Only a member's last turn before the chair goes on can be without an answer; that a member went straight
    on to the next question is ordinary.
    """
    pending: Turn | None = None
    spoken = tuple(turns(state))
    for turn, following in zip(spoken, (*spoken[1:], None), strict=False):
        phase = meeting.profile.phase(turn.phase)
        asking = phase is not None and phase.role is PhaseRole.QUESTIONS
        presides = meeting.profile.presides(turn.capacity)
        if is_member(state, turn.speaker) and not presides:
            pending = turn if asking else None
            continue
        role = role_of(state, turn.speaker)
        if pending is not None and (presides or (role is not None and role.standing is Standing.CHAIR)):
            # The chair who only calls on somebody leaves the question open; one who says more answers it.
            answered = len(turn.text) >= _ANSWER
            if not answered and not _moves_on(meeting, turn, following):
                continue
            if not answered and pending.id not in state.waived and _ASKS.search(pending.text):
                yield Finding(Rule.UNANSWERED, "質問に答弁が記録されていません。", pending.id)
        pending = None


def _moves_on(meeting: Meeting, turn: Turn, following: Turn | None) -> bool:
    """Whether the chair turns to others: 「ほかに…」, or another phase."""
    if following is not None and following.phase != turn.last_phase:
        return True
    return "ほかに" in turn.text or bool(turn.shifts) or meeting.profile.phase(turn.phase) is None


def materials(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Papers that somebody mentions and the list lacks."""

    def number(text: str) -> str:
        return str(int(text))

    listed = {number(found) for item in meeting.materials for found in _MATERIAL.findall(item.title)}
    if not listed:
        return
    missing: dict[str, EntryId] = {}
    for turn in turns(state):
        for found in _MATERIAL.findall(turn.text):
            if number(found) not in listed:
                missing.setdefault(number(found), turn.id)
    for found, entry in missing.items():
        yield Finding(Rule.UNLISTED_MATERIAL, f"資料{found}が配布資料の一覧にありません。", entry)


def named(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Names of members whom the public minutes are to print without one."""
    for found in name_findings(state):
        names = "、".join(distinct_name(meeting, person) for person in found.people)
        told = f"{found.where or '公開の会議録'}に{found.about(names)}が出ます。"
        if not found.people:
            told += "〔内部：…〕の形に直してください（直るまで、公開用のファイルは作りません）。"
        elif found.where:
            told += "書き直すか、〔内部：…〕で囲んでください。"
        else:
            told += "直すか、〔内部：…〕で囲むか、公開してよいことを確かめてください。"
        yield Finding(Rule.NAMED, told, found.entry)


def flags(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """What the clerk has put down to be looked up (要確認)."""
    for turn in turns(state):
        if turn.flag:
            yield Finding(Rule.TO_CONFIRM, f"確かめる印が付いています（{turn.flag}）。", turn.id)
