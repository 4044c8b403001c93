"""The chair's screen in a terminal: follows, enlarges, names nobody, and has no way in to the record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from chamber import at_ruling, doing, members, play, records, session_folder, states
from msgspec import Struct
from painted import PlainText, painted
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from clerk_tui.chair.app import ChairApp
from clerk_tui.chair.following import POLLING, Snapshot, follow
from clerk_tui.chair.views import CHAIR, NAMED, ROOM, View
from clerk_tui.domain.commands import DeclareStance, RecordTurn, RequestSpeech, TakeFloor
from clerk_tui.domain.events import BlockOpened, GroupDeferred
from clerk_tui.domain.queries import PhaseRole, in_phase
from clerk_tui.domain.record import Position, State, Unnamed
from clerk_tui.session import SYSTEM_CLOCK
from clerk_tui.sessions import recording


class Crash(Exception):
    """The clerk's program ends in the middle."""


SIZES = [(80, 24), (120, 36)]


class Room(Struct):
    """A running screen and the queue that feeds it."""

    app: ChairApp
    pilot: Pilot[None]
    sights: asyncio.Queue[Snapshot]
    shown: asyncio.Queue[int]

    async def show(self, sight: Snapshot) -> str:
        await self.sights.put(sight)
        while await asyncio.wait_for(self.shown.get(), 10) != sight.seq:
            pass
        await self.pilot.pause()
        return painted(self.app)


@asynccontextmanager
async def opened(size: tuple[int, int] = (120, 36), view: View = CHAIR) -> AsyncIterator[Room]:
    sights: asyncio.Queue[Snapshot] = asyncio.Queue()
    shown: asyncio.Queue[int] = asyncio.Queue()

    async def coming() -> AsyncIterator[Snapshot]:
        while True:
            yield await sights.get()

    app = ChairApp(coming(), lambda: records()[-1].at, view=view, on_shown=shown.put_nowait)
    async with app.run_test(size=size) as pilot:
        yield Room(app, pilot, sights, shown)


def in_discussion() -> State:
    """In the opinions on a block, with a group put off, hands raised and somebody speaking."""
    found = next(
        state
        for record, state in states()
        if state.deferred and in_phase(state, PhaseRole.OPINIONS) and state.blocks
    )
    first, second, third = members(found)[:3]
    return doing(
        found,
        RecordTurn(first, ("委託先を絞るという条件で賛成します。",)),
        DeclareStance(Position.CONDITIONAL, note="委託先を絞ること"),
        RequestSpeech(third.person),
        TakeFloor(second),
    )


def scenes() -> Iterator[tuple[str, Snapshot]]:
    yield "waiting", Snapshot(State(), 0)
    yield "prepared", Snapshot(states()[0][1], 1)
    yield "discussion", Snapshot(in_discussion(), 2)
    yield "ruled", Snapshot(at_ruling(2)[1], 3)
    yield "polling", Snapshot(at_ruling(1)[1], 4, polling=True)
    yield "closed", Snapshot(states()[-1][1], 5)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize("large", [False, True], ids=["", "large"])
@pytest.mark.parametrize(("name", "sight"), scenes(), ids=[name for name, _ in scenes()])
async def test_it_looks_as_it_did(
    name: str, sight: Snapshot, large: bool, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with opened(size) as room:
        if large:
            await room.pilot.press("f2")
        picture = await room.show(sight)
        label = f"{name}-{size[0]}x{size[1]}{'-large' if large else ''}"
        assert picture == snapshot(name=label, extension_class=PlainText)


@pytest.mark.parametrize("size", SIZES, ids=["80x24", "120x36"])
@pytest.mark.parametrize(("name", "sight"), list(scenes())[2:4], ids=["discussion", "ruled"])
async def test_the_rooms_looks_as_it_did(
    name: str, sight: Snapshot, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    async with opened(size, ROOM) as room:
        picture = await room.show(sight)
        await room.pilot.press("f2")
        assert painted(room.app) == picture
        assert picture == snapshot(name=f"room-{name}-{size[0]}x{size[1]}", extension_class=PlainText)


async def test_what_remains_shrinks_at_each_ruling_and_the_deferred_stay_in_sight() -> None:
    async with opened() as room:
        for record, state in states():
            if isinstance(record.event, GroupDeferred | BlockOpened):
                picture = await room.show(Snapshot(state, record.seq))
                assert ("後回し" in picture) == bool(state.deferred)
        picture = await room.show(Snapshot(states()[-1][1], records()[-1].seq + 1))
        assert "0件" in picture


async def test_names_are_shown_only_where_they_were_asked_for() -> None:
    state = in_discussion()
    assert state.meeting is not None
    names = [person.name for person in state.meeting.voters if person.role == "member"]
    async with opened((160, 60)) as room:
        hidden = await room.show(Snapshot(state, 1))
    async with opened((160, 60), NAMED) as room:
        named = await room.show(Snapshot(state, 1))
    assert not [name for name in names if name in hidden]
    assert [name for name in names if name in named]


async def test_that_a_folder_is_polled_is_said() -> None:
    async with opened() as room:
        assert POLLING[:20] in await room.show(Snapshot(states()[5][1], 1, polling=True))
        assert POLLING[:20] not in await room.show(Snapshot(states()[6][1], 2))


async def test_it_has_no_way_to_record() -> None:
    async with opened() as room:
        keys = {binding.key for binding in room.app.BINDINGS}  # type: ignore[union-attr]
        assert keys == {"f2", "f3", "ctrl+q"}
        assert not room.app.ENABLE_COMMAND_PALETTE


async def test_it_follows_a_real_folder_through_the_clerks_crash(tmp_path: Path) -> None:
    folder = session_folder(tmp_path)
    shown: asyncio.Queue[int] = asyncio.Queue()
    app = ChairApp(follow(folder), SYSTEM_CLOCK.now, on_shown=shown.put_nowait)

    async def until(seq: int) -> None:
        while await asyncio.wait_for(shown.get(), 20) < seq:
            pass

    async with app.run_test(size=(120, 36)):
        await until(0)
        with pytest.raises(Crash), recording(folder) as clerk:
            await asyncio.to_thread(play, clerk, 20)
            await until(clerk.session.timeline.next_seq - 1)
            raise Crash
        with recording(folder) as clerk:
            await asyncio.to_thread(
                clerk.session.dispatch, RecordTurn(Unnamed("member"), ("戻ってからの発言",))
            )
            await until(clerk.session.timeline.next_seq - 1)
            assert app._sight.state == clerk.session.state
            assert app._sight.trouble == ""
