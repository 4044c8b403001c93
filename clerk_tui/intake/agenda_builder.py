"""Entries of the papers → cases and groups (案件群の組立て): what is explained together, and by whom."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import Case, CaseOrigin, Group, Person
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.text import NUMBER, number

from .agenda_table import AgendaEntry
from .papers import Papers
from .people import people_by_name, usual_id
from .problems import Problem, maybe

_BETWEEN = re.compile(r"[、,，・/／\n]|及び|並びに")
_CALLED = re.compile(
    r"(?P<name>.{1,5}?)(?P<post>(?:[課部局係室館所次]長|参事|主幹|主査|補佐|担当)(?:補佐|代理)?)"
)


class AgendaBuilder:
    """Entries → cases and groups, in the order of the papers; neighbours of one office and explainer are one group."""

    def __init__(self, papers: Papers, people: Sequence[Person]) -> None:
        self.papers = papers
        self.profile = papers.profile
        self.notation: Notation = papers.profile.notation
        self.people = list(people)
        self.cases: list[Case] = []
        self.groups: list[Group] = []
        self.problems: list[Problem] = []
        self.doubts: list[str] = []
        self.seen: dict[CaseId, AgendaEntry] = {}
        self.items = {item.number for item in papers.items}

    def read(self) -> None:
        self.add_explainers()
        last: AgendaEntry | None = None
        for entry in self.papers.entries:
            ids = self.entry_cases(entry)
            if entry.cases and not ids:
                continue
            if last is not None and _together(last, entry):
                self.groups[-1] = replace(self.groups[-1], cases=(*self.groups[-1].cases, *ids))
            else:
                self.groups.append(
                    Group(
                        GroupId(str(len(self.groups) + 1)),
                        ids,
                        entry.office,
                        self.explainers(entry),
                        entry.heading,
                        self.item(entry),
                        entry.closed,
                    )
                )
            last = entry
            if entry.closed:
                named = self.notation.heading(ids) if ids else f"「{entry.heading}」"
                self.doubts.append(
                    f"{named}は「{entry.closed}」とあります。審議に入る前に非公開にしてください（画面の操作で）。"
                )

    def entry_cases(self, entry: AgendaEntry) -> tuple[CaseId, ...]:
        found = []
        for case_id, title in zip(entry.cases, entry.titles, strict=True):
            if first := self.seen.get(case_id):
                name = self.notation.label(case_id)
                message = (
                    f"{name}が二度あります（もう一つは{first.where}）。番号を直すか、一つにしてください。"
                )
                self.problems.append(entry.where.problem(message))
                continue
            self.seen[case_id] = entry
            if entry.referred_to:
                case = Case(case_id, title, CaseOrigin.REFERRED, entry.received, entry.referred_to)
            else:
                case = Case(case_id, title, received=entry.received)
            self.cases.append(case)
            found.append(case_id)
        return tuple(found)

    def add_explainers(self) -> None:
        """Explainers of whom there is no list at all are put on one, as the agenda calls them."""
        standings = {self.profile.role(person.role) for person in self.people}
        role = self.profile.role_of(Standing.OFFICIAL)
        listed = any(
            each and each.standing in (Standing.OFFICIAL, Standing.SECRETARIAT) for each in standings
        )
        if listed or role is None:
            return
        called: dict[str, Person] = {}
        for entry in self.papers.entries:
            for typed in filter(
                None, (re.sub(r"[\s　]+", "", part) for part in _BETWEEN.split(entry.explainer))
            ):
                match = _CALLED.fullmatch(typed)
                name, post = (match["name"], match["post"]) if match else (typed, "")
                # 「区民課」 and 「青木課長」: the head of that office.
                if post and entry.office.endswith(post[0]) and post.endswith("長"):
                    post = f"{entry.office}長"
                taken = {person.id for person in (*self.people, *called.values())}
                person = Person(
                    PersonId(usual_id(name, "", post or role.title, taken)),
                    name,
                    role.id,
                    post,
                    office=entry.office,
                )
                called.setdefault(typed, person)
        self.people += called.values()
        if called:
            self.doubts.append(
                f"説明者の名簿がないので、{'、'.join(called)}を{role.title}として加えました。氏名と役職を確かめてください。"
            )

    def explainers(self, entry: AgendaEntry) -> tuple[PersonId, ...]:
        """Those who are named; where nobody is, the one who heads the office."""
        names = people_by_name(self.people)
        found: list[PersonId] = []
        for typed in filter(None, (re.sub(r"[\s　]+", "", part) for part in _split(entry.explainer, names))):
            matches = names.get(typed) or self.called(typed, entry.office)
            if len(matches) == 1:
                found.append(matches[0].id)
            elif matches:
                choices = "、".join(f"「{person.id}」" for person in matches)
                self.doubts.append(
                    f"説明者「{typed}」に当たる人が{len(matches)}人います（{choices}）。準備で選んでください。"
                )
            else:
                self.doubts.append(
                    f"説明者「{typed}」が名簿にありません。{maybe(typed, names)}名簿に足してください。"
                )
        if not entry.explainer and entry.office:
            posts = {entry.office, entry.office + "長", f"{entry.office}担当課長"}
            heads = [person for person in self.people if person.post in posts and person.post != entry.office]
            found += [heads[0].id] if len(heads) == 1 else []
        return tuple(dict.fromkeys(found))

    def called(self, typed: str, office: str) -> tuple[Person, ...]:
        """「防災課長 土屋」, the post before the name; 「青木課長」, the post without its office."""
        found = tuple(
            p for p in self.people if p.post and typed in (p.post + p.name, p.post + p.name + p.given)
        )
        match = _CALLED.fullmatch(typed)
        if found or match is None:
            return found
        alike = [p for p in self.people if p.name == match["name"] and p.post.endswith(match["post"])]
        return tuple(p for p in alike if office and p.office == office) or tuple(alike)

    def item(self, entry: AgendaEntry) -> int | None:
        if not entry.item:
            return entry.under
        digits = re.search(NUMBER, entry.item)
        value = number(digits.group()) if digits else None
        if value is None or value not in self.items:
            self.doubts.append(
                f"{entry.where.row}行目の「{entry.item}」は次第の番号にありません。次第を直してください。"
            )
            return None
        return value


def _together(last: AgendaEntry, entry: AgendaEntry) -> bool:
    if last.heading or entry.heading or last.closed != entry.closed:
        return False
    if (last.item, last.under, last.where.sheet) != (entry.item, entry.under, entry.where.sheet):
        return False
    if last.group or entry.group:
        return last.group == entry.group
    both = (entry.office, entry.explainer)
    return any(both) and (last.office, last.explainer) == both


def _split(text: str, names: Mapping[str, tuple[Person, ...]]) -> list[str]:
    """Several people in one cell; a post may itself hold a ・ (情報・行革担当部長)."""
    whole = re.sub(r"[\s　]+", "", text)
    return [whole] if whole in names else _BETWEEN.split(text)
