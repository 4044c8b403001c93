"""Tables that a clerk already has (表の取込み): workbooks, delimited text, tables and lists in Word files."""

from .grid import Sheet
from .reading import SUFFIXES, read_sheets

__all__ = ["SUFFIXES", "Sheet", "read_sheets"]
