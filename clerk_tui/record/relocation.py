"""Where else a record may be (移動): where it fled to, and where it was taken."""

from __future__ import annotations

from contextlib import suppress
from hashlib import blake2b
from pathlib import Path

from .files import Files
from .segments import write_whole

MOVED = "record.moved.txt"
"""Left in the folder of a record that goes on elsewhere; its content is the path."""


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
