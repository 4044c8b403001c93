"""Names and labels → roster (名簿の復元).

The attendance list prints name and post in one word; the labels before the turns tell where the post begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import time

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.profile import LabelStyle, Role, Standing
from clerk_tui.domain.text import NUMBER, number

from .data import Listed, Published
from .labels import NAME_AND_POST, POST_IN_LABEL, kin, label_parts, only, who

_CHAIRS = ("会長", "委員長", "議長", "座長", "理事長", "教育長", "部会長", "分科会長")
_LOWER = ("部会長", "分科会長")
_MEMBER_POSTS = (
    "会長職務代理者", "会長職務代理", "会長代理", "副会長", "副委員長", "副議長", "教育長職務代理者", "部会長代理",
    "職務代理者", "副座長", "座長代理", "部会長", "特別委員", "臨時委員", "専門委員", "委員",
)  # fmt: skip
# 「三ツ木」「井ノ口」: a small kana joins the characters around it into one surname.
_SURNAME = re.compile(r"[一-龥々〆][ツヶケノ之][一-龥々]|[一-龥々〆]{2}|[^\s]{2}")

_NAMELIKE = re.compile(r"[一-龥々〆ヶケァ-ヺーぁ-ん・]{1,12}")


class Later(Struct, frozen=True):
    """What became of somebody during the meeting, as the roll has it."""

    person: PersonId
    status: str
    hour: time
    proxy: str = ""
    missed: str = ""
    """Cases for whose votes they were away, as printed."""


class Roster(Struct, frozen=True):
    """People in printed order, and the roles that print them as they were printed."""

    people: tuple[Person, ...]
    roles: tuple[Role, ...]
    absent: tuple[PersonId, ...]
    online: tuple[PersonId, ...] = ()
    proxies: tuple[tuple[PersonId, str], ...] = ()
    """Who sent somebody, and whom."""
    later: tuple[Later, ...] = ()
    """Who came late, left or sent somebody, and when; the earliest first."""
    called: time | None = None
    """When the roll was called; None: print does not say."""
    recused: tuple[tuple[PersonId, str], ...] = ()
    """Whom cases kept out, and which, as printed."""


def roster(published: Published) -> Roster:
    """The people of the header, with those whom only the absence report or a label before a turn names."""
    labels = tuple(dict.fromkeys(turn.label for turn in published.turns))
    people: list[Person] = []
    roles: dict[str, Role] = {}
    absent: list[PersonId] = []
    proxies: list[tuple[PersonId, str]] = []
    online: list[PersonId] = []
    later: list[Later] = []
    recused: list[tuple[PersonId, str]] = []
    # A 部会長 presides where nobody higher is there.
    posts = [listed.post for part in published.attendance for listed in part.people]
    below = any(post in _CHAIRS and post not in _LOWER for post in posts)
    for index, part in enumerate(published.attendance):
        standing = part.standing or _standing(part.category, index)
        # Absentees have seats among the members, though this list does not print them.
        extra = tuple(_named_absent(name) for name in published.absent) if index == 0 else ()
        for listed in (*part.people, *extra):
            person, role = _person(listed, part.category, standing, labels, roles, below=below)
            person = _distinct(person, people)
            roles.setdefault(role.id, role)
            people.append(person)
            if listed in extra or listed.status == "欠席":
                absent.append(person.id)
            elif listed.status == "代理出席":
                proxies.append((person.id, listed.proxy))
            elif listed.status == "オンライン出席":
                online.append(person.id)
            recused += [(person.id, listed.recused)] if listed.recused else []
            later += [
                Later(person.id, status, hour, listed.proxy if status == "代理出席" else "", listed.missed)
                for status, hour in listed.later
            ]
    hours = [listed.called for part in published.attendance for listed in part.people if listed.called]
    people = [_divided_by(labels, person, people) for person in people]
    for listed, standing in _speaking(labels, people):
        person, role = _person(listed, _category(standing, published), standing, labels, roles)
        person = _distinct(person, people)
        roles.setdefault(role.id, role)
        people.append(person)
    _complete(roles, labels)
    styled = tuple(_styled(role, people, labels) for role in roles.values())
    return Roster(
        tuple(people),
        styled,
        tuple(absent),
        tuple(online),
        tuple(proxies),
        tuple(sorted(later, key=lambda each: each.hour)),
        min(hours, default=None),
        tuple(recused),
    )


def signing(published: Published, people: Sequence[Person]) -> tuple[list[PersonId], list[str]]:
    """Who of the roster signs the minutes, and the words that name nobody on it, or more than one."""
    found: list[PersonId] = []
    strangers: list[str] = []
    for each in published.signatories:
        whole = f"{each.name}{each.given}"
        same = only([person for person in people if whole and person.name + person.given == whole])
        person = same or who(each.printed, people) or (who(whole, people) if each.given else None)
        if person:
            found.append(person.id)
        else:
            strangers.append(each.printed)
    return found, strangers


def _divided_by(labels: tuple[str, ...], person: Person, people: Sequence[Person]) -> Person:
    """The person with the surname under which they speak: 「長谷委員」 divides 長谷輝男."""
    if person.given or len(person.name) < 3:
        return person
    for label in labels:
        match = NAME_AND_POST.fullmatch(label)
        name = match["name"] if match else _before_post(label, person.post)
        alone = sum((other.name + other.given).startswith(name) for other in people) == 1
        if name != person.name and kin(name, person.name) and alone:
            return replace(person, name=name, given=person.name.removeprefix(name))
    return person


def _before_post(label: str, post: str) -> str:
    """The surname that a label puts before the person's post or its end: 「手塚税務課長」, 「手塚課長」; empty: none."""
    if post and label.endswith(post):
        return label.removesuffix(post)
    ends = [label[at:] for at in range(1, min(len(label), 5))]
    return next(
        (label.removesuffix(end) for end in ends if post.endswith(end) and POST_IN_LABEL.fullmatch(end)), ""
    )


