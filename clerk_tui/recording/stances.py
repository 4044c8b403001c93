"""The stances that a member's words declare (態度の読み取り): for, against, with a condition, each on its cases.

Only what somebody says of themselves counts: not the side of others (「反対の方」), a question, or a denial
(「反対ではありません」). A stance is on the cases named since the one before it; where none was named, on those
of the block, and then it is marked as implicit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec import Struct

from clerk_tui.domain.commands import DeclareStance
from clerk_tui.domain.ids import CaseId, TurnId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import Position
from clerk_tui.domain.text import sentences

from .mentioned import mentioned

_OTHERS = (
    r"(?!か(?!ら)|の(?:方|人|声|理由|委員|立場の方|挙手|討論)|者|側|意見|討論|多数|少数|全員|派|票"
    r"|す(?:る|べき)(?:か|の(?:か|は)|方|人|声|理由|もの(?:では|じゃ)|わけ(?:では|じゃ))"
    r"|(?:で|じゃ)(?:は|も)?(?:な|ありません|ございません)|(?:なの)?でしょうか|ですか|なさ|され)"
)
_NO = (
    r"(?:は|に(?:は)?|も)?\s*(?:(?:いた)?し(?:かね|難|がた|兼ね|づら)|(?:いた)?し(?:ません|ない)"
    r"|でき(?:ない|ません|かね|ず)|できそうにな|するわけにはいき)"
)
_WORD = re.compile(
    rf"(?P<against>(?:賛成|賛同|同意|承認|了承|支持){_NO}|不賛成{_OTHERS}|反対{_OTHERS}"
    r"|(?:認め|容認|是認)(?:られ(?:ない|ません)|る(?:こと|わけに)は(?:でき|いき)))"
    rf"|(?P<favour>(?:賛成|賛同){_OTHERS}|同意(?:いた)?し(?:ます|たい)|支持(?:いた)?し(?:ます|たい)"
    r"|異議(?:は)?(?:ありません|ございません|なし)|認めて(?:よい|いい|良い)と)"
)
_CONDITION = re.compile(
    r"(?P<note>[^。]*?)を?(?:条件(?:と|に|で|を付)|付帯条件|附帯意見|要望(?:を付|した上|し(?:た(?:上|うえ)|つつ)|として)"
    r"|お願いした(?:上|うえ)で|付けた(?:上|うえ)で)"
    r"|(?P<given>[^。]*?(?:のであれば|ことであれば|いただければ|いただけるなら|いただけるのなら|限りで))"
)
_REST = re.compile(r"その(?:ほか|他)|ほか(?:の(?:案件|議案))?(?:に|は)|残り|それ以外|以外")
_ASKED = re.compile(r"(?:か|かね|でしょう)[。？?]?$")


class Declared(Struct, frozen=True):
    """One stance as it was heard."""

    position: Position
    cases: tuple[CaseId, ...]
    """Empty: no case was named, and the block is meant."""
    note: str = ""
    """The condition in the speaker's own words."""

    def command(self, entry: TurnId | None = None) -> DeclareStance:
        """What records it; ``entry`` None: on the turn recorded last."""
        return DeclareStance(self.position, self.cases, entry, self.note, implicit=not self.cases)


def declared(meeting: Meeting, text: str, block: Sequence[CaseId]) -> tuple[Declared, ...]:
    """The stances in a speech, in order; of two on the same cases the last one counts.

    Args:
        meeting: whose notation the cases are named in.
        text: the speech.
        block: the cases that are open to a stance.
    """
    found: list[Declared] = []
    waiting: list[CaseId] = []
    rest = False
    for start, end in sentences(text):
        sentence = text[start:end]
        if _ASKED.search(sentence):
            continue
        mentions = mentioned(meeting, sentence, block)
        heard = 0
        for word in _WORD.finditer(sentence):
            waiting += [c for m in mentions if heard <= m.start < word.start() for c in m.cases]
            before = sentence[heard : word.start()]
            rest = rest or bool(_REST.search(before))
            position, note = _position(word, before)
            taken = {case for stance in found for case in stance.cases}
            cases = tuple(dict.fromkeys(waiting))
            if rest and not cases:
                cases = tuple(case for case in block if case not in taken)
            if cases or not found:
                found = [*_without(found, cases), Declared(position, cases, note)]
            waiting, rest = [], False
            heard = word.end()
        waiting += [case for mention in mentions if mention.start >= heard for case in mention.cases]
    return tuple(found)


def _position(word: re.Match[str], before: str) -> tuple[Position, str]:
    if word["against"]:
        return Position.AGAINST, ""
    if condition := _CONDITION.search(before):
        note = (condition["note"] or condition["given"] or "").strip("、 　")
        return Position.CONDITIONAL, note
    return Position.FOR, ""


def _without(found: Sequence[Declared], cases: tuple[CaseId, ...]) -> list[Declared]:
    """What was heard before, less what has just been said anew of the same cases; a stance on nothing is none."""
    kept: list[Declared] = []
    for stance in found:
        left = tuple(case for case in stance.cases if case not in cases)
        if stance.cases and left:
            kept.append(Declared(stance.position, left, stance.note))
        elif not stance.cases and cases:
            # 「賛成です。ただし諮問第58号には反対です」: the general word holds for the rest, which the clerk sees.
            kept.append(stance)
    return kept
