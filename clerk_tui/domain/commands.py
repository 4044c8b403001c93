"""Every command under one roof (操作の一覧): ``commands.RecordTurn``, whatever module of the domain it lives in."""

from __future__ import annotations

from .acts import Command as Command
from .amendments import (
    AddCase as AddCase,
)
from .amendments import (
    AddGroup as AddGroup,
)
from .amendments import (
    AddMaterial as AddMaterial,
)
from .amendments import (
    AddPerson as AddPerson,
)
from .amendments import (
    DropCase as DropCase,
)
from .amendments import (
    ReorderGroups as ReorderGroups,
)
from .amendments import (
    ReplaceMaterial as ReplaceMaterial,
)
from .amendments import (
    RetitleCase as RetitleCase,
)
from .attendance import (
    CallRoll as CallRoll,
)
from .attendance import (
    CountObservers as CountObservers,
)
from .attendance import (
    MarkAttendance as MarkAttendance,
)
from .blocks import (
    ChangePhase as ChangePhase,
)
from .blocks import (
    DeferGroup as DeferGroup,
)
from .blocks import (
    OpenBlock as OpenBlock,
)
from .blocks import (
    TableCases as TableCases,
)
from .corrections import (
    ConfirmNames as ConfirmNames,
)
from .corrections import (
    CorrectSpeaker as CorrectSpeaker,
)
from .corrections import (
    EditText as EditText,
)
from .corrections import (
    FlagTurn as FlagTurn,
)
from .corrections import (
    MarkNarration as MarkNarration,
)
from .corrections import (
    RephaseFrom as RephaseFrom,
)
from .corrections import (
    RephaseTurn as RephaseTurn,
)
from .corrections import (
    ReplaceText as ReplaceText,
)
from .corrections import (
    ShiftPhase as ShiftPhase,
)
from .corrections import (
    TagCases as TagCases,
)
from .corrections import (
    WaiveAnswer as WaiveAnswer,
)
from .history import (
    CompoundCommand as CompoundCommand,
)
from .history import (
    Redo as Redo,
)
from .history import (
    Undo as Undo,
)
from .rearranging import (
    DeleteEntry as DeleteEntry,
)
from .rearranging import (
    MergeTurns as MergeTurns,
)
from .rearranging import (
    MoveEntry as MoveEntry,
)
from .rearranging import (
    SplitTurn as SplitTurn,
)
from .rulings import (
    DeclareStance as DeclareStance,
)
from .rulings import (
    RuleCases as RuleCases,
)
from .rulings import (
    WithdrawStances as WithdrawStances,
)
from .sitting import (
    CloseMeeting as CloseMeeting,
)
from .sitting import (
    MakeMark as MakeMark,
)
from .sitting import (
    OpenMeeting as OpenMeeting,
)
from .sitting import (
    Prepare as Prepare,
)
from .sitting import (
    SetNextMeeting as SetNextMeeting,
)
from .turns import (
    RecordStageDirection as RecordStageDirection,
)
from .turns import (
    RecordTurn as RecordTurn,
)
from .turns import (
    RequestSpeech as RequestSpeech,
)
from .turns import (
    TakeFloor as TakeFloor,
)
from .turns import (
    WithdrawRequest as WithdrawRequest,
)
