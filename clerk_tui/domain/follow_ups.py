"""What stays to be done (宿題): an answer promised for later, a paper asked for, a condition of a ruling."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .errors import Refused
from .ids import EntryId, TurnId
from .lookups import meeting_of, turn_of
from .meeting import FollowUp, FollowUpKind
from .queries import block_groups, in_public, role_of
from .record import Named, State, Turn
from .text import clean, sentences

__all__ = [
    "FollowUpDropped",
    "FollowUpMarked",
    "FollowUpSettled",
    "MarkFollowUp",
    "SettleFollowUp",
]

_LATER = re.compile("後日|改めて|あらためて|持ち帰|確認の上|確認して|確認いた|調べて|次回")
_PAPER = re.compile("資料|一覧|データ|図面|写し|数字")
_WANTS = re.compile("提出|提供|示し|示して|用意|配布|配付|送付|いただきたい|ください|お願い|ほしい|欲しい")


class MarkFollowUp(Command, frozen=True, tag="follow_up"):
    """発言に宿題を付ける（後日の回答、資料の提出、裁決に付けた条件）。"""

    kind: FollowUpKind | None = None
    """None: as the turn's words say."""
    what: str = ""
    """Empty: the sentence of the turn that says it."""
    office: str = ""
    """Who owes it; empty: as the turn says."""
    due: str = ""
    entry: TurnId | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        turn = turn_of(state, self.entry)
        likely = guessed(state, turn)
        made = FollowUp(
            id=stamp.entry_id(),
            kind=self.kind or likely.kind,
            what=clean(self.what).strip() or likely.what,
            office=clean(self.office).strip() or likely.office,
            due=clean(self.due).strip(),
            inside=turn.id not in in_public(state),
        )
        if not made.what:
            raise Refused("何をするのかを入力してください（例：委託料の内訳の資料）。")
        if any((each.what, each.office) == (made.what, made.office) for each in owed(state)):
            raise Refused(f"「{made.what}」はもう宿題にあります。")
        return (FollowUpMarked(made, turn.id),)


class FollowUpMarked(Event, frozen=True):
    """宿題."""

    follow_up: FollowUp
    entry: EntryId

    def apply(self, state: State) -> State:
        marked = {**state.follow_ups, self.follow_up: self.entry}
        return replace(state, follow_ups=marked)


class SettleFollowUp(Command, frozen=True, tag="settle"):
    """宿題を済みにする。付け間違いなら取り消す。"""

    what: str
    """As it is listed."""
    dropped: bool = False
    """True where it was marked by mistake in this meeting."""
    at: datetime | None = None

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        wanted = clean(self.what).strip()
        found = next((each for each in owed(state) if wanted in (each.what, each.id)), None)
        if found is None:
            raise Refused(f"「{wanted}」という宿題は、残っているものの中にありません。")
        if not self.dropped:
            return (FollowUpSettled(found, self.at or stamp.at),)
        if found not in state.follow_ups:
            raise Refused("前の会議からの宿題は取り消せません。済んだのなら、済みにしてください。")
        return (FollowUpDropped(found),)


class FollowUpSettled(Event, frozen=True):
    """宿題が済んだ."""

    follow_up: FollowUp
    at: datetime

    def apply(self, state: State) -> State:
        return replace(state, settled={**state.settled, self.follow_up: self.at})


class FollowUpDropped(Event, frozen=True):
    """宿題の取消し."""

    follow_up: FollowUp

    def apply(self, state: State) -> State:
        left = {each: entry for each, entry in state.follow_ups.items() if each != self.follow_up}
        return replace(state, follow_ups=left)


def follow_ups(state: State) -> tuple[FollowUp, ...]:
    """All that were carried here or marked here, done or not."""
    return tuple(dict.fromkeys((*state.meeting.follow_ups, *state.follow_ups)))


def owed(state: State) -> tuple[FollowUp, ...]:
    """What is not done."""
    return tuple(each for each in follow_ups(state) if each not in state.settled)


def by_office(found: tuple[FollowUp, ...]) -> Iterator[tuple[str, tuple[FollowUp, ...]]]:
    """Who owes what, in the order in which the offices come first; what nobody is named for comes last."""
    offices = dict.fromkeys(each.office for each in found)
    for office in sorted(offices, key=lambda name: not name):
        yield office or "（担当未定）", tuple(each for each in found if each.office == office)


def told(each: FollowUp) -> str:
    """In one line: 「資料提出：委託料の内訳（次回まで、前回から）」."""
    notes = "、".join(filter(None, (each.due, each.since and f"{each.since}から")))
    return f"{each.kind}：{each.what}" + (f"（{notes}）" if notes else "")


def guessed(state: State, turn: Turn) -> FollowUp:
    """What the turn most likely leaves to be done, and for whom."""
    ruling = next((vote for vote in state.votes if vote.entry == turn.id and vote.decision.note), None)
    if ruling is not None:
        return FollowUp("", FollowUpKind.CONDITION, ruling.decision.note, _office(state, turn))
    said = [
        paragraph[start:end].strip() for paragraph in turn.paragraphs for start, end in sentences(paragraph)
    ]
    paper = next((text for text in said if _PAPER.search(text) and _WANTS.search(text)), "")
    later = next((text for text in said if _LATER.search(text)), "")
    kind = FollowUpKind.PAPER if paper else FollowUpKind.ANSWER
    what = paper or later or (said[-1] if said else "")
    return FollowUp("", kind, what.rstrip("。"), _office(state, turn))


def _office(state: State, turn: Turn) -> str:
    """The office of an official who promises; else the one whose cases are open, else of who explains them."""
    meeting = state.meeting
    role = role_of(state, turn.speaker)
    if isinstance(turn.speaker, Named) and role is not None and not role.votes:
        person = meeting.person(turn.speaker.person)
        return (person.office or person.post) if person else ""
    groups = block_groups(state, turn.block)
    offices = [group.office for group in groups if group.office]
    explaining = [p for group in groups for name in group.explainers if (p := meeting.person(name))]
    return next(iter((*offices, *(person.office or person.post for person in explaining))), "")
