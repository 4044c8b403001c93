"""HTML: one file with its own styles, for a browser, a screen reader and a printer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from html import escape

from clerk_tui.domain import record
from clerk_tui.domain.record import State
from clerk_tui.minutes.document import Document, Heading, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.showing import shown

from .places import Place, clock, place

_STYLE = """\
body { font-family: "Yu Mincho", "Hiragino Mincho ProN", "MS Mincho", serif; line-height: 1.8; max-width: 46rem;
  margin: 2rem auto; padding: 0 1rem; color: #111; background: #fff }
h1 { font-size: 1.4rem } h2 { font-size: 1.2rem; border-bottom: 1px solid #666; margin-top: 2.5rem }
table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #666; padding: .2rem .6rem;
  text-align: left; vertical-align: top } th { background: #f2f2f2; font-weight: 600 }
.agenda { list-style: none; padding-left: 1em }
.turn { margin: 1rem 0 } .speaker { font-weight: 600; margin: 0 } .turn p { margin: 0; text-indent: 1em }
.speaker { text-indent: 0 !important } .stage { text-align: center } .done { font-style: italic }
.heard { font-weight: 400; font-size: .8rem; color: #555; margin-left: .5em }
@media print { body { margin: 0; max-width: none } h2, .speaker { break-after: avoid } }
"""
_DONE = ' class="done"'


def page(state: State, created: datetime, edition: Edition) -> str:
    """The minutes as one HTML file without any address outside."""
    turns = (entry for entry in shown(state, edition) if isinstance(entry, record.Turn))
    places = (place(state, turn) for turn in turns)
    return "\n".join(_parts(outline(state, created, edition), places, several=len(state.audio) > 1)) + "\n"


def _parts(document: Document, places: Iterator[Place | None], *, several: bool) -> Iterator[str]:
    title = escape("　".join(document.title))
    yield "<!doctype html>"
    yield f'<html lang="ja"><head><meta charset="utf-8"><title>{title}</title>'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<style>\n{_STYLE}</style></head><body>"
    yield f"<header><h1>{title}</h1>"
    yield "<table><caption>会議の概要</caption><tbody>"
    for row in document.header:
        name = row.label if row.sublabel is None else f"{row.label}（{row.sublabel}）"
        yield f'<tr><th scope="row">{escape(name)}</th><td>{"<br>".join(map(escape, row.paragraphs))}</td></tr>'
    yield "</tbody></table></header>"
    yield f"<main><h2>{escape(document.labels.contents)}</h2><ul class='agenda'>"
    yield from (f"<li>{escape(item.indent + item.text)}</li>" for item in document.contents)
    yield "</ul><table><caption>案件と審議結果</caption><thead><tr>"
    yield from (f'<th scope="col">{escape(name)}</th>' for name in document.labels.case_columns)
    yield "</tr></thead><tbody>"
    for case in document.cases:
        yield (
            f'<tr><th scope="row">{escape(case.number)}</th><td>{escape(case.title)}</td>'
            f"<td>{escape(case.result)}</td></tr>"
        )
    yield "</tbody></table>"
    headings = [row for row in document.body if isinstance(row, Heading)]
    yield '<nav aria-label="審議の順"><h2>審議の順</h2><ul>'
    for number, heading in enumerate(headings, 1):
        yield f'<li><a href="#b{number}">{escape("　".join(heading.lines))}</a></li>'
    yield "</ul></nav><h2>発言</h2>"
    number = 0
    for row_ in document.body:
        match row_:
            case Heading(lines=lines):
                number += 1
                yield f'<h2 id="b{number}">{"<br>".join(map(escape, lines))}</h2>'
            case StageDirectionRow(text=text):
                yield f'<p class="stage">（{escape(text)}）</p>'
            case Turn():
                # The document has the turns of the edition, in their order.
                yield _turn(row_, next(places), several=several)
    yield "</main></body></html>"


def _turn(turn: Turn, where: Place | None, *, several: bool) -> str:
    said = "".join(
        f"<p{_DONE if paragraph.narrated else ''}>{_lines(paragraph.text)}</p>"
        for paragraph in turn.paragraphs
    )
    heard = ""
    if where is not None:
        file = f"録音{where.recording} " if several else "録音 "
        heard = f' <span class="heard">{file}{clock(where.second)}</span>'
    return f'<div class="turn"><p class="speaker">{escape(turn.label)}{heard}</p>{said}</div>'


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")
