"""The proceedings (議事の読取り): lines and rows → turns, headings, stage directions, interruptions, closing."""

from __future__ import annotations

import re
from datetime import time

from msgspec import Struct, field

from clerk_tui.domain.moments import find_days, find_times
from clerk_tui.domain.record import MarkKind
from clerk_tui.published.data import HeadingRow, MarkRow, PublishedRow, StageRow, TurnRow

from .header import Topic
from .labels import MARKS
from .lines import DEPTH, NUMBERED, balanced, bare, number_form, unquoted, without_times
from .page import Ledger, Place
from .people import people_in
from .posts import squeezed
from .speech import Begun, Speech

_STAGE = re.compile(r"^(?P<open>[（(〔［\[《])(?P<text>.*)(?P<close>[)）〕］\]》])$")
_PAIRS = {"（": "）", "(": ")", "〔": "〕", "［": "］", "[": "]", "《": "》"}
_BRACKETED = re.compile(
    r"^(?:【(?P<a>[^【】]{1,30})】|[<＜〈](?P<b>[^<>＜＞〈〉]{1,30})[>＞〉]|■(?P<c>.{1,30}))$"
)
_RULE = re.compile(r"[―─\-=＝＿_…・*＊\s　━–—~～]{3,}")
_PAGE = re.compile(
    r"[-－―–—‐\s　]*(?:[0-9０-９]{1,4}|[0-9０-９]{1,3}\s*[/／]\s*[0-9０-９]{1,3}(?:\s*ページ)?|"
    r"p\.?\s*[0-9]{1,3})[-－―–—‐\s　]*(?:ページ)?"
)
_ENDED = re.compile(r"[。．.！？!?」』）)…：:]$")
_CASE = r"[^\s第、・～〜\-－]{0,12}第?[0-9０-９〇一二三四五六七八九十百]+号?"
_CASES = re.compile(rf"^(?=.*第.+号){_CASE}(?:[、・,，～〜\-－]\s*{_CASE})*$")
_CASE_LINE = re.compile(
    r"^(?:(?:[一-龥]{2,8}第[0-9０-９一二三四五六七八九十百]+号(?:の[0-9０-９]+)?)|第[0-9０-９一二三四五六七八九十百]+号[一-龥]{2,6}|"
    r"(?:議決|報告|協議|審議)(?:事項|案件)[0-9０-９]+|(?:次第|議題|案件|議事|協議|報告)"
    r"[\s　]?[（(]?[0-9０-９一二三四五六七八九]{1,2}[)）]?(?=[\s　：:])|"
    r"日程第[0-9０-９一二三四五六七八九十]+)(?:[\s　：:から～・、及び]|$)"
)
_RESULT = re.compile(
    r"^(?:[⇒→➡=＝]+|(?:【|〈|＜)?(?:結果|審議結果|議決結果|結論)(?:】|〉|＞)?[\s　：:]+)[\s　]*(?P<text>\S.{0,40})$"
)
_ACTED = re.compile(
    r"[【＜<〈](.{0,16}(?:了承|挙手|起立|拍手|異議なし|退席|着席|退室|入室|承認|賛成))[】＞>〉]"
)
"""What those present did, in the brackets of headings."""
_ARROWS = "⇒→➡=＝"
_DECIDED = re.compile(
    r"了承|承認|可決|否決|決定|決した|継続|同意|採択|了解|異議な|認め|認定|答申|(?:案|申請|諮問)の(?:とおり|通り)|許可|選任|選出|支障な|妥当|適当"
)
"""What follows an arrow is an answer, unless it says what became of the topic."""
_MARKS = {"休憩": MarkKind.RECESS, "再開": MarkKind.RESUMED}
_CONCLUSION = re.compile(
    r"[（(【〔＜<［\[■○]?(?:結論|結果|審議結果|審議の結果|議決結果|決定事項|まとめ)[）)】〕＞>］\]]?[：:]?"
)
_COLUMNS = re.compile(
    r"発言(?:者|委員)(?:名|氏名)?[：:・]?(?:(?:議題|発言|内容|要旨|審議|会議|決定事項|概要|等|の|・){1,8})"
)
"""Names of columns over speeches that are set side by side with blanks."""
_INTERRUPTED = re.compile(r"休憩|再開")
_CLOCKED = re.compile(
    r"(?:暫時)?(?:休憩|再開|開会|開議|閉会|散会|終了|閉議)(?:する|した|しました)?(?:[（(].*[）)])?"
)
_CLOSING = re.compile(
    r"^[\s　―－─\-（(〔＜<【]*(?:了|以上|終|終わり|終了|閉会|散会|完|おわり|以　上)[\s　―－─\-）)〕＞>】。]*$|"
    r"^(?:以上で|これで|これをもって|以上をもって)?.{0,20}(?:閉会|散会|終了)(?:した|とした|となった)。?$|^以上[、，。]?$"
)
_SIGNED = re.compile(
    r"^[\s　]*(?:以上|上記|右|この(?:会議録|議事録)|ここに|本(?:会議録|議事録)|会議(?:規則|の)|前記)"
    r".{0,60}(?:署名|顛末|相違|証する|記名押印|調製)|"
    r"^[^。]{4,60}(?:ここに署名する|により[、，]?署名する|証するため[^。]{0,12}(?:署名|記名)(?:押印)?する)。?$|"
    r"^[\s　]*(?:会議録|議事録)?署名(?:委員|議員|人|者)[\s　：:]|^[\s　]*(?:会議録|議事録)署名(?:委員|議員|人|者)$"
)
_USUAL = re.compile(
    r"(?:開会|閉会|その他|議事|議題|報告(?:事項)?|協議(?:事項)?|審議(?:事項)?|(?:開会|閉会|会長|委員長|教育長|主催者)?(?:の|に当たっての)?(?:挨拶|あいさつ)|連絡(?:事項)?|"
    r"事務連絡|質疑応答|意見交換|散会|次回(?:の日程)?(?:について)?|開議|採決|討論|質疑)"
)
"""What an agenda has wherever one is held."""
_TOLD = re.compile(
    r"[。」』]$|[ぁ-ん].*[ぁ-ん]|(?:説明|報告|朗読|確認|承認|了承|可決|否決|挙手|起立|拍手|退席|退室|入室|着席|休憩|再開|質疑|討論|採決|配布|配付|異議|意見|挨拶|紹介|省略|非公開|終了|散会|閉会|開会|次回|以下)"
)
"""What a sentence about the meeting has: a line without it is not understood, and is named."""
_BULLET = re.compile(r"^[・･▪◦※➢＊*]|^[-－][\s　]")
_OWN_STAGE, _OWN_HEAD = "ト書き", "heading 2"
_OWN_SAID = ("発言", "発言（字下げ済み）", "動作", "発言者")


