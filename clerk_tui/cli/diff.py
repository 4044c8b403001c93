"""``clerk-tui diff``: what was changed in Word since, and back into the record with it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from clerk_tui.domain.commands import CompoundCommand
from clerk_tui.published.comparison import Change, compared
from clerk_tui.published.reading import read_minutes
from clerk_tui.sessions import locate, recording, state_of


def run(options: Namespace) -> int:
    draft: Path = options.draft
    folder = locate(options.session or str(draft.resolve().parent))
    changes = compared(state_of(folder), read_minutes(draft).published)
    if not changes:
        print("記録との違いはありません。")
        return 0
    for change in changes:
        print("\n".join(_told(change)))
    edits = [command for change in changes if (command := change.command)]
    rest = len(changes) - len(edits)
    print(f"違いは {len(changes)} 件です。")
    if rest:
        print(
            f"うち {rest} 件（発言の追加・削除、発言者の違い、内部用の語句のあるもの）は、画面で直してください。"
        )
    if not edits:
        return 1
    if not options.take:
        print(f"{len(edits)} 件は、--take を付けると記録に取り込めます（取消しもできます）。")
        return 1
    with recording(folder) as opened:
        opened.session.dispatch(CompoundCommand(tuple(edits)))
    print(f"{len(edits)} 件を記録に取り込みました。")
    return 0


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
