"""From a record to a Word file (会議録案の作成): edition, template, leak check, and a name that overwrites nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.name_findings import NameFinding, name_findings
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State
from clerk_tui.minutes.document import Document, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.flow import Flow
from clerk_tui.minutes.layouts import FLOWS, Layout, read_wording
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.rereading import remarks, reread
from clerk_tui.profile import template_for
from clerk_tui.session_files import output_file
from clerk_tui.support.atomic import Inspect

_NAMES = {
    Layout.TABLE: "会議録案",
    Layout.LINES: "全文記録案",
    Layout.POINTS: "要点記録案",
    Layout.SUMMARY: "会議結果の概要",
    Layout.FORMAL: "署名用会議録案",
}
_WORDING = "layouts.toml"


class NameExposed(Refused):
    """A text was not written for the public because of the names in it; the message names each remark."""

    def __init__(self, found: Sequence[NameFinding]) -> None:
        told = "。".join(
            f"{each.where}氏名（{'、'.join(person.name for person in each.people)}）「{each.text[:24]}」"
            for each in found[:5]
        )
        super().__init__(
            f"公開用に委員の氏名が出るため、書き出しませんでした。{told}。"
            "clerk-tui check で該当の発言を見て、直すか、公開してよいことを確かめてください。"
        )


def draft_name(layout: Layout = Layout.TABLE, edition: Edition = Edition.PUBLIC) -> str:
    """What a draft is called where nobody says otherwise."""
    return f"{_NAMES[layout]}{'' if edition is Edition.PUBLIC else f'（{edition}）'}.docx"


def write_draft(
    state: State,
    target: Path,
    created: datetime,
    edition: Edition = Edition.PUBLIC,
    layout: Layout = Layout.TABLE,
    *,
    head: str = "",
    vetted: bool = True,
) -> Path:
    """Write a draft, read it back, and only then give it its name.

    Args:
        state: the record, with a preparation.
        target: the file; its folder exists.
        created: moment that the file carries.
        edition: for whom; a public one is looked through for names before it appears.
        layout: how it is laid out.
        head: the record's chain at its end, which the internal table prints.
        vetted: whether a public one is looked through for names; not one that nobody will see.

    Raises:
        Refused: the target is a folder, or one of a session's own files.
        Leaked: a public draft would tie a member's name to a remark; nothing was written.
        NameExposed: the same, where the file itself does not show it (a name across the end of a paragraph).
        TemplateError: the Word template of the body is broken, or what was made of it lacks a remark.
        FileProblems: the file with the words of the layouts is wrong.
        NotFound: there is no template.
        OSError: the file cannot be written; an earlier one is left as it was.
    """
    output_file(target)
    meeting = state.meeting
    profile = meeting.profile.id if meeting else ""
    template = template_for(profile)

    def inspected(document: Document | Flow) -> Inspect:
        def inspect(made: Path) -> None:
            reread(made, remarks(document))
            if edition is Edition.PUBLIC and vetted:
                _vet(made, state, document, created, layout)

        return inspect

    if layout is Layout.TABLE:
        from clerk_tui.minutes.word import write

        document = outline(state, created, edition, head)
        write(document, template, target, inspected(document))
    else:
        from clerk_tui.minutes.flow_word import write_flow

        wording = read_wording(template_for(profile, name=_WORDING))
        flow = FLOWS[layout](state, created, edition, wording)
        write_flow(flow, template, target, inspected(flow))
    return target


def free_name(folder: Path, name: str = draft_name()) -> Path:
    """A name in the folder that no draft has yet: somebody may have worked on an earlier one in Word."""
    stem, suffix = name.rsplit(".", 1)
    number = 1
    while (path := folder / (name if number == 1 else f"{stem}-{number}.{suffix}")).exists():
        number += 1
    return path


def _vet(made: Path, state: State, printed: Document | Flow, created: datetime, layout: Layout) -> None:
    from clerk_tui.leaks import Leaked, inspect

    if state.meeting is not None:
        document = printed if isinstance(printed, Document) else outline(state, created)
        fine = (*agenda_words(state.meeting, document, layout), *remarks_of(printed, cleared=True))
        leaks = inspect(made, hidden_names(state), fine, remarks_of(printed, cleared=False))
        if leaks:
            raise Leaked(leaks)
    # The summary holds no remark.
    if layout is not Layout.SUMMARY and (found := list(name_findings(state))):
        raise NameExposed(found)


def agenda_words(meeting: Meeting, document: Document, layout: Layout = Layout.TABLE) -> Iterator[str]:
    """Where names belong that no remark has brought: the roster, and what the agenda itself says."""
    for row in document.header:
        yield from row.paragraphs
    yield from document.title
    yield from document.contents
    if layout is Layout.FORMAL:
        yield from (listed_label(meeting, person) for person in meeting.voters)
    yield from (case.title for case in meeting.cases)


def remarks_of(printed: Document | Flow, *, cleared: bool) -> Iterator[str]:
    """The words of the record as they are printed: those in which names may stand, or the others."""
    if isinstance(printed, Flow):
        yield from (line.text for line in printed.lines if line.cleared is cleared)
        return
    for row in printed.body:
        match row:
            case Turn(paragraphs=paragraphs):
                yield from (paragraph.text for paragraph in paragraphs if paragraph.cleared is cleared)
                if cleared and len(paragraphs) > 1 and all(paragraph.cleared for paragraph in paragraphs):
                    # A name across the end of a paragraph is seen in the row alone.
                    yield "".join(paragraph.text for paragraph in paragraphs)
            case StageDirectionRow() if row.cleared is cleared:
                yield row.text
