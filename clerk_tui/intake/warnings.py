"""What a careful clerk would look at again in a preparation (気になる点): told, never refused."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import Standing

_WHOLE_NAME = 4
"""Characters of a name that is hardly a surname alone."""
_TOLD = 3
"""Names that are told before the rest are counted."""
_FEW = 20
"""More numbers missing than this are no gap but another series."""


def doubts(meeting: Meeting) -> tuple[str, ...]:
    """One sentence for each, the agenda first."""
    return (
        *_gaps(meeting),
        *_titles(meeting),
        *_offices(meeting),
        *_lists(meeting),
        *_undivided(meeting),
        *_namesakes(meeting),
        *_chair(meeting),
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
        if 0 < len(missing) <= _FEW:
            named = meeting.profile.notation.heading(CaseId(kind, number) for number in missing)
            yield f"{named}がありません。抜けていないか確かめてください。"


def _titles(meeting: Meeting) -> Iterator[str]:
    by_title: dict[str, list[CaseId]] = {}
    for case in meeting.cases:
        by_title.setdefault(case.title, []).append(case.id)
    for title, cases in by_title.items():
        if len(cases) > 1:
            named = meeting.profile.notation.heading(cases)
            yield f"{named}の件名が同じです（「{title}」）。写し誤りでないか確かめてください。"


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
    for office in missing:
        yield f"{office}の説明者が名簿にありません。出席する職員を名簿に足してください。"


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
        if not person.given and len(person.name) >= _WHOLE_NAME and not person.name.isascii()
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
    if Standing.MEMBER in standings and Standing.CHAIR not in standings:
        chair = meeting.profile.role_of(Standing.CHAIR)
        called = chair.title if chair else "会長"
        yield f"委員の中に{called}がいません。役職の列に「{called}」と書いてください。"


def _speaks_for(person: Person, office: str) -> bool:
    return person.office == office or person.post.startswith(office)
