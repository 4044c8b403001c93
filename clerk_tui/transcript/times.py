"""Moments of a recording as files spell them, and as we do (録音の時刻).

0:01:23.4, 1:23, 83.4, 83.4s, 1時間2分3秒, 0 分 12 秒, PT1M23.4S, and 00:00:12:05 or 00;00;12;05 with frames.
"""

from __future__ import annotations

import re
import unicodedata

CLOCK = r"\d{1,3}:\d{1,2}:\d{1,2}(?:[.,]\d{1,9}|[:;]\d{2})?|\d{1,3};\d{2};\d{2};\d{2}|\d{1,3}:\d{2}(?:[.,]\d{1,9})?"
"""Regular expression of a time with colons, in half-width characters."""
SPOKEN = (
    r"\d{1,2} ?時 ?\d{1,2} ?分(?: ?\d{1,2} ?秒)?|(?:\d{1,2} ?時間 ?)?(?:\d{1,3} ?分 ?)?\d{1,2}(?:\.\d{1,6})? ?秒"
    r"|\d{1,2} ?時間 ?\d{1,2} ?分|\d{1,3} ?分(?=\s*$)"
)
"""The same for one that is read out."""

_CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,9}(?:[.,]\d{1,9})?)s?")
_FRAMES = re.compile(r"(\d{1,3})[:;](\d{1,2})[:;](\d{1,2})[:;](\d{2})")
_WORDS = re.compile(r"(?:(\d{1,3})時間)?(?:(\d{1,3})分)?(?:(\d{1,3}(?:\.\d{1,6})?)秒)?")
_WALL = re.compile(r"(\d{1,2})時(\d{1,2})分(?:(\d{1,2})秒)?")
_ISO = re.compile(r"PT(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:(\d{1,6}(?:\.\d{1,9})?)S)?")
_HURRY = 15
"""Characters a second that nobody says."""
_RATE = 30.0
"""Frames a second where times are given with frames: at 24 or 60 the error stays below a second."""


def seconds(text: str) -> float | None:
    """Seconds from the beginning; None where the text is no such time. Minutes and seconds stay below 60."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if found := _CLOCK.fullmatch(folded):
        hours, minutes, rest = found[1], found[2], float(found[3].replace(",", "."))
        if minutes is None:
            return rest
        if rest >= 60 or (hours is not None and int(minutes) >= 60):
            return None
        return int(hours or 0) * 3600 + int(minutes) * 60 + rest
    if found := _FRAMES.fullmatch(folded):
        hour, minute, second, frame = (int(part) for part in found.groups())
        return hour * 3600 + minute * 60 + second + frame / _RATE if max(minute, second, frame) < 60 else None
    for pattern in (_WORDS, _WALL, _ISO):
        plain = folded.replace(" ", "")
        if plain and any(character.isdigit() for character in plain) and (found := pattern.fullmatch(plain)):
            return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)
    return None


def is_hours_and_minutes(texts: list[str], spoken: list[int]) -> bool:
    """Whether times of two parts are hours and minutes of a clock on the wall, and not minutes and seconds.

    Args:
        texts: the times, in the order of the file.
        spoken: characters that stand at each of them.

    As minutes and seconds they would make people speak far too fast; or no recording of a meeting begins so late.
    """
    pairs = [
        re.fullmatch(r"(\d{1,2}):(\d{2})", unicodedata.normalize("NFKC", text).strip()) for text in texts
    ]
    if not pairs or any(pair is None or int(pair[1]) > 23 or int(pair[2]) > 59 for pair in pairs):
        return False
    moments = [int(pair[1]) * 60 + int(pair[2]) for pair in pairs if pair]
    if moments[0] < 5 * 60:
        return False
    hurried = told = 0
    waiting = 0
    for before, after, characters in zip(moments, moments[1:], spoken, strict=False):
        waiting += characters
        if after != before:
            told += 1
            hurried += waiting > _HURRY * (abs(after - before) + 1)
            waiting = 0
    return told > 0 and hurried >= 0.15 * told
