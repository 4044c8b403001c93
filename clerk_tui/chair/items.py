"""The brief as one tree of items (会長への要約の中身): sections, rows and words with their tones. Pure.

Both views, the terminal and the page, draw this tree and nothing else: a new item is a function here and one line
in :data:`SECTIONS`. Tones say what a word is; how it looks is the affair of each view.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum, StrEnum, auto

from msgspec import Struct

from clerk_tui.domain.queries import Progress
from clerk_tui.domain.record import MeetingStage, Position

from .brief import CaseLine, ChairBrief, GroupLine, GroupTime, Result
from .timing import Pace


class Tone(StrEnum):
    """What a word is; also the name of its class in the page."""

    PLAIN = ""
    QUIET = "quiet"
    STRONG = "strong"
    SUBJECT = "subject"
    """What the meeting is about or who speaks at this moment."""
    ALERT = "alert"
    """What wants attention; always said in words as well."""
    FIGURE = "figure"
    """A number to be read from afar."""


class Level(StrEnum):
    """What a row is among its section's; also the name of its class in the page."""

    HEADLINE = "headline"
    """What the rows after it belong to."""
    ITEM = "item"
    NOTE = "note"
    """Belongs to the row before it."""


class Span(Struct, frozen=True):
    """Words in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


class Row(Struct, frozen=True):
    """One line; where it is too long, it goes on under the beginning of its body."""

    body: tuple[Span, ...]
    lead: tuple[Span, ...] = ()
    level: Level = Level.ITEM
    near: bool = False
    """True where it is left out when only what is needed from afar is wanted."""


class Place(Enum):
    """Where a section stands."""

    TOP = auto()
    NUMBERS = auto()
    """In one line with the other numbers."""
    SAY = auto()
    NOW = auto()
    """What goes on at this moment."""
    REST = auto()
    """What remains and what has been."""


Rows = Callable[[ChairBrief], Iterable[Row]]


class Section(Struct, frozen=True):
    """One part of both views."""

    id: str
    title: str
    """Empty: it needs none."""
    place: Place
    rows: Rows
    empty: str = ""
    """What stands there where there is no row; empty: the section is not shown."""
    near: bool = False
    """As of a row."""


def _quiet(text: str) -> Span:
    return Span(text, Tone.QUIET)


def _strong(text: str) -> Span:
    return Span(text, Tone.STRONG)


def _alert(text: str) -> Span:
    return Span(text, Tone.ALERT)


def head(brief: ChairBrief) -> Iterator[Row]:
    """Which meeting, where it stands."""
    spans = [_strong(brief.title)]
    if brief.stage is not MeetingStage.SITTING:
        spans.append(_alert(f"　{brief.stage}"))
    elif brief.phase:
        spans += [_quiet("　段階 "), Span(brief.phase, Tone.SUBJECT)]
    if brief.closed_part:
        spans.append(_alert("　非公開"))
    yield Row(tuple(spans))


def _count(brief: ChairBrief) -> Iterator[Row]:
    """How much is left."""
    yield Row(
        (
            _quiet("残り "),
            Span(str(brief.groups_left), Tone.FIGURE),
            Span("群 "),
            Span(str(brief.cases_left), Tone.FIGURE),
            Span("件"),
            _quiet(f"（全{brief.cases}件）"),
        )
    )


def _end(brief: ChairBrief) -> Iterator[Row]:
    """Planned and projected end."""
    late = (brief.over or 0) > 0
    spans = [_quiet("予定 "), Span(brief.planned, Tone.FIGURE)]
    if brief.projected:
        word = "終了" if brief.stage is MeetingStage.CLOSED else "見込み"
        spans += [_quiet(f"　{word} "), Span(brief.projected, Tone.FIGURE)]
    if brief.overtime:
        spans += [Span("　"), Span(brief.overtime, Tone.ALERT if late else Tone.STRONG)]
    yield Row(tuple(spans))


def _roll(brief: ChairBrief) -> Iterator[Row]:
    """Presence and quorum."""
    if brief.roll is None:
        yield Row((_quiet("出欠は未確認"),))
        return
    words = f"出席 {brief.roll.present}/{brief.roll.seats}名（定足数 {brief.roll.required}名）"
    yield Row((Span(words),) if brief.roll.quorate else (_alert("定足数不足　"), Span(words)))


def _say(brief: ChairBrief) -> Iterator[Row]:
    """What to read aloud now, then the lines that follow."""
    for number, line in enumerate(brief.lines):
        if number:
            yield Row((Span(line.text),), (_quiet(f"{line.about}　"),), near=True)
        else:
            yield Row((_strong(line.text),), level=Level.HEADLINE)


def _floor(brief: ChairBrief) -> Iterator[Row]:
    """Who speaks."""
    if brief.speaker:
        about = "発言中　" if brief.speaking else "直前の発言　"
        yield Row((Span(brief.speaker, Tone.SUBJECT), _quiet(f"　{brief.since}から")), (_quiet(about),))


def _requests(brief: ChairBrief) -> Iterator[Row]:
    """Who asked to speak, in the order of asking."""
    for number, request in enumerate(brief.requests, 1):
        yield Row((_strong(request.who), _quiet(f"　{request.since}")), (_quiet(f"挙手 {number}　"),))


def _open(brief: ChairBrief) -> Iterator[Row]:
    """The open block: how long it has taken, cases, titles, office."""
    if brief.spent:
        yield Row((_figure(f"{brief.spent.used}分"), Span("　"), *_against(brief.spent)), (_quiet("経過　"),))
    for group in brief.open:
        yield Row((Span(group.heading, Tone.SUBJECT), *_office(group)), level=Level.HEADLINE)
        for case in group.cases:
            yield _case(case)


def _left(brief: ChairBrief) -> Iterator[Row]:
    """What remains beside the open block, put-off groups first and marked."""
    for group in brief.left:
        mark = _MARKS.get(group.progress, str(group.progress))
        tone = Tone.QUIET if group.progress is Progress.WAITING else Tone.ALERT
        count = Span(f"　{group.left}件" if group.cases else "")
        guide = () if group.minutes is None else (_quiet(f"　目安{group.minutes}分"),)
        yield Row((_strong(group.heading), *_office(group), count, *guide), (Span(f"{mark}　", tone),))
        if group.reason:
            yield Row((_quiet(group.reason),), level=Level.NOTE)


def _declared(brief: ChairBrief) -> Iterator[Row]:
    """Stances in the open block."""
    for declared in brief.declared:
        tone = Tone.ALERT if declared.position == Position.AGAINST else Tone.STRONG
        who = Span(f"　{'、'.join(declared.who)}" if declared.who else "")
        yield Row(
            (
                Span(f"{declared.position} {declared.count}名", tone),
                who,
                _quiet(f"　{declared.cases or '審議中の全件'}"),
            )
        )
        for note in declared.notes:
            yield Row((Span(f"「{note}」"),), level=Level.NOTE)


def _outlook(brief: ChairBrief) -> Iterator[Row]:
    """How a vote would come out, by what has been declared."""
    for outlook in brief.outlooks:
        yield Row((_strong(outlook.counts),), (_quiet(f"{outlook.cases}　"),) if outlook.cases else ())
        if outlook.words:
            yield Row((Span(outlook.words, Tone.SUBJECT),), level=Level.NOTE)


def _times(brief: ChairBrief) -> Iterator[Row]:
    """Minutes used against the share, of each block called so far."""
    for time in brief.times:
        yield Row(
            (Span(time.heading), _quiet("　審議中" if time.open else "")), (_figure(f"{time.used}分　"),)
        )
        yield Row(_against(time), level=Level.NOTE)


def _talks(brief: ChairBrief) -> Iterator[Row]:
    """How often and how long each side has spoken."""
    for talk in brief.talks:
        length = "" if talk.minutes is None else f"　{talk.minutes}分" if talk.minutes else "　1分未満"
        yield Row((_strong(talk.side), Span(f"　{talk.times}回{length}")))


def _questions(brief: ChairBrief) -> Iterator[Row]:
    """Questions without an answer."""
    for question in brief.questions:
        yield Row((Span(question.text),), (_quiet(f"{question.at} {question.who}　"),))


def decided(brief: ChairBrief) -> Iterator[Row]:
    """What has been ruled so far, the latest first, each with its conditions."""
    for result in brief.decided:
        yield from _result(result)


def _added(brief: ChairBrief) -> Iterator[Row]:
    """Cases that came onto the agenda today."""
    for case in brief.added:
        yield _case(case, marked=False)


SECTIONS: tuple[Section, ...] = (
    Section("head", "", Place.TOP, head),
    Section("count", "", Place.NUMBERS, _count, near=True),
    Section("end", "", Place.NUMBERS, _end, near=True),
    Section("roll", "", Place.NUMBERS, _roll, near=True),
    Section("say", "次の発言", Place.SAY, _say, "ありません"),
    Section("floor", "発言", Place.NOW, _floor, "まだ発言はありません", near=True),
    Section("requests", "発言を求めた人", Place.NOW, _requests),
    Section("open", "審議中", Place.NOW, _open, "いま審議中の案件はありません"),
    Section("outlook", "採決の見通し（表明のとおりなら）", Place.REST, _outlook),
    Section("declared", "表明された態度", Place.REST, _declared),
    Section("questions", "未答弁の質問", Place.REST, _questions, near=True),
    Section("left", "残り", Place.REST, _left, "ありません"),
    Section("decided", "決まったこと", Place.REST, decided),
    Section("talks", "発言の回数と時間", Place.NOW, _talks, near=True),
    Section("times", "かかった時間と目安", Place.REST, _times, near=True),
    Section("added", "当日追加", Place.REST, _added, near=True),
)
"""Every part of the chair's views, in the order of each place."""


