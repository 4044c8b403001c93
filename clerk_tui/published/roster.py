"""Names and labels → roster and speakers (名簿の復元).

The attendance list prints name and post in one word; the labels before the turns tell where the post begins.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import public_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import LabelStyle, Role, Standing
from clerk_tui.domain.record import Named, Speaker, Unnamed

from .data import Published

_CHAIRS = ("会長", "委員長", "議長", "座長", "理事長")
_MEMBER_POSTS = (
    "会長職務代理者", "会長職務代理", "会長代理", "副会長", "副委員長", "副議長", "職務代理者", "部会長", "委員",
)  # fmt: skip
# 「三ツ木」「井ノ口」: a small kana joins the characters around it into one surname.
_SURNAME = re.compile(r"[一-龥々〆][ツヶケノ之][一-龥々]|[一-龥々〆]{2}|[^\s]{2}")


class Roster(Struct, frozen=True):
    """People in printed order, and the roles that print them as they were printed."""

    people: tuple[Person, ...]
    roles: tuple[Role, ...]
    absent: tuple[PersonId, ...]


def roster(published: Published) -> Roster:
    """The people of the header, with those whom only the absence report names."""
    labels = tuple(dict.fromkeys(turn.label for turn in published.turns))
    people: list[Person] = []
    roles: dict[str, Role] = {}
    absent: list[PersonId] = []
    for index, (category, names) in enumerate(published.attendance):
        standing = _standing(category, index)
        # Absentees have seats among the members, though this list does not print them.
        extra = published.absent if index == 0 else ()
        for name in (*names, *extra):
            person, role = _person(name, category, standing, labels, roles)
            person = _distinct(person, people)
            roles.setdefault(role.id, role)
            people.append(person)
            if name in extra:
                absent.append(person.id)
    _complete(roles, labels)
    styled = tuple(_styled(role, people, labels) for role in roles.values())
    return Roster(tuple(people), styled, tuple(absent))


def speakers(meeting: Meeting, label: str, before: str) -> tuple[Speaker, str]:
    """Who a label stands for, and in which capacity; printed again, they give the label.

    Args:
        label: as printed before the turn.
        before: what the chair said in the turn before, where the chair spoke.
    """
    named = [p for p in meeting.people if public_label(meeting, Named(p.id)) == label]
    if len(named) == 1:
        return Named(named[0].id), ""
    for role in meeting.profile.roles:
        if public_label(meeting, Unnamed(role.id)) == label:
            return Unnamed(role.id), ""
    chair = next((p for p in meeting.people if meeting.role_of(p).standing is Standing.CHAIR), None)
    if chair and f"{label}である私" in before:
        speaker = Named(chair.id)
        if public_label(meeting, speaker, label) == label:
            return speaker, label
    return Unnamed(_role_for(meeting, label)), label


def _role_for(meeting: Meeting, label: str) -> str:
    """The role that somebody with an unlisted label most likely has."""
    if label.startswith("事務局"):
        wanted = Standing.SECRETARIAT
    elif label.endswith(("会長", "委員", "議員", "部会長", "委員長")):
        wanted = Standing.MEMBER
    elif label.endswith(("長", "主査", "主幹", "担当", "職員", "主任", "課", "部", "室")):
        wanted = Standing.OFFICIAL
    else:
        wanted = Standing.GUEST
    role = meeting.profile.role_of(wanted)
    return role.id if role else meeting.profile.roles[0].id


def _standing(category: str, index: int) -> Standing:
    if "事務局" in category or "書記" in category:
        return Standing.SECRETARIAT
    if "委員" in category or "議員" in category or index == 0:
        return Standing.MEMBER
    return Standing.OFFICIAL


def _person(
    printed: str, category: str, standing: Standing, labels: tuple[str, ...], roles: dict[str, Role]
) -> tuple[Person, Role]:
    if standing is Standing.MEMBER:
        return _member(printed, category, labels, roles)
    name, post = _divided(printed, labels)
    base = "secretariat" if standing is Standing.SECRETARIAT else "official"
    title = "事務局" if standing is Standing.SECRETARIAT else "説明員"
    role = Role(_role_id(base, category, roles), title, standing, LabelStyle.POST, category)
    if not post:
        role = replace(role, id=_role_id(f"{base}_plain", category, roles), listed=LabelStyle.NAME)
    return Person(PersonId(printed), name, role.id, post), role


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
    if printed & set(labels):
        return replace(role, label=LabelStyle.NAME_POST)
    if {person.name for person in own} & set(labels):
        return replace(role, label=LabelStyle.NAME)
    return role
