"""Caption files (字幕): SubRip, SBV, ASS and SAMI by pysubs2, WebVTT by webvtt-py.

Both libraries pass over what they do not understand and end a cue at an empty line; lines with times are looked
through and written in one form before, and the words are counted afterwards, so that nothing that was said is lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from io import StringIO
from pathlib import Path

import pysubs2
from msgspec import Struct
from webvtt import WebVTT
from webvtt.errors import MalformedCaptionError, MalformedFileError

from clerk_tui.intake.problems import FileProblems, Problem

from .cues import Cue, heard_of
from .segment import MOST, Heard, too_many
from .times import seconds

ARROW = "-->"
_STAMP = r"(?:\d{1,3}:)?\d{1,3}:\d{1,2}(?:[.,:]\d{1,3})?"
_TIMING = re.compile(
    rf"\s*({_STAMP})\s*-->\s*({_STAMP})(?:\s+(?:(?:align|line|position|size|vertical|region|[XY][12]):\S+\s*)*)?"
)
_SBV = re.compile(r"\s*(\d{1,2}:\d{2}:\d{2}\.\d{1,3})\s*,\s*(\d{1,2}:\d{2}:\d{2}\.\d{1,3})\s*")
_NOT_SPEECH = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)")
_SAMPLE = "00:01:23.000 --> 00:01:25.500"


class _Timing(Struct, frozen=True):
    line: int
    """From 1."""
    start: float
    end: float


def is_captions(text: str) -> bool:
    """Whether lines with two times and an arrow, and nothing else on them, are what divides the text."""
    arrows = [line for line in text.split("\n") if ARROW in line]
    divided = sum(_TIMING.fullmatch(line) is not None for line in arrows)
    return text.lstrip().startswith("WEBVTT") or 2 * divided > len(arrows)


def is_sbv(text: str) -> bool:
    """Whether it begins as YouTube's .sbv does: two times with a comma between them."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    return _SBV.fullmatch(first) is not None


def read_captions(path: Path, text: str) -> list[Heard]:
    """The segments of SubRip, WebVTT or SBV.

    Raises:
        FileProblems: a line with times is not understood, or words would be lost.
    """
    vtt = text.lstrip().startswith("WEBVTT") or path.suffix.lower() == ".vtt"
    lines = text.split("\n")
    timings = _timings(path, lines)
    if not timings:
        kind = "WebVTT（.vtt）" if vtt else "SRT（.srt）"
        message = f"{kind}の時刻の行（{_SAMPLE}）が一つもありません。字幕として書き出し直してください。"
        raise FileProblems([Problem(path, 1, "", message)])
    bodies = _bodies(lines, timings, numbered=not vtt)
    cues = _by_webvtt(path, timings, bodies) if vtt else _by_pysubs2(path, timings, bodies)
    return heard_of(cues)


def read_events(path: Path, text: str, kind: str) -> list[Heard]:
    """The segments of ASS, SSA or SAMI.

    Raises:
        FileProblems: it is no such file.
    """
    if len(re.findall(r"^Dialogue:|<SYNC\b", text, re.MULTILINE | re.IGNORECASE)) > 2 * MOST:
        raise too_many(path)
    try:
        found = pysubs2.SSAFile.from_string(text, format_=kind)
    except (pysubs2.Pysubs2Error, ValueError, IndexError, KeyError, AssertionError):
        message = f"{kind.upper()} として読めません。.srt か .vtt で書き出し直してください。"
        raise FileProblems([Problem(path, 1, "", message)]) from None
    cues = [
        Cue(event.start / 1000, event.end / 1000, event.plaintext, None, event.name)
        for event in found
        if not event.is_comment and not event.is_drawing
    ]
    # SAMI ends each cue with an empty one.
    return heard_of([cue for cue in cues if cue.text.replace("\xa0", " ").strip()])


def _timings(path: Path, lines: Sequence[str]) -> list[_Timing]:
    """Line and times of each cue.

    Raises:
        FileProblems: lines whose times cannot be read.
    """
    found: list[_Timing] = []
    problems: list[Problem] = []
    for number, line in enumerate(lines, start=1):
        timing = _TIMING.fullmatch(line) if ARROW in line else _SBV.fullmatch(line)
        if timing is None and ARROW not in line:
            continue
        start, end = (_moment(timing[1]), _moment(timing[2])) if timing else (None, None)
        if start is None or end is None:
            message = f"時刻の行を読めません。「{_SAMPLE}」の形に直してください。"
        elif end < start:
            message = "終わりの時刻が始まりより前です。二つの時刻を直してください。"
        else:
            found.append(_Timing(number, start, end))
            if len(found) > MOST:
                raise too_many(path, number)
            continue
        problems.append(Problem(path, number, "", message))
    if problems:
        raise FileProblems(problems[:20])
    return found


