"""A preparation that was saved again (準備の手直し): what it changes, item by item, and whether it is this meeting's. Pure."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import TypeVar

from .meeting import Meeting, Person
from .record import Named, State

T = TypeVar("T")

_FEW = 8
"""Changes that are told by name; of more, how many there are."""


def doubts(state: State, new: Meeting) -> Iterator[str]:
    """Why the preparation is not to be taken over without asking; each a sentence."""
    old = state.base
    if not state.prepared or not state.turns:
        return
    if is_other(old, new):
        yield (f"準備は別の会議のもののようです（記録は「{_called(old)}」、準備は「{_called(new)}」）。")
    if gone := lost(state, new):
        names = "、".join(f"{person.name}{person.post}" for person in gone)
        yield f"準備の名簿に、すでに発言した人がいません（{names}）。"


def is_other(old: Meeting, new: Meeting) -> bool:
    """Whether the preparation is that of another meeting: another body, or neither the title nor the day of this one."""
    if old.profile.body != new.profile.body:
        return True
    return old.title != new.title and old.date != new.date


def lost(state: State, new: Meeting) -> tuple[Person, ...]:
    """Who has spoken and is on the new roster no longer."""
    spoken = {turn.speaker.person for turn in state.turns if isinstance(turn.speaker, Named)}
    known = {person.id for person in new.people}
    return tuple(each for each in state.base.people if each.id in spoken and each.id not in known)


def changes(old: Meeting, new: Meeting) -> tuple[str, ...]:
    """What is otherwise in the new preparation, item by item, in the order of the file."""
    told = tuple(_changes(old, new))
    return told if len(told) <= _FEW else (*told[:_FEW], f"ほか {len(told) - _FEW} 件")


def _changes(old: Meeting, new: Meeting) -> Iterator[str]:
    pairs: tuple[tuple[str, object, object], ...] = (
        ("会議の名前", "　".join(old.title), "　".join(new.title)),
        ("日付", old.day, new.day),
        ("開始", old.starts, new.starts),
        ("終了", old.ends, new.ends),
        ("場所", old.place, new.place),
        ("定数", old.seats, new.seats),
        ("非公開の理由", old.closed, new.closed),
        ("日時の書き方", old.moment_text, new.moment_text),
    )
    for name, before, after in pairs:
        if before != after:
            yield f"{name}「{before or 'なし'}」→「{after or 'なし'}」"
    yield from _told("次第", *_by(old.items, new.items, lambda i: i.number), lambda i: i.title)
    yield from _told(
        "出席予定者", *_by(old.people, new.people, lambda p: p.id), lambda p: f"{p.name}{p.post}"
    )
    yield from _told("資料", *_by(old.materials, new.materials, lambda m: m), lambda m: m.title)
    yield from _told("自由欄", *_by(old.fields, new.fields, lambda f: f[0]), lambda f: f[0])
    label = new.profile.notation.label
    yield from _told(
        "案件", *_by(old.cases, new.cases, lambda c: c.id), lambda c: f"{label(c.id)}　{c.title}"
    )
    yield from _told("案件群", *_by(old.groups, new.groups, lambda g: g.id), lambda g: g.heading or g.id)
    yield from _told("宿題", *_by(old.follow_ups, new.follow_ups, lambda f: f.id), lambda f: f.what)
    if old.profile != new.profile:
        yield "審議会の型"


def _by(
    old: Iterable[T], new: Iterable[T], key: Callable[[T], Hashable]
) -> tuple[dict[Hashable, T], dict[Hashable, T]]:
    return {key(each): each for each in old}, {key(each): each for each in new}


def _told(
    what: str, old: dict[Hashable, T], new: dict[Hashable, T], words: Callable[[T], str]
) -> Iterator[str]:
    yield from (f"{what}に「{words(each)}」を加える" for key, each in new.items() if key not in old)
    yield from (f"{what}から「{words(each)}」を除く" for key, each in old.items() if key not in new)
    yield from (
        f"{what}「{words(old[key])}」を直す" for key, each in new.items() if key in old and each != old[key]
    )
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield f"{what}の順"


def _called(meeting: Meeting) -> str:
    return f"{meeting.profile.body}　{''.join(meeting.title)}　{meeting.day}"
