"""The layouts of minutes (様式): what each is called, and what it can print besides what all can.

A layout is one entry of :data:`LAYOUTS`, one Word template (``ID.docx``) and, where it prints something of its own,
one module with the type of that and a function that fills it. The command line, the names of the files, the checks
and docs/templates.md follow from the entry. The modules are loaded on use, for the sake of the command line.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from clerk_tui.minutes.edition import Edition, known_to

if TYPE_CHECKING:
    from clerk_tui.domain.record import State
    from clerk_tui.minutes.document import Document


class LayoutSpec(Struct, frozen=True):
    """One layout."""

    id: str
    """On the command line; ``ID.docx`` is its Word template."""
    file: str
    """What a draft in it is called, without its suffix."""
    help: str
    """In a word, for the command line and the list of the templates' fields."""
    transcript: bool = True
    """Whether every remark of the record must stand in it; else those that its own fields hold."""
    module: str = ""
    """The module of this package with its own fields (``Fields``) and what fills them (``fields``)."""

    @property
    def template(self) -> str:
        """Name of its Word template."""
        return f"{self.id}.docx"

    @property
    def own(self) -> type[Struct] | None:
        """The type of the fields that no other layout has."""
        kind: type[Struct] | None = self._load().Fields if self.module else None
        return kind

    def fields(self, state: State, document: Document) -> Struct | None:
        """What the layout can print besides the document; no person is in it."""
        if not self.module:
            return None
        made: Struct = self._load().fields(known_to(Edition(document.edition), state), document)
        return made

    def _load(self) -> Any:
        return import_module(f"{__name__}.{self.module}")


_ALL = (
    LayoutSpec("table", "会議録案", "発言の表"),
    LayoutSpec("lines", "全文記録案", "全文"),
    LayoutSpec("points", "要点記録案", "要点", transcript=False, module="points"),
    LayoutSpec("summary", "会議結果の概要", "結果の概要", transcript=False, module="summary"),
    LayoutSpec("formal", "署名用会議録案", "出欠・表決・署名"),
)
LAYOUTS: Final = {layout.id: layout for layout in _ALL}
"""Every layout by its id, in the order in which they are told."""
