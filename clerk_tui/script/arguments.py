"""The arguments of one script line, taken by name and type; what nobody takes is refused."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import Any, TypeVar

from clerk_tui.domain.calendar import CalendarError, parse_date, parse_time
from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.ids import CaseId, EntryId, GroupId, PersonId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.record import Entry, Named, Speaker, State, Unnamed

from .errors import ScriptError
from .timestamps import moment

Choice = TypeVar("Choice", bound=Enum)
_T = TypeVar("_T", str, int, bool, list[Any], dict[str, Any])

_KINDS = {str: "文字列", int: "整数", bool: "true か false", list: "並び", dict: "表"}


class Arguments:
    """Reads the fields of a line against the state at that moment.

    Raises:
        ScriptError: from every method, where the value is missing, of the wrong type or unknown.
    """

    def __init__(self, fields: Mapping[str, object], state: State, at: datetime) -> None:
        self._fields = dict(fields)
        self._known: set[str] = set()
        self.state = state
        self.at = at

    @property
    def meeting(self) -> Meeting:
        if self.state.meeting is None:
            raise ScriptError("準備が読み込まれていません。")
        return self.state.meeting

    def finish(self) -> None:
        """Refuse what no one has asked for: a misspelt name must not pass in silence."""
        for name in self._fields:
            if name not in self._known:
                near = difflib.get_close_matches(name, self._known, n=1)
                if near:
                    hint = f"「{near[0]}」ではありませんか。"
                elif self._known:
                    hint = f"使えるのは {'、'.join(sorted(self._known))} です。"
                else:
                    hint = "この操作に項目はありません。"
                raise ScriptError(f"「{name}」という項目はありません。{hint}")

    def has(self, name: str) -> bool:
        self._known.add(name)
        return self._fields.get(name) is not None

    def text(self, name: str, default: str | None = None) -> str:
        return self._take(name, str, default)

    def number(self, name: str, default: int | None = None) -> int:
        return self._take(name, int, default)

    def flag(self, name: str) -> bool:
        return self._take(name, bool, False)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of strings; one string stands for a list of one; absent: empty."""
        if not self.has(name):
            return ()
        value = self._fields[name]
        if isinstance(value, str):
            return (value,)
        items = self._take(name, list, [])
        for item in items:
            if not isinstance(item, str):
                raise ScriptError(f"「{name}」は文字列の並びにしてください（{item!r} があります）。")
        return tuple(items)

    def tables(self, name: str) -> tuple[Mapping[str, object], ...]:
        """A list of tables; absent: empty."""
        items = self._take(name, list, [])
        for item in items:
            if not isinstance(item, dict):
                raise ScriptError(f"「{name}」は表の並びにしてください（{item!r} があります）。")
        return tuple(items)

    def table(self, name: str) -> Mapping[str, object]:
        return self._take(name, dict, None)

    def nested(self, fields: Mapping[str, object]) -> Arguments:
        """The arguments of a table inside the line."""
        return Arguments(fields, self.state, self.at)

    def choice(self, name: str, options: type[Choice], default: Choice | None = None) -> Choice:
        if default is not None and not self.has(name):
            return default
        value = self.text(name)
        try:
            return options(value)
        except ValueError:
            words = "、".join(str(option.value) for option in options)
            raise ScriptError(
                f"「{name}」の「{value}」は選べません。{words} のどれかにしてください。"
            ) from None

    def moment(self, name: str) -> datetime | None:
        """A time of the meeting's day (14:05:10) or a full ISO time; None where it is absent."""
        return moment(self.text(name), self.at) if self.has(name) else None

    def day(self, name: str) -> date | None:
        if not self.has(name):
            return None
        try:
            return parse_date(self.text(name))
        except CalendarError as fault:
            raise ScriptError(str(fault)) from None

    def hour(self, name: str) -> time | None:
        if not self.has(name):
            return None
        try:
            return parse_time(self.text(name))
        except CalendarError as fault:
            raise ScriptError(str(fault)) from None

    def cases(self, name: str) -> tuple[CaseId, ...]:
        """Cases of the agenda in any notation (「諮問第52号～第57号・第79号」); absent: none."""
        texts = self.texts(name)
        return tuple(case for text in texts for case in self._read(text))

    def new_case(self, name: str) -> CaseId:
        """One case number that need not be on the agenda yet."""
        try:
            found = self.meeting.profile.notation.parse(self.text(name))
        except NotationError as fault:
            raise ScriptError(str(fault)) from None
        if len(found) != 1:
            raise ScriptError(f"「{name}」には案件番号を一つだけ書いてください。")
        return found[0]

    def _read(self, text: str) -> tuple[CaseId, ...]:
        try:
            return self.meeting.profile.notation.read(text, self.meeting.case_ids)
        except NotationError as fault:
            raise ScriptError(str(fault)) from None

    def groups(self, name: str) -> tuple[GroupId, ...]:
        """Groups by id, or by the cases in them."""
        return tuple(dict.fromkeys(group for text in self.texts(name) for group in self._groups(text)))

    def group(self, name: str) -> GroupId:
        found = self.groups(name)
        if len(found) != 1:
            raise ScriptError(f"「{name}」には案件群を一つだけ書いてください。")
        return found[0]

    def _groups(self, text: str) -> tuple[GroupId, ...]:
        if self.meeting.group(GroupId(text)):
            return (GroupId(text),)
        found = tuple(group.id for case in self._read(text) if (group := self.meeting.group_of(case)))
        if not found:
            raise ScriptError(f"案件群「{text}」は次第にありません。")
        return found

    def phase(self, name: str, default: str | None = None) -> str:
        """A phase by id or by name (質問)."""
        if default is not None and not self.has(name):
            return default
        value = self.text(name)
        for phase in self.meeting.profile.phases:
            if value in (phase.id, phase.name):
                return phase.id
        names = "、".join(phase.name for phase in self.meeting.profile.phases)
        raise ScriptError(f"段階「{value}」はこの会議体にありません。{names} のどれかにしてください。")

    def role(self, name: str) -> str:
        """A role by id or by title (実施機関)."""
        value = self.text(name)
        roles = self.meeting.profile.roles
        for role in roles:
            if value in (role.id, role.title):
                return role.id
        titles = "、".join(role.title for role in roles)
        raise ScriptError(f"役割「{value}」はこの会議体にありません。{titles} のどれかにしてください。")

    def person(self, name: str) -> PersonId:
        return self._person(self.text(name))

    def people(self, name: str) -> tuple[PersonId, ...]:
        return tuple(self._person(text) for text in self.texts(name))

    def _person(self, text: str) -> PersonId:
        match self._speaker(text):
            case Named(person=person):
                return person
            case Unnamed():
                raise ScriptError(f"「{text}」では誰か決まりません。名簿の名前で書いてください。")

    def speaker(self, name: str) -> Speaker:
        """Somebody by id, name with post, post alone, seat (「3番」), or a role's title for one not known yet."""
        return self._speaker(self.text(name))

    def _speaker(self, text: str) -> Speaker:
        meeting = self.meeting
        if meeting.person(PersonId(text)):
            return Named(PersonId(text))
        for role in meeting.profile.roles:
            if text in (role.id, role.title) and not any(p.post == text for p in meeting.people):
                holders = [person.id for person in meeting.people if person.role == role.id]
                # One person presides, so 議長 is nobody unknown, whatever post the roster gives.
                if role.standing is Standing.CHAIR and len(holders) == 1:
                    return Named(holders[0])
                return Unnamed(role.id)
        found = [
            person.id
            for person in meeting.people
            if text in (person.post, full_label(meeting, Named(person.id)), f"{person.seat}番", person.name)
        ]
        if len(found) == 1:
            return Named(found[0])
        if found:
            raise ScriptError(f"「{text}」に当たる人が {len(found)} 人います（{'、'.join(found)}）。")
        near = difflib.get_close_matches(text, [str(person.id) for person in meeting.people], n=1)
        hint = f"「{near[0]}」ではありませんか。" if near else "名簿に加えるか、名前を直してください。"
        raise ScriptError(f"「{text}」は名簿にありません。{hint}")

    def turn(self, name: str = "turn") -> EntryId:
        found = self.maybe_turn(name)
        if found is None:
            raise ScriptError(
                f"「{name}」がありません。発言の番号（1 から、または末尾から -1）を書いてください。"
            )
        return found

    def maybe_turn(self, name: str = "turn") -> EntryId | None:
        """A line of the record: its id, or a turn by number (1 the first, -1 the last); None: absent."""
        return self._numbered(name, self.state.turns, "発言")

    def turns(self, name: str) -> tuple[EntryId, ...]:
        """Turns by their numbers, one number standing for a list of one; absent: none."""
        if not self.has(name):
            return ()
        value = self._fields[name]
        numbers = value if isinstance(value, list) else [value]
        return tuple(self.nested({name: number}).turn(name) for number in numbers)

    def entry(self) -> EntryId:
        """Any line of the record: ``line`` counts headings and stage directions too, ``turn`` only turns."""
        found = self._either("turn", "line")
        if found is None:
            raise ScriptError("「turn」（発言の番号）か「line」（行の番号）を書いてください。")
        return found

    def before(self) -> EntryId | None:
        """The line to insert before, as ``before`` (turns) or ``before_line`` (all lines); None: at the end."""
        return self._either("before", "before_line")

    def _either(self, turn: str, line: str) -> EntryId | None:
        if self.has(turn) and self.has(line):
            raise ScriptError(f"「{turn}」と「{line}」は、どちらか一つにしてください。")
        return self.maybe_turn(turn) or self._numbered(line, self.state.entries, "行")

    def _numbered(self, name: str, lines: Sequence[Entry], called: str) -> EntryId | None:
        if not self.has(name):
            return None
        value = self._fields[name]
        if isinstance(value, str):
            if self.state.entry(EntryId(value)) is None:
                raise ScriptError(f"記録に「{value}」という行はありません。")
            return EntryId(value)
        number = self.number(name)
        if number == 0 or not -len(lines) <= number <= len(lines):
            raise ScriptError(f"{number} 番目の{called}はありません（いま {len(lines)} 件）。")
        return lines[number - 1 if number > 0 else number].id

    def _take(self, name: str, kind: type[_T], default: _T | None) -> _T:
        self._known.add(name)
        value = self._fields.get(name)
        if value is None:
            if default is None:
                raise ScriptError(f"「{name}」がありません。")
            return default
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise ScriptError(f"「{name}」は{_KINDS[kind]}で書いてください（{value!r} になっています）。")
        return value
