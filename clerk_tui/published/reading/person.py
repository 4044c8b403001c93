"""One person in a list of those present (出席者): post, seat, name, presence and where somebody comes from."""

from __future__ import annotations

import re

from msgspec.structs import replace

from clerk_tui.domain.text import NUMBER, number
from clerk_tui.published.data import Listed

from .posts import (
    FAMILY_BU,
    HONOUR,
    MEMBER_POST,
    OF_BODY,
    OFFICE,
    POSTS,
    STEM,
    UNIT,
    is_post,
    own_post,
    squeezed,
    unglued,
)
from .spread import wide

_SEAT = re.compile(rf"(?:議席)?(?:番号)?[\s　]*({NUMBER})[\s　]*番[\s　]*(?:委[\s　]*員|議[\s　]*員)?")
_NAME = re.compile(
    r"[一-龥々〆ヶケヵツノ之ぁ-ゖァ-ヺーＡ-ＺA-Za-zａ-ｚ・．.𠀀-𪛟]{1,14}(?:[（(][^（）()]{1,4}[）)])?"
)
_NO_NAME = re.compile(
    r"[課部局室係館所]長$|署名|日程|次第|名簿|議案|議題|資料|委員代理|[一-龥々]{8}|[一-龥]の[一-龥]|に出席|した|する|(?:会長|委員長|議長|座長|委員|議員|職務代理者?)$"
)
"""An office, or several names in one."""
_OFFICE_OR_UNIT = re.compile(rf"{UNIT.pattern}|{OFFICE.pattern}")
_STANDS_IN = re.compile(r"(?P<who>.{1,12}?)[\s　]*(?:委員|議員|構成員|会長)?の?[\s　]*代理(?:出席|人)?")
"""「伊東　繁（渡会　信夫委員代理）」: who came for whom."""
_POST_OF_DEPUTY = re.compile(r"職務代[理行]|(?:会長|座長|議長|教育長)代[理行]")
"""「遠藤　利夫（会長職務代理）」: a post, nobody who came."""
_FROM_OFFICE = re.compile(
    r"(?P<office>[^\s　]{3,})[\s　]+(?P<name>[^\s　]{1,4}[\s　]+[^\s　]{1,4}?)[\s　]*(?:委員|議員)"
)
PRESENT, ABSENT, PROXY, ONLINE = "出席", "欠席", "代理出席", "オンライン出席"
_STATUS = {
    "出席": PRESENT, "出": PRESENT, "○": PRESENT, "〇": PRESENT, "◯": PRESENT,
    "欠席": ABSENT, "欠": ABSENT, "×": ABSENT, "✕": ABSENT,
    "代理": PROXY, "代理出席": PROXY, "オンライン": ONLINE, "オンライン出席": ONLINE,
    "WEB": ONLINE, "Web": ONLINE, "リモート": ONLINE,
    "ＷＥＢ": ONLINE, "Ｗｅｂ": ONLINE, "web": ONLINE,
}  # fmt: skip
SPREAD_POSTS = "|".join(r"[\s　]*".join(post) for post in POSTS)
POST_AHEAD = re.compile(
    rf"(?P<seat>{_SEAT.pattern})?[\s　]*(?P<post>(?:{SPREAD_POSTS})(?=[\s　：:]|{_SEAT.pattern}|$))?"
)
_MANY = re.compile(r"(?:委員|議員|理事|幹事|事務局|学識経験者|オブザーバー|参考人|説明者|書記)$")
"""Posts that those behind the first one have too."""
_ELSEWHERE = re.compile("(?:協会|連合会|連盟|組合|機構|法人|会社|公社|会議所|学会|協議会|振興会)$")
MARKED = "◎〇○"
"""Before a name: who presides, and who stands in."""
LEADING_UNIT = re.compile(
    r"(?P<unit>[^\s　、（()）]{2,}(?:課|部|局|室|係|庁|省|センター|班|担当|事務所|支所|"
    r"協会|連合会|連盟|組合|機構|法人|大学|会社|公社|研究所|会議所|病院|学会|協議会|振興会))"
    r"[\s　]+(?=\S+[\s　]+\S|\S{2,})"
)
"""「人権推進課　野村課長」: the office before whoever sits there."""


