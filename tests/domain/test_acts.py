"""Commands and events as a whole: none lacks its method or its place in the lists, all that is stored is a Value."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest
from msgspec import inspect

import clerk_tui.domain
from clerk_tui.domain import commands, events
from clerk_tui.domain.acts import Command, Event
from clerk_tui.domain.amendments import Amendment
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.value import Value

DOMAIN = Path(str(clerk_tui.domain.__file__)).parent


def abstract(kind: type) -> set[str]:
    """The methods that a class leaves to the classes below it."""
    return {name for name in dir(kind) if getattr(getattr(kind, name), "__isabstractmethod__", False)}


def test_every_command_decides_and_every_event_applies() -> None:
    assert (abstract(Command), abstract(Event), abstract(Amendment)) == ({"decide"}, {"apply"}, {"amend"})
    assert {kind for kind in (*Command.kinds(), *Event.kinds()) if abstract(kind)} == set()


def test_the_roofs_cover_every_kind_and_nothing_else() -> None:
    kinds = {kind.__name__: kind for kind in (*Command.kinds(), *Event.kinds())}
    for roof, base in ((commands, Command), (events, Event)):
        handed_on = {name: found for name, found in vars(roof).items() if name in kinds}
        assert handed_on == kinds
        others = {name for name in vars(roof) if not name.startswith("_")} - set(kinds)
        assert others <= {
            base.__name__,
            "Recorded",
            "Value",
            "annotations",
            "datetime",
            "TYPE_CHECKING",
            "Union",
            "acts",
        }


def test_what_is_stored_is_read_as_one_of_all_events() -> None:
    assert set(get_args(events.Event)) == set(Event.kinds())


def test_all_that_is_stored_is_frozen_and_forbids_what_it_does_not_know() -> None:
    stored = set(structs(inspect.type_info(Recorded), set()))
    assert len(stored) > 60
    assert {kind for kind in stored if not issubclass(kind, Value)} == set()
    assert all(
        kind.__struct_config__.frozen and kind.__struct_config__.forbid_unknown_fields for kind in stored
    )


def structs(info: inspect.Type, seen: set[type]) -> Iterator[type[Value]]:
    """The classes of all structures within a type."""
    match info:
        case inspect.StructType(cls=kind, fields=fields):
            if kind not in seen:
                seen.add(kind)
                yield kind
                for field in fields:
                    yield from structs(field.type, seen)
        case inspect.UnionType(types=types):
            for each in types:
                yield from structs(each, seen)
        case inspect.VarTupleType(item_type=item):
            yield from structs(item, seen)
        case inspect.TupleType(item_types=types):
            for each in types:
                yield from structs(each, seen)
        case _:
            pass


@pytest.mark.parametrize("file", sorted(DOMAIN.rglob("*.py")), ids=lambda file: file.name)
def test_the_domain_imports_the_standard_library_and_msgspec_alone(file: Path) -> None:
    allowed = {*sys.stdlib_module_names, "msgspec", "clerk_tui.domain", "clerk_tui.errors"}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [str(node.module)]
        for name in names:
            parts = name.split(".")
            assert parts[0] in allowed or ".".join(parts[:2]) in allowed, name
