"""``clerk-tui new``: a session made from what the clerk has: an agenda, a roster, the last meeting."""

from __future__ import annotations

from argparse import Namespace
from datetime import date, datetime, time, timedelta

from clerk_tui.domain.calendar import parse_date, parse_time
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import clean
from clerk_tui.intake.column_memory import recall, remember
from clerk_tui.intake.columns import correction
from clerk_tui.intake.preparation import FILE
from clerk_tui.intake.proposal import Wish, propose
from clerk_tui.intake.takeover import Takeover, takeover
from clerk_tui.library import create, locate, new_folder, state_of
from clerk_tui.profile import find, read_profile
from clerk_tui.profile.folders import user_folder

from .asking import confirmed
from .preview import preview

_BODY = "privacy_council"
_LENGTH = timedelta(hours=2)


def run(options: Namespace) -> int:
    wish = _wish(options)
    proposal = propose(wish)
    title = wish.title[0]
    from_files = bool(wish.agenda or wish.roster or wish.last)
    if from_files:
        print(preview(proposal))
        print()
        if not options.yes and not confirmed("この内容で会議を作りますか"):
            print("会議は作りませんでした。")
            return 1
    folder = create(new_folder(f"{wish.date:%Y-%m-%d} {title}"), proposal.meeting)
    if options.column:
        remember(user_folder().parent, wish.profile.id, dict(map(correction, options.column)))
    print(f"会議を作りました：{folder}")
    if options.record and (options.yes or confirmed("このまま記録の画面を開きますか")):
        from .record import screen

        return screen(folder)
    fill = "" if from_files else f"{folder / FILE} に委員と案件を書き、"
    print(f"次に {fill}clerk-tui record {folder.name} で記録を始めます。")
    return 0


def _wish(options: Namespace) -> Wish:
    title = clean(options.title).strip()
    if not title:
        raise Refused("会議の名称を書いてください（例：clerk-tui new 令和8年度第3回）。")
    last = takeover(state_of(locate(options.last))) if options.last else None
    # The body of the last meeting, as it was held then, unless another one is asked for.
    profile = last.meeting.profile if last and not options.body else read_profile(find(options.body or _BODY))
    said = dict(map(correction, options.column))
    starts = parse_time(options.start) if options.start else (last and last.starts) or time(14, 0)
    return Wish(
        profile=profile,
        title=(title, f"{profile.body}{profile.document}"),
        date=parse_date(options.date) if options.date else (last and last.date) or date.today(),  # noqa: DTZ011 the day on the clerk's wall
        starts=starts,
        ends=parse_time(options.end) if options.end else _end(starts, last),
        place=clean(options.place).strip()
        or (last.place or last.meeting.place if last else "")
        or "（会場）",
        agenda=options.agenda,
        roster=options.roster,
        said={**recall(user_folder().parent, profile.id), **said},
        last=last,
    )


def _end(starts: time, last: Takeover | None) -> time:
    """As long after the start as the last meeting was planned to take."""
    day = date.min
    length = (
        datetime.combine(day, last.meeting.ends) - datetime.combine(day, last.meeting.starts)
        if last
        else _LENGTH
    )
    moment = datetime.combine(day, starts) + length
    return moment.time() if moment.date() == day else time(23, 59)
