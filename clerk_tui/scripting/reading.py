"""A line's fields → the command that they stand for (台本の読取り), against the state at that moment.

People by name, post or seat, cases in any notation, phases by name, lines by number: what the clerk may write for an
id is looked up here, by the type of the field; everything else msgspec reads.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, time
from enum import Enum
from typing import Any, TypeVar, get_args, get_origin

from msgspec import Struct, ValidationError, convert

from clerk_tui.domain.calendar import CalendarError, parse_date, parse_time
from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.commands import Command, CompoundCommand, TakeCorrection
from clerk_tui.domain.ids import CaseId, EntryId, GroupId, PersonId, PhaseId, RoleId, TurnId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.lookups import meeting_of
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.record import Decision, Entry, Named, Speaker, State, Unnamed

from .errors import ScriptError
from .fields import DEFAULTS, SWITCHES, Field, commands, fields_of, fields_of_word, kind_of, structures, words
from .timestamps import moment

_Table = TypeVar("_Table", bound=Struct)
_Thing = TypeVar("_Thing")


def read_command(word: str, fields: Mapping[str, Any], state: State, at: datetime) -> Command:
    """The command of a line.

    Args:
        word: what to do.
        fields: what else stands in the line; what is null counts as not written.
        state: the record at that moment.
        at: when the line happened; times without a day are on its day.

    Raises:
        ScriptError: the word is unknown, or a field is missing, of the wrong type, or names what is not there.
    """
    return _Reader(state, at).command(word, fields)


class _Reader(Struct, frozen=True):
    state: State
    at: datetime

    @property
    def meeting(self) -> Meeting:
        return meeting_of(self.state)

    def command(self, word: str, fields: Mapping[str, Any]) -> Command:
        if word not in words():
            raise ScriptError(f"「{word}」という操作はありません。使えるのは {'、'.join(words())} です。")
        known = fields_of_word(word)
        _refuse_unknown(fields, known)
        kind = words()[word]
        if word in SWITCHES:
            switch, tag = SWITCHES[word]
            fields = dict(fields)
            written = fields.pop(switch, None)
            if written is not None and self._value(known[switch], written):
                kind = commands()[tag]
        if kind in (CompoundCommand, TakeCorrection):
            rest = {name: value for name, value in fields.items() if name != "commands"}
            return self._table(kind, rest, commands=tuple(self._parts(fields.get("commands"))))
        return self._table(kind, fields)

    def _parts(self, tables: Any) -> Iterable[Command]:
        for table in _listed(tables):
            rest = dict(_checked_table("commands", table))
            word = rest.pop("command", None)
            if not isinstance(word, str):
                raise ScriptError("「commands」の中の各行に「command」がありません。")
            yield self.command(word, rest)
        if not tables:
            raise ScriptError("「commands」に操作を一つ以上書いてください。")

    def _table(self, kind: type[_Table], fields: Mapping[str, Any], **built: Any) -> _Table:
        """The command or structure that the fields describe; ``built``: what is known of it already."""
        known = fields_of(kind)
        _refuse_unknown(fields, known)
        _refuse_twice(fields, known)
        inner: dict[str, dict[str, Any]] = {name: {} for name in structures(kind)}
        for field in [known[name] for name, value in fields.items() if value is not None]:
            if field.inside:
                inner[field.inside][field.name] = fields[field.name]
            else:
                built[field.target] = self._value(field, fields[field.name])
        for name, structure in structures(kind).items():
            built[name] = self._table(structure, inner[name])
        _fill(kind, built)
        return kind(**built)

    def _value(self, field: Field, value: Any) -> Any:
        if field.new:
            return self._new(field, value)
        if get_origin(field.type) is tuple:
            item = get_args(field.type)[0]
            found = [each for one in _listed(value) for each in self._items(field, item, one)]
            return tuple(dict.fromkeys(found)) if item is GroupId else tuple(found)
        several = _listed(value) if field.type in (CaseId, GroupId) else [value]
        found = [each for one in several for each in self._items(field, field.type, one)]
        return _only(field, found)

    def _items(self, field: Field, type_: Any, value: Any) -> Iterable[Any]:
        """What one written value stands for: several things only where a text may name several cases."""
        if type_ in _LOOKUPS:
            return _LOOKUPS[type_](self, _converted(field.name, value, str))
        if type_ in (TurnId, EntryId):
            return (self._numbered(field, value),)
        if type_ is Decision:
            return self._decisions(_checked_table(field.name, value))
        if isinstance(type_, type) and issubclass(type_, Struct):
            return (self._table(type_, _checked_table(field.name, value)),)
        return (_converted(field.name, value, type_),)

    def _new(self, field: Field, value: Any) -> Any:
        """The id of something new: a case number in any notation, else as written."""
        text = _converted(field.name, value, str)
        if field.type is not CaseId:
            return text
        return _only(field, _noted(lambda: self.meeting.profile.notation.parse(text)))

    def _decisions(self, table: Mapping[str, Any]) -> Iterable[Decision]:
        """One result for each of the cases that the table names."""
        _refuse_unknown(table, fields_of(Decision))
        rest = {name: value for name, value in table.items() if name != "cases"}
        texts = [_converted("cases", text, str) for text in _listed(table.get("cases"))]
        if not texts:
            raise ScriptError("「cases」がありません。")
        return [self._table(Decision, rest, case=case) for text in texts for case in self.cases(text)]

    def cases(self, text: str) -> Sequence[CaseId]:
        """Cases of the agenda in any notation (「諮問第52号～第57号・第79号」)."""
        return _noted(lambda: self.meeting.profile.notation.read(text, self.meeting.case_ids))

    def groups(self, text: str) -> Sequence[GroupId]:
        """Groups by id, or by the cases in them."""
        if self.meeting.group(GroupId(text)):
            return (GroupId(text),)
        found = dict.fromkeys(group.id for case in self.cases(text) if (group := self.meeting.group_of(case)))
        if not found:
            raise ScriptError(f"案件群「{text}」は次第にありません。")
        return tuple(found)

    def phase(self, text: str) -> Sequence[str]:
        """A phase by id or by name (質問)."""
        phases = self.meeting.profile.phases
        return (_chosen("段階", text, [(phase.id, phase.name) for phase in phases]),)

    def role(self, text: str) -> Sequence[str]:
        """A role by id or by title (実施機関)."""
        roles = self.meeting.profile.roles
        return (_chosen("役割", text, [(role.id, role.title) for role in roles]),)

    def person(self, text: str) -> Sequence[PersonId]:
        match self.speaker(text):
            case (Named(person=person),):
                return (person,)
            case _:
                raise ScriptError(f"「{text}」では誰か決まりません。名簿の名前で書いてください。")

    def speaker(self, text: str) -> Sequence[Speaker]:
        """Somebody by id, name with post, post alone, seat (「3番」), or a role's title for one not known yet."""
        meeting = self.meeting
        if meeting.person(PersonId(text)):
            return (Named(PersonId(text)),)
        for role in meeting.profile.roles:
            if text in (role.id, role.title) and not any(p.post == text for p in meeting.people):
                holders = [person.id for person in meeting.people if person.role == role.id]
                # One person presides, so 議長 is nobody unknown, whatever post the roster gives.
                if role.standing is Standing.CHAIR and len(holders) == 1:
                    return (Named(holders[0]),)
                return (Unnamed(role.id),)
        found = [
            person.id
            for person in meeting.people
            if text in (person.post, full_label(meeting, Named(person.id)), f"{person.seat}番", person.name)
        ]
        if len(found) == 1:
            return (Named(found[0]),)
        if found:
            raise ScriptError(f"「{text}」に当たる人が {len(found)} 人います（{'、'.join(found)}）。")
        near = difflib.get_close_matches(text, [str(person.id) for person in meeting.people], n=1)
        hint = f"「{near[0]}」ではありませんか。" if near else "名簿に加えるか、名前を直してください。"
        raise ScriptError(f"「{text}」は名簿にありません。{hint}")

    def moment(self, text: str) -> Sequence[datetime]:
        return (moment(text, self.at),)

    def day(self, text: str) -> Sequence[date]:
        return (_noted(lambda: parse_date(text)),)

    def hour(self, text: str) -> Sequence[time]:
        return (_noted(lambda: parse_time(text)),)

    def _numbered(self, field: Field, value: Any) -> EntryId:
        """A line of the record: its id, or its number (1 the first, -1 the last)."""
        if isinstance(value, str):
            if self.state.entry(EntryId(value)) is None:
                raise ScriptError(f"記録に「{value}」という行はありません。")
            return EntryId(value)
        lines: Sequence[Entry] = self.state.entries if field.counts_lines else self.state.turns
        number = _converted(field.name, value, int)
        if number == 0 or not -len(lines) <= number <= len(lines):
            called = "行" if field.counts_lines else "発言"
            raise ScriptError(f"{number} 番目の{called}はありません（いま {len(lines)} 件）。")
        return lines[number - 1 if number > 0 else number].id


