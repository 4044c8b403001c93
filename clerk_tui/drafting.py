"""From a record to a Word file (会議録案の作成): edition, template, leak check, and a name that overwrites nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.internal_marks import public_words
from clerk_tui.domain.labels import listed_label, public_label
from clerk_tui.domain.name_findings import NameFinding, name_findings, name_in_title
from clerk_tui.domain.names import hidden, hidden_names
from clerk_tui.domain.progress import Asked, MinutesStatus
from clerk_tui.domain.record import Named, State
from clerk_tui.leaks.reading import MAIN_TEXT, TITLE
from clerk_tui.minutes.document import Document, Heading, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.requests import code, own_rows, requested
from clerk_tui.profile import template_for
from clerk_tui.session_files import output_file

if TYPE_CHECKING:
    from clerk_tui.minutes.rendering import Printed

TABLE, SUMMARY = LAYOUTS["table"], LAYOUTS["summary"]
"""The layouts that a closing makes."""


def public_file(state: State, target: Path) -> Path:
    """The target of a public file, if its name names nobody.

    Raises:
        Refused: a member's name stands in it.
    """
    if named := name_in_title(state, target.name):
        raise Refused(
            f"ファイル名「{target.name}」に委員の氏名（{'、'.join(person.name for person in named)}）があります。"
            "公開用のファイルは、氏名のない名前にしてください（地名などなら --allow 語 で通せます）。"
        )
    return target


class NameExposed(Refused):
    """A text was not written for the public because of the names in it; the message names each remark."""

    def __init__(self, found: Sequence[NameFinding]) -> None:
        told = "。".join(
            f"{each.where}{each.about('、'.join(person.name for person in each.people))}"
            for each in found[:5]
        )
        super().__init__(
            f"公開用に委員の氏名や内部用の語句が出るため、書き出しませんでした。{told}。"
            "clerk-tui check 会議 で該当の発言を見て、直すか、公開してよいことを確かめてください。"
        )


def draft_name(
    layout: LayoutSpec = TABLE,
    edition: Edition = Edition.PUBLIC,
    status: MinutesStatus = MinutesStatus.DRAFT,
) -> str:
    """What a draft is called where nobody says otherwise; final minutes are no 案 any more."""
    file = layout.file if status.is_draft else layout.file.removesuffix(MinutesStatus.DRAFT)
    return f"{file}{'' if edition is Edition.PUBLIC else f'（{edition}）'}.docx"


def write_draft(
    state: State,
    target: Path,
    created: datetime,
    edition: Edition = Edition.PUBLIC,
    layout: LayoutSpec = TABLE,
    *,
    head: str = "",
    seq: int = 0,
    vetted: bool = True,
    who: Asked | None = None,
    at_last: Callable[[], None] = lambda: None,
) -> Path:
    """Write a draft, read it back, and only then give it its name.

    Args:
        state: the record, with a preparation.
        target: the file; its folder exists.
        created: moment that the file carries.
        edition: for whom; a public one is looked through for names before it appears.
        layout: how it is laid out.
        head: the record's chain at its end, which the internal edition prints.
        seq: number of the record's last event, by which the draft is compared with it when it comes back.
        vetted: whether a public one is looked through for names; not one that nobody will see.
        who: whom it is sent to for confirmation; None: it is the draft itself.
        at_last: called just before it gets its name; what it raises keeps what was there.

    Raises:
        Refused: the target is a folder, one of a session's own files, or a public one that names a member.
        Leaked: a public draft would tie a member's name to a remark; nothing was written.
        NameExposed: the same, where the file itself does not show it (a name across the end of a paragraph).
        TemplateError: the Word template cannot be used, or what was made of it lacks a remark.
        FileProblems: the Word template is no Word file.
        NotFound: there is no template.
        OSError: the file cannot be written; an earlier one is left as it was.
    """
    # python-docx and the template engine, which a recording does without.
    from clerk_tui.minutes.fields import notes, remarks
    from clerk_tui.minutes.rereading import reread
    from clerk_tui.minutes.word import write

    output_file(target)
    if edition is Edition.PUBLIC:
        public_file(state, target)
    document = outline(state, created, edition, head)
    if who is not None:
        document = requested(state, document, edition, who)
    own = layout.fields(state, document)
    needed = document.body if layout.transcript else own

    def inspect(made: Path, printed: Sequence[Printed]) -> None:
        reread(made, remarks(needed), notes(needed))
        if edition is Edition.PUBLIC and vetted:
            _vet(made, state, document, printed)
        at_last()

    profile = state.meeting.profile.id
    source = template_for(profile, name=layout.template)
    asked = code(state.meeting, who) if who else ""
    marked = own_rows(state, edition, who) if who else frozenset()
    write(document, own, source, target, inspect, layout=layout.id, seq=seq, asked=asked, shaded=marked)
    return target


def free_name(folder: Path, name: str) -> Path:
    """A name in the folder that no draft has yet: somebody may have worked on an earlier one in Word."""
    stem, suffix = name.rsplit(".", 1)
    number = 1
    while (path := folder / (name if number == 1 else f"{stem}-{number}.{suffix}")).exists():
        number += 1
    return path


def _vet(made: Path, state: State, document: Document, printed: Sequence[Printed]) -> None:
    from clerk_tui.leaks import Leaked, inspect

    leaks = inspect(made, hidden_names(state), *allowed(state, document, printed))
    if leaks:
        raise Leaked(leaks)
    # Whoever prints a remark prints the names in it, also those that the end of a paragraph cuts in two. A layout
    # without remarks is stopped by the notes that it prints; but where internal words end, nobody can tell there
    # either.
    remarks_printed = any(each.cleared is not None for each in printed)
    withheld = state.meeting.profile.form.withheld

    def is_printed(finding: NameFinding) -> bool:
        return any(public_words(finding.text, withheld) in each.text for each in printed)

    if found := [
        each for each in name_findings(state) if remarks_printed or not each.people or is_printed(each)
    ]:
        raise NameExposed(found)


def allowed(
    state: State, document: Document, printed: Sequence[Printed]
) -> tuple[Iterator[tuple[str, str]], Iterator[str]]:
    """Where names may stand, and the remarks in which they may not, for :func:`clerk_tui.leaks.inspect`.

    A text may hold a name as often, and in the parts, as it was printed there: the roster, what the agenda says,
    and the remarks that the clerk has confirmed.
    """
    fine = [
        text for text in dict.fromkeys(_agenda_words(state, document)) if hidden_names(state).within(text)
    ]

    def places() -> Iterator[tuple[str, str]]:
        yield TITLE, " ".join(document.title)
        for each in printed:
            if each.cleared and each.text:
                yield each.part, each.text
            elif each.cleared is None:
                yield from ((each.part, text) for text in fine if text in each.text)

    return chain(places(), _across_paragraphs(document)), _withheld(document)


def _agenda_words(state: State, document: Document) -> Iterator[str]:
    """Where names belong that no remark has brought: the roster, and what the agenda itself says."""
    for row in document.header:
        yield from row.paragraphs
    yield from document.title
    yield from (text for item in document.contents for text in (item.title, item.text))
    yield from (line for row in document.body if isinstance(row, Heading) for line in row.lines)
    yield from (listed_label(state.meeting, person) for person in state.meeting.voters)
    # A form may print the attendance one by one; an official may have a member's name.
    yield from (name for group in document.attendance for name in group.names)
    withheld = {person.id for person in hidden(state.meeting)}
    for turn in state.turns:
        if isinstance(turn.speaker, Named) and turn.speaker.person not in withheld:
            yield public_label(state.meeting, turn.speaker, turn.capacity)
    # Who was elected, and who sat for a member.
    yield from (text for row in document.conclusions for text in (row.elected, row.counted))
    yield from (row.presence for row in document.roll)
    yield from (case.title for case in state.meeting.cases)


def _across_paragraphs(document: Document) -> Iterator[tuple[str, str]]:
    """The turns that are cleared as a whole: a name across the end of a paragraph is seen in their row alone."""
    for row in document.body:
        if isinstance(row, Turn) and len(row.paragraphs) > 1 and all(each.cleared for each in row.paragraphs):
            yield MAIN_TEXT, "".join(paragraph.text for paragraph in row.paragraphs)


def _withheld(document: Document) -> Iterator[str]:
    yield from (field.text for field in document.free if not field.cleared)
    for row in document.body:
        match row:
            case Turn(paragraphs=paragraphs):
                yield from (paragraph.text for paragraph in paragraphs if not paragraph.cleared)
            case StageDirectionRow(text=text, cleared=False):
                yield text
