"""What was corrected, and when (訂正の記録): each correction with the words before and after it.

Nothing is ever overwritten, so the ledger is not kept: it is read off the timeline, step by step.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import assert_never

from .events import (
    AttendanceCorrected,
    AttendanceRecorded,
    BlockChanged,
    BlockDissolved,
    CaseDropped,
    CaseRetitled,
    CasesRuled,
    CasesTagged,
    EntryDeleted,
    EntryMoved,
    Event,
    HoursCorrected,
    MaterialReplaced,
    MeetingReopened,
    NarrationMarked,
    PlaceSet,
    PointMarked,
    Recorded,
    Redone,
    RulingAmended,
    RulingWithdrawn,
    SourceNoted,
    SpeakerCorrected,
    StageDirectionRecorded,
    StancesWithdrawn,
    StatusSet,
    TextEdited,
    TitleSet,
    TurnFlagged,
    TurnRecorded,
    TurnRephased,
    TurnsMerged,
    TurnSplit,
    Undone,
)
from .ids import BlockId, CaseId, EntryId, PersonId
from .labels import full_label
from .queries import block_groups, group_heading, printed_result
from .record import Attendance, BlockHeading, Entry, Mark, StageDirection, State, Turn
from .timeline import Timeline
from .value import Value
from .votes import voted_on
from .wording import vote_words


class LedgerLine(Value, frozen=True):
    """One correction (訂正)."""

    at: datetime
    entry: EntryId | None
    """The line of the record that was corrected; None: a case or a paper was."""
    what: str
    """本文, 発言者, 段階 …"""
    before: str
    """訂正前; empty: there was nothing."""
    after: str
    """訂正後; empty: nothing is left."""
    undone: bool = False
    """Whether the correction was taken back and does not hold."""
    by: str = ""
    """Whose it is, where it came in somebody's file; empty: the clerk's own."""


def ledger(timeline: Timeline) -> tuple[LedgerLine, ...]:
    """Every correction in the order in which they were made, undone ones among them."""
    taken_back, sources = undone_batches(timeline.records), _sources(timeline.records)
    walk = Timeline()
    lines: list[LedgerLine] = []
    for record in timeline.records:
        before = walk.state
        walk.extend((record,))
        by = sources.get(record.batch, "")
        lines += _lines(record, before, walk.state, undone=record.batch in taken_back, by=by)
    return tuple(lines)


def corrected_since_final(timeline: Timeline) -> int:
    """How many corrections were made since the minutes became final; 0 where they are not, or are a draft again."""
    if timeline.state.status.is_draft:
        return 0
    gone = undone_batches(timeline.records)
    steps = [
        (each.at, each.event.step.status.is_draft)
        for each in timeline.records
        if isinstance(each.event, StatusSet) and each.batch not in gone
    ]
    # From 確定 to 公表 is one span.
    since = next((at for at, draft in reversed(_spans(steps)) if not draft), None)
    return sum(not line.undone and since is not None and line.at > since for line in ledger(timeline))


def _spans(steps: Sequence[tuple[datetime, bool]]) -> list[tuple[datetime, bool]]:
    """The steps at which a draft became final, or final minutes a draft."""
    return [step for n, step in enumerate(steps) if n == 0 or step[1] is not steps[n - 1][1]]


def authors(records: Sequence[Recorded]) -> Mapping[EntryId, str]:
    """Whose the last correction of each line is that came in somebody's file; the clerk's own is nobody's."""
    taken_back, sources = undone_batches(records), _sources(records)
    found: dict[EntryId, str] = {}
    for record in records:
        if record.batch in taken_back:
            continue
        match record.event:
            case TextEdited(entry=entry) | SpeakerCorrected(entry=entry) | TurnSplit(entry=entry):
                found[entry] = sources.get(record.batch, "")
            case EntryMoved(entry=entry) | EntryDeleted(entry=entry) | TurnsMerged(first=entry):
                found[entry] = sources.get(record.batch, "")
            case _:
                pass
    return found


def _sources(records: Sequence[Recorded]) -> Mapping[int, str]:
    """By command, whose corrections they are."""
    noted = ((each.batch, each.event) for each in records if isinstance(each.event, SourceNoted))
    return {batch: event.by or event.file for batch, event in noted}


