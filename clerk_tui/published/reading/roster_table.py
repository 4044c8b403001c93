"""A table of those present (名簿の表): each row is somebody with seat, post, presence and what became of it."""

from __future__ import annotations

import re
from datetime import time

from msgspec.structs import replace

from .columns import NAME as NAME_COLUMN
from .header import Header
from .labels import PEOPLE, Item, named
from .lists import Group
from .page import Row, TableBlock
from .people import Names, people_in
from .person import ABSENT, ONLINE, divided
from .posts import CHAIR_POST, MEMBER_POST, OFFICE, POSTS, squeezed

_PRESENT_WORDS = {
    "出": "出席",
    "出席": "出席",
    "○": "出席",
    "〇": "出席",
    "◯": "出席",
    "欠": ABSENT,
    "欠席": ABSENT,
    "×": ABSENT,
    "✕": ABSENT,
}
_SITS_FOR = re.compile(r"号委員|代表|選出|経験者|[（(].+[）)]$|関係者|公募|住民|町民|市民|団体|機関")
"""For whom somebody sits (選出区分), no post."""
_ELSEWHERE = re.compile("(?:WEB|Web|web|ＷＥＢ|オンライン|リモート)(?:での?)?(?:参加|出席)?")
_TIMED = re.compile(r"(出席|欠席|遅参|退席|再入室|代理出席|オンライン出席)（([0-9]{2}:[0-9]{2})[^（）]*）")
_SUBSTITUTE = re.compile(r"代理出席（[0-9]{2}:[0-9]{2}[　\s]+([^（）]+)）")
_RECUSED = re.compile(r"除斥[（(]([^（）()]*(?:[（(][^（）()]*[）)][^（）()]*)*)[）)]")
_MISSED = re.compile(r"(?:^|、)([^、]+)の採決に不在")


def one_side(table: TableBlock) -> TableBlock:
    """A table whose columns stand twice side by side (議席｜氏名｜議席｜氏名), the right half below the left one."""
    rows: list[Row] = []
    halves: tuple[list[Row], ...] = ()
    width = 0
    for row in table.rows:
        texts = tuple(map(squeezed, row.texts))
        sides = next((n for n in (2, 3) if _repeats(texts, n)), 0)
        if sides or len(texts) != width:
            for half in halves:
                rows += half
            halves, width = (tuple([] for _ in range(sides)), len(texts)) if sides else ((), 0)
            rows.append(replace(row, cells=row.cells[: len(texts) // sides]) if sides else row)
            continue
        each = width // len(halves)
        for side, half in enumerate(halves):
            cells = row.cells[side * each : (side + 1) * each]
            if any("".join(lines).strip() for lines in cells):
                half.append(replace(row, cells=cells))
    for half in halves:
        rows += half
    return TableBlock(tuple(rows))


def _repeats(texts: tuple[str, ...], sides: int) -> bool:
    each = len(texts) // sides
    return (
        each > 1
        and each * sides == len(texts)
        and texts == texts[:each] * sides
        and any(NAME_COLUMN.fullmatch(text) for text in texts)
    )


def listed(header: Header, row: Row, at: dict[str, int]) -> bool:
    """A row under the headings of a roster; False: nobody can be read in it.

    Args:
        header: takes those who are listed.
        row: a row below the headings.
        at: the column of each thing that is told; -1: there is none.
    """

    def cell(name: str) -> str:
        return row.texts[at[name]] if at[name] >= 0 else ""

    name_text = cell("name")
    plain = squeezed(name_text)
    header.ledger.put(row.place, "出席者")
    if not plain or re.fullmatch(r"[（(]?(?:欠員|調整中|空席|計.*|合計.*|―+|-+)[）)]?", plain):
        return True
    if plain in ("委員", "議員", "構成員"):
        # A member whom the public minutes do not name.
        header.groups[-1].counts += [("ほか", 1)] if header.groups else []
        return True
    if not header.groups or header.groups[-1].item not in PEOPLE:
        header.groups.append(Group("出席者", Item.PRESENT))
    group = header.groups[-1]
    found = _each(row.cells[at["name"]])
    post = squeezed(cell("post"))
    known = post in POSTS or OFFICE.search(post) or (named(post) if post else None)
    seat_of = "" if known and not _SITS_FOR.search(post) else post
    post = "" if seat_of else post
    seat = re.search(r"[0-9０-９]+", cell("seat"))
    presence = squeezed(cell("presence"))
    status = next((word for key, word in _PRESENT_WORDS.items() if presence == key), "")
    if _ELSEWHERE.fullmatch(presence):
        status = ONLINE
    turns = _TIMED.findall(presence)
    if turns and not status:
        status = turns[0][0]
    later = tuple((word, time.fromisoformat(at)) for word, at in turns[1:])
    called = time.fromisoformat(turns[0][1]) if turns else None
    recused = _RECUSED.search(presence)
    missed = _MISSED.search(presence)
    if status == "" and (deputy := re.fullmatch(r"代(?:理(?:出席)?)?[：:（(]?(.*?)[）)]?", presence)):
        status, proxy = "代理出席", deputy[1]
    else:
        substitute = _SUBSTITUTE.search(cell("presence"))
        proxy = substitute[1] if substitute else ""
    remark_post = (
        presence
        if CHAIR_POST.fullmatch(presence)
        or presence in ("副会長", "副委員長", "職務代理者", "会長職務代理者")
        else ""
    )
    if not found.people:
        return False
    kind = named(post) if post else None
    belongs = squeezed(cell("office"))
    if kind in (Item.SECRETARIAT, Item.OFFICIALS):
        group = next((known for known in header.groups if known.word == post), None) or Group(post, kind)
        if group not in header.groups:
            header.groups.append(group)
        post = belongs if OFFICE.search(belongs) else ""
        header.groups.sort(key=lambda each: each is group)
    for person in found.people:
        name, given = (
            (person.name, person.given) if person.given or len(found.people) > 1 else divided(name_text)
        )
        whole = person if person.post else replace(person, name=name, given=given)
        if group.item is Item.PRESENT and f"（{whole.post}）" in whole.printed and not MEMBER_POST.search(whole.post):
            whole = replace(whole, office=whole.office or whole.post, post="")
        own = whole.post or remark_post or post
        group.people.append(
            replace(
                whole,
                post=own,
                seat=int(seat.group()) if seat else whole.seat,
                status=status or whole.status or (ABSENT if group.item is Item.ABSENT else ""),
                proxy=proxy or whole.proxy,
                later=later,
                office=whole.office or (belongs if belongs != own else "") or seat_of,
                recused=recused[1] if recused else "",
                called=called,
                missed=missed[1] if missed else "",
            )
        )
    return True


def _each(lines: tuple[str, ...]) -> Names:
    """The people of a cell: each line is one where every line by itself divides into surname and given name."""
    apart = [people_in(line) for line in lines]
    if len(lines) > 1 and all(len(names.people) == 1 and names.people[0].given for names in apart):
        return Names(tuple(names.people[0] for names in apart))
    return people_in("".join(lines))
