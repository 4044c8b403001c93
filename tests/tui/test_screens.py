"""Every screen at its two sizes, as text: what a change of code or look does to them is seen in the difference.

    python -m pytest tests/tui/test_screens.py --snapshot-update

writes what is painted now; read the differences before you commit them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import date

import pytest
import sample
from desk import Desk, recording
from painted import PlainText, painted
from syrupy.assertion import SnapshotAssertion

from clerk_tui.domain.commands import (
    AddMaterial,
    CallRoll,
    ChangePhase,
    CloseMeeting,
    Command,
    DeclareStance,
    DeferGroup,
    EditText,
    FlagTurn,
    MarkAttendance,
    MarkFollowUp,
    NoteConflict,
    OpenBlock,
    RecordTurn,
    RuleCases,
    SetStatus,
)
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.meeting import FollowUpKind, Material
from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.domain.record import Attendance, Decision, Method, Position, Tally
from clerk_tui.minutes.edition import Edition
from clerk_tui.roundtrip.changes import FieldChanged, LabelChanged, TextChanged
from clerk_tui.roundtrip.taking import Taking
from clerk_tui.tui.actions import ACTIONS
from clerk_tui.tui.dialogs.conclude import ConcludeDialog
from clerk_tui.tui.dialogs.lookup import Answer, Past
from clerk_tui.tui.screens.returned import ReturnedScreen

Show = Callable[[Desk], Awaitable[None]]
SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=["80x24", "120x36"])
QUESTIONS = (*sample.discussion(), FlagTurn(None, "件数"))
OPINIONS = (
    *sample.discussion(),
    ChangePhase("opinions"),
    sample.turn(sample.MEMBERS[1], "諮問第11号に賛成です。"),
    DeclareStance(Position.FOR),
    sample.turn(sample.MEMBERS[2], "諮問第12号は委託先を絞る条件で賛成します。"),
    DeclareStance(Position.CONDITIONAL, note="委託先を絞ること"),
)


def _last(commands: Sequence[Command]) -> EntryId:
    return sample.session(*commands).state.turns[-1].id


CORRECTED = (*QUESTIONS, EditText(_last(QUESTIONS), ("昨年度は413件で、多くは日時の変更によるものです。",)))
VOTED = (
    *OPINIONS,
    RuleCases(
        tuple(
            Decision(case, "決定", subject="修正案")
            for case in sample.meeting().groups[0].cases
            if case.kind == "諮問"
        ),
        Method.STANDING,
        Tally(1, 3, 1),
    ),
    RuleCases((Decision(sample.meeting().groups[0].cases[0], "了承"),), Method.NO_OBJECTION),
)

RULED = (
    *OPINIONS,
    RuleCases(
        tuple(
            Decision(case, "了承" if case.kind == "報告" else "決定")
            for case in sample.meeting().groups[0].cases
        )
    ),
    DeferGroup(sample.SCHOOL_GROUP, "所管課の到着待ち"),
    OpenBlock((sample.WATER_GROUP,)),
)

CONFIRMED = (
    *RULED,
    CloseMeeting(),
    SetStatus(MinutesStatus.ASKED, "庶務係", "委員10名と市民課", date(2026, 11, 20), date(2026, 12, 4)),
)
DIFFER = NoteConflict(
    "3 番目の発言（会長）",
    ("件数は、昨年度が413件です。",),
    ("件数は四百十三件です。",),
    ("件数は413件です。",),
    _last(RULED),
    "青木委員",
    "井口委員",
    "確認依頼_青木委員.docx",
)


def opened(action: str) -> Show:
    """What the action's key or its line in the palette opens."""

    async def show(desk: Desk) -> None:
        desk.screen.perform(action)

    return show


async def nothing(desk: Desk) -> None:
    """The screen as it stands."""


async def typed(desk: Desk) -> None:
    await desk.paste("資料1の4ページにある保存期間は、だれが決めるのでしょうか。[red]印は何ですか。")


def _before(words: str) -> Answer:
    return Answer(
        [
            Past(
                "2025-11-10 14:20 青木委員 質問",
                f"…{words}について、件数を…",
                f"令和7年度第3回　報告第2号\n{words}について、件数を伺います。",
            )
        ]
    )


async def storage_displaced(desk: Desk) -> None:
    desk.app.storage_displaced("会議のフォルダーに書けないため、記録は /home/clerk/rescue に保存しています。")
    desk.screen.perform("relocate")


async def troubled(desk: Desk) -> None:
    await desk.paste("いま打っている文です。")
    desk.app.banner("ディスクに書けません。記録は別の場所に続けています。")


async def half_corrected(desk: Desk) -> None:
    """A correction waits while the record goes on."""
    await desk.press("ctrl+e")
    await desk.paste("訂正中の")
    await desk.press("escape")


async def searched(desk: Desk) -> None:
    await desk.press("ctrl+f")
    await desk.paste("予約")
    await desk.press("tab")
    await desk.paste("申込み")


