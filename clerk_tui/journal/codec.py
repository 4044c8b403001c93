"""Events ↔ JSON (符号化): msgspec reads the shapes off the types.

A union member is written with its class name under ``"type"``; defaults are left out. What older versions
wrote is lifted by :data:`UPCASTERS` before it is read: a stored shape is never abandoned.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from clerk_tui.domain.events import Recorded
from clerk_tui.errors import ClerkError

SCHEMA = 1
"""Version of the stored shape; goes up with every change that old readers would misread."""

Document = dict[str, Any]
Upcaster = Callable[[Document], Document]

UPCASTERS: dict[int, Upcaster] = {}
"""For each old version, what lifts one of its documents to the next version."""


class CodecError(ClerkError, ValueError):
    """A document is no event that this version knows; the message names the place in it."""


def encode(recorded: Recorded) -> Document:
    """The journal document of an event; ``id`` is what makes a doubled document fall out."""
    document: Document = msgspec.json.decode(msgspec.json.encode(recorded))
    return {"id": f"{recorded.seq}", "v": SCHEMA, **document}


def decode(document: Mapping[str, Any]) -> Recorded:
    """The event of a journal document of this or any earlier version.

    Raises:
        CodecError: the document is of a newer version, or not an event.
    """
    lifted = dict(document)
    version = lifted.get("v")
    if not isinstance(version, int) or version > SCHEMA:
        raise CodecError(
            f"この記録は新しい版で書かれています（版 {version}）。clerk_tui を更新してください。"
        )
    while version < SCHEMA:
        lifted = UPCASTERS[version](lifted)
        version += 1
    try:
        return msgspec.convert({key: lifted[key] for key in Recorded.__struct_fields__}, Recorded)
    except (KeyError, msgspec.ValidationError) as fault:
        raise CodecError(f"記録の {document.get('seq', '?')} 番を読めません（{fault}）。") from fault
