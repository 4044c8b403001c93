"""Heights of many rows (行の高さの台帳): where each begins and which one stands at a line, in logarithmic time.

A Fenwick tree: a log of 20,000 rows must not be added up again for each key.
"""

from __future__ import annotations

from collections.abc import Iterable


class Heights:
    """A list of heights (lines) with running sums."""

    def __init__(self, heights: Iterable[int] = ()) -> None:
        self._values = list(heights)
        self._tree = [0, *self._values]
        for node in range(1, len(self._tree)):
            parent = node + (node & -node)
            if parent < len(self._tree):
                self._tree[parent] += self._tree[node]

    def __len__(self) -> int:
        return len(self._values)

    def __getitem__(self, index: int) -> int:
        return self._values[index]

    @property
    def total(self) -> int:
        """Lines of all rows."""
        return self.top(len(self._values))

    def top(self, index: int) -> int:
        """The line at which the row begins."""
        total = 0
        while index:
            total += self._tree[index]
            index -= index & -index
        return total

    def set(self, index: int, height: int) -> None:
        """Correct the height of a row."""
        change = height - self._values[index]
        self._values[index] = height
        node = index + 1
        while change and node < len(self._tree):
            self._tree[node] += change
            node += node & -node

    def append(self, height: int) -> None:
        """Add a row at the end."""
        node = len(self._values) + 1
        below = node - (node & -node)
        self._tree.append(height + self.top(node - 1) - self.top(below))
        self._values.append(height)

    def pop(self) -> None:
        """Take away the last row."""
        self._values.pop()
        self._tree.pop()

    def row_at(self, line: int) -> tuple[int, int]:
        """The row that stands at a line, and the line's number within it.

        A line past the end belongs to the last row. There must be a row.
        """
        node, left = 0, max(line, 0)
        step = 1 << (len(self._values).bit_length())
        while step:
            following = node + step
            if following < len(self._tree) and self._tree[following] <= left:
                node = following
                left -= self._tree[following]
            step >>= 1
        if node >= len(self._values):
            return len(self._values) - 1, self._values[-1] - 1
        return node, left
