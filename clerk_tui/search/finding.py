"""What was said in all meetings (発言の検索): asked of the cache where it can be, read from the records where not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from pathlib import Path

from clerk_tui.errors import ClerkError
from clerk_tui.session_files import record_files
from clerk_tui.sessions import root, state_of
from clerk_tui.settings import own_folder
from clerk_tui.watching import stamps

from .remark import Hit, Query, Remark, Source, remarks_of

_Answer = tuple[list[Hit], tuple[str, ...]]
_AT_ONCE = 16
"""Meetings that the cache takes in together: one that is stopped goes on where it stood."""


def found(query: Query, limit: int, sessions: Path | None = None) -> _Answer:
    """The newest remarks that fit, at most so many; a sentence for each record and each cache that cannot be read.

    A record that cannot be read is searched as the cache has it, if it has.

    Raises:
        OSError: the folder of sessions cannot be looked through.
    """
    folder = sessions or root()
    paths = folder.iterdir() if folder.is_dir() else ()
    current = {path.name: stamp for path in paths if path.name != query.beside and (stamp := stamp_of(path))}
    try:
        from .cache import CacheDamaged, CacheUnusable
    except ImportError:
        trouble = "この Python に sqlite3 がないので、会議を一つずつ読んでさがしました。"
    else:
        try:
            try:
                return _cached(query, limit, folder, current)
            except CacheDamaged:
                return _cached(query, limit, folder, current)
        except CacheUnusable as fault:
            trouble = str(fault)
    hits, faults = scan(query, limit, folder, current)
    return hits, (*faults, trouble)


def scan(query: Query, limit: int, folder: Path, names: Iterable[str]) -> _Answer:
    """The same by reading every record: what the cache has to agree with."""
    faults: list[str] = []
    hits = [
        Hit(source, remark)
        for source, remarks in _read(folder, sorted(names), faults)
        if query.takes(source)
        for remark in remarks
        if query.fits(remark)
    ]
    return sorted(hits, key=lambda hit: hit.source.date, reverse=True)[:limit], tuple(faults)


def _cached(query: Query, limit: int, folder: Path, current: dict[str, str]) -> _Answer:
    from .cache import opened

    faults: list[str] = []
    ours = blake2b(str(folder.resolve()).encode(), digest_size=8).hexdigest()
    with opened(own_folder() / "search" / ours) as cache:
        known = cache.stamps()
        # Another process may have taken in a meeting that was not there when this one looked.
        if gone := [name for name in known.keys() - current if not stamp_of(folder / name)]:
            cache.put((), gone)
        stale = sorted(name for name, stamp in current.items() if known.get(name) != stamp)
        for begin in range(0, len(stale), _AT_ONCE):
            read = _read(folder, stale[begin : begin + _AT_ONCE], faults)
            if meetings := [(source, current[source.folder], remarks) for source, remarks in read]:
                cache.put(meetings)
        return cache.search(query, limit), tuple(faults)


def _read(folder: Path, names: Iterable[str], faults: list[str]) -> Iterator[tuple[Source, list[Remark]]]:
    """The meetings that are prepared; what cannot be read is told."""
    for name in names:
        try:
            state = state_of(folder / name)
        except (ClerkError, OSError) as fault:
            faults.append(f"{name}：{fault}")
            continue
        meeting = state.meeting
        if state.prepared:
            source = Source(name, "　".join(meeting.title), meeting.profile.body, meeting.day)
            yield source, list(remarks_of(state))


def stamp_of(folder: Path) -> str:
    """Sizes and times of a record's files; empty where there is none."""
    found = stamps(record_files(folder))
    return "|".join(f"{path.name}:{size}:{saved}" for path, (saved, size) in found.items())
