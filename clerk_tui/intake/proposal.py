"""The next meeting, put together from what the clerk has (準備の組立て): papers, the last meeting, the body's profile.

papers → placed lines → proposal → meeting → ``preparation.toml``: :func:`~.papers.read_papers` gives every line its
place, :func:`propose` makes the meeting of it, :func:`~.plausibility.doubts` holds it against itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import AgendaItem, Material, Meeting
from clerk_tui.domain.profile import Profile

from .agenda_builder import AgendaBuilder
from .carry_over import CarriedOver, changed_people, people_with_last, with_carried
from .column_words import Field
from .columns import Columns, headed
from .lines import PlacedLine
from .papers import Papers, read_papers
from .plausibility import doubts, same_body, schedule_doubts
from .preparation import Profiles, read_preparation_file
from .problems import FileProblems, Problem
from .schedule import Origin, Schedule, like_last, next_title
from .soundness import unlike

WHOLE = ".toml"
"""The end of our own files' names: such a file is a whole preparation."""


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
    agenda = AgendaBuilder(papers, people)
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
        follow_ups=last.follow_ups if last else (),
        closed=papers.closed,
    )
    seats = last.meeting.seats if last else None
    if seats is not None and len(meeting.voters) <= seats:
        meeting = replace(meeting, seats=seats)
    elif (fixed := profile.quorum.fixed) > len(meeting.voters) > 0:
        # A body that needs so many to meet has at least so many seats.
        meeting = replace(meeting, seats=fixed)
        told += [
            f"型の定足数は{fixed}人ですが、読めた委員は{len(meeting.voters)}人です。定数を{fixed}としました。"
            "名簿か準備の seats を確かめてください。"
        ]
    sentences = (
        *schedule_doubts(schedule, papers, last.meeting if last else None),
        *told,
        *papers.doubts,
        *agenda.doubts,
        *carried,
        *(changed_people(last.meeting, papers.roster) if last else ()),
        *doubts(meeting, papers.roster),
        *unlike(meeting, schedule, papers.schedule, papers.lines),
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
