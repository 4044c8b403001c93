"""Papers that a clerk already has (紙の取込み): workbooks, delimited text, paragraphs and tables of Word files."""

from .grid import Sheet
from .reading import SUFFIXES, Paragraph, read_blocks

__all__ = ["SUFFIXES", "Paragraph", "Sheet", "read_blocks"]
