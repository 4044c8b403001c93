"""When it was held (日時の読取り): what the labels say first, then lines without one, then opening and closing words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import time

from clerk_tui.domain.moments import Moment, find_times, read_moment
from clerk_tui.published.data import PublishedRow, StageRow, TurnRow

from .body import Body
from .header import Header
from .labels import Item
from .posts import squeezed


def held(header: Header, body: Body) -> Moment:
    """When it was held: what the label says first, then the lines without one, then the opening and closing."""
    found = read_moment(" ".join(header.moments))
    told = list(found.doubts)
    opened, closed = (
        read_moment(text) for text in (header.opened or body.opened, header.closed or body.closed)
    )
    day = found.day or opened.day or closed.day
    if day is None and header.called and (day := read_moment(header.called).day):
        header.guessed.add("日時")
    if day is not None and day.year is None and (called := read_moment(header.called).day):
        # 「招集年月日　令和6年5月22日」 over 「開会　5月22日」
        day = called if (called.month, called.day) == (day.month, day.day) else day
    starts = found.starts or opened.starts or opened.ends
    if Item.MOMENT not in header.labels and opened.starts and found.ends is None:
        starts = opened.starts  # an hour without a label is when it was called for
    ends, overnight = found.ends, found.overnight
    if ends is None and (closed.starts or closed.ends):
        between = (
            read_moment(f"{_clock(starts)}～{_last(header.closed or body.closed)}") if starts else closed
        )
        ends, overnight = between.ends or closed.ends or closed.starts, between.overnight
        told += between.doubts
    if starts is None or ends is None:
        said = _said_times(body.rows)
        if said and starts is None:
            starts = said[0]
            header.guessed.add("時刻")
        if (
            said
            and starts
            and ends is None
            and said[-1] > starts
            and (len(said) > 1 or _ends_with_time(body.rows))
        ):
            ends = said[-1]
            header.guessed.add("時刻")
    if not header.moments and not header.opened and (opened.day or closed.day):
        header.guessed.add("日時")
    for part in (opened, closed):
        told += part.doubts
    return Moment(day, starts, ends, overnight, tuple(dict.fromkeys(told)))


def _ends_with_time(rows: Sequence[PublishedRow]) -> bool:
    """Whether the last words name the hour at which it closed."""
    last = next((row for row in reversed(rows) if isinstance(row, TurnRow | StageRow)), None)
    return last is not None and bool(
        re.search(r"(?:閉会|散会|終了).{0,12}[（(][^（）()]+[）)]。?$", last.text)
    )


def _said_times(rows: Sequence[PublishedRow]) -> list[time]:
    """Hours in brackets behind what was said: （14：00）."""
    found = []
    for row in rows:
        texts = (
            row.paragraphs if isinstance(row, TurnRow) else (row.text,) if isinstance(row, StageRow) else ()
        )
        for text in texts:
            for bracket in re.findall(r"[（(]([^（）()]{3,24})[）)][。]?$", text):
                clocks = find_times(bracket)
                if clocks and len(squeezed(bracket)) <= 14:
                    found.append(clocks[-1].time)
    return found


def _clock(at: time) -> str:
    return f"{at:%H:%M}"


def _last(text: str) -> str:
    clocks = find_times(text)
    return text[clocks[-1].start : clocks[-1].end] if clocks else ""
