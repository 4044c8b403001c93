"""Pictures of a terminal made from its cells (端末の絵): what is painted at each cell, as SVG.

Textual's own export counts characters, so that a wide one is squeezed into one cell. Here each run of characters is
put where its first cell is, wide ones at two cells each, and lines and blocks are drawn instead of set in type:
no font can open a gap between them.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

from msgspec import Struct
from rich.cells import cell_len
from rich.color import Color
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual.app import App

CELL, LINE = 10, 24
"""Width and height of a cell in the picture."""
MARGIN, BAR, PAD = 14, 38, 12
"""Around the window, its title bar, and between the window's edge and the cells."""
_SIZE = 17.5
_BASE = 17.5
"""Type size, and the base line within a line."""
_NARROW = (
    "'JetBrains Mono','SF Mono',Menlo,'Cascadia Mono',Consolas,'DejaVu Sans Mono','Liberation Mono','Noto Sans Mono',"
    "monospace"
)
_WIDE = (
    "'Hiragino Sans','Hiragino Kaku Gothic ProN','BIZ UDGothic','Yu Gothic','Noto Sans CJK JP','Noto Sans JP',"
    "'IPAGothic','MS Gothic',sans-serif"
)

_CURSOR = "#e0912f"
"""Of the bar that stands for the terminal's cursor: seen on either ground."""

_UP, _RIGHT, _DOWN, _LEFT = 1, 2, 4, 8
_ARMS = {
    "─": _LEFT | _RIGHT, "━": _LEFT | _RIGHT, "│": _UP | _DOWN, "┃": _UP | _DOWN,
    "╶": _RIGHT, "╴": _LEFT, "╵": _UP, "╷": _DOWN, "╺": _RIGHT, "╸": _LEFT,
    "┌": _DOWN | _RIGHT, "┐": _DOWN | _LEFT, "└": _UP | _RIGHT, "┘": _UP | _LEFT,
    "├": _UP | _DOWN | _RIGHT, "┤": _UP | _DOWN | _LEFT, "┬": _LEFT | _RIGHT | _DOWN, "┴": _LEFT | _RIGHT | _UP,
    "┼": _UP | _DOWN | _LEFT | _RIGHT,
}  # fmt: skip
_HEAVY = "━┃╺╸"
_CORNERS = {"╭": (_DOWN, _RIGHT), "╮": (_DOWN, _LEFT), "╰": (_UP, _RIGHT), "╯": (_UP, _LEFT)}
_EIGHTHS = "▁▂▃▄▅▆▇█"
_LEFTS = "▏▎▍▌▋▊▉"


class Cell(Struct, frozen=True):
    """One cell or, of a wide character, the first of its two."""

    text: str
    width: int
    ink: str
    ground: str
    bold: bool
    underline: bool


class Grid(Struct, frozen=True):
    """What stands on a screen."""

    width: int
    rows: tuple[tuple[Cell, ...], ...]
    ground: str
    cursor: tuple[int, int] | None = None
    """Column and line of the terminal's cursor."""


def grid(app: App[Any]) -> Grid:
    """The screen of an app, dialogs over what is behind them."""
    width, height = app.size
    console = Console(
        file=io.StringIO(), width=width, height=height, force_terminal=True, color_system="truecolor",
        legacy_windows=False,
    )  # fmt: skip
    update = app.screen._compositor.render_update(full=True, screen_stack=app._background_screens)
    ink, ground = _hex(app.theme_variables["foreground"]), _hex(app.theme_variables["background"])
    lines = Segment.split_lines(segment for segment in console.render(update) if not segment.control)
    rows = tuple(tuple(_cells(line, ink, ground)) for line in lines)[:height]
    place = app.cursor_position
    shown = app.screen.focused is not None and type(app.screen.focused).__name__ in {"Entry", "Line", "Sheet"}
    return Grid(width, rows, ground, (place.x, place.y) if shown else None)


def picture(shown: Grid, title: str, *, dark: bool) -> str:
    """The screen as an SVG file, in a window with that title."""
    names = {ink: f"c{number}" for number, ink in enumerate(dict.fromkeys(cell.ink for row in shown.rows for cell in row))}
    full_w, full_h = shown.width * CELL + 2 * (PAD + MARGIN), BAR + len(shown.rows) * LINE + PAD + 2 * MARGIN
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="ja" viewBox="0 0 {full_w} {full_h}" '
        f'width="{full_w}" height="{full_h}" role="img">',
        f"<title>{escape(title)}</title>",
        look(names),
        window(shown, title, dark=dark),
        *grounds(shown),
        *cursor(shown),
        *inks(shown, names),
        "</g></svg>",
    ]
    return "\n".join(parts) + "\n"


