"""What the home screen offers (できること): commands with their arguments, meetings with their standing. Pure values.

The commands come from the parser of the command line (:mod:`clerk_tui.cli.registry`); nothing is listed twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import Enum, StrEnum, auto

from msgspec import Struct

from clerk_tui.domain.text import normalize

SESSION = "session"
"""Name of the argument that says which meeting is meant."""

Values = Mapping[str, Sequence[str]]
"""What was said for each argument, by name; a flag that is set has one empty text."""


class Kind(Enum):
    """How an argument is asked for."""

    SESSION = auto()
    FILE = auto()
    FOLDER = auto()
    FLAG = auto()
    CHOICE = auto()
    TEXT = auto()


class Runs(Enum):
    """Where a command shows what it does."""

    ASIDE = auto()
    """In a process of its own, whose lines the home screen shows."""
    SCREEN = auto()
    """On a screen of its own, in the place of the home screen."""
    TERMINAL = auto()
    """On the bare terminal, which it looks at or asks on."""


class Argument(Struct, frozen=True):
    """One argument of a command."""

    name: str
    option: str
    """「--roster」; empty: it is told by its place."""
    label: str
    help: str
    kind: Kind
    required: bool = False
    many: bool = False
    repeated: bool = False
    """Whether each of many is told with the option again."""
    choices: tuple[str, ...] = ()
    default: str = ""


class Offer(Struct, frozen=True):
    """One command."""

    words: tuple[str, ...]
    name: str
    arguments: tuple[Argument, ...]
    runs: Runs = Runs.ASIDE
    aside_if: tuple[str, ...] = ()
    """Arguments with which it needs no screen."""
    screen_if: tuple[str, ...] = ()
    """Arguments with which it takes the whole terminal; who chooses it here has them set."""

    @property
    def short(self) -> str:
        """Its name without what stands in brackets."""
        return self.name.partition("（")[0]

    @property
    def of_meeting(self) -> bool:
        """Whether it can be about one meeting."""
        return any(argument.kind is Kind.SESSION for argument in self.arguments)

    @property
    def of_itself(self) -> bool:
        """Whether it makes sense without a meeting."""
        return not any(a.kind is Kind.SESSION and a.required for a in self.arguments)

    def asks(self, values: Values) -> bool:
        """Whether something has to be said before it can run."""
        return any(
            not values.get(a.name) and (a.required or (a.many and not a.option)) for a in self.arguments
        )

    def where(self, values: Values) -> Runs:
        """Where it shows what it does with these arguments."""
        if any(values.get(name) for name in self.screen_if):
            return Runs.SCREEN
        return Runs.ASIDE if any(values.get(name) for name in self.aside_if) else self.runs

    def begun(self, values: Values) -> Values:
        """The arguments with what is usual here."""
        return {**dict.fromkeys(self.screen_if, ("",)), **values}

    def argv(self, values: Values) -> list[str]:
        """The command line; places before options, of which one may take all that follows it."""
        placed = [word for a in self.arguments if not a.option for word in values.get(a.name, ())]
        return [
            *self.words,
            *placed,
            *(word for a in self.arguments if a.option for word in _told(a, values)),
        ]


def _told(argument: Argument, values: Values) -> Iterator[str]:
    said = values.get(argument.name, ())
    if not said:
        return
    if argument.kind is Kind.FLAG:
        yield argument.option
    elif argument.many and not argument.repeated:
        yield from (argument.option, *said)
    else:
        # In one word: a value may begin with a dash.
        yield from (f"{argument.option}={value}" for value in said)


class Standing(StrEnum):
    """What a meeting waits for; the order is that of the list."""

    TODAY = "今日の会議・記録の途中"
    PREPARED = "準備している会議"
    DOUBTS = "気になるところの残る会議"
    DRAFTS = "案ができて、確認を待つ会議"
    OTHER = "ほかの会議"
    PRACTICE = "練習"


class Card(Struct, frozen=True):
    """A meeting as it is listed."""

    number: int
    """In the list of all meetings, from 1."""
    folder: str
    name: str
    """Of its folder."""
    standing: Standing
    note: str
    """What is to be said about it: its stage, its faults."""
    titles: str = ""
    closed: bool = False

    def fits(self, words: Sequence[str]) -> bool:
        """Whether all words, normalized, are parts of its name, or the only one is its number."""
        text = normalize(f"{self.name} {self.titles} {self.standing}")
        return all(word in text for word in words) or list(words) == [str(self.number)]


class Decided(Struct, frozen=True):
    """What can be decided, as it is now."""

    sessions: str
    theme: str
    fixed: str = ""
    """Who says where the meetings lie, if it is not the clerk."""
    keys: str = ""
    """What is to be said about the clerk's own keys."""
