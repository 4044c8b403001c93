"""全文記録: every turn, the speaker at the head of the line."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from clerk_tui.domain.record import State
from clerk_tui.minutes.document import Document, Heading, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Block, Flow, Line, Look
from clerk_tui.minutes.outline import outline

from .opening import cases, fields, titles
from .wording import TranscriptWords, Wording


def transcript(state: State, created: datetime, edition: Edition, wording: Wording) -> Flow:
    """The whole record, line by line."""
    document = outline(state, created, edition)
    blocks = (
        *titles(document.title),
        fields(document.header),
        Line(Look.HEADING, document.contents_heading),
        *(Line(Look.CONTENT, f"{number}　{item}") for number, item in enumerate(document.contents, 1)),
        cases(document.case_columns, document.cases),
        *proceedings(document, wording.transcript),
    )
    return Flow(" ".join(document.title), blocks, created)


def proceedings(document: Document, words: TranscriptWords) -> Iterator[Block]:
    """The body of a document as lines."""
    for row in document.body:
        match row:
            case Heading(lines=lines):
                yield from (Line(Look.SUBHEADING, line) for line in lines)
            case StageDirectionRow(text=text, cleared=cleared):
                yield Line(Look.STAGE, f"{words.stage_open}{text}{words.stage_close}", cleared=cleared)
            case Turn():
                yield from _turn(row, words)


def _turn(turn: Turn, words: TranscriptWords) -> Iterator[Line]:
    speaker = f"{words.prefix}{turn.label}"
    at_first = tuple(note for note in turn.notes if note.paragraph == 0)
    if words.own_line == "はい" or not turn.paragraphs:
        yield Line(Look.SPEAKER, f"{speaker}{words.suffix}".rstrip(), at_first if not turn.paragraphs else ())
        speaker = ""
    else:
        speaker += words.suffix
    for number, paragraph in enumerate(turn.paragraphs):
        look = Look.ACTION if paragraph.narrated else Look.SPEECH
        notes = tuple(note for note in turn.notes if note.paragraph == number)
        yield Line(look, f"{speaker if number == 0 else ''}{paragraph.text}", notes, paragraph.cleared)
