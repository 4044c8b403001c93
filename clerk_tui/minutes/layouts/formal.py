"""署名のある会議録: besides the transcript, who was there and how each case was voted on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

from msgspec import Struct

from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.queries import deliberated, printed_result
from clerk_tui.domain.record import Presence, State
from clerk_tui.minutes.document import Document, named
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import prepared, words


class RollRow(Struct, frozen=True):
    """One person with a vote."""

    seat: Annotated[str, named("議席", "例：3番。議席のない人では空")]
    name: Annotated[str, named("氏名", "名簿の書き方の氏名")]
    presence: Annotated[str, named("出欠", "例：出席、遅参（10:05）")]


class VoteRow(Struct, frozen=True):
    """One case that was decided."""

    number: Annotated[str, named("番号", "例：議案第3号")]
    method: Annotated[str, named("方法", "採決の方法")]
    ayes: Annotated[str, named("賛成", "賛成の数。数えていないときは空")]
    noes: Annotated[str, named("反対", "反対の数。数えていないときは空")]
    result: Annotated[str, named("結果", "例：可決")]


class Fields(Struct, frozen=True):
    """What this layout alone prints."""

    roll: Annotated[tuple[RollRow, ...], named("出欠一覧", "表決権のある人の並び")]
    seated: Annotated[bool, named("議席あり", "議席の決まった人がいるかどうか")]
    votes: Annotated[tuple[VoteRow, ...], named("表決一覧", "裁決した案件の並び")]


def fields(state: State, document: Document) -> Fields:
    """The roll and the votes."""
    meeting = prepared(state)
    return Fields(
        roll=tuple(
            RollRow(
                f"{person.seat}番" if person.seat is not None else "",
                listed_label(meeting, person),
                "、".join(map(_presence, state.attendance.get(person.id, ()))),
            )
            for person in meeting.voters
        ),
        seated=any(person.seat is not None for person in meeting.voters),
        votes=tuple(_votes(state, meeting, Edition(document.edition))),
    )


def _presence(entry: Presence) -> str:
    at = f"（{entry.at:%H:%M}）" if entry.at is not None else ""
    return f"{entry.status}{at}"


def _votes(state: State, meeting: Meeting, edition: Edition) -> Iterator[VoteRow]:
    for case in deliberated(state):
        ruling = state.rulings.get(case)
        if ruling is None:
            continue
        ayes, noes = (str(ruling.tally.ayes), str(ruling.tally.noes)) if ruling.tally else ("", "")
        outcome = words(meeting, printed_result(meeting, ruling), edition)
        yield VoteRow(meeting.profile.notation.label(case), str(ruling.method), ayes, noes, outcome)
