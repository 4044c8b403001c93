"""The name check: how many ways of giving a member away it sees, and how often it cries without cause.

Forms are written by hand (``data/name_forms.txt``). False alarms are counted on the remarks of the samples, and of the
published meeting where it lies beside the repository, for rosters drawn at random from 300 frequent surnames
(``data/surnames.txt``): written in 漢字 with よみ, without, and in hiragana. Where a text names one of its own people,
that is no false alarm.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time
from pathlib import Path
from random import Random

from msgspec import Struct

from benchmarks.report import Figure, Report
from clerk_tui import profile as profiles
from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.name_findings import name_findings, name_in_title
from clerk_tui.domain.names import searcher
from clerk_tui.domain.record import State, Turn, Unnamed
from clerk_tui.domain.text import normalize
from clerk_tui.intake import read_preparation
from clerk_tui.profile.folders import shipped_folder

DATA = Path(__file__).parent / "data"
GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
ROSTERS, QUICK_ROSTERS, MEMBERS = 100, 15, 15
_TITLED = re.compile("(?:委員|会長|[課部所]長).*$|[一-鿿・、]+(?:課長|部長|所長)$")
_BODIES = ("privacy_council", "agriculture_committee")


class Form(Struct, frozen=True):
    """A text that gives a member away."""

    person: Person
    kind: str
    text: str


class Source(Struct, frozen=True):
    """Remarks of one meeting, and who is truly named in them."""

    remarks: Sequence[str]
    people: frozenset[str]


def run(quick: bool) -> Report:
    """Look for every form, and draw the rosters."""
    seen: Counter[str] = Counter()
    listed: Counter[str] = Counter()
    missed = []
    for form in forms():
        listed[form.kind] += 1
        seen[form.kind] += (flagged := is_flagged(form))
        if not flagged:
            missed.append(form.text)
    rows = [[kind, f"{seen[kind]}/{count}", ""] for kind, count in listed.items()]
    figures = {"flagged": Figure(seen.total() / listed.total(), 0.95, "higher")}
    sources = list(texts())
    count = sum(len(source.remarks) for source in sources)
    for name, (told, person) in ROSTER_KINDS.items():
        each = [alarms(sources, roster) / count * 100 for roster in rosters(quick, person)]
        figures[name] = Figure(max(each), 1.0)
        rows.append([told, f"{sum(each) / len(each):.2f}", f"{max(each):.2f}"])
    return Report(
        name="names",
        figures=figures,
        header=("書き方／名簿", "見つけた・平均", "最も多い名簿"),
        rows=rows,
        notes=(
            f"誤報は、発言 {count} 件に {MEMBERS} 人の名簿を {QUICK_ROSTERS if quick else ROSTERS} 通り当てた、"
            "100 件あたりの数です。",
            f"見落とし：{'　'.join(missed) or 'ありません'}",
        ),
    )


def forms() -> Iterator[Form]:
    """The list of ``data/name_forms.txt``."""
    for line in _lines("name_forms.txt"):
        who, kind, text = line.split("\t")
        name, given, reading = who.split(",")
        yield Form(Person(PersonId("x"), name, "member", given=given, reading=reading), kind, text)


def is_flagged(form: Form) -> bool:
    """Whether the record with this text in it could not be published."""
    state = State(meeting=_meeting((form.person,)))
    if form.kind == "file":
        return bool(name_in_title(state, form.text))
    now = datetime(2026, 10, 14, 14, 0, tzinfo=UTC)
    turns = tuple(
        Turn(EntryId(str(number)), Unnamed("member"), now, None, tuple(said.split("¶")), "questions")
        for number, said in enumerate(form.text.split("‖"))
    )
    return any(name_findings(State(meeting=state.meeting, entries=turns)))


def texts() -> Iterator[Source]:
    """Remarks of the samples, and of the published meeting where there is one."""
    for body in _BODIES:
        sample = shipped_folder() / body / "sample"
        meeting = read_preparation(sample, profiles)
        said = [_remark(line) for line in (sample / "script.jsonl").read_text("utf-8").splitlines()]
        yield Source([text for text in said if text], frozenset(person.name for person in meeting.people))
    if GOLDEN.exists():
        published = json.loads(GOLDEN.read_text("utf-8"))
        named = [name for group in published["header"]["attendance"] for name in group["names"]]
        named += published["header"]["absent"]
        yield Source(
            ["\n".join(row["paragraphs"]) for row in published["rows"] if row["row"] == "turn"],
            frozenset(_TITLED.sub("", name) for name in named),
        )


def rosters(quick: bool, person: Callable[[str, str], Person]) -> Iterator[tuple[Person, ...]]:
    """Rosters drawn at random, the same in every run."""
    surnames = [line.split(" ") for line in _lines("surnames.txt")]
    for seed in range(QUICK_ROSTERS if quick else ROSTERS):
        yield tuple(person(name, reading) for name, reading in Random(seed).sample(surnames, MEMBERS))


def alarms(sources: Sequence[Source], roster: tuple[Person, ...]) -> int:
    """How many remarks are flagged although nobody of the roster can be meant."""
    names = searcher(roster)
    return sum(
        1
        for source in sources
        for remark in source.remarks
        if names.within(remark)
        and not any(
            normalize(own) in normalize(word) for word in names.shown(remark).words for own in source.people
        )
    )


ROSTER_KINDS: dict[str, tuple[str, Callable[[str, str], Person]]] = {
    "alarms": ("漢字とよみ", lambda name, reading: Person(PersonId(name), name, "member", reading=reading)),
    "alarms_without_readings": ("漢字だけ", lambda name, _: Person(PersonId(name), name, "member")),
    "alarms_in_kana": ("ひらがな", lambda _, reading: Person(PersonId(reading), reading, "member")),
}


def _meeting(people: tuple[Person, ...]) -> Meeting:
    profile = profiles.read_profile(profiles.find("privacy_council"))
    return Meeting(profile, ("会議",), date(2026, 10, 14), time(14), time(16), "会議室", people)


def _remark(line: str) -> str:
    """The words of a line of a script; "" where it holds none."""
    if not line.startswith("{"):
        return ""
    said = json.loads(line).get("text", "")
    return "\n".join(said) if isinstance(said, list) else str(said)


def _lines(name: str) -> list[str]:
    found = (DATA / name).read_text("utf-8").splitlines()
    return [line for line in found if line and not line.startswith("#")]
