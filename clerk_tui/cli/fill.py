"""``clerk-tui fill``: words from transcripts into the record."""

from __future__ import annotations

import asyncio
import re
import sys
from argparse import Namespace
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from clerk_tui.alignment import ClockFit, Confidence, Filling, Slot, Stream, in_order, propose, slots_of
from clerk_tui.alignment.telling import clock_lines, label_lines, loose_lines, unplaced
from clerk_tui.domain.commands import CompoundCommand, EditText, FitAudio, ListUnplaced
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.labels import full_label
from clerk_tui.domain.record import AudioFit, Named, State
from clerk_tui.session_names import locate
from clerk_tui.sessions import Recording, recording
from clerk_tui.transcript import Transcript
from clerk_tui.transcript.reading import read_transcript

from .json_output import tell_json
from .vocabulary import corrections_of

if TYPE_CHECKING:
    from clerk_tui.tui.fill import FillApp

_NAMED = re.compile(
    r"(20\d{2})-?([01]\d)-?([0-3]\d)[-_ T]?([012]\d)[-_:]?([0-5]\d)(?:[-_:]?([0-5]\d))?(?!\d)"
)
"""A date and a time in a file's name, as recorders write it: 20260518_135500."""


def run(options: Namespace) -> int:
    folder = locate(options.session)
    paths: Sequence[Path] = options.transcript
    transcripts = [read_transcript(path) for path in paths]
    fit = None if options.offset is None else ClockFit.told(options.offset)
    with recording(folder) as opened:
        state = opened.session.state
        slots = slots_of(state)
        order = in_order(slots, transcripts) if len(paths) > 1 else [0]
        if order != sorted(order):
            print(
                f"時刻の順に並べました：{'、'.join(paths[number].name for number in order)}", file=sys.stderr
            )
        stream = Stream.of(*(transcripts[number] for number in order))
        expected = _expected(state, slots, transcripts, paths)
        filling = propose(slots, stream, fit, expected=expected)
        files = recordings_of(state, [paths[number] for number in order])
        if options.take or not options.json:
            for command in fitted(state, slots, stream, filling.fit, files):
                opened.session.dispatch(command)
        if options.json:
            taken = _taken(opened, filling, stream) if options.take else 0
            tell_json(
                {
                    "session": str(folder),
                    "turns": _out(state, filling),
                    "loose": _loose(filling),
                    "taken": taken,
                }
            )
            return 0
        for line in (*clock_lines(filling, stream), *label_lines(filling, lambda voice: _name(state, voice))):
            print(line)
        if options.take:
            _take(opened, filling, stream)
            for line in loose_lines(filling, stream):
                print(line)
            return 0
        from clerk_tui.tui.terminal import driver_class, prepare_environment

        prepare_environment()
        from clerk_tui.tui.fill import FillApp

        app = FillApp(opened.session, stream, filling, files)
        app.corrections = corrections_of(folder)
        _with_own_key(app)
        app.driver_class = driver_class() or app.driver_class
        asyncio.run(app.run_async())
        app.raise_crash()
        opened.session.dispatch(ListUnplaced(unplaced(app.filling, stream)))
        left = sum(1 for turn in opened.session.state.turns if not turn.paragraphs)
        for line in loose_lines(app.filling, stream):
            print(line)
    print(f"本文のない発言は、あと {left} 件です。もう一度実行すると、続きから始められます。")
    return 0


def recordings_of(state: State, paths: Sequence[Path]) -> list[Path | None]:
    """The attached recording of each transcript: by its name within the transcript's, else by their order."""
    audio = [Path(file.path) for file in state.audio]
    if len(paths) == len(audio) == 1:
        return [audio[0]]
    # The longer name first: 「録音1」 is within 「録音10」 as well.
    by_name = sorted(audio, key=lambda file: -len(file.stem))
    found = [next((file for file in by_name if file.stem in path.stem), None) for path in paths]
    if any(found):
        return found
    return list(audio) if len(audio) == len(paths) else [None] * len(paths)


