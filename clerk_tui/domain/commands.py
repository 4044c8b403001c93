"""What the clerk wants (imperative): one vocabulary for keys, palette, scripts and files read in.

A command says what to do in the clerk's terms; :func:`clerk_tui.domain.decide.decide` turns it into events
or refuses it. Times are optional everywhere: without one, the moment of the command counts. Where a field
``entry`` may be None, it means the turn recorded last.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .ids import CaseId, EntryId, GroupId, PersonId
from .meeting import Case, Group, Material, Meeting, Person
from .record import (
    Attendance,
    Decision,
    MarkKind,
    Method,
    NextMeeting,
    PhaseShift,
    Position,
    Speaker,
    Tally,
)


@dataclass(frozen=True, slots=True)
class Prepare:
    """準備を読み込む（はじめて、または手直しのあと）。"""

    meeting: Meeting


@dataclass(frozen=True, slots=True)
class OpenMeeting:
    """開会する。"""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CloseMeeting:
    """閉会する。"""

    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MakeMark:
    """休憩・再開、非公開・公開再開を記録する。"""

    kind: MarkKind
    reason: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SetNextMeeting:
    """次回の日程を記録する。"""

    next: NextMeeting


@dataclass(frozen=True, slots=True)
class CallRoll:
    """出欠を一度に取る: 挙げた者のほかは全員出席。"""

    absent: tuple[PersonId, ...] = ()
    online: tuple[PersonId, ...] = ()
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarkAttendance:
    """一人の出欠を記録する（欠席・遅参・退席・再入室・代理・オンライン）。"""

    person: PersonId
    status: Attendance
    note: str = ""
    confirmed: bool = False
    """True once the clerk has confirmed that somebody who spoke is to be absent."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class CountObservers:
    """傍聴者数を記録する。"""

    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """案件群を一括して審議に入る。"""

    groups: tuple[GroupId, ...]
    phase: str = ""
    """Phase id to enter; empty: 部会報告 where all cases were referred to a 部会, else 説明."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeferGroup:
    """案件群を後回しにする。"""

    group: GroupId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReorderGroups:
    """残りの審議順を変える。"""

    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class AddCase:
    """案件を追加する。"""

    case: Case
    group: GroupId
    after: CaseId | None = None


@dataclass(frozen=True, slots=True)
class DropCase:
    """案件を議題から外す。"""

    case: CaseId


@dataclass(frozen=True, slots=True)
class RetitleCase:
    """件名を直す。"""

    case: CaseId
    title: str


@dataclass(frozen=True, slots=True)
class AddGroup:
    """議題を追加する。"""

    group: Group
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class AddMaterial:
    """資料を追加する。"""

    material: Material


@dataclass(frozen=True, slots=True)
class ReplaceMaterial:
    """資料を差し替える。"""

    old: str
    new: Material


@dataclass(frozen=True, slots=True)
class AddPerson:
    """名簿にない人を加える。"""

    person: Person


@dataclass(frozen=True, slots=True)
class TableCases:
    """案件一覧の並びを決める。"""

    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True)
class ChangePhase:
    """段階を移る。"""

    phase: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class TakeFloor:
    """発言が始まった（本文はこれから）。"""

    speaker: Speaker
    capacity: str = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class RequestSpeech:
    """発言を求めた人を控える（発言すると消える）。"""

    person: PersonId
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class WithdrawRequest:
    """発言の求めを取り下げる。"""

    person: PersonId


@dataclass(frozen=True, slots=True)
class RecordTurn:
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


@dataclass(frozen=True, slots=True)
class RecordStage:
    """ト書きを記録する。"""

    text: str
    before: EntryId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EditText:
    """本文を直す。"""

    entry: EntryId
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReplaceText:
    """過去の発言の語句を一括して置き換える。"""

    old: str
    new: str
    entries: tuple[EntryId, ...] = ()
    """Where; empty: everywhere."""


@dataclass(frozen=True, slots=True)
class CorrectSpeaker:
    """発言者を直す。"""

    entry: EntryId | None
    speaker: Speaker
    capacity: str = ""


@dataclass(frozen=True, slots=True)
class TagCases:
    """発言が関係する案件を指定する。"""

    entry: EntryId | None
    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True)
class RephaseTurn:
    """この発言だけ段階を付け替える。"""

    entry: EntryId
    phase: str


@dataclass(frozen=True, slots=True)
class RephaseFrom:
    """この発言から先、同じ段階が続く限り付け替える。"""

    entry: EntryId
    phase: str


@dataclass(frozen=True, slots=True)
class ShiftPhase:
    """発言の途中に段階の境目を置く。"""

    entry: EntryId | None
    phase: str
    paragraph: int
    offset: int = 0


@dataclass(frozen=True, slots=True)
class MarkNarration:
    """記述と発言の別を直す。"""

    entry: EntryId
    narrated: bool


@dataclass(frozen=True, slots=True)
class SplitTurn:
    """発言を分ける。"""

    entry: EntryId
    paragraph: int
    offset: int
    speaker: Speaker | None = None
    """Who spoke the second part; None: the same person."""


@dataclass(frozen=True, slots=True)
class MergeTurns:
    """続く二つの発言を一つにする。"""

    first: EntryId
    second: EntryId


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """発言・ト書き・見出しを移す。"""

    entry: EntryId
    before: EntryId | None


@dataclass(frozen=True, slots=True)
class DeleteEntry:
    """発言・ト書きを削る（記録には残る）。"""

    entry: EntryId


@dataclass(frozen=True, slots=True)
class FlagTurn:
    """要確認の印を付ける・外す。"""

    entry: EntryId | None
    note: str


@dataclass(frozen=True, slots=True)
class WaiveAnswer:
    """答弁不要とする。"""

    entry: EntryId | None = None


@dataclass(frozen=True, slots=True)
class ConfirmNames:
    """発言に出てくる氏名を、公開してよいと確かめる。"""

    entry: EntryId | None = None


@dataclass(frozen=True, slots=True)
class DeclareStance:
    """態度を記録する（賛成・反対・条件付き）。"""

    position: Position
    cases: tuple[CaseId, ...] = ()
    """Empty: the cases that the turn names, else the open block's (then marked as implicit)."""
    entry: EntryId | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawStances:
    """発言に付けた態度を取り消す。"""

    entry: EntryId


