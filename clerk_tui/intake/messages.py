"""How keys, values and near misses are put in a message to the clerk (伝え方)."""

from __future__ import annotations

from collections.abc import Collection
from difflib import get_close_matches

from .positions import Key

COMPARED = 300
"""Options that a word is compared with, at most."""


def dotted(key: Key) -> str:
    """The way to a value as a clerk counts: ``groups.2.explainer`` is in the second group."""
    return ".".join(str(part + 1) if isinstance(part, int) else part for part in key)


def maybe(word: str, options: Collection[str]) -> str:
    """「もしかして「…」ですか。」 where an option is near the word, else nothing."""
    # Comparing is slow: a list of thousands is no slip of the finger, and would hold the clerk up.
    near = get_close_matches(word, options, n=1, cutoff=0.6) if len(options) <= COMPARED else []
    return f"もしかして「{near[0]}」ですか。" if near else ""


def shown(value: object) -> str:
    """A value as it stands in the file, shortened, for a message."""
    match value:
        case bool():
            text = "true" if value else "false"
        case str():
            text = f"「{value}」"
        case list():
            text = "[ … ]"
        case dict():
            text = "{ … }"
        case _:
            text = str(value)
    return text if len(text) <= 30 else text[:29] + "…"
