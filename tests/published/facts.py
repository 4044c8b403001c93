"""Facts that were read, in the form in which the samples state them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from cases import Facts

from clerk_tui.domain.profile import Standing
from clerk_tui.published.data import Listed, MarkRow, StageRow
from clerk_tui.published.reading import Reading
from clerk_tui.published.style import observers


def sample_file(folder: Path) -> Path:
    return next(path for path in folder.iterdir() if path.stem == "input")


def wrong(reading: Reading, facts: Facts) -> list[str]:
    """Each fact that was not read as it stands, in words."""
    return [
        f"{name}: {found!r}, not {wanted!r}"
        for name, found, wanted in _compared(reading, facts)
        if found != wanted
    ]


def counted(reading: Reading, facts: Facts) -> tuple[int, int]:
    """How many facts are right, of how many."""
    pairs = list(_compared(reading, facts))
    return sum(found == wanted for _, found, wanted in pairs), len(pairs)


def _compared(reading: Reading, facts: Facts) -> Iterator[tuple[str, object, object]]:
    read = reading.published
    when = read.when
    assert when is not None
    for name, found in (("day", when.date), ("starts", when.starts), ("ends", when.ends)):
        if (wanted := getattr(facts, name)) is not None:
            yield name, found, wanted
    for name, found in (("place", read.place), ("title", read.title)):
        if (wanted := getattr(facts, name)) is not None:
            yield name, found, wanted
    if facts.observers is not None:
        yield "observers", observers(unicodedata.normalize("NFKC", read.observers))[0], facts.observers
    everybody = [(part.standing, person) for part in read.attendance for person in part.people]
    people = {
        "members": [p for standing, p in everybody if standing is Standing.MEMBER and p.status != "欠席"],
        "absent": [p for _, p in everybody if p.status == "欠席"]
        + [_said_absent(name) for name in read.absent],
        "others": [p for standing, p in everybody if standing is not Standing.MEMBER and p.status != "欠席"],
    }
    for name, found_people in people.items():
        wanted = getattr(facts, name)
        if wanted is not None:
            plain = tuple(re.sub("(?<!特別)(?<!専門)(?<!臨時)(?<!教育)委員$", "", text) for text in wanted)
            yield name, tuple(map(_plain, found_people)), plain
    if facts.topics is not None:
        yield "topics", read.contents[: len(facts.topics)], facts.topics
    if facts.materials is not None:
        yield "materials", sum(len(titles) for _, titles in read.materials), facts.materials
    if facts.cases is not None:
        labels = tuple(f"{case.id.kind}{case.id.number}" for case in read.cases)
        yield "cases", labels, tuple(label for label, _ in facts.cases)
        for case, (label, result) in zip(read.cases, facts.cases, strict=False):
            yield f"result of {label}", case.result[: len(result)], result
    if facts.outcomes is not None:
        yield "outcomes", tuple(result for _, result in read.outcomes), facts.outcomes
    if facts.speakers is not None:
        found_labels = tuple(
            unicodedata.normalize("NFKC", turn.label).replace("(", "（") for turn in read.turns
        )
        plain = tuple(unicodedata.normalize("NFKC", label).replace("(", "（") for label in facts.speakers)
        yield "number of turns", len(found_labels), len(plain)
        for number, (label, begins) in enumerate(zip(found_labels, plain, strict=False), 1):
            yield f"speaker {number}", label[: len(begins)], begins
    if facts.stages is not None:
        yield "stages", tuple(row.text for row in read.rows if isinstance(row, StageRow)), facts.stages
    if facts.marks is not None:
        yield "marks", tuple(row.at for row in read.rows if isinstance(row, MarkRow)), facts.marks


def _said_absent(name: str) -> Listed:
    match = re.fullmatch(r"(?:([0-9]+)番)?(.+?)(?:委員|議員)", name)
    assert match is not None
    return Listed(name, match[2], seat=int(match[1]) if match[1] else None)


def _plain(person: Listed) -> str:
    seat = "" if person.seat is None else str(person.seat)
    post = "" if person.post in ("委員", "議員") else person.post
    proxy = f"（{person.proxy.replace(chr(0x3000), '')}）" if person.proxy else ""
    return f"{seat}{person.name}{person.given}{post}{proxy}"
