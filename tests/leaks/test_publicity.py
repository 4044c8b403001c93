"""Who may read a text is in its type, and every way out follows from that: nobody has to remember an ``if``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest
from msgspec import Struct
from msgspec.structs import replace
from script_player import TYPED_LATER, played

from clerk_tui.chair.brief import brief
from clerk_tui.chair.redaction import quoted
from clerk_tui.domain.acts import Event
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import Passage
from clerk_tui.domain.meeting import FollowUp, FollowUpKind, Meeting
from clerk_tui.domain.name_findings import _CALLED, _OTHERWISE, _SAID, name_findings
from clerk_tui.domain.publicity import (
    Internal,
    Publicity,
    Unjudged,
    Unsaid,
    audience,
    bare,
    published,
    says,
    unjudged,
)
from clerk_tui.domain.record import (
    Attendance,
    AudioFile,
    Conclusion,
    Floor,
    Mark,
    MarkKind,
    Named,
    NextMeeting,
    Position,
    Presence,
    Presiding,
    StageDirection,
    Stance,
    State,
    Turn,
)
from clerk_tui.domain.value import OnPaper, Value
from clerk_tui.drafting import write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.export import FORMATS
from clerk_tui.exporting import write_export
from clerk_tui.minutes.edition import Edition, known_to
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.outline import outline

BODY = "privacy_council"
TOKEN, OTHER = "ぬえのひみつ", "べつのはなし"
NAME = "榎本委員"


def full() -> State:
    """A meeting in which every text that its types know of is written somewhere."""
    session = played(BODY)[0]
    state = session.state
    turn = state.turns[6]
    case = next(iter(state.rulings))
    member = state.meeting.voters[1].id
    at = turn.started
    said = replace(turn, capacity="部会長", flag="録音で確かめる", point="要点の語")
    mark = Mark(EntryId("x1"), MarkKind.RECESS, at, "換気のため")
    stage = StageDirection(EntryId("x2"), "資料を配る", at)
    closed = (
        Mark(EntryId("x3"), MarkKind.CLOSED_PART, at, "個人の事案のため"),
        replace(turn, id=EntryId("x4"), paragraphs=("非公開の話です。",), flag=""),
        StageDirection(EntryId("x5"), "非公開の資料を配る", at),
        Mark(EntryId("x6"), MarkKind.OPEN_PART, at, ""),
    )
    ruling = replace(
        state.rulings[case],
        decision=replace(state.rulings[case].decision, note="報告を求める", subject="原案"),
    )
    return replace(
        state,
        entries=(*(said if each.id == turn.id else each for each in state.entries), mark, stage, *closed),
        attendance={
            **state.attendance,
            member: (
                Presence(member, Attendance.SUBSTITUTE, at, "代わりの人"),
                Presence(member, Attendance.LEFT, at, "通院のため"),
            ),
        },
        observers=2,
        observers_note="2名（うち記者1名）",
        deferred={state.meeting.groups[-1].id: "資料がそろわないため"},
        votes=(*state.votes, ruling),
        rulings={**state.rulings, case: ruling},
        conclusions=(Conclusion("会長の選挙", "指名推選による", at, entry=turn.id),),
        presiding=Presiding(member, "会長職務代理者"),
        follow_ups={
            FollowUp("f1", FollowUpKind.ANSWER, "後日答える", "市民課", "次回まで"): turn.id,
            FollowUp("f2", FollowUpKind.ANSWER, "非公開の宿題", inside=True): turn.id,
        },
        meeting=replace(
            state.meeting,
            profile=replace(
                state.meeting.profile,
                form=replace(
                    state.meeting.profile.form,
                    follow_ups="宿題",
                    closed_notice="非公開（{reason}）のため省く。",
                ),
            ),
            groups=(replace(state.meeting.groups[0], closed="個人情報のため"), *state.meeting.groups[1:]),
        ),
        stances=(*state.stances, Stance(Named(member), (case,), Position.FOR, turn.id, "賛成の理由")),
        floor=Floor(Named(member), at, "部会長"),
        next_meeting=NextMeeting(date(2027, 1, 20), time(14, 0), "第1会議室", "日程は調整の上"),
        audio=(AudioFile("/home/clerk/録音.wav", 7200.0, state.turns[0].started),),
    )


def kinds(kind: type[Struct], seen: set[type[Struct]]) -> Iterator[type[Struct]]:
    """Every type of value that may stand in one of this kind."""
    if kind in seen:
        return
    seen.add(kind)
    yield kind
    waiting = [audience(kind, name) for name in kind.__struct_fields__]
    while waiting:
        hint = bare(waiting.pop())
        if isinstance(hint, type) and issubclass(hint, Struct):
            yield from kinds(hint, seen)
        waiting += getattr(hint, "__args__", ())


ALL = tuple(kinds(State, set()))


def test_every_text_of_a_record_says_who_may_read_it() -> None:
    assert {State, Meeting, Turn, Stance, NextMeeting} <= set(ALL)
    for kind in ALL:
        for name in kind.__struct_fields__:
            # Raises where a text says nothing.
            audience(kind, name)
    told = {
        f"{kind.__name__}.{name}"
        for kind in ALL
        for name in kind.__struct_fields__
        if "UNJUDGED" in str(audience(kind, name)) and kind is not Event
    }
    assert told == {*_SAID, *_CALLED}, "a text that may be printed has a name in the findings"


class Silent(Value, frozen=True):
    text: str = ""


class Silents(Value, frozen=True):
    notes: tuple[Silent, ...] = ()


class Paper(OnPaper, frozen=True):
    text: str = ""


class Note(Value, frozen=True):
    inside: Internal = "既定"
    typed: tuple[Unjudged, ...] = ()


class Notes(Value, frozen=True):
    notes: tuple[Note, ...] = ()


def test_a_new_note_that_says_nothing_stops_everything() -> None:
    with pytest.raises(Unsaid, match=r"Silent\.text"):
        published(Silent("x"), "")
    with pytest.raises(Unsaid, match=r"Silent\.text"):
        published(Silents(), "")
    with pytest.raises(Unsaid, match=r"Silent\.text"):
        list(unjudged(Silents()))
    assert published(Paper("甲〔内部：乙〕丙"), "＊") == Paper("甲＊丙")


def test_a_note_is_printed_as_its_type_says() -> None:
    kept = Notes((Note("秘", ("甲〔内部：乙", "丙〕丁", "戊")),))
    assert published(kept, "＊") == Notes((Note("既定", ("甲＊", "丁", "戊")),))
    assert [(each.text, each.field) for each in unjudged(kept)] == [
        ("甲〔内部：乙", "Note.typed"),
        ("丙〕丁", "Note.typed"),
        ("戊", "Note.typed"),
    ]


def test_what_the_public_edition_knows_is_known_once_and_for_all() -> None:
    state = full()
    public = known_to(Edition.PUBLIC, state)
    assert known_to(Edition.PUBLIC, public) == public
    assert known_to(Edition.INTERNAL, state) is state
    assert len(public.turns) == len(state.turns)
    assert public.audio[0].path == "" and public.floor is None and public.former == ()


def rewritten(value: Any, hint: Any, change: Callable[[str, str, Publicity], str], field: str = "") -> Any:
    """The value with every text changed, told its field and what that says of publicity."""
    if isinstance(value, str) and says(hint) in (Publicity.UNJUDGED, Publicity.INTERNAL):
        return change(value, field, says(hint)) if value else value
    if says(hint) is Publicity.INTERNAL:
        hint = bare(hint)
    if isinstance(value, tuple):
        inner = getattr(hint, "__args__", (None,))[0]
        return tuple(rewritten(each, inner, change, field) for each in value)
    if isinstance(value, dict):
        keys, values = hint.__args__
        return {
            rewritten(key, keys, change, field): rewritten(each, values, change, field)
            for key, each in value.items()
        }
    if isinstance(value, Struct) and type(value) in ALL:
        kind = type(value)
        return replace(
            value,
            **{
                name: rewritten(getattr(value, name), audience(kind, name), change, f"{kind.__name__}.{name}")
                for name in kind.__struct_fields__
                # What the record was before, and what people are called.
                if name not in ("base", "amendments", "former", "reading")
            },
        )
    return value


def ways_out(state: State, folder: Path) -> dict[str, bytes]:
    """Every public file that can be made, by its name."""
    made = {}
    for layout in LAYOUTS.values():
        made[layout.id] = write_draft(state, folder / f"{layout.id}.docx", TYPED_LATER, layout=layout)
    for name, (file, export) in FORMATS.items():
        made[name] = write_export(state, folder / file, TYPED_LATER, Edition.PUBLIC, export)
    return {name: path.read_bytes() for name, path in made.items()}


def archived(state: State, folder: Path) -> str:
    pytest.importorskip("pyarrow", reason="pyarrow がありません（pip install '.[archive]'）")
    import pyarrow.parquet as pq

    from clerk_tui.archive.dataset import Source, write_dataset

    outcome = write_dataset(folder, [Source("会議", "1", lambda: state)], Edition.PUBLIC)
    files = sorted(folder.rglob("*.parquet"))
    return "\n".join(outcome.left_out) + "\n".join(
        str(pq.ParquetFile(path).read().to_pylist()) for path in files
    )


def test_the_full_meeting_has_every_text() -> None:
    written = {found.field for found in unjudged(full()) if found.text}
    # A meeting that is closed as a whole has nothing else to print.
    assert written == {*_SAID, *_CALLED} - {"Meeting.closed"}


def test_internal_words_make_no_difference_to_any_public_file(tmp_path: Path) -> None:
    """In every text that was typed: internal by its type, or marked as such."""

    def marked(token: str) -> State:
        def change(text: str, _field: str, publicity: Publicity) -> str:
            return token if publicity is Publicity.INTERNAL else f"{text}〔内部：{token}〕"

        return rewritten(full(), State, change)

    made = []
    for number, token in enumerate((TOKEN, OTHER)):
        place = tmp_path / str(number)
        (place / "archive").mkdir(parents=True)
        state = marked(token)
        assert token in msgspec.json.encode(state.entries).decode()
        made.append((ways_out(state, place), archived(state, place / "archive")))
        assert token not in str(outline(state, TYPED_LATER))
        for found in unjudged(state):
            assert token not in quoted(state, found.text, names=False)
    assert made[0] == made[1]
    assert not any(TOKEN.encode() in data for data in made[0][0].values()) and TOKEN not in made[0][1]


_HIDDEN = ("非公開の話です。", "非公開の宿題", "非公開の資料を配る", "通院のため")


def _instead(token: str, text: str, _field: str, _publicity: Publicity) -> str:
    return token if text in _HIDDEN else text


def test_closed_parts_passages_for_inside_and_reasons_of_absence_make_no_difference(tmp_path: Path) -> None:
    made = []
    for number, token in enumerate((TOKEN, OTHER)):
        state = full()
        state = rewritten(state, State, partial(_instead, token))
        passage = replace(
            state.turns[3],
            id=EntryId("x7"),
            paragraphs=(f"公開の{token}です。",),
            inside=(Passage(3, 3 + len(token)),),
        )
        state = replace(state, entries=(*state.entries, passage))
        assert token not in msgspec.json.encode(brief(state, TYPED_LATER)).decode()
        place = tmp_path / str(number)
        (place / "archive").mkdir(parents=True)
        made.append((ways_out(state, place), archived(state, place / "archive")))
    assert made[0] == made[1]


@pytest.mark.parametrize("field", sorted({*_SAID, *_CALLED} - {*_OTHERWISE, "Meeting.closed"}))
def test_a_name_in_any_typed_text_stops_every_way_out(field: str, tmp_path: Path) -> None:
    def change(text: str, where: str, _publicity: Publicity) -> str:
        return f"{text}{NAME}" if where == field else text

    state = rewritten(full(), State, change)
    assert any(each.people for each in name_findings(state))
    for name, (file, export) in FORMATS.items():
        with pytest.raises(ClerkError, match="榎本"):
            write_export(state, tmp_path / file, TYPED_LATER, Edition.PUBLIC, export)
        assert not (tmp_path / file).exists(), name
    with pytest.raises(ClerkError, match="榎本"):
        write_draft(state, tmp_path / "案.docx", TYPED_LATER)
    assert "氏名の出る" in archived(state, tmp_path)
    assert not list(tmp_path.glob("*.docx"))


def test_no_typed_text_brings_a_name_or_internal_words_to_the_chairs_screen() -> None:
    def named(text: str, _field: str, publicity: Publicity) -> str:
        return f"{text}{NAME}" if publicity is Publicity.UNJUDGED else text

    def marked(text: str, _field: str, publicity: Publicity) -> str:
        return f"{text}〔内部：{TOKEN}〕" if publicity is Publicity.UNJUDGED else text

    state = full()
    spoken = next(turn for turn in state.turns if turn.capacity)
    for change, hidden in ((named, "榎本"), (marked, TOKEN)):
        planted = rewritten(state, State, change)
        for cut in range(1, len(planted.entries) + 1):
            seen = msgspec.json.encode(
                brief(replace(planted, entries=planted.entries[:cut]), TYPED_LATER)
            ).decode()
            assert hidden not in seen
        floor = replace(
            planted, floor=replace(planted.floor, capacity=change("部会長", "", Publicity.UNJUDGED))
        )
        assert hidden not in msgspec.json.encode(brief(floor, TYPED_LATER)).decode()
    assert spoken.capacity == "部会長"
