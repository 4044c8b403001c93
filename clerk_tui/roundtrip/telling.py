"""How a change is told to the clerk (直しの言い方), on the command line and on the screen alike. Pure."""

from __future__ import annotations

from .changes import (
    Added,
    Change,
    Commented,
    Deleted,
    HeadingChanged,
    LabelChanged,
    Moved,
    SplitUp,
    TurnsJoined,
)


def kind_of(change: Change) -> str:
    """What was done, in a word."""
    names: dict[type[Change], str] = {
        Added: "加えられています",
        Deleted: "削られています",
        Moved: "移されています",
        SplitUp: "分けられています",
        TurnsJoined: "一つにされています",
        LabelChanged: "発言者",
        HeadingChanged: "見出し",
        Commented: "コメント",
    }
    return names.get(type(change), "文")
