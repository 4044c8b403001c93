"""The record screen by its keys: what the clerk does is in the record, and nothing typed is ever lost."""

from __future__ import annotations

import gc
from pathlib import Path
from threading import Event

import pytest
import sample
from desk import Desk, recording, speaker_of
from msgspec.structs import replace
from painted import painted
from textual import events
from textual.widgets import Static

from clerk_tui.domain.commands import CallRoll, CloseMeeting, FlagTurn, OpenBlock, RequestSpeech
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.events import FloorTaken
from clerk_tui.domain.record import BlockHeading, MeetingStage, Named, State, Unnamed
from clerk_tui.tui import keymap
from clerk_tui.tui.actions import BY_ID
from clerk_tui.tui.dialogs.asking import ConfirmDialog
from clerk_tui.tui.dialogs.fields import Line
from clerk_tui.tui.dialogs.lookup import READING, Answer, Past
from clerk_tui.tui.dialogs.people import SpeakerDialog
from clerk_tui.tui.rows import Rows
from clerk_tui.tui.widgets.next_steps import NextSteps
from clerk_tui.tui.widgets.speaker_line import SpeakerLine

# -- turns -----------------------------------------------------------------------------------------------


async def test_enter_records_the_turn_and_goes_on_to_the_next_speaker() -> None:
    async with recording() as desk:
        speaking = desk.screen.desk.voice
        await desk.paste("ただいまから始めます。")
        follower = desk.screen.desk.offered[0]
        await desk.press("enter")
        assert desk.turns == [(sample.CHAIR, "ただいまから始めます。")]
        assert speaking is not None
        assert speaking.speaker == Named(sample.CHAIR)
        assert desk.screen.desk.voice == follower
        assert desk.screen.entry.text == ""


async def test_a_turn_begins_with_its_first_key() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("一つ伺います。")
        began = desk.clock.at
        desk.clock.tick(42)
        await desk.press("enter")
        turn = desk.state.turns[-1]
        assert (turn.started, turn.ended) == (began, desk.clock.at)


async def test_the_first_key_says_who_has_the_floor() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("一つ")
        await desk.paste("伺います。")
        events = [record.event for record in desk.store.records if isinstance(record.event, FloorTaken)]
        assert [event.speaker for event in events] == [Named(sample.MEMBERS[0])]


async def test_a_candidate_takes_the_empty_line_and_ends_a_typed_turn() -> None:
    async with recording(*sample.discussion()) as desk:
        second = desk.screen.desk.offered[1]
        await desk.press("f2")
        assert desk.screen.desk.voice == second
        before = len(desk.turns)
        await desk.paste("ほかにございますか。")
        third = desk.screen.desk.offered[2]
        await desk.press("f3")
        assert len(desk.turns) == before + 1
        assert desk.state.turns[-1].speaker == second.speaker
        assert desk.screen.desk.voice == third


async def test_keys_come_after_the_characters_typed_before_them() -> None:
    async with recording(*sample.discussion()) as desk:
        for key in ("a", "b", "c", "f2"):
            desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await desk.pilot.pause()
        await desk.pilot.pause()
        assert desk.state.turns[-1].text == "abc"
        assert desk.screen.entry.text == ""


async def test_an_empty_turn_is_legal_but_not_by_a_double_press() -> None:
    async with recording(*sample.discussion()) as desk:
        before = len(desk.turns)
        await desk.press("enter")
        assert desk.turns[before:] == [(sample.MEMBERS[0], "")]
        await desk.press("enter", apart=0.1)
        assert len(desk.turns) == before + 1
        assert "一度だけ" in desk.shown("#status")
        await desk.press("enter", apart=0.5)
        assert len(desk.turns) == before + 2


async def test_short_text_between_two_presses_is_no_double_press() -> None:
    async with recording(*sample.discussion()) as desk:
        before = len(desk.turns)
        await desk.press("enter", "a", "enter", apart=0.05)
        assert len(desk.turns) == before + 2


