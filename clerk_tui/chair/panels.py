"""The items in a terminal (端末での見せ方): rows as lines, broken as Japanese is. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from textual.content import Content

from clerk_tui.support.cells import wrap

from .items import Level, Row, Span, Tone

_STYLES: Mapping[Tone, str] = {
    Tone.PLAIN: "",
    Tone.QUIET: "$text-muted",
    Tone.STRONG: "bold",
    Tone.SUBJECT: "bold $text-primary",
    Tone.ALERT: "bold $text-warning",
    Tone.FIGURE: "bold",
}
_INDENT = 2
"""Cells by which a line goes on where its lead leaves too little room."""


def drawn(rows: Iterable[Row], width: int, *, spaced: bool = False) -> Content:
    """The rows in lines of so many cells, long ones hanging under their beginning; ``spaced``: with air between."""
    lines: list[Content] = []
    hang = 0
    for row in rows:
        lead = _content(row.lead)
        if row.level is Level.NOTE:
            lead = Content(" " * (hang or _INDENT))
        if spaced and lines:
            lines.append(Content(""))
        # In a narrow room the body gets the line to itself.
        hang = lead.cell_length if lead.cell_length * 3 <= width else _INDENT
        if hang != lead.cell_length:
            lines.append(lead)
            lead = Content(" " * (hang or _INDENT))
        lines += _hanging(lead, _content(row.body), width)
    return Content("\n").join(lines)


def _content(spans: Iterable[Span]) -> Content:
    return Content.assemble(*((span.text, _STYLES[span.tone]) for span in spans))


def _hanging(lead: Content, body: Content, width: int) -> list[Content]:
    hang = lead.cell_length
    return [
        (Content(" " * hang) if number else lead) + body[start:end].rstrip()
        for number, (start, end) in enumerate(wrap(body.plain, max(width - hang, 2)))
    ]
