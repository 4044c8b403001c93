"""The cache of all remarks (検索の控え): one SQLite file that can be deleted at any time and is made again.

    meetings  whose the remarks are, and by what each meeting is known to be current
    remarks   what is shown; a remark's id is its place among all, the newest day first
    pairs     FTS5's index of the characters and the pairs of characters in a remark and in its labels

The trigram tokenizer cannot find words of two characters. The index is a sieve and no judge: it holds which pairs occur
in the folded text, not where (``detail=none``), so it misses nothing, and :class:`Query` has the last word.
"""

from __future__ import annotations

import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from datetime import date
from functools import lru_cache
from itertools import islice, pairwise
from pathlib import Path
from typing import Any
from zlib import crc32

from msgspec import Struct
from msgspec.structs import astuple

from clerk_tui import __version__
from clerk_tui.domain.text import normalize
from clerk_tui.errors import ClerkError
from clerk_tui.support.os_errors import reason

from .remark import Hit, Query, Remark, Source

_TABLES = """
create table if not exists meetings (id integer primary key, folder text unique, title text, body text, date text,
    stamp text, first integer, last integer);
create table if not exists remarks (id integer primary key, meeting integer, number integer, at text, speaker text,
    phase text, cases text, text text);
create virtual table if not exists pairs using fts5 (words, content='', columnsize=0, detail=none, tokenize=ascii);
"""
_HITS = "select r.id, m.folder, m.title, m.body, m.date, r.number, r.at, r.speaker, r.phase, r.cases, r.text"
# Folding changes with this program and with Python's edition of Unicode; SQLite keeps 31 bits.
VERSION = crc32(f"{_TABLES}{__version__}{unicodedata.unidata_version}".encode()) >> 1 | 1
_WAIT = 20.0
"""Seconds to wait for another process that writes."""
_DAY = 1 << 20
"""Ids of one day, more than it has remarks; the nearer the ids, the smaller the index."""
# The tokenizer takes ASCII for separators, and SQLite no lone surrogate: pairs have private characters for them.
_PRIVATE = {code: 0xE000 + code for code in range(0x80)} | dict.fromkeys(range(0xD800, 0xE000), 0xE080)
_BROKEN = {0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CONSTRAINT}
"""Kinds of faults that are the file's own; Python's, of a text that is none, have no number."""
_OUTSIDE = {
    sqlite3.SQLITE_ERROR: ("この Python には FTS5 がありません", "python.org の Python を使ってください"),
    sqlite3.SQLITE_BUSY: ("ほかの clerk-tui が書いています", "終われば、次からは速くさがせます"),
    sqlite3.SQLITE_FULL: ("ディスクに空きがありません", "空きを作ってください"),
}
_CLOSED = ("読み書きできません", "そこを読み書きできるようにしてください")


class CacheUnusable(ClerkError):
    """The cache cannot be asked; every record has to be read instead."""

    def __init__(self, path: Path, why: str, mend: str) -> None:
        super().__init__(
            f"検索の控えを使えません（{path}：{why}）。会議を一つずつ読んでさがしました。{mend}。"
        )


class CacheDamaged(CacheUnusable):
    """It was broken or of another version, and has been thrown away."""


@contextmanager
def opened(folder: Path) -> Iterator[SearchCache]:
    """The cache in a folder, made where it is missing; nobody else may read it.

    Raises:
        CacheUnusable: it is locked, or its folder cannot be read or written.
    """
    path = folder / "remarks.db"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if not path.exists():
            path.touch(mode=0o600)
        with closing(sqlite3.connect(path, timeout=_WAIT, isolation_level=None)) as base:
            ((version,),) = base.execute("pragma user_version")
            if version == 0:
                base.executescript(f"begin immediate; {_TABLES} pragma user_version = {VERSION}; commit")
            elif version != VERSION:
                raise sqlite3.DatabaseError("another version")
            yield SearchCache(base)
    except OSError as fault:
        raise CacheUnusable(path, reason(fault), _CLOSED[1]) from fault
    except sqlite3.Error as fault:
        kind = getattr(fault, "sqlite_errorcode", 0) & 0xFF
        if kind not in _BROKEN or "fts5" in str(fault):
            raise CacheUnusable(path, *_OUTSIDE.get(kind, _CLOSED)) from fault
        # Windows keeps what another process has open. A journal that is left would be taken for the new file's.
        with suppress(OSError):
            Path(f"{path}-journal").unlink(missing_ok=True)
            path.unlink(missing_ok=True)
        raise CacheDamaged(path, "壊れています", "消してください") from fault


