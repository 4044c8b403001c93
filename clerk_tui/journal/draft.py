"""The half-typed line, kept beside the journal until what it becomes is recorded (書きかけ)."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path
from zlib import crc32

from .errors import DraftUnsaved
from .files import REAL, Files
from .line import Document, encode
from .segment import anchor, write_whole

DRAFT = "draft.json"


class Draft:
    """One JSON object in ``draft.json``: the texts being typed and where they belong.

    Save it a second after a change and on every signal; discard it when its event is recorded, not before.
    """

    damaged: Path | None = None
    """Where :meth:`load` has put a draft that it could not read."""

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """``fallback``: a folder for the draft while ``folder`` cannot be written."""
        self._files = files
        self._paths = [place / DRAFT for place in (folder, fallback) if place is not None]
        self._anchored: set[Path] = set()
        self._number = 0

    def save(self, content: Document) -> Path:
        """Put the draft on the disk, and return where. Raises ``DraftUnsaved`` where no place takes it."""
        self._number += 1
        data = encode({"number": self._number, "draft": content})
        trouble = ""
        for path in self._paths:
            try:
                if path not in self._anchored:
                    self._files.make_folder(path.parent)
                    anchor(self._files, path.parent)
                    self._anchored.add(path)
                write_whole(self._files, path, data)
            except OSError as error:
                trouble = error.strerror or str(error)
            else:
                return path
        raise DraftUnsaved(f"書きかけの行を保存できません（{trouble}）。確定すれば記録の保存先に入ります。")

    def load(self) -> Document | None:
        """The draft that was saved last, or None. One that cannot be read is set aside: see ``damaged``."""
        newest: Document | None = None
        for path in self._paths:
            try:
                data = self._files.read(path)
            except OSError:  # absent, or on a disk that is gone: then there is nothing to offer from there
                continue
            try:
                value = json.loads(data)
                number, draft = value["number"], value["draft"]
                if not isinstance(number, int) or not isinstance(draft, dict):
                    raise TypeError
            except (ValueError, KeyError, TypeError):
                self._set_aside(path, data)
                continue
            if newest is None or number > self._number:
                newest, self._number = draft, number
        return newest

    def discard(self) -> None:
        """Forget the draft. One that cannot be removed comes back as an offer, which is no loss."""
        for path in self._paths:
            with suppress(OSError):
                self._files.remove(path)

    def _set_aside(self, path: Path, data: bytes) -> None:
        aside = path.with_name(f"draft.damaged-{crc32(data):08x}.txt")
        with suppress(OSError):  # then it stays where it is, until the next draft takes its place
            self._files.replace(path, aside)
            self.damaged = aside
