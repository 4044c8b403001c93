"""Remarks over all meetings (発言の検索): a plain scan over folded text, with a cache that can be thrown away.

remark    what is searched for and what is found
cache   the cache: texts in one file, whose they are in another
keeping   the cache beside the folder of sessions, renewed where a record has changed
"""

from .cache import SearchCache
from .keeping import cache_of, found, refresh
from .remark import Hit, Query, Remark, Source

__all__ = ["Hit", "Query", "Remark", "SearchCache", "Source", "cache_of", "found", "refresh"]
