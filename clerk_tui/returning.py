"""A draft that has come back from Word (案の戻り): set against the record it was made from and the record as it is now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from difflib import SequenceMatcher
from functools import partial
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
from docx.opc.exceptions import OpcError
from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.events import EntryMoved, Recorded, SpeakerCorrected, TextEdited, TurnsMerged, TurnSplit
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import asked_label
from clerk_tui.domain.progress import Asked
from clerk_tui.domain.record import Entry, State
from clerk_tui.drafting import write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.minutes.anchors import digest, layout_number
from clerk_tui.minutes.document import PROOF, Document
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.requests import asked_by, request_rows, requested
from clerk_tui.minutes.template import TemplateError
from clerk_tui.roundtrip.base import Base, base_of
from clerk_tui.roundtrip.changes import Change
from clerk_tui.roundtrip.finding import equal, find
from clerk_tui.roundtrip.rows import read
from clerk_tui.roundtrip.speakers import voices
from clerk_tui.roundtrip.word import Line, WordFile, read_draft
from clerk_tui.sessions import Standing


class Print(Struct, frozen=True):
    """A record printed in a layout, and read as a file is."""

    state: State
    document: Document
    layout: LayoutSpec
    file: WordFile


Printer = Callable[[State, Edition, LayoutSpec, str], Print]
"""Prints a record in an edition and a layout, with the proof of the record that the internal edition carries."""


class Returned(Struct, frozen=True):
    """A draft, compared with what it was made from."""

    changes: tuple[Change, ...]
    """What was changed in it."""
    file: WordFile
    edition: Edition
    base: Print
    """The record that it was made from, or what has to stand for it."""
    rows: tuple[EntryId | None, ...]
    """For each row of its body, the line of the record that it is."""
    asked: Asked | None
    """Who was sent it for confirmation; None: it is the draft itself."""
    author: str
    """Whose changes they are that say nothing of it; empty: nobody knows."""
    unsure: frozenset[EntryId] | None
    """None: ``base`` is proven. Else it is the record of today, and these lines were corrected at some time."""

    @property
    def template(self) -> bool:
        """Whether the Word template is still the one with which it was made, as far as it says."""
        then, now = self.file.origin, self.base.file.origin
        return then is None or now is None or then.template == now.template


class Today(Struct, frozen=True):
    """A draft, compared with what the record prints now."""

    same: bool
    """Whether both say the same, from first to last."""
    later: tuple[tuple[str, str], ...]
    """What a print of today has in other words than one of then and than the draft, each before and after."""


def returned(path: Path, now: Standing, printer: Printer | None = None) -> Returned:
    """Compare a draft with what it was made from.

    Raises:
        FileProblems: it is no Word file.
        TemplateError: its layout cannot be printed.
        OSError: there is no room for the print.
    """
    file = read_draft(path)
    edition = file.origin.edition if file.origin else _edition(file.lines)
    state, proven, asked = _base(file, now, edition)
    head, draw = _proof(file, edition), printer or partial(printed, who=asked)
    base = _most_alike(lambda layout: draw(state, edition, layout, head), _layouts(file), file.lines)
    made, entries = _of_body(base, edition, asked)
    author = asked_label(state.meeting, asked) if asked else file.saved_by
    found = read(made, file.lines, frozenset(voices(state, edition)))
    homes = [None if row.home is None else entries[row.home] for row in found.rows]
    return Returned(
        tuple(
            change if change.author else replace(change, author=author)
            for change in find(made, entries, file, found)
        ),
        file,
        edition,
        base,
        tuple(None if entry is None else entry.id for entry in homes),
        asked,
        author,
        None if proven else _touched(now.records),
    )


def today(draft: Returned, now: Standing) -> Today:
    """Compare a draft with the record as it is now; raises as :func:`returned` does."""
    base = draft.base
    if base.state is now.state:
        return Today(equal(base.file.lines, draft.file.lines), ())
    there = printed(now.state, draft.edition, base.layout, _proof(draft.file, draft.edition), draft.asked)
    return Today(
        equal(there.file.lines, draft.file.lines),
        tuple(_later(base.file.lines, there.file.lines, draft.file.lines)),
    )


def untouched(path: Path, now: Standing) -> bool:
    """Whether a draft is byte by byte as it was made; not if nobody can tell."""
    try:
        file, made = read_draft(path), path.read_bytes()
        created = docx.Document(str(path)).core_properties.created
        if file.origin is None or created is None:
            return False
        state, proven, asked = _base(file, now, file.origin.edition)
        if not proven:
            return False
        with TemporaryDirectory(prefix="clerk-tui-") as temporary:
            again = write_draft(
                state,
                Path(temporary) / path.name,
                created.replace(tzinfo=UTC),
                file.origin.edition,
                _layouts(file)[0],
                head=_proof(file, file.origin.edition),
                seq=file.origin.seq,
                vetted=False,
                who=asked,
            )
            return again.read_bytes() == made
    except (ClerkError, OSError, OpcError, KeyError, ValueError):
        # What is no draft of ours, or none that can be made again, is somebody else's.
        return False


def printed(state: State, edition: Edition, layout: LayoutSpec, head: str, who: Asked | None = None) -> Print:
    """The record printed in a file of its own that nobody else sees, and read."""
    created = datetime.now().astimezone()
    with TemporaryDirectory(prefix="clerk-tui-") as temporary:
        path = Path(temporary) / layout.template
        write_draft(state, path, created, edition, layout, head=head, vetted=False, who=who)
        document = outline(state, created, edition, head)
        if who is not None:
            document = requested(state, document, edition, who)
        return Print(state, document, layout, read_draft(path))


def _base(file: WordFile, now: Standing, edition: Edition) -> tuple[State, bool, Asked | None]:
    """The record that the file was made from, once what it prints has proven it, else the record of today; for whom."""
    written = file.origin.asked if file.origin else ""
    state = now.at(file.origin.seq) if file.origin and file.origin.seq else None
    if state is None or file.origin is None:
        return now.state, False, asked_by(now.state.meeting, written)
    asked = asked_by(state.meeting, written)
    document = outline(state, datetime.now().astimezone(), edition)
    if asked is not None:
        document = requested(state, document, edition, asked)
    if digest(document) != file.origin.digest:
        return now.state, False, asked_by(now.state.meeting, written)
    # What a draft does not print (a hand that was raised, a moment) makes it no other one.
    return (now.state if state == now.state else state), True, asked


def _layouts(file: WordFile) -> Sequence[LayoutSpec]:
    """The layout that the file says it has; all of them where it says none."""
    told = file.origin.layout if file.origin else ""
    return [each for each in LAYOUTS.values() if layout_number(each.id) == told] or list(LAYOUTS.values())


def _most_alike(
    printer: Callable[[LayoutSpec], Print], layouts: Sequence[LayoutSpec], lines: Sequence[Line]
) -> Print:
    """The record printed once more as the draft was: in its layout, else in the one that it is most like."""
    prints, fault = [], None
    for layout in layouts:
        try:
            prints.append(printer(layout))
        except TemplateError as broken:
            # Another layout's template may be under somebody's hands.
            fault = broken
    if not prints and fault is not None:
        raise fault
    if len(prints) == 1:
        return prints[0]
    there = Counter(line.text for line in lines if not line.blank)

    def likeness(made: Print) -> float:
        # As much of the one in the other as of the other in the one: a full text holds most of a summary.
        own = Counter(line.text for line in made.file.lines if not line.blank)
        return 2 * (own & there).total() / max(1, own.total() + there.total())

    return max(prints, key=likeness)


def _of_body(made: Print, edition: Edition, asked: Asked | None) -> tuple[Base, tuple[Entry | None, ...]]:
    """The print with the lines of the record in it; none where the layout has no full text."""
    if not made.layout.transcript:
        return base_of(replace(made.document, body=()), made.file.lines), ()
    entries = tuple(entry for entry, _ in request_rows(made.state, edition, asked))
    return base_of(made.document, made.file.lines), entries


def _edition(lines: Sequence[Line]) -> Edition:
    internal = any(f"（{Edition.INTERNAL}" in line.text for line in lines[:12])
    return Edition.INTERNAL if internal else Edition.PUBLIC


def _proof(file: WordFile, edition: Edition) -> str:
    """The proof of the record at the time of the draft, which is no difference of the minutes."""
    if edition is Edition.PUBLIC:
        return ""
    texts = [line.text for line in file.lines if not line.blank]
    return next((after for text, after in pairwise(texts) if text == PROOF), "")


def _touched(records: Sequence[Recorded]) -> frozenset[EntryId]:
    found: set[EntryId] = set()
    for record in records:
        match record.event:
            case TextEdited(entry=entry) | SpeakerCorrected(entry=entry) | EntryMoved(entry=entry):
                found.add(entry)
            case TurnSplit(entry=entry, second=second):
                found |= {entry, second.id}
            case TurnsMerged(first=first):
                found.add(first)
    return frozenset(found)


def _later(then: Sequence[Line], now: Sequence[Line], draft: Sequence[Line]) -> Iterator[tuple[str, str]]:
    old, new, there = ([line.text for line in lines if not line.blank] for lines in (then, now, draft))
    had, has = Counter(there), set(there)
    for kind, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = old[i1:i2], new[j1:j2]
        # What was taken from the draft is in it.
        taken = has.issuperset(after) if after else all(had[text] < old.count(text) for text in before)
        if kind != "equal" and not taken:
            yield " ".join(before), " ".join(after)
