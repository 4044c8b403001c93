"""What of the record the room may see (氏名の扱い): people by post or seat, words only where they name nobody.

The screen stands beside the chair, in sight of the public. Whose turn it was is the record's secret, so that
without ``names`` nobody is called by name, and free text in which a member's name stands is withheld whole:
to take out a name and leave the rest would promise more than a search can keep.
"""

from __future__ import annotations

from clerk_tui.domain.internal_marks import public_words, unclear
from clerk_tui.domain.labels import NOBODY, full_label, styled
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.names import hidden_names, searcher
from clerk_tui.domain.profile import LabelStyle
from clerk_tui.domain.record import Named, Speaker, State, Unnamed

WITHHELD = "（氏名を含むため、表示しません）"


def speaker_label(meeting: Meeting, speaker: Speaker, capacity: str, *, names: bool) -> str:
    """The speaker; without names by capacity, post or title (会長, 委員, 市民課長)."""
    if names:
        return full_label(meeting, speaker, capacity)
    # It was typed, like any other text: with a name or a mark that nobody understands it is not shown.
    typed = public_words(capacity, "")
    capacity = "" if unclear((capacity,)) or searcher(meeting.voters).within(typed) else typed
    match speaker:
        case Unnamed(role=role_id):
            role = meeting.profile.role(role_id)
            return capacity or (role.title if role else role_id)
        case Named(person=person_id):
            person = meeting.person(person_id)
            # The id of somebody no longer on the roster is a name.
            return styled(meeting, person, LabelStyle.POST, capacity) if person else capacity or NOBODY


def requester_label(meeting: Meeting, person: Person, *, names: bool) -> str:
    """Somebody to be called upon; without names by seat, as the chair calls them (3番 委員)."""
    label = speaker_label(meeting, Named(person.id), "", names=names)
    return f"{person.seat}番 {label}" if person.seat is not None else label


def seat_label(meeting: Meeting, speaker: Speaker, *, names: bool) -> str:
    """Who declared something; without names by seat (3番), empty where the roster has none."""
    if names:
        return full_label(meeting, speaker)
    person = meeting.person(speaker.person) if isinstance(speaker, Named) else None
    return f"{person.seat}番" if person and person.seat is not None else ""


def quoted(state: State, text: str, *, names: bool) -> str:
    """Words of the record, or :data:`WITHHELD` where a member's name stands in them."""
    meeting = state.meeting
    if names:
        return text
    printed = public_words(text, meeting.profile.form.withheld)
    # Also of a body whose minutes print names: whether the room sees them here is for the chair to say.
    members = searcher(tuple(dict.fromkeys((*meeting.voters, *hidden_names(state).people))))
    return WITHHELD if members.within(printed) or unclear((text,)) else printed
