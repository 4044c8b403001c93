"""Values on the command line (引数の値): numbers in their range, files by their full names; else one sentence."""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from pathlib import Path

from .plain import plain
from .streams import STREAM

_LONGEST = 7 * 86_400.0


def seconds(text: str) -> float:
    """Seconds between two clocks, of either sign; neither infinite nor NaN, which every comparison passes over."""
    try:
        value = float(text)
    except ValueError:
        value = _LONGEST + 1
    if not abs(value) <= _LONGEST:
        raise ArgumentTypeError(
            f"「{text}」は秒数に使えません。一週間までの秒数を書いてください（例：-12.5）"
        )
    return value


def between(least: int, most: int) -> Callable[[str], int]:
    """A type of whole numbers from ``least`` to ``most``."""

    def whole(text: str) -> int:
        try:
            value = int(text)
        except ValueError:
            value = least - 1
        if not least <= value <= most:
            raise ArgumentTypeError(f"「{text}」は使えません。{least} から {most} までの整数を書いてください")
        return value

    return whole


def path(text: str) -> Path:
    """A file or folder by its full name, as messages have it; 「-」 stays the stream that it means."""
    if (shown := plain(text)) != text:
        # Such a name would steer the terminal in every sentence that names it; NUL is in no system's names.
        raise ArgumentTypeError(
            f"「{shown}」には、ファイルの名前に使えない文字（制御文字）があります。名前を付け直してください"
        )
    return Path(text) if text == STREAM else Path(text).absolute()
