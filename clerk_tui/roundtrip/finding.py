"""Every change in a draft, found (直しの発見): rows against rows, then what stands outside of the body. Pure."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from clerk_tui.domain.record import Entry
from clerk_tui.domain.turns import cleaned
from clerk_tui.minutes.document import Heading, StageDirectionRow, Turn

from .base import Base, Kind
from .changes import (
    Added,
    Change,
    Commented,
    Deleted,
    HeadingChanged,
    LabelChanged,
    LineChanged,
    Moved,
    SplitUp,
    TextChanged,
    TurnsJoined,
)
from .outside import others, place_of
from .rows import Read, Row
from .word import Line, Note, WordFile

_MOST = 0.6
"""From this share of a text on, another one holds it."""
_NEAR = 2
"""Rows that may stand between the halves of a turn that was cut in two."""


def find(base: Base, entries: Sequence[Entry | None], file: WordFile, read: Read) -> tuple[Change, ...]:
    """Every change between the base and the file, in the order of the file; none where all lines are equal.

    Args:
        base: the record as it was, printed again.
        entries: what each row of its body is in the record; None for words of the form.
        file: what came back.
        read: its rows.
    """
    finder = _Finder(base, entries, file, read)
    found = sorted(
        (*finder.body(), *others(base, file, read), *finder.comments()), key=lambda change: change.at
    )
    if not found and (first := _first_difference(base.lines, file.lines)) is not None:
        found = [LineChanged(where="案", at=0, old=first[0], new=first[1])]
    return tuple(found)


def equal(one: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether two files say the same from first to last, line by line."""
    return _first_difference(one, other) is None


def _first_difference(
    one: Sequence[Line], other: Sequence[Line]
) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    old = [line.text.rstrip() for line in one if not line.blank]
    new = [line.text.rstrip() for line in other if not line.blank]
    if old == new:
        return None
    at = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    return tuple(old[at : at + 1]), tuple(new[at : at + 1])