class SearchCache(Struct):
    """The cache while it is open. Its methods raise ``sqlite3.Error``, which :func:`opened` tells."""

    base: sqlite3.Connection

    def stamps(self) -> dict[str, str]:
        """By what each meeting here is known to be current, by the names of their folders."""
        return dict(self.base.execute("select folder, stamp from meetings"))

    def put(self, meetings: Sequence[tuple[Source, str, Sequence[Remark]]], gone: Iterable[str] = ()) -> None:
        """Take meetings in, each with its stamp, in the place of what is here of them; forget those that are gone."""
        with self.base as base:
            base.execute("begin immediate")
            for folder in (*gone, *(source.folder for source, _, _ in meetings)):
                self._forget(folder)
            # In the order of their ids: FTS5 begins a new piece of its index at each step back.
            for source, stamp, remarks in sorted(meetings, key=lambda each: each[0].date, reverse=True):
                day, end = _ids(source.date)
                ((first,),) = base.execute(
                    "select coalesce(max(id) + 1, ?) from remarks where id between ? and ?", (day, day, end)
                )
                meeting = base.execute(
                    "insert into meetings values (null, ?, ?, ?, ?, ?, ?, ?)",
                    (*astuple(source), stamp, first, first + len(remarks) - 1),
                ).lastrowid
                for place, remark in enumerate(remarks, first):
                    row, words = (place, meeting, *astuple(remark)), _words(source, remark)
                    base.execute("insert into remarks values (?, ?, ?, ?, ?, ?, ?, ?)", row)
                    base.execute("insert into pairs (rowid, words) values (?, ?)", (place, words))

    def _forget(self, folder: str) -> None:
        rows = self.base.execute(
            f"{_HITS} from meetings m join remarks r on r.id between m.first and m.last where m.folder = ?",
            (folder,),
        ).fetchall()
        for row in rows:
            # An index without texts is told what it forgets.
            forgotten = (row[0], _words(*astuple(_hit(row))))
            self.base.execute("insert into pairs (pairs, rowid, words) values ('delete', ?, ?)", forgotten)
            self.base.execute("delete from remarks where id = ?", (row[0],))
        self.base.execute("delete from meetings where folder = ?", (folder,))

    def search(self, query: Query, limit: int = 50) -> list[Hit]:
        """The newest remarks that fit, at most so many; meetings of one day as they were taken in."""
        wanted = " ".join(_asked(query))
        span = (_ids(query.until)[0] if query.until else 0, _ids(query.since)[1])
        rows = self.base.execute(
            f"{_HITS} from {'pairs' if wanted else 'remarks'} p cross join remarks r on r.id = p.rowid"
            " cross join meetings m on m.id = r.meeting where p.rowid between ? and ?"
            f" {'and p.pairs match ?' if wanted else ''} order by p.rowid",
            (*span, wanted) if wanted else span,
        )
        fitting = (hit for hit in map(_hit, rows) if query.takes(hit.source) and query.fits(hit.remark))
        return list(islice(fitting, limit))


def _hit(row: tuple[Any, ...]) -> Hit:
    return Hit(Source(*row[1:5]), Remark(*row[5:]))


def _ids(day: str) -> tuple[int, int]:
    """The first and the last id of a day: a later day comes before; one that is not known is behind all."""
    begin = (date.max.toordinal() - (date.fromisoformat(day).toordinal() if day else 0)) * _DAY
    return begin, begin + _DAY - 1 if day else (1 << 63) - 1


def _words(source: Source, remark: Remark) -> str:
    """All that a remark can be found by, as the index has it: its labels have a mark before each piece."""
    labels = (
        ("b", source.body + source.title),
        ("c", remark.cases),
        ("s", remark.speaker),
        ("p", remark.phase),
    )
    return " ".join(piece for mark, text in (("", remark.text), *labels) for piece in _pieces(mark, text))


def _asked(query: Query) -> Iterator[str]:
    """What a remark has to have: the pairs of each word, or its only character."""
    labels = (("b", query.body), ("c", query.case), ("s", query.speaker), ("p", query.phase))
    for mark, text in (*(("", word) for word in query.words), *labels):
        pieces = _pieces(mark, text)
        longest = max(map(len, pieces), default=0)
        yield from (f'"{piece}"' for piece in pieces if len(piece) == longest)


@lru_cache(64)
def _pieces(mark: str, text: str) -> frozenset[str]:
    """The characters of a text and its pairs of characters; labels come again from remark to remark."""
    folded = normalize(text).translate(_PRIVATE)
    return frozenset(mark + piece for piece in (*folded, *map("".join, pairwise(folded))))
