"""``clerk-tui new``: a session made from what the clerk has: an agenda, a roster, the last meeting."""

from __future__ import annotations

import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from clerk_tui import profile as profiles
from clerk_tui.domain.errors import Refused
from clerk_tui.errors import ClerkError
from clerk_tui.intake.body import body_of
from clerk_tui.intake.body_said import said_of
from clerk_tui.intake.column_memory import recall, remember
from clerk_tui.intake.papers import read_papers
from clerk_tui.intake.preparation import FILE
from clerk_tui.intake.proposal import WHOLE, MeetingPlan, Proposal, propose
from clerk_tui.intake.request import NEW_BODY, NewMeetingRequest
from clerk_tui.profile import available, find, read_profile, write_profile
from clerk_tui.profile.folders import own_profile
from clerk_tui.profile.standard import USUAL_BODY, usual_kind
from clerk_tui.session_files import spelled
from clerk_tui.sessions import create, new_folder, summaries, write_private
from clerk_tui.settings import own_folder
from clerk_tui.watching import stamps

from .asking import confirmed
from .last_meeting import LastMeeting, last_meeting, minutes_of
from .preview import preview
from .profile import readable

_SAMPLE = "privacy_council"
"""The profile of a meeting for which none was chosen."""
_INVITATION = """\
欄に、手元にあるものを入れてください。

案件の表（Excel、CSV）や次第（Word）があれば、その場所を
「案件・次第」に（F2 で一覧から選べます）。名簿が別なら「名簿」に。
前回の会議があれば、名簿と継続の案件を引き継げます。
名称・日・時刻・場所は、次第にあれば入れなくてかまいません。

できる会議が、ここに出ます。誤りがあれば、場所と直し方が出ます。
ファイルを直して保存すると、すぐ読み直します。"""


def run(options: Namespace) -> int:
    request = NewMeetingRequest(
        options.body,
        options.last,
        options.title,
        tuple(options.files),
        options.roster,
        tuple(options.column),
        options.date,
        options.start,
        options.end,
        options.place,
    )
    if not options.yes and (request.empty or (sys.stdin.isatty() and sys.stdout.isatty())):
        return _led(request)
    proposal = proposed(request)
    from_files = bool(request.files or request.roster or request.last)
    if from_files:
        print(preview(proposal, doubts=not options.yes))
        print()
    if from_files and not options.yes and not confirmed("この内容で会議を作りますか"):
        print("会議は作りませんでした。")
        return 1
    if options.yes:
        # Who says yes beforehand is told once, where it is seen even if the output goes elsewhere.
        for doubt in proposal.doubts:
            print(f"確かめてください：{doubt}", file=sys.stderr)
    folder = write(proposal)
    print(f"会議を作りました：{folder}")
    if options.record and (options.yes or confirmed("このまま記録の画面を開きますか")):
        from .record import screen

        return screen(folder)
    fill = "" if from_files else f"{folder / FILE} に委員と案件を書き、"
    print(f"次に {fill}clerk-tui record {spelled(folder.name)} で記録を始めます。")
    return 0


def proposed(request: NewMeetingRequest) -> Proposal:
    """The meeting that comes of a request.

    Raises:
        ClerkError: something was said, or stands in a file, that cannot be.
    """
    chosen = "" if request.body == NEW_BODY else request.body
    found = (
        last_meeting(request.last, read_profile(find(chosen)) if chosen else None) if request.last else None
    )
    if request.body == NEW_BODY or (found and found.minutes and not chosen):
        return _of_new_body(request, found)
    last = found.carried if found else None
    own = [source.name for source in available() if source.own]
    # Who has made but one profile holds their meetings by it.
    chosen = request.body or (own[0] if len(own) == 1 else _SAMPLE)
    # The body of the last meeting, as it was held then, unless another one is asked for.
    profile = last.meeting.profile if last and not request.body else read_profile(find(chosen))
    today = date.today()  # noqa: DTZ011 the day on the clerk's wall
    plan = MeetingPlan(
        profile=profile,
        today=today,
        said=request.schedule(today),
        files=request.files,
        roster=request.roster,
        columns=request.corrections(),
        remembered=recall(own_folder(), profile.id),
        last=last,
        sample=(request.body or not last) and chosen not in own,
    )
    proposal = propose(plan, profiles)
    on_paper = not any(path.suffix.lower() == WHOLE for path in request.files)
    if on_paper and not (request.body or own or last) and proposal.meeting.profile.body != profile.body:
        # The papers are of a body that nobody has described yet, and nobody has asked for the sample.
        return _of_new_body(request, found)
    return _with_doubts(proposal, found)


