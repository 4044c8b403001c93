"""From a record to a Word file (会議録案の作成): edition, template, leak check, and a name that overwrites nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from clerk_tui.domain.names import hidden_names, is_absence_report, public_words
from clerk_tui.domain.record import State
from clerk_tui.minutes.document import Document
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline
from clerk_tui.profile import template_for

NAMES = {Edition.PUBLIC: "会議録案.docx", Edition.INTERNAL: "会議録案（内部用）.docx"}


def write_draft(
    state: State, target: Path, created: datetime, edition: Edition = Edition.PUBLIC, head: str = ""
) -> Path:
    """Write a draft.

    Args:
        state: the record, with a preparation.
        target: the file; its folder exists.
        created: moment that the file carries.
        edition: for whom; a public one is looked through for names before it appears.
        head: the record's chain at its end, which the internal edition prints.

    Raises:
        Leaked: a public draft would tie a member's name to a remark; nothing was written.
        TemplateError: the Word template of the body is broken.
        NotFound: there is none.
        OSError: the file cannot be written; an earlier one is left as it was.
    """
    from clerk_tui.minutes.word import write

    meeting = state.meeting
    template = template_for(meeting.profile.id if meeting else "")
    document = outline(state, created, edition, head)
    if edition is Edition.INTERNAL:
        write(document, template, target)
    else:
        write(document, template, target, lambda made: _vet(made, state, document))
    return target


def free_name(folder: Path, name: str = NAMES[Edition.PUBLIC]) -> Path:
    """A name in the folder that no draft has yet: somebody may have worked on an earlier one in Word."""
    stem, suffix = name.rsplit(".", 1)
    number = 1
    while (path := folder / (name if number == 1 else f"{stem}-{number}.{suffix}")).exists():
        number += 1
    return path


def _vet(made: Path, state: State, document: Document) -> None:
    from clerk_tui.leaks import Leaked, inspect

    if state.meeting is not None:
        leaks = inspect(made, hidden_names(state.meeting), _allowed(state, document))
        if leaks:
            raise Leaked(leaks)


def _allowed(state: State, document: Document) -> Iterator[str]:
    """Where names belong: roster, report of absences, what the agenda itself says, what the clerk has confirmed."""
    meeting = state.meeting
    assert meeting is not None
    for row in document.header:
        yield from row.paragraphs
    yield from document.title
    # The contents are numbered by the template; how it does that is its own affair.
    yield from (f"{number}　{item}" for number, item in enumerate(document.contents, 1))
    yield from document.contents
    yield from (case.title for case in document.cases)
    for turn in state.turns:
        report = is_absence_report(meeting, turn)
        for text in turn.paragraphs:
            if report or text in state.confirmed:
                yield public_words(text, meeting.profile.form.withheld)
