"""The other layouts of a 会議録 (様式): from the record to a flow of lines, each in a module of its own.

wording      fixed words of the layouts (templates/layouts.toml)
opening      what stands at the top of every one
transcript   every turn, line by line (全文記録)
points       case by case: explanation, questions, opinions, result (要点記録)
summary      one page with the results (会議結果の概要)
formal       roll, votes, transcript, signatures (署名のある会議録)
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from clerk_tui.domain.record import State
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Flow

from .formal import formal
from .points import points
from .summary import summary
from .transcript import transcript
from .wording import Wording, read_wording

__all__ = ["FLOWS", "Layout", "Wording", "read_wording"]


class Layout(StrEnum):
    """How a 会議録 is laid out."""

    TABLE = "table"
    """発言者と発言の二列の表."""
    LINES = "lines"
    """発言者を行の頭に置いた全文."""
    POINTS = "points"
    """案件ごとの要点."""
    SUMMARY = "summary"
    """会議結果の概要."""
    FORMAL = "formal"
    """出欠・表決・署名の付いた全文."""


FLOWS: Mapping[Layout, Callable[[State, datetime, Edition, Wording], Flow]] = {
    Layout.LINES: transcript,
    Layout.POINTS: points,
    Layout.SUMMARY: summary,
    Layout.FORMAL: formal,
}
"""Everything but the table, which has a writer and a template of its own."""
