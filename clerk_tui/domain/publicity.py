"""Who may read a text (公開の別): it stands in the type of the field that holds it, and decides what is printed.

Every text of the record is one of three. A field says which by its type; a class whose texts all come from papers
that are public anyway is :class:`OnPaper` and needs to say so nowhere. :func:`published` follows the types and makes
the record that alone a public edition is printed from: what is internal is not in it, so that no writer can print it.
:func:`unjudged` finds by the same types what has to be looked through for names. A text that says nothing of itself
stops both: see :func:`audience`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cache, lru_cache
from operator import is_
from typing import Annotated, Any, TypeAlias, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from .internal_marks import public_paragraphs
from .value import OnPaper, Value


class Publicity(Enum):
    """Who may read a text."""

    PUBLIC = "公開"
    """Anybody: it stands on papers that are handed out, names and all, or is one of the profile's words."""
    INTERNAL = "内部"
    """The office alone; a field of any type may be so as a whole."""
    UNJUDGED = "未確認"
    """Somebody typed it: printed without its internal words, and only where no hidden name is in it."""


Public: TypeAlias = Annotated[str, Publicity.PUBLIC]
Internal: TypeAlias = Annotated[str, Publicity.INTERNAL]
Unjudged: TypeAlias = Annotated[str, Publicity.UNJUDGED]


V = TypeVar("V", bound=Value)


class Found(Struct, frozen=True):
    """An unjudged text, and where it stands."""

    text: str
    field: str
    """「Decision.note」: the type that has it, and its field there."""
    owners: tuple[Any, ...]
    """The values around it, from the outermost to the one that has the field; keys of a mapping among them."""


class Unsaid(TypeError):
    """A text of which nobody has said whether it may be published."""


def published(value: V, withheld: str) -> V:
    """The value as the public edition sees it: internal fields at their defaults, internal words taken out.

    Args:
        value: a :class:`~.value.Value`; one with a method ``in_public`` knows passages of its own to take out.
        withheld: what is printed in the place of internal words.

    Raises:
        Unsaid: a field of its type does not say whether it may be published.
    """
    if hasattr(value, "in_public"):
        value = value.in_public(withheld)
    new = {}
    kind = type(value)
    for name, hint in _fields(kind, *Publicity):
        old = getattr(value, name)
        internal = says(hint) is Publicity.INTERNAL
        made = _default(kind, name, hint) if internal else _changed(old, hint, withheld)
        if made is not old:
            new[name] = made
    return replace(value, **new) if new else value


def unjudged(value: Value, *owners: Any) -> Iterator[Found]:
    """The texts in the value that were typed and may be printed, whether or not they are empty."""
    kind = type(value)
    for name, hint in _fields(kind, Publicity.UNJUDGED):
        yield from _found(getattr(value, name), hint, f"{kind.__name__}.{name}", (*owners, value))


@cache
def audience(kind: type, name: str) -> Any:
    """The type of a field with what it says of publicity.

    Raises:
        Unsaid: it is a text that says nothing.
    """
    hint = _hints(kind)[name]
    if issubclass(kind, OnPaper):
        hint = _on_paper(hint)
    _reject_unsaid(hint, f"{kind.__name__}.{name}")
    return hint


def says(hint: Any) -> Publicity | None:
    """What a type says of publicity; None: nothing, it is no text."""
    parts = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((part for part in parts if isinstance(part, Publicity)), None)


def bare(hint: Any) -> Any:
    """The type of a field without what it says of publicity."""
    if says(hint) is not None:
        return get_args(hint)[0]
    if get_origin(hint) is tuple:
        return tuple[*map(bare, get_args(hint))]  # type: ignore[misc]
    return hint


@cache
def _hints(kind: type) -> dict[str, Any]:
    from .acts import Event

    # The record knows amendments by their name alone: each of them changes it.
    return get_type_hints(kind, localns={"Amendment": Event}, include_extras=True)


def _on_paper(hint: Any) -> Any:
    if hint is str:
        return Public
    if get_origin(hint) is tuple:
        return tuple[*map(_on_paper, get_args(hint))]  # type: ignore[misc]
    return hint


def _reject_unsaid(hint: Any, where: str) -> None:
    if hint is str:
        raise Unsaid(f"{where} does not say whether it may be published: Public, Internal or Unjudged")
    if get_origin(hint) is not Annotated:
        for part in get_args(hint):
            _reject_unsaid(part, where)


def _holds(hint: Any, wanted: frozenset[Publicity], within: tuple[type, ...] = ()) -> bool:
    """Whether texts of that publicity may stand in a value of the type."""
    if says(hint) is not None:
        return says(hint) in wanted
    if isinstance(hint, type) and issubclass(hint, Struct):
        parts = [] if hint in within else [audience(hint, name) for name in _names(hint)]
        within = (*within, hint)
    else:
        parts = list(get_args(hint))
    # Each is asked, so that none is passed over unsaid.
    held = [_holds(part, wanted, within) for part in parts]
    return any(held)


@cache
def _fields(kind: type, *wanted: Publicity) -> tuple[tuple[str, Any], ...]:
    """The fields in which such texts may stand, with their types."""
    told = ((name, audience(kind, name)) for name in _names(kind))
    return tuple((name, hint) for name, hint in told if _holds(hint, frozenset(wanted)))


def _names(kind: Any) -> tuple[str, ...]:
    names: tuple[str, ...] = kind.__struct_fields__
    return names


def _default(kind: Any, name: str, hint: Any) -> Any:
    """What the field has where nothing was given; an empty text where something must be given."""
    names, defaults = _names(kind), kind.__struct_defaults__
    at = names.index(name) - len(names) + len(defaults)
    if at < 0:
        return bare(hint)()
    factory = getattr(defaults[at], "factory", None)
    return factory() if factory else defaults[at]


def _changed(value: Any, hint: Any, withheld: str) -> Any:
    """The value in public; itself where nothing of it changes."""
    if says(hint) is not None:
        return _without_marks((value,), withheld)[0]
    if isinstance(value, tuple):
        parts = get_args(hint)
        if says(parts[0]) is not None:
            return _without_marks(value, withheld)
        new = tuple(_changed(each, parts[0], withheld) for each in value)
        return value if all(map(is_, new, value)) else new
    if isinstance(value, Mapping):
        keys, values = get_args(hint)
        return {
            _changed(key, keys, withheld): _changed(each, values, withheld) for key, each in value.items()
        }
    return published(value, withheld) if isinstance(value, Value) else value


@lru_cache(maxsize=20_000)
def _without_marks(paragraphs: tuple[str, ...], withheld: str) -> tuple[str, ...]:
    return public_paragraphs(paragraphs, withheld)


def _found(value: Any, hint: Any, field: str, owners: tuple[Any, ...]) -> Iterator[Found]:
    if says(hint) is not None:
        yield Found(value, field, owners)
    elif isinstance(value, tuple):
        for each in value:
            yield from _found(each, get_args(hint)[0], field, owners)
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield from _found(key, get_args(hint)[0], field, owners)
            yield from _found(each, get_args(hint)[1], field, (*owners, key))
    elif isinstance(value, Value):
        yield from unjudged(value, *owners)
