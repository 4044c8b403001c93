"""Transcripts as Word files (Teams, Otter, 反訳): paragraphs as lines, or a table with a column of times."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.intake.sheets.package import load

from .segment import Transcript
from .table import Row, read_table
from .timed_text import read_timed_text
from .times import seconds


def read_word(path: Path) -> Transcript:
    """The segments of a .docx file.

    Raises:
        FileProblems: it is no such file, unsafe, or has no times.
    """
    package = load(path, ".docx", "Word")
    if "word/document.xml" not in package.parts:
        message = "Word の文書ではありません。Word で開けるか確かめ、.docx で保存し直してください。"
        raise FileProblems([Problem(path, None, "", message)])
    document: Document = docx.Document(BytesIO(package.data))
    lines: list[str] = []
    rows: list[Row] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines += block.text.split("\n")
        elif isinstance(block, Table):
            rows += [
                Row(len(rows) + number, tuple(cell.text.strip() for cell in row.cells))
                for number, row in enumerate(block.rows, start=1)
            ]
    timed = sum(any(seconds(cell) is not None and ":" in cell for cell in row.cells) for row in rows)
    if rows and timed >= 0.5 * len(rows):
        return read_table(path, rows)
    lines += ["\t".join(row.cells) for row in rows]
    return read_timed_text(path, "\n".join(lines))
