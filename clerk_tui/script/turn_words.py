"""Script words for what is said and decided (発言・訂正・裁決): arguments → command, one reader a word."""

from __future__ import annotations

from collections.abc import Mapping

from clerk_tui.domain import commands as c
from clerk_tui.domain.record import Decision, Method, PhaseShift, Position, Tally

from .arguments import Arguments


def floor(a: Arguments) -> c.Command:
    return c.TakeFloor(a.speaker("speaker"), a.text("capacity", ""), a.at)


def request(a: Arguments) -> c.Command:
    person = a.person("person")
    return c.WithdrawRequest(person) if a.flag("withdrawn") else c.RequestSpeech(person, a.at)


def _shift(a: Arguments, fields: Mapping[str, object]) -> PhaseShift:
    inner = a.nested(fields)
    shift = PhaseShift(inner.number("paragraph"), inner.number("offset", 0), inner.phase("phase"))
    inner.finish()
    return shift


def turn(a: Arguments) -> c.Command:
    before = a.before()
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
        before=before,
        started=a.moment("started") or (None if before else a.at),
        ended=a.moment("ended"),
    )


def stage(a: Arguments) -> c.Command:
    return c.RecordStageDirection(a.text("text"), a.before(), a.at)


def edit(a: Arguments) -> c.Command:
    return c.EditText(a.entry(), a.texts("text"))


def replace_text(a: Arguments) -> c.Command:
    return c.ReplaceText(a.text("old"), a.text("new", ""), a.turns("turns"))


def speaker(a: Arguments) -> c.Command:
    return c.CorrectSpeaker(a.maybe_turn(), a.speaker("speaker"), a.text("capacity", ""))


def cases(a: Arguments) -> c.Command:
    return c.TagCases(a.maybe_turn(), a.cases("cases"))


def rephase(a: Arguments) -> c.Command:
    if a.flag("onward"):
        return c.RephaseFrom(a.turn(), a.phase("phase"))
    return c.RephaseTurn(a.turn(), a.phase("phase"))


def shift_phase(a: Arguments) -> c.Command:
    return c.ShiftPhase(a.maybe_turn(), a.phase("phase"), a.number("paragraph"), a.number("offset", 0))


def narration(a: Arguments) -> c.Command:
    return c.MarkNarration(a.turn(), a.flag("narrated"))


def split(a: Arguments) -> c.Command:
    speaker = a.speaker("speaker") if a.has("speaker") else None
    capacity = a.text("capacity") if a.has("capacity") else None
    return c.SplitTurn(a.turn(), a.number("paragraph"), a.number("offset", 0), speaker, capacity)


def merge(a: Arguments) -> c.Command:
    return c.MergeTurns(a.turn("first"), a.turn("second"))


def move(a: Arguments) -> c.Command:
    return c.MoveEntry(a.entry(), a.before())


def delete(a: Arguments) -> c.Command:
    return c.DeleteEntry(a.entry())


def flag(a: Arguments) -> c.Command:
    return c.FlagTurn(a.maybe_turn(), a.text("note", ""))


def waive(a: Arguments) -> c.Command:
    return c.WaiveAnswer(a.maybe_turn())


def confirm_names(a: Arguments) -> c.Command:
    return c.ConfirmNames(a.maybe_turn())


def stance(a: Arguments) -> c.Command:
    return c.DeclareStance(
        a.choice("position", Position),
        a.cases("cases"),
        a.maybe_turn(),
        a.text("note", ""),
        implicit=a.flag("implicit") if a.has("implicit") else False,
    )


def withdraw(a: Arguments) -> c.Command:
    return c.WithdrawStances(a.turn())


def rule(a: Arguments) -> c.Command:
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
