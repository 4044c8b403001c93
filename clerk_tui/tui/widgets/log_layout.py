"""Where each row of the transcript stands (発言の一覧の割付け): which row is at a line, how high each is.

A row's height is measured when it comes near the window and estimated until then, so that neither a new row
nor another width costs more in a long meeting than in a short one.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from textual.cache import LRUCache

from clerk_tui.tui.heights import Heights

from .log_row import Line, LogRow, estimate, lay_out

_REBUILD_FROM = 64
"""Rows changed at once from which the running sums are cheaper made anew."""


class Change(Struct, frozen=True):
    """Which rows took the place of which: ``[start, old_end)`` became ``[start, new_end)``."""

    start: int
    old_end: int
    new_end: int

    def moved(self, index: int) -> int:
        """Where the row that stood at ``index`` is now, or the one that took its place."""
        if index >= self.old_end:
            return index + self.new_end - self.old_end
        return index if index < self.start else min(index, max(self.new_end - 1, self.start))


class LogLayout:
    """Rows, one above the other, in a log of so many columns."""

    def __init__(self) -> None:
        self.rows: tuple[LogRow, ...] = ()
        self.columns = 0
        """Cells of a line; 0 as long as the size is not known."""
        self._heights = Heights()
        self._measured = bytearray()
        self._lines: LRUCache[LogRow, tuple[Line, ...]] = LRUCache(512)

    @property
    def total(self) -> int:
        """Lines of all rows together, as far as they are known."""
        return self._heights.total

    def top(self, index: int) -> int:
        """The line at which a row begins."""
        return self._heights.top(index)

    def height(self, index: int) -> int:
        return self._heights[index]

    def row_at(self, line: int) -> tuple[int, int]:
        """The row at a line and the line's number within it; there must be a row."""
        return self._heights.row_at(line)

    def is_measured(self, index: int) -> bool:
        return bool(self._measured[index])

    def lines(self, row: LogRow) -> tuple[Line, ...]:
        """What a row looks like."""
        lines = self._lines.get(row)
        if lines is None:
            lines = self._lines[row] = lay_out(row, self.columns)
        return lines

    def widen(self, columns: int) -> None:
        """Another width: everything is an estimate again."""
        self.columns = columns
        self._lines.clear()
        self._heights = Heights(estimate(row, columns) for row in self.rows)
        self._measured = bytearray(len(self.rows))

    def replace(self, rows: Sequence[LogRow]) -> Change | None:
        """Take these rows instead; None where they are as before."""
        old, new = self.rows, tuple(rows)
        start = _common(old, new)
        if start == len(old) == len(new):
            return None
        kept = _common(old[start:][::-1], new[start:][::-1])
        change = Change(start, len(old) - kept, len(new) - kept)
        self.rows = new
        self._splice(change)
        return change

    def measure_around(self, index: int, room: int) -> None:
        """Measure a row and, on either side, as many as stand within ``room`` lines of it."""
        self._measure(index)
        for step in (-1, 1):
            near, left = index + step, room
            while 0 <= near < len(self.rows) and left > 0:
                left -= self._measure(near)
                near += step

    def _measure(self, index: int) -> int:
        if not self._measured[index]:
            self._heights.set(index, len(self.lines(self.rows[index])))
            self._measured[index] = 1
        return self._heights[index]

    def _splice(self, change: Change) -> None:
        """Estimates for the new rows."""
        start, old_end, new_end = change.start, change.old_end, change.new_end
        fresh = [estimate(row, self.columns) for row in self.rows[start:new_end]]
        old = len(self._heights)
        self._measured[start:old_end] = bytes(len(fresh))
        if len(fresh) + old_end - start < _REBUILD_FROM and old_end in (new_end, old):
            for index, height in enumerate(fresh[: old_end - start], start):
                self._heights.set(index, height)
            for height in fresh[old_end - start :]:
                self._heights.append(height)
            for _ in range(old_end - new_end):
                self._heights.pop()
        else:
            known = [self._heights[index] for index in range(old)]
            known[start:old_end] = fresh
            self._heights = Heights(known)


def _common(old: Sequence[LogRow], new: Sequence[LogRow]) -> int:
    """How many rows at the start are alike.

    By halves, so that comparing runs over the identical objects at the speed of C.
    """
    low, high = 0, min(len(old), len(new))
    while low < high:
        middle = (low + high + 1) // 2
        if old[low:middle] == new[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
