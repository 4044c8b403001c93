"""A meeting, its draft, and the way back (往復の足場): in memory where no file is asked for."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec.structs import replace
from script_player import JST, MemoryStore
from word_editing import Draft, Lines

from clerk_tui.domain import commands as c
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.record import State
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.returning import Print, Returned, printed, returned
from clerk_tui.roundtrip.changes import Change
from clerk_tui.roundtrip.taking import Judged, Taking
from clerk_tui.session import Session
from clerk_tui.sessions import Standing, recording, standing

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODY = "privacy_council"
FULL = [layout for layout in LAYOUTS.values() if layout.transcript]
Made = tuple[tuple[Recorded, ...], Path, dict[object, Print]]
Meeting = Callable[[str], Made]


def standing_of(session: Session) -> Standing:
    return Standing(session.state, session.timeline.records, "0123")


def drafted(folder: Path, edition: Edition = Edition.PUBLIC, layout: LayoutSpec = LAYOUTS["table"]) -> Path:
    now = standing(folder)
    path = folder / f"{edition}{layout.id}.docx"
    return write_draft(now.state, path, CREATED, edition, layout, head=now.head, seq=now.seq)


def differing(folder: Path, path: Path) -> tuple[Change, ...]:
    return returned(path, standing(folder)).changes


def edited(folder: Path, edit: Callable[[Draft], object], editor: type[Draft] = Draft) -> Path:
    path = drafted(folder, layout=LAYOUTS["lines" if editor is Lines else "table"])
    draft = editor(path)
    edit(draft)
    draft.save()
    return path


def dispatched(folder: Path, *commands: c.Command) -> State:
    with recording(folder) as opened:
        for command in commands:
            opened.session.dispatch(command)
        return opened.session.state


class Outcome(NamedTuple):
    changes: tuple[Change, ...]
    judged: tuple[Judged, ...]
    session: Session
    draft: Returned


def carried_out(
    meeting: Meeting, path: Path, layout: str, *corrections: c.Command, word: bool = False
) -> Outcome:
    """Compare and take, in memory, with the base printed once for all."""
    records, _, prints = meeting(layout)
    session = Session(MemoryStore(list(records)), records)
    for command in corrections:
        session.dispatch(command)

    def drawn(state: State, *rest: object) -> Print:
        if rest not in prints:
            prints[rest] = printed(state, *rest)  # type: ignore[arg-type]
        return replace(prints[rest], state=state)

    draft = returned(path, standing_of(session), drawn)
    taking = Taking(
        draft.base.state, session, draft.edition, draft.rows, unsure=draft.unsure, prefer_file=word
    )
    return Outcome(draft.changes, taking.take(draft.changes), session, draft)


def worked_on(
    meeting: Meeting, tmp_path: Path, edit: Callable[[Draft], object], layout: str = "table"
) -> Path:
    path = Path(shutil.copyfile(meeting(layout)[1], tmp_path / "案.docx"))
    draft = Lines(path) if layout == "lines" else Draft(path)
    edit(draft)
    draft.save()
    return path