def _with_doubts(proposal: Proposal, last: LastMeeting | None) -> Proposal:
    """What is doubtful of the last minutes as well, behind what is doubtful of the meeting."""
    return replace(proposal, doubts=(*proposal.doubts, *(last.doubts if last else ())))


def _of_new_body(request: NewMeetingRequest, found: LastMeeting | None) -> Proposal:
    """The first meeting of a body: its papers are read twice, to learn the body from them and then the meeting.

    A body for which the clerk already has a profile is held by that.
    """
    today = date.today()  # noqa: DTZ011 the day on the clerk's wall
    said, columns = request.schedule(today), request.corrections()
    papers = read_papers(
        request.files,
        request.roster,
        USUAL_BODY,
        title=said.title,
        day=said.date,
        said=columns,
        remembered={},
    )
    last = found.carried if found else None
    profile, told = body_of(papers, USUAL_BODY, usual_kind, last.meeting if last else None, request.new_body)
    known = None if request.body == NEW_BODY else own_profile(profile.id)
    if known is not None and known.exists():
        return proposed(replace(request, body=known.parent.name))
    plan = MeetingPlan(profile, today, said, request.files, request.roster, columns, last=last)
    proposal = _with_doubts(propose(plan, profiles), found)
    return replace(proposal, doubts=(*told, *proposal.doubts), new_body=True)


def write(proposal: Proposal) -> Path:
    """Make the session, and the profile of a new body; remember what was said about columns.

    Raises:
        OSError: it cannot be written.
    """
    meeting = proposal.meeting
    if proposal.new_body:
        target = own_profile(meeting.profile.id)
        if target.exists():
            raise Refused(
                f"型「{meeting.profile.id}」はすでにあります。それを選んでください（--body {target.parent.name}）。"
            )
        target.parent.mkdir(parents=True, exist_ok=True)
        write_private(target, write_profile(meeting.profile))
    folder = create(new_folder(f"{meeting.day or '日付不明'} {meeting.title[0]}"), meeting)
    if proposal.columns:
        remember(own_folder(), meeting.profile.id, proposal.columns)
    return folder


def _led(request: NewMeetingRequest) -> int:
    """A screen that shows what comes of what was said and asks for the rest, and then the recording."""
    from clerk_tui.tui.terminal import driver_class, prepare_environment

    prepare_environment()
    from clerk_tui.tui.new import MeetingLook, NewApp
    from clerk_tui.tui.widgets.preview import Look

    usable, broken = readable()
    invitation = "\n\n".join((_INVITATION, *broken))
    wrong: tuple[type[Exception], ...] = (ClerkError, OSError)

    def look(asked: NewMeetingRequest, cells: int) -> Look:
        if asked.empty:
            return Look(invitation, False)
        try:
            proposal = proposed(asked)
        except ClerkError as fault:
            return Look(str(fault), False)
        body = said_of(proposal.meeting.profile) if proposal.new_body else None
        return MeetingLook(preview(proposal, cells), True, proposal.doubts, body)

    def make(asked: NewMeetingRequest) -> Path:
        try:
            return write(proposed(asked))
        except wrong as fault:
            raise Refused(str(fault)) from None

    meetings = [
        (f"{summary.state.meeting.day or '日付不明'} {summary.folder.name}", str(summary.folder))
        for summary in reversed(list(summaries()))
        if summary.state.prepared
    ]
    bodies = [
        ("紙から新しい型を作る", NEW_BODY),
        *((profile.body, source.name) for source, profile in usable),
    ]
    if request.body and request.body not in (name for _, name in bodies):
        bodies.append((request.body, request.body))
    if request.last and (minutes := minutes_of(request.last)):
        meetings.insert(0, (f"会議録 {minutes.name}", request.last))
    elif request.last and request.last not in (where for _, where in meetings):
        meetings.insert(0, (Path(request.last).name, request.last))
    app = NewApp(bodies, meetings, look, make, _stamp, request=request)
    app.driver_class = driver_class() or app.driver_class
    folder = app.run()
    app.raise_crash()
    if folder is None:
        print("会議は作りませんでした。")
        return 1
    from .record import screen

    return screen(folder)


def _stamp(request: NewMeetingRequest) -> object:
    """By what the files that the form names are known to be as they were; those not there are in no list."""
    minutes = (Path(request.last),) if request.last and Path(request.last).is_file() else ()
    return stamps((*request.files, *minutes, *filter(None, (request.roster,))))
