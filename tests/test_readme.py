"""What the documents tell a reader to type is what the program takes, and what they point at is there."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from clerk_tui.cli.parser import parser

ROOT = Path(__file__).parents[1]
DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "templates/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
_COMMAND = re.compile(r"`(clerk-tui [^`]+)`")
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands() -> list[tuple[str, str]]:
    found = []
    for path in DOCUMENTS:
        text = path.read_text("utf-8")
        told = _COMMAND.findall(text)
        told += [
            line
            for block in _BLOCK.findall(text)
            for line in block.splitlines()
            if line.startswith("clerk-tui ")
        ]
        found += [(path.name, command) for command in dict.fromkeys(told)]
    return found


@pytest.mark.parametrize(("document", "command"), commands(), ids=[command for _, command in commands()])
def test_a_command_that_is_told_is_taken(document: str, command: str) -> None:
    words = shlex.split(command.partition("#")[0])[1:]
    # 「clerk-tui doctor SESSION」 and 「clerk-tui chair --web」 in running text name a command and a part of it.
    assert words
    if len(words) == 1 and words[0] not in ("demo", "list"):
        words.append("--help")
    try:
        parser().parse_args([word for word in words if word != "…"])
    except SystemExit as left:
        assert left.code == 0, f"{document}: {command}"


def test_there_are_commands_to_look_at() -> None:
    assert len(commands()) > 20


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    missing = [link for link in _LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]
    assert missing == []
