"""Moments of a recording as files spell them (録音の時刻): 0:01:23.4, 1:23, 83.4, 1時間2分3秒."""

from __future__ import annotations

import re
import unicodedata

CLOCK = r"(?:\d{1,3}:)?\d{1,3}:\d{2}(?:[.,]\d{1,6})?"
"""Regular expression of a time with colons, after NFKC."""

_CLOCK = re.compile(r"(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,9}(?:[.,]\d{1,6})?)")
_WORDS = re.compile(r"(?:(\d{1,3})時間)?(?:(\d{1,3})分)?(?:(\d{1,3}(?:\.\d{1,6})?)秒)?")


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
    if folded and (found := _WORDS.fullmatch(folded)):
        return int(found[1] or 0) * 3600 + int(found[2] or 0) * 60 + float(found[3] or 0)
    return None
