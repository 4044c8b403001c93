"""Transcripts as a table (CSV, TSV, Excel, a table in Word): times, words, and where there are some speakers and ends.

Columns are known by their headings, or by what stands in them.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Sequence
from io import StringIO
from itertools import pairwise
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.text import normalize
from clerk_tui.intake.problems import FileProblems, Problem

from .labels import bare, split_labels
from .segment import MOST, Heard, Transcript, too_many, transcript
from .times import is_hours_and_minutes, seconds

_NAMES = {
    "start": (
        "start starttime start_time begin begintime from in timestamp timecode time starttimecode offset tc tcin "
        "開始 開始時刻 開始時間 開始位置 開始タイム 開始tc 始点 時刻 時間 タイムコード "
        "タイムスタンプ 発言時刻 発話時刻 発言時間 "
        "録音時間 経過時間 in点"
    ),
    "end": (
        "end endtime end_time to out stop stoptime endtimecode tcout "
        "終了 終了時刻 終了時間 終了位置 終了タイム 終了tc 終わり 終点 out点"
    ),
    "length": "duration dur length 長さ 継続時間 発話時間",
    "text": (
        "text transcript transcription content contents utterance words sentence caption subtitle speech message "
        "テキスト 本文 発言 発言内容 発話 発話内容 内容 文字起こし 文字起こし結果 書き起こし 認識結果 認識テキスト "
        "字幕 文 言葉 "
        "発言要旨 記録 文章 コメント トランスクリプト"
    ),
    "speaker": (
        "speaker speakername speaker_name speakerid speakerlabel name who channel participant actor "
        "話者 話者名 発言者 発言者名 発話者 話し手 氏名 名前 参加者 スピーカー 発言者氏名 担当"
    ),
}
_FOLDED = {what: tuple(normalize(name) for name in names.split()) for what, names in _NAMES.items()}
_UNIT = re.compile(
    r"[(\[（].*?[)\]）]|(?:in)?(?:milliseconds|millis|msec|seconds|secs|sec|ミリ秒|秒)$|(?<=[a-z])ms$"
)
_PLAUSIBLE = 5.0
"""Characters a second that people speak."""
_UNITS = (1.0, 0.01, 0.001)


class Row(Struct, frozen=True):
    """A line of a table, and where it stands."""

    line: int
    cells: tuple[str, ...]

    def __getitem__(self, column: int) -> str:
        return self.cells[column] if column < len(self.cells) else ""


def rows_of(path: Path, text: str, separator: str = "") -> list[Row]:
    """The rows of a text with separators.

    Raises:
        FileProblems: its quotes do not close.
    """
    head = [line for line in text.split("\n", 20)[:20] if line.strip()]
    separator = separator or max(
        ",\t;",
        key=lambda mark: (
            min((line.count(mark) for line in head), default=0),
            sum(map(mark.__eq__, text[:5000])),
        ),
    )
    if separator != "\t" or '"\t"' in text or text.startswith('"'):
        reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
        try:
            return [
                Row(reader.line_num, tuple(cell.strip() for cell in row))
                for row in reader
                if any(cell.strip() for cell in row)
            ]
        except csv.Error:
            message = (
                '引用符 " の組が合いません。値の終わりの " を補い、値の中の " は "" と二つ続けてください。'
            )
            raise FileProblems([Problem(path, reader.line_num or None, "", message)]) from None
    # Tabs: quotes are characters, as recognisers write them.
    return [
        Row(number, tuple(cell.strip() for cell in line.split(separator)))
        for number, line in enumerate(text.split("\n"), start=1)
        if line.strip()
    ]


def read_table(path: Path, rows: Sequence[Row]) -> Transcript:
    """The segments of a table.

    Raises:
        FileProblems: it has no columns of times and words.
    """
    if len(rows) > 2 * MOST:
        raise too_many(path, rows[MOST].line)
    header, columns, unit = _columns(path, rows)
    body = rows[header:]
    texts = [row[columns["text"]] for row in body]
    starts = [row[columns["start"]] for row in body]
    unit = unit or unit_of(
        [seconds(start) for start in starts],
        [_plain(s) for s in starts],
        texts,
        [seconds(row[columns["end"]]) for row in body] if "end" in columns else [],
    )
    wall = is_hours_and_minutes([start for start in starts if start], [len(text) for text in texts])
    unit = 60.0 if wall else unit
    moments = [seconds(start) for start in starts]
    wall = wall or (
        ":" in "".join(starts[:1]) and min((m for m in moments if m is not None), default=0) >= 5 * 3600
    )
    labels = [bare(row[columns["speaker"]]) for row in body] if "speaker" in columns else []
    if not labels:
        split = split_labels(texts)
        labels, texts = [label for label, _ in split], [words for _, words in split]
    heard: list[Heard] = []
    for row, text, label, start in zip(body, texts, labels, moments, strict=True):
        end, broken = _end(row, columns, start)
        if start is None and not row[columns["start"]] and heard and text and not broken:
            # A cell left empty below a time: the words go on.
            last = heard[-1]
            if not label or label == last.speaker:
                heard[-1] = Heard(last.start, None, f"{last.text} {text}", last.line, speaker=last.speaker)
                continue
            heard.append(Heard(last.start, None, text, row.line, speaker=label))
            continue
        heard.append(
            Heard(
                None if broken or start is None else start * unit,
                None if end is None else end * unit,
                text,
                row.line,
                speaker=label,
            )
        )
    return transcript(path, heard, wall=wall)


def unit_of(
    moments: Sequence[float | None],
    whole: Sequence[bool],
    texts: Sequence[str],
    ends: Sequence[float | None],
) -> float:
    """Seconds that a plain number stands for: 1, a hundredth or a thousandth, by how fast people would speak.

    Args:
        moments: beginnings as numbers; None: no number.
        whole: whether each is written as a whole number and nothing else.
        texts: what was said.
        ends: endings, where the file has them.
    """
    known = [moment for moment in moments if moment is not None]
    if not known or not all(whole):
        return 1.0
    pairs = [
        (len(text), end - start)
        for text, start, end in zip(texts, moments, ends, strict=False)
        if start is not None and end is not None and end > start
    ]
    if not pairs and len(known) > 1:
        # Without ends: silences make it longer than the words, but not a hundred times.
        spent = max(known) - min(known)
        pairs = [(sum(map(len, texts[:-1])) * 2, spent)] if spent > 0 else []
    spoken, spent = sum(length for length, _ in pairs), sum(time for _, time in pairs)
    if not spoken or not spent:
        return 1.0

    def off(unit: float) -> float:
        rate = spoken / (spent * unit)
        return max(rate / _PLAUSIBLE, _PLAUSIBLE / rate)

    return min(_UNITS, key=off) if off(1.0) > 8 else 1.0


def _plain(text: str) -> bool:
    return text.isdecimal()


def _end(row: Row, columns: dict[str, int], start: float | None) -> tuple[float | None, bool]:
    """The ending by the file's unit, and whether it stands there but cannot be read."""
    if "end" in columns:
        end = seconds(row[columns["end"]])
        return end, end is None and bool(row[columns["end"]])
    if "length" in columns and start is not None:
        length = seconds(row[columns["length"]])
        return (None if length is None else start + length), False
    return None, False


