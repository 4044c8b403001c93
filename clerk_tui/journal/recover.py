"""Opening a record again: what is there, what was torn, what lies elsewhere, what is damaged (復元)."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from msgspec import Struct

from .checkpoint import CHECKPOINT, compare
from .errors import JournalUnreadable
from .files import Files
from .lock import Holder
from .replay import Damage, Replay
from .segment import TEMPORARY, add_whole, segments, write_whole
from .whereabouts import MOVED, away_of, moved_to


class Recovery(Struct, frozen=True):
    """What opening found."""

    count: int
    """Documents in the record."""
    torn: Path | None = None
    """Where the bytes of a half-written line were saved before they were cut."""
    adopted: int = 0
    """Documents brought home from the fallback folder."""
    damages: tuple[Damage, ...] = ()
    """Why the record opens read-only."""
    edited: Path | None = None
    """The plain copy, where somebody else has changed it."""
    left_behind: Holder | None = None
    """Who had the record open when it was torn away."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """For the clerk; none after an ordinary end."""
        told: list[str] = []
        if self.damages:
            told += [damage.sentence for damage in self.damages]
            told.append("閲覧だけで開きました。clerk-tui doctor で読める記録を別の会議に取り出せます。")
        elif self.torn is not None:
            told.append(
                f"前回は突然終了しました。{self.count}件を復元、書きかけ1件は {self.torn} にあります。"
            )
        elif self.left_behind is not None:
            told.append(f"前回は突然終了しました。{self.count}件を復元しました。")
        if self.adopted:
            told.append(f"控えの保存先にあった{self.adopted}件を、会議のフォルダーに戻しました。")
        if self.edited is not None:
            told.append(f"{self.edited.name} がほかで書き換えられています。記録には影響しません。")
        return tuple(told)


class Found(Struct):
    """A record as it lies in its folder."""

    replay: Replay
    lines: list[bytes]
    """The whole record, one or more lines in each piece."""
    home: int = 0
    """Bytes of the record that its own folder holds."""
    count: int = 0
    """Documents that its own folder holds."""
    last: Path | None = None
    """The segment that the next line goes to."""
    data: bytes = b""
    """What is in it."""
    end: int = 0
    """Offset after its last good line."""
    edited: Path | None = None
    """The plain copy, where it is none that the journal has named."""
    away: Path | None = None
    """The folder under the fallback that holds a copy of this record."""


def find(files: Files, folder: Path, fallback: Path | None) -> Found:
    """Read everything and judge it; nothing is changed. Raises ``JournalUnreadable``."""
    lines: list[bytes] = []
    replay = Replay(raw=lines)
    found = Found(replay, lines)
    try:
        for path in segments(files, folder):
            found.last, found.data = path, files.read(path)
            found.end = replay.feed(path.name, found.data)
        found.home = sum(map(len, lines))
        found.count = len(replay.documents)
        found.away = away_of(files, folder, fallback, replay.identity)
        if found.away is not None:
            for path in segments(files, found.away):
                replay.feed(str(path), files.read(path))
        replay.judge()
        if target := moved_to(files, folder, found.away):
            sentence = f"この記録は {target} に移されています。続きはそちらを開いて記録してください。"
            replay.damages.append(Damage(MOVED, 0, sentence))
        state = compare(files, folder, replay)
    except OSError as error:
        raise JournalUnreadable(
            f"{folder} の記録を読み込めません（{error.strerror or error}）。"
            "保存先がつながっているか、読む権限があるかを確かめてください。"
        ) from error
    found.edited = folder / CHECKPOINT if state.edited else None
    if not replay.damages and (shorter := state.damage(replay)):
        replay.damages.append(shorter)
    return found


def settle(files: Files, found: Found) -> tuple[Path | None, int]:
    """Make the last segment end in its last good line, on the disk.

    Returns where torn bytes were saved, and how many bytes the segment has now.

    The last line may be in the system's cache alone (written, then killed before the fsync; or its fsync
    failed and the cache still shows it), so it is written again, in its place: the same bytes, or those and
    the LF that was missing. What comes after it is copied aside first and then cut. ``OSError`` leaves a
    file that reads as before.
    """
    assert found.last is not None, "only a segment that exists can be settled"
    aside = None
    tail = found.data[found.end :]
    if tail:
        aside = found.last.with_name(f"record.torn-{crc32(tail):08x}.txt")
        write_whole(files, aside, tail)
    start = found.data.rfind(b"\n", 0, max(found.end - 1, 0)) + 1
    line = found.data[start : found.end]
    if line and not line.endswith(b"\n"):
        line += b"\n"
    handle = files.update(found.last, start)
    try:
        handle.truncate(found.end)
        add_whole(handle, line)
    finally:
        handle.close()
    return aside, start + len(line)


def sweep(files: Files, folder: Path) -> None:
    """Remove what an interrupted replacement left: the first half of a step that was never finished."""
    for name in files.names(folder):
        if name.startswith("record.") and name.endswith(TEMPORARY):
            files.remove(folder / name)
