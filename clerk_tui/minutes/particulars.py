"""What is listed beside the words of a meeting: roll, votes, results of items, who signs, what stays to be done. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain import record as r
from clerk_tui.domain.conclusions import counted_words, elected_names
from clerk_tui.domain.follow_ups import follow_ups
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.names import hidden
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import (
    Attendees,
    counted,
    deliberated,
    printed_result,
    took_part,
)
from clerk_tui.domain.votes import voted_on

from .document import ConclusionRow, Doubtful, FollowUpRow, Quorum, RollRow, VoteRow
from .edition import Edition
from .showing import in_open, is_told, shown, words
from .times import printed_day

UNKNOWN = "不明"
"""Printed, with a remark, where nothing was recorded: no number is not zero, and nothing planned is a fact."""


def votes(state: r.State, edition: Edition) -> Iterator[VoteRow]:
    for case in deliberated(state):
        for vote in voted_on(state, case):
            if not is_told(state, vote, edition):
                continue
            yield _vote(state, vote, edition)


def _vote(state: r.State, vote: r.Ruling, edition: Edition) -> VoteRow:
    meeting = state.meeting
    tally = vote.tally
    chair = meeting.profile.role_of(Standing.CHAIR)
    told = (
        f"除斥{tally.recused}" if tally and tally.recused else "",
        f"可否同数、{chair.title if chair else '会長'}の裁決は{tally.casting}"
        if tally and tally.casting
        else "",
        *(
            meeting.profile.form.voted.format(
                side=side, names=meeting.profile.form.attendance_joiner.join(names)
            )
            for side, names in voted_by(state, vote, edition)
        ),
    )
    return VoteRow(
        number=meeting.profile.notation.label(vote.decision.case),
        method=str(vote.method),
        ayes=str(tally.ayes) if tally else "",
        noes=str(tally.noes) if tally else "",
        result=words(meeting, printed_result(meeting, vote), edition),
        subject=words(meeting, vote.decision.subject, edition),
        abstentions=str(tally.abstentions) if tally else "",
        remark="、".join(filter(None, told)),
    )


def voted_by(state: r.State, vote: r.Ruling, edition: Edition) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Who voted how, as an edition tells it: in public only where the body prints it, its members are named, and the
    vote was in no closed part.

    One hidden name hides them all: who is left would tell who is missing.
    """
    meeting = state.meeting
    named = vote.tally.by_name if vote.tally else ()
    people = {person.id: person for person in meeting.people}
    secret = {person.id for person in hidden(meeting)}
    if edition is not Edition.INTERNAL and (
        not meeting.profile.form.voted
        or not in_open(state, vote)
        or any(secret & set(side) for _, side in named)
    ):
        return
    for side, ids in named:
        # Who is on the roster no longer is counted, and has no name here.
        known = tuple(listed_label(meeting, people[each]) for each in ids if each in people)
        if known and len(known) == len(ids):
            yield side, known


def roll_rows(state: r.State, meeting: Meeting, edition: Edition) -> Iterator[RollRow]:
    for person in meeting.voters:
        seat = f"{person.seat}番" if person.seat is not None else ""
        entries = state.attendance.get(person.id, ())
        presence = "、".join(
            (*(_presence(state, entry, edition) for entry in entries), *_kept(state, person))
        )
        if not entries:
            presence = Doubtful(UNKNOWN, "出欠が記録されていません。")
        yield RollRow(seat, listed_label(meeting, person), presence)


def _kept(state: r.State, person: Person) -> Iterator[str]:
    """What a member who was there took no part in: cases that kept them out, votes for which they were away."""
    notation = state.meeting.profile.notation
    out = tuple(case for each in state.recusals if each.person == person.id for case in each.cases)
    if out:
        yield f"除斥（{notation.heading(tuple(sorted(out)))}）"
    missed = tuple(
        vote.decision.case
        for vote in state.votes
        if vote.roll and person.id not in vote.roll and vote.decision.case not in out
    )
    if missed and took_part(state, person.id):
        yield f"{notation.heading(tuple(dict.fromkeys(missed)))}の採決に不在"


def _presence(state: r.State, entry: r.Presence, edition: Edition) -> str:
    # A reason for an absence is nobody's business; who sat there instead is.
    note = words(state.meeting, entry.note, edition) if entry.status is r.Attendance.SUBSTITUTE else ""
    meeting = state.meeting
    at = f"{printed_day(state, entry.at)}{entry.at:%H:%M}" if meeting.timed else ""
    told = "　".join(filter(None, (at, note)))
    return f"{entry.status}（{told}）" if told else str(entry.status)


def quorum(state: r.State) -> tuple[Quorum, ...]:
    if not state.attendance:
        return ()
    # As the attendance list has it: who left before the end was there.
    meeting = state.meeting
    here = Attendees.of(meeting, sum(_took_seat(state, person) for person in meeting.voters))
    return (Quorum(str(here.present), str(here.seats), str(here.required or "")),)


def _took_seat(state: r.State, person: Person) -> bool:
    return any(counted(state.meeting, entry.status) for entry in state.attendance.get(person.id, ()))


def conclusions(state: r.State, meeting: Meeting, edition: Edition) -> Iterator[ConclusionRow]:
    shown_lines = {entry.id for entry in shown(state, edition)}
    for each in state.conclusions:
        # What was settled in a closed part is told where its turn is.
        if each.entry is None or state.entry(each.entry) is None or each.entry in shown_lines:
            yield ConclusionRow(
                words(meeting, each.subject, edition),
                words(meeting, each.result, edition),
                elected_names(meeting, each),
                counted_words(meeting, each),
            )


def signatories(state: r.State, meeting: Meeting) -> tuple[str, ...]:
    people = (meeting.person(person) for person in state.signatories)
    return tuple(listed_label(meeting, person) for person in people if person is not None)


def follow_up_rows(state: r.State, meeting: Meeting, edition: Edition) -> Iterator[FollowUpRow]:
    """What stays to be done, for a body that prints it; the public edition has nothing of closed parts."""
    if not meeting.profile.form.follow_ups:
        return
    for each in follow_ups(state):
        if edition is Edition.INTERNAL or not each.inside:
            told = "、".join(filter(None, (each.due, each.since and f"{each.since}から")))
            yield FollowUpRow(
                each.office,
                str(each.kind),
                words(meeting, each.what, edition),
                words(meeting, told, edition),
                "済" if each in state.settled else "",
            )
