"""A meeting that the chair's views can follow: the shipped sample, in memory or in a folder (会議室)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from functools import cache
from pathlib import Path

from script_player import JST, prepared, sample_folder

from clerk_tui import profile as profiles
from clerk_tui.domain.acts import Stamp
from clerk_tui.domain.commands import Command
from clerk_tui.domain.events import CasesRuled, Recorded
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import Named, State, fold
from clerk_tui.domain.timeline import Timeline
from clerk_tui.intake import read_preparation
from clerk_tui.scripting.lines import read_script
from clerk_tui.session import Session
from clerk_tui.sessions import Recording, create

BODY = "privacy_council"


@cache
def meeting() -> Meeting:
    return read_preparation(sample_folder(BODY), profiles)


def session_folder(place: Path) -> Path:
    """A prepared session on which nobody has worked yet."""
    return create(place / "会議", meeting())


def steps(session: Session) -> Iterator[None]:
    """Play the sample into the session, one line a step."""
    at = datetime.combine(meeting().date, time(14, 0), tzinfo=JST)
    for line in read_script(sample_folder(BODY) / "script.jsonl"):
        at = line.moment(at)
        session.dispatch(line.command(session.state, at), at)
        yield


def play(opened: Recording, count: int | None = None) -> None:
    """Play so many lines of the sample, or all of it."""
    for number, _ in enumerate(steps(opened.session), 1):
        if number == count:
            return


@cache
def records() -> tuple[Recorded, ...]:
    """The sample, recorded to its end."""
    session, store = prepared(BODY)
    for _ in steps(session):
        pass
    return tuple(store.records)


@cache
def states() -> tuple[tuple[Recorded, State], ...]:
    """The sample event by event."""
    timeline = Timeline()
    found = []
    for record in records():
        timeline.extend((record,))
        found.append((record, timeline.state))
    return tuple(found)


def at_ruling(number: int) -> tuple[Recorded, State]:
    """The sample right after its ``number``-th ruling (from 1)."""
    rulings = [(record, state) for record, state in states() if isinstance(record.event, CasesRuled)]
    return rulings[number - 1]


def doing(state: State, *commands: Command) -> State:
    """The state after further commands."""
    at = datetime.combine(meeting().date, time(15, 0), tzinfo=JST)
    for command in commands:
        state = fold(command.decide(state, Stamp(10_000 + len(state.entries), at)), state)
    return state


def members(state: State) -> list[Named]:
    """The members without the chair, as speakers."""
    assert state.meeting is not None
    return [Named(person.id) for person in state.meeting.voters if person.role == "member"]
