"""How these minutes say that somebody begins to speak (発言者の示し方): learned from the page first, then applied."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest

from msgspec import Struct

from .labels import MARKS, Item, named
from .posts import HONOUR, OFFICE, POSTS, squeezed

_BRACKETS = {
    "【": "】",
    "[": "]",
    "［": "］",
    "（": "）",
    "(": ")",
    "<": ">",
    "＜": "＞",
    "〈": "〉",
    "《": "》",
    "〔": "〕",
    "「": "」",
}
_SAME = {"［": "[", "(": "（", "＜": "<", "〈": "<", "◯": "○", "〇": "○"}
_NAME = r"[^\s　：:。、「」（）()→⇒➡]"
_IN_BRACKETS = r"[（(][^（）()。「」]{1,20}[）)]"
_SPACED = rf"(?:{_NAME}(?:[\s　]+{_NAME}(?=[\s　（(：:]|$))+|{_NAME}{{1,26}})"
"""A word, or one whose characters are spread out (教 育 長)."""
_AFTER_MARK = re.compile(
    rf"^(?P<label>{_SPACED}(?:[\s　]*{_IN_BRACKETS}(?:{_NAME}{{1,8}})?)?)(?P<gap>[：:][\s　]*|[\s　]+|(?=「)|$)(?P<text>.*)$"
)
_NAMED = re.compile(rf"^(?P<label>{_SPACED}[\s　]*[（(][^（）()。「」]{{1,20}}[）)])[\s　：:]*(?P<text>.*)$")
_PARTICLE = re.compile(r"は(?!い)|が|から|より|を|の|に|も|へ")
"""「会長（白河一夫）は、挨拶の後…」: told of somebody, not said."""
_HALF = re.compile(rf"^(?P<label>{_NAME}{{1,14}})[)）][\s　]*(?P<text>.*)$")
_COLON = re.compile(rf"^(?P<label>{_SPACED}(?:{_IN_BRACKETS})?)[\s　]*[：:][\s　]*(?P<text>.*)$")
_DASH = re.compile(
    rf"^(?P<label>{_SPACED}(?:{_IN_BRACKETS})?)(?:[\s　]+[-－―–—‐][\s　]*|[-－―–—‐][\s　]+)(?P<text>\S.*)$"
)
_GAP = re.compile(
    rf"^(?P<arrow>[→⇒]?)[\s　]*(?P<label>{_SPACED}(?:{_IN_BRACKETS})?)(?:[　]+|[ ]{{2,}}|\t+)[\s　]*(?P<text>\S.*)$"
)
_NAME_AND_POST = re.compile(
    rf"^(?P<label>{_NAME}{{1,6}}[ 　](?:{'|'.join(POSTS)}|[^\s　]{{0,4}}(?:部長|"
    rf"課長|係長|局長|室長|館長|次長|主査|主幹|主任)))[ 　]+(?P<text>\S.*)$"
)
"""「武藤　委員　　復元する…」: a blank between name and post."""
_QUESTION = re.compile(
    r"^(?:[【（(＜<\[［]?(?P<label>(?:[QＱAＡ]|質問|回答|問|答|意見|要望)[\s　]?[0-9０-９]{0,3})[】）)＞>\]］]?"
    r"(?:[\s　]*[：:．.]|[\s　]+|(?<=[】）)＞>\]］]))|"
    r"(?P<word>[QＱAＡ問答]))[\s　]*(?P<text>[^\s　：:．.].*)$"
)
"""「Q1　今の公民館は…」「A1　令和9年…」「問：…」: words of nobody by name."""
_BEHIND = re.compile(
    r"^(?:[・･●○◯〇■□▪*＊\-－→⇒➡][\s　]*)?(?P<text>\S.*?[。？?」])[\s　]*"
    r"[（(【［\[](?P<label>[^（）()【】［］\[\]。、]{2,16})[)）】］\]]$"
)
"""「・回答者の年代に偏りがある。（内藤委員）」."""
_ARROW = re.compile(rf"^→[\s　]*(?P<label>{_NAME}{{1,12}})(?:[\s　]+|[：:])(?P<text>\S.*)$")

_ROLE = re.compile(
    r"(?:長|委員|議員|官|者|人|監|事|士|査|幹|任|補佐|書記|代理|職員|担当課?|事務局|局|課|部|室|係|機関|構成員|住民|市民|町民|村民|団体|"
    r"市|町|村|県|区|省|庁|[0-9０-９]番|番議員|教授|先生|教員|員|代表|オブザーバー|アドバイザー|司会|司会者|進行|進行役|議事進行|コーディネーター|ファシリテーター|顧問|部会|公社|協会|組合|大臣|会社)$"
)
_EVERYBODY = re.compile(r"(?:全員|一同|各委員|委員多数|多数|委員全員|全委員|出席者)")
_ALL_OF_THEM = re.compile("(?:委員)?全員|全委員|各委員|(?:委員)?一同")
_LETTERED = re.compile(
    r"(?:委員|議員|構成員|質問者|参加者|出席者|申請者|応募者|提案者|事業者|団体|傍聴者|保護者)?[A-ZＡ-Ｚ①-⑳0-9０-９一二三四五六七八九十]{1,2}(?:委員|議員|構成員|氏|さん|番委員|番議員|番)?"
)
_DONE = re.compile(
    r"(?:入室|退室|退席|着席|入場|退場|挙手|起立|拍手|了承|異議.*|休憩|再開|開会|閉会|散会|説明|確認|配布|朗読|承認|可決|あり|なし|総員|全員)$"
)
_HEADWORDS = re.compile(
    r"(?:議案|議題|案件|事項|日程|資料|第[0-9０-９一二三四五六七八九十]+[号条回款]|について|の件|条例|予算|令和|平成|年度)"
)


_HERE = re.compile(r"代理(?:出席|者)?|随行|オンライン|(?:WEB|Web|リモート)(?:参加|出席)?|同席")
_COLUMN_NAMES = ("発言者", "発言者名", "発言委員", "氏名", "敬称略")
"""What stands over those who speak, never one of them."""


class Begun(Struct, frozen=True):
    """Somebody begins to speak."""

    label: str
    """Who, without the blanks of print."""
    text: str
    """What follows on the same line; may be empty."""


class Speech(Struct, frozen=True):
    """The ways in which this page announces speakers."""

    forms: frozenset[str]
    """「mark○」, 「【」 (within such brackets), 「）」 (half a bracket), 「named」, 「：」, 「-」, 「gap」, 「alone」."""
    labels: frozenset[str]
    """Who speaks under them."""
    marks: frozenset[str] = frozenset()
    """Marks before headings and the like, never before a speaker."""
    people: frozenset[str] = frozenset()
    words: tuple[str, str] | None = None
    """What a known layout puts before and after a speaker; counts for more than what was learned."""

    def announces(self, line: str) -> bool:
        """Whether a line has the shape in which this page announces speakers, whoever the word before it may be."""
        return any(self._announced(form, found, margin=line[:1] not in " 　\t") for form, found in forms(line))

    def _announced(self, form: str, found: Begun, *, margin: bool) -> bool:
        said = len(re.findall("[ぁ-ん]", found.text)) > 1
        if form not in self.forms:
            # Somebody in brackets before a sentence, on a page of another form.
            return form in _AROUND and found.text.endswith("。") and said and speaks(found.label)
        if form in ("gap", "named", "alone"):
            word = re.sub("[（(].*", "", found.label)
            return margin and bool(_SHORT_WORD.fullmatch(word) or _SEAT.match(word))
        return form not in _WEAK and (form in _AROUND or form.startswith("mark") or bool(found.text))

    def begun(self, line: str) -> Begun | None:
        """The speaker whom a line announces; None: it announces none."""
        if self.words:
            return _framed(line, self.words)
        for form, began in forms(line):
            if form in _AROUND and began.text and _ALL_OF_THEM.fullmatch(began.label):
                return began  # 「（全員）　異議なし。」 on a page of any other form
            found = whole(began, self.people)
            if form in self.forms and (_somebody(began, found, self.people) or found.label in self.labels):
                return found
            if form.startswith("mark") and form in self.forms:
                return None
        return None


def learn(lines: Iterable[str], known: Iterable[str] = ()) -> Speech:
    """The ways that the lines use.

    Args:
        lines: every line of the page outside of labels.
        known: names and posts from the list of those present.
    """
    people = frozenset(squeezed(name) for name in known)
    lines = [line for line in lines if line.strip()]
    plausible: dict[str, list[Begun]] = defaultdict(list)
    others: Counter[str] = Counter()
    for line, below in zip_longest(lines, lines[1:], fillvalue=""):
        for form, began in forms(line):
            found = whole(began, people)
            if form == "named" and not began.text and any(f == form and not b.text for f, b in forms(below)):
                continue  # a list of names, each with where somebody comes from
            if (_somebody(began, found, people) or form == "Q") and _speech(form, found):
                plausible[form].append(found)
            elif form.startswith("mark"):
                others[form] += 1
    marks = {form for form in plausible if form.startswith("mark")}
    asked = {found.label[0] for found in plausible["Q"]}
    if not ((asked & set("QＱ問質")) and (asked & set("AＡ答回"))):
        plausible.pop("Q")
    weight = {form: len(found) for form, found in plausible.items() if not form.startswith("mark")}
    family = sum(len(plausible[form]) for form in marks)
    if family:
        weight["mark"] = family
    if not weight:
        return Speech(frozenset(), frozenset(), frozenset(others))
    # What says most of itself goes first where two are equally frequent.
    order = ("mark", "【", "[", "<", "（", "named", "：", "）", "-", "《", "〔", "gap", "behind", "「", "alone", "Q")
    best = max(order, key=lambda form: (weight.get(form, 0) * _TRUST.get(form, 1.0), -order.index(form)))
    if best == "mark":
        chosen = {form for form in marks if len(plausible[form]) >= others[form] or len(plausible[form]) >= 3}
        chosen = chosen or {max(marks, key=lambda form: len(plausible[form]))}
    else:
        chosen = {best}
    if best in ("named", "alone") and all(not found.text for form in chosen for found in plausible[form]):
        # Alone on their lines, with a name in brackets or without: one way of announcing.
        chosen |= {form for form in ("named", "alone") if plausible[form]}
    if best in ("gap", "："):
        chosen.add("→")
    labels = frozenset(found.label for form in chosen for found in plausible[form])
    # Brackets that announce speakers announce those too whose names alone stand in them.
    labels |= {
        began.label
        for line in lines
        for form, began in forms(line)
        if form in chosen and form in _AROUND and _bare_name(began)
    }
    labels |= frozenset(_by_place(lines, chosen, plausible))
    return Speech(frozenset(chosen), labels, frozenset(form for form in others if form not in chosen), people)


_SHORT_WORD = re.compile(r"[一-龥々ァ-ヺー]{2,8}")
"""At the margin, where the words of a speech are indented or sentences."""
_WEAK = ("Q", "gap", "alone", "behind", "named", "-", "）", "（", "「")
"""Shapes that words of a speech have as well."""
_WORD_OF_NOBODY = re.compile(
    r"[ぁ-ん]{2}|[0-9０-９一二三四五六七八九十]+[号条件回月日]|^[0-9０-９一二三四五六七八九十]+$|[、，・～〜]"
)
"""What the name of somebody who speaks does not have."""
_NO_KANA_NEEDED = re.compile(r"[ぁ-ん]{6}|[0-9０-９一二三四五六七八九十]+[号条件回月日]|[、，〜]|[ぁ-ん]$")
"""The same, where nobody's words stand on the line."""


