"""Rows of a roster → people (名簿の行): names divided, readings in hiragana, each on the list that is meant."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

import jaconv
from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.profile import Profile, Standing
from clerk_tui.domain.text import NUMBER, normalize, number

from .columns import Columns
from .headings import Field
from .problems import Problem
from .roster import SECTIONS, usual_id, usual_role

_LISTS = {
    "members": ("委員", "議員", "構成員"),
    "officials": (
        "実施機関",
        "説明員",
        "説明者",
        "説明",
        "関係課",
        "所管課",
        "執行部",
        "説明のため出席した者",
    ),
    "secretariat": ("事務局", "書記", "庶務"),
    "guests": ("参考人", "関係人", "推進委員", "オブザーバー", "その他", "その他の出席者"),
}
_HONOUR = re.compile(r"[\s　]+(様|氏|殿|さん)$")
_SEAT = re.compile(rf"({NUMBER})\s*番?")
_KANA = re.compile(r"[ぁ-ゖー・\s]+")
_LONGEST = 40
"""Characters of a name; more is another column."""


class Listed(Struct, frozen=True):
    """People by list (``members`` …), only the lists that the table holds."""

    lists: Mapping[str, tuple[Person, ...]]

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(person for section in SECTIONS for person in self.lists.get(section, ()))


def read_people(
    columns: Columns, profile: Profile, known: Mapping[str, tuple[Person, ...]]
) -> tuple[Listed, list[Problem]]:
    """The people below a heading, added to those that are known already, and what is wrong with the rows."""
    reader = _Rows(columns, profile, known)
    for row in columns.rows:
        reader.row(row)
    return Listed({section: tuple(people) for section, people in reader.lists.items()}), reader.problems


def list_named(text: str) -> str:
    """The list that a word names (「実施機関」, 「委員名簿」); empty where it names none."""
    plain = normalize(re.sub(r"(名簿|一覧|出席者|の部)$", "", text.strip()))
    return next((key for key, words in _LISTS.items() if plain in map(normalize, words)), "")


class _Rows:
    def __init__(self, columns: Columns, profile: Profile, known: Mapping[str, tuple[Person, ...]]) -> None:
        self.columns = columns
        self.profile = profile
        self.lists = {section: list(people) for section, people in known.items()}
        self.section = list_named(columns.sheet.name) or "members"
        self.problems: list[Problem] = []
        # 「区分」 names the list in some rosters and where a member was chosen from in others: its words tell.
        values = [columns.text(row, Field.LIST) for row in columns.rows]
        self.by_list = any(values) and all(list_named(value) for value in values if value)
        self.seats = {
            person.seat: person.name
            for people in known.values()
            for person in people
            if person.seat is not None
        }

    def row(self, row: int) -> None:
        columns = self.columns
        texts = {text for column in columns.sheet.columns(row) if (text := columns.sheet.text(row, column))}
        if len(texts) == 1 and (section := list_named(next(iter(texts)))):
            self.section = section
            return
        name, given = self.name(row)
        if not name or name.startswith(("※", "注")):
            return
        if normalize(name) == normalize(columns.head(Field.NAME)):
            return  # the heading again
        if len(name + given) > _LONGEST:
            self.problem(
                row,
                "氏名が長すぎます。氏名の列でなければ --column 氏名=B のように指定してください。",
                Field.NAME,
            )
            return
        section = self.list_of(row)
        person = self.person(row, section, name, given)
        if person is not None:
            self.lists.setdefault(section, []).append(person)

    def name(self, row: int) -> tuple[str, str]:
        """Surname and given name; the whole name as the surname where nothing divides it."""
        text = self.columns.text
        if Field.SURNAME in self.columns and text(row, Field.SURNAME):
            return _joined(text(row, Field.SURNAME)), _joined(text(row, Field.GIVEN))
        whole = _HONOUR.sub("", text(row, Field.NAME))
        first, *rest = re.split(r"[\s　]+", whole) if whole else [""]
        # 「山 田 太 郎」: blanks that only spread the characters out divide nothing.
        if rest and len(first) == 1 and all(len(part) == 1 for part in rest):
            return (first + "".join(rest), "") if len(rest) > 1 else (first, rest[0])
        return first, "".join(rest)

    def list_of(self, row: int) -> str:
        return (list_named(self.columns.text(row, Field.LIST)) if self.by_list else "") or self.section

    def person(self, row: int, section: str, name: str, given: str) -> Person | None:
        text = self.columns.text
        post = _joined(text(row, Field.POST))
        role = usual_role(self.profile, section, post)
        if role is None:
            standing = SECTIONS[section][0].value
            self.problem(
                row,
                f"この型には立場が「{standing}」の役割がありません。型の [roles.…] に足してください。",
                Field.LIST,
            )
            return None
        if post == role.title and role.standing is not Standing.CHAIR:
            post = ""
        chosen = _joined(text(row, Field.SECTION)) or ("" if self.by_list else _joined(text(row, Field.LIST)))
        seat = self.seat(row, name)
        reading = self.reading(row, bool(given))
        person = Person(
            PersonId(""), name, role.id, post, given, reading, _joined(text(row, Field.BELONGS)), seat, chosen
        )
        taken = {other.id for people in self.lists.values() for other in people}
        named = usual_id(name, given, post or role.title, taken)
        twice = given and any(
            (other.name, other.given, other.role) == (name, given, role.id)
            for other in self.lists.get(section, ())
        )
        if named in taken or twice:
            self.problem(row, _same(name, given, post), Field.NAME)
            return None
        return replace(person, id=named)

    def seat(self, row: int, name: str) -> int | None:
        typed = self.columns.text(row, Field.SEAT)
        if not typed:
            return None
        match = _SEAT.fullmatch(typed)
        seat = number(match[1]) if match else None
        if not seat:
            self.problem(
                row, f"議席番号「{typed}」が読めません。「3」のように番号だけを書いてください。", Field.SEAT
            )
            return None
        if seat in self.seats:
            message = f"議席番号{seat}は{self.seats[seat]}さんと同じです。どちらかを直してください。"
            self.problem(row, message, Field.SEAT)
        self.seats.setdefault(seat, name)
        return seat

    def reading(self, row: int, divided: bool) -> str:
        typed = self.columns.text(row, Field.READING)
        kana = jaconv.kata2hira(unicodedata.normalize("NFKC", typed)).strip()
        if kana and not _KANA.fullmatch(kana):
            self.problem(
                row, f"よみ「{typed}」に仮名でない字があります。ひらがなで書いてください。", Field.READING
            )
            return ""
        parts = kana.split()
        # The reading is that of what stands under 姓.
        return parts[0] if parts and divided else "".join(parts)

    def problem(self, row: int, message: str, field: Field) -> None:
        self.problems.append(self.columns.sheet.problem(row, message, self.columns.places.get(field)))


def _joined(text: str) -> str:
    return re.sub(r"[\s　]+", "", text)


def _same(name: str, given: str, post: str) -> str:
    if given:
        return f"「{name}{given}」が二度あります。一つを消してください。"
    return f"「{name}{post}」が二人います。氏名を「姓　名」の形で書いて区別するか、一つを消してください。"