async def test_chair_member_and_unknown_are_one_key_each() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        assert desk.screen.desk.voice is not None
        assert desk.screen.desk.voice.speaker == Named(sample.CHAIR)
        await desk.press("tab")
        assert desk.screen.desk.voice.speaker == Named(sample.CHAIR), "Tab is the chair, always"
        await desk.press("f6")
        assert desk.screen.desk.voice.speaker == Named(sample.CITIZENS)
        await desk.press("shift+tab")
        assert desk.screen.desk.voice.speaker == Named(sample.MEMBERS[0])
        await desk.press("ctrl+u")
        assert desk.screen.desk.voice.speaker == Unnamed("member")
        assert desk.turns == [(speaker_of(turn), turn.text) for turn in desk.state.turns]


async def test_the_finder_ends_a_typed_turn_and_the_other_key_changes_whose_it_is() -> None:
    async with recording(*sample.discussion()) as desk:
        before = len(desk.turns)
        await desk.paste("一つ伺います。")
        started = desk.screen.desk.started
        await desk.press("ctrl+g")
        await desk.paste("いぐち")
        await desk.press("enter")
        assert len(desk.turns) == before
        assert (desk.screen.entry.text, desk.screen.desk.started) == ("一つ伺います。", started)
        await desk.press("f4")
        await desk.paste("うえだ")
        await desk.press("enter")
        assert desk.turns[before:] == [(sample.MEMBERS[1], "一つ伺います。")]
        assert desk.screen.desk.voice is not None
        assert desk.screen.desk.voice.speaker == Named(sample.MEMBERS[2])


# -- the course of the meeting ---------------------------------------------------------------------------


async def test_a_phrase_ends_the_typed_turn_and_changes_the_phase_in_one_command() -> None:
    block = (CallRoll(), OpenBlock((sample.CITIZEN_GROUP,)), sample.turn(sample.CITIZENS, "説明する。"))
    async with recording(*block) as desk:
        await desk.press("f4")
        await desk.paste("さえき")
        await desk.press("enter")
        await desk.paste("以上です。")
        await desk.press("ctrl+t")
        assert [speaker for speaker, _ in desk.turns[1:]] == [sample.CITIZENS, sample.CHAIR]
        assert desk.state.phase == "questions"
        await desk.press("ctrl+z")
        assert len(desk.turns) == 1
        assert desk.state.phase == "explanation"


async def test_a_dialog_left_with_escape_records_nothing_and_keeps_the_text() -> None:
    async with recording(*sample.discussion()) as desk:
        records = len(desk.turns)
        await desk.paste("打ちかけ")
        for key in ("ctrl+b", "f5", "ctrl+d", "ctrl+s", "ctrl+o", "f4", "ctrl+w", "f1", "ctrl+q"):
            await desk.press(key)
            assert desk.app.screen is not desk.screen, key
            await desk.press("escape")
            assert desk.app.screen is desk.screen, key
            assert desk.screen.focused is desk.screen.entry, key
        assert len(desk.turns) == records
        assert desk.screen.entry.text == "打ちかけ"


async def test_a_ruling_with_the_chairs_own_words_is_one_turn() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("tab")
        await desk.paste("よく分かりました。")
        before = len(desk.turns)
        await desk.press("f5", "ctrl+s")
        assert len(desk.turns) == before + 1
        assert desk.state.turns[-1].paragraphs[0] == "よく分かりました。"
        assert len(desk.state.rulings) == 3


async def test_f5_with_nothing_left_to_rule_puts_a_ruling_right() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("f5", "ctrl+s")
        await desk.paste("打ちかけ")
        before, turns = desk.state.rulings, len(desk.turns)
        await desk.press("f5", "space", "enter")
        assert len(desk.state.rulings) == len(before) - 1
        assert (len(desk.turns), desk.screen.entry.text) == (turns, "打ちかけ")
        await desk.press("f5")
        assert type(desk.app.screen).__name__ == "RulingDialog"


async def test_the_next_block_stands_behind_what_was_typed() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("では、次に移ります。")
        await desk.press("ctrl+b", "enter")
        assert isinstance(desk.state.entries[-1], BlockHeading)
        assert desk.state.turns[-1].text == "では、次に移ります。"


async def test_the_roll_is_called_first_and_then_kept_up() -> None:
    async with recording() as desk:
        await desk.press("ctrl+o", "enter")
        assert len(desk.state.attendance) == len(sample.meeting().people)
        await desk.press("ctrl+o")
        assert type(desk.app.screen).__name__ == "AttendanceDialog"


