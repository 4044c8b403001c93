"""In the transcript a key does to the chosen line what it does in the entry to what is said now."""

from __future__ import annotations

import sample
from desk import recording
from painted import painted

from clerk_tui.domain.commands import CloseMeeting, RecordStageDirection, RuleCases
from clerk_tui.domain.corrections import Reach
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.record import Decision, Named
from clerk_tui.tui.dialogs.amend_ruling import AmendRulingDialog
from clerk_tui.tui.dialogs.fields import Cycle
from clerk_tui.tui.dialogs.heading import HeadingDialog
from clerk_tui.tui.dialogs.line import PhaseHereDialog, WhoDialog
from clerk_tui.tui.widgets.next_steps import NextSteps

AOKI, IGUCHI = sample.MEMBERS[:2]


async def test_the_speaker_of_the_chosen_turn_is_put_right() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l", "up", "ctrl+g")
        assert isinstance(desk.app.screen, WhoDialog)
        await desk.paste("3")
        await desk.press("enter")
        assert desk.state.turns[-2].speaker == Named(IGUCHI)
        assert desk.screen.focused is desk.screen.entry
        assert desk.screen.entry.text == ""


async def test_how_far_it_goes_is_seen_before_it_is_recorded() -> None:
    more = (sample.turn(AOKI, "もう一つ伺います。"), sample.turn(sample.CITIZENS, "お答えします。"))
    async with recording(*sample.discussion(), *more) as desk:
        await desk.press("ctrl+l", "up", "ctrl+g", "f5", "f5", "f5")
        dialog = desk.app.screen
        assert isinstance(dialog, WhoDialog)
        assert dialog.query_one("#reach", Cycle).value is Reach.ALL
        assert "青木委員の2件" in painted(desk.app)
        await desk.paste("3")
        await desk.press("enter")
        assert not any(turn.speaker == Named(AOKI) for turn in desk.state.turns)
        assert sum(turn.speaker == Named(IGUCHI) for turn in desk.state.turns) == 2


async def test_whoever_was_expected_there_is_offered_first() -> None:
    wrong = sample.turn(sample.WATER, "昨年度は412件です。")
    async with recording(*sample.discussion()[:-1], wrong) as desk:
        await desk.press("ctrl+l", "ctrl+g", "enter")
        assert desk.state.turns[-1].speaker == Named(sample.CITIZENS)


async def test_a_phase_that_was_changed_too_late_begins_at_the_chosen_turn() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l", "up", "ctrl+d")
        assert isinstance(desk.app.screen, PhaseHereDialog)
        await desk.press("enter")
        assert [turn.phase for turn in desk.state.turns[-3:]] == ["questions", "opinions", "opinions"]
        assert desk.state.phase == "opinions"


async def test_the_heading_and_the_ruling_of_the_chosen_line() -> None:
    ruled = RuleCases((Decision(CaseId("報告", 3), "了承"),))
    async with recording(*sample.discussion(), sample.turn(sample.CHAIR, "了承します。"), ruled) as desk:
        await desk.press("ctrl+l", "ctrl+b")
        assert isinstance(desk.app.screen, HeadingDialog)
        await desk.press("escape", "ctrl+l", "ctrl+l", "f5")
        assert isinstance(desk.app.screen, AmendRulingDialog)
        await desk.press("f3", "enter")
        assert not desk.state.rulings


async def test_after_the_closing_lines_are_put_right_all_the_same() -> None:
    async with recording(*sample.discussion(), CloseMeeting()) as desk:
        await desk.press("ctrl+l", "up", "ctrl+d", "enter")
        assert desk.state.turns[-1].phase == "opinions"


async def test_a_line_that_is_no_turn_has_no_speaker_and_says_so() -> None:
    async with recording(*sample.discussion(), RecordStageDirection("拍手")) as desk:
        await desk.press("ctrl+l", "ctrl+g")
        assert desk.app.screen is desk.screen
        assert "発言者はありません" in desk.shown("#status")


async def test_the_footer_names_the_key() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+l")
        assert "発言者だけ直す" in str(desk.screen.query_one(NextSteps).render())


async def test_an_action_for_turns_says_so_on_another_line() -> None:
    async with recording(*sample.discussion(), RecordStageDirection("異議なし")) as desk:
        await desk.press("ctrl+l", "shift+f6")
        await desk.settled()
        assert desk.app.screen is desk.screen
        assert "発言は記録にありません" in desk.shown("#status")
