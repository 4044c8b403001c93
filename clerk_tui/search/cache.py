"""The cache of all remarks (検索の控え): one SQLite file that can be deleted at any time and is made again.

    meetings  whose the remarks are, and by what each meeting is known to be current
    remarks   what is shown; a remark's id is its place among all, the newest day first
    pairs     FTS5's index of the characters and the pairs of characters in a remark and in its labels

Words of two characters are common, so the trigram tokenizer does not do. The index is a sieve and no judge: it holds
which pairs occur, not where (``detail=none``, half the size), and :class:`Query` has the last word on each remark.
Pairs are taken from folded text, the same on both sides: what a folded text contains, its pairs contain.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import date
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from msgspec.structs import astuple

from clerk_tui import __version__
from clerk_tui.domain.text import normalize
from clerk_tui.errors import ClerkError

from .remark import Hit, Query, Remark, Source

_FILE = "remarks.db"
_SCHEMA = (
    "create table meetings (id integer primary key, folder text unique, title text, body text, date text,"
    " stamp text, first integer, last integer)",
    "create table remarks (id integer primary key, meeting integer, number integer, at text, speaker text,"
    " phase text, cases text, text text)",
    "create virtual table pairs using fts5 (words, content='', columnsize=0, detail=none, tokenize=ascii)",
)
# Folding changes with this program and with Python's edition of Unicode; SQLite keeps 31 bits.
VERSION = crc32(repr((_SCHEMA, __version__, unicodedata.unidata_version)).encode()) >> 1 | 1
_WAIT = 5.0
"""Seconds to wait for another process that writes."""
_DAY = 1 << 20
"""Ids of one day, more than it has remarks; the nearer the ids, the smaller the index."""
# The tokenizer takes ASCII for separators, and SQLite no lone surrogate: pairs have private characters for them.
_PRIVATE = {code: 0xE000 + code for code in range(0x80)} | dict.fromkeys(range(0xD800, 0xE000), 0xE080)
_BUSY = ("ほかの clerk-tui が書いています", "終わってから、もう一度さがしてください")
_CLOSED = ("読み書きできません", "そこを読み書きできるようにしてください")
_NO_FTS5 = ("この Python の SQLite に FTS5 がありません", "python.org の Python を使ってください")
_REASONS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_READONLY: _CLOSED,
    sqlite3.SQLITE_PERM: _CLOSED,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_IOERR: _CLOSED,
    sqlite3.SQLITE_FULL: ("ディスクに空きがありません", "空きを作ってください"),
    sqlite3.SQLITE_NOMEM: ("メモリーが足りません", "ほかのソフトを閉じてください"),
}
"""What keeps a sound cache from being used, with the mend; all else means that it is broken."""


class CacheUnusable(ClerkError):
    """The cache cannot be asked; every record has to be read instead."""

    def __init__(self, path: Path, reason: str, mend: str) -> None:
        super().__init__(
            f"検索の控えを使えません（{path}：{reason}）。会議を一つずつ読んでさがしました。{mend}。"
        )


class CacheDamaged(CacheUnusable):
    """It was broken or of another version, and has been thrown away."""


@contextmanager
def opened(folder: Path) -> Iterator[SearchCache]:
    """The cache in a folder, made where it is missing; nobody else may read it.

    Raises:
        CacheUnusable: it is locked, or its folder cannot be read or written.
    """
    path = folder / _FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as base:
            if _version(base) == 0:
                _make(base)
            if _version(base) != VERSION:
                raise sqlite3.DatabaseError("another version")
            yield SearchCache(base)
    except OSError as fault:
        raise CacheUnusable(path, fault.strerror or str(fault), _CLOSED[1]) from fault
    except sqlite3.Error as fault:
        # The low byte is the kind of the fault; some of Python's own have none.
        known = _REASONS.get(getattr(fault, "sqlite_errorcode", 0) & 0xFF)
        if known is None and "fts5" in str(fault):
            known = _NO_FTS5
        if known is not None:
            raise CacheUnusable(path, *known) from fault
        try:
            # What is left of a write would be taken for the new file's.
            Path(f"{path}-journal").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        except OSError as kept:
            raise CacheUnusable(path, kept.strerror or str(kept), _CLOSED[1]) from fault
        raise CacheDamaged(path, str(fault), "もう一度さがしてください") from fault


def _version(base: sqlite3.Connection) -> int:
    return int(base.execute("pragma user_version").fetchone()[0])


def _make(base: sqlite3.Connection) -> None:
    with base:
        base.execute("begin immediate")
        # Another process may have made it while this one waited.
        if _version(base) == 0:
            for statement in (*_SCHEMA, f"pragma user_version = {VERSION}"):
                base.execute(statement)


class SearchCache:
    """The cache while it is open. Its methods raise ``sqlite3.Error``, which :func:`opened` tells."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def stamps(self) -> dict[str, str]:
        """By what each meeting here is known to be current, by the names of their folders."""
        return dict(self._base.execute("select folder, stamp from meetings"))

    def put(self, meetings: Sequence[tuple[Source, str, Sequence[Remark]]], gone: Iterable[str] = ()) -> None:
        """Take meetings in, each with its stamp, in the place of what is here of them; forget those that are gone."""
        with self._base as base:
            base.execute("begin immediate")
            for folder in (*gone, *(source.folder for source, _, _ in meetings)):
                self._forget(folder)
            # In the order of their ids: FTS5 begins a new piece of its index at each step back.
            for source, stamp, remarks in sorted(meetings, key=lambda each: each[0].date, reverse=True):
                first = self._free(source.date)
                meeting = base.execute(
                    "insert into meetings (folder, title, body, date, stamp, first, last)"
                    " values (?, ?, ?, ?, ?, ?, ?)",
                    (*astuple(source), stamp, first, first + len(remarks) - 1),
                ).lastrowid
                base.executemany(
                    "insert into remarks values (?, ?, ?, ?, ?, ?, ?, ?)",
                    ((place, meeting, *astuple(remark)) for place, remark in enumerate(remarks, first)),
                )
                base.executemany(
                    "insert into pairs (rowid, words) values (?, ?)",
                    ((place, _words(source, remark)) for place, remark in enumerate(remarks, first)),
                )

    def search(self, query: Query, limit: int = 50) -> list[Hit]:
        """The newest remarks that fit, at most so many; meetings of one day as they were taken in."""
        wanted = " ".join(_asked(query))
        begin = _begin(query.until) if query.until else 0
        end = _begin(query.since) + _DAY if query.since else _begin("") + _DAY
        rows = self._base.execute(
            "select m.folder, m.title, m.body, m.date, r.number, r.at, r.speaker, r.phase, r.cases, r.text"
            f" from {'pairs' if wanted else 'remarks'} p cross join remarks r on r.id = p.rowid"
            " cross join meetings m on m.id = r.meeting"
            f" where p.rowid >= ? and p.rowid < ? {'and p.pairs match ?' if wanted else ''} order by p.rowid",
            (begin, end, wanted) if wanted else (begin, end),
        )
        hits: list[Hit] = []
        for row in rows:
            hit = Hit(Source(*row[:4]), Remark(*row[4:]))
            if query.takes(hit.source) and query.fits(hit.remark):
                hits.append(hit)
                if len(hits) == limit:
                    break
        return hits

    def _forget(self, folder: str) -> None:
        base = self._base
        rows = base.execute(
            "select id, title, body, date, first, last from meetings where folder = ?", (folder,)
        )
        for meeting, title, body, day, first, last in rows.fetchall():
            source = Source(folder, title, body, day)
            remarks = base.execute(
                "select id, number, at, speaker, phase, cases, text from remarks where id between ? and ?",
                (first, last),
            )
            # An index without texts is told what it forgets.
            base.executemany(
                "insert into pairs (pairs, rowid, words) values ('delete', ?, ?)",
                [(row[0], _words(source, Remark(*row[1:]))) for row in remarks],
            )
            base.execute("delete from remarks where id between ? and ?", (first, last))
            base.execute("delete from meetings where id = ?", (meeting,))

    def _free(self, day: str) -> int:
        """The first free id of a day."""
        begin = _begin(day)
        (last,) = self._base.execute(
            "select max(id) from remarks where id between ? and ?", (begin, begin + _DAY - 1)
        ).fetchone()
        return begin if last is None else int(last) + 1


