"""The door for transcripts: which reader a file goes to (文字起こしの読込み), by what stands in it."""

from __future__ import annotations

import re
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.sheets.package import read_bytes

from .captions import is_captions, is_sbv, read_captions, read_events
from .opening import text_of
from .segment import Transcript, transcript
from .table import Row, read_table, rows_of
from .timed_text import read_timed_text

LIMIT = 20_000_000
"""Bytes; Whisper's JSON of a whole day with every token is smaller."""
_TEXT_LIMIT = 8_000_000
"""Bytes of a file that is written for people; three days of speech."""
_LONGEST_LINE = 1_000_000
"""Characters; a transcript that is one line is JSON, XML or no transcript."""


def read_transcript(path: Path) -> Transcript:
    """The segments of a file, in order of time.

    Raises:
        FileProblems: everything that is wrong in it, with line and mend.
    """
    content = read_bytes(path, LIMIT)
    suffix = path.suffix.lower()
    if content.startswith(b"PK\x03\x04") and suffix in (".docx", ".xlsx", ".docm", ".xlsm"):
        return _office(path, suffix)
    text = text_of(path, content)
    head = text.lstrip()[:2000]
    if not head:
        raise _refused(path, "何も書かれていません。別のファイルでないか確かめてください。", 1)
    if suffix in (".json", ".jsonl", ".otr", ".json3") or _is_json(head):
        from .recognised import read_recognised

        return read_recognised(path, text)
    if len(content) > _TEXT_LIMIT:
        message = (
            f"文字起こしにしては大きすぎます（{_TEXT_LIMIT // 1_000_000}MB まで）。会議ごとに分けてください。"
        )
        raise _refused(path, message)
    if head.startswith("<"):
        return _marked_up(path, text, head)
    if "[Events]" in text and "Dialogue:" in text:
        return transcript(path, read_events(path, text, "ass"))
    if re.match(r'File type = "ooTextFile', head) or '"TextGrid"' in head[:200]:
        from .textgrid import read_textgrid

        return transcript(path, read_textgrid(path, text))
    if max(map(len, text.split("\n"))) > _LONGEST_LINE:
        raise _refused(
            path,
            "一行が長すぎて、時刻の付いた文章として読めません。.srt か .vtt で書き出してください。",
            1,
        )
    if suffix in (".vtt", ".srt", ".sbv") or is_captions(text) or is_sbv(text):
        return transcript(path, read_captions(path, text))
    if suffix in (".csv", ".tsv"):
        return read_table(path, rows_of(path, text))
    if re.match(r"\{\d+\}\{\d+\}", head):
        message = "MicroDVD（.sub）の字幕で、時刻がコマ数です。.srt か .vtt で書き出してください。"
        raise _refused(path, message, 1)
    if (rows := _ruled(text)) is not None:
        return read_table(path, rows)
    if _is_tabbed(text):
        return read_table(path, rows_of(path, text, "\t"))
    return read_timed_text(path, text)


def _is_json(head: str) -> bool:
    return re.match(r"\{\s*[\"}]", head) is not None or (
        head[0] == "[" and re.match(r"\[\s*(?:[{\[\]]|$)", head) is not None
    )


def _is_tabbed(text: str) -> bool:
    """Whether nearly each line has the same number of tabs, two at least, or numbers with a tab between them."""
    lines = [line for line in text.split("\n") if line.strip()][:500]
    counts = [line.rstrip("\n").count("\t") for line in lines]
    usual = max(set(counts), key=counts.count, default=0)
    return usual >= 2 and counts.count(usual) >= 0.9 * len(counts)


def _ruled(text: str) -> list[Row] | None:
    """The rows of a Markdown table; None where the text is none."""
    lines = [(number, line.strip()) for number, line in enumerate(text.split("\n"), start=1) if line.strip()]
    ruled = [(number, line) for number, line in lines if line.startswith("|") and line.endswith("|")]
    if len(ruled) < 3 or len(ruled) < 0.8 * len(lines):
        return None
    rows = [Row(number, tuple(cell.strip() for cell in line[1:-1].split("|"))) for number, line in ruled]
    return [row for row in rows if not all(re.fullmatch(r":?-*:?", cell) for cell in row.cells)]


def _marked_up(path: Path, text: str, head: str) -> Transcript:
    if re.match(r"<SAMI", head, re.IGNORECASE):
        return transcript(path, read_events(path, text, "sami"))
    from .markup import read_html, read_xml

    if re.match(r"<(?:!DOCTYPE html|html|body|div|p|span|meta|head)\b", head, re.IGNORECASE):
        return read_html(path, text)
    return read_xml(path, text)


def _office(path: Path, suffix: str) -> Transcript:
    if suffix == ".docx":
        from .word import read_word

        return read_word(path)
    if suffix == ".xlsx":
        from clerk_tui.intake.sheets.workbook import read_workbook

        sheets = [sheet for sheet in read_workbook(path) if sheet.cells]
        if sheets:
            largest = max(sheets, key=lambda sheet: len(sheet.cells))
            width = max(column for _, column in largest.cells)
            return read_table(
                path,
                [
                    Row(row, tuple(largest.text(row, column) for column in range(1, width + 1)))
                    for row in largest.rows
                ],
            )
        raise _refused(path, "何も書かれていません。別のファイルでないか確かめてください。")
    program, plain = ("Word", ".docx") if suffix == ".docm" else ("Excel", ".xlsx")
    raise _refused(path, f"マクロの入った形式です。{program} で開き、{plain} で保存し直してください。")


def _refused(path: Path, message: str, line: int | None = None) -> FileProblems:
    return FileProblems([Problem(path, line, "", message)])
