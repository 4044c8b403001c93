"""The people at the right (出席者): who may speak next and why, who is here, who is away, who spoke last."""

from __future__ import annotations

from itertools import groupby

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.reactive import reactive
from textual.widgets import Static

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.queries import acting_chair, kept_out, presence
from clerk_tui.domain.record import Attendance, Named, Speaker, State, Turn
from clerk_tui.recording.input_state import InputState
from clerk_tui.recording.numbers import numbers
from clerk_tui.recording.steps import voice_label
from clerk_tui.support.cells import cells
from clerk_tui.tui.keymap import Keymap, first_key

_MARKS = {
    Attendance.PRESENT: "",
    Attendance.ABSENT: "欠",
    Attendance.LATE: "遅",
    Attendance.LEFT: "退",
    Attendance.RETURNED: "",
    Attendance.SUBSTITUTE: "代",
    Attendance.ONLINE: "線",
}


class PeoplePanel(Vertical):
    """Everybody on the roster, in its order, by category."""

    state: reactive[State] = reactive(State)
    desk: reactive[InputState] = reactive(InputState)
    typing: reactive[bool] = reactive(False)

    def __init__(self, keymap: Keymap) -> None:
        super().__init__()
        self._keymap = keymap
        self._drawing = False

    def compose(self) -> ComposeResult:
        yield Static(id="expected")
        with VerticalScroll(can_focus=False):
            yield Static(id="roster")

    def on_mount(self) -> None:
        self._draw()

    def watch_state(self) -> None:
        self._draw_soon()

    def watch_desk(self) -> None:
        self._draw_soon()

    def watch_typing(self) -> None:
        self._draw_soon()

    def _draw_soon(self) -> None:
        """Once, however many of its parts have changed."""
        if self.children and not self._drawing:
            self._drawing = True
            self.call_later(self._draw)

    def _draw(self) -> None:
        self._drawing = False
        shown = expected(self.state, self.desk, self._keymap, typing=self.typing)
        self.query_one("#expected", Static).update(shown)
        self.query_one("#roster", Static).update(Content("\n").join(roster(self.state, self.desk)))


def expected(state: State, desk: InputState, keymap: Keymap, *, typing: bool) -> Content:
    """The likeliest under the key that takes each, with the reason."""
    if not desk.offered:
        return Content("")
    first = "Enter" if typing else "今"
    keys = (first, first_key(keymap, "second"), first_key(keymap, "third"))
    lines = [
        Content.assemble(
            (f"{cells(key, 5)} ", "$text-primary"),
            (voice_label(state, voice), "" if number else "bold"),
            (f" {voice.reason}" if voice.reason else "", "$text-muted"),
        )
        for number, (key, voice) in enumerate(zip(keys, desk.offered, strict=False))
    ]
    return Content("\n").join(
        [Content.styled("次に話す人" if typing else "話しそうな人", "$text-muted"), *lines]
    )


def roster(state: State, desk: InputState) -> list[Content]:
    """One line a person, with a mark for those who are away, speak now or spoke last."""
    meeting = state.meeting
    now = desk.voice.speaker if desk.voice else None
    last = _last_speaker(state)
    lines: list[Content] = []
    known = numbers(meeting)
    for category, together in groupby(meeting.people, key=lambda person: meeting.role_of(person).category):
        people = tuple(together)
        lines.append(Content.styled(category or meeting.role_of(people[0]).title, "$text-muted"))
        lines += [_person(state, person, known[person.id], now, last) for person in people]
    return lines


def _person(state: State, person: Person, number: int, now: Speaker | None, last: Speaker | None) -> Content:
    speaker = Named(person.id)
    entry = presence(state, person.id)
    away = entry is not None and not entry.status.here
    mark = _MARKS[entry.status] if entry else ""
    acting = acting_chair(state)
    if person.id in kept_out(state):
        mark = "斥"
    elif acting and acting.person == person.id:
        mark = "進"
    style = "$text-muted" if away else ("bold $text-primary" if speaker == now else "")
    note = "" if speaker != now else " 今"
    if speaker == last and speaker != now:
        note = " 前"
    hands = [request.person for request in state.requests]
    if person.id in hands:
        note += f" 挙手{hands.index(person.id) + 1}"
    return Content.assemble(
        (f"{mark:　<1} ", "$text-warning"),
        (f"{number:>2} ", "$text-muted"),
        (full_label(state.meeting, speaker), style),
        (note, "$text-warning" if "挙手" in note else "$text-muted"),
    )


def _last_speaker(state: State) -> Speaker | None:
    for entry in reversed(state.entries):
        if isinstance(entry, Turn):
            return entry.speaker
    return None
