"""The proposal of what was typed and said, at the screen: shown in the last line, taken by one key, refused by none."""

from __future__ import annotations

import sample
from desk import recording
from painted import painted

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.record import MeetingStage, Position
from clerk_tui.tui.dialogs.course import BlockDialog
from clerk_tui.tui.dialogs.fields import Rows
from clerk_tui.tui.widgets.next_steps import NextSteps

OPINIONS = "では、御意見を伺います。"
CALL = "次に、諮問第13号から第14号と報告第4号について、説明をお願いします。"
RULING = "では、報告第3号は了承、諮問第11号は決定といたします。"


async def test_a_typed_sentence_is_proposed_and_taken_with_its_words() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste(OPINIONS)
        first = desk.screen.query_one(NextSteps).offered[0]
        assert (first.action, first.label) == ("take", "「意見」へ")
        await desk.press("f8")
        assert (desk.state.phase, desk.turns[-1], desk.screen.entry.text) == (
            "opinions",
            (sample.CHAIR, OPINIONS),
            "",
        )
        assert desk.screen.query_one(NextSteps).offered[0].action != "take"
        await desk.press("ctrl+z")
        assert (desk.state.phase, desk.screen.entry.text) == ("questions", OPINIONS)


async def test_after_enter_the_proposal_stands_and_typing_on_refuses_it() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste(OPINIONS)
        await desk.press("enter")
        assert desk.state.phase == "questions", "nothing is done unasked"
        assert "「意見」へ" in painted(desk.app)
        await desk.paste("質問をもう一つ。")
        assert desk.screen.query_one(NextSteps).offered[0].action == "commit"
        before = desk.state
        await desk.press("f8")
        assert desk.state.entries == before.entries and "使えません" in desk.shown("#status")


async def test_the_proposal_of_a_recorded_sentence_is_one_key() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste(OPINIONS)
        await desk.press("enter", "f8")
        assert desk.state.phase == "opinions"


async def test_the_block_dialog_opens_with_exactly_the_numbers_typed() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste("諮問第15号と諮問第13号を議題といたします。")
        await desk.press("ctrl+b")
        assert isinstance(desk.app.screen, BlockDialog)
        labels = [str(option.prompt) for option in desk.app.screen.query_one(Rows).options]
        marked = [label for label in labels if "選］" in label]
        assert len(marked) == 2 and all("報告第3号" not in label for label in marked)
        await desk.press("enter")
        assert desk.state.blocks[-1].groups == (sample.SCHOOL_GROUP, sample.WATER_GROUP)


async def test_ruling_and_call_in_one_breath_are_one_key() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste(f"{RULING}{CALL}")
        await desk.press("f8")
        assert set(desk.state.rulings) == {CaseId("報告", 3), CaseId("諮問", 11)}
        assert desk.state.blocks[-1].groups == (sample.SCHOOL_GROUP,)
        assert desk.turns[-1] == (sample.CHAIR, RULING + CALL)


async def test_the_ruling_dialog_opens_with_what_the_chair_said_and_says_it_once() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste(RULING)
        await desk.press("f5")
        assert "今回は採らない" in painted(desk.app), "a case that was not named is left out"
        await desk.press("enter")
        assert set(desk.state.rulings) == {CaseId("報告", 3), CaseId("諮問", 11)}
        assert desk.turns[-1] == (sample.CHAIR, RULING)
        assert desk.state.turns[-1].phase == "ruling"


async def test_the_ruling_dialog_rules_the_turn_that_was_recorded() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste(RULING)
        await desk.press("enter")
        count = len(desk.turns)
        await desk.press("f5", "enter")
        assert len(desk.turns) == count
        assert {ruling.entry for ruling in desk.state.votes} == {desk.state.turns[-1].id}


async def test_a_stance_is_proposed_while_the_member_is_typed() -> None:
    async with recording(*sample.discussion(), sample.ChangePhase("opinions")) as desk:
        await desk.press("f4")
        await desk.paste("青木")
        await desk.press("enter")
        await desk.paste("諮問第11号に反対、諮問第12号に賛成です。")
        assert "反対（諮問第11号）、賛成（諮問第12号）" in painted(desk.app)
        await desk.press("f8")
        assert [(stance.position, stance.cases) for stance in desk.state.stances] == [
            (Position.AGAINST, (CaseId("諮問", 11),)),
            (Position.FOR, (CaseId("諮問", 12),)),
        ]


async def test_a_recess_by_the_chairs_word() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste("ここで10分間休憩いたします。")
        await desk.press("f8")
        assert desk.state.stage is MeetingStage.RECESS


async def test_a_stock_phrase_that_calls_cases_is_followed_by_the_block() -> None:
    async with recording(*sample.discussion()[:3]) as desk:
        calling = next(p for p in desk.state.meeting.profile.phrases if p.key == "n")
        desk.screen.say_phrase(calling)
        await desk.pilot.pause()
        await desk.press("f8")
        assert desk.state.blocks[-1].groups == (sample.CITIZEN_GROUP,)
