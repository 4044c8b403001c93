"""Texts in cells of a terminal (文字幅): where they break into lines (行分割・禁則処理), cut, filled. Pure.

Widths are those that the terminal toolkit draws by, so that what is computed here is what is seen. One pass
from left to right remembers the last place where the line may end, so that time grows with the text alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

TAB = 4
"""Cells from one tab stop to the next."""

# 行頭禁則: what must not begin a line.
_NOT_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉゛゜´｀¨ヽヾゝゞ々〻ー～〜…‥’”）〕］｝〉》」』】〙〗｠»°′″℃％‰"
    "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ"
    "｡､｣･ｰﾞﾟｧｨｩｪｫｬｭｮｯ,.:;?!)]}%"
)
# 行末禁則: what must not end a line.
_NOT_LAST = frozenset("‘“（〔［｛〈《「『【〘〖｟«￥＄￡＃№｢([{$#")
# 分離禁止: two of a kind stay together.
_PAIRED = frozenset("…‥―—─")
_BLANK = frozenset(" \u3000\t")
_JOINER, _EMOJI = "\u200d", "\ufe0f"


class _Facts(NamedTuple):
    """What breaking lines needs to know of a character."""

    cells: int
    first: bool
    """May begin a line."""
    last: bool
    """May end a line."""
    word: bool
    """Holds together with its like: Latin letters, digits of either width, and what joins them."""
    paired: bool


class _Characters(dict[str, _Facts]):
    """Facts of every character met so far."""

    def __missing__(self, char: str) -> _Facts:
        cells = cell_len(char)
        facts = self[char] = _Facts(
            cells,
            cells > 0 and char not in _NOT_FIRST and char not in _BLANK,
            char not in _NOT_LAST,
            "!" <= char <= "~" or "０" <= char <= "９" or (cells == 1 and char.isalnum() and char < "\uff61"),
            char in _PAIRED,
        )
        return facts


_CHARACTERS = _Characters()


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break a text into lines.

    A line is at most ``width`` cells wide. Blanks at its end hang over the edge, since they are not seen there.
    Where the rules leave no place to break (a word or a run of brackets longer than a line), the line is
    broken where it is full; a character wider than the line stands alone.

    Args:
        text: may have newlines, each of which ends a line and belongs to it, and tabs (see :data:`TAB`).
        width: cells of a line, at least 1.

    Returns:
        Spans ``(start, end)`` that together cover the text in order. An empty text is one empty line.
    """
    spans: list[tuple[int, int]] = []
    start = used = 0
    # Where the line may end, and what it would measure then; -1: nowhere yet.
    place, measured = -1, 0
    before: _Facts | None = None
    base = ""
    joined = False
    previous = ""
    for index, char in enumerate(text):
        if char == "\n":
            spans.append((start, index + 1))
            start, used, place, before, base, joined = index + 1, 0, -1, None, "", False
            continue
        facts = _CHARACTERS[char]
        cells = facts.cells
        if joined:
            # The terminal draws what a joiner joins as one sign.
            cells, joined = 0, False
        elif char == _JOINER:
            joined = True
        elif char == _EMOJI:
            cells, base = cell_len(base + char) - cell_len(base), ""
        elif char == "\t":
            cells = TAB - used % TAB
        elif cells:
            base = char
            together = before and ((before.word and facts.word) or (before.paired and char == previous))
            if before and before.last and facts.first and not together:
                place, measured = index, used
        if cells and used + cells > width and index > start and char not in _BLANK:
            if place > start:
                spans.append((start, place))
                start, used, place = place, used - measured, -1
            if used + cells > width and index > start:
                spans.append((start, index))
                start, used, place = index, 0, -1
        used += cells
        if cells:
            before, previous = facts, char
    spans.append((start, len(text)))
    return spans


def spaced(line: str) -> str:
    """A line as it is drawn: without the newline and the blanks at its end, tabs as spaces."""
    line = line.rstrip(" \u3000\t\n")
    if "\t" not in line:
        return line
    drawn = ""
    for piece in line.split("\t"):
        drawn += piece
        drawn += " " * (TAB - cell_len(drawn) % TAB)
    return drawn.rstrip(" ")


