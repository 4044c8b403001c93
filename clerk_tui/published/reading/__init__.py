"""Reading printed minutes back (会議録の読取り): a Word file or a text, in a table or line by line.

A file becomes a page (lines and tables with their places), whatever its format; the page becomes the data of
:mod:`clerk_tui.published.data`. What stands in the file stands in the result, or the file is refused with the place
and the mend of everything that could not be placed.

    page       lines and tables, each with its place; problems collected
    word       .docx → page
    markdown   .txt, .md → page
    header     the table or lines at the top
    cases      the case table
    marks      how a line says that somebody begins to speak
    turns      rows and lines → turns, headings, stage directions
    minutes    a page → Published
"""

from .minutes import Reading, read_minutes

__all__ = ["Reading", "read_minutes"]
