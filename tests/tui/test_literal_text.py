"""Whatever stands in names, titles and remarks is text on every screen: no markup, no link, no style of its own."""

from __future__ import annotations

import pytest
import sample
from desk import recording
from msgspec.structs import replace
from painted import painted
from test_screens import SCENES

from clerk_tui.domain.commands import (
    AddMaterial,
    CloseMeeting,
    CountObservers,
    FlagTurn,
    RecordStageDirection,
)
from clerk_tui.domain.meeting import Material, Meeting

HOSTILE = "[/x][b]甲[@click=app.bell]"
"""As markup: a closing tag that was never opened (an error), a style, a link that acts."""

_orderly = sample.meeting


def hostile_meeting() -> Meeting:
    """The sample meeting with markup in everything that is free text; what things are known by stays."""
    meeting = _orderly()
    return replace(
        meeting,
        title=tuple(f"{HOSTILE}{line}" for line in meeting.title),
        place=HOSTILE,
        people=tuple(
            replace(person, name=f"{person.name}{HOSTILE}", post=f"{HOSTILE}{person.post}")
            for person in meeting.people
        ),
        materials=tuple(
            replace(material, title=f"{HOSTILE}{material.title}") for material in meeting.materials
        ),
        items=tuple(replace(item, title=f"{HOSTILE}{item.title}") for item in meeting.items),
        cases=tuple(replace(case, title=f"{HOSTILE}{case.title}") for case in meeting.cases),
        groups=tuple(replace(group, office=f"{HOSTILE}{group.office}") for group in meeting.groups),
    )


@pytest.mark.parametrize("name", [name for name in SCENES if name not in ("finder", "replace-preview", "way_back")])
async def test_markup_is_text_on_every_screen(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample, "meeting", hostile_meeting)
    commands, show = SCENES[name]
    said = () if not commands else (
        sample.turn(sample.MEMBERS[0], HOSTILE),
        FlagTurn(None, HOSTILE),
        RecordStageDirection(HOSTILE),
        CountObservers(3, HOSTILE),
        AddMaterial(Material("当日", HOSTILE)),
    )  # fmt: skip
    if any(isinstance(command, CloseMeeting) for command in commands):
        said = ()
    async with recording(*commands, *said, size=(160, 44)) as desk:
        await show(desk)
        await desk.pilot.pause()
        desk.screen.say(HOSTILE, refused=True)
        desk.app.banner(HOSTILE)
        await desk.pilot.pause()
        await desk.pilot.pause()
        shown = painted(desk.app)
    assert HOSTILE in shown
    assert "\x1b" not in shown
