"""Names of the things that events point at (識別子): small values that never change meaning."""

from __future__ import annotations

from typing import NewType

from .value import Value

EntryId = NewType("EntryId", str)
"""An entry of the record: a turn, a stage direction, a mark."""
PersonId = NewType("PersonId", str)
GroupId = NewType("GroupId", str)
"""A group of cases that one line of a heading names."""
BlockId = NewType("BlockId", str)
"""The groups that the chair calls and rules on together."""


class CaseId(Value, frozen=True, order=True):
    """案件番号: the kind as printed (報告, 諮問, 議案 …) and the number, e.g. ``CaseId("諮問", 52)``."""

    kind: str
    number: int
    branch: int = 0
    """枝番 of a case put in after the numbers were given (議案第5号の2); 0: none."""