def flowed(hint: str, width: int) -> str:
    """The keys in lines of at most so many cells, broken between keys only (at full-width spaces)."""
    lines: list[str] = []
    for part in hint.split("　"):
        longer = f"{lines[-1]}　{part}" if lines else part
        if lines and cell_len(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(part)
    return "\n".join(lines)


def broken(text: str, width: int) -> str:
    """The text in lines of at most so many cells, by the rules of :func:`wrap`."""
    return "\n".join(spaced(text[start:end]) for start, end in wrap(text, max(width, 1)))


def shares(needs: Sequence[int], room: int) -> list[int]:
    """How many cells each part gets of the room: short ones all they need, long ones alike."""
    granted = [0] * len(needs)
    for left, index in zip(
        range(len(needs), 0, -1), sorted(range(len(needs)), key=needs.__getitem__), strict=True
    ):
        granted[index] = min(needs[index], max(room, 0) // left)
        room -= granted[index]
    return granted


GAP = "　"
"""Between two columns."""


def columns(rows: Sequence[Sequence[str]], room: int, least: Sequence[int] = ()) -> list[str]:
    """Rows of a list with their columns under one another, in so many cells.

    Every column is as wide as its widest text; only where they do not fit together, the widest are cut, and what
    is alike in them before what differs. A row of one text is no part of the columns.

    Args:
        rows: texts of each row; the last one of a row is not filled with blanks.
        room: cells of a line.
        least: widths that the columns have at least, so that a list does not jump while it is narrowed down.
    """
    spans = widths([row for row in rows if len(row) > 1], least)
    granted = shares(spans, room - len(GAP) * 2 * max(len(spans) - 1, 0))
    shown = [list(row) for row in rows]
    for column, (wanted, given) in enumerate(zip(spans, granted, strict=True)):
        if given < wanted:
            there = [row for row in shown if len(row) > 1 and column < len(row)]
            for row, text in zip(there, apart([row[column] for row in there], given), strict=True):
                row[column] = text
    return [
        GAP.join((*(cells(text, granted[column]) for column, text in enumerate(row[:-1])), row[-1])).rstrip()
        for row in shown
    ]


def widths(rows: Sequence[Sequence[str]], least: Sequence[int] = ()) -> list[int]:
    """The width of each column: of its widest text, at least what is given."""
    count = max((len(row) for row in rows), default=0)
    floor = [*least, *[0] * count]
    return [
        max(floor[column], *(cell_len(row[column]) for row in rows if column < len(row)))
        for column in range(count)
    ]


def apart(texts: Sequence[str], width: int) -> list[str]:
    """The texts in so many cells each; of those that would look alike when cut, what they have in common is left out.

    「…に関する業務の外部結合」 and 「…に関する業務の外部委託」 are told apart by their ends.
    """
    shown = [cut(text, width) for text in texts]
    found = []
    for text, short in zip(texts, shown, strict=True):
        alike = [other for other, its in zip(texts, shown, strict=True) if its == short and other != text]
        start = _word_start(text, max((_common(text, other) for other in alike), default=0))
        found.append(cut(f"…{text[start:]}", width) if start > 1 else short)
    return found


def _common(one: str, other: str) -> int:
    """How many characters they begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _word_start(text: str, at: int) -> int:
    """The beginning of the word in which a place is, as far as the script tells."""
    while 0 < at < len(text) and _script(text[at]) and _script(text[at]) == _script(text[at - 1]):
        at -= 1
    return at


def _script(char: str) -> str:
    """What words hold together by; empty: nothing (hiragana join words)."""
    if "一" <= char <= "鿿":
        return "漢"
    if "ァ" <= char <= "ー":
        return "カ"
    return "字" if char.isascii() and char.isalnum() else ""


def cut(text: str, cells: int) -> str:
    """The text in so many cells of a terminal, ending in … where it was longer."""
    if cell_len(text) <= cells:
        return text
    kept = ""
    for char in text:
        if cell_len(kept + char) > cells - 1:
            break
        kept += char
    return f"{kept}…"


def cells(text: str, width: int) -> str:
    """The text in exactly so many cells: cut with … or filled with blanks."""
    return set_cell_size(text, width) if cell_len(text) <= width else set_cell_size(text, width - 1) + "…"
