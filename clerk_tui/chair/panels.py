"""The brief in words for a terminal (端末での見せ方): one function a panel, each giving its lines. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from msgspec import Struct
from textual.content import Content

from clerk_tui.domain.queries import Progress
from clerk_tui.domain.record import MeetingStage
from clerk_tui.support.cells import wrap

from .brief import CaseLine, ChairBrief, GroupLine

_MUTED = "$text-muted"
_STRONG = "bold $text-primary"
_ALERT = "bold $text-warning"
_NOTHING = Content.styled("ありません", _MUTED)
_INDENT = 2

_MARKS = {Progress.HALF: "一部済", Progress.DEFERRED: "後回し", Progress.WAITING: "未　　"}


class Room(Struct, frozen=True):
    """How a panel is to be drawn."""

    width: int
    """Cells of a line."""
    large: bool
    """Whether only what is needed from afar is wanted."""


class Item(Struct, frozen=True):
    """A line with what leads it; where it is too long, it goes on under its own beginning."""

    lead: Content
    body: Content


Panel = Callable[[ChairBrief, Room], Content]


def head(brief: ChairBrief, room: Room) -> Content:
    """Which meeting, where it stands."""
    parts = [Content.styled(brief.title, "bold")]
    if brief.stage is not MeetingStage.SITTING:
        parts.append(Content.styled(str(brief.stage), _ALERT))
    if brief.closed_part:
        parts.append(Content.styled("非公開", _ALERT))
    if brief.phase and brief.stage is MeetingStage.SITTING:
        parts.append(Content.assemble(("段階 ", _MUTED), (brief.phase, _STRONG)))
    return _fitted(room, (_plain(part) for part in _in_lines(parts, room.width)))


def say(brief: ChairBrief, room: Room) -> Content:
    """What to read aloud now; the lines that follow stand under it."""
    if not brief.lines:
        return _NOTHING
    now, *later = brief.lines
    items = [_plain(Content.styled(now.text, "bold"))]
    for line in () if room.large else later:
        items += [_plain(Content("")), Item(Content.styled(f"{line.about}　", _MUTED), Content(line.text))]
    return _fitted(room, items)


def matter(brief: ChairBrief, room: Room) -> Content:
    """The open block: cases, titles, office."""
    if not brief.open:
        return Content.styled("いま審議中の案件はありません", _MUTED)
    return _fitted(room, (item for group in brief.open for item in _open(group, room.large)))


def left(brief: ChairBrief, room: Room) -> Content:
    """What remains beside the open block, put-off groups first and marked."""
    return (
        _fitted(room, (item for group in brief.left for item in _waiting(group))) if brief.left else _NOTHING
    )


def count(brief: ChairBrief, _room: Room) -> Content:
    """How much is left."""
    return Content.assemble(
        (str(brief.groups_left), "bold"), "群 ", (str(brief.cases_left), "bold"), f"件（全{brief.cases}件）"
    )


def end(brief: ChairBrief, _room: Room) -> Content:
    """Planned and projected end."""
    words = Content.assemble(("予定 ", _MUTED), (brief.planned, "bold"))
    if brief.projected:
        word = "終了" if brief.stage is MeetingStage.CLOSED else "見込み"
        words += Content.assemble((f"　{word} ", _MUTED), (brief.projected, "bold"))
    return words + Content.assemble("　", (brief.overtime, _ALERT if (brief.over or 0) > 0 else "bold"))


def floor(brief: ChairBrief, room: Room) -> Content:
    """Who speaks, who asked to."""
    items = [_plain(Content.styled("まだ発言はありません", _MUTED))]
    if brief.speaker:
        lead = Content.styled("発言中　" if brief.speaking else "直前の発言　", _MUTED)
        since = Content.styled(f"　{brief.since}から", _MUTED)
        items = [Item(lead, Content.styled(brief.speaker, _STRONG) + since)]
    items += [
        Item(
            Content.styled(f"挙手 {number}　", _MUTED),
            Content.assemble((request.who, "bold"), (f"　{request.since}", _MUTED)),
        )
        for number, request in enumerate(brief.requests, 1)
    ]
    return _fitted(room, items)


def views(brief: ChairBrief, room: Room) -> Content:
    """Stances in the open block, questions without an answer."""
    items: list[Item] = []
    for declared in brief.declared:
        style = _ALERT if declared.position == "反対" else "bold"
        lead = Content.styled(f"{declared.position} {declared.count}名　", style)
        who = f"　{'、'.join(declared.who)}" if declared.who else ""
        items.append(Item(lead, Content.assemble((declared.cases or "審議中の全件", _MUTED), who)))
        items += [Item(Content("　　"), Content(f"「{note}」")) for note in declared.notes]
    items += [
        Item(
            Content.styled("未答弁　", _ALERT),
            Content.assemble((f"{question.at} {question.who}　", _MUTED), question.text),
        )
        for question in brief.questions
    ]
    return _fitted(room, items) if items else _NOTHING


def added(brief: ChairBrief, room: Room) -> Content:
    """Cases that came onto the agenda today."""
    return _fitted(room, (_case(case, marked=False) for case in brief.added))


def roll(brief: ChairBrief, _room: Room) -> Content:
    """Presence and quorum."""
    if brief.roll is None:
        return Content.styled("出欠は未確認", _MUTED)
    words = f"出席 {brief.roll.present}/{brief.roll.seats}名（定足数 {brief.roll.required}名）"
    return (
        Content(words) if brief.roll.quorate else Content.styled(f"定足数不足　{words}", "bold $text-error")
    )


PANELS: Mapping[str, Panel] = {
    "head": head,
    "end": end,
    "roll": roll,
    "say": say,
    "floor": floor,
    "matter": matter,
    "count": count,
    "left": left,
    "views": views,
    "added": added,
}
"""Every panel by the id of its widget."""


def _open(group: GroupLine, large: bool) -> Iterator[Item]:
    office = Content.styled(f"　{group.office}" if group.office else "", _MUTED)
    yield _plain(Content.styled(group.heading, _STRONG) + office)
    if not large:
        yield from (_case(case, marked=True) for case in group.cases)


def _case(case: CaseLine, *, marked: bool) -> Item:
    mark = Content.styled("　当日追加" if marked and case.added else "", _ALERT)
    result = Content.styled(f"　{case.result}" if case.result else "", "bold")
    return Item(Content.styled(f"{case.number}　", _MUTED), Content(case.title) + mark + result)


def _waiting(group: GroupLine) -> Iterator[Item]:
    lead = Content.styled(
        f"{_MARKS.get(group.progress, str(group.progress))}　",
        _MUTED if group.progress is Progress.WAITING else _ALERT,
    )
    yield Item(
        lead,
        Content.assemble(
            (group.heading, "bold"),
            (f"　{group.office}" if group.office else "", _MUTED),
            f"　{group.left}件" if group.cases else "",
        ),
    )
    if group.reason:
        yield Item(Content(" " * lead.cell_length), Content.styled(group.reason, _MUTED))


def _plain(body: Content) -> Item:
    return Item(Content(""), body)


def _in_lines(parts: Iterable[Content], width: int) -> Iterator[Content]:
    """The parts side by side, each whole on one line."""
    line = Content("")
    for part in parts:
        if line and line.cell_length + part.cell_length + _INDENT > width:
            yield line
            line = part
        else:
            line = line + Content("　" if line else "") + part
    yield line


def _fitted(room: Room, items: Iterable[Item]) -> Content:
    """The items in lines of the room's width, broken as Japanese is, long ones hanging under their beginning."""
    lines: list[Content] = []
    for item in items:
        lead = item.lead.cell_length
        # In a narrow room the body gets the line to itself.
        hang = lead if lead * 3 <= room.width else _INDENT
        if hang != lead:
            lines.append(item.lead)
        for number, (start, end) in enumerate(wrap(item.body.plain, max(room.width - hang, 2))):
            begin = item.lead if not number and hang == lead else Content(" " * hang)
            lines.append(begin + item.body[start:end].rstrip())
    return Content("\n").join(lines)
