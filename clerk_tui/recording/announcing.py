"""What a speech announces (読み取った進行): the change of the proceedings that its words bring, as a proposal.

The chair's words move the meeting on: to another phase, to the cases called, by a ruling, into a recess. A
member's words declare stances. The change is proposed, never made: one key makes it, and typing on refuses it.
Who is called upon to speak is the predictor's affair (:mod:`clerk_tui.predict.cues`): Enter leads to them.
Words that only a presider says, typed for somebody else, are most likely in the wrong mouth: the same key gives
them to the presider.
"""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from clerk_tui.domain.commands import (
    ChangePhase,
    Command,
    CompoundCommand,
    CorrectSpeaker,
    DeclareStance,
    MakeMark,
    OpenBlock,
    RecordTurn,
    RephaseTurn,
    RuleCases,
)
from clerk_tui.domain.ids import CaseId, GroupId, PhaseId, TurnId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import PhaseRole, Standing
from clerk_tui.domain.queries import (
    acting_chair,
    block_cases,
    cases_of,
    closing_ground,
    group_name,
    is_chair,
    is_member,
    open_cases,
    open_unruled,
)
from clerk_tui.domain.record import Decision, MarkKind, MeetingStage, Method, Named, Speaker, State, Turn
from clerk_tui.domain.text import sentences

from .chair_words import asks_to_explain, called, mark_made, phase_led_to, phrase_said
from .spoken_rulings import method_said, pronounced
from .stances import Declared, declared

_READ = 1500
"""Characters at the end of a speech that are read: a ruling on fifty cases fits in."""


class Proposal(Struct, frozen=True):
    """What the words of one speech would change; everything empty: nothing."""

    phase: PhaseId = ""
    """The phase that follows; empty: no other."""
    groups: tuple[GroupId, ...] = ()
    """Called for deliberation, in the order of the agenda."""
    decisions: tuple[Decision, ...] = ()
    method: Method = Method.DECLARED
    """Of the ruling, as the words have it."""
    mark: MarkKind | None = None
    ground: str = ""
    """Of a closed part: why, as the preparation or the body's profile has it."""
    stances: tuple[Declared, ...] = ()
    misplaced: bool = False
    """Whether the presider's words stand as somebody else's."""
    words: str = ""
    """The change as the footer tells it: 「「意見」へ」."""

    def __bool__(self) -> bool:
        moves = self.phase or self.groups or self.decisions or self.mark or self.stances
        return bool(moves or self.misplaced)

    def changes(self, entry: TurnId | None = None) -> tuple[Command, ...]:
        """What makes the change once the speech is recorded.

        Args:
            entry: the turn that announced it; None: the last one.
        """
        found: list[Command] = [stance.command(entry) for stance in self.stances]
        if self.decisions:
            found.append(RuleCases(self.decisions, self.method, entry=entry))
        if self.groups:
            found.append(OpenBlock(self.groups))
        elif self.phase:
            found.append(ChangePhase(self.phase))
        if self.mark:
            found.append(MakeMark(self.mark, self.ground))
        return tuple(found)


NOTHING = Proposal()


def announced(state: State, speaker: Speaker, capacity: str, text: str) -> Proposal:
    """What a speech would change in a meeting that stands so; falsy where it changes nothing."""
    if not state.prepared or state.stage is MeetingStage.CLOSED or not text.strip():
        return NOTHING
    meeting, text = state.meeting, text[-_READ:]
    if _presides(state, speaker, capacity):
        return _told(state, _by_chair(state, meeting, text))
    if is_member(state, speaker) and not capacity and _takes_stances(meeting, state):
        stances = declared(meeting, text, open_cases(state))
        if stances:
            return _told(state, Proposal(stances=stances))
    moves = _by_chair(state, meeting, text)
    # A ruling alone may be told of by anybody: 「部会では承認といたしました」.
    if moves.phase or moves.groups or moves.mark or _calls(state, text):
        return _told(state, replace(moves, misplaced=True))
    return NOTHING


def _calls(state: State, text: str) -> bool:
    """Whether the speech calls for the explanation of a block in which the presider has not spoken yet."""
    phase = state.meeting.profile.phase(state.phase)
    if phase is None or phase.role is not PhaseRole.EXPLANATION or state.current is None:
        return False
    spoken = (turn for turn in reversed(state.turns) if turn.block == state.current)
    return asks_to_explain(text) and not any(_presides(state, t.speaker, t.capacity) for t in spoken)


def _presides(state: State, speaker: Speaker, capacity: str) -> bool:
    """Whether the words are the presider's: the chair's own, or those of whoever has taken the chair's place."""
    acting = acting_chair(state)
    if acting is not None and (speaker, capacity) == (Named(acting.person), acting.capacity):
        return True
    return state.meeting.profile.presides(capacity) or (is_chair(state, speaker) and not capacity)


def pending(state: State) -> Proposal:
    """What the turn recorded last announced and nobody has carried out yet."""
    turn = state.entries[-1] if state.entries else None
    if not isinstance(turn, Turn) or turn.narrated:
        return NOTHING
    if any(stance.entry == turn.id for stance in state.stances):
        return NOTHING
    if any(ruling.entry == turn.id for ruling in state.votes):
        # Ruled in that breath; what the chair called behind it may be open still.
        return _told(state, replace(
            announced(state, turn.speaker, turn.capacity, turn.text), decisions=(), method=Method.DECLARED
        ))
    return announced(state, turn.speaker, turn.capacity, turn.text)


