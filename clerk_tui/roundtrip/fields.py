"""The fields outside of the body (冒頭・案件の表): what each is of the record, and what corrects it. Pure.

What a field says differently is read as facts, and proven: a fact is taken only if the record that the draft was made
from, corrected by it, prints the field exactly as the draft has it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import groupby, islice
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.acts import Command, Stamp
from clerk_tui.domain.calendar import CalendarError, fill, parse_date, parse_time
from clerk_tui.domain.commands import (
    AmendRuling,
    CorrectHours,
    CountObservers,
    ReplaceMaterial,
    RetitleCase,
    SetDay,
    SetNextMeeting,
    SetPlace,
    SetTitle,
)
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Material
from clerk_tui.domain.moments import read_moment
from clerk_tui.domain.queries import deliberated, printed_result
from clerk_tui.domain.record import Mark, NextMeeting, State
from clerk_tui.domain.votes import voted_on
from clerk_tui.minutes.document import CaseRow, Document, HeaderRow
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.fields import Text, values
from clerk_tui.minutes.outline import outline
from clerk_tui.published.style import observers

from .roll import (
    ROLL,
    Fact,
    absentee_facts,
    attendance_facts,
    name_facts,
    presence_facts,
    signatory_facts,
)

_CASE = re.compile(r"_css_(\d+)_(ttl|rslt|nmbr)")
_HEADER = re.compile(r"_hdr_(\d+)_rws_(\d+)_prgrphs_(\d+)")
_TITLE = re.compile(r"_ttl_(\d+)")
_NAME = re.compile(r"_ttndnc_(\d+)_nms_(\d+)")
_NAMES = re.compile(r"_ttndnc_(\d+)_nms")
_PRESENCE = re.compile(r"_rll_(\d+)_prsnc")
_MATERIAL = re.compile(r"_mtrls_(\d+)_ttls_(\d+)")
_NOBODY = re.compile("なし|無|いません|いない")
_PREPARED = "準備のファイル（preparation.toml）を直してください。次に記録の画面を開くと読み込まれます。"
_RULED = "結果は裁決から作られます。記録の画面で裁決を直してください。"
_COUNTED = "人数は出欠から数えます。出欠を直すと変わります。"
_REASONS = {
    **{"_ttl": "会議名称の行ではありません。", "_cntnts": _PREPARED, "_fr": _PREPARED},
    **{
        "_ttndnc": _COUNTED,
        "_qrm": _COUNTED,
        "_rll": ROLL,
        "_sgntrs": "記録の画面で署名委員を直してください。",
    },
    "_vts": _RULED,
    "_drft": "案の表示は、会議録の状態から刷ります。clerk-tui status 会議 で見て、進めてください。",
    "_lbls": "項目の名前は、審議会の型（profile.toml）のものです。",
}
_ANY_DAY = datetime(1970, 1, 1, tzinfo=UTC)


class Meaning(Struct, frozen=True):
    """What a changed field says."""

    facts: tuple[Fact, ...]
    printed: Callable[[State], str]
    """The field as a record prints it."""


def field_values(state: State, edition: Edition) -> Mapping[str, str]:
    """Every printed field by the name of its anchor."""
    return dict(_texts(values(outline(state, _ANY_DAY, edition), None)))


def _texts(value: Any) -> Iterator[tuple[str, str]]:
    match value:
        case Text():
            yield value.anchor, str(value)
        case dict():
            for each in value.values():
                yield from _texts(each)
        case list():
            for each in value:
                yield from _texts(each)


def corrected(state: State, command: Command) -> State:
    """The record as it would be after a command; raises Refused as the command does."""
    for event in command.decide(state, Stamp(0, state.opened or _ANY_DAY)):
        state = event.apply(state)
    return state


def meaning_of(base: State, name: str, after: str, edition: Edition) -> Meaning:
    """What a field of the record that a draft was made from says, where the draft has ``after``.

    Args:
        base: the record.
        name: of the field's anchor.
        after: the value as the draft has it.
        edition: of the draft.

    Raises:
        Refused: no command of the record makes it say so; one sentence with where to do it by hand.
    """
    made = outline(base, _ANY_DAY, edition)
    printing = partial(_printed, edition)
    if found := _CASE.fullmatch(name):
        if found[2] == "nmbr":
            raise Refused(_PREPARED)
        case = next(islice(_cases(base), int(found[1]), None))
        return (
            _titled(printing, case, after) if found[2] == "ttl" else _resulting(base, printing, case, after)
        )
    if (found := _TITLE.fullmatch(name)) and int(found[1]) < len(base.meeting.title):
        return _title(printing, int(found[1]), after)
    if found := _NAMES.fullmatch(name):
        category = made.attendance[int(found[1])].category
        facts = tuple(attendance_facts(base, category, after, "、"))
        return Meaning(facts, lambda state: "、".join(_listed(printing(state), category)))
    if found := _NAME.fullmatch(name):
        category, at = made.attendance[int(found[1])].category, int(found[2])
        facts = tuple(name_facts(base, category, at, after))
        return Meaning(facts, lambda state: _kept_name(printing(state), made, category, at, after))
    if found := _PRESENCE.fullmatch(name):
        at = int(found[1])
        facts = tuple(presence_facts(base, base.meeting.voters[at], made.roll[at].presence, after))
        return Meaning(facts, lambda state: printing(state).roll[at].presence)
    if found := _MATERIAL.fullmatch(name):
        group = made.materials[int(found[1])]
        return _material(base, printing, group.when, group.titles[int(found[2])], after)
    if found := _HEADER.fullmatch(name):
        items = [list(rows) for _, rows in groupby(made.header, key=lambda row: row.label)]
        return _header_row(base, printing, items[int(found[1])][int(found[2])], int(found[3]), after)
    match name:
        case "_nm":
            return _title(printing, *_changed_line(made.title, len(base.meeting.title), after), joined=True)
        case "_mmnt":
            return _moment(base, printing, after)
        case "_plc":
            return _place(printing, after)
        case "_bsrvrs":
            return _observers(base, printing, after)
        case "_bsnts":
            return Meaning(tuple(absentee_facts(base, after)), lambda state: printing(state).absentees)
        case "_pnd" | "_clsd":
            return _hour(base, printing, after, closing=name == "_clsd")
        case "_nxt":
            return Meaning(tuple(_next(base, after)), lambda state: printing(state).next)
    if name.endswith(("_lbl", "_sblbl", "_ctgr", "_whn")):
        raise Refused("項目や区分の名前は、審議会の型（profile.toml）と準備のものです。")
    raise Refused(next((why for start, why in _REASONS.items() if name.startswith(start)), _PREPARED))


def _printed(edition: Edition, state: State) -> Document:
    return outline(state, _ANY_DAY, edition)


Printing = Callable[[State], Document]


def _header_row(base: State, printing: Printing, row: HeaderRow, paragraph: int, after: str) -> Meaning:
    form = base.meeting.profile.form
    match row.label:
        case form.moment:
            return _moment(base, printing, after)
        case form.place:
            return _place(printing, after)
        case form.attendance:
            category = row.sublabel or ""

            def named(state: State) -> str:
                return form.attendance_joiner.join(_listed(printing(state), category))

            return Meaning(tuple(attendance_facts(base, category, after)), named)
        case form.observers:
            return _observers(base, printing, after)
        case form.materials:
            return _material(base, printing, row.sublabel or "", row.paragraphs[paragraph], after)
        case form.absentees:
            return Meaning(tuple(absentee_facts(base, after)), lambda state: printing(state).absentees)
        case form.signatories:
            facts = tuple(signatory_facts(base, after))
            return Meaning(facts, lambda state: form.attendance_joiner.join(printing(state).signatories))
    raise Refused("記録から作られる行で、直すところがありません。")


def _changed_line(lines: Sequence[str], count: int, after: str) -> tuple[int, str]:
    """Which line of the title a change of all of them is in, and how it reads now; ``count`` are the record's."""
    found = []
    for at in range(len(lines)):
        before, behind = (
            "".join(f"{each} " for each in lines[:at]),
            "".join(f" {each}" for each in lines[at + 1 :]),
        )
        inside = after.removeprefix(before).removesuffix(behind)
        if f"{before}{inside}{behind}" == after and inside.strip():
            found.append((at, inside))
    if len(found) != 1 or found[0][0] >= count:
        raise Refused(f"会議名称のどの行が直されたか決められません。{_PREPARED}")
    return found[0]


