"""A moving picture of a terminal (動く絵): screens one after another in one SVG file that needs no script to play.

Every line that looks alike is written once and shown while it stands, so that a minute is hardly larger than a few
still pictures. It moves by SMIL, which browsers play in ``<img>`` as well; where nothing moves it, one screen stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

from _cell_picture import BAR, CELL, LINE, MARGIN, PAD, Grid, cursor, grounds, inks, look, window
from msgspec import Struct

_CAPTION = 62
"""Height of the line below the window that says what is being done."""


class Frame(Struct, frozen=True):
    """What is seen for a while."""

    shown: Grid
    seconds: float
    says: str
    """What is being done, for who watches; as it stands below the window."""
    key: str = ""
    """The key that has led here, as it is shown; empty: words that were typed."""
    page: bool = False
    """Whether the page is seen in place of the screen."""


def moving(frames: Sequence[Frame], title: str, told: str, still: int, page: str = "") -> str:
    """The frames as an SVG file that plays again and again.

    Args:
        frames: in their order, of screens of one size.
        title: of the window, in dark colours.
        told: what there is to see, for who cannot see it.
        still: number of the frame that stands where nothing moves.
        page: an SVG file that some frames show, as wide as it says.
    """
    first = frames[0].shown
    inner_w, inner_h = first.width * CELL, len(first.rows) * LINE
    full_w, full_h = inner_w + 2 * (PAD + MARGIN), BAR + inner_h + PAD + 2 * MARGIN + _CAPTION
    used = dict.fromkeys(cell.ink for frame in frames for row in frame.shown.rows for cell in row)
    names = {ink: f"c{number}" for number, ink in enumerate(used)}
    seen: dict[tuple[str, int], list[int]] = {}
    """What is drawn, and the line at which it is: numbers of the frames that show it."""
    captions: dict[str, list[int]] = {}
    for number, frame in enumerate(frames):
        captions.setdefault(_caption(frame, full_w, full_h), []).append(number)
        if frame.page:
            continue
        for line, row in enumerate(frame.shown.rows):
            one = Grid(frame.shown.width, (row,), frame.shown.ground)
            if drawn := "".join((*grounds(one), *inks(one, names))):
                seen.setdefault((drawn, line), []).append(number)
        if bar := "".join(cursor(frame.shown)):
            seen.setdefault((bar, 0), []).append(number)
    begins = _begins(frames)
    pieces = {drawn: f"r{number}" for number, drawn in enumerate(dict.fromkeys(drawn for drawn, _ in seen))}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" xml:lang="ja" viewBox="0 0 {full_w} {full_h}" '
        f'width="{full_w}" height="{full_h}" role="img">',
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(told)}</desc>",
        look(names),
        "<defs>",
        *(f'<g id="{name}">{drawn}</g>' for drawn, name in pieces.items()),
        "</defs>",
        window(first, title, dark=True),
        *(
            f'<use href="#{pieces[drawn]}" y="{line * LINE}"{_while(numbers, begins, still)}</use>'
            for (drawn, line), numbers in seen.items()
        ),
        "</g>",
        *(f"<g{_while(numbers, begins, still)}{drawn}</g>" for drawn, numbers in captions.items()),
    ]
    if papers := [number for number, frame in enumerate(frames) if frame.page]:
        parts.append(f"<g{_while(papers, begins, still)}{_placed(page, full_w, full_h - _CAPTION)}</g>")
    return "\n".join((*parts, "</svg>")) + "\n"


def _begins(frames: Iterable[Frame]) -> tuple[float, ...]:
    """When each frame begins and the last one ends, in seconds."""
    begins = [0.0]
    for frame in frames:
        begins.append(round(begins[-1] + frame.seconds, 3))
    return tuple(begins)


def _while(numbers: Sequence[int], begins: Sequence[float], still: int) -> str:
    """The rest of a tag, and within it the animation, of what is seen in those frames only."""
    frames = len(begins) - 1
    shown = [number in set(numbers) for number in range(frames)]
    if all(shown):
        return ">"
    turns = [0, *(after for before, after in pairwise(range(frames)) if shown[before] != shown[after])]
    values = ";".join("visible" if shown[at] else "hidden" for at in turns)
    times = ";".join(f"{begins[at] / begins[-1]:.5f}".rstrip("0").rstrip(".") for at in turns)
    base = "visible" if still in numbers else "hidden"
    return (
        f' visibility="{base}"><animate attributeName="visibility" dur="{begins[-1]:g}s" repeatCount="indefinite" '
        f'calcMode="discrete" keyTimes="{times}" values="{values}"/>'
    )


def _caption(frame: Frame, width: int, height: int) -> str:
    """The key as a cap, and what it does, on a band below the window."""
    top, middle = height - _CAPTION, height - _CAPTION / 2
    cap = ""
    left = MARGIN + PAD
    if frame.key:
        wide = 22 + sum(18 if ord(char) > 0x2000 else 11 for char in frame.key)
        cap = (
            f'<rect x="{left}" y="{top + 12}" width="{wide}" height="38" rx="7" fill="#f4f1ea" stroke="#8b8678" '
            f'stroke-width="1.5"/><text x="{left + wide / 2:g}" y="{middle + 7:g}" text-anchor="middle" '
            f'style="font-size:19px;font-weight:700;fill:#2a313b">{escape(frame.key)}</text>'
        )
        left += wide + 18
    return (
        f'<rect x="{MARGIN}" y="{top + 4}" width="{width - 2 * MARGIN}" height="{_CAPTION - 10}" rx="9" '
        f'fill="#2a313b"/>{cap}<text class="w" x="{left}" y="{middle + 8:g}" '
        f'style="font-size:22px;fill:#f4f1ea">{escape(frame.says)}</text>'
    )


def _placed(page: str, width: int, height: int) -> str:
    """The page in the place of the window, without most of its margins."""
    head, _, rest = page[page.index("<svg") :].partition(">")
    wide, high = (int(found) for found in re.findall(r'(?:width|height)="(\d+)"', head))
    across, tall = wide * 0.9, high * 0.81
    window_w, window_h = width - 2 * MARGIN, height - 2 * MARGIN
    return (
        f'<rect x="{MARGIN}" y="{MARGIN}" width="{window_w}" height="{window_h}" rx="10.5" fill="#8b8f96"/>'
        f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" x="{MARGIN}" y="{MARGIN}" width="{window_w}" '
        f'height="{window_h}" viewBox="{wide * 0.05:g} {high * 0.08:g} {across:g} {tall:g}">{rest}'
    )
