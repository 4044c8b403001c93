"""``clerk-tui diff``: what was changed in Word since, and back into the record with it."""

from __future__ import annotations

from argparse import Namespace
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from msgspec import Struct

from clerk_tui.domain.commands import CompoundCommand, EditText
from clerk_tui.domain.record import State
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.template import TemplateError
from clerk_tui.published.comparison import Change, Draft, OtherChange, compared, pieces
from clerk_tui.published.reading.page import Page
from clerk_tui.published.reading.word import read_word
from clerk_tui.sessions import locate, recording, state_of

from .json_output import tell_json

_PROOF = "記録の照合値"

T = TypeVar("T")


def run(options: Namespace) -> int:
    path: Path = options.draft
    folder = locate(options.session or str(path.resolve().parent))
    state, page = state_of(folder), read_word(path)
    changes = compared(state, page, printed_as(state, page))
    edits = [command for change in changes if isinstance(change, Change) and (command := change.command)]
    if options.json:
        taken = _take(folder, edits) if options.take else 0
        rows = list(map(_out, changes))
        tell_json({"session": str(folder), "draft": str(path), "changes": rows, "taken": taken})
        return 1 if taken < len(changes) else 0
    if not changes:
        print("記録との違いはありません。")
        return 0
    for change in changes:
        print("\n".join(_other(change) if isinstance(change, OtherChange) else _told(change)))
    rest = len(changes) - len(edits)
    print(f"違いは {len(changes)} 件です。")
    if rest:
        print(
            f"うち {rest} 件（発言の追加・削除、発言者の違い、内部用の語句のあるもの、"
            "日時・出席者・案件・ト書きなど発言でないもの）は、画面で直してください。"
        )
    if not edits:
        return 1
    if not options.take:
        print(f"{len(edits)} 件は、--take を付けると記録に取り込めます（取消しもできます）。")
        return 1
    print(f"{_take(folder, edits)} 件を記録に取り込みました。")
    return 0


def _take(folder: Path, edits: Sequence[EditText]) -> int:
    """Record them as one command; returns how many there were."""
    if edits:
        with recording(folder) as opened:
            opened.session.dispatch(CompoundCommand(tuple(edits)))
    return len(edits)


class ChangeOut(Struct, frozen=True):
    """A difference as ``--json`` has it."""

    turn: int | None
    """Which turn of the draft, from 1; None: it is outside of the turns."""
    where: str
    """Label of the speaker, or what was changed outside of the turns."""
    record: tuple[str, ...]
    draft: tuple[str, ...]
    takable: bool
    """Whether ``--take`` takes it back into the record."""


def _out(change: Change | OtherChange) -> ChangeOut:
    if isinstance(change, OtherChange):
        return ChangeOut(None, change.where, change.before, change.after, takable=False)
    before, after = change.before, change.after
    return ChangeOut(
        change.number,
        after.label if after else before.label if before else "",
        before.paragraphs if before else (),
        after.paragraphs if after else (),
        takable=change.command is not None,
    )


def printed_as(state: State, draft: Page) -> Draft:
    """The record printed once more as the draft was: in the layout and edition that it is most like.

    Raises:
        TemplateError: no layout can be printed.
        OSError: there is no room for the print.
    """
    lines = pieces(draft)
    texts = [text for text, _ in lines]
    edition = (
        Edition.INTERNAL if any(f"（{Edition.INTERNAL}" in text for text in texts[:12]) else Edition.PUBLIC
    )
    created = datetime.now().astimezone()
    # The proof of the record at the time of the draft is no difference of the minutes.
    head = next((after for text, after in pairwise(texts) if text == _PROOF), "")
    document = outline(state, created, edition)
    prints = []
    fault: TemplateError | None = None
    with TemporaryDirectory(prefix="clerk-tui-") as temporary:
        for layout in LAYOUTS.values():
            path = Path(temporary) / layout.template
            try:
                write_draft(state, path, created, edition, layout, head=head, vetted=False)
            except TemplateError as broken:
                # Another layout's template may be under somebody's hands.
                fault = broken
                continue
            prints.append(Draft(document, layout, edition, read_word(path)))
    if not prints and fault is not None:
        raise fault
    there = Counter(lines)
    return max(prints, key=lambda print_: _alike(Counter(pieces(print_.page)), there))


def _alike(one: Counter[T], other: Counter[T]) -> float:
    """As much of the one in the other as of the other in the one: a full text holds most of a summary."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _told(change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    label = after.label if after else before.label if before else ""
    yield f"■ {change.number} 番目の発言（{label}）"
    if before and after and before.label != after.label:
        yield f"  発言者　記録：{before.label}　案：{after.label}"
    old = before.paragraphs if before else ()
    new = after.paragraphs if after else ()
    yield from (f"  − {text}" for text in old if text not in new)
    yield from (f"  ＋ {text}" for text in new if text not in old)
    if before is None:
        yield "  （案だけにある発言です）"
    if after is None:
        yield "  （案では削られています）"


def _other(change: OtherChange) -> Iterator[str]:
    yield f"■ {change.where}"
    yield from (f"  − {text}" for text in change.before)
    yield from (f"  ＋ {text}" for text in change.after)
