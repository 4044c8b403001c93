"""Posts (役職): the words for members and for those around them, and where a post ends and a name begins."""

from __future__ import annotations

import re

POSTS = (
    "農地利用最適化推進委員", "教育長職務代理者", "教育長職務代行者", "教育長職務代理", "教育長",
    "会長職務代理者", "会長職務代理", "会長代理", "会長代行",
    "委員長職務代理者", "委員長職務代理", "委員長代理", "部会長代理",
    "副部会長", "分科会長代理", "副分科会長", "分科会長", "部会長", "座長代理", "副座長", "座長", "職務代理者",
    "職務代行者", "職務代理", "副会長", "会長", "副委員長", "委員長", "副議長",
    "議長", "副理事長", "理事長", "理事", "特別委員", "臨時委員",
    "専門委員", "推進委員", "農業委員", "調査員", "専門員", "幹事",
    "教育委員", "監査委員", "委員", "議員", "構成員", "副管理者", "会計管理者", "管理者",
    "事務総長", "事務局長", "事務局次長", "事務局",
    "書記長", "書記", "学識経験者", "オブザーバー", "アドバイザー",
    "参考人", "関係人", "説明者", "顧問",
)  # fmt: skip
"""Posts of members and of those around them, the longer before what they end with."""
OFFICE_END = (
    "部長|次長|課長|室長|所長|館長|園長|校長|局長|署長|支所長|係長|班長|センター長|場長|院長|町長|村長|市長|区長|知事|副町長|副市長|副村長|"
    "参事|参与|主幹|主査|主任|主事|主席|主任主事|技師|技監|監|補佐|補|専門官|調整官|計画官|統括官|審議官|企画官|参事官|管理官|担当官|"
    "専門員|教頭|教務主任|教諭|学芸員|保健師|栄養士|司書|指導員|相談員|支援員|助教|指導主事|書記|職員|担当|次席|大臣|長官|局次長|係員|係|研究員|教授|准教授|弁護士|団長|社長|取締役|代表"
)
OFFICE = re.compile(rf"(?:{OFFICE_END}|長)(?:代理|心得|補佐|級|事務取扱)?$")
UNIT = re.compile(r"(?:課|部|局|室|係|所|庁|省|センター|班|担当|グループ|事務所|同課|同室|同局)$")
MEMBER_POST = re.compile(
    r"(?:会長|委員長|議長|座長|理事長|部会長|教育長|職務代理者?|代理|代行|委員|議員|構成員|理事|学識経験者|監事|幹事)(?:職務代理者?|代理|代行者?)?$"
)
SITS_FOR = re.compile(
    r"[一-龥]号委員|代表(?:者|委員)?$|選出|推薦|経験者|関係者$|公募|[住町市村区県]民|公益|有識者|被保険者|保険医|事業者"
)
"""For whom somebody sits on a body (選出区分)."""
CHAIR_POST = re.compile(r"^(?:会長|委員長|議長|座長|理事長|部会長|分科会長|教育長|組合長|審議会会長)$")
HONOUR = re.compile(r"(?:君|氏|さん|様|殿)$")
_SIMPLE = re.compile(
    r"副?(?:部長|次長|課長|室長|所長|館長|園長|校長|局長|署長|係長|班長|場長|院長|町長|村長|市長|区長|参事|主幹|主査|主任|主事|技師|監|"
    r"課長補佐|室長補佐|専門官|計画官|参事官|書記|局次長|センター長|支所長|指導主事|理事|教授)"
)
STEM = re.compile(
    r"庁舎|総務|企画|財政|財務|政策|環境|建設|土木|都市|計画|整備|住宅|建築|教育|学校|生涯|福祉|健康|介護|保険|保健|年金|子育|児童|市民|町民|村民|区民|"
    r"住民|税務|管財|会計|農政|農林|水産|産業|商工|観光|防災|危機|消防|人権|文化|図書|上下|水道|議会|議事|庶務|経営|管理|推進|情報|広報|秘書|人事|契約|地域|"
    r"協働|交通|道路|河川|公園|開発|指導|支援|調整|担当|資源|漁業|漁場|沿岸|保全|海洋|森林|林業|畜産|技術|施設|国際|統計|調査|"
    r"安全|衛生|生活|振興|給食|収納|徴収|戸籍|広域|清掃|廃棄|下水|流域|治水|砂防|港湾|空港|鉄道|航空|副|同$"
)
"""Words of the names of offices: 総務課長 is no Mr 総務."""
FAMILY_BU = re.compile("(?:阿|安|岡|服|渡|磯|礒|園|矢|谷|軽|物|我|長谷|日下|刑|織|綾|海|訓|南|西|田)部$")
"""Surnames that end in 部: the 会長 is 長谷部, not the 部会長 長谷."""
OF_BODY = re.compile(
    r"(?P<body>\S*(?:委員会|審議会|協議会|審査会|議会|分科会|部会))"
    r"(?P<post>副?(?:会長|委員長|議長|座長)(?:職務)?(?:代理者?|代行者?)?|教育長(?:職務代理者?)?|委員|議員)"
)
"""「みなせ区教育委員会委員」: the body before the post."""
_GLUED = re.compile(
    rf"(?=(?P<token>[^\s　]+)[\s　])(?P<post>{'|'.join(sorted(POSTS, key=len, reverse=True))}|"
    r"[一-龥ァ-ヺー]{1,8}?(?:部|課|局|室|館|所|園)長)"
    r"(?=[一-龥々ヶケ]{1,3}[\s　]+[^\s　]{1,4}$)"
)


