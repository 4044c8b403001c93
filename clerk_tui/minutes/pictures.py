"""Pictures without what is written in them (画像の文字情報): a template's logo goes on, its editor's traces do not.

What an editor notes in a picture (author, subject, the path of the original, a preview of it) may stand there
compressed, where nobody who looks through the minutes would read it. Only what the look needs is kept, byte for
byte. Other kinds of picture hold such notes as plain bytes, which the leak check reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8"

_LOOK_OF_PNG: Final = frozenset(
    b"tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD hIST sPLT pHYs acTL fcTL fdAT".split()
)
"""Chunks besides the critical ones (which begin with a capital letter) that say how a PNG looks."""

_NOTES_OF_JPEG: Final = frozenset((*range(0xE0, 0xF0), 0xFE))
"""APPn and COM: the segments that are no part of the drawing."""
_LOOK_OF_JPEG: Final = ((0xE0, b"JFIF\0"), (0xE2, b"ICC_PROFILE\0"), (0xEE, b"Adobe"))
"""Those of them that a reader needs to draw it right: density, colours, and how these are coded."""
_SCAN, _END = 0xDA, 0xD9
_AFTER_SCAN: Final = re.compile(rb"\xff+[^\x00\xff\xd0-\xd7]", re.DOTALL)
"""The marker that ends the drawing's own data, in which an FF is followed by nought or a restart."""


def bare(data: bytes) -> bytes:
    """The picture without its notes; data of another kind as they are. A damaged picture stays as damaged as it was."""
    if data.startswith(_PNG):
        return _PNG + b"".join(_chunks(data))
    if data.startswith(_JPEG):
        return _JPEG + b"".join(_segments(data))
    return data


def _chunks(data: bytes) -> Iterator[bytes]:
    at = len(_PNG)
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4])
        kind = data[at + 4 : at + 8]
        if kind[:1].isupper() or kind in _LOOK_OF_PNG:
            yield data[at:end]
        if kind == b"IEND":
            return
        at = end


def _segments(data: bytes) -> Iterator[bytes]:
    at = len(_JPEG)
    while data[at : at + 1] == b"\xff":
        # A marker may be preceded by any number of FF.
        while data[at + 1 : at + 2] == b"\xff":
            at += 1
        marker = data[at + 1] if at + 1 < len(data) else _END
        if marker == _END:
            yield data[at : at + 2]
            return
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4])
        if marker == _SCAN:
            following = _AFTER_SCAN.search(data, end)
            end = following.start() if following else len(data)
        words = data[at + 4 : end]
        if marker not in _NOTES_OF_JPEG or any(
            marker == kind and words.startswith(sign) for kind, sign in _LOOK_OF_JPEG
        ):
            yield data[at:end]
        at = end
