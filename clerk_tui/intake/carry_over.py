"""What the next meeting takes over from the last one (前回からの引継ぎ)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.follow_ups import owed
from clerk_tui.domain.ids import GroupId
from clerk_tui.domain.meeting import Case, CaseOrigin, FollowUp, Group, Meeting, Person
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.queries import ruled_outcome
from clerk_tui.domain.record import State
from clerk_tui.domain.text import normalize

from .agenda_words import CEREMONY, CONTAINER
from .people import SECTIONS, usual_role
from .roster_terms import Roster
from .schedule import Origin, Schedule

LAST = "前回"
"""When a carried case was received, as the case's own record says it."""

_CONFIRMED = re.compile(r"(?:会議録|議事録|会議要録|記録).*?(確定|承認|確認)")
_FOLLOWING_MEETINGS = re.compile(r"第[0-9０-９一二三四五六七八九十]+回|[0-9０-９]+月(?:定例|臨時)")


class CarriedOver(Struct, frozen=True):
    """The last meeting, and what of it carries on."""

    meeting: Meeting
    cases: tuple[Case, ...]
    groups: tuple[Group, ...]
    """With only the cases that carry on."""
    following: Schedule
    """What was said of the next meeting."""
    follow_ups: tuple[FollowUp, ...] = ()
    """What is not done yet."""
    left: tuple[Case, ...] = ()
    """Cases on which nothing was ruled and whose kind does not come back by itself."""

    @property
    def minutes(self) -> str:
        """The name of the last minutes (前回会議録), as an item of the agenda."""
        title, document = self.meeting.title[0], self.meeting.profile.document
        return title if title.endswith(document) else f"{title}{document}"

    @property
    def standing_items(self) -> tuple[str, ...]:
        """The items that the body has each time (会期の決定, 署名委員の指名, 諸報告, その他)."""
        return tuple(
            f"{self.minutes}の{confirmed[1]}" if (confirmed := _CONFIRMED.search(item.title)) else item.title
            for item in self.meeting.items
            if _CONFIRMED.search(item.title)
            or (
                (CEREMONY.search(item.title) or CONTAINER.fullmatch(item.title))
                and not _FOLLOWING_MEETINGS.search(item.title)
            )
        )


def carried_over(state: State, *, unruled: bool = True) -> CarriedOver:
    """What carries on from a record: what was put off, and what was not reached of the kinds that come back.

    Args:
        state: of the last meeting.
        unruled: whether a case without a ruling was not reached; printed minutes may only not tell the ruling.

    Raises:
        ValueError: the record has no preparation.
    """
    meeting = state.meeting
    if not state.prepared:
        raise ValueError("a record without a preparation hands nothing on")
    open_cases = [case for case in meeting.cases if _is_open(state, meeting, case, unruled=unruled)]
    carried = {
        case.id: replace(
            case,
            origin=case.origin if case.origin is CaseOrigin.REFERRED else CaseOrigin.CARRIED,
            received=case.received or LAST,
        )
        for case in open_cases
    }
    groups = [
        replace(group, cases=cases, heading="", item=None)
        for group in meeting.groups
        if (cases := tuple(case for case in group.cases if case in carried))
    ]
    following = state.next_meeting
    return CarriedOver(
        meeting,
        tuple(carried.values()),
        tuple(replace(group, id=GroupId(str(number))) for number, group in enumerate(groups, start=1)),
        Schedule.known(Origin.READ, day=following.date, starts=following.time, place=following.place)
        if following
        else Schedule(),
        tuple(replace(each, id=each.what, since=each.since or meeting.title[0]) for each in owed(state)),
        tuple(case for case in meeting.cases if case.id not in carried and case.id not in state.rulings),
    )


def _is_open(state: State, meeting: Meeting, case: Case, *, unruled: bool) -> bool:
    ruling = state.rulings.get(case.id)
    if ruling is not None:
        outcome = ruled_outcome(meeting, ruling)
        return outcome is not None and not outcome.settled
    kind = meeting.profile.kind(case.id.kind)
    return unruled and (kind is None or kind.carries)