def history(timeline: Timeline, entry: EntryId) -> tuple[LedgerLine, ...]:
    """The corrections of one line of the record."""
    return tuple(line for line in ledger(timeline) if line.entry == entry)


def undone_batches(records: Sequence[Recorded]) -> frozenset[int]:
    """Commands that do not hold: taken back and not put back."""
    gone: set[int] = set()
    for record in records:
        match record.event:
            case Undone(batch=batch):
                gone.add(batch)
            case Redone(batch=batch):
                gone.discard(batch)
            case _:
                pass
    return frozenset(gone)


def _lines(record: Recorded, before: State, after: State, *, undone: bool, by: str) -> Iterator[LedgerLine]:
    for entry, what, old, new in _changes(record.event, before, after):
        yield LedgerLine(record.at, entry, what, old, new, undone, by)


_Change = tuple[EntryId | None, str, str, str]


def _changes(event: Event, before: State, after: State) -> Iterator[_Change]:
    """What the event corrected: line, matter, before, after. Events that only add to the end correct nothing."""
    match event:
        case TextEdited(entry=entry):
            yield entry, "本文", _text(before.entry(entry)), _text(after.entry(entry))
        case SpeakerCorrected(entry=entry):
            yield entry, "発言者", _speaker(before, entry), _speaker(after, entry)
        case CasesTagged(entry=entry):
            yield entry, "関係案件", _tagged(before, entry), _tagged(after, entry)
        case TurnRephased(entry=entry):
            yield entry, "段階", _phases(before, entry), _phases(after, entry)
        case NarrationMarked(entry=entry):
            yield entry, "記述・発言", _narrated(before, entry), _narrated(after, entry)
        case TurnFlagged(entry=entry):
            yield entry, "要確認", _flag(before, entry), _flag(after, entry)
        case PointMarked(entry=entry):
            yield entry, "要点", _point(before, entry), _point(after, entry)
        case TurnSplit(entry=entry, second=second):
            parts = (_text(after.entry(entry)), _text(after.entry(second.id)))
            yield entry, "分割", _text(before.entry(entry)), "／".join(parts)
        case TurnsMerged(first=first, second=second):
            parts = (_text(before.entry(first)), _text(before.entry(second)))
            yield first, "結合", "／".join(parts), _text(after.entry(first))
        case EntryMoved(entry=entry):
            yield entry, "移動", _place(before, entry), _place(after, entry)
        case EntryDeleted(entry=entry):
            yield entry, "削除", _described(before, entry), ""
        case TurnRecorded(turn=turn, before=str()):
            yield turn.id, "挿入", "", _described(after, turn.id)
        case StageDirectionRecorded(entry=entry, before=str()):
            yield entry, "挿入", "", _described(after, entry)
        case StancesWithdrawn(entry=entry):
            old = (f"{stance.position}" for stance in before.stances if stance.entry == entry)
            yield entry, "態度の取消し", "、".join(old), ""
        case CasesRuled() | RulingAmended() | RulingWithdrawn():
            yield from _ruled(event, before, after)
        case _:
            yield from _changes_of_the_meeting(event, before, after)


def _changes_of_the_meeting(event: Event, before: State, after: State) -> Iterator[_Change]:
    """The same for what is no line of the record: headings, the closing, what the meeting is on paper, the roll."""
    match event:
        case BlockChanged(block=block) | BlockDissolved(block=block):
            yield _heading_of(before, block), "見出し", _groups(before, block), _groups(after, block)
        case MeetingReopened():
            yield None, "閉会", f"{before.closed:%H:%M}" if before.closed else "", ""
        case CaseRetitled(case=case, title=new):
            found = before.meeting.case(case)
            yield None, f"{_case(before, case)}の件名", found.title if found else "", new
        case CaseDropped(case=case):
            yield None, "議題からの削除", _case(before, case), ""
        case MaterialReplaced(old=old, new=material):
            yield None, "資料の差し替え", old, material.title
        case PlaceSet(place=place):
            yield None, "場所", before.meeting.place, place
        case TitleSet(title=lines):
            yield None, "会議名称", " ".join(before.meeting.title), " ".join(lines)
        case HoursCorrected():
            yield None, "開会・閉会の時刻", _hours(before), _hours(after)
        case AttendanceCorrected(presences=presences):
            for person in dict.fromkeys(presence.person for presence in presences):
                yield None, f"{person}の出欠", _attended(before, person), _attended(after, person)
        case AttendanceRecorded(presences=presences):
            for presence in presences:
                # Coming late and leaving are new facts; only who turns out never to have been there is corrected.
                earlier = before.attendance.get(presence.person, ())
                if earlier and earlier[-1].status is not presence.status is Attendance.ABSENT:
                    yield None, f"{presence.person}の出欠", str(earlier[-1].status), str(presence.status)
        case _:
            pass


