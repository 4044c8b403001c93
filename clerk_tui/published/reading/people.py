"""Names in lists of those present (出席者欄): one line of print → people with post, seat and presence.

Print spreads names over their columns (関　　三 郎君), puts the post before or behind, several people into a line,
counts behind lists. What is no name is not made one: it is handed back.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.text import NUMBER, number
from clerk_tui.published.data import Listed

POSTS = (
    "教育長職務代理者", "教育長職務代行者", "教育長職務代理", "教育長",
    "会長職務代理者", "会長職務代理", "会長代理", "会長代行",
    "委員長職務代理者", "委員長職務代理", "委員長代理", "部会長代理",
    "副部会長", "部会長", "座長代理", "副座長", "座長", "職務代理者",
    "職務代行者", "副会長", "会長", "副委員長", "委員長", "副議長",
    "議長", "副理事長", "理事長", "理事", "特別委員", "臨時委員",
    "専門委員", "推進委員", "農業委員", "調査員", "専門員", "幹事",
    "委員", "議員", "事務総長", "事務局長", "事務局次長", "事務局",
    "書記長", "書記", "学識経験者", "オブザーバー", "アドバイザー",
    "参考人", "関係人", "説明者", "顧問",
)  # fmt: skip
"""Posts of members and of those around them, the longer before what they end with."""
_OFFICE_END = (
    "部長|次長|課長|室長|所長|館長|園長|校長|局長|署長|支所長|係長|班長|センター長|場長|院長|町長|村長|市長|区長|知事|副町長|副市長|副村長|"
    "参事|参与|主幹|主査|主任|主事|主席|主任主事|技師|技監|監|補佐|補|専門官|調整官|計画官|統括官|審議官|企画官|参事官|管理官|担当官|"
    "専門員|指導主事|書記|職員|担当|次席|大臣|長官|局次長|係員|係|研究員|教授|准教授|弁護士|団長|社長|取締役|代表"
)
_GIVEN_AND_POST = re.compile(
    r"(?!総務|建設|文教|厚生|経済|福祉|広報|議会|運営|常任|特別|予算|決算|監査|農業|教育|選挙|民生|推進|専門|臨時|公募)"
    r"[^（()）副代各両]{1,3}(?P<post>副?(?:会長|委員長|座長|議長|部会長)|委員|議員)"
)
OFFICE = re.compile(rf"(?:{_OFFICE_END}|長)(?:代理|心得|補佐|級|事務取扱)?$")
_UNIT = re.compile(r"(?:課|部|局|室|係|所|庁|省|センター|班|担当|グループ|事務所|同課|同室|同局)$")
MEMBER_POST = re.compile(
    r"(?:会長|委員長|議長|座長|理事長|部会長|教育長|職務代理者?|代理|代行|委員|議員|構成員|理事|学識経験者|監事|幹事)(?:職務代理者?|代理|代行者?)?$"
)
CHAIR_POST = re.compile(r"^(?:会長|委員長|議長|座長|理事長|部会長|分科会長|教育長|組合長|審議会会長)$")
_SEAT = re.compile(rf"(?:議席)?(?:番号)?[\s　]*({NUMBER})[\s　]*番[\s　]*(?:委[\s　]*員|議[\s　]*員)?")
_HONOUR = re.compile(r"(?:君|氏|さん|様|殿)$")
_NAME = re.compile(
    r"[一-龥々〆ヶケヵツノ之ぁ-ゖァ-ヺーＡ-ＺA-Za-zａ-ｚ・．.𠀀-𪛟]{1,14}(?:[（(][^（）()]{1,4}[）)])?"
)
_NOBODY = re.compile(
    r"(?:特に)?(?:なし|無し|無|ありません|０名|0名|０人|0人|―+|ー|-+|－+|別紙.*|下記.*|下表.*|次の.*|上記.*|別表.*|後掲.*|以下.*|欠員|空席|全員)。?"
)
_COUNTED = re.compile(rf"[（(]?(?:計|全|以上|合計|外|ほか|他)?(\D{{0,8}}?)(?:計|全)?({NUMBER})[名人][）)]?")
_ASIDE = re.compile(
    r"[（(](?:[^（）()]*順|敬称略|順不同|オンライン参加含む|途中.*?)[）)]|敬称略|五十音順|50音順"
)
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
_SIMPLE = re.compile(
    r"副?(?:部長|次長|課長|室長|所長|館長|園長|校長|局長|署長|係長|班長|場長|院長|町長|村長|市長|区長|参事|主幹|主査|主任|主事|技師|監|"
    r"課長補佐|室長補佐|専門官|計画官|参事官|書記|局次長|センター長|支所長|指導主事|理事|教授)"
)
_FAMILY_BU = re.compile("(?:阿|安|岡|服|渡|磯|礒|園|矢|谷|軽|物|我|長谷|日下|刑|織|綾|海|訓|南|西|田)部$")
"""Surnames that end in 部: the 会長 is 長谷部, not the 部会長 長谷."""
_MEMBERS = re.compile(rf"^委[\s　]*員[\s　]*[：:][\s　]*(?=(?:{_SPREAD_POSTS})[\s　])")
_LEADING_UNIT = re.compile(
    r"(?P<unit>[^\s　、（()）]{2,}(?:課|部|局|室|係|庁|省|センター|班|担当|事務所))[\s　]+(?=\S+[\s　]+\S|\S{2,})"
)
"""「人権推進課　野村課長」: the office before whoever sits there."""
_OTHERWISE = re.compile(
    r"[（(](?:(?P<who>[^（）()]{2,30}?)[はが](?P<how>欠席|遅参|オンライン出席|代理出席)|"
    r"(?P<how2>欠席|遅参)[\s　：:]+(?P<who2>[^（）()]{2,30}))[）)]"
)
_DOTTED = re.compile(
    rf"(?<![^\s　、，：:])((?:{'|'.join(POSTS)}|[^\s　、，・（）()]{{0,10}}(?:課長|部長|係長|館長|室長|主査|主任|主幹|局長)))・"
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


def squeezed(text: str) -> str:
    """Without blanks."""
    return re.sub(r"[\s　]+", "", text)


def people_in(text: str, post: str = "") -> Names:
    """The people on a line, which has lost the label of the list; ``post`` is theirs where they say none."""
    text = _DOTTED.sub(r"\1　", _ASIDE.sub("", text.replace("\t", "　　"))).strip(" 　、，,。：:")
    # 「委員：会長 …、…」: those with posts of their own are members all the same.
    text = _MEMBERS.sub("", text)
    people: list[Listed] = []
    rest: list[str] = []
    counts: list[tuple[str, int]] = []
    for piece in _pieces(text):
        plain = squeezed(piece).strip("。・")
        if not plain or _NOBODY.fullmatch(plain):
            continue
        if count := _COUNTED.fullmatch(plain):
            counts.append((count[1], number(count[2]) or 0))
            continue
        found, post = _person(piece, post)
        if found is None:
            if plain not in POSTS and plain != post:
                rest.append(piece.strip())
        elif not _NOBODY.fullmatch(found.name):
            people.append(found)
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
        for piece in re.split(r"(?<=[君氏様殿])[\s　]+(?=\S)", part):
            yield from _columns(piece)
    yield from asides


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
    """Whether a word is a name and its post: 「瀬良会長」."""
    post, name = _own_post(word)
    return post in POSTS and 0 < len(name) <= 5


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
            and not _HONOUR.search(token.group())
        ):
            yield at, token.end()
            end = token.end()
        else:
            end = token.end() if token else at + 1
        at = end + len(piece[end:]) - len(piece[end:].lstrip(" 　：:"))


def _person(piece: str, carried: str) -> tuple[Listed | None, str]:
    """The person of a piece, None where it is none; and the post that those behind it take over."""
    text = piece.strip(" 　：:・。")
    status = proxy = noted = ""
    while bracket := re.search(r"[（(]([^（）()]*)[）)][\s　]*$", text):
        inner = squeezed(bracket[1])
        if inner in _STATUS:
            status = _STATUS[inner]
        elif deputy := re.fullmatch(r"代(?:理(?:出席)?(?:者)?)?[\s　：:]+(.+)", bracket[1].strip()):
            status, proxy = PROXY, squeezed(deputy[1])
        elif (
            inner in POSTS
            or OFFICE.search(inner)
            or (MEMBER_POST.search(inner) and not inner.endswith(("委員", "議員")))
        ):
            noted = inner
        elif _is_post(squeezed(text[: bracket.start()])) and _NAME.fullmatch(inner):
            # 「課長（門馬）」
            text = f"{text[: bracket.start()]}　{inner}"
            continue
        elif inner not in ("新任", "再任", "留任"):
            break
        text = text[: bracket.start()].rstrip(" 　")
    text = re.sub(r"[\s　]*の?(?:各|両)(?:委員|議員)$", "", text)
    unit = _LEADING_UNIT.match(text)
    if text.startswith("〃"):
        post, seat, rest = carried, None, text[1:].strip(" 　")
    else:
        post, seat, rest = _post_and_name(text[unit.end() :] if unit else text)
    if not rest:
        return None, post or carried
    name, given = divided(rest)
    if not _NAME.fullmatch(name) or (given and not _NAME.fullmatch(given)) or len(name + given) > 14:
        return None, carried
    office = unit["unit"] if unit else ""
    if post and _UNIT.search(post) and not OFFICE.search(post) and post not in POSTS:
        office, post = post, ""
    ahead = bool(post or office) and not (unit and post) and squeezed(text).startswith(post or office)
    taken_over = carried if not (post or office or noted) else ""
    if taken_over and _UNIT.search(taken_over) and taken_over not in POSTS:
        office, taken_over = taken_over, ""
    following = (
        (post or office)
        if ahead and (office or _MANY.search(post))
        else carried
        if taken_over or office
        else ""
    )
    # 〃 goes on whatever stood above it.
    return Listed(
        squeezed(piece), name, given, noted or post or taken_over, seat, status, proxy, office
    ), following


def _is_post(word: str) -> bool:
    """Whether a word is a post and no name with one."""
    return word in POSTS or bool(_SIMPLE.fullmatch(word))


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
            return post, seat, text
        if post and not text:
            return post, seat, ""
    own, name = _own_post(text)
    return own or post, seat, name


def _own_post(text: str) -> tuple[str, str]:
    tokens = [(match.start(), match.group()) for match in re.finditer(r"[^\s　]+", text)]
    if len(tokens) > 1:
        last = tokens[-1][1]
        if len(tokens) == 2 and last not in POSTS and (glued := _GIVEN_AND_POST.fullmatch(last)):
            # 「江口　薫会長」: the post stands close to the given name.
            return glued["post"], text.removesuffix(glued["post"])
        if len(last) > 1 and (last in POSTS or OFFICE.search(last)) and not _HONOUR.search(last):
            return last, text[: tokens[-1][0]].strip(" 　")
        lead = 0
        for _, token in tokens[:-1]:
            if len(token) > 1 and OFFICE.search(token):
                lead += 1
                break
            if len(token) < 3 or not _UNIT.search(token):
                break
            lead += 1
        lead = lead or _spread_post([token for _, token in tokens])
        if lead:
            return "".join(token for _, token in tokens[:lead]), text[tokens[lead][0] :]
        return "", text
    if named := re.fullmatch(r"([^（）()]{1,5}[（(][^（）()]{1,4}[）)])(\S{2,6})", text):
        return (named[2], named[1]) if named[2] in POSTS or OFFICE.search(named[2]) else ("", text)
    if text.endswith("部会長") and _FAMILY_BU.search(text.removesuffix("会長")):
        return "会長", text.removesuffix("会長")
    for known in POSTS:
        if text.endswith(known) and len(text) > len(known) and known not in ("幹事", "理事", "書記"):
            return known, text.removesuffix(known)
    if text in POSTS or _UNIT.search(text):
        return text, ""
    if OFFICE.search(text) and not _HONOUR.search(text):
        for length in (2, 1, 3):
            if _SIMPLE.fullmatch(text[length:]) and not text[:length].endswith("副"):
                return text[length:], text[:length]
        surname = re.match(r"[一-龥々〆][ツヶケノ之][一-龥々]|[一-龥々〆]{2}", text)
        if surname and len(text) - surname.end() >= 2:
            return text[surname.end() :], surname.group()
    return "", text


def _spread_post(tokens: list[str]) -> int:
    """How many single characters at the front make a post (「課　長　山田太郎」); 0: none."""
    for length in range(2, min(len(tokens), 9)):
        head = tokens[:length]
        if all(len(token) == 1 for token in head) and (
            OFFICE.search("".join(head)) or "".join(head) in POSTS
        ):
            return length
    return 0


def divided(text: str) -> tuple[str, str]:
    """Surname and given name; the whole as the surname where nothing divides it.

    「森　田　昭　夫」 is spread out evenly and divides nothing; 「安　西　　　正」 divides at its widest gap.
    """
    text = _HONOUR.sub("", text.strip(" 　")).strip(" 　")
    tokens = re.findall(r"[^\s　]+", text)
    gaps = [_width(gap) for gap in re.findall(r"[\s　]+", text)]
    if len(tokens) < 2:
        return text, ""
    if len(tokens) == 2:
        return tokens[0], tokens[1]
    widest = max(gaps)
    if gaps.count(widest) > 1:
        return "".join(tokens), ""
    at = gaps.index(widest) + 1
    return "".join(tokens[:at]), "".join(tokens[at:])


def _width(gap: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in gap)


def with_post(person: Listed, post: str) -> Listed:
    """The person, of that post where they have none."""
    return person if person.post else replace(person, post=post)
