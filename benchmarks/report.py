"""What a benchmark hands back: figures against goals, and the table that people read."""

from __future__ import annotations

import os
import platform
import unicodedata
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct, field


class Figure(Struct, frozen=True):
    """One number with its goal; a ratio to something measured in the same run."""

    value: float
    goal: float
    better: Literal["lower", "higher"] = "lower"

    @property
    def met(self) -> bool:
        return self.value <= self.goal if self.better == "lower" else self.value >= self.goal


class Report(Struct, frozen=True):
    """The outcome of one benchmark."""

    name: str
    figures: dict[str, Figure]
    header: Sequence[str] = ()
    rows: Sequence[Sequence[str]] = ()
    """The measurements behind the figures, for people."""
    notes: Sequence[str] = field(default=())

    def as_json(self) -> dict[str, object]:
        """The one object that ``--json`` prints."""
        return {
            "name": self.name,
            "figures": {
                name: {
                    "value": round(figure.value, 3),
                    "goal": figure.goal,
                    "better": figure.better,
                    "met": figure.met,
                }
                for name, figure in self.figures.items()
            },
            "machine": machine(),
        }

    def as_text(self) -> str:
        """Measurements, figures against goals, notes."""
        sign = {"lower": "≤", "higher": "≥"}
        judged = [
            (
                name,
                f"{figure.value:.2f}",
                f"{sign[figure.better]} {figure.goal:g}",
                "達成" if figure.met else "未達",
            )
            for name, figure in self.figures.items()
        ]
        parts = [_table(self.header, self.rows)] if self.rows else []
        parts += [_table(("figure", "value", "goal", ""), judged), *self.notes]
        return "\n\n".join(parts)


def machine() -> dict[str, object]:
    """Where it was measured."""
    return {
        "system": platform.platform(),
        "processor": platform.machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
    }


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, *rows]
    widths = [max(_cells(line[column]) for line in lines) for column in range(len(header))]
    return "\n".join(
        "  ".join(
            text + " " * (width - _cells(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    )


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