def _ruled(
    event: CasesRuled | RulingAmended | RulingWithdrawn, before: State, after: State
) -> Iterator[_Change]:
    match event:
        case CasesRuled(decisions=decisions, entry=ruled_in):
            again = [decision.case for decision in decisions if decision.case in before.rulings]
            for case in again:
                yield ruled_in, f"{_case(before, case)}の結果", _result(before, case), _result(after, case)
        case RulingAmended(decision=decision, vote=vote):
            case = decision.case
            old, new = _vote(before, case, vote), _vote(after, case, vote)
            yield _ruled_in(before, case, vote), f"{_case(before, case)}の裁決", old, new
        case _:
            case, vote = event.case, event.vote
            old = _vote(before, case, vote)
            yield _ruled_in(before, case, vote), f"{_case(before, case)}の裁決の取消し", old, ""


def _hours(state: State) -> str:
    return "から".join(f"{at:%H:%M}" if at else "" for at in (state.opened, state.closed))


def _attended(state: State, person: PersonId) -> str:
    return "、".join(f"{each.status}（{each.at:%H:%M}）" for each in state.attendance.get(person, ()))


def _text(entry: Entry | None) -> str:
    match entry:
        case Turn():
            return entry.text
        case StageDirection(text=text):
            return f"（{text}）"
        case _:
            return ""


def _speaker(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    if turn is None:
        return ""
    return full_label(state.meeting, turn.speaker, turn.capacity)


def _tagged(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    if turn is None:
        return ""
    return state.meeting.profile.notation.heading(turn.cases) or "審議中の全部"


def _phases(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    if turn is None:
        return ""
    return "→".join(_phase_name(state, phase) for phase in (turn.phase, *(s.phase for s in turn.shifts)))


def _phase_name(state: State, phase: str) -> str:
    found = state.meeting.profile.phase(phase)
    return found.name if found else phase


def _narrated(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    return ("記述" if turn.narrated else "発言") if turn else ""


def _flag(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    return turn.flag if turn else ""


def _point(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    return turn.point if turn else ""


def _place(state: State, entry: EntryId) -> str:
    """The line's place: behind which other line it stands."""
    previous: Entry | None = None
    for candidate in state.entries:
        if candidate.id == entry:
            break
        previous = candidate
    return f"{_described(state, previous.id)} の次" if previous else "先頭"


def _described(state: State, entry_id: EntryId) -> str:
    """A line in one line: who and the words."""
    match state.entry(entry_id):
        case Turn() as turn:
            return f"{_speaker(state, entry_id)}：{turn.text}"
        case StageDirection(text=text):
            return f"（{text}）"
        case BlockHeading(block=block):
            return _groups(state, block)
        case Mark(kind=kind):
            return str(kind)
        case None:
            return ""
        case entry:
            assert_never(entry)


def _groups(state: State, block: BlockId) -> str:
    return "、".join(group_heading(state.meeting, group) for group in block_groups(state, block))


def _heading_of(state: State, block: BlockId) -> EntryId | None:
    headings = (entry for entry in state.entries if isinstance(entry, BlockHeading))
    return next((entry.id for entry in headings if entry.block == block), None)


def _case(state: State, case: CaseId) -> str:
    return state.meeting.profile.notation.heading((case,))


def _result(state: State, case: CaseId) -> str:
    return printed_result(state.meeting, state.rulings.get(case))


def _vote(state: State, case: CaseId, vote: int) -> str:
    """One vote on a case in words; empty where it is gone."""
    votes = voted_on(state, case)
    return vote_words(state.meeting, votes[vote - 1]) if vote <= len(votes) else ""


def _ruled_in(state: State, case: CaseId, vote: int) -> EntryId | None:
    votes = voted_on(state, case)
    return votes[vote - 1].entry if vote <= len(votes) else None
