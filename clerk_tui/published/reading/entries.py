"""Entries of the top (項目の中身): what each item becomes, entries side by side on a line, titles of papers, rooms."""

from __future__ import annotations

import itertools
import re

from .labels import MARKS, Item

_ROOM = re.compile(
    r"(?:室|館|ホール|センター|会議場|議場|庁舎|役場|[0-9０-９]階|プラザ|公民館|会館|本庁|別館|オンライン|ルーム|議事堂)[A-ZＡ-Ｚ0-9０-９]?[）)]?$"
)
BULLET = re.compile(rf"^[\s　]*[{re.escape(MARKS)}\-]+[\s　]*")


def is_room(text: str) -> bool:
    """Whether a text ends like the name of a room or a building."""
    return bool(_ROOM.search(text.strip(" 　"))) and len(text) <= 30


def side_by_side(text: str) -> list[str]:
    """Numbered entries that stand on one line: 「(1)諮問について　(2)その他」; the text itself where there is one."""
    marks = [*re.finditer(r"(?:^|(?<=[\s　、]))(?:[（(]([0-9０-９]{1,2})[)）]|([①-⑳]))", text.strip())]
    numbers = [int(m[1]) if m[1] else ord(m[2]) - ord("①") + 1 for m in marks]
    if len(marks) < 2 or marks[0].start() or numbers != [*range(numbers[0], numbers[0] + len(numbers))]:
        return [text]
    edges = [*(mark.start() for mark in marks), len(text.strip())]
    return [text.strip()[a:b].strip(" 　、") for a, b in itertools.pairwise(edges)]


def titles_in(text: str) -> list[str]:
    """The papers that a line lists, without their marks; none where it says that there are none."""
    text = re.sub(r"[\s　]*[（(\[［](?:PDF|ＰＤＦ|ワード|エクセル|Word|Excel)[^（）()]*[）)\]］]", "", text)
    if text.count("／") > 1:
        return [title for piece in text.split("／") for title in titles_in(piece)]  # 「次第／名簿／資料1　…」
    pieces = re.split(
        r"[／/、][\s　]*(?=(?:参考)?資料[0-9０-９])|[／/][\s　]*(?=参考)|"
        r"(?<=[^\s　、・])[\s　]+(?=(?:参考)?資料[0-9０-９]+(?:[-－ー][0-9０-９]+)?[\s　：:])",
        text,
    )
    bare = (re.sub(r"^[（(][0-9０-９]{1,2}[)）]", "", BULLET.sub("", piece.strip())) for piece in pieces)
    titles = (re.sub(r"[\s　]+", "　", title).strip("　") for title in bare)
    return [title for title in titles if title and title not in ("なし", "別紙のとおり", "特になし")]


KINDS = {
    Item.TITLE: "会議名", Item.MOMENT: "日時", Item.OPENED: "日時", Item.CLOSED: "日時", Item.PLACE: "場所",
    Item.PRESENT: "出席者",
    Item.ABSENT: "出席者", Item.SECRETARIAT: "出席者", Item.OFFICIALS: "出席者", Item.OBSERVERS: "傍聴者",
    Item.MATERIALS: "資料", Item.OPENNESS: "その他の項目",
    Item.ITEMS: "議題", Item.BODY: "見出し", Item.SIGNERS: "署名委員", Item.OTHER: "その他の項目",
}  # fmt: skip
