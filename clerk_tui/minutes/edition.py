"""For whom a 会議録 is made (版)."""

from __future__ import annotations

from enum import StrEnum


class Edition(StrEnum):
    """Public: labels as the body's profile says, nothing withheld. Internal: who said what, and all of it."""

    PUBLIC = "公開用"
    INTERNAL = "内部用"
