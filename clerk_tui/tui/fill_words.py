"""What the screen of the filling shows of a turn's words, and small questions about them (流し込みの本文)."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from textual.content import Content

from clerk_tui.alignment import Filling, Loose, Proposal, Stream
from clerk_tui.alignment.telling import told
from clerk_tui.domain.record import Turn
from clerk_tui.domain.text import normalize, sentences

_CONTEXT = 60
"""Characters of the neighbours that are shown around a proposal."""


class Step(Struct, frozen=True):
    """What one key has done on this screen."""

    before: Filling
    after: Filling
    recorded: bool
    """Whether the record was changed as well."""


def between(proposal: Proposal, stream: Stream, known: str, before: str, behind: str) -> Content:
    """The words of a turn between the edges of its neighbours.

    Args:
        proposal: the words.
        stream: they stand in.
        known: what the record has of the turn; sentences that it does not have stand out.
        before: who has the words right before them.
        behind: who has the words right behind them.
    """
    folded = normalize(known)
    parts: list[str | tuple[str, str]] = [
        (f"◂ {before}\n", "$text-muted"),
        (f"…{stream.text[max(0, proposal.begin - _CONTEXT) : proposal.begin]}\n\n", "$text-muted"),
    ]
    if not proposal.text:
        parts.append("（この発言に当たる言葉がありません）\n")
    for paragraph in proposal.paragraphs:
        for begin, end in sentences(paragraph):
            sentence = paragraph[begin:end]
            new = bool(folded) and normalize(sentence) not in folded
            parts.append((sentence, "bold $text-warning") if new else sentence)
        parts.append("\n")
    parts += [
        (f"\n{stream.text[proposal.end : proposal.end + _CONTEXT]}…\n", "$text-muted"),
        (f"▸ {behind}", "$text-muted"),
    ]
    return Content.assemble(*parts)


def when(proposal: Proposal, stream: Stream) -> str:
    """From when to when the words are in the recording; empty where there are none."""
    if proposal.end <= proposal.begin:
        return ""
    return f"録音 {told(stream, proposal.begin)}〜{told(stream, proposal.end - 1)}"


def loose_near(filling: Filling, number: int) -> Loose | None:
    """The words without a place right behind a turn or, where there are none, right before it."""
    if not filling.proposals:
        return None
    found = {loose.after: loose for loose in filling.loose}
    before = filling.proposals[number - 1].entry if number else None
    return found.get(filling.proposals[number].entry) or found.get(before)


def taken_away(old: Proposal, new: Proposal) -> str:
    """The words that a moved boundary takes from a turn."""
    if new.begin > old.begin:
        return old.text[: new.begin - old.begin]
    return old.text[max(0, new.end - old.begin) :]


def later(turn: Turn | None, since: float) -> datetime | None:
    """A moment so many seconds after a turn began."""
    return None if turn is None else turn.started + timedelta(seconds=since)