def _speaking(labels: tuple[str, ...], people: list[Person]) -> Iterator[tuple[Listed, Standing]]:
    """People whom no list names but who speak under their names."""
    known = list(people)
    for label in labels:
        post, name, seat = label_parts(label)
        if not name or not _NAMELIKE.fullmatch(name) or who(label, known):
            continue
        simple = re.sub(r"^[0-9０-９]+番", "", post)
        if (
            simple in _CHAIRS
            or not post
            or post.endswith(("委員", "議員", "会長", "委員長", "議長", "理事", "座長"))
        ):
            standing = Standing.MEMBER
        elif "事務局" in post or "書記" in post:
            standing = Standing.SECRETARIAT
        else:
            standing = Standing.OFFICIAL
        listed = Listed(f"{name}{post}", name, "", "" if post in ("委員", "議員") else post, seat)
        known.append(Person(PersonId(listed.printed), name, "", post=post, seat=seat))
        yield listed, standing


def _category(standing: Standing, published: Published) -> str:
    same = (
        part.category for index, part in enumerate(published.attendance)
        if (part.standing or _standing(part.category, index)) is standing
    )  # fmt: skip
    return next(same, {Standing.MEMBER: "委員", Standing.SECRETARIAT: "事務局"}.get(standing, "説明員"))


def _named_absent(name: str) -> Listed:
    """「4番田代静夫委員」, as a remark named somebody absent."""
    match = re.fullmatch(rf"(?:({NUMBER})番)?(.+?)(委員|議員)", name)
    if not match or not match[1]:
        return Listed(name)
    return Listed(name, match[2], "", match[3], number(match[1]), "欠席")


def _standing(category: str, index: int) -> Standing:
    if "事務局" in category or "書記" in category:
        return Standing.SECRETARIAT
    if "委員" in category or "議員" in category or index == 0:
        return Standing.MEMBER
    return Standing.OFFICIAL


def _person(
    listed: Listed,
    category: str,
    standing: Standing,
    labels: tuple[str, ...],
    roles: dict[str, Role],
    *,
    below: bool = True,
) -> tuple[Person, Role]:
    printed = listed.printed
    if listed.name:
        printed = f"{listed.name}{listed.given}{listed.post}"
    if standing is Standing.MEMBER:
        return (
            _listed_member(listed, category, labels, roles, below=below)
            if listed.name
            else _member(printed, category, labels, roles)
        )
    name, post = (f"{listed.name}{listed.given}", listed.post) if listed.name else _divided(printed, labels)
    base = "secretariat" if standing is Standing.SECRETARIAT else "official"
    title = "事務局" if standing is Standing.SECRETARIAT else "説明員"
    role = Role(_role_id(base, category, roles), title, standing, LabelStyle.POST, category)
    if not post:
        role = replace(role, id=_role_id(f"{base}_plain", category, roles), listed=LabelStyle.NAME)
    return _with_name(Person(PersonId(printed), name, role.id, post), listed), role


def _with_name(person: Person, listed: Listed) -> Person:
    """The person with what the list tells of the name, the seat and the office."""
    if not listed.name:
        return person
    return replace(person, name=listed.name, given=listed.given, seat=listed.seat, office=listed.office)


