"""``preparation.toml`` → :class:`~clerk_tui.domain.meeting.Meeting` (準備の読取り).

The file lies in the folder of its session, beside the session's own ``profile.toml`` once there is one.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Protocol, TypeVar

from clerk_tui.domain.calendar import CalendarError, parse_date, parse_time
from clerk_tui.domain.meeting import Material, Meeting
from clerk_tui.domain.profile import Profile

from .agenda import read_agenda, read_items
from .problems import FileProblems
from .roster import read_roster
from .toml import Row, Table, read
from .words import WORDS

FILE = "preparation.toml"
PROFILE = "profile.toml"

MATERIALS = {"before": "事前", "day": "当日"}
"""The keys of the materials, each with the word that is printed."""

OTHER = "other"
"""The key of materials handed out at another time, each as the word that is printed and the title."""

UNKNOWN = "不明"
"""In place of a date or an hour that nobody knows."""

T = TypeVar("T")


class Profiles(Protocol):
    """Where profiles come from; the package :mod:`clerk_tui.profile` is one."""

    def read_profile(self, path: Path) -> Profile:
        """The profile in a file; raises FileProblems."""
        ...

    def find(self, name: str) -> Path:
        """The file of a profile by its name; raises LookupError with one Japanese sentence."""
        ...


def read_preparation(folder: Path, profiles: Profiles) -> Meeting:
    """The meeting that is prepared in a folder.

    The session's own ``profile.toml`` counts, if there is one; else the profile that ``body`` names.

    Raises:
        FileProblems: all that is wrong in the preparation, or in the profile.
    """
    return read_preparation_file(folder / FILE, profiles)


def read_preparation_file(path: Path, profiles: Profiles) -> Meeting:
    """The meeting that a file prepares, whatever the file is called; see :func:`read_preparation`."""
    root = read(path, WORDS)
    profile = _profile(root, path.parent, profiles)
    starts = _moment(root, "start", time, parse_time, time.min)
    ends = _moment(root, "end", time, parse_time, time.max)
    if starts and ends and ends <= starts and "start" in root and "end" in root:
        root.problem("終了予定が開始時刻より後になっていません。時刻を直してください。", "end")
    title = tuple(line.strip() for line in root.texts("title"))
    if not title or not all(title):
        message = '会議の名称がないか、空の行があります。title = ["…"] と書いてください。'
        root.problem(message, *(("title",) if "title" in root else ()))
    people = read_roster(root, profile)
    items = read_items(root)
    cases, groups = read_agenda(root, profile.notation, people, items)
    meeting = Meeting(
        profile=profile,
        title=title,
        date=_moment(root, "date", date, parse_date, date.min),
        starts=starts,
        ends=ends,
        place=root.word("place", required=True),
        people=people,
        seats=root.number("seats", least=1),
        materials=_materials(root.table("materials")),
        items=items,
        cases=cases,
        groups=groups,
        moment_text=root.word("moment_text"),
    )
    if meeting.seats is not None and len(meeting.voters) > meeting.seats:
        root.problem(
            f"定数{meeting.seats}に対して委員が{len(meeting.voters)}人います。定数か名簿を直してください。",
            "seats",
        )
    root.source.check()
    return meeting


def _profile(root: Table, folder: Path, profiles: Profiles) -> Profile:
    name = root.word("body")
    path = folder / PROFILE
    if not path.exists():
        if not name:
            root.problem('「body」（審議会の型）がありません。body = "…" の行に型の名前を書いてください。')
            raise FileProblems(root.source.problems)
        try:
            path = profiles.find(name)
        except LookupError as error:
            root.problem(str(error), "body")
            raise FileProblems(root.source.problems) from None
    return profiles.read_profile(path)


def _moment(root: Table, key: str, kind: type[T], parse: Callable[[str], T], default: T) -> T | None:
    """A date or time, typed as Japanese text or as TOML has it; None: said to be unknown."""
    value = root.raw(key)
    if isinstance(value, kind) and not isinstance(value, datetime):
        return value
    text = root.word(key, required=True)
    if not text:
        return default
    if text.strip() == UNKNOWN:
        return None
    try:
        return parse(text)
    except CalendarError as error:
        root.problem(str(error), key)
        return default


def _materials(table: Table) -> tuple[Material, ...]:
    materials = []
    for key, when in MATERIALS.items():
        for index, typed in enumerate(table.texts(key)):
            title = typed.strip()
            if not title:
                table.problem("資料の名前が空です。名前を書くか、消してください。", key, index)
            materials.append(Material(when, title))
    for index, row in enumerate(table.rows(OTHER, width=2)):
        cells = tuple(cell.strip() for cell in row.cells) if isinstance(row, Row) else ()
        if all(cells) and len(cells) == 2:
            materials.append(Material(*cells))
        else:
            table.problem('配布の時期と資料の名前を ["席上", "…"] の形で書いてください。', OTHER, index)
    return tuple(materials)
