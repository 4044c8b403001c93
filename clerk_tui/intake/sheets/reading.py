"""Which reader a file gets (読み手の選択), by the end of its name."""

from __future__ import annotations

from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem

from .delimited import read_delimited
from .grid import Sheet

SUFFIXES = (".xlsx", ".csv", ".tsv", ".docx")


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of a file that hold anything.

    Raises:
        FileProblems: all that is wrong with it, or it holds nothing.
    """
    match path.suffix.lower():
        case ".xlsx":
            from .workbook import read_workbook

            sheets = read_workbook(path)
        case ".csv" | ".tsv" | ".txt":
            sheets = (read_delimited(path),)
        case ".docx":
            from .word_tables import read_tables

            sheets = read_tables(path)
        case ".xls" | ".xlsm" | ".xlsb" | ".ods" | ".numbers":
            raise _refused(
                path, "この形式は読めません。Excel で開き、「Excel ブック (*.xlsx)」で保存し直してください。"
            )
        case ".doc" | ".docm" | ".rtf" | ".odt" | ".pdf":
            raise _refused(
                path, "この形式は読めません。Word で開き、「Word 文書 (*.docx)」で保存し直してください。"
            )
        case _:
            raise _refused(path, f"読める形式ではありません。{'、'.join(SUFFIXES)} のどれかにしてください。")
    if not any(sheet.cells for sheet in sheets):
        raise _refused(path, "何も書かれていません。別のファイルでないか確かめてください。")
    return sheets


def _refused(path: Path, message: str) -> FileProblems:
    return FileProblems([Problem(path, None, "", message)])
