"""The two lines on top (見出し): which meeting, what time, what is left, who is here, is it stored."""

from __future__ import annotations

from datetime import datetime, timedelta

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Static

from clerk_tui.domain.checks import lost_quorum
from clerk_tui.domain.queries import Progress, attendees, forecast, remaining
from clerk_tui.domain.record import MeetingStage, State

_MUTED = "$text-muted"
_BETWEEN = Content.styled("　", _MUTED)


class TopBar(Widget):
    """Title and clock above, what is left and the roll below."""

    state: reactive[State] = reactive(State)
    now: reactive[datetime | None] = reactive[datetime | None](None)
    """Renewed by the screen, which has the clock."""
    saved: reactive[str] = reactive("")
    """「保存済 14:31」, or what is wrong."""
    views: reactive[int] = reactive(0)
    """Open screens of the chair."""

    class QuorumLost(Message):
        """Too few members are left to decide anything."""

    _drawing = False

    def compose(self) -> ComposeResult:
        with Horizontal():
            yield Static(id="meeting", classes="left")
            yield Static(id="clock", classes="right")
        with Horizontal():
            yield Static(id="left-over", classes="left")
            yield Static(id="saved", classes="right")

    def on_mount(self) -> None:
        self._draw()

    def watch_state(self, before: State, after: State) -> None:
        if lost_quorum(before, after):
            self.post_message(self.QuorumLost())
        self._draw_soon()

    def watch_now(self) -> None:
        self._draw_soon()

    def watch_saved(self) -> None:
        self._draw_soon()

    def watch_views(self) -> None:
        self._draw_soon()

    def _draw_soon(self) -> None:
        """Once, however many of its parts have changed."""
        if not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        if not self.children or self.now is None:
            return
        for name, content in (
            ("meeting", title(self.state)),
            ("clock", clock(self.state, self.now)),
            ("left-over", standing(self.state, self.now)),
            ("saved", Content.styled(stored(self.saved, self.views), _MUTED)),
        ):
            self.query_one(f"#{name}", Static).update(content)


def title(state: State) -> Content:
    """The meeting's title in one line."""
    if not state.prepared:
        return Content("準備を待っています")
    return Content.styled("　".join(state.meeting.title) or state.meeting.profile.body, "bold")


def clock(state: State, now: datetime) -> Content:
    """MeetingStage, time elapsed, time of day."""
    parts = [
        Content.styled(
            str(state.stage), _MUTED if state.stage is MeetingStage.SITTING else "bold $text-warning"
        )
    ]
    if state.opened:
        parts.append(Content.styled(f"経過 {span((state.closed or now) - state.opened)}", _MUTED))
    parts.append(Content.styled(f"{now:%H:%M}", "bold"))
    return Content("　").join(parts)


def stored(saved: str, views: int) -> str:
    """Whether the record is stored, and how many screens of the chair follow it."""
    return "　".join(filter(None, (f"会長の画面{f' {views}' if views > 1 else ''}" if views else "", saved)))


def standing(state: State, now: datetime) -> Content:
    """What is left, when it will end, who is here."""
    if not state.prepared:
        return Content("")
    left = remaining(state)
    cases = sum(len(status.remaining) for status in left)
    deferred = sum(1 for status in left if status.progress is Progress.DEFERRED)
    parts = [Content.assemble(("残り ", _MUTED), (f"{len(left)}群 {cases}件", "bold"))]
    if deferred:
        parts.append(Content.styled(f"後回し {deferred}群", "$text-warning"))
    parts += [_end(state, now), _roll(state)]
    if state.observers is not None:
        parts.append(Content.assemble(("傍聴 ", _MUTED), f"{state.observers}名"))
    if state.in_closed_part:
        parts.append(Content.styled("非公開", "bold $text-warning"))
    return _BETWEEN.join(parts)


def _end(state: State, now: datetime) -> Content:
    ends = state.meeting.ends
    planned = Content.assemble(("予定 ", _MUTED), f"{ends:%H:%M}") if ends else Content("")
    coming = forecast(state, now)
    if coming is None:
        return planned
    late = coming.over > timedelta(minutes=1)
    if state.closed:
        return planned + Content.styled("　終了 ", _MUTED) + Content(f"{coming.projected:%H:%M}")
    note = f"（{span(coming.over)}超過）" if late else ""
    return planned + Content.assemble(
        ("→見込み ", _MUTED), (f"{coming.projected:%H:%M}{note}", "$text-warning" if late else "")
    )


def _roll(state: State) -> Content:
    roll = attendees(state)
    if roll is None:
        return Content.assemble(("出席 ", _MUTED), ("未確認", "$text-warning"))
    if not roll.quorate:
        return Content.styled(
            f"定足数に不足 {roll.present}/{roll.seats}名（要{roll.required}名）", "bold $text-error"
        )
    return Content.assemble(
        ("出席 ", _MUTED), f"{roll.present}/{roll.seats}名", (f"（定足数{roll.required}）", _MUTED)
    )


def span(length: timedelta) -> str:
    """A length of time as 「1:05」 (hours and minutes); minutes are rounded down."""
    minutes = max(0, int(length.total_seconds())) // 60
    return f"{minutes // 60}:{minutes % 60:02d}"
