"""What was changed in a draft (案の直し): one value for each change. Pure."""

from __future__ import annotations

from msgspec import Struct

from clerk_tui.domain.ids import EntryId

from .base import Kind


class Change(Struct, frozen=True, kw_only=True):
    """One thing that is not as it was printed."""

    where: str
    """As the clerk finds it in the draft."""
    at: int
    """Where among the rows of the file."""
    old: tuple[str, ...] = ()
    new: tuple[str, ...] = ()
    author: str = ""
    """Who made it, where Word has tracked it; several with 、."""


class TextChanged(Change, frozen=True, kw_only=True):
    """The words of a turn or stage direction."""

    entry: EntryId


class LabelChanged(Change, frozen=True, kw_only=True):
    """Who spoke."""

    entry: EntryId
    label: str


class HeadingChanged(Change, frozen=True, kw_only=True):
    """The lines of a heading."""

    entry: EntryId


class SplitUp(Change, frozen=True, kw_only=True):
    """One turn has become several."""

    entry: EntryId
    label: str
    parts: tuple[tuple[int, str, tuple[str, ...]], ...]
    """Place among the rows of the file, label and paragraphs of each part, in order."""


class TurnsJoined(Change, frozen=True, kw_only=True):
    """Several turns have become one."""

    entry: EntryId
    others: tuple[EntryId, ...]
    """Those that went into it, in the order of the record."""
    words: tuple[str, ...]


class Moved(Change, frozen=True, kw_only=True):
    """A row stands elsewhere."""

    entry: EntryId
    behind: tuple[str, str] = ("", "")
    """The row before it, as it was printed and as it is; empty: it stands first."""


class Deleted(Change, frozen=True, kw_only=True):
    """A row is gone."""

    entry: EntryId
    kind: Kind


class Added(Change, frozen=True, kw_only=True):
    """A row that the record did not print."""

    kind: Kind
    label: str


class Commented(Change, frozen=True, kw_only=True):
    """A remark of a reviewer at the edge of the page."""

    entry: EntryId | None


class FieldChanged(Change, frozen=True, kw_only=True):
    """A field outside of the body."""

    name: str
    """Of its anchor."""
    before: str
    after: str
    """Its value; ``old`` and ``new`` are the lines in which it stands."""


class LineChanged(Change, frozen=True, kw_only=True):
    """A line that is no field: words of the template, or words that the record has no place for."""
