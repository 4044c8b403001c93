"""Published minutes → a meeting script (スクリプトの復元): what a clerk would have entered that day."""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from msgspec import Struct, field

from clerk_tui.domain.calendar import CalendarError, parse_date, parse_time
from clerk_tui.domain.ids import CaseId, GroupId
from clerk_tui.domain.meeting import CaseOrigin, Group, Material, Meeting
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.record import Attendance, Named, Position, Speaker, Unnamed
from clerk_tui.domain.text import sentences

from .agenda import Agenda
from .conclusions import elected
from .data import HeadingRow, MarkRow, Published, StageRow, TurnRow
from .phases import RULED, shifts
from .preparation import rebuilt
from .roster import Later, Roster, signing
from .speakers import speakers
from .style import observers

Line = dict[str, Any]

_TAKEN_OVER = re.compile(r"今の委員の御?発言[^。]*御?意見|御?発言(から)?は御?意見に切り")
_NARRATED = re.compile(r"(する|渡す|行う|述べる|読み上げる|配布する|退席する|着席する)。$")
_STANCE = re.compile(r"(反対|賛成)(と|で|を)?(いた|し|す|思|です|ござ|。)")
_NEXT = re.compile(r"次回[^。]*?((?:令和|平成)[^。]*?日)[^。]*?(\d{1,2}時(?:\d{1,2}分)?|午[前後]\d{1,2}時)")


def script_text(lines: Iterable[Line]) -> str:
    """The lines as the file of a script (docs/script.md)."""
    return "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines)


def script(published: Published) -> tuple[Meeting, tuple[Line, ...]]:
    """The preparation and the lines that play the minutes."""
    meeting, plan, people, late = rebuilt(published)
    writer = _Writer(published, meeting, plan, people, late)
    return meeting, tuple(writer.lines())