def fitted(
    state: State, slots: Sequence[Slot], stream: Stream, fit: ClockFit, files: Sequence[Path | None]
) -> Iterator[FitAudio]:
    """What the words have shown of the recordings' clocks, where enough of them agree."""
    if not slots or stream.wall or not fit.believed:
        return
    first = min(turn.started for turn in state.turns)
    pieces: dict[int, list[AudioFit]] = {}
    for piece in fit.pieces:
        if piece.pins:
            moment = piece.recording(piece.begins)
            number, _ = stream.place(stream.at(moment))
            second = moment - stream.seconds(number, 0.0)
            since = first + timedelta(seconds=piece.begins)
            pieces.setdefault(number, []).append(AudioFit(since, round(second, 2), round(piece.rate, 5)))
    for number, fits in pieces.items():
        path = files[number] if number < len(files) else None
        if path is not None:
            yield FitAudio(str(path), tuple(fits))


def _with_own_key(app: FillApp) -> None:
    """The key for hearing is the clerk's own, unless this screen has another use for it."""
    from textual.binding import Binding

    from clerk_tui.tui.keymap import arriving

    from .record import own_keymap

    used = {
        key
        for kind in type(app).__mro__
        for binding in vars(kind).get("BINDINGS", ())
        if isinstance(binding, Binding) and binding.id != "hear"
        for key in binding.key.split(",")
    }
    own = [key for key in own_keymap()["hear"] if key not in used]
    if own:
        app.set_keymap({"hear": ",".join(arriving(own))})


def _expected(
    state: State, slots: Sequence[Slot], transcripts: Sequence[Transcript], paths: Sequence[Path]
) -> float | None:
    """The offset that a clock on the wall, or the time in a single file's name, suggests."""
    if not slots or len(transcripts) != 1:
        return None
    first = min(turn.started for turn in state.turns)
    if transcripts[0].wall:
        return first.hour * 3600.0 + first.minute * 60 + first.second
    found = _NAMED.search(paths[0].name)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups())
    try:
        began = datetime(year, month, day, hour, minute, second, tzinfo=first.tzinfo)
    except ValueError:
        return None
    offset = (first - began).total_seconds()
    return offset if abs(offset) < 12 * 3600 else None


def _name(state: State, voice: str) -> str:
    meeting = state.meeting
    if meeting is None:
        return voice
    if meeting.person(PersonId(voice)) is not None:
        return full_label(meeting, Named(PersonId(voice)))
    role = meeting.profile.role(voice.strip("（）"))
    return role.title if role else voice.strip("（）")


class ProposalOut(Struct, frozen=True):
    """What a turn would get, as ``--json`` has it."""

    turn: int
    """Which turn, from 1."""
    confidence: str
    """sure, likely or doubtful."""
    empty: bool
    """Whether the record has no words of it yet."""
    text: str


def _out(state: State, filling: Filling) -> list[ProposalOut]:
    numbers = {turn.id: number for number, turn in enumerate(state.turns, start=1)}
    empty = {turn.id for turn in state.turns if not turn.paragraphs}
    return [
        ProposalOut(numbers[p.entry], p.confidence.name.lower(), p.entry in empty, p.text)
        for p in filling.proposals
    ]


def _loose(filling: Filling) -> list[str]:
    return [each.text for each in filling.loose]


def _taken(opened: Recording, filling: Filling, stream: Stream) -> int:
    """Turns that have no words get theirs where they are sure, and what has no place is kept; nothing else changes.

    Returns how many got them.
    """
    empty = {turn.id for turn in opened.session.state.turns if not turn.paragraphs}
    sure = [
        p for p in filling.proposals if p.entry in empty and p.confidence is Confidence.SURE and p.paragraphs
    ]
    edits = (EditText(p.entry, p.paragraphs) for p in sure)
    opened.session.dispatch(CompoundCommand((*edits, ListUnplaced(unplaced(filling, stream)))))
    return len(sure)


def _take(opened: Recording, filling: Filling, stream: Stream) -> None:
    """Without a screen."""
    empty = {turn.id for turn in opened.session.state.turns if not turn.paragraphs}
    proposals = [proposal for proposal in filling.proposals if proposal.entry in empty]
    taken = _taken(opened, filling, stream)
    told = "、".join(
        f"{confidence} {sum(p.confidence is confidence for p in proposals)} 件" for confidence in Confidence
    )
    print(f"本文のない発言 {len(empty)} 件（{told}）のうち、確かな {taken} 件に本文を入れました。")
    if len(empty) > taken:
        print("残りは、--take を付けずに実行すると、画面で確かめながら入れられます。")
