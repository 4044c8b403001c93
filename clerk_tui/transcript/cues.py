"""What stands inside a cue (字幕の中身): voices, times of words, marks, and JSON; and cues that repeat themselves.

Captions for the eye show words again and again: rolling (the last line stays while the next one comes), word by
word (a cue a word), and sung along (the whole line again for each word, one of them underlined). Each word is
taken once, at the moment at which it first appears.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from .labels import are_labels, bare, has_role, is_code, split_labels
from .segment import Heard, Word
from .times import seconds

_VOICE = re.compile(r"<v(?:\.[^\s>]*)?(?:\s+([^>]*))?>")
_AT = re.compile(r"<((?:\d{1,3}:)?\d{1,3}:\d{2}\.\d{1,3})>")
_TAG = re.compile(
    r"</?(?:[bius]|c|v|lang|ruby|rt|font|span|p|br|em|strong)(?:[.\s][^<>]*)?/?>|\{\\[^{}]*\}", re.IGNORECASE
)
_NEAR = 0.5
"""Seconds between cues of one sentence that comes word by word."""
_ENDERS = "。！？!?."
_WORD = 12
"""Characters of a cue that may be a single word."""
_GATHERED = 120
"""Characters after which a sentence that never ends is cut."""


class Cue(Struct, frozen=True):
    """A cue as it is shown."""

    start: float
    end: float
    text: str
    """With its marks; lines apart."""
    line: int | None = None
    speaker: str = ""
    markup: bool = False
    """True: characters are written as in HTML (``&amp;``)."""


class _Said(Struct, frozen=True):
    start: float
    end: float
    text: str
    line: int | None
    speaker: str
    words: tuple[Word, ...] = ()
    latest: float | None = None


def heard_of(cues: Sequence[Cue]) -> list[Heard]:
    """What was said in the cues of a file."""
    if _sung(cues):
        cues = _once(cues)
    said = [piece for cue in cues for piece in _voices(cue)]
    if _rolls(said):
        said = _unrolled(said)
    if not any(piece.speaker for piece in said):
        labels = _named_above(said) or split_labels([piece.text for piece in said])
        said = [
            _Said(p.start, p.end, words, p.line, label, p.words, p.latest)
            for p, (label, words) in zip(said, labels, strict=True)
        ]
    if _by_words(said):
        said = _gathered(said)
    return [
        Heard(p.start, p.end, p.text, p.line, speaker=p.speaker, words=p.words, latest=p.latest) for p in said
    ]


def _named_above(said: Sequence[_Said]) -> list[tuple[str, str]]:
    """Names that have the first line of their cues for themselves; empty where that is not so throughout."""
    parts = [piece.text.strip().split("\n", 1) for piece in said]
    names = [part[0].strip() for part in parts if len(part) > 1]
    if len(names) < 2 or len(names) < 0.8 * len(parts) or not are_labels(names):
        return []
    if len(set(names)) > 0.6 * len(names) and not all(has_role(name) or is_code(name) for name in names):
        return []
    return [(bare(part[0]), part[1]) if len(part) > 1 else ("", part[0]) for part in parts]


def plain(text: str, *, markup: bool = False) -> str:
    """The words of a cue without marks; line ends stay."""
    bare = _TAG.sub("", _AT.sub("", _VOICE.sub("", text)))
    return html.unescape(bare) if markup else bare


def _voices(cue: Cue) -> list[_Said]:
    if cue.text.lstrip().startswith("{") and (described := _as_json(cue)) is not None:
        return [described]
    parts = _VOICE.split(cue.text)
    voices = [(cue.speaker, parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    spoken = [(html.unescape(name or "").strip(), text) for name, text in voices]
    spoken = [(name, text) for name, text in spoken if plain(text).strip()]
    total = sum(len(plain(text).strip()) for _, text in spoken) or 1
    found: list[_Said] = []
    done = 0
    for number, (name, text) in enumerate(spoken):
        share = len(plain(text).strip())
        at = cue.start + (cue.end - cue.start) * done / total
        done += share
        until = cue.start + (cue.end - cue.start) * done / total
        found.append(
            _Said(
                at,
                until,
                plain(text, markup=cue.markup),
                cue.line,
                name,
                _timed(cue, text) if len(spoken) == 1 else (),
                cue.end if number else None,
            )
        )
    return found


def _as_json(cue: Cue) -> _Said | None:
    """Teams' metadata: an object for each cue."""
    try:
        found = json.loads(cue.text, strict=False)
    except (ValueError, RecursionError):
        return None
    match found:
        case {"spokenText": str(text)} | {"text": str(text)}:
            name = found.get("speakerName") or found.get("speaker") or ""
            return _Said(cue.start, cue.end, text, cue.line, str(name))
        case _:
            return None


