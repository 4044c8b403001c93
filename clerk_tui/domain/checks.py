"""What a careful clerk would notice (点検): findings while recording and before closing.

A finding never stops the record; it names what is irregular and the place to look at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from .ids import CaseId, EntryId
from .labels import full_label
from .meeting import Meeting
from .notation import heading, mentions
from .profile import PhaseRole, Standing
from .queries import (
    Progress,
    absentees,
    agenda,
    attendees,
    block_groups,
    cases_of,
    group_heading,
    is_member,
    role_of,
    ruled_outcome,
)
from .record import Named, Position, Presence, Stage, State, Turn, Unnamed


class Rule(StrEnum):
    """The checks, by a stable name."""

    UNRULED = "unruled"
    RULED_TWICE = "ruled_twice"
    OUTSIDE_BLOCK = "outside_block"
    BLOCK_INCOMPLETE = "block_incomplete"
    DEFERRED = "deferred"
    ABSENT_SPEAKER = "absent_speaker"
    NOT_ON_ROSTER = "not_on_roster"
    UNKNOWN_SPEAKER = "unknown_speaker"
    NO_ROLL_CALL = "no_roll_call"
    ROLL_INCOMPLETE = "roll_incomplete"
    NO_QUORUM = "no_quorum"
    RULED_WITHOUT_QUORUM = "ruled_without_quorum"
    OPPOSED = "opposed"
    EMPTY_TURN = "empty_turn"
    UNKNOWN_CASE = "unknown_case"
    UNANSWERED = "unanswered"
    UNLISTED_MATERIAL = "unlisted_material"
    TO_CONFIRM = "to_confirm"
    IMPLICIT_STANCE = "implicit_stance"
    OPPOSITE_STANCES = "opposite_stances"
    NOT_CLOSED = "not_closed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One irregularity."""

    rule: Rule
    message: str
    """One Japanese sentence: what, and what may be done."""
    entry: EntryId | None = None
    """The line of the record to look at."""
    cases: tuple[CaseId, ...] = ()


Check = Callable[[State, Meeting], Iterator[Finding]]

_ASKS = re.compile(r"か(ね|な)?[。？?]|か$|伺い|お尋ね|お聞き|教えて|お示し")
_ANSWER = 60
"""Characters from which the chair's turn is more than procedure (in published minutes, nearly always)."""
# 「資料3」, 「資料４－１」: a number right after the word; 「配布資料」 alone names no paper.
_MATERIAL = re.compile(r"資料\s*([0-9０-９]+)")


def findings(state: State) -> tuple[Finding, ...]:
    """Everything that is irregular at this moment; closing adds what must have come to an end by then."""
    meeting = state.meeting
    if meeting is None:
        return ()
    return tuple(finding for check in _CHECKS for finding in check(state, meeting))


def closing_findings(state: State) -> tuple[Finding, ...]:
    """What is to be seen before the meeting is closed: the live findings and what is still open."""
    meeting = state.meeting
    if meeting is None:
        return ()
    return (*(finding for check in _CLOSING for finding in check(state, meeting)), *findings(state))


def _names(meeting: Meeting, cases: tuple[CaseId, ...]) -> str:
    return heading(cases, meeting.profile.kind_names, meeting.profile.style.numerals)


def _turns(state: State) -> Iterator[Turn]:
    return (entry for entry in state.entries if isinstance(entry, Turn))


def _unruled(state: State, meeting: Meeting) -> Iterator[Finding]:
    for group in agenda(state):
        if group.remaining and group.progress is not Progress.DEFERRED:
            names = _names(meeting, group.remaining)
            yield Finding(
                Rule.UNRULED,
                f"{names}の結果が記録されていません。裁決するか、継続審議としてください。",
                cases=group.remaining,
            )


def _deferred(state: State, meeting: Meeting) -> Iterator[Finding]:
    for group in agenda(state):
        if group.progress is Progress.DEFERRED:
            why = f"（{group.reason}）" if group.reason else ""
            yield Finding(
                Rule.DEFERRED,
                f"後回しにした{group_heading(meeting, group.group)}{why}に、まだ戻っていません。",
                cases=group.remaining,
            )


def _not_closed(state: State, _meeting: Meeting) -> Iterator[Finding]:
    if state.stage is Stage.RECESS:
        yield Finding(Rule.NOT_CLOSED, "休憩のままです。再開を記録してから閉会してください。")


def _ruled_twice(state: State, meeting: Meeting) -> Iterator[Finding]:
    for ruling in state.rulings.values():
        if ruling.times > 1:
            names = _names(meeting, (ruling.decision.case,))
            yield Finding(
                Rule.RULED_TWICE,
                f"{names}の裁決が{ruling.times}回あります。最後の「{ruling.decision.outcome}」を採ります。",
                ruling.entry,
                (ruling.decision.case,),
            )


