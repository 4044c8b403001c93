"""Where else a record may be (移動): where it fled to, and where it was taken."""

from __future__ import annotations

import re
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from .files import Files
from .segments import RECORD, write_whole

MOVED = "record.moved.txt"
"""Left in the folder of a record that goes on elsewhere; its content is the path."""

_IDENTITY = re.compile(rb'"record":"([0-9a-f]+)"')
_HEAD = 1 << 20
"""Bytes in which the first line of a record, which has its whole preparation, ends."""
HOME = "record.home.txt"
"""Beside a record under the fallback folder; its content is the path of the folder that it belongs to."""


def away_name(folder: Path, identity: str) -> str:
    """What the record in ``folder`` is called under the fallback folder.

    By its identity, so that it is found when its folder was moved; and by its path, so that it is found
    when the line that states the identity is lost, or never reached the disk.
    """
    return f"{blake2b(str(folder.resolve()).encode(errors='surrogatepass'), digest_size=4).hexdigest()}-{identity}"


def identity_of(away: Path | None) -> str:
    """The identity in the name of a folder under the fallback; empty where there is none."""
    return away.name.rpartition("-")[2] if away is not None else ""


def away_of(files: Files, folder: Path, fallback: Path | None, identity: str) -> Path | None:
    """The folder under the fallback that holds a whole copy of the record; ``identity`` empty: not known yet."""
    if fallback is None:
        return None
    own = away_name(folder, identity)
    names = sorted(files.names(fallback))
    if own in names:
        return fallback / own
    # A folder that was moved; of a folder that was copied each has one of its own, or neither can be told.
    found = [name for name in names if (name.endswith(f"-{identity}") if identity else name.startswith(own))]
    return fallback / found[0] if len(found) == 1 else None


def identity_in(folder: Path) -> str:
    """What the record in a folder calls itself, by its first line; empty where none says so."""
    try:
        with (folder / RECORD).open("rb") as stream:
            found = _IDENTITY.search(stream.read(_HEAD))
    except OSError:
        return ""
    return found[1].decode() if found else ""


def note_home(files: Files, away: Path, folder: Path) -> None:
    """Note where the record belongs that lies under the fallback, for whoever finds it when that folder is gone."""
    with suppress(OSError):
        write_whole(files, away / HOME, str(folder.resolve()).encode("utf-8", "surrogateescape"))


def home_of(files: Files, away: Path) -> Path | None:
    """The folder that a record under the fallback belongs to; None: nobody has noted it."""
    if HOME not in files.names(away):
        return None
    return Path(files.read(away / HOME).decode("utf-8", "surrogateescape").replace("\0", "␀"))


def leave_word(files: Files, folder: Path, target: Path) -> None:
    """Note in ``folder``, if it can be written, that the record goes on in ``target``.

    Without the note somebody could go on with the old copy, and there would be two records.
    """
    with suppress(OSError):
        files.make_folder(folder)
        write_whole(files, folder / MOVED, str(target).encode("utf-8", "surrogateescape"))


def moved_to(files: Files, folder: Path, away: Path | None) -> Path | None:
    """Where the note says that the record goes on, with a whole copy; ``away``: the folder it had fled to."""
    for place in (folder, away):
        if place is not None and MOVED in files.names(place):
            # No path holds NUL; what a damaged note leads to is told as missing.
            note = files.read(place / MOVED).decode("utf-8", "surrogateescape").replace("\0", "␀")
            target = Path(note)
            if target != folder:
                return target
    return None
