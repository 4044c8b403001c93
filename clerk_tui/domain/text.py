"""Characters of what people type, paste and hand in (文字): made sanitized, compared, and divided.

Owns which characters may enter the record (:func:`clean`), which count as the same when names and words are
looked for (:func:`normalize`), the value of a numeral (:func:`number`), and where paragraphs and sentences end.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import accumulate

NUMBER = (
    "(?:[0-9０-９]{1,6}(?![0-9０-９])|[〇零一二三四五六七八九十百千]{1,8}(?![〇零一二三四五六七八九十百千]))"
)
"""Regular expression of a numeral that :func:`number` may know: six digits are more than any case has."""

_LINE_END = re.compile("\r\n|[\r\u2028\u2029]")
# C0 and DEL, C1, bidi controls, lone surrogates and noncharacters: what a terminal obeys, what turns a
# line round, and what XML and Word refuse.
_HARMFUL = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)

_KANJI = str.maketrans("〇零一二三四五六七八九", "00123456789")
_KANJI_DIGITS = "〇一二三四五六七八九"
_WITH_UNITS = re.compile(
    "(?:(?P<千>[一二三四五六七八九]?)千)?(?:(?P<百>[一二三四五六七八九]?)百)?"
    "(?:(?P<十>[一二三四五六七八九]?)十)?(?P<一>[一二三四五六七八九]?)"
)
_UNITS = {"千": 1000, "百": 100, "十": 10, "一": 1}

# Old and popular forms, each before the form that people type (異体字): forms of one and the same character
# only, so that 斉 and 斎, which tell families apart, stay apart.
_VARIANTS = (
    "髙高 﨑崎 碕崎 嵜崎 德徳 濵浜 濱浜 邊辺 邉辺 齊斉 齋斎 澤沢 廣広 國国 嶋島 嶌島 眞真 槇槙 惠恵 櫻桜 "
    "瀨瀬 靜静 淸清 瀧滝 藏蔵 條条 圓円 與与 豐豊 顯顕 冨富 𠮷吉 栁柳 桒桑 峯峰 曾曽 渕淵 渊淵 遙遥 彌弥 "
    "莊荘 榮栄 龍竜 增増 寬寛 黑黒 兒児 穗穂 檜桧 淺浅 龜亀 鹽塩 關関 澁渋 籔薮 藪薮 礒磯 舘館 彥彦 會会 "
    "實実 萬万 壽寿 賴頼 鐵鉄 楳梅 薗園 學学 藝芸 假仮 覺覚 樂楽 歸帰 氣気 廳庁 驛駅 縣県 號号 齡齢 譽誉 餘余 "
    "豫予 傳伝 轉転 團団 圖図 對対 體体 臺台 當当 燈灯 獨独 讀読 佛仏 拂払 寶宝 辯弁 辨弁 瓣弁 經経 輕軽 徑径 "
    "總総 雙双 巢巣 爭争 聲声 竝並 禮礼 祿禄 綠緑 戀恋 勞労 灣湾 亂乱 來来 歷歴 曆暦 麥麦 發発 拔抜 髮髪 晚晩 "
    "戶戸 內内 步歩 每毎 橫横 溫温 敎教 狀状 將将 奬奨 乘乗 淨浄 疊畳 讓譲 釀醸 鷄鶏 麴麹 甁瓶 祕秘 稻稲 "
    "絲糸 繩縄 莖茎 藥薬 蘆芦 蠶蚕 衞衛 豎竪 踐践 邨村 鄕郷 鎭鎮 險険 隱隠 靑青 鬪闘 鷗鴎 ゕか ゖけ"
)
_SAME = str.maketrans(
    dict.fromkeys("‐‑‒–—―−─ー", "-")
    | dict.fromkeys("〜∼∿", "~")
    | {pair[0]: pair[1] for pair in _VARIANTS.split()}
)
# Katakana as hiragana, whose small か and け are variants themselves.
_SAME |= {code: _SAME.get(code - 0x60, code - 0x60) for code in (*range(0x30A1, 0x30F7), 0x30FD, 0x30FE)}

_SHAPELESS = re.compile("[\u034f\u115f\u1160\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""Printable marks without a shape; the others are of Unicode's category Cf, and not printable."""

_ENDERS = "。！？!?"
_BRACKETS = {"「": "」", "『": "』", "（": "）", "(": ")", "【": "】"}
_CLOSERS = frozenset(_BRACKETS.values())
_TRAILERS = _CLOSERS.union(_ENDERS)


