"""What recognisers write for programs (JSON): Whisper's ``segments``, whisper.cpp's ``transcription``, a bare list."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem

from .segment import Heard


def read_recognised(path: Path, text: str) -> Iterator[Heard]:
    """The segments of a JSON text.

    Raises:
        FileProblems: it is no JSON, or has no list of segments.
    """
    try:
        # NaN is no JSON, though Python would take it; as text it is refused with the place where it stands.
        found = json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        message = f"JSON として読めません（{error.colno}文字目の辺り）。書き出し直してください。"
        raise FileProblems([Problem(path, error.lineno, "", message)]) from None
    except (RecursionError, ValueError):
        # ValueError: a number of thousands of digits.
        message = "JSON の入れ子か数が異常です。文字起こしのファイルか確かめてください。"
        raise FileProblems([Problem(path, None, "", message)]) from None
    for number, item in enumerate(_list(path, found), start=1):
        where = f"{number}番目の区間"
        match item:
            case {"text": str(words), "offsets": {"from": start, "to": end}}:
                yield Heard(_number(start, 0.001), _number(end, 0.001, strict=True), words, None, where)
            case {"text": str(words), "start": start, "end": end}:
                yield Heard(_number(start), _number(end, strict=True), words, None, where)
            case {"text": str(words), "start": start}:
                yield Heard(_number(start), None, words, None, where)
            case _:
                message = f"{where}：start、end、text の三つが揃っていません。書き出し直してください。"
                raise FileProblems([Problem(path, None, "", message)])


def _list(path: Path, found: object) -> list[object]:
    match found:
        case {"segments": list(items)} | {"transcription": list(items)} | list(items):
            return items
        case _:
            message = "区間の並び（segments）がありません。Whisper の JSON か確かめてください。"
            raise FileProblems([Problem(path, None, "", message)])


def _number(value: object, unit: float = 1.0, *, strict: bool = False) -> float | None:
    """Seconds; what is no number becomes None, or NaN where None would mean that nothing was said of it."""
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < 1e12:
        return value * unit
    return float("nan") if strict else None
