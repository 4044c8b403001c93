"""Seconds as people read them (時間の書き方)."""

from __future__ import annotations


def spelled(moment: float) -> str:
    """Seconds as h:mm:ss; what is below zero is zero."""
    whole = max(0, int(moment))
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"
