"""Preparing at the screen: led from nothing to a session, every fault told, mended files read again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from painted import painted

from clerk_tui.domain.calendar import CalendarError
from clerk_tui.domain.errors import Refused
from clerk_tui.intake.request import BodySaid, NewMeetingRequest, typed_day, typed_files
from clerk_tui.tui.dialogs.fields import Cycle, Line
from clerk_tui.tui.new import MeetingLook, NewApp
from clerk_tui.tui.widgets.preview import Look


class Desk:
    """What the command line would do, made small."""

    def __init__(self) -> None:
        self.looked: list[NewMeetingRequest] = []
        self.made: list[NewMeetingRequest] = []
        self.stamp: object = 0
        self.doubts: tuple[str, ...] = ()

    def look(self, request: NewMeetingRequest, _cells: int) -> Look:
        self.looked.append(request)
        if not request.title:
            return Look("名称がありません。", False)
        told = "".join(f"  {doubt}\n" for doubt in self.doubts)
        found = f"会議　{request.title}　案件 {'、'.join(map(str, request.files))}"
        return Look(f"{told}\n{found}" if told else found, True, self.doubts)

    def make(self, request: NewMeetingRequest) -> Path:
        if not request.title:
            raise Refused("会議の名称を書いてください。")
        self.made.append(request)
        return Path("sessions") / request.title

    def app(self) -> NewApp:
        bodies = [("みどり市審議会", "green"), ("若葉町農業委員会", "farm")]
        return NewApp(
            bodies, [("2026-05-18 第2回", "sessions/2")], self.look, self.make, lambda _request: self.stamp
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
    (request,) = desk.made
    assert (request.title, request.body, request.last) == ("第3回", "green", "sessions/2")
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
        app._look = lambda _request, _cells: Look("\n".join(f"{number}行目。" for number in range(60)), True)
        app.renew()
        await pilot.pause()
        assert "30行目。" not in painted(app)
        for _ in range(3):
            await pilot.press("pagedown")
        await pilot.pause()
        assert "30行目。" in painted(app)
        for _ in range(3):
            await pilot.press("pageup")
        await pilot.pause()
        assert " 0行目。" in painted(app)


async def test_doubts_are_looked_at_before_anything_is_written() -> None:
    desk = Desk()
    desk.doubts = ("日付が分かりません。", "場所が分かりません。")
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#title", Line).value = "第3回"
        app.renew()
        await pilot.pause()
        assert "日付が分かりません。" in painted(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert desk.made == []
        assert "確かめたいことが2件あります" in painted(app)
        await pilot.press("ctrl+s")
    assert len(desk.made) == 1


async def test_more_doubts_than_the_screen_holds_are_seen_to_their_end() -> None:
    desk = Desk()
    desk.doubts = tuple(f"{number}件目の疑い。" for number in range(1, 21))
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#title", Line).value = "第3回"
        app.renew()
        await pilot.pause()
        seen = ""
        for _ in range(12):
            seen += painted(app)
            await pilot.press("ctrl+s")
            await pilot.pause()
            if desk.made:
                break
    assert len(desk.made) == 1
    assert all(f"{number}件目の疑い。" in seen for number in range(1, 21))


async def test_new_doubts_are_pointed_at_again() -> None:
    desk = Desk()
    desk.doubts = ("一つ目。",)
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#title", Line).value = "第3回"
        app.renew()
        await pilot.pause()
        await pilot.press("ctrl+s")
        desk.doubts = ("別の疑い。",)
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert desk.made == []
        assert "別の疑い。" in painted(app)
        await pilot.press("ctrl+s")
    assert len(desk.made) == 1


async def test_what_was_typed_is_not_dropped_unasked() -> None:
    desk = Desk()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#title", Line).value = "第3回"
        await pilot.press("ctrl+q")
        await pilot.pause()
        assert app.is_running
        assert "もう一度 Ctrl+Q" in painted(app)
        await pilot.press("ctrl+q")
    assert app.return_value is None


async def test_a_file_is_chosen_from_the_tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "次第 案.docx").write_bytes(b"x")
    (tmp_path / "写真.jpg").write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    app = Desk().app()
    async with app.run_test(size=(100, 30)) as pilot:
        app.query_one("#files", Line).focus()
        await pilot.press("f2")
        await pilot.pause(0.3)
        assert "次第 案.docx" in painted(app)
        assert "写真.jpg" not in painted(app)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert app.request.files == (tmp_path / "次第 案.docx",)


@pytest.mark.parametrize(
    ("typed", "files"),
    [
        ("案件一覧.xlsx", ["案件一覧.xlsx"]),
        ("案件.xlsx、次第.docx", ["案件.xlsx", "次第.docx"]),
        ('"C:\\会議 資料\\次第.docx"', ["C:\\会議 資料\\次第.docx"]),
        ('"a b.xlsx" "c.docx"', ["a b.xlsx", "c.docx"]),
        ("", []),
    ],
)
def test_files_are_taken_as_they_are_typed_or_pasted(typed: str, files: list[str]) -> None:
    assert [str(path) for path in typed_files(typed)] == files


@pytest.mark.parametrize("typed", ["10/14", "令和8年10月14日", "10月14日", "１０／１４"])
def test_the_examples_of_the_form_are_accepted_by_it(typed: str) -> None:
    assert typed_day(typed, date(2026, 9, 1)) == date(2026, 10, 14)


@pytest.mark.parametrize("typed", ["10/32", "13/1", "10/14 ごろ"])
def test_a_day_that_is_none_is_refused(typed: str) -> None:
    with pytest.raises(CalendarError):
        typed_day(typed, date(2026, 9, 1))


async def test_what_was_said_on_the_command_line_stands_in_the_form_and_two_keys_make_the_meeting() -> None:
    desk = Desk()
    desk.doubts = tuple(f"{number}つ目の疑い。" for number in range(12))
    said = NewMeetingRequest("farm", "会議録.docx", "第3回", (Path("次第.docx"),), Path("名簿.xlsx"))
    app = NewApp(
        [("若葉町農業委員会", "farm")],
        [("会議録 会議録.docx", "会議録.docx")],
        desk.look,
        desk.make,
        lambda _request: 0,
        request=said,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert app.request == said
        assert "0つ目の疑い。" in painted(app)
        assert "11つ目の疑い。" not in painted(app)
        await pilot.press("ctrl+s")
        await pilot.pause()
        # The rest of what is doubtful has come into sight, and nothing is made yet.
        assert "11つ目の疑い。" in painted(app)
        assert not desk.made
        await pilot.press("ctrl+s")
    assert desk.made == [said]


async def test_the_last_minutes_are_picked_from_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "前回会議録.docx").touch()
    (tmp_path / "名簿.xlsx").touch()
    monkeypatch.chdir(tmp_path)
    desk = Desk()
    app = desk.app()
    async with app.run_test(size=(80, 24)) as pilot:
        app.query_one("#last", Cycle).focus()
        await pilot.press("f2")
        await pilot.pause(0.5)
        assert "前回会議録.docx" in painted(app)
        assert "名簿.xlsx" not in painted(app)
        await pilot.press("down", "enter")
        await pilot.pause(0.5)
        assert app.request.last == str(tmp_path / "前回会議録.docx")
        assert "< 会議録 前回会議録.docx >" in painted(app)


async def test_a_new_body_is_corrected_on_the_screen() -> None:
    body = BodySaid("みどり市審議会", "会長", "委員", "副会長", "議案第1号", "開会、説明、閉会", "呼称")
    looked: list[NewMeetingRequest] = []

    def look(request: NewMeetingRequest, _cells: int) -> Look:
        looked.append(request)
        return MeetingLook(f"型は{request.new_body.chair or body.chair}", True, (), body)

    app = NewApp([], [], look, lambda _request: Path("made"), lambda _request: 0)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "紙から作った型です" in painted(app)
        assert "議案第1号" in painted(app)
        app.screen.query_one("#body-chair", Line).value = "座長"
        await pilot.press("ctrl+s")
        await pilot.pause()
        assert "型は座長" in painted(app)
    # What was left as it is follows the papers.
    assert looked[-1].new_body == BodySaid(chair="座長")


async def test_without_a_new_body_there_is_none_to_correct() -> None:
    app = Desk().app()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f3")
        await pilot.pause()
        assert "直せる型がありません" in painted(app)