def _for_another(text: str, carried: str) -> Listed | None:
    """Whoever has the seat where the paper names the deputy first: 「伊東　繁（渡会　信夫委員代理）」; None: it does not."""
    match = re.fullmatch(r"(?P<came>[^（(]+)[（(](?P<whom>[^（）()]+)[）)]", text)
    whom = _STANDS_IN.fullmatch(match["whom"].strip()) if match else None
    if (
        match is None
        or whom is None
        or not _NAME.fullmatch(squeezed(whom["who"]))
        or _POST_OF_DEPUTY.search(squeezed(match["whom"]))
    ):
        return None
    came, _ = person(match["came"].strip(" 　"), carried)
    seated, _ = person(whom["who"], carried)
    if came is None or seated is None:
        return None
    office = "　".join(filter(None, (came.office, came.post if came.post != carried else "")))
    name = f"{came.name}{came.given}"
    return replace(seated, printed=squeezed(text), status=PROXY, proxy=name, office=office)


def _brackets(text: str) -> tuple[str, str, str, str, str]:
    """A person without the brackets behind them, and what those say: presence, deputy, post, office."""
    status = proxy = noted = office = ""
    while bracket := re.search(r"[（(]([^（）()]*)[）)][\s　]*$", text):
        inner = squeezed(bracket[1])
        if inner in _STATUS:
            status = _STATUS[inner]
        elif deputy := re.fullmatch(r"代(?:理(?:出席)?(?:者)?)?[\s　：:]+(.+)", bracket[1].strip()):
            status, proxy = PROXY, re.sub(r"[\s　]+", "　", deputy[1].strip())
        elif seated := re.fullmatch(r"(\S{3,})[\s　、]+代理[\s　：:]+(\S.*)", bracket[1].strip()):
            # 「香月　博（なぎさ警察署長　代理　交通課長　麻生）」
            status, proxy, office = PROXY, squeezed(seated[2]), seated[1]
        elif (
            inner in POSTS
            or OFFICE.search(inner)
            or (MEMBER_POST.search(inner) and not inner.endswith(("委員", "議員")))
        ):
            noted = inner
        elif only_office(squeezed(text[: bracket.start()])) and _NAME.fullmatch(inner):
            # 「課長（門馬）」
            text = f"{text[: bracket.start()]}　{inner}"
            continue
        elif UNIT.search(inner) and len(inner) >= 3:
            office = inner
        elif (
            len(inner) >= 2
            and _NAME.fullmatch(inner)
            and not _OFFICE_OR_UNIT.search(squeezed(text[: bracket.start()]))
        ):
            office = inner  # 「江角　卓（学校医）」
        elif inner not in ("新任", "再任", "留任", "記録", "司会", "進行", "司会進行"):
            break
        text = text[: bracket.start()].rstrip(" 　")
    return text, status, proxy, noted, office


def person(piece: str, carried: str) -> tuple[Listed | None, str]:
    """The person of a piece, None where it is none; and the post that those behind it take over."""
    text = piece.strip(" 　：:・。")
    if apart := re.fullmatch(r"(.+[)）])[\s　]*代理[\s　：:]+([^\s　（()）]{1,8})", text):
        text = f"{apart[1]}（代理　{apart[2]}）"
    if deputy_first := _for_another(text, carried):
        return deputy_first, carried
    mark = text[0] if text and text[0] in MARKED else ""
    text = text[len(mark) :].strip(" 　")
    text, status, proxy, noted, unit_behind = _brackets(text)
    text = re.sub(r"[\s　]*の?(?:各|両)(?:委員|議員)$", "", text)
    if (elsewhere := _FROM_OFFICE.fullmatch(text)) and only_office(elsewhere["office"]):
        # 「東部建設事務所長　出口　剛委員」: what a member is elsewhere.
        name, given = divided(elsewhere["name"])
        return Listed(squeezed(piece), name, given, "", None, status, proxy, elsewhere["office"]), carried
    unit = LEADING_UNIT.match(text)
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
    if (
        noted
        and not (post or unit)
        and carried in ("委員", "議員", "構成員")
        and not MEMBER_POST.search(noted)
    ):
        unit_behind, noted = noted, ""  # 「委員　…、杉本　篤（政策室長）」
    office = unit["unit"] if unit else unit_behind
    if post and UNIT.search(post) and not OFFICE.search(post) and post not in POSTS:
        office, post = post, ""
    if unit and _ELSEWHERE.search(unit["unit"]) and MEMBER_POST.search(post):
        office, post = f"{unit['unit']}{post}", ""  # 「タクシー協会　会長　野々村　敦」: the chair of that, not of this
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


def only_office(text: str) -> bool:
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
    ahead = POST_AHEAD.match(text)
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
