"""What is wrong with a record, told before anything is made from it."""

from __future__ import annotations

import sys
from pathlib import Path


def tell_damages(folder: Path) -> bool:
    """Say on stderr where the record of a session does not go on; whether it was so.

    What is made from such a record lacks the rest of it, and nobody would see that in the Word file.
    """
    from clerk_tui.sessions import reading

    damages = reading(folder).damages
    for damage in damages:
        print(f"注意：{damage.sentence}", file=sys.stderr)
    if damages:
        print(
            "読めたところまでを使いました。続きは clerk-tui doctor 会議 で調べ、別の会議に取り出せます。",
            file=sys.stderr,
        )
    return bool(damages)
