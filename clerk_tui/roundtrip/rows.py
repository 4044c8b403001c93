"""The rows of a draft (案の行): what its lines are, read as the base is printed, whatever template printed it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct, field

from clerk_tui.domain.turns import cleaned
from clerk_tui.minutes.document import Turn

from .base import Base, Kind, Role, cell_of
from .matching import matched
from .word import Line

_NAME = 24
"""Characters of a label that nobody knows, at most."""


class Row(Struct):
    """A row of the file's body."""

    kind: Kind
    label: str = ""
    paragraphs: list[str] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    weights: Counter[int] = field(default_factory=Counter)
    """How much of which row of the base is in it, in characters."""
    labelled: int | None = None
    """The row of the base whose label it has."""
    home: int | None = None
    """The row of the base that it is."""

    @property
    def words(self) -> tuple[str, ...]:
        """Its paragraphs as the record would have them."""
        return cleaned(self.paragraphs)


class Read(Struct, frozen=True):
    """A file, read against its base."""

    rows: tuple[Row, ...]
    others: tuple[int, ...]
    """The lines that are no part of the body."""
    of: tuple[tuple[int, ...], ...]
    """For each line, the lines of the base that are in it."""


def read(base: Base, file: Sequence[Line], labels: frozenset[str]) -> Read:
    """The rows of the file; ``labels`` are those that somebody in the record can have."""
    return _Reading(base, file, labels).read()


