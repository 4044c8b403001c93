"""For whom a 会議録 is made (版), and what of the record that edition knows. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from msgspec.structs import replace

from clerk_tui.domain.amendments import DaySet
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.name_findings import run_together
from clerk_tui.domain.names import Names, hidden_names
from clerk_tui.domain.publicity import published
from clerk_tui.domain.queries import public_entries
from clerk_tui.domain.record import Attendance, Entry, Mark, Presence, StageDirection, State, Turn

WITHHELD_FLAG = "（氏名を含むため、内部用の案を見てください）"


class Edition(StrEnum):
    """Public: labels as the body's profile says, nothing withheld. Internal: who said what, and all of it."""

    PUBLIC = "公開用"
    INTERNAL = "内部用"


def known_to(edition: Edition, state: State) -> State:
    """The record as the edition may know it; whoever prints an edition is given no other.

    The public one has no internal field, no internal words, no words of a closed part (its lines keep their places,
    so that they can be counted), no reason of an absence, and no note of the clerk that names somebody hidden.
    Doing it twice changes nothing.
    """
    if edition is Edition.INTERNAL:
        return state
    open_ = {entry.id for entry in public_entries(state)}
    names = hidden_names(state)
    bare = published(state, state.meeting.profile.form.withheld)
    entries = tuple(_entry(entry, entry.id in open_, names) for entry in bare.entries)
    return replace(
        bare,
        # Whether somebody has said of which day the meeting is; there is no text in it.
        amendments=tuple(each for each in state.amendments if isinstance(each, DaySet)),
        entries=entries,
        attendance={who: tuple(map(_presence, each)) for who, each in bare.attendance.items()},
        confirmed=frozenset(_confirmed(state, entries)),
        meeting=replace(bare.meeting, follow_ups=tuple(e for e in bare.meeting.follow_ups if not e.inside)),
        follow_ups={each: line for each, line in bare.follow_ups.items() if not each.inside},
        settled={each: at for each, at in bare.settled.items() if not each.inside},
    )


def _entry(entry: Entry, open_: bool, names: Names) -> Entry:
    match entry:
        case Turn() if not open_:
            return replace(entry, paragraphs=(), flag="", point="", shifts=())
        case StageDirection() if not open_:
            return replace(entry, text="")
        case Mark() if not open_:
            return replace(entry, reason="")
        case Turn(flag=flag) if names.within(flag):
            return replace(entry, flag=WITHHELD_FLAG)
        case _:
            return entry


def _presence(presence: Presence) -> Presence:
    """The reason of an absence is nobody's business; who sat there instead is."""
    return presence if presence.status is Attendance.SUBSTITUTE else replace(presence, note="")


def _confirmed(state: State, entries: tuple[Entry, ...]) -> Iterator[tuple[EntryId, str]]:
    """What the clerk has confirmed, in the words that are left of it."""
    for before, after in zip(state.entries, entries, strict=True):
        match before, after:
            case Turn(), Turn():
                texts = [(run_together(before), run_together(after))]
                if after.paragraphs:
                    texts += zip(before.paragraphs, after.paragraphs, strict=True)
            case StageDirection(), StageDirection():
                texts = [(before.text, after.text)]
            case _:
                continue
        yield from ((after.id, new) for old, new in texts if (before.id, old) in state.confirmed)
