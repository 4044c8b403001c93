"""Reading printed minutes back (会議録の読取り): whatever form a body prints them in.

A file becomes a page (lines and tables with their places), whatever its format. The marks of the page are learned
first; then it is cut into top, proceedings and signatures, and each line is put where it belongs. Every line becomes
something or is named; what contradicts itself is a doubt for the clerk.

    page          lines and tables, each with its place; the ledger of where they went
    word          .docx → page
    plain         .txt, .md → page
    boxes         tables drawn with box characters → rows
    web           .html → page
    labels        the words before the items of the top
    phrases       lines of the top that no label announces
    entries       what stands behind a label: rooms, papers, entries side by side
    lists         which list a line of people goes on
    posts         words for posts; where a post ends and a name begins
    spread        names whose characters are spread out
    people        a line of a list of those present → people
    speech        how somebody begins to speak: learned, then applied
    cut           top, proceedings, signatures
    sections      where one list of people ends and the next begins
    header        the top, line by line
    presence      lists of people → who was there
    columns       rows that name the columns of a table
    tables        rows, each to the top, the cases or the proceedings
    lines         what a line of the proceedings looks like
    directions    lines that nobody says
    body          the proceedings, line by line
    spoken        what only remarks tell
    closed        what is closed to the public
    held          when it was held
    cases         numbers, titles and results
    overlooked    what accounts for too little
    plausibility  what was read held against itself
    minutes       a page → Reading
"""

from .minutes import Reading, read_minutes

__all__ = ["Reading", "read_minutes"]
