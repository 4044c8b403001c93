"""The mistakes themselves, each with the keys that repair it (間違いと直し方); see :mod:`benchmarks._mends`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from clerk_tui.domain.commands import (
    ChangeBlock,
    ChangePhase,
    CloseMeeting,
    Command,
    CorrectSpeaker,
    CountObservers,
    EditText,
    MoveEntry,
    OpenBlock,
    RecordTurn,
    RephaseTurn,
)
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.queries import is_here
from clerk_tui.domain.record import Attendance, MeetingStage, Named, State

from ._mends import Mender, Mistake

CHAIR = PersonId("水沢会長")
CITIZENS, INSURANCE, CHILDREN = (
    PersonId("鳥井市民課長"),
    PersonId("岸本保険年金課長"),
    PersonId("白石子育て支援課長"),
)
SUGIURA, MIYOSHI, KUWANO = PersonId("杉浦委員"), PersonId("三好委員"), PersonId("桑野委員")
TOYAMA = PersonId("遠山委員")
FIRST, SECOND, THIRD, FOURTH = map(GroupId, "1234")

ASKING, OPINIONS, RULED = 32, 37, 38
"""Turns after which the sample stands in questions, in opinions, and right after its first ruling."""

Slip = Callable[[State], Sequence[Command]]
Right = Callable[[State], bool]
Mend = Callable[[Mender], Awaitable[None]]


def _said_by(back: int, person: PersonId, capacity: str = "") -> Slip:
    """A turn, so many from the end, in the mouth of somebody else."""
    return lambda state: [CorrectSpeaker(state.turns[-back].id, Named(person), capacity)]


def _is_by(back: int, person: PersonId, capacity: str = "") -> Right:
    return lambda state: (
        (state.turns[-back].speaker, state.turns[-back].capacity) == (Named(person), capacity)
    )


def _nothing(_: State) -> list[Command]:
    """The mistake is in what the sample has, or in what is typed next."""
    return []


def _who(back: int, person: PersonId, *more: str) -> Mend:
    async def mend(hands: Mender) -> None:
        await hands.back(back - 1)
        await hands.do("ctrl+g")
        await hands.person(person)
        await hands.do(*more, "enter")

    return mend


def _keys(*keys: str) -> Mend:
    async def mend(hands: Mender) -> None:
        await hands.do(*keys)

    return mend


def _leaves(*people: PersonId) -> Mend:
    async def mend(hands: Mender) -> None:
        for person in people:
            await hands.do("ctrl+o")
            await hands.number(person)
            await hands.do("enter")

    return mend


def _late_by(turns: int, phase: str, before: str) -> Slip:
    """The phase was changed so many turns too late: they stand in the one before."""
    return lambda state: [
        *(RephaseTurn(turn.id, before) for turn in state.turns[-turns:]),
        *([ChangePhase(before)] if state.phase == phase else []),
    ]


def _stand_in(turns: int, phase: str) -> Right:
    return lambda state: state.phase == phase and all(t.phase == phase for t in state.turns[-turns:])


def _wrong_name(state: State) -> list[Command]:
    return [CorrectSpeaker(t.id, Named(KUWANO)) for t in state.turns if t.speaker == Named(SUGIURA)]


def _number_of(state: State, person: PersonId) -> int:
    return sum(turn.speaker == Named(person) for turn in state.turns)


async def _reheard(hands: Mender) -> None:
    await hands.do("ctrl+f")
    await hands.words("土谷")
    await hands.do("tab")
    await hands.words("土屋")
    await hands.do("enter")


async def _said_before_recorded(hands: Mender) -> None:
    await hands.words("一つ伺います。")
    await hands.do("ctrl+g")
    await hands.person(TOYAMA)
    await hands.do("enter")
    # Its commit is the turn's own key.
    await hands.press("確定", "enter")


async def _recounted(hands: Mender) -> None:
    await hands.palette("傍")
    hands.keys["訂正"] += 2
    await hands.words("3")
    await hands.do("enter")


async def _heading(hands: Mender, *marks: GroupId) -> None:
    await hands.do("ctrl+l", "ctrl+b")
    for group in marks:
        await hands.to(group)
        await hands.do("space")
    await hands.do("enter")


async def _withdrawn(hands: Mender) -> None:
    await hands.do("ctrl+l", "f5")
    await hands.to_case(CaseId("諮問", 27))
    await hands.do("space", "enter")


async def _amended(hands: Mender) -> None:
    await hands.do("ctrl+l", "f5")
    await hands.to_case(CaseId("諮問", 27))
    await hands.outcome("継続審議")
    await hands.do("enter")


def _results(state: State) -> dict[str, str]:
    label = state.meeting.profile.notation.label
    return {label(case): ruling.decision.outcome for case, ruling in state.rulings.items()}


async def _swapped(hands: Mender) -> None:
    await hands.do("ctrl+l", "enter", "f2")
    await hands.row_named("一つ前へ移す")
    await hands.do("enter")


async def _joined(hands: Mender) -> None:
    await hands.do("ctrl+l", "enter", "f2")
    await hands.row_named("前の発言とつなぐ")
    await hands.do("enter")


async def _deleted(hands: Mender) -> None:
    await hands.do("ctrl+l", "up", "enter", "f2")
    await hands.row_named("削除する")
    await hands.do("enter", "enter")


async def _split(hands: Mender) -> None:
    await hands.do("ctrl+l", "enter", "down", "f2", "enter")
    await hands.person(CHAIR)
    await hands.do("enter")


def _and(*texts: str) -> RecordTurn:
    return RecordTurn(Named(MIYOSHI), texts)


MISTAKES: tuple[Mistake, ...] = (
    Mistake("直前の発言者が違う", ASKING, _said_by(1, INSURANCE), _who(1, CITIZENS), _is_by(1, CITIZENS)),
    Mistake("三つ前の発言者が違う", ASKING, _said_by(3, CITIZENS), _who(3, CHILDREN), _is_by(3, CHILDREN)),
    Mistake("四つ前の委員が違う", ASKING, _said_by(4, KUWANO), _who(4, TOYAMA), _is_by(4, TOYAMA)),
    Mistake(
        "一人を、ずっと別の人の名で打っていた",
        17,
        _wrong_name,
        _who(1, SUGIURA, "f5", "f5", "f5"),
        lambda state: _number_of(state, SUGIURA) == 3 and not _number_of(state, KUWANO),
    ),
    Mistake(
        "会長の発言を部会長の立場で打った",
        33,
        _said_by(1, CHAIR, "部会長"),
        _who(1, CHAIR),
        _is_by(1, CHAIR),
    ),
    Mistake(
        "打っている文の発言者が違う",
        ASKING,
        _nothing,
        _said_before_recorded,
        lambda state: state.turns[-1].text == "一つ伺います。" and state.turns[-1].speaker == Named(TOYAMA),
    ),
    Mistake(
        "段階を移すのが三発言遅れた",
        OPINIONS,
        _late_by(3, "opinions", "questions"),
        _keys("ctrl+l", "up", "up", "ctrl+d", "enter"),
        _stand_in(3, "opinions"),
    ),
    Mistake(
        "段階を早く移した",
        ASKING,
        lambda state: [RephaseTurn(state.turns[-1].id, "opinions"), ChangePhase("opinions")],
        _keys("ctrl+l", "ctrl+d", "up", "up", "enter"),
        _stand_in(1, "questions"),
    ),
    Mistake(
        "裁決に一件多く入れた",
        RULED,
        _nothing,
        _withdrawn,
        lambda state: len(state.rulings) == 7 and "諮問第27号" not in _results(state),
    ),
    Mistake(
        "一件の結果が違う",
        RULED,
        _nothing,
        _amended,
        lambda state: _results(state).get("諮問第27号") == "継続審議" and len(state.rulings) == 8,
    ),
    Mistake(
        "裁決を記録するのが早すぎた",
        RULED,
        _nothing,
        _keys("ctrl+l", "f5", "f3", "enter"),
        lambda state: not state.rulings,
    ),
    Mistake(
        "違う案件群で審議に入った",
        RULED,
        lambda _: [OpenBlock((FOURTH,)), RecordTurn(Named(CHAIR), ("続けます。",))],
        lambda hands: _heading(hands, FOURTH, FIRST),
        lambda state: state.blocks[-1].groups == (FIRST,),
    ),
    Mistake(
        "一括する案件群を一つ落とした",
        ASKING,
        lambda _: [ChangeBlock((SECOND,))],
        lambda hands: _heading(hands, THIRD),
        lambda state: state.blocks[-1].groups == (SECOND, THIRD),
    ),
    Mistake(
        "まだ審議に入っていないのに入った",
        RULED,
        lambda _: [OpenBlock((FOURTH,)), RecordTurn(Named(CHAIR), ("その前に一つ。",))],
        _keys("ctrl+l", "ctrl+b", "f2", "enter", "enter"),
        lambda state: len(state.blocks) == 1,
    ),
    Mistake(
        "退席を記録していない",
        ASKING,
        _nothing,
        _leaves(SUGIURA),
        lambda state: not is_here(state, SUGIURA),
    ),
    Mistake(
        "退席と再入室を記録していない",
        ASKING,
        _nothing,
        _leaves(SUGIURA, SUGIURA),
        lambda state: (
            [entry.status for entry in state.attendance[SUGIURA]][-2:]
            == [Attendance.LEFT, Attendance.RETURNED]
        ),
    ),
    Mistake(
        "名前の字を聞き違えて打ち続けた",
        ASKING,
        lambda state: [EditText(turn.id, ("土谷課長に伺います。",)) for turn in state.turns[-9::4]],
        _reheard,
        lambda state: sum("土屋課長" in turn.text for turn in state.turns) == 3,
    ),
    Mistake(
        "閉会が早すぎた",
        ASKING,
        lambda _: [CloseMeeting()],
        _keys("ctrl+w", "ctrl+s"),
        lambda state: state.stage is not MeetingStage.CLOSED,
    ),
    Mistake(
        "一つの発言を二つに打った",
        ASKING,
        lambda _: [_and("一つ伺います。"), _and("件数を教えてください。")],
        _joined,
        lambda state: state.turns[-1].text == "一つ伺います。\n件数を教えてください。",
    ),
    Mistake(
        "会長のことばまで委員の発言に続けた",
        ASKING,
        lambda _: [_and("分かりました。", "ほかに御質問はありますか。")],
        _split,
        lambda state: (
            [(t.text, t.speaker) for t in state.turns[-2:]]
            == [("分かりました。", Named(MIYOSHI)), ("ほかに御質問はありますか。", Named(CHAIR))]
        ),
    ),
    Mistake(
        "二つの発言の順が逆",
        ASKING,
        lambda state: [MoveEntry(state.turns[-1].id, state.turns[-2].id)],
        _swapped,
        lambda state: state.turns[-1].speaker == Named(CITIZENS),
    ),
    Mistake(
        "言っていない定型文を入れた",
        ASKING,
        lambda _: [RecordTurn(Named(CHAIR), ("ほかに御質問のある方はいらっしゃいますか。",))],
        _keys("ctrl+z"),
        lambda state: len(state.turns) == ASKING,
    ),
    Mistake(
        "一つ前の行は要らなかった",
        ASKING,
        _nothing,
        _deleted,
        lambda state: len(state.turns) == ASKING - 1 and state.turns[-1].speaker == Named(CITIZENS),
    ),
    Mistake(
        "傍聴者の数が違う",
        ASKING,
        lambda _: [CountObservers(13)],
        _recounted,
        lambda state: state.observers == 3,
    ),
)
"""Twenty-four, each of them in its own record."""