def _by_place(
    lines: list[str], chosen: set[str], plausible: dict[str, list[Begun]]
) -> Iterator[str]:
    """Words where speakers stand, before what is said, on a page whose marks or brackets announce little else."""
    for form in chosen:
        if not (form.startswith("mark") or form in _AROUND):
            continue
        found: list[str] = []
        # Where each speaker stands alone on the line, a company's name in kana is one as well.
        alone = form.startswith("mark") and not any(each.text for each in plausible[form])
        nobody = _NO_KANA_NEEDED if alone else _WORD_OF_NOBODY
        for line, below in zip_longest(lines, lines[1:], fillvalue=""):
            began = next((began for own, began in forms(line) if own == form), None)
            if began is None or began.label in {each.label for each in plausible[form]}:
                continue
            said = began.text or ("" if any(own == form for own, _ in forms(below)) else below)
            fits = (
                2 <= len(began.label) <= 14
                and (said.rstrip(" 　").endswith(("。", "？", "?", "、")) or len(re.findall("[ぁ-ん]", said)) > 7)
                and not nobody.search(began.label)
                and not _NO_SPEAKER.search(began.label)
                and not _HEADWORDS.search(began.label)
                and not _DONE.search(began.label)
                and named(began.label) is None
            )
            found += [began.label] if fits else []
        if len(found) * 3 <= len(plausible[form]):
            yield from found


