"""Imported minutes under a body that is known here (型への組入れ)."""

from __future__ import annotations

from msgspec.structs import replace

from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Phrase, Profile


def adopted(meeting: Meeting, body: Profile) -> Meeting:
    """The meeting as one of the body's: its name, phrases, abbreviations and quorum, for search and the next time.

    Roles, kinds, phases and the look of the print stay as the minutes had them, so that they print the same again.
    """
    own = meeting.profile
    return replace(
        meeting,
        profile=replace(
            own,
            id=body.id,
            body=body.body,
            document=body.document,
            capacities=tuple(dict.fromkeys((*own.capacities, *body.capacities))),
            phrases=tuple(phrase for phrase in body.phrases if _fits(phrase, own)),
            abbreviations=body.abbreviations,
            quorum=body.quorum,
            wording=body.wording,
        ),
    )


def _fits(phrase: Phrase, profile: Profile) -> bool:
    """Whether everything that the phrase refers to is there."""
    speakers = {"explainer", "current", *(role.id for role in profile.roles)}
    phases = {phase.id for phase in profile.phases}
    return phrase.speaker in speakers and {*phrase.phases, phrase.then or next(iter(phases))} <= phases