async def test_closing_and_taking_it_back() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+w", "ctrl+s")
        assert desk.state.stage is MeetingStage.CLOSED
        await desk.paste("閉会のあと")
        await desk.press("enter")
        assert desk.screen.entry.text == "閉会のあと"
        assert "いまは使えません" in desk.shown("#status")


async def settled(desk: Desk, word: str) -> None:
    """Let the messages of a thread arrive: rounds of the loop, not time."""
    for _ in range(50):
        if word in desk.shown("#status"):
            return
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause()


async def test_closing_offers_the_draft_and_says_where_it_is(tmp_path: Path) -> None:
    drafted: list[State] = []

    def make(state: State) -> Path:
        drafted.append(state)
        return tmp_path / "案.docx"

    async with recording(*sample.discussion(), make_draft=make) as desk:
        await desk.press("ctrl+w", "ctrl+s")
        assert isinstance(desk.app.screen, ConfirmDialog)
        await desk.press("enter")
        await settled(desk, "案.docx")
        assert [state.stage for state in drafted] == [MeetingStage.CLOSED]
        # The folder may be longer than the screen is wide; the file is not cut.
        assert f"案.docx（{tmp_path}）" in desk.shown("#status")


async def test_a_draft_that_cannot_be_made_is_one_sentence() -> None:
    def make(_state: State) -> Path:
        raise Refused("会議録案を作れませんでした。ひな形がありません。")

    async with recording(*sample.discussion(), make_draft=make) as desk:
        desk.screen.perform("draft")
        await settled(desk, "ひな形")
        assert "ひな形がありません" in desk.shown("#status")


async def test_own_abbreviations_go_before_the_bodys() -> None:
    async with recording() as desk:
        desk.app.use_abbreviations({"いさ": "委員会の審査"})
        await desk.paste("次はいさ")
        await desk.press("space")
        assert desk.screen.entry.text == "次は委員会の審査"


# -- putting right ---------------------------------------------------------------------------------------


async def test_undo_is_the_fields_first_and_then_the_records() -> None:
    async with recording(*sample.discussion()) as desk:
        before = len(desk.turns)
        await desk.paste("消える文")
        await desk.press("ctrl+z")
        assert (desk.screen.entry.text, len(desk.turns)) == ("", before)
        await desk.press("ctrl+z")
        assert len(desk.turns) == before - 1
        await desk.press("ctrl+y")
        assert (desk.screen.entry.text, len(desk.turns)) in {("消える文", before - 1), ("", before)}


async def test_a_half_done_correction_waits_while_the_record_goes_on() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+e")
        await desk.paste("追記。")
        await desk.press("ctrl+l")
        assert desk.app.screen is desk.screen
        await desk.paste("次の発言")
        await desk.press("enter", "ctrl+e")
        await desk.press("ctrl+s")
        assert "追記。" in desk.state.turns[-2].text
        assert desk.state.turns[-1].text == "次の発言"


async def test_the_log_is_one_key_away_and_escape_comes_back() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("打ちかけ")
        await desk.press("ctrl+l", "up")
        assert desk.screen.focused is desk.screen.transcript
        assert desk.screen.transcript.cursor == desk.state.entries[-2].id
        await desk.press("escape")
        assert desk.screen.focused is desk.screen.entry
        assert desk.screen.entry.text == "打ちかけ"


# -- drafts, trouble, the outside ------------------------------------------------------------------------


async def test_the_draft_goes_out_and_ends_with_the_record() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("打ちかけの")
        desk.app.flush_draft()
        text, context = desk.drafts[-1]
        assert (text, context["person"]) == ("打ちかけの", sample.MEMBERS[0])
        assert context["started"] == desk.clock.at.isoformat()
        await desk.press("enter")
        assert desk.drafts[-1] == ("", {})
        assert [text for text, _ in desk.drafts] == ["打ちかけの", ""]


async def test_a_draft_from_before_is_put_back() -> None:
    kept = ("途中まで打った", {"person": sample.MEMBERS[3], "started": sample.START.isoformat()})
    async with recording(*sample.discussion(), draft=kept) as desk:
        await desk.pilot.pause()
        assert desk.screen.entry.text == "途中まで打った"
        assert "戻しました" in desk.shown("#status")
        await desk.press("enter")
        turn = desk.state.turns[-1]
        assert (turn.speaker, turn.started) == (Named(sample.MEMBERS[3]), sample.START)