class _Reading:
    """One file in the course of its reading."""

    def __init__(self, base: Base, file: Sequence[Line], labels: frozenset[str]) -> None:
        self.base, self.file = base, file
        printed = {row.label for row in base.document.body if isinstance(row, Turn)}
        self.labels = sorted(labels | printed, key=len, reverse=True)
        fixed = [role is None for role in base.roles]
        self.of = matched(base.lines, file, fixed, lambda line: self._head(line) is not None)
        self.rows: list[Row] = []
        self.others: list[int] = []
        self.open: Row | None = None
        """The row that the next line may go on."""
        self.tables = {
            line.cell.table
            for w, line in enumerate(file)
            if line.cell and (role := self._role(w)) and role.kind is Kind.TURN
        }

    def read(self) -> Read:
        for place, group in groupby(range(len(self.file)), key=self._table_row):
            lines = list(group)
            if place is not None and self._is_turn(lines):
                self._cells(lines)
            else:
                for w in lines:
                    self._line(w)
        self._settle()
        return Read(tuple(self.rows), tuple(self.others), tuple(tuple(each) for each in self.of))

    def _table_row(self, w: int) -> tuple[int, int] | None:
        cell = self.file[w].cell
        return (cell.table, cell.row) if self.base.apart and cell else None

    def _role(self, w: int) -> Role | None:
        return next((role for b in self.of[w] if (role := self.base.roles[b]) is not None), None)

    def _roles(self, w: int) -> Iterator[Role]:
        yield from (role for b in self.of[w] if (role := self.base.roles[b]) is not None)

    def _is_turn(self, lines: list[int]) -> bool:
        """Whether a row of a table holds a turn: one of its lines was one, or it looks like its neighbours."""
        roles = [role for w in lines for role in self._roles(w)]
        if roles:
            return any(role.kind is Kind.TURN for role in roles)
        cell = self.file[lines[0]].cell
        width = self.base.turn.cell[1] if self.base.turn.cell else 0
        if cell is None or cell.of != width or any(self.of[w] for w in lines):
            return False
        # Where each turn is a table of its own, a new one stands beside another.
        near = (0, -1, 1) if len(self.tables) > 1 else (0,)
        beside = any(cell.table + step in self.tables for step in near)
        return beside and any(not self.file[w].blank for w in lines)

    def _cells(self, lines: list[int]) -> None:
        """A turn whose label has a cell of its own."""
        row = Row(Kind.TURN, lines=lines)
        place = self.base.turn.cell[0] if self.base.turn.cell else 0
        for w in lines:
            line = self.file[w]
            self._weigh(row, w)
            if line.cell is not None and line.cell.cell == place:
                sign = next((each for each in self.base.signs if line.text.startswith(each)), "")
                row.label += line.text.removeprefix(sign).removesuffix(self.base.turn.after).strip()
            elif not line.blank:
                row.paragraphs.append(self.base.said.words(line.text))
        self.rows.append(row)
        self.open = None

    def _line(self, w: int) -> None:
        line, role = self.file[w], self._role(w)
        if line.blank:
            if role is not None and self.open is not None and role.row in self.open.weights:
                self.open.lines.append(w)
            elif role is None and self.of[w] and self.base.lines[self.of[w][0]].text.strip():
                self.others.append(w)
            return
        if role is not None and role.kind is not Kind.TURN:
            self._printed(w, role.kind, role.row)
        elif role is None and self.of[w]:
            self.open = None
            self.others.append(w)
        elif head := self._begins(w, role):
            self._begin(w, *head)
        elif role is None and (kind := self._looks(line)):
            self._printed(w, kind, None)
        elif self.open is not None and self.open.kind is Kind.TURN and self._goes_on(line):
            self.open.paragraphs.append(self.base.said.words(line.text))
            self.open.lines.append(w)
            self._weigh(self.open, w)
        elif role is not None:
            # A remark without a speaker is still a remark.
            self._begin(w, "", line.text)
        else:
            self.open = None
            self.others.append(w)

    def _begins(self, w: int, role: Role | None) -> tuple[str, str] | None:
        """Label and first words where the line begins a turn."""
        line = self.file[w]
        if (head := self._head(line)) and not self._was_said(w):
            return head
        if role is not None and role.label is not None and (head := self._head(line, bare=True)):
            return head
        return self._stranger(w, role)

    def _stranger(self, w: int, role: Role | None) -> tuple[str, str] | None:
        """A label that nobody in the record has, and the first words: else they would be the last speaker's."""
        line, form = self.file[w], self.base.turn
        if self.base.apart or line.part or (line.cell is None) != (form.cell is None):
            return None
        sign = next((each for each in self.base.signs if line.text.startswith(each)), "")
        rest, said = line.text.removeprefix(sign), ""
        gap = form.between if form.inline else form.after
        if form.inline:
            name, found, said = rest.partition(gap) if gap else (rest, "", "")
        else:
            name, found = rest.removesuffix(gap), gap if rest.endswith(gap) else ""
        if (gap and not found) or "。" in name or not 0 < len(name) <= _NAME:
            return None
        said = said.removesuffix(form.after) if form.inline else said
        if role is not None:
            return (name, said) if role.label is not None and self._replaced(w, role, name, said) else None
        return (name, said) if not self.of[w] and self._calls(line, sign, name, gap) else None

    def _replaced(self, w: int, role: Role, name: str, said: str) -> bool:
        """Whether a line that began a turn has another label now, and not none."""
        line = self.file[w]
        if role.text is None or any(
            mark.name == f"_bd_{role.row}_lbl" and line.text[mark.start : mark.end] == name
            for mark in line.marks
        ):
            return True
        begin, end = role.text
        old = next(self.base.lines[b].text for b in self.of[w] if self.base.roles[b] is role)
        return bool(said) and said == old[begin:end]

    def _calls(self, line: Line, sign: str, name: str, gap: str) -> bool:
        """Whether a new line begins as the form calls a speaker."""
        before = self.base.said.before
        if line.style != self.base.turn.style or (before and line.text.startswith(before)):
            return False
        # Without a sign of the form's own, the name has to end like one of those that are known (長, 員, 局 …).
        known = name[-1] in {label[-1] for label in self.labels if label} and "、" not in name
        return known or bool(sign if not self.base.turn.inline else gap.strip())

    def _begin(self, w: int, label: str, text: str) -> None:
        self.open = Row(Kind.TURN, label, [text] if text else [], [w])
        self._weigh(self.open, w)
        self.rows.append(self.open)

    def _printed(self, w: int, kind: Kind, home: int | None) -> None:
        """A heading or a stage direction."""
        form = self.base.heading if kind is Kind.HEADING else self.base.stage
        words = form.words(self.file[w].text)
        goes_on = self.open is not None and kind is Kind.HEADING and self.open.kind is kind
        if self.open is not None and goes_on and (home is None or self.open.home in (home, None)):
            self.open.paragraphs.append(words)
            self.open.lines.append(w)
            self.open.home = home if self.open.home is None else self.open.home
            return
        twice = any(row.home == home for row in self.rows) if home is not None else False
        self.open = Row(kind, "", [words], [w], home=None if twice else home)
        self.rows.append(self.open)

    def _weigh(self, row: Row, w: int) -> None:
        for role in self._roles(w):
            if role.label is not None and row.labelled is None:
                row.labelled = role.row
            if role.text is not None:
                row.weights[role.row] += 1 + len(self.file[w].text)

    def _looks(self, line: Line) -> Kind | None:
        """The kind of a new line that no anchor tells."""
        for kind, form in ((Kind.STAGE, self.base.stage), (Kind.HEADING, self.base.heading)):
            text = line.text
            around = text.startswith(form.before) and text.endswith(form.after)
            if line.style == form.style and cell_of(line) == form.cell and around:
                return kind
        return None

    def _goes_on(self, line: Line) -> bool:
        return not line.part and (line.cell is None) == (self.base.said.cell is None)

    def _was_said(self, w: int) -> bool:
        """Whether a line that looks like the beginning of a turn was a paragraph before, and looked so then."""
        for b in self.of[w]:
            role = self.base.roles[b]
            if role is not None and role.label is None:
                old, new = self._head(self.base.lines[b]), self._head(self.file[w])
                if old is not None and new is not None and old[0] == new[0]:
                    return True
        return False

    def _head(self, line: Line, *, bare: bool = False) -> tuple[str, str] | None:
        """Label and first words of a line that begins a turn; ``bare``: also without the sign before the label."""
        form = self.base.turn
        if self.base.apart or line.part or (line.cell is None) != (form.cell is None):
            return None
        sign = next((each for each in self.base.signs if line.text.startswith(each)), None)
        if sign is None and not bare:
            return None
        rest = line.text.removeprefix(sign or "")
        gap = form.between if form.inline else form.after
        for known in self.labels:
            if not known or not rest.startswith(known):
                continue
            said = rest[len(known) :]
            if said.startswith(gap) if said else True:
                words = said.removeprefix(gap)
                if form.inline or not words:
                    return known, words.removesuffix(form.after) if form.inline else ""
        name, found, said = rest.partition(gap) if gap else (rest, "", "")
        if bare or not sign or not gap or not found or "。" in name or not 0 < len(name) <= _NAME:
            return None
        if form.inline:
            return name, said.removesuffix(form.after)
        return (name, "") if not said else None

    def _settle(self) -> None:
        """Give each row of the base to the row of the file that has its label and words, else most of its words."""
        turns = [row for row in self.rows if row.kind is Kind.TURN]
        claims = sorted(
            (
                (n == row.labelled, weight, -at, n)
                for at, row in enumerate(turns)
                for n, weight in row.weights.items()
            ),
            reverse=True,
        )
        claims += [(False, 0, -at, row.labelled) for at, row in enumerate(turns) if row.labelled is not None]
        held: set[int] = set()
        for _, _, at, n in claims:
            if turns[-at].home is None and n not in held:
                turns[-at].home = n
                held.add(n)
