"""The next meeting, put together from what the clerk has (準備の組立て): papers, the last meeting, the body's profile.

papers → placed lines → proposal → meeting → ``preparation.toml``: :func:`~.papers.read_papers` gives every line its
place, :func:`propose` makes the meeting of it, :func:`~.plausibility.doubts` holds it against itself.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId, GroupId, PersonId
from clerk_tui.domain.meeting import AgendaItem, Case, CaseOrigin, Group, Material, Meeting, Person
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.profile import Profile, Standing
from clerk_tui.domain.text import NUMBER, fold, number

from .agenda_table import AgendaEntry
from .carry_over import CarriedOver, changed_people, people_with_last, with_carried
from .columns import Columns, Field, headed
from .lines import PlacedLine
from .papers import Papers, read_papers
from .people import people_by_name, usual_id
from .plausibility import doubts, schedule_doubts
from .preparation import Profiles, read_preparation_file
from .problems import FileProblems, Problem, maybe
from .schedule import Origin, Schedule, like_last, next_title

WHOLE = ".toml"
"""The end of our own files' names: such a file is a whole preparation."""

_BETWEEN = re.compile(r"[、,，・/／\n]|及び|並びに")
_CALLED = re.compile(
    r"(?P<name>.{1,5}?)(?P<post>(?:[課部局係室館所次]長|参事|主幹|主査|補佐|担当)(?:補佐|代理)?)"
)


class MeetingPlan(Struct, frozen=True):
    """What a proposal is made of: papers, the last meeting, and what the clerk has said beyond them."""

    profile: Profile
    today: date
    said: Schedule = field(default_factory=Schedule)
    files: tuple[Path, ...] = ()
    """Tables and 次第; they may hold the roster as well."""
    roster: Path | None = None
    columns: Mapping[Field, str] = field(default_factory=dict)
    """Corrections of columns for these files."""
    remembered: Mapping[Field, str] = field(default_factory=dict)
    """Corrections that were said for the body before."""
    last: CarriedOver | None = None
    sample: bool = False
    """Whether the profile is one that is shipped, so that its body is an invented one."""


class Proposal(Struct, frozen=True):
    """A preparation, and what to look at again in it."""

    meeting: Meeting
    doubts: tuple[str, ...] = ()
    """What may be wrong, one sentence each, what matters most first."""
    notes: tuple[str, ...] = ()
    """What the papers say beyond what a preparation holds."""
    lines: tuple[PlacedLine, ...] = ()
    """Every line of the papers with what became of it."""
    schedule: Schedule = field(default_factory=Schedule)
    """Title, date, time and place, with where each comes from."""
    tables: tuple[Columns, ...] = ()
    """Where it was read from."""
    columns: Mapping[Field, str] = field(default_factory=dict)
    """The clerk's corrections, as they are worth remembering."""
    new_body: bool = False
    """Whether the profile is new as well, and is to be written."""


