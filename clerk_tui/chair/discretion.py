"""What of the record the room may see (氏名の扱い): people by post or seat, words only where they name nobody.

The screen stands beside the chair, in sight of the public. Whose turn it was is the record's secret, so that
without ``names`` nobody is called by name, and free text in which a member's name stands is withheld whole:
to take out a name and leave the rest would promise more than a search can keep.
"""

from __future__ import annotations

from collections.abc import Iterator
from unicodedata import normalize

from clerk_tui.domain.labels import full_label, styled
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import LabelStyle
from clerk_tui.domain.record import Named, Speaker, Unnamed

_TELLING = 3

WITHHELD = "（氏名を含むため、表示しません）"


def speaker_label(meeting: Meeting, speaker: Speaker, capacity: str, *, names: bool) -> str:
    """The speaker; without names by capacity, post or title (会長, 委員, 市民課長)."""
    if names:
        return full_label(meeting, speaker, capacity)
    match speaker:
        case Unnamed(role=role_id):
            role = meeting.profile.role(role_id)
            return capacity or (role.title if role else role_id)
        case Named(person=person_id):
            person = meeting.person(person_id)
            # The id of somebody no longer on the roster is a name.
            return styled(meeting, person, LabelStyle.POST, capacity) if person else capacity or "発言者"


def requester_label(meeting: Meeting, person: Person, *, names: bool) -> str:
    """Somebody to be called upon; without names by seat, as the chair calls them (3番 委員)."""
    label = speaker_label(meeting, Named(person.id), "", names=names)
    return f"{person.seat}番 {label}" if person.seat is not None else label


def quoted(meeting: Meeting, text: str, *, names: bool) -> str:
    """Words of the record, or :data:`WITHHELD` where a member's name stands in them."""
    if names:
        return text
    plain = _plain(text)
    return WITHHELD if any(_plain(name) in plain for name in _members(meeting) if name) else text


def _members(meeting: Meeting) -> Iterator[str]:
    for person in meeting.voters:
        yield person.name
        # A shorter reading stands inside ordinary words (おの in おのおの).
        if len(person.reading) >= _TELLING:
            yield person.reading


def _plain(text: str) -> str:
    """Without differences of width and without blanks: 「山 田」 is 山田."""
    return "".join(normalize("NFKC", text).split())
