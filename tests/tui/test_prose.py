"""Sentences on the screen are broken as Japanese is."""

from __future__ import annotations

import pytest
from painted import painted
from textual.app import App, ComposeResult
from textual.content import Content

from clerk_tui.tui.widgets.prose import Prose


class Page(App[None]):
    CSS = "Prose { width: 16; }"

    def compose(self) -> ComposeResult:
        yield Prose(Content("ここで終わります。次の行は、「続ける」です。"))
        yield Prose(Content(""), id="empty")


async def test_no_full_stop_begins_a_line_and_no_bracket_ends_one() -> None:
    async with Page().run_test(size=(40, 10)) as pilot:
        lines = painted(pilot.app).split("\n")
    assert [line for line in lines if line] == ["ここで終わりま", "す。次の行は、", "「続ける」です。"]


@pytest.mark.parametrize("text", ["[red]印[/]", "一行\n二行目"])
async def test_what_stands_in_it_is_shown_as_it_is_and_the_height_follows(text: str) -> None:
    async with Page().run_test(size=(40, 10)) as pilot:
        prose = pilot.app.query_one("#empty", Prose)
        assert prose.size.height == 0 or not str(prose.render())
        prose.update(Content(text))
        await pilot.pause()
        assert prose.size.height == text.count("\n") + 1
        assert text.partition("\n")[0] in painted(pilot.app)
