"""Structs from and to tables of TOML, by the types of their fields (型どおりの読み書き).

What a file may say follows from the fields of a Struct: a text, はい・いいえ, a whole number, one word of an
enumeration, a list of texts. Only what has a rule of its own is read by hand and handed in as ``given``.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

from msgspec import Struct
from msgspec.structs import FieldInfo, fields

from clerk_tui.domain.calendar import CalendarError, check_pattern

from .toml import Table
from .writing import Value, pair

S = TypeVar("S", bound=Struct)

NOTHING: Mapping[str, Any] = {}


def read_struct(
    table: Table,
    kind: type[S],
    usual: Struct | None = None,
    *,
    given: Mapping[str, object] = NOTHING,
    required: Collection[str] = (),
    filled: Collection[str] = (),
    least: Mapping[str, int] = NOTHING,
    patterns: Mapping[str, Collection[str]] = NOTHING,
    lines: Collection[str] = (),
) -> S:
    """The Struct that a table makes; every value that does not fit is noted and stands as it usually does.

    Args:
        table: of the file.
        kind: of Struct.
        usual: whose fields stand where the table says nothing; None: the Struct's own defaults, else empty.
        given: fields that are known already, and are not looked for under their names.
        required: fields that must be written and not empty.
        filled: fields that, if they are written, must not be empty.
        least: for whole numbers, the smallest; 0 where it is not said.
        patterns: fields whose text has place holders, and which ones.
        lines: fields whose text may have several lines.
    """
    values: dict[str, object] = {}
    for field in fields(kind):
        name = field.name
        if name in given:
            values[name] = given[name]
            continue
        default = getattr(usual, name) if usual is not None else _default(field)
        must = name in required or (name in filled and name in table)
        values[name] = _value(table, field, default, must=must, least=least.get(name, 0), lines=name in lines)
        if name in patterns and not _fits(table, name, values[name], patterns[name]):
            values[name] = default
    return kind(**values)


def plain_fields(value: Struct, names: Iterable[str], usual: Struct | None = None) -> dict[str, Value]:
    """The fields as a file has them.

    Args:
        value: the Struct.
        names: of the fields.
        usual: fields that are as here are left out; None: those that are empty or as the Struct's defaults.
    """
    known = {field.name: field for field in fields(value)}
    written: dict[str, Value] = {}
    for name in names:
        this = getattr(value, name)
        if this != (getattr(usual, name) if usual is not None else _default(known[name])):
            written[name] = _written(this)
    return written


def all_fields(value: Struct, leaving_out: Collection[str] = ()) -> Iterator[tuple[str, Value]]:
    """Every field as a file has it."""
    for field in fields(value):
        if field.name not in leaving_out:
            yield field.name, _written(getattr(value, field.name))


def pairs(value: Struct, comments: Mapping[str, str], leaving_out: Collection[str] = ()) -> Iterator[str]:
    """Every field on a line of its own, with what it is."""
    for name, written in all_fields(value, leaving_out):
        yield pair(name, written, comments.get(name, ""))


def _written(value: Any) -> Value:
    if isinstance(value, Enum):
        return str(value.value)
    return [*map(_written, value)] if isinstance(value, tuple) else value


def _default(field: FieldInfo) -> Any:
    if field.required:
        return "" if field.type is str else () if get_origin(field.type) is tuple else None
    return field.default


def _value(table: Table, field: FieldInfo, default: Any, *, must: bool, least: int, lines: bool) -> object:
    name, kind = field.name, field.type
    if isinstance(kind, type) and issubclass(kind, Enum):
        return table.choice(name, {str(member.value): member for member in kind}, default)
    if kind is bool:
        return table.flag(name, default)
    if kind is int or int in get_args(kind):
        found = table.number(name, least=least)
        return default if found is None else found
    if get_origin(kind) is tuple:
        return _texts(table, name, default, get_args(kind))
    return (
        table.text(name, default, required=must, lines=lines) if must or lines else table.text(name, default)
    )


def _texts(table: Table, name: str, default: Any, kinds: tuple[object, ...]) -> object:
    found = table.texts(name, default)
    if Ellipsis not in kinds and len(found) != len(kinds):
        example = "[" + ", ".join(f'"{text}"' for text in default) + "]"
        called = table.source.called(name)
        count = "一二三四五六七八九"[len(kinds) - 1]
        table.problem(f"{called}は{count}つ書いてください（例：{example}）。", name)
        return default
    return found


def _fits(table: Table, name: str, text: Any, placeholders: Collection[str]) -> bool:
    try:
        check_pattern(text, placeholders)
    except CalendarError as error:
        table.problem(str(error), name)
        return False
    return True
