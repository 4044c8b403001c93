"""The leak check (漏れの検査): a finished public file, read as somebody would who looks for names in it.

reading    an Office package → every text in it, with its place: parts, attributes, names, comments, raw bytes
plain      the same of Markdown, HTML, XML, CSV and JSON
check      texts × hidden names → leaks; what may stand where
"""

from .check import Leak, Leaked, inspect, judge
from .plain import plain_texts

__all__ = ["Leak", "Leaked", "inspect", "judge", "plain_texts"]
