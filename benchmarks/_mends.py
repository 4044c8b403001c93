"""Usual mistakes of a clerk, and the keys that repair each through the real screen (よくある間違い)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from msgspec import Struct
from textual.pilot import Pilot

from clerk_tui import profile as profiles
from clerk_tui.domain.commands import Command, Prepare
from clerk_tui.domain.ids import CaseId, PersonId
from clerk_tui.domain.record import Named, Ruling, State
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.recording.numbers import numbers
from clerk_tui.scripting.lines import read_script
from clerk_tui.session import Clock, Session
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.dialogs.fields import Rows
from clerk_tui.tui.dialogs.people import Choice

from ._clerk import ticking
from ._hands import Hands
from ._nowhere import Nowhere

SAMPLE = "privacy_council"
_STARTED = datetime(2026, 11, 1, 9, tzinfo=UTC)


class Mistake(Struct, frozen=True):
    """What went wrong, how it is put right, and what must then be so."""

    name: str
    turns: int
    """How many turns of the sample had been recorded."""
    slip: Callable[[State], Sequence[Command]]
    """What makes the mistake in that record."""
    mend: Callable[[Mender], Awaitable[None]]
    right: Callable[[State], bool]


class Mender(Hands):
    """Hands that find people and lines by the shortest way that the screen offers."""

    def __init__(self, pilot: Pilot[None], app: ClerkApp, session: Session) -> None:
        super().__init__(pilot, app)
        self._session = session

    @property
    def state(self) -> State:
        return self._session.state

    async def do(self, *keys: str) -> None:
        await self.press("訂正", *keys)

    async def back(self, turns: int) -> None:
        """To the turn so many before the last line."""
        await self.do("ctrl+l", *["up"] * turns)

    async def person(self, person: PersonId) -> None:
        """Somebody in a finder: by the arrows, or by their number."""
        rows: Rows[Choice] = self.one(Rows)
        at = next(i for i, choice in enumerate(rows.values) if choice.speaker == Named(person))
        if at - (rows.highlighted or 0) <= len(str(numbers(self.state.meeting)[person])) + 1:
            await self.do(*["down"] * (at - (rows.highlighted or 0)))
        else:
            await self.number(person)

    async def number(self, person: PersonId) -> None:
        """Somebody's number, whose digits an input method wants confirmed."""
        number = str(numbers(self.state.meeting)[person])
        self.keys["訂正"] += len(number) + 1
        await self.words(number)

    async def row(self, place: int) -> None:
        """A row of a list, by the shorter way round."""
        rows: Rows[Any] = self.one(Rows)
        down = (place - (rows.highlighted or 0)) % len(rows.values)
        up = len(rows.values) - down
        await self.do(*(["down"] * down if down <= up else ["up"] * up))

    async def row_named(self, words: str) -> None:
        """The row that begins with these words."""
        rows: Rows[Any] = self.one(Rows)
        labels = [str(option.prompt) for option in rows.options]
        await self.row(next(at for at, label in enumerate(labels) if label.startswith(words)))

    async def to(self, value: object) -> None:
        rows: Rows[Any] = self.one(Rows)
        await self.row(rows.values.index(value))

    async def to_case(self, case: CaseId) -> None:
        """The vote on a case."""
        rows: Rows[Ruling] = self.one(Rows)
        await self.row(next(at for at, ruling in enumerate(rows.values) if ruling.decision.case == case))

    async def outcome(self, name: str) -> None:
        """Another result for the highlighted vote, by the shorter way round."""
        rows: Rows[Ruling] = self.one(Rows)
        assert rows.value is not None
        decision = rows.value.decision
        kind = self.state.meeting.profile.kind(decision.case.kind)
        names = [outcome.name for outcome in kind.outcomes] if kind else []
        right = (names.index(name) - names.index(decision.outcome)) % len(names)
        left = len(names) - right
        await self.do(*(["right"] * right if right <= left else ["left"] * left))


def prepared(turns: int) -> Session:
    """The sample's meeting after so many turns, as its script tells it."""
    folder = shipped_folder() / SAMPLE / "sample"
    session = Session(Nowhere(), clock=Clock(lambda: _STARTED, lambda: 0.0))
    session.dispatch(Prepare(read_preparation(folder, profiles)))
    at = _STARTED
    for line in read_script(folder / "script.jsonl"):
        if len(session.state.turns) >= turns and line.word in ("turn", "block", "defer"):
            break
        at = line.moment(at)
        session.dispatch(line.command(session.state, at), at)
    return session


async def keys_for(mistake: Mistake) -> int:
    """How many keys repair it.

    Raises:
        AssertionError: the mistake is none, or what was done has not repaired it.
    """
    clock = ticking(_STARTED.date())
    session = Session(Nowhere(), prepared(mistake.turns).timeline.records, clock=clock)
    for command in mistake.slip(session.state):
        session.dispatch(command)
    assert not mistake.right(session.state), f"{mistake.name}：間違いになっていません"
    app = ClerkApp(session, clock=clock)
    async with app.run_test(size=(100, 36)) as pilot:
        mender = Mender(pilot, app, session)
        await mender.settled()
        await mistake.mend(mender)
        await mender.settled()
        assert app.screen is app.record, f"{mistake.name}：問いが開いたままです"
    assert mistake.right(session.state), f"{mistake.name}：直っていません"
    return sum(mender.keys.values())
