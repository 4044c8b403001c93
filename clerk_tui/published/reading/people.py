"""Names in lists of those present (出席者欄): one line of print → people with post, seat and presence.

Print spreads names over their columns (関　　三 郎君), puts the post before or behind, several people into a line,
counts behind lists. What is no name is not made one: it is handed back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.text import NUMBER, number
from clerk_tui.published.data import Listed

from .posts import (
    FAMILY_BU,
    HONOUR,
    MEMBER_POST,
    OF_BODY,
    OFFICE,
    OFFICE_END,
    POSTS,
    STEM,
    UNIT,
    is_post,
    own_post,
    squeezed,
    unglued,
)
from .labels import DOTS
from .spread import people_apart, wide

_SEAT = re.compile(rf"(?:議席)?(?:番号)?[\s　]*({NUMBER})[\s　]*番[\s　]*(?:委[\s　]*員|議[\s　]*員)?")
_NAME = re.compile(
    r"[一-龥々〆ヶケヵツノ之ぁ-ゖァ-ヺーＡ-ＺA-Za-zａ-ｚ・．.𠀀-𪛟]{1,14}(?:[（(][^（）()]{1,4}[）)])?"
)
_NO_NAME = re.compile(
    r"[課部局室係館所]長$|署名|日程|次第|名簿|議案|議題|資料|委員代理|[一-龥々]{8}|[一-龥]の[一-龥]|に出席|した|する|(?:会長|委員長|議長|座長|委員|議員|職務代理者?)$"
)
"""An office, or several names in one."""
_OFFICE_OR_UNIT = re.compile(rf"{UNIT.pattern}|{OFFICE.pattern}")
_NOBODY = re.compile(
    r"(?:特に)?(?:なし|無し|無|ありません|０名|0名|０人|0人|―+|ー|-+|－+|別紙.*|下記.*|下表.*|次の.*|上記.*|別表.*|後掲.*|以下.*|欠員|空席|全員)。?"
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
_STANDS_IN = re.compile(r"(?P<who>.{1,12}?)[\s　]*(?:委員|議員|構成員|会長)?の?[\s　]*代理(?:出席|人)?")
"""「伊東　繁（渡会　信夫委員代理）」: who came for whom."""
_FROM_OFFICE = re.compile(
    r"(?P<office>[^\s　]{3,})[\s　]+(?P<name>[^\s　]{1,4}[\s　]+[^\s　]{1,4}?)[\s　]*(?:委員|議員)"
)
_COUNTED_BEHIND = re.compile(
    rf"(?<=[^\s　、，])[\s　]*[（(](?:計|全|以上|合計)?[\s　]*({NUMBER})[\s　]*[名人][）)][\s　]*$"
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
PRESENT, ABSENT, PROXY, ONLINE = "出席", "欠席", "代理出席", "オンライン出席"
_STATUS = {
    "出席": PRESENT, "出": PRESENT, "○": PRESENT, "〇": PRESENT, "◯": PRESENT,
    "欠席": ABSENT, "欠": ABSENT, "×": ABSENT, "✕": ABSENT,
    "代理": PROXY, "代理出席": PROXY, "オンライン": ONLINE, "オンライン出席": ONLINE,
    "WEB": ONLINE, "Web": ONLINE, "リモート": ONLINE,
    "ＷＥＢ": ONLINE, "Ｗｅｂ": ONLINE, "web": ONLINE,
}  # fmt: skip
_SPREAD_POSTS = "|".join(r"[\s　]*".join(post) for post in POSTS)
_POST_AHEAD = re.compile(
    rf"(?P<seat>{_SEAT.pattern})?[\s　]*(?P<post>(?:{_SPREAD_POSTS})(?=[\s　：:]|{_SEAT.pattern}|$))?"
)
_MANY = re.compile(r"(?:委員|議員|理事|幹事|事務局|学識経験者|オブザーバー|参考人|説明者|書記)$")
"""Posts that those behind the first one have too."""
_MEMBERS = re.compile(rf"^委[\s　]*員[\s　]*[：:][\s　]*(?=(?:{_SPREAD_POSTS})[\s　])")
MARKED = "◎〇○"
"""Before a name: who presides, and who stands in."""
_LEADING_UNIT = re.compile(
    r"(?P<unit>[^\s　、（()）]{2,}(?:課|部|局|室|係|庁|省|センター|班|担当|事務所|支所))[\s　]+(?=\S+[\s　]+\S|\S{2,})"
)
"""「人権推進課　野村課長」: the office before whoever sits there."""
_OTHERWISE = re.compile(
    r"[（(](?:(?P<who>[^（）()]{2,30}?)[はが](?P<how>欠席|遅参|オンライン出席|代理出席)|"
    r"(?P<how2>欠席|遅参)[\s　：:]+(?P<who2>[^（）()]{2,30}))[）)]"
)
_DOTTED = re.compile(
    rf"(?<![^\s　、，：:])((?:{'|'.join(POSTS)}|[^\s　、，・（）()]{{0,10}}(?:課長|部長|係長|館長|室長|主査|主任|主幹|局長)))・"
    rf"(?![^\s　、，・（）()]{{1,6}}(?:{'|'.join(POSTS)}|{OFFICE_END}|長)(?:$|[\s　、，・]))"
)
"""「会長・加納まり」: a dot between post and name."""


class Names(Struct, frozen=True):
    """What one line of a list held."""

    people: tuple[Listed, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()
    """How many there are in the print's own words, each with what is counted (「委員」; empty: these here)."""
    rest: tuple[str, ...] = ()
    """What is no name."""
    post: str = ""
    """The post that people on the next line have where they say none."""


