"""Whether what was read looks like what it was taken for (読み違いの見つけ方): titles, names, papers, places, moments.

A wrong reading is rarely shaped like a right one: a sentence among the items, an office among the names, an hour that
went nowhere. Each is told in one sentence; nothing is mended here.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence

from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.moments import find_days, find_times

from .agenda_words import SENTENCE
from .lines import TOLD, LineKind, PlacedLine, short
from .people import is_organisation
from .schedule import Schedule

_LONGEST_TITLE = 100
"""Characters of a title; more is hardly one."""
_LONGEST_PLACE = 50
_LONGEST_BODY = 40
_ANOTHER_NUMBER = re.compile(
    r"(?<=[^\s　（(])[\s　]+(?:[（(][0-9０-９]{1,2}[)）][\s　]*|[①-⑳][\s　]*|[0-9０-９]{1,2}[.．、][\s　]*)"
    r"(?=[^\s　0-9０-９])"
)
_LABEL = re.compile(
    r"^[\s　]*(?:日[\s　]*時|場[\s　]*所|会[\s　]*場|時[\s　]*間|電[\s　]*話|TEL|ＴＥＬ|FAX|ＦＡＸ|E-?mail)[\s　:：]"
)
_OF_OFFICE = re.compile(
    r"(?:[^\s　]{2,}[課係局署]|[^\s　]{3,}[部室]|団体|協議会|連合会|協会|組合|[市町村区]長|議員|教授|理事|代表|担当|職員"
    r"|補佐|[係課部局]長|公募|推薦|選出)$"
)
"""The end of what is no name."""
_PARTICLE = re.compile(r"[一-鿿][のをにはがとで][一-鿿]")
_JAPANESE = re.compile(r"[一-鿿々〆ヶぁ-ゖ]+")
_LONGEST_NAME = 8
_SURNAME = 3
_GIVEN = re.compile(r"[一-鿿々ぁ-ゖァ-ヺ][\s　]?[一-鿿々ぁ-ゖァ-ヺ]?(?:[\s　]|$)")
_OTHERS = (LineKind.HIDDEN, LineKind.ELSEWHERE)
"""Lines that are not this meeting's."""
_CLOSES = re.compile(
    r"(?<!公開・)(?<!公開又は)(?<!公開または)(?<!公開、)(?:非公開(?!の別)|公開しない|公開しません|秘密会)"
)
_PAPER = re.compile(
    r"^(?P<series>参考資料|当日資料|資料)[\s　]*(?:№|No\.?)?[\s　]*(?P<number>[0-9]{1,2})(?![0-9])"
)


def unlike(
    meeting: Meeting, schedule: Schedule, read: Schedule, lines: Sequence[PlacedLine]
) -> Iterator[str]:
    """What does not look like what it was taken for.

    Args:
        meeting: as it was put together.
        schedule: of it, with what was said by hand.
        read: as the papers alone have it.
        lines: of the papers, placed.
    """
    yield from _titles(meeting)
    yield from _twice(meeting)
    yield from _names(meeting)
    yield from _readings(meeting)
    yield from _papers(meeting)
    yield from _head(meeting, schedule)
    yield from _moments(schedule, read, lines)
    yield from _closed(lines)


def _titles(meeting: Meeting) -> Iterator[str]:
    cases = ((meeting.profile.notation.label(case.id), case.title) for case in meeting.cases)
    topics = (("議題", group.heading) for group in meeting.groups if not group.cases and group.heading)
    items = (("次第", item.title) for item in meeting.items)
    told: set[str] = set()
    for what, title in (*items, *topics, *cases):
        if title in told:
            continue
        told.add(title)
        if why := _no_title(title):
            yield f"{what}の「{short(title)}」は{why}。読み違いでないか確かめてください。"


def _no_title(title: str) -> str:
    """Why a text is hardly the title of something; empty: it may be one."""
    bare = re.sub(r"[（(【〔\[].*?[)）】〕\]]", "", title).strip()
    if SENTENCE.search(title):
        return "文のようで、件名に見えません"
    if not bare or len(bare) < 2:
        return "短く、件名に見えません"
    if len(title) > _LONGEST_TITLE:
        return "長く、二つの行が一つになったかもしれません"
    if _ANOTHER_NUMBER.search(title):
        return "途中に別の番号があります"
    if _LABEL.search(title):
        return "件名でなく、日時や場所の行に見えます"
    return ""