def with_carried(
    cases: Sequence[Case],
    groups: Sequence[Group],
    last: CarriedOver,
    people: Sequence[Person],
    notation: Notation,
) -> tuple[tuple[Case, ...], tuple[Group, ...], list[str]]:
    """The agenda with what carries over: a case that it names keeps its place, the others come first.

    A case carries on where number and title are the same. Under the same number with another title it is another
    case, and what is open of the last one is told.
    """
    before = {case.id: case for case in (*last.cases, *last.left)}
    here = {case.id: case for case in cases}
    told: list[str] = []
    kept: list[Case] = []
    open_ids = {case.id for case in last.cases}
    for case in cases:
        old = before.get(case.id)
        if old is not None and same_title(old.title, case.title):
            kept.append(replace(old, title=case.title) if case.id in open_ids else case)
            continue
        kept.append(case)
        if old is not None:
            label = notation.label(case.id)
            told.append(
                f"{label}は前回の{label}「{old.title}」と件名が違うので、別の案件「{case.title}」としました。"
                "前回の続きなら件名を、前回の分も審議するなら番号を直してください。"
            )
    quiet = [case for case in last.left if case.id not in here]
    if quiet:
        named = "、".join(f"{notation.label(case.id)}「{case.title}」" for case in quiet)
        told.append(
            f"前回、結果の出なかった{named}は引き継ぎませんでした。審議するなら案件に足してください。"
        )
    known = {person.id for person in people}
    first: list[Group] = []
    for group in last.groups:
        rest = tuple(case for case in group.cases if case not in here)
        if rest:
            explainers = tuple(person for person in group.explainers if person in known)
            first.append(replace(group, cases=rest, explainers=explainers))
    carried = [before[case] for group in first for case in group.cases]
    told += [f"{notation.label(case.id)}は前回からの継続として次第の初めに置きました。" for case in carried]
    numbered = tuple(
        replace(group, id=GroupId(str(number))) for number, group in enumerate((*first, *groups), start=1)
    )
    return (*carried, *kept), numbered, told


def same_title(one: str, other: str) -> bool:
    """Whether two titles are of the same case: the same but for marks and what stands in brackets."""
    first, second = (
        re.sub(r"\W", "", re.sub(r"[（(].*?[)）]", "", normalize(text))) for text in (one, other)
    )
    return first == second


def people_with_last(roster: Roster, last: CarriedOver, profile: Profile) -> tuple[Person, ...]:
    """The roster that was read; a list that it does not hold is taken over from the last meeting."""
    people: list[Person] = []
    for section, standings in SECTIONS.items():
        if section in roster.lists:
            people += roster.lists[section]
            continue
        before = [p for p in last.meeting.people if last.meeting.role_of(p).standing in standings]
        for person in before:
            # Printed minutes have roles of their own making.
            role = profile.role(person.role) or usual_role(profile, section, person.post)
            people += [replace(person, role=role.id)] if role is not None else []
    return tuple({person.id: person for person in people}.values())


def changed_people(last: Meeting, roster: Roster) -> list[str]:
    """Name by name how a roster differs from that of the last meeting."""
    told = []
    for section, standings in SECTIONS.items():
        now = roster.lists.get(section, ())
        if not now:
            continue
        before = [person for person in last.people if last.role_of(person).standing in standings]
        old = {_whole(person): person for person in before}
        new = {_whole(person): person for person in now}
        # Minutes may print surnames alone: these are the same where no other is called so.
        for name in [name for name in old if name not in new]:
            alike = [other for other in new if other not in old and _called(old[name], new[other])]
            if len(alike) == 1:
                old[alike[0]] = old.pop(name)
        gone = [name for name in old if name not in new]
        come = [name for name in new if name not in old]
        posts = [
            f"{name}（{old[name].post or '役職なし'}→{new[name].post or '役職なし'}）"
            for name in new
            if name in old and old[name].post != new[name].post
        ]
        if gone:
            told.append(
                f"前回の名簿にいて今回いない人：{'、'.join(gone)}。退任か、名簿の漏れか確かめてください。"
            )
        if come:
            told.append(f"今回の名簿で新しい人：{'、'.join(come)}。")
        if posts:
            told.append(f"役職の変わった人：{'、'.join(posts)}。")
    return told


def _called(old: Person, new: Person) -> bool:
    return not old.given and new.name + new.given != old.name and (new.name + new.given).startswith(old.name)


def _whole(person: Person) -> str:
    # 「石川（真）」 tells two of one surname apart.
    return re.sub(r"[（）()]", "", person.name + person.given)
