"""What was read of minutes, as text (読取りの確認): doubts on top, then by kind, then how many lines became what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.moments import Moment
from clerk_tui.published.data import Listed, Published
from clerk_tui.published.reading import Reading

from .preview import hung

_WIDTH = 76


def review(reading: Reading, cells: int = _WIDTH) -> str:
    """The whole reading in lines of so many cells: the doubts, an empty line, the rest.

    What was concluded and not read says 推した.
    """
    body = (*_published(reading.published, reading.guessed), *_lines(reading))
    return "\n".join((*_doubts(reading, cells), *(part for line in body for part in _wrapped(line, cells))))


def _doubts(reading: Reading, cells: int) -> Iterator[str]:
    asked = [doubt for doubt in reading.doubts if doubt.asks and doubt.line is None]
    told = [doubt for doubt in reading.doubts if not doubt.asks]
    if asked or told:
        yield f"確かめたいこと　{len(asked) + len(told)}件"
        for number, doubt in enumerate((*asked, *told), start=1):
            yield from hung(f"  {number} ", doubt.message, cells)
    if reading.unread:
        yield f"読めなかった行（取り込みません）　{len(reading.unread)}行"
        for place, text in reading.unread:
            yield from hung("  ・", f"{place}：{text}", cells)
    if asked or told or reading.unread:
        yield ""


def _wrapped(line: str, cells: int) -> Iterator[str]:
    """A line, what does not fit below it and further in."""
    bare = line.lstrip(" ")
    head = " " * (len(line) - len(bare))
    label, gap, text = bare.partition("　")
    yield from hung(f"{head}{label}{gap}", text, cells) if gap and len(label) <= 12 else hung(head, bare, cells)


def _published(found: Published, guessed: frozenset[str]) -> Iterator[str]:
    def how(*items: str) -> str:
        return "（推した）" if guessed & {*items} else ""

    yield f"会議名　{'　'.join(found.title) or '不明'}{how('会議名')}"
    yield f"日時　{_moment(found.when)}{how('日時', '時刻')}"
    yield f"場所　{found.place or '不明'}{how('場所')}"
    yield f"傍聴者　{found.observers or '不明'}"
    for part in found.attendance:
        yield f"{part.category}（{len(part.people)}名）　{'、'.join(map(_person, part.people))}"
    if found.absent:
        yield f"欠席（発言から）　{'、'.join(found.absent)}（推した）"
    if found.contents:
        yield f"次第・議題（{len(found.contents)}件）"
        yield from (f"  {title}" for title in found.contents)
    if found.cases:
        yield f"案件（{len(found.cases)}件）{how('案件')}"
        for case in found.cases:
            number = f"{case.id.number}{f'の{case.id.branch}' if case.id.branch else ''}"
            label = case.numbering.replace("{kind}", case.id.kind).replace("{number}", number)
            yield f"  {label}　{case.title or '（件名なし）'}　{case.result or '結果の記載なし'}"
        if "案件の結果" in guessed:
            yield "  （結果は、議長の発言から推した）"
    topics = [(topic, result) for topic, result in found.outcomes if topic]
    if topics:
        yield "番号のない議題の結果"
        yield from (f"  {topic}　{result}" for topic, result in topics)
    for when, titles in found.materials:
        yield f"資料・{when}（{len(titles)}件）　{'、'.join(titles)}"
    said = Counter(turn.label for turn in found.turns)
    speakers = "、".join(f"{label} {count}" for label, count in said.items())
    yield f"発言 {len(found.turns)} 件{f'（{speakers}）' if speakers else ''}"


def _moment(when: Moment | None) -> str:
    if when is None:
        return "不明"
    day = format_date(when.date) if when.date else "日付不明"
    starts, ends = (f"{at:%H:%M}" if at else "不明" for at in (when.starts, when.ends))
    return f"{day} {starts}～{'翌' if when.overnight else ''}{ends}"


def _person(person: Listed) -> str:
    name = f"{person.seat}番 " if person.seat is not None else ""
    name += f"{person.name}{person.given}{person.post}" if person.name else person.printed
    status = f"代理 {person.proxy}" if person.proxy else person.status if person.status != "出席" else ""
    return f"{name}（{status}）" if status else name


def _lines(reading: Reading) -> Iterator[str]:
    placed = "、".join(f"{kind} {count}" for kind, count in reading.placed.items())
    count = sum(reading.placed.values()) + len(reading.unread)
    if reading.aside:
        yield f"記録に欄のない行（取り込みません）　{len(reading.aside)}行"
        yield from (f"  {text}" for _, text in reading.aside)
    yield f"行 {count}（{placed}、読めなかった行 {len(reading.unread)}）"
