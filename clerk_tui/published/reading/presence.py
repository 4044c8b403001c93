"""Lists of people → who was there (出席者のまとめ): the same people named twice are one, the absent have their seats."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec.structs import replace

from clerk_tui.domain.profile import Standing
from clerk_tui.published.data import Attendance, Listed

from .labels import Item
from .lists import Group
from .person import ABSENT
from .posts import MEMBER_POST, OFFICE

_MEMBERS = ("委員", "会長", "委員長", "議員", "構成員")
"""A list under one of these words is of members, whatever they are elsewhere."""
_MEMBERS_TOO = re.compile(rf"{MEMBER_POST.pattern}|^(?:[市町村区]長|知事)$")
"""Posts that members have, with the head of the town, who sits on some bodies."""


def attendance_of(groups: list[Group]) -> tuple[tuple[Attendance, ...], tuple[str, ...]]:
    """Lists of those present, the members first as one list; and the absent whom no such list names."""
    parts: list[tuple[str, Standing, list[Listed]]] = []
    absent: list[Listed] = []
    for group in (part for each in groups for part in _apart(each)):
        if not group.people or _again(group.people, parts):
            continue
        if group.item is Item.ABSENT:
            absent += group.people
            continue
        standing = {Item.SECRETARIAT: Standing.SECRETARIAT, Item.OFFICIALS: Standing.OFFICIAL}.get(
            group.item, Standing.MEMBER
        )
        known = next((part for part in parts if part[0] == group.word and part[1] is standing), None)
        if known:
            known[2].extend(group.people)
        else:
            parts.append((group.word, standing, list(group.people)))
    _seat_chair(parts)
    home = next((part for part in parts if part[1] is Standing.MEMBER), None)
    if absent and home is None:
        home = ("委員", Standing.MEMBER, [])
        parts.insert(0, home)
    if home:
        named = {(person.name, person.given, person.post) for person in home[2]}
        home[2].extend(
            replace(person, status=ABSENT)
            for person in absent
            if (person.name, person.given, person.post) not in named
        )
    return tuple(Attendance(word, tuple(_once(people)), standing) for word, standing, people in parts), ()


def _seat_chair(parts: list[tuple[str, Standing, list[Listed]]]) -> None:
    """「議長　有賀直樹」 on a line of its own above the list that has the name again: one person, with that post."""
    for part in [part for part in parts if part[1] is Standing.MEMBER and len(part[2]) == 1]:
        (alone,) = part[2]
        for other in parts:
            at = [n for n, p in enumerate(other[2]) if (p.name, p.given, p.post) == (alone.name, alone.given, "")]
            if other is not part and other[1] is Standing.MEMBER and alone.post and at:
                other[2][at[0]] = replace(other[2][at[0]], post=alone.post)
                parts.remove(part)
                break


def _apart(group: Group) -> Iterator[Group]:
    """A list of those present, and the officials on it apart where each member is called 会長 or 委員 there."""
    if group.item is Item.PRESENT and group.word not in _MEMBERS and not group.members:
        officials = [p for p in group.people if OFFICE.search(p.post) and not _MEMBERS_TOO.search(p.post)]
        members = [p for p in group.people if p not in officials]
        if officials and len(members) > 1 and all(MEMBER_POST.search(p.post) for p in members):
            yield Group(group.word, group.item, members, group.counts, group.places)
            yield Group("出席職員", Item.OFFICIALS, officials, places=group.places)
            return
    yield group


def _again(people: list[Listed], parts: list[tuple[str, Standing, list[Listed]]]) -> bool:
    """Whether a list (the roll) names those of another once more; what it tells of seats and presence is kept."""
    for _, standing, known in parts:
        there = {(person.name, person.given, person.post): at for at, person in enumerate(known)}
        both = [person for person in people if (person.name, person.given, person.post) in there]
        if standing is Standing.MEMBER and len(both) == len(people) == 1:
            # A roll on which only the chair has a name: the others are printed as 「委員」.
            alone = there[(people[0].name, people[0].given, people[0].post)]
            chair = people[0]
            known[alone] = replace(
                known[alone],
                status=chair.status,
                later=chair.later,
                called=chair.called,
                missed=chair.missed,
                recused=chair.recused,
            )
            return True
        if standing is Standing.MEMBER and len(both) >= 2 and len(both) * 2 > len(people):
            order = {(person.name, person.given, person.post): at for at, person in enumerate(people)}
            for person in people:
                at = there.get((person.name, person.given, person.post))
                if at is None:
                    known.append(person)
                    continue
                seat = person.seat if person.seat is not None else known[at].seat
                known[at] = replace(
                    known[at],
                    seat=seat,
                    status=person.status,
                    later=person.later,
                    recused=person.recused,
                    called=person.called,
                    missed=person.missed,
                    proxy=person.proxy or known[at].proxy,
                )
            known.sort(key=lambda each: order.get((each.name, each.given, each.post), len(order)))
            # The roll is called of those who vote; another list of 委員 that it leaves out is of others.
            for number, (word, other, listed) in enumerate(parts):
                if other is Standing.MEMBER and listed is not known:
                    parts[number] = (word, Standing.OFFICIAL, listed)
            return True
    return False


def _once(people: list[Listed]) -> Iterator[Listed]:
    seen: set[tuple[str, str, str]] = set()
    for person in people:
        key = (person.name, person.given, person.post)
        whole = f"{person.name}{person.given}"
        posted = any(f"{p.name}{p.given}" == whole and p.post for p in people)
        # 「会長　有賀　直樹」 and once more without the post.
        if person.name and (key in seen or (posted and not person.post and len(whole) > 2)):
            continue
        seen.add(key)
        yield person