def squeezed(text: str) -> str:
    """Without blanks."""
    return re.sub(r"[\s　]+", "", text)


def unglued(text: str) -> str:
    """「委員長野沢　有信君」 with a blank between post and surname."""
    match = _GLUED.match(text)
    if not match or _is_office(match["token"]):
        return text
    post = match["post"]
    if post.endswith("委員長") and text[len(post) :].startswith("谷"):
        post = post[:-1]  # 長谷川, not 谷川
    return f"{post}　{text[len(post) :]}"


def _is_office(word: str) -> bool:
    return word in POSTS or bool(OFFICE.search(word) or MEMBER_POST.search(word))


def is_post(word: str) -> bool:
    """Whether a word is a post and no name with one."""
    return word in POSTS or bool(_SIMPLE.fullmatch(word))


def own_post(text: str) -> tuple[str, str]:
    tokens = [(match.start(), match.group()) for match in re.finditer(r"[^\s　]+", text)]
    if len(tokens) > 1:
        last = tokens[-1][1]
        if len(tokens) == 2 and (behind := _post_behind(last)):
            return behind, text.removesuffix(behind).strip(" 　")
        if len(last) > 1 and (last in POSTS or OFFICE.search(last)) and not HONOUR.search(last):
            return last, text[: tokens[-1][0]].strip(" 　")
        lead = 0
        for _, token in tokens[:-1]:
            if len(token) > 1 and (OFFICE.search(token) or OF_BODY.fullmatch(token)):
                lead += 1
                break
            behind = tokens[lead + 1][1]
            works_at = lead == 0 and len(tokens) > 2 and len(token) >= 4 and len(behind) > 2 and OFFICE.search(behind)
            if not works_at and (
                len(token) < 3 or not UNIT.search(token) or (len(tokens) == 2 and FAMILY_BU.fullmatch(token))
            ):
                break
            lead += 1
        lead = (
            lead
            or (1 if len(tokens) == 3 and len(tokens[0][1]) >= 4 else 0)
            or _spread_post([token for _, token in tokens])
        )
        if lead:
            return "".join(token for _, token in tokens[:lead]), text[tokens[lead][0] :]
        return "", text
    if named := re.fullmatch(r"([^（）()]{1,5}[（(][^（）()]{1,4}[）)])(\S{2,6})", text):
        return (named[2], named[1]) if named[2] in POSTS or OFFICE.search(named[2]) else ("", text)
    if text.endswith("部会長") and FAMILY_BU.search(text.removesuffix("会長")):
        return "会長", text.removesuffix("会長")
    for known in POSTS:
        if text.endswith(known) and len(text) > len(known) and known not in ("幹事", "理事", "書記"):
            return known, text.removesuffix(known)
    family = FAMILY_BU.search(text) is not None and len(text) <= 3 and not STEM.search(text)
    if text in POSTS or (UNIT.search(text) and not family):
        return text, ""
    if OFFICE.search(text) and not HONOUR.search(text):
        if STEM.match(text) and text[0] != "副":
            return text, ""  # 「資源管理部長」 without a name
        stem = STEM.search(text, 1)
        if stem and stem.start() <= 3 and stem.end() < len(text):
            return text[stem.start() :], text[: stem.start()]  # 「岡総務部長」
        for length in (2, 1, 3):
            if _SIMPLE.fullmatch(text[length:]) and not text[:length].endswith("副"):
                return text[length:], text[:length]
        surname = re.match(r"[一-龥々〆][ツヶケノ之][一-龥々]|[一-龥々〆]{2}", text)
        if surname and len(text) - surname.end() >= 2:
            return text[surname.end() :], surname.group()
    return "", text


def _post_behind(word: str) -> str:
    """The post that a given name bears behind it: 「真木　茂委員長」; empty: none."""
    for post in POSTS:
        given = word.removesuffix(post)
        if word.endswith(post) and given != word:
            sure = (
                0 < len(given) <= 3
                and not STEM.search(given)
                and not _is_office(given)
                and MEMBER_POST.search(post)
            )
            return post if sure and not _is_office(f"{given}{post[0]}") else ""
    return ""


def _spread_post(tokens: list[str]) -> int:
    """How many single characters at the front make a post (「課　長　山田太郎」); 0: none."""
    for length in range(2, min(len(tokens), 9)):
        head = tokens[:length]
        if all(len(token) == 1 for token in head) and (
            OFFICE.search("".join(head)) or "".join(head) in POSTS
        ):
            return length
    return 0
