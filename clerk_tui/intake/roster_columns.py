"""Which column of a roster holds the posts (役職の列), where no heading says so: what stands in it tells."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from .column_words import Field
from .columns import Columns
from .names import is_called_member, is_chair, is_office, is_plain_member, is_staff
from .roster_row import joined


def with_posts(columns: Columns) -> Columns:
    """A roster whose column of posts has no heading: what stands in it tells."""
    if Field.POST in columns:
        return columns
    for column, texts in _unread(columns):
        told = [text for text in texts if text]
        if any(map(is_office, told)) and all(is_office(text) or is_plain_member(text) for text in told):
            return replace(columns, places={**columns.places, Field.POST: column})
    if Field.REMARK not in columns:
        for column, texts in _unread(columns):
            if columns.sheet.text(columns.heading, column) and any(map(is_chair, texts)):
                # 会長 under a heading of any other word: it is said of a member as in 備考.
                return replace(columns, places={**columns.places, Field.REMARK: column})
    if Field.LIST in columns:
        words = [joined(text) for row in columns.rows if (text := columns.text(row, Field.LIST))]
        posts = [word for word in words if is_office(word) or is_staff(word) or is_called_member(word)]
        if len(posts) < len(words) or not (any(map(is_office, words)) and any(map(is_called_member, words))):
            return columns
        # 「区分」 over 会長, 委員, 事務局長.
        places = {field: at for field, at in columns.places.items() if field is not Field.LIST}
        return replace(columns, places={**places, Field.POST: columns.places[Field.LIST]})
    if Field.BELONGS not in columns:
        return columns
    for column, texts in _unread(columns):
        if not columns.sheet.text(columns.heading, column) and sum(map(is_office, texts)) > 0:
            return replace(columns, places={**columns.places, Field.POST: column})
    return columns


def _unread(columns: Columns) -> Iterator[tuple[int, list[str]]]:
    """The columns whose headings say nothing to us, with what stands in them."""
    for column in {at for row in columns.rows for at in columns.cells(row)} - {*columns.places.values()}:
        yield column, [joined(columns.sheet.text(row, column)) for row in columns.rows]
