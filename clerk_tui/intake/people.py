"""Whom a list of people holds (名簿の決まり): the role that follows from list and post, and the names they go by."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.profile import Profile, Role, Standing
from clerk_tui.domain.text import normalize

SECTIONS: Mapping[str, tuple[Standing, ...]] = {
    "members": (Standing.MEMBER, Standing.CHAIR),
    "officials": (Standing.OFFICIAL,),
    "secretariat": (Standing.SECRETARIAT,),
    "guests": (Standing.GUEST,),
}
"""The lists of a preparation, in order, each with the standings of its people; the first is the usual one."""

_LISTS = {
    "members": ("委員", "議員", "構成員", "出席委員", "審議会委員", "部会員"),
    "officials": (
        "実施機関", "説明員", "説明者", "説明", "説明職員", "関係課", "所管課", "担当課", "執行部", "幹事", "当局", "市側",
        "町側", "村側", "県側",
        "市", "町", "村", "県", "説明のため出席", "処分庁", "行政", "行政側", "関係職員", "出席職員", "説明のため出席した者",
        "学校側", "職員", "町職員", "市職員", "部課長", "幹部職員", "説明職員",
    ),
    "secretariat": ("事務局", "書記", "庶務", "事務局職員", "事務局側", "議会事務局"),
    "guests": (
        "参考人", "関係人", "推進委員", "農地利用最適化推進委員",
        "オブザーバー", "オブザーバ", "その他", "その他の出席者", "アドバイザー", "陪席",
        "有識者", "ゲスト", "来賓", "助言者", "臨席者",
    ),
}  # fmt: skip
_LONGEST_LIST = 8
"""Characters of a word like 専門委員; more is a category (国民健康保険の被保険者を代表する委員)."""
_WRAPPED = re.compile(r"^[\s　]*[（(【\[［＜<〈《〔■□◆◇●○・◎]+[\s　]*|[\s　]*[）)】\]］＞>〉》〕]+[\s　]*$")
_ORGANISATION = re.compile(
    r".+(?:課|局|庁|省|署|協会|連合会|協議会|組合|会社|法人|団体|機構|センター|大学|銀行|委員会|審議会)|.{3,}(?:[部係]|室|事務所)"
)
_COUNTING = re.compile(r"^(?:[0-9０-９]+|[一二三四五六七八九十ⅠⅡⅢⅣ]+(?=[\s　.．、]))[\s　.．、)）]*")
_LIST_TAIL = re.compile(r"(名簿|一覧|出席者|の部|[（(]?[0-9０-９一二三四五六七八九十]+[名人][）)]?|[:：])$")


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


def no_role(section: str) -> str:
    """What to say where the body has no role for a list."""
    standing = SECTIONS[section][0].value
    return f"この審議会の型には立場が「{standing}」の役割がありません。型の [roles.…] に足してください。"


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


def is_organisation(text: str) -> bool:
    """Whether a text names an office or a body and nobody in it (「国土局　交通政策課」)."""
    return _ORGANISATION.fullmatch("".join(text.split())) is not None


def unwrapped(text: str) -> str:
    """A divider without what surrounds it: 「（事務局）」, 「■説明員」."""
    return _WRAPPED.sub("", _WRAPPED.sub("", text)).strip()


def heading_named(text: str, profile: Profile | None = None) -> str:
    """The list that a heading names, perhaps with a number before it (「２　事務局」); empty where it names none."""
    text = _COUNTING.sub("", text.strip())
    first, _, rest = text.partition("　")
    return list_named(text, profile) or (list_named(first, profile) if is_organisation(rest) else "")


def list_named(text: str, profile: Profile | None = None) -> str:
    """The list that a word names (「実施機関」, 「（事務局）」, 「委員名簿」); empty where it names none."""
    plain = normalize(_LIST_TAIL.sub("", unwrapped(text)))
    # A role without a category of its own (傍聴人) must not answer to an empty cell.
    if profile is not None and plain:
        for section in SECTIONS:
            words = {
                normalize(word)
                for role in section_roles(profile, section)
                for word in (role.title, role.category)
            }
            if plain in words and not any(
                plain == normalize(role.title) for role in profile.roles if role.votes
            ):
                return section
    found = next((key for key, words in _LISTS.items() if plain in map(normalize, words)), "")
    if not found and plain.startswith("説明のため"):
        return "officials"
    if not found and plain.endswith("事務局"):
        return "secretariat"
    return found or ("members" if plain.endswith("委員") and len(plain) <= _LONGEST_LIST else "")
