"""Names of session folders: any title becomes one that every system takes and that stays where it belongs."""

from __future__ import annotations

import re
import unicodedata

from clerk_tui.support.windows import is_device

_LONGEST = 120
"""Bytes of UTF-8: file systems end at 255, and files inside and copies beside it need room for more."""
_FORBIDDEN = re.compile(r'[\s<>:"/\\|?*.]+')
_UNNAMED = "会議"


def folder_name(title: str) -> str:
    """A folder name for ``title``: NFC, without separators, dots, controls or marks of direction.

    Never empty, never a device of Windows, at most 120 bytes of UTF-8, the same for the same title.
    """
    text = unicodedata.normalize("NFC", title)
    # Cc controls, Cf marks of direction and joiners, Cs lone surrogates, Co and Cn whatever a font makes of them
    text = "".join(
        " " if unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Co", "Cn"} else letter for letter in text
    )
    text = _FORBIDDEN.sub("-", text).strip("-~")
    text = text.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore").strip("-~")
    if is_device(text):
        text = f"{text}-{_UNNAMED}"
    return text or _UNNAMED
