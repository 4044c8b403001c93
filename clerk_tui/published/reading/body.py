"""The proceedings (議事の読取り): lines and rows → turns, headings, stage directions, interruptions, closing."""

from __future__ import annotations

import re
from datetime import time

from msgspec import Struct, field

from clerk_tui.domain.moments import find_days, find_times
from clerk_tui.domain.record import MarkKind
from clerk_tui.published.data import HeadingRow, MarkRow, PublishedRow, StageRow, TurnRow

from .closed import edge
from .directions import (
    ACTED,
    ARROWS,
    CLOCKED,
    CLOSING,
    COLUMNS,
    CONCLUSION,
    COUNTED,
    DECIDED,
    INTERRUPTED,
    NARRATED,
    NOTHING,
    RESULT,
    SIGNED,
    TOLD,
    USUAL,
)
from .header import Topic
from .labels import DOTS, MARKS
from .lines import DEPTH, NUMBERED, balanced, bare, number_form, unquoted, without_times
from .page import ENTRY, HEADING, Ledger, Place
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
    r"[\s　]?[（(]?[0-9０-９一二三四五六七八九]{1,2}(?:[)）](?=.)|(?=[\s　：:「『]))|"
    r"日程第[0-9０-９一二三四五六七八九十]+)(?:[\s　：:から～・、及び「『]|(?<=[)）])|$)"
)
_MARKS = {"休憩": MarkKind.RECESS, "再開": MarkKind.RESUMED}
_POLITE = re.compile(r"(?:です|ます|ました|ません|ください)。$")
"""How somebody speaks, and no minutes tell."""
_WAVED = re.compile(r"[～〜]+[\s　]*(?P<text>[^～〜]{2,30}?)[\s　]*[～〜]+")
"""「～　各委員　異議なし　～」."""
_ENTRIES = "・"
_ENTRY = re.compile(
    r"[・･▪◦•①-⑳⑴-⒛]|[（(][0-9０-９]{1,2}[）)]|[ア-オ][\s　.．、]|[0-9０-９]{1,2}(?:[.．、][\s　]*[^0-9０-９\s]|　)"
)
"""How an entry of a list within a speech begins."""
_FULL = 20
"""Characters of a line that its paper may have cut."""
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
    doubtful: list[tuple[Place, str]] = field(default_factory=list)
    """Lines taken for more of a speech that look like the beginning of one."""
    headlike: list[tuple[Place, str]] = field(default_factory=list)
    """Lines taken for more of a speech that the agenda has, or any agenda."""
    edges: list[str] = field(default_factory=list)
    """Lines that tell where a part closed to the public begins and ends."""
    before: str = ""
    """The last line of what is being said, as the paper cut it."""
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
        elif (self.over and not self._speaks_again(text)) or (SIGNED.match(plain) and not self.speech.begun(text)):
            self._signature(plain, place)
        elif COLUMNS.fullmatch(squeezed(plain)):
            self.ledger.put(place, "見出し")
            self.talking = False
        elif plain in self.heads or (self.wrapped and _PAGE.fullmatch(plain) and not plain.isdigit()):
            self.ledger.put(place, "頁の見出し・番号")
        elif waved := _WAVED.fullmatch(plain):
            self._direction(waved["text"], place)
        elif (found := self.speech.begun(text)) and not COUNTED.fullmatch(plain):
            self.speaks(found, place)
        elif style.lower().startswith(HEADING) and CLOSING.fullmatch(plain):
            self.heading(plain, place)
        elif self._directed(plain, place):
            return
        elif style.lower().startswith(HEADING) and not plain.endswith("。"):
            self.heading(next(filter(None, _bracketed(plain)), plain), place)
        else:
            self._other(text, plain, place, apart=apart, following=following, listed=style == ENTRY)

    def _speaks_again(self, text: str) -> bool:
        """Whether somebody speaks below what looked like the closing formula: then it was none."""
        found = self.speech.begun(text)
        self.over = not (found and found.text.endswith("。"))
        return not self.over

    def speaks(self, found: Begun, place: Place) -> None:
        """Somebody begins to speak."""
        said = unquoted(found.text)
        self.rows.append(TurnRow(found.label, (said,) if said else ()))
        self.talking = True
        self.before = found.text
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
        if NOTHING.fullmatch(squeezed(plain)) or COUNTED.fullmatch(plain):
            self.stage(plain, place)
            self.talking = False
            return True
        if told := edge(plain):
            self.stage(told, place)
            self.edges.append(told)
            self.talking = False
            return True
        result = RESULT.match(plain)
        if result and (plain[0] not in ARROWS or DECIDED.search(result["text"])):
            self.results.append((self.topic, result["text"].strip(" 　。")))
            self.stage(plain, place, "結果")
            self.talking = False
            return True
        if NARRATED.match(plain):
            self.stage(plain, place, "動作・説明の文")
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
        if CONCLUSION.fullmatch(plain):
            self.concluding = True
            self.talking = False
            self.ledger.put(place, "見出し")
            return True
        if self.begun and (acted := ACTED.fullmatch(plain)):
            self.stage(acted[1], place)
            return True
        if (head := next(filter(None, _bracketed(plain)), "")) and find_times(head) and CLOCKED.search(squeezed(head)):
            self._direction(head, place)  # 「【閉会　１４時５０分】」
            self.talking = False
            return True
        bracketed = _STAGE.match(plain)
        inner = (
            bracketed["text"].strip()
            if bracketed and _PAIRS[bracketed["open"]] == bracketed["close"]
            else None
        )
        if inner is None and (dashed := re.fullmatch(r"[―－—─＝=]+[\s　]*([^―－—─＝=]{2,30}?)[\s　]*[―－—─＝=]+", plain)):
            inner = dashed[1] if not CLOSING.match(plain) else None
        if inner is not None and balanced(inner):
            self._direction(inner, place)
            return True
        clocks = find_times(plain)
        if clocks:
            left = without_times(plain, clocks).lstrip("△▽▲▼ 　")
            if CLOCKED.fullmatch(squeezed(left)) or (
                find_days(plain) and len(squeezed(left)) < 14 and CLOCKED.search(left)
            ):
                self._direction(plain.lstrip("△▽▲▼ 　"), place)
                self.talking = False
                return True
        if CLOSING.match(plain) and not (self.talking and plain.endswith("ます。")):
            self.stage(plain.strip("―－─-（）() 　"), place, "閉会の言葉")
            self.talking = False
            return True
        return False

    def _direction(self, inner: str, place: Place) -> None:
        clocks = find_times(inner)
        if clocks and INTERRUPTED.search(squeezed(inner)) and self._interruption(inner, place):
            return
        if clocks and re.search("閉会|散会|終了|閉議", squeezed(inner)):
            self.closed = inner
        elif clocks and re.search("開会|開議|開始", squeezed(inner)) and not self.opened and self._at_the_start:
            self.opened = inner
        self.stage(inner, place)

    def _interruption(self, inner: str, place: Place) -> bool:
        """「10時16分休憩　10時20分再開」, 「休憩　午前10時30分」."""
        clocks = find_times(inner)
        words = [match.group() for match in re.finditer("休憩|再開", squeezed(inner))]
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

    def _other(
        self, text: str, plain: str, place: Place, *, apart: bool, following: str, listed: bool
    ) -> None:
        within = listed and self.talking and not (self.speech.begun(following) or self._listed(plain))
        if not within and (head := self._heading_in(plain, apart=apart, following=following)):
            self.heading(head, place, topic=not _BRACKETED.match(plain))
        elif _BULLET.match(plain) and not (
            self.talking and not apart and self.rows and isinstance(self.rows[-1], TurnRow)
        ):
            self.talking = False
            self.stage(plain, place, "要点")
        elif self.talking and self._more(text, place, joined=self.wrapped, listed=listed):
            if self.speech.announces(text):
                self.doubtful.append((place, text))
            elif self._like_heading(plain):
                self.headlike.append((place, plain))
        elif TOLD.search(plain) and not (
            (names := people_in(plain)).people and not names.rest and names.people[0].post
        ):
            if find_times(plain) and re.search(r"に[、，]?(?:閉会|散会)を(?:宣|告)", plain):
                self.closed = plain
            if self.begun and _POLITE.search(plain):
                self.doubtful.append((place, text))
            self.stage(plain, place, "動作・説明の文")

    def _heading_in(self, plain: str, *, apart: bool, following: str) -> str:
        """The heading that a line is; empty: none."""
        if words := next(filter(None, _bracketed(plain)), ""):
            return words
        mark = plain[0]
        within = self.talking and not apart and mark in DOTS
        if (f"mark{mark}" in self.speech.marks and not within) or (mark in "△▽▲▼■□" and mark in MARKS):
            return plain.lstrip(mark + " 　")
        if plain.endswith(("。", "」", "？", "?")):
            return ""
        if self._listed(plain) or _CASES.match(squeezed(plain)):
            return plain
        if _CASE_LINE.match(plain) and len(plain) <= 90:
            # A sentence that the paper cut goes on; a heading does not.
            return plain if not self.talking or apart or self._leads(following) or not self.wrapped else ""
        return self._numbered(plain, apart=apart, following=following)

    def on_agenda(self, line: str) -> bool:
        """Whether a line of what somebody says is a numbered topic of the agenda, and no sentence."""
        plain = line.strip(" 　")
        return (
            not self.speech.words
            and NUMBERED.match(plain) is not None
            and not plain.endswith("。")
            and self._listed(plain)
        )

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
        words = re.split(r"[\s　]{2,}|[：:]", match["text"])[0]
        usual = any(USUAL.fullmatch(squeezed(each)) for each in (match["text"], words))
        if not follows and (self.talking or form in self.numbers) and not (apart and usual):
            return ""
        if inside and (number == 1 or form not in self.numbers):
            return ""
        if inside and not self._leads(following) and not usual:
            return ""
        return plain

    def _like_heading(self, plain: str) -> bool:
        numbered = NUMBERED.match(plain)
        if numbered and USUAL.fullmatch(squeezed(numbered["text"])):
            return True
        topics = [bare(topic.text) for topic in self.topics]
        return (
            len(plain) < 80
            and not plain.endswith("。")
            and any(len(topic) > 5 and bare(plain).endswith(topic) for topic in topics)
        )

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

    def _more(self, text: str, place: Place, *, joined: bool, listed: bool = False) -> bool:
        """More of the last turn: a new paragraph, or the rest of a line that the paper cut.

        ``listed``: the line is an entry of a list, which goes on nothing.
        """
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
        if joined and said and not between and not listed and not _ENDED.search(said[-1]) and self._cut(text):
            said[-1] += text.strip()
        else:
            # A deep indent only sets the words under those of the first line.
            words = re.sub(r"^(?:　{2,}|[ \t]{4,}|　[ 　]+)", "", text.rstrip())
            said.append(words if joined else unquoted(words))
        self.before = f"{_ENTRIES}{text.strip()}" if listed else text.strip(" 　\t")
        self.rows[at] = TurnRow(last.label, tuple(said))
        self.ledger.put(place, "発言")
        return True

    def _cut(self, text: str) -> bool:
        """Whether a line goes on the one before it, which did not end in a full stop."""
        indent = len(text) - len(text.lstrip(" 　\t"))
        # One blank begins a paragraph; more set the words under those of the first line, if that was full.
        in_column = indent == 0 or (indent > 1 and len(self.before) >= _FULL)
        entry = bool(_ENTRY.match(self.before)) and len(self.before) < _FULL
        return in_column and not entry and not _ENTRY.match(text.strip(" 　\t"))


def _bracketed(plain: str) -> tuple[str | None, ...]:
    """What stands in the brackets of a heading, whichever they are."""
    match = _BRACKETED.match(plain)
    return match.groups() if match else ()