def _moment(text: str) -> float | None:
    # SubRip with a colon before the milliseconds.
    return seconds(re.sub(r"^(\d+:\d+:\d+):(\d{3})$", r"\1.\2", text))


def _bodies(lines: Sequence[str], timings: Sequence[_Timing], *, numbered: bool) -> list[list[str]]:
    """The lines of each cue, without empty lines, comments, and the number or name of the next cue."""
    bodies: list[list[str]] = []
    ends = [timing.line - 1 for timing in timings[1:]] + [len(lines)]
    above = [lines[timing.line - 2].strip() if timing.line > 1 else "" for timing in timings]
    has_numbers = numbered and sum(name.isdecimal() for name in above) >= 0.5 * len(above)
    for timing, end in zip(timings, ends, strict=True):
        block = list(lines[timing.line : end])
        last = end == len(lines)
        if not last and block:
            block = _without_name(block, has_numbers=has_numbers, numbered=numbered)
        bodies.append(block if numbered else _without_comments(block))
    return [[line for line in body if line.strip()] for body in bodies]


def _without_name(block: list[str], *, has_numbers: bool, numbered: bool) -> list[str]:
    name = block[-1].strip()
    apart = len(block) == 1 or not block[-2].strip()
    if numbered:
        return block[:-1] if has_numbers and name.isdecimal() else block
    # WebVTT: a line of its own right above the times names the cue.
    return block[:-1] if name and apart else block


def _without_comments(block: list[str]) -> list[str]:
    kept: list[str] = []
    skipping = False
    for number, line in enumerate(block):
        if not line.strip():
            skipping = False
        elif _NOT_SPEECH.match(line) and number and not block[number - 1].strip():
            skipping = True
        if not skipping:
            kept.append(line)
    return kept


def _stamp(moment: float, mark: str) -> str:
    whole, rest = divmod(round(moment * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{mark}{rest:03}"


def _by_webvtt(path: Path, timings: Sequence[_Timing], bodies: Sequence[list[str]]) -> list[Cue]:
    kept = [(timing, body) for timing, body in zip(timings, bodies, strict=True) if body]
    made = "\n\n".join(
        "\n".join([f"{_stamp(timing.start, '.')} --> {_stamp(timing.end, '.')}", *body])
        for timing, body in kept
    )
    try:
        captions = WebVTT.from_buffer(StringIO(f"WEBVTT\n\n{made}\n")).captions
    except (MalformedFileError, MalformedCaptionError):
        message = "WebVTT として読めません。.vtt か .srt で書き出し直してください。"
        raise FileProblems([Problem(path, 1, "", message)]) from None
    cues = [
        Cue(timing.start, timing.end, caption.raw_text, timing.line, markup=True)
        for caption, (timing, _) in zip(captions, kept, strict=False)
    ]
    _counted(path, [cue.text for cue in cues], kept)
    return cues


def _by_pysubs2(path: Path, timings: Sequence[_Timing], bodies: Sequence[list[str]]) -> list[Cue]:
    kept = [(timing, body) for timing, body in zip(timings, bodies, strict=True) if body]
    # A number behind the last cue as well: the library takes a last line of digits for one.
    made = "\n\n".join(
        "\n".join([str(number), f"{_stamp(timing.start, ',')} --> {_stamp(timing.end, ',')}", *body])
        for number, (timing, body) in enumerate(kept, start=1)
    )
    found = pysubs2.SSAFile.from_string(f"{made}\n\n{len(kept) + 1}\n", format_="srt", keep_html_tags=True)
    cues = [
        Cue(timing.start, timing.end, event.text.replace("\\N", "\n"), timing.line)
        for event, (timing, _) in zip(found, kept, strict=False)
    ]
    _counted(path, [cue.text for cue in cues], kept)
    return cues


def _counted(path: Path, texts: Sequence[str], kept: Sequence[tuple[_Timing, list[str]]]) -> None:
    """Raises FileProblems where a library has left out or changed words."""
    for text, (timing, body) in zip([*texts, *[""] * (len(kept) - len(texts))], kept, strict=False):
        if "".join(text.split()) != "".join("".join(body).split()):
            message = "字幕の言葉を残らず読めません。この字幕の前後の空の行と番号を確かめ、直してください。"
            raise FileProblems([Problem(path, timing.line, "", message)])
