"""Preparing at the screen: led from nothing to a session, every fault told, mended files read again."""

from __future__ import annotations

from pathlib import Path

from painted import painted

from clerk_tui.domain.errors import Refused
from clerk_tui.tui.dialogs.fields import Cycle, Line
from clerk_tui.tui.new import Form, Look, NewApp


class Desk:
    """What the command line would do, made small."""

    def __init__(self) -> None:
        self.looked: list[Form] = []
        self.made: list[Form] = []
        self.stamp: object = 0

    def look(self, form: Form, _cells: int) -> Look:
        self.looked.append(form)
        return (
            Look(f"会議　{form.title}　案件 {form.files}", True)
            if form.title
            else Look("名称がありません。", False)
        )

    def make(self, form: Form) -> Path:
        if not form.title:
            raise Refused("会議の名称を書いてください。")
        self.made.append(form)
        return Path("sessions") / form.title

    def app(self) -> NewApp:
        bodies = [("みどり市審議会", "green"), ("若葉町農業委員会", "farm")]
        return NewApp(
            bodies, [("2026-05-18 第2回", "sessions/2")], self.look, self.make, lambda _form: self.stamp
        )


async def test_it_leads_from_nothing_to_a_session() -> None:
    desk = Desk()
    app = desk.app()
    async with app.run_test(size=(120, 36)) as pilot:
        assert "名称がありません。" in painted(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "会議の名称を書いてください。" in painted(app)
        app.query_one("#title", Line).value = "第3回"
        app.query_one("#files", Line).value = "案件.xlsx"
        app.query_one("#body", Cycle).focus()
        await pilot.press("right", "tab", "right")
        app.renew()
        await pilot.pause()
        assert "案件 案件.xlsx" in painted(app)
        await pilot.press("ctrl+s")
    (form,) = desk.made
    assert (form.title, form.body, form.last) == ("第3回", "green", "sessions/2")
    assert app.return_value == Path("sessions/第3回")


async def test_a_file_that_was_saved_elsewhere_is_read_again() -> None:
    desk = Desk()
    async with desk.app().run_test(size=(120, 36)) as pilot:
        app = pilot.app
        assert isinstance(app, NewApp)
        before = len(desk.looked)
        app._watch()
        assert len(desk.looked) == before
        desk.stamp = 1
        app._watch()
        assert len(desk.looked) == before + 1


async def test_leaving_makes_nothing() -> None:
    desk = Desk()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+q")
    assert desk.made == []
    assert app.return_value is None


async def test_on_a_small_screen_every_field_and_the_preview_are_in_sight() -> None:
    app = Desk().app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        picture = painted(app)
        assert all(label in picture for label in ("審議会", "場所", "名称がありません。", "やめる"))


async def test_a_long_preview_is_read_by_keys() -> None:
    desk = Desk()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app._look = lambda _form, _cells: Look("\n".join(f"{number}行目。" for number in range(60)), True)
        app.renew()
        await pilot.pause()
        assert "30行目。" not in painted(app)
        for _ in range(4):
            await pilot.press("pagedown")
        await pilot.pause()
        assert "30行目。" in painted(app)
        for _ in range(4):
            await pilot.press("pageup")
        await pilot.pause()
        assert " 0行目。" in painted(app)
