"""Where a name can stand in what is said (氏名の立つ所): patterns over folded text. Pure.

A surname of one character, a reading in kana and a slip of conversion are ordinary words as well (林業, ました, 過当).
They count as names only before a title, in a list that ends with one, where somebody says who they are, after 「名を」
and the like, or where something is said to be theirs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from .text import normalize

KANJI = "一-鿿々〆\U00020000-\U0003ffff"
KANA = "ぁ-ゖ-"
_TITLES = (
    # Not 委員会, 議案, 議会, 様々, 氏名, 君主, 殿下: words that begin like a title.
    "委員(?!会(?!長))|会長|座長|議長|議員|代表|理事|監事|幹事|評議員|職務代理|代理|[都道府県市区町村]議(?!会|案)",
    "事務局[長次員]|[部課局室係所園校院館次班社学市町村区]長|支部長|組合長|教育長|消防長|知事|本部長|総長|監督",
    "教授|准教授|助教|講師|先生|博士|弁護士|司法書士|税理士|行政書士|会計士|公認会計士|社会保険労務士|社労士|建築士",
    "医師|歯科医師|看護師|薬剤師|保健師|助産師|保育士|教諭|研究員|専門員|相談員|推進員|参事|主幹|主査|主事|主任",
    "係員|補佐|顧問|参考人|検事|判事|裁判官|住職|神父|牧師|副(?:委員長|会長|議長|部会長|座長|市長|町長|村長)",
    "[部分]科?会長|元委員|前委員|前会長|元会長|新委員|新会長",
    "さん(?!せい|せん)|さま|様(?![々式子相態な])|氏(?!名|神|族|子)|君(?!主|臨|が代)|殿(?!下|堂)|くん|ちゃん",
)
TITLE = f"(?:{normalize('|'.join(_TITLES))})"
_OF_SEVERAL = "の?(?:両|お?[二三四五六七八九2-9](?:人|名)?の?|各)"
CALLED = f"(?:{_OF_SEVERAL})?{TITLE}"
"""A title, or what calls several by one (両委員, 三委員, 各委員)."""
_SAYS = "(?:です|でした|でございま|と申(?!し?上|しますか|しますと)|と言いま|といいま(?!すか|すと)|だと申)"
_SPOKE = (
    "(?:の(?:御|ご)?(?:意見|指摘|発言|質問|質疑|提案|説明|見解|主張|懸念|お?話|言[うっわ]|おっしゃ|言葉|お?考え|賛成|反対)"
    "|が(?:言[いうっわ]|おっしゃ|述べ|発言|指摘|質問|提案|説明|お?話|申し))"
)
_NAMING = "(?:名|名字|苗字|姓|氏名|名前|呼び名)(?:を|は|が|:|、)?[「『(]?"
_NAMED = "(?=と|です|でござ|さん|に(?:直|変|改|訂)|[」』)、。,]|$)"
_BETWEEN = "(?:(?:さん|委員|氏|様|先生)?[、・,/]|及び|および|並びに|ならびに|と|や)"
_ANYBODY = f"(?:[{KANJI}]{{1,4}}|[ぁ-ゖ]{{2,6}})"
_LISTED = f"(?:{_BETWEEN}{_ANYBODY}){{1,6}}?{CALLED}"
_OPENS = "[「『(〔【:、。,!?]"
_BEGINS = f"(?:^|(?<={_OPENS}))"
"""Before somebody who says who they are: the start, a stop, a bracket."""
_OFFICE_OF = (
    f"(?:(?<=委員の)|(?<=長の)|(?<=代表の)|(?<=番の)|(?<=番)|(?<=者の)|(?<=員の)|(?<=士の)|(?<=[{KANJI}]の))"
)
_ENDS_TITLE = "(?:(?<=番)|(?<=委員)|(?<=長)|(?<=員)|(?<=代理)|(?<=代理者)|(?<=先生)|(?<=教授)|(?<=日)|(?<=回)|(?<=年)|(?<=時))"

SEPARATORS = r"(?:_|[^\w\s。、,])"
"""What is put between the characters of a name so that no search finds it."""

PLACES = (
    "都(?!市)|道(?!路)|府|[県市区町村](?![民長会政]|議(?!会))|郡|駅"
    "|大学(?!院)|高校|小学校|中学校|病院|支所|地区|街道|公園|銀行"
)
"""What makes a surname the name of a place: 中野区, 石川県, but not 石川県議."""
_COMPOUNDS = {"中山": "間地?|間部|間農"}
"""Words of councils that begin with a frequent surname."""


def anywhere(name: str) -> str:
    """A name of two or more characters that means a person wherever it stands, its characters spread or not."""
    spread = f"{SEPARATORS}{{0,2}}".join(map(re.escape, name))
    comma = "[、,]".join(map(re.escape, name))
    compound = f"|{_COMPOUNDS[name]}" if name in _COMPOUNDS else ""
    # Between two 漢字 of another word (河川上流, 市内山間部) it is none, but after a day, a number or a title.
    within_word = f"(?<=[{KANJI}])(?<![番日回度月年時分者員長者先前後私])"
    goes_on = f"(?=[{KANJI}])(?!{CALLED}|[案説側他両様氏]|意見|発言|質問|指摘|提案|賛成|反対|家)"
    return (
        f"(?<!・)(?!{within_word}{re.escape(name)}{goes_on}){spread}"
        f"(?!・[{KANJI}](?!{TITLE})|{PLACES}{compound})|{comma}{CALLED}"
    )


def short(name: str, *, alone: bool = True) -> str:
    """A surname of one character, or one that a word of the same writing exists for.

    Args:
        name: the surname, folded.
        alone: whether it may stand at the start before a stop (林、賛成です); not of 五 in 五十嵐.
    """
    word = re.escape(name)
    left = f"(?:(?<![{KANJI}])|{_ENDS_TITLE})"
    patterns = [
        f"{left}{word}(?:{CALLED}|{_LISTED}|{_SAYS}|{_SPOKE})",
        f"{_NAMING}{word}{_NAMED}",
        f"{_ENDS_TITLE}[(「『:]{word}(?=[)」』、。]|$)",
    ]
    if alone:
        patterns.append(f"(?:^|(?<=会長の)|(?<=委員の)|(?<=番の)|(?<=長の)){word}(?=[、。,]|$)")
    return "|".join(patterns)


def spoken(reading: str) -> str:
    """A reading, or a name that is written in kana: never a piece of a longer run of kana."""
    word = re.escape(reading)
    if len(reading) >= 4:
        left = "(?:)"
    elif len(reading) == 3:
        left = f"(?:(?<![{KANA}])|(?<=[のはがをにとも])|(?<=ほど)|(?<=ただいま)|(?<=から))"
    else:
        left = f"(?:(?<![{KANA}{KANJI}])|{_ENDS_TITLE}|(?<=[{KANJI}]の)|(?<=ほどの))"
    begins = f"(?:{_BEGINS}|{_OFFICE_OF})"
    patterns = [
        f"{left}{word}{CALLED}",
        f"{begins}{word}(?:{_SAYS}|{_LISTED})",
        f"{_NAMING}{word}{_NAMED}",
        f"{_ENDS_TITLE}[(「『:]{word}(?=[)」』、。]|$)",
    ]
    if len(reading) >= 3:
        patterns += [
            f"(?:{begins}|(?<=ほどの)){word}{_SPOKE}",
            f"{begins}{word}(?=、?(?:賛成|反対)(?:です|いた|し))",
            f"(?:私|わたし|わたくし)、?{word}(?=[はもがと、。])",
            f"(?:と申します|といいます|です)。?{word}{_SAYS}",
            # Alone between brackets, or all there is.
            f"(?:^|(?<=[「『(〔【\\[:])){word}(?=[」』)〕】\\]:]|$)",
            SEPARATORS.join(map(re.escape, reading)),
        ]
    return "|".join(patterns)


def foreign(romaji: str, length: int) -> str:
    """A name in Latin letters, in text that has kept its blanks; ``romaji`` is a pattern.

    Args:
        romaji: :func:`romanized`.
        length: letters of the shortest spelling; one of three is a word of other languages as well.
    """
    if length >= 4:
        return f"(?<![a-z]){romaji}(?![a-z])"
    called = r"(?:mr|ms|mrs|dr|prof)\.?\s*"
    return f"(?<![a-z])(?:{called}{romaji}(?![a-z])|{romaji}(?=[\\s-]*(?:san\\b|sama\\b|{CALLED})|\\s*(?:です|と申)))"


def candidates(text: str) -> Iterator[str]:
    """Words in folded text that stand where a name can stand, each with the pieces that it ends in."""
    for match in _STANDING.finditer(text):
        run = text[max(0, match.start() - 5) : match.start()]
        run = re.split(f"[^{KANJI}ぁ-ゖ]", run)[-1]
        if match["says"] and not _INTRODUCED.search(text, 0, match.start()):
            continue
        for length in range(1, len(run) + 1):
            word = run[-length:]
            if re.fullmatch(f"[{KANJI}]+", word):
                before = run[-length - 1 : -length] if length < len(run) else ""
                # One character by itself: no piece of a longer word.
                if length > 1 or not re.match(f"[{KANJI}]", before):
                    yield word
            elif match["title"] and _HALF_KANA.fullmatch(word):
                yield word


_HALF_KANA = re.compile(f"[{KANJI}]+(?![いきしな]$)[ぁ-ゖ]+|[ぁ-ゖ]+[{KANJI}]+")
"""Half written in kana (相はら, あい原); an adjective is no name."""
_STANDING = re.compile(f"(?=(?P<title>{CALLED})|(?P<says>{_SAYS})|{_SPOKE}|{_LISTED})")
_INTRODUCED = re.compile(f"(?:^|[。「『]|[長員番者士]の)[{KANJI}ぁ-ゖ]{{2,5}}$")

_ROMAN = {
    "し": "s(?:h)?i", "ち": "(?:ch|t)i", "つ": "t(?:s)?u", "ふ": "[fh]u", "じ": "(?:j|z|d)i",
    "ぢ": "(?:j|z|d)i", "づ": "(?:d?z|d)u", "ず": "(?:d?z)u", "ん": "(?:n'?|m)", "を": "w?o",
}  # fmt: skip
_ROWS = "あいうえお kかきくけこ gがぎぐげご sさしすせそ zざじずぜぞ tたちつてと dだぢづでど nなにぬねの hはひふへほ"
_ROWS += " bばびぶべぼ pぱぴぷぺぽ mまみむめも rらりるれろ"
_PLAIN = {
    kana: row[:-5] + vowel for row in _ROWS.split() for kana, vowel in zip(row[-5:], "aiueo", strict=True)
}
_PLAIN |= {"や": "ya", "ゆ": "yu", "よ": "yo", "わ": "wa"}
_SMALL = {"ゃ": "a", "ゅ": "u", "ょ": "o"}


def romanized(reading: str) -> tuple[str, int]:
    """A pattern of the ways to write the reading in Latin letters, and how long the shortest is; "" for none.

    ヘボン式, 訓令式, and long vowels as ō, ou, oh, oo or o (marks over letters are taken off before).
    """
    pattern, length, position = "", 0, 0
    while position < len(reading):
        kana, following = reading[position], reading[position + 1 : position + 2]
        position += 1
        if kana == "っ":
            pattern += "(?:[kstpcgdz])?"
            continue
        if following in _SMALL and kana in _PLAIN:
            position += 1
            head = {"し": "(?:sh|sy)", "ち": "(?:ch|ty|cy)", "じ": "(?:j|jy|zy)"}.get(
                kana, _PLAIN[kana][:-1] + "y"
            )
            sound, vowel = head + _SMALL[following], _SMALL[following]
        elif kana in _PLAIN or kana in _ROMAN:
            sound = _ROMAN.get(kana, _PLAIN.get(kana, ""))
            vowel = _PLAIN.get(kana, "n")[-1]
        else:
            return "", 0
        length += 1 if kana in "あいうえおん" else 2
        after = reading[position : position + 1]
        # A long vowel, written or not.
        if (vowel, after) in (("o", "う"), ("o", "お"), ("u", "う")):
            position += 1
            sound += "[uoh]?"
        elif (vowel, after) == ("i", "い"):
            position += 1
            sound += "i?"
        pattern += sound
    return pattern, length
