"""Names in lists of those present (出席者欄): one line of print → people with post, seat and presence.

Print spreads names over their columns (関　　三 郎君), puts the post before or behind, several people into a line,
counts behind lists. What is no name is not made one: it is handed back.
"""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.text import NUMBER, number
from clerk_tui.published.data import Listed

from .labels import DOTS
from .person import SPREAD_POSTS, only_office, person
from .pieces import pieces
from .posts import OFFICE, OFFICE_END, POSTS, squeezed
from .spread import people_apart

_NOBODY = re.compile(
    r"(?:特に)?(?:なし|無し|無|ありません|０名|0名|０人|0人|―+|ー|-+|－+|"
    r"別紙.*|下記.*|下表.*|次の.*|上記.*|別表.*|後掲.*|以下.*|欠員|空席|全員|同上|[^\s　、]{2,10}[にと]同じ)。?"
)
_COUNTED = re.compile(rf"[（(]?(?:計|全|以上|合計|外|ほか|他)?(\D{{0,8}}?)(?:計|全)?({NUMBER})[名人][）)]?")
_SOME_OF = re.compile(
    rf"[（(]?(?:委員)?(?:総数|定数)?{NUMBER}[名人](?:中|のうち)[、，]?(?:委員)?({NUMBER})[名人](?:が?出席)?[）)]?"
)
_ASIDE = re.compile(
    r"[（(](?:[^（）()]*順|敬称略|順不同|オンライン参加含む|途中.*?)[）)]|敬称略|五十音順|50音順"
)
_ALIAS = re.compile(
    r"[\s　]*[（(]以下[、，,]?[\s　]*「?[^（）()]{1,16}」?(?:という。?|と(?:略|表記)[^（）()]*)?[）)]"
)
"""「西川　晃（以下、西川課長）」: what the paper calls somebody further down."""
_COUNTED_BEHIND = re.compile(
    rf"(?<=[^\s　、，])[\s　]*[（(](?:計|全|以上|合計)?[\s　]*"
    rf"(?:{NUMBER}[\s　]*[名人](?:中|のうち)[、，]?[\s　]*)?({NUMBER})[\s　]*[名人]"
    rf"(?:の?出席|[\s　]*[／/][\s　]*{NUMBER}[名人])?[）)][\s　]*$"
)
"""「…、岡崎千栄子（5名）」: how many the list has, behind its last name."""
_COUNTED_AHEAD = re.compile(
    r"([（(][^（）()]*[0-9０-９一二三四五六七八九十]+[名人][^（）()]*[）)])[\s　：:]+(?=\S)"
)
_HEADED_COUNT = re.compile(
    r"(?P<word>[^\s　（()）]{2,12})[\s　]*(?P<count>[（(][^（()）]*[名人][^（()）]*[)）])"
)
"""「委員（10名中8名出席）」, the list below it."""
_OTHERS = re.compile(rf"(?<=[^\s　、])[\s　、]*(?:ほか|外|他)[\s　]*({NUMBER})[\s　]*[名人]$")
_AFFILIATED = re.compile(
    r"(?P<head>[^、，・]*[^\s　、，：:])[\s　]{2,}(?P<office>[^\s　、，。（）()：:]{2,20}(?:協会|協議会|育成会|会議所|"
    r"大学(?:院)?(?:准?教授|講師)?|組合|"
    r"連合会|安定所|市民|住民|町民|団体|センター|病院|法人|会社|連盟|クラブ|振興会|婦人会|自治会|町内会|老人会|消防団|商工会|公社|弁護士会|医師会|委員会))$"
)
"""「横尾　幸子　　身体障害者福祉協会」: where somebody comes from, in a column behind the name."""
_DITTO = re.compile(r"^同[\s　]+(?=\S)")
"""「環境課　宮坂課長、同　牛山係長」: of the same office."""
_ELSEWHERE = re.compile(r"(?:別紙|別添|別表|添付|次頁)[^、]{0,12}(?:のとおり|参照|名簿)")
_COUNT_WITHIN = re.compile(rf"([^0-9０-９（()）]{{0,8}}?)({NUMBER})[名人]")
_MEMBERS = re.compile(rf"^委[\s　]*員[\s　]*[：:][\s　]*(?=(?:{SPREAD_POSTS})[\s　])")
_DOTTED = re.compile(
    rf"(?<![^\s　、，：:])((?:{'|'.join(POSTS)}|[^\s　、，・（）()]{{0,10}}(?:課長|部長|係長|館長|室長|主査|主任|主幹|局長)))・"
    rf"(?![^\s　、，・（）()]{{1,6}}(?:{'|'.join(POSTS)}|{OFFICE_END}|長)(?:$|[\s　、，・]))"
)
"""「会長・加納まり」: a dot between post and name."""


_SAME_OFFICE = re.compile(r"(?<![^\s　、，])同([課室係局部])[\s　]+(?=[^\s　]{2,}[\s　])")
"""「同課　主任　幹本　太」."""
_OF_THE_SAME = re.compile(r"(?<![^\s　、，])同[課室係局部][\s　]+(?=[^\s　、，（(]{3,9}(?:$|[、，]))")
"""「同課　神戸企画官」: name and post in one word."""
_STARRED = re.compile(r"(?<=[^\s　、，])[\s　]*※[\s　]*(オンライン|WEB|Web|ＷＥＢ|リモート|欠席)(?:出席|参加)?(?=$|[、，])")
"""「折原　武（観光協会）※オンライン」."""
_HERE_OR_NOT = re.compile(r"(?<=[^\s　、（(：:])[\s　]+(出席|欠席)(?:[\s　]+|$)")
"""「一番　朝倉　実　　出席　　六番　須永友子　　欠席」."""


