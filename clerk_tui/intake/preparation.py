"""``preparation.toml`` → :class:`~clerk_tui.domain.meeting.Meeting` (準備の読取り).

The file lies in the folder of its session, beside the session's own ``profile.toml`` once there is one. A list
element may be written short (``["姓", "役職"]``) or as a table, whose keys are the fields of the Struct.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol, TypeVar

from msgspec.structs import replace

from clerk_tui.domain.calendar import CalendarError, parse_date, parse_time
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import (
    AgendaItem,
    FollowUp,
    FollowUpKind,
    Material,
    Meeting,
    Person,
)
from clerk_tui.domain.profile import Profile, Role

from .people import SECTIONS, no_role, section_roles, usual_id, usual_role
from .preparation_agenda import AgendaReader
from .problems import FileProblems, maybe
from .toml import Row, Table, read
from .typed import read_struct

FILE = "preparation.toml"
PROFILE = "profile.toml"

MATERIALS = {"before": "事前", "day": "当日"}
"""The keys of the materials, each with the word that is printed."""

OTHER = "other"
"""The key of materials handed out at another time, each as the word that is printed and the title.

The word is empty where nobody knows when.
"""

NAMES = {
    "body": "審議会の型", "title": "名称", "date": "日付", "start": "開始時刻", "end": "終了予定", "place": "場所",
    "seats": "定数", "moment_text": "日時の文言", "members": "委員", "officials": "説明員", "secretariat": "事務局",
    "guests": "その他の出席者", "name": "姓", "given": "名", "reading": "よみ", "post": "役職", "role": "役割",
    "office": "所管課", "seat": "議席番号", "section": "選出区分", "id": "識別名", "materials": "配布資料",
    "before": "事前配布", "day": "当日配布", "other": "その他の配布", "items": "次第", "number": "番号",
    "cases": "案件", "groups": "案件群", "numbers": "案件番号", "explainer": "説明者", "heading": "見出し",
    "item": "次第の番号", "mark": "番号の書き方", "under": "どの項目の中か",
    "origin": "付議の経緯", "received": "受けた時", "referred_to": "付託先",
    "reported": "報告の時", "fields": "自由欄", "follow_ups": "宿題", "kind": "種類", "what": "内容", "due": "期限",
    "since": "いつから", "inside": "非公開の部分のものか",
    "closed": "非公開の理由",
}  # fmt: skip
"""What the keys are called in Japanese, for messages."""

UNKNOWN = "不明"
"""In place of a date, an hour or a place that nobody knows."""

T = TypeVar("T")


class Profiles(Protocol):
    """Where profiles come from; the package :mod:`clerk_tui.profile` is one."""

    def read_profile(self, path: Path) -> Profile:
        """The profile in a file; raises FileProblems."""
        ...

    def find(self, name: str) -> Path:
        """The file of a profile by its name; raises LookupError with one Japanese sentence."""
        ...


def read_preparation(folder: Path, profiles: Profiles) -> Meeting:
    """The meeting that is prepared in a folder.

    The session's own ``profile.toml`` counts, if there is one; else the profile that ``body`` names.

    Raises:
        FileProblems: all that is wrong in the preparation, or in the profile.
    """
    return read_preparation_file(folder / FILE, profiles)


def read_preparation_file(path: Path, profiles: Profiles) -> Meeting:
    """The meeting that a file prepares, whatever the file is called; see :func:`read_preparation`."""
    root = read(path, NAMES)
    profile = _profile(root, path.parent, profiles)
    starts = _moment(root, "start", time, parse_time)
    ends = _moment(root, "end", time, parse_time)
    if starts is not None and ends is not None and ends <= starts:
        root.problem("終了予定が開始時刻より後になっていません。時刻を直してください。", "end")
    title = tuple(line.strip() for line in root.texts("title"))
    if not title or not all(title):
        message = '会議の名称がないか、空の行があります。title = ["…"] と書いてください。'
        root.problem(message, *(("title",) if "title" in root else ()))
    place = root.word("place", required=True)
    people = _people(root, profile)
    items = _items(root)
    cases, groups = AgendaReader(root, profile.notation, people, items).read()
    meeting = Meeting(
        profile=profile,
        title=title,
        date=_moment(root, "date", date, parse_date),
        starts=starts,
        ends=ends,
        place="" if place == UNKNOWN else place,
        people=people,
        seats=root.number("seats", least=1),
        materials=_materials(root.table("materials")),
        items=items,
        cases=cases,
        groups=groups,
        follow_ups=_follow_ups(root),
        moment_text=root.word("moment_text"),
        closed=root.word("closed"),
        fields=_fields(root.table("fields"), profile),
    )
    if meeting.seats is not None and len(meeting.voters) > meeting.seats:
        root.problem(
            f"定数{meeting.seats}に対して委員が{len(meeting.voters)}人います。定数か名簿を直してください。",
            "seats",
        )
    # A roster that is still to come says nothing.
    if (fixed := profile.quorum.fixed) > meeting.seat_count > 0:
        root.problem(
            f"型（profile.toml）の定足数 {fixed} 人が、委員 {meeting.seat_count} 人より多く、会議が成り立ちません。"
            "[quorum] の fixed か名簿を直してください。"
        )
    root.source.check()
    return meeting


def _profile(root: Table, folder: Path, profiles: Profiles) -> Profile:
    name = root.word("body")
    path = folder / PROFILE
    if not path.exists():
        if not name:
            root.problem('「body」（審議会の型）がありません。body = "…" の行に型の名前を書いてください。')
            raise FileProblems(root.source.problems)
        try:
            path = profiles.find(name)
        except LookupError as error:
            root.problem(str(error), "body")
            raise FileProblems(root.source.problems) from None
    return profiles.read_profile(path)


def _moment(root: Table, key: str, kind: type[T], parse: Callable[[str], T]) -> T | None:
    """A date or time, typed as Japanese text or as TOML has it; None: said to be unknown."""
    value = root.raw(key)
    if isinstance(value, kind) and not isinstance(value, datetime):
        return value
    text = root.word(key, required=True)
    if text in ("", UNKNOWN):
        return None
    try:
        return parse(text)
    except CalendarError as error:
        root.problem(str(error), key)
        return None


def _materials(table: Table) -> tuple[Material, ...]:
    materials = []
    for key, when in MATERIALS.items():
        for index, typed in enumerate(table.texts(key)):
            title = typed.strip()
            if not title:
                table.problem("資料の名前が空です。名前を書くか、消してください。", key, index)
            materials.append(Material(when, title))
    for index, row in enumerate(table.rows(OTHER, width=2)):
        cells = tuple(cell.strip() for cell in row.cells) if isinstance(row, Row) else ()
        if len(cells) == 2 and cells[1]:
            materials.append(Material(*cells))
        else:
            table.problem('配布の時期と資料の名前を ["席上", "…"] の形で書いてください。', OTHER, index)
    return tuple(materials)


def _fields(table: Table, profile: Profile) -> tuple[tuple[str, str], ...]:
    """What stands in the free fields at this meeting."""
    known = [name for name, _ in profile.fields]
    for name in table.data:
        if name not in known:
            table.problem(
                f"「{name}」という自由欄は型にありません。{maybe(name, known)}"
                "profile.toml の [fields] に加えるか、名前を直してください。",
                name,
            )
    return tuple((name, table.text(name, lines=True)) for name in table.data)


def _follow_ups(root: Table) -> tuple[FollowUp, ...]:
    """What former meetings left to be done; each is known by what it says."""
    found: dict[tuple[str, str], FollowUp] = {}
    for row in root.tables("follow_ups"):
        each = read_struct(
            row,
            FollowUp,
            FollowUp("", FollowUpKind.OTHER, ""),
            given={"id": row.word("what")},
            required=("what",),
        )
        if (each.what, each.office) in found:
            row.problem(f"宿題「{each.what}」が二度あります。一つにしてください。", "what")
        found[each.what, each.office] = each
    return tuple(found.values())


def _people(root: Table, profile: Profile) -> tuple[Person, ...]:
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


def _person(
    row: Table | Row, section: str, profile: Profile, taken: Mapping[PersonId, Person]
) -> Person | None:
    """The person in one row; None where that is not known from it."""
    typed_role = typed_id = ""
    if isinstance(row, Row):
        name, post = row.cells[0].strip(), "".join(row.cells[1:]).strip()
        if not name:
            row.source.problem(row.key, "姓が空です。名前を書いてください。")
            return None
        person = Person(PersonId(""), name, "", post)
    else:
        typed_role, typed_id = row.word("role"), row.word("id")
        given = {"role": "", "id": PersonId("")}
        person = read_struct(row, Person, given=given, required=("name",), least={"seat": 1})
        if not person.name:
            return None
    role = _role(row, section, profile, person.post, typed_role)
    if role is None:
        return None
    called = person.post or role.title
    person_id = PersonId(typed_id) if typed_id else usual_id(person.name, person.given, called, taken)
    if person_id in taken:
        row.source.problem(row.key, _same(person_id, typed_id, person.given))
        return None
    return replace(person, id=person_id, role=role.id)


def _role(row: Table | Row, section: str, profile: Profile, post: str, typed: str) -> Role | None:
    roles = section_roles(profile, section)
    if not typed:
        role = usual_role(profile, section, post)
        if role is None:
            row.source.problem(row.key, no_role(section))
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


def _items(root: Table) -> tuple[AgendaItem, ...]:
    """The items, numbered as they come unless the file numbers them."""
    items: dict[int, AgendaItem] = {}
    for index, row in enumerate(root.rows("items", texts=True), start=1):
        if isinstance(row, Row):
            item = AgendaItem(index, row.cells[0].strip())
            if not item.title:
                root.source.problem(row.key, "次第の項目が空です。題を書くか、消してください。")
        else:
            item = read_struct(row, AgendaItem, AgendaItem(index), filled=("title", "mark"))
            if not (item.title or item.mark):
                row.problem("次第の項目に題も番号の書き方もありません。title か mark を書いてください。")
            if item.under is not None and item.under not in items:
                row.problem(
                    f"次第の{item.under}番の項目が、前にありません。under には、上にある項目の番号を書いてください。",
                    "under",
                )
        if item.number in items:
            root.source.problem(row.key, f"次第の{item.number}番が二つあります。番号を直してください。")
        items[item.number] = item
    return tuple(items.values())