def _outside_block(state: State, meeting: Meeting) -> Iterator[Finding]:
    for ruling in state.rulings.values():
        if ruling.block is None and not state.blocks:
            continue
        if ruling.decision.case not in cases_of(block_groups(state, ruling.block)):
            names = _names(meeting, (ruling.decision.case,))
            yield Finding(
                Rule.OUTSIDE_BLOCK,
                f"{names}は、審議中でないときに裁決されています。番号の言い間違いでないか確かめてください。",
                ruling.entry,
                (ruling.decision.case,),
            )


def _block_incomplete(state: State, meeting: Meeting) -> Iterator[Finding]:
    """A block of which some cases were ruled and some not, once it is closed."""
    for block in state.blocks:
        if block.closed is None:
            continue
        cases = cases_of(block_groups(state, block.id))
        left = tuple(case for case in cases if case not in state.rulings)
        if left and len(left) < len(cases):
            yield Finding(
                Rule.BLOCK_INCOMPLETE,
                f"一括審議のうち{_names(meeting, left)}だけ、裁決から漏れています。",
                cases=left,
            )


def _absent_speaker(state: State, meeting: Meeting) -> Iterator[Finding]:
    for turn in _turns(state):
        match turn.speaker:
            case Named(person=person):
                entries = state.attendance.get(person, ())
                if entries and not _here_at(entries, turn):
                    who = full_label(meeting, turn.speaker, turn.capacity)
                    yield Finding(
                        Rule.ABSENT_SPEAKER,
                        f"「{who}」は、発言のときに在席していないことになっています。出欠を確かめてください。",
                        turn.id,
                    )
            case Unnamed():
                pass


def _here_at(entries: tuple[Presence, ...], turn: Turn) -> bool:
    """Whether the attendance entries have the person there at any moment of the turn."""
    here = False
    for entry in entries:
        if entry.at > (turn.ended or turn.started):
            break
        here = entry.status.here
        if here and entry.at >= turn.started:
            return True
    # A roll call that was entered late holds for what was said before it.
    return here or (entries[0].at > turn.started and entries[0].status.here)


def _not_on_roster(state: State, meeting: Meeting) -> Iterator[Finding]:
    for turn in _turns(state):
        match turn.speaker:
            case Named(person=person) if meeting.person(person) is None:
                yield Finding(
                    Rule.NOT_ON_ROSTER,
                    f"「{person}」は名簿にありません。名簿に加えるか、発言者を直してください。",
                    turn.id,
                )
            case _:
                pass


def _unknown_speaker(state: State, meeting: Meeting) -> Iterator[Finding]:
    for turn in _turns(state):
        match turn.speaker:
            case Unnamed():
                who = full_label(meeting, turn.speaker, turn.capacity)
                yield Finding(Rule.UNKNOWN_SPEAKER, f"発言者が決まっていません：{who}。", turn.id)
            case Named():
                pass


def _roll(state: State, meeting: Meeting) -> Iterator[Finding]:
    if not state.attendance:
        if state.opened:
            yield Finding(Rule.NO_ROLL_CALL, "出欠がまだ記録されていません。")
        return
    missing = [person for person in meeting.voters if person.id not in state.attendance]
    if missing:
        names = "、".join(str(person.id) for person in missing)
        yield Finding(Rule.ROLL_INCOMPLETE, f"出欠の記録がない委員がいます：{names}。")
    present = len(meeting.voters) - len(absentees(state))
    if meeting.seats is not None and len(meeting.voters) > meeting.seats:
        yield Finding(
            Rule.ROLL_INCOMPLETE,
            f"名簿の委員が{len(meeting.voters)}名で、定数{meeting.seats}名を超えています（出席{present}名）。",
        )


def _quorum(state: State, meeting: Meeting) -> Iterator[Finding]:
    roll = attendees(state)
    if roll and not roll.quorate and state.stage is not Stage.CLOSED:
        yield Finding(
            Rule.NO_QUORUM,
            f"定足数に足りません：出席{roll.present}名、必要{roll.required}名（定数{roll.seats}名）。",
        )
    required = meeting.profile.quorum.required(meeting.seat_count)
    short = [ruling for ruling in state.rulings.values() if ruling.roll and len(ruling.roll) < required]
    if short:
        cases = tuple(ruling.decision.case for ruling in short)
        yield Finding(
            Rule.RULED_WITHOUT_QUORUM,
            f"定足数を欠いたまま裁決されています：{_names(meeting, cases)}。",
            short[0].entry,
            cases,
        )