def people_in(text: str, post: str = "") -> Names:
    """The people on a line, which has lost the label of the list; ``post`` is theirs where they say none."""
    text = _DOTTED.sub(r"\1　", _ALIAS.sub("", _ASIDE.sub("", text.replace("\t", "　　"))))
    text = re.sub(rf"^[\s　]*[{DOTS}][\s　]*", "", text).strip(" 　、，,。：:")
    if _ELSEWHERE.match(text):
        within = tuple((m[1].strip(" 　"), number(m[2]) or 0) for m in _COUNT_WITHIN.finditer(text))
        return Names((), within, (), post)
    text = re.sub(r"(?<=[課部局室係])[：:][\s　]*", "　", text)
    if (colon := re.match(r"([^\s　：:、，・]{2,24})[：:][\s　]*(?=\S)", text)) and _only_office(colon[1]):
        text = f"{colon[1]}　{text[colon.end() :]}"
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
    people: list[Listed] = []
    rest: list[str] = []
    counts: list[tuple[str, int]] = [("ほか", number(others[1]) or 0)] if others else []
    if (ahead := _COUNTED_AHEAD.match(text)) and (said := people_in(ahead[1])).counts:
        text = text[ahead.end() :]
        counts += said.counts
    behind = _COUNTED_BEHIND.search(text)
    if behind and people_in(text[: behind.start()], post).people:
        text = text[: behind.start()]
        counts.append(("", number(behind[1]) or 0))
    if shared := re.match(rf"[\s　]*({_SPREAD_POSTS})[\s　]+(?=\S)", text):
        # 「副会長　石　川　直　次　　田　代　千代志」: both have the post.
        behind_post = people_apart(text[shared.end() :])
        rest_of = text[shared.end() :]
        if len(behind_post) > 1 and not re.search(f"[、，（(]|{_SPREAD_POSTS}", rest_of):
            text = "、".join(f"{squeezed(shared[1])}　{name}" for name in behind_post)
    for printed in _pieces(text):
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
        found, post = _person(piece, post)
        if found is None:
            if plain not in POSTS and plain != post:
                rest.append(piece.strip())
        elif not _NOBODY.fullmatch(found.name):
            people.append(replace(found, office=found.office or people[-1].office) if ditto else found)
    if everybody := re.search(r"の(?:各|両)(委員|議員)", squeezed(text)):
        people = [replace(person, post=person.post or everybody[1]) for person in people]
    return Names(tuple(people), tuple(counts), tuple(rest), post)