def _listed_member(
    listed: Listed, category: str, labels: tuple[str, ...], roles: dict[str, Role], *, below: bool
) -> tuple[Person, Role]:
    """A member whose name and post the list tells apart."""
    if listed.post in _CHAIRS and "chair" not in roles and not (below and listed.post in _LOWER):
        role = Role("chair", listed.post, Standing.CHAIR, LabelStyle.POST, category)
        return _with_name(
            Person(PersonId(f"{listed.name}{listed.given}{listed.post}"), "", "chair", listed.post), listed
        ), role
    councillors = (
        listed.post == "議員"
        or "議員" in category
        or (any("議員" in label for label in labels) and "委員" not in labels)
    )
    title = "議員" if councillors and "委員" not in category else "委員"
    post = "" if listed.post == title else listed.post
    base = "member" if listed.post else "member_plain"
    listing = LabelStyle.NAME_POST if listed.post else LabelStyle.NAME
    role = Role(_role_id(base, category, roles), title, Standing.MEMBER, LabelStyle.TITLE, category, listing)
    person = Person(PersonId(f"{listed.name}{listed.given}{listed.post}"), "", role.id, post)
    return _with_name(person, listed), role


def _member(
    printed: str, category: str, labels: tuple[str, ...], roles: dict[str, Role]
) -> tuple[Person, Role]:
    for post in _CHAIRS:
        if printed.endswith(post) and not printed.endswith(_MEMBER_POSTS):
            role = Role("chair", post, Standing.CHAIR, LabelStyle.POST, category)
            if roles.get("chair", role) == role:
                return Person(PersonId(printed), printed.removesuffix(post), "chair", post), role
    post = next((post for post in _MEMBER_POSTS if printed.endswith(post) and printed != post), "")
    title = "委員" if "委員" in labels or post == "委員" or "委員" in category else "議員"
    role_id = _role_id("member", category, roles)
    role = Role(role_id, title, Standing.MEMBER, LabelStyle.TITLE, category)
    if not post:
        plain = replace(role, id=_role_id("member_plain", category, roles), listed=LabelStyle.NAME)
        return Person(PersonId(printed), printed, plain.id), plain
    own = "" if post == title else post
    return Person(PersonId(printed), printed.removesuffix(post), role_id, own), role


def _divided(printed: str, labels: tuple[str, ...]) -> tuple[str, str]:
    """Surname and post: the longest label that the word ends with is the post, else a surname is guessed."""
    posts = sorted((label for label in labels if printed.endswith(label)), key=len, reverse=True)
    if posts and len(posts[0]) < len(printed):
        return printed.removesuffix(posts[0]), posts[0]
    surname = _SURNAME.match(printed)
    if surname and surname.end() < len(printed) and re.search(r"[長員査幹事任当]$", printed):
        return surname.group(), printed[surname.end() :]
    return printed, ""


def _role_id(base: str, category: str, roles: dict[str, Role]) -> str:
    """The base name for the first category that uses it; further categories get the base with a number."""
    number = 1
    while True:
        candidate = base if number == 1 else f"{base}{number}"
        known = roles.get(candidate)
        if known is None or known.category == category:
            return candidate
        number += 1


def _distinct(person: Person, people: list[Person]) -> Person:
    """The person under an id of their own, where the same word is printed twice."""
    number, candidate = 1, person
    while any(other.id == candidate.id for other in people):
        number += 1
        candidate = replace(person, id=PersonId(f"{person.id}（{number}）"))
    return candidate


def _complete(roles: dict[str, Role], labels: tuple[str, ...]) -> None:
    """Roles that no listed person has, but a speaker may."""
    category = next((role.category for role in roles.values() if role.votes), "委員")
    chair = next((label for label in labels if label in _CHAIRS), "会長")
    for role in (
        Role("chair", chair, Standing.CHAIR, LabelStyle.POST, category),
        Role("member", "委員", Standing.MEMBER, LabelStyle.TITLE, category),
        Role("official", "説明員", Standing.OFFICIAL, LabelStyle.POST, "説明員"),
        Role("secretariat", "事務局", Standing.SECRETARIAT, LabelStyle.POST, "事務局"),
        Role("guest", "参考人", Standing.GUEST, LabelStyle.NAME_POST, "参考人"),
    ):
        if role.id not in roles:
            roles[role.id] = role


def _styled(role: Role, people: list[Person], labels: tuple[str, ...]) -> Role:
    """The role with the style in which its people were labelled."""
    own = [person for person in people if person.role == role.id]
    if not own or role.title in labels:
        return role
    printed = {f"{person.name}{person.post or role.title}" for person in own}
    if printed & set(labels) or any(
        who(label, own) for label in labels if not label_parts(label)[1] and not label_parts(label)[2]
    ):
        return replace(role, label=LabelStyle.NAME_POST)
    if any(label_parts(label)[1] for label in labels):
        return replace(role, label=LabelStyle.NAME_POST)
    if {person.name for person in own} & set(labels):
        return replace(role, label=LabelStyle.NAME)
    return role
