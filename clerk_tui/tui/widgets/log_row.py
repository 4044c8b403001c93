"""One row of the transcript (発言の一覧の一行): its parts, and where each stands on the lines it takes. Pure.

Time, speaker and phase stand in columns beside the text, or on a line of their own above it where the log is
narrow. Texts are cleaned here, on their way out; nothing in a row can style or steer the terminal.
"""

from __future__ import annotations

from enum import Enum, StrEnum, auto
from typing import assert_never

from msgspec import Struct
from rich.cells import cell_len

from clerk_tui.domain.text import clean
from clerk_tui.support.cells import spaced, wrap

_STACKED_BELOW = 70
"""Cells below which speaker and text stand above each other."""
_ROOMY_FROM = 100
_MARGIN = 1
"""Cells at the left, for the mark of the cursor."""
_TIME = 6
_LABEL, _ROOMY_LABEL = 17, 23
"""Room for 委員（氏名未定） and, where there is room, for 土屋防災危機管理課長."""
_TAG = 5
_INDENT = 3


class RowKind(Enum):
    """What a row of the transcript is."""

    TURN = auto()
    HEADING = auto()
    """Where a block of cases begins."""
    STAGE = auto()
    """MeetingStage direction (ト書き)."""
    MARK = auto()
    """Recess, resumption, closing."""


class Part(StrEnum):
    """What a piece of a line is; names the component class that styles it."""

    TIME = "time"
    LABEL = "label"
    TAG = "tag"
    TEXT = "text"
    FLAG = "flag"
    INSIDE = "inside"
    """Words for the internal edition alone."""
    HEADING = "heading"
    STAGE = "stage"
    MARK = "mark"


class LogRow(Struct, frozen=True):
    """One entry of the record as the log shows it."""

    key: str
    """Entry id; stays the same while the entry is corrected."""
    kind: RowKind
    time: str
    """「14:03」, or empty."""
    label: str
    """Who speaks."""
    tag: str
    """Phase, in a word of two characters."""
    paragraphs: tuple[str, ...]
    flags: tuple[str, ...] = ()
    """Literal marks such as 要確認: nothing is told by colour alone."""
    inside: tuple[tuple[int, int], ...] = ()
    """Where words for the internal edition stand in the paragraphs joined by newlines, in order."""


Line = tuple[tuple[str, Part], ...]
"""Pieces of one line of the terminal from left to right, the margin left out."""


def lay_out(row: LogRow, width: int) -> tuple[Line, ...]:
    """The lines of a row, at least one, in a log that is ``width`` cells wide."""
    width -= _MARGIN
    match row.kind:
        case RowKind.TURN if width < _STACKED_BELOW:
            return _stacked(row, width)
        case RowKind.TURN:
            return _beside(row, width)
        case RowKind.HEADING:
            return _whole(row, width, Part.HEADING, "■ ", min(_TIME, _text_column(width)))
        case RowKind.STAGE:
            return _whole(row, width, Part.STAGE, "", _text_column(width))
        case RowKind.MARK:
            return _whole(row, width, Part.MARK, "", _text_column(width))
        case _:
            assert_never(row.kind)


def estimate(row: LogRow, width: int) -> int:
    """About as many lines as :func:`lay_out` gives, without looking at the text (two cells a character)."""
    width -= _MARGIN
    stacked = width < _STACKED_BELOW
    room = max((width - _text_column(width)) // 2, 1)
    lines = sum(-(-len(paragraph) // room) or 1 for paragraph in row.paragraphs) or 1
    if row.kind is not RowKind.TURN:
        return lines
    return lines + 1 if stacked else max(lines, -(-len(row.label) * 2 // _label_width(width)))


def _label_width(width: int) -> int:
    return _LABEL if width < _ROOMY_FROM else _ROOMY_LABEL


def _text_column(width: int) -> int:
    return _INDENT if width < _STACKED_BELOW else _TIME + _label_width(width) + _TAG


def _beside(row: LogRow, width: int) -> tuple[Line, ...]:
    column = _label_width(width)
    texts = _texts(row, width - _text_column(width))
    labels, tags = _pieces(row.label, column - 1), _pieces(row.tag, _TAG - 1)
    height = max(len(texts), len(labels), len(tags))
    # One line has the time; columns that end sooner go on blank.
    times, labels, tags = (
        [*cells, *[""] * (height - len(cells))] for cells in ([_plain(row.time)], labels, tags)
    )
    texts += [()] * (height - len(texts))
    return tuple(
        (
            (_padded(times[number], _TIME), Part.TIME),
            (_padded(labels[number], column), Part.LABEL),
            (_padded(tags[number], _TAG), Part.TAG),
            *texts[number],
        )
        for number in range(height)
    )


def _stacked(row: LogRow, width: int) -> tuple[Line, ...]:
    head = ((row.time, Part.TIME), (row.label, Part.LABEL), (row.tag, Part.TAG))
    above = tuple((_plain(text) + " ", part) for text, part in head if text)
    if not row.paragraphs and not row.flags:
        return (above,)
    return (above, *(((" " * _INDENT, Part.TEXT), *text) for text in _texts(row, width - _INDENT)))


def _whole(row: LogRow, width: int, part: Part, mark: str, column: int) -> tuple[Line, ...]:
    """A row without a speaker: its paragraphs in one column, all in one style."""
    time = _plain(row.time) if column >= _TIME else ""
    text = "\n".join(mark + paragraph for paragraph in row.paragraphs)
    return tuple(
        ((_padded("" if number else time, column), Part.TIME), (piece, part))
        for number, piece in enumerate(_pieces(text, width - column))
    )


def _texts(row: LogRow, width: int) -> list[Line]:
    """The flags and then the paragraphs; a row without either has one empty line."""
    flags = _plain("".join(f"〔{flag}〕" for flag in row.flags))
    text = flags + clean("\n".join(row.paragraphs))
    lines: list[Line] = []
    for start, end in wrap(text, max(width, 1)):
        # Tab stops are counted from where the line begins, flags and all.
        line, drawn = text[start:end], spaced(text[start:end])
        # Where a part begins and ends in what is drawn.
        parts = [(0, len(flags) - start, Part.FLAG)]
        parts += [
            (begin + len(flags) - start, stop + len(flags) - start, Part.INSIDE) for begin, stop in row.inside
        ]
        pieces, done = [], 0
        for begin, stop, part in parts:
            here, there = (len(spaced(f"{line[: max(place, 0)]}|")) - 1 for place in (begin, stop))
            pieces += [(drawn[done:here], Part.TEXT), (drawn[max(here, done) : there], part)]
            done = max(done, there)
        pieces.append((drawn[done:], Part.TEXT))
        lines.append(tuple(piece for piece in pieces if piece[0]))
    return lines


def _pieces(text: str, width: int) -> list[str]:
    text = clean(text)
    return [spaced(text[start:end]) for start, end in wrap(text, max(width, 1))]


def _plain(text: str) -> str:
    return " ".join(clean(text).split())


def _padded(text: str, cells: int) -> str:
    return text + " " * (cells - cell_len(text))
