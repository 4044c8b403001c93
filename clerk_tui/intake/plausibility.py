"""What was read, held against itself (確かめ): what a careful clerk would look at again. Told, never mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerk_tui.domain.calendar import format_date
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.text import NUMBER, normalize, number

from .papers import Papers
from .roster_terms import Roster
from .schedule import Schedule

_ABOUT = ("の", "に", "及び", "から", "・", "、")
"""What goes on with a number that a title is about (「議案第40号の一部訂正について」)."""

_WHOLE_NAME = 4
"""Characters of a name that is hardly a surname alone."""
_TOLD = 3
"""Names that are told before the rest are counted."""
_FEW = 20
"""More numbers missing than this are no gap but another series."""


def schedule_doubts(schedule: Schedule, papers: Papers, last: Meeting | None) -> Iterator[str]:
    """What is not known of when and where, and what contradicts."""
    if schedule.date is None:
        yield "日付が分かりません。日を入れてください（例：令和8年12月4日。コマンドでは --date）。"
    if schedule.starts is None:
        yield "開始の時刻が分かりません。開始を入れてください（例：14:00。コマンドでは --start）。"
    if not schedule.place:
        yield "場所が分かりません。場所を入れてください（例：第2会議室。コマンドでは --place）。"
    if papers.lines and not papers.items and not papers.entries and not papers.people_only:
        yield "紙から次第の項目も案件も読めませんでした。番号か「議題」などの見出しがあるか確かめてください。"
    if schedule.date and last and last.date and schedule.date <= last.date:
        yield f"日付が前回の会議（{format_date(last.date)}）より後になっていません。日を確かめてください。"
    read = papers.schedule
    if read.date and schedule.date and read.date != schedule.date:
        yield f"日付が紙の{format_date(read.date)}と違います。どちらが正しいか確かめてください。"
    if read.starts and schedule.starts and read.starts != schedule.starts:
        yield f"開始の時刻が紙の{read.starts:%H:%M}と違います。どちらが正しいか確かめてください。"
    if read.title and _count(read.title) and _count(schedule.title) not in (0, _count(read.title)):
        yield f"会議の名称「{schedule.title}」が紙の「{read.title}」と違います。どちらが正しいか確かめてください。"


def doubts(meeting: Meeting, roster: Roster | None = None) -> tuple[str, ...]:
    """One sentence for each, the agenda first."""
    return (
        *_gaps(meeting),
        *_titles(meeting),
        *_numbered_titles(meeting),
        *_offices(meeting),
        *(_seats(meeting, roster) if roster else ()),
        *_lists(meeting),
        *_undivided(meeting),
        *_namesakes(meeting),
        *_chair(meeting),
    )


def _count(title: str) -> int:
    """The number of the meeting in a title; 0: it has none."""
    match = re.search(rf"第({NUMBER})回", title)
    return (number(match[1]) or 0) if match else 0


def _numbered_titles(meeting: Meeting) -> Iterator[str]:
    for case in meeting.cases:
        found = meeting.profile.notation.mentions(case.title)
        if (
            found
            and found[0].start == 0
            and case.id not in found[0].cases
            and not case.title[found[0].end :].startswith(_ABOUT)
        ):
            label = meeting.profile.notation.label(case.id)
            yield f"{label}の件名が別の番号で始まっています（「{case.title}」）。番号の読み違いでないか確かめてください。"


def _seats(meeting: Meeting, roster: Roster) -> Iterator[str]:
    voters = len(meeting.voters)
    for said in dict.fromkeys(roster.counted):
        if said not in (voters, voters + roster.vacancies):
            yield f"名簿には委員{said}名とありますが、読めたのは{voters}名です。抜けや重なりがないか確かめてください。"
    if roster.vacancies:
        yield (
            f"名簿に欠員・未定が{roster.vacancies}名分あります。定数は今いる委員の{voters}名としました。"
            f"欠員も数えるなら、準備の seats を {voters + roster.vacancies} にしてください。"
        )


def _gaps(meeting: Meeting) -> Iterator[str]:
    for kind in meeting.profile.kind_names:
        # Carried cases keep the numbers of their own time.
        numbers = sorted(
            case.id.number for case in meeting.cases if case.id.kind == kind and not case.received
        )
        if not numbers:
            continue
        missing = sorted(set(range(numbers[0], numbers[-1])) - set(numbers))
        if len(missing) > _FEW and len(numbers) > 2:
            ends = meeting.profile.notation.heading((CaseId(kind, numbers[0]), CaseId(kind, numbers[-1])))
            yield f"{ends}は番号が離れています。ほかの会議の案件が混じっていないか確かめてください。"
        if 0 < len(missing) <= _FEW:
            named = meeting.profile.notation.heading(CaseId(kind, number) for number in missing)
            yield f"{named}がありません。抜けていないか確かめてください。"


def _titles(meeting: Meeting) -> Iterator[str]:
    by_title: dict[str, list[CaseId]] = {}
    for case in meeting.cases:
        by_title.setdefault(case.title, []).append(case.id)
    for title, cases in by_title.items():
        if len(cases) > 1 and not _is_run(cases):
            named = meeting.profile.notation.heading(cases)
            yield f"{named}の件名が同じです（「{title}」）。写し誤りでないか確かめてください。"


def _is_run(cases: list[CaseId]) -> bool:
    """Whether they are three or more in a row, which a paper gives one title on purpose (第54号～第56号)."""
    first = cases[0]
    return len(cases) > 2 and cases == [CaseId(first.kind, first.number + step) for step in range(len(cases))]


def _offices(meeting: Meeting) -> Iterator[str]:
    answering = [
        person
        for person in meeting.people
        if meeting.role_of(person).standing in (Standing.OFFICIAL, Standing.SECRETARIAT)
    ]
    missing = {
        group.office: None
        for group in meeting.groups
        if group.office
        and not group.explainers
        and not any(_speaks_for(person, group.office) for person in answering)
    }
    if missing:
        yield f"{'、'.join(missing)}の説明者が名簿にありません。出席する職員を名簿に足してください。"


def _lists(meeting: Meeting) -> Iterator[str]:
    seen: dict[tuple[str, str], Person] = {}
    for person in meeting.people:
        key = (person.name, person.given or person.post)
        other = seen.setdefault(key, person)
        first, second = meeting.role_of(other).standing, meeting.role_of(person).standing
        if key[1] and first is not second and {first, second} != {Standing.CHAIR, Standing.MEMBER}:
            yield f"{person.name}{key[1]}が「{first}」と「{second}」の両方にいます。片方でよいか確かめてください。"


def _undivided(meeting: Meeting) -> Iterator[str]:
    """Names of which nobody can tell where the surname ends; those that are called by it are looked for by parts."""
    whole = [
        person.name
        for person in meeting.voters
        if not person.given
        and len(person.name) >= _WHOLE_NAME
        and re.fullmatch(r"[^・＝=A-Za-z]+", person.name)
    ]
    if whole:
        named = "、".join(whole[:_TOLD]) + (f" ほか{len(whole) - _TOLD}人" if len(whole) > _TOLD else "")
        yield f"名簿の{named}は、姓と名が分かれていません。間を空けて書くと、呼び方と氏名の点検が確かになります。"


def _namesakes(meeting: Meeting) -> Iterator[str]:
    by_name: dict[str, list[Person]] = {}
    for person in meeting.people:
        by_name.setdefault(person.name, []).append(person)
    for name, people in by_name.items():
        if len(people) > 1:
            called = "、".join(
                person.name + (person.given or person.post or meeting.role_of(person).title)
                for person in people
            )
            yield f"「{name}」姓が{len(people)}人います（{called}）。発言者は名か役職まで入れて選んでください。"


def _chair(meeting: Meeting) -> Iterator[str]:
    standings = [meeting.role_of(person).standing for person in meeting.people]
    chairs = [person for person in meeting.people if meeting.role_of(person).standing is Standing.CHAIR]
    if len(chairs) > 1:
        named = "、".join(person.name + person.given for person in chairs)
        yield f"{chairs[0].post or '会長'}が{len(chairs)}人います（{named}）。一人にしてください。"
    if Standing.MEMBER in standings and Standing.CHAIR not in standings:
        chair = meeting.profile.role_of(Standing.CHAIR)
        called = chair.title if chair else "会長"
        yield (
            f"委員の中に{called}がいません。決まっていれば、役職の列に「{called}」と書いてください。"
            "議事を進める人の呼び名が違えば、型を直してください。"
        )


def _speaks_for(person: Person, office: str) -> bool:
    return person.office == office or person.post.startswith(office)


def same_body(one: str, other: str) -> bool:
    """Whether two names may be of the same body: one stands within the other (教育委員会, 汐見市教育委員会)."""
    first, second = (re.sub(r"定例|臨時|通常|[\s　・]", "", normalize(name)) for name in (one, other))
    return first in second or second in first
