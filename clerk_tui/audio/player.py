"""Playing a recording (再生): from any second, at any speed, without ever making a key wait.

Decoding runs in a thread of its own that keeps a second or two ahead; the output takes samples in its thread.
What the keys call only changes a few numbers under a lock.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable, Iterator

from .output import Output
from .sound import FASTEST, RATE, SLOWEST, WIDTH, Block, SoundFile

AHEAD = 1.5
"""Seconds of playing that are decoded before they are wanted."""


class Player:
    """Plays one recording. Close it when done; a closed player is not opened again."""

    def __init__(self, sound: SoundFile, output: Output) -> None:
        self.sound = sound
        self._output = output
        self._lock = threading.Condition()
        self._blocks: deque[Block] = deque()
        self._used = 0
        """Bytes of the first block that have been played."""
        self._ready = 0
        """Frames in the blocks that have not been played."""
        self._generation = 0
        """Goes up with every jump: what an older decoding still delivers is thrown away."""
        self._position = 0.0
        self._tempo = 1.0
        self._playing = self._ended = self._closed = self._started = False
        self._decoder: threading.Thread | None = None
        self._fault: Exception | None = None
        self.on_end: Callable[[], None] = lambda: None
        """Called in a thread of the player when the recording is over."""

    @property
    def position(self) -> float:
        """Second of the recording that is heard now."""
        with self._lock:
            return self._position

    @property
    def playing(self) -> bool:
        with self._lock:
            return self._playing and not self._ended

    @property
    def tempo(self) -> float:
        with self._lock:
            return self._tempo

    @property
    def fault(self) -> Exception | None:
        """Why decoding had to stop, if it had to."""
        with self._lock:
            return self._fault

    def play(self, at: float | None = None) -> None:
        """Play from a second of the recording; None: from where it stands."""
        with self._lock:
            self._playing = True
            if at is not None or self._decoder is None or self._ended:
                self._jump(self._position if at is None else at)
            start, self._started = not self._started, True
        if start:
            self._output.start(self._ask)

    def pause(self) -> None:
        with self._lock:
            self._playing = False

    def toggle(self) -> None:
        """Pause, or go on."""
        if self.playing:
            self.pause()
        else:
            self.play()

    def skip(self, seconds: float) -> None:
        """Jump by so many seconds of the recording; negative: back."""
        with self._lock:
            self._jump(self._position + seconds)

    def set_tempo(self, tempo: float) -> None:
        """Change the speed, kept within what can be done without changing the pitch; the place stays."""
        with self._lock:
            self._tempo = min(FASTEST, max(SLOWEST, tempo))
            if self._decoder is not None:
                self._jump(self._position)

    def close(self) -> None:
        """Stop, and give the device back."""
        with self._lock:
            self._closed = True
            self._playing = False
            self._generation += 1
            self._lock.notify_all()
        if self._started:
            self._output.stop()

    def _jump(self, to: float) -> None:
        """Decode from there on; with the lock held."""
        last = self.sound.duration or to
        self._position = min(max(0.0, to), last)
        self._generation += 1
        self._blocks.clear()
        self._used = self._ready = 0
        self._ended = False
        self._fault = None
        self._decoder = threading.Thread(
            target=self._decode,
            args=(self.sound.blocks(self._position, self._tempo), self._generation),
            name="decode",
            daemon=True,
        )
        self._decoder.start()
        self._lock.notify_all()

    def _decode(self, blocks: Iterator[Block], generation: int) -> None:
        fault: Exception | None = None
        try:
            for block in blocks:
                with self._lock:
                    while self._ready > AHEAD * RATE and self._generation == generation:
                        self._lock.wait()
                    if self._generation != generation:
                        return
                    self._blocks.append(block)
                    self._ready += block.frames
                    self._lock.notify_all()
        except Exception as error:  # noqa: BLE001 - told by the screen; a thread has nobody to raise to
            fault = error
        with self._lock:
            if self._generation == generation:
                self._decoder = None
                self._fault = fault
                self._lock.notify_all()

    def _ask(self, frames: int) -> bytes:
        """Samples for the output: silence while paused, fewer than wanted at the end."""
        over = False
        with self._lock:
            if self._closed:
                return b""
            if not self._playing or self._ended:
                return bytes(frames * WIDTH)
            while self._ready < frames and self._decoder is not None and not self._closed:
                self._lock.wait(1.0)
            found = self._taken(frames * WIDTH)
            if not found and self._decoder is None:
                self._ended = over = True
                self._playing = False
            self._lock.notify_all()
        if over:
            self.on_end()
        return found

    def _taken(self, wanted: int) -> bytes:
        found = bytearray()
        while self._blocks and len(found) < wanted:
            block = self._blocks[0]
            part = block.samples[self._used : self._used + wanted - len(found)]
            found += part
            self._used += len(part)
            self._position = block.start + self._used // WIDTH / RATE * block.tempo
            if self._used >= len(block.samples):
                self._blocks.popleft()
                self._used = 0
        self._ready -= len(found) // WIDTH
        return bytes(found)
