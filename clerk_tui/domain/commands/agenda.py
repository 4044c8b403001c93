"""The agenda as it is gone through (次第の進行)."""

from __future__ import annotations

from datetime import datetime

from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import Case, Group, Material
from clerk_tui.domain.value import Value


class OpenBlock(Value, frozen=True):
    """案件群を一括して審議に入る。"""

    groups: tuple[GroupId, ...]
    phase: str = ""
    """Phase id to enter; empty: 部会報告 where all cases were referred to a 部会, else 説明."""
    at: datetime | None = None


class DeferGroup(Value, frozen=True):
    """案件群を後回しにする。"""

    group: GroupId
    reason: str = ""


class ReorderGroups(Value, frozen=True):
    """残りの審議順を変える。"""

    groups: tuple[GroupId, ...]


class AddCase(Value, frozen=True):
    """案件を追加する。"""

    case: Case
    group: GroupId
    after: CaseId | None = None


class DropCase(Value, frozen=True):
    """案件を議題から外す。"""

    case: CaseId


class RetitleCase(Value, frozen=True):
    """件名を直す。"""

    case: CaseId
    title: str


class AddGroup(Value, frozen=True):
    """議題を追加する。"""

    group: Group
    cases: tuple[Case, ...] = ()


class AddMaterial(Value, frozen=True):
    """資料を追加する。"""

    material: Material


class ReplaceMaterial(Value, frozen=True):
    """資料を差し替える。"""

    old: str
    new: Material


class TableCases(Value, frozen=True):
    """案件一覧の並びを決める。"""

    cases: tuple[CaseId, ...]


class ChangePhase(Value, frozen=True):
    """段階を移る。"""

    phase: str
    at: datetime | None = None