def clean(text: str) -> str:
    """The text without anything that a terminal, Word or a reader's eye would be deceived by.

    Controls become visible: 「␛」 for ESC, ‹U+202E› for what has no picture. Line ends become ``\\n``; newline
    and tab stay, and so do 異体字セレクタ and combining marks (nothing is normalised). Idempotent; every
    character of the result is legal in XML 1.0.
    """
    return _HARMFUL.sub(_token, _LINE_END.sub("\n", text))


def normalize(text: str) -> str:
    """The text as it is compared, never shown: two texts that come out alike are the same to a searcher.

    Width, case, kana, white space, invisible marks, 異体字 and the many dashes and tildes make no difference.
    """
    text = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    # Most texts have no such mark, and all of them are folded for a search.
    if not text.isprintable() or _SHAPELESS.search(text):
        text = "".join(character for character in text if not _is_ignored(character))
    # Once more: what stood between a letter and its mark (か, ゛) may just have gone.
    return unicodedata.normalize("NFKC", text).translate(_FOLDING)


def number(text: str) -> int | None:
    """The value of a numeral: digits of either width, 五十二, 五二; None where it is none (十十, 5十)."""
    if not re.fullmatch(NUMBER, text):
        return None
    if text.isdecimal():
        return int(text)
    if units := _WITH_UNITS.fullmatch(text):
        # 「十」: the unit stands without a digit, its group has matched nothing.
        return sum(
            value * int((units[unit] or "一").translate(_KANJI))
            for unit, value in _UNITS.items()
            if units[unit] or (units[unit] == "" and unit != "一")
        )
    digits = text.translate(_KANJI)
    return int(digits) if digits.isdecimal() else None


def kanji(value: int) -> str:
    """A whole number from 0 to 9999 in 漢数字: 〇, 五, 十二, 二百三; larger ones digit by digit."""
    if value > 9999:
        return "".join(_KANJI_DIGITS[int(digit)] for digit in str(value))
    told = ""
    for unit, size in _UNITS.items():
        digit = value // size % 10
        if digit:
            told += ("" if digit == 1 and size > 1 else _KANJI_DIGITS[digit]) + (unit if size > 1 else "")
    return told or _KANJI_DIGITS[0]


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs (段落) of a cleaned text: its lines, without trailing blanks.

    Blank lines at either end fall away; an indent and a blank line in between were typed on purpose and stay.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    filled = [index for index, line in enumerate(lines) if line]
    return tuple(lines[filled[0] : filled[-1] + 1]) if filled else ()


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The sentences (文) as spans ``(start, end)`` without the blanks around them, in order.

    A sentence ends after 。！？ and the brackets that close there, and at the end of a line; not inside a pair
    of brackets that the line both opens and closes.
    """
    spans: list[tuple[int, int]] = []
    for line in re.finditer("[^\n]+", text):
        start = line.start()
        for end in (*_sentence_ends(line.group()), len(line.group())):
            stop = line.start() + end
            piece = text[start:stop]
            if filled := piece.strip():
                begin = start + len(piece) - len(piece.lstrip())
                spans.append((begin, begin + len(filled)))
            start = stop
    return tuple(spans)


def _sentence_ends(line: str) -> list[int]:
    """Offsets just behind each sentence that an ender closes."""
    inside = _inside(line)
    ends: list[int] = []
    position = 0
    while position < len(line):
        ended = line[position] in _ENDERS and not inside[position]
        position += 1
        if ended:
            while position < len(line) and not inside[position] and line[position] in _TRAILERS:
                position += 1
            ends.append(position)
    return ends


def _inside(line: str) -> list[bool]:
    """For each character whether it stands within a pair of brackets; an unpaired bracket encloses nothing."""
    depths = [0] * (len(line) + 1)
    waiting: list[int] = []
    count = dict.fromkeys(_BRACKETS.values(), 0)
    for index, character in enumerate(line):
        if character in _BRACKETS:
            waiting.append(index)
            count[_BRACKETS[character]] += 1
        elif count.get(character):
            # Brackets opened since then are never closed within this pair.
            opened = waiting.pop()
            while _BRACKETS[line[opened]] != character:
                count[_BRACKETS[line[opened]]] -= 1
                opened = waiting.pop()
            count[character] -= 1
            depths[opened] += 1
            depths[index + 1] -= 1
    return [depth > 0 for depth in accumulate(depths)]


def _token(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else f"‹U+{code:04X}›"


def _is_ignored(character: str) -> bool:
    """Marks that have no shape of their own: joiners, fillers, 異体字セレクタ."""
    return unicodedata.category(character) == "Cf" or bool(_SHAPELESS.match(character))


class _Folding(dict[int, int | str]):
    """A table for :meth:`str.translate`, which is slow for what is missing in it: learns what stays as it is."""

    def __missing__(self, code: int) -> int:
        self[code] = code
        return code


_FOLDING = _Folding(_SAME)
