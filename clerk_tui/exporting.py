"""From a record to a file for other programs (書き出し): edition, names, and a public file read back before it appears."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.name_findings import is_absence_report, name_findings, run_together
from clerk_tui.domain.names import hidden_names, is_name
from clerk_tui.domain.record import State
from clerk_tui.drafting import NameExposed, public_file
from clerk_tui.export import Export
from clerk_tui.leaks import Leaked, judge, plain_texts
from clerk_tui.minutes.document import Heading
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.outline import outline
from clerk_tui.support.atomic import write_atomically


def write_export(state: State, target: Path, created: datetime, edition: Edition, export: Export) -> Path:
    """Write the record in a format, read a public one back, and only then give it its name.

    Raises:
        NameExposed, Leaked: a public file would tie a member's name to a remark; nothing was written.
        Refused: the name of a public file names a member.
        OSError: the file cannot be written; an earlier one is left as it was.
    """
    if edition is Edition.PUBLIC:
        public_file(state, target)
        if found := list(name_findings(state)):
            raise NameExposed(found)
    text = export(known_to(edition, state), created, edition)

    def inspect(made: Path) -> None:
        if edition is Edition.PUBLIC and (
            leaks := judge(plain_texts(made), hidden_names(state), names_belong(state), labels(state))
        ):
            raise Leaked(leaks)

    write_atomically(target, lambda stream: stream.write(text.encode()), inspect)
    return target


def allowing(state: State, words: Iterable[str]) -> State:
    """The record with words that name nobody, for one file: somebody has looked at them.

    Raises:
        Refused: one of them is nothing but a member's name.
    """
    names = hidden_names(state)
    for word in words:
        if names.anywhere(word) and is_name(names, word):
            raise Refused(f"「{word}」は委員の氏名そのものです。--allow では通せません。")
    return replace(state, allowed=state.allowed.union(words))


def labels(state: State) -> frozenset[str]:
    """What each person on the roster is called there."""
    return frozenset(listed_label(state.meeting, person) for person in state.meeting.people)


def names_belong(state: State) -> Iterator[str]:
    """Texts of the public edition in which names may stand: roster, agenda, reports of absence, what was confirmed."""
    public = known_to(Edition.PUBLIC, state)
    meeting = public.meeting
    document = outline(public, datetime.now().astimezone())
    for line in document.header:
        yield from (*line.paragraphs, "、".join(line.paragraphs))
    for row in document.body:
        if isinstance(row, Heading):
            yield from row.lines
    yield from (" ".join(meeting.title), "　".join(meeting.title), *meeting.title)
    yield from (text for item in document.contents for text in (item.title, item.text))
    yield from (case.title for case in meeting.cases)
    yield from (group.office for group in meeting.groups)
    yield from (meeting.profile.body, meeting.place)
    yield from (text for _line, text in public.confirmed)
    for turn in public.turns:
        if is_absence_report(public, turn):
            yield from (*turn.paragraphs, run_together(turn))
