"""One thing that was looked at, and whether it will do."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Verdict(Enum):
    """Whether it will do; the value is what the clerk reads."""

    GOOD = "良"
    DOUBTFUL = "注意"
    BAD = "不可"


class CheckResult(Struct, frozen=True):
    """What was seen."""

    name: str
    """What was looked at, e.g. 文字コード."""
    verdict: Verdict
    text: str
    """What was found; unless good, one sentence that also says what to do."""
