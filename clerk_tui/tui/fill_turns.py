"""What the filling changes of turns and clocks (発言と時計の直し): every step in the record or beside it, undone alike."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from clerk_tui.alignment import ClockFit, Filling, Loose, Pair, Proposal, Stream, propose, slots_of
from clerk_tui.alignment.clock import TOLD
from clerk_tui.alignment.moving import divided, inserted
from clerk_tui.alignment.proposal import paragraphs_of
from clerk_tui.domain.commands import Command, CompoundCommand, EditText, RecordTurn
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import Speaker, State, Turn
from clerk_tui.session import Session

from .dialogs.correct import CorrectDialog
from .dialogs.filling import ClockDialog, Clocked, DivideDialog, LooseDialog, moment_of
from .dialogs.people import SpeakerDialog
from .fill_hearing import FillHearing
from .fill_words import Step, later, loose_near

TO_HEAR = "文字起こしの区切りを録音で確かめる"


class FillTurns(FillHearing):
    """Turns that are inserted, divided and given to somebody else, and the clocks set anew."""

    def __init__(self, session: Session, stream: Stream, filling: Filling) -> None:
        super().__init__()
        self.session = session
        self.stream = stream
        self.filling = filling
        self.at = 0
        """Number of the proposal that is shown."""
        self._steps: list[Step] = []
        self._taken_back: list[Step] = []

    @property
    def proposals(self) -> tuple[Proposal, ...]:
        return self.filling.proposals

    def renew(self) -> None:
        """Show everything as it now is."""
        raise NotImplementedError

    def words_of(self, number: int) -> tuple[int, int]:
        if number >= len(self.proposals):
            return 0, 0
        return self.proposals[number].begin, self.proposals[number].end

    def shown(self) -> int:
        return self.at

    def record_state(self) -> State:
        return self.session.state

    def _turn(self, number: int) -> Turn | None:
        return self.session.state.turn(self.proposals[number].entry)

    def _label(self, turn: Turn) -> str:
        meeting = self.session.state.meeting
        return full_label(meeting, turn.speaker, turn.capacity) if meeting else ""

    def _do(self, command: Command | None, said: str, after: Callable[[], Filling] | None = None) -> bool:
        """One step: the record's command, if there is one, and the filling as it is then."""
        before = self.filling
        try:
            made = self.session.dispatch(command) if command is not None else ()
        except Refused as refusal:
            self.say(str(refusal))
            return False
        if after is not None:
            self.filling = after()
        if made or self.filling is not before:
            self._steps.append(Step(before, self.filling, bool(made)))
            self._taken_back.clear()
        self.renew()
        self.say(said)
        return True

    def action_correct(self) -> None:
        """Who spoke, and splitting a turn, in the same dialog as while recording."""
        turn = self._turn(self.at) if self.proposals else None
        if turn is None:
            return

        def answered(command: Command | None) -> None:
            if command is not None:
                self._do(command, "直しました。")

        self.push_screen(CorrectDialog(self.session.state, self.session.timeline, turn.id), answered)

    def action_insert(self) -> None:
        """A turn that was not keyed, from the loose words behind this one or before it, or from one of all that are."""
        loose = loose_near(self.filling, self.at)
        if loose is not None:
            self._insert(loose)
        elif not self.filling.loose or not self.proposals:
            self.say("置き場所のない言葉はありません。")
        else:

            def chosen(loose: Loose | None) -> None:
                if loose is not None:
                    self._insert(loose)

            self.push_screen(LooseDialog(self.filling.loose, self.stream), chosen)

    def _insert(self, loose: Loose) -> None:
        place = next((n + 1 for n, p in enumerate(self.proposals) if p.entry == loose.after), 0)
        following = self.proposals[place].entry if place < len(self.proposals) else None
        earlier = self._turn(place - 1) if place else self._turn(0)
        words = self.proposals[place - 1] if place else self.proposals[0]
        since = self.stream.moment(loose.begin) - self.stream.moment(words.begin)

        def chosen(who: tuple[Speaker, str] | None) -> None:
            if who is None:
                return
            started = later(earlier, max(0.0, since) if place else 0.0)
            ids = {turn.id for turn in self.session.state.turns}
            command = CompoundCommand(
                (RecordTurn(who[0], (loose.text,), who[1], before=following, started=started, flag=TO_HEAR),)
            )

            def after() -> Filling:
                new = next(turn.id for turn in self.session.state.turns if turn.id not in ids)
                return inserted(self.filling, loose, new, self.stream)

            self._do(command, "打たれていなかった発言を入れました。要確認の印を付けてあります。", after)

        self.push_screen(SpeakerDialog(self.session.state, (), "この言葉を話した人"), chosen)

    def action_divide(self) -> None:
        """The words of somebody else, from one of this turn's sentences on, become a turn of their own."""
        turn = self._turn(self.at) if self.proposals else None
        if turn is None:
            return
        proposal = self.proposals[self.at]
        if turn.paragraphs and turn.paragraphs != proposal.paragraphs:
            self.say("記録に別の本文がある発言は、F8 で分けてください。")
            return
        starts, at = [], proposal.begin
        for sentence in self.stream.sentences(proposal.begin, proposal.end):
            starts.append((at, sentence))
            at += len(sentence)
        if len(starts) < 2:
            self.say("分けるところ（文の切れ目）がありません。F3・F4 で始まりを動かしてください。")
            return

        def who(position: int | None) -> None:
            if position is not None:
                self.push_screen(
                    SpeakerDialog(self.session.state, (), "後の部分を話した人"),
                    partial(self._divide, turn, position),
                )

        self.push_screen(DivideDialog(starts[1:]), who)

    def _divide(self, turn: Turn, position: int, who: tuple[Speaker, str] | None) -> None:
        if who is None:
            return
        number, proposal = self.at, self.proposals[self.at]
        following = self.proposals[number + 1].entry if number + 1 < len(self.proposals) else None
        ids = {each.id for each in self.session.state.turns}
        head = paragraphs_of(self.stream.text[proposal.begin : position])
        tail = paragraphs_of(self.stream.text[position : proposal.end])
        since = self.stream.moment(position) - self.stream.moment(proposal.begin)
        commands: tuple[Command, ...] = (
            RecordTurn(
                who[0], tail, who[1], before=following, started=later(turn, max(0.0, since)), flag=TO_HEAR
            ),
        )
        if turn.paragraphs:
            commands = (EditText(turn.id, head), *commands)

        def after() -> Filling:
            new = next(each.id for each in self.session.state.turns if each.id not in ids)
            return divided(self.filling, number, position, new, self.stream)

        self._do(
            CompoundCommand(commands), "二つの発言に分けました。後の方に要確認の印を付けてあります。", after
        )

    def action_clock(self) -> None:
        """The clerk says how the clocks go: the recording's beginning, or the line with which this turn begins."""
        turn = self._turn(self.at) if self.proposals else None
        if turn is None:
            return
        shown = f"{turn.started:%H:%M:%S} {self._label(turn)}　{turn.text[:30]}"
        self.push_screen(ClockDialog(shown, self.stream, self.proposals[self.at].begin), self._set_clock)

    def _set_clock(self, answer: Clocked | None) -> None:
        if answer is None:
            return
        state = self.session.state
        slots = slots_of(state)
        first = min(turn.started for turn in state.turns)
        # What was pointed at before holds on; what has been taken back is not in the fit any more.
        pins = (pin for pin in self.filling.fit.pins if pin.weight >= TOLD)
        pairs = tuple(Pair(pin.slot, pin.find.begin) for pin in pins)
        fit = None
        if answer.began is not None:
            began = moment_of(first.date(), answer.began, first)
            fit = ClockFit.told((first - began).total_seconds())
        else:
            entry = self.proposals[self.at].entry
            slot = next(n for n, each in enumerate(slots) if each.entry == entry)
            others = (pair for pair in pairs if pair.slot != slot)
            pairs = (*others, Pair(slot, answer.position))
        again = propose(slots, self.stream, fit, pairs=pairs)
        self._do(None, "時計を合わせ直しました。", lambda: again)
