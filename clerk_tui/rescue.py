"""Records that could not stay in their own folder (退避した記録): where they go on, and which have lost their home."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from clerk_tui.record.files import REAL
from clerk_tui.record.relocation import home_of, identity_in, moved_to
from clerk_tui.session_files import is_session
from clerk_tui.settings import own_folder


def rescue_folder() -> Path:
    """Where a record goes on while its own folder cannot be written: in the user's own part of the disk."""
    return own_folder() / "rescue"


def rescued(known: Sequence[Path] = ()) -> list[Path]:
    """Records under the fallback folder whose own folder is gone: deleted, renamed, or on a disk that is away.

    Those of the ``known`` sessions are found from there.
    """
    place = rescue_folder()
    found = sorted(folder for folder in place.iterdir() if is_session(folder)) if place.is_dir() else []
    if not found:
        return []
    identities = {identity_in(folder) for folder in known} - {""}
    return [
        folder
        for folder in found
        if not any(folder.name.endswith(f"-{identity}") for identity in identities) and _is_homeless(folder)
    ]


def _is_homeless(folder: Path) -> bool:
    try:
        home, gone = home_of(REAL, folder), moved_to(REAL, folder, None)
    except OSError:
        return True
    return not any(place is not None and is_session(place) for place in (home, gone))
