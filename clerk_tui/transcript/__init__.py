"""What a recogniser heard (文字起こし): files of many makes, read into one plain list of timed segments.

``segment`` is the list, ``reading`` the door; the other modules each know one make of file.
"""

from .segment import Segment

__all__ = ["Segment"]
