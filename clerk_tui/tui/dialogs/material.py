"""A paper handed out or exchanged during the meeting (追加資料・差し替え)."""

from __future__ import annotations

from textual.app import ComposeResult

from clerk_tui.domain.commands import AddMaterial, ReplaceMaterial
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Material

from .base import CommandDialog
from .fields import Cycle, Field, Line, Rows, cells


def material_command(old: Material | None, when: str, title: str) -> AddMaterial | ReplaceMaterial:
    """A new paper, or one in the place of an old one.

    Raises:
        Refused: nothing would change.
    """
    new = Material(when, title)
    if old is None:
        return AddMaterial(new)
    if new == old:
        raise Refused("差し替えたあとの資料の名前を入れてください（例：資料3（差し替え版））。")
    return ReplaceMaterial(old.title, new)


class MaterialDialog(CommandDialog):
    """The first row adds a paper, each other one replaces that paper."""

    heading = "資料の追加・差し替え"
    hint = "↑↓ 追加か、差し替える資料　Tab 次の欄　Enter 記録　Esc 戻る"

    def body(self) -> ComposeResult:
        listed = meeting_of(self.record).materials
        add: list[tuple[str, Material | None]] = [("新しい資料を追加", None)]
        rows: Rows[Material | None] = Rows(
            [*add, *((f"{cells(f'差し替え（{item.when}）', 18)}{item.title}", item) for item in listed)]
        )
        yield rows
        yield Field("資料の名前", Line(placeholder="資料4 検針業務の委託料"), classes="gap")
        yield Field("配布", Cycle([("当日", "当日"), ("事前", "事前")]))

    def on_mount(self) -> None:
        self.query_one(Line).focus()

    def command(self) -> AddMaterial | ReplaceMaterial:
        rows: Rows[Material | None] = self.query_one(Rows)
        when: Cycle[str] = self.query_one(Cycle)
        return material_command(rows.value, when.value, self.query_one(Line).value.strip())

    def on_option_list_option_highlighted(self) -> None:
        """The title of the paper to be replaced is offered, unless another has been typed."""
        rows: Rows[Material | None] = self.query_one(Rows)
        line = self.query_one(Line)
        if not line.touched:
            line.offer(rows.value.title if rows.value else "")
