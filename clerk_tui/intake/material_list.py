"""The papers that a 次第 lists or points at (配布資料): each once, with when it is handed out."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence

from clerk_tui.domain.meeting import Material

from .agenda_words import (
    ANOTHER_MATERIAL,
    FURNITURE,
    MATERIAL,
    MATERIALS,
    PAPER_NAME,
    PRESENT,
    REFERENCE,
    REMARK,
    kind_of_mark,
    single_blanks,
    without_mark,
)
from .lines import LineKind

_RANGE = re.compile(
    r"(?P<word>(?:参考|当日|別紙)?(?:資料|別紙)[\s　]*)(?P<first>[0-9０-９①-⑳])[\s　]*[～~〜][\s　]*"
    r"(?:(?:参考|当日|別紙)?(?:資料|別紙)[\s　]*)?(?P<last>[0-9０-９①-⑳])"
)
"""「資料①～③」: each of them. A hyphen between digits (資料１－２) is one paper's number."""


_HANDED = re.compile(
    r"[\s　]{2,}(?P<when>事前|当日|机上|席上)(?:机上|席上)?(?:送付|郵送|配付|配布|提出)?(?:済み?|資料)?$"
)
"""When a paper is handed out, behind its title."""
_HANDED_REFERENCE = re.compile(r"[\s　・、]*(?P<when>事前|当日|机上|席上)(?:送付|配付|配布)?$")
_HANDED_LATER = re.compile(
    r"[\s　]*(?:当日|後日|別途|机上|席上|事前)(?:に|、)?(?:机上|席上)?(?:に)?(?:配[布付]|送付|郵送|お?渡し)"
    r"(?:済み?|予定|します|いたします)?。?[\s　]*"
)
"""What tells when the papers come, and names none."""
_COLUMNS = re.compile(r"(?:名称|件名|資料名|配布|配付|内容|備考|摘要|番号|区分|配布時期|[\s　])+")
"""What stands over the columns of a list of papers."""


