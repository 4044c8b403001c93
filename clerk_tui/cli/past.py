"""What was said in the meetings beside the one that is recorded (過去の発言), for the record screen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from clerk_tui.support.os_errors import reason

if TYPE_CHECKING:
    from clerk_tui.search import Hit, SearchCache
    from clerk_tui.tui.dialogs.lookup import Answer, LookUp, Past

_MOST = 30
"""Remarks that are shown at most."""


def past(folder: Path) -> LookUp:
    """Searches the meetings beside this one, newest first; its own record is on the screen."""
    known: list[SearchCache] = []
    one_at_a_time = Lock()

    def look_up(typed: str) -> Answer:
        # Loaded when somebody looks for something.
        from clerk_tui.search import Query, cache_of, found, refresh
        from clerk_tui.tui.dialogs.lookup import Answer

        words = tuple(typed.split())
        faults: tuple[str, ...] = ()
        try:
            # A dialog that was left while it read and one that was opened after it share the cache.
            with one_at_a_time:
                if not known:
                    cache = cache_of(folder.parent)
                    faults = refresh(cache, folder.parent)
                    known.append(cache)
                hits, more = found(known[0], Query(words), _MOST, folder.parent)
        except OSError as fault:
            return Answer(
                trouble=f"過去の発言をさがせません（{reason(fault)}）。記録は続けられます。"
            )
        told = (*faults, *more)
        rest = f"（ほか {len(told) - 1} 件）" if len(told) > 1 else ""
        return Answer(tuple(shown(hits, words)), f"{told[0]}{rest}" if told else "")

    def shown(hits: Sequence[Hit], words: Sequence[str]) -> Iterator[Past]:
        from clerk_tui.search.cache import excerpts
        from clerk_tui.tui.dialogs.lookup import Past

        yield from (
            Past(
                f"{hit.source.date} {hit.remark.at} {hit.remark.speaker} {hit.remark.phase}",
                next(excerpts(hit.remark.text, words, 14), hit.remark.text[:28]),
                f"{hit.source.title}　{hit.remark.cases}\n{hit.remark.text}",
            )
            for hit in hits
            if hit.source.folder != folder.name
        )

    return look_up
