"""The plain copy ``record.json`` that stock TinyDB and any text editor open (控えの JSON).

It is made from the journal and never read back into the record: the journal is the truth. The journal names
the digest of every copy before the copy gets its name, so one that somebody else has changed is noticed; and
the copy says how many documents there were, so a journal that has become shorter is noticed as well.
"""

from __future__ import annotations

import json
from hashlib import blake2b
from pathlib import Path

from msgspec import Struct

from .files import Files
from .line import encode
from .replay import Damage, Replay

CHECKPOINT = "record.json"


class Comparison(Struct, frozen=True):
    """A copy against its journal."""

    edited: bool = False
    """Its content is none that the journal has named."""
    ahead: int = 0
    """The documents it holds, where the journal holds fewer; else 0."""

    def damage(self, replay: Replay) -> Damage | None:
        """What is wrong with the journal where the copy is ahead of it."""
        if not self.ahead:
            return None
        return Damage(
            CHECKPOINT,
            0,
            f"{CHECKPOINT} には {self.ahead} 件ありますが、ジャーナルには {len(replay.documents)} 件しかありません"
            "（ジャーナルの終わりが失われています）。",
        )


def render(record: bytes, count: int, head: str) -> bytes:
    """The copy of the lines in ``record``: TinyDB's JSON, one document a line."""
    documents: list[bytes] = []
    for line in record.splitlines():
        body = line.split(b" ", 3)[3]
        if body.startswith(b"["):
            documents += map(encode, json.loads(body))
        elif not body.startswith(b'{"$'):
            documents.append(body)
    rows = b",\n".join(b'"%d": %b' % row for row in enumerate(documents, 1))
    return b'{"_default": {\n%b\n},\n"journal": {"1": %b}}\n' % (rows, encode({"count": count, "head": head}))


def digest(data: bytes) -> str:
    """What the journal names a copy by."""
    return blake2b(data, digest_size=16).hexdigest()


def compare(files: Files, folder: Path, replay: Replay) -> Comparison:
    """Hold the copy in ``folder`` against the journal. Raises ``OSError``."""
    if CHECKPOINT not in files.names(folder):
        return Comparison()
    data = files.read(folder / CHECKPOINT)
    edited = digest(data) not in {named.digest for named in replay.checkpoints}
    try:
        count = json.loads(data)["journal"]["1"]["count"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return Comparison(edited=True)
    ahead = count if isinstance(count, int) and count > len(replay.documents) else 0
    # A copy that is ahead was named in a line that is gone: it is the journal that was cut, not the copy edited.
    return Comparison(edited=edited and not ahead, ahead=ahead)