def _opposed(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Objections that the ruling does not show: the table would print a plain result."""
    against = {
        case for stance in state.stances if stance.position is Position.AGAINST for case in stance.cases
    }
    plain: list[CaseId] = []
    for case in sorted(against):
        ruling = state.rulings.get(case)
        outcome = ruled_outcome(meeting, ruling) if ruling else None
        if ruling and outcome and outcome.settled and not ruling.tally and not ruling.decision.note:
            plain.append(case)
    if plain:
        yield Finding(
            Rule.OPPOSED,
            f"反対の表明がありますが、結果には表れません：{_names(meeting, tuple(plain))}。",
            cases=tuple(plain),
        )


def _empty(state: State, meeting: Meeting) -> Iterator[Finding]:
    for turn in _turns(state):
        if not turn.paragraphs:
            who = full_label(meeting, turn.speaker, turn.capacity)
            yield Finding(Rule.EMPTY_TURN, f"本文がありません：{who}（{turn.started:%H:%M}）。", turn.id)


def _unknown_cases(state: State, meeting: Meeting) -> Iterator[Finding]:
    known = set(meeting.case_ids)
    for turn in _turns(state):
        named = [case for m in mentions(turn.text, meeting.profile.kind_names) for case in m.cases]
        unknown = tuple(dict.fromkeys(case for case in named if case not in known))
        if unknown:
            yield Finding(
                Rule.UNKNOWN_CASE,
                f"次第にない番号が発言に出てきます：{_names(meeting, unknown)}。",
                turn.id,
                unknown,
            )


def unanswered(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Questions after which nobody answered before the same floor ended.

    Only a member's last turn before the chair goes on can be without an answer; that a member went straight
    on to the next question is ordinary.
    """
    pending: Turn | None = None
    for turn in _turns(state):
        phase = meeting.profile.phase(turn.phase)
        asking = phase is not None and phase.role is PhaseRole.QUESTIONS
        if is_member(state, turn.speaker):
            pending = turn if asking else None
            continue
        role = role_of(state, turn.speaker)
        if pending is not None and role is not None and role.standing is Standing.CHAIR:
            # The chair who only calls on somebody leaves the question open; one who says more answers it.
            answered = len(turn.text) >= _ANSWER
            if not answered and not _moves_on(meeting, turn):
                continue
            if not answered and pending.id not in state.waived and _ASKS.search(pending.text):
                yield Finding(Rule.UNANSWERED, "質問に答弁が記録されていません。", pending.id)
        pending = None


def _moves_on(meeting: Meeting, turn: Turn) -> bool:
    """Whether the chair turns to others: 「ほかに…」, or another phase."""
    return "ほかに" in turn.text or bool(turn.shifts) or meeting.profile.phase(turn.phase) is None


def _materials(state: State, meeting: Meeting) -> Iterator[Finding]:
    def number(text: str) -> str:
        return str(int(text))

    listed = {number(found) for item in meeting.materials for found in _MATERIAL.findall(item.title)}
    if not listed:
        return
    missing: dict[str, EntryId] = {}
    for turn in _turns(state):
        for found in _MATERIAL.findall(turn.text):
            if number(found) not in listed:
                missing.setdefault(number(found), turn.id)
    for found, entry in missing.items():
        yield Finding(Rule.UNLISTED_MATERIAL, f"資料{found}が配布資料の一覧にありません。", entry)


def _flags(state: State, meeting: Meeting) -> Iterator[Finding]:
    for turn in _turns(state):
        if turn.flag:
            who = full_label(meeting, turn.speaker, turn.capacity)
            yield Finding(Rule.TO_CONFIRM, f"要確認：{turn.flag}（{who}）。", turn.id)


def _implicit(state: State, meeting: Meeting) -> Iterator[Finding]:
    for stance in state.stances:
        if stance.implicit:
            yield Finding(
                Rule.IMPLICIT_STANCE,
                f"「{stance.position}」の対象が明言されていません（{_names(meeting, stance.cases)}として記録）。",
                stance.entry,
                stance.cases,
            )


def _opposite(state: State, meeting: Meeting) -> Iterator[Finding]:
    """One speech that is for and against the same case: a slip of the key, or of the tongue."""
    sides: dict[EntryId | None, dict[Position, set[CaseId]]] = {}
    for stance in state.stances:
        sides.setdefault(stance.entry, {}).setdefault(stance.position, set()).update(stance.cases)
    for entry, side in sides.items():
        both = tuple(sorted(side.get(Position.FOR, set()) & side.get(Position.AGAINST, set())))
        if entry and both:
            yield Finding(
                Rule.OPPOSITE_STANCES,
                f"一つの発言に賛成と反対の両方が記録されています：{_names(meeting, both)}。",
                entry,
                both,
            )


def lost_quorum(before: State, after: State) -> bool:
    """Whether the quorum was there before and is not any more."""
    was, now = attendees(before), attendees(after)
    return was is not None and now is not None and was.quorate and not now.quorate


_CLOSING: tuple[Check, ...] = (_unruled, _deferred, _not_closed)
_CHECKS: tuple[Check, ...] = (
    _roll,
    _quorum,
    _ruled_twice,
    _outside_block,
    _block_incomplete,
    _opposed,
    _absent_speaker,
    _not_on_roster,
    _unknown_cases,
    unanswered,
    _materials,
    _implicit,
    _opposite,
    _flags,
    _unknown_speaker,
    _empty,
)
