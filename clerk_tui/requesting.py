"""The draft sent round for confirmation (確認依頼): one Word file for each who is asked, and the step in the record."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.commands import SetStatus
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.internal_marks import has_marks
from clerk_tui.domain.labels import asked_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.progress import Asked
from clerk_tui.domain.record import State, Unnamed
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LayoutSpec
from clerk_tui.minutes.requests import recipients
from clerk_tui.record import folder_name
from clerk_tui.session import Session
from clerk_tui.session_files import is_session, new_file


class Sent(Struct, frozen=True):
    """One file."""

    who: Asked
    label: str
    path: Path


def request(
    session: Session, folder: Path, step: SetStatus, layout: LayoutSpec, *, force: bool
) -> tuple[Sent, ...]:
    """Write the files and record the step: the files are there before the record says so.

    Args:
        session: of the meeting.
        folder: where the files go; made, for its owner alone, where there is none.
        step: with all who are asked.
        layout: one that holds every remark, so that what comes back can be compared.
        force: whether files that are there already may be replaced.

    Raises:
        Refused: the step makes no sense, or there are such files; nothing was written.
        TemplateError: the Word template cannot be used.
        OSError: a file cannot be written; those before it are there, the record is as it was.
    """
    files, (state, seq) = planned(session, folder, step, layout, force=force)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    made = datetime.now().astimezone()
    for each in files:
        write_draft(state, each.path, made, Edition.INTERNAL, layout, seq=seq, who=each.who)
    session.dispatch(step)
    return files


def planned(
    session: Session, folder: Path, step: SetStatus, layout: LayoutSpec, *, force: bool
) -> tuple[tuple[Sent, ...], tuple[State, int]]:
    """The files that :func:`request` would write, and the record that they are of with its last number.

    Nothing is written. Raises what :func:`request` refuses.
    """
    if is_session(folder):
        raise Refused(
            f"{folder} は会議のフォルダーです。送るファイルが混ざらないよう、別のフォルダーを書いてください。"
        )
    if not layout.transcript:
        raise Refused(f"様式 {layout.id} には発言の全部が載らないので、確認依頼には使えません。")
    if not session.state.status.is_draft:
        raise Refused(
            f"会議録は「{session.state.status}」です。確認をやり直すなら、先に状態を「案」に戻してください"
            "（いまの状態は clerk-tui status 会議 で見られます）。"
        )
    # What the record will be, so that each file can say which record it is of.
    ahead = Session(_Nowhere(), session.timeline.records)
    ahead.dispatch(step)
    state, seq = ahead.state, ahead.timeline.next_seq - 1
    if folder.exists() and not folder.is_dir():
        raise Refused(f"{folder} はフォルダーではありません。フォルダーの名前を書いてください。")
    files = tuple(_named(state.meeting, step.asked, folder))
    if folder.is_dir():
        for each in files:
            new_file(each.path, (".docx",), force=force)
    return files, (state, seq)


def chosen(state: State, names: Sequence[str]) -> tuple[Asked, ...]:
    """Who is asked: all that took part, or those of them who are named.

    Raises:
        Refused: a name is nobody's, or that of several; or there is nobody to ask.
    """
    known = {who: asked_label(state.meeting, who) for who in recipients(state)}
    if not known:
        raise Refused("確認を頼む相手がいません。出欠と発言者を記録してください。")
    found: dict[Asked, None] = {}
    for name in names:
        exact = [who for who, label in known.items() if label == name]
        alike = exact or [who for who, label in known.items() if name in label]
        if len(alike) != 1:
            how = "どれか決まりません" if alike else "ありません"
            told = "、".join(known[who] for who in alike or known)
            raise Refused(f"「{name}」に当たる相手が{how}（{told}）。")
        found[alike[0]] = None
    return tuple(found) or tuple(known)


def cautions(state: State) -> Iterator[str]:
    """What is to be known before the files are sent, one sentence each."""
    unnamed = sum(isinstance(turn.speaker, Unnamed) for turn in state.turns)
    if unnamed:
        yield f"だれの発言か決まっていない発言が {unnamed} 件あり、だれのファイルでも色が付いていません。"
    inside = sum(bool(turn.inside) or has_marks(turn.text) for turn in state.turns)
    if inside:
        yield f"内部用の語句のある発言が {inside} 件あり、どのファイルにも刷られています。送ってよいか見てください。"
    yield "どのファイルも氏名入りの内部用です。宛先のほかには送らないでください。"


def _named(meeting: Meeting, who: Sequence[Asked], folder: Path) -> Iterator[Sent]:
    taken: set[str] = set()
    for each in who:
        label = asked_label(meeting, each)
        stem = name = f"確認依頼_{folder_name(label)}"
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        taken.add(name)
        yield Sent(each, label, folder / f"{name}.docx")


class _Nowhere:
    """Keeps nothing: what would happen is tried on a copy."""

    def append(self, records: Sequence[Recorded]) -> None:
        del records
