"""Names of the things that commands and events point at (識別子): small values that never change meaning."""

from __future__ import annotations

from typing import Annotated, NewType, TypeAlias

from msgspec import Meta

from .value import OnPaper

EntryId = NewType("EntryId", str)
"""A line of the record: a turn, a heading, a stage direction, a mark."""
TurnId: TypeAlias = Annotated[EntryId, Meta(title="発言")]
"""A line of the record that is a turn."""
PersonId = NewType("PersonId", str)
GroupId = NewType("GroupId", str)
"""A group of cases that one line of a heading names."""
BlockId = NewType("BlockId", str)
"""The groups that the chair calls and rules on together."""
PhaseId: TypeAlias = Annotated[str, Meta(title="段階")]
"""A phase of the profile."""
RoleId: TypeAlias = Annotated[str, Meta(title="役割")]
"""A role of the profile."""


class CaseId(OnPaper, frozen=True, order=True):
    """案件番号: the kind as printed (報告, 諮問, 議案 …) and the number, e.g. ``CaseId("諮問", 52)``."""

    kind: str
    number: int
    branch: int = 0
    """枝番 of a case put in after the numbers were given (議案第5号の2); 0: none."""
