"""What recognisers write for programs (JSON), told apart by what stands in it, not by who made it.

``shapes`` knows those that hide their words in places of their own; everything else is a list of objects with
words and a time each, wherever in the file it stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem

from .labels import split_labels
from .markup import read_otranscribe
from .segment import Heard, Transcript, Word, transcript
from .shapes import shaped
from .table import unit_of
from .times import seconds

_TEXTS = ("text", "transcript", "spokenText", "utterance", "content", "sentence", "caption", "display", "word", "body",
          "transcription", "written", "message", "label", "テキスト", "本文", "発言", "発言内容")  # fmt: skip
_SECONDS = ("start", "start_time", "startTime", "start_seconds", "begin", "begin_time", "beginTime", "from", "time",
            "timestamp", "offset", "startSeconds", "t0", "timecode", "開始", "開始時刻", "時刻")  # fmt: skip
_THOUSANDTHS = ("start_ms", "startMs", "tStartMs", "offsetMilliseconds", "startMillis", "starttime", "begin_ms",
                "offsetMs", "start_time_ms", "startTimeMs", "startInMs")  # fmt: skip
_TICKS = ("offsetInTicks", "startTicks")
_ENDS = ("end", "stop", "end_time", "endTime", "end_seconds", "to", "endSeconds", "t1", "endtime", "end_ms", "endMs",
         "endMillis", "end_time_ms", "endTimeMs", "endInMs", "終了", "終了時刻")  # fmt: skip
_LENGTHS = (
    "duration",
    "dur",
    "dDurationMs",
    "durationMilliseconds",
    "durationInTicks",
    "duration_ms",
    "durationMs",
    "length",
)
_SPEAKERS = ("speaker", "speaker_label", "speakerLabel", "speaker_id", "speakerId", "speaker_name", "speakerName",
             "speakerTag", "speaker_tag", "name", "who", "participant", "user", "channel_label", "話者", "発言者")  # fmt: skip
_DEEPEST = 8


def read_recognised(path: Path, text: str) -> Transcript:
    """The segments of a JSON text.

    Raises:
        FileProblems: it is no JSON, or has no list of segments.
    """
    found = _parsed(path, text)
    match found:
        case {"text": str(page), "media": _} | {"text": str(page), "media-time": _} if "<" in page:
            return read_otranscribe(path, page)
    heard = shaped(found)
    if heard is None:
        heard = list(_listed(path, found))
    if not any(piece.speaker for piece in heard):
        labels = split_labels([piece.text for piece in heard])
        heard = [
            Heard(p.start, p.end, words, p.line, p.where, label, p.words, p.latest)
            for p, (label, words) in zip(heard, labels, strict=True)
        ]
    return transcript(path, heard)


def _parsed(path: Path, text: str) -> object:
    """The document; several of them one after another (JSON Lines, Vosk) are a list."""
    # NaN is no JSON, though Python would take it; as text it is refused with the place where it stands.
    decoder = json.JSONDecoder(parse_constant=str, strict=False)
    found: list[object] = []
    at = 0
    try:
        while at < len(text):
            while at < len(text) and text[at] in " \t\n\r,":
                at += 1
            if at < len(text):
                document, at = decoder.raw_decode(text, at)
                found.append(document)
    except json.JSONDecodeError as error:
        message = f"JSON として読めません（{error.colno}文字目の辺り）。書き出し直してください。"
        raise FileProblems([Problem(path, error.lineno, "", message)]) from None
    except (RecursionError, ValueError):
        # ValueError: a number of thousands of digits.
        message = "JSON の入れ子か数が異常です。文字起こしのファイルか確かめ、書き出し直してください。"
        raise FileProblems([Problem(path, None, "", message)]) from None
    return found[0] if len(found) == 1 else found


def _listed(path: Path, found: object) -> Iterator[Heard]:
    items = _segments(found)
    if items is None:
        message = (
            "JSON の中に、時刻（start など）と言葉（text など）の組の並び（segments）が見当たりません。"
            "文字起こしのソフトから .srt か .vtt で書き出してください。"
        )
        raise FileProblems([Problem(path, None, "", message)])
    texts = [_first(item, _TEXTS) for item in items]
    starts = [_start(item) for item in items]
    ends = [_end(item, start, unit) for item, (start, unit, _) in zip(items, starts, strict=True)]
    unit = 1.0
    if all(exact == 1.0 for _, exact, _ in starts):
        unit = unit_of(
            [start for start, _, _ in starts],
            [whole for _, _, whole in starts],
            [text if isinstance(text, str) else "" for text in texts],
            ends,
        )
    for number, (item, text, (start, _, _), end) in enumerate(
        zip(items, texts, starts, ends, strict=True), start=1
    ):
        where = f"{number}番目の区間"
        if not isinstance(text, str) or not _has(item, (*_SECONDS, *_THOUSANDTHS, *_TICKS)):
            message = f"{where}：start、end、text の三つが揃っていません。書き出し直してください。"
            raise FileProblems([Problem(path, None, "", message)])
        scaled = None if start is None else start * unit
        until = None if end is None else end * unit
        words = tuple(_words(item.get("words") or item.get("tokens"), unit))
        speaker = _speaker(item) or _most_common(item.get("words"))
        yield Heard(scaled, until, text, None, where, speaker, words)


def _segments(found: object, depth: int = 0) -> Sequence[Mapping[str, object]] | None:
    """The longest list of objects that have words and a time each."""
    best: Sequence[Mapping[str, object]] | None = None
    if isinstance(found, list):
        objects = [item for item in found if isinstance(item, dict)]
        fit = sum(1 for item in objects[:200] if _is_segment(item))
        if objects and len(objects) == len(found) and fit >= 0.5 * min(len(objects), 200):
            return objects
    if depth < _DEEPEST:
        inner = found.values() if isinstance(found, dict) else found if isinstance(found, list) else ()
        for value in islice(inner, 1000):
            if isinstance(value, dict | list):
                other = _segments(value, depth + 1)
                if other is not None and (best is None or _said(other) > _said(best)):
                    best = other
    return best


def _said(items: Sequence[Mapping[str, object]]) -> int:
    return sum(len(str(_first(item, _TEXTS) or "")) for item in items)


def _is_segment(item: Mapping[str, object]) -> bool:
    return isinstance(_first(item, _TEXTS), str) and _has(item, (*_SECONDS, *_THOUSANDTHS, *_TICKS))


def _has(item: Mapping[str, object], names: Sequence[str]) -> bool:
    return any(name in item for name in names)


def _first(item: Mapping[str, object], names: Sequence[str]) -> object:
    return next((item[name] for name in names if item.get(name) is not None), None)


def _start(item: Mapping[str, object]) -> tuple[float | None, float, bool]:
    """Beginning, the unit that its name says (1: seconds, or not said), and whether it is a bare whole number."""
    for names, unit in ((_THOUSANDTHS, 0.001), (_TICKS, 1e-7)):
        if (counted := _number(_first(item, names))) is not None:
            return counted * unit, unit, False
    value = _first(item, _SECONDS)
    match value:
        case [first, *_]:
            return _number(first), 1.0, False
        case {"seconds": first}:
            return _number(first), 1.0, False
    number = _number(value)
    whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer() and value > 1000)
    return number, 1.0, whole and not isinstance(value, bool)


def _end(item: Mapping[str, object], start: float | None, unit: float) -> float | None:
    """Ending in the unit of the beginning, by name; NaN: it stands there, but is no number."""
    match item.get("timestamp"):
        case [_, last]:
            return None if last is None else _or_nan(last)
    for name in _ENDS:
        if item.get(name) is not None:
            return _or_nan(item[name]) * (unit if unit != 1.0 else 1.0)
    length = _number(_first(item, _LENGTHS))
    return None if length is None or start is None else start + length * unit


def _or_nan(value: object) -> float:
    number = _number(value)
    return float("nan") if number is None else number


def _number(value: object) -> float | None:
    """Seconds; a spelled time is one as well."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e14:
        return float(value)
    if isinstance(value, str):
        return seconds(value.strip())
    return None


def _speaker(item: Mapping[str, object]) -> str:
    value = _first(item, _SPEAKERS)
    match value:
        case {"name": str(name)} | {"label": str(name)} | {"id": str(name)}:
            return name
        case bool() | None:
            return ""
        case str() | int():
            return str(value)
        case _:
            return ""


def _most_common(words: object) -> str:
    names = [_speaker(word) for word in words if isinstance(word, dict)] if isinstance(words, list) else []
    return max(set(names), key=names.count) if names else ""


def _words(found: object, unit: float) -> Iterator[Word]:
    """Words with their own times; those without one (digits, in whisperX) belong to the word before."""
    if not isinstance(found, list):
        return
    at: float | None = None
    text = ""
    for item in found:
        if not isinstance(item, dict):
            return
        words, start = (
            _first(item, ("word", "text")),
            _number(_first(item, ("start", "start_time", "startTime"))),
        )
        if not isinstance(words, str):
            return
        if start is None:
            text += words
            continue
        if at is not None and text:
            yield Word(at, text)
        at, text = start * unit, words
    if at is not None and text:
        yield Word(at, text)
