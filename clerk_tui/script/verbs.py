"""Script verb → command, one reader a verb (スクリプトの語彙).

The table :data:`VERBS` names every command that the screen has; a test walks the union of commands, so none
can be forgotten. ``docs/script.md`` explains the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from msgspec import Struct

from clerk_tui.domain import commands as c

from . import agenda_words as agenda
from . import turn_words as turns
from .arguments import Arguments
from .errors import ScriptError

Reader = Callable[[Arguments], c.Command]


class Verb(Struct, frozen=True):
    """A word of the script language."""

    name: str
    makes: tuple[type, ...]
    read: Reader


def read_command(verb: str, arguments: Arguments) -> c.Command:
    """The command of one line.

    Raises:
        ScriptError: the verb is unknown, or its arguments are wrong.
    """
    found = VERBS.get(verb)
    if found is None:
        raise ScriptError(f"「{verb}」という操作はありません。使えるのは {'、'.join(VERBS)} です。")
    command = found.read(arguments)
    arguments.finish()
    return command


def _together(a: Arguments) -> c.Command:
    parts = []
    for fields in a.tables("commands"):
        rest = dict(fields)
        verb = rest.pop("command", None)
        if not isinstance(verb, str):
            raise ScriptError("「commands」の中の各行に「command」がありません。")
        parts.append(read_command(verb, a.nested(rest)))
    if not parts:
        raise ScriptError("「commands」に操作を一つ以上書いてください。")
    return c.CompoundCommand(tuple(parts))


def _undo(_a: Arguments) -> c.Command:
    return c.Undo()


def _redo(_a: Arguments) -> c.Command:
    return c.Redo()


VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("open", (c.OpenMeeting,), agenda.open_meeting),
        Verb("close", (c.CloseMeeting,), agenda.close_meeting),
        Verb("mark", (c.MakeMark,), agenda.mark),
        Verb("next_meeting", (c.SetNextMeeting,), agenda.next_meeting),
        Verb("roll", (c.CallRoll,), agenda.roll),
        Verb("attendance", (c.MarkAttendance,), agenda.attendance),
        Verb("observers", (c.CountObservers,), agenda.observers),
        Verb("add_person", (c.AddPerson,), agenda.add_person),
        Verb("block", (c.OpenBlock,), agenda.block),
        Verb("defer", (c.DeferGroup,), agenda.defer),
        Verb("reorder", (c.ReorderGroups,), agenda.reorder),
        Verb("add_case", (c.AddCase,), agenda.add_case),
        Verb("drop_case", (c.DropCase,), agenda.drop_case),
        Verb("retitle_case", (c.RetitleCase,), agenda.retitle_case),
        Verb("add_group", (c.AddGroup,), agenda.add_group),
        Verb("table", (c.TableCases,), agenda.table),
        Verb("add_material", (c.AddMaterial,), agenda.add_material),
        Verb("replace_material", (c.ReplaceMaterial,), agenda.replace_material),
        Verb("phase", (c.ChangePhase,), agenda.phase),
        Verb("floor", (c.TakeFloor,), turns.floor),
        Verb("request", (c.RequestSpeech, c.WithdrawRequest), turns.request),
        Verb("turn", (c.RecordTurn,), turns.turn),
        Verb("stage", (c.RecordStageDirection,), turns.stage),
        Verb("edit", (c.EditText,), turns.edit),
        Verb("replace", (c.ReplaceText,), turns.replace_text),
        Verb("speaker", (c.CorrectSpeaker,), turns.speaker),
        Verb("cases", (c.TagCases,), turns.cases),
        Verb("rephase", (c.RephaseTurn, c.RephaseFrom), turns.rephase),
        Verb("shift", (c.ShiftPhase,), turns.shift_phase),
        Verb("narration", (c.MarkNarration,), turns.narration),
        Verb("split", (c.SplitTurn,), turns.split),
        Verb("merge", (c.MergeTurns,), turns.merge),
        Verb("move", (c.MoveEntry,), turns.move),
        Verb("delete", (c.DeleteEntry,), turns.delete),
        Verb("flag", (c.FlagTurn,), turns.flag),
        Verb("waive", (c.WaiveAnswer,), turns.waive),
        Verb("confirm_names", (c.ConfirmNames,), turns.confirm_names),
        Verb("stance", (c.DeclareStance,), turns.stance),
        Verb("withdraw", (c.WithdrawStances,), turns.withdraw),
        Verb("rule", (c.RuleCases,), turns.rule),
        Verb("together", (c.CompoundCommand,), _together),
        Verb("undo", (c.Undo,), _undo),
        Verb("redo", (c.Redo,), _redo),
    )
}
"""Every word of a script. ``Prepare`` has none: a preparation comes from its own file."""
