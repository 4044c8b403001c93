"""A recording as samples: any file that FFmpeg decodes (wav, mp3, m4a, wma, flac, opus), through PyAV.

Samples are signed 16-bit mono at :data:`RATE`: enough for speech, and one form for playing and recognising.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from types import ModuleType
from typing import Any

from msgspec import Struct

from clerk_tui.errors import PartMissing

from .errors import Undecodable

RATE = 24_000
"""Samples a second."""
WIDTH = 2
"""Bytes of one sample."""
SLOWEST, FASTEST = 0.5, 2.0
"""What one ``atempo`` filter can do without changing the pitch audibly."""


class Block(Struct, frozen=True):
    """Some samples in a row."""

    start: float
    """Second of the recording at which they begin."""
    samples: bytes
    tempo: float
    """Seconds of the recording that one second of playing takes up."""

    @property
    def frames(self) -> int:
        return len(self.samples) // WIDTH


class SoundFile:
    """A recording on the disk. Nothing is kept open between two uses; the file stays where it is.

    Raises:
        PartMissing: PyAV is not installed.
        Undecodable: the file is missing or holds no sound that can be decoded.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._av = _av()
        with self._opened() as container:
            stream = container.streams.audio[0]
            self.duration = _duration(container, stream)
            """Length in seconds; 0.0 where the file does not say it."""
            self.created = _created(container.metadata)
            """When the recorder says it began, where it says so with a zone."""

    def blocks(self, start: float = 0.0, tempo: float = 1.0, rate: int = RATE) -> Iterator[Block]:
        """Decode from ``start`` (seconds) to the end, stretched in time by ``tempo`` (0.5 to 2.0).

        Args:
            rate: samples a second of what comes out.

        Raises:
            ValueError: ``tempo`` is out of range.
            Undecodable: the file breaks off in a way that leaves nothing to play.
        """
        if not SLOWEST <= tempo <= FASTEST:
            raise ValueError(f"tempo {tempo} is not between {SLOWEST} and {FASTEST}")
        with self._opened() as container:
            stream = container.streams.audio[0]
            if start > 0:
                # To the packet before; what is too early is cut off below, sample by sample.
                container.seek(int(start / stream.time_base), stream=stream, backward=True)
            yield from _stretched(
                self._frames(container, stream), start, tempo=tempo, rate=rate, av=self._av, stream=stream
            )

    def samples(self, start: float, end: float, rate: int = RATE) -> bytes:
        """The samples between two seconds of the recording."""
        wanted = round((end - start) * rate) * WIDTH
        found = bytearray()
        for block in self.blocks(start, rate=rate):
            found += block.samples
            if len(found) >= wanted:
                break
        return bytes(found[:wanted])

    def _opened(self) -> Any:
        if not self.path.is_file():
            raise Undecodable(f"録音のファイル {self.path} がありません。場所を確かめてください。")
        try:
            container = self._av.open(str(self.path))
        except (self._av.error.FFmpegError, OSError) as fault:
            raise Undecodable(
                f"{self.path.name} は録音として読めません（{_reason(fault)}）。"
                "wav、mp3、m4a、wma、flac、opus のどれかで渡してください。"
            ) from fault
        if not container.streams.audio:
            container.close()
            raise Undecodable(f"{self.path.name} には音が入っていません。別のファイルを渡してください。")
        return container

    def _frames(self, container: Any, stream: Any) -> Iterator[Any]:
        try:
            yield from container.decode(stream)
        except self._av.error.FFmpegError as fault:
            # A recorder that ran out of battery leaves a file that breaks off: what is there is played.
            if isinstance(fault, self._av.error.InvalidDataError | self._av.error.EOFError):
                return
            raise Undecodable(f"{self.path.name} を最後まで読めません（{_reason(fault)}）。") from fault


def _stretched(
    frames: Iterator[Any], start: float, *, tempo: float, rate: int, av: ModuleType, stream: Any
) -> Iterator[Block]:
    graph = av.filter.Graph()
    source = graph.add_abuffer(template=stream)
    form = graph.add("aformat", f"sample_fmts=s16:sample_rates={rate}:channel_layouts=mono")
    speed = graph.add("atempo", f"{tempo:.3f}")
    sink = graph.add("abuffersink")
    source.link_to(form)
    form.link_to(speed)
    speed.link_to(sink)
    graph.configure()
    at = start
    drop: int | None = None
    for frame in _with_end(frames):
        if frame is not None and drop is None:
            begun = float(frame.time) if frame.time is not None else start
            drop = max(0, round((start - begun) / tempo * rate)) * WIDTH
            at = max(start, begun)
        graph.push(frame)
        for made in _pulled(graph, av):
            samples = bytes(made.planes[0])[: made.samples * WIDTH]
            if drop:
                cut = min(drop, len(samples))
                samples, drop = samples[cut:], drop - cut
            if samples:
                yield Block(at, samples, tempo)
                at += len(samples) // WIDTH / rate * tempo


def _with_end(frames: Iterator[Any]) -> Iterator[Any]:
    """The frames, then the None that makes a filter give out what it holds back."""
    yield from frames
    yield None


def _pulled(graph: Any, av: ModuleType) -> Iterator[Any]:
    while True:
        try:
            yield graph.pull()
        except (BlockingIOError, av.error.BlockingIOError, av.error.EOFError):
            return


def _duration(container: Any, stream: Any) -> float:
    if stream.duration is not None and stream.time_base is not None:
        return float(stream.duration * stream.time_base)
    return container.duration / 1_000_000 if container.duration else 0.0


def _created(metadata: dict[str, str]) -> datetime | None:
    try:
        found = datetime.fromisoformat(metadata.get("creation_time", ""))
    except ValueError:
        return None
    return found if found.tzinfo else None


def _reason(fault: Exception) -> str:
    return str(getattr(fault, "strerror", None) or fault)


def _av() -> ModuleType:
    try:
        import av
        import av.filter
    except ImportError:
        raise PartMissing("録音を読む", "audio") from None
    return av
