"""``clerk-tui diff``: what was changed in Word since, and back into the record with it."""

from __future__ import annotations

import asyncio
import re
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from clerk_tui.domain.commands import Prepare, TakeAnswer
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import Recorded
from clerk_tui.returning import Returned, Today, returned, today
from clerk_tui.roundtrip.changes import Change, Commented, LabelChanged, Moved, SplitUp, TurnsJoined
from clerk_tui.roundtrip.conflicts import keep
from clerk_tui.roundtrip.merging import told
from clerk_tui.roundtrip.taking import Fate, Judged, Taking
from clerk_tui.roundtrip.telling import kind_of
from clerk_tui.session import Session
from clerk_tui.session_names import NoSuchSession, locate
from clerk_tui.sessions import Standing, recording, standing

from .json_output import tell_json

if TYPE_CHECKING:
    from clerk_tui.tui.screens.returned import ReturnedScreen

_TURN = re.compile("([0-9]+) 番目の発言（(.*)）")
_BEFORE, _SHOWN = 8, 30
"""Characters of a correction that are shown: before the first that differs, and in all."""
_LATER = 5
"""Later corrections that are told one by one."""


def run(options: Namespace) -> int:
    path: Path = options.draft
    folder = _folder(options.session, path)
    now = standing(folder)
    draft = returned(path, now)
    present = today(draft, now)
    changes = _open(draft, present)
    if present.same and not changes and not options.json:
        print("記録との違いはありません。")
        if options.take and draft.asked is not None:
            with _kept(folder) as session:
                _answered(session, draft, 0)
        return 0
    on_screen = options.screen and not options.json
    for doubt in () if options.json or on_screen else _doubts(draft):
        print(doubt)
    wanted = options.take or on_screen
    opened = _kept(folder) if wanted and (changes or draft.asked) else _aside(now)
    with opened as session:
        if session.timeline.next_seq != now.seq + 1:
            # The preparation was changed by hand, and is read anew with the record.
            draft = returned(path, Standing(session.state, session.timeline.records, now.head))
            changes = draft.changes
        taking = _taking(path, draft, session, prefer_file=options.conflicts == "word")
        if on_screen and changes:
            print(_on_screen(path.name, changes, taking, tuple(_doubts(draft))))
            _answered(session, draft, len(changes))
            return 0
        judged = taking.take(changes)
        if options.take:
            keep(session, judged, path.name, options.conflicts)
            _answered(session, draft, len(judged))
        left = session.state.conflicts
    if options.json:
        return _tell_json(folder, path, judged, take=options.take)
    for each in judged:
        if each.fate is not Fate.THERE:
            print("\n".join(_told(each)))
    if left:
        print(f"決まっていない食い違いは {len(left)} 件です。clerk-tui settle 会議 で見て、決めてください：")
        for open_ in left:
            print(f"  ・{open_.where}（{open_.other or '記録'}と{open_.by or '戻った案'}）")
    return _summed_up(judged, present, take=options.take)


def _answered(session: Session, draft: Returned, changes: int) -> None:
    """Record that somebody who was asked has answered."""
    if draft.asked is not None:
        session.dispatch(TakeAnswer(draft.asked.person, draft.asked.office, changes))


def came_back(path: Path, session: Session) -> ReturnedScreen | str:
    """The changes of a draft for a screen on which the record is open, or what is to be said instead.

    Raises:
        ClerkError: as :func:`clerk_tui.returning.returned` does.
    """
    now = Standing(session.state, session.timeline.records, "")
    draft = returned(path, now)
    present = today(draft, now)
    changes = _open(draft, present)
    if not changes:
        return "記録との違いはありません。" if present.same else f"{path.name} は、作ったときのままです。"
    from clerk_tui.tui.screens.returned import ReturnedScreen

    return ReturnedScreen(path.name, changes, _taking(path, draft, session), tuple(_doubts(draft)))


