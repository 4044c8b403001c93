"""JSON of services that keep words, times and speakers in different places (Amazon, Google, AmiVoice, …)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import Any

from msgspec import Struct

from .segment import Heard, Word
from .times import seconds

_ENDERS = ("。", "？", "！", "?", "!")
_PAUSE = 1.0
"""Seconds between words that end a segment."""
_LONGEST = 80
"""Characters of a segment that is made of words."""

Json = Any
"""What :mod:`json` gives: the shapes below are matched, not assumed."""


class Piece(Struct, frozen=True):
    """A word of a service that gives nothing but words."""

    start: float | None
    """Seconds; None: a mark, said with the word before."""
    end: float | None
    text: str
    speaker: str = ""


def shaped(found: Json) -> list[Heard] | None:
    """The segments, where the document is of one of these shapes; else None."""
    match found:
        case {"response": {"results": list()} as inner} | {"results": {"results": list()} as inner}:
            return shaped(inner)
        case {"results": {"items": list(items), **rest}} if "transcripts" in rest or "speaker_labels" in rest:
            return list(_amazon(items, rest))
        case {"results": {"utterances": list(items)}} if items:
            return [_deepgram(item) for item in items if isinstance(item, dict)]
        case {"results": {"channels": [{"alternatives": [{"words": list(words)}, *_]}, *_]}}:
            return gathered(_plain_words(words))
        case {"results": [{"type": str(), "alternatives": list()}, *_]}:
            return gathered(_speechmatics(found["results"]))
        case {"results": [{"alternatives": list()}, *_]}:
            return _google(found["results"])
        case {"monologues": list(parts)}:
            return gathered(_rev(parts))
        case {"recognizedPhrases": list(items)}:
            return [piece for item in items if (piece := _azure(item)) is not None]
        case {"events": list(events)} if any(isinstance(e, dict) and "segs" in e for e in events):
            return list(_youtube(events))
        case {"segments": [{"results": list()}, *_]}:
            return [
                piece
                for item in found["segments"]
                for result in item["results"]
                for piece in _amivoice(result)
            ]
        case {"results": [{"tokens": list()}, *_]}:
            return [piece for result in found["results"] for piece in _amivoice(result)]
        case {"transcription": list(items)} if any(
            "offsets" in item for item in items if isinstance(item, dict)
        ):
            return list(_whisper_cpp(items))
        case {"utterances": list(items)} if items and all(_has_words(item) for item in items):
            return list(_utterances(items))
        case {"segments": list(items)} if any(
            isinstance(item, dict) and _speakers(item.get("words")) > 1 for item in items
        ):
            return [piece for item in items for piece in _by_voice(item)]
        case {"words": list(words), **rest} if (
            words and not rest.get("segments") and not rest.get("utterances")
        ):
            return gathered(
                _plain_words(words, milliseconds="audio_duration" in rest or "confidence" in rest)
            )
        case {"result": list(words), "text": str()}:
            return gathered(_plain_words(words))
        case [{"result": list()} | {"text": ""}, *_] if any("result" in item for item in found):
            # Vosk: an object for each utterance; those without words were silence.
            return [piece for item in found for piece in gathered(_plain_words(item.get("result") or []))]
    return None


def gathered(words: Iterable[Piece]) -> list[Heard]:
    """Words put together to sentences of one speaker; their times stay."""
    heard: list[Heard] = []
    open_ = False
    for word in words:
        last = heard[-1] if heard else None
        if word.start is None:
            if last is not None:
                heard[-1] = Heard(
                    last.start, last.end, last.text + word.text, None, "", last.speaker, last.words
                )
                open_ = not last.text.endswith(_ENDERS) and not word.text.endswith(_ENDERS)
            continue
        speaker = word.speaker or (last.speaker if last is not None else "")
        if (
            last is None
            or not open_
            or speaker != last.speaker
            or len(last.text) > _LONGEST
            or (last.end is not None and word.start - last.end > _PAUSE)
        ):
            heard.append(
                Heard(word.start, word.end, word.text, None, "", speaker, (Word(word.start, word.text),))
            )
        else:
            blank = " " if last.text[-1:].isascii() and word.text[:1].isascii() else ""
            heard[-1] = Heard(
                last.start,
                max(last.end or 0.0, word.end or word.start),
                last.text + blank + word.text,
                None,
                "",
                last.speaker,
                (*last.words, Word(word.start, word.text)),
            )
        open_ = not word.text.endswith(_ENDERS)
    return heard


def _has_words(item: Json) -> bool:
    return isinstance(item, dict) and isinstance(item.get("text"), str) and "start" in item


def _number(value: Json) -> float | None:
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return float(value)
    match value:
        case str():
            return seconds(value)
        case {"seconds": str() | int() as whole}:
            return float(whole) + float(value.get("nanos") or 0) / 1e9
        case {"nanos": int(nanos)}:
            return nanos / 1e9
    return None


def _name(value: Json) -> str:
    return "" if value is None or isinstance(value, bool | dict | list) else str(value)


def _amazon(items: list[Json], rest: Json) -> Iterator[Heard]:
    voices = {
        part.get("start_time"): part.get("speaker_label") or segment.get("speaker_label") or ""
        for segment in (rest.get("speaker_labels") or {}).get("segments", [])
        for part in segment.get("items", [])
    }
    yield from gathered(
        Piece(
            _number(item.get("start_time")),
            _number(item.get("end_time")),
            str(item["alternatives"][0].get("content", "")),
            _name(item.get("speaker_label")) or voices.get(item.get("start_time"), ""),
        )
        for item in items
        if isinstance(item, dict) and item.get("alternatives")
    )


def _deepgram(item: Mapping[str, Json]) -> Heard:
    words = tuple(
        Word(word["start"], str(word.get("punctuated_word") or word.get("word") or ""))
        for word in item.get("words") or []
        if isinstance(word, dict) and isinstance(word.get("start"), int | float)
    )
    text = str(item.get("transcript") or item.get("text") or "")
    return Heard(
        _number(item.get("start")),
        _number(item.get("end")),
        text,
        None,
        "",
        _name(item.get("speaker")),
        words,
    )


def _plain_words(words: list[Json], *, milliseconds: bool = False) -> Iterator[Piece]:
    """Words with start and end; ``spacing`` and ``audio_event`` (ElevenLabs) are no words."""
    unit = 1.0
    starts = [word.get("start") for word in words if isinstance(word, dict)]
    if milliseconds and starts and all(isinstance(start, int) for start in starts):
        unit = 0.001
    for word in words:
        if not isinstance(word, dict) or word.get("type") in ("spacing", "audio_event"):
            continue
        start, end = _number(word.get("start")), _number(word.get("end"))
        text = word.get("punctuated_word") or word.get("word") or word.get("text") or ""
        yield Piece(
            None if start is None else start * unit,
            None if end is None else end * unit,
            str(text),
            _name(word.get("speaker", word.get("speaker_id"))),
        )


def _speechmatics(results: list[Json]) -> Iterator[Piece]:
    for item in results:
        best = (item.get("alternatives") or [{}])[0]
        start = None if item.get("type") == "punctuation" else _number(item.get("start_time"))
        yield Piece(
            start, _number(item.get("end_time")), str(best.get("content", "")), _name(best.get("speaker"))
        )


def _rev(parts: list[Json]) -> Iterator[Piece]:
    for part in parts:
        for item in part.get("elements") or []:
            text = str(item.get("value", ""))
            if text.strip():
                yield Piece(
                    _number(item.get("ts")), _number(item.get("end_ts")), text, _name(part.get("speaker"))
                )


def _google(results: list[Json]) -> list[Heard]:
    heard: list[Heard] = []
    end = 0.0
    for result in results:
        best = (result.get("alternatives") or [{}])[0]
        words = best.get("words") or []
        begins = [_number(word.get("startTime", word.get("startOffset"))) for word in words]
        begin = next((at for at in begins if at is not None), end)
        if words and heard and begin < end - 1 and len(words) > 1:
            # With speakers, the last result is all words once more, and only there are the speakers right.
            return gathered(
                Piece(at, _number(word.get("endTime", word.get("endOffset"))), _spelled(word), _tag(word))
                for word, at in zip(words, begins, strict=True)
            )
        until = _number(result.get("resultEndTime", result.get("resultEndOffset")))
        tags = [_tag(word) for word in words if _tag(word)]
        heard.append(
            Heard(
                begin,
                until,
                str(best.get("transcript") or ""),
                None,
                "",
                max(set(tags), key=tags.count) if tags else "",
                tuple(Word(at, _spelled(w)) for at, w in zip(begins, words, strict=True) if at is not None),
            )
        )
        end = until if until is not None else max([begin, *(at for at in begins if at is not None)])
    return heard


def _spelled(word: Mapping[str, Json]) -> str:
    # Japanese comes with its reading: 「資料|シリョー」.
    return str(word.get("word") or "").split("|", 1)[0]


def _tag(word: Mapping[str, Json]) -> str:
    tag = word.get("speakerTag", word.get("speakerLabel"))
    return "" if tag in (None, 0, "0") else str(tag)


def _azure(item: Mapping[str, Json]) -> Heard | None:
    best = (item.get("nBest") or [{}])[0]
    text = str(best.get("display") or best.get("lexical") or "")
    if not text:
        return None
    ticks = item.get("offsetInTicks")
    start = float(ticks) * 1e-7 if isinstance(ticks, int | float) else _number(item.get("offset"))
    length = item.get("durationInTicks")
    spent = float(length) * 1e-7 if isinstance(length, int | float) else _number(item.get("duration"))
    end = start + spent if start is not None and spent is not None else None
    return Heard(start, end, text, None, "", _name(item.get("speaker")))


def _youtube(events: list[Json]) -> Iterator[Heard]:
    for event in events:
        text = "".join(str(seg.get("utf8", "")) for seg in event.get("segs") or [])
        if not text.strip():
            continue
        start = event.get("tStartMs", 0) / 1000
        words = tuple(
            Word(start + (seg.get("tOffsetMs") or 0) / 1000, str(seg.get("utf8", "")))
            for seg in event["segs"]
        )
        length = event.get("dDurationMs")
        # Automatic captions stay on the screen while the next one is spoken.
        yield Heard(
            start, None if length is None or event.get("wWinId") else start + length / 1000, text, words=words
        )


def _amivoice(result: Mapping[str, Json]) -> Iterator[Heard]:
    pieces = []
    voice = ""
    for token in result.get("tokens") or []:
        voice = _name(token.get("label")) or voice
        start, end = _number(token.get("starttime")), _number(token.get("endtime"))
        pieces.append(
            Piece(
                None if start is None else start / 1000,
                None if end is None else end / 1000,
                str(token.get("written", "")),
                voice,
            )
        )
    return iter(gathered(pieces))


def _whisper_cpp(items: list[Json]) -> Iterator[Heard]:
    turn = 0
    turns = any(isinstance(item, dict) and item.get("speaker_turn_next") for item in items)
    for number, item in enumerate(items, start=1):
        offsets = item.get("offsets") if isinstance(item, dict) else None
        offsets = offsets if isinstance(offsets, dict) else {}
        start, end = _number(offsets.get("from")), _number(offsets.get("to"))
        speaker = _name(item.get("speaker")) or (f"話者{turn % 2 + 1}" if turns else "")
        yield Heard(
            None if start is None else start / 1000,
            None if end is None else end / 1000,
            str(item.get("text") or ""),
            None,
            f"{number}番目の区間",
            speaker,
        )
        turn += bool(item.get("speaker_turn_next"))


def _utterances(items: list[Json]) -> Iterator[Heard]:
    whole = all(isinstance(item["start"], int) for item in items)
    rate = sum(len(item["text"]) for item in items) / max(
        1.0, sum(float(item.get("end") or 0) - float(item["start"]) for item in items)
    )
    # AssemblyAI counts milliseconds: as seconds, nobody would say a character in one.
    unit = 0.001 if whole and rate < 0.5 else 1.0
    for number, item in enumerate(items, start=1):
        start, end = _number(item["start"]), _number(item.get("end"))
        words = tuple(
            Word(word["start"] * unit, str(word.get("text") or word.get("word") or ""))
            for word in item.get("words") or []
            if isinstance(word, dict) and isinstance(word.get("start"), int | float)
        )
        yield Heard(
            None if start is None else start * unit,
            None if end is None else end * unit,
            item["text"],
            None,
            f"{number}番目の区間",
            _name(item.get("speaker")),
            words,
        )


def _speakers(words: Json) -> int:
    if not isinstance(words, list):
        return 0
    return len(
        {_name(word.get("speaker")) for word in words if isinstance(word, dict) and word.get("speaker")}
    )


def _by_voice(item: Json) -> Iterator[Heard]:
    """A segment in which the speaker changes between two words is cut there."""
    words = [word for word in item.get("words") or [] if isinstance(word, dict)]
    start, end, label = _number(item.get("start")), _number(item.get("end")), _name(item.get("speaker"))
    if _speakers(words) < 2 or "".join(str(w.get("word") or w.get("text") or "") for w in words) != str(
        item.get("text", "")
    ).replace(" ", ""):
        timed = tuple(
            Word(word["start"], str(word.get("word") or word.get("text") or ""))
            for word in words
            if isinstance(word.get("start"), int | float)
        )
        yield Heard(start, end, str(item.get("text") or ""), None, "", label, timed)
        return
    begins = [0]
    voices: list[str] = []
    for word in words:
        voices.append(_name(word.get("speaker")) or (voices[-1] if voices else label))
    begins += [number for number, (a, b) in enumerate(pairwise(voices), start=1) if a != b]
    for first, after in pairwise([*begins, len(words)]):
        part = words[first:after]
        known = [
            (_number(word.get("start")), str(word.get("word") or word.get("text") or "")) for word in part
        ]
        at = next((moment for moment, _ in known if moment is not None), start)
        ended = next(
            (_number(word.get("end")) for word in reversed(part) if word.get("end") is not None), end
        )
        yield Heard(
            start if first == 0 else at,
            end if after == len(words) else ended,
            "".join(text for _, text in known),
            None,
            "",
            voices[first],
            tuple(Word(moment, text) for moment, text in known if moment is not None),
        )
