"""A roster (名簿) → people: from tables and from lines, each on the list that is meant, nothing taken for a name.

Dividers (「（事務局）」), total rows, empty seats and remarks are no people; what stands beside a name and has no
field of its own (「R8.9.30退任」, 「代理：交通課長」) is told by name.
"""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.moments import find_days
from clerk_tui.domain.profile import Profile, Role, Standing
from clerk_tui.domain.text import normalize, number

from .column_words import Field
from .columns import Columns
from .lines import MEMBERS_COUNTED, LineKind, PlacedLine, Where
from .names import (
    NameCell,
    is_called_member,
    is_chair,
    is_name,
    is_office,
    is_plain_member,
    is_post,
    read_name,
)
from .people import (
    heading_named,
    is_organisation,
    list_named,
    no_role,
    section_roles,
    unwrapped,
    usual_id,
    usual_role,
)
from .problems import Problem
from .roster_columns import with_posts
from .roster_line import DITTO, is_heading, parts_of, people_of
from .roster_row import BRACKETED, LONGEST, REMARK, TERM, RosterRow, joined
from .roster_terms import PostsOf, Roster, Term, of_day
from .roster_words import (
    ABOUT_LIST,
    BEHIND,
    CHOSEN,
    COMES_FROM,
    LEFT,
    LEGEND,
    NO_OFFICE,
    OF_A_BODY,
    OFFICE_WITHIN,
    OFFICIAL_MEMBERS,
    POST_WITHIN,
    STAFF_AHEAD,
)
from .sheets import Paragraph