def look(names: Mapping[str, str]) -> str:
    """The style sheet; each ink by its name."""
    classes = "".join(f".{name}{{fill:{ink}}}" for ink, name in names.items())
    return (
        f"<style>text{{font:{_SIZE}px {_NARROW};white-space:pre}}.w{{font-family:{_WIDE}}}.b{{font-weight:700}}"
        f".g{{shape-rendering:crispEdges}}.l{{fill:none;stroke-width:1.5}}{classes}</style>"
    )


def window(shown: Grid, title: str, *, dark: bool) -> str:
    """A window as large as the screen, and the beginning of the group in which its cells are placed."""
    inner_w, inner_h = shown.width * CELL, len(shown.rows) * LINE
    window_w, window_h = inner_w + 2 * PAD, BAR + inner_h + PAD
    bar, edge, name = ("#2a313b", "#414b58", "#aab4bf") if dark else ("#e4e0d7", "#c6c1b4", "#5d5d57")
    lights = "".join(
        f'<circle cx="{MARGIN + 22 + 20 * number}" cy="{MARGIN + BAR / 2:g}" r="6" fill="{fill}"/>'
        for number, fill in enumerate(("#ec6a5e", "#f4bf4f", "#61c554"))
    )
    return "\n".join((
        f'<rect x="{MARGIN}" y="{MARGIN + 4}" width="{window_w}" height="{window_h}" rx="11" fill="#000" '
        'opacity="0.16"/>',
        f'<rect x="{MARGIN - 0.5:g}" y="{MARGIN - 0.5:g}" width="{window_w + 1}" height="{window_h + 1}" rx="10.5" '
        f'fill="{shown.ground}" stroke="{edge}"/>',
        f'<path d="M{MARGIN} {MARGIN + BAR}v{10 - BAR}a10 10 0 0 1 10 -10h{window_w - 20}a10 10 0 0 1 10 10'
        f'v{BAR - 10}z" fill="{bar}"/>',
        lights,
        f'<text class="w" x="{window_w / 2 + MARGIN:g}" y="{MARGIN + BAR / 2 + 5:g}" text-anchor="middle" '
        f'font-size="15" style="font-size:15px;fill:{name}">{escape(title)}</text>',
        f'<g transform="translate({MARGIN + PAD} {MARGIN + BAR})">',
    ))  # fmt: skip


def _cells(line: Iterable[Segment], ink: str, ground: str) -> Iterator[Cell]:
    for segment in line:
        style = segment.style or Style()
        front, back = _colour(style.color, ink), _colour(style.bgcolor, ground)
        if style.reverse:
            front, back = back, front
        if style.dim:
            front = _between(front, back)
        for char in segment.text:
            yield Cell(char, cell_len(char), front, back, bool(style.bold), bool(style.underline))


def _colour(colour: Color | None, usual: str) -> str:
    if colour is None or colour.is_default:
        return usual
    return colour.get_truecolor().hex


def _hex(colour: str) -> str:
    return colour.lower()


def _between(one: str, other: str) -> str:
    pairs = zip(_channels(one), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * 0.6 + b * 0.4):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def _placed(row: Iterable[Cell]) -> Iterator[tuple[int, Cell]]:
    column = 0
    for cell in row:
        yield column, cell
        column += cell.width


def grounds(shown: Grid) -> Iterator[str]:
    """Each stretch of one ground; stretches that are alike in lines under one another are one piece."""
    standing: dict[tuple[int, int, str], int] = {}
    for line, row in enumerate((*shown.rows, ())):
        here = {}
        for ground, run in groupby(_placed(row), key=lambda pair: pair[1].ground):
            cells = list(run)
            if ground != shown.ground:
                key = (cells[0][0], sum(cell.width for _, cell in cells), ground)
                here[key] = standing.get(key, line)
        for (column, width, ground), since in standing.items():
            if (column, width, ground) not in here:
                # What reaches the edge of the screen reaches that of the window.
                left = column * CELL - (0 if column else PAD)
                right = (column + width) * CELL + (PAD if column + width == shown.width else 0)
                yield (
                    f'<rect class="g" x="{left}" y="{since * LINE}" width="{right - left}" '
                    f'height="{(line - since) * LINE}" fill="{ground}"/>'
                )
        standing = here


def cursor(shown: Grid) -> Iterator[str]:
    if shown.cursor is not None:
        column, line = shown.cursor
        yield (
            f'<rect x="{column * CELL}" y="{line * LINE + 2}" width="2.5" height="{LINE - 4}" fill="{_CURSOR}"/>'
        )


