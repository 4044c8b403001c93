"""The half-typed line, kept beside the record until what it becomes is recorded (書きかけ)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any
from zlib import crc32

from .errors import TextUnsaved
from .files import REAL, Files
from .segments import anchor, write_whole

UNSENT = "unsent.json"


class UnsentText:
    """One JSON object in ``unsent.json``: the texts being typed and where they belong.

    Save it a second after a change and on every signal; discard it when its event is recorded, not before.
    """

    damaged: Path | None = None
    """Where :meth:`load` has put what it could not read."""

    def __init__(self, folder: Path, *, files: Files = REAL, fallback: Path | None = None) -> None:
        """``fallback``: a folder for the file while ``folder`` cannot be written."""
        self._files = files
        self._paths = [place / UNSENT for place in (folder, fallback) if place is not None]
        self._anchored: set[Path] = set()
        self._number = 0

    def save(self, content: Mapping[str, Any]) -> Path:
        """Put the texts on the disk, and return where. Raises ``TextUnsaved`` where no place takes it."""
        self._number += 1
        data = json.dumps({"number": self._number, "text": content}, ensure_ascii=False).encode(
            "utf-8", "surrogatepass"
        )
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
        raise TextUnsaved(f"書きかけの行を保存できません（{trouble}）。確定すれば記録の保存先に入ります。")

    def load(self) -> dict[str, Any] | None:
        """The texts that were saved last, or None. What cannot be read is set aside: see ``damaged``."""
        newest: dict[str, Any] | None = None
        for path in self._paths:
            try:
                data = self._files.read(path)
            except OSError:  # absent, or on a disk that is gone: then there is nothing to offer from there
                continue
            try:
                value = json.loads(data)
                number, text = value["number"], value["text"]
                if not isinstance(number, int) or not isinstance(text, dict):
                    raise TypeError
            except (ValueError, KeyError, TypeError):
                self._set_aside(path, data)
                continue
            if newest is None or number > self._number:
                newest, self._number = text, number
        return newest

    def discard(self) -> None:
        """Forget the texts. What cannot be removed comes back as an offer, which is no loss."""
        for path in self._paths:
            with suppress(OSError):
                self._files.remove(path)

    def _set_aside(self, path: Path, data: bytes) -> None:
        aside = path.with_name(f"unsent.damaged-{crc32(data):08x}.txt")
        with suppress(OSError):  # then it stays where it is, until the next text takes its place
            self._files.replace(path, aside)
            self.damaged = aside