def _listed(made: Document, category: str) -> tuple[str, ...]:
    return next((group.names for group in made.attendance if group.category == category), ())


def _title(printing: Printing, at: int, after: str, *, joined: bool = False) -> Meaning:
    def make(state: State) -> Command:
        lines = list(state.meeting.title)
        lines[at : at + 1] = [after]
        return SetTitle(tuple(lines))

    fact = Fact(make, lambda state: state.meeting.title[at : at + 1])
    if joined:
        return Meaning((fact,), lambda state: " ".join(printing(state).title))
    return Meaning((fact,), lambda state: "".join(printing(state).title[at : at + 1]))


def _place(printing: Printing, after: str) -> Meaning:
    fact = Fact(lambda _: SetPlace(after), lambda state: state.meeting.place)
    return Meaning((fact,), lambda state: printing(state).place)


def _moment(base: State, printing: Printing, after: str) -> Meaning:
    """日時: the day, and the hours as they were recorded."""
    found, facts = read_moment(after), []
    day = found.date
    if day is not None and day != base.meeting.date:
        facts.append(Fact(lambda _: SetDay(day), lambda state: state.meeting.date))
    for clock, closing in ((found.starts, False), (found.ends, True)):
        recorded = base.closed if closing else base.opened
        if clock is not None and (
            recorded is None or recorded.time().replace(second=0, microsecond=0) != clock
        ):
            facts.append(_hours(base, clock.hour, clock.minute, closing=closing))
    return Meaning(tuple(facts), lambda state: printing(state).moment)