def _pieces(text: str) -> Iterator[str]:
    """A line cut where one person ends and the next begins."""
    asides = [f"{m['who'] or m['who2']}（{m['how'] or m['how2']}）" for m in _OTHERWISE.finditer(text)]
    text = _OTHERWISE.sub("", text)
    for part in re.split(r"[、，,;；](?![^（(]*[）)])", text):
        grouped = re.fullmatch(r"([^（(]*)[（(](.*[・、，].*)[）)](.*)", part.strip()) or re.fullmatch(
            rf"({NUMBER}[名人])[（(]([^（）()]+)[）)](.*)", part.strip()
        )
        if grouped:
            yield from _grouped(grouped)
            continue
        # 「関　三郎君　　副委員長　木原大輔君」: an honour ends a person.
        for piece in re.split(r"(?<=君)[\s　]+(?=\S)|(?<=[^\s　][氏様殿])[\s　]+(?=\S)", part):
            for one in re.split(r"[\s　]*(?=[◎〇○][^\s　])", piece):
                for apart in people_apart(one):
                    for each in _dotted(apart):
                        yield from _columns(each)
    yield from asides


def _dotted(part: str) -> list[str]:
    """「大貫課長・宇津木係長」: a dot between two who both have their posts behind their names."""
    pieces = part.split("・")
    return (
        pieces
        if len(pieces) > 1
        and all(
            0 < len(own_post(p.split()[-1])[1]) <= 4 and own_post(p.split()[-1])[0]
            for p in pieces
            if p.split()
        )
        and all(p.split() for p in pieces)
        else [part]
    )


def _grouped(match: re.Match[str]) -> Iterator[str]:
    """「委員（小川・金井・河田各委員）7名」: a list in brackets, with what stands around it."""
    before, inner, after = match[1].strip(" 　"), match[2], match[3].strip(" 　")
    everybody = re.search(r"(?:の)?(?:各|両)(委員|議員|部会長|課長|係長)[\s　]*$", inner)
    words = everybody[1] if everybody else before if squeezed(before) in POSTS else ""
    if before and not words:
        yield before
    for name in re.split(r"[・、，]", inner[: everybody.start()] if everybody else inner):
        bare = squeezed(name)
        yield name if not words or OFFICE.search(bare) or MEMBER_POST.search(bare) else f"{words}　{name}"
    if after:
        yield after


def _columns(piece: str) -> Iterator[str]:
    """People side by side on a line, cut at their posts: before the name, or behind it."""
    words = piece.split()
    own = words[1:] if words and words[0] in POSTS else words
    if len(own) > 1 and all(_glued(word) for word in own):
        yield from own
        return
    unit = _LEADING_UNIT.match(piece.lstrip())
    first = len(piece) - len(piece.lstrip()) + (unit.end() if unit else 0)
    posts = [post for post in _posts(piece) if post[0] >= first]
    if posts and posts[0][0] == first:
        cuts = [0]
        for (start, _), (_, end) in zip(posts[1:], posts, strict=False):
            # 「委員　1番」, 「総務課　課長」: two words before one name.
            if piece[end:start].strip(" 　：:"):
                cuts.append(start)
    else:
        cuts = [0, *(end for _, end in posts if piece[end:].strip())]
    for start, end in zip(cuts, (*cuts[1:], len(piece)), strict=True):
        if piece[start:end].strip():
            yield piece[start:end]


def _glued(word: str) -> bool:
    """Whether a word is a name and its post: 「瀬良会長」, 「松永主幹」."""
    post, name = own_post(word)
    if post in POSTS:
        return 0 < len(name) <= 5
    return (
        bool(OFFICE.search(post))
        and 2 <= len(name) <= 4
        and not STEM.search(name)
        and (not UNIT.search(name) or bool(FAMILY_BU.fullmatch(name)))
    )