_LOOKUPS: Mapping[Any, Callable[[_Reader, str], Sequence[Any]]] = {
    CaseId: _Reader.cases,
    GroupId: _Reader.groups,
    PersonId: _Reader.person,
    Speaker: _Reader.speaker,
    PhaseId: _Reader.phase,
    RoleId: _Reader.role,
    datetime: _Reader.moment,
    date: _Reader.day,
    time: _Reader.hour,
}
"""What a text stands for in a field of that type."""


def _refuse_unknown(fields: Mapping[str, Any], known: Mapping[str, Field]) -> None:
    """Refuse what no command asks for: a misspelt name must not pass in silence."""
    for name in fields:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            if near:
                hint = f"「{near[0]}」ではありませんか。"
            elif known:
                hint = f"使えるのは {'、'.join(sorted(known))} です。"
            else:
                hint = "この操作に項目はありません。"
            raise ScriptError(f"「{name}」という項目はありません。{hint}")


def _refuse_twice(fields: Mapping[str, Any], known: Mapping[str, Field]) -> None:
    """Refuse a line of the record that is named in two ways (``turn`` and ``line``)."""
    written: dict[tuple[str, str], str] = {}
    for name in fields:
        if fields[name] is not None:
            other = written.setdefault((known[name].inside, known[name].target), name)
            if other != name:
                raise ScriptError(f"「{other}」と「{name}」は、どちらか一つにしてください。")


