"""What the clerk wants (imperative): one vocabulary for keys, palette, scripts and files read in.

A command says what to do in the clerk's terms; :func:`clerk_tui.domain.decide.decide` turns it into events
or refuses it. Times are optional everywhere: without one, the moment of the command counts. Where a field
``entry`` may be None, it means the turn recorded last.
"""

from __future__ import annotations

from clerk_tui.domain.value import Value

from .agenda import (
    AddCase,
    AddGroup,
    AddMaterial,
    ChangePhase,
    DeferGroup,
    DropCase,
    OpenBlock,
    ReorderGroups,
    ReplaceMaterial,
    RetitleCase,
    TableCases,
)
from .correcting import (
    ConfirmNames,
    CorrectSpeaker,
    DeleteEntry,
    EditText,
    FlagTurn,
    MarkNarration,
    MergeTurns,
    MoveEntry,
    RephaseFrom,
    RephaseTurn,
    ReplaceText,
    ShiftPhase,
    SplitTurn,
    TagCases,
    WaiveAnswer,
)
from .sitting import (
    AddPerson,
    CallRoll,
    CloseMeeting,
    CountObservers,
    MakeMark,
    MarkAttendance,
    OpenMeeting,
    Prepare,
    SetNextMeeting,
)
from .speaking import (
    DeclareStance,
    RecordStageDirection,
    RecordTurn,
    RequestSpeech,
    RuleCases,
    TakeFloor,
    WithdrawRequest,
    WithdrawStances,
)

__all__ = [
    "AddCase",
    "AddGroup",
    "AddMaterial",
    "AddPerson",
    "CallRoll",
    "ChangePhase",
    "CloseMeeting",
    "Command",
    "CompoundCommand",
    "ConfirmNames",
    "CorrectSpeaker",
    "CountObservers",
    "DeclareStance",
    "DeferGroup",
    "DeleteEntry",
    "DropCase",
    "EditText",
    "FlagTurn",
    "MakeMark",
    "MarkAttendance",
    "MarkNarration",
    "MergeTurns",
    "MoveEntry",
    "OpenBlock",
    "OpenMeeting",
    "Prepare",
    "RecordStageDirection",
    "RecordTurn",
    "Redo",
    "ReorderGroups",
    "RephaseFrom",
    "RephaseTurn",
    "ReplaceMaterial",
    "ReplaceText",
    "RequestSpeech",
    "RetitleCase",
    "RuleCases",
    "SetNextMeeting",
    "ShiftPhase",
    "SplitTurn",
    "TableCases",
    "TagCases",
    "TakeFloor",
    "Undo",
    "WaiveAnswer",
    "WithdrawRequest",
    "WithdrawStances",
]


class CompoundCommand(Value, frozen=True):
    """いくつかの操作を一つとして行う（取消しも一度）。"""

    commands: tuple[Command, ...]


class Undo(Value, frozen=True):
    """取り消す。"""


class Redo(Value, frozen=True):
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
    | RecordStageDirection
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
    | CompoundCommand
    | Undo
    | Redo
)
