"""What only remarks tell (発言から): the name of the meeting, and who was absent."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clerk_tui.domain.text import sentences
from clerk_tui.published.data import Attendance, PublishedRow, TurnRow

_MEMBER = re.compile(r"(?:[0-9０-９]{1,3}番)?[一-龥々〆ァ-ヶー]{1,5}(?:委員|議員)")
_NOT_A_NAME = re.compile(r"^(?:欠席|出席|担当|各|全|副|新|前|本日|農業|推進|署名|専門|臨時|審査)+")
_OPENS = re.compile(
    r"(?:ただいま|ただ今|只今)(?:から|より)[、，]?(?P<title>[^、。]{2,40}?)(?:を|の)?(?:開会|開催|開き|始め)"
)


_OPENED = re.compile(
    r"(?P<title>第[0-9０-９一二三四五六七八九十]+回[^、。第]{2,30}(?:会|会議))を(?:開催|開会|始め|開き)"
)


def opening_title(rows: Sequence[PublishedRow]) -> str:
    """The name of the meeting as its first words give it; empty: they do not."""
    for row in rows[:6]:
        if isinstance(row, TurnRow) and (match := _OPENS.search("".join(row.paragraphs))):
            return (
                match["title"]
                if re.search("会$|会議$|議会$", match["title"]) and len(match["title"]) > 2
                else ""
            )
        if isinstance(row, TurnRow) and (match := _OPENED.search("".join(row.paragraphs))):
            return match["title"]
    return ""


def said_absent(rows: Sequence[PublishedRow], attendance: tuple[Attendance, ...]) -> Iterator[str]:
    """Absentees of whom only a remark tells: their seats belong to the next roster all the same."""
    listed = {f"{p.name}{p.given}" for part in attendance for p in part.people}
    surnames = {p.name for part in attendance for p in part.people} | {
        p.printed for part in attendance for p in part.people
    }
    turns = [row for row in rows if isinstance(row, TurnRow)][:6]
    for text in (paragraph for turn in turns for paragraph in turn.paragraphs):
        for start, end in sentences(text):
            sentence = text[start:end]
            if (
                "欠席" not in sentence
                or not listed
                or re.search("欠席(?:者は|は)?(?:なし|ありません|おりません)", sentence)
            ):
                continue
            for name in dict.fromkeys(_MEMBER.findall(sentence)):
                bare = re.sub(r"^[0-9０-９]+番|(?:委員|議員)$", "", name)
                known = any(whole.startswith(bare) for whole in surnames | listed)
                if bare and not known and not _NOT_A_NAME.match(bare):
                    yield name