def inks(shown: Grid, names: dict[str, str]) -> Iterator[str]:
    for line, row in enumerate(shown.rows):
        top = line * LINE
        for (kind, ink, bold, underline), run in groupby(_placed(row), key=lambda pair: _look(pair[1])):
            cells = list(run)
            column = cells[0][0]
            text = "".join(cell.text for _, cell in cells)
            if kind == "line":
                yield from _lines(cells, top, ink)
            elif kind == "block":
                yield from (_block(cell.text, at * CELL, top, ink) for at, cell in cells)
            elif text.strip() and kind in ("wide", "narrow"):
                yield _text(text, kind, column * CELL, top, names[ink], bold=bold)
            if underline and kind != "line":
                width = sum(cell.width for _, cell in cells) * CELL
                yield f'<rect x="{column * CELL}" y="{top + LINE - 3}" width="{width}" height="1" fill="{ink}"/>'


def _look(cell: Cell) -> tuple[str, str, bool, bool]:
    if cell.text in _ARMS or cell.text in _CORNERS:
        kind = "line"
    elif cell.text in _EIGHTHS or cell.text in _LEFTS or cell.text in "▀▐▔":
        kind = "block"
    else:
        kind = "wide" if cell.width == 2 else "narrow"
    return kind, cell.ink, cell.bold, cell.underline


def _text(text: str, kind: str, x: int, top: int, name: str, *, bold: bool) -> str:
    """A run of characters of one width; blanks at its ends are left out."""
    step = 2 * CELL if kind == "wide" else CELL
    bare = text.strip(" \u3000")
    x += (len(text) - len(text.lstrip(" \u3000"))) * step
    look = f"{name}{' w' if kind == 'wide' else ''}{' b' if bold else ''}"
    if kind == "wide":
        # The glyph stands in the middle of its two cells, whatever the font.
        gap = (step - _SIZE) / 2
        places = " ".join(f"{x + gap + step * at:g}" for at in range(len(bare)))
        return f'<text class="{look}" x="{places}" y="{top + _BASE:g}">{escape(bare, quote=False)}</text>'
    # textLength holds a run to its cells where the font's digits are wider or narrower.
    return (
        f'<text class="{look}" x="{x}" y="{top + _BASE:g}" textLength="{len(bare) * step}" '
        f'lengthAdjust="spacingAndGlyphs">{escape(bare, quote=False)}</text>'
    )


def _lines(cells: Iterable[tuple[int, Cell]], top: int, ink: str) -> Iterator[str]:
    middle = top + LINE / 2
    path, since = "", None
    heavy = False
    for column, cell in cells:
        left, centre, right = column * CELL, column * CELL + CELL / 2, (column + 1) * CELL
        heavy = heavy or cell.text in _HEAVY
        if cell.text in "─━":
            since = left if since is None else since
            continue
        if since is not None:
            path, since = f"{path}M{since} {middle:g}H{left}", None
        if cell.text in _CORNERS:
            upright, aside = _CORNERS[cell.text]
            edge = top if upright == _UP else top + LINE
            bend = middle + (-5 if upright == _UP else 5)
            path += f"M{centre:g} {edge}V{bend:g}Q{centre:g} {middle:g} {right if aside == _RIGHT else left} {middle:g}"
            continue
        arms = _ARMS[cell.text]
        if arms & (_UP | _DOWN):
            path += (
                f"M{centre:g} {top if arms & _UP else middle:g}V{top + LINE if arms & _DOWN else middle:g}"
            )
        if arms & (_LEFT | _RIGHT):
            path += f"M{left if arms & _LEFT else centre:g} {middle:g}H{right if arms & _RIGHT else centre:g}"
        last = right
    if since is not None:
        last = right
        path += f"M{since} {middle:g}H{last}"
    width = ' style="stroke-width:3"' if heavy else ""
    yield f'<path class="l" d="{path}" stroke="{ink}"{width}/>'


def _block(char: str, left: int, top: int, ink: str) -> str:
    x, y, width, height = float(left), float(top), float(CELL), float(LINE)
    if char in _EIGHTHS:
        height = LINE * (_EIGHTHS.index(char) + 1) / 8
        y = top + LINE - height
    elif char in _LEFTS:
        width = CELL * (_LEFTS.index(char) + 1) / 8
    elif char == "▐":
        x, width = left + CELL / 2, CELL / 2
    else:
        height = LINE / (2 if char == "▀" else 8)
    return f'<rect class="g" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" fill="{ink}"/>'
