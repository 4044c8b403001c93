"""Markdown (CommonMark with tables)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime

from clerk_tui.domain.record import State
from clerk_tui.minutes.document import Document, Heading, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_AT_START = re.compile(r"^(\s*)([-+=]|\d+[.)])(?=\s|$)", re.MULTILINE)


def markdown(state: State, created: datetime, edition: Edition) -> str:
    """The minutes as one Markdown text."""
    return "\n".join(_lines(outline(state, created, edition))) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield f"# {_plain('　'.join(document.title))}"
    yield ""
    yield "| 項目 | 内容 |"
    yield "|---|---|"
    for row in document.header:
        name = row.label if row.sublabel is None else f"{row.label}（{row.sublabel}）"
        yield f"| {_plain(name)} | {'<br>'.join(map(_plain, row.paragraphs))} |"
    yield ""
    yield f"## {_plain(document.labels.contents)}"
    yield ""
    yield from (f"{'  ' * len(item.indent)}- {_plain(item.text)}" for item in document.contents)
    yield ""
    yield f"| {' | '.join(map(_plain, document.labels.case_columns))} |"
    yield "|---|---|---|"
    for case in document.cases:
        yield f"| {_plain(case.number)} | {_plain(case.title)} | {_plain(case.result)} |"
    for row_ in document.body:
        yield ""
        match row_:
            case Heading(lines=lines):
                yield f"### {_plain('　'.join(lines))}"
            case StageDirectionRow(text=text):
                yield f"（{_plain(text)}）"
            case Turn(label=label, paragraphs=paragraphs):
                first, *rest = [paragraph.text for paragraph in paragraphs] or [""]
                yield f"**{_plain(label)}**　{_plain(first)}"
                for text in rest:
                    yield ""
                    yield _plain(text)


def _plain(text: str) -> str:
    """The text with everything that Markdown would take for a sign of its own made plain."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)).replace("\n", "<br>")
