"""What the program stands on at this desk (動作環境): terminal, character codes, disk, fonts.

Each look is one function that returns what it saw as a :class:`CheckResult` and never raises: a machine on which a
look is impossible is told as such. Nothing here changes anything that stays.
"""

from __future__ import annotations

from .result import CheckResult, Verdict

__all__ = ["CheckResult", "Verdict"]