def _begin(day: str) -> int:
    """Where the ids of a day begin: a later day comes before, one that is not known behind all."""
    return (date.max.toordinal() - (date.fromisoformat(day).toordinal() if day else 0)) * _DAY


def _words(source: Source, remark: Remark) -> str:
    """All that a remark can be found by, as the index has it: pairs, those of its labels with a mark before them."""
    return " ".join(
        (
            *_pieces("", remark.text),
            _label("b", source.body + source.title),
            _label("c", remark.cases),
            _label("s", remark.speaker),
            _label("p", remark.phase),
        )
    )


def _asked(query: Query) -> Iterator[str]:
    """What of :func:`_words` a remark has to have."""
    marked = (("b", query.body), ("c", query.case), ("s", query.speaker), ("p", query.phase))
    for mark, word in (*(("", word) for word in query.words), *marked):
        pieces = _pieces(mark, word)
        longest = max(map(len, pieces), default=0)
        yield from (f'"{piece}"' for piece in pieces if len(piece) == longest)


@lru_cache(1000)
def _label(mark: str, text: str) -> str:
    return " ".join(_pieces(mark, text))


def _pieces(mark: str, text: str) -> set[str]:
    """The characters of a text, for words of one, and its pairs of characters."""
    folded = normalize(text).translate(_PRIVATE)
    return {*(mark + one for one in folded), *(mark + one + other for one, other in pairwise(folded))}
