"""Text in lines that are broken as Japanese is (文章): no 。 at the head of a line, no opening bracket at its end."""

from __future__ import annotations

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual
from textual.widgets import Static

from clerk_tui.support.cells import wrap


class Prose(Static):
    """Sentences; takes :class:`Content`, so that nothing in them styles the terminal."""

    def render(self) -> Visual:
        content = self.visual
        return _Broken(content) if isinstance(content, Content) else content


class _Broken(Visual):
    def __init__(self, content: Content) -> None:
        self._content = content

    def __str__(self) -> str:
        return self._content.plain

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:
        return self._content.get_optimal_width(rules, container_width)

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002 - as Textual calls it
        return len(wrap(self._content.plain, max(width, 1))) if self._content.plain else 0

    def render_strips(
        self, width: int, height: int | None, style: Style, options: RenderOptions
    ) -> list[Strip]:
        text = self._content
        lines = [text[start:end].rstrip() for start, end in wrap(text.plain, max(width, 1))]
        return Content("\n").join(lines).render_strips(width, height, style, options)
