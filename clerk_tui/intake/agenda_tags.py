"""What stands with a title (件名に添えたもの): the office, that it is closed, whether it is new or goes on. Pure."""

from __future__ import annotations

import re

from msgspec import Struct

from clerk_tui.domain.text import NUMBER

_OFFICE = re.compile(
    r"[（(【〔\[]([^（()）【】〔〕\[\]]*(?:課|室|局|所|部|係|センター|館|署|委員会))[)）】〕\]]$"
)
_NUMBER_AND_OFFICE = re.compile(rf"(?P<number>\S*第\s*{NUMBER}\s*号\S*?)[\s　・、,，/／]+(?P<office>\S+)")
"""「（諮問第3号・都市計画課）」: both in one pair of brackets."""
_OFFICE_APART = re.compile(r"(?<=\S)[\s　]{2,}([^\s　、。（）()]{2,12}(?:課|室|局|事務所|センター))$")
"""Behind a wide blank, in a column of its own on the paper."""
_CLOSED = re.compile(
    r"[\s　]*[【（(〔\[［](?![^】）)〕\]］]*公開・非公開)[^【（(〔\[［】）)〕\]］]*(?:非公開|秘密会)"
    r"[^】）)〕\]］]*[】）)〕\]］]"
    r"|(?:[\s　]{2,}|[\s　]*※[\s　]*)(?:一部)?(?:非公開|秘密会)(?:予定|とする)?$"
)

_STATE = (
    r"[（(【〔\[［<＜](?P<state>新規|新|継続|継続審議|継続審査|継続案件|再審議|再付議|前回継続"
    r"|取り?下げ|撤回|延期|保留)[）)】〕\]］>＞]"
)
_STATE_BEHIND = re.compile(rf"[\s　]*{_STATE}$")
_STATE_AHEAD = re.compile(rf"^{_STATE}[\s　]*")
"""Whether it is new or goes on: said of the case, and no part of its title."""

_ALL_IN_BRACKETS = re.compile(r"[（(]([^（()）]{4,})[)）]")


class Tags(Struct, frozen=True):
    """A title without what stands in brackets behind it."""

    title: str
    office: str = ""
    closed: str = ""
    state: str = ""
    around: tuple[str, str] = ("", "")
    """How the state is written before and behind the title."""

    @property
    def of_case(self) -> str:
        """The title of a numbered case, which the minutes print as it stands in the list, its state included."""
        return f"{self.around[0]}{self.title}{self.around[1]}"


def tags(text: str) -> Tags:
    """「教職員の人事について【非公開】（学校教育課）」 as the title, the office and that it is closed."""
    office = closed = state = ""
    around = ("", "")
    if (whole := _ALL_IN_BRACKETS.fullmatch(text.strip())) and not re.search(
        r"第\s*[0-9０-９]+\s*号", whole[1]
    ):
        text = whole[1]  # 「諮問第118号（生活保護廃止決定処分）」
    while True:
        text = text.strip()
        if not office and (match := _OFFICE.search(text) or _OFFICE_APART.search(text)):
            office, text = match[1], text[: match.start()]
            if numbered := _NUMBER_AND_OFFICE.fullmatch(office):
                office, text = numbered["office"], f"{text}（{numbered['number']}）"
        elif not closed and (match := _CLOSED.search(text)):
            closed, text = (
                match.group().strip(" 　【】（）()〔〕[]［］※"),
                text[: match.start()] + text[match.end() :],
            )
        elif not state and (match := _STATE_BEHIND.search(text) or _STATE_AHEAD.search(text)):
            around = (match.group(), "") if match.start() == 0 else ("", match.group())
            state, text = match["state"], text[: match.start()] + text[match.end() :]
        else:
            return Tags(text, office, closed, state, around)