class MaterialList:
    """Reads the lines of the list of papers, and the papers that titles point at."""

    def __init__(self) -> None:
        self.found: list[Material] = []
        self._when: str | None = None
        """Within the list: when its papers are handed out."""
        self._first = False
        """Whether the line at hand is the first below the heading of the list."""
        self._mark = ""
        """The mark of the heading over the list; its like ends the list."""
        self._references: list[str] = []
        """Papers that titles point at."""

    def end(self) -> None:
        """Another part of the paper begins."""
        self._when = None

    def line(self, text: str, rest: str, kinds: Collection[str], parts: str = "") -> LineKind | None:
        """A line of the list, or its heading; None: it is neither.

        Args:
            text: of the line.
            rest: without its mark.
            kinds: of the marks that number the paper.
            parts: that of them which numbers its parts (「４　資料」 below 「１　日時」); empty: none.
        """
        mark = kind_of_mark(text)
        mark = mark if mark in kinds else ""
        heading = MATERIALS.fullmatch(rest) if not mark or "配" in rest or mark == parts else None
        named = MATERIAL.fullmatch(rest) or MATERIAL.fullmatch(text)
        if (
            heading
            and not named
            and (
                not heading["first"]
                or kind_of_mark(heading["first"]) in {"(1)", "①", "・"}
                or _COLUMNS.fullmatch(heading["first"])
                or re.search(r"[:：]", text)
                or MATERIAL.fullmatch(heading["first"])
            )
        ):
            self._when = (heading["when"] or "").replace("会議", "")
            self._mark, self._first = mark, True
            if _HANDED_LATER.fullmatch(heading["first"]):
                return LineKind.REMARK
            first = "" if _COLUMNS.fullmatch(heading["first"]) else heading["first"]
            for part in filter(None, re.split(r"[、，]", first)):
                self._several(without_mark(part))
            return LineKind.HEADING
        if named:
            self._several(rest if MATERIAL.fullmatch(rest) else text)
            return LineKind.MATERIAL
        if self._when is None:
            return None
        first, self._first = self._first, False
        if re.fullmatch(r"[\s　\-－―ー‐]*[0-9０-９]{1,3}[\s　\-－―ー‐]*", text):
            return None  # the number of the page
        ended = (
            re.match(r"[\s　]*[【〔\[［■◆]", text)
            or FURNITURE.fullmatch(text)
            or PRESENT.fullmatch(rest)
            # 「次第」 heads the agenda, but is the first of its papers as well.
            or (PAPER_NAME.fullmatch(text) and not first and not re.match(r"[\s　]*[・○●‐－-]", text))
        )
        if ended or REMARK.match(text) or (mark and mark == self._mark):
            self._when = None
            return None
        self._one(rest)
        return LineKind.MATERIAL

    def _several(self, text: str) -> None:
        """One paper, or several that stand beside each other (「資料１　…　　資料２　…」)."""
        for part in ANOTHER_MATERIAL.split(text):
            self._one(part)

    def _one(self, text: str) -> None:
        if several := _RANGE.fullmatch(text.strip()):
            first, last = (int(unicodedata.numeric(several[end])) for end in ("first", "last"))
            for at in range(first, last + 1):
                digit = chr(ord(several["first"]) + at - first)
                self._one(f"{several['word']}{digit}")
            if first <= last:
                return
        when = self._when or ""
        if handed := _HANDED.search(text):
            # 「資料１　議案書　　事前送付」, in a table or behind a wide blank.
            when, text = (
                when or ("事前" if handed["when"] == "事前" else "当日"),
                text[: handed.start()],
            )
        title = single_blanks(re.sub(r"^[\s　]*[・○●◯◇◆□■][\s　]*", "", text))
        if title and all(each.title != title for each in self.found):
            self.found.append(Material(when, title))

    def referred(self, title: str) -> str:
        """A title without the paper that it points at (「…について【資料1】」), which is kept as a paper."""
        match = REFERENCE.search(title)
        if match is None:
            return title
        if not re.search("とおり|通り|参照", match.group()):
            self._references.append(single_blanks(match["ref"] or match["bare"]))
        return title[: match.start()]

    def of_rows(self, texts: Sequence[tuple[str, str]]) -> list[str]:
        """The papers that the rows of a table point at, each with its row; what says of none is told (「当日配布」)."""
        told = []
        for row, text in texts:
            named = f"資料{text}" if re.fullmatch(r"[0-9０-９][0-9０-９\-－]*", text) else text
            if is_paper(named):
                self._references.append(single_blanks(named))
            else:
                told.append(f"{row}の資料「{text}」")
        return told

    def add_referred(self) -> None:
        """The papers that are only pointed at go to the end of the list."""
        for named in _papers(self._references):
            handed = _HANDED_REFERENCE.search(named)
            bare = named[: handed.start()] if handed else named
            when = "" if handed is None else "事前" if handed["when"] == "事前" else "当日"
            if not any(bare.replace("　", "") in each.title.replace("　", "") for each in self.found):
                self.found.append(Material(when, bare))


def is_paper(text: str) -> bool:
    """Whether a text names papers (「資料２－１、２－２」) and does not tell of them (「当日配布」)."""
    return re.match(r"(?:参考|当日|別紙|補足)?(?:資料|別紙|別添|別冊)[\s　]*\S|[^\s　]*[書表図案]$", text) is not None


def _papers(references: Sequence[str]) -> Iterator[str]:
    """Each paper that was pointed at (「資料２－１、２－２」 are two)."""
    for reference in references:
        first, *others = re.split("[、，]|・(?=参考|資料|別紙|[0-9０-９])", reference)
        yield first
        word = re.match(r"[^0-9０-９№]*", first)
        yield from (each if re.match(r"\D", each) or not word else word.group() + each for each in others)
