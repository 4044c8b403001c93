"""``clerk-tui attach``: the office's recording belongs to the meeting from now on."""

from __future__ import annotations

import shutil
import unicodedata
from argparse import Namespace
from datetime import datetime, time, timedelta
from pathlib import Path

from clerk_tui.audio.sound import SoundFile
from clerk_tui.domain.audio_files import AttachAudio
from clerk_tui.domain.calendar import parse_time
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import State
from clerk_tui.session_names import locate
from clerk_tui.sessions import recording


def run(options: Namespace) -> int:
    folder = locate(options.session)
    # All of them are looked at before any is attached.
    sounds = [SoundFile(path) for path in options.audio]
    if options.start and len(sounds) > 1:
        raise Refused("--start は、録音のファイルを一つずつ結び付けるときに使えます。")
    with recording(folder) as opened:
        for sound in sounds:
            path = _copied(sound.path, folder) if options.copy else sound.path.resolve()
            begins, guessed = _begins(sound, opened.session.state, options.start)
            opened.session.dispatch(AttachAudio(str(path), round(sound.duration, 1), begins, guessed))
            print(f"録音を結び付けました：{path}（{_length(sound.duration)}）")
            print(f"  {_told(begins, guessed)}")
    return 0


def _copied(path: Path, folder: Path) -> Path:
    target = folder / path.name
    if target.exists():
        raise Refused(f"{target} はすでにあります。名前を変えるか、--copy を付けずに結び付けてください。")
    return Path(shutil.copy2(path, target)).resolve()


def _begins(sound: SoundFile, state: State, start: str) -> tuple[datetime | None, bool]:
    """When the recording began: as told, else as the file has it where that is near the meeting; and if guessed."""
    zone = (state.opened or datetime.now().astimezone()).tzinfo
    day = state.opened.date() if state.opened else state.meeting.date
    if start:
        if day is None:
            raise Refused("会議の日付が分からないので、録音の始まりの時刻を決められません。準備の date に書いてください。")
        return datetime.combine(day, _clock(start), zone), False
    if state.opened is None:
        return None, False
    written = datetime.fromtimestamp(sound.path.stat().st_mtime, zone) - timedelta(seconds=sound.duration)
    near = [
        each for each in (sound.created, written) if each and abs(each - state.opened) < timedelta(hours=3)
    ]
    return (near[0].astimezone(zone).replace(microsecond=0), True) if near else (None, False)


def _clock(start: str) -> time:
    """A time with seconds (13:58:30), or in any of the forms that a clerk writes."""
    try:
        return time.fromisoformat(unicodedata.normalize("NFKC", start).strip())
    except ValueError:
        return parse_time(start)


def _told(begins: datetime | None, guessed: bool) -> str:
    if begins is None:
        return (
            "始まりの時刻は分かりません。--start 13:58 のように付けるか、"
            "文字起こしを clerk-tui fill 会議 文字起こし で入れると分かります。"
        )
    return f"始まり {begins:%H:%M:%S}" + (
        "（ファイルの時刻から推しました。違えば --start で直してください）" if guessed else ""
    )


def _length(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒"
