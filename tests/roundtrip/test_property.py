"""Random edits of a draft against random later corrections of the record: exactly the edits, nothing reverted or lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest
from msgspec.structs import replace
from script_player import JST, MemoryStore, played
from word_editing import Draft, Lines, rewrite

from clerk_tui.domain import commands as c
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.labels import public_label
from clerk_tui.domain.queries import deliberated
from clerk_tui.domain.record import Attendance, Named, State
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.document import Document
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.outline import outline
from clerk_tui.returning import Print, printed, returned
from clerk_tui.roundtrip.changes import FieldChanged
from clerk_tui.roundtrip.taking import Fate, Judged, Taking
from clerk_tui.session import Session
from clerk_tui.sessions import Standing

BODY = "privacy_council"
CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
KINDS = {
    "text": "TextChanged",
    "label": "LabelChanged",
    "split": "SplitUp",
    "join": "TurnsJoined",
    "delete": "Deleted",
    "add": "Added",
    "move": "Moved",
}
PLACES = ("公民館 大ホール", "市役所別館 会議室", "オンライン")
HEADER = ("場所", "日時", "傍聴者", "出席者", "会議名称", "件名")
"""Fields outside of the body, which are edited and corrected as well."""
ENOMOTO, NOSE = PersonId("榎本委員"), PersonId("能勢委員")
LABELS = ("会長", "委員", "総務部長", "情報公開課長")


@cache
def made(folder: Path, layout: str) -> tuple[tuple[Recorded, ...], Path, dict[object, Print]]:
    """The meeting, its draft, and what has been printed of it: drawn once for all examples."""
    session, store = played(BODY)
    seq = session.timeline.next_seq - 1
    path = write_draft(session.state, folder / f"{layout}.docx", CREATED, layout=LAYOUTS[layout], seq=seq)
    return tuple(store.records), path, {}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("往復")


class Edit:
    """One edit: what was done to which turns."""

    def __init__(self, kind: str, number: int, state: State, chance: Random) -> None:
        turn, following = state.turns[number], state.turns[number + 1]
        self.kind, self.number, self.mark = kind, number, f"直{number:02}"
        self.targets = {turn.id, following.id} if kind == "join" else {turn.id}
        self.label = chance.choice([each for each in LABELS if each != label(state, turn.id)])
        self.words = turn.paragraphs
        self.cut = len(turn.paragraphs[0]) // 2 if turn.paragraphs else 0
        self.head = chance.random() < 0.5

    def apply(self, draft: Draft) -> None:
        match self.kind:
            case "text":
                draft.text(self.number, *marked(self.words, self.mark, head=self.head))
            case "label":
                draft.label(self.number, self.label)
            case "split":
                draft.split(self.number, 0, self.cut, self.label)
            case "join":
                draft.join(self.number)
            case "delete":
                draft.delete(self.number)
            case "add":
                draft.add(self.number, self.label, f"ここで{self.mark}と申し上げます。", "二つ目の段落です。")
            case "move":
                draft.move(self.number, self.number + 1)


class HeaderEdit:
    """One edit outside of the body: what it says, and what of a record that is."""

    def __init__(self, field: str, made: Document, chance: Random) -> None:
        self.field = field
        self.number = chance.randrange(1, 5)
        opened = chance.choice(("13時52分", "13時58分"))
        self.values = {
            "場所": PLACES[self.number % len(PLACES)],
            "日時": f"令和8年10月{chance.choice(('14日(水)', '15日(木)'))} {opened}から15時50分まで",
            "傍聴者": f"{10 + self.number}名",
            "会議名称": f"令和8年度第2回（{self.number}）",
            "件名": f"直した件名{self.number}について",
        }
        who = chance.choice(("榎本委員", "榎本委員（代理　朝倉）"))
        names = made.attendance[0].names
        self.values["出席者"] = "、".join((*names[:2], who, *names[2:]))

    def apply(self, draft: Draft) -> None:
        new = self.values[self.field]
        if self.field == "会議名称":
            draft.replace("令和8年度第2回", new)
        elif self.field == "件名":
            rewrite(draft.word.tables[1].rows[self.number].cells[1].paragraphs[0], new)
        else:
            rows = [row for table in draft.word.tables for row in table.rows]
            row = next(row for row in rows if row.cells[0].text == self.field)
            rewrite(row.cells[-1].paragraphs[0], new)

    def of(self, made: Document) -> object:
        """The field as it is printed."""
        return {
            "場所": made.place,
            "日時": made.moment,
            "傍聴者": made.observers,
            "出席者": "、".join(made.attendance[0].names) if made.attendance else "",
            "会議名称": made.title[0],
            "件名": made.cases[self.number - 1].title,
        }[self.field]


def correct_header(session: Session, chance: Random) -> None:
    """Correct the record outside of the body as well."""
    state = session.state
    assert state.opened is not None
    at = state.opened
    case = deliberated(state)[chance.randrange(4)]
    every: list[c.Command] = [
        c.SetPlace(chance.choice(PLACES)),
        c.CorrectHours(opened=at - timedelta(minutes=chance.randrange(1, 9))),
        c.CountObservers(chance.randrange(10, 16)),
        c.SetTitle((f"令和8年度第2回（{chance.randrange(1, 5)}）", *state.meeting.title[1:])),
        c.RetitleCase(case, f"直した件名{chance.randrange(1, 5)}について"),
        c.MarkAttendance(chance.choice((ENOMOTO, NOSE)), Attendance.LATE),
    ]
    for command in chance.sample(every, chance.randrange(4)):
        session.dispatch(command)


def marked(words: tuple[str, ...], mark: str, *, head: bool) -> tuple[str, ...]:
    """The words with a mark in their first sentence, or with a sentence of its own at their end."""
    first, *rest = words
    if head:
        return (f"{mark}{first}", *rest)
    return (*words[:-1], f"{words[-1]}以上、{mark}です。")


def label(state: State, entry: EntryId) -> str:
    turn = state.turn(entry)
    assert turn is not None
    return public_label(state.meeting, turn.speaker, turn.capacity)


def rows(state: State) -> list[tuple[EntryId, str, tuple[str, ...]]]:
    return [(turn.id, label(state, turn.id), turn.paragraphs) for turn in state.turns]


def correct(session: Session, chance: Random) -> list[str]:
    """Correct the record here and there; the marks that must stay."""
    marks: list[str] = []
    for number in range(chance.randrange(5)):
        state, mark = session.state, f"訂{number}"
        turn = chance.choice([turn for turn in state.turns if turn.paragraphs and len(turn.text) > 8])
        match chance.randrange(5):
            case 0 | 1:
                text = marked(turn.paragraphs, mark, head=chance.random() < 0.5)
                session.dispatch(c.EditText(turn.id, text))
                marks.append(mark)
            case 2:
                person = chance.choice(state.meeting.people)
                session.dispatch(c.CorrectSpeaker(turn.id, Named(person.id)))
            case 3 if not any(mark in turn.text for mark in marks):
                session.dispatch(c.DeleteEntry(turn.id))
            case _:
                person = chance.choice(state.meeting.people)
                session.dispatch(c.RecordTurn(Named(person.id), (f"{mark}を加えます。",), before=turn.id))
                marks.append(mark)
    return marks


def check_header(
    seed: int, header: list[HeaderEdit], judged: Sequence[Judged], made: tuple[Document, Document, Document]
) -> None:
    """Every field is as the draft has it, or as the record was corrected; and nothing else has changed."""
    then, now_made, after_made = made
    fates = {each.change.after: each for each in judged if isinstance(each.change, FieldChanged)}
    for edit in header:
        was, now, is_now = edit.of(then), edit.of(now_made), edit.of(after_made)
        wanted, fate = edit.values[edit.field], fates[edit.values[edit.field]].fate
        if now == was:
            assert (fate, is_now) == (Fate.TAKEN, wanted), (seed, edit.field, fates)
        elif now == wanted:
            assert (fate, is_now) == (Fate.THERE, wanted), (seed, edit.field, fates)
        elif fate is Fate.TAKEN:
            # Somebody else in the list, or the day beside the hours, was corrected: both corrections stay.
            assert edit.field in ("出席者", "日時") and is_now not in (was, now), (seed, edit.field)
        else:
            assert (fate, is_now) == (Fate.CONFLICT, now), (seed, edit.field, fates)
    for field in set(HEADER) - {edit.field for edit in header} - {"件名"}:
        other = HeaderEdit(field, then, Random(0))
        assert other.of(after_made) == other.of(now_made), (seed, field)


def example(seed: int, folder: Path) -> None:
    chance = Random(seed)
    editor, layout = (Lines, "lines") if seed % 3 == 2 else (Draft, "table")
    records, source, prints = made(folder, layout)
    session = Session(MemoryStore(list(records)), records)
    base = session.state
    zones = [n for n in range(0, len(base.turns) - 2, 3) if len(base.turns[n].text) > 8]
    numbers = sorted(chance.sample(zones, chance.randrange(1, 7)))
    edits = [Edit(chance.choice(list(KINDS)), number, base, chance) for number in numbers]
    path = folder / f"案-{seed}.docx"
    copyfile(source, path)
    draft = editor(path)
    if seed % 4 == 3:
        # Another program has kept what the file is of, and lost the rest.
        draft.lose_anchors()
    for edit in reversed(edits):
        edit.apply(draft)
    there = outline(base, CREATED)
    header = [HeaderEdit(field, there, chance) for field in chance.sample(HEADER, chance.randrange(4))]
    if layout == "table":
        for each in header:
            each.apply(draft)
    else:
        header = []
    draft.save()
    marks = correct(session, chance)
    correct_header(session, chance)
    corrected = outline(session.state, CREATED)
    touched = {turn.id for turn in base.turns if session.state.turn(turn.id) != turn}

    def drawn(state: State, *rest: object) -> Print:
        if rest not in prints:
            prints[rest] = printed(state, *rest)  # type: ignore[arg-type]
        return replace(prints[rest], state=state)

    standing = Standing(session.state, session.timeline.records, "")
    found = returned(path, standing, drawn)
    path.unlink()
    assert found.unsure is None
    told = [type(change).__name__ for change in found.changes]
    wanted = [*(KINDS[edit.kind] for edit in edits), *("FieldChanged" for _ in header)]
    assert Counter(told) == Counter(wanted), (seed, told)
    before = rows(session.state)
    taking = Taking(found.base.state, session, found.edition, found.rows)
    judged = taking.take(found.changes)
    after = rows(session.state)

    by_mark = {edit.number: edit for edit in edits}
    expected = {entry: (label, words) for entry, label, words in before}
    order = [entry for entry, _, _ in before]
    new: list[str] = []
    check_header(seed, header, judged, (there, corrected, outline(session.state, CREATED)))
    for each in judged:
        if isinstance(each.change, FieldChanged):
            continue
        entry = getattr(each.change, "entry", None)
        edit = next(
            edit
            for edit in edits
            if KINDS[edit.kind] == type(each.change).__name__
            and (entry in edit.targets or edit.kind in ("add", "move"))
            and edit.number in by_mark
        )
        if edit.kind == "move":
            # Of two rows that changed places, either is the one that was moved.
            edit = next(
                e
                for e in edits
                if e.kind == "move" and entry in {t.id for t in base.turns[e.number : e.number + 2]}
            )
        if edit.kind == "add":
            edit = next(e for e in edits if e.kind == "add" and e.mark in "".join(each.change.new))
        del by_mark[edit.number]
        hit = bool(edit.targets & touched)
        if each.fate is not Fate.TAKEN:
            gone = {turn.id for turn in base.turns} - {entry for entry, _, _ in before}
            # Where one of two rows that changed places is gone by now, the other stands right already.
            right = edit.kind == "move" and bool(gone)
            assert each.fate is Fate.CONFLICT or (right and each.fate is Fate.THERE), (seed, each)
            assert hit or edit.kind == "move", (seed, each)
            continue
        match edit.kind:
            case "text":
                label_now, words = expected[entry]
                if hit and words != edit.words:
                    words = next(text for e, _, text in after if e == entry)
                    assert edit.mark in "".join(words)
                else:
                    words = marked(edit.words, edit.mark, head=edit.head)
                expected[entry] = (label_now, words)
            case "label":
                expected[entry] = (edit.label, expected[entry][1])
            case "split":
                assert not hit, (seed, each)
                first, *rest = edit.words
                expected[entry] = (expected[entry][0], (first[: edit.cut],))
                new.append(f"{edit.label}{(first[edit.cut :], *rest)}")
            case "join":
                assert not hit, (seed, each)
                (gone,) = edit.targets - {entry}
                expected[entry] = (expected[entry][0], expected[entry][1] + expected.pop(gone)[1])
                order.remove(gone)
            case "delete":
                assert not hit, (seed, each)
                del expected[entry]
                order.remove(entry)
            case "add":
                new.append(f"{edit.label}{(f'ここで{edit.mark}と申し上げます。', '二つ目の段落です。')}")
            case "move":
                pair = [turn.id for turn in base.turns[edit.number : edit.number + 2]]
                there = [entry for entry, _, _ in after]
                if all(each in there for each in pair):
                    assert there.index(pair[1]) < there.index(pair[0]), (seed, each)
    known = [row for row in after if row[0] in expected]
    assert {entry: (label, words) for entry, label, words in known} == expected, seed
    made_new = [f"{label}{words}" for entry, label, words in after if entry not in expected]
    assert Counter(made_new) == Counter(new), seed
    everything = "".join("".join(words) for _, _, words in after)
    assert all(mark in everything for mark in marks), seed
    moved = {t.id for e in edits if e.kind == "move" for t in base.turns[e.number : e.number + 2]}
    assert [entry for entry, _, _ in known if entry not in moved] == [e for e in order if e not in moved], (
        seed
    )
    # What is in the record already is no change any more.
    again = Taking(found.base.state, session, found.edition, found.rows).take(found.changes)
    assert not [each for each in again if each.fate is Fate.TAKEN], (seed, again)


@pytest.mark.parametrize("seed", range(24))
def test_exactly_the_edits(seed: int, folder: Path) -> None:
    example(seed, folder)


@pytest.mark.slow
@pytest.mark.parametrize("start", range(24, 500, 68))
def test_exactly_the_edits_of_five_hundred(start: int, folder: Path) -> None:
    for seed in range(start, start + 68):
        example(seed, folder)
