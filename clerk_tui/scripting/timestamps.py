"""Times as scripts write them (時刻)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from .errors import ScriptError

_SAME_DAY = timedelta(hours=18)
"""Up to so far from the moment before, a time is of the same day."""


def moment(text: str, near: datetime) -> datetime:
    """A time as scripts write it, on the day of ``near`` unless midnight lies between.

    Raises:
        ScriptError: it is no time.
    """
    try:
        # 9:30, as everywhere else: only ISO insists on two digits.
        found = time.fromisoformat(f"0{text}" if text[1:2] == ":" else text)
    except ValueError:
        pass
    else:
        # 0:10 behind 23:50 is of the next day, 23:59 behind 0:01 of the day before.
        days = (near.date() + timedelta(days=step) for step in (0, 1, -1))
        moments = (datetime.combine(day, found, tzinfo=near.tzinfo) for day in days)
        return min(moments, key=lambda at: max(abs(at - near), _SAME_DAY))
    try:
        full = datetime.fromisoformat(text)
    except ValueError:
        raise ScriptError(
            f"時刻「{text}」を読めません。14:05 または 14:05:30 の形で書いてください。"
        ) from None
    return full if full.tzinfo else full.replace(tzinfo=near.tzinfo)
