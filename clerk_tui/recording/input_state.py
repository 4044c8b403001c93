"""What the clerk's keys mean while recording (記録の手順): text, speaker and state make a command. Pure.

The rule, the same for every key:

* The speaker line names who **speaks now**. Enter records what was typed as that person's and goes on to the
  likeliest next speaker; on an empty line it records a turn without text.
* Keys that choose a speaker (second, third, chair, back, finder, unknown) are one key a turn either way: with an
  **empty** line they say who speaks now and record nothing; with **text** they record it for the present
  speaker and go on to the chosen one.
* Keys that move the meeting on (stock phrase, block, ruling, phase, stage direction, recess, closing) record
  what was typed **first**, in the same command, so that one undo takes back both. A ruling while the chair's
  own words stand in the line continues those words: it is one turn.
* One key carries out what the words announce (see :mod:`.announcing`), behind what was typed; typing on refuses.
* One action alone changes whom the typed text belongs to without recording it (発言者を差し替える).
* Everything else (attendance, corrections, papers, looking around) leaves the line as it is.

A turn begins with its first key. The same key twice within a moment counts once, unless the text has changed
in between.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.commands import Command, CompoundCommand, RecordTurn, TakeFloor
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.queries import acting_chair, is_here, is_member, kept_out, role_of
from clerk_tui.domain.record import Floor, Named, Speaker, State, Turn, Unnamed
from clerk_tui.predict.presiding import presides_by_post, presiding_capacity

from .announcing import NOTHING, Proposal, announced, pending, taken

MOMENT = 0.3
"""Seconds within which the same key counts once."""

Context = Mapping[str, str]
"""Where half-typed text belongs: ``person`` or ``role``, ``capacity`` and ``started``, all as text."""


class SpeakerRole(Struct, frozen=True, eq=False):
    """Somebody speaking in a capacity (発言者), as it is predicted or chosen; the reason makes no other one."""

    speaker: Speaker
    capacity: str = ""
    reason: str = ""
    """Why they are expected; only shown."""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SpeakerRole) and (self.speaker, self.capacity) == (
            other.speaker,
            other.capacity,
        )

    def __hash__(self) -> int:
        return hash((self.speaker, self.capacity))


Predict = Callable[[State, str], Sequence[SpeakerRole]]
"""Who is likeliest to speak, best first: where somebody has the floor, after them and what they said so far."""


class InputState(Struct, frozen=True):
    """What lies between two records (手元): who speaks now, who may follow, since when it is being typed."""

    voice: SpeakerRole | None = None
    """None: nobody can be expected, because there is no roster."""
    offered: tuple[SpeakerRole, ...] = ()
    """Text typed: who may follow, Enter's first. Empty line: ``voice`` first, then who may be speaking instead."""
    started: datetime | None = None
    """The moment of the first key."""
    chosen: bool = False
    """True where the clerk named the speaker, whom no new guess then replaces."""
    proposal: Proposal = NOTHING
    """What the words in the entry announce; on an empty line, those of the turn recorded last."""


def ready(state: State, predict: Predict) -> InputState:
    """The desk after something was recorded: the likeliest next speaker is taken to speak."""
    voices = _speaking(state, predict)
    return InputState(voices[0] if voices else None, voices, proposal=pending(state))


def begin(desk: InputState, state: State, predict: Predict, text: str, at: datetime) -> InputState:
    """The desk while text is typed: when the turn began, and who may follow it."""
    desk = listening(desk, state, text)
    if desk.voice is None:
        return replace(desk, started=desk.started or at)
    floor = Floor(desk.voice.speaker, desk.started or at, desk.voice.capacity)
    after = tuple(predict(replace(state, floor=floor), text))[:3]
    return replace(desk, offered=after, started=floor.since)


def refreshed(desk: InputState, state: State, predict: Predict) -> InputState:
    """The desk of an empty line after something other than a turn: a speaker who was chosen stays."""
    if desk.voice is None or not desk.chosen:
        return ready(state, predict)
    return replace(desk, offered=_led_by(desk.voice, _speaking(state, predict)), proposal=pending(state))