def propose(plan: MeetingPlan, profiles: Profiles) -> Proposal:
    """Read everything and put it together; nothing is written.

    Raises:
        FileProblems: all that is wrong in the files, of all of them together.
        Refused: nobody has said what the meeting is called, or it would end before it begins.
    """
    whole = [path for path in plan.files if path.suffix.lower() == WHOLE]
    if whole:
        return _adopted(whole[0], plan, profiles)
    papers = read_papers(
        plan.files,
        plan.roster,
        plan.profile,
        title=plan.said.title,
        day=plan.said.date,
        said=plan.columns,
        remembered=plan.remembered,
    )
    last = plan.last
    people = people_with_last(papers.roster, last, plan.profile) if last else papers.roster.people
    agenda = _Agenda(papers, people)
    agenda.read()
    if agenda.problems:
        raise FileProblems(agenda.problems)
    cases, groups, carried = tuple(agenda.cases), tuple(agenda.groups), list[str]()
    if last:
        cases, groups, carried = with_carried(cases, groups, last, agenda.people, papers.profile.notation)
    schedule = _schedule(plan, papers)
    profile, told = _body(plan, papers)
    meeting = Meeting(
        profile=profile,
        title=_title(schedule, plan, papers, profile),
        date=schedule.date,
        starts=schedule.starts,
        ends=schedule.ends,
        place=schedule.place,
        people=tuple(agenda.people),
        materials=(*((Material("事前", last.minutes),) if last else ()), *papers.materials),
        items=_items(papers, last),
        cases=cases,
        groups=groups,
    )
    seats = last.meeting.seats if last else None
    if seats is not None and len(meeting.voters) <= seats:
        meeting = replace(meeting, seats=seats)
    sentences = (
        *schedule_doubts(schedule, papers, last.meeting if last else None),
        *told,
        *papers.doubts,
        *agenda.doubts,
        *carried,
        *(changed_people(last.meeting, papers.roster) if last else ()),
        *doubts(meeting, papers.roster),
    )
    return Proposal(
        meeting,
        tuple(dict.fromkeys(sentences)),
        papers.notes,
        papers.lines,
        schedule,
        papers.tables,
        headed(papers.tables, plan.columns),
    )


def _adopted(path: Path, plan: MeetingPlan, profiles: Profiles) -> Proposal:
    """A whole preparation, but for what the clerk has said otherwise."""
    if len(plan.files) > 1 or plan.roster is not None or plan.last is not None:
        message = f"{WHOLE} はそれだけで一つの準備になります。ほかのファイルや前回の会議と一緒には使わないでください。"
        raise FileProblems([Problem(path, None, "", message)])
    meeting = read_preparation_file(path, profiles)
    there = Schedule.known(
        Origin.READ, day=meeting.date, starts=meeting.starts, ends=meeting.ends, place=meeting.place
    )
    schedule = plan.said.over(there)
    _in_order(schedule)
    title = (plan.said.title, *meeting.title[1:]) if plan.said.title else meeting.title
    meeting = replace(
        meeting,
        title=title,
        date=schedule.date,
        starts=schedule.starts,
        ends=schedule.ends,
        place=schedule.place,
    )
    read = schedule.over(Schedule.known(Origin.READ, title=meeting.title[0]))
    return Proposal(meeting, tuple(doubts(meeting)), schedule=read)


def _schedule(plan: MeetingPlan, papers: Papers) -> Schedule:
    """What was said, then what was read, then what the last meeting announced or makes likely.

    Raises:
        Refused: the meeting would end before it begins, or has no title.
    """
    schedule = plan.said.over(papers.schedule)
    if plan.last:
        schedule = schedule.over(plan.last.following)
        schedule = schedule.over(like_last(plan.last.meeting, schedule))
    _in_order(schedule)
    if not schedule.title:
        raise Refused(
            "会議の名称が分かりません。名称を入れるか、名称のある次第を加えてください（例：clerk-tui new 令和8年度第3回）。"
        )
    return schedule


def _in_order(schedule: Schedule) -> None:
    if schedule.starts and schedule.ends and schedule.ends <= schedule.starts:
        raise Refused(
            f"終了予定 {schedule.ends:%H:%M} が開始 {schedule.starts:%H:%M} より後になっていません。時刻を直してください。"
        )


def _body(plan: MeetingPlan, papers: Papers) -> tuple[Profile, list[str]]:
    """The profile with the body's own name: no meeting is held by the body of a sample."""
    profile, name = papers.profile, papers.body
    if name and plan.sample:
        told = (
            f"審議会の名称は紙の「{name}」としました（型は見本の「{profile.body}」）。"
            "違えば profile.toml の body を直してください。"
        )
        return (profile, []) if same_body(name, profile.body) else (replace(profile, body=name), [told])
    if name and not same_body(name, profile.body):
        return profile, [
            f"紙の会議名「{name}」は、型の審議会「{profile.body}」と違います。型か紙を確かめてください。"
        ]
    if plan.sample and plan.last is None and not name:
        return profile, [
            f"審議会の名称が分かりません（型は見本の「{profile.body}」）。"
            "自分の型を選ぶか、profile.toml の body を直してください。"
        ]
    return profile, []


