"""What the screen makes at the end of a meeting: 会議結果の概要 and 会議録案."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.record import State
from clerk_tui.drafting import SUMMARY, TABLE, NameExposed, draft_name, free_name, write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.leaks import Leaked
from clerk_tui.support.os_errors import reason


def documents(folder: Path, state: State, seq: int = 0) -> Path:
    """Make the two documents of a closing; either is made whatever becomes of the other.

    Args:
        folder: where they go.
        state: the record.
        seq: number of its last event; 0: nobody knows, for it went on meanwhile.

    Returns:
        Where the minutes are.

    Raises:
        Refused: one of them or both could not be made; the message says what became of each.
    """
    told: tuple[type[Exception], ...] = (ClerkError, OSError)
    now = datetime.now().astimezone()
    made: dict[str, Path] = {}
    missing: dict[str, list[str]] = {}
    # The page that goes round comes first.
    for layout in (SUMMARY, TABLE):
        name = draft_name(layout)
        title = Path(name).stem
        try:
            made[title] = write_draft(state, free_name(folder, name), now, layout=layout, seq=seq)
        except told as fault:
            missing.setdefault(_why(state, fault), []).append(title)
    if missing:
        done = [f"{title}は作りました（{path}）。" for title, path in made.items()]
        lack = [f"{'と'.join(titles)}は作れませんでした。{why}" for why, titles in missing.items()]
        raise Refused("".join((*done, *lack)))
    return made[title]


def _why(state: State, fault: Exception) -> str:
    """The fault in the words of this screen."""
    # What stands in the record itself, the check of this screen shows; what a template brings, the fault names.
    if isinstance(fault, NameExposed | Leaked) and any(name_findings(state)):
        return "委員の氏名の出る文があります（Ctrl+W の点検から直せます）。"
    return f"書き込めません（{reason(fault)}）。" if isinstance(fault, OSError) else str(fault)