async def test_a_refusal_is_said_and_the_text_stays() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("[red]強調[/x]")
        desk.session.dispatch(CloseMeeting())
        desk.screen.commit()
        await desk.pilot.pause()
        assert desk.screen.entry.text == "[red]強調[/x]"
        assert "閉会" in desk.shown("#status")
        # Nothing pops up over the panels: where it ended, wide characters would be cut in two.
        assert not desk.app._notifications


async def test_markup_in_what_is_said_is_text() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("[red]赤[/red] [/x] [@click=app.quit]終[/]")
        await desk.press("enter")
        assert desk.state.turns[-1].text == "[red]赤[/red] [/x] [@click=app.quit]終[/]"


async def test_a_preparation_read_again_is_shown() -> None:
    async with recording(*sample.discussion()) as desk:
        desk.app.prepare(replace(sample.meeting(), title=("改題",)))
        await desk.pilot.pause()
        assert desk.shown("#meeting") == "改題"


async def test_trouble_with_the_storage_stands_over_everything() -> None:
    async with recording(*sample.discussion()) as desk:
        desk.app.banner("記録を保存できません。")
        await desk.pilot.pause()
        assert desk.screen.query_one("#banner").display
        assert "保存先に注意" in desk.shown("#saved")
        desk.app.banner(None)
        await desk.pilot.pause()
        assert not desk.screen.query_one("#banner").display
        assert "保存済" in desk.shown("#saved")


# -- the look --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "panels"), [(80, False), (120, True), (200, True)])
async def test_panels_fold_away_where_there_is_no_room_and_come_when_asked(width: int, panels: bool) -> None:
    async with recording(*sample.discussion(), size=(width, 24)) as desk:
        for name, action in (("AgendaPanel", "agenda"), ("PeoplePanel", "people")):
            panel = desk.screen.query_one(name)
            assert panel.display is panels
            desk.screen.perform(action)
            await desk.pilot.pause()
            assert panel.display is not panels


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (60, 20)])
async def test_the_entry_is_seen_whole_and_never_on_the_last_row(size: tuple[int, int]) -> None:
    async with recording(*sample.discussion(), size=size) as desk:
        region = desk.screen.entry.region
        assert region.height >= 3
        assert region.bottom < size[1]
        assert desk.screen.transcript.region.height >= 5


async def test_resizing_in_the_middle_of_a_word_loses_nothing() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("打ちかけ")
        for size in ((80, 24), (200, 60), (40, 12), (120, 36)):
            await desk.pilot.resize_terminal(*size)
        await desk.pilot.pause()
        assert desk.screen.entry.text == "打ちかけ"
        assert desk.screen.focused is desk.screen.entry
        assert desk.app.cursor_position == desk.screen.entry.cursor_screen_offset


async def test_the_cursor_stands_in_the_entry_when_a_dialog_has_closed() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+d", "escape")
        await desk.pilot.pause()
        assert desk.app.cursor_position == desk.screen.entry.cursor_screen_offset


async def test_speaker_line_and_footer_say_what_the_keys_do_now() -> None:
    async with recording(*sample.discussion()) as desk:
        line = desk.screen.query_one(SpeakerLine)
        assert "青木委員" in str(line.render())
        assert "F2" in str(line.render())
        await desk.paste("あ")
        assert "Enter" in str(line.render())
        assert "確定して" in str(desk.screen.query_one(NextSteps).render())


async def test_other_keys_from_a_key_map_work_and_are_shown() -> None:
    keys = keymap.parse({"second": "ctrl+r", "ruling": "f10"})
    async with recording(*sample.discussion(), keys=keys) as desk:
        second = desk.screen.desk.offered[1]
        await desk.press("ctrl+r")
        assert desk.screen.desk.voice == second
        assert "Ctrl+R" in str(desk.screen.query_one(SpeakerLine).render())
        await desk.press("f10")
        assert desk.app.screen is not desk.screen


async def test_the_palette_runs_actions_by_their_japanese_names() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+p")
        await desk.paste("傍聴者")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        await desk.pilot.pause()
        assert type(desk.app.screen).__name__ == "ObserversDialog"


