"""The rules (整文の規則): where a text has something that minutes do not print.

They know no dictionary of the language: what may be a word is left alone (「その資料」, 「出来高」, 「市、市民」), and so is
what somebody is quoted with. Measured against morphological analysers in docs/decisions/0011-polish.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from functools import lru_cache

from msgspec import Struct, field

_CLAUSE = "、。！？「『（,，. 　\n"
"""Before the head of a clause."""
_STOPS = "。！？"
_WORD = re.compile(r"\w")
_QUOTED = re.compile("「[^「」]*」|『[^『』]*』|“[^”]*”")

_DRAWN = (
    "(?:え[えぇ]*[ーっ]+と[ーお]*|えっと[ーお]*|ええと[ーお]*|ええっと[ーお]*|え[えぇ]*ー+|あのー+|(?:あの|その)[おう](?=、)|そのー+"
    "|うー+ん*と?|んー+と?|うーん+)"
)
"""Drawn out: no word, whether a comma follows or not."""
_AT_HEAD = "(?:(?:あー+|まあ?ー+|まぁー*|このー+)(?=$|[^ぁ-んー]|[そこどい]))"
"""Drawn out, but the end of words as well (ああー, このー): at the head of a clause alone."""
_BRIEF = "(?:えと|んと|まあ|まぁ|その|あの|ま|え|あ|あっ|ん|う)"
"""Words too, or the beginning of some: at the head of a clause and before a comma."""
_BETWEEN_COMMAS = "(?:こう|なんか|何か)"
_SO_TO_SAY = "(?:ですね)?"
_ONE = f"(?:(?:{_DRAWN}|{_AT_HEAD}|{_BRIEF}){_SO_TO_SAY}、|{_DRAWN}|{_AT_HEAD})"
_HEAD = re.compile(f"(?:(?:まあ|まぁ|ま)(?:その|あの){_SO_TO_SAY}、|{_ONE})")
_MIDDLE = re.compile(f"(?<=[はがをにでともやのらてばけど一-龥ァ-ヶ])(?:{_DRAWN}{_SO_TO_SAY}、?)(?!と)")
_ENCLOSED = re.compile(f"(?<=、){_BETWEEN_COMMAS}、")
_TELLING = "(?:言|い[いうわっ]|う[なめ]|書|記|答|声|叫|し[てた])"
_SAID = re.compile(f"と[はもの]?{_TELLING}|[！!？?]|(?<=と){_TELLING}")
"""After a sound that somebody made (えーと言った), a cry, or a word that is spoken about: it is what is told."""
_LABELS = re.compile("(?:^|(?<=[。、\n]))[ぁ-んァ-ヶ]、")

_STUTTER = re.compile(
    r"(?P<kana>[ぁ-んァ-ヶ][ゃゅょャュョ]?)、(?=(?P=kana)[ぁ-んァ-ヶー一-龥])"
    r"|(?P<kanji>[一-龥])、(?=(?P=kanji)[一-龥])"
    r"|(?P<before>[かきくけこさしすせそたちつてなぬねのひふほみむめもゆよりれわぎぐげござじずぜぞどばびぶべぼぱぴぷぺぽ][ゃゅょ]?)、(?=[一-龥])"
    r"|(?P<word>これ|それ|ここ|そこ|この|こちら|そちら|どの|あれ)、(?=(?P=word)[はがをにでとものま一-龥])"
)
_CONJUNCTIONS = "でとがもや"
"""Kana that stand before a comma as words of their own."""
_ITSELF = frozenset(
    "一二三四五六七八九十百千万億兆〇国都道府県市区町村州郡課部局係室班会者人員長議案法令則税金水土地山川海木林森田畑米肉魚本紙物品子"
    "親父母男女夫妻家店駅橋車船火電気音声字文図表数量年月日週時分秒朝昼夜春夏秋冬東西南北上下左右前後内外中間毎他側面点線形色名姓氏"
    "方事所次私君彼目口手足耳心体頭顔命薬病庭門窓壁床席机庁署省園校館院寺社神仏王軍兵民公私官職業商農工漁酒茶塩油糖粉草花葉実種根犬猫"
    "馬牛豚鳥鶏虫雨雪風雲空星光熱力愛夢歌絵画詩劇旅宿湯城島港岸岩石砂鉄銅銀糸布服靴傘箱袋瓶皿鍋罪罰刑裁判例条項号章節款目枠株債券食民"
    "軸核層策件式型幅量質差率額益損敵味香旗印像鏡針綿絹皮骨血脳肺胃腸肝腰背胸首指髪舌歯涙汗息霊僧王友師弟兄姉妹孫娘婿嫁客主農衛医母"
)
"""漢字 that are words by themselves, so that with a comma they begin a list (市、市民、事業者)."""

_WIDE = re.compile(r"[０-９]+")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
_KANA = re.compile("[ぁ-ん]")
_NOUN = re.compile("[ぁ-ん][一-龥]$")
_ENDINGS = "たてるれろよまなずばさせらりつそむんめ"


class Rule(StrEnum):
    """Why an edit is proposed."""

    FILLER = "言いよどみ"
    STUTTER = "言い直し"
    WORD = "用字用語"
    WIDTH = "数字の幅"
    NOTATION = "番号の書き方"


class Edit(Struct, frozen=True):
    """One difference within a text."""

    start: int
    end: int
    before: str
    after: str
    rule: Rule
    source: str = ""
    """What a spelling follows, as the dictionary says."""


class Rules(Struct, frozen=True):
    """What a body has put right."""

    words: Mapping[str, str]
    """Spellings; one that stays as it is protects what is longer than another (出来高)."""
    kinds: Sequence[str] = ()
    """Kinds of cases, whose numbers are written 第N号."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """What each spelling follows."""

    def edits(self, text: str) -> tuple[Edit, ...]:
        """The edits in order; none overlaps another."""
        found: list[Edit] = []
        free = 0
        for edit in sorted(self._all(text), key=lambda each: (each.start, -each.end)):
            if edit.start >= free:
                found.append(edit)
                free = edit.end
        return tuple(found)

    def _all(self, text: str) -> Iterator[Edit]:
        quoted = [match.span() for match in _QUOTED.finditer(text)]
        fillers = list(_fillers(text, quoted))
        yield from fillers
        yield from _stutters(text, quoted, {edit.end for edit in fillers})
        yield from self._spellings(text, quoted)
        for match in _WIDE.finditer(text):
            yield Edit(match.start(), match.end(), match[0], match[0].translate(_NARROW), Rule.WIDTH)
        if self.kinds:
            kinds = "|".join(map(re.escape, self.kinds))
            for match in re.finditer(rf"({kinds})([0-9０-９]+)号", text):
                after = f"{match[1]}第{match[2].translate(_NARROW)}号"
                yield Edit(match.start(), match.end(), match[0], after, Rule.NOTATION)

    def _spellings(self, text: str, quoted: Sequence[tuple[int, int]]) -> Iterator[Edit]:
        if not self.words:
            return
        for match in _any_of(tuple(self.words)).finditer(text):
            # Of a form that stays as it is nothing is proposed, nor of what stands within it.
            written, spelled = match[0], self.words[match[0]]
            following = text[match.end() : match.end() + 1]
            if (
                len(written) <= 2
                and _is_kanji(written[0])
                and _is_kanji(text[match.start() - 1 : match.start()])
            ):
                # The end of a longer word (事故に).
                continue
            if _is_kanji(following) and _NOUN.search(written) and written[-1] != spelled[-1]:
                # The beginning of one (する事務).
                continue
            if following and following in _ENDINGS and _drops_kana(written, spelled):
                # The verb itself, whose 送り仮名 stay (打ち合わせて, 見積もった).
                continue
            # A title or words of somebody's own are quoted as they are.
            if spelled != written and not _is_within(match.start(), quoted):
                source = self.sources.get(written, "")
                yield Edit(match.start(), match.end(), written, spelled, Rule.WORD, source)


def says_something(text: str) -> bool:
    """Whether there is a word in it, and not stops alone."""
    return _WORD.search(text) is not None


def applied(text: str, edits: Sequence[Edit]) -> str:
    """The text with the edits made."""
    for edit in sorted(edits, key=lambda each: each.start, reverse=True):
        text = text[: edit.start] + edit.after + text[edit.end :]
    return text


@lru_cache(maxsize=4)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """The longest first: what is longer may be an exception."""
    return re.compile("|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))))


def _is_kanji(character: str) -> bool:
    return character == "々" or "一" <= character <= "鿿"


def _drops_kana(written: str, spelled: str) -> bool:
    """Whether the two are one word of 漢字 with more and with fewer 送り仮名 (打ち合わせ, 打合せ)."""
    return (
        len(spelled) < len(written)
        and _is_kanji(written[0])
        and _KANA.sub("", written) == _KANA.sub("", spelled)
    )


def _fillers(text: str, quoted: Sequence[tuple[int, int]]) -> Iterator[Edit]:
    for chain in _chains(text, quoted):
        start, end = chain[0][0], chain[-1][1]
        before, after = text[start - 1 : start] if start else "", text[end : end + 1]
        if after and after not in _STOPS:
            places = chain
        elif before == "、":
            # The clause before it ends the sentence now.
            places = [(start - 1, end)]
        elif before in ("", *_STOPS) and after in ("", "。"):
            # Nothing else was said between two stops: 「。。」 is no sentence.
            places = [(start, end + len(after))]
        elif before not in _CLAUSE:
            places = [(start, end)]
        else:
            # All that a pair of brackets holds, or a cry (えー！): that was said.
            continue
        yield from (Edit(first, last, text[first:last], "", Rule.FILLER) for first, last in places)


def _chains(text: str, quoted: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """Where fillers stand, each with its comma; those that follow one another together."""
    chain: list[tuple[int, int]] = []
    labelled = len(_LABELS.findall(text)) > 1
    position = 0
    while position < len(text):
        if chain and chain[-1][1] != position:
            yield chain
            chain = []
        found = _filler_at(text, position, bool(chain))
        end = found.end() if found else position
        # あ、い、う: letters of a list.
        lettered = found is not None and labelled and _LABELS.fullmatch(found[0]) is not None
        if found is None or end == position or lettered or _is_within(position, quoted):
            position += 1
            continue
        if _SAID.match(text, end):
            position = end
            continue
        chain.append((position, end))
        position = end
    if chain:
        yield chain


def _filler_at(text: str, position: int, follows: bool) -> re.Match[str] | None:
    """The filler that begins here, with its comma."""
    if position == 0 or text[position - 1] in _CLAUSE or follows:
        if found := _HEAD.match(text, position) or _ENCLOSED.match(text, position):
            return found
        # Nothing but a filler, brief as it is, before a stop.
        return None
    return _MIDDLE.match(text, position)


def _stutters(text: str, quoted: Sequence[tuple[int, int]], heads: set[int]) -> Iterator[Edit]:
    """What was begun twice at the head of a clause; 「…は、はい」 is none, nor is a list."""
    labelled = len(_LABELS.findall(text)) > 1
    for match in _STUTTER.finditer(text):
        start = match.start()
        at_head = start == 0 or start in heads or text[start - 1] in _CLAUSE
        kana, kanji = match["kana"] or match["before"], match["kanji"]
        if not at_head or _is_within(start, quoted):
            continue
        if (kana and (kana in _CONJUNCTIONS or labelled)) or (kanji and kanji in _ITSELF):
            continue
        yield Edit(start, match.end(), match[0], "", Rule.STUTTER)


def _is_within(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(start <= position < end for start, end in spans)
