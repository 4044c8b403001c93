"""Filling the words in by keys: shown before it is taken, undone as it was taken, gone on with where it stopped."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
import sample
from msgspec import Struct
from msgspec.structs import replace
from painted import painted
from textual import events
from textual.pilot import Pilot

from clerk_tui.alignment import Confidence, Stream, propose, slots_of
from clerk_tui.alignment.proposal import loose_of
from clerk_tui.domain.commands import CloseMeeting, Command, RecordTurn
from clerk_tui.domain.record import MeetingStage
from clerk_tui.session import Session
from clerk_tui.transcript import Segment
from clerk_tui.tui.dialogs.fields import Sheet
from clerk_tui.tui.fill import FillApp

SAID = (
    (sample.CHAIR, "定刻になりましたので、ただいまから会議を始めます。"),
    (sample.MEMBERS[0], "保存の期間について、二点伺います。"),
    (sample.CITIZENS, "保存の期間は五年です。"),
    (sample.CHAIR, "ほかに御質問のある方はいらっしゃいますか。"),
)
"""One every 20 seconds; the chair's are in the record, the others are to be filled in."""


def commands() -> tuple[Command, ...]:
    return tuple(
        sample.turn(who, text) if who == sample.CHAIR else RecordTurn(sample.turn(who).speaker)
        for who, text in SAID
    )


def stream() -> Stream:
    return Stream.of(
        Segment(40 + 20 * n, 40 + 20 * n + len(text) / 5, text) for n, (_, text) in enumerate(SAID)
    )


class Desk(Struct):
    app: FillApp
    session: Session
    pilot: Pilot[None]

    @property
    def texts(self) -> list[str]:
        return [turn.text for turn in self.session.state.turns]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()


@asynccontextmanager
async def filling(session: Session | None = None) -> AsyncIterator[Desk]:
    session = session or sample.session(*commands())
    app = FillApp(session, stream(), propose(slots_of(session.state), stream()))
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        yield Desk(app, session, pilot)


async def test_the_words_of_each_turn_are_shown_beside_what_was_typed() -> None:
    async with filling() as desk:
        assert desk.app.at == 1  # the first without words
        shown = painted(desk.app)
        assert "保存の期間について、二点伺います。" in shown
        assert "（本文なし）" in shown
        assert "本文あり 2/4" in shown


async def test_enter_takes_and_goes_on_and_undo_gives_back() -> None:
    async with filling() as desk:
        await desk.press("enter")
        assert desk.texts[1] == SAID[1][1]
        assert desk.app.at == 2
        await desk.press("enter")
        assert desk.texts == [text for _, text in SAID]
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.texts[1:3] == ["", ""]
        await desk.press("ctrl+y")
        assert desk.texts[1] == SAID[1][1]


async def test_undo_stops_where_the_screen_began() -> None:
    session = sample.session(*commands(), CloseMeeting())
    async with filling(session) as desk:
        await desk.press("ctrl+z")
        assert "この画面で直したところは、もうありません。" in painted(desk.app)
        await desk.press("enter", "ctrl+z", "ctrl+z")
        assert session.state.stage is MeetingStage.CLOSED
        assert desk.texts[1] == ""


async def test_what_the_clerk_typed_is_replaced_only_when_that_was_asked() -> None:
    session = sample.session(*commands()[:1], sample.turn(sample.MEMBERS[0], "保存の期間"), *commands()[2:])
    async with filling(session) as desk:
        desk.app.turns.highlighted = 1
        await desk.pilot.pause()
        await desk.press("enter")
        assert desk.texts[1] == "保存の期間"
        await desk.press("escape")
        assert desk.texts[1] == "保存の期間"
        await desk.press("enter", "enter")
        assert desk.texts[1] == SAID[1][1]


async def test_words_are_added_behind_what_was_typed() -> None:
    session = sample.session(*commands()[:1], sample.turn(sample.MEMBERS[0], "（要点）"), *commands()[2:])
    async with filling(session) as desk:
        desk.app.turns.highlighted = 1
        await desk.pilot.pause()
        await desk.press("f2")
        assert desk.texts[1] == f"（要点）\n{SAID[1][1]}"


