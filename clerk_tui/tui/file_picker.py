"""Choosing a file (ファイルを選ぶ): the folders of this machine as a tree, with the papers that can be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.visual import VisualType
from textual.widgets import DirectoryTree, Static

from clerk_tui.domain.text import clean

from .widgets.hint import Hint

HINT = "↑↓ 動く　Enter 開く・選ぶ　Backspace 上のフォルダー　Esc 戻る"


class PaperTree(DirectoryTree):
    """A directory tree that shows folders and files with certain ends alone; without ends, all files."""

    def __init__(self, folder: Path, suffixes: Iterable[str]) -> None:
        super().__init__(folder, id="tree")
        self._suffixes = frozenset(suffixes)

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """Hidden files and lock files of Office (~$次第.docx) are no papers."""
        return [
            path
            for path in paths
            if not path.name.startswith((".", "~$"))
            and (not self._suffixes or path.suffix.lower() in self._suffixes or self._safe_is_dir(path))
        ]

    def process_label(self, label: object) -> Text:
        """A name as text alone: nothing in it may style or move the terminal."""
        return Text(clean(str(label)))


class FilePicker(ModalScreen[Path | None]):
    """Gives the file that was chosen; None: none was."""

    CSS_PATH = "styles/picker.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("backspace", "up", show=False),
    ]

    def __init__(self, folder: Path, suffixes: Iterable[str]) -> None:
        super().__init__()
        self._folder = folder
        self._suffixes = tuple(suffixes)

    def compose(self) -> ComposeResult:
        with Vertical(id="picker"):
            yield Static(self._where, id="folder")
            yield PaperTree(self._folder, self._suffixes)
            yield Hint(HINT)

    def on_mount(self) -> None:
        self.query_one(PaperTree).focus()

    @property
    def _where(self) -> VisualType:
        return Content(clean(str(self._folder)))

    def action_up(self) -> None:
        """Show the folder around this one."""
        self._folder = self._folder.parent
        self.query_one("#folder", Static).update(self._where)
        self.query_one(PaperTree).path = self._folder

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        self.dismiss(event.path)
