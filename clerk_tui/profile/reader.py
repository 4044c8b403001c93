"""``profile.toml`` → :class:`~clerk_tui.domain.profile.Profile` (型の読取り): typed, complete, checked.

What the file does not say comes from :mod:`clerk_tui.profile.standard`; whatever is wrong in it is told at
once, as :class:`~clerk_tui.intake.problems.FileProblems`.
"""

from __future__ import annotations

import re
from pathlib import Path

from clerk_tui.domain.calendar import DATE_FIELDS, PERIOD_FIELDS, TIME_FIELDS
from clerk_tui.domain.notation import Numerals
from clerk_tui.domain.profile import Form, Profile, Quorum, RulingWording, Style
from clerk_tui.intake.toml import Table, read

from .kinds import read_kinds
from .patterns import pattern
from .proceedings import read_phases, read_phrases
from .roles import read_roles
from .words import WORDS

_SHARE = re.compile(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*")


def read_profile(path: Path) -> Profile:
    """The profile in a file; its id, unless the file gives one, is the name of the folder.

    Raises:
        FileProblems: all that is wrong in it.
    """
    root = read(path, WORDS)
    roles = read_roles(root)
    phases = read_phases(root)
    profile = Profile(
        id=root.text("id", path.absolute().parent.name, required="id" in root),
        body=root.text("body", required=True),
        document=root.text("document", "会議録", required="document" in root),
        roles=roles,
        kinds=read_kinds(root),
        phases=phases,
        capacities=root.texts("capacities"),
        phrases=read_phrases(root, roles, phases),
        abbreviations=_abbreviations(root.table("abbreviations")),
        quorum=_quorum(root.table("quorum")),
        wording=_wording(root.table("wording")),
        style=_style(root.table("style")),
        form=_form(root.table("form")),
    )
    root.source.check()
    return profile


def _abbreviations(table: Table) -> tuple[tuple[str, str], ...]:
    return tuple((short, table.text(short, required=True, lines=True)) for short in table.data)


def _quorum(table: Table) -> Quorum:
    usual = Quorum()
    share = usual.share
    if "share" in table:
        written = table.text("share")
        match = _SHARE.fullmatch(written)
        if match and 0 < int(match[1]) <= int(match[2]):
            share = int(match[1]), int(match[2])
        elif isinstance(table.data["share"], str):
            table.problem(
                f'定足数の割合「{written}」が正しくありません。"1/2" のように 1 以下の分数で書いてください。',
                "share",
            )
    else:
        table.text("share")
    return Quorum(share, table.flag("strict", usual.strict), table.number("fixed") or 0)


def _wording(table: Table) -> RulingWording:
    usual = RulingWording()
    return RulingWording(
        table.text("opening", usual.opening),
        pattern(table, "clause", usual.clause, ("cases", "outcome")),
        table.text("joiner", usual.joiner),
        table.text("closing", usual.closing),
    )


def _style(table: Table) -> Style:
    usual = Style()
    return Style(
        table.choice("numerals", {item.value: item for item in Numerals}, usual.numerals),
        pattern(table, "date", usual.date, DATE_FIELDS),
        pattern(table, "time", usual.time, TIME_FIELDS),
        pattern(table, "period", usual.period, PERIOD_FIELDS),
        pattern(table, "moment", usual.moment, ("date", "period")),
    )


def _form(table: Table) -> Form:
    usual = Form()
    columns = table.texts("columns", usual.columns)
    if len(columns) != 3:
        table.problem(
            '「columns」（案件一覧の列）は三つ書いてください（例：["番号", "件名", "審議結果"]）。', "columns"
        )
        columns = usual.columns
    return Form(
        title=table.text("title", usual.title),
        moment=table.text("moment", usual.moment),
        place=table.text("place", usual.place),
        attendance=table.text("attendance", usual.attendance),
        absentees=table.text("absentees", usual.absentees),
        observers=table.text("observers", usual.observers),
        observers_count=pattern(table, "observers_count", usual.observers_count, ("count",)),
        materials=table.text("materials", usual.materials),
        contents=table.text("contents", usual.contents),
        columns=(columns[0], columns[1], columns[2]),
        attendance_joiner=table.text("attendance_joiner", usual.attendance_joiner),
        note=pattern(table, "note", usual.note, ("result", "note")),
        recess=table.text("recess", usual.recess),
        resumed=table.text("resumed", usual.resumed),
        closed_part=table.text("closed_part", usual.closed_part),
        open_part=table.text("open_part", usual.open_part),
        closed_notice=table.text("closed_notice", usual.closed_notice),
        withheld=table.text("withheld", usual.withheld),
    )
