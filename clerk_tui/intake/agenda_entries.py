"""What the lines of a 次第 put on the agenda (議事に載るもの): cases and topics, as they come and as the whole makes them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import CaseId

from .agenda_table import AgendaEntry
from .agenda_tags import Tags, tags
from .agenda_words import CEREMONY, COMPLETE, CONTAINER, DANGLING
from .case_numbers import CaseNumbers
from .lines import Where
from .material_list import MaterialList

LONGEST = 60
"""Characters of an item or of a line that goes on with a title."""


class AgendaItemRead(Struct, frozen=True):
    """An item of the 次第 with the number that the paper gives it."""

    number: int
    title: str
    where: Where
    order: int
    """Of its line, among all lines of the papers."""


class Entries:
    """The cases and topics so far; a line may go on with the last one."""

    def __init__(self, numbers: CaseNumbers, materials: MaterialList) -> None:
        self.numbers = numbers
        self.materials = materials
        self.found: list[tuple[int, AgendaEntry]] = []
        """Each with the order of its line."""
        self.doubts: list[str] = []

    def tags(self, text: str) -> Tags:
        """The title, what stands behind it and the papers that it points at, in whatever order."""
        tag = tags(self.materials.referred(text))
        while (rest := self.materials.referred(tag.title)) != tag.title:
            more = tags(rest)
            tag = Tags(
                more.title,
                tag.office or more.office,
                tag.closed or more.closed,
                tag.state or more.state,
                tag.around if tag.state else more.around,
            )
        return tag

    def case(self, order: int, where: Where, cases: tuple[CaseId, ...], tag: Tags, under: int | None) -> None:
        """A case with its number, or several with one title."""
        entry = AgendaEntry(
            where,
            cases,
            (tag.of_case,) * len(cases),
            office=tag.office,
            under=under,
            closed=tag.closed,
            state=tag.state,
        )
        self.found.append((order, entry))

    def topic(self, order: int, where: Where, tag: Tags, under: int | None) -> None:
        """A topic without a number, or with one that stands behind it."""
        entry = AgendaEntry(
            where,
            heading=tag.title,
            office=tag.office,
            under=under,
            closed=tag.closed,
            state=tag.state,
        )
        self.found.append((order, entry))

    def drop(self, where: Where) -> None:
        """Take off what a line put on the agenda: it only stands over what follows."""
        self.found = [each for each in self.found if each[1].where != where]

    # -- the last one

    @property
    def _title(self) -> str:
        _, entry = self.found[-1]
        return entry.titles[-1] if entry.titles else entry.heading

    def dangles(self) -> bool:
        """Whether the last title cannot end where it does."""
        return DANGLING.search(self._title) is not None

    def goes_on(self, text: str) -> bool:
        """Whether the last title stops in the middle, so that this line ends it."""
        # A remark alone (「（答申案の検討）」) is no title yet; a line in brackets only adds to one that is.
        bare = re.sub(r"[（(【].*?[)）】]", "", self._title).strip()
        return (not bare or not COMPLETE.search(self._title)) and len(text) <= LONGEST

    def go_on(self, text: str) -> None:
        """The rest of the last title."""
        order, entry = self.found[-1]
        tag = tags(self.materials.referred(text))
        entry = replace(
            entry,
            titles=tuple(title + tag.of_case for title in entry.titles),
            heading=entry.heading + tag.title if entry.heading else "",
            office=entry.office or tag.office,
            closed=entry.closed or tag.closed,
            state=entry.state or tag.state,
        )
        self.found[-1] = order, entry

    def theme(self, text: str) -> None:
        """What the last topic is about, in its heading."""
        order, entry = self.found[-1]
        self.found[-1] = order, replace(entry, heading=f"{entry.heading}　{text}")

    def explained(self, name: str, value: str) -> None:
        """Who explains the last one, or whose it is (``name``: the field)."""
        order, entry = self.found[-1]
        self.found[-1] = order, replace(entry, **{name: getattr(entry, name) or value})

    # -- what only the whole tells

    def of_table(self, order: int, entries: Sequence[AgendaEntry], under: int | None) -> None:
        """The rows of a table between the lines; cases that lines name as well are the table's."""
        known = {case for entry in entries for case in entry.cases}
        self.found = [
            each for each in self.found if not each[1].cases or not known.issuperset(each[1].cases)
        ]
        self.found += [(order, replace(entry, under=under)) for entry in entries]

    def end(self, items: Sequence[AgendaItemRead]) -> None:
        """Items that are topics of their own; numbers that stand behind the titles."""
        under = {entry.under for _, entry in self.found}
        for item in items:
            alone = item.number not in under
            if alone and not CEREMONY.search(item.title) and not CONTAINER.fullmatch(item.title):
                self.topic(item.order, item.where, tags(item.title), item.number)
        self._numbered()
        self.found.sort(key=lambda each: (each[0], each[1].where.row))

    def _numbered(self) -> None:
        """Topics with their number behind the title become cases; a number that is another's as well stays text."""
        read = [self.numbers.trailing(entry.heading) for _, entry in self.found]
        claims = [case for _, entry in self.found for case in entry.cases]
        claims += [case for cases, _ in read for case in cases]
        for at, ((order, entry), (cases, title)) in enumerate(zip(self.found, read, strict=True)):
            if not cases:
                continue
            if any(claims.count(case) > 1 for case in cases):
                self.doubts.append(
                    f"{entry.where}「{entry.heading}」の番号はほかの案件にもあるので、番号のない議題としました。"
                    "一つの案件なら、準備で一つにしてください。"
                )
                continue
            self.found[at] = order, replace(
                entry, cases=cases, titles=(title,) * len(cases), heading=""
            )
