"""Headings and case table → groups (案件群の復元), as they stood on the agenda before the meeting."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.citations import USUAL, NotationError, Numbering
from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group
from clerk_tui.domain.notation import Notation, Numerals
from clerk_tui.domain.profile import CaseKind, Outcome
from clerk_tui.domain.text import sentences
from clerk_tui.profile.standard import own_outcome, usual_outcomes

from .data import HeadingRow, Published, TurnRow

_UNTITLED = "件名不明"
_PUT_OFF = re.compile(r"飛ば|後回し|後ほど|あと回し")
_REPORTED = re.compile(r"部会(の|から)[^。]{0,20}報告")
_ADDED = re.compile(r"^[^。]{0,20}(先ほど|本日|当日)[^。]{0,10}追加")


class Addition(Struct, frozen=True):
    """A case that came on the day."""

    case: Case
    group: GroupId
    after: CaseId | None


class Agenda(Struct, frozen=True):
    """The agenda as planned, and what the meeting made of it."""

    cases: tuple[Case, ...]
    groups: tuple[Group, ...]
    blocks: tuple[tuple[GroupId, ...], ...]
    """The groups of each heading row, in order of the rows."""
    deferred: tuple[tuple[int, GroupId], ...]
    """Groups put off, each with the number of the block before which the chair said so."""
    added: tuple[Addition, ...]


def kinds(published: Published) -> tuple[CaseKind, ...]:
    """The kinds of case with their usual results and those that were printed."""
    # A body whose meeting had no cases has kinds of case all the same.
    order = dict.fromkeys(case.id.kind for case in published.cases) or dict.fromkeys(("報告", "諮問"))
    numberings = {case.id.kind: case.numbering for case in published.cases}
    return tuple(
        CaseKind(kind, _outcomes(kind, published), numberings.get(kind, USUAL))
        for kind in sorted(order, key=lambda k: _rank(k, published.heading_lines))
    )


def _rank(kind: str, lines: Sequence[str]) -> tuple[float, int]:
    """How early in a heading line the kind stands, on average: headings name kinds in a fixed order."""
    places = [line.index(kind) for line in lines if kind in line]
    return (sum(places) / len(places) if places else float("inf"), -len(kind))


def _outcomes(kind: str, published: Published) -> tuple[Outcome, ...]:
    usual = list(usual_outcomes(kind))
    votes = (vote for case in published.cases if case.id.kind == kind for vote in case.decided)
    printed = dict.fromkeys(vote.result for vote in votes if vote.result)
    used: list[Outcome] = []
    for word in printed:
        known = next((outcome for outcome in usual if word in (outcome.table, outcome.name)), None)
        used.append(replace(known, table=word) if known else own_outcome(word))
        usual = [outcome for outcome in usual if outcome is not known]
    names: set[str] = set()
    unique = []
    for outcome in (*used, *usual):
        # Two printed words of one spoken one: the printed word then is the name.
        named = replace(outcome, name=outcome.table) if outcome.name in names else outcome
        names.add(named.name)
        unique.append(named)
    return tuple(unique)


def agenda(published: Published, numerals: Numerals) -> Agenda:
    """Rebuild the agenda."""
    notation = Notation(tuple(Numbering(kind.name, kind.numbering) for kind in kinds(published)), numerals)
    groups, blocks = _groups(published, notation)
    taken = {name for block in blocks for name in block}
    taken_cases = {case for group in groups if group.id in taken for case in group.cases}
    # A case of a group that no heading announces has no moment at which it was added.
    late = _added(published, notation) & taken_cases
    referred = _referred(published, groups, blocks)
    cases = tuple(
        Case(
            case.id,
            case.title or _UNTITLED,
            CaseOrigin.REFERRED if case.id in referred else CaseOrigin.PLANNED,
        )
        for case in published.cases
        if case.id not in late
    )
    deferred = _deferred(published, notation, groups, blocks)
    planned = _planned(groups, blocks, deferred)
    additions = tuple(
        Addition(
            Case(case.id, case.title or _UNTITLED),
            group.id,
            group.cases[group.cases.index(case.id) - 1] if group.cases[0] != case.id else None,
        )
        for case in published.cases
        if case.id in late
        for group in groups
        if case.id in group.cases
    )
    on_paper = tuple(
        replace(group, cases=tuple(case for case in group.cases if case not in late)) for group in planned
    )
    return Agenda(cases, on_paper, blocks, deferred, additions)


def _groups(
    published: Published, notation: Notation
) -> tuple[tuple[Group, ...], tuple[tuple[GroupId, ...], ...]]:
    order = {case.id: index for index, case in enumerate(published.cases)}
    groups: dict[tuple[str, int], Group] = {}
    taken: set[CaseId] = set()
    blocks: list[tuple[GroupId, ...]] = []
    for row in published.rows:
        if not isinstance(row, HeadingRow):
            continue
        block = []
        for number, line in enumerate(row.lines):
            # The same line twice in one row is two groups; in another row it is the group taken up again.
            key = (line, row.lines[:number].count(line))
            if blocks and key in groups and groups[key].id in blocks[-1]:
                # Printed twice on end: the group is open already, and a heading is all that the second one is.
                key = (line, len(groups))
            if key not in groups:
                found = _cases(line, notation, order)
                own = tuple(case for case in found if case not in taken) if found else ()
                cases = own if len(own) == len(found) else ()
                taken.update(cases)
                plain = bool(cases) and notation.heading(cases) == line
                groups[key] = Group(
                    GroupId(str(len(groups) + 1)),
                    tuple(sorted(cases, key=order.__getitem__)),
                    heading="" if plain else line,
                )
            block.append(groups[key].id)
        blocks.append(tuple(block))
    rest = tuple(case.id for case in published.cases if case.id not in taken)
    closed = {case for topic, _ in published.closed for case in _named(topic, notation)}
    # A case that is closed to the public is a group of its own: the others are not.
    apart = [tuple(case for case in rest if case not in closed), *((case,) for case in rest if case in closed)]
    unannounced = (
        Group(GroupId(str(number)), cases)
        for number, cases in enumerate(filter(None, apart), start=len(groups) + 1)
    )
    everything = (*groups.values(), *unannounced)
    return tuple(replace(group, closed=_closed(group, published, notation)) for group in everything), tuple(blocks)


def _closed(group: Group, published: Published, notation: Notation) -> str:
    """What the agenda says of a group's being closed to the public; empty: nothing."""
    for topic, words in published.closed:
        if (group.cases and set(group.cases) <= _named(topic, notation)) or topic == group.heading:
            return words
    return ""


