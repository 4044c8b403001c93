"""The words that stand before what is said at the top of minutes (項目): what each stands for, however it is spaced."""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct


class Item(Enum):
    """What a label stands for; the value is the expression of its words, without their spaces."""

    TITLE = "会議の?名称等?|会議名称?|(?:審議会|附属機関)等?の?名称|名称"
    OPENED = "開会の?(?:日時|時刻)?|開議|開会年月日"
    CLOSED = "閉会の?(?:日時|時刻)?|散会|閉議"
    MOMENT = (
        "(?:会議の?|招集の?)?(?:開催)?の?日時(?:及び場所|・場所|等)?|会議日時|"
        "開催年?月日|時間|開催時間|時刻|開催時刻|開会(?:及び|・|、)閉会(?:の?(?:日時|時刻)|に関する事項)?|開閉会の?(?:日時|時刻)|開催日|期日|年月日|とき"
    )
    PLACE = "(?:会議の?|招集の?)?(?:開催の?)?(?:場所|会場)|ところ|開催場所等|会議室|於"
    ABSENT = (
        "不応招(?:[（(]欠席[）)])?(?:議員|者)|(?:会議|委員)?(?:の)?欠席(?:者|した者|届|委員|議員|"
        "農業委員|構成員|した委員|者?氏名)?(?:名|の氏名|及び理由)?"
    )
    SIGNERS = "(?:会議録|議事録|委員長|議長|会長)?署名(?:委員|議員|人|者|人?指名)?(?:の?氏名)?"
    SECRETARIAT = (
        "職務のため(?:に?出席した)?(?:議会)?事務局の?職員|(?:.{0,8}委員会|"
        "議会)?事務局(?:等)?(?:の)?(?:出席者|職員|側|出席職員|説明員)?|(?:本?会議の?|.{0,8}委員会)?書記|庶務"
    )
    OFFICIALS = (
        "説明員|説明者|説明のため(?:に?(?:会議に)?出席した(?:者|職員|関係職員)|の出席者)|説明のため(?:議場|本会議|委員会|会議)?(?:に)?(?:出席した|出席を求めた)(?:者|職員|関係職員)|説明のため出席を?求めた者|(?:会議に)?出席した(?:関係|説明)?(?:職員|者以外の者)|(?:出席|関係|説明)職員|出席説明員|"
        "理事者|当局|執行機関|(?:理事者|執行部|執行機関|当局|市|町|村|県|区|行政)側?(?:の?出席者|説明員)|(?:市|町|村|県|区)執行部|(?:市|町|村|県|区|局|行政|当局|執行部)側|委員外(?:議員|出席者?|の?出席者)?|執行部|実施機関|担当(?:課|部署)?|"
        "関係(?:課|部署)|所管課|(?:議事|会議)に?(?:参与|参画|参加)した者|議事参与(?:者)?|オブザーバー|参考人|関係者|来賓|発表者|講師|ゲスト|ヒアリング(?:対象者|団体|先)|アドバイザー|その他の?出席者|職務のため(?:(?:に?(?:会議|本会議|議場|委員会)に)?に?出席した.{0,6}(?:者|職員)|の出席者)|助言者|専門家|(?:町|市|村)?長部局"
    )
    PRESENT = (
        "応招(?:[（(]出席[）)])?(?:議員|者)|(?:会議|委員)?(?:の)?(?:出席|参加)(?:者|した者|委員|議員|農業委員|構成員|した委員|教育委員|状況|委員等|者等)?"
        "(?:名簿?|の?氏名|(?:及び|・)欠席.{1,4})?|委員の?出欠(?:状況)?|出欠(?:席)?(?:状況|の状況)?|委員の?出席状況|構成員|委員名|(?:出席|参加)人数"
    )
    OBSERVERS = "傍聴(?:者|人|の状況|状況)?(?:等|について)?(?:の?数|の?人数|の?有無)?"
    MATERIALS = "(?:当日|事前|会議|机上)?(?:配布|配付|提出|使用|関係|会議|添付)?資料(?:の?(?:一覧|名称?|標題|題名)|等)*"
    OPENNESS = (
        "(?:会議の?)?公開状況|(?:会議の?)?公開(?:・非公開|又は非公開|の可否|"
        "の状況|・非公開の別|の別|等)*|(?:会議の)?非公開の?(?:理由|部分)?"
    )
    ITEMS = (
        "(?:会議の)?議題等?|(?:議題|議事|審議事項|議案)(?:及び|と|・)(?:(?:審議)?(?:結果|概要)|(?:協議|報告)事項)|会議結果|(?:会議|議事)?次第|(?:議事|審査|審議|会議)?日程|(?:付議|付託|審議|審査|協議|報告|諮問|議決|決議|本日の)(?:案件|事件|事項|議案|議題)|案件|議案|"
        "報告|協議|審議|審査|"
        "(?:本日の)?会議に付した(?:案件|事件|議案)(?:名)?|本日(?:審査|審議)した案件|会議(?:事項|事件)|審議会事項"
    )
    BODY = (
        "議事|会議の?(?:内容|結果|経過(?:(?:と|及び)(?:その)?結果)?|要旨|次第及び経過)|会議の概要|(?:審議|議事|審査|協議|発言|議題)の?(?:内容|経過|概要|要旨|要録|結果|記録|顛末)(?:等|(?:及び|と|・)(?:その)?(?:結果|概要|内容|要旨))?|"
        "会議内容|内容|概要|議事録|会議録|会議|主な(?:質疑|意見|発言|内容)(?:等|応答|・意見)*|質疑応答|(?:質疑|意見)(?:の?概要|等)|質疑・応答|意見交換の内容"
    )
    OTHER = (
        "招集(?:の?年月日|の?期日|日)|告示(?:の?年月日|日)|(?:会長|委員長|議長|座長|部会長)(?:[（(](?:会長|委員長|座長)[）)])?の?氏名|"
        "(?:[^\\s　]{0,12}会|農業|推進)?委員の?(?:定数|総数|現在数|現員|数)|"
        "(?:最終)?(?:更新|掲載|公開|公表|登録|発行)(?:年月)?日時?|ページ(?:番号|ID)|委員の異動|お?問(?:い)?合わ?せ先?|連絡先|照会先|担当課連絡先|会議概要|開催概要|会議の開催概要|開催形態|開催方法|議案及び議事内容|記録者?|作成(?:者|日)|(?:会議録|議事録)作成(?:者|年月日)|"
        "開会宣言|審議会の設置根拠|備考|次回(?:の?開催|日程)?(?:予定)?|事務担当|所属|出席率|定足数|会議時間|所要時間"
    )


