"""Cases that a speech names, and where (言及): as the body writes them, and in the short form that clerks type."""

from __future__ import annotations

import re
from collections.abc import Collection

from clerk_tui.domain.citations import NotationError
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.notation import Mention

_RANGE = "[～〜~\\-－ー―—–‐‑−]|から"
_DIGITS = "[0-9０-９]{1,4}"
# 「52–57、79は」: numbers alone, right before a particle that makes them the subject; 「3点は」 counts something.
_BARE = re.compile(
    rf"(?<![第0-9０-９.．号(（])(?P<list>{_DIGITS}(?:(?:{_RANGE}|[、,，・･と]){_DIGITS})*)(?:号|番)?(?:まで)?"
    "(?=(?:は|に|を|が|も|とも|について|につき|の(?:案件|議案)))"
)


def mentioned(meeting: Meeting, text: str, among: Collection[CaseId]) -> tuple[Mention, ...]:
    """The references to some of these cases, in order; a bare number counts where it can only mean one of them.

    Args:
        meeting: whose notation and agenda are read by.
        text: what is said.
        among: the cases that can be meant; others are left out.
    """
    notation = meeting.profile.notation
    found = list(notation.mentions(text))
    taken = [(mention.start, mention.end) for mention in found]
    for match in _BARE.finditer(text):
        start, end = match.span("list")
        if any(start < stop and begin < end for begin, stop in taken):
            continue
        try:
            found.append(Mention(start, end, notation.read(match["list"], among)))
        except NotationError:
            # A number that is no case's is a number of something else.
            continue
    kept = (
        Mention(mention.start, mention.end, tuple(case for case in mention.cases if case in among))
        for mention in sorted(found, key=lambda mention: mention.start)
    )
    return tuple(mention for mention in kept if mention.cases)
