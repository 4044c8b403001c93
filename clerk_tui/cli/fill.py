"""``clerk-tui fill``: words from a transcript into the record."""

from __future__ import annotations

import asyncio
from argparse import Namespace
from collections import Counter

from clerk_tui.alignment import ClockFit, Confidence, Proposal, Stream, propose, slots_of
from clerk_tui.domain.commands import CompoundCommand, EditText
from clerk_tui.sessions import Recording, locate, recording
from clerk_tui.transcript.reading import read_transcript


def run(options: Namespace) -> int:
    folder = locate(options.session)
    stream = Stream.of(read_transcript(options.transcript))
    fit = None if options.offset is None else ClockFit(options.offset, 1.0, 1)
    with recording(folder) as opened:
        proposals = propose(slots_of(opened.session.state), stream, fit)
        if options.take:
            return _take(opened, proposals)
        from clerk_tui.tui.terminal import driver_class, prepare_environment

        prepare_environment()
        from clerk_tui.tui.fill import FillApp

        app = FillApp(opened.session, stream, proposals)
        app.driver_class = driver_class() or app.driver_class
        asyncio.run(app.run_async())
        app.raise_crash()
        left = sum(1 for turn in opened.session.state.turns if not turn.paragraphs)
    print(f"本文のない発言は、あと {left} 件です。もう一度実行すると、続きから始められます。")
    return 0


def _take(opened: Recording, proposals: tuple[Proposal, ...]) -> int:
    """Without a screen: turns that have no words get theirs where they are sure; nothing else changes."""
    state = opened.session.state
    empty = {turn.id for turn in state.turns if not turn.paragraphs}
    sure = [p for p in proposals if p.entry in empty and p.confidence is Confidence.SURE and p.paragraphs]
    if sure:
        opened.session.dispatch(CompoundCommand(tuple(EditText(p.entry, p.paragraphs) for p in sure)))
    counts = Counter(p.confidence for p in proposals if p.entry in empty)
    told = "、".join(f"{confidence} {counts[confidence]} 件" for confidence in Confidence)
    print(f"本文のない発言 {len(empty)} 件（{told}）のうち、確かな {len(sure)} 件に本文を入れました。")
    if len(empty) > len(sure):
        print("残りは、--take を付けずに実行すると、画面で確かめながら入れられます。")
    return 0
