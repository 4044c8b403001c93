"""Cases and turns as plain values (行): what the tables and JSON are made from."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from clerk_tui.domain.follow_ups import follow_ups
from clerk_tui.domain.labels import lettered, listed_label
from clerk_tui.domain.queries import concerned, deliberated, group_name, printed_result
from clerk_tui.domain.record import Position, Ruling, State, Turn
from clerk_tui.domain.votes import counted, voted_on
from clerk_tui.domain.wording import vote_words
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.outline import turn_row
from clerk_tui.minutes.particulars import voted_by
from clerk_tui.minutes.showing import is_told, printed_case, shown, words

from .places import place


class AgendaRecord(Struct, frozen=True):
    """An item of the agenda, in the order of the paper."""

    number: int
    mark: str
    """Its number as printed; empty: an item inside another that has none."""
    title: str
    under: int | None
    """Number of the item that it is part of."""
    groups: tuple[str, ...]
    """Headings of what was taken up under it."""


class CaseRecord(Struct, frozen=True):
    """A case with what became of it."""

    kind: str
    number: int
    branch: int
    """枝番; 0: none."""
    label: str
    title: str
    office: str
    result: str
    method: str
    ayes: int | None
    noes: int | None
    abstentions: int | None
    recused: int | None
    casting: str
    """How the chair broke a tie; empty: there was none."""
    ruled_at: str
    """ISO 8601 with zone; empty without a ruling, or where it is not known when the meeting was."""
    stances_for: int
    stances_against: int
    stances_conditional: int
    course: str
    """Every vote on it, in order, in words (採決の経過)."""


class VoteRecord(Struct, frozen=True):
    """One vote on a case."""

    case: str
    number: int
    """Which of the votes on the case, from 1."""
    subject: str
    """What was voted on; empty: the case as a whole."""
    method: str
    ayes: int | None
    noes: int | None
    abstentions: int | None
    recused: int | None
    casting: str
    result: str
    at: str
    """ISO 8601 with zone; empty where it is not known when the meeting was."""
    ayes_by: tuple[str, ...]
    """Who voted so, as the attendance list prints them; empty: not recorded, or not public."""
    noes_by: tuple[str, ...]
    abstained_by: tuple[str, ...]


class FollowUpRecord(Struct, frozen=True):
    """What stays to be done, or was done."""

    kind: str
    what: str
    office: str
    due: str
    since: str
    """The meeting that it comes from; empty: this one."""
    done: bool


class RecusalRecord(Struct, frozen=True):
    """A member who was kept out of cases."""

    person: str
    """As the attendance list prints them."""
    cases: tuple[str, ...]


class TurnRecord(Struct, frozen=True):
    """A turn as an edition prints it."""

    number: int
    at: str
    """ISO 8601 with zone; empty where it is not known when the meeting was."""
    speaker: str
    phase: str
    cases: str
    text: str
    narrated: bool
    recording: int | None
    """Number of the recording in which it is heard, from 1; None: nobody knows."""
    heard_at: float | None
    """Second of that recording at which it begins."""


def agenda_records(state: State, edition: Edition) -> Iterator[AgendaRecord]:
    """The agenda as the edition knows it."""
    meeting = known_to(edition, state).meeting
    for item in meeting.items:
        named = tuple(group_name(meeting, group) for group in meeting.groups if group.item == item.number)
        yield AgendaRecord(item.number, item.printed, item.title, item.under, named)


def case_records(state: State, edition: Edition) -> Iterator[CaseRecord]:
    """Every case of the agenda, in the order of deliberation."""
    state = known_to(edition, state)
    meeting = state.meeting
    office = {case_id: group.office for group in meeting.groups for case_id in group.cases}
    for case_id in deliberated(state):
        if (case := meeting.case(case_id)) is not None:
            printed = printed_case(state, case_id, edition)
            ruling = state.rulings.get(case_id)
            ruling = ruling if is_told(state, ruling, edition) else None
            ruling = counted(state, ruling) if ruling else None
            declared = [stance.position for stance in state.stances if case_id in stance.cases]
            tally = ruling.tally if ruling else None
            course = "／".join(
                _told(state, vote, edition)
                for vote in voted_on(state, case_id)
                if is_told(state, vote, edition)
            )
            yield CaseRecord(
                kind=case_id.kind,
                number=case_id.number,
                branch=case_id.branch,
                label=meeting.profile.notation.label(case_id),
                title=case.title,
                office=office.get(case_id, ""),
                result=printed,
                method=str(ruling.method) if ruling else "",
                ayes=tally.ayes if tally else None,
                noes=tally.noes if tally else None,
                abstentions=tally.abstentions if tally else None,
                recused=tally.recused if tally else None,
                casting=str(tally.casting or "") if tally else "",
                ruled_at=ruling.at.isoformat() if ruling and meeting.timed else "",
                stances_for=declared.count(Position.FOR),
                stances_against=declared.count(Position.AGAINST),
                stances_conditional=declared.count(Position.CONDITIONAL),
                course=words(meeting, course, edition),
            )


def vote_records(state: State, edition: Edition) -> Iterator[VoteRecord]:
    """Every vote, by case in the order of deliberation, then in the order of voting."""
    state = known_to(edition, state)
    meeting = state.meeting
    for case in deliberated(state):
        for number, vote in enumerate(voted_on(state, case), 1):
            if not is_told(state, vote, edition):
                continue
            tally = vote.tally
            named = dict(voted_by(state, vote, edition))
            yield VoteRecord(
                case=meeting.profile.notation.label(case),
                number=number,
                subject=words(meeting, vote.decision.subject, edition),
                method=str(vote.method),
                ayes=tally.ayes if tally else None,
                noes=tally.noes if tally else None,
                abstentions=tally.abstentions if tally else None,
                recused=tally.recused if tally else None,
                casting=str(tally.casting or "") if tally else "",
                result=words(meeting, printed_result(meeting, vote), edition),
                at=vote.at.isoformat() if meeting.timed else "",
                ayes_by=named.get("賛成", ()),
                noes_by=named.get("反対", ()),
                abstained_by=named.get("棄権", ()),
            )


def _told(state: State, vote: Ruling, edition: Edition) -> str:
    """One vote in a line, with the names where they are told."""
    meeting = state.meeting
    sides = "、".join(
        meeting.profile.form.voted.format(side=side, names="・".join(names))
        for side, names in voted_by(state, vote, edition)
    )
    return vote_words(meeting, vote) + (f"（{sides}）" if sides else "")


def follow_up_records(state: State, edition: Edition) -> Iterator[FollowUpRecord]:
    """What stays to be done and what was done here; in public, what the body prints there."""
    state = known_to(edition, state)
    meeting = state.meeting
    for each in follow_ups(state):
        if edition is Edition.INTERNAL or (meeting.profile.form.follow_ups and not each.inside):
            yield FollowUpRecord(
                kind=str(each.kind),
                what=words(meeting, each.what, edition),
                office=each.office,
                due=words(meeting, each.due, edition),
                since=each.since,
                done=each in state.settled,
            )


def recusal_records(state: State) -> Iterator[RecusalRecord]:
    """Who was kept out of which cases."""
    meeting = state.meeting
    for each in state.recusals:
        if (person := meeting.person(each.person)) is not None:
            cases = tuple(meeting.profile.notation.label(case) for case in each.cases)
            yield RecusalRecord(listed_label(meeting, person), cases)


def turn_records(state: State, edition: Edition) -> Iterator[TurnRecord]:
    """The turns of an edition."""
    state = known_to(edition, state)
    meeting = state.meeting
    letters = lettered(meeting, state.turns)
    turns = (entry for entry in shown(state, edition) if isinstance(entry, Turn))
    for number, turn in enumerate(turns, 1):
        row = turn_row(state, meeting, turn, edition, letters)
        phase = meeting.profile.phase(turn.phase)
        where = place(state, turn)
        yield TurnRecord(
            number=number,
            at=turn.started.isoformat() if meeting.timed else "",
            speaker=row.label,
            phase=phase.name if phase else "",
            cases="・".join(meeting.profile.notation.label(case) for case in concerned(state, turn)),
            text="\n".join(paragraph.text for paragraph in row.paragraphs),
            narrated=turn.narrated,
            recording=where.recording if where else None,
            heard_at=where.second if where else None,
        )
