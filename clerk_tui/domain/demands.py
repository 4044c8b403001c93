"""What a body's rule demands in its minutes (要領の項目): which of it the record has, and where to fill in the rest.

A profile names the items in the words of the rule (:attr:`~.profile.Profile.required`). The usual words are known
here with what stands for them in the record; any other is the name of a free field. What stands in a free field of
that name counts in every case: the office may write there what the record does not say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from .meeting import Meeting
from .profile import Profile, Standing
from .queries import deliberated, took_part, unrecorded
from .record import Mark, MarkKind, State

_FILLING = re.compile(r"[\s・、，の及びと]|氏名|会議録に|年月日")
_UNKNOWN_PLACE = ("", "場所不明")
_FREE = "自由欄"
"""For what the record does not say: it is filled in a free field of that name."""
_ROLL = "記録の画面の「出欠」で記録してください。"

Missing = Callable[[State, Meeting], str]
"""Where the item is to be filled in; empty: the record has it."""


def missing_items(state: State) -> Iterator[tuple[str, str]]:
    """Each demanded item that the record lacks, in the words of the rule, with where to fill it in."""
    meeting = state.meeting
    fields = {_folded(name): text for name, text in meeting.free_fields}
    for name in meeting.profile.required:
        key = _folded(name)
        if fields.get(key, "").strip():
            continue
        known = _KNOWN.get(key, _free)
        if where := known(state, meeting):
            yield name, _field(name, there=key in fields) if where == _FREE else where


def homeless(profile: Profile) -> tuple[str, ...]:
    """The demanded items that neither the record nor a free field of the profile has a place for."""
    fields = {_folded(name) for name, _ in profile.fields}
    return tuple(
        name for name in profile.required if _folded(name) not in fields and _folded(name) not in _KNOWN
    )


def _field(name: str, *, there: bool) -> str:
    if there:
        return f"準備（preparation.toml）の [fields] の「{name}」に書いてください。"
    return f"刷る所がないので、型（profile.toml）の [fields] に「{name}」を足してください。"


def _folded(name: str) -> str:
    """The name without what rules write differently: 「出席者の氏名」 and 「出席者」 are one item."""
    return _FILLING.sub("", name)


def _title(_state: State, meeting: Meeting) -> str:
    return "" if any(meeting.title) else "準備の title に書いてください。"


def _moment(state: State, meeting: Meeting) -> str:
    if meeting.moment_text:
        return ""
    if meeting.date is None:
        return "準備の date に書いてください。"
    lacking = [name for name, at in (("開会", state.opened), ("閉会", state.closed)) if at is None]
    return f"{'と'.join(lacking)}の時刻を、記録の画面で記録してください。" if lacking else ""


def _place(_state: State, meeting: Meeting) -> str:
    return "準備の place に書いてください。" if meeting.place.strip() in _UNKNOWN_PLACE else ""


def _attendance(state: State, _meeting: Meeting) -> str:
    return "" if state.attendance else _ROLL


def _absentees(state: State, meeting: Meeting) -> str:
    if not state.attendance or any(meeting.role_of(person).votes for person in unrecorded(state)):
        return _ROLL
    return "" if meeting.profile.form.absentees else "型の [form] の absentees に見出しを書いてください。"


def _secretariat(state: State, meeting: Meeting) -> str:
    people = [
        person for person in meeting.people if meeting.role_of(person).standing is Standing.SECRETARIAT
    ]
    if not people:
        return "準備の名簿（people）に事務局の人を書いてください。"
    return "" if any(took_part(state, person.id) for person in people) else _ROLL


def _observers(state: State, meeting: Meeting) -> str:
    if state.observers is None and not state.observers_note:
        return "記録の画面の「傍聴者の人数」で記録してください（いなければ 0 です）。"
    return "" if meeting.profile.form.observers else "型の [form] の observers に見出しを書いてください。"


def _agenda(_state: State, meeting: Meeting) -> str:
    return "" if meeting.items or meeting.cases else "準備の items か cases に書いてください。"


def _results(state: State, _meeting: Meeting) -> str:
    left = [case for case in deliberated(state) if case not in state.rulings]
    return f"結果のない案件が {len(left)} 件あります。記録の画面で裁決を記録してください。" if left else ""


def _remarks(state: State, _meeting: Meeting) -> str:
    blank = sum(not turn.text.strip() for turn in state.turns)
    if not state.turns:
        return "発言が記録されていません。"
    return f"本文のない発言が {blank} 件あります。録音などから補ってください。" if blank else ""


def _materials(_state: State, meeting: Meeting) -> str:
    if meeting.materials:
        return ""
    return "準備の materials に書いてください（資料がなければ、同じ名前の自由欄に「なし」と書きます）。"


def _free(_state: State, _meeting: Meeting) -> str:
    return _FREE


def _reason(state: State, meeting: Meeting) -> str:
    marks = [
        entry
        for entry in state.entries
        if isinstance(entry, Mark) and entry.kind is MarkKind.CLOSED_PART and not entry.reason
    ]
    if meeting.closed or not marks:
        return ""
    at = "、".join(f"{mark.at:%H:%M}" for mark in marks)
    return f"{at} からの非公開に理由がありません。同じ名前の自由欄に書いてください。"


def _signatories(state: State, _meeting: Meeting) -> str:
    return "" if state.signatories else "記録の画面の「署名委員」で指名を記録してください。"


def _next(state: State, _meeting: Meeting) -> str:
    return "" if state.next_meeting else "記録の画面の「次回の日程」で記録してください。"


_WORDS: tuple[tuple[Missing, str], ...] = (
    (_title, "会議の名称 会議名 名称 件名 審議会等の名称"),
    (_moment, "開催日時 日時 開会及び閉会の日時 開催日 開会日時 会議の日時 開催の日時"),
    (_place, "場所 開催場所 会場 会議の場所 開催の場所"),
    (_attendance, "出席者 出席委員 出席者の氏名 出席者名 委員の出欠 出欠 出席した委員 出席者及び欠席者"),
    (_absentees, "欠席者 欠席委員 欠席者名 欠席した委員"),
    (_secretariat, "事務局 事務局職員 事務局の職員 事務局出席者"),
    (_observers, "傍聴者数 傍聴者 傍聴人 傍聴人数 傍聴者の数 傍聴人の数 傍聴者の人数"),
    (_agenda, "議題 次第 会議次第 案件 議事 会議の議題 議事日程 付議案件"),
    (_results, "審議結果 議決事項 会議の結果 会議結果 決定事項 結果 審議の結果"),
    (_remarks, "発言内容 会議の内容 審議の内容 審議経過 議事の経過 発言の内容 発言要旨 会議内容 審議内容 議事内容"),
    (_materials, "会議資料 配布資料 資料 配付資料 会議資料の名称"),
    (_reason, "非公開の理由 非公開理由 非公開とした理由 会議を非公開とした理由 会議の非公開の理由"),
    (_signatories, "署名委員 会議録署名委員 署名人 議事録署名人"),
    (_next, "次回 次回の日程 次回開催予定 次回会議 次回開催日"),
)
_KNOWN = {_folded(word): missing for missing, words in _WORDS for word in words.split()}
