"""The three likeliest next steps (次の一手), which the footer names. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.queries import in_phase, next_groups, open_topic, open_unruled, planned_closed
from clerk_tui.domain.record import BlockHeading, MeetingStage, State, Turn
from clerk_tui.domain.wording import phrase_text

from .input_state import InputState, SpeakerRole
from .phrasing import likeliest, said


class Step(Struct, frozen=True):
    """An action, and what it would do just now."""

    action: str
    """Id of the action."""
    label: str
    key: str = ""
    """The key, where it is another than the key map's: Enter and arrows belong to the widget that has the focus."""


def steps(
    state: State, desk: InputState, *, typing: bool, browsing: bool = False, reading: bool = False
) -> tuple[Step, ...]:
    """At most three, the likeliest first.

    Args:
        state: the record.
        desk: who speaks, who may follow.
        typing: whether text stands in the entry.
        browsing: whether the focus is in the transcript.
        reading: whether another window records.
    """
    found: dict[str, Step] = {}
    if reading:
        likely = iter((Step("browse", "読む", "↑↓"), Step("quit", "閉じる")))
    elif browsing:
        likely = _browsing(state)
    else:
        likely = _likely(state, desk, typing)
    for step in likely:
        found.setdefault(step.action, step)
    # A proposal is read before it is taken: it gets the room of the third step.
    return tuple(found.values())[: 2 if "take" in found else 3]


def voice_label(state: State, voice: SpeakerRole | None) -> str:
    """The speaker in the clerk's own terms; what to do where there is none."""
    if voice is None or not state.prepared:
        return "（発言者未定）"
    return full_label(state.meeting, voice.speaker, voice.capacity)


def _browsing(state: State) -> Iterator[Step]:
    """In the transcript; what is typed there goes to the entry."""
    yield Step("correct", "この行を直す", "Enter")
    if state.turns:
        yield Step("reattribute", "発言者だけ直す")
    elif len(state.entries) > 1:
        yield Step("browse", "選ぶ", "↑↓")
    yield Step("to_entry", "入力行へ（打ち始めても戻ります）")


def _likely(state: State, desk: InputState, typing: bool) -> Iterator[Step]:
    if not state.prepared:
        yield Step("help", "使い方を見る")
        return
    if state.stage is MeetingStage.CLOSED:
        yield Step("closing", "点検・閉会の取消し")
        yield Step("correct", "発言を直す")
        yield Step("undo", "直前の操作を取り消す")
        return
    if desk.proposal:
        yield Step("take", desk.proposal.words)
    if typing:
        yield from _while_typing(state, desk)
        return
    if not state.attendance:
        yield Step("attendance", "出欠を取る")
    if state.stage is MeetingStage.RECESS:
        yield Step("mark", "再開する")
    closed = planned_closed(state)
    if closed and not state.in_closed_part:
        yield Step("mark", "非公開にする")
    elif state.in_closed_part and not closed and not state.meeting.closed and _planned(state):
        yield Step("mark", "公開に戻す")
    yield from _course(state, desk, typing)
    if any(isinstance(entry, Turn) for entry in state.entries[-1:]):
        yield Step("correct", "今の発言を直す")
    yield Step("finder", "発言者をさがす")
    # F1 itself always stands at the end of the footer.
    if state.meeting.profile.phases:
        yield Step("phase", "段階を移る")


def _planned(state: State) -> bool:
    """Whether closed parts were planned, so that what is open now is known not to be one."""
    return any(group.closed for group in state.meeting.groups)


def _while_typing(state: State, desk: InputState) -> Iterator[Step]:
    """Where the turn may go; the other speakers stand on the speaker line."""
    follower = next(iter(desk.offered), None)
    yield Step("commit", f"確定して{voice_label(state, follower)}へ" if follower else "確定する")
    yield from _course(state, desk, True)
    yield Step("finder", "確定してほかの人へ")
    yield Step("reattribute", "発言者を差し替える")


def _course(state: State, desk: InputState, typing: bool) -> Iterator[Step]:
    """Where the proceedings are likely to go, by what is open and the phase."""
    left = open_unruled(state)
    phrase = likeliest(state, desk.voice if typing else None)
    saying = Step("phrase", f"「{said(state, phrase, desk.voice).paragraphs[0]}」") if phrase else None
    if not state.entries:
        # The chair's first words; nothing else can come before them.
        yield from filter(None, (saying,))
        return
    ruling = Step("ruling", "裁決する")
    thing = "案件" if any(group.cases for group in next_groups(state)) else "議題"
    block = Step("block", f"{'次' if state.blocks else '最初'}の{thing}に入る")
    if left and in_phase(state, PhaseRole.RULING):
        yield ruling
    if not left and state.blocks and not next_groups(state):
        yield from filter(None, (saying,))
        yield Step("closing", "点検して閉会する")
        return
    if not left and next_groups(state) and (state.blocks or _has_called(state) or _just_called(state)):
        yield block
    yield from filter(None, (saying,))
    # A phase of the body's own without cases is itself what is to be settled; of a topic the talk comes first.
    topic = "" if state.current else open_topic(state)
    if topic and all(each.subject != topic for each in state.conclusions):
        yield Step("ruling", f"「{topic}」の結果")
    if left and _discussed(state):
        yield ruling
    if not left and next_groups(state):
        yield block


def _discussed(state: State) -> bool:
    """Whether the open cases are past being explained, in whatever phase the body discusses them."""
    phase = state.meeting.profile.phase(state.phase)
    before = (PhaseRole.EXPLANATION, PhaseRole.COMMITTEE_REPORT, PhaseRole.RULING)
    return phase is not None and phase.in_block and phase.role not in before


def _just_called(state: State) -> bool:
    """Whether the chair's last words were the body's phrase for taking the next item."""
    last = state.entries[-1] if state.entries else None
    calls = (phrase for phrase in state.meeting.profile.phrases if "{next}" in phrase.text)
    return isinstance(last, Turn) and any(phrase_text(state, each) in last.paragraphs for each in calls)


def _has_called(state: State) -> bool:
    """Whether the papers have been dealt with, so that the first cases are due."""
    due = (PhaseRole.MATERIALS, PhaseRole.REFERRAL)
    return any(in_phase(state, role) for role in due) or any(
        isinstance(e, BlockHeading) for e in state.entries
    )