async def test_a_part_is_taken() -> None:
    async with filling() as desk:
        await desk.press("ctrl+e")
        desk.app.screen.query_one(Sheet).select_all()
        desk.app.post_message(events.Paste("二点伺います。"))
        await desk.pilot.pause()
        await desk.press("ctrl+s")
        assert desk.texts[1] == "二点伺います。"


async def test_a_boundary_moves_by_a_stretch_and_the_neighbour_gets_the_rest() -> None:
    async with filling() as desk:
        desk.app.turns.highlighted = 2
        await desk.pilot.pause()
        whole = "".join(proposal.text for proposal in desk.app.proposals)
        await desk.press("f3")
        assert desk.app.proposals[2].text.startswith(SAID[1][1])
        assert desk.app.proposals[1].text == ""
        assert "".join(proposal.text for proposal in desk.app.proposals) == whole
        await desk.press("f4")
        assert desk.app.proposals[2].text == SAID[2][1]
        desk.app.turns.highlighted = 0
        await desk.pilot.pause()
        await desk.press("f3")
        assert "動かせません" in painted(desk.app)


async def test_all_that_is_sure_is_one_step_that_can_be_undone() -> None:
    async with filling() as desk:
        sure = [p for p in desk.app.proposals if p.confidence is Confidence.SURE]
        await desk.press("ctrl+s")
        assert sum(bool(text) for text in desk.texts) == 2 + sum(
            1 for p in sure if p.entry in [turn.id for turn in sample.session(*commands()).state.turns[1:3]]
        )
        await desk.press("ctrl+z")
        assert sum(bool(text) for text in desk.texts) == 2


async def test_opened_again_it_goes_on_where_it_was() -> None:
    session = sample.session(*commands())
    async with filling(session) as desk:
        await desk.press("enter")
    async with filling(session) as desk:
        assert desk.app.at == 2
        assert "本文あり 3/4" in painted(desk.app)


async def test_a_doubtful_one_is_one_key_away() -> None:
    async with filling() as desk:
        for proposal in desk.app.proposals:
            assert proposal.confidence in Confidence
        desk.app.filling = replace(
            desk.app.filling,
            proposals=tuple(
                replace(p, confidence=Confidence.DOUBTFUL if n == 2 else Confidence.SURE)
                for n, p in enumerate(desk.app.proposals)
            ),
        )
        await desk.press("f5")
        assert desk.app.at == 2
        await desk.press("enter")
        assert desk.session.state.turns[2].flag
        assert desk.session.state.turns[2].text == SAID[2][1]
        await desk.press("ctrl+z")
        assert not desk.session.state.turns[2].flag
        await desk.press("ctrl+y", "f5")
        assert "もうありません" in painted(desk.app)


@pytest.mark.parametrize("key", ["enter", "f2", "f3", "f4", "f5", "ctrl+s", "ctrl+e", "ctrl+z"])
async def test_without_turns_no_key_does_anything(key: str) -> None:
    session = sample.session()
    async with filling(session) as desk:
        await desk.press(key)
        assert desk.texts == []


async def test_a_long_remark_is_read_by_keys_while_the_list_keeps_its_own() -> None:
    long = tuple(f"{number}番目の段落です。" for number in range(60))
    made = sample.session(sample.turn(sample.MEMBERS[0], *long))
    async with filling(made) as desk:
        assert long[59] not in painted(desk.app)
        for _ in range(12):
            await desk.press("shift+down")
        assert long[59] in painted(desk.app)
        for _ in range(12):
            await desk.press("shift+up")
        assert long[0] in painted(desk.app)
        assert desk.app.at == 0


