"""Who was there and who spoke (出欠と発言者の点検)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.labels import full_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import Attendees, absentees, attendees
from clerk_tui.domain.record import MeetingStage, Named, Presence, State, Turn, Unnamed

from .finding import Finding, Rule, named_cases, turns


def roll(state: State, meeting: Meeting) -> Iterator[Finding]:
    """A roll call that is missing, has gaps, or counts more members than there are seats."""
    if not state.attendance:
        if state.opened:
            yield Finding(Rule.NO_ROLL_CALL, "出欠がまだ記録されていません。")
        return
    missing = [person for person in meeting.voters if person.id not in state.attendance]
    if missing:
        names = "、".join(full_label(meeting, Named(person.id)) for person in missing)
        yield Finding(Rule.ROLL_INCOMPLETE, f"出欠の記録がない委員がいます：{names}。")
    present = len(meeting.voters) - len(absentees(state))
    if meeting.seats is not None and len(meeting.voters) > meeting.seats:
        yield Finding(
            Rule.ROLL_INCOMPLETE,
            f"名簿の委員が{len(meeting.voters)}名で、定数{meeting.seats}名を超えています（出席{present}名）。",
        )


def quorum(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Too few members now, or at a ruling."""
    here = attendees(state)
    if here and not here.quorate and state.stage is not MeetingStage.CLOSED:
        yield Finding(
            Rule.NO_QUORUM,
            f"定足数に足りません：出席{here.present}名、必要{here.required}名（定数{here.seats}名）。",
        )
    short = [
        ruling
        for ruling in state.votes
        if ruling.roll and not Attendees.of(meeting, len(ruling.roll)).quorate
    ]
    if short:
        cases = tuple(ruling.decision.case for ruling in short)
        yield Finding(
            Rule.RULED_WITHOUT_QUORUM,
            f"定足数を欠いたまま裁決されています：{named_cases(meeting, cases)}。",
            short[0].entry,
            cases,
        )


def lost_quorum(before: State, after: State) -> bool:
    """Whether the quorum was there before and is not any more."""
    was, now = attendees(before), attendees(after)
    return was is not None and now is not None and was.quorate and not now.quorate


def absent_speaker(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Turns of people who were not there."""
    for turn in turns(state):
        match turn.speaker:
            case Named(person=person):
                entries = state.attendance.get(person, ())
                if entries and not _here_at(entries, turn):
                    who = full_label(meeting, turn.speaker, turn.capacity)
                    yield Finding(
                        Rule.ABSENT_SPEAKER,
                        f"「{who}」は、発言のときに在席していないことになっています。出欠を確かめてください。",
                        turn.id,
                    )
            case _:
                pass


def _here_at(entries: tuple[Presence, ...], turn: Turn) -> bool:
    """Whether the attendance entries have the person there at any moment of the turn."""
    here = False
    for entry in entries:
        if entry.at > (turn.ended or turn.started):
            break
        here = entry.status.here
        if here and entry.at >= turn.started:
            return True
    # A roll call that was entered late holds for what was said before it.
    return here or (entries[0].at > turn.started and entries[0].status.here)


def not_on_roster(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Turns of people whom the preparation does not know any more."""
    for turn in turns(state):
        match turn.speaker:
            case Named(person=person) if meeting.person(person) is None:
                yield Finding(
                    Rule.NOT_ON_ROSTER,
                    f"「{person}」は名簿にありません。名簿に加えるか、発言者を直してください。",
                    turn.id,
                )
            case _:
                pass


def unknown_speaker(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Turns whose speaker is still to be found out."""
    for turn in turns(state):
        match turn.speaker:
            case Unnamed():
                who = full_label(meeting, turn.speaker, turn.capacity)
                yield Finding(Rule.UNKNOWN_SPEAKER, f"発言者が決まっていません：{who}。", turn.id)
            case _:
                pass
