"""Where a text breaks into lines of a terminal (行分割・禁則処理): East Asian width, Japanese rules. Pure.

Widths are those that the terminal toolkit draws by, so that what is computed here is what is seen.
"""

from __future__ import annotations

from functools import lru_cache

from rich.cells import cell_len

# 行頭禁則: what must not begin a line.
_NOT_FIRST = frozenset(
    "、。，．,.・：；:;？！?!‼⁇⁈⁉）〕］｝〉》」』】〙〗)]}’”ー～〜…‥ゝゞ々ヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％°"
)
# 行末禁則: what must not end a line.
_NOT_LAST = frozenset("（〔［｛〈《「『【〘〖([{‘“￥＄")

_FURTHEST = 40
"""How far back a better place is looked for; a longer run of forbidden places is broken where it is full."""


@lru_cache(maxsize=8_192)
def char_width(char: str) -> int:
    """Cells that a character takes; a tab takes one, marks that combine take none."""
    return 1 if char == "\t" else cell_len(char)


def text_width(text: str) -> int:
    """Cells that a text takes on one line."""
    return sum(map(char_width, text))


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """Break one paragraph into lines.

    Args:
        text: without newlines.
        width: cells of a line; a character wider than that gets a line of its own.

    Returns:
        Spans ``(start, end)`` in order; together they cover the text. An empty text is one empty line.
    """
    lines: list[tuple[int, int]] = []
    start = used = 0
    for index, char in enumerate(text):
        cells = char_width(char)
        # Blanks hang over the edge: they are not seen there.
        while used + cells > width and index > start and char != " ":
            end = _break(text, start, index)
            lines.append((start, end))
            used = sum(map(char_width, text[end:index]))
            start = end
        used += cells
    lines.append((start, len(text)))
    return lines


def _break(text: str, start: int, full: int) -> int:
    """Where to end a line that began at ``start`` and has no room for the character at ``full``."""
    for place in range(full, max(start, full - _FURTHEST), -1):
        if _may_break(text[place - 1], text[place]):
            return place
    return full


def _may_break(before: str, after: str) -> bool:
    if after in _NOT_FIRST or before in _NOT_LAST or char_width(after) == 0:
        return False
    return not (_in_word(before) and _in_word(after))


def _in_word(char: str) -> bool:
    """Whether the character holds together with its like: Latin letters, digits and what joins them."""
    return "!" <= char <= "~"
