"""The items as HTML (ページ): each section by the id of its element. Pure.

Everything that comes from the record goes through :func:`html.escape`; the page's own words are constants.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from importlib.resources import files
from string import Template

from .brief import ChairBrief
from .following import Snapshot
from .items import Place, Row, Section, Span, Tone, shown
from .views import CHAIR, WAITING, View

CONTENT_TYPES = {"page.css": "text/css", "page.js": "text/javascript"}
"""The page's own files."""

Parts = Mapping[str, str]
"""Inner HTML by the id of the element that it belongs in."""


def asset(name: str) -> str:
    """The text of one of the page's own files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def page(parts: Parts, view: View = CHAIR) -> str:
    """The whole page with its parts in place: readable before, and without, any script."""
    places = {f"{place.name.lower()}_place": _place(view, place, parts) for place in Place}
    level = "room" if view.for_room else "chair"
    return Template(asset("page.html")).substitute(parts, **places, title=view.title, level=level)


def parts(sight: Snapshot, brief: ChairBrief | None, view: View = CHAIR) -> Parts:
    """All parts of the page."""
    trouble = view.trouble(sight.trouble, polling=sight.polling)
    if brief is None:
        return {
            **{section.id: "" for section in view.sections},
            "head": view.title,
            "clock": "",
            "trouble": escape(trouble or WAITING),
        }
    return {
        **{section.id: _inner(section, shown(section, brief)) for section in view.sections},
        "clock": brief.clock,
        "trouble": escape(trouble),
    }


def _place(view: View, place: Place, parts: Parts) -> str:
    return "\n".join(
        _section(section, parts[section.id]) for section in view.sections if section.place is place
    )


def _section(section: Section, inner: str) -> str:
    if section.place is Place.TOP:
        return f'<h1 id="{section.id}" class="{section.id}">{inner}</h1>'
    heading = f'<h2 id="h-{section.id}">{escape(section.title)}</h2>' if section.title else ""
    labelled = f' aria-labelledby="h-{section.id}"' if section.title else ""
    live = ' aria-live="polite"' if section.place is Place.SAY else ""
    near = " near" if section.near else ""
    return f'<section class="{section.id}{near}"{labelled}>{heading}<div id="{section.id}"{live}>{inner}</div></section>'


def _inner(section: Section, rows: Iterable[Row]) -> str:
    # A heading holds words, no paragraphs.
    return "".join(_spans(row.body) for row in rows) if section.place is Place.TOP else _rows(rows)


def _rows(rows: Iterable[Row]) -> str:
    return "".join(map(_row, rows))


def _row(row: Row) -> str:
    lead = f'<span class="lead">{_spans(row.lead)}</span>' if row.lead else ""
    near = " near" if row.near else ""
    return f'<p class="{row.level}{near}">{lead}<span class="body">{_spans(row.body)}</span></p>'


def _spans(spans: Iterable[Span]) -> str:
    return "".join(_span(span) for span in spans)


def _span(span: Span) -> str:
    text = escape(span.text)
    match span.tone:
        case Tone.PLAIN:
            return text
        case Tone.QUIET:
            return f'<span class="quiet">{text}</span>'
        case tone:
            return f'<strong class="{tone}">{text}</strong>'
