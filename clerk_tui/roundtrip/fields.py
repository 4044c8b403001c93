"""The fields outside of the body (冒頭・案件の表): what the record has in them, and what corrects it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from msgspec.structs import replace

from clerk_tui.domain.acts import Command
from clerk_tui.domain.calendar import fill
from clerk_tui.domain.commands import AmendRuling, CountObservers, ReplaceMaterial, RetitleCase
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Material
from clerk_tui.domain.queries import deliberated, printed_result
from clerk_tui.domain.record import State
from clerk_tui.domain.votes import voted_on
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.fields import Text, values
from clerk_tui.minutes.outline import outline
from clerk_tui.published.style import observers

_CASE = re.compile(r"_css_(\d+)_(ttl|rslt|nmbr)")
_HEADER = re.compile(r"_hdr_(\d+)_.*prgrphs_\d+")
_NOBODY = re.compile("なし|無|いません|いない")
_PREPARED = "準備のファイル（preparation.toml）を直してください。次に記録の画面を開くと読み込まれます。"
_ROLL = "記録の画面で出欠を直してください。"
_HOURS = "日は準備から、開会と閉会の時刻は記録から作られます。準備のファイルか記録の画面で直してください。"
_RULED = "結果は裁決から作られます。記録の画面で裁決を直してください。"
_REASONS = {
    **{"_ttl": _PREPARED, "_nm": _PREPARED, "_plc": _PREPARED, "_cntnts": _PREPARED},
    **{"_mmnt": _HOURS, "_pnd": _HOURS, "_clsd": _HOURS},
    **{"_bsnts": _ROLL, "_ttndnc": _ROLL, "_rll": _ROLL, "_qrm": _ROLL},
    **{"_vts": _RULED, "_nxt": "次回の日程は、記録の画面で直してください。"},
    "_drft": "案の表示は、会議録の状態から刷ります。clerk-tui status 会議 で見て、進めてください。",
    "_lbls": "項目の名前は、審議会の型（profile.toml）のものです。",
}
_ANY_DAY = datetime(1970, 1, 1, tzinfo=UTC)


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


def field_command(base: State, state: State, name: str, after: str, edition: Edition) -> Command | str:
    """What puts a value into the record; a sentence where nothing does.

    Args:
        base: the record that the name of the field belongs to.
        state: the record now.
        name: of the field's anchor.
        after: the value as the draft has it now.
        edition: of the draft.
    """
    if found := _CASE.fullmatch(name):
        case = _cases(base)[int(found[1])]
        if found[2] == "ttl":
            return RetitleCase(case, after)
        return _ruled(state, case, after) if found[2] == "rslt" else _PREPARED
    form = state.meeting.profile.form
    label = _label(base, edition, name)
    if name == "_bsrvrs" or label == form.observers:
        return _observers(form.observers_count, after)
    if label == form.materials or name.startswith("_mtrls"):
        return _material(base, state, edition, name, after)
    if label:
        if label == form.moment:
            return _HOURS
        return _PREPARED if label == form.place else _ROLL
    return next((why for start, why in _REASONS.items() if name.startswith(start)), _PREPARED)


def _cases(state: State) -> list[CaseId]:
    """The cases in the order of the printed table."""
    return [case for case in deliberated(state) if state.meeting.case(case) is not None]


def _label(state: State, edition: Edition, name: str) -> str:
    """The label of the header's row that a field stands in; empty: it is none of the header."""
    found = _HEADER.fullmatch(name)
    if found is None:
        return ""
    header = outline(state, _ANY_DAY, edition).header
    labels = [label for label, _ in groupby(row.label for row in header)]
    at = int(found[1])
    return labels[at] if at < len(labels) else ""


def _observers(pattern: str, printed: str) -> Command | str:
    count, own, words = observers(printed)
    if own == "{count}名" and words and not _NOBODY.search(printed):
        return f"傍聴者の数が「{printed}」から読み取れません。記録の画面で直してください。"
    same = not words and fill(pattern, {"count": str(count)}) == printed
    return CountObservers(count, "" if same else printed)


def _material(base: State, state: State, edition: Edition, name: str, after: str) -> Command | str:
    old = field_values(base, edition).get(name, "")
    same = [material for material in state.meeting.materials if material.title == old]
    if len(same) != 1 or not after:
        return _PREPARED
    return ReplaceMaterial(old, Material(same[0].when, after))


def _ruled(state: State, case: CaseId, printed: str) -> Command | str:
    """The ruling whose result is printed so."""
    ruling, kind = state.rulings.get(case), state.meeting.profile.kind(case.kind)
    if ruling is None or ruling.parts or len(voted_on(state, case)) != 1 or kind is None:
        return _RULED
    for outcome in kind.outcomes:
        for note in ("", ruling.decision.note, _note(state, outcome.table, printed)):
            decision = replace(ruling.decision, outcome=outcome.name, note=note)
            if printed_result(state.meeting, replace(ruling, decision=decision)) == printed:
                return AmendRuling(decision, ruling.method, ruling.tally)
    return f"「{printed}」は{kind.name}の結果にありません。{_RULED}"


def _note(state: State, word: str, printed: str) -> str:
    """The condition or rider in a printed result."""
    before, _, after = state.meeting.profile.form.note.format(result=word, note="\0").partition("\0")
    if printed.startswith(before) and printed.endswith(after) and len(printed) > len(before) + len(after):
        return printed[len(before) : len(printed) - len(after)]
    return ""
