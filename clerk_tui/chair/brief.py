"""What the chair is shown (会長への要約): one value of words and numbers, made from the record. Pure.

Two equal briefs look the same, so a view draws only when its brief has changed. Times are given to the
minute, and the forecast is made for the full minute: within it nothing moves by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from msgspec import Struct

from clerk_tui.domain.checks import unanswered
from clerk_tui.domain.ids import CaseId, EntryId, GroupId
from clerk_tui.domain.labels import written_cases
from clerk_tui.domain.meeting import CaseOrigin, Meeting
from clerk_tui.domain.queries import (
    Attendees,
    GroupStatus,
    Progress,
    agenda,
    attendees,
    forecast,
    group_heading,
    open_groups,
    open_unruled,
    printed_result,
    public_entries,
    remaining,
    ruled_outcome,
)
from clerk_tui.domain.record import MeetingStage, Ruling, State, Turn

from .lines import Line, lines
from .redaction import quoted, requester_label, seat_label, speaker_label
from .stances import Outlook, outlooks, standing
from .talk import Talk, talks
from .timing import BlockTime, Pace, block_times, shares

_EXCERPT = 60
"""Characters of a question."""
_SAME_DAY = timedelta(hours=12)
"""A forecast further off than this belongs to a record that is read on another day."""


class CaseLine(Struct, frozen=True):
    """A case (案件)."""

    number: str
    title: str
    result: str
    """As the case table prints it; empty while it is open."""
    added: bool
    """Whether it came onto the agenda today (当日追加)."""


class GroupLine(Struct, frozen=True):
    """A group of cases (案件群)."""

    heading: str
    office: str
    progress: Progress
    reason: str
    """Why it was put off."""
    left: int
    """Cases not ruled."""
    minutes: int | None
    """Its share of the planned hours; None: they are not known."""
    cases: tuple[CaseLine, ...]


class Question(Struct, frozen=True):
    """A question that nobody has answered (未答弁の質問)."""

    at: str
    who: str
    text: str


class Result(Struct, frozen=True):
    """Cases ruled alike in one breath (決まったこと)."""

    word: str
    """As the case table prints it, without what goes with it."""
    cases: str
    note: str
    """条件, 附帯意見."""


class GroupTime(Struct, frozen=True):
    """Minutes of groups that were called together (時間の目安)."""

    heading: str
    used: int
    planned: int | None
    """The share of the planned hours; None: they are not known."""
    pace: Pace
    open: bool


class OutlookLine(Struct, frozen=True):
    """How a vote would come out (見通し)."""

    cases: str
    """Empty: all that are open."""
    counts: str
    words: str


class Declared(Struct, frozen=True):
    """Stances declared in the open block (態度表明), those alike together."""

    position: str
    cases: str
    """Empty: all that are open."""
    count: int
    who: tuple[str, ...]
    """By name where names are asked for, else by seat where the roster has seats."""
    notes: tuple[str, ...]


class Request(Struct, frozen=True):
    """Somebody who asked to speak (発言の求め)."""

    who: str
    since: str


class ChairBrief(Struct, frozen=True):
    """Everything on the chair's screen."""

    title: str
    stage: MeetingStage
    clock: str
    """HH:MM, like all times here."""
    item: str
    """The item of the agenda (次第) to which the open block belongs; empty: to none."""
    phase: str
    closed_part: bool
    speaker: str
    """Who speaks now, else who spoke last."""
    speaking: bool
    """Whether ``speaker`` has the floor at this moment."""
    since: str
    open: tuple[GroupLine, ...]
    """The groups of the open block that are not finished."""
    left: tuple[GroupLine, ...]
    """What remains beside the open block: begun and deferred groups before those never called."""
    groups_left: int
    """Open ones included."""
    cases_left: int
    cases: int
    added: tuple[CaseLine, ...]
    decided: tuple[Result, ...]
    """What was ruled so far, the latest first."""
    spent: GroupTime | None
    """The open block's."""
    times: tuple[GroupTime, ...]
    """Of all blocks called so far."""
    roll: Attendees | None
    planned: str
    projected: str
    """Empty before anything was ruled."""
    over: int | None
    """Minutes later than planned; negative: in hand."""
    lines: tuple[Line, ...]
    requests: tuple[Request, ...]
    questions: tuple[Question, ...]
    declared: tuple[Declared, ...]
    outlooks: tuple[OutlookLine, ...]
    talks: tuple[Talk, ...]
    """Whoever spoke, side by side; of the open block, else of the whole meeting."""

    @property
    def overtime(self) -> str:
        """Minutes over or in hand, in words; empty where nothing is projected."""
        match self.over:
            case None:
                return ""
            case 0:
                return "予定どおり"
            case minutes if minutes > 0:
                return f"{minutes}分超過"
            case minutes:
                return f"{-minutes}分の余裕"