PEOPLE = (Item.PRESENT, Item.ABSENT, Item.SECRETARIAT, Item.OFFICIALS)

ENUMERATOR = (
    r"(?:第?[0-9０-９一二三四五六七八九十]{1,3}\s*[.．、)）][\s　]*|第[0-9０-９]{1,2}[\s　]+|[0-9０-９]{1,2}[\s　]+|"
    r"[0-9０-９]{1,2}(?=[^0-9０-９年月日時:：人名回件号番分.．])|"
    r"[（(][0-9０-９一二三四五六七八九十]{1,2}[)）][\s　]*|[①-⑳⑴-⒛㈠-㈩][\s　]*|"
    r"[【［\[][0-9０-９一二三四五六七八九十]{1,2}[】］\]][\s　]*|[ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ]+[.．、]?[\s　]*|[ア-オ][\s　.．、]+)"
)
DOTS = "・･•‣▪◦"
"""Marks before the entries of a list."""
MARKS = f"○◯〇●◎◆◇■□△▲▽▼★☆{DOTS}※➢＊*"
IN_BRACKETS = re.compile(
    r"^(?:【(.{1,24}?)】|[<＜〈《](.{1,24}?)[>＞〉》]|[\[［〔](.{1,24}?)[\]］〕])[\s　：:]*(.*)$"
)


class Labelled(Struct, frozen=True):
    """A line that begins with a label."""

    item: Item
    label: str
    """As printed, without its spaces."""
    value: str
    enumerator: str = ""


def _spaced(words: str) -> re.Pattern[str]:
    """The words, with any blanks between their characters."""
    pieces = re.split(r"(\(\?[:!=<]+|\{[0-9,]+\}|\[[^\]]*\]|[()|?*.+])", words)
    spread = []
    for piece in pieces:
        if piece and not re.match(r"[(\[{|?*.+)]", piece):
            spread.append(r"[\s　]*".join(map(re.escape, piece)) + r"[\s　]*")
        else:
            spread.append(piece)
    # 「公開?」: the mark must follow the character, not the blank behind it.
    text = re.sub(r"\[\\s　\]\*\?", r"?[\\s　]*", "".join(spread))
    return re.compile(rf"(?P<label>{text})(?=$|[\s　：:\t(（「\[［【/／]|(?<=[\s　]))")