_MARKS = {Progress.HALF: "一部済", Progress.DEFERRED: "後回し", Progress.WAITING: "未　　"}


def shown(section: Section, brief: ChairBrief, *, far: bool = False) -> tuple[Row, ...]:
    """The rows of a section, without those that are not wanted from afar; none: it is not to be seen."""
    if far and section.near:
        return ()
    rows = tuple(row for row in section.rows(brief) if not (far and row.near))
    return rows or ((Row((_quiet(section.empty),)),) if section.empty else ())


def _figure(text: str) -> Span:
    return Span(text, Tone.FIGURE)


def _against(time: GroupTime) -> tuple[Span, ...]:
    """The share, and a word before and after it is spent."""
    if time.planned is None:
        return ()
    spans = (_quiet(f"目安{time.planned}分　"),)
    match time.pace:
        case Pace.OVER:
            return (*spans, _alert(f"{time.used - time.planned}分超過"))
        case Pace.NEARLY if time.open:
            return (*spans, _alert(f"まもなく（あと{time.planned - time.used}分）"))
        case _ if time.open:
            return (*spans, Span(f"あと{time.planned - time.used}分"))
        case _:
            return spans


def _result(result: Result) -> Iterator[Row]:
    yield Row((Span(result.cases), _strong(f"　{result.word}")))
    if result.note:
        yield Row((_quiet("条件・意見　"), Span(result.note)), level=Level.NOTE)


def _case(case: CaseLine, *, marked: bool = True) -> Row:
    spans = [Span(case.title)]
    if marked and case.added:
        spans.append(_alert("　当日追加"))
    if case.result:
        spans.append(_strong(f"　{case.result}"))
    return Row(tuple(spans), (_quiet(f"{case.number}　"),), near=True)


def _office(group: GroupLine) -> tuple[Span, ...]:
    return (_quiet(f"　{group.office}"),) if group.office else ()