@dataclass(frozen=True, slots=True)
class RuleCases:
    """裁決を記録する。"""

    decisions: tuple[Decision, ...]
    method: Method = Method.DECLARED
    tally: Tally | None = None
    entry: EntryId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Together:
    """いくつかの操作を一つとして行う（取消しも一度）。"""

    commands: tuple[Command, ...]


@dataclass(frozen=True, slots=True)
class Undo:
    """取り消す。"""


@dataclass(frozen=True, slots=True)
class Redo:
    """やり直す。"""


Command = (
    Prepare
    | OpenMeeting
    | CloseMeeting
    | MakeMark
    | SetNextMeeting
    | CallRoll
    | MarkAttendance
    | CountObservers
    | OpenBlock
    | DeferGroup
    | ReorderGroups
    | AddCase
    | DropCase
    | RetitleCase
    | AddGroup
    | AddMaterial
    | ReplaceMaterial
    | AddPerson
    | TableCases
    | ChangePhase
    | TakeFloor
    | RequestSpeech
    | WithdrawRequest
    | RecordTurn
    | RecordStage
    | EditText
    | ReplaceText
    | CorrectSpeaker
    | TagCases
    | RephaseTurn
    | RephaseFrom
    | ShiftPhase
    | MarkNarration
    | SplitTurn
    | MergeTurns
    | MoveEntry
    | DeleteEntry
    | FlagTurn
    | WaiveAnswer
    | ConfirmNames
    | DeclareStance
    | WithdrawStances
    | RuleCases
    | Together
    | Undo
    | Redo
)
