"""The agenda as it is gone through (次第の進行)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import Case, Group, Material


@dataclass(frozen=True, slots=True)
class OpenBlock:
    """案件群を一括して審議に入る。"""

    groups: tuple[GroupId, ...]
    phase: str = ""
    """Phase id to enter; empty: 部会報告 where all cases were referred to a 部会, else 説明."""
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class DeferGroup:
    """案件群を後回しにする。"""

    group: GroupId
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ReorderGroups:
    """残りの審議順を変える。"""

    groups: tuple[GroupId, ...]


@dataclass(frozen=True, slots=True)
class AddCase:
    """案件を追加する。"""

    case: Case
    group: GroupId
    after: CaseId | None = None


@dataclass(frozen=True, slots=True)
class DropCase:
    """案件を議題から外す。"""

    case: CaseId


@dataclass(frozen=True, slots=True)
class RetitleCase:
    """件名を直す。"""

    case: CaseId
    title: str


@dataclass(frozen=True, slots=True)
class AddGroup:
    """議題を追加する。"""

    group: Group
    cases: tuple[Case, ...] = ()


@dataclass(frozen=True, slots=True)
class AddMaterial:
    """資料を追加する。"""

    material: Material


@dataclass(frozen=True, slots=True)
class ReplaceMaterial:
    """資料を差し替える。"""

    old: str
    new: Material


@dataclass(frozen=True, slots=True)
class TableCases:
    """案件一覧の並びを決める。"""

    cases: tuple[CaseId, ...]


@dataclass(frozen=True, slots=True)
class ChangePhase:
    """段階を移る。"""

    phase: str
    at: datetime | None = None
