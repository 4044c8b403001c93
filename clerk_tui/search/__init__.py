"""Remarks over all meetings (発言の検索): what fits a query in the folded text of every record.

remark    what is searched for and what is found
finding   the answer, from the cache or by reading every record
cache     the cache: stock SQLite with FTS5, renewed where a record has changed
"""

from .finding import found
from .remark import Hit, Query, Remark, Source, excerpts

__all__ = ["Hit", "Query", "Remark", "Source", "excerpts", "found"]