def _open(draft: Returned, present: Today) -> tuple[Change, ...]:
    """What both say alike by now is no difference; a question at the edge of the page is still one."""
    if not present.same:
        return draft.changes
    return tuple(change for change in draft.changes if isinstance(change, Commented))


def _taking(path: Path, draft: Returned, session: Session, *, prefer_file: bool = False) -> Taking:
    return Taking(
        draft.base.state,
        session,
        draft.edition,
        draft.rows,
        unsure=draft.unsure,
        prefer_file=prefer_file,
        file=path.name,
    )


def _folder(session: str, path: Path) -> Path:
    """The meeting of a draft.

    Raises:
        Refused: what was said is a meeting, and no draft of it.
        NoSuchSession: the draft lies in no meeting's folder, and none was said.
    """
    if session:
        return locate(session)
    if path.is_file() or path.suffix:
        return locate(str(path.resolve().parent))
    try:
        folder = locate(str(path) if path.is_dir() else path.name)
    except NoSuchSession:
        return locate(str(path.resolve().parent))
    there = [each.name for each in sorted(folder.glob("*案*.docx")) if not each.name.startswith("~$")]
    told = f"（この会議のフォルダーには {'、'.join(there)} があります）" if there else ""
    raise Refused(f"「{folder.name}」は会議です。Word で直した案のファイルも書いてください{told}。")


class ChangeOut(Struct, frozen=True):
    """A difference as ``--json`` has it."""

    turn: int | None
    """Which turn of the draft, from 1; None: it is outside of the turns, or gone from the draft."""
    where: str
    """Label of the speaker, or what was changed outside of the turns."""
    record: tuple[str, ...]
    """As it was printed."""
    draft: tuple[str, ...]
    takable: bool
    """Whether ``--take`` takes it back into the record."""
    kind: str
    author: str
    why: str
    """Why it is left to the clerk."""
    now: tuple[str, ...]
    """Where the record was corrected at the same place: what it has."""


def _tell_json(folder: Path, path: Path, judged: Sequence[Judged], *, take: bool) -> int:
    rows = [_out(each) for each in judged if each.fate is not Fate.THERE]
    taken = sum(row.takable for row in rows) if take else 0
    tell_json({"session": str(folder), "draft": str(path), "changes": rows, "taken": taken})
    return 1 if taken < len(rows) else 0


def _out(judged: Judged) -> ChangeOut:
    change = judged.change
    turn = _TURN.fullmatch(change.where)
    return ChangeOut(
        int(turn[1]) if turn else None,
        turn[2] if turn else change.where,
        change.old,
        change.new,
        judged.fate is Fate.TAKEN,
        type(change).__name__,
        change.author,
        judged.why,
        judged.now,
    )


def _on_screen(name: str, changes: Sequence[Change], taking: Taking, doubts: Sequence[str]) -> str:
    """Have the clerk decide change by change; what was taken and what was left."""
    from clerk_tui.tui.terminal import driver_class, prepare_environment

    prepare_environment()
    from clerk_tui.tui.returned import ReturnedApp

    app = ReturnedApp(name, changes, taking, doubts)
    app.driver_class = driver_class() or app.driver_class
    told = asyncio.run(app.run_async())
    app.raise_crash()
    # The terminal may be gone, and nobody has been asked.
    return told or app.returned.summary


class _Nowhere:
    def append(self, records: Sequence[Recorded]) -> None:
        """Keeps nothing: what would happen is tried on a copy."""


@contextmanager
def _aside(now: Standing) -> Iterator[Session]:
    session = Session(_Nowhere(), now.records)
    if not session.state.prepared:
        session.dispatch(Prepare(now.state.base))
    yield session


@contextmanager
def _kept(folder: Path) -> Iterator[Session]:
    with recording(folder) as opened:
        yield opened.session


def _doubts(draft: Returned) -> Iterator[str]:
    if draft.unsure is not None:
        yield (
            "この案には、作ったときの記録の印がないか、ほかの記録の印があるので、いまの記録と比べます"
            "（記録でも直されたことのある発言は、どちらが新しいか分からないので、取り込みません）。"
        )
    if not draft.template:
        yield "ひな形が、案を作ったときから変わっています。決まった文言の違いも出ます。"


