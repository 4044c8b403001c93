"""A clerk made of keys (模擬書記): records a course through the real screen, counting what is pressed.

The clerk knows who speaks now and who begins next, sees what the screen offers, and takes the shortest way.
Words are pasted and not counted; every other key is, names typed into the finder and the palette included.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from textual.pilot import Pilot

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.queries import is_member, open_topic, open_unruled
from clerk_tui.domain.record import Attendance, Decision, MarkKind, Named, State
from clerk_tui.recording import input_state, phrasing
from clerk_tui.recording.input_state import InputState, SpeakerRole
from clerk_tui.recording.numbers import numbers
from clerk_tui.session import Clock, Session
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.dialogs.course import BlockDialog
from clerk_tui.tui.dialogs.fields import Cycle, Line, Rows
from clerk_tui.tui.dialogs.pad import KEYS, pages
from clerk_tui.tui.dialogs.people import Part, choices
from clerk_tui.tui.dialogs.ruling import RulingDialog

from ._course import (
    Added,
    Closed,
    Counted,
    Course,
    Deferred,
    Directed,
    KeptOut,
    Marked,
    Moved,
    Opened,
    Owed,
    Presides,
    Rolled,
    Ruled,
    Settled,
    Signing,
    Spoken,
    Step,
)
from ._hands import KEYS_A_CHARACTER, Hands

_SHORT = 60
"""Characters of a turn of the chair that a stock phrase may stand for."""
_MORE = "ほか"


def ticking(day: date | None) -> Clock:
    """A clock of that day that goes on by a second whenever it is read: no key counts as a double press."""
    seconds = itertools.count(1)
    opening = datetime.combine(day or date(2025, 1, 15), time(14)).astimezone()
    return Clock(lambda: opening + timedelta(seconds=next(seconds)), lambda: float(next(seconds)))


class Clerk(Hands):
    """Counts keys by kind, and how the predictor's offers did."""

    def __init__(self, pilot: Pilot[None], app: ClerkApp, session: Session) -> None:
        super().__init__(pilot, app)
        self.ranks: Counter[int] = Counter()
        """At which place the next speaker stood; 4 for none of the three."""
        self.known: Counter[int] = Counter()
        """The same without those whom nobody could expect: a member, named, who had not spoken in the block."""
        self.longest = 0
        """Characters of the longest query that the finder needed."""
        self._session = session
        self._noted = False
        self._phased = False
        self._said: set[int] = set()

    @property
    def state(self) -> State:
        return self._session.state

    @property
    def desk(self) -> InputState:
        return self.app.record.desk

    async def record(self, course: Course) -> None:
        """Record everything."""
        self._phased = course.phased
        for index, step in enumerate(course.steps):
            match step:
                case Spoken():
                    if index not in self._said:
                        await self._turn(course.steps, index, step)
                case Opened():
                    if index not in self._said:
                        await self._open(step)
                case Deferred():
                    await self.press("案件", "ctrl+b")
                    await self.go_to(step.group, "案件")
                    await self.press("案件", "f2", "enter")
                case Added():
                    await self._add(step)
                case Directed():
                    await self._direct(step)
                case Ruled():
                    if index not in self._said:
                        await self._rule(step)
                case Marked():
                    if index not in self._said:
                        await self._mark(step)
                case Rolled():
                    await self._roll(step)
                case Moved():
                    await self._move(step)
                case Settled():
                    await self._conclude(step)
                case Signing():
                    await self.palette("署名")
                    for person in step.people:
                        rows: Rows[Person] = self.one(Rows)
                        await self.go_to(next(p for p in rows.values if p.id == person), "署名委員")
                        await self.press("署名委員", "space")
                    await self.press("署名委員", "enter")
                case Owed():
                    await self._owe(step)
                case KeptOut():
                    await self._in_the_room("除斥", step.person, Part.RECUSED, "")
                case Presides():
                    await self._in_the_room("進行の交代", step.person, Part.PRESIDES, "")
                case Counted():
                    await self.palette("傍聴")
                    await self.words(str(step.observers))
                    await self.press("傍聴者", "enter")
                case Closed():
                    await self.press("閉会", "ctrl+w", "ctrl+s")

    # ---- turns ------------------------------------------------------------------------------------------

    async def _turn(self, steps: Sequence[Step], index: int, turn: Spoken) -> None:
        following = steps[index + 1]
        wanted = SpeakerRole(turn.speaker, turn.capacity)
        if not self._noted:
            self._note_rank(wanted)
        # Taken when its forerunner was committed, or now: each turn once.
        self._noted = False
        if self._phased and turn.phase != self.state.phase:
            await self._change_phase(turn.phase)
        if self._phrase_for(turn, following):
            await self.press("定型文", "ctrl+t")
            return
        await self._seat(wanted)
        await self.words(turn.text)
        if (covered := self._covered(steps, index)) is not None:
            await self.press("ことばのとおり", "f8")
            self._said |= covered
            return
        match following:
            case Opened() | Deferred() | Directed() | Ruled() | Marked() | Added():
                # Their keys record the words first; a case is added beside them, and a block follows.
                pass
            case Spoken():
                await self._hand_over(steps, index, turn, following)
            case _:
                await self.press("確定", "enter")

    def _covered(self, steps: Sequence[Step], index: int) -> set[int] | None:
        """The steps that the change which the words announce stands for; None: it is another one, or none."""
        heard = self.desk.proposal
        if not heard or heard.stances or heard.misplaced:
            return None
        covered: set[int] = set()
        at = index + 1
        if heard.decisions:
            step = next(iter(steps[at:]), None)
            if not isinstance(step, Ruled) or heard.decisions != self._meant(step):
                return None
            if step.tally or heard.method is not step.method:
                return None
            covered.add(at)
            at += 1
        if heard.groups:
            step = next(iter(steps[at:]), None)
            if not isinstance(step, Opened) or step.groups != heard.groups:
                return None
            covered.add(at)
            at += 1
        if heard.mark:
            step = next(iter(steps[at:]), None)
            if not isinstance(step, Marked) or step.kind is not heard.mark or step.reason != heard.ground:
                return None
            covered.add(at)
            at += 1
        if heard.phase:
            after = next((step for step in steps[at:] if isinstance(step, Spoken | Opened)), None)
            if not isinstance(after, Spoken) or after.phase != heard.phase:
                return None
        return covered

    def _meant(self, step: Ruled) -> tuple[Decision, ...]:
        """What a ruling decides, in the order of the open cases."""
        if step.decisions:
            made = {decision.case: decision for decision in step.decisions}
            return tuple(made[case] for case in open_unruled(self.state) if case in made)
        kinds = self.state.meeting.profile.kind
        return tuple(
            Decision(case, kind.default.name)
            for case in open_unruled(self.state)
            if (kind := kinds(case.kind)) is not None
        )

    async def _hand_over(self, steps: Sequence[Step], index: int, turn: Spoken, following: Spoken) -> None:
        """Record the words in the entry, and get to the next speaker by the shortest way."""
        if not turn.text:
            # Keys that choose a speaker record nothing of an empty line; Enter does.
            await self.press("確定", "enter")
            return
        if self._presiding(turn) and following.phase != self.state.phase:
            await self._change_phase(following.phase)
            return
        wanted = SpeakerRole(following.speaker, following.capacity)
        self._note_rank(wanted)
        if self._phrase_for(following, steps[index + 2]):
            await self.press("定型文", "ctrl+t")
            self._said.add(index + 1)
            self._noted = False
        elif wanted in self.desk.offered:
            await self.press(*_OFFERED[self.desk.offered.index(wanted)])
        elif key := self._key_of(wanted):
            await self.press("発言者", key)
        else:
            await self._find(wanted)

    async def _seat(self, wanted: SpeakerRole) -> None:
        """On an empty line: make the screen name who speaks now."""
        if self.desk.voice == wanted:
            return
        if wanted in self.desk.offered[1:]:
            await self.press("発言者", ("f2", "f3")[self.desk.offered.index(wanted) - 1])
        elif key := self._key_of(wanted):
            await self.press("発言者", key)
        else:
            await self._find(wanted)

    def _note_rank(self, wanted: SpeakerRole) -> None:
        offered = self.desk.offered
        rank = offered.index(wanted) + 1 if wanted in offered else 4
        self.ranks[rank] += 1
        if not self._new(wanted):
            self.known[rank] += 1
        self._noted = True

    def _new(self, wanted: SpeakerRole) -> bool:
        """Whether a named member takes the floor who has not had it in this block and phase."""
        if not isinstance(wanted.speaker, Named) or not is_member(self.state, wanted.speaker):
            return False
        return not any(
            turn.speaker == wanted.speaker
            and (turn.block, turn.phase) == (self.state.current, self.state.phase)
            for turn in self.state.turns
        )

    def _key_of(self, wanted: SpeakerRole) -> str:
        if wanted == input_state.chair(self.state):
            return "tab"
        if wanted == input_state.give_back(self.state):
            return "f6"
        if wanted == input_state.same_member(self.state, self.desk):
            return "shift+tab"
        if wanted == input_state.another_office(self.state, self.desk, self.app.record.predict):
            return "shift+f2"
        return "ctrl+u" if wanted == input_state.unknown_member(self.state) else ""

    async def _find(self, wanted: SpeakerRole) -> None:
        """The pad of numbers where it is the shorter way, else the finder with as little typed as puts them first."""
        query = self._query_for(wanted)
        self.longest = max(self.longest, len(query))
        page, place = self._on_pad(wanted)
        if not wanted.capacity and page + 2 <= KEYS_A_CHARACTER * len(query) + 2:
            await self.press("番号表", "f9", *["f9"] * page, KEYS[place])
            return
        await self.press("発言者をさがす", "f4")
        self.keys["発言者をさがす"] += KEYS_A_CHARACTER * len(query)
        await self.words(query)
        while self.one(Cycle).value != wanted.capacity:
            await self.press("発言者をさがす", "f2")
        await self.press("発言者をさがす", "enter")

    def _on_pad(self, wanted: SpeakerRole) -> tuple[int, int]:
        """On which page, and at which place of it."""
        for page, people in enumerate(pages(self.state)):
            for place, person in enumerate(people):
                if Named(person.id) == wanted.speaker:
                    return page, place
        # The chair has a key, and whoever is not known by name stands on no pad.
        return len(self.state.meeting.people), 0

    def _query_for(self, wanted: SpeakerRole) -> str:
        """The shortest piece of the name or post that brings the person to the top."""
        meeting = self.state.meeting
        person = next(person for person in meeting.people if Named(person.id) == wanted.speaker)
        pieces = {
            text[start : start + length]
            for text in (person.name, person.post)
            for length in range(1, len(text) + 1)
            for start in range(len(text) - length + 1)
        }
        return next(
            piece
            for piece in sorted(pieces, key=lambda piece: (len(piece), piece))
            if choices(self.state, self.desk.offered, piece)[0].speaker == wanted.speaker
        )

    def _presiding(self, turn: Spoken) -> bool:
        return SpeakerRole(turn.speaker, turn.capacity) == input_state.chair(self.state)

    def _phrase_for(self, turn: Spoken, following: Step) -> bool:
        """Whether the phrase that the screen would enter now stands for the turn."""
        phrase = phrasing.likeliest(self.state)
        if phrase is None:
            return False
        said = phrasing.said(self.state, phrase, self.desk.voice)
        if (said.speaker, said.capacity, said.narrated) != (turn.speaker, turn.capacity, turn.narrated):
            return False
        if not self._presiding(turn):
            return turn.narrated
        reached = phrase.then or self.state.phase
        needed = following.phase if isinstance(following, Spoken) else self.state.phase
        asks_again = _MORE in turn.text and _MORE in phrase.text
        return len(turn.text) <= _SHORT and reached == needed and (reached != self.state.phase or asks_again)

    # ---- the course of the meeting ----------------------------------------------------------------------

    async def _change_phase(self, phase: str) -> None:
        await self.press("段階", "ctrl+d")
        await self.go_to(self.state.meeting.profile.phase(phase), "段階")
        await self.press("段階", "enter")

    async def _open(self, step: Opened) -> None:
        heard = self.desk.proposal
        if heard.groups == step.groups and not heard.decisions and not heard.mark:
            await self.press("ことばのとおり", "f8")
            return
        await self.press("案件", "ctrl+b")
        dialog = self.app.screen
        assert isinstance(dialog, BlockDialog)
        if dialog.chosen != set(step.groups):
            if len(step.groups) == 1:
                # The mark goes with the highlight until something is marked.
                await self.go_to(step.groups[0], "案件")
            else:
                rows: Rows[Any] = self.one(Rows)
                wrong = [group for group in rows.values if (group in dialog.usual) != (group in step.groups)]
                for group in wrong:
                    await self.go_to(group, "案件")
                    await self.press("案件", "space")
        await self.press("案件", "enter")

    async def _rule(self, step: Ruled) -> None:
        """The usual results are filled in; what differs is put in, words pasted."""
        if open_unruled(self.state):
            await self.press("裁決", "f5")
        else:
            await self.palette("もう")
        dialog = self.app.screen
        assert isinstance(dialog, RulingDialog)
        wanted = {decision.case: decision for decision in self._meant(step)}
        for draft in dialog.drafts:
            decision = wanted.get(draft.decision.case)
            if (decision is not None) != draft.ruled:
                await self.go_to(draft.decision.case, "裁決")
                await self.press("裁決", "space")
            if decision is None or decision.outcome == draft.decision.outcome:
                continue
            await self.go_to(decision.case, "裁決")
            await self._step_to(dialog, decision)
        # In the line of the note the list has only its arrows.
        for at, decision in enumerate(each for each in wanted.values() if each.note):
            await self.go_to(decision.case, "裁決")
            await self.press("裁決", *[] if at else ["tab"])
            await self.words(decision.note)
        for subject in {each.subject for each in wanted.values() if each.subject}:
            await self.fill(self.field("subject", Line), subject, "裁決")
        await self._count(step)
        await self.press("裁決", "enter")

    async def _step_to(self, dialog: RulingDialog, decision: Decision) -> None:
        """The result by the shorter way round."""
        kind = self.state.meeting.profile.kind(decision.case.kind)
        assert kind is not None
        names = [outcome.name for outcome in kind.outcomes]
        ahead = (names.index(decision.outcome) - names.index(self._outcome(dialog, decision))) % len(names)
        back = len(names) - ahead
        await self.press("裁決", *(["right"] * ahead if ahead <= back else ["left"] * back))
        assert self._outcome(dialog, decision) == decision.outcome

    async def _count(self, step: Ruled) -> None:
        """How it was voted: numbers, or those who were not for it by their numbers on the roster."""
        kind = "採決の方法と票数"
        await self.turn_to(self.field("method", Cycle), step.method, kind)
        tally = step.tally
        if tally is None:
            return
        if tally.by_name:
            await self.press(kind, "f4")
            for name, people in (("noes_by", tally.noes_by), ("abstained_by", tally.abstained_by)):
                told = " ".join(str(numbers(self.state.meeting)[person]) for person in people)
                await self._number(name, told, kind)
        else:
            await self._number("ayes", str(tally.ayes), kind)
            await self._number("noes", str(tally.noes), kind)
            await self._number("abstentions", str(tally.abstentions or ""), kind)
        await self._number("recused", str(tally.recused or ""), kind)
        await self.turn_to(self.field("casting", Cycle), tally.casting, kind)

    async def _number(self, name: str, text: str, kind: str) -> None:
        """A number is a key a digit, and one that commits it to the input method."""
        line = self.field(name, Line)
        if text and line.value != text:
            await self.fill(line, text, kind, counted=1)
            self.keys[kind] += 1

    async def _conclude(self, step: Settled) -> None:
        made, kind = step.conclusion, "議題の結果"
        if open_topic(self.state):
            await self.press(kind, "f5")
        else:
            await self.palette("議題")
        if step.post:
            await self.fill(self.field("post", Line), step.post, kind)
            names = "、".join(made.elected)
            await self.fill(self.field("elected", Line), names, kind)
            told = "、".join(f"{each.person}{each.votes}" for each in made.ballots)
            await self.fill(self.field("votes", Line), told, kind)
        else:
            await self.fill(self.field("subject", Line), made.subject, kind)
        await self.fill(self.field("result", Line), made.result, kind)
        await self.press(kind, "enter")

    async def _owe(self, step: Owed) -> None:
        made, kind = step.what, "宿題"
        await self.press(kind, "shift+f6")
        await self.fill(self.field("what", Line), made.what, kind)
        await self.turn_to(self.one(Cycle), made.kind, kind)
        await self.fill(self.field("office", Line), made.office, kind)
        await self.fill(self.field("due", Line), made.due, kind)
        await self.press(kind, "enter")

    def _outcome(self, dialog: RulingDialog, decision: Decision) -> str:
        return next(d.decision.outcome for d in dialog.drafts if d.decision.case == decision.case)

    async def _mark(self, step: Marked) -> None:
        if step.kind is MarkKind.RESUMED:
            # Speaking is resuming: the next turn records it.
            return
        await self.press("休憩・非公開", "f7")
        await self.turn_to(self.one(Cycle), step.kind, "休憩・非公開")
        await self.fill(self.field("reason", Line), step.reason, "休憩・非公開")
        await self.press("休憩・非公開", "enter")

    async def _direct(self, step: Directed) -> None:
        await self.press("ト書き", "ctrl+s")
        rows: Rows[Any] = self.one(Rows)
        if step.text in rows.values:
            await self.go_to(step.text, "ト書き")
        else:
            await self.words(step.text)
        await self.press("ト書き", "enter")

    async def _roll(self, step: Rolled) -> None:
        await self.press("出欠", "ctrl+o")
        rows: Rows[Any] = self.one(Rows)
        away = [person for person in rows.values if person.id in step.absent]
        named = " ".join(str(numbers(self.state.meeting)[person.id]) for person in away)
        # The digits, one key that commits them to the input method, and Enter.
        if away and len(named) + 2 < sum(rows.values.index(person) for person in away[-1:]) + len(away):
            self.keys["出欠"] += len(named) + 1
            await self.words(named)
            await self.press("出欠", "enter")
            away = []
        while away:
            # The nearest first: a page down may have gone past some of them.
            at = rows.highlighted or 0
            nearest = min(away, key=lambda person: abs(rows.values.index(person) - at))
            await self.go_to(nearest, "出欠")
            await self.press("出欠", "space")
            away.remove(nearest)
        for person in (person for person in rows.values if person.id in step.online):
            await self.go_to(person, "出欠")
            await self.press("出欠", "f2")
        await self.press("出欠", "enter")

    async def _move(self, step: Moved) -> None:
        """Found by their number; what usually happens to them next is filled in."""
        await self._in_the_room("出入り", step.person, step.status, step.note)

    async def _in_the_room(self, kind: str, person: PersonId, change: Attendance | Part, note: str) -> None:
        number = str(numbers(self.state.meeting)[person])
        await self.press(kind, "ctrl+o")
        self.keys[kind] += len(number) + 1
        await self.words(number)
        await self.turn_to(self.one(Cycle), change, kind)
        await self.fill(self.field("note", Line), note, kind)
        await self.press(kind, "enter")

    async def _add(self, step: Added) -> None:
        await self.palette("件追")
        await self.words(str(step.case.number))
        await self.press("案件の追加", "tab")
        await self._turn_to("#kind", step.case.kind)
        await self.press("案件の追加", "tab")
        await self.words(step.title)
        await self.press("案件の追加", "tab")
        await self._turn_to("#group", step.group)
        await self.press("案件の追加", "tab")
        await self._turn_to("#after", step.after)
        await self.press("案件の追加", "enter")

    async def _turn_to(self, selector: str, value: object) -> None:
        while self.app.screen.query_one(selector, Cycle).value != value:
            await self.press("案件の追加", "right")


_OFFERED = (("確定", "enter"), ("候補", "f2"), ("候補", "f3"))
"""What takes the first, second and third of the speakers offered, together with committing."""
