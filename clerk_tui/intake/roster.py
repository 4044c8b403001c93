"""The people of a preparation (名簿): the lists of members, officials, secretariat and others.

Owns what need not be typed: the role that follows from the list and the post, and the id that follows from
the name and the post (江川区民課長).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.profile import Profile, Role, Standing

from .messages import maybe
from .toml import Row, Table

SECTIONS: Mapping[str, tuple[Standing, ...]] = {
    "members": (Standing.MEMBER, Standing.CHAIR),
    "officials": (Standing.OFFICIAL,),
    "secretariat": (Standing.SECRETARIAT,),
    "guests": (Standing.GUEST,),
}
"""The lists of a preparation, in order, each with the standings of its people; the first is the usual one."""


def read_roster(root: Table, profile: Profile) -> tuple[Person, ...]:
    """Everybody on the lists, in the order of the file."""
    people: dict[PersonId, Person] = {}
    seats: dict[int, PersonId] = {}
    for section in SECTIONS:
        for row in root.rows(section, texts=True, width=2):
            person = _person(row, section, profile, people)
            if person is None:
                continue
            if person.seat is not None and person.seat in seats:
                message = f"議席番号{person.seat}は{seats[person.seat]}と同じです。どちらかを直してください。"
                root.source.problem((*row.key, "seat"), message)
            if person.seat is not None:
                seats.setdefault(person.seat, person.id)
            people[person.id] = person
    return tuple(people.values())


def usual_role(profile: Profile, section: str, post: str) -> Role | None:
    """The role of somebody on that list: the one that goes with the post, else the list's usual one.

    The chair's role goes with the post 会長, also where the chair is called 議長 while presiding.
    """
    roles = section_roles(profile, section)
    usual = next((role for role in roles if role.standing is SECTIONS[section][0]), None)
    return next((role for role in roles if post in (role.title, role.standing.value)), usual)


def section_roles(profile: Profile, section: str) -> tuple[Role, ...]:
    """The roles that somebody on that list can have."""
    return tuple(role for role in profile.roles if role.standing in SECTIONS[section])


def usual_id(name: str, given: str, called: str, taken: Collection[PersonId]) -> PersonId:
    """Name and post; with the given name for the second of two whom that would not tell apart.

    The first keeps the plain id, because the record may already know them by it.
    """
    plain = PersonId(name + called)
    return PersonId(name + given + called) if plain in taken else plain


def people_by_name(people: Iterable[Person]) -> Mapping[str, tuple[Person, ...]]:
    """Whom a typed name can mean: an id means one person; name and post, name or post may mean several."""
    listed = tuple(people)
    found: dict[str, dict[PersonId, Person]] = {}
    for person in listed:
        for typed in (person.name + person.post, person.name + person.given, person.name, person.post):
            found.setdefault(typed, {})[person.id] = person
    return {typed: tuple(matches.values()) for typed, matches in found.items()} | {
        str(person.id): (person,) for person in listed
    }


def _person(
    row: Table | Row, section: str, profile: Profile, taken: Mapping[PersonId, Person]
) -> Person | None:
    """The person in one row; None where that is not known from it."""
    if isinstance(row, Row):
        name, post = row.cells[0].strip(), "".join(row.cells[1:]).strip()
        given = reading = office = fold = ""
        typed_role = typed_id = ""
        seat = None
        if not name:
            row.source.problem(row.key, "姓が空です。名前を書いてください。")
            return None
    else:
        name = row.word("name", required=True)
        post, given, reading = row.word("post"), row.word("given"), row.word("reading")
        office, fold = row.word("office"), row.word("section")
        typed_role, typed_id = row.word("role"), row.word("id")
        seat = row.number("seat", least=1)
        if not name:
            return None
    role = _role(row, section, profile, post, typed_role)
    if role is None:
        return None
    called = post or role.title
    person_id = PersonId(typed_id) if typed_id else usual_id(name, given, called, taken)
    if person_id in taken:
        row.source.problem(row.key, _same(person_id, typed_id, given))
        return None
    return Person(person_id, name, role.id, post, given, reading, office, seat, fold)


def _role(row: Table | Row, section: str, profile: Profile, post: str, typed: str) -> Role | None:
    roles = section_roles(profile, section)
    if not typed:
        role = usual_role(profile, section, post)
        if role is None:
            standing = SECTIONS[section][0].value
            message = (
                f"この審議会の型には立場が「{standing}」の役割がありません。型の [roles.…] に足してください。"
            )
            row.source.problem(row.key, message)
        return role
    words = {role.title: role for role in reversed(roles)} | {role.id: role for role in roles}
    if typed not in words:
        choices = "、".join(f"「{role.title}」" for role in roles)
        message = (
            f"「{typed}」という役割はここでは使えません。{choices}から選んでください。{maybe(typed, words)}"
        )
        row.source.problem((*row.key, "role"), message)
    return words.get(typed)


def _same(person_id: PersonId, typed_id: str, given: str) -> str:
    if typed_id:
        return f"id「{person_id}」はほかの人と同じです。別の id にしてください。"
    if given:
        return f"「{person_id}」が二度あります。一つを消すか、id を書いて区別してください。"
    return f"「{person_id}」が二人います。given（名）か id を書いて区別してください。"