def brief(state: State, now: datetime, *, names: bool = False) -> ChairBrief | None:
    """The brief of the record at that moment; None before there is a preparation.

    Args:
        state: the record.
        now: the moment, with zone.
        names: whether people may be called by their names.
    """
    meeting = state.meeting
    if not state.prepared:
        return None
    minute = now.replace(second=0, microsecond=0)
    left = remaining(state)
    phase = meeting.profile.phase(state.phase)
    speaker, since = _speaker(state, meeting, names)
    projected, over = _end(state, minute)
    roll = attendees(state)
    guide = shares(meeting)
    times = tuple(_time(meeting, time) for time in block_times(state, minute))
    return ChairBrief(
        title=title_of(meeting),
        stage=state.stage,
        clock=f"{minute:%H:%M}",
        item=item_of(state),
        phase=phase.name if phase else "",
        closed_part=state.in_closed_part,
        speaker=speaker,
        speaking=state.floor is not None,
        since=since,
        open=tuple(_group(state, s, guide, names) for s in left if s.progress is Progress.OPEN),
        left=tuple(_group(state, s, guide, names) for s in left if s.progress is not Progress.OPEN),
        groups_left=len(left),
        cases_left=sum(len(status.remaining) for status in left),
        cases=sum(len(status.group.cases) for status in agenda(state)),
        added=tuple(
            _case(state, meeting, case.id, names) for case in meeting.cases if case.origin is CaseOrigin.ADDED
        ),
        decided=_decided(state, names),
        spent=next((time for time in times if time.open), None),
        times=times,
        roll=roll,
        planned=f"{meeting.ends:%H:%M}" if meeting.ends else "",
        projected=projected,
        over=over,
        lines=lines(state, names=names),
        requests=tuple(
            Request(requester_label(meeting, person, names=names), f"{request.at:%H:%M}")
            for request in state.requests
            if (person := meeting.person(request.person))
        ),
        questions=_questions(state, meeting, names),
        declared=_declared(state, meeting, names),
        outlooks=tuple(_outlook(state, outlook) for outlook in outlooks(state)),
        talks=talks(state),
    )


def title_of(meeting: Meeting) -> str:
    """The meeting's title without the name of its minutes."""
    return "　".join(meeting.title).removesuffix(meeting.profile.document) or meeting.profile.body


def item_of(state: State) -> str:
    """The items of the agenda (次第) to which the open groups belong."""
    meeting = state.meeting
    numbers = dict.fromkeys(group.item for group in open_groups(state))
    titles = (
        "　".join(part.line for part in meeting.lineage(item))
        for item in meeting.items
        if item.number in numbers
    )
    return "、".join(titles)


def _speaker(state: State, meeting: Meeting, names: bool) -> tuple[str, str]:
    floor = state.floor
    if floor is not None:
        return speaker_label(meeting, floor.speaker, floor.capacity, names=names), f"{floor.since:%H:%M}"
    last = next((entry for entry in reversed(state.entries) if isinstance(entry, Turn)), None)
    if last is None:
        return "", ""
    return speaker_label(meeting, last.speaker, last.capacity, names=names), f"{last.started:%H:%M}"


def _end(state: State, now: datetime) -> tuple[str, int | None]:
    coming = forecast(state, now)
    if coming is None or abs(coming.over) > _SAME_DAY:
        return "", None
    # To the minute that is shown, so that the two agree.
    shown = coming.projected.replace(second=0, microsecond=0)
    return f"{shown:%H:%M}", (shown - coming.planned) // timedelta(minutes=1)


def _time(meeting: Meeting, time: BlockTime) -> GroupTime:
    groups = (meeting.group(group) for group in time.groups)
    heading = "、".join(group_heading(meeting, group) for group in groups if group)
    return GroupTime(heading, time.used, time.planned, time.pace, time.open)


