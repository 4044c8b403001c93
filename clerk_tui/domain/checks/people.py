"""Who was there and who spoke (出欠と発言者の点検)."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.labels import full_label, written_cases
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import Attendees, absentees, attendees, block_cases, named_cases, took_part
from clerk_tui.domain.record import MeetingStage, Named, Presence, Ruling, State, Turn, Unnamed
from clerk_tui.domain.votes import recused as recused_from
from clerk_tui.domain.votes import voting_roll

from .finding import Finding, Rule, turns


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
        ruling for ruling in state.votes if ruling.roll and not _at_ruling(state, meeting, ruling).quorate
    ]
    if short:
        cases = tuple(ruling.decision.case for ruling in short)
        yield Finding(
            Rule.RULED_WITHOUT_QUORUM,
            f"定足数を欠いたまま裁決されています：{written_cases(meeting, cases)}。",
            short[0].entry,
            cases,
        )


def _at_ruling(state: State, meeting: Meeting, ruling: Ruling) -> Attendees:
    part = voting_roll(state, ruling)
    out = recused_from(state, ruling.decision.case)
    return Attendees.of(meeting, len(part), sum(took_part(state, person) for person in out))


def recused(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Who is kept out of a case and takes part in it: speaks, declares for or against, or presides over the ruling."""
    for recusal in state.recusals:
        who = full_label(meeting, Named(recusal.person))
        kept, ruled = set(recusal.cases), {ruling.entry: ruling for ruling in state.votes if ruling.entry}
        for turn in turns(state):
            if turn.speaker != Named(recusal.person) or (turn.ended is not None and turn.ended <= recusal.at):
                continue
            on = turn.cases or named_cases(meeting, turn) or block_cases(state, turn)
            ruling = ruled.get(turn.id)
            presides = ruling is not None and ruling.decision.case in kept
            # A turn on several cases of which one is another's may be about that one.
            if not presides and (recusal.heard or not on or not set(on) <= kept):
                continue
            what = "裁決しています" if presides else "発言しています"
            mend = (
                "進行を代わった人を記録してください"
                if presides
                else "同意を得た発言なら、除斥の記録にそう書いてください"
            )
            yield Finding(
                Rule.RECUSED_ACTS,
                f"「{who}」は{written_cases(meeting, tuple(sorted(kept)))}から除斥されていますが、{what}。"
                f"発言者か除斥を直してください（{mend}）。",
                turn.id,
                recusal.cases,
            )
        for stance in state.stances:
            if stance.speaker == Named(recusal.person) and kept & set(stance.cases):
                yield Finding(
                    Rule.RECUSED_ACTS,
                    f"「{who}」は除斥されていますが、{stance.position}の表明が記録されています。表明か除斥を直してください。",
                    stance.entry,
                    tuple(sorted(kept & set(stance.cases))),
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
