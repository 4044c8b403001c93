"""The leak check (漏れの検査): a finished public file, read as somebody would who looks for names in it.

reading    a file → every text in it, with its place: parts, attributes, names, comments, raw bytes
check      texts × hidden names → leaks; what may stand where
"""

from .check import Leak, Leaked, inspect

__all__ = ["Leak", "Leaked", "inspect"]
