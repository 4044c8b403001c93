"""``docs/script.md`` and the script language are the same: words, arguments and examples."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec import Struct
from script_player import prepared

from clerk_tui.domain import commands
from clerk_tui.domain.acts import concrete
from clerk_tui.domain.errors import Refused
from clerk_tui.script.arguments import Arguments
from clerk_tui.script.errors import ScriptError
from clerk_tui.script.replay import Line, read_script, replay
from clerk_tui.script.verbs import VERBS, read_command
from clerk_tui.session import Session

DOCUMENT = Path(__file__).parents[2] / "docs" / "script.md"


class Section(Struct, frozen=True):
    """What the document says of one word."""

    verb: str
    arguments: tuple[str, ...]
    """As documented, those of an inner table as ``results.cases``."""
    required: tuple[str, ...]
    examples: tuple[str, ...]


def sections() -> list[Section]:
    text = DOCUMENT.read_text(encoding="utf-8")
    found = []
    for part in re.findall(r"^### (.*?)(?=^##|\Z)", text, flags=re.MULTILINE | re.DOTALL):
        verb = re.match(r"`(\w+)`\n", part)
        assert verb, part
        rows = re.findall(r"^\| `([\w.]+)` \| [^|]+ \| (○?) ?\|", part, flags=re.MULTILINE)
        blocks = re.findall(r"^```json\n(.*?)^```", part, flags=re.MULTILINE | re.DOTALL)
        found.append(
            Section(
                verb[1],
                tuple(name for name, _ in rows),
                tuple(name for name, mark in rows if mark),
                tuple(line for block in blocks for line in block.splitlines()),
            )
        )
    return found


SECTIONS = sections()
LINES = [line for section in SECTIONS for line in section.examples]


def test_every_word_is_explained_once() -> None:
    assert sorted(section.verb for section in SECTIONS) == sorted(VERBS)


def test_every_command_but_prepare_has_a_word() -> None:
    made = {command for verb in VERBS.values() for command in verb.makes}
    assert made == set(concrete(commands.Command)) - {commands.Prepare}


def test_words_make_the_commands_that_they_name(tmp_path: Path) -> None:
    """Each example makes a command of its word, and every command is made by some example."""
    session, _ = prepared("privacy_council")
    made = set()
    for line in _written(tmp_path, LINES):
        path = tmp_path / "line.jsonl"
        command = read_command(line.verb, Arguments(line.fields, session.state, session.now))
        assert type(command) in VERBS[line.verb].makes
        made.add(type(command))
        path.write_text(LINES[line.number - 1], encoding="utf-8")
        replay(session, path)
    assert made == {command for verb in VERBS.values() for command in verb.makes}


def test_the_examples_are_one_script(tmp_path: Path) -> None:
    session, store = prepared("privacy_council")
    path = tmp_path / "document.jsonl"
    path.write_text("\n".join(LINES), encoding="utf-8")
    assert replay(session, path) == len(LINES)
    assert session.state.closed is not None
    # The examples are to show something: only a floor that a turn ends leaves no trace of its own.
    assert len({record.batch for record in store.records}) == len(LINES) + 1


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.verb)
def test_an_example_belongs_to_its_word(section: Section, tmp_path: Path) -> None:
    lines = _written(tmp_path, section.examples)
    assert lines
    assert {line.verb for line in lines} == {section.verb}


def test_every_argument_is_explained(tmp_path: Path) -> None:
    """What a word takes is what it lists when it refuses an argument that nobody knows."""
    session, _ = prepared("privacy_council")
    explained = {section.verb: section for section in SECTIONS}
    for line in _written(tmp_path, LINES):
        with pytest.raises(ScriptError) as refusal:
            read_command(line.verb, Arguments({**line.fields, "余計": 1}, session.state, session.now))
        taken = re.search(r"使えるのは (.+) です。", refusal.value.message)
        section = explained[line.verb]
        assert (set(taken[1].split("、")) if taken else set()) == _outer(section.arguments), line.verb
        for name in _outer(section.required):
            rest = {key: value for key, value in line.fields.items() if key != name}
            with pytest.raises((ScriptError, Refused)):
                session.dispatch(read_command(line.verb, Arguments(rest, session.state, session.now)))
        path = tmp_path / "line.jsonl"
        path.write_text(LINES[line.number - 1], encoding="utf-8")
        replay(session, path)


def _refused(session: Session, verb: str, fields: Mapping[str, object]) -> bool:
    try:
        session.dispatch(read_command(verb, Arguments(fields, session.state, session.now)))
    except (ScriptError, Refused):
        return True
    return False


def _outer(names: tuple[str, ...]) -> set[str]:
    """The names without those of inner tables."""
    return {name for name in names if "." not in name}


def _written(folder: Path, lines: tuple[str, ...] | list[str]) -> list[Line]:
    path = folder / "examples.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return list(read_script(path))
