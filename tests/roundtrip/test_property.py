"""Random edits of a draft against random later corrections of the record: exactly the edits, nothing reverted or lost."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import cache
from pathlib import Path
from random import Random
from shutil import copyfile

import pytest
from msgspec.structs import replace
from script_player import JST, MemoryStore, played
from word_editing import Draft, Lines

from clerk_tui.domain import commands as c
from clerk_tui.domain.events import Recorded
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import public_label
from clerk_tui.domain.record import Named, State
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.returning import Print, printed, returned
from clerk_tui.roundtrip.taking import Fate, Taking
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
    draft.save()
    marks = correct(session, chance)
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
    assert Counter(told) == Counter(KINDS[edit.kind] for edit in edits), (seed, told)
    before = rows(session.state)
    taking = Taking(found.base.state, session, found.edition, found.rows)
    judged = taking.take(found.changes)
    after = rows(session.state)

    by_mark = {edit.number: edit for edit in edits}
    expected = {entry: (label, words) for entry, label, words in before}
    order = [entry for entry, _, _ in before]
    new: list[str] = []
    for each in judged:
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
