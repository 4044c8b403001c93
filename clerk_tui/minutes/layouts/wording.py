"""Fixed words of the layouts (様式の文言): ``layouts.toml``, which a clerk edits in a text editor."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import fields

from clerk_tui.intake.toml import Table, read

T = TypeVar("T", "TranscriptWords", "PointsWords", "SummaryWords", "FormalWords")


class TranscriptWords(Struct, frozen=True):
    """全文記録."""

    prefix: str = "○"
    """Before the speaker."""
    suffix: str = "　"
    """Between the speaker and the words."""
    own_line: str = "いいえ"
    """はい: the speaker stands on a line of their own."""
    stage_open: str = "（"
    stage_close: str = "）"


class PointsWords(Struct, frozen=True):
    """要点記録."""

    title: str = "要点記録"
    explanation: str = "説明"
    questions: str = "質疑"
    opinions: str = "意見"
    report: str = "部会報告"
    result: str = "結果"
    speaker_open: str = "（"
    speaker_close: str = "）"
    nothing: str = "特になし"
    other: str = "その他"


class SummaryWords(Struct, frozen=True):
    """会議結果の概要."""

    title: str = "会議結果の概要"
    voters: str = "{present}名（委員{seats}名、定足数{required}名）"
    results: str = "審議の結果"
    stances: str = "表明された態度"
    pending: str = "継続・後回しの案件"
    next: str = "次回"
    undecided: str = "未定"


class FormalWords(Struct, frozen=True):
    """署名のある会議録."""

    schedule: str = "議事日程"
    roll: str = "委員の出欠"
    votes: str = "表決"
    proceedings: str = "議事の経過"
    attest: str = "以上の経過を記し、相違のないことを証するため、ここに署名する。"
    signers: str = "議長、署名委員、署名委員"
    """Separated by 、."""


class Wording(Struct, frozen=True):
    """The words of all layouts."""

    transcript: TranscriptWords = field(default_factory=TranscriptWords)
    points: PointsWords = field(default_factory=PointsWords)
    summary: SummaryWords = field(default_factory=SummaryWords)
    formal: FormalWords = field(default_factory=FormalWords)


_NAMES = {
    "transcript": "全文記録",
    "points": "要点記録",
    "summary": "会議結果の概要",
    "formal": "署名のある会議録",
}


def read_wording(path: Path) -> Wording:
    """The words of a file; what it does not say is as usual.

    Raises:
        FileProblems: everything that is wrong in it, with line and mend.
    """
    root = read(path, _NAMES)
    found = Wording(
        _words(root, "transcript", TranscriptWords()),
        _words(root, "points", PointsWords()),
        _words(root, "summary", SummaryWords()),
        _words(root, "formal", FormalWords()),
    )
    if found.transcript.own_line not in ("はい", "いいえ"):
        root.problem("「own_line」は「はい」か「いいえ」です。", "transcript", "own_line")
    try:
        found.summary.voters.format(present=0, seats=0, required=0)
    except (KeyError, ValueError, IndexError):
        root.problem("「voters」に使えるのは {present}、{seats}、{required} だけです。", "summary", "voters")
    root.source.check()
    return found


def _words(root: Table, name: str, usual: T) -> T:
    table = root.table(name)
    return type(usual)(**{key.name: table.text(key.name, getattr(usual, key.name)) for key in fields(usual)})