def _timed(cue: Cue, text: str) -> tuple[Word, ...]:
    """The words that a cue has times for; they stand in its last line."""
    parts = _AT.split(text)
    if len(parts) < 3:
        return ()
    first = plain(parts[0], markup=cue.markup).rstrip().rsplit("\n", 1)[-1]
    words = [Word(cue.start, first)] if first.strip() else []
    for moment, piece in zip(parts[1::2], parts[2::2], strict=True):
        at = seconds(moment)
        if at is not None and (words_here := plain(piece, markup=cue.markup)).strip():
            words.append(Word(at, words_here))
    return tuple(words)


def _sung(cues: Sequence[Cue]) -> bool:
    """Whether lines come again and again with another word marked each time."""
    again = sum(
        1
        for before, after in pairwise(cues)
        if before.text != after.text
        and plain(before.text) == plain(after.text)
        and "<" in before.text + after.text
    )
    return again >= 0.4 * len(cues) > 0


def _once(cues: Sequence[Cue]) -> list[Cue]:
    kept: list[Cue] = []
    for cue in cues:
        last = kept[-1] if kept else None
        if (
            last is not None
            and plain(last.text).strip() == plain(cue.text).strip()
            and cue.start - last.end < _NEAR
        ):
            kept[-1] = Cue(last.start, cue.end, last.text, last.line, last.speaker, last.markup)
        else:
            kept.append(Cue(cue.start, cue.end, plain(cue.text), cue.line, cue.speaker, cue.markup))
    return kept


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _rolls(said: Sequence[_Said]) -> bool:
    """Whether cues begin with the lines in which the ones before them end."""
    pairs = [
        (_lines(a.text), _lines(b.text))
        for a, b in pairwise(said)
        if b.start - a.end < 2 * _NEAR or any(part in _lines(b.text) for part in _lines(a.text)[-1:])
    ]
    rolling = sum(1 for a, b in pairs if a and b and (a[-1] == b[0] or b[0].startswith(a[-1])))
    several = sum(1 for piece in said if len(_lines(piece.text)) > 1)
    growing = sum(1 for a, b in pairs if a and b and len(b[0]) > len(a[-1]) and b[0].startswith(a[-1]))
    return len(said) > 2 and rolling >= 0.4 * len(said) and (several >= 0.2 * len(said) or growing > 0)


def _unrolled(said: Sequence[_Said]) -> list[_Said]:
    """Each line once, when it first comes; what a line has grown by is added to it."""
    found: list[_Said] = []
    shown: list[str] = []
    for piece in said:
        lines = _lines(piece.text)
        overlap = next(
            (
                length
                for length in range(min(len(shown), len(lines)), 0, -1)
                if shown[-length:] == lines[:length]
            ),
            0,
        )
        fresh = lines[overlap:]
        if not overlap and shown and lines and lines[0].startswith(shown[-1]) and found:
            # The same line, grown longer.
            last = found[-1]
            grown = lines[0][len(shown[-1]) :]
            words = (*(last.words or (Word(last.start, last.text),)), *piece.words)
            if grown.strip():
                words = piece.words or (*words, Word(piece.start, grown))
                found[-1] = _Said(last.start, piece.end, last.text + grown, last.line, last.speaker, words)
            fresh = lines[1:]
        found += [
            _Said(
                piece.start,
                piece.end,
                line,
                piece.line,
                piece.speaker,
                piece.words if line is lines[-1] else (),
            )
            for line in fresh
        ]
        shown = lines or shown
    return found


def _by_words(said: Sequence[_Said]) -> bool:
    """Whether nearly each cue is a word, close behind the one before it."""
    short = sum(1 for piece in said if len(piece.text.strip()) <= _WORD and "\n" not in piece.text.strip())
    close = sum(
        1
        for a, b in pairwise(said)
        if abs(b.start - a.end) < _NEAR and not a.text.rstrip().endswith(tuple(_ENDERS))
    )
    return len(said) > 8 and short >= 0.9 * len(said) and close >= 0.5 * len(said)


def _gathered(said: Sequence[_Said]) -> list[_Said]:
    """Words put together to what was said in one go; their times stay."""
    found: list[_Said] = []
    for piece in said:
        last = found[-1] if found else None
        if (
            last is None
            or piece.start - last.end >= _NEAR
            or piece.speaker != last.speaker
            or last.text.endswith(tuple(_ENDERS))
            or len(last.text) > _GATHERED
        ):
            found.append(
                _Said(
                    piece.start,
                    piece.end,
                    piece.text.strip(),
                    piece.line,
                    piece.speaker,
                    (Word(piece.start, piece.text),),
                )
            )
        else:
            blank = " " if last.text[-1:].isascii() and piece.text.strip()[:1].isascii() else ""
            blank = blank if last.text[-1:].isalpha() and piece.text.strip()[:1].isalpha() else ""
            found[-1] = _Said(
                last.start,
                piece.end,
                last.text + blank + piece.text.strip(),
                last.line,
                last.speaker,
                (*last.words, Word(piece.start, piece.text)),
            )
    return found