def same_body(one: str, other: str) -> bool:
    """Whether two names may be of the same body: one stands within the other (教育委員会, 汐見市教育委員会)."""
    first, second = (re.sub(r"定例|臨時|通常|[\s　・]", "", fold(name)) for name in (one, other))
    return first in second or second in first


def _title(schedule: Schedule, plan: MeetingPlan, papers: Papers, profile: Profile) -> tuple[str, ...]:
    last = plan.last.meeting if plan.last else None
    if last and schedule.origin("title") is Origin.GUESSED:
        return next_title(last, schedule.date) or (schedule.title,)
    rest = last.title[1:] if last and last.profile.body == profile.body else ()
    if rest:
        return schedule.title, *rest
    if schedule.title == papers.body:
        return (f"{schedule.title}{profile.document}",)
    if plan.sample and not papers.body and not last:
        return (schedule.title,)
    return schedule.title, f"{profile.body}{profile.document}"


def _items(papers: Papers, last: CarriedOver | None) -> tuple[AgendaItem, ...]:
    if papers.items:
        return tuple(AgendaItem(item.number, item.title) for item in papers.items)
    standing = last.standing_items if last else ()
    return tuple(AgendaItem(number, title) for number, title in enumerate(standing, start=1))


class _Agenda:
    """Entries → cases and groups, in the order of the papers; neighbours of one office and explainer are one group."""

    def __init__(self, papers: Papers, people: Sequence[Person]) -> None:
        self.papers = papers
        self.profile = papers.profile
        self.notation: Notation = papers.profile.notation
        self.people = list(people)
        self.cases: list[Case] = []
        self.groups: list[Group] = []
        self.problems: list[Problem] = []
        self.doubts: list[str] = []
        self.seen: dict[CaseId, AgendaEntry] = {}
        self.items = {item.number for item in papers.items}
        self.explaining: list[Person] = []

    def read(self) -> None:
        self.add_explainers()
        last: AgendaEntry | None = None
        for entry in self.papers.entries:
            ids = self.entry_cases(entry)
            if entry.cases and not ids:
                continue
            if last is not None and _together(last, entry):
                self.groups[-1] = replace(self.groups[-1], cases=(*self.groups[-1].cases, *ids))
            else:
                self.groups.append(
                    Group(
                        GroupId(str(len(self.groups) + 1)),
                        ids,
                        entry.office,
                        self.explainers(entry),
                        entry.heading,
                        self.item(entry),
                    )
                )
            last = entry
            if entry.closed:
                named = self.notation.heading(ids) if ids else f"「{entry.heading}」"
                self.doubts.append(
                    f"{named}は「{entry.closed}」とあります。審議に入る前に非公開にしてください（画面の操作で）。"
                )

    def entry_cases(self, entry: AgendaEntry) -> tuple[CaseId, ...]:
        found = []
        for case_id, title in zip(entry.cases, entry.titles, strict=True):
            if first := self.seen.get(case_id):
                name = self.notation.label(case_id)
                other = (
                    f"{'' if first.where.file == entry.where.file and not first.where.sheet else first.where}"
                )
                line = other or f"{first.where.row}行目"
                message = f"{name}が二度あります（もう一つは{line}）。番号を直すか、一つにしてください。"
                self.problems.append(entry.where.problem(message))
                continue
            self.seen[case_id] = entry
            if entry.referred_to:
                case = Case(case_id, title, CaseOrigin.REFERRED, entry.received, entry.referred_to)
            else:
                case = Case(case_id, title, received=entry.received)
            self.cases.append(case)
            found.append(case_id)
        return tuple(found)

    def add_explainers(self) -> None:
        """Explainers of whom there is no list at all are put on one, as the agenda calls them."""
        standings = {self.profile.role(person.role) for person in self.people}
        role = self.profile.role_of(Standing.OFFICIAL)
        listed = any(
            each and each.standing in (Standing.OFFICIAL, Standing.SECRETARIAT) for each in standings
        )
        if listed or role is None:
            return
        called: dict[str, Person] = {}
        for entry in self.papers.entries:
            for typed in filter(
                None, (re.sub(r"[\s　]+", "", part) for part in _BETWEEN.split(entry.explainer))
            ):
                match = _CALLED.fullmatch(typed)
                name, post = (match["name"], match["post"]) if match else (typed, "")
                # 「区民課」 and 「青木課長」: the head of that office.
                if post and entry.office.endswith(post[0]) and post.endswith("長"):
                    post = f"{entry.office}長"
                taken = {person.id for person in (*self.people, *called.values())}
                person = Person(
                    PersonId(usual_id(name, "", post or role.title, taken)),
                    name,
                    role.id,
                    post,
                    office=entry.office,
                )
                called.setdefault(typed, person)
        self.explaining = list(called.values())
        self.people += self.explaining
        if called:
            self.doubts.append(
                f"説明者の名簿がないので、{'、'.join(called)}を{role.title}として加えました。氏名と役職を確かめてください。"
            )

    def explainers(self, entry: AgendaEntry) -> tuple[PersonId, ...]:
        """Those who are named; where nobody is, the one who heads the office."""
        names = people_by_name(self.people)
        found: list[PersonId] = []
        for typed in filter(None, (re.sub(r"[\s　]+", "", part) for part in _split(entry.explainer, names))):
            matches = names.get(typed) or self.called(typed, entry.office)
            if len(matches) == 1:
                found.append(matches[0].id)
            elif matches:
                choices = "、".join(f"「{person.id}」" for person in matches)
                self.doubts.append(
                    f"説明者「{typed}」に当たる人が{len(matches)}人います（{choices}）。準備で選んでください。"
                )
            else:
                self.doubts.append(
                    f"説明者「{typed}」が名簿にありません。{maybe(typed, names)}名簿に足してください。"
                )
        if not entry.explainer and entry.office:
            posts = {entry.office, entry.office + "長", f"{entry.office}担当課長"}
            heads = [person for person in self.people if person.post in posts and person.post != entry.office]
            found += [heads[0].id] if len(heads) == 1 else []
        return tuple(dict.fromkeys(found))

    def called(self, typed: str, office: str) -> tuple[Person, ...]:
        """「防災課長 土屋」, the post before the name; 「青木課長」, the post without its office."""
        found = tuple(
            p for p in self.people if p.post and typed in (p.post + p.name, p.post + p.name + p.given)
        )
        match = _CALLED.fullmatch(typed)
        if found or match is None:
            return found
        alike = [p for p in self.people if p.name == match["name"] and p.post.endswith(match["post"])]
        return tuple(p for p in alike if office and p.office == office) or tuple(alike)

    def item(self, entry: AgendaEntry) -> int | None:
        if not entry.item:
            return entry.under
        digits = re.search(NUMBER, entry.item)
        value = number(digits.group()) if digits else None
        if value is None or value not in self.items:
            self.doubts.append(
                f"{entry.where.row}行目の「{entry.item}」は次第の番号にありません。次第を直してください。"
            )
            return None
        return value


def _together(last: AgendaEntry, entry: AgendaEntry) -> bool:
    if last.heading or entry.heading or last.closed != entry.closed:
        return False
    if (last.item, last.under, last.where.sheet) != (entry.item, entry.under, entry.where.sheet):
        return False
    if last.group or entry.group:
        return last.group == entry.group
    both = (entry.office, entry.explainer)
    return any(both) and (last.office, last.explainer) == both


def _split(text: str, names: Mapping[str, tuple[Person, ...]]) -> list[str]:
    """Several people in one cell; a post may itself hold a ・ (情報・行革担当部長)."""
    whole = re.sub(r"[\s　]+", "", text)
    return [whole] if whole in names else _BETWEEN.split(text)
