"""What is printed on the terminal as text alone (文字だけを出す): no name of a file or folder can steer it."""

from __future__ import annotations

import codecs
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

NEAREST = {"〜": "～", "—": "―", "–": "－", "−": "－", "‖": "∥", "¢": "￠", "£": "￡", "¬": "￢"}
"""What a Japanese Windows' cp932 has in the place of signs that it lacks, or that it knows by another code."""


def _nearest(fault: UnicodeError) -> tuple[str | bytes, int]:
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    return "".join(
        NEAREST.get(char) or char.encode("ascii", "backslashreplace").decode()
        for char in fault.object[fault.start : fault.end]
    ), fault.end


LACKING = "clerk_tui.nearest"
"""How a stream is told to write what its encoding lacks: as its like, else as its code."""
codecs.register_error(LACKING, _nearest)


def plain(text: str) -> str:
    """The text with a sign in place of every character that a terminal obeys."""
    return _STEERING.sub("�", text)


class _Plain:
    """A stream whose text steers nothing; everything else is the stream's own."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        return int(self._stream.write(plain(text)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def plain_output() -> Iterator[None]:
    """Standard output as text alone while a command runs; progress goes to standard error, and screens to neither."""
    before = sys.stdout
    sys.stdout = _Plain(before)
    try:
        yield
    finally:
        sys.stdout = before