class _Finder:
    """One comparison."""

    def __init__(self, base: Base, entries: Sequence[Entry | None], file: WordFile, read: Read) -> None:
        self.base, self.entries, self.file, self.rows = base, entries, file, read.rows
        self.read = read
        self.at = {row.home: at for at, row in enumerate(read.rows) if row.home is not None}
        self.halves: dict[int, int] = {}
        """Rows of the file that are a half of another: which row of the base they came from."""
        self.joined: dict[int, int] = {}
        """Rows of the base that went into another one of the base."""
        turns = [at for at, row in enumerate(read.rows) if row.kind is Kind.TURN]
        self.numbers = {at: number for number, at in enumerate(turns, start=1)}

    def body(self) -> Iterator[Change]:
        self._pair()
        self._share()
        self._gather()
        for at, row in enumerate(self.rows):
            if row.home is None:
                if at not in self.halves:
                    yield self._added(at, row)
            elif (entry := self.entries[row.home]) is None:
                yield from self._raw(at, row)
            else:
                yield from self._row(at, row, entry)
        for n, entry in enumerate(self.entries):
            if n not in self.at and n not in self.joined:
                yield self._deleted(n, entry)
        yield from self._moves()

    def _pair(self) -> None:
        """Rows without a line of their own, between the same neighbours and alike, are one row rewritten."""
        for at, row in enumerate(self.rows):
            if row.home is not None:
                continue
            before = max((other.home for other in self.rows[:at] if other.home is not None), default=-1)
            after = min(
                (other.home for other in self.rows[at:] if other.home is not None and other.home > before),
                default=len(self.entries),
            )
            free = [n for n in range(before + 1, after) if n not in self.at and self._kind(n) is row.kind]
            shares = [(_held(self._text(n), _text(row)), -n) for n in free]
            if shares and (max(shares)[0] >= _MOST or (len(free) == 1 and row.label == self._label(free[0]))):
                row.home = -max(shares)[1]
                self.at[row.home] = at

    def _share(self) -> None:
        """Rows that are a half of a turn which was cut in two."""
        for at, row in enumerate(self.rows):
            if row.home is not None or row.kind is not Kind.TURN:
                continue
            known = [n for n, weight in row.weights.most_common() if weight > 1 and n in self.at]
            near = [
                other.home
                for other in (
                    *self.rows[max(0, at - _NEAR) : at][::-1],
                    *self.rows[at + 1 : at + 1 + _NEAR],
                )
                if other.home is not None and other.kind is Kind.TURN
            ]
            for n in (*known, *near):
                rest = _text(self.rows[self.at[n]])
                if n in known or self._cut(n, rest, _text(row), after=at > self.at[n]):
                    self.halves[at] = n
                    break

    def _cut(self, n: int, rest: str, text: str, *, after: bool) -> bool:
        """Whether a row has words that the turn lacks now."""
        own = self._text(n)
        if _held(own, rest) > 0.95 or not text:
            return False
        both = f"{rest}{text}" if after else f"{text}{rest}"
        gained = _same(own, both) - _same(own, rest)
        return gained >= _MOST * len(text)

    def _gather(self) -> None:
        """Rows of the base that went into another."""
        for n in range(len(self.entries)):
            if n in self.at or self._kind(n) is not Kind.TURN:
                continue
            holding = [row.home for row in self.rows if n in row.weights and row.home is not None]
            near = [
                found
                for found in (
                    next(
                        (m for m in range(n - 1, -1, -1) if m in self.at and self._kind(m) is Kind.TURN), None
                    ),
                    next((m for m in range(n + 1, len(self.entries)) if m in self.at), None),
                )
                if found is not None and self._kind(found) is Kind.TURN
            ]
            text = self._text(n)
            for m in (*holding, *near):
                now = _text(self.rows[self.at[m]])
                if m in holding or (
                    text and _same(self._text(m) + text, now) - _same(self._text(m), now) >= _MOST * len(text)
                ):
                    self.joined[n] = m
                    break

    def _row(self, at: int, row: Row, entry: Entry) -> Iterator[Change]:
        assert row.home is not None
        n, printed = row.home, self.base.document.body[row.home]
        halves = [part for part, home in self.halves.items() if home == n]
        gone = [k for k, m in self.joined.items() if m == n]
        found: list[Change] = []
        where, author = self._where(at), self._authors(row)
        if isinstance(printed, Heading):
            if row.words != cleaned(printed.lines):
                yield HeadingChanged(
                    where=where, at=at, old=printed.lines, new=row.words, author=author, entry=entry.id
                )
                return
        elif halves:
            places = sorted((*halves, at))
            parts = tuple((place, self.rows[place].label, self.rows[place].words) for place in places)
            yield SplitUp(
                where=where,
                at=places[0],
                old=_signed(self._label(n), self._words(n)),
                new=tuple(text for _, label, words in parts for text in _signed(label, words)),
                author="、".join(dict.fromkeys(filter(None, (self._authors(self.rows[p]) for p in places)))),
                entry=entry.id,
                label=self._label(n),
                parts=parts,
            )
            # What went into one of the parts is in their words.
            yield from (self._deleted(m, self.entries[m]) for m in gone)
            return
        elif gone:
            both = sorted((n, *gone))
            found.append(
                TurnsJoined(
                    where=where,
                    at=at,
                    old=tuple(text for m in both for text in _signed(self._label(m), self._words(m))),
                    new=_signed(row.label, row.words),
                    author=author,
                    entry=entry.id,
                    words=row.words,
                    others=tuple(each.id for m in gone if (each := self.entries[m]) is not None),
                )
            )
        elif row.words != self._words(n):
            found.append(
                TextChanged(
                    where=where, at=at, old=self._words(n), new=row.words, author=author, entry=entry.id
                )
            )
        if isinstance(printed, Turn) and row.label != printed.label:
            found.append(
                LabelChanged(
                    where=where,
                    at=at,
                    old=(printed.label,),
                    new=(row.label,),
                    author=author,
                    entry=entry.id,
                    label=row.label,
                )
            )
        yield from found or self._raw(at, row)

    def _raw(self, at: int, row: Row) -> Iterator[Change]:
        """What a template prints around the words, where somebody has changed it."""
        assert row.home is not None
        old = tuple(text.rstrip() for text in self.base.printed(row.home))
        new = tuple(self.file.lines[w].text.rstrip() for w in row.lines if not self.file.lines[w].blank)
        # A line break within a paragraph is none of the record's.
        if old != new and cleaned(old) != cleaned(new):
            yield LineChanged(where=self._where(at), at=at, old=old, new=new, author=self._authors(row))

    def _added(self, at: int, row: Row) -> Change:
        if row.kind is Kind.HEADING:
            return LineChanged(where=self._where(at), at=at, new=row.words, author=self._authors(row))
        return Added(
            where=self._where(at),
            at=at,
            new=row.words,
            author=self._authors(row),
            kind=row.kind,
            label=row.label,
        )

    def _deleted(self, n: int, entry: Entry | None) -> Change:
        label = self._label(n)
        number = sum(1 for m in range(n + 1) if self._kind(m) is Kind.TURN)
        where = {
            Kind.TURN: f"もとの {number} 番目の発言（{label}）",
            Kind.HEADING: f"もとの {number} 番目の発言のあとの見出し",
            Kind.STAGE: f"もとの {number} 番目の発言のあとのト書き",
        }[self._kind(n)]
        at = min((place for home, place in self.at.items() if home > n), default=len(self.rows))
        old = self._words(n)
        if entry is None:
            return LineChanged(where=where, at=at, old=old)
        return Deleted(
            where=where, at=at, old=old, author=self._remover(n), entry=entry.id, kind=self._kind(n)
        )

    def _moves(self) -> Iterator[Change]:
        homes = [(row.home, at) for at, row in enumerate(self.rows) if row.home is not None]
        still = _rising([home for home, _ in homes])
        for home, at in homes:
            entry = self.entries[home]
            if home not in still and entry is not None:
                words = self._words(home)
                yield Moved(
                    where=self._where(at),
                    at=at,
                    old=words[:1],
                    new=words[:1],
                    author=self._authors(self.rows[at]),
                    entry=entry.id,
                    behind=(
                        self._told(self._label(home - 1), self._words(home - 1)) if home else "",
                        self._told(self.rows[at - 1].label, self.rows[at - 1].words) if at else "",
                    ),
                )

    @staticmethod
    def _told(label: str, words: tuple[str, ...]) -> str:
        return _signed(label, words)[0] if label else "".join(words[:1])

    def comments(self) -> Iterator[Change]:
        """The comments that the draft did not bring."""
        # A copied row brings the draft's own along.
        own = {note.text for line in self.base.lines for note in line.notes}
        of_line = {w: at for at, row in enumerate(self.rows) for w in row.lines}
        for w, line in enumerate(self.file.lines):
            for note in line.notes:
                if note.text and note.text not in own:
                    yield self._comment(w, of_line.get(w), note)

    def _comment(self, w: int, at: int | None, note: Note) -> Change:
        home = None if at is None else self.rows[at].home
        if home is None and at is not None:
            home = self.halves.get(at)
        entry = self.entries[home] if home is not None and self._kind(home) is Kind.TURN else None
        told = f"{note.author}：{note.text}" if note.author else note.text
        return Commented(
            where=place_of(self.base, self.file, self.read, w) if at is None else self._where(at),
            at=at if at is not None else 0,
            new=(told.replace("\n", "　"),),
            author=note.author,
            entry=entry.id if entry is not None else None,
        )

    def _kind(self, n: int) -> Kind:
        match self.base.document.body[n]:
            case Turn():
                return Kind.TURN
            case Heading():
                return Kind.HEADING
            case StageDirectionRow():
                return Kind.STAGE

    def _words(self, n: int) -> tuple[str, ...]:
        match self.base.document.body[n]:
            case Turn(paragraphs=paragraphs):
                return cleaned([paragraph.text for paragraph in paragraphs])
            case Heading(lines=lines):
                return cleaned(lines)
            case StageDirectionRow(text=text):
                return cleaned([text])

    def _text(self, n: int) -> str:
        return "".join(self._words(n))

    def _label(self, n: int) -> str:
        row = self.base.document.body[n]
        return row.label if isinstance(row, Turn) else ""

    def _where(self, at: int) -> str:
        row = self.rows[at]
        if row.kind is Kind.TURN:
            return f"{self.numbers[at]} 番目の発言（{row.label}）"
        number = sum(1 for place in self.numbers if place < at)
        return f"{number} 番目の発言のあとの{'見出し' if row.kind is Kind.HEADING else 'ト書き'}"

    def _authors(self, row: Row) -> str:
        found = [author for w in row.lines for author in self.file.lines[w].authors]
        return "、".join(dict.fromkeys(found))

    def _remover(self, n: int) -> str:
        marks = [
            f"_bd_{n}_lbl",
            f"_bd_{n}_txt",
            *(name for name in self.file.removed if name.startswith(f"_bd_{n}_")),
        ]
        return "、".join(dict.fromkeys(filter(None, (self.file.removed.get(name, "") for name in marks))))


def _signed(label: str, words: tuple[str, ...]) -> tuple[str, ...]:
    """The paragraphs of a turn with its label before the first."""
    first, *rest = words or ("",)
    return (f"{label}：{first}", *rest)


def _text(row: Row) -> str:
    return "".join(row.words)


def _same(one: str, other: str) -> int:
    """How many characters of the one stand in the other, in order, in pieces that are no accident."""
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1 or len(one) < 4)


def _held(text: str, other: str) -> float:
    return _same(text, other) / len(text) if text else float(not other)


def _rising(places: Sequence[int]) -> set[int]:
    """The longest selection of places that stand in rising order: what was not moved."""
    ends: list[int] = []
    at_end: list[int] = []
    back: list[int] = []
    for at, place in enumerate(places):
        length = bisect_left(ends, place)
        back.append(at_end[length - 1] if length else -1)
        ends[length : length + 1] = [place]
        at_end[length : length + 1] = [at]
    kept: set[int] = set()
    at = at_end[-1] if at_end else -1
    while at >= 0:
        kept.add(places[at])
        at = back[at]
    return kept