def _summed_up(judged: Sequence[Judged], present: Today, *, take: bool) -> int:
    counted = {fate: sum(each.fate is fate for each in judged) for fate in Fate}
    listed = len(judged) - counted[Fate.THERE]
    if present.same and not listed:
        print("記録との違いはありません。コメントも、すべて記録に入っています。")
        return 0
    if listed:
        print(f"違いは {listed} 件です。")
    elif counted[Fate.THERE]:
        print(f"案の直し {counted[Fate.THERE]} 件は、すべて記録に入っています。")
    else:
        print("案は、作ったときのままです。")
    if listed and counted[Fate.THERE]:
        print(f"ほかの {counted[Fate.THERE]} 件は、もう記録に入っています。")
    if counted[Fate.CONFLICT]:
        print(
            f"うち {counted[Fate.CONFLICT]} 件は、案のあとに記録でも直されています（記録を残しました。"
            "案のほうを取るなら --conflicts word を付けてください）。"
        )
    if counted[Fate.LEFT]:
        print(f"うち {counted[Fate.LEFT]} 件は、上に書いた理由で取り込めません。記録の画面で直してください。")
    if present.later:
        print(f"案を作ったあとに記録で直されたところが {len(present.later)} か所あり、案には入っていません：")
        for old, new in present.later[:_LATER]:
            was, now = _around(old, new)
            print(f"  ・「{was}」→「{now}」")
    if not counted[Fate.TAKEN]:
        return 1
    if not take:
        print(f"{counted[Fate.TAKEN]} 件は、--take を付けると記録に取り込めます（取消しもできます）。")
        return 1
    print(f"{counted[Fate.TAKEN]} 件を記録に取り込みました。")
    return 0



def _around(old: str, new: str) -> tuple[str, str]:
    """Both texts from a little before the first character that differs, in a line's length."""
    same = next((at for at, pair in enumerate(zip(old, new, strict=False)) if pair[0] != pair[1]), min(len(old), len(new)))
    start = max(0, same - _BEFORE) if max(len(old), len(new)) > _SHOWN else 0
    return _from(start, old), _from(start, new)


def _from(start: int, text: str) -> str:
    end = start + _SHOWN
    return f"{'…' if start else ''}{text[start:end]}{'…' if len(text) > end else ''}"


def _told(judged: Judged) -> Iterator[str]:
    change = judged.change
    by = f"　直した人：{change.author}" if change.author else ""
    yield f"■ {change.where}　{kind_of(change)}{by}"
    if isinstance(change, LabelChanged):
        yield f"  発言者　記録：{change.old[0]}　案：{change.label}"
    elif not isinstance(change, Moved):
        yield from (f"  − {text}" for text in change.old if text not in change.new)
        yield from (f"  ＋ {text}" for text in change.new if text not in change.old)
        yield from _words(change)
    else:
        yield f"  　 {change.new[0] if change.new else ''}"
        for sign, behind in zip("−＋", change.behind, strict=True):
            yield f"  {sign} {f'「{behind[:30]}」の後' if behind else '初め'}"
    if judged.fate is Fate.CONFLICT:
        yield from (f"  ＝ 記録ではいま：{text}" for text in judged.now)
    if judged.why:
        yield f"  ※ {judged.why}"


def _words(change: Change) -> Iterator[str]:
    """The words that were changed, where the lines themselves do not show them at once."""
    if not change.old or not change.new or isinstance(change, SplitUp | TurnsJoined):
        return
    pairs = told(change.old, change.new)
    if pairs and sum(len(old) + len(new) for old, new in pairs) < sum(map(len, (*change.old, *change.new))):
        yield "  直し　" + "、".join(f"「{old}」→「{new}」" for old, new in pairs).replace("\n", "／")
