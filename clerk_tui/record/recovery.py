"""Opening a record for writing: what is there, what was torn, what lies elsewhere, what is damaged (復元)."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from msgspec import Struct, field

from .chain import Chain, Damage
from .documents import CLOSING, OPENING, render
from .errors import RecordUnreadable
from .files import Files
from .lock import Holder
from .relocation import MOVED, away_of, moved_to
from .segments import RECORD, TEMPORARY, Segment, segments, write_whole


class Recovery(Struct, frozen=True):
    """What opening found."""

    count: int
    """Events in the record."""
    torn: Path | None = None
    """Where the bytes of a half-written line were saved before they were cut."""
    unclosed: bool = False
    """Whether the file ended without its closing brackets."""
    adopted: int = 0
    """Events brought home from the fallback folder."""
    damages: tuple[Damage, ...] = ()
    """Why the record opens read-only."""
    rewritten: tuple[Path, ...] = ()
    """Where files were put aside that another program had saved; their events are in the record."""
    left_behind: Holder | None = None
    """Who had the record open when it was torn away."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """For the clerk; none after an ordinary end."""
        told: list[str] = []
        if self.damages:
            told += [damage.sentence for damage in self.damages]
            told.append(
                "見るだけで開きました。clerk-tui doctor 会議 --salvage 新しいフォルダー で、"
                "読める記録を別の会議に取り出せます。"
            )
        elif self.torn is not None:
            told.append(
                f"前回は突然終了しました。{self.count}件を復元、書きかけ1件は {self.torn} にあります。"
            )
        elif self.left_behind is not None:
            told.append(f"前回は突然終了しました。{self.count}件を復元しました。")
        elif self.unclosed:
            told.append(
                f"記録のファイルが途中で終わっていました。{self.count}件まで読めました。"
                "足りないときは、控えや印刷した照合値と比べてください。"
            )
        if self.adopted:
            told.append(f"控えの保存先にあった{self.adopted}件を、会議のフォルダーに戻しました。")
        told += [
            f"ほかのソフトが保存し直した記録を読み、もとの形に戻しました。その保存は {path} に残しました。"
            for path in self.rewritten
        ]
        return tuple(told)


class Found(Struct):
    """A record as it lies in its folder."""

    chain: Chain = field(default_factory=Chain)
    home: int = 0
    """Lines that its own folder holds."""
    count: int = 0
    """Events that its own folder holds."""
    files: dict[Path, bytes] = field(default_factory=dict)
    """Every segment of its own folder, with its content."""
    ends: dict[Path, int] = field(default_factory=dict)
    """Offset after the last good line of each."""
    away: Path | None = None
    """The folder under the fallback that holds a copy of this record."""


def find(files: Files, folder: Path, fallback: Path | None) -> Found:
    """Read everything and judge it; nothing is changed. Raises ``RecordUnreadable``."""
    found = Found()
    chain = found.chain
    try:
        for path in segments(files, folder):
            data = found.files[path] = files.read(path)
            found.ends[path] = chain.feed(path.name, data)
        found.home, found.count = len(chain.lines), len(chain.records)
        closed = chain.closed
        found.away = away_of(files, folder, fallback, chain.identity)
        if found.away is not None:
            for path in segments(files, found.away):
                chain.feed(str(path), files.read(path))
        chain.closed = closed
        chain.judge()
        if target := moved_to(files, folder, found.away):
            sentence = f"この記録は {target} に移されています。続きはそちらを開いて記録してください。"
            chain.damages.append(Damage(MOVED, 0, sentence))
    except OSError as error:
        raise RecordUnreadable(
            f"{folder} の記録を読み込めません（{error.strerror or error}）。"
            "保存先がつながっているか、読む権限があるかを確かめてください。"
        ) from error
    return found


class Gathered(Struct, frozen=True):
    """A record that is whole in one file again."""

    segment: Segment
    torn: Path | None
    rewritten: tuple[Path, ...]


def gather(files: Files, folder: Path, found: Found) -> Gathered:
    """Make the record whole in ``record.json``, durably, in our form, and with its closing brackets.

    What it does not take over is put aside first: the rest of a write that was torn, and a file that another
    program has saved. Raises ``OSError``; everything that there was is then still there.
    """
    record, chain = folder / RECORD, found.chain
    torn: Path | None = None
    aside: list[Path] = []
    for path, data in found.files.items():
        torn = None
        if path.name in chain.rewritten:
            aside.append(_put_aside(files, path, "edited", data))
        elif not (CLOSING.startswith(rest := data[found.ends[path] :]) or OPENING.startswith(data)):
            torn = _put_aside(files, path, "torn", rest)
    if list(found.files) == [record] and chain.closed and not aside and found.home == len(chain.lines):
        # Always: a process may have been killed between giving a name and making it durable.
        files.sync_folder(folder)
        segment = Segment(files, record, len(found.files[record]))
        try:
            segment.again(chain.lines[-1] if chain.lines else b"")
        except OSError:
            segment.close()
            raise
    else:
        data = render(chain.lines)
        write_whole(files, record, data)
        others = [path for path in found.files if path != record]
        for path in others:
            files.remove(path)
        if others:
            # A file that came back after a power cut would hold a torn write against what is recorded from now on.
            files.sync_folder(folder)
        segment = Segment(files, record, len(data))
    return Gathered(segment, torn, tuple(aside))


def sweep(files: Files, folder: Path) -> None:
    """Remove what an interrupted replacement left: the first half of a step that was never finished."""
    for name in files.names(folder):
        if name.startswith("record.") and name.endswith(TEMPORARY):
            files.remove(folder / name)


def _put_aside(files: Files, path: Path, what: str, data: bytes) -> Path:
    aside = path.with_name(f"record.{what}-{crc32(data):08x}.txt")
    write_whole(files, aside, data)
    return aside
