"""What a recogniser heard (文字起こし): files of many makes, read into one plain list of timed segments.

``segment`` is the list, ``reading`` the door; the other modules each know one kind of file.
"""

from .segment import Segment, Transcript, Word

__all__ = ["Segment", "Transcript", "Word"]