def listening(desk: InputState, state: State, text: str) -> InputState:
    """The desk with what the words announce as they stand; the same desk where that is the same."""
    if not is_typed(text):
        heard = pending(state)
    elif desk.voice is None:
        heard = NOTHING
    else:
        heard = announced(state, desk.voice.speaker, desk.voice.capacity, text)
    return desk if heard == desk.proposal else replace(desk, proposal=heard)


def _speaking(state: State, predict: Predict) -> tuple[SpeakerRole, ...]:
    return tuple(predict(replace(state, floor=None), ""))[:3]


def choose(desk: InputState, voice: SpeakerRole, *, keep: bool = False) -> InputState:
    """Another present speaker; ``keep``: the text that is being typed, and when it began, become theirs."""
    started = desk.started if keep or voice == desk.voice else None
    return InputState(voice, _led_by(voice, desk.offered), started, chosen=True, proposal=desk.proposal)


def _led_by(voice: SpeakerRole, offered: tuple[SpeakerRole, ...]) -> tuple[SpeakerRole, ...]:
    """The offer with ``voice`` in front; who stood there takes the place, so that the same key leads back."""
    if voice not in offered:
        return (voice, *offered)[:3]
    at = offered.index(voice)
    return tuple(offered[0] if index == at else other for index, other in enumerate((voice, *offered[1:])))


def is_typed(text: str) -> bool:
    return bool(text.strip())


def take_floor(desk: InputState) -> TakeFloor | None:
    """What tells the chair's view who speaks, at the first key or when the speaker changes under the text."""
    if desk.voice is None:
        return None
    return TakeFloor(desk.voice.speaker, desk.voice.capacity, desk.started)


def commit(desk: InputState, text: str) -> RecordTurn:
    """The typed text as the present speaker's turn; without text, an empty turn.

    Raises:
        Refused: nobody is named as the speaker.
    """
    if desk.voice is None:
        raise Refused("発言者が決まっていません。F4 で発言者を選んでください。")
    return _turn(desk.voice, text, desk.started)


def take(desk: InputState, state: State, text: str) -> Command:
    """What is typed, and then the change that the words announce.

    Raises:
        Refused: they announce none.
    """
    if not desk.proposal:
        raise Refused("ことばから読み取れた進行はありません。")
    presider = chair(state) if desk.proposal.misplaced else None
    return taken(
        state,
        desk.proposal,
        commit(desk, text) if is_typed(text) else None,
        (presider.speaker, presider.capacity) if presider else None,
    )


def after_text(desk: InputState, text: str, command: Command) -> Command:
    """A command that moves the meeting on, behind what was typed."""
    if not is_typed(text):
        return command
    typed = commit(desk, text)
    parts = command.commands if isinstance(command, CompoundCommand) else (command,)
    match parts:
        case (RecordTurn() as first, *rest) if len(parts) > 1 and _continues(typed, first):
            joined = replace(
                first,
                paragraphs=(*typed.paragraphs, *first.paragraphs),
                started=typed.started or first.started,
            )
            return CompoundCommand((joined, *rest))
        case _:
            return CompoundCommand((typed, *parts))


def _continues(typed: RecordTurn, first: RecordTurn) -> bool:
    """Whether a ruling's sentence goes on with what its speaker is just saying."""
    return (typed.speaker, typed.capacity) == (first.speaker, first.capacity) and not first.narrated


def _turn(voice: SpeakerRole, text: str, started: datetime | None) -> RecordTurn:
    return RecordTurn(voice.speaker, tuple(text.split("\n")) if text else (), voice.capacity, started=started)


def chair(state: State) -> SpeakerRole:
    """Who presides: who took the chair's place, the chair as long as they may act, else whoever last acted for them.

    Without any of these, a deputy who is here.
    """
    meeting = state.meeting
    if (acting := acting_chair(state)) and meeting.person(acting.person):
        return SpeakerRole(Named(acting.person), acting.capacity)
    presiding = [p for p in meeting.people if meeting.role_of(p).standing is Standing.CHAIR]
    out = kept_out(state)
    for person in presiding:
        if (not state.attendance or is_here(state, person.id)) and person.id not in out:
            return SpeakerRole(Named(person.id))
    for turn in reversed(state.turns):
        if meeting.profile.presides(turn.capacity):
            return SpeakerRole(turn.speaker, turn.capacity)
    if presiding and (deputy := _deputy(state, meeting)):
        return deputy
    role = meeting.profile.role_of(Standing.CHAIR)
    return SpeakerRole(Unnamed(role.id if role else "chair"))