_AS_FOLLOWS = re.compile(
    r"は[、,]?(?:[0-9０-９一二三四五六七八九十]+[名人]で[、,]?)?"
    r"(?:左|次|以下|下記|別紙)の(?:とおり|通り)(?:で(?:ある|す))?[。：:]?[\s　]*$"
)
_OFFICES_AND_NAMES = re.compile(r"の職[・、]?氏名(?=[\s　：:]*$)")
_BY_LAW = re.compile(
    r"^(?:[^\s　]{2,20}(?:法|条例|"
    r"規則)第[0-9０-９一二三四五六七八九十百]+条(?:の[0-9０-９]+)?(?:第[0-9０-９一二三四五六七八九十]+項)?"
    r"(?:の?規定)?に(?:より|基づき|基づく|よる)[、，]?)?(?:本?(?:会議|委員会|審議会)に(?=職務|説明))?"
)
"""「地方自治法第121条の規定により説明のため…」."""
_BY_BODY = re.compile(
    r"^[\s　]*[^\s　：:、。]{2,24}(?:協議会|委員会|審議会|審査会|議会)の?(?=(?:出席|欠席|傍聴)(?:者|委員|議員)(?:$|[\s　：:]))"
)
"""「みずうみ三町合併協議会出席者」."""
HEAD = re.compile(
    rf"^[\s　]*(?P<enumerator>{ENUMERATOR}|[一二三四五六七八九十]{{1,2}}[\s　]+)?[\s　]*(?P<mark>[{re.escape(MARKS)}])?[\s　]*"
)
_WORDS = {item: _spaced(item.value) for item in Item}


_IS = re.compile(
    r"^(?P<label>[^、。は]{2,16}?)は[、，,]?[\s　]*(?P<value>[^。]{1,60}?)(?:である|です|であった|でした)。?$"
)
"""「２　欠席議員は、４番　谷　禎一である。」"""


def named(word: str, *, numbered: bool = False) -> Item | None:
    """What a label stands for, all of the word; None: it is not known here. ``numbered``: a number may lead it."""
    word = _BY_LAW.sub("", re.sub(rf"^{ENUMERATOR}", "", word.strip(" 　")) if numbered else word)
    word = re.sub(r"[（(](?:敬称略|順不同|[^（）()]{1,8}順)[）)][\s　：:]*$", "", word)
    plain = re.sub(
        r"(?:[（(].{1,4}[）)])?の(?:職[・、]?)?(?:氏名|名簿)等?$", "", re.sub(r"[\s　：:]", "", word)
    )
    return next((item for item in Item if re.fullmatch(item.value, plain)), None)


_LEADS = re.compile(
    r"(?P<label>司[\s　]*会(?:[\s　]*者|[\s　]*進[\s　]*行)?|記[\s　]*録)[\s　：:]+"
    r"(?P<who>(?![^。]*[ぁ-ん]{3})[^。、，]{1,16})"
)
"""「司　会　　北郷教頭」: who led or wrote, no name of the list above."""
_SECTIONS = ("報告", "協議", "審議", "審査")
"""Words that head a list of topics only where they stand alone behind a number."""


def labelled(line: str) -> Labelled | None:
    """The label with which a line begins, a number or mark before it aside; None: it begins with none."""
    line = _BY_BODY.sub("", line)
    line = _OFFICES_AND_NAMES.sub("", _AS_FOLLOWS.sub("", line))
    if (told := _IS.match(line.strip())) and named(told["label"], numbered=True) in (*PEOPLE, Item.OBSERVERS):
        line = f"{told['label']}　{told['value']}"
    head = HEAD.match(line)
    assert head is not None  # every part of it may be missing
    rest = _BY_LAW.sub("", line[head.end() :])
    enumerator = (head["enumerator"] or "").strip()
    if leading := _LEADS.fullmatch(rest.strip()):
        return Labelled(Item.OTHER, re.sub(r"[\s　]", "", leading["label"]), leading["who"], enumerator)
    if bracketed := IN_BRACKETS.match(rest.strip()):
        word = next(part for part in bracketed.groups()[:3] if part is not None)
        item = named(word)
        return Labelled(item, re.sub(r"[\s　]", "", word), bracketed[4].strip(), enumerator) if item else None
    found: tuple[int, Item, str] | None = None
    for item, pattern in _WORDS.items():
        match = pattern.match(rest)
        if match and (found is None or len(re.sub(r"[\s　]", "", match["label"])) > found[0]):
            found = len(re.sub(r"[\s　]", "", match["label"])), item, match["label"]
    if found is None:
        around = re.fullmatch(r"[（(]([^（）()]{2,24})[）)]", line.strip(" 　"))
        if around and named(around[1]) is Item.BODY:
            return Labelled(Item.BODY, re.sub(r"[\s　]", "", around[1]), "")  # 「（　発　言　要　旨　）」
        return None
    _, item, label = found
    if label.strip(" 　") in _SECTIONS and (not enumerator or rest[len(label) :].strip(" 　：:")):
        return None
    value = rest[len(label) :].lstrip(" 　\t：:")
    if item is Item.SECRETARIAT and re.match(r"(?:次[\s　]*)?長[\s　]", value):
        return None  # 「事　務　局　長　　藤森　直樹」
    return Labelled(item, re.sub(r"[\s　]", "", label), value.rstrip(), enumerator)
