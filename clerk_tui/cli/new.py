"""``clerk-tui new``: a session made from what the clerk has: an agenda, a roster, the last meeting."""

from __future__ import annotations

import re
from argparse import Namespace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from clerk_tui import profile as profiles
from clerk_tui.domain.calendar import parse_date, parse_time
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.text import clean
from clerk_tui.errors import ClerkError
from clerk_tui.intake.carry_over import takeover
from clerk_tui.intake.column_memory import recall, remember
from clerk_tui.intake.columns import correction
from clerk_tui.intake.preparation import FILE
from clerk_tui.intake.proposal import WHOLE, Proposal, propose
from clerk_tui.intake.request import NewMeetingRequest
from clerk_tui.intake.schedule import Schedule
from clerk_tui.library import create, locate, new_folder, own_folder, state_of, summaries
from clerk_tui.profile import find, read_profile
from clerk_tui.watching import stamps

from .asking import confirmed
from .preview import preview
from .profile import readable

if TYPE_CHECKING:
    from clerk_tui.tui.new import Form

_BODY = "privacy_council"
_INVITATION = """\
左の欄に、手元にあるものを入れてください。

案件の表（Excel、CSV）や次第（Word）があれば、その場所を
「案件・次第」に。名簿が別なら「名簿」に。
前回の会議があれば、名簿と継続の案件を引き継げます。

できる会議が、ここに出ます。誤りがあれば、場所と直し方が出ます。
ファイルを直して保存すると、すぐ読み直します。"""


def run(options: Namespace) -> int:
    if not any((options.title, options.files, options.roster, options.last, options.yes)):
        return _led()
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


def wished(options: Namespace) -> NewMeetingRequest:
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
    return NewMeetingRequest(
        profile=profile,
        today=date.today(),  # noqa: DTZ011 the day on the clerk's wall
        said=Schedule(
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
    folder = create(new_folder(f"{meeting.day or '日付不明'} {meeting.title[0]}"), meeting)
    if proposal.columns:
        remember(own_folder(), meeting.profile.id, proposal.columns)
    return folder


def _led() -> int:
    """Nothing was said: a screen that leads through it, and then the recording."""
    from clerk_tui.tui.terminal import driver_class, prepare_environment

    prepare_environment()
    from clerk_tui.tui.new import Look, NewApp

    usable, broken = readable()
    invitation = "\n\n".join((_INVITATION, *broken))
    wrong: tuple[type[Exception], ...] = (ClerkError, OSError)

    def look(form: Form, cells: int) -> Look:
        if not any((form.title, form.files, form.roster, form.last)):
            return Look(invitation, False)
        try:
            return Look(preview(propose(wished(_said(form)), profiles), cells), True)
        except ClerkError as fault:
            return Look(str(fault), False)

    def make(form: Form) -> Path:
        try:
            return write(propose(wished(_said(form)), profiles))
        except wrong as fault:
            raise Refused(str(fault)) from None

    meetings = [
        (f"{summary.state.meeting.day or '日付不明'} {summary.folder.name}", str(summary.folder))
        for summary in reversed(list(summaries()))
        if summary.state.meeting is not None
    ]
    bodies = [(profile.body, source.name) for source, profile in usable]
    app = NewApp(bodies, meetings, look, make, _stamp)
    app.driver_class = driver_class() or app.driver_class
    folder = app.run()
    app.raise_crash()
    if folder is None:
        print("会議は作りませんでした。")
        return 1
    from .record import screen

    return screen(folder)


def _said(form: Form) -> Namespace:
    """The form as the command line would have it."""

    def parts(text: str) -> list[str]:
        return [part.strip() for part in re.split("[、;；]", text) if part.strip()]

    return Namespace(
        title=form.title,
        files=[Path(part).expanduser() for part in parts(form.files)],
        roster=Path(form.roster).expanduser() if form.roster else None,
        last=form.last,
        body=form.body,
        column=parts(form.columns),
        date=form.date,
        start=form.start,
        end=form.end,
        place=form.place,
    )


def _stamp(form: Form) -> object:
    """By what the files that the form names are known to be as they were; those not there are in no list."""
    said = _said(form)
    return stamps((*said.files, *filter(None, (said.roster,))))