def _columns(path: Path, rows: Sequence[Row]) -> tuple[int, dict[str, int], float]:
    """The number of rows up to the headings, the column of each part, and the unit that a heading names (0: none)."""
    for number, row in enumerate(rows[:10]):
        folded = [normalize(cell) for cell in row.cells]
        named = {}
        for column in reversed(range(len(folded))):
            named[_UNIT.sub("", folded[column])] = column
            named[folded[column]] = column
        columns = {
            what: next(named[name] for name in names if name in named)
            for what, names in _FOLDED.items()
            if any(name in named for name in names)
        }
        if "start" in columns and "text" in columns:
            return number + 1, columns, _named_unit(folded[columns["start"]])
    columns = _by_contents(rows)
    if columns:
        return 0, columns, 0.0
    message = "時刻の列と言葉の列が分かりません。一行目に「開始」「終了」「発言者」「本文」と書いてください。"
    raise FileProblems([Problem(path, rows[0].line if rows else 1, "", message)])


def _named_unit(heading: str) -> float:
    if re.search(r"ms|ミリ秒|milli", heading):
        return 0.001
    return 1.0 if re.search(r"sec|秒|[(（]s[)）]", heading) else 0.0


def _by_contents(rows: Sequence[Row]) -> dict[str, int]:
    """Columns without headings: the first that is all times, the next that never lies before it, the longest words."""
    width = max((len(row.cells) for row in rows), default=0)
    sample = rows[:500]
    times = {
        column: [seconds(row[column]) for row in sample]
        for column in range(width)
        if sum(seconds(row[column]) is not None for row in sample) >= 0.9 * len(sample) > 0
    }
    if not times:
        return {}

    def is_clock(column: int) -> bool:
        return sum(":" in row[column] or "." in row[column] for row in sample) >= 0.9 * len(sample)

    numbers = [column for column in times if not is_clock(column) and _counts(times[column])]
    chosen = [column for column in times if column not in numbers] or list(times)
    start = next((column for column in chosen if is_clock(column)), chosen[0])
    lengths = {
        column: sum(len(row[column]) for row in sample)
        for column in range(width)
        if column not in times and any(row[column] for row in sample)
    }
    if not lengths:
        return {}
    text = max(lengths, key=lambda column: (lengths[column], column))
    columns = {"start": start, "text": text}
    for column in chosen:
        pairs = list(zip(times[start], times[column], strict=True))
        later = all(b is not None and a is not None and b >= a for a, b in pairs)
        if (
            column > start
            and later
            and any(b != a for a, b in pairs if a is not None and b is not None and abs(b - a) > 0.05)
        ):
            columns["end"] = column
            break
    others = [column for column in lengths if column != text]
    named = [
        column
        for column in others
        if len(Counter(row[column] for row in sample)) <= max(1, 0.8 * len(sample))
        or lengths[column] < 0.5 * lengths[text]
    ]
    if named:
        columns["speaker"] = min(named, key=lambda column: (lengths[column] == 0, abs(column - start)))
    return columns


def _counts(values: Sequence[float | None]) -> bool:
    known = [value for value in values if value is not None]
    return len(known) > 1 and all(b - a == 1 for a, b in pairwise(known))
