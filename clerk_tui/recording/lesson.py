"""The first lesson (練習の五つのキー): steps in their order, each done once the record shows that its key was used. Pure."""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from clerk_tui.domain.record import State

from .input_state import InputState


class Moment(Struct, frozen=True):
    """What the screen shows at one moment."""

    state: State
    desk: InputState
    typing: bool = False
    """Whether text stands in the entry."""
    help: bool = False
    """Whether the list of keys is open."""


class Step(Struct, frozen=True):
    """One key to try."""

    action: str
    """Id of the action, which says what its key is."""
    task: str
    """What to do; ``{key}`` is the key."""
    done: Callable[[Moment, Moment], bool]
    """Whether the key was used between two moments."""


def _turned(before: Moment, now: Moment) -> bool:
    return len(now.state.turns) > len(before.state.turns)


def _said(before: Moment, now: Moment) -> bool:
    return _turned(before, now) and bool(now.state.turns[-1].paragraphs)


def _gave(before: Moment, now: Moment) -> bool:
    return now.desk.chosen and now.desk.voice != before.desk.voice


def _phrased(before: Moment, now: Moment) -> bool:
    return _said(before, now) and not before.typing


def _undone(before: Moment, now: Moment) -> bool:
    return len(now.state.entries) < len(before.state.entries)


def _helped(_before: Moment, now: Moment) -> bool:
    return now.help


STEPS = (
    Step("commit", "何か言葉を打って、{key} を押してください。今の発言者の発言として残ります。", _said),
    Step("second", "{key} を押してください。今の発言者が、二番目に話しそうな人に替わります。", _gave),
    Step("phrase", "{key} を押してください。会長の決まった言い方が、一打で発言になります。", _phrased),
    Step("undo", "{key} を押してください。いまの発言が取り消されます（何度でも戻れます）。", _undone),
    Step("help", "{key} を押してください。いま使えるキーの一覧です。Esc で戻れます。", _helped),
)
END = "五つできました。次にすることは、いつも一番下の行に出ます。閉じるには Ctrl+Q です。"


def advanced(step: int, before: Moment, now: Moment) -> int:
    """The step to be tried next: the same one, or that after it."""
    return step + 1 if step < len(STEPS) and STEPS[step].done(before, now) else step