async def found(desk: Desk) -> None:
    await desk.press("f4")
    await desk.paste("たか")


async def came_back(desk: Desk) -> None:
    """A turn that was corrected on both sides, a speaker whom nobody knows, a place that is taken."""
    turn, asked = desk.state.turns[-1], desk.state.turns[0]
    base = sample.session(*QUESTIONS, CloseMeeting()).state
    changes = (
        FieldChanged(
            where="「場所」の欄",
            at=0,
            old=(base.meeting.place,),
            new=("第3会議室",),
            name="_plc",
            before=base.meeting.place,
            after="第3会議室",
        ),
        LabelChanged(where="1 番目の発言（副市長）", at=1, old=("会長",), new=("副市長",), entry=asked.id, label="副市長"),
        TextChanged(
            where="4 番目の発言（市民課長）",
            at=2,
            old=base.turns[-1].paragraphs,
            new=("昨年度は415件で、多くは日時の変更によるものでした。",),
            author="佐伯",
            entry=turn.id,
        ),
    )
    taking = Taking(base, desk.session, Edition.PUBLIC, ())
    await desk.app.push_screen(ReturnedScreen("戻ってきた案.docx", changes, taking))
    await desk.press("down", "down")


async def asked_for_result(desk: Desk) -> None:
    desk.app.push_screen(ConcludeDialog(desk.state))


async def palette(desk: Desk) -> None:
    await desk.press("ctrl+p")
    await desk.app.workers.wait_for_complete(list(desk.app.workers))


SCENES: dict[str, tuple[tuple[Command, ...], Show]] = {
    "record-empty": ((), nothing),
    "record-questions": (QUESTIONS, typed),
    "record-deferred": (RULED, nothing),
    "record-quorum-lost": (
        (CallRoll(absent=sample.MEMBERS[2:]), *(MarkAttendance(who, Attendance.LEFT) for who in sample.MEMBERS[:1])),
        nothing,
    ),
    "record-banner": (QUESTIONS, troubled),
    "record-correction-waits": (QUESTIONS, half_corrected),
    "relocate": (QUESTIONS, storage_displaced),
    "past": (QUESTIONS, opened("past")),
    "record-closed": ((*RULED, CloseMeeting()), nothing),
    "hear": ((*RULED, CloseMeeting()), opened("hear")),
    "finder": (QUESTIONS, found),
    "pad": (QUESTIONS, opened("pad")),
    "palette": (QUESTIONS, palette),
    "replace-preview": (QUESTIONS, searched),
    "roll_call": ((), opened("attendance")),
    "attendance": (QUESTIONS, opened("attendance")),
    "ledger": (CORRECTED, opened("ledger")),
    "conclude": (QUESTIONS, asked_for_result),
    "way_back": ((*CORRECTED, CloseMeeting()), came_back),
    "follow_ups": (
        (*QUESTIONS, MarkFollowUp(FollowUpKind.PAPER, "取消しの内訳の資料", "市民課", "次回まで")),
        opened("follow_ups"),
    ),
    "closing": ((*RULED, RecordTurn(sample.turn(sample.CHAIR).speaker)), opened("closing")),
    "status": (CONFIRMED, opened("status")),
    "settle": ((*CONFIRMED, DIFFER), opened("settle")),
    "stance": (OPINIONS, opened("stance")),
    "ruling": (OPINIONS, opened("ruling")),
    "amend_ruling": (VOTED, opened("amend_ruling")),
    "vote_again": (VOTED, opened("vote_again")),
    "material": ((*QUESTIONS, AddMaterial(Material("当日", "資料4 答申案"))), opened("material")),
    **{
        name: (QUESTIONS, opened(name))
        for name in (
            "help", "block", "phrases", "phase", "stage", "mark", "next_meeting", "correct", "flag", "point", "cases",
            "observers", "add_case", "change_case", "quit",
            "day", "change_block", "follow_up", "signatories",
        )
    },
}  # fmt: skip


@SIZES
@pytest.mark.parametrize("name", SCENES)
async def test_a_screen_looks_as_it_did(
    name: str, size: tuple[int, int], snapshot: SnapshotAssertion
) -> None:
    commands, show = SCENES[name]
    async with recording(*commands, size=size, look_up=_before) as desk:
        await show(desk)
        await desk.settled()
        await desk.pilot.pause()
        assert painted(desk.app) == snapshot(name=f"{name}-{size[0]}x{size[1]}", extension_class=PlainText)


def test_whatever_opens_a_screen_has_its_picture() -> None:
    """An action that opens something is among the scenes, by its own name or another's."""
    at_once = {
        "commit", "second", "third", "chair", "member", "office", "unknown", "back", "phrase", "undo", "redo", "draft",
        "focus_log", "reopen", "to_entry", "agenda", "people", "theme", "confirm_names", "waive", "take",
    }  # fmt: skip
    under_another_name = {"finder", "reattribute", "replace", "relocate", "request"}
    assert {action.id for action in ACTIONS} <= at_once | under_another_name | set(SCENES)