_ARROWS = "→⇒➡"
_AROUND = ("【", "[", "<", "（", "《", "〔")
_NO_SPEAKER = re.compile(
    r"結論|結果|補足|説明|概要|要旨|決定|確認|参考|備考|意見|質疑|質問|回答|答弁|応答|報告|議題|議事|審議|協議|資料|会場|以下|省略|事前|当日|開会|閉会|休憩|再開|"
    r"その他|注|例|案|別|前|後|略|声|者あり"
)


def _bare_name(began: Begun) -> bool:
    """「【世良】　鳥類の調査の…」: a short name in brackets before words."""
    return bool(
        re.fullmatch(r"[一-龥々ヶァ-ヺー]{1,5}", began.label)
        and len(re.findall("[ぁ-ん]", began.text)) >= 2
        and not _NO_SPEAKER.search(began.label)
        and named(began.label) is None
    )


_TRUST = {"gap": 0.7, "alone": 0.45, "「": 0.3, "）": 0.9, "《": 0.5, "〔": 0.5}


def forms(line: str) -> Iterator[tuple[str, Begun]]:
    """Every way in which a line might announce a speaker, the one that says most of itself first."""
    text = line.strip(" 　\t")
    if not text:
        return
    if match := _QUESTION.match(text):
        yield "Q", Begun(re.sub(r"[0-9０-９]", "", match["label"] or match["word"]), match["text"])
    if (match := _BEHIND.match(text)) and speaks(squeezed(match["label"])):
        yield "behind", _begun(match)
    if text[0] in _ARROWS and text[1:].strip(" 　")[:1] in _BRACKETS:
        # 「→（戸川係長）46パーセントである。」: an answer, announced like everybody's words.
        yield from ((form, began) for form, began in forms(text[1:]) if form in _AROUND)
    if text[0] in MARKS:
        rest = text[1:].lstrip(" 　")
        match = _AFTER_MARK.match(rest)
        if match:
            yield f"mark{_SAME.get(text[0], text[0])}", _begun(match)
        return
    if text[0] in _BRACKETS:
        end = _closing(text)
        if 1 < end <= 30:
            yield _SAME.get(text[0], text[0]), Begun(squeezed(text[1:end]), text[end + 1 :].lstrip(" 　\t：:"))
        return
    if (match := _NAMED.match(text)) and not (
        match.end("label") == match.start("text") and _PARTICLE.match(match["text"])
    ):
        yield "named", _begun(match)
    if match := _COLON.match(text):
        yield "：", _begun(match)
    if match := _DASH.match(text):
        yield "-", _begun(match)
    if match := _HALF.match(text):
        yield "）", _begun(match)
    if match := _ARROW.match(text):
        yield "→", _begun(match)
    if match := _NAME_AND_POST.match(text) or _GAP.match(text):
        yield "gap", _begun(match)
    if len(text) <= 20 and not re.search(r"[。、：:]", text) and not _apart(text):
        yield "alone", Begun(squeezed(text), "")