def _fill(kind: type[Struct], built: dict[str, Any]) -> None:
    """Add what follows from the rest or from its absence, and refuse what is missing."""
    for field in fields_of(kind).values():
        if field.inside or field.target in built:
            continue
        if field.needed and field.type is EntryId:
            raise ScriptError("「turn」（発言の番号）か「line」（行の番号）を書いてください。")
        if field.needed:
            told = "発言の番号（1 から、または末尾から -1）を書いてください。" if field.type == TurnId else ""
            raise ScriptError(f"「{field.name}」がありません。{told}")
        if field.nullable:
            built[field.target] = None
    for (structure, name), default in DEFAULTS.items():
        if structure is kind and name not in built:
            built[name] = default(built)


def _listed(value: Any) -> list[Any]:
    """A list as it is written: one thing stands for a list of one, nothing for an empty one."""
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def _checked_table(name: str, value: Any) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ScriptError(f"「{name}」は表で書いてください（{value!r} になっています）。")
    return value


def _converted(name: str, value: Any, type_: type[_Thing]) -> _Thing:
    try:
        return convert(value, type_)
    except ValidationError:
        if issubclass(type_, Enum) and isinstance(value, str):
            options = "、".join(str(option.value) for option in type_)
            raise ScriptError(
                f"「{name}」の「{value}」は選べません。{options} のどれかにしてください。"
            ) from None
        raise ScriptError(
            f"「{name}」は{kind_of(type_)}で書いてください（{value!r} になっています）。"
        ) from None


def _only(field: Field, found: Sequence[_Thing]) -> _Thing:
    if len(found) != 1:
        what = "案件番号" if field.type is CaseId else field.kind
        raise ScriptError(f"「{field.name}」には{what}を一つだけ書いてください。")
    return found[0]


def _chosen(what: str, text: str, options: Iterable[tuple[str, str]]) -> str:
    """The id of that id or name."""
    options = tuple(options)
    for id_, name in options:
        if text in (id_, name):
            return id_
    names = "、".join(name for _, name in options)
    raise ScriptError(f"{what}「{text}」は審議会の型にありません。{names} のどれかにしてください。")


def _noted(read: Callable[[], _Thing]) -> _Thing:
    try:
        return read()
    except (NotationError, CalendarError) as fault:
        raise ScriptError(str(fault)) from None