def _posts(piece: str) -> Iterator[tuple[int, int]]:
    """Where posts stand on their own."""
    at = len(piece) - len(piece.lstrip())
    while at < len(piece):
        match = _POST_AHEAD.match(piece, at)
        token = re.compile(r"[^\s　：:]+").match(piece, at)
        if match and match.end() > at and match.group().strip():
            yield at, match.end()
            end = match.end()
        elif (
            token
            and len(token.group()) > 1
            and OFFICE.search(token.group())
            and not HONOUR.search(token.group())
        ):
            yield at, token.end()
            end = token.end()
        else:
            end = token.end() if token else at + 1
        at = end + len(piece[end:]) - len(piece[end:].lstrip(" 　：:"))


def _person(piece: str, carried: str) -> tuple[Listed | None, str]:
    """The person of a piece, None where it is none; and the post that those behind it take over."""
    text = piece.strip(" 　：:・。")
    status = proxy = noted = unit_behind = ""
    if apart := re.fullmatch(r"(.+[)）])[\s　]*代理[\s　：:]+([^\s　（()）]{1,8})", text):
        text = f"{apart[1]}（代理　{apart[2]}）"
    mark = text[0] if text and text[0] in MARKED else ""
    text = text[len(mark) :].strip(" 　")
    while bracket := re.search(r"[（(]([^（）()]*)[）)][\s　]*$", text):
        inner = squeezed(bracket[1])
        if inner in _STATUS:
            status = _STATUS[inner]
        elif deputy := re.fullmatch(r"代(?:理(?:出席)?(?:者)?)?[\s　：:]+(.+)", bracket[1].strip()):
            status, proxy = PROXY, squeezed(deputy[1])
        elif (for_whom := _STANDS_IN.fullmatch(bracket[1].strip())) and _NAME.fullmatch(
            squeezed(for_whom["who"])
        ):
            came, _ = _person(text[: bracket.start()], carried)
            seated, _ = _person(for_whom["who"], carried)
            if came is None or seated is None:
                break
            office = "　".join(filter(None, (came.office, came.post if came.post != carried else "")))
            return replace(
                seated, printed=squeezed(piece), status=PROXY, proxy=f"{came.name}{came.given}", office=office
            ), carried
        elif (
            inner in POSTS
            or OFFICE.search(inner)
            or (MEMBER_POST.search(inner) and not inner.endswith(("委員", "議員")))
        ):
            noted = inner
        elif _only_office(squeezed(text[: bracket.start()])) and _NAME.fullmatch(inner):
            # 「課長（門馬）」
            text = f"{text[: bracket.start()]}　{inner}"
            continue
        elif UNIT.search(inner) and len(inner) >= 3:
            unit_behind = inner
        elif (
            len(inner) >= 2
            and _NAME.fullmatch(inner)
            and not _OFFICE_OR_UNIT.search(squeezed(text[: bracket.start()]))
        ):
            unit_behind = inner  # 「江角　卓（学校医）」
        elif inner not in ("新任", "再任", "留任", "記録", "司会", "進行", "司会進行"):
            break
        text = text[: bracket.start()].rstrip(" 　")
    text = re.sub(r"[\s　]*の?(?:各|両)(?:委員|議員)$", "", text)
    if (elsewhere := _FROM_OFFICE.fullmatch(text)) and _only_office(elsewhere["office"]):
        # 「東部建設事務所長　出口　剛委員」: what a member is elsewhere.
        name, given = divided(elsewhere["name"])
        return Listed(squeezed(piece), name, given, "", None, status, proxy, elsewhere["office"]), carried
    unit = _LEADING_UNIT.match(text)
    if unit and FAMILY_BU.fullmatch(unit["unit"]) and not own_post(text[unit.end() :])[0]:
        unit = None  # 「長谷部　里子」
    glued = text != (text := unglued(text))
    if text.startswith("〃"):
        post, seat, rest = carried, None, text[1:].strip(" 　")
    else:
        post, seat, rest = _post_and_name(text[unit.end() :] if unit else text)
    if not rest:
        return None, post or carried
    name, given = divided(rest)
    if (
        re.search("[：:]", post)
        or _NO_NAME.search(name + given)
        or not _NAME.fullmatch(name)
        or (given and not _NAME.fullmatch(given))
        or len(name + given) > 14
    ):
        return None, carried
    if post and noted and MEMBER_POST.search(post) and noted not in POSTS:
        unit_behind, noted = noted, ""  # 「会長　東　譲（あやめ小学校長）」
    office = unit["unit"] if unit else unit_behind
    if post and UNIT.search(post) and not OFFICE.search(post) and post not in POSTS:
        office, post = post, ""
    if representing := re.fullmatch(r"\S{2,}代表", post):
        office, post = representing.group(), ""
    elif of_body := OF_BODY.fullmatch(post):
        office, post = of_body["body"], of_body["post"]
    ahead = (
        bool(post or office)
        and not unit_behind
        and not (unit and post)
        and squeezed(text).startswith(post or office)
    )
    taken_over = carried if not (post or office or noted) else ""
    if taken_over and UNIT.search(taken_over) and taken_over not in POSTS:
        office, taken_over = taken_over, ""
    following = (
        (post or office)
        if ahead and not glued and (office or _MANY.search(post))
        else carried
        if taken_over or office
        else ""
    )
    # 〃 goes on whatever stood above it.
    return Listed(
        squeezed(piece), name, given, noted or post or mark or taken_over, seat, status, proxy, office
    ), following


