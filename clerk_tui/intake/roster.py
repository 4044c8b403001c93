"""A roster (名簿) → people: from tables and from lines, each on the list that is meant, nothing taken for a name.

Dividers (「（事務局）」), total rows, empty seats and remarks are no people; what stands beside a name and has no
field of its own (「R8.9.30退任」, 「代理：交通課長」) is told by name.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.moments import find_days
from clerk_tui.domain.profile import Profile, Role, Standing
from clerk_tui.domain.text import NUMBER, fold, number

from .columns import Columns, Field
from .lines import LineKind, PlacedLine, Where
from .names import NameCell, is_kana, is_office, is_post, is_vacant, read_name
from .people import SECTIONS, list_named, no_role, section_roles, unwrapped, usual_id, usual_role
from .problems import Problem
from .sheets import Paragraph

_SEAT = re.compile(rf"({NUMBER})\s*番?")
_ORDINAL = re.compile(r"[\s　0-9０-９.．]*")
_TOTAL = re.compile(
    rf"[（(]?(?:合[\s　]*計|総[\s　]*計|小[\s　]*計|計)[)）]?[\s　:：]*(?:({NUMBER})\s*[名人件])?"
)
_COUNT = re.compile(rf"(?:委員|構成員|議員)(?:数|総数|定数)?[\s　:：（(]*({NUMBER})\s*[名人]")
_REMARK = re.compile(r"[\s　]*(※|＊|\*|注[\s　:：)）1-9１-９]|（注|\(注)")
_ABOUT_LIST = re.compile(r"名簿|現在|敬称略|五十音順|順不同|任期|一覧|出席者|配席|座席")
_TERM = re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*期|任期|前期|今期|旧委員|新委員")
_LEGEND = re.compile(
    r"([◎○●☆★△▲□■◇◆])\s*(?:印?は|[=＝:：…]|印)?\s*(副?(?:会長|委員長|議長|座長)|[^\s　、。]{0,4}職務代理者?)"
)
_USUAL_LEGEND = {"◎": "会長", "○": "副会長"}
_LEFT = re.compile("退任|辞任|離任|解嘱|退職|転出|まで")
_LONGEST = 40
"""Characters of a name; more is another column."""


class Roster(Struct):
    """People by list (``members`` …), and what was found beside them."""

    lists: Mapping[str, tuple[Person, ...]] = field(default_factory=dict)
    vacancies: int = 0
    counted: tuple[int, ...] = ()
    """How many members the paper itself says there are."""
    notes: tuple[str, ...] = ()
    """What stands beside somebody's name and has no field of its own."""
    doubts: tuple[str, ...] = ()

    @property
    def people(self) -> tuple[Person, ...]:
        return tuple(person for section in SECTIONS for person in self.lists.get(section, ()))


class _Term(Struct):
    """People of one term of office (任期)."""

    label: str = ""
    lists: dict[str, list[Person]] = field(default_factory=dict)
    lines: list[int] = field(default_factory=list)
    """Where its people stand among the placed lines."""
    vacancies: int = 0


