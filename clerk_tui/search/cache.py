"""The cache of all remarks (検索の控え): it can be deleted at any time and is made again from the records.

    texts.bin   every remark folded, in UTF-8, a line each, meeting after meeting: what is scanned
    remarks.bin the same remarks as JSON: what is shown
    index.json  where each meeting lies in both, and by what it is known to be current

Two characters are enough to search for, which a trigram index cannot do; scanning a thousand meetings takes less
time than starting Python. A meeting that has changed is written anew at the end; when half of a file is dead it is
written anew as a whole.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct, convert, to_builtins
from msgspec.structs import asdict

from clerk_tui.domain.text import normalize
from clerk_tui.support.atomic import write_atomically

from .remark import Hit, Query, Remark, Source

VERSION = 1
_TEXTS, _REMARKS, _INDEX = "texts.bin", "remarks.bin", "index.json"
_MOST_DEAD = 0.5


class _Place(Struct, frozen=True):
    """Where a meeting lies, in bytes."""

    source: Source
    stamp: str
    begin: int
    end: int
    remarks_begin: int
    remarks_end: int


class CacheDamaged(OSError):
    """The cache does not hold what its index says."""


class SearchCache:
    """The cache in one folder. Anything that is wrong with it makes it an empty one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._places: dict[str, _Place] = self._read()

    def stamp(self, name: str) -> str:
        """By what the meeting is known to be current; empty: it is not here."""
        place = self._places.get(name)
        return place.stamp if place else ""

    @property
    def names(self) -> frozenset[str]:
        return frozenset(self._places)

    @property
    def size(self) -> int:
        """Bytes on the disk."""
        return sum(path.stat().st_size for path in self.folder.iterdir()) if self.folder.is_dir() else 0

    def put(self, meetings: Iterable[tuple[Source, str, Sequence[Remark]]], gone: Iterable[str] = ()) -> None:
        """Take meetings in, each with its stamp, in the place of what is here of them; forget those that are gone.

        Raises:
            OSError: the cache cannot be written; searching goes on with what it had.
        """
        try:
            self._put(meetings, gone)
        except OSError:
            # Perhaps between two of its files: what they hold now is what counts.
            self._places = self._read()
            raise

    def _put(self, meetings: Iterable[tuple[Source, str, Sequence[Remark]]], gone: Iterable[str]) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        places = {name: place for name, place in self._places.items() if name not in set(gone)}
        with self._opened(_TEXTS) as texts, self._opened(_REMARKS) as shown:
            for source, stamp, remarks in meetings:
                begin, remarks_begin = texts.tell(), shown.tell()
                for remark in remarks:
                    texts.write(normalize(remark.text).encode("utf-8", "replace") + b"\n")
                    shown.write(
                        json.dumps(list(asdict(remark).values()), ensure_ascii=False).encode() + b"\n"
                    )
                places[source.folder] = _Place(
                    source, stamp, begin, texts.tell(), remarks_begin, shown.tell()
                )
        self._places = places
        alive = sum(place.end - place.begin for place in places.values())
        if alive < (self.folder / _TEXTS).stat().st_size * _MOST_DEAD:
            self._compact()
        self._write()

    def search(self, query: Query, limit: int = 50) -> list[Hit]:
        """The newest remarks that fit, at most so many.

        Raises:
            CacheDamaged: it turns out not to be whole; it is an empty one from now on.
        """
        try:
            return self._search(query, limit)
        except (OSError, ValueError, TypeError) as fault:
            self._places = {}
            raise CacheDamaged(f"検索の控えが壊れています：{self.folder}") from fault

    def _search(self, query: Query, limit: int) -> list[Hit]:
        words = [word.encode() for word in query.folded]
        places = sorted(
            (place for place in self._places.values() if query.takes(place.source)),
            key=lambda place: place.source.date,
            reverse=True,
        )
        found: list[Hit] = []
        if not places:
            return found
        with (self.folder / _TEXTS).open("rb", buffering=0) as texts:
            for place in places:
                # Meeting by meeting: a piece fits the processor's cache, and the newest are often enough.
                texts.seek(place.begin)
                numbers = _lines_with(texts.read(place.end - place.begin), words)
                remarks = self._remarks(place) if numbers else []
                for number in numbers:
                    if number < len(remarks) and query.fits(remarks[number]):
                        found.append(Hit(place.source, remarks[number]))
                        if len(found) == limit:
                            return found
        return found

    def _remarks(self, place: _Place) -> list[Remark]:
        with (self.folder / _REMARKS).open("rb") as file:
            file.seek(place.remarks_begin)
            lines = file.read(place.remarks_end - place.remarks_begin).splitlines()
        return [Remark(*json.loads(line)) for line in lines]

    def _opened(self, name: str):  # type: ignore[no-untyped-def]
        path = self.folder / name
        return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "ab")

    def _compact(self) -> None:
        """Write both files anew without what is dead."""
        texts = (self.folder / _TEXTS).read_bytes()
        shown = (self.folder / _REMARKS).read_bytes()
        new_texts, new_shown, places = bytearray(), bytearray(), {}
        for name, place in self._places.items():
            begin, remarks_begin = len(new_texts), len(new_shown)
            new_texts += texts[place.begin : place.end]
            new_shown += shown[place.remarks_begin : place.remarks_end]
            places[name] = _Place(
                place.source, place.stamp, begin, len(new_texts), remarks_begin, len(new_shown)
            )
        write_atomically(self.folder / _TEXTS, lambda file: file.write(new_texts))
        write_atomically(self.folder / _REMARKS, lambda file: file.write(new_shown))
        self._places = places

    def _write(self) -> None:
        index = {
            "version": VERSION,
            "size": (self.folder / _TEXTS).stat().st_size,
            "places": [to_builtins(place) for place in self._places.values()],
        }
        told = json.dumps(index, ensure_ascii=False).encode()
        write_atomically(self.folder / _INDEX, lambda file: file.write(told))

    def _read(self) -> dict[str, _Place]:
        try:
            index = json.loads((self.folder / _INDEX).read_bytes())
            if index["version"] != VERSION or index["size"] > (self.folder / _TEXTS).stat().st_size:
                return {}
            places = convert(index["places"], list[_Place])
            shown = (self.folder / _REMARKS).stat().st_size
            if any(place.remarks_end > shown for place in places):
                return {}
        except (OSError, ValueError, KeyError, TypeError):
            return {}
        return {place.source.folder: place for place in places}


