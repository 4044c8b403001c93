"""From a record to a Word file (会議録案の作成): outline, template, and a name that overwrites nothing."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clerk_tui.domain.record import State
from clerk_tui.minutes.outline import outline
from clerk_tui.profile import template_for

NAME = "会議録案.docx"


def write_draft(state: State, target: Path, created: datetime) -> Path:
    """Write the public draft.

    Args:
        state: the record, with a preparation.
        target: the file; its folder exists.
        created: moment that the file carries.

    Raises:
        TemplateError: the Word template of the body is broken.
        NotFound: there is none.
        OSError: the file cannot be written; an earlier one is left as it was.
    """
    from clerk_tui.minutes.word import write

    meeting = state.meeting
    template = template_for(meeting.profile.id if meeting else "")
    write(outline(state, created), template, target)
    return target


def free_name(folder: Path) -> Path:
    """A name in the folder that no draft has yet: somebody may have worked on an earlier one in Word."""
    stem, suffix = NAME.split(".")
    number = 1
    while (path := folder / (NAME if number == 1 else f"{stem}-{number}.{suffix}")).exists():
        number += 1
    return path
