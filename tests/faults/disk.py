"""A file system that fails on demand and loses power: what the record stands on in these tests.

The model is harsher than any file system we know:

- bytes are durable after a successful ``sync``; before, any of them may or may not be, in any pattern;
- a name is durable after its folder's ``sync_folder``; before, any of the changes may or may not be;
- a failed ``sync`` drops what was to be written: the cache goes on showing it and the next ``sync`` succeeds
  without writing it; with ``bad_blocks`` the disk block in which it began is lost as well, with what was
  durable in it (nobody can help that where no other place can be written, hence the switch);
- a short write leaves what it took.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path
from random import Random

from msgspec import Struct, field

from clerk_tui.record.errors import SessionLocked
from clerk_tui.record.lock import Holder, Lock

BLOCK = 4096


class Killed(BaseException):
    """The process ends here: what is in the cache stays there."""


class Inode(Struct, eq=False):
    """A file's content, as everybody sees it and as the disk has it."""

    cache: bytearray = field(default_factory=bytearray)
    disk: bytearray = field(default_factory=bytearray)
    dirty: list[tuple[int, int]] = field(default_factory=list)
    cut: bool = False
    bad: set[int] = field(default_factory=set)

    def write(self, start: int, data: bytes) -> None:
        if len(self.cache) < start:
            self.cache.extend(bytes(start - len(self.cache)))
        self.cache[start : start + len(data)] = data
        self.dirty.append((start, start + len(data)))

    def truncate(self, size: int) -> None:
        del self.cache[size:]
        self.cut = True

    def sync(self) -> None:
        for first, last in self.dirty:
            # Pages are written whole; a bad block becomes good again when its page is.
            touched = self.bad & set(range(first // BLOCK, last // BLOCK + 1))
            self.bad -= touched
            start = min([first, *(block * BLOCK for block in touched)])
            end = min(last, len(self.cache))
            if len(self.disk) < end:
                self.disk.extend(bytes(end - len(self.disk)))
            self.disk[start:end] = self.cache[start:end]
        if self.cut:
            del self.disk[len(self.cache) :]
        self.dirty, self.cut = [], False

    def fail_sync(self, *, bad_block: bool) -> None:
        if self.dirty and bad_block:
            self.bad.add(self.dirty[0][0] // BLOCK)
        self.dirty, self.cut = [], False

    def lose_power(self, random: Random) -> None:
        old, new = bytes(self.disk), bytes(self.cache)
        torn = bytearray(old)
        for start, last in self.dirty:
            end = min(last, len(new))
            if len(torn) < end and random.random() < 0.7:
                junk = random.choice((0, 0, random.randrange(256)))
                torn.extend(bytes([junk]) * (random.randint(len(torn), end) - len(torn)))
            at = start
            while at < end:
                stop = min(end, at + random.choice((1, 7, 64, 512, BLOCK)))
                if random.random() < 0.5 and at < len(torn):
                    stop = min(stop, len(torn))
                    torn[at:stop] = new[at:stop]
                at = stop
        if self.cut and random.random() < 0.5:
            del torn[len(new) :]
        for block in self.bad:
            lost = range(block * BLOCK, min((block + 1) * BLOCK, len(torn)))
            torn[lost.start : lost.stop] = random.randbytes(len(lost))
        self.disk, self.cache = bytearray(torn), bytearray(torn)
        self.dirty, self.cut, self.bad = [], False, set()


Fault = Callable[[int, str, Path], "OSError | Killed | int | None"]
"""Called before each operation with its number (from 1), name and path.

An exception is raised, for a sync after it has done its harm; a number cuts a write to so many bytes.
"""


class Disk(Struct):
    """Folders of names of inodes; a tiny ``Files`` for the record."""

    fault: Fault | None = None
    bad_blocks: bool = True
    calls: int = 0
    log: list[str] = field(default_factory=list)
    shown: dict[Path, dict[str, Inode | None]] = field(default_factory=lambda: {Path("/"): {}})
    """Folder → name → file (``None``: a folder of that name)."""
    durable: dict[Path, dict[str, Inode | None]] = field(default_factory=lambda: {Path("/"): {}})
    pending: dict[Path, list[tuple[tuple[str, Inode | None, bool], ...]]] = field(default_factory=dict)
    """Folder → changes not yet durable; each a tuple of (name, file, whether it is there)."""
    locked: dict[Path, SimulatedLock] = field(default_factory=dict)
    abandoned: set[Path] = field(default_factory=set)

    # Files

    def names(self, folder: Path) -> list[str]:
        self._call("names", folder)
        return list(self.shown.get(folder, {}))

    def read(self, path: Path, start: int = 0) -> bytes:
        self._call("read", path)
        return bytes(self._inode(path).cache[start:])

    def create(self, path: Path) -> Writer:
        self._call("create", path)
        inode = Inode()
        self._change(path.parent, ((path.name, inode, True),))
        return Writer(self, path, inode)

    def update(self, path: Path) -> Writer:
        self._call("update", path)
        return Writer(self, path, self._inode(path))

    def replace(self, source: Path, target: Path) -> None:
        self._call("replace", target)
        self._change(source.parent, ((target.name, self._inode(source), True), (source.name, None, False)))

    def remove(self, path: Path) -> None:
        self._call("remove", path)
        if path.name in self.shown.get(path.parent, {}):
            self._change(path.parent, ((path.name, None, False),))

    def make_folder(self, folder: Path) -> None:
        self._call("make_folder", folder)
        for place in [*reversed(folder.parents), folder]:
            if place not in self.shown:
                self.shown[place] = {}
                self.durable[place] = {}
                self._change(place.parent, ((place.name, None, True),))

    def sync_folder(self, folder: Path) -> None:
        self._call("sync_folder", folder)
        for change in self.pending.pop(folder, []):
            _apply(self.durable[folder], change)

    def lock(self, folder: Path) -> Lock:
        if folder in self.locked:
            raise SessionLocked("テスト", None)
        left_behind = Holder("テスト", None) if folder in self.abandoned else None
        self.locked[folder] = SimulatedLock(self, folder, left_behind)
        return self.locked[folder]

    # What happens to it

    def kill(self) -> None:
        """The process is gone: its locks fall, everything it wrote can be seen."""
        self.abandoned |= set(self.locked)
        self.locked.clear()
        self.fault = None

    def lose_power(self, random: Random) -> None:
        """The machine is gone: what was not durable may be there in part, in any pattern."""
        self.kill()
        for folder, changes in self.pending.items():
            for change in changes:
                if random.random() < 0.5:
                    _apply(self.durable[folder], change)
        self.pending.clear()
        lost = {
            folder
            for folder in self.durable
            if any(
                place.name not in self.durable[place.parent]
                for place in (folder, *folder.parents[:-1])
                if place.name
            )
        }
        for folder in lost:
            del self.durable[folder]
        self.shown = {folder: dict(names) for folder, names in self.durable.items()}
        for inode in {
            id(item): item for names in self.shown.values() for item in names.values() if item
        }.values():
            inode.lose_power(random)

    def file(self, path: Path) -> bytearray:
        """The content that readers see."""
        return self._inode(path).cache

    def put(self, path: Path, data: bytes) -> None:
        """Lay a durable file down."""
        self.make_folder(path.parent)
        self.shown[path.parent][path.name] = self.durable[path.parent][path.name] = Inode(
            bytearray(data), bytearray(data)
        )

    def _call(self, name: str, path: Path) -> int | None:
        self.calls += 1
        self.log.append(f"{name} {path.name}")
        harm = self.fault(self.calls, name, path) if self.fault else None
        if isinstance(harm, BaseException):
            raise harm
        return harm

    def _inode(self, path: Path) -> Inode:
        inode = self.shown.get(path.parent, {}).get(path.name)
        if inode is None:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
        return inode

    def _change(self, folder: Path, change: tuple[tuple[str, Inode | None, bool], ...]) -> None:
        if folder not in self.shown:
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))
        _apply(self.shown[folder], change)
        self.pending.setdefault(folder, []).append(change)


class Writer(Struct):
    """An open file."""

    disk: Disk
    path: Path
    inode: Inode

    def write(self, data: bytes, at: int) -> int:
        taken = self.disk._call("write", self.path)
        if taken is not None:
            data = data[:taken]
        self.inode.write(at, data)
        return len(data)

    def sync(self) -> None:
        try:
            self.disk._call("sync", self.path)
        except OSError:
            self.inode.fail_sync(bad_block=self.disk.bad_blocks)
            raise
        self.inode.sync()

    def truncate(self, size: int) -> None:
        self.disk._call("truncate", self.path)
        self.inode.truncate(size)

    def stands(self, path: Path, size: int) -> bool:
        return (
            self.disk.shown.get(path.parent, {}).get(path.name) is self.inode
            and len(self.inode.cache) == size
        )

    def close(self) -> None:
        self.disk._call("close", self.path)


class SimulatedLock(Struct, eq=False):
    """A lock that falls with its process."""

    disk: Disk
    folder: Path
    left_behind: Holder | None

    def holds(self) -> bool:
        return self.disk.locked.setdefault(self.folder, self) is self

    def release(self) -> None:
        if self.holds():
            del self.disk.locked[self.folder]
            self.disk.abandoned.discard(self.folder)


def _apply(names: dict[str, Inode | None], change: tuple[tuple[str, Inode | None, bool], ...]) -> None:
    for name, inode, present in change:
        if present:
            names[name] = inode
        else:
            names.pop(name, None)


def nth(
    number: int, harm: OSError | Killed | int, *, forever: bool = False, under: Path | None = None
) -> Fault:
    """Harm at the ``number``-th call, or at that one and all after it; only below ``under`` where given."""

    def fault(call: int, name: str, path: Path) -> OSError | Killed | int | None:
        if under is not None and under not in (path, *path.parents):
            return None
        due = call >= number if forever else call == number
        if not due or (isinstance(harm, int) and name != "write"):
            return None
        return harm

    return fault
