"""Times as scripts write them (時刻)."""

from __future__ import annotations

from datetime import datetime, time

from .errors import ScriptError


def moment(text: str, near: datetime) -> datetime:
    """A time as scripts write it, on the day of ``near``.

    Raises:
        ScriptError: it is no time.
    """
    try:
        # 9:30, as everywhere else: only ISO insists on two digits.
        found = time.fromisoformat(f"0{text}" if text[1:2] == ":" else text)
    except ValueError:
        pass
    else:
        return datetime.combine(near.date(), found, tzinfo=near.tzinfo)
    try:
        full = datetime.fromisoformat(text)
    except ValueError:
        raise ScriptError(
            f"時刻「{text}」を読めません。14:05 または 14:05:30 の形で書いてください。"
        ) from None
    return full if full.tzinfo else full.replace(tzinfo=near.tzinfo)
