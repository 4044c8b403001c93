"""Entries of an agenda → cases and groups (案件群の組立て): what is explained together, by whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct, field

from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Person
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.text import NUMBER, number

from .entries import Entry
from .messages import maybe
from .problems import Problem
from .roster import people_by_name

_BETWEEN = re.compile(r"[、,，・/／\n]|及び|並びに")


class Plan(Struct):
    """What the entries come to."""

    cases: list[Case] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)


def plan(entries: Sequence[Entry], people: Sequence[Person], items: int, notation: Notation) -> Plan:
    """Cases and groups in the order of the rows; neighbouring rows of one office and explainer make a group.

    Args:
        entries: the rows.
        people: the roster, for the explainers.
        items: how many agenda items there are.
        notation: in which a case is named where something is wrong with it.
    """
    made = Plan()
    names = people_by_name(people)
    seen: dict[CaseId, Entry] = {}
    last: Entry | None = None
    for entry in entries:
        cases = []
        for case_id, title in zip(entry.cases, entry.titles, strict=True):
            if first := seen.get(case_id):
                where = (
                    f"シート「{first.sheet.name}」の{first.row}行目"
                    if first.sheet.name
                    else f"{first.row}行目"
                )
                name = notation.label(case_id)
                message = f"{name}が二度あります（もう一つは{where}）。番号を直すか、一つにしてください。"
                made.problems.append(entry.sheet.problem(entry.row, message))
                continue
            seen[case_id] = entry
            cases.append(_case(entry, case_id, title))
        if not cases:
            continue
        made.cases += cases
        ids = tuple(case.id for case in cases)
        if last is not None and _together(last, entry):
            before = made.groups.pop()
            made.groups.append(_renewed(before, ids))
        else:
            explainers = _explainers(entry, names, people, made)
            made.groups.append(
                Group(
                    GroupId(str(len(made.groups) + 1)),
                    ids,
                    entry.office,
                    explainers,
                    item=_item(entry, items, made),
                )
            )
        last = entry
    return made


def _case(entry: Entry, case_id: CaseId, title: str) -> Case:
    if entry.referred_to:
        return Case(case_id, title, CaseOrigin.REFERRED, entry.received, entry.referred_to)
    return Case(case_id, title, received=entry.received)


def _renewed(group: Group, cases: tuple[CaseId, ...]) -> Group:
    return Group(group.id, (*group.cases, *cases), group.office, group.explainers, group.heading, group.item)


def _together(last: Entry, entry: Entry) -> bool:
    if last.item != entry.item or last.sheet.name != entry.sheet.name:
        return False
    if last.group or entry.group:
        return last.group == entry.group
    both = (entry.office, entry.explainer)
    return any(both) and (last.office, last.explainer) == both


def _explainers(
    entry: Entry, names: Mapping[str, tuple[Person, ...]], people: Sequence[Person], made: Plan
) -> tuple[PersonId, ...]:
    """Those who are named; where nobody is, the one who heads the office."""
    found: list[PersonId] = []
    for typed in filter(None, (re.sub(r"[\s　]+", "", part) for part in _split(entry.explainer, names))):
        matches = names.get(typed) or _reversed(typed, people)
        if len(matches) == 1:
            found.append(matches[0].id)
        elif matches:
            choices = "、".join(f"「{person.id}」" for person in matches)
            made.doubts.append(
                f"説明者「{typed}」に当たる人が{len(matches)}人います（{choices}）。準備で選んでください。"
            )
        else:
            made.doubts.append(
                f"説明者「{typed}」が名簿にありません。{maybe(typed, names)}名簿に足してください。"
            )
    if not entry.explainer and entry.office:
        heads = [p for p in people if p.post in {entry.office + "長", f"{entry.office}担当課長"}]
        found += [heads[0].id] if len(heads) == 1 else []
    return tuple(dict.fromkeys(found))


def _split(text: str, names: Mapping[str, tuple[Person, ...]]) -> list[str]:
    """Several people in one cell; a post may itself hold a ・ (情報・行革担当部長)."""
    whole = re.sub(r"[\s　]+", "", text)
    return [whole] if whole in names else _BETWEEN.split(text)


def _reversed(typed: str, people: Sequence[Person]) -> tuple[Person, ...]:
    """「防災課長 土屋」: the post before the name."""
    return tuple(p for p in people if p.post and typed in (p.post + p.name, p.post + p.name + p.given))


def _item(entry: Entry, items: int, made: Plan) -> int | None:
    if not entry.item:
        return None
    digits = re.search(NUMBER, entry.item)
    value = number(digits.group()) if digits else None
    if value is None or not 0 < value <= items:
        made.doubts.append(
            f"{entry.row}行目の「{entry.item}」は次第の番号にありません。次第を直してください。"
        )
        return None
    return value
