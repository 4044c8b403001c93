"""Which stock phrases fit the moment, likeliest first, and the turns they become (定型文). Pure."""

from __future__ import annotations

from collections.abc import Iterator

from clerk_tui.domain.commands import RecordTurn
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.meeting import Group
from clerk_tui.domain.profile import Phrase, Standing
from clerk_tui.domain.queries import is_chair, is_here, next_groups, open_groups, open_unruled
from clerk_tui.domain.record import BlockHeading, Named, Speaker, State, Turn, Unnamed
from clerk_tui.domain.wording import phrase_text

from .input_state import SpeakerRole, chair

# What asks the room once more; right after the chair has spoken, it would ask for nothing.
_ONCE_MORE = "ほかに"


def offered(state: State, speaking: SpeakerRole | None = None) -> tuple[Phrase, ...]:
    """The phrases that belong to the present phase or to every phase, likeliest first.

    Args:
        state: the record.
        speaking: whose words are being typed, and come before the phrase; None: nobody's.
    """
    fitting = [p for p in state.meeting.profile.phrases if not p.phases or state.phase in p.phases]
    usable = [p for p in fitting if _can_be_filled(state, p)]
    return tuple(sorted(usable, key=lambda phrase: _rank(state, phrase, speaking)))


def likeliest(state: State, speaking: SpeakerRole | None = None) -> Phrase | None:
    return next(iter(offered(state, speaking)), None)


def said(state: State, phrase: Phrase, present: SpeakerRole | None) -> RecordTurn:
    """The phrase as a turn of whoever says it, with the change of phase that goes with it."""
    voice, explained = _speaker(state, phrase, present)
    label = full_label(state.meeting, voice.speaker, voice.capacity)
    text = phrase_text(state, phrase, explained, label)
    return RecordTurn(voice.speaker, (text,), voice.capacity, narrated=phrase.narrated, then=phrase.then)


def explainer(state: State) -> tuple[SpeakerRole, tuple[Group, ...]] | None:
    """Who explains next in the open block, and which of its groups; None: everybody has."""
    spoken = {turn.speaker for turn in _this_block(state)}
    for group in open_groups(state):
        speaker = _explainer_of(state, group)
        if speaker not in spoken:
            theirs = tuple(g for g in open_groups(state) if _explainer_of(state, g) == speaker)
            return SpeakerRole(speaker), theirs
    return None


def _explainer_of(state: State, group: Group) -> Speaker:
    meeting = state.meeting
    for person in group.explainers:
        if not state.attendance or is_here(state, person):
            return Named(person)
    for candidate in meeting.people:
        if group.office and candidate.office == group.office:
            return Named(candidate.id)
    role = meeting.profile.role_of(Standing.OFFICIAL)
    return Unnamed(role.id if role else "official")


def _speaker(
    state: State, phrase: Phrase, present: SpeakerRole | None
) -> tuple[SpeakerRole, tuple[Group, ...]]:
    if state.meeting.profile.is_for_chair(phrase):
        return chair(state), ()
    match phrase.speaker:
        case "current" if present is not None:
            return present, ()
        case "explainer":
            found = explainer(state)
            if found is not None:
                return found
            groups = open_groups(state)
            return (
                (SpeakerRole(_explainer_of(state, groups[0])), groups)
                if groups
                else (present or chair(state), ())
            )
        case role:
            return _of_role(state, role), ()


def _of_role(state: State, role: str) -> SpeakerRole:
    """Whoever of that role spoke last, else the first of them who is here."""
    people = [person.id for person in state.meeting.people if person.role == role]
    for entry in reversed(state.entries):
        if isinstance(entry, Turn) and isinstance(entry.speaker, Named) and entry.speaker.person in people:
            return SpeakerRole(entry.speaker, entry.capacity)
    for person in people:
        if not state.attendance or is_here(state, person):
            return SpeakerRole(Named(person))
    return SpeakerRole(Unnamed(role))


def _can_be_filled(state: State, phrase: Phrase) -> bool:
    """A phrase that names cases needs some to name."""
    if "{next}" in phrase.text and not next_groups(state):
        return False
    if "{explained}" in phrase.text and explainer(state) is None:
        return False
    return not ("{cases}" in phrase.text and not open_groups(state))


def _rank(state: State, phrase: Phrase, speaking: SpeakerRole | None) -> int:
    """0 is said next. Phrases just said come last; those for every phase after those of this phase."""
    last = speaking.speaker if speaking else next((turn.speaker for turn in _latest(state)), None)
    asked = last is not None and is_chair(state, last)
    moves = phrase.then not in ("", state.phase)
    if (asked or speaking is None) and _just_said(state, phrase):
        return 9
    if _once(state, phrase) and any(phrase_text(state, phrase) in turn.paragraphs for turn in state.turns):
        return 9
    if not phrase.phases:
        # Calling the next cases is right once some have been taken and none is left to decide.
        return 1 if state.blocks and not open_unruled(state) else 8
    if phrase.speaker == "explainer":
        return 0
    if _ONCE_MORE in phrase.text:
        return 6 if asked else 2
    return 3 if moves else 4


def _once(state: State, phrase: Phrase) -> bool:
    """Whether it belongs to phases that come once in a meeting: a meeting is opened and closed once."""
    phases = [state.meeting.profile.phase(name) for name in phrase.phases]
    return bool(phases) and all(phase is not None and not phase.in_block for phase in phases)


def _just_said(state: State, phrase: Phrase) -> bool:
    """Whether it stands among the last turns, with nobody but its speaker since."""
    text = phrase_text(state, phrase)
    for turn in _latest(state):
        if text in turn.paragraphs:
            return True
        if not is_chair(state, turn.speaker):
            return False
    return False


def _latest(state: State) -> Iterator[Turn]:
    return (entry for entry in reversed(state.entries) if isinstance(entry, Turn))


def _this_block(state: State) -> Iterator[Turn]:
    """The turns since the block was opened, latest first."""
    for entry in reversed(state.entries):
        if isinstance(entry, BlockHeading):
            return
        if isinstance(entry, Turn):
            yield entry
