"""What of the record may be published (公開の判断): passages for inside, and words that are no names here."""

from __future__ import annotations

from msgspec.structs import replace

from .acts import Command, Event, Stamp
from .entries import turn_changed
from .errors import Refused
from .ids import EntryId, TurnId
from .internal_marks import Passage, together
from .lookups import meeting_of, turn_of
from .names import hidden_names, is_name
from .record import State
from .text import clean

__all__ = ["AllowWord", "KeepInside", "PassagesKept", "WordAllowed"]


class KeepInside(Command, frozen=True, tag="inside"):
    """発言の一部を、内部用だけに残す（公開用では伏せる）。"""

    entry: TurnId | None
    passages: tuple[Passage, ...] = ()
    """All of the turn's: what is left out is published again."""

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        turn = turn_of(state, self.entry)
        kept = together(self.passages)
        if any(each.start < 0 or each.end > len(turn.text) for each in kept):
            raise Refused("内部用とする箇所が本文の外にあります。")
        return () if kept == turn.inside else (PassagesKept(turn.id, kept),)


class PassagesKept(Event, frozen=True):
    """内部用の箇所: all of the turn's."""

    entry: EntryId
    passages: tuple[Passage, ...]

    def apply(self, state: State) -> State:
        return turn_changed(state, self.entry, inside=self.passages)


class AllowWord(Command, frozen=True, tag="allow_word"):
    """氏名を含むが氏名でない語（小田さんの会議の「小田切」など）を、この会議では氏名とみない。"""

    word: str

    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        meeting_of(state)
        word = clean(self.word).strip()
        if not hidden_names(state).within(word) or word in state.allowed:
            return ()
        if is_name(hidden_names(state), word):
            raise Refused(
                f"「{word}」は委員の氏名そのものです。語としては許せません。"
                "その発言だけを確かめるか、内部用にしてください。"
            )
        return (WordAllowed(word),)


class WordAllowed(Event, frozen=True):
    """氏名とみない語."""

    word: str

    def apply(self, state: State) -> State:
        return replace(state, allowed=state.allowed | {self.word})
