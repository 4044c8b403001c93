"""What the clerk wants and what happened (操作と事実): the two abstract bases, and the moment of a command.

Each subject has one module beside this one, which holds its commands with their rules (:meth:`Command.decide`) and
its events with what they do (:meth:`Event.apply`). A clerk records what happens, so a rule refuses only what makes
no sense (a person, case or turn that is not there); what is merely irregular is recorded and shown by
:mod:`clerk_tui.domain.checks`.
"""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, ClassVar, Self

from .ids import BlockId, EntryId
from .value import Value

if TYPE_CHECKING:
    from .record import State


class Stamp(Value, frozen=True):
    """When and as which number a command's first event will be recorded."""

    seq: int
    at: datetime

    def entry_id(self, index: int = 0) -> EntryId:
        """A fresh entry id: numbers of events never come twice, so neither do these."""
        return EntryId(f"e{self.seq}.{index}" if index else f"e{self.seq}")

    @property
    def block_id(self) -> BlockId:
        """A fresh block id."""
        return BlockId(f"b{self.seq}")


class _Act(Value, frozen=True):
    @classmethod
    def kinds(cls) -> Iterator[type[Self]]:
        """The classes that stand for something, in the order in which they are defined."""
        for kind in cls.__subclasses__():
            if kind.__subclasses__():
                yield from kind.kinds()
            else:
                yield kind


class Event(_Act, frozen=True, tag=True):
    """What happened (past tense), with everything resolved: ids, times, defaults. Stored under its class name."""

    undoable: ClassVar[bool] = True
    """Whether undoing may name it; what comes from files or is transient may not."""

    @abstractmethod
    def apply(self, state: State) -> State:
        """The state after the event.

        Pure and total: an event is a fact. What it names and the record no longer has is passed over, so that
        every record ever written can be read.
        """


class Command(_Act, frozen=True, tag=True, tag_field="command"):
    """What the clerk wants (imperative): one vocabulary for keys, palette, scripts and files read in.

    Its tag is its word in a script (``docs/script.md``). Times are optional everywhere: without one, the moment of
    the command counts. Where a field ``entry`` may be None, it means the turn recorded last.
    """

    @abstractmethod
    def decide(self, state: State, stamp: Stamp) -> tuple[Event, ...]:
        """What the command makes happen; empty where it changes nothing.

        Raises:
            Refused: one Japanese sentence for the clerk; nothing has happened.
        """
