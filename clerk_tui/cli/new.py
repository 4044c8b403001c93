"""``clerk-tui new``: a session made from what the clerk has: an agenda, a roster, the last meeting."""

from __future__ import annotations

from argparse import Namespace
from datetime import date
from pathlib import Path

from clerk_tui import profile as profiles
from clerk_tui.domain.calendar import parse_date, parse_time
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import clean
from clerk_tui.intake.column_memory import recall, remember
from clerk_tui.intake.columns import correction
from clerk_tui.intake.occasion import Occasion
from clerk_tui.intake.preparation import FILE
from clerk_tui.intake.proposal import WHOLE, Proposal, propose
from clerk_tui.intake.takeover import takeover
from clerk_tui.intake.wish import Wish
from clerk_tui.library import create, locate, new_folder, own_folder, state_of
from clerk_tui.profile import find, read_profile

from .asking import confirmed
from .preview import preview

_BODY = "privacy_council"


def run(options: Namespace) -> int:
    wish = wished(options)
    proposal = propose(wish, profiles)
    from_files = bool(wish.files or wish.roster or wish.last)
    if from_files:
        print(preview(proposal))
        print()
        if not options.yes and not confirmed("この内容で会議を作りますか"):
            print("会議は作りませんでした。")
            return 1
    folder = write(proposal)
    print(f"会議を作りました：{folder}")
    if options.record and (options.yes or confirmed("このまま記録の画面を開きますか")):
        from .record import screen

        return screen(folder)
    fill = "" if from_files else f"{folder / FILE} に委員と案件を書き、"
    print(f"次に {fill}clerk-tui record {folder.name} で記録を始めます。")
    return 0


def wished(options: Namespace) -> Wish:
    """What the command line says.

    Raises:
        Refused, CalendarError, NotFound, NoSuchSession, FileProblems: it says something that cannot be.
    """
    last = takeover(state_of(locate(options.last))) if options.last else None
    # The body of the last meeting, as it was held then, unless another one is asked for.
    profile = last.meeting.profile if last and not options.body else read_profile(find(options.body or _BODY))
    title = clean(options.title).strip()
    if not title and not last and not any(path.suffix.lower() == WHOLE for path in options.files):
        raise Refused("会議の名称を書いてください（例：clerk-tui new 令和8年度第3回）。")
    return Wish(
        profile=profile,
        today=date.today(),  # noqa: DTZ011 the day on the clerk's wall
        said=Occasion(
            title,
            parse_date(options.date) if options.date else None,
            parse_time(options.start) if options.start else None,
            parse_time(options.end) if options.end else None,
            clean(options.place).strip(),
        ),
        files=tuple(options.files),
        roster=options.roster,
        columns=dict(map(correction, options.column)),
        remembered=recall(own_folder(), profile.id),
        last=last,
    )


def write(proposal: Proposal) -> Path:
    """Make the session and remember what was said about its columns.

    Raises:
        OSError: it cannot be written.
    """
    meeting = proposal.meeting
    folder = create(new_folder(f"{meeting.date:%Y-%m-%d} {meeting.title[0]}"), meeting)
    if proposal.columns:
        remember(own_folder(), meeting.profile.id, proposal.columns)
    return folder
