"""Script words for the course of the meeting (会議の進行・次第・人): arguments → command, one reader a word."""

from __future__ import annotations

from clerk_tui.domain import commands as c
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Material, Person
from clerk_tui.domain.record import Attendance, MarkKind, NextMeeting

from .arguments import Arguments
from .errors import ScriptError


def open_meeting(a: Arguments) -> c.Command:
    return c.OpenMeeting(a.at)


def close_meeting(a: Arguments) -> c.Command:
    return c.CloseMeeting(a.at)


def mark(a: Arguments) -> c.Command:
    return c.MakeMark(a.choice("kind", MarkKind), a.text("reason", ""), a.at)


def next_meeting(a: Arguments) -> c.Command:
    return c.SetNextMeeting(
        NextMeeting(a.day("date"), a.hour("start"), a.text("place", ""), a.text("note", ""))
    )


def roll(a: Arguments) -> c.Command:
    return c.CallRoll(a.people("absent"), a.people("online"), a.at)


def attendance(a: Arguments) -> c.Command:
    return c.MarkAttendance(
        a.person("person"), a.choice("status", Attendance), a.text("note", ""), a.flag("confirmed"), a.at
    )


def observers(a: Arguments) -> c.Command:
    return c.CountObservers(a.number("count"), a.text("note", ""))


def add_person(a: Arguments) -> c.Command:
    name, post = a.text("name"), a.text("post", "")
    return c.AddPerson(
        Person(
            id=PersonId(a.text("id", "") or f"{name}{post}"),
            name=name,
            role=a.role("role"),
            post=post,
            given=a.text("given", ""),
            reading=a.text("reading", ""),
            office=a.text("office", ""),
            seat=a.number("seat") if a.has("seat") else None,
            section=a.text("section", ""),
        )
    )


def block(a: Arguments) -> c.Command:
    return c.OpenBlock(a.groups("groups"), a.phase("phase", ""), a.at)


def defer(a: Arguments) -> c.Command:
    return c.DeferGroup(a.group("group"), a.text("reason", ""))


def reorder(a: Arguments) -> c.Command:
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


def add_case(a: Arguments) -> c.Command:
    after = _one_case(a, "after") if a.has("after") else None
    return c.AddCase(_case(a), a.group("group"), after)


def drop_case(a: Arguments) -> c.Command:
    return c.DropCase(_one_case(a, "case"))


def retitle_case(a: Arguments) -> c.Command:
    return c.RetitleCase(_one_case(a, "case"), a.text("title"))


def add_group(a: Arguments) -> c.Command:
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


def table(a: Arguments) -> c.Command:
    return c.TableCases(a.cases("cases"))


def add_material(a: Arguments) -> c.Command:
    return c.AddMaterial(Material(a.text("when", "当日"), a.text("title")))


def replace_material(a: Arguments) -> c.Command:
    return c.ReplaceMaterial(a.text("old"), Material(a.text("when", "当日"), a.text("title")))


def phase(a: Arguments) -> c.Command:
    return c.ChangePhase(a.phase("phase"), a.at)
