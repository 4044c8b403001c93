"""What is said and decided (発言・態度・裁決)."""

from __future__ import annotations

from datetime import datetime

from clerk_tui.domain.ids import CaseId, EntryId, PersonId
from clerk_tui.domain.record import Decision, Method, PhaseShift, Position, Speaker, Tally
from clerk_tui.domain.value import Value


class TakeFloor(Value, frozen=True):
    """発言が始まった（本文はこれから）。"""

    speaker: Speaker
    capacity: str = ""
    at: datetime | None = None


class RequestSpeech(Value, frozen=True):
    """発言を求めた人を控える（発言すると消える）。"""

    person: PersonId
    at: datetime | None = None


class WithdrawRequest(Value, frozen=True):
    """発言の求めを取り下げる。"""

    person: PersonId


class RecordTurn(Value, frozen=True):
    """発言を記録する。本文は空でもよい。"""

    speaker: Speaker
    paragraphs: tuple[str, ...] = ()
    capacity: str = ""
    cases: tuple[CaseId, ...] = ()
    narrated: bool = False
    phase: str = ""
    """Phase id in which it began; empty: the present one."""
    shifts: tuple[PhaseShift, ...] = ()
    then: str = ""
    """Phase id that follows the turn; empty: the one in which it ended."""
    flag: str = ""
    before: EntryId | None = None
    started: datetime | None = None
    ended: datetime | None = None


class RecordStageDirection(Value, frozen=True):
    """ト書きを記録する。"""

    text: str
    before: EntryId | None = None
    at: datetime | None = None


class DeclareStance(Value, frozen=True):
    """態度を記録する（賛成・反対・条件付き）。"""

    position: Position
    cases: tuple[CaseId, ...] = ()
    """Empty: the cases that the turn names, else the open block's (then marked as implicit)."""
    entry: EntryId | None = None
    note: str = ""
    implicit: bool = False
    """True: whatever numbers are spoken, no case was named, and the open block is meant."""


class WithdrawStances(Value, frozen=True):
    """発言に付けた態度を取り消す。"""

    entry: EntryId


class RuleCases(Value, frozen=True):
    """裁決を記録する。"""

    decisions: tuple[Decision, ...]
    method: Method = Method.DECLARED
    tally: Tally | None = None
    entry: EntryId | None = None
    at: datetime | None = None
