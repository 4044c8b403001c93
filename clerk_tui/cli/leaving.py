"""Leaving the screen while remarks are in memory alone (どこにも保存できないまま閉じる): an act of its own.

They are counted, every other place is tried, the clerk is asked for one, and at last they are printed.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from clerk_tui.domain.events import Recorded, TurnRecorded
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import StageDirection, State, Turn
from clerk_tui.record import RecordError
from clerk_tui.sessions import Recording

_REAL = (
    "ext",
    "xfs",
    "btrfs",
    "zfs",
    "vfat",
    "exfat",
    "ntfs",
    "fuse",
    "nfs",
    "cifs",
    "smb",
    "9p",
    "tmpfs",
    "f2fs",
)
"""How file systems begin that keep files."""


def saved_at_last(opened: Recording) -> bool:
    """Find a place for what is in memory alone, or print it; whether all of the record is on a disk.

    Everything is told on the terminal, which the screen has left.
    """
    if opened.location.saved:
        return True
    lost = opened.record.storage.unsaved
    turns = sum(isinstance(each.event, TurnRecorded) for each in lost)
    acts = len({each.batch for each in lost})
    print(
        f"どこにも保存できていない操作が {acts} 件（うち発言 {turns} 件）あります。ほかの置き場所をさがします。"
    )
    for place in (opened.folder, *places(opened.folder.name)):
        if _moved(opened, place):
            return True
    while sys.stdin.isatty():
        typed = input(
            "保存するフォルダーを入れてください（何も入れずに Enter を押すと、ここに書き出します）："
        ).strip()
        if not typed:
            break
        if _moved(opened, Path(typed).expanduser().absolute()):
            return True
        print(f"{typed} には保存できません（{opened.location.trouble}）。")
    print("保存できる場所がありませんでした。次の内容を写し取ってください。")
    for line in written(opened.session.state, lost):
        print(line)
    return False


def places(name: str) -> Iterator[Path]:
    """Folders that might take the record: temporary, the clerk's own, and one on every other disk."""
    tried = set()
    for place in (Path(tempfile.gettempdir()), Path.home(), Path.cwd(), *_mounts()):
        if place not in tried:
            tried.add(place)
            yield place / f"{name}-続き"


def written(state: State, records: Sequence[Recorded]) -> Iterator[str]:
    """What the records have brought, in words: each line of the record that they made or changed, as it is now."""
    lines = {entry.id for entry in state.entries}
    by_command: dict[int, set[object]] = {}
    for each in records:
        event = each.event
        made = event.turn.id if isinstance(event, TurnRecorded) else getattr(event, "entry", None)
        by_command.setdefault(each.batch, set()).add(made)
    touched = set().union(*by_command.values())
    rest = sum(not made & lines for made in by_command.values())
    for entry in state.entries:
        match entry:
            case Turn(id=key) if key in touched:
                who = full_label(state.meeting, entry.speaker, entry.capacity)
                yield f"{entry.started:%H:%M:%S} {who}：{entry.text}"
            case StageDirection(id=key) if key in touched:
                yield f"{entry.at:%H:%M:%S} （{entry.text}）"
            case _:
                pass
    if rest:
        yield f"（ほかに、発言でない操作が {rest} 件あります。）"


def _moved(opened: Recording, place: Path) -> bool:
    try:
        location = opened.relocate(place)
    except (RecordError, OSError):
        return False
    return location.saved


def _mounts() -> Iterator[Path]:
    if sys.platform == "win32":
        yield from (
            Path(f"{letter}:\\") for letter in "DEFGHIJKLMNOPQRSTUVWXYZC" if Path(f"{letter}:\\").exists()
        )
    elif sys.platform == "darwin":
        yield from sorted(Path("/Volumes").glob("*"))
    else:
        try:
            lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
        except OSError:
            return
        for line in lines:
            _device, point, kind, *_ = line.split(" ")
            place = Path(point.replace("\\040", " "))
            if kind.startswith(_REAL) and place.is_dir() and os.access(place, os.W_OK):
                yield place
