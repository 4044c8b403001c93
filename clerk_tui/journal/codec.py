"""Events ↔ JSON (符号化): every dataclass of the event union, by its own type hints.

A union member is written with its class name under ``"type"``; everything else follows from the annotated
fields, so a new event needs no code here. What older versions wrote is lifted by :data:`UPCASTERS` before it
is read: a stored shape is never abandoned.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from clerk_tui.domain import events as event_types
from clerk_tui.domain import meeting, profile, record
from clerk_tui.domain.events import Event, Recorded

SCHEMA = 1
"""Version of the stored shape; goes up with every change that old readers would misread."""

Document = dict[str, Any]
Upcaster = Callable[[Document], Document]

UPCASTERS: dict[int, Upcaster] = {}
"""For each old version, what lifts one of its documents to the next version."""


class CodecError(ValueError):
    """A document is no event that this version knows; the message names the place in it."""


def encode(recorded: Recorded) -> Document:
    """The journal document of an event; ``id`` is what makes a doubled document fall out."""
    return {
        "id": f"{recorded.seq}",
        "v": SCHEMA,
        "seq": recorded.seq,
        "at": recorded.at.isoformat(),
        "offset": recorded.offset,
        "batch": recorded.batch,
        "event": to_json(recorded.event, Event),
    }


def decode(document: Mapping[str, Any]) -> Recorded:
    """The event of a journal document of this or any earlier version.

    Raises:
        CodecError: the document is of a newer version, or not an event.
    """
    lifted = dict(document)
    version = lifted.get("v")
    if not isinstance(version, int) or version > SCHEMA:
        raise CodecError(
            f"この記録は新しい版で書かれています（版 {version}）。clerk_tui を更新してください。"
        )
    while version < SCHEMA:
        lifted = UPCASTERS[version](lifted)
        version += 1
    try:
        return Recorded(
            seq=int(lifted["seq"]),
            at=datetime.fromisoformat(lifted["at"]),
            offset=float(lifted["offset"]),
            batch=int(lifted["batch"]),
            event=from_json(lifted["event"], Event),
        )
    except (KeyError, TypeError, ValueError) as fault:
        raise CodecError(f"記録の {document.get('seq', '?')} 番を読めません（{fault}）。") from fault


def to_json(value: Any, hint: Any = None) -> Any:
    """A value of the domain as JSON; ``hint`` is its declared type, which tells whether to name the class."""
    match value:
        case None | bool() | int() | float():
            return value
        case Enum():
            return value.value
        case str():
            return str(value)
        case datetime() | date() | time():
            return value.isoformat()
        case tuple() | frozenset():
            return _sequence_to_json(value, hint)
        case Mapping():
            return {str(key): to_json(item) for key, item in value.items()}
        case _ if is_dataclass(value):
            return _dataclass_to_json(value, hint)
        case _:
            raise CodecError(f"保存できない値です: {type(value).__name__}")


def _sequence_to_json(value: tuple[Any, ...] | frozenset[Any], hint: Any) -> list[Any]:
    if isinstance(value, frozenset):
        return sorted(to_json(item) for item in value)
    args = get_args(hint)
    if args and args[-1] is not Ellipsis:
        return [to_json(item, arg) for item, arg in zip(value, args, strict=True)]
    inner = args[0] if args else None
    return [to_json(item, inner) for item in value]


def _dataclass_to_json(value: Any, hint: Any) -> Document:
    cls: Any = type(value)
    hints = _hints(cls)
    out: Document = {"type": cls.__name__} if _is_choice(hint) else {}
    for field in fields(value):
        item = getattr(value, field.name)
        # Defaults are left out: the journal stays short and readable, and a later version may add fields.
        if field.default is not MISSING and item == field.default:
            continue
        if field.default_factory is not MISSING and item == field.default_factory():
            continue
        out[field.name] = to_json(item, hints[field.name])
    return out


def from_json(value: Any, hint: Any) -> Any:
    """The value of the declared type that the JSON stands for.

    Raises:
        CodecError, KeyError, ValueError: it stands for none.
    """
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        return _choice_from_json(value, hint)
    if origin is tuple:
        return _tuple_from_json(value, get_args(hint))
    if hint in (str, int, float, bool):
        return _plain(value, hint)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return hint(value)
    if hint in (datetime, date, time):
        return hint.fromisoformat(value)
    if isinstance(hint, type) and is_dataclass(hint):
        return _dataclass_from_json(value, hint)
    if supertype := getattr(hint, "__supertype__", None):
        return from_json(value, supertype)
    raise CodecError(f"読めない型です: {hint}")


def _plain(value: Any, hint: Any) -> Any:
    if hint is float and isinstance(value, int):
        return float(value)
    if not isinstance(value, hint) or (hint is int and isinstance(value, bool)):
        raise CodecError(f"{hint.__name__} のはずの値が {value!r} です")
    return value


def _choice_from_json(value: Any, hint: Any) -> Any:
    options = get_args(hint)
    if value is None and type(None) in options:
        return None
    real = [option for option in options if option is not type(None)]
    if len(real) == 1:
        return from_json(value, real[0])
    names = _names(hint)
    name = value.get("type") if isinstance(value, dict) else None
    if name not in names:
        raise CodecError(f"知らない種類です: {name}")
    return _dataclass_from_json(value, names[name])


def _tuple_from_json(value: Any, args: tuple[Any, ...]) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise CodecError(f"並びのはずの値が {value!r} です")
    if args[-1] is Ellipsis:
        return tuple(from_json(item, args[0]) for item in value)
    return tuple(from_json(item, arg) for item, arg in zip(value, args, strict=True))


def _dataclass_from_json(value: Any, cls: Any) -> Any:
    if not isinstance(value, dict):
        raise CodecError(f"{cls.__name__} のはずの値が {value!r} です")
    hints = _hints(cls)
    return cls(**{name: from_json(item, hints[name]) for name, item in value.items() if name != "type"})


def _is_choice(hint: Any) -> bool:
    return get_origin(hint) in (Union, types.UnionType) and bool(_names(hint)) and len(_names(hint)) > 1


@cache
def _names(hint: Any) -> dict[str, Any]:
    return {option.__name__: option for option in get_args(hint) if option is not type(None)}


@cache
def _hints(cls: Any) -> dict[str, Any]:
    # Names come from the modules alone: a field called ``date`` must not hide the type of that name.
    known = {**vars(profile), **vars(meeting), **vars(record), **vars(event_types)}
    return get_type_hints(cls, globalns=known, localns=known)
