"""Rows of a sheet as lines of the paper (表の行を紙の行に), where they make no table of cases or people."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from .agenda_words import hour_and_rest, kind_of_mark
from .columns import Columns
from .names import divided, is_name, is_post
from .people import heading_named, is_organisation
from .roster_line import is_person
from .roster_row import REMARK, joined
from .sheets import Paragraph, Sheet

_PRESENT = re.compile(
    r"[\s　]*[【〔\[［■□◆◇○●◎・<＜《〈（(]*[\s　]*(?:出席(?:予定)?者|(?:出席|[^\s　、。：:（(]{1,8}会)?委員|構成員)"
    r"(?:名簿|一覧)?"
    r"[】〕\]］>＞》〉）)]*[\s　]*"
)
"""The heading of a roster within an agenda."""


def roster_within(parts: Sequence[Columns | Paragraph]) -> range:
    """The lines of an agenda that are its roster: below 「出席者」, as long as people or their lists stand there."""
    for start, part in enumerate(parts):
        if isinstance(part, Columns) or not _PRESENT.fullmatch(part.text):
            continue
        end, found = start + 1, 0
        while end < len(parts) and isinstance(line := parts[end], Paragraph):
            text = line.text.strip()
            somebody = is_person(text) or is_organisation(text)
            if not (somebody or heading_named(re.sub(r"[（(].*[)）]$", "", text)) or REMARK.match(text)):
                break
            found += somebody
            end += 1
        if found > 1:
            return range(start, end)
    return range(0)


def apart(sheet: Sheet, row: int, line: Paragraph) -> Iterator[Paragraph]:
    """A row whose cell has several lines with marks (「協議⏎(1) …⏎(2) …」), each of them as a line of its own."""
    for column in sheet.columns(row):
        text = sheet.text(row, column)
        lines = [each.strip() for each in text.split("\n") if each.strip()]
        flat = text.replace("\n", " ")
        below = [each for each in text.split("\n")[1:] if each.strip()]
        apart = all(kind_of_mark(each) or (each[:1] in " 　" and kind_of_mark(lines[0])) for each in below)
        if len(lines) < 2 or not apart or line.text.count(flat) != 1:
            continue
        before, _, behind = line.text.partition(flat)
        if before.strip() and kind_of_mark(lines[0]) and not hour_and_rest(f"{before} x")[0]:
            # 「議題｜(1) …」: the label is a line of its own as well.
            yield replace(line, text=before.rstrip())
            lines[0], before = f"　　{lines[0]}", ""
        # 「（１）…⏎（２）…｜担当：指導課⏎担当：市民課」: each of the lines has its own beside it.
        right = [sheet.text(row, at).split("\n") for at in sheet.columns(row) if at > column]
        beside = right[0] if len(right) == 1 and len(right[0]) in (len(lines), len(lines) - 1) else []
        beside = [""] * (len(lines) - len(beside)) + beside if beside else []
        yield replace(line, text=f"{before}{lines[0]}{'' if beside else behind}")
        for at, each in enumerate(lines):
            if at:
                yield replace(line, text=f"　　{each}")
            if beside and beside[at]:
                yield replace(line, text=f"　　　　{beside[at]}")
        return
    yield line


def line_of(sheet: Sheet, row: int) -> Paragraph:
    """A row as a line of the paper, indented by the column in which it begins."""
    indent = "　" * (min(sheet.columns(row), default=1) - 1)
    # A wide gap between cells, as a paper in lines has one before what stands apart (資料１).
    text = row_text(sheet, row, "　　").replace("\n", " ")
    return Paragraph(sheet.file, row, indent + text, None, sheet.name)


def pairs_of(sheet: Sheet, row: int) -> list[str]:
    """The people of a row that has a post before each name, several times over (委員長｜…｜副委員長｜…)."""
    cells = [sheet.text(row, column) for column in sheet.columns(row)]
    posts, names = cells[::2], cells[1::2]
    if len(cells) < 4 or len(posts) != len(names) or not all(map(is_post, posts)):
        return []
    if not all(map(is_name, names)):
        return []
    return [
        f"{joined(post)}　　{'　'.join(filter(None, divided(name)))}"
        for post, name in zip(posts, names, strict=True)
    ]


def row_text(sheet: Sheet, row: int, gap: str = "　") -> str:
    texts = (sheet.text(row, column) for column in sheet.columns(row))
    return gap.join(dict.fromkeys(filter(None, texts)))
