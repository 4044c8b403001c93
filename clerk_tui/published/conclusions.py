"""Results of topics without a number (議題の結果): who was elected, and with how many votes, where print says so."""

from __future__ import annotations

import re
from typing import Any

from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.meeting import Meeting

_COUNTED = re.compile(r"(?P<before>.*)（(?P<each>(?:[^（）、]+?[0-9]+票、)+)無効(?P<spoiled>[0-9]+)票）")
_BALLOT = re.compile(r"(?P<who>[^、]+?)(?P<votes>[0-9]+)票、")


def elected(meeting: Meeting, subject: str, result: str) -> dict[str, Any]:
    """The fields of a ``conclude`` line for a printed result: 「白石副会長、赤坂委員　投票（白石副会長2票、無効0票）」.

    Of an election, those who are called as the attendance list has them are people, not words. Where a word in their
    place is nobody's, or several people's, the whole stays the text that it is.
    """
    text = {"result": result}
    if not subject.endswith(("選挙", "選任", "互選", "選出")):
        return text
    called: dict[str, list[str]] = {}
    for person in meeting.people:
        called.setdefault(listed_label(meeting, person), []).append(str(person.id))
    counted = _COUNTED.fullmatch(result)
    ballots = (
        [(each["who"], int(each["votes"])) for each in _BALLOT.finditer(counted["each"])] if counted else []
    )
    if not any(who in called for who, _ in ballots):
        counted, ballots = None, []  # 「投票（有効3票、無効0票）」
    names, _, rest = (counted["before"] if counted else result).partition("　")
    labels = names.split("、")
    if any(len(called.get(label, ())) != 1 for label in (*labels, *(who for who, _ in ballots))):
        return text
    line: dict[str, Any] = {"elected": [called[label][0] for label in labels]}
    if rest:
        line["result"] = rest
    if counted:
        line["ballots"] = [{"person": called[who][0], "votes": votes} for who, votes in ballots]
        line["spoiled"] = int(counted["spoiled"])
    return line
