"""``clerk-tui settle``: corrections that differ, one beside the other, and which of them holds."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator

from msgspec import Struct

from clerk_tui.domain.checks import Finding, Rule, place_of
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.progress import Conflict
from clerk_tui.domain.record import State
from clerk_tui.roundtrip.conflicts import decision, wanted
from clerk_tui.roundtrip.present import words
from clerk_tui.session_names import locate
from clerk_tui.sessions import aside, recording, standing, state_of

from .json_output import tell_json

TAKEN, KEPT = "案", "記録"


class ConflictOut(Struct, frozen=True):
    """A conflict as ``--json`` has it."""

    number: int
    where: str
    before: tuple[str, ...]
    record: tuple[str, ...]
    wanted: tuple[str, ...]
    by: str
    other: str
    file: str


def run(options: Namespace) -> int:
    folder = locate(options.session)
    if options.number is None:
        if options.take or options.by or options.note:
            raise Refused(
                "どの食い違いを決めるのか、番号を書いてください（番号は clerk-tui settle 会議 で出ます）。"
            )
        state = state_of(folder)
        if options.json:
            tell_json([_out(state, n, each) for n, each in enumerate(state.conflicts, start=1)])
        else:
            print("\n".join(_listed(state)))
        return 1 if state.conflicts else 0
    if not options.take:
        raise Refused(
            f"どちらに決めるのか、--take {TAKEN}（戻った案のほう）か --take {KEPT}（記録のまま）を付けてください。"
        )
    taken = options.take == TAKEN
    copy = aside(standing(folder))
    command = decision(copy.state, options.number, taken=taken, by=options.by, note=options.note)
    # What is refused is refused before the record is opened.
    copy.dispatch(command)
    with recording(folder) as opened:
        opened.session.dispatch(command)
        left = opened.session.state.conflicts
    print("案のとおりに直しました。" if taken else "記録のままに決めました。")
    print(f"決まっていない食い違いは、あと {len(left)} 件です。" if left else "食い違いは、もうありません。")
    return 0


def told(state: State, number: int, conflict: Conflict) -> Iterator[str]:
    """A conflict, line by line."""
    place = place_of(state, Finding(Rule.CONFLICT, "", conflict.entry))
    file = f"（{conflict.file}）" if conflict.file else ""
    yield f"{number}. {conflict.where}{f'　{place}' if place else ''}"
    yield from (f"  元の案：{text}" for text in conflict.before)
    entry = state.entry(conflict.entry) if conflict.entry else None
    now = conflict.now if entry is None else words(entry)
    yield from (f"  記録（{conflict.other or '書記'}）：{text}" for text in now)
    new = wanted(state, conflict) if conflict.entry else conflict.wanted
    yield from (f"  案（{conflict.by or '直した人は不明'}）{file}：{text}" for text in new)


def _listed(state: State) -> Iterator[str]:
    if not state.conflicts:
        yield "決まっていない食い違いはありません。"
        return
    yield f"決まっていない食い違いが {len(state.conflicts)} 件あります。"
    for number, each in enumerate(state.conflicts, start=1):
        yield from told(state, number, each)
    yield f"番号と --take {TAKEN}（戻った案のほう）か --take {KEPT}（記録のまま）を続けて書くと、決まります。"


def _out(state: State, number: int, conflict: Conflict) -> ConflictOut:
    return ConflictOut(
        number,
        conflict.where,
        conflict.before,
        conflict.now,
        wanted(state, conflict) if conflict.entry else conflict.wanted,
        conflict.by,
        conflict.other,
        conflict.file,
    )