class RosterReader:
    """Reads one table or line after another; :meth:`roster` gives what came of them."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.terms = [_Term()]
        self.placed: list[PlacedLine] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.doubts: list[str] = []
        self.counted: list[int] = []
        self.legend: dict[str, str] = {}
        self.left: dict[str, date] = {}
        """By name: when somebody left."""
        self.marked: list[str] = []
        """Signs whose meaning was guessed."""
        self.section = "members"
        self.divider = ""
        """The words of the present section."""
        self.chosen = ""
        """選出区分 that a divider has named."""

    def roster(self, day: date | None) -> Roster:
        """What came of all tables and lines for a meeting on that day."""
        term = self.term(day)
        for sign in dict.fromkeys(self.marked):
            self.doubts.append(
                f"名簿の「{sign}」は{self.legend.get(sign) or self.usual_mark(sign)}の印として読みました。違えば役職を直してください。"
            )
        for name, last in self.left.items():
            if day and last < day:
                self.doubts.append(
                    f"{name}さんの任期は会議の日より前に終わっています（名簿の日付）。名簿を直してください。"
                )
        lists = {section: tuple(people) for section, people in term.lists.items()}
        return Roster(
            lists, term.vacancies, tuple(self.counted), tuple(dict.fromkeys(self.notes)), tuple(self.doubts)
        )

    def term(self, day: date | None) -> _Term:
        filled = [term for term in self.terms if term.lists]
        if len(filled) < 2:
            return filled[0] if filled else self.terms[0]
        spans = {id(term): [each.date for each in find_days(term.label) if each.date] for term in filled}
        fitting = [
            term
            for term in filled
            if day and len(spans[id(term)]) > 1 and spans[id(term)][0] <= day <= spans[id(term)][-1]
        ]
        taken = (fitting or filled)[-1]
        labels = "、".join(f"「{term.label.strip() or '見出しなし'}」" for term in filled)
        self.doubts.append(
            f"名簿に任期の違う名簿が{len(filled)}つあります（{labels}）。"
            f"「{taken.label.strip()}」の委員を入れました。違えば名簿を分けてください。"
        )
        for term in filled:
            if term is not taken:
                for index in term.lines:
                    self.placed[index] = replace(self.placed[index], kind=LineKind.ELSEWHERE)
        return taken

    # -- tables

    def table(self, columns: Columns) -> None:
        """The rows of a table."""
        if named := list_named(columns.sheet.name, self.profile):
            self.section, self.divider = named, columns.sheet.name
        # 「区分」 names the list in some rosters and where a member was chosen from in others: its words tell.
        values = [columns.text(row, Field.LIST) for row in columns.rows]
        by_list = any(values) and all(list_named(value, self.profile) for value in values if value)
        # Likewise 所属・役職 may hold the posts of the body.
        posts = [columns.text(row, Field.BELONGS) for row in columns.rows]
        post = Field.POST if Field.POST in columns or not any(map(is_office, posts)) else Field.BELONGS
        for row in columns.rows:
            _Row(self, columns, row, by_list, post).read()

    # -- lines

    def line(self, paragraph: Paragraph) -> None:
        """A line of a roster without a table: 「会長　窪田　善一　　西都大学教授」."""
        where, text = Where(paragraph.file, paragraph.number), paragraph.text.strip()
        if self.said(where, text):
            return
        if named := list_named(text, self.profile):
            self.section, self.divider = named, unwrapped(text)
            self.place(where, text, LineKind.HEADING)
            return
        segments = [part for part in re.split(r"\t|[\s　]{2,}", text) if part.strip()]
        names = [part for part in segments if not is_post(part)]
        posts = [part for part in segments if is_post(part)]
        if not names or len(names[0]) > _LONGEST or re.search(r"[。:：]", text):
            self.place(where, text, LineKind.UNREAD)
            return
        cell = read_name(text if len(segments) == 1 else names[0])
        if cell.vacant:
            self.vacancy(where, text)
            return
        belongs = "　".join(names[1:])
        found = self.add(
            where, self.section, cell, "".join(posts[:1]), Person(PersonId(""), "", "", office=belongs)
        )
        self.place(where, text, LineKind.PERSON if found else LineKind.UNREAD)

    def said(self, where: Where, text: str) -> bool:
        """Whether a line tells of the roster itself: a title, a term, a legend, a count, a remark."""
        for sign, post in _LEGEND.findall(text):
            self.legend[sign] = post
        counted = [value for typed in _COUNT.findall(text) if (value := number(typed)) is not None]
        self.counted += counted
        if _TERM.search(text) and not is_post(text):
            self.begin_term(text)
            self.place(where, text, LineKind.HEADING)
        elif _REMARK.match(text):
            self.place(where, text, LineKind.REMARK)
        elif _ABOUT_LIST.search(text) or _LEGEND.search(text) or counted:
            self.place(where, text, LineKind.HEADING)
        else:
            return False
        return True

    def begin_term(self, label: str) -> None:
        if self.terms[-1].lists:
            self.terms.append(_Term(label))
            self.section, self.divider, self.chosen = "members", "", ""
        else:
            self.terms[-1].label = f"{self.terms[-1].label} {label}"

    # -- common

    def place(self, where: Where, text: str, kind: LineKind) -> None:
        if kind is LineKind.PERSON:
            self.terms[-1].lines.append(len(self.placed))
        self.placed.append(PlacedLine(where, text, kind))

    def vacancy(self, where: Where, text: str) -> None:
        self.place(where, text, LineKind.VACANCY)
        if self.section == "members":
            self.terms[-1].vacancies += 1

    def usual_mark(self, sign: str) -> str:
        chair = self.profile.role_of(Standing.CHAIR)
        called = chair.title if chair else "会長"
        return {"◎": called, "○": f"副{called}"}.get(sign, "")

    def add(
        self, where: Where, section: str, cell: NameCell, post: str, more: Person, column: str = ""
    ) -> Person | None:
        """Somebody of that name on a list; None where it cannot be, which is noted."""
        if not post and cell.mark:
            post = self.legend.get(cell.mark) or self.usual_mark(cell.mark)
            if post and cell.mark not in self.legend:
                self.marked.append(cell.mark)
        post = post or cell.post
        role = self.role(section, post)
        if role is None:
            self.problems.append(where.problem(no_role(section)))
            return None
        if post == role.title and role.standing is not Standing.CHAIR:
            post = ""
        reading = cell.reading.split()
        person = replace(
            more,
            name=cell.name,
            given=cell.given,
            role=role.id,
            post=post,
            # The reading is that of what stands under 姓.
            reading=(reading[0] if cell.given and len(reading) > 1 else "".join(reading)),
            section=more.section or (self.chosen if section == "members" else ""),
        )
        people = self.terms[-1].lists.setdefault(section, [])
        taken = {other.id for each in self.terms[-1].lists.values() for other in each}
        named = usual_id(cell.name, cell.given, post or role.title, taken)
        twice = cell.given and any(
            (other.name, other.given, other.role) == (cell.name, cell.given, role.id) for other in people
        )
        if named in taken or twice:
            self.problems.append(where.problem(_same(cell.name, cell.given, post), column))
            return None
        person = replace(person, id=named)
        people.append(person)
        for note in cell.notes:
            self.note(person, note)
        return person

    def role(self, section: str, post: str) -> Role | None:
        role = usual_role(self.profile, section, post)
        named = {fold(word) for word in (self.divider, post) if word}
        for each in section_roles(self.profile, section):
            if section == "guests" and fold(each.title) in named:
                return each
        return role

    def note(self, person: Person, text: str, about: str = "名簿の備考") -> None:
        called = person.name + person.given
        self.notes.append(f"{called}：{about}「{' '.join(text.split())}」")
        days = [day.date for day in find_days(text) if day.date]
        if days and _LEFT.search(text):
            self.left[called] = days[-1]


class _Row:
    """One row of a table."""

    def __init__(self, reader: RosterReader, columns: Columns, row: int, by_list: bool, post: Field) -> None:
        self.reader = reader
        self.columns = columns
        self.row = row
        self.by_list = by_list
        self.post_field = post
        self.where = columns.where(row)
        self.texts = columns.texts(row)
        self.shown = "　".join(self.texts)

    def read(self) -> None:
        reader = self.reader
        if self.repeated():
            reader.place(self.where, self.shown, LineKind.HEADING)
        elif (
            self.total()
            or self.divided()
            or (len(self.texts) == 1 and reader.said(self.where, self.texts[0]))
        ):
            return
        elif _REMARK.match(self.shown):
            reader.place(self.where, self.shown, LineKind.REMARK)
        else:
            self.person()

    def text(self, field: Field) -> str:
        return self.columns.text(self.row, field)

    def repeated(self) -> bool:
        """The heading again, on a new page."""
        columns = self.columns
        return bool(columns.heading) and any(
            field in columns and fold(columns.seen(self.row, field)) == fold(columns.head(field))
            for field in (Field.NAME, Field.SURNAME)
        )

    def total(self) -> bool:
        for text in (self.shown, *self.texts):
            match = _TOTAL.fullmatch(text)
            if match is None:
                continue
            typed = match[1] or next(
                (found[1] for each in self.texts if (found := re.fullmatch(rf"({NUMBER})\s*[名人]?", each))),
                None,
            )
            if typed and (value := number(typed)) is not None and self.reader.section == "members":
                self.reader.counted.append(value)
            self.reader.place(self.where, self.shown, LineKind.TOTAL)
            return True
        return False

    def divided(self) -> bool:
        """Whether the row begins another list, or names where the members below it come from."""
        reader, columns = self.reader, self.columns
        if len(self.texts) != 1:
            return False
        text = self.texts[0]
        name_at = columns.places.get(Field.NAME, columns.places.get(Field.SURNAME))
        wide = len(columns.cells(self.row)) > 1
        if named := list_named(text, reader.profile):
            reader.section, reader.divider, reader.chosen = named, unwrapped(text), ""
        elif is_vacant(text) or is_office(text):
            return False
        elif wide or name_at not in columns.cells(self.row):
            if not re.search(
                r"委員|者|代表|団体|機関|関係|市民|町民|区民|住民|経験|公募|選出|枠|部|班|号", text
            ) or (not wide and columns.places.get(Field.BELONGS) in columns.cells(self.row)):
                return False
            reader.chosen = unwrapped(text)
        else:
            return False
        reader.place(self.where, self.shown, LineKind.HEADING)
        return True

    def person(self) -> None:
        reader, columns = self.reader, self.columns
        section = self.section()
        cell, column = self.name()
        if len(cell.name + cell.given) > _LONGEST:
            message = "氏名が長すぎます。氏名の列でなければ --column 氏名=B のように指定してください。"
            reader.problems.append(columns.sheet.problem(self.row, message, column))
            return
        beside = [self.text(each) for each in (Field.BELONGS, Field.REMARK, Field.POST, Field.ATTENDANCE)]
        if cell.vacant or (not cell.name and any(map(is_vacant, beside))):
            reader.vacancy(self.where, self.shown)
            return
        if not cell.name:
            self.nameless(section)
            return
        post = _joined(self.text(self.post_field))
        remark = self.text(Field.REMARK)
        if is_office(remark) and (not post or not is_office(post)):
            # 備考「会長」 says what the member is here, 職 beside it what they are elsewhere.
            post, remark = _joined(remark), ""
        more = Person(
            PersonId(""),
            "",
            "",
            office=_joined(self.text(Field.BELONGS)) if self.post_field is not Field.BELONGS else "",
            seat=self.seat(cell.name),
            section=_joined(self.text(Field.SECTION))
            or ("" if self.by_list else _joined(self.text(Field.LIST))),
        )
        found = reader.add(self.where, section, self.with_reading(cell), post, more, "")
        reader.place(self.where, self.shown, LineKind.PERSON if found else LineKind.UNREAD)
        if found is None:
            return
        if remark:
            reader.note(found, remark)
        self.attendance(found)
        term = [day.date for day in find_days(self.text(Field.TERM)) if day.date]
        if len(term) > 1:
            reader.left.setdefault(found.name + found.given, term[-1])

    def section(self) -> str:
        """The list of this row: its own word, the post's, or that of the divider above."""
        reader = self.reader
        post = self.text(self.post_field)
        named = list_named(self.text(Field.LIST), reader.profile) if self.by_list else ""
        if not named and reader.section == "members":
            if post.startswith(("事務局", "書記")):
                named = "secretariat"
            elif post and list_named(post, reader.profile) in ("officials", "secretariat", "guests"):
                named = list_named(post, reader.profile)
        return named or reader.section

    def name(self) -> tuple[NameCell, int | None]:
        columns = self.columns
        if Field.SURNAME in columns and self.text(Field.SURNAME):
            cell = NameCell(_joined(self.text(Field.SURNAME)), _joined(self.text(Field.GIVEN)))
            return cell, columns.places[Field.SURNAME]
        seen = columns.seen(self.row, Field.NAME)
        # 〃 under a name is nobody.
        return read_name(seen if self.text(Field.NAME) or is_vacant(seen) else ""), columns.places.get(
            Field.NAME
        )

    def with_reading(self, cell: NameCell) -> NameCell:
        """The cell with its reading: of the column, else of the cell, else what the program keeps."""
        from .sheets.grid import hiragana

        typed = self.text(Field.READING)
        if typed and is_kana(typed):
            return replace(cell, reading=hiragana(typed))
        if typed:
            message = f"よみ「{typed}」に仮名でない字があります。ひらがなで書いてください。"
            column = self.columns.places.get(Field.READING)
            self.reader.problems.append(self.columns.sheet.problem(self.row, message, column))
        places = [self.columns.places.get(each) for each in (Field.NAME, Field.SURNAME)]
        kept = next(
            (found for at in places if at and (found := self.columns.sheet.readings.get((self.row, at), ""))),
            "",
        )
        if not cell.reading and kept and is_kana(kept):
            return replace(cell, reading=kept)
        return cell

    def nameless(self, section: str) -> None:
        """A row without a name: an organisation among those who only attend, else nothing that can be used."""
        reader = self.reader
        belongs = self.text(Field.BELONGS) or self.text(self.post_field)
        if not belongs and _ORDINAL.fullmatch(self.shown):
            reader.place(self.where, self.shown, LineKind.HEADING)
            return
        if belongs and section != "members":
            cell = NameCell("".join(belongs.split()))
            found = reader.add(self.where, section, cell, "", Person(PersonId(""), "", ""))
            if found is not None:
                reader.place(self.where, self.shown, LineKind.PERSON)
                reader.doubts.append(
                    f"{self.where}「{belongs}」に氏名がありません。組織の名で載せました。分かれば氏名を足してください。"
                )
                self.attendance(found)
                return
        elif belongs:
            reader.doubts.append(
                f"{self.where}「{belongs}」に氏名がありません。欠員なら定数を、いるなら氏名を書いてください。"
            )
        reader.place(self.where, self.shown, LineKind.UNREAD)

    def attendance(self, person: Person) -> None:
        typed = self.text(Field.ATTENDANCE)
        seen = self.columns.seen(self.row, Field.ATTENDANCE)
        if re.search("Web|ＷＥＢ|WEB|Ｗｅｂ|web|オンライン|リモート|遠隔", typed):
            self.reader.note(person, typed, "オンライン出席")
        elif re.search("欠|代理|×|遅|早退|書面|委任", typed or seen):
            self.reader.note(person, typed or seen, "出欠の列に")

    def seat(self, name: str) -> int | None:
        typed = self.text(Field.SEAT)
        if not typed:
            return None
        match = _SEAT.fullmatch(typed)
        seat = number(match[1]) if match else None
        column = self.columns.places.get(Field.SEAT)
        if not seat:
            message = f"議席番号「{typed}」が読めません。「3」のように番号だけを書いてください。"
            self.reader.problems.append(self.columns.sheet.problem(self.row, message, column))
            return None
        people = [person for each in self.reader.terms[-1].lists.values() for person in each]
        other = next((person.name for person in people if person.seat == seat), None)
        if other is not None:
            message = f"議席番号{seat}は{other}さんと同じです。どちらかを直してください。"
            self.reader.problems.append(self.columns.sheet.problem(self.row, message, column))
        return seat


def _joined(text: str) -> str:
    return re.sub(r"[\s　]+", "", text)


def _same(name: str, given: str, post: str) -> str:
    if given:
        return f"「{name}{given}」が二度あります。一つを消してください。"
    return f"「{name}{post}」が二人います。氏名を「姓　名」の形で書いて区別するか、一つを消してください。"