class RosterReader:
    """Reads one table or line after another; :meth:`roster` gives what came of them."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.terms = [Term()]
        self.placed: list[PlacedLine] = []
        self.problems: list[Problem] = []
        self.notes: list[str] = []
        self.doubts: list[str] = []
        self.counted: list[int] = []
        self.legend: dict[str, str] = {}
        self.reading = ""
        """A reading that stands alone in the row above the name."""
        self.left: dict[str, date] = {}
        """By name: when somebody left."""
        self.marked: list[str] = []
        """Signs whose meaning was guessed."""
        self.signed: list[tuple[int, int, str]] = []
        """By term and place among its members: who has a sign that no legend had told so far."""
        self.section = "members"
        self.staff = "officials"
        """The list of those among the members whose posts are of an office: behind a 事務局長 they are his."""
        self.divider = ""
        """The words of the present section."""
        self.chosen = ""
        """選出区分 that a divider has named."""

    def roster(self, day: date | None) -> Roster:
        """What came of all tables and lines for a meeting on that day."""
        self.resolve_signs()
        term = self.term(day)
        for sign in dict.fromkeys(self.marked):
            self.doubts.append(
                f"名簿の「{sign}」は{self.usual_mark(sign)}の印として読みました。違えば役職を直してください。"
            )
        for name, last in self.left.items():
            if day and last < day:
                self.doubts.append(
                    f"{name}さんの任期は会議の日より前に終わっています（名簿の日付）。名簿を直してください。"
                )
        self.seat_chair(term)
        lists = {section: tuple(people) for section, people in term.lists.items()}
        return Roster(
            lists, term.vacancies, tuple(self.counted), tuple(dict.fromkeys(self.notes)), tuple(self.doubts)
        )

    def resolve_signs(self) -> None:
        """What a legend below the list says of signs within it (「◎：座長　○：座長代理」)."""
        for term, index, sign in self.signed:
            people = self.terms[term].lists["members"]
            if (post := self.legend.get(sign)) and (role := self.role("members", post)):
                people[index] = replace(people[index], post=post, role=role.id)
        self.marked = [sign for sign in self.marked if sign not in self.legend]

    def seat_chair(self, term: Term) -> None:
        """Where the profile calls the chair otherwise than the roster, whoever alone has such a post presides."""
        people = term.lists.get("members", [])
        chair = self.profile.role_of(Standing.CHAIR)
        heads = [index for index, person in enumerate(people) if is_chair(person.post)]
        if chair is None or len(heads) != 1 or any(person.role == chair.id for person in people):
            return
        head = people[heads[0]]
        people[heads[0]] = replace(head, role=chair.id)
        self.doubts.append(
            f"{head.name}{head.given}さんの「{head.post}」を、型の「{chair.title}」（議事を進める人）としました。"
        )

    def term(self, day: date | None) -> Term:
        filled = [term for term in self.terms if term.lists]
        if len(filled) < 2:
            return filled[0] if filled else self.terms[0]
        taken = of_day(filled, day)
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

    def table(self, columns: Columns) -> Columns:
        """The rows of a table; gives its columns as they were understood."""
        columns = with_posts(columns)
        # A list is named by the sheet, or over one of several tables that stand side by side.
        over = columns.sheet.text(columns.first - 1, columns.span[0])
        for text in (columns.sheet.name, over):
            if named := heading_named(text, self.profile):
                self.section, self.divider = named, unwrapped(text)
        # 「区分」 names the list in some rosters and where a member was chosen from in others: its words tell.
        values = [columns.text(row, Field.LIST) for row in columns.rows if len(columns.texts(row)) > 1]
        # 「市職員」 beside 「学識経験者」 is where members come from.
        chosen = any(COMES_FROM.search(value) for value in values)
        lists = [
            "" if chosen and OFFICIAL_MEMBERS.fullmatch(value) else list_named(value, self.profile)
            for value in values
            if value
        ]
        # One who is of the 事務局 makes it such a column, whatever the members are called by.
        by_list = any(each not in ("", "members") for each in lists) or (
            any(lists) and all(list_named(v, self.profile) or is_office(v) for v in values if v)
        )
        # Likewise 所属・役職 may hold the posts of the body.
        posts = [columns.text(row, Field.BELONGS) for row in columns.rows]
        post = Field.POST if Field.POST in columns or not any(map(is_office, posts)) else Field.BELONGS
        posts_of = self.posts_of(columns, post, by_list)
        for row in columns.rows:
            RosterRow(self, columns, row, by_list, post, posts_of=posts_of).read()
        return columns

    def posts_of(self, columns: Columns, post: Field, by_list: bool) -> PostsOf:
        """What the posts of the members of a table are of."""
        posts: list[str] = []
        section = self.section
        for row in columns.rows:
            texts = columns.texts(row)
            section = (len(texts) == 1 and heading_named(texts[0], self.profile)) or section
            listed = list_named(columns.text(row, Field.LIST), self.profile) if by_list else ""
            if (listed or section) == "members" and columns.text(row, post) != columns.head(post):
                posts.append(joined(columns.text(row, post)))
        others = [each for each in posts if each and not is_office(each) and not is_called_member(each)]
        if any(map(is_called_member, posts)):
            return PostsOf.LIST
        beside = columns.places.get(post, 0) - 1
        if (
            others
            and post is Field.POST
            and any(map(is_office, posts))
            and beside in (columns.places.get(Field.SECTION), columns.places.get(Field.BELONGS))
        ):
            said = (Field.REMARK, Field.SECTION, Field.LIST)
            remarks = [BRACKETED.sub("", columns.text(row, each)) for row in columns.rows for each in said]
            if any(map(is_chair, remarks)):
                return PostsOf.ORGANISATION  # the remarks say who presides here
            head, left = columns.head(post), columns.sheet.text(columns.heading, beside)
            self.doubts.append(
                f"名簿の「{''.join(head.split())}」に{others[0]}などがあるので、左の「{''.join(left.split())}」での役職と"
                "読みました。この会議の役職なら、備考に「会長」のように書いてください。"
            )
            return PostsOf.ORGANISATION
        return PostsOf.BODY

    # -- lines

    def line(self, paragraph: Paragraph) -> None:
        """A line of a roster without a table: 「会長　窪田　善一　　西都大学教授」."""
        where, text = Where(paragraph.file, paragraph.number, paragraph.sheet), paragraph.text.strip()
        if self.said(where, text):
            return
        if self.begins_list(where, text) or self.comes_from(where, text):
            return
        if is_heading(text):
            self.place(where, text, LineKind.HEADING)
            return
        text = self.behind_list(text)
        ditto = DITTO.match(text)
        text = text[ditto.end() :] if ditto else text
        if several := people_of(text):
            for each in several:
                self.line(replace(paragraph, text=each))
            return
        parts = parts_of(text)
        text, names = parts.text, parts.names
        # A post here counts for more than one elsewhere (「みらい大学教授　　委員長」).
        spoken = [f"〃　{post}" if ditto and not OFFICE_WITHIN.search(post) else post for post in parts.posts]
        posts = sorted(map(self.spoken_out, spoken), key=lambda post: not is_office(post))
        if not names or len(names[0]) > LONGEST or re.search(r"[。:：]", text):
            self.place(where, text, LineKind.UNREAD)
            return
        if self.section != "members" and len(names) > 1 and is_organisation(names[0]) and is_name(names[1]):
            names[:2] = [names[1], names[0]]  # 「議会事務局　　東　里奈」
        if self.section != "members" and not posts and len(names) == 2 and _is_post_and_name(*names):
            posts, names = names[:1], names[1:]  # 「司書　　保科　真帆」
        cell = read_name(text if parts.whole else names[0])
        chosen = parts.chosen or next(filter(COMES_FROM.search, cell.notes), "")
        cell = replace(cell, notes=tuple(note for note in cell.notes if note != chosen))
        if cell.vacant:
            self.vacancy(where, text)
            return
        if self.section != "members" and is_organisation(text):
            self.organisation(where, joined(text))
            return
        whole = cell.name + cell.given
        if (
            not is_name(whole)
            or is_organisation(whole)
            or (POST_WITHIN.search(whole) and not whole.isascii())
        ):
            self.place(where, text, LineKind.UNREAD)
            return
        elsewhere = tuple(
            note for note in cell.notes if self.section == "members" and not NO_OFFICE.search(note)
        )
        cell = replace(cell, notes=tuple(note for note in cell.notes if note not in elsewhere))
        belongs = "　".join((*names[1:], *posts[1:], *elsewhere))
        if (here := BEHIND.search(belongs)) and is_office(here[1]) and not posts:
            belongs, posts = belongs[: here.start()], [here[1]]
        post = joined("".join(posts[:1]))
        # A 書記 among the officials is of the 事務局.
        staff = self.section == "officials" and list_named(post) == "secretariat"
        found = self.add(
            where,
            "secretariat" if staff else self.section,
            cell,
            post,
            Person(PersonId(""), "", "", office=belongs, section=chosen, seat=parts.seat),
        )
        self.place(where, text, LineKind.PERSON if found else LineKind.UNREAD)

    def comes_from(self, where: Where, text: str) -> bool:
        """Whether a line between the tables names where the members below it come from (「【被保険者代表】」)."""
        chosen = unwrapped(text) if text[:1] in "【［[〔＜<（(" else text
        named = self.section == "members" and CHOSEN.fullmatch(chosen) is not None
        if named and not self.placed and OF_A_BODY.fullmatch(chosen):
            self.place(where, text, LineKind.HEADING)  # the title of the roster
            return True
        if named:
            self.chosen = chosen
            self.place(where, text, LineKind.HEADING)
        return named

    def begins_list(self, where: Where, text: str) -> bool:
        """Whether a line is the heading of a list (「２　事務局」)."""
        legend = bool(LEGEND.search(text))
        bare = re.sub(r"[\s　]*[（(][^（()）]*[)）]$", "", text)
        named = heading_named(bare if legend else text, self.profile)
        # 「事務局（総務部法制課）」: the office behind it tells whose staff they are.
        if not named and is_organisation(text[len(bare) :].strip(" 　（）()")):
            named = heading_named(bare, self.profile)
        if named:
            self.said(where, text) if legend else self.place(where, text, LineKind.HEADING)
            self.section, self.divider = named, unwrapped(text)
        return bool(named)

    def behind_list(self, text: str) -> str:
        """A line without the list that stands before its first person, to which it goes on."""
        match = STAFF_AHEAD.match(text)
        named = list_named(match["list"] or match["within"]) if match else ""
        rest = text[match.end() :] if match else text
        if match is None or not named or re.fullmatch(r"[（(].*[)）]", rest):
            return text
        self.section, self.divider, self.chosen = named, match["list"] or match["within"], ""
        return rest

    def begins_staff(self, text: str) -> bool:
        """Whether a line names a list of those who only attend, and somebody on it."""
        return STAFF_AHEAD.match(text) is not None

    def spoken_out(self, post: str) -> str:
        """「同　主任」 with the office of the one above."""
        people = self.terms[-1].lists.get(self.section, [])
        ditto = re.match(r"[〃同](?:[\s　]+|[課部局室係館署](?=.)|(?=(?:主[査任事幹]|係長|課長|参事|書記|職員|補佐)))", post)
        office = re.match(r".*[課部局室係所館署](?=.)", people[-1].post) if people else None
        # 「総務課課長」: the office is 総務課.
        above = re.sub(r"([課部局室係所館署])\1$", r"\1", office.group()) if office else ""
        return above + post[ditto.end() :] if ditto else post

    def said(self, where: Where, text: str) -> bool:
        """Whether a line tells of the roster itself: a title, a term, a legend, a count, a remark."""
        for sign, post in LEGEND.findall(text):
            self.legend[sign] = post
        counted = [value for typed in MEMBERS_COUNTED.findall(text) if (value := number(typed)) is not None]
        self.counted += counted
        if TERM.search(text) and not is_post(text):
            self.begin_term(text)
            self.place(where, text, LineKind.HEADING)
        elif REMARK.match(text):
            self.place(where, text, LineKind.REMARK)
        elif ABOUT_LIST.search(text) or LEGEND.search(text) or counted:
            self.place(where, text, LineKind.HEADING)
        else:
            return False
        return True

    @staticmethod
    def is_legend(text: str) -> bool:
        """Whether a text tells what signs mean (「◎会長　○職務代理者」)."""
        return LEGEND.match(text.strip()) is not None and len(LEGEND.sub("", text).strip(" 　、，・")) < 4

    def begin_term(self, label: str) -> None:
        if self.terms[-1].lists:
            self.terms.append(Term(label))
            self.section, self.divider, self.chosen = "members", "", ""
        else:
            self.terms[-1].label = f"{self.terms[-1].label} {label}"

    # -- common

    def organisation(self, where: Where, name: str) -> Person | None:
        """An organisation without a person, among those who only attend."""
        found = self.add(where, self.section, NameCell(name), "", Person(PersonId(""), "", ""))
        if found is not None:
            self.place(where, name, LineKind.PERSON)
            self.doubts.append(
                f"{where}「{name}」に氏名がありません。組織の名で載せました。分かれば氏名を足してください。"
            )
        return found

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

    def add(self, where: Where, section: str, cell: NameCell, post: str, more: Person) -> Person | None:
        """Somebody of that name on a list; None where it cannot be, which is noted."""
        marked = ""
        cell = replace(cell, post=self.spoken_out(cell.post)) if section == self.section else cell
        if cell.mark and (not post or (section == "members" and not self.of_body(post))):
            if post:
                more = replace(more, office="　".join(filter(None, (more.office, post))))
            post = self.legend.get(cell.mark) or self.usual_mark(cell.mark)
            if post and cell.mark not in self.legend:
                self.marked.append(cell.mark)
                marked = cell.mark
        if section != "members" and cell.post and list_named(post):
            post = cell.post  # 「書記｜総務課主査　浦　健太」: the list's word tells less
        elif post and cell.post and cell.post != post and not is_plain_member(cell.post):
            # 「校長　柚木　晃｜委員」: what they are elsewhere.
            more = replace(more, office="　".join(filter(None, (more.office, cell.post))))
        post = post or cell.post
        if section == "members" and post and not self.of_body(post):
            # 「桜台警察署長　大野　守」: what a member is elsewhere.
            more, post = replace(more, office="　".join(filter(None, (more.office, post)))), ""
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
            self.problems.append(where.problem(_same(cell.name, cell.given, post)))
            return None
        person = replace(person, id=named)
        people.append(person)
        if marked:
            self.signed.append((len(self.terms) - 1, len(people) - 1, marked))
        for note in cell.notes:
            self.note(person, note)
        return person

    def appointed(self, cell: NameCell) -> bool:
        """Whether somebody on the list is named again with a post below it (「委員長　関　三郎」); they get it."""
        people = self.terms[-1].lists.get("members", [])
        for index, person in enumerate(people):
            same = cell.name + cell.given == person.name + person.given
            if same and cell.post and (role := self.role("members", cell.post)):
                people[index] = replace(person, post=cell.post, role=role.id)
                return True
        return False

    def of_body(self, post: str) -> bool:
        """Whether a member's post is one in this body, or the office that makes them a member (市長)."""
        named = any(post == role.title for role in self.profile.roles)
        return (
            named
            or is_office(post)
            or is_plain_member(post)
            or re.fullmatch("副?(?:[市町村区]長|知事)", post) is not None
        )

    def role(self, section: str, post: str) -> Role | None:
        role = usual_role(self.profile, section, post)
        named = {normalize(word) for word in (self.divider, post) if word}
        for each in section_roles(self.profile, section):
            if section == "guests" and normalize(each.title) in named:
                return each
        return role

    def note(self, person: Person, text: str, about: str = "名簿の備考") -> None:
        called = person.name + person.given
        self.notes.append(f"{called}：{about}「{' '.join(text.split())}」")
        days = [day.date for day in find_days(text) if day.date]
        if days and LEFT.search(text):
            self.left[called] = days[-1]


def _is_post_and_name(first: str, second: str) -> bool:
    """Whether a word and a divided name stand side by side on a list where everybody has a post."""
    return len(first.split()) == 1 and len(second.split()) == 2 and is_name(second)


def _same(name: str, given: str, post: str) -> str:
    if given:
        return f"「{name}{given}」が二度あります。一つを消してください。"
    return f"「{name}{post}」が二人います。氏名を「姓　名」の形で書いて区別するか、一つを消してください。"
