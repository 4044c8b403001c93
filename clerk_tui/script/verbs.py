"""Script verb → command, one reader a verb (スクリプトの語彙).

The table :data:`VERBS` names every command that the screen has; a test walks the union of commands, so none
can be forgotten. ``docs/script.md`` explains the arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Material, Person
from clerk_tui.domain.record import (
    Attendance,
    Decision,
    MarkKind,
    Method,
    NextMeeting,
    PhaseShift,
    Position,
    Tally,
)

from .arguments import Arguments
from .errors import ScriptError

Reader = Callable[[Arguments], c.Command]


@dataclass(frozen=True, slots=True)
class Verb:
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


def _open(a: Arguments) -> c.Command:
    return c.OpenMeeting(a.at)


def _close(a: Arguments) -> c.Command:
    return c.CloseMeeting(a.at)


def _mark(a: Arguments) -> c.Command:
    return c.MakeMark(a.choice("kind", MarkKind), a.text("reason", ""), a.at)


def _next_meeting(a: Arguments) -> c.Command:
    return c.SetNextMeeting(
        NextMeeting(a.day("date"), a.hour("time"), a.text("place", ""), a.text("note", ""))
    )


def _roll(a: Arguments) -> c.Command:
    return c.CallRoll(a.people("absent"), a.people("online"), a.at)


def _attendance(a: Arguments) -> c.Command:
    return c.MarkAttendance(
        a.person("person"), a.choice("status", Attendance), a.text("note", ""), a.flag("confirmed"), a.at
    )


def _observers(a: Arguments) -> c.Command:
    return c.CountObservers(a.number("count"), a.text("note", ""))


def _add_person(a: Arguments) -> c.Command:
    name, post = a.text("name"), a.text("post", "")
    return c.AddPerson(
        Person(
            id=PersonId(a.text("id", "") or f"{name}{post}"),
            name=name,
            role=a.text("role"),
            post=post,
            given=a.text("given", ""),
            reading=a.text("reading", ""),
            office=a.text("office", ""),
            seat=a.number("seat") if a.has("seat") else None,
            section=a.text("section", ""),
        )
    )


def _block(a: Arguments) -> c.Command:
    return c.OpenBlock(a.groups("groups"), a.phase("phase", ""), a.at)


def _defer(a: Arguments) -> c.Command:
    return c.DeferGroup(a.group("group"), a.text("reason", ""))


def _reorder(a: Arguments) -> c.Command:
    return c.ReorderGroups(a.groups("groups"))


def _case(a: Arguments) -> Case:
    return Case(
        a.new_case("case"),
        a.text("title"),
        a.choice("origin", CaseOrigin, CaseOrigin.ADDED),
        a.text("received", ""),
        a.text("referred_to", ""),
        a.text("reported", ""),
    )


def _one_case(a: Arguments, name: str) -> CaseId:
    found = a.cases(name)
    if len(found) != 1:
        raise ScriptError(f"「{name}」には案件番号を一つだけ書いてください。")
    return found[0]


def _add_case(a: Arguments) -> c.Command:
    after = _one_case(a, "after") if a.has("after") else None
    return c.AddCase(_case(a), a.group("group"), after)


def _drop_case(a: Arguments) -> c.Command:
    return c.DropCase(_one_case(a, "case"))


def _retitle_case(a: Arguments) -> c.Command:
    return c.RetitleCase(_one_case(a, "case"), a.text("title"))


def _add_group(a: Arguments) -> c.Command:
    cases = []
    for fields in a.tables("cases"):
        inner = a.nested(fields)
        cases.append(_case(inner))
        inner.finish()
    group = Group(
        id=GroupId(a.text("id")),
        cases=tuple(case.id for case in cases),
        office=a.text("office", ""),
        explainers=a.people("explainers"),
        heading=a.text("heading", ""),
        item=a.number("item") if a.has("item") else None,
    )
    return c.AddGroup(group, tuple(cases))


def _table(a: Arguments) -> c.Command:
    return c.TableCases(a.cases("cases"))


def _add_material(a: Arguments) -> c.Command:
    return c.AddMaterial(Material(a.text("when", "当日"), a.text("title")))


def _replace_material(a: Arguments) -> c.Command:
    return c.ReplaceMaterial(a.text("old"), Material(a.text("when", "当日"), a.text("title")))


def _phase(a: Arguments) -> c.Command:
    return c.ChangePhase(a.phase("phase"), a.at)


def _floor(a: Arguments) -> c.Command:
    return c.TakeFloor(a.speaker("speaker"), a.text("capacity", ""), a.at)


def _shift(a: Arguments, fields: Mapping[str, object]) -> PhaseShift:
    inner = a.nested(fields)
    shift = PhaseShift(inner.number("paragraph"), inner.number("offset", 0), inner.phase("phase"))
    inner.finish()
    return shift


def _turn(a: Arguments) -> c.Command:
    return c.RecordTurn(
        speaker=a.speaker("speaker"),
        paragraphs=a.texts("text"),
        capacity=a.text("capacity", ""),
        cases=a.cases("cases"),
        narrated=a.flag("narrated"),
        phase=a.phase("phase", ""),
        shifts=tuple(_shift(a, fields) for fields in a.tables("shifts")),
        then=a.phase("then", ""),
        flag=a.text("flag", ""),
        before=a.maybe_turn("before"),
        started=a.moment("started") or (None if a.has("before") else a.at),
        ended=a.moment("ended"),
    )


def _stage(a: Arguments) -> c.Command:
    return c.RecordStage(a.text("text"), a.maybe_turn("before"), a.at)


def _edit(a: Arguments) -> c.Command:
    return c.EditText(a.turn(), a.texts("text"))


def _replace(a: Arguments) -> c.Command:
    return c.ReplaceText(a.text("old"), a.text("new", ""))


def _speaker(a: Arguments) -> c.Command:
    return c.CorrectSpeaker(a.maybe_turn(), a.speaker("speaker"), a.text("capacity", ""))


def _cases(a: Arguments) -> c.Command:
    return c.TagCases(a.maybe_turn(), a.cases("cases"))


def _rephase(a: Arguments) -> c.Command:
    if a.flag("onward"):
        return c.RephaseFrom(a.turn(), a.phase("phase"))
    return c.RephaseTurn(a.turn(), a.phase("phase"))


def _shift_phase(a: Arguments) -> c.Command:
    return c.ShiftPhase(a.maybe_turn(), a.phase("phase"), a.number("paragraph"), a.number("offset", 0))


def _narration(a: Arguments) -> c.Command:
    return c.MarkNarration(a.turn(), a.flag("narrated"))


def _split(a: Arguments) -> c.Command:
    speaker = a.speaker("speaker") if a.has("speaker") else None
    return c.SplitTurn(a.turn(), a.number("paragraph"), a.number("offset", 0), speaker)


def _merge(a: Arguments) -> c.Command:
    return c.MergeTurns(a.turn("first"), a.turn("second"))


def _move(a: Arguments) -> c.Command:
    return c.MoveEntry(a.turn(), a.maybe_turn("before"))


def _delete(a: Arguments) -> c.Command:
    return c.DeleteEntry(a.turn())


def _flag(a: Arguments) -> c.Command:
    return c.FlagTurn(a.maybe_turn(), a.text("note", ""))


def _waive(a: Arguments) -> c.Command:
    return c.WaiveAnswer(a.maybe_turn())


def _stance(a: Arguments) -> c.Command:
    return c.DeclareStance(
        a.choice("position", Position), a.cases("cases"), a.maybe_turn(), a.text("note", "")
    )


def _withdraw(a: Arguments) -> c.Command:
    return c.WithdrawStances(a.turn())


def _rule(a: Arguments) -> c.Command:
    decisions = []
    for fields in a.tables("results"):
        inner = a.nested(fields)
        outcome, note = inner.text("outcome"), inner.text("note", "")
        decisions += [Decision(case, outcome, note) for case in inner.cases("cases")]
        inner.finish()
    return c.RuleCases(
        tuple(decisions), a.choice("method", Method, Method.DECLARED), _tally(a), a.maybe_turn(), a.at
    )


def _tally(a: Arguments) -> Tally | None:
    if not a.has("tally"):
        return None
    inner = a.nested(a.table("tally"))
    tally = Tally(inner.number("ayes"), inner.number("noes"), inner.number("abstentions", 0))
    inner.finish()
    return tally


def _together(a: Arguments) -> c.Command:
    parts = []
    for fields in a.tables("commands"):
        rest = dict(fields)
        verb = rest.pop("command", None)
        if not isinstance(verb, str):
            raise ScriptError("「commands」の中の各行に「command」がありません。")
        parts.append(read_command(verb, a.nested(rest)))
    return c.Together(tuple(parts))


def _undo(_a: Arguments) -> c.Command:
    return c.Undo()


def _redo(_a: Arguments) -> c.Command:
    return c.Redo()


VERBS: Mapping[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("open", (c.OpenMeeting,), _open),
        Verb("close", (c.CloseMeeting,), _close),
        Verb("mark", (c.MakeMark,), _mark),
        Verb("next_meeting", (c.SetNextMeeting,), _next_meeting),
        Verb("roll", (c.CallRoll,), _roll),
        Verb("attendance", (c.MarkAttendance,), _attendance),
        Verb("observers", (c.CountObservers,), _observers),
        Verb("add_person", (c.AddPerson,), _add_person),
        Verb("block", (c.OpenBlock,), _block),
        Verb("defer", (c.DeferGroup,), _defer),
        Verb("reorder", (c.ReorderGroups,), _reorder),
        Verb("add_case", (c.AddCase,), _add_case),
        Verb("drop_case", (c.DropCase,), _drop_case),
        Verb("retitle_case", (c.RetitleCase,), _retitle_case),
        Verb("add_group", (c.AddGroup,), _add_group),
        Verb("table", (c.TableCases,), _table),
        Verb("add_material", (c.AddMaterial,), _add_material),
        Verb("replace_material", (c.ReplaceMaterial,), _replace_material),
        Verb("phase", (c.ChangePhase,), _phase),
        Verb("floor", (c.TakeFloor,), _floor),
        Verb("turn", (c.RecordTurn,), _turn),
        Verb("stage", (c.RecordStage,), _stage),
        Verb("edit", (c.EditText,), _edit),
        Verb("replace", (c.ReplaceText,), _replace),
        Verb("speaker", (c.CorrectSpeaker,), _speaker),
        Verb("cases", (c.TagCases,), _cases),
        Verb("rephase", (c.RephaseTurn, c.RephaseFrom), _rephase),
        Verb("shift", (c.ShiftPhase,), _shift_phase),
        Verb("narration", (c.MarkNarration,), _narration),
        Verb("split", (c.SplitTurn,), _split),
        Verb("merge", (c.MergeTurns,), _merge),
        Verb("move", (c.MoveEntry,), _move),
        Verb("delete", (c.DeleteEntry,), _delete),
        Verb("flag", (c.FlagTurn,), _flag),
        Verb("waive", (c.WaiveAnswer,), _waive),
        Verb("stance", (c.DeclareStance,), _stance),
        Verb("withdraw", (c.WithdrawStances,), _withdraw),
        Verb("rule", (c.RuleCases,), _rule),
        Verb("together", (c.Together,), _together),
        Verb("undo", (c.Undo,), _undo),
        Verb("redo", (c.Redo,), _redo),
    )
}
"""Every word of a script. ``Prepare`` has none: a preparation comes from its own file."""
