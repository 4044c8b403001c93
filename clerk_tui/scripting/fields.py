"""What may stand in a line (台本の項目): read off the types of the commands, so that no table repeats them.

The word of a line is the tag of its command. The fields are those of the command, with these differences:

- a structure that a command requires is written in the line itself (``title`` of a case to be added);
- lines of the record are counted: ``turn`` counts turns, ``line`` all lines;
- a few names are the clerk's (:data:`_WRITTEN`), and two words have a second command (:data:`SWITCHES`);
- ``at`` cannot be written: ``time`` says when the whole line happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from enum import Enum
from functools import cache, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin

from msgspec import Struct, structs

from clerk_tui.domain.acts import Command
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.ids import CaseId, EntryId, GroupId, PersonId, PhaseId, RoleId, TurnId
from clerk_tui.domain.meeting import Case, Material, Person
from clerk_tui.domain.publicity import bare
from clerk_tui.domain.record import Decision, NextMeeting, PhaseShift, Speaker

SWITCHES: Mapping[str, tuple[str, str]] = {
    "rephase": ("onward", "rephase_from"),
    "recuse": ("lifted", "lift_recusal"),
    "request": ("withdrawn", "withdraw_request"),
}
"""For a word, the field that turns it into another command when it is true, and that command's tag."""

_WRITTEN: Mapping[type[Struct], Mapping[str, str]] = {
    Command: {"entry": "turn", "entries": "turns", "paragraphs": "text", "decisions": "results"},
    Case: {"id": "case"},
    Decision: {"case": "cases"},
    NextMeeting: {"time": "start"},
}
"""How a field is called in a line, where not by its own name."""
DEFAULTS: Mapping[tuple[type[Struct], str], Callable[[Mapping[str, Any]], Any]] = {
    (Person, "id"): lambda person: f"{person['name']}{person.get('post', '')}",
    (Material, "when"): lambda _: "当日",
    (PhaseShift, "offset"): lambda _: 0,
}
"""What required fields are where they are not written, made from the fields that are."""

_KINDS: Mapping[Any, str] = {
    str: "文字列",
    int: "整数",
    float: "数",
    bool: "true / false",
    datetime: "時刻",
    time: "時刻",
    date: "日付",
    CaseId: "案件",
    GroupId: "案件群",
    PersonId: "人",
    Speaker: "発言者",
    PhaseId: "段階",
    RoleId: "役割",
    TurnId: "発言",
    EntryId: "発言",
}


class Field(Struct, frozen=True):
    """One field as it is written in a line."""

    name: str
    target: str
    """The field of the command or structure that it fills."""
    type: Any
    """Its type there, without None."""
    kind: str
    """What is to be written, in Japanese (文字列, 人の並び)."""
    needed: bool = False
    """Whether nothing can be made without it."""
    nullable: bool = False
    """Whether it says something by being left out."""
    counts_lines: bool = False
    """Whether a number counts all lines of the record instead of the turns alone."""
    new: bool = False
    """Whether it is the id of something new, which cannot be looked up."""
    inside: str = ""
    """The structure of the command that it belongs to."""

    @property
    def required(self) -> bool:
        """Whether it must be written, and not another in its place."""
        return self.needed and self.type is not EntryId


@cache
def commands() -> Mapping[str, type[Command]]:
    """Every command of the domain by its tag. ``Prepare`` has no word: a preparation comes from its own file."""
    return {_tag(kind): kind for kind in Command.kinds() if kind is not Prepare}


@cache
def words() -> Mapping[str, type[Command]]:
    """The words of a script, each with its command: the tags, but for the second commands of :data:`SWITCHES`."""
    second = {tag for _, tag in SWITCHES.values()}
    return {tag: kind for tag, kind in commands().items() if tag not in second}


@cache
def fields_of_word(word: str) -> Mapping[str, Field]:
    """What may stand in a line of that word, its switch included."""
    fields = fields_of(words()[word])
    if word in SWITCHES:
        switch = SWITCHES[word][0]
        return {**fields, switch: Field(switch, switch, bool, _KINDS[bool])}
    return fields


@cache
def fields_of(kind: type[Struct]) -> Mapping[str, Field]:
    """What may be written for a command, or for a table inside its line."""
    inner = {
        name: structs.replace(each, inside=target)
        for target, structure in structures(kind).items()
        for name, each in fields_of(structure).items()
    }
    # What a command says itself goes before what a structure inside of it says: the cases of a group.
    return inner | {
        each.name: each
        for field in structs.fields(kind)
        if not (issubclass(kind, Command) and (field.name == "at" or field.name in structures(kind)))
        for each in _written(kind, field)
    }


@cache
def structures(kind: type[Struct]) -> Mapping[str, type[Struct]]:
    """The structures that a command requires, by its fields; what is in them is written in the line itself."""
    if not issubclass(kind, Command):
        return {}
    return {
        field.name: field.type
        for field in structs.fields(kind)
        if field.required and field.type not in _KINDS and isinstance(field.type, type)
        if issubclass(field.type, Struct)
    }


def kind_of(type_: Any) -> str:
    """What is to be written for a type, in Japanese."""
    if get_origin(type_) is tuple:
        item = get_args(type_)[0]
        # One text may name many cases.
        return _KINDS[CaseId] if item is CaseId else f"{kind_of(item)}の並び"
    if type_ in _KINDS:
        return _KINDS[type_]
    return _KINDS[str] if issubclass(type_, Enum) else "表"


def _written(kind: type[Struct], field: structs.FieldInfo) -> Iterator[Field]:
    type_, nullable = _without_none(bare(field.type))
    name = _WRITTEN.get(Command if issubclass(kind, Command) else kind, {}).get(field.name, field.name)
    written = Field(
        name,
        field.name,
        type_,
        kind_of(type_),
        needed=field.required and not nullable and (kind, field.name) not in DEFAULTS,
        nullable=nullable,
        new=field.name == "id",
    )
    if written.new:
        written = structs.replace(written, kind="案件の番号一つ" if type_ is CaseId else _KINDS[str])
    yield written
    if type_ is EntryId:
        line = "line" if name == "turn" else f"{name}_line"
        yield structs.replace(written, name=line, kind="行", counts_lines=True)


def _tag(kind: type[Command]) -> str:
    return str(kind.__struct_config__.tag)


def _without_none(type_: Any) -> tuple[Any, bool]:
    """The type without None, and whether None was in it."""
    if get_origin(type_) not in (Union, UnionType):
        return type_, False
    parts = [part for part in get_args(type_) if part is not NoneType]
    return reduce(or_, parts), len(parts) < len(get_args(type_))