def _hour(base: State, printing: Printing, after: str, *, closing: bool) -> Meaning:
    try:
        clock = parse_time(after.removeprefix("翌日"))
    except CalendarError as fault:
        raise Refused(str(fault)) from None

    def printed(state: State) -> str:
        return printing(state).closed if closing else printing(state).opened

    return Meaning((_hours(base, clock.hour, clock.minute, closing=closing),), printed)


def _hours(base: State, hour: int, minute: int, *, closing: bool) -> Fact:
    """That the meeting was opened or closed at this time of the day on which it was."""
    recorded = base.closed if closing else base.opened
    if recorded is None:
        what = "閉会" if closing else "開会"
        raise Refused(f"{what}が記録されていません。記録の画面で{what}を記録してください。")
    at = recorded.replace(hour=hour, minute=minute, second=0, microsecond=0)
    if closing:
        # Minutes are printed without their seconds, in which somebody may still have spoken.
        said = [turn.ended or turn.started for turn in base.turns]
        last = max((*said, *(entry.at for entry in base.entries if isinstance(entry, Mark))), default=at)
        at = last if at < last < at + timedelta(minutes=1) else at
        return Fact(lambda _: CorrectHours(closed=at), lambda state: state.closed)
    return Fact(lambda _: CorrectHours(opened=at), lambda state: state.opened)


def _observers(base: State, printing: Printing, after: str) -> Meaning:
    count, own, words = observers(after)
    if own == "{count}名" and words and not _NOBODY.search(after):
        raise Refused(f"傍聴者の数が「{after}」から読み取れません。記録の画面で直してください。")
    same = not words and fill(base.meeting.profile.form.observers_count, {"count": str(count)}) == after
    fact = Fact(
        lambda _: CountObservers(count, "" if same else after),
        lambda state: (state.observers, state.observers_note),
    )
    return Meaning((fact,), lambda state: printing(state).observers)


