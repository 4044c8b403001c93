"""What an undo takes back (取消しの中身): named in words, with the typed speech that goes back to the entry. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from clerk_tui.domain.events import (
    AnswerTaken,
    AttendanceCorrected,
    AttendanceRecorded,
    BlockChanged,
    BlockDissolved,
    BlockOpened,
    CaseRetitled,
    CasesRuled,
    CasesTagged,
    ChairTaken,
    Concluded,
    ConclusionWithdrawn,
    ConflictDecided,
    ConflictNoted,
    EntryDeleted,
    EntryMoved,
    Event,
    FollowUpDropped,
    FollowUpMarked,
    FollowUpSettled,
    GroupDeferred,
    HoursCorrected,
    MarkMade,
    MeetingClosed,
    MeetingReopened,
    NextMeetingSet,
    ObserversCounted,
    PassagesKept,
    PhaseChanged,
    PlaceSet,
    PointMarked,
    PreparationRevised,
    Recorded,
    RecusalLifted,
    Recused,
    SignatoriesNamed,
    SpeakerCorrected,
    StageDirectionRecorded,
    StanceDeclared,
    StatusSet,
    SummaryPublished,
    TextEdited,
    TitleSet,
    TurnFlagged,
    TurnRecorded,
    TurnRephased,
    TurnsMerged,
    TurnSplit,
    WordAllowed,
)
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import Decision, State, Turn
from clerk_tui.domain.text import paragraphs
from clerk_tui.domain.wording import ruling_sentence

from .input_state import SpeakerRole
from .phrasing import said

_EXCERPT = 12
"""Characters of a speech that name it."""


class Undoing(Struct, frozen=True):
    """One command, as an undo or redo of it is told."""

    words: str
    """「14:03 青木委員の発言「一つ伺います…」」"""
    text: str = ""
    """The speech that was typed, where the command recorded one by itself."""
    voice: SpeakerRole | None = None
    """Whose speech ``text`` is."""
    started: datetime | None = None


def undoing(state: State, records: Sequence[Recorded]) -> Undoing:
    """The command that made these records.

    Args:
        state: the record as it is without them.
        records: the events of one command, at least one.
    """
    meeting = state.meeting
    named = dict.fromkeys(filter(None, (_named(meeting, record.event) for record in records)))
    turns = [record.event.turn for record in records if isinstance(record.event, TurnRecorded)]
    words = "と".join(named) or "最後の操作"
    if not turns:
        return Undoing(words)
    turn = turns[0]
    decisions = next((r.event.decisions for r in records if isinstance(r.event, CasesRuled)), ())
    voice = SpeakerRole(turn.speaker, turn.capacity)
    return Undoing(words, _typed(state, meeting, turn, decisions), voice, turn.started)


def _typed(state: State, meeting: Meeting, turn: Turn, decisions: Sequence[Decision]) -> str:
    """What of a turn the clerk typed: neither a stock phrase nor the ruling's own sentence, which keys enter again."""
    voice = SpeakerRole(turn.speaker, turn.capacity)
    stock = (said(state, phrase, voice).paragraphs for phrase in meeting.profile.phrases)
    if turn.narrated or turn.paragraphs in stock:
        return ""
    ruling = paragraphs(ruling_sentence(meeting, decisions)) if decisions else ()
    typed = turn.paragraphs
    if ruling and typed[-len(ruling) :] == ruling:
        typed = typed[: -len(ruling)]
    return "\n".join(typed)


def _named(meeting: Meeting, event: Event) -> str:
    match event:
        case TurnRecorded(turn=turn):
            who = full_label(meeting, turn.speaker, turn.capacity)
            text = turn.text.replace("\n", "")
            said = f"「{text[:_EXCERPT]}{'…' if len(text) > _EXCERPT else ''}」" if text else "（本文なし）"
            return f"{turn.started:%H:%M} {who}の発言{said}"
        case MarkMade(kind=kind, at=at):
            return f"{at:%H:%M} {kind}"
        case StageDirectionRecorded(text=text):
            return f"ト書き「{text}」"
        case PhaseChanged(phase=phase):
            found = meeting.profile.phase(phase)
            return f"段階「{found.name if found else phase}」への移行"
        case _:
            return _NAMES.get(type(event), "")


_NAMES: dict[type[object], str] = {
    MeetingClosed: "閉会",
    PreparationRevised: "準備の手直し",
    PassagesKept: "内部用の箇所",
    WordAllowed: "氏名とみない語",
    NextMeetingSet: "次回の日程",
    AttendanceRecorded: "出欠の記録",
    AttendanceCorrected: "出欠の訂正",
    ObserversCounted: "傍聴者数の記録",
    HoursCorrected: "開会・閉会の時刻の訂正",
    PlaceSet: "会議の場所の訂正",
    TitleSet: "会議名称の訂正",
    CaseRetitled: "件名の訂正",
    Recused: "除斥",
    SignatoriesNamed: "署名委員の指名",
    Concluded: "議題の結果",
    ConclusionWithdrawn: "議題の結果の取消し",
    FollowUpMarked: "宿題",
    FollowUpSettled: "宿題を済みにする",
    FollowUpDropped: "宿題の取消し",
    RecusalLifted: "除斥の取消し",
    ChairTaken: "進行の交代",
    MeetingReopened: "閉会の取消し",
    BlockOpened: "審議の開始",
    BlockChanged: "見出しの訂正",
    BlockDissolved: "見出しを解いた操作",
    GroupDeferred: "後回し",
    SpeakerCorrected: "発言者の訂正",
    TextEdited: "本文の訂正",
    CasesTagged: "関係案件の訂正",
    TurnRephased: "段階の訂正",
    TurnSplit: "発言を分けた操作",
    TurnsMerged: "発言をつないだ操作",
    EntryMoved: "行を移した操作",
    EntryDeleted: "行の削除",
    TurnFlagged: "要確認の印",
    PointMarked: "要点",
    StanceDeclared: "賛成・反対の記録",
    CasesRuled: "裁決",
    StatusSet: "会議録の状態",
    SummaryPublished: "概要の公表",
    AnswerTaken: "確認の回答",
    ConflictNoted: "直しの食い違い",
    ConflictDecided: "食い違いの決着",
}
"""Events that have no words of their own in the sentence."""


def entry_of(event: Event) -> EntryId | None:
    """The line of the record that an event made or changed."""
    match event:
        case TurnRecorded(turn=turn):
            return turn.id
        case _:
            return getattr(event, "entry", None)