def _lines_with(data: bytes, words: Sequence[bytes]) -> list[int]:
    """Numbers of the lines that have all words; all lines where there are none."""
    if not words:
        return list(range(data.count(b"\n")))
    rarest = max(words, key=len)
    found: list[int] = []
    number = counted = 0
    at = data.find(rarest)
    while at >= 0:
        number += data.count(b"\n", counted, at)
        line_end = data.find(b"\n", at)
        line = data[data.rfind(b"\n", 0, at) + 1 : line_end]
        if all(word in line for word in words):
            found.append(number)
        counted = line_end
        at = data.find(rarest, line_end)
    return found


def excerpts(text: str, words: Sequence[str], around: int = 30) -> Iterator[str]:
    """Each line of a remark in which a word stands, cut to its surroundings."""
    for line in text.split("\n"):
        places = [place for word in words for place in _places(line, word)]
        if places:
            begin, end = max(0, min(places) - around), min(len(line), max(places) + around)
            yield f"{'…' if begin else ''}{line[begin:end]}{'…' if end < len(line) else ''}"


def _places(line: str, word: str) -> Iterator[int]:
    """Where a folded word stands in a line as it was written, as nearly as can be told."""
    folded, wanted = normalize(line), normalize(word)
    at = folded.find(wanted)
    while at >= 0 and wanted:
        # Folding seldom changes the length; where it does, the excerpt is a little off.
        yield min(at, len(line) - 1)
        at = folded.find(wanted, at + 1)