def _material(base: State, printing: Printing, when: str, old: str, after: str) -> Meaning:
    titles = [material.title for material in base.meeting.materials]
    if titles.count(old) != 1 or not after:
        raise Refused(_PREPARED)
    fact = Fact(
        lambda _: ReplaceMaterial(old, Material(when, after)),
        lambda state: tuple(each for each in state.meeting.materials if each.title in (old, after)),
    )

    def printed(state: State) -> str:
        there = [title for group in printing(state).materials if group.when == when for title in group.titles]
        return next((title for title in (after, old) if title in there), "")

    return Meaning((fact,), printed)


def _kept_name(now: Document, then: Document, category: str, at: int, after: str) -> str:
    """The name of a list as it is printed now; empty: it is no longer there."""
    names, before = _listed(now, category), _listed(then, category)
    if len(names) < len(before):
        return "" if names == (*before[:at], *before[at + 1 :]) else before[at]
    return names[at] if at < len(names) else after


def _next(base: State, after: str) -> Iterator[Fact]:
    """次回: day, time, place and what else is said of it, as far as they are printed."""
    parts = [part.strip() for part in after.split("　") if part.strip()]
    coming = base.next_meeting or NextMeeting()
    found = NextMeeting()
    try:
        if parts and (coming.date is not None or read_moment(parts[0]).date is not None):
            found = replace(found, date=parse_date(parts.pop(0)))
        if parts and (coming.time is not None or read_moment(parts[0]).starts is not None):
            found = replace(found, time=parse_time(parts.pop(0)))
    except CalendarError as fault:
        raise Refused(str(fault)) from None
    if len(parts) > 2 or (len(parts) == 1 and bool(coming.place) == bool(coming.note)):
        raise Refused("次回の場所とほかのことばを分けられません。記録の画面で次回の日程を直してください。")
    if len(parts) == 2 or (parts and coming.place):
        found = replace(found, place=parts.pop(0))
    found = replace(found, note="".join(parts))
    yield Fact(lambda _: SetNextMeeting(found), lambda state: state.next_meeting)


def _cases(state: State) -> Iterator[CaseId]:
    """The cases in the order of the printed table."""
    return (case for case in deliberated(state) if state.meeting.case(case) is not None)


def _row_of(printing: Printing, state: State, case: CaseId) -> CaseRow | None:
    rows = zip(_cases(state), printing(state).cases, strict=True)
    return next((row for each, row in rows if each == case), None)


def _titled(printing: Printing, case: CaseId, after: str) -> Meaning:
    def printed(state: State) -> str:
        row = _row_of(printing, state, case)
        return row.title if row else ""

    return Meaning(
        (Fact(lambda _: RetitleCase(case, after), lambda state: state.meeting.case(case)),), printed
    )


def _resulting(base: State, printing: Printing, case: CaseId, after: str) -> Meaning:
    def printed(state: State) -> str:
        row = _row_of(printing, state, case)
        return row.result if row else ""

    command = _ruled(base, case, after)
    return Meaning((Fact(lambda _: command, lambda state: state.rulings.get(case)),), printed)


def _ruled(state: State, case: CaseId, printed: str) -> AmendRuling:
    """The ruling whose result is printed so; raises Refused where there is none."""
    ruling, kind = state.rulings.get(case), state.meeting.profile.kind(case.kind)
    if ruling is None or ruling.parts or len(voted_on(state, case)) != 1 or kind is None:
        raise Refused(_RULED)
    for outcome in kind.outcomes:
        for note in ("", ruling.decision.note, _note(state, outcome.table, printed)):
            decision = replace(ruling.decision, outcome=outcome.name, note=note)
            if printed_result(state.meeting, replace(ruling, decision=decision)) == printed:
                return AmendRuling(decision, ruling.method, ruling.tally)
    raise Refused(f"「{printed}」は{kind.name}の結果にありません。{_RULED}")


def _note(state: State, word: str, printed: str) -> str:
    """The condition or rider in a printed result."""
    before, _, after = state.meeting.profile.form.note.format(result=word, note="\0").partition("\0")
    if printed.startswith(before) and printed.endswith(after) and len(printed) > len(before) + len(after):
        return printed[len(before) : len(printed) - len(after)]
    return ""
