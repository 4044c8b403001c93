"""The line above the entry (発言者の行): phase, who speaks now, and where each key leads."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import MeetingStage, State
from clerk_tui.recording.input_state import InputState
from clerk_tui.recording.steps import voice_label
from clerk_tui.tui.keymap import Keymap, first_key


class SpeakerLine(Widget):
    """One line, read at a glance: the words in reverse are who the next text belongs to."""

    state: reactive[State] = reactive(State)
    desk: reactive[InputState] = reactive(InputState)
    typing: reactive[bool] = reactive(False)
    browsing: reactive[bool] = reactive(False)

    def __init__(self, keymap: Keymap, *, reading: bool) -> None:
        super().__init__()
        self._keymap = keymap
        self._reading = reading

    def render(self) -> Content:
        """Drawn once a painting, however many of its parts have changed."""
        if self._reading:
            return _looking_on(self.state)
        return speaker_line(self.state, self.desk, self._keymap, typing=self.typing, browsing=self.browsing)


def _looking_on(state: State) -> Content:
    """For a window that only shows: who speaks at the other one."""
    floor = state.floor
    if floor is None:
        return Content.styled(" 見るだけの窓です。記録は、先に開いた画面で続いています。", "$text-muted")
    label = full_label(state.meeting, floor.speaker, floor.capacity)
    return Content.assemble(
        (" 見るだけ　発言中 ", "$text-muted"),
        (f" {label} ", "bold"),
        (f" {floor.since:%H:%M}〜", "$text-muted"),
    )


def speaker_line(
    state: State, desk: InputState, keymap: Keymap, *, typing: bool, browsing: bool = False
) -> Content:
    """「 質問 青木委員  次 Enter 市民課長  F2 桐野会長」; on an empty line who may be speaking instead."""
    if state.stage is MeetingStage.CLOSED:
        return Content.styled(" 閉会しました。発言は足せませんが、訂正はできます。", "$text-muted")
    phase = state.meeting.profile.phase(state.phase)
    parts = [
        Content.styled(f" {phase.name} " if phase else "", "$text-muted"),
        Content.styled(f" {voice_label(state, desk.voice)} ", "bold reverse"),
    ]
    if desk.started and typing:
        parts.append(Content.styled(f" {desk.started:%H:%M}〜", "$text-muted"))
    elif desk.voice and desk.voice.reason:
        parts.append(Content.styled(f" {desk.voice.reason}", "$text-muted"))
    parts.append(Content.styled("　次 " if typing else "　ほか ", "$text-muted"))
    return Content("").join((*parts, Content("　").join(_choices(state, desk, keymap, typing, browsing))))


def _choices(state: State, desk: InputState, keymap: Keymap, typing: bool, browsing: bool) -> list[Content]:
    # In the transcript Enter opens a line.
    keys = ("" if browsing else "Enter", first_key(keymap, "second"), first_key(keymap, "third"))
    offered = list(zip(keys, desk.offered, strict=False))
    return [
        Content.assemble((f"{key} ", "$text-primary"), label)
        for key, label in (
            *((key, voice_label(state, voice)) for key, voice in (offered if typing else offered[1:])),
            (first_key(keymap, "finder"), "さがす"),
        )
        if key
    ]
