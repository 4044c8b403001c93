"""The record for other programs (書き出し): what the minutes say, in formats that need no Word.

rows          cases and turns as plain values, with the labels of an edition
tabular       CSV that Excel opens as it is, JSON
markdown      Markdown
page          HTML, one file that needs nothing else
webvtt        captions and chapters of the recording
akn           Akoma Ntoso 3.0 debate XML
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from clerk_tui.domain.record import State
from clerk_tui.minutes.edition import Edition

from .akn import akn
from .markdown import markdown
from .page import page
from .tabular import cases_csv, json_text, turns_csv
from .webvtt import chapters, webvtt

__all__ = ["FORMATS", "Export"]

Export = Callable[[State, datetime, Edition], str]

FORMATS: Mapping[str, tuple[str, Export]] = {
    "md": ("会議録.md", markdown),
    "html": ("会議録.html", page),
    "cases": ("案件.csv", cases_csv),
    "turns": ("発言.csv", turns_csv),
    "json": ("会議録.json", json_text),
    "akn": ("会議録.akn.xml", akn),
    "vtt": ("会議録.vtt", webvtt),
    "chapters": ("会議録の章.vtt", chapters),
}
"""Each format by the name that the command line knows, with the name of its file."""
