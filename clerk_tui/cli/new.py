"""``clerk-tui new``: a session to be filled in."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from clerk_tui.domain.calendar import parse_date, parse_time
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import AgendaItem, Meeting
from clerk_tui.domain.text import clean
from clerk_tui.intake.preparation import FILE
from clerk_tui.library import create, new_folder
from clerk_tui.profile import find, read_profile


def run(options: Namespace) -> int:
    title = clean(options.title).strip()
    if not title:
        raise Refused("会議の名称を書いてください（例：clerk-tui new 令和8年度第3回）。")
    profile = read_profile(find(options.body))
    meeting = Meeting(
        profile=profile,
        title=(title, f"{profile.body}{profile.document}"),
        date=parse_date(options.date) if options.date else date.today(),  # noqa: DTZ011 the day on the clerk's wall
        starts=parse_time(options.start),
        ends=parse_time(options.end),
        place=clean(options.place).strip() or "（会場）",
        items=(AgendaItem(1, "前回会議録の確定"), AgendaItem(2, "報告・諮問事項")),
    )
    folder = create(new_folder(f"{meeting.date:%Y-%m-%d} {title}"), meeting)
    print(f"会議を作りました：{folder}")
    print(f"次に {folder / FILE} に委員と案件を書き、clerk-tui record {folder.name} で記録を始めます。")
    return 0
