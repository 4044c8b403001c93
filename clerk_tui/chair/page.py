"""The brief as HTML (ページ): each part of the page by the id of its element. Pure.

Everything that comes from the record goes through :func:`html.escape`; the page's own words are constants.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from html import escape
from importlib.resources import files
from string import Template

from clerk_tui.domain.queries import Progress
from clerk_tui.domain.record import MeetingStage

from .brief import CaseLine, ChairBrief, GroupLine
from .following import POLLING, Snapshot

CONTENT_TYPES = {"page.css": "text/css", "page.js": "text/javascript"}
"""The page's own files."""

_NOTHING = '<p class="quiet">ありません</p>'
_WAITING = "会議の準備ができるのを待っています。"

Parts = Mapping[str, str]
"""Inner HTML by the id of the element that it belongs in."""


def asset(name: str) -> str:
    """The text of one of the page's own files."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def page(parts: Parts) -> str:
    """The whole page with its parts in place: readable before, and without, any script."""
    return Template(asset("page.html")).substitute(parts)


def parts(sight: Snapshot, brief: ChairBrief | None) -> Parts:
    """All parts of the page."""
    trouble = sight.trouble or (POLLING if sight.polling else "")
    if brief is None:
        return {**dict.fromkeys(_PARTS, ""), "title": "会長の画面", "trouble": escape(trouble or _WAITING)}
    return {**{name: part(brief) for name, part in _PARTS.items()}, "trouble": escape(trouble)}


def _standing(brief: ChairBrief) -> str:
    words = []
    if brief.stage is not MeetingStage.SITTING:
        words.append(f'<strong class="alert">{brief.stage}</strong>')
    elif brief.phase:
        words.append(f"<strong>{escape(brief.phase)}</strong>")
    if brief.closed_part:
        words.append('<strong class="alert">非公開</strong>')
    return " ".join(words)


def _end(brief: ChairBrief) -> str:
    rows = [("終了予定", brief.planned, "")]
    if brief.projected:
        late = (brief.over or 0) > 0
        word = "終了" if brief.stage is MeetingStage.CLOSED else "終了見込み"
        rows.append((word, brief.projected, "alert" if late else ""))
    overtime = re.sub(r"(\d+)", r"<b>\1</b>", brief.overtime)
    rows.append(("", overtime, "alert" if (brief.over or 0) > 0 else ""))
    return "".join(
        f"<div><dt>{name}</dt><dd{_class(style)}>{value}</dd></div>" for name, value, style in rows if value
    )


def _count(brief: ChairBrief) -> str:
    return f"<b>{brief.groups_left}</b>群 <b>{brief.cases_left}</b>件<small>（全{brief.cases}件）</small>"


def _roll(brief: ChairBrief) -> str:
    roll = brief.roll
    if roll is None:
        return "出欠は未確認"
    words = f"出席 {roll.present}/{roll.seats}名（定足数 {roll.required}名）"
    return words if roll.quorate else f'<strong class="alert">定足数不足</strong> {words}'


def _say(brief: ChairBrief) -> str:
    if not brief.lines:
        return _NOTHING
    now, *later = brief.lines
    rest = "".join(f"<div><dt>{escape(line.about)}</dt><dd>{escape(line.text)}</dd></div>" for line in later)
    return f'<p class="now">{escape(now.text)}</p>' + (f"<dl>{rest}</dl>" if rest else "")


def _floor(brief: ChairBrief) -> str:
    if not brief.speaker:
        return '<p class="quiet">まだ発言はありません</p>'
    about = "発言中" if brief.speaking else "直前の発言"
    return (
        f'<p><span class="quiet">{about}</span> <strong>{escape(brief.speaker)}</strong> '
        f'<span class="quiet">{brief.since}から</span></p>'
    )


def _requests(brief: ChairBrief) -> str:
    rows = (
        f'<li><strong>{escape(r.who)}</strong> <span class="quiet">{r.since}</span></li>'
        for r in brief.requests
    )
    return _listed("ol", rows)


def _open(brief: ChairBrief) -> str:
    if not brief.open:
        return '<p class="quiet">いま審議中の案件はありません</p>'
    return "".join(
        f"<h3>{escape(group.heading)}{_office(group)}</h3>{_listed('ul', map(_case, group.cases))}"
        for group in brief.open
    )


def _left(brief: ChairBrief) -> str:
    return _listed("ul", map(_waiting, brief.left))


def _waiting(group: GroupLine) -> str:
    style = "" if group.progress is Progress.WAITING else "alert"
    count = f' <span class="count">{group.left}件</span>' if group.cases else ""
    reason = f"<small>{escape(group.reason)}</small>" if group.reason else ""
    return (
        f'<li data-progress="{group.progress.name.lower()}"><span class="mark {style}">{group.progress}</span>'
        f"<span><strong>{escape(group.heading)}</strong>{_office(group)}{count}{reason}</span></li>"
    )


def _case(case: CaseLine, *, marked: bool = True) -> str:
    mark = ' <strong class="alert">当日追加</strong>' if marked and case.added else ""
    result = f' <strong class="result">{escape(case.result)}</strong>' if case.result else ""
    title = f"<span>{escape(case.title)}{mark}{result}</span>"
    return f'<li><span class="number">{escape(case.number)}</span> {title}</li>'


def _added(brief: ChairBrief) -> str:
    return _listed("ul", (_case(case, marked=False) for case in brief.added))


def _declared(brief: ChairBrief) -> str:
    return _listed(
        "ul",
        (
            f"<li><strong{_class('alert' if d.position == '反対' else '')}>{escape(d.position)} {d.count}名</strong> "
            f'<span class="quiet">{escape(d.cases or "審議中の全件")}</span> {escape("、".join(d.who))}'
            f"{''.join(f'<small>「{escape(note)}」</small>' for note in d.notes)}</li>"
            for d in brief.declared
        ),
    )


def _questions(brief: ChairBrief) -> str:
    return _listed(
        "ul",
        (
            f'<li><span class="quiet">{question.at} {escape(question.who)}</span> {escape(question.text)}</li>'
            for question in brief.questions
        ),
    )


_PARTS: Mapping[str, Callable[[ChairBrief], str]] = {
    "title": lambda brief: escape(brief.title),
    "clock": lambda brief: brief.clock,
    "standing": _standing,
    "end": _end,
    "count": _count,
    "roll": _roll,
    "say": _say,
    "floor": _floor,
    "requests": _requests,
    "open": _open,
    "left": _left,
    "added": _added,
    "declared": _declared,
    "questions": _questions,
}


def _office(group: GroupLine) -> str:
    return f' <span class="office">{escape(group.office)}</span>' if group.office else ""


def _listed(tag: str, rows: Iterable[str]) -> str:
    lines = "".join(rows)
    return f"<{tag}>{lines}</{tag}>" if lines else _NOTHING


def _class(style: str) -> str:
    return f' class="{style}"' if style else ""