def taken(
    state: State, proposal: Proposal, typed: RecordTurn | None, presider: tuple[Speaker, str] | None = None
) -> Command:
    """The proposal with the speech that made it, as one command: one undo takes back both.

    Args:
        state: the record.
        proposal: what is to be changed.
        typed: the speech, where it is not recorded yet.
        presider: who said it (speaker and capacity), where the proposal is ``misplaced``.
    """
    if typed is not None and presider is not None:
        typed = replace(typed, speaker=presider[0], capacity=presider[1])
    ruling = state.meeting.profile.phase_of(PhaseRole.RULING)
    if typed is not None:
        then = "" if proposal.groups else proposal.phase
        phase = ruling.id if proposal.decisions and ruling else ""
        spoken = replace(typed, then=then, phase=phase)
        rest = replace(proposal, phase="").changes()
        return CompoundCommand((spoken, *rest)) if rest else spoken
    turn = state.turns[-1]
    changes = list(proposal.changes(turn.id))
    if presider is not None:
        changes.insert(0, CorrectSpeaker(turn.id, *presider))
    if proposal.decisions and ruling and turn.phase != ruling.id:
        changes.insert(0, RephaseTurn(turn.id, ruling.id))
    return CompoundCommand(tuple(changes)) if len(changes) > 1 else changes[0]


# -- the chair's words --------------------------------------------------------------------------------------


def _by_chair(state: State, meeting: Meeting, text: str) -> Proposal:
    found = NOTHING
    decisions = pronounced(meeting, text, open_unruled(state))
    phrase = phrase_said(state, text)
    for start, end in sentences(text):
        sentence = text[start:end]
        if phase := phase_led_to(state, sentence, found.phase):
            found = replace(found, phase=phase.id, groups=())
        if groups := called(state, sentence):
            found = replace(found, groups=groups, phase="")
        if mark := mark_made(state, sentence):
            ground = closing_ground(state) if mark is MarkKind.CLOSED_PART else ""
            found = replace(found, mark=mark, ground=ground)
    if phrase is not None and not found.groups:
        found = replace(found, phase=phrase.then)
    if decisions:
        found = replace(found, decisions=decisions, method=method_said(text))
    if found.phase and (found.phase == state.phase or (decisions and _in_block(meeting, found.phase))):
        # What was asked before the ruling in the same breath is over.
        found = replace(found, phase="")
    return found


def _in_block(meeting: Meeting, phase_id: PhaseId) -> bool:
    phase = meeting.profile.phase(phase_id)
    return phase is not None and phase.in_block


# -- members' words -----------------------------------------------------------------------------------------


def _takes_stances(meeting: Meeting, state: State) -> bool:
    """Members declare themselves once the cases are explained; a question about 「反対の声」 is none."""
    phase = meeting.profile.phase(state.phase)
    if phase is None or state.current is None:
        return False
    if phase.role in (PhaseRole.OPINIONS, PhaseRole.RULING):
        return True
    # Where a body has no phase for opinions, they are given among the questions.
    return phase.role is PhaseRole.QUESTIONS and meeting.profile.phase_of(PhaseRole.OPINIONS) is None


# -- in words -----------------------------------------------------------------------------------------------


def _told(state: State, proposal: Proposal) -> Proposal:
    """The proposal with its words."""
    if not proposal:
        return NOTHING
    words = _words(state.meeting, proposal)
    if proposal.misplaced:
        role = state.meeting.profile.role_of(Standing.CHAIR)
        words.insert(0, f"{role.title if role else '議長'}の発言に")
    return replace(proposal, words="、".join(words))


def _words(meeting: Meeting, proposal: Proposal) -> list[str]:
    heading = meeting.profile.notation.heading
    words: list[str] = []
    by_result: dict[tuple[str, str], list[CaseId]] = {}
    for decision in proposal.decisions:
        by_result.setdefault((decision.subject, decision.outcome), []).append(decision.case)
    if by_result:
        results = "、".join(
            f"{heading(cases)}{f'の{subject}' if subject else ''} {outcome}"
            for (subject, outcome), cases in by_result.items()
        )
        how = "" if proposal.method is Method.DECLARED else f"・{proposal.method}"
        words.append(f"裁決{how}（{results}）")
    for stance in proposal.stances:
        words.append(f"{stance.position}（{heading(stance.cases) if stance.cases else '審議中の全部'}）")
    if proposal.groups:
        groups = [group for name in proposal.groups if (group := meeting.group(name))]
        cases = cases_of(groups)
        words.append(
            f"{heading(cases) if cases else '、'.join(group_name(meeting, g) for g in groups)}の審議へ"
        )
    elif proposal.phase and (phase := meeting.profile.phase(proposal.phase)):
        words.append(f"「{phase.name}」へ")
    if proposal.mark:
        words.append(f"{proposal.mark}（{proposal.ground}）" if proposal.ground else str(proposal.mark))
    return words


def stances_of(state: State, turn: Turn) -> tuple[DeclareStance, ...]:
    """What the stance dialog offers for a turn: the stances that its words declare."""
    found = declared(state.meeting, turn.text, block_cases(state, turn))
    return tuple(stance.command(turn.id) for stance in found)
