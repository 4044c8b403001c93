"""The screen of what came back: every change is seen, taken, left or named; undone like anywhere; nothing is lost."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from painted import painted
from round_trips import Meeting, standing_of, worked_on
from script_player import MemoryStore
from test_diff import a_comment, page_edge, replaced_in_row
from textual.pilot import Pilot
from textual.widgets import OptionList
from word_editing import Draft

from clerk_tui.domain import commands as c
from clerk_tui.returning import returned, today
from clerk_tui.roundtrip.taking import Fate, Taking
from clerk_tui.session import Session
from clerk_tui.tui.returned import ReturnedApp
from clerk_tui.tui.screens.returned import Standing

SIZES = ((80, 24), (60, 20), (120, 36))


def edited(draft: Draft) -> None:
    replaced_in_row(draft, "傍聴者", "3名", "4名")
    draft.text(3, f"直しました。{draft.words(3)[0]}")
    draft.label(5, "副市長")
    draft.text(7, f"直しました。{draft.words(7)[0]}")
    draft.delete(12)
    draft.move(20, 23)
    draft.add(30, "会長", "ここで一言申し上げます。")
    a_comment(draft)
    page_edge(draft)


class Back:
    def __init__(self, app: ReturnedApp, pilot: Pilot[str], session: Session) -> None:
        self.app, self.pilot, self.session, self.screen = app, pilot, session, app.returned

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def go(self, words: str) -> int:
        number = next(
            n
            for n, change in enumerate(self.screen.changes)
            if words in f"{type(change).__name__} {change.where} {change.new}"
        )
        self.screen.query_one(OptionList).highlighted = number
        await self.pilot.pause()
        return number

    @property
    def counted(self) -> dict[Standing, int]:
        every = [self.screen.standing(n) for n in range(len(self.screen.changes))]
        return {standing: every.count(standing) for standing in Standing if standing in every}

    @property
    def shown(self) -> str:
        return painted(self.app)


@pytest.fixture
def path(meeting: Meeting, tmp_path: Path) -> Path:
    return worked_on(meeting, tmp_path, edited)


@asynccontextmanager
async def opened(meeting: Meeting, path: Path, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Back]:
    """With one turn corrected in the record meanwhile, as in the file."""
    records, _, _ = meeting("table")
    session = Session(MemoryStore(list(records)), records)
    turn = session.state.turns[7]
    session.dispatch(c.EditText(turn.id, (f"記録で直しました。{turn.paragraphs[0]}", *turn.paragraphs[1:])))
    draft = returned(path, standing_of(session))
    taking = Taking(draft.base.state, session, draft.edition, draft.rows)
    app = ReturnedApp(path.name, draft.changes, taking)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Back(app, pilot, session)


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_every_change_is_seen_with_its_words_marked_by_sign(
    meeting: Meeting, path: Path, size: tuple[int, int]
) -> None:
    async with opened(meeting, path, size) as back:
        assert back.counted == {Standing.OPEN: 6, Standing.CONFLICT: 1, Standing.HAND: 2}
        assert "［−3］名" in back.shown and "［＋4］名" in back.shown
        assert "Ctrl+Q 閉じる" in back.shown
        await back.go("8 番目の発言")
        assert "記録（いま）" in back.shown and "F3" in back.shown
        await back.go("フッター")
        assert "ここからは入れられません" in back.shown
        await back.go("6 番目の発言")
        assert "副市長" in back.shown and "名簿にも型にもない" in back.shown


async def test_changes_are_taken_one_by_one_in_any_order_and_undone(meeting: Meeting, path: Path) -> None:
    async with opened(meeting, path) as back:
        before = back.session.state
        # What was put in goes before what is still to be moved; the place is right all the same.
        for words in ("一言", "Moved", "もとの", "傍聴者", "4 番目の発言"):
            number = await back.go(words)
            await back.press("enter")
            assert back.screen.standing(number) is Standing.TAKEN, words
        await back.go("8 番目の発言")
        await back.press("enter")
        assert back.counted[Standing.CONFLICT] == 1, "Enter decides no conflict"
        await back.press("f2")
        assert back.counted[Standing.LEFT] == 1
        await back.press("ctrl+z")
        assert back.counted[Standing.CONFLICT] == 1
        await back.press("f3")
        assert back.session.state.turns[7].text.startswith("直しました。")
        await back.go("Commented")
        await back.press("enter")
        assert back.counted == {Standing.TAKEN: 7, Standing.HAND: 2}
        after = back.session.state
        await back.press(*["ctrl+z"] * 7)
        assert back.session.state == before
        await back.press("ctrl+z")
        assert "もうありません" in back.shown
        assert back.session.state == before, "what was recorded before this screen stays"
        await back.press(*["ctrl+y"] * 7)
        assert back.session.state == after
        assert back.counted == {Standing.TAKEN: 7, Standing.HAND: 2}


async def test_all_that_can_be_is_taken_at_once_as_on_the_command_line(meeting: Meeting, path: Path) -> None:
    async with opened(meeting, path) as back:
        await back.press("ctrl+s")
        assert back.counted == {Standing.TAKEN: 6, Standing.CONFLICT: 1, Standing.HAND: 2}
        at_once = back.session.state
        await back.press("ctrl+z")
        assert back.counted[Standing.OPEN] == 6, "one key takes all of it back"
        records, _, _ = meeting("table")
        other = Session(MemoryStore(list(records)), records)
        turn = other.state.turns[7]
        other.dispatch(c.EditText(turn.id, (f"記録で直しました。{turn.paragraphs[0]}", *turn.paragraphs[1:])))
        draft = returned(path, standing_of(other))
        judged = Taking(draft.base.state, other, draft.edition, draft.rows).take(draft.changes)
        assert sum(each.fate is Fate.TAKEN for each in judged) == 6
        assert [turn.paragraphs for turn in other.state.turns] == [turn.paragraphs for turn in at_once.turns]


async def test_leaving_says_what_was_taken_and_what_was_not_and_loses_nothing(
    meeting: Meeting, path: Path
) -> None:
    async with opened(meeting, path) as back:
        await back.press("enter", "f5", "ctrl+q")
        assert "9 件のうち 1 件を記録に入れました" in back.shown.replace("\n", "")
        assert "まだ決めていないものが 6 件" in back.shown
        await back.press("escape")
        assert back.app.screen is back.screen, "nothing was closed"
        await back.press("ctrl+q", "enter")
        told = back.app.return_value or ""
        assert "入れていない 8 件は、案のファイルに残っています。" in told and "フッター" in told
        now = standing_of(back.session)
        draft = returned(path, now)
        assert len(draft.changes) == 9 and not today(draft, now).same
