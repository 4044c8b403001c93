"""Times in the record: what the wall clock does in the middle of a meeting changes no order and no length."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct, field

from clerk_tui.domain.commands import Prepare, RecordTurn
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.record import Unnamed
from clerk_tui.session import Clock, Session
from clerk_tui.sessions import preparation

SAMPLE = Path(__file__).parents[1] / "templates" / "privacy_council" / "sample"
JST = timezone(timedelta(hours=9), "JST")


class Desk(Struct):
    """A clock whose hands and whose zone can be moved while time goes on."""

    wall: datetime = datetime(2026, 5, 18, 14, 0, tzinfo=JST)
    running: float = 100.0
    kept: list[Recorded] = field(default_factory=list)

    def append(self, records: Sequence[Recorded]) -> None:
        self.kept += records

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.wall, lambda: self.running)

    def wait(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.running += seconds

    def opened(self) -> Session:
        session = Session(self, self.kept, self.clock)
        if not self.kept:
            session.dispatch(Prepare(preparation(SAMPLE)))
        return session


def say(session: Session, text: str) -> Recorded:
    return session.dispatch(RecordTurn(Unnamed("member"), (text,)))[-1]


def test_a_clock_set_back_changes_neither_order_nor_offsets() -> None:
    desk = Desk()
    session = desk.opened()
    first = say(session, "一")
    desk.wait(10)
    desk.wall -= timedelta(hours=1)
    second = say(session, "二")
    assert [turn.text for turn in session.state.turns] == ["一", "二"]
    assert second.offset - first.offset == 10
    assert second.at < first.at


def test_another_zone_is_the_same_moment() -> None:
    desk = Desk()
    session = desk.opened()
    first = say(session, "一")
    desk.wait(10)
    desk.wall = desk.wall.astimezone(UTC)
    second = say(session, "二")
    assert second.at - first.at == timedelta(seconds=10)
    assert second.at.utcoffset() == timedelta(0)


def test_offsets_go_on_after_the_program_was_away() -> None:
    desk = Desk()
    first = say(desk.opened(), "一")
    desk.wait(60)
    desk.running = 5.0  # the machine was started anew, and its running clock with it
    second = say(desk.opened(), "二")
    assert second.offset - first.offset == 60


def test_offsets_never_fall_though_the_clock_was_set_back_meanwhile() -> None:
    desk = Desk()
    first = say(desk.opened(), "一")
    desk.wall -= timedelta(hours=3)
    second = say(desk.opened(), "二")
    assert second.offset >= first.offset