class Body(Struct):
    """What has been read so far."""

    ledger: Ledger
    speech: Speech
    wrapped: bool
    """Whether a line may go on the one before it in the middle of a sentence."""
    topics: tuple[Topic, ...]
    """The agenda that the top lists."""
    rows: list[PublishedRow] = field(default_factory=list)
    results: list[tuple[str, str]] = field(default_factory=list)
    """(the topic that is open, its printed result)"""
    closed: str = ""
    """What the closing lines say of when."""
    opened: str = ""
    topic: str = ""
    talking: bool = False
    """Whether a turn is open that a line may go on."""
    over: bool = False
    """Whether the closing formula or the signatures have begun."""
    concluding: bool = False
    """Whether the next line says what became of the topic."""
    numbers: dict[str, int] = field(default_factory=dict)
    """The last number of a heading, by the form of its number."""
    heads: frozenset[str] = frozenset()
    """Lines that stand at the head of every page."""

    @property
    def begun(self) -> bool:
        return any(isinstance(row, TurnRow) for row in self.rows)

    @property
    def _at_the_start(self) -> bool:
        """Whether no more has been said than what opens a meeting."""
        return sum(isinstance(row, TurnRow) for row in self.rows) < 3

    def line(
        self, text: str, place: Place, style: str = "", *, apart: bool = False, following: str = ""
    ) -> None:
        """A line of the proceedings.

        Args:
            text: the line, its indent included.
            place: where it stands.
            style: of its paragraph in Word.
            apart: whether an empty line stands before it.
            following: the next line, by which a heading is told from a list within a speech.
        """
        plain = text.strip(" 　\t")
        if style in (*_OWN_SAID, _OWN_STAGE, _OWN_HEAD):
            self._own(text, place, style)
        elif not plain or _RULE.fullmatch(plain):
            self.ledger.put(place, "罫線")
        elif self.over or (_SIGNED.match(plain) and not self.speech.begun(text)):
            self._signature(plain, place)
        elif _COLUMNS.fullmatch(squeezed(plain)):
            self.ledger.put(place, "見出し")
            self.talking = False
        elif plain in self.heads or (self.wrapped and _PAGE.fullmatch(plain) and not plain.isdigit()):
            self.ledger.put(place, "頁の見出し・番号")
        elif found := self.speech.begun(text):
            self.speaks(found, place)
        elif not self._directed(plain, place):
            self._other(text, plain, place, apart=apart, following=following)

    def speaks(self, found: Begun, place: Place) -> None:
        """Somebody begins to speak."""
        said = unquoted(found.text)
        self.rows.append(TurnRow(found.label, (said,) if said else ()))
        self.talking = True
        self.ledger.put(place, "発言")

    def heading(self, text: str, place: Place, *, topic: bool = True) -> None:
        """A heading: the items that belong together stand in one row; ``topic``: results below it are its own."""
        self.ledger.put(place, "見出し")
        self.count(text.strip(" 　"))
        words = re.sub(r"[\s　]+", "　", text.strip(" 　"))
        words = squeezed(words) if re.fullmatch(r"\S{0,3}　?(?:\S　)+\S", words) else words
        self.topic = words if topic else self.topic
        self.talking = False
        last = self.rows[-1] if self.rows else None
        if isinstance(last, HeadingRow) and words not in last.lines:
            self.rows[-1] = HeadingRow((*last.lines, words))
        else:
            self.rows.append(HeadingRow((words,)))

    def stage(self, text: str, place: Place, kind: str = "ト書き") -> None:
        """A stage direction."""
        self.ledger.put(place, kind)
        if text.strip():
            self.rows.append(StageRow(text.strip()))

    def _own(self, text: str, place: Place, style: str) -> None:
        """A paragraph of a draft of ours, whose style says what it is."""
        if style == _OWN_STAGE:
            bracketed = _STAGE.match(text.strip())
            self.stage(bracketed["text"] if bracketed else text.strip(), place)
            # What the speaker went on to say is a turn of its own only under a speaker.
            return
        if style == _OWN_HEAD:
            self.talking = False
            if place.part == 0 or not isinstance(self.rows[-1] if self.rows else None, HeadingRow):
                self._own_heading(text, place)
            return
        found = self.speech.begun(text)
        if found and (self.speech.words or found.label in self.speech.labels):
            self.rows.append(TurnRow(found.label, (found.text,) if found.text else ()))
            self.ledger.put(place, "発言")
        elif not self._more(text, place, joined=False):
            self.stage(text.strip(), place)

    def _own_heading(self, text: str, place: Place) -> None:
        self.ledger.put(place, "見出し")
        last = self.rows[-1] if self.rows else None
        if isinstance(last, HeadingRow):
            self.rows[-1] = HeadingRow((*last.lines, text.strip()))
        else:
            self.rows.append(HeadingRow((text.strip(),)))

    def _signature(self, plain: str, place: Place) -> None:
        self.over = True
        self.talking = False
        self.ledger.put(place, "署名")
        del plain

    def _directed(self, plain: str, place: Place) -> bool:
        """Stage directions, interruptions with their times, results and closing words."""
        result = _RESULT.match(plain)
        if result and (plain[0] not in _ARROWS or _DECIDED.search(result["text"])):
            self.results.append((self.topic, result["text"].strip(" 　。")))
            self.stage(plain, place, "結果")
            self.talking = False
            return True
        if plain[0] in "※＊":
            self.stage(plain.lstrip("※＊ 　"), place)
            return True
        if self.concluding:
            self.concluding = False
            self.results.append((self.topic, plain.rstrip("。")))
            self.stage(plain, place, "結果")
            return True
        if _CONCLUSION.fullmatch(plain):
            self.concluding = True
            self.talking = False
            self.ledger.put(place, "見出し")
            return True
        if self.begun and (acted := _ACTED.fullmatch(plain)):
            self.stage(acted[1], place)
            return True
        bracketed = _STAGE.match(plain)
        inner = (
            bracketed["text"].strip()
            if bracketed and _PAIRS[bracketed["open"]] == bracketed["close"]
            else None
        )
        if inner is None and (dashed := re.fullmatch(r"[―－—─]+[\s　]*([^―－—─]{2,30}?)[\s　]*[―－—─]+", plain)):
            inner = dashed[1] if not _CLOSING.match(plain) else None
        if inner is not None and balanced(inner):
            self._direction(inner, place)
            return True
        clocks = find_times(plain)
        if clocks:
            left = without_times(plain, clocks).lstrip("△▽▲▼ 　")
            if _CLOCKED.fullmatch(squeezed(left)) or (
                find_days(plain) and len(squeezed(left)) < 14 and _CLOCKED.search(left)
            ):
                self._direction(plain.lstrip("△▽▲▼ 　"), place)
                self.talking = False
                return True
        if _CLOSING.match(plain) and not (self.talking and plain.endswith("ます。")):
            self.stage(plain.strip("―－─-（）() 　"), place, "閉会の言葉")
            self.talking = False
            return True
        return False

    def _direction(self, inner: str, place: Place) -> None:
        clocks = find_times(inner)
        if clocks and _INTERRUPTED.search(inner) and self._interruption(inner, place):
            return
        if clocks and re.search("閉会|散会|終了|閉議", squeezed(inner)):
            self.closed = inner
        elif clocks and re.search("開会|開議|開始", squeezed(inner)) and not self.opened and self._at_the_start:
            self.opened = inner
        self.stage(inner, place)

    def _interruption(self, inner: str, place: Place) -> bool:
        """「10時16分休憩　10時20分再開」, 「休憩　午前10時30分」."""
        clocks = find_times(inner)
        words = [match.group() for match in re.finditer("休憩|再開", inner)]
        if words == ["休憩"] and len(clocks) == 2:
            words.append("再開")
        if len(words) != len(clocks) or len(squeezed(without_times(inner, clocks))) > 8 * len(words):
            return False
        half: time | None = None
        for word, clock in zip(words, clocks, strict=True):
            at = clock.time
            # 「午前11時50分休憩　1時再開」
            if half and not clock.half and at < half and at.hour < 12:
                at = at.replace(hour=at.hour + 12)
            half = at
            self.rows.append(MarkRow(_MARKS[word], at))
        self.ledger.put(place, "休憩・再開")
        return True

    def _other(self, text: str, plain: str, place: Place, *, apart: bool, following: str) -> None:
        if head := self._heading_in(plain, apart=apart, following=following):
            self.heading(head, place, topic=not _BRACKETED.match(plain))
        elif _BULLET.match(plain) and not (
            self.talking and not apart and self.rows and isinstance(self.rows[-1], TurnRow)
        ):
            self.talking = False
            self.stage(plain, place, "要点")
        elif self.talking and self._more(text, place, joined=self.wrapped):
            pass
        elif _TOLD.search(plain) and not (
            (names := people_in(plain)).people and not names.rest and names.people[0].post
        ):
            self.stage(plain, place, "動作・説明の文")

    def _heading_in(self, plain: str, *, apart: bool, following: str) -> str:
        """The heading that a line is; empty: none."""
        if bracketed := _BRACKETED.match(plain):
            return next(part for part in bracketed.groups() if part)
        mark = plain[0]
        if f"mark{mark}" in self.speech.marks or (mark in "△▽▲▼■□" and mark in MARKS):
            return plain.lstrip(mark + " 　")
        if plain.endswith(("。", "」", "？", "?")):
            return ""
        if self._listed(plain) or _CASES.match(squeezed(plain)):
            return plain
        if _CASE_LINE.match(plain) and len(plain) <= 90:
            # A sentence that the paper cut goes on; a heading does not.
            return plain if not self.talking or apart or self._leads(following) or not self.wrapped else ""
        return self._numbered(plain, apart=apart, following=following)

    def _listed(self, plain: str) -> bool:
        """Whether the agenda at the top has the line."""
        words = bare(plain)
        if len(words) < 4 and not self._next_number(plain):
            return False
        return any(words == bare(topic.text) for topic in self.topics if len(bare(topic.text)) >= 2)

    def _next_number(self, plain: str) -> bool:
        match = NUMBERED.match(plain)
        if not match:
            return False
        form, number = number_form(match["enumerator"])
        return number == self.numbers.get(form, 0) + 1

    def _numbered(self, plain: str, *, apart: bool, following: str) -> str:
        match = NUMBERED.match(plain)
        if (
            not match
            or len(plain) > 70
            or (_ENDED.search(plain.rstrip("）)")) and not plain.endswith((")", "）")))
        ):
            return ""
        form, number = number_form(match["enumerator"])
        expected = self.numbers.get(form, 0) + 1
        after_heading = bool(self.rows) and isinstance(self.rows[-1], HeadingRow)
        # Ever deeper lists begin anew under each heading: （1） under 2, ア under （1）.
        follows = number == expected or (number == 1 and (after_heading or apart))
        inside = self.talking and not apart and not after_heading
        if not follows and (self.talking or form in self.numbers):
            return ""
        if inside and (number == 1 or form not in self.numbers):
            return ""
        if inside and not self._leads(following) and not _USUAL.fullmatch(squeezed(match["text"])):
            return ""
        return plain

    def count(self, plain: str) -> None:
        """Keep the number of a heading; lists below it begin anew."""
        match = NUMBERED.match(plain)
        if match:
            form, number = number_form(match["enumerator"])
            self.numbers[form] = number
            for deeper in [key for key in self.numbers if DEPTH.get(key, 1) > DEPTH.get(form, 1)]:
                del self.numbers[deeper]

    def _leads(self, following: str) -> bool:
        """Whether the next line begins a speech or is another heading."""
        plain = following.strip(" 　")
        return bool(
            not plain
            or self.speech.begun(following)
            or NUMBERED.match(plain)
            or _BULLET.match(plain)
            or _STAGE.match(plain)
            or _BRACKETED.match(plain)
            or _CASE_LINE.match(plain)
        )

    def _more(self, text: str, place: Place, *, joined: bool) -> bool:
        """More of the last turn: a new paragraph, or the rest of a line that the paper cut."""
        at = next((n for n in range(len(self.rows) - 1, -1, -1) if isinstance(self.rows[n], TurnRow)), None)
        if at is None:
            return False
        last = self.rows[at]
        assert isinstance(last, TurnRow)
        said = list(last.paragraphs)
        between = self.rows[at + 1 :]
        if any(isinstance(row, HeadingRow | MarkRow) for row in between):
            return False
        for row in between:
            # A direction within a speech is printed where it was: before what the speaker goes on to say.
            if isinstance(row, StageRow):
                said.append(f"（{row.text}）")
        del self.rows[at + 1 :]
        if joined and said and not between and not _ENDED.search(said[-1]) and not text.startswith("　"):
            said[-1] += text.strip()
        else:
            # A deep indent only sets the words under those of the first line.
            words = re.sub(r"^(?:　{2,}|[ \t]{4,}|　[ 　]+)", "", text.rstrip())
            said.append(words if joined else unquoted(words))
        self.rows[at] = TurnRow(last.label, tuple(said))
        self.ledger.put(place, "発言")
        return True