def _deputy(state: State, meeting: Meeting) -> SpeakerRole | None:
    """Whoever presides in the chair's absence by their post (会長職務代理者, 副会長), else a member not known yet."""
    acting = [capacity for capacity in meeting.profile.capacities if meeting.profile.presides(capacity)]
    for person in meeting.people:
        if (
            is_here(state, person.id)
            and person.id not in kept_out(state)
            and presides_by_post(meeting, person)
        ):
            return SpeakerRole(Named(person.id), presiding_capacity(meeting, person))
    member = meeting.profile.role_of(Standing.MEMBER)
    return SpeakerRole(Unnamed(member.id), acting[0]) if member and acting else None


def give_back(state: State) -> SpeakerRole | None:
    """Whoever spoke last beside the presider (発言を返す)."""
    presiding = chair(state)
    return _last(state, lambda turn: turn.speaker != presiding.speaker)


def same_member(state: State, desk: InputState) -> SpeakerRole | None:
    """The member who spoke last and goes on (同じ委員が続ける), the present speaker among them."""
    if desk.voice is not None and is_member(state, desk.voice.speaker) and desk.started:
        return desk.voice
    return _last(state, lambda turn: is_member(state, turn.speaker))


def another_office(state: State, desk: InputState, predict: Predict) -> SpeakerRole | None:
    """Whoever is likeliest to add to the answer: an official or secretary who is not the one answering."""
    answering = (Standing.OFFICIAL, Standing.SECRETARIAT)
    last = _last(state, lambda _: True)
    taken = {voice.speaker for voice in (desk.voice if desk.started else None, last) if voice}
    for voice in predict(replace(state, floor=None), ""):
        role = role_of(state, voice.speaker)
        if role is not None and role.standing in answering and voice.speaker not in taken:
            return voice
    return None


def unknown_member(state: State) -> SpeakerRole | None:
    """A member whom the clerk could not recognise (氏名未定の委員)."""
    role = state.meeting.profile.role_of(Standing.MEMBER)
    return SpeakerRole(Unnamed(role.id)) if role else None


def _last(state: State, wanted: Callable[[Turn], bool]) -> SpeakerRole | None:
    for entry in reversed(state.entries):
        if isinstance(entry, Turn) and wanted(entry):
            return SpeakerRole(entry.speaker, entry.capacity)
    return None


class Press(Struct, frozen=True):
    """A key, when it was pressed (seconds), and what stood in the entry: after it, or, of a new one, before."""

    action: str
    at: float
    text: str


def is_repeat(last: Press | None, press: Press) -> bool:
    """Whether a key is the second half of a double press: between the two, nothing was typed."""
    return (
        last is not None
        and (last.action, last.text) == (press.action, press.text)
        and press.at - last.at < MOMENT
    )


def context(desk: InputState) -> Context:
    """Where the text being typed belongs, in a form that a file can keep."""
    found = {"started": desk.started.isoformat()} if desk.started else {}
    if desk.voice is None:
        return found
    match desk.voice.speaker:
        case Named(person=person):
            found["person"] = person
        case Unnamed(role=role):
            found["role"] = role
    return found | ({"capacity": desk.voice.capacity} if desk.voice.capacity else {})


def restored(desk: InputState, state: State, kept: Context) -> InputState:
    """The desk as it was when the text was kept; who is no longer on the roster is passed over."""
    meeting = state.meeting
    voice = desk.voice
    capacity = kept.get("capacity", "")
    if meeting.person(PersonId(kept.get("person", ""))):
        voice = SpeakerRole(Named(PersonId(kept["person"])), capacity)
    elif meeting.profile.role(kept.get("role", "")):
        voice = SpeakerRole(Unnamed(kept["role"]), capacity)
    try:
        started = datetime.fromisoformat(kept.get("started", ""))
    except ValueError:
        started = None
    # A moment without zone cannot be compared with those of the record.
    return replace(desk, voice=voice, started=started if started and started.tzinfo else None, chosen=True)
