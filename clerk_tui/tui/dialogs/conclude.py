"""What came of an item without a number (議題の結果): a term, an approval, an election with its votes."""

from __future__ import annotations

import re

from textual.app import ComposeResult

from clerk_tui.domain.commands import Conclude
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import open_topic
from clerk_tui.domain.record import Ballots, State
from clerk_tui.domain.text import number
from clerk_tui.tui.finding import find

from .base import CommandDialog
from .fields import Field, Line

_APART = re.compile(r"[、,，\s　]+")
_COUNT = re.compile(r"(.+?)[:：]?([0-9０-９]+)票?")


def person(meeting: Meeting, typed: str) -> PersonId:
    """Who is meant by a name, a reading or a seat.

    Raises:
        Refused: nobody, or more than one.
    """
    found = find(meeting, typed)
    exact = [each for each in found if typed in (each.name, each.name + each.given, each.id)]
    if len(exact or found) != 1:
        which = "に当たる人がいません" if not found else "だけでは一人に決まりません"
        raise Refused(f"「{typed}」{which}。姓と名、または議席番号で入れてください。")
    return (exact or list(found))[0].id


def people(meeting: Meeting, typed: str) -> tuple[PersonId, ...]:
    """「有賀、市原」「3 5」: who is meant, in the order as typed; raises Refused."""
    return tuple(person(meeting, name) for name in filter(None, _APART.split(typed)))


def votes(meeting: Meeting, typed: str) -> tuple[tuple[Ballots, ...], int]:
    """「有賀5、市原3、無効1」 as votes for each, and those that are spoiled.

    Raises:
        Refused: it cannot be read.
    """
    ballots: list[Ballots] = []
    spoiled = 0
    for part in filter(None, _APART.split(typed)):
        match = _COUNT.fullmatch(part)
        count = number(match[2]) if match else None
        if match is None or count is None:
            raise Refused(f"得票の「{part}」を読めません。「有賀5、市原3、無効1」のように入れてください。")
        if match[1] in ("無効", "白票"):
            spoiled += count
        else:
            ballots.append(Ballots(person(meeting, match[1]), count))
    return tuple(ballots), spoiled


class ConcludeDialog(CommandDialog):
    """The result in words, or who was elected to what."""

    heading = "議題の結果"
    hint = "Tab 次の欄　Enter 記録　Esc 戻る"

    def __init__(self, state: State) -> None:
        super().__init__(state)
        self._topic = open_topic(state)

    def body(self) -> ComposeResult:
        yield Field("議題", Line(self._topic, "例：会期の決定", id="subject"))
        yield Field("結果", Line(placeholder="例：本日一日、承認。選挙なら空でもよい", id="result"))
        yield Field("選挙：役職", Line(placeholder="例：副会長（選挙のときだけ）", id="post"), classes="gap")
        yield Field("選ばれた人", Line(placeholder="例：有賀、市原", id="elected"))
        yield Field("得票", Line(placeholder="例：有賀5、市原3、無効1（数えたときだけ）", id="votes"))

    def on_mount(self) -> None:
        self.query_one("#result" if self._topic else "#subject", Line).focus()

    def command(self) -> Conclude:
        meeting = meeting_of(self.record)
        typed = {
            name: self.query_one(f"#{name}", Line).value for name in ("subject", "result", "post", "elected")
        }
        elected = people(meeting, typed["elected"])
        ballots, spoiled = votes(meeting, self.query_one("#votes", Line).value)
        return Conclude(typed["result"], typed["subject"], elected, typed["post"].strip(), ballots, spoiled)