def _twice(meeting: Meeting) -> Iterator[str]:
    found = Counter(
        (group.item, group.heading) for group in meeting.groups if not group.cases and group.heading
    )
    for (_, heading), count in found.items():
        if count > 1:
            yield f"議題「{short(heading)}」が{count}回あります。重なりでないか確かめてください。"


def _names(meeting: Meeting) -> Iterator[str]:
    for person in meeting.people:
        whole = person.name + person.given
        if is_organisation(whole) and not meeting.role_of(person).votes:
            continue  # an office that only attends is listed by its name
        if why := _no_name(person):
            yield f"名簿の「{whole}」は{why}。氏名の読み違いでないか確かめてください。"


def _no_name(person: Person) -> str:
    """Why a text is hardly somebody's name; empty: it may be one."""
    whole = person.name + person.given
    if _OF_OFFICE.search(whole):
        return "職名や組織の名に見えます"
    if _PARTICLE.search(whole):
        return "文の一部に見えます"
    if len(whole) == 1:
        return "一字だけです"
    if not person.given and len(whole) <= _SURNAME and _GIVEN.match(person.office):
        return "姓だけで、名が所属に入ったかもしれません"
    if _JAPANESE.fullmatch(whole) and len(whole) > _LONGEST_NAME:
        return "長すぎます"
    return ""


def _readings(meeting: Meeting) -> Iterator[str]:
    """Members whose reading is missing where the others have theirs."""
    without = [person for person in meeting.voters if not person.reading]
    if 0 < len(without) <= len(meeting.voters) // 3:
        named = "、".join(person.name + person.given for person in without)
        yield f"名簿の{named}によみがありません。ほかの委員にはあるので、読み落としでないか確かめてください。"


def _papers(meeting: Meeting) -> Iterator[str]:
    """Numbers of papers between which one is missing."""
    numbers: dict[str, set[int]] = {}
    for material in meeting.materials:
        if match := _PAPER.match(unicodedata.normalize("NFKC", material.title)):
            numbers.setdefault(match["series"], set()).add(int(match["number"]))
    for series, found in numbers.items():
        missing = sorted(set(range(1, max(found))) - found)
        # A list that begins with 資料5 goes on from another meeting's.
        if missing and min(found) == 1:
            named = "、".join(f"{series}{number}" for number in missing)
            yield f"{named}が資料の一覧にありません。抜けていないか確かめてください。"


def _head(meeting: Meeting, schedule: Schedule) -> Iterator[str]:
    place, body = schedule.place, meeting.profile.body
    if len(place) > _LONGEST_PLACE or SENTENCE.search(place) or find_days(place):
        yield f"場所「{short(place)}」は場所だけではなさそうです。確かめてください。"
    if len(body) > _LONGEST_BODY or re.search(r"について|に関する件|[。：:]", body):
        yield f"審議会の名称「{short(body)}」は名称だけではなさそうです。確かめてください。"


def _moments(schedule: Schedule, read: Schedule, lines: Sequence[PlacedLine]) -> Iterator[str]:
    """Days and hours of the lines that tell when, of which the meeting has nothing."""
    known = {schedule.date, read.date}
    hours = {schedule.starts, schedule.ends, read.starts, read.ends}
    for line in lines:
        if line.kind is not LineKind.MOMENT:
            continue
        days = [day for day in find_days(line.text) if day.date and day.date not in known]
        if read.date and not find_times(line.text) and all(day.date and day.date < read.date for day in days):
            continue  # the date of the letter
        times = [clock for clock in find_times(line.text) if clock.time not in hours and not clock.doubts]
        # 「６時～８時」 in the afternoon: the second hour was read with the first.
        times = [
            clock
            for clock in times
            if clock.half or clock.time.replace(hour=clock.time.hour % 12 + 12) not in hours
        ]
        if read.date and days:
            yield f"{line}には別の日もあります。会議の日を確かめてください。"
        elif read.starts and times:
            yield f"{line}には別の時刻もあります。開始と終了を確かめてください。"


def _closed(lines: Sequence[PlacedLine]) -> Iterator[str]:
    """Lines outside of the agenda that close the meeting or a part of it."""
    for line in lines:
        if line.kind in TOLD and line.kind not in _OTHERS and _CLOSES.search(line.text):
            yield f"{line}に非公開とあります。どの審議を非公開にするか確かめてください。"