async def test_what_the_palette_does_not_find_it_says_in_japanese() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+p")
        await desk.paste("zzz")
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause(0.3)
        await desk.press("enter", "a")
        assert type(desk.app.screen).__name__ == "Palette", "what is typed on is no speech"
        await desk.press("escape")
        assert desk.app.screen is desk.screen
        assert (desk.screen.focused, desk.screen.entry.text) == (desk.screen.entry, "")


@pytest.mark.parametrize("typed", ["ぼうちょう", "boutyou", "bocho"])
async def test_the_palette_is_found_by_reading(typed: str) -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("ctrl+p")
        await desk.paste(typed)
        await desk.app.workers.wait_for_complete()
        await desk.pilot.pause(0.3)
        await desk.press("enter")
        assert type(desk.app.screen).__name__ == "ObserversDialog"


# -- rows ------------------------------------------------------------------------------------------------


def test_rows_that_have_not_changed_are_the_same_objects() -> None:
    session = sample.session(*sample.discussion())
    rows = Rows()
    before = rows.of(session.state)
    session.dispatch(sample.turn(sample.MEMBERS[1], "新しい発言"))
    grown = rows.of(session.state)
    assert all(old is new for old, new in zip(before, grown, strict=False))
    assert len(grown) == len(before) + 1
    session.dispatch(FlagTurn(session.state.turns[0].id, "氏名"))
    flagged = rows.of(session.state)
    assert flagged[0].flags == ("要確認：氏名",)
    assert all(old is new for old, new in zip(grown[1:], flagged[1:], strict=True))


async def test_a_record_without_a_home_is_offered_another_place() -> None:
    tried: list[str] = []

    def relocate(folder: str) -> str:
        tried.append(folder)
        if folder == "/full":
            raise Refused("/full には保存できません。")
        desk.app.storage_displaced("")
        return f"記録は全部 {folder} に保存されています。"

    async with recording(*sample.discussion(), relocate=relocate) as desk:
        assert "relocate" not in {action.id for action in desk.screen.possible_actions()}
        await desk.paste("打ちかけの文")
        desk.app.storage_displaced("どこにも保存できません。")
        assert "どこにも保存できません。" in desk.shown("#banner")
        assert BY_ID["relocate"].name in desk.shown("#banner")
        desk.screen.perform("relocate")
        await desk.pilot.pause()
        line = desk.app.screen.query_one("#folder", Line)
        assert line.value == "/media/usb"
        line.value = "/full"
        await desk.press("enter")
        assert "/full には保存できません。" in str(desk.app.screen.query_one(".message", Static).render())
        line.value = " /other "
        await desk.press("enter")
        assert tried == ["/full", "/other"]
        assert desk.app.screen is desk.screen
        assert desk.shown("#banner") == ""
        assert "/other" in desk.shown("#status")
        assert desk.screen.entry.text == "打ちかけの文"


async def test_leaving_while_the_record_has_no_home_says_so() -> None:
    async with recording(*sample.discussion()) as desk:
        desk.app.storage_displaced("どこにも保存できません。")
        await desk.press("ctrl+q")
        assert "どこにも保存できません。" in painted(desk.app)


async def test_textuals_report_with_its_local_variables_is_not_printed() -> None:
    with pytest.raises(ZeroDivisionError):
        async with recording(*sample.discussion()) as desk:
            desk.app.call_later(lambda: 1 / 0)
            await desk.pilot.pause()
    assert not desk.app._exit_renderables
    with pytest.raises(ZeroDivisionError):
        desk.app.raise_crash()


async def test_what_the_screen_stands_on_is_not_looked_through_for_garbage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async with recording(*sample.discussion()) as desk:
        assert gc.get_freeze_count() == 0, "an app of a test is garbage when the test has ended"
        monkeypatch.setattr(type(desk.app), "is_headless", False)
        try:
            desk.app.on_ready()
            assert gc.get_freeze_count() > 10_000
        finally:
            gc.unfreeze()


