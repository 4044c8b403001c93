"""A new body on the screen (型の手直し): what its papers make likely, each part to be corrected where it is wrong."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from clerk_tui.domain.profile import LabelStyle
from clerk_tui.intake.request import BodySaid

from .dialogs.fields import Cycle, Field, Line
from .widgets.hint import Hint

HINT = "Tab 次の欄　←→ 選ぶ　Ctrl+S 直して戻る　Esc 直さずに戻る"
_LINES = (
    ("name", "審議会の名称", "青葉町環境審議会"),
    ("chair", "議事を進める人", "会長"),
    ("member", "委員の呼び名", "委員"),
    ("deputies", "代わりの人", "副会長、職務代理者（いなければ なし）"),
    ("kinds", "案件の種別", "議案第1号、報告第1号（なければ なし）"),
    ("phases", "段階", "開会、説明、質疑、採決、閉会"),
)
_LABELS = (
    ("氏名を出さない（委員）", LabelStyle.TITLE),
    ("氏名を出さず記号で（Ａ委員）", LabelStyle.LETTERED),
    ("姓を出す（青木委員）", LabelStyle.NAME_TITLE),
    ("氏名だけを出す", LabelStyle.NAME),
)


class BodyForm(ModalScreen[BodySaid | None]):
    """Gives the body as it was corrected; None: it was left as it is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("ctrl+s", "accept", show=False),
    ]

    def __init__(self, body: BodySaid) -> None:
        super().__init__()
        values = {name: getattr(body, name) for name, _, _ in _LINES}
        self._lines = {name: Line(values[name], hint, id=f"body-{name}") for name, _, hint in _LINES}
        labels = [(words, style.value) for words, style in _LABELS]
        chosen = [value for _, value in labels]
        if body.label and body.label not in chosen:
            labels.append((body.label, body.label))
        at = [value for _, value in labels].index(body.label) if body.label else 0
        self._label = Cycle(labels, at, id="body-label")

    def compose(self) -> ComposeResult:
        with Vertical(id="body-form"):
            yield Static(Content("紙から作った型です。違うところを直してください。"))
            for name, label, _ in _LINES:
                yield Field(label, self._lines[name])
            yield Field("発言者の氏名", self._label)
            yield Hint(HINT)

    def on_mount(self) -> None:
        self._lines["name"].focus()

    def action_accept(self) -> None:
        typed = {name: line.value.strip() for name, line in self._lines.items()}
        self.dismiss(BodySaid(**typed, label=self._label.value))