class _Writer(Struct):
    """Walks the rows once, in order, and keeps what the next line needs to know."""

    published: Published
    meeting: Meeting
    plan: Agenda
    people: Roster
    late: tuple[Material, ...]
    phase: str = PhaseRole.OPENING.value
    block: int = -1
    ruled: set[CaseId] = field(default_factory=set)
    taken: int = 0
    chair_said: str = ""
    standings: list[Standing | None] = field(default_factory=list)
    phases: list[str] = field(default_factory=list)
    pending: set[CaseId] = field(default_factory=set)
    """Cases that are still to be added."""
    coming: list[Later] = field(default_factory=list)
    """What of the roll has not happened yet, the earliest first."""

    def lines(self) -> Iterator[Line]:
        times = self._times()
        timed = self.meeting.timed
        self.pending = {addition.case.id for addition in self.plan.added}
        called = self.people.called if timed else None
        yield _at(times[0] if timed else None) | {"command": "open"}
        roll: Line = {"time": f"{called:%H:%M:%S}"} if called else {}
        roll |= {"command": "roll", "absent": list(map(str, self.people.absent))}
        yield roll | ({"online": list(map(str, self.people.online))} if self.people.online else {})
        for person, proxy in self.people.proxies:
            yield {"command": "attendance", "person": str(person), "status": "代理出席", "note": proxy}
        self.coming = list(self.people.later)
        if not timed:
            yield from self._became(None)
        for person, cases in self.people.recused:
            yield {"command": "recuse", "person": str(person), "cases": cases}
        yield self._observers()
        for row in self.published.rows:
            match row:
                case HeadingRow():
                    yield from self._block()
                case StageRow(text=text):
                    yield {"command": "stage", "text": text}
                case MarkRow(kind=kind, at=hour):
                    yield {"time": f"{hour:%H:%M:%S}", "command": "mark", "kind": kind.value}
                case TurnRow():
                    yield from self._turn(row, times[self.taken], times[self.taken + 1], timed=timed)
        yield from self._leftovers(set(self._open_cases()))
        yield from self._leftovers({case.id for case in self.published.cases})
        yield from self._became(None)
        yield from self._order()
        yield from self._beside()
        yield _at(times[-1] if timed else None) | {"command": "close"}

    def _became(self, until: time | None, ruled: Collection[CaseId] = ()) -> Iterator[Line]:
        """Comings and goings up to an hour, or all of them; who missed a vote is away by then, and not before.

        The hours of turns are estimated: where the roll names the votes that somebody missed, it decides.
        """
        kept: list[Later] = []
        for each in self.coming:
            missed = self._printed_cases(each.missed) if each.status == Attendance.LEFT.value else ()
            if until is None:
                due = True
            elif any(one.person == each.person for one in kept):
                due = False
            else:
                due = bool(set(missed) & set(ruled)) if missed else each.hour <= until
            if not due:
                kept.append(each)
                continue
            at = {"time": f"{each.hour:%H:%M:%S}"} if self.meeting.timed else {}
            line = at | {"command": "attendance", "person": str(each.person), "status": each.status}
            yield line | ({"note": each.proxy} if each.proxy else {})
        self.coming = kept

    def _printed_cases(self, words: str) -> tuple[CaseId, ...]:
        return tuple(case for found in self.meeting.profile.notation.mentions(words) for case in found.cases)

    def _beside(self) -> Iterator[Line]:
        """Who signs, what became of topics without a number, and what stays to be done."""
        if signers := signing(self.published, self.meeting.people)[0]:
            yield {"command": "signatories", "people": list(map(str, signers))}
        for subject, result in self.published.conclusions:
            yield {"command": "conclude", "subject": subject} | elected(self.meeting, subject, result)
        for each in self.published.follow_ups:
            if not each.since and self.published.turns:
                owed: Line = {"command": "follow_up", "kind": each.kind.value, "what": each.what}
                owed |= {name: text for name, text in (("office", each.office), ("due", each.due)) if text}
                yield owed | {"turn": self._said_in(each.what)}
            if each.done:
                yield {"command": "settle", "what": each.what}

    def _said_in(self, words: str) -> int:
        """The turn that says the words, counted from 1; the last one where none does."""
        turns = self.published.turns
        return next((at for at, turn in enumerate(turns, start=1) if words in turn.text), len(turns))

    def _times(self) -> list[datetime]:
        """When each turn began, by its share of all that was said between two known hours; last, the end."""
        day, first, last = self.meeting.date or date.min, self.meeting.starts, self.meeting.ends
        starts = datetime.combine(day, first or time.min)
        ends = max(datetime.combine(day, last or time.min), starts)
        parts: list[list[int]] = [[]]
        anchors = [starts]
        for row in self.published.rows:
            if isinstance(row, TurnRow):
                # A turn takes a moment even when it is one word.
                parts[-1].append(len(row.text) + 20)
            elif isinstance(row, MarkRow) and anchors[-1] <= (at := datetime.combine(day, row.at)) <= ends:
                anchors.append(at)
                parts.append([])
        times = []
        for weights, begun, until in zip(parts, anchors, (*anchors[1:], ends), strict=True):
            total, passed = sum(weights) or 1, 0
            for weight in weights:
                times.append(begun + (until - begun) * (passed / total))
                passed += weight
        return [moment - timedelta(microseconds=moment.microsecond) for moment in (*times, ends)]

    def _observers(self) -> Line:
        if not self.published.observers:
            return {"command": "observers", "count": 0, "note": "不明"}
        count, _, words = observers(self.published.observers)
        line: Line = {"command": "observers", "count": count}
        return {**line, "note": words} if words else line

    def _block(self) -> Iterator[Line]:
        yield from self._leftovers(set(self._open_cases()))
        self.block += 1
        for at, group in self.plan.deferred:
            if at == self.block:
                yield {"command": "defer", "group": str(group), "reason": ""}
        groups = self.plan.blocks[self.block]
        notation = self.meeting.profile.notation
        for addition in self.plan.added:
            if addition.group in groups and addition.case.id in self.pending:
                self.pending.discard(addition.case.id)
                line: Line = {
                    "command": "add_case",
                    "case": notation.label(addition.case.id),
                    "title": addition.case.title,
                    "group": str(addition.group),
                }
                yield {**line, "after": notation.label(addition.after)} if addition.after else line
        cases = [self.meeting.case(case) for case in self._open_cases()]
        reported = bool(cases) and all(case and case.origin is CaseOrigin.REFERRED for case in cases)
        role = PhaseRole.COMMITTEE_REPORT if reported else PhaseRole.EXPLANATION
        self.phase = role.value
        yield {"command": "block", "groups": list(map(str, groups)), "phase": self.phase}

    def _turn(self, row: TurnRow, at: datetime, until: datetime, *, timed: bool) -> Iterator[Line]:
        self.taken += 1
        yield from self._became(at.time()) if timed else ()
        speaker, capacity = speakers(self.meeting, row.label, self.chair_said)
        standing = self._standing(speaker)
        chair = standing is Standing.CHAIR and not capacity
        line: Line = _at(at if timed else None) | {"command": "turn", "speaker": _name(speaker)}
        line["text"] = list(row.paragraphs)
        if timed:
            line["ended"] = _clock(until)
        if capacity:
            line["capacity"] = capacity
        if row.paragraphs and all(_NARRATED.search(paragraph) for paragraph in row.paragraphs):
            line["narrated"] = True
        cases = self._concerned(row, standing)
        if cases:
            line["cases"] = self.meeting.profile.notation.heading(cases)
        self.phases.append(self.phase)
        self.standings.append(standing)
        if chair:
            moves = shifts(row.paragraphs, self.phase, block=self.block >= 0, done=self._done())
            inside = [m for m in moves if (m.paragraph, m.offset) != (0, 0)]
            if len(inside) != len(moves):
                self.phase = self.phases[-1] = line["phase"] = moves[0].phase
            if inside:
                line["shifts"] = [
                    {"phase": m.phase, "paragraph": m.paragraph, "offset": m.offset} for m in inside
                ]
                self.phase = inside[-1].phase
        yield line
        yield from self._consequences(row, chair=chair, standing=standing)
        self.chair_said = row.text if chair else ""

    def _consequences(self, row: TurnRow, *, chair: bool, standing: Standing | None) -> Iterator[Line]:
        """What else the clerk records of a turn: rulings, a phase given afterwards, materials, stances."""
        if chair:
            yield from self._rulings(row)
            if _TAKEN_OVER.search(row.text):
                yield from self._taken_over()
        if self.late and not chair and re.search("差し替え|追加", row.text):
            for material in self.late:
                yield {"command": "add_material", "when": material.when, "title": material.title}
            self.late = ()
        if standing is Standing.MEMBER and self.phase == PhaseRole.OPINIONS.value:
            yield from self._stances(row)
        following = _NEXT.search(row.text)
        if following and self.phase == PhaseRole.NOTICES.value:
            yield from _next_meeting(following)

    def _rulings(self, row: TurnRow) -> Iterator[Line]:
        here = set(self._open_cases()) or self._known()
        named: list[CaseId] = []
        for paragraph in row.paragraphs:
            for start, end in sentences(paragraph):
                sentence = paragraph[start:end]
                if RULED.search(sentence):
                    found = self.meeting.profile.notation.mentions(sentence)
                    named += [case for mention in found for case in mention.cases]
        if named and set(named) <= here:
            yield from self._leftovers(set(named))

    def _leftovers(self, cases: set[CaseId]) -> Iterator[Line]:
        """A ruling of those of the cases that have a printed result and no ruling yet, for each way of voting."""
        together: dict[
            tuple[int, str, tuple[int, int, int] | None, int, str], dict[tuple[str, str], list[CaseId]]
        ] = {}
        for case in self.published.cases:
            if case.id in cases - self.ruled and case.result:
                self.ruled.add(case.id)
                kind = self.meeting.profile.kind(case.id.kind)
                for number, vote in enumerate(case.decided):
                    outcome = kind.outcome(vote.result) if kind else None
                    voting = (number, vote.method, vote.tally, vote.recused, vote.casting)
                    alike = together.setdefault(voting, {})
                    said = (outcome.name if outcome else vote.result, vote.subject)
                    alike.setdefault(said, []).append(case.id)
        notation = self.meeting.profile.notation
        # The first vote on each case before the second on any.
        for (_, method, tally, recused, casting), results in sorted(together.items(), key=lambda item: item[0][0]):
            line: Line = {
                "command": "rule",
                "results": [
                    {
                        "cases": notation.heading(named),
                        "outcome": outcome,
                        **({"subject": subject} if subject else {}),
                    }
                    for (outcome, subject), named in results.items()
                ],
            }
            if method:
                line["method"] = method
            if tally:
                line["tally"] = {"ayes": tally[0], "noes": tally[1]}
                if tally[2]:
                    line["tally"]["abstentions"] = tally[2]
                line["tally"] |= {"recused": recused} if recused else {}
                line["tally"] |= {"casting": casting} if casting else {}
            if self.meeting.timed:
                yield from self._became(time.min, [case for named in results.values() for case in named])
            yield line

    def _taken_over(self) -> Iterator[Line]:
        """The member's turn that the chair counts among the opinions after the event."""
        for back, standing in enumerate(reversed(self.standings), start=1):
            if standing is Standing.MEMBER:
                if self.phases[-back] != PhaseRole.OPINIONS.value:
                    yield {"command": "rephase", "turn": -back, "phase": PhaseRole.OPINIONS.value}
                return

    def _stances(self, row: TurnRow) -> Iterator[Line]:
        known = self._known()
        for paragraph in row.paragraphs:
            for start, end in sentences(paragraph):
                sentence = paragraph[start:end]
                word = _STANCE.search(sentence)
                named = self.meeting.profile.notation.mentions(sentence) if word else ()
                cases = [case for mention in named for case in mention.cases if case in known]
                if word and cases:
                    position = Position(word[1])
                    names = self.meeting.profile.notation.heading(cases)
                    yield {"command": "stance", "position": position.value, "cases": names}

    def _order(self) -> Iterator[Line]:
        """The printed order of the case table, where deliberation alone would not give it."""
        groups = {group.id: group for group in self._groups_as_held()}
        held = [case for block in self.plan.blocks for name in block for case in groups[name].cases]
        rest = [case for group in self.plan.groups for case in groups[group.id].cases]
        printed = [case.id for case in self.published.cases]
        if list(dict.fromkeys([*held, *rest])) != printed:
            yield {"command": "table", "cases": [*map(self.meeting.profile.notation.label, printed)]}

    def _groups_as_held(self) -> tuple[Group, ...]:
        """The groups with the cases added on the day, each where ``add_case`` puts it."""
        held = []
        for group in self.plan.groups:
            cases = list(group.cases)
            for addition in self.plan.added:
                if addition.group == group.id:
                    at = cases.index(addition.after) + 1 if addition.after in cases else len(cases)
                    cases.insert(at, addition.case.id)
            held.append(Group(group.id, tuple(cases)))
        return tuple(held)

    def _open_cases(self) -> tuple[CaseId, ...]:
        if self.block < 0:
            return ()
        groups = {group.id: group for group in self._groups_as_held()}
        return tuple(case for name in self.plan.blocks[self.block] for case in groups[GroupId(name)].cases)

    def _known(self) -> set[CaseId]:
        """The cases on the agenda at this moment."""
        return {case.id for case in self.published.cases} - self.pending

    def _done(self) -> bool:
        return set(self._open_cases()) <= self.ruled

    def _concerned(self, row: TurnRow, standing: Standing | None) -> tuple[CaseId, ...]:
        """A true part of the open block that a member's turn names."""
        if standing is not Standing.MEMBER:
            return ()
        here = set(self._open_cases())
        found = [c for m in self.meeting.profile.notation.mentions(row.text) for c in m.cases]
        named = dict.fromkeys(case for case in found if case in here)
        return tuple(named) if 0 < len(named) < len(here) else ()

    def _standing(self, speaker: Speaker) -> Standing | None:
        match speaker:
            case Named(person=person_id):
                person = self.meeting.person(person_id)
                return self.meeting.role_of(person).standing if person else None
            case Unnamed(role=role_id):
                role = self.meeting.profile.role(role_id)
                return role.standing if role else None


def _next_meeting(found: re.Match[str]) -> Iterator[Line]:
    try:
        day, hour = parse_date(found[1]), parse_time(found[2])
    except CalendarError:
        # Said in a way that no date can be read from; the words stay in the turn.
        return
    yield {"command": "next_meeting", "date": day.isoformat(), "start": f"{hour:%H:%M}"}


def _name(speaker: Speaker) -> str:
    match speaker:
        case Named(person=person):
            return str(person)
        case Unnamed(role=role_id):
            return role_id


def _at(moment: datetime | None) -> Line:
    """When a line belongs to; without it, to the moment of the line before."""
    return {"time": _clock(moment)} if moment else {}


def _clock(moment: datetime) -> str:
    return f"{moment:%H:%M:%S}"