async def test_hands_are_kept_with_one_key_and_go_with_the_words() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.paste("打ちかけ")
        for name in ("うえだ", "いぐち"):
            await desk.press("shift+f4")
            await desk.paste(name)
            await desk.press("enter")
        assert [request.person for request in desk.state.requests] == [sample.MEMBERS[2], sample.MEMBERS[1]]
        assert "挙手 2 番目" in desk.shown("#status")
        assert desk.screen.entry.text == "打ちかけ"
        await desk.press("shift+f4", "enter")
        assert [request.person for request in desk.state.requests] == [sample.MEMBERS[1]]
        assert "取り下げました" in desk.shown("#status")
        assert "挙手1" in painted(desk.app)


async def test_who_raised_a_hand_first_is_expected_once_the_chair_asks_for_others() -> None:
    commands = (
        *sample.discussion(),
        RequestSpeech(sample.MEMBERS[3]),
        RequestSpeech(sample.MEMBERS[1]),
        sample.turn(sample.CHAIR, "ほかに御質問のある方はいらっしゃいますか。"),
    )
    async with recording(*commands) as desk:
        assert desk.screen.desk.voice is not None
        assert desk.screen.desk.voice.speaker == Named(sample.MEMBERS[3])
        assert desk.screen.desk.voice.reason == "挙手1"


async def test_a_hand_without_a_name_is_refused() -> None:
    async with recording(*sample.discussion()) as desk:
        await desk.press("shift+f4")
        await desk.paste("ぜぜぜ")
        await desk.press("enter")
        assert desk.state.requests == ()
        assert isinstance(desk.app.screen, SpeakerDialog), "a search without a match takes nobody and says so"


async def test_the_clerk_sees_that_the_chair_has_a_screen_open() -> None:
    async with recording(*sample.discussion()) as desk:
        assert "会長の画面" not in painted(desk.app)
        desk.app.show_views(1)
        desk.screen.show_state()
        await desk.pilot.pause()
        assert "会長の画面　保存済" in painted(desk.app)


async def test_a_name_in_a_remark_is_confirmed_and_a_question_needs_no_answer() -> None:
    commands = (*sample.discussion(), sample.turn(sample.CHAIR, "井口委員、いかがですか。"))
    async with recording(*commands) as desk:
        desk.screen.perform("confirm_names")
        await desk.pilot.pause()
        await desk.pilot.press("1")
        await desk.pilot.pause()
        assert desk.state.confirmed == {(desk.state.turns[-1].id, "井口委員、いかがですか。")}
        assert "確かめたことを記録しました" in desk.shown("#status")
        desk.screen.perform("confirm_names")
        assert "ありません" in desk.shown("#status")
        desk.screen.perform("waive")
        assert desk.state.waived == {desk.state.turns[-1].id}


async def test_what_was_said_of_such_a_case_before_is_one_key_away() -> None:
    asked: list[str] = []

    def look_up(words: str) -> Answer:
        asked.append(words)
        return Answer([Past("2025-11-10 14:20 委員 質問", "…保存の期間は…", "第3回\n保存の期間は五年です。")])

    async with recording(*sample.discussion(), look_up=look_up) as desk:
        await desk.paste("打ちかけ")
        await desk.press("shift+f5")
        await desk.settled()
        assert asked[0] == "運用状況"
        shown = painted(desk.app)
        assert "…保存の期間は…" in shown
        assert "保存の期間は五年です。" in shown
        await desk.paste(" 保存")
        await desk.settled()
        assert asked[-1].endswith("保存")
        await desk.press("escape")
        assert desk.screen.entry.text == "打ちかけ"


async def test_records_are_read_aside_and_what_was_typed_meanwhile_is_searched_for() -> None:
    asked: list[str] = []
    read = Event()

    def look_up(words: str) -> Answer:
        asked.append(words)
        read.wait(30)
        return Answer([Past("2025-11-10", words, words)], "検索の控えを書けません。")

    async with recording(*sample.discussion(), look_up=look_up) as desk:
        try:
            await desk.press("shift+f5")
            focused = desk.app.focused
            for part in (" 保存", " 期間"):
                await desk.paste(part)
            assert READING in painted(desk.app)
            assert desk.app.focused is focused
        finally:
            read.set()
        await desk.settled()
        assert asked == ["運用状況", "運用状況 保存 期間"]
        shown = painted(desk.app)
        assert READING not in shown
        assert "検索の控えを書けません。" in shown
        assert desk.app.focused is focused