def _only_office(text: str) -> bool:
    """Whether a text is an office without anybody in it (「庶務議事課主任」)."""
    return is_post(text) or bool(
        OFFICE.search(text)
        and (
            STEM.search(text)
            or re.search("[課局室署所](?:主任|主査|主幹|主事|[次係課]長|長補佐|補佐)$", text)
        )
    )


def _post_and_name(text: str) -> tuple[str, int | None, str]:
    """Post, seat and name of a person, in whichever order print has them."""
    ahead = _POST_AHEAD.match(text)
    post, seat = "", None
    if ahead and ahead.group().strip():
        post = squeezed(ahead["post"] or "")
        seat_text, text = ahead["seat"], text[ahead.end() :].strip(" 　：:")
        behind = _SEAT.match(text) if not seat_text else None
        if behind:
            seat_text, text = behind.group(), text[behind.end() :].strip(" 　：:")
        if seat_text:
            found = _SEAT.match(seat_text)
            seat = number(found[1]) if found else None
            post = post or ("議員" if "議" in seat_text.replace("議席", "") else "委員")
        if text and (post not in ("委員", "議員") or seat is None):
            # 「委　員　柿崎委員長、…」: the word stands before all of them.
            own, name = own_post(text) if _MANY.search(post) and len(text.split()) == 1 else ("", text)
            if own in POSTS and name:
                return own, seat, name
            office, name = own_post(text) if len(text.split()) == 1 else ("", text)
            # 「会長　磯野町長」: what the list has them for comes first.
            return post, seat, name if office and name and OFFICE.search(office) else text
        if post and not text:
            return post, seat, ""
    own, name = own_post(text)
    return own or post, seat, name


def divided(text: str) -> tuple[str, str]:
    """Surname and given name; the whole as the surname where nothing divides it.

    「森　田　昭　夫」 is spread out evenly and divides nothing; 「安　西　　　正」 divides at its widest gap.
    """
    text = HONOUR.sub("", text.strip(" 　")).strip(" 　")
    tokens = re.findall(r"[^\s　]+", text)
    gaps = [wide(gap) for gap in re.findall(r"[\s　]+", text)]
    if len(tokens) < 2:
        return text, ""
    if len(tokens) == 2:
        return tokens[0], tokens[1]
    widest = max(gaps)
    if gaps.count(widest) > 1:
        return "".join(tokens), ""
    at = gaps.index(widest) + 1
    return "".join(tokens[:at]), "".join(tokens[at:])
