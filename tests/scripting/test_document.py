"""``docs/script.md`` and the script language are the same: words, fields with their types, and examples."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import get_args, get_origin

import pytest
from msgspec import Struct
from msgspec.structs import replace
from script_player import prepared

from clerk_tui.domain import commands as c
from clerk_tui.domain.record import MeetingStage
from clerk_tui.scripting.errors import ScriptError
from clerk_tui.scripting.fields import Field, fields_of, fields_of_word, words
from clerk_tui.scripting.lines import Line, read_script
from clerk_tui.scripting.replay import replay
from clerk_tui.session import Session

DOCUMENT = Path(__file__).parents[2] / "docs" / "script.md"

Row = tuple[str, str, bool]
"""A field as it is documented: its name (that of an inner table as ``results.cases``), what to write, 必須."""


class Section(Struct, frozen=True):
    """What the document says of one word."""

    word: str
    fields: tuple[Row, ...]
    examples: tuple[str, ...]


def sections() -> list[Section]:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = []
    for part in re.findall(r"^### (.*?)(?=^##|\Z)", text, flags=re.MULTILINE | re.DOTALL):
        word = re.match(r"`(\w+)`\n", part)
        assert word, part
        rows = re.findall(r"^\| `([\w.]+)` \| ([^|]+) \| (○?) ?\|", part, flags=re.MULTILINE)
        blocks = re.findall(r"^```json\n(.*?)^```", part, flags=re.MULTILINE | re.DOTALL)
        found.append(
            Section(
                word[1],
                tuple((name, kind, bool(mark)) for name, kind, mark in rows),
                tuple(line for block in blocks for line in block.splitlines()),
            )
        )
    return found


SECTIONS = sections()
LINES = [line for section in SECTIONS for line in section.examples]


def test_every_word_is_explained_once() -> None:
    assert sorted(section.word for section in SECTIONS) == sorted(words())


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.word)
def test_every_field_is_explained_as_its_type_has_it(section: Section) -> None:
    assert sorted(section.fields) == sorted(rows(fields_of_word(section.word).values()))


def rows(fields: Iterable[Field], within: str = "") -> Iterator[Row]:
    """What the document is to say of the fields, those of tables inside the line among them."""
    for field in fields:
        yield f"{within}{field.name}", field.kind, field.required
        item = get_args(field.type)[0] if get_origin(field.type) is tuple else field.type
        if field.kind.startswith("表") and item is not c.Command:
            yield from rows(fields_of(item).values(), f"{field.name}.")


def test_words_make_the_commands_that_they_name(tmp_path: Path) -> None:
    """Every command but the preparation's is made by some example."""
    session, _ = prepared("privacy_council")
    made = set()
    for line in _written(tmp_path, LINES):
        made.add(type(line.command(session.state, session.now)))
        _play(tmp_path, session, line)
    assert made == set(c.Command.kinds()) - {c.Prepare}


def test_the_examples_are_one_script(tmp_path: Path) -> None:
    session, store = prepared("privacy_council")
    path = tmp_path / "document.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    assert replay(session, path) == len(LINES)
    # The last example takes the closing back.
    assert session.state.stage is MeetingStage.SITTING
    # The examples are to show something: only a floor that a turn ends leaves no trace of its own.
    assert len({record.batch for record in store.records}) == len(LINES) + 1


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.word)
def test_an_example_belongs_to_its_word(section: Section, tmp_path: Path) -> None:
    lines = _written(tmp_path, section.examples)
    assert lines
    assert {line.word for line in lines} == {section.word}


def test_a_line_without_a_required_field_or_with_an_unknown_one_is_refused(tmp_path: Path) -> None:
    session, _ = prepared("privacy_council")
    for line in _written(tmp_path, LINES):
        fields = fields_of_word(line.word).values()
        for name in [field.name for field in fields if field.required]:
            rest = {key: value for key, value in line.fields.items() if key != name}
            with pytest.raises(ScriptError, match=f"「{name}」"):
                replace(line, fields=rest).command(session.state, session.now)
        with pytest.raises(ScriptError, match="「余計」という項目はありません。"):
            replace(line, fields={**line.fields, "余計": 1}).command(session.state, session.now)
        _play(tmp_path, session, line)


def _play(folder: Path, session: Session, line: Line) -> None:
    path = folder / "line.jsonl"
    path.write_text(LINES[line.number - 1], encoding="utf-8")
    replay(session, path)


def _written(folder: Path, lines: tuple[str, ...] | list[str]) -> list[Line]:
    path = folder / "examples.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(read_script(path))
