"""Undo and redo for a screen that works on a finished record (この画面の取消し): only what it did itself."""

from __future__ import annotations

from clerk_tui.domain.commands import Redo, Undo
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import Redone, Undone
from clerk_tui.session import Session


class ScopedUndo:
    """Knows where the record ended when the screen was opened; before that stands the meeting itself."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._first = session.timeline.next_seq

    def dispatch(self, command: Undo | Redo) -> None:
        """Carry it out.

        Raises:
            Refused: nothing of this screen is left for it, or it could not be stored.
        """
        timeline = self._session.timeline
        match timeline.undo() if isinstance(command, Undo) else timeline.redo():
            case Undone(batch=batch) if batch < self._first:
                raise Refused(
                    "この画面で直したところは、もうありません。それより前の操作は、記録の画面で取り消せます。"
                )
            case Redone(batch=batch) if batch < self._first:
                raise Refused(
                    "この画面で取り消したところは、もうありません。それより前の操作は、記録の画面でやり直せます。"
                )
        self._session.dispatch(command)