def _named(text: str, notation: Notation) -> set[CaseId]:
    return {case for mention in notation.mentions(text) for case in mention.cases}


def _cases(line: str, notation: Notation, order: dict[CaseId, int]) -> tuple[CaseId, ...]:
    """The cases that a heading line consists of; none where it is something else than a list of cases."""
    try:
        found = notation.parse(line)
    except NotationError:
        return ()
    return found if all(case in order for case in found) else ()


def _added(published: Published, notation: Notation) -> set[CaseId]:
    """Cases that somebody in the meeting called added on the day."""
    known = {case.id for case in published.cases}
    late: set[CaseId] = set()
    for turn in published.turns:
        for paragraph in turn.paragraphs:
            for start, end in sentences(paragraph):
                sentence = paragraph[start:end]
                for mention in notation.mentions(sentence):
                    # 「…第20号、第20号は本日の追加で…」: only the number right before the remark.
                    if _ADDED.match(sentence[mention.end :]):
                        late |= set(mention.cases[-1:]) & known
    return late


def _referred(
    published: Published, groups: tuple[Group, ...], blocks: tuple[tuple[GroupId, ...], ...]
) -> set[CaseId]:
    """Cases of a block that begins with the announcement of a 部会's report."""
    found: set[CaseId] = set()
    number = -1
    begins = False
    for row in published.rows:
        match row:
            case HeadingRow():
                number += 1
                begins = True
            case TurnRow() if begins:
                begins = False
                if _REPORTED.search(row.text):
                    found |= {case for g in groups if g.id in blocks[number] for case in g.cases}
            case _:
                pass
    return found


def _deferred(
    published: Published,
    notation: Notation,
    groups: tuple[Group, ...],
    blocks: tuple[tuple[GroupId, ...], ...],
) -> tuple[tuple[int, GroupId], ...]:
    """Groups of a later block that somebody said would be passed over before an earlier one."""
    found: dict[GroupId, int] = {}
    number = 0
    for row in published.rows:
        match row:
            case HeadingRow():
                number += 1
            case TurnRow():
                for case in _put_off(row, notation):
                    group = next((group for group in groups if case in group.cases), None)
                    if group and any(group.id in block for block in blocks[number + 1 :]):
                        found.setdefault(group.id, number)
            case _:
                pass
    return tuple((number, group) for group, number in found.items())


def _put_off(turn: TurnRow, notation: Notation) -> list[CaseId]:
    cases: list[CaseId] = []
    for paragraph in turn.paragraphs:
        for start, end in sentences(paragraph):
            sentence = paragraph[start:end]
            for put_off in _PUT_OFF.finditer(sentence):
                before = [m for m in notation.mentions(sentence) if m.end <= put_off.start()]
                # What was passed over already (「先ほど飛ばした」) stands after the word, not before it.
                cases += before[-1].cases if before else ()
    return cases


def _planned(
    groups: tuple[Group, ...],
    blocks: tuple[tuple[GroupId, ...], ...],
    deferred: tuple[tuple[int, GroupId], ...],
) -> tuple[Group, ...]:
    """The groups in the order of the agenda: those put off stood where they were put off."""
    late = {group for _, group in deferred}
    order: list[GroupId] = []
    for number, block in enumerate(blocks):
        order += [group for at, group in deferred if at == number and group not in order]
        order += [group for group in block if group not in late and group not in order]
    rank = {group: index for index, group in enumerate(order)}
    return tuple(sorted(groups, key=lambda group: rank.get(group.id, len(rank))))