def _closing(text: str) -> int:
    """Where the bracket closes with which a line begins, brackets of its kind within it passed over; -1: nowhere."""
    depth = 0
    for at, character in enumerate(text):
        depth += (character == text[0]) - (character == _BRACKETS[text[0]])
        if depth == 0:
            return at
    return text.find(_BRACKETS[text[0]], 1)


def _apart(text: str) -> bool:
    """Whether wide blanks stand between words: a line of a list, not somebody alone on the line."""
    return bool(re.search(r"[\s　]{2,}", text)) and any(len(word) > 1 for word in text.split())


_SEAT = re.compile(r"[0-9０-９一二三四五六七八九十]{1,3}番")
_AFTER_SEAT = re.compile(r"[一-龥々ヶケァ-ヺー]{1,5}(?:[\s　]{2,}|　)(?=\S*[ぁ-ん])")
"""「１０番　荻　　排水は…」: the name between the seat and the words."""
_KIND_AHEAD = re.compile(r"(?:質疑|質問|答弁|回答|意見|説明|要望|討論|補足)[：:・／/](?P<who>.+)")


def whole(found: Begun, people: frozenset[str]) -> Begun:
    """The speaker with what a blank cut off: 「山田　太郎委員」, 「総務課長　山田太郎君」, 「会長　山田太郎」 (on the list)."""
    if (ahead := _KIND_AHEAD.fullmatch(found.label)) and speaks(ahead["who"]):
        found = Begun(ahead["who"], found.text)
    for _ in range(2):
        token = re.match(r"([^\s　：:。、]{1,10})(?:[\s　：:]+|$)(.*)$", found.text)
        if not token:
            break
        longer = found.label + token[1]
        named_after = (
            token[1] in people
            or (re.fullmatch("[一-龥々]{2,3}", token[1]) and any(name.startswith(token[1]) for name in people))
            or re.fullmatch(r"[一-龥々ヶァ-ヺー]{1,8}[君氏]", token[1])
            or (_SEAT.fullmatch(found.label) and _AFTER_SEAT.match(found.text))
        )
        if not (named_after or (not speaks(found.label) and speaks(longer) and len(found.label) <= 5)):
            break
        found = Begun(longer, token[2])
    return found