async def test_a_moved_boundary_is_undone_by_the_same_key_and_goes_along_with_what_was_taken() -> None:
    async with filling() as desk:
        await desk.press("enter", "enter")
        assert desk.texts == [text for _, text in SAID]
        desk.app.turns.highlighted = 2
        await desk.pilot.pause()
        await desk.press("f3")
        assert "".join(desk.texts) == "".join(text for _, text in SAID)
        assert desk.texts[2].replace("\n", "") == SAID[1][1] + SAID[2][1]
        assert desk.texts[1] == ""
        await desk.press("ctrl+z")
        assert desk.texts == [text for _, text in SAID]
        assert [p.text for p in desk.app.proposals] == [text for _, text in SAID]
        await desk.press("ctrl+z", "ctrl+z")
        assert desk.texts[1:3] == ["", ""]


async def test_words_that_a_neighbour_has_written_are_not_doubled() -> None:
    async with filling() as desk:
        desk.app.turns.highlighted = 1
        await desk.pilot.pause()
        await desk.press("f3")
        assert "二重になります" in painted(desk.app)
        assert desk.app.proposals[1].text == SAID[1][1]


async def test_the_next_doubtful_one_is_not_jumped_over_after_enter() -> None:
    async with filling() as desk:
        desk.app.filling = replace(
            desk.app.filling,
            proposals=tuple(replace(p, confidence=Confidence.LIKELY) for p in desk.app.proposals),
        )
        await desk.press("enter")
        assert desk.app.at == 2
        await desk.press("f5")
        assert desk.app.at == 2
        assert "ここが次に確かめる発言です" in painted(desk.app)


async def test_a_missed_turn_is_made_of_the_words_without_a_place() -> None:
    made = sample.session(*(command for n, command in enumerate(commands()) if n != 2))
    async with filling(made) as desk:
        joints = [*desk.app.stream.joints, len(desk.app.stream.text)]
        proposals = tuple(
            replace(p, begin=joints[n], end=joints[n + 1], text=SAID[n][1])
            for p, n in zip(desk.app.proposals, (0, 1, 3), strict=True)
        )
        desk.app.filling = replace(
            desk.app.filling, proposals=proposals, loose=loose_of(proposals, desk.app.stream)
        )
        desk.app.turns.highlighted = 1
        await desk.pilot.pause()
        await desk.press("f6")
        await desk.press("enter")
        assert [turn.text for turn in made.state.turns][2] == SAID[2][1]
        assert made.state.turns[2].flag
        assert len(desk.app.proposals) == 4
        await desk.press("ctrl+z")
        assert len(made.state.turns) == 3
        assert len(desk.app.proposals) == 3


async def test_words_without_a_place_are_one_key_away_from_every_turn() -> None:
    async with filling() as desk:
        await desk.press("f6")
        assert "置き場所のない言葉はありません" in painted(desk.app)
        joints = [*desk.app.stream.joints, len(desk.app.stream.text)]
        empty = (joints[0], joints[1]), (joints[1], joints[2]), (joints[2], joints[2]), (joints[3], joints[4])
        proposals = tuple(
            replace(p, begin=begin, end=end, confidence=Confidence.SURE)
            for p, (begin, end) in zip(desk.app.proposals, empty, strict=True)
        )
        desk.app.filling = replace(
            desk.app.filling, proposals=proposals, loose=loose_of(proposals, desk.app.stream)
        )
        await desk.press("f5")
        assert "置き場所のない言葉が 1 か所あります" in painted(desk.app)
        desk.app.turns.highlighted = 0
        await desk.pilot.pause()
        await desk.press("f6")
        assert f"0:01:20　{SAID[2][1]}" in painted(desk.app)
        await desk.press("escape", "f6", "enter", "enter")
        assert SAID[2][1] in desk.texts
        await desk.press("ctrl+z")
        assert SAID[2][1] not in desk.texts


async def test_the_recordings_time_and_the_neighbours_are_shown() -> None:
    async with filling() as desk:
        shown = painted(desk.app)
        assert "録音 0:01:00〜0:01:03" in shown
        assert SAID[0][1] in shown
        assert SAID[2][1] in shown
        await desk.press("f8")
        assert "訂正" in painted(desk.app)
        await desk.press("escape")
