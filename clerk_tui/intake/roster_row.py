"""One row of a roster's table (名簿の行): a person, a divider, an empty seat, a total, a remark."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.moments import find_days
from clerk_tui.domain.text import NUMBER, normalize, number

from .column_words import Field
from .columns import Columns
from .lines import LineKind, short
from .names import (
    NameCell,
    is_called_member,
    is_kana,
    is_name,
    is_office,
    is_plain_member,
    is_post,
    is_post_elsewhere,
    is_staff,
    is_vacant,
    read_name,
)
from .people import heading_named, is_organisation, list_named, unwrapped
from .sheets.grid import hiragana

if TYPE_CHECKING:
    from .roster import RosterReader
    from .roster_terms import PostsOf

_SEAT = re.compile(rf"({NUMBER})\s*番?")
_ORDINAL = re.compile(r"[\s　0-9０-９.．]*")
_TOTAL = re.compile(
    rf"[（(]?(?:(?:委員|職員|構成員|議員|出席者)?[\s　]*(?:合[\s　]*計|総[\s　]*計|小[\s　]*計|計)[)）]?[\s　:：]*"
    rf"(?:(?P<count>{NUMBER})\s*[名人件])?|以上[\s　、]*(?P<all>{NUMBER})\s*[名人])(?:[\s　]*[（(].*[)）])?[)）]?"
)
REMARK = re.compile(r"[\s　]*(※|＊|\*|注[\s　:：)）1-9１-９]|（注|\(注)")
TERM = re.compile(r"第\s*[0-9０-９一二三四五六七八九十]+\s*期|任期|前期|今期|旧委員|新委員")
BRACKETED = re.compile(r"[\s　]*[（(].*?[)）]")
_SAME = ("〃", "々", "同上", "同", "”", "″")
_LISTED = ("委員", "議員", "構成員")
_STAFF_LISTS = (
    "事務局",
    "書記",
    "庶務",
    "幹事",
    "説明員",
    "説明者",
    "参考人",
    "オブザーバー",
    "執行部",
    "実施機関",
)
"""Words for a list that are no group from which members are chosen."""
LONGEST = 40
"""Characters of a name; more is another column."""


class RosterRow:
    """One row of a table."""

    def __init__(
        self,
        reader: RosterReader,
        columns: Columns,
        row: int,
        by_list: bool,
        post: Field,
        *,
        posts_of: PostsOf,
    ) -> None:
        self.reader = reader
        self.columns = columns
        self.row = row
        self.by_list = by_list
        self.post_field = post
        self.posts_of = posts_of
        self.where = columns.where(row)
        self.texts = columns.texts(row)
        self.shown = "　".join(self.texts)

    def read(self) -> None:
        reader = self.reader
        if any(map(reader.is_legend, self.texts)) and not read_name(self.text(Field.NAME)).given:
            reader.said(self.where, self.shown)
        elif self.repeated():
            reader.place(self.where, self.shown, LineKind.HEADING)
        elif (
            self.total()
            or self.divided()
            or (len(self.texts) == 1 and reader.said(self.where, self.texts[0]))
        ):
            return
        elif REMARK.match(self.shown):
            reader.place(self.where, self.shown, LineKind.REMARK)
        else:
            self.begins_list()
            self.person()

    def begins_list(self) -> None:
        """Go on to the list that stands before the name of its first: 「事務局｜スポーツ課長　梶　俊介」."""
        columns, reader = self.columns, self.reader
        known = {at for field, at in columns.places.items() if field is not Field.ORDER}
        for at in columns.cells(self.row):
            word = columns.sheet.text(self.row, at)
            named = list_named(word, reader.profile) if at not in known else ""
            if named and unwrapped(word) in _STAFF_LISTS:
                reader.section, reader.divider, reader.chosen = named, unwrapped(word), ""

    def text(self, field: Field) -> str:
        return self.columns.text(self.row, field)

    def repeated(self) -> bool:
        """The heading again, on a new page."""
        columns = self.columns
        return bool(columns.heading) and any(
            field in columns and normalize(columns.seen(self.row, field)) == normalize(columns.head(field))
            for field in (Field.NAME, Field.SURNAME)
        )

    def total(self) -> bool:
        for text in (self.shown, *self.texts):
            match = _TOTAL.fullmatch(text)
            if match is None:
                continue
            typed = (
                match["count"]
                or match["all"]
                or next(
                    (
                        found[1]
                        for each in self.texts
                        if (found := re.fullmatch(rf"({NUMBER})\s*[名人]?", each))
                    ),
                    None,
                )
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
        if TERM.search(text) and (find_days(text) or "期" in text):
            return reader.said(self.where, text)
        if named := heading_named(text, reader.profile):
            reader.section, reader.divider, reader.chosen = named, unwrapped(text), ""
        elif is_vacant(text) or is_office(text) or read_name(text).post:
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
        if len(cell.name + cell.given) > LONGEST:
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
        if is_kana(cell.name + cell.given) and len(self.texts) == 1:
            # Kana alone: the reading of the name in the next row.
            reader.reading = hiragana(self.texts[0])
            reader.place(self.where, self.shown, LineKind.PERSON)
            return
        if section != "members" and not cell.given and is_organisation(cell.name):
            reader.organisation(self.where, cell.name)
            return
        if self.no_name(section, cell):
            return
        post = joined(self.text(self.post_field)) or self.aside()
        remark = self.text(Field.REMARK)
        office = joined(self.text(Field.BELONGS)) if self.post_field is not Field.BELONGS else ""
        post, office, remark = self.here_and_elsewhere(section, post, office, remark)
        heads = (self.listed() if self.by_list else "", self.text(Field.SECTION))
        own = next((joined(text) for text in heads if is_office(text)), "")
        if section == "members" and own and not is_office(post):
            # 「区分」 says who presides, and 役職 what they are elsewhere.
            office, post = "　".join(filter(None, (office, post))), own
        chosen = joined(self.text(Field.SECTION)) or self.category()
        if section == "members":
            chosen = chosen or self.filled(Field.SECTION)
        if section != "members" and chosen and not office:
            # Among those who only attend, the same column tells their office.
            office, chosen = chosen, ""
        if section != "members" and (not post or list_named(post)) and not cell.post and is_staff(office):
            post, office = office, ""  # 「寒河江　望｜こども未来部長」 under 所属
        group = self.text(Field.LIST)
        if section != "members" and not (post or cell.post) and is_post(group) and not list_named(group):
            post = joined(group)  # 「館長」 in the column that groups the members above
        more = Person(
            PersonId(""),
            "",
            "",
            office=office,
            seat=self.seat(),
            section=chosen,
        )
        found = reader.add(self.where, section, self.with_reading(cell), post, more)
        reader.place(self.where, self.shown, LineKind.PERSON if found else LineKind.UNREAD)
        if found is None:
            return
        if remark:
            reader.note(found, remark)
        self.attendance(found)
        term = [day.date for day in find_days(self.text(Field.TERM)) if day.date]
        if (said := self.text(Field.TERM)) and not term:
            reader.note(found, said, "名簿の任期")
        if len(term) > 1:
            reader.left.setdefault(found.name + found.given, term[-1])

    def no_name(self, section: str, cell: NameCell) -> bool:
        """Whether what stands under 氏名 is nobody's name, which is told."""
        whole = cell.name + cell.given
        if section == "members" and not cell.given and is_post_elsewhere(cell.name):
            why = "は職名で、氏名がないので、名簿に入れませんでした。氏名を「高台警察署長　大野　守」のように足してください。"
        elif not is_name(whole):
            why = "は氏名に見えないので、名簿に入れませんでした。氏名なら姓と名だけにしてください。"
        else:
            return False
        self.reader.place(self.where, self.shown, LineKind.UNREAD)
        self.reader.doubts.append(f"{self.where}の「{short(whole)}」{why}")
        return True

    def here_and_elsewhere(self, section: str, post: str, office: str, remark: str) -> tuple[str, str, str]:
        """Post in this body, what somebody is elsewhere, and the rest of the remarks."""
        within = BRACKETED.sub("", remark)
        if both := re.fullmatch(r"(.+?)[（(](.+)[)）]", post):
            # 「委員（職務代理）」
            if is_plain_member(both[1]) and is_office(both[2]):
                post = both[2]
            elif is_plain_member(both[1]):
                # 「委員（ＰＴＡ会長）」: what they are elsewhere.
                office, post = "　".join(filter(None, (office, both[2]))), both[1]
        if self.posts_of.name == "ORGANISATION" and section == "members" and post:
            office, post = f"{office}　{post}".strip(), ""
        if is_office(within) and not is_office(post):
            # 備考「会長（再任）」 says what the member is here, 職 beside it what they are elsewhere.
            own = "" if is_post(post) and list_named(post) else post
            office = "　".join(filter(None, (office, own)))
            post, remark = joined(within), "".join(BRACKETED.findall(remark)).strip("（）()")
        return post, office, remark

    def category(self) -> str:
        """What 区分 says of where a member comes from; empty where it only names the list."""
        text = self.listed()
        if self.section() != "members" or (self.by_list and (unwrapped(text) in _LISTED or is_office(text))):
            return ""
        return joined(text)

    def section(self) -> str:
        """The list of this row: its own word, the post's, or that of the divider above."""
        reader = self.reader
        post = self.text(self.post_field)
        named = list_named(self.listed(), reader.profile) if self.by_list else ""
        if self.by_list and not named and is_office(self.listed()):
            named = "members"
        if not named and reader.section == "members":
            named = list_named(self.text(Field.REMARK), reader.profile)
        if not named and reader.section == "members" and self.text(Field.SECTION) in _STAFF_LISTS:
            named = list_named(self.text(Field.SECTION), reader.profile)
        if named and is_called_member(post) and reader.section == "members":
            named = "members"  # 「行政」 under 区分 is where a 臨時委員 comes from
        if (
            not named
            and (within := re.search(r"[（(](.+?)[)）]$", post))
            and unwrapped(within[1]) in _STAFF_LISTS
        ):
            named = list_named(within[1])  # 「議長（オブザーバー）」
        if not named and reader.section == "members":
            if unwrapped(self.text(Field.BELONGS)) in _STAFF_LISTS:
                named = list_named(self.text(Field.BELONGS), reader.profile)
            elif (post or self.name()[0].post).startswith(("事務局", "書記")):
                named = "secretariat"
                reader.staff = named
            elif post and list_named(post, reader.profile) in ("officials", "secretariat", "guests"):
                named = list_named(post, reader.profile)
            elif self.aside() or (self.posts_of.name == "LIST" and is_staff(post)):
                named = reader.staff
        return named or reader.section

    def aside(self) -> str:
        """A post in the column that numbers the members: somebody below them who has no number (館長)."""
        text = self.text(Field.ORDER) or self.text(Field.SEAT)
        counted = re.search(r"[0-9０-９一二三四五六七八九十]", text)
        return joined(text) if text and not counted and not is_office(text) else ""

    def listed(self) -> str:
        """The word of the column that names the list; one that stands once counts for the rows below it."""
        return self.text(Field.LIST) or self.filled(Field.LIST)

    def filled(self, field: Field) -> str:
        """What stands above an empty cell, where the column says nothing twice: it was written once for all."""
        rows = self.columns.rows
        said = [
            (row, text)
            for row in rows
            if (text := self.columns.text(row, field)) and self.columns.seen(row, field).strip() not in _SAME
        ]
        above = [text for row, text in said if row < self.row]
        once = len({text for _, text in said}) == len(said)
        return joined(above[-1]) if above and once and self.reader.section == "members" else ""

    def name(self) -> tuple[NameCell, int | None]:
        columns = self.columns
        if Field.SURNAME in columns and self.text(Field.SURNAME):
            cell = NameCell(joined(self.text(Field.SURNAME)), joined(self.text(Field.GIVEN)))
            return cell, columns.places[Field.SURNAME]
        seen = columns.seen(self.row, Field.NAME)
        if re.match(r"[\s　]*[〃同]", seen):
            seen = self.text(Field.NAME)
        # 〃 under a name is nobody.
        if seen and (apart := self._given_apart()):
            seen = f"{seen}　{apart}"
        return read_name(seen if self.text(Field.NAME) or is_vacant(seen) else ""), columns.places.get(
            Field.NAME
        )

    def _given_apart(self) -> str:
        """The given name in a column of its own below the same heading (氏名 over two columns); empty: there is none."""
        sheet, at = self.columns.sheet, self.columns.places.get(Field.NAME, 0)
        beside = at + 1
        under = sheet.first(self.columns.heading, beside) == (self.columns.heading, at)
        own = sheet.first(self.row, beside) == (self.row, beside)
        text = sheet.text(self.row, beside) if at and under and own else ""
        return text if is_name(text) else ""

    def with_reading(self, cell: NameCell) -> NameCell:
        """The cell with its reading: of the column, else of the cell, else what the program keeps."""
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
        above, self.reader.reading = self.reader.reading, ""
        kept = above or kept
        if not cell.reading and kept and is_kana(kept):
            return replace(cell, reading=kept)
        return cell

    def nameless(self, section: str) -> None:
        """A row without a name: an organisation among those who only attend, else nothing that can be used."""
        reader = self.reader
        if len(self.texts) == 1 and reader.appointed(read_name(self.texts[0])):
            reader.place(self.where, self.shown, LineKind.PERSON)
            return
        belongs = self.text(Field.BELONGS) or self.text(self.post_field)
        if not belongs and _ORDINAL.fullmatch(self.shown):
            reader.place(self.where, self.shown, LineKind.HEADING)
            return
        if belongs and section != "members":
            reader.section, before = section, reader.section
            found = reader.organisation(self.where, joined(belongs))
            reader.section = before
            if found is not None:
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

    def seat(self) -> int | None:
        typed = self.text(Field.SEAT)
        if not typed or self.aside():
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


def joined(text: str) -> str:
    """A text without any blanks."""
    return re.sub(r"[\s　]+", "", text)