class Names(Struct, frozen=True):
    """What one line of a list held."""

    people: tuple[Listed, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """How many there are in the print's own words, each with what is counted (「委員」; empty: these here)."""
    rest: tuple[str, ...] = ()
    """What is no name."""
    post: str = ""
    """The post that people on the next line have where they say none."""


_SHORT = re.compile(r"[\s　]*[一-龥々ヶ][一-龥々ヶぁ-んァ-ヺー]{0,3}(?:[（(][^（）()]{1,8}[）)])?[\s　]*")


def _without_dots(text: str) -> str:
    """「秋元（委員長）・木原・末永（7名）」 with its names between commas."""
    count = re.search(r"[（(]([0-9０-９]+)[名人][）)]$", text)
    names = (text[: count.start()] if count else text).split("・")
    told = count is not None and int(count[1]) == len(names) > 1
    return text.replace("・", "、") if (told or len(names) > 2) and all(map(_SHORT.fullmatch, names)) else text


def _each_with_post(text: str) -> str:
    """「副会長　石　川　直　次　　田　代　千代志」: both have the post."""
    shared = re.match(rf"[\s　]*({SPREAD_POSTS})[\s　]+(?=\S)", text)
    if shared is None or re.search(f"[、，（(]|{SPREAD_POSTS}", text[shared.end() :]):
        return text
    names = people_apart(text[shared.end() :])
    return "、".join(f"{squeezed(shared[1])}　{name}" for name in names) if len(names) > 1 else text


def _plain(text: str) -> str:
    """A line without what stands around its people: asides, marks before and stars behind them."""
    text = _DOTTED.sub(r"\1　", _ALIAS.sub("", _ASIDE.sub("", text.replace("\t", "　　"))))
    text = re.sub(rf"^[\s　]*[{DOTS}][\s　]*", "", text).strip(" 　、，,。：:")
    text = _STARRED.sub(r"（\1）", _OF_THE_SAME.sub("", text))
    return _HERE_OR_NOT.sub(r"（\1）、", _SAME_OFFICE.sub(r"同\1", text)).rstrip("、")


def people_in(text: str, post: str = "") -> Names:
    """The people on a line, which has lost the label of the list; ``post`` is theirs where they say none."""
    text = _plain(text)
    if _ELSEWHERE.match(text):
        within = tuple((m[1].strip(" 　"), number(m[2]) or 0) for m in _COUNT_WITHIN.finditer(text))
        return Names((), within, (), post)
    text = re.sub(r"(?<=[課部局室係])[：:][\s　]*", "　", text)
    if (colon := re.match(r"([^\s　：:、，・]{2,24})[：:][\s　]*(?=\S)", text)) and only_office(colon[1]):
        text = f"{colon[1]}　{text[colon.end() :]}"
    text = _without_dots(text)
    # 「委員：会長 …、…」: those with posts of their own are members all the same.
    text = _MEMBERS.sub("", text)
    if headed := _HEADED_COUNT.fullmatch(text):
        told = people_in(headed["count"]).counts
        if told and squeezed(headed["word"]) in POSTS:
            return Names((), told, (), squeezed(headed["word"]))
    behind_name = _AFFILIATED.match(text)
    one = people_in(behind_name["head"], post) if behind_name else Names()
    if behind_name and len(one.people) == 1 and not one.rest:
        return Names((replace(one.people[0], office=behind_name["office"]),), one.counts, (), one.post)
    others = _OTHERS.search(text)
    text = text[: others.start()] if others else text
    counts: list[tuple[str, int]] = [("ほか", number(others[1]) or 0)] if others else []
    if (ahead := _COUNTED_AHEAD.match(text)) and (said := people_in(ahead[1])).counts:
        text = text[ahead.end() :]
        counts += said.counts
    behind = _COUNTED_BEHIND.search(text)
    if behind and people_in(text[: behind.start()], post).people:
        text = text[: behind.start()]
        counts.append(("", number(behind[1]) or 0))
    return _each(text, post, counts)


def _each(text: str, post: str, counts: list[tuple[str, int]]) -> Names:
    """The people of a line of nothing but people, one piece after the other; adds to what was counted around them."""
    people: list[Listed] = []
    rest: list[str] = []
    alone: list[str] = []
    for printed in pieces(_each_with_post(text)):
        ditto = _DITTO.match(printed.strip(" 　")) if people and people[-1].office else None
        piece = printed.strip(" 　")[ditto.end() :] if ditto else printed
        plain = squeezed(piece).strip("。・")
        if not plain or _NOBODY.fullmatch(plain.strip("（）()")):
            continue
        if some := _SOME_OF.fullmatch(plain):
            counts.append(("", number(some[1]) or 0))
            continue
        if count := _COUNTED.fullmatch(plain):
            counts.append((count[1], number(count[2]) or 0))
            continue
        found, post = person(piece, post)
        if found is None:
            if plain not in POSTS and plain != post:
                rest.append(piece.strip())
            elif plain not in POSTS and "、" in text and OFFICE.search(plain):
                alone.append(plain)
            elif people and "、" in text:
                counts.append(("ほか", 1))  # 「丹羽会長、委員、委員」
        elif not _NOBODY.fullmatch(found.name):
            alone = [office for office in alone if office != found.post]
            people.append(replace(found, office=found.office or people[-1].office) if ditto else found)
    if alone:
        counts.append(("ほか", len(alone)))  # 「資源管理部長、沿岸漁業課長」 without their names
    if everybody := re.search(r"の(?:各|両)(委員|議員)", squeezed(text)):
        people = [replace(person, post=person.post or everybody[1]) for person in people]
    return Names(tuple(people), tuple(counts), tuple(rest), post)
