"""Questions of the filling (流し込みの問い): where the recording stands against the record, and where a turn ends."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time

from msgspec import Struct
from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from clerk_tui.alignment import Loose, Stream
from clerk_tui.alignment.telling import told
from clerk_tui.domain.calendar import parse_time
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import normalize

from .base import Dialog
from .fields import Field, Line, Rows

_MOST = 400
"""Lines that are listed at once."""


class Clocked(Struct, frozen=True):
    """What the clerk says of the two clocks: one of both."""

    began: time | None = None
    """When the recording began, by the record's clock."""
    position: int = 0
    """Where in the stream the turn begins that was shown."""


class ClockDialog(Dialog[Clocked]):
    """The recording's first moment as a time, or the line of the transcript with which the shown turn begins."""

    heading = "時計を合わせる"
    hint = "言葉を打つと一覧を絞る　↑↓ 選ぶ　Enter 決定　Esc 戻る"

    def __init__(self, turn: str, stream: Stream, near: int) -> None:
        """``turn``: the turn as the clerk knows it; ``near``: the position at which it was looked for so far."""
        super().__init__()
        self._turn = turn
        self._stream = stream
        self._near = near
        self._lines = lines_of(stream)

    def body(self) -> ComposeResult:
        yield Static(Content(f"この発言：{self._turn}"), classes="summary")
        yield Field("録音の始まり", Line(placeholder="13:58 または 13:58:30（分かっているとき）", id="began"))
        yield Field("文をさがす", Line(narrows=True, id="words"))
        yield Static(Content("この発言が始まる行"), classes="gap")
        yield Rows(id="lines")

    def on_mount(self) -> None:
        super().on_mount()
        self._narrow("")
        self.query_one("#words", Line).focus()

    @on(Input.Changed, "#words")
    def _typed_words(self, event: Input.Changed) -> None:
        self._narrow(event.value)

    def _narrow(self, words: str) -> None:
        wanted = normalize(words)
        found = [(at, text) for at, text in self._lines if wanted in normalize(text)]
        nearest = min(range(len(found)), key=lambda n: abs(found[n][0] - self._near), default=0)
        first = max(0, nearest - _MOST // 2)
        shown = found[first : first + _MOST]
        rows = self.query_one("#lines", Rows)
        rows.fill([(f"{told(self._stream, at)}　{text}", at) for at, text in shown], nearest - first)

    def accept(self) -> None:
        typed = unicodedata.normalize("NFKC", self.query_one("#began", Line).value).strip()
        if typed:
            self.dismiss(Clocked(began=_clock(typed)))
            return
        chosen: int | None = self.query_one("#lines", Rows).value
        if chosen is None:
            raise Refused("その言葉は文字起こしにありません。ほかの言葉でさがしてください。")
        self.dismiss(Clocked(position=chosen))


class DivideDialog(Dialog[int]):
    """With which sentence somebody else begins."""

    heading = "発言を分ける"
    hint = "↑↓ 二人目の最初の文を選ぶ　Enter 決定　Esc 戻る"

    def __init__(self, sentences: Sequence[tuple[int, str]]) -> None:
        """``sentences``: those after the first, each with its position in the stream."""
        super().__init__()
        self._sentences = sentences

    def body(self) -> ComposeResult:
        yield Static(
            Content("選んだ文から後を、別の発言にします。次に、話した人を選びます。"), classes="summary"
        )
        yield Rows([(text, at) for at, text in self._sentences])

    def accept(self) -> None:
        rows: Rows[int] = self.query_one(Rows)
        self.dismiss(rows.value)


class LooseDialog(Dialog[Loose]):
    """Which of the words without a place become a turn."""

    heading = "置き場所のない言葉"
    hint = "↑↓ 打たれていない発言の言葉を選ぶ　Enter 決定　Esc 戻る"

    def __init__(self, loose: Sequence[Loose], stream: Stream) -> None:
        super().__init__()
        self._loose = loose
        self._stream = stream

    def body(self) -> ComposeResult:
        yield Static(
            Content("選んだ言葉を、打たれていない発言として入れます。次に、話した人を選びます。"),
            classes="summary",
        )
        yield Rows([(f"{told(self._stream, each.begin)}　{each.text}", each) for each in self._loose])

    def accept(self) -> None:
        rows: Rows[Loose] = self.query_one(Rows)
        self.dismiss(rows.value)


def lines_of(stream: Stream) -> list[tuple[int, str]]:
    """The segments of the transcript with their positions."""
    ends = [*stream.joints[1:], len(stream.text)]
    return [(begin, stream.text[begin:end]) for begin, end in zip(stream.joints, ends, strict=True)]


def moment_of(day: date, clock: time, like: datetime) -> datetime:
    """A time of the day as a moment in the zone of another one."""
    return datetime.combine(day, clock, like.tzinfo)


def _clock(typed: str) -> time:
    """A time with seconds, or in any form that a clerk writes.

    Raises:
        CalendarError: it is none.
    """
    try:
        return time.fromisoformat(typed)
    except ValueError:
        return parse_time(typed)
