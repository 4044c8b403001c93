"""``clerk-tui transcribe``: the attached recording becomes a transcript, on this machine and without a network."""

from __future__ import annotations

import sys
import time
from argparse import Namespace
from datetime import timedelta
from pathlib import Path

from clerk_tui.audio.recognise import FasterWhisper, Hearing, recognise, write_transcript
from clerk_tui.audio.sound import SoundFile
from clerk_tui.audio.vocabulary import for_whisper, terms
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import AudioFile, State
from clerk_tui.drafting import free_name
from clerk_tui.session_files import spelled
from clerk_tui.session_names import locate
from clerk_tui.sessions import state_of

from .progress import tell_progress


def run(options: Namespace) -> int:
    folder = locate(options.session)
    state = state_of(folder)
    if not state.audio:
        raise Refused(
            "録音が結び付けられていません。先に clerk-tui attach 会議 録音.m4a を実行してください。"
        )
    recogniser = FasterWhisper(options.model, options.threads)
    for file in state.audio:
        target = _transcribed(folder, state, file, recogniser, options)
        print(f"文字起こしを作りました：{target}")
        print(f"  本文に入れるには：clerk-tui fill {spelled(options.session)} {spelled(target)}")
    return 0


def _transcribed(
    folder: Path, state: State, file: AudioFile, recogniser: FasterWhisper, options: Namespace
) -> Path:
    sound = SoundFile(Path(file.path))
    hint = for_whisper(terms(state.meeting)) if options.hint else ""
    hearing = Hearing(file.path, sound.path.stat().st_size, str(options.model.resolve()), hint)
    unfinished = folder / f"認識中 {sound.path.stem}.jsonl"
    begun = time.monotonic()

    def progress(done: float, length: float) -> None:
        spent = time.monotonic() - begun
        left = timedelta(seconds=round(spent / done * (length - done))) if done else "?"
        tell_progress(f"認識しています {done / length:4.0%}　残り {left}")

    try:
        segments = recognise(sound, recogniser, changes(state, file), hearing, unfinished, progress=progress)
    except KeyboardInterrupt:
        print("\n途中で止めました。もう一度実行すると、続きから認識します。", file=sys.stderr)
        raise
    tell_progress("")
    target = free_name(folder, f"文字起こし {sound.path.stem}.json")
    write_transcript(segments, target)
    unfinished.unlink(missing_ok=True)
    return target


def changes(state: State, file: AudioFile) -> tuple[float, ...]:
    """Seconds of the recording at which the speaker changes; none where nobody knows when it began."""
    if file.begins is None:
        return ()
    begins = file.begins
    found = ((turn.started - begins).total_seconds() for turn in state.turns)
    return tuple(second for second in found if 0 < second < (file.seconds or second + 1))