def _decided(state: State, names: bool) -> tuple[Result, ...]:
    """Neighbours in the record with the same result of the same ruling are one line."""
    together: dict[tuple[datetime, EntryId | None, str, str], list[CaseId]] = {}
    for case, ruling in state.rulings.items():
        word, note = result_words(state.meeting, ruling)
        together.setdefault((ruling.at, ruling.entry, word, note), []).append(case)
    latest = sorted(together.items(), key=lambda pair: pair[0][0], reverse=True)
    return tuple(
        Result(
            quoted(state, word, names=names),
            written_cases(state.meeting, cases),
            quoted(state, note, names=names),
        )
        for (_, _, word, note), cases in latest
    )


def result_words(meeting: Meeting, ruling: Ruling) -> tuple[str, str]:
    """The word of the case table, and the condition apart; of several votes, their words together."""
    decision = ruling.decision
    outcome = ruled_outcome(meeting, ruling)
    if ruling.parts or decision.subject:
        return printed_result(meeting, ruling), ""
    return outcome.table if outcome else decision.outcome, decision.note


def _outlook(state: State, outlook: Outlook) -> OutlookLine:
    counted = (("賛成", outlook.ayes), ("条件付き", outlook.conditional), ("反対", outlook.noes))
    counts = [f"{word}{number}名" for word, number in counted if number or word != "条件付き"]
    counts.append("未表明は数えられません" if outlook.silent is None else f"未表明{outlook.silent}名")
    everything = outlook.cases == open_unruled(state)
    return OutlookLine(
        "" if everything else written_cases(state.meeting, outlook.cases), "　".join(counts), outlook.words
    )


def _group(state: State, status: GroupStatus, guide: Mapping[GroupId, float], names: bool) -> GroupLine:
    meeting = state.meeting
    return GroupLine(
        group_heading(meeting, status.group),
        status.group.office,
        status.progress,
        quoted(state, status.reason, names=names),
        len(status.remaining),
        round(guide[status.group.id]) if guide else None,
        tuple(_case(state, meeting, case, names) for case in status.group.cases),
    )


def _case(state: State, meeting: Meeting, case: CaseId, names: bool) -> CaseLine:
    found = meeting.case(case)
    return CaseLine(
        meeting.profile.notation.label(case),
        found.title if found else "",
        quoted(state, printed_result(meeting, state.rulings.get(case)), names=names),
        found is not None and found.origin is CaseOrigin.ADDED,
    )


def _questions(state: State, meeting: Meeting, names: bool) -> tuple[Question, ...]:
    here = _to_be_seen(state, names)
    turns = (state.turn(finding.entry) for finding in unanswered(state, meeting) if finding.entry in here)
    return tuple(
        Question(
            f"{turn.started:%H:%M}",
            speaker_label(meeting, turn.speaker, turn.capacity, names=names),
            _cut(quoted(state, _said(meeting, turn, names).replace("\n", ""), names=names)),
        )
        for turn in turns
        if turn
    )


def _said(meeting: Meeting, turn: Turn, names: bool) -> str:
    return turn.text if names else turn.in_public(meeting.profile.form.withheld).text


def _to_be_seen(state: State, names: bool) -> frozenset[EntryId]:
    """The lines that the room may see: nothing of a closed part once the public is back."""
    entries = state.entries if names or state.in_closed_part else public_entries(state)
    return frozenset(entry.id for entry in entries)


def _declared(state: State, meeting: Meeting, names: bool) -> tuple[Declared, ...]:
    """Equal stances on equal cases are counted together, in the order in which they first came."""
    here, seen = open_unruled(state), _to_be_seen(state, names)
    alike: dict[tuple[str, tuple[CaseId, ...]], list[tuple[str, str]]] = {}
    for stance, cases in standing(state, here):
        shown = stance.entry is None or stance.entry in seen
        who = seat_label(meeting, stance.speaker, names=names) if shown else ""
        alike.setdefault((str(stance.position), cases), []).append((who, stance.note if shown else ""))
    return tuple(
        Declared(
            position,
            "" if cases == here else written_cases(meeting, cases),
            len(people),
            tuple(who for who, _ in people if who),
            tuple(quoted(state, note, names=names) for _, note in people if note),
        )
        for (position, cases), people in alike.items()
    )


def _cut(text: str) -> str:
    return text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
