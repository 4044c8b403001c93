"""The cache beside the sessions (控えの更新): taken in anew where a record has changed."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

from clerk_tui.errors import ClerkError
from clerk_tui.session_files import record_files
from clerk_tui.sessions import root, state_of
from clerk_tui.settings import own_folder
from clerk_tui.support.os_errors import reason
from clerk_tui.watching import stamps

from .cache import CacheDamaged, SearchCache
from .remark import Hit, Query, Remark, Source, remarks_of


def cache_of(sessions: Path | None = None) -> SearchCache:
    """The cache of a folder of sessions, in the user's own part of the disk."""
    folder = (sessions or root()).resolve()
    return SearchCache(own_folder() / "search" / blake2b(str(folder).encode(), digest_size=8).hexdigest())


def refresh(cache: SearchCache, sessions: Path | None = None) -> tuple[str, ...]:
    """Take in what is new or has changed, forget what is gone.

    Returns:
        One sentence for each record that cannot be read, which is searched as it was, if it was; and one where
        the cache cannot be written, with which searching goes on as it was.

    Raises:
        OSError: the folder of sessions cannot be looked through.
    """
    folder = sessions or root()
    stamps = {path.name: stamp_of(path) for path in folder.iterdir()} if folder.is_dir() else {}
    stamps = {name: stamp for name, stamp in stamps.items() if stamp}
    faults: list[str] = []

    def changed() -> Iterator[tuple[Source, str, list[Remark]]]:
        for name, stamp in stamps.items():
            if cache.stamp(name) == stamp:
                continue
            try:
                state = state_of(folder / name)
            except (ClerkError, OSError) as fault:
                faults.append(f"{name}：{fault}")
                continue
            meeting = state.meeting
            if state.prepared:
                source = Source(name, "　".join(meeting.title), meeting.profile.body, meeting.day)
                yield source, stamp, list(remarks_of(state))

    gone = cache.names - set(stamps)
    if gone or any(cache.stamp(name) != stamp for name, stamp in stamps.items()):
        try:
            cache.put(changed(), gone)
        except OSError as fault:
            faults.append(
                f"検索の控えを書けません（{fault.filename or cache.folder}：{reason(fault)}）。"
                "前に取り込んだ会議だけをさがします。そこに書けるようにしてください。"
            )
    return tuple(faults)


def found(
    cache: SearchCache, query: Query, limit: int, sessions: Path | None = None
) -> tuple[list[Hit], tuple[str, ...]]:
    """What fits, newest first; a cache that turns out to be damaged is made again first.

    Returns:
        The remarks, and what :func:`refresh` had to say where the cache was made again.

    Raises:
        OSError: the cache cannot be read, or the folder of sessions cannot be looked through.
    """
    try:
        return cache.search(query, limit), ()
    except CacheDamaged:
        faults = refresh(cache, sessions)
        return cache.search(query, limit), faults


def stamp_of(folder: Path) -> str:
    """Sizes and times of a record's files; empty where there is none."""
    found = stamps(record_files(folder))
    return "|".join(f"{path.name}:{size}:{saved}" for path, (saved, size) in found.items())
