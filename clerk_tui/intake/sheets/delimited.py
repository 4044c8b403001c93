"""Delimited text (``.csv``, ``.tsv``) as one sheet: whichever encoding and separator it was saved with."""

from __future__ import annotations

import codecs
import csv
from io import StringIO
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem

from .grid import CELLS, ROWS, Sheet, tidy
from .package import read_bytes

LIMIT = 5_000_000
"""Bytes."""


def read_delimited(path: Path) -> Sheet:
    """The rows of a file; a row stands where its last line does, as an editor counts.

    Raises:
        FileProblems: it cannot be read, or its quotes do not close.
    """
    content = read_bytes(path, LIMIT)
    text = decoded(path, content)

    def refused(message: str, line: int | None = None) -> FileProblems:
        return FileProblems([Problem(path, line, "", message)])

    first = next((line for line in text.splitlines() if line.strip()), "")
    separator = max(",\t;", key=first.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    cells = {}
    try:
        for row in reader:
            for column, value in enumerate(row, start=1):
                kept = tidy(value)
                if kept:
                    cells[reader.line_num, column] = kept
            if reader.line_num > ROWS or len(cells) > CELLS:
                raise refused(f"行が多すぎます（{ROWS:,} 行まで）。使う行だけにして保存し直してください。")
    except csv.Error:
        message = '引用符 " の組が合いません。値の終わりの " を補い、値の中の " は "" と二つ続けてください。'
        raise refused(message, reader.line_num or None) from None
    return Sheet(path, "", cells)


def decoded(path: Path, content: bytes) -> str:
    """Text in UTF-8 with or without its mark, UTF-16 with its mark, or cp932 (what Excel calls CSV).

    UTF-8 is tried first: a Japanese text in cp932 is practically never valid UTF-8, while the reverse is common.

    Raises:
        FileProblems: it is none of these.
    """
    if b"\0" in content and not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message = "文字のファイルではありません。表計算ソフトで開けるか確かめ、CSV で保存し直してください。"
        raise FileProblems([Problem(path, None, "", message)])
    encodings = (
        ("utf-16",)
        if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        else ("utf-8-sig", "cp932")
    )
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError as error:
            at = error.start
    line = content.count(b"\n", 0, at) + 1
    message = "文字コードが分かりません。UTF-8 か Shift_JIS で保存し直してください。"
    raise FileProblems([Problem(path, line, "", message)])
