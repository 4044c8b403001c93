"""整文 by keys: nothing changes before it was accepted, by one or by rule, and all of it comes back."""

from __future__ import annotations

import sample
from painted import painted

from clerk_tui.domain.commands import CloseMeeting, Undo
from clerk_tui.domain.record import MeetingStage
from clerk_tui.polish import Rules
from clerk_tui.session import Session
from clerk_tui.tui.polish import PolishApp

SAID = ("えー、保存の期間について、あのー、ご質問します。", "えー、五年です。")


def session() -> Session:
    return sample.session(sample.turn(sample.MEMBERS[0], SAID[0]), sample.turn(sample.CITIZENS, SAID[1]))


def app(made: Session) -> PolishApp:
    return PolishApp(made, Rules({"ご質問": "御質問"}, ("諮問",)))


async def test_one_by_one_and_back() -> None:
    made = session()
    async with app(made).run_test(size=(120, 30)) as pilot:
        screen = pilot.app
        assert isinstance(screen, PolishApp)
        assert len(screen.found) == 4
        await pilot.press("space")
        assert [turn.text for turn in made.state.turns] == list(SAID)
        await pilot.press("ctrl+s")
        assert made.state.turns[0].text == "保存の期間について、あのー、ご質問します。"
        assert len(screen.found) == 3
        await pilot.press("ctrl+z")
        assert made.state.turns[0].text == SAID[0]
        await pilot.press("ctrl+y")
        assert len(screen.found) == 3


async def test_the_full_width_space_marks_as_well() -> None:
    made = session()
    async with app(made).run_test(size=(120, 30)) as pilot:
        await pilot.press("ideographic_space", "ctrl+s")
        assert made.state.turns[0].text == "保存の期間について、あのー、ご質問します。"


async def test_a_spelling_tells_what_it_follows() -> None:
    rules = Rules({"ご質問": "御質問"}, (), {"ご質問": "訓令 1(2)ウ"})
    async with PolishApp(session(), rules).run_test(size=(120, 30)) as pilot:
        assert "（訓令 1(2)ウ）" in painted(pilot.app)


async def test_a_whole_rule_at_once() -> None:
    made = session()
    async with app(made).run_test(size=(120, 30)) as pilot:
        await pilot.press("f2", "ctrl+s")
        assert [turn.text for turn in made.state.turns] == [
            "保存の期間について、ご質問します。",
            "五年です。",
        ]
        assert "3 か所を直しました" in painted(pilot.app)
        assert "用字用語 1" in painted(pilot.app)


async def test_undo_stops_where_the_screen_began() -> None:
    made = session()
    made.dispatch(CloseMeeting())
    async with app(made).run_test(size=(120, 30)) as pilot:
        await pilot.press("ctrl+z")
        assert made.state.stage is MeetingStage.CLOSED
        assert "この画面で直したところは、もうありません。" in painted(pilot.app)
        await pilot.press("space", "ctrl+s", "ctrl+z", "ctrl+z", "ctrl+z")
        assert made.state.stage is MeetingStage.CLOSED
        assert [turn.text for turn in made.state.turns] == list(SAID)


async def test_redo_stops_there_as_well() -> None:
    made = session()
    made.dispatch(CloseMeeting())
    made.dispatch(Undo())
    async with app(made).run_test(size=(120, 30)) as pilot:
        await pilot.press("ctrl+y")
        assert made.state.stage is not MeetingStage.CLOSED
        assert "この画面で取り消したところは、もうありません。" in painted(pilot.app)


async def test_nothing_to_accept_is_said() -> None:
    async with app(session()).run_test(size=(120, 30)) as pilot:
        await pilot.press("f2", "f2", "ctrl+s")
        assert "採るところがありません" in painted(pilot.app)


async def test_an_empty_record_is_no_crash() -> None:
    async with app(sample.session()).run_test(size=(120, 30)) as pilot:
        await pilot.press("space", "f2", "ctrl+s", "ctrl+z")
        assert "直すところはありません" in painted(pilot.app)