def _somebody(began: Begun, found: Begun, people: frozenset[str]) -> bool:
    """Whether those who may speak are announced, a name of the list behind their post or seat included."""
    named_too = (
        found.label != began.label
        and (speaks(began.label) or _SEAT.fullmatch(began.label) is not None)
        and len(re.findall("[ぁ-ん]", found.text)) > 1
    )
    return speaks(found.label) or found.label in people or named_too


def speaks(label: str) -> bool:
    """Whether a word may stand for somebody who speaks."""
    if _EVERYBODY.fullmatch(label):
        return True
    if label in _COLUMN_NAMES or re.search("のため|出席した|出席者", label):
        return False
    if not 1 <= len(label) <= 30 or re.search(r"[。、「」『』]", label):
        return False
    bare = re.sub(r"[（(][^（）()]*[）)]", "", label)
    if not bare:
        return False
    item = named(re.sub(r"^[0-9０-９一二三四五六七八九十（()）.．、①-⑳⑴-⒛㈠-㈩]+", "", bare))
    if item is not None and item not in (Item.SECRETARIAT, Item.OFFICIALS):
        return False
    if re.fullmatch(r"(?:事務局|委員|説明者|執行部|[^・]{1,10}[課部局室係])[・／/][^・\s　]{1,6}", bare):
        return True
    aside = re.fullmatch(r"[一-龥々ヶケァ-ヺー]{1,6}[（(]([^（）()]+)[）)]", label)
    if aside and (_HERE.fullmatch(aside[1]) or aside[1] in POSTS):
        return True  # 「内海（代理）」
    if bare in POSTS or (_LETTERED.fullmatch(bare) and re.search(r"[委議構質参出申応提業団傍保氏番]|さん", bare)):
        return True
    if re.match(r"[0-9０-９（(]", bare) and not re.match(r"[0-9０-９]+番", bare):
        return False
    if _DONE.search(bare) or _HEADWORDS.search(bare):
        return False
    return bool(
        _ROLE.search(bare) or OFFICE.search(bare) or HONOUR.search(label) or HONOUR.search(bare)
    )


def _speech(form: str, found: Begun) -> bool:
    """Whether what follows may be what somebody says, where the form says little of itself."""
    if form in ("gap", "：", "→"):
        return len(re.findall("[ぁ-ん]", found.text)) >= 2 or (form == "：" and not found.text)
    if form == "named" or not form.startswith(("mark", "alone", "-")):
        return not found.text or len(re.findall("[ぁ-ん]", found.text)) >= 2
    if form == "alone":
        return len(found.label) >= 2
    return True


def _begun(match: re.Match[str]) -> Begun:
    label, text = squeezed(match["label"]), match["text"].strip(" 　\t")
    # 「○手塚税務課長　（議案に基づき説明）」: what was done is no part of the name.
    done = re.fullmatch(r"(.+?)([（(][^（）()]*(?:説明|朗読|報告|退席|着席|入室|登壇|挙手)[）)])", label)
    return Begun(done[1], f"{done[2]}{text}") if done else Begun(label, text)


def _framed(line: str, words: tuple[str, str]) -> Begun | None:
    before, after = words
    if not line.startswith(before) or not (before or after.strip()):
        return None
    rest = line[len(before) :]
    end = rest.find(after) if after else -1
    label, text = (rest[:end], rest[end + len(after) :]) if end >= 0 else (rest, "")
    return Begun(label, text) if label and len(label) <= 40 and not re.search("[。]", label) else None
