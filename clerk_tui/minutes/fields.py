"""What a Word template can print: the fields by their Japanese names, and the values as the template engine takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import groupby
from typing import Annotated, Any, Final, get_args, get_type_hints

from msgspec import Meta, Struct

from .document import (
    CaseRow,
    Document,
    Doubtful,
    FreeField,
    HeaderRow,
    Heading,
    Paragraph,
    Row,
    StageDirectionRow,
    Turn,
    named,
)

LOOP: Final = "loop"
"""The variable that the template engine itself sets within a loop."""


FREE: Final = "自由欄"
"""The free fields of the office, each by its name: 「自由欄.問い合わせ先」."""


class HeaderItem(Struct, frozen=True):
    """Consecutive rows of the header under one label."""

    label: Annotated[str, named("項目", "日時、出席者など")]
    rows: Annotated[tuple[HeaderRow, ...], named("行", "その項目の行の並び")]


class Common(Struct, frozen=True):
    """What the fields of a document are put together to."""

    name: Annotated[str, named("会議名称", "文書の名前を一行にしたもの")]
    header: Annotated[tuple[HeaderItem, ...], named("冒頭", "会議の概要の表：日時から配布資料まで、項目ごと")]


class Text(str):
    """A piece of the record with what its printing must bring along; a plain string for everything else."""

    cleared: bool | None
    """Whether names may stand in it; None: it is no remark."""
    notes: tuple[str, ...]
    """Remarks to the editor, to be put at the place where it is printed."""

    def __new__(cls, text: str, cleared: bool | None, notes: tuple[str, ...] = ()) -> Text:
        made = super().__new__(cls, text)
        made.cleared, made.notes = cleared, notes
        return made


def values(document: Document, own: Struct | None) -> dict[str, Any]:
    """Every field by its name: those of all layouts, and the layout's own."""
    items = tuple(
        HeaderItem(label, tuple(rows)) for label, rows in groupby(document.header, key=lambda row: row.label)
    )
    common = Common(" ".join(document.title), items)
    free = {FREE: {field.label: Text(field.text, field.cleared) for field in document.free}}
    return {**_value(document), **_value(common), **free, **(_value(own) if own is not None else {})}


def remarks(part: object) -> Iterator[str]:
    """What of the record must stand in a file that was made from ``part``, in the order of its fields."""
    match part:
        case Turn(paragraphs=paragraphs):
            yield from (paragraph.text for paragraph in paragraphs)
        case Heading(lines=lines):
            yield from lines
        case StageDirectionRow(text=text):
            yield text
        case CaseRow(number=number, result=result):
            yield from (number, result)
        case Struct():
            for attribute, _ in _named(type(part)):
                yield from remarks(getattr(part, attribute))
        case tuple():
            for each in part:
                yield from remarks(each)


def notes(part: object) -> Iterator[str]:
    """The remarks to the editor in ``part``."""
    match part:
        case Turn(notes=own):
            yield from own
        case Struct():
            for attribute, _ in _named(type(part)):
                yield from notes(getattr(part, attribute))
        case tuple():
            for each in part:
                yield from notes(each)


@cache
def names(*kinds: type[Struct]) -> frozenset[str]:
    """The name of every field of these types and of the types in their fields."""
    return frozenset(name for kind in kinds for _, name, _ in described(kind))


def described(kind: type[Struct], inside: str = "") -> Iterator[tuple[str, str, str]]:
    """Each field of a type and of the types in it: the field it stands in, its name, what it holds."""
    for attribute, meta in _named(kind):
        yield inside, meta.title or "", meta.description or ""
        for each in _structs(get_type_hints(kind)[attribute]):
            yield from described(each, meta.title or "")


def _structs(hint: Any) -> Iterator[type[Struct]]:
    if isinstance(hint, type) and issubclass(hint, Struct):
        yield hint
    for each in get_args(hint):
        yield from _structs(each)


@cache
def _named(kind: type[Struct]) -> tuple[tuple[str, Meta], ...]:
    """The attributes that a template can name, with name and meaning."""
    hints = get_type_hints(kind, include_extras=True)
    found = ((name, meta) for name, hint in hints.items() for meta in getattr(hint, "__metadata__", ()))
    return tuple((name, meta) for name, meta in found if isinstance(meta, Meta))


_OF_NO_ROW: Final[Mapping[str, Any]] = {
    meta.title or "": [] if attribute in ("lines", "paragraphs") else ""
    for row in get_args(Row)
    for attribute, meta in _named(row)
}
"""What a row has for the fields of the other kinds, so that a template can ask which kind it is."""


def _value(value: Any) -> Any:
    match value:
        case Turn(paragraphs=paragraphs, notes=notes):
            # A cell without a paragraph would be damage, and the notes need a place.
            first, *rest = paragraphs or (Paragraph(""),)
            spelled = [_paragraph(first, notes), *map(_paragraph, rest)]
            return {**_OF_NO_ROW, **_by_name(value, paragraphs=spelled)}
        case StageDirectionRow(text=text, cleared=cleared):
            return {**_OF_NO_ROW, **_by_name(value, text=Text(text, cleared))}
        case FreeField(text=text, cleared=cleared):
            return _by_name(value, text=Text(text, cleared))
        case Heading():
            return {**_OF_NO_ROW, **_by_name(value)}
        case Struct():
            return _by_name(value)
        case Doubtful(notes=notes):
            return Text(value, None, notes)
        case tuple():
            return [_value(each) for each in value]
        case None:
            return ""
    return value


def _paragraph(paragraph: Paragraph, notes: tuple[str, ...] = ()) -> dict[str, Any]:
    return _by_name(paragraph, text=Text(paragraph.text, paragraph.cleared, notes))


def _by_name(value: Struct, **given: Any) -> dict[str, Any]:
    """The fields of a value by their names, some of them as ``given``."""
    return {
        meta.title or "": given[attribute] if attribute in given else _value(getattr(value, attribute))
        for attribute, meta in _named(type(value))
    }
