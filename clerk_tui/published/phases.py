"""Where the proceedings moved on (段階の推定): the chair says so in set terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.record import PhaseShift
from clerk_tui.domain.text import sentences

_ASKS = r"[^。]*(ありますか|ありますでしょうか|ございますか|いらっしゃいますか|いますか|お願い|があれば|伺い|受け)"
RULED = re.compile(r"(了承|決定|承認|可決|同意|採択|否決|継続審議|保留)(と|に)?(いたし|させていただき|し)ます")
_RULES: tuple[tuple[re.Pattern[str], PhaseRole], ...] = (
    (RULED, PhaseRole.RULING),
    (re.compile(r"(終了|閉会)(と)?(いたし|させて|し)"), PhaseRole.CLOSING),
    (re.compile(r"連絡事項等|その他.*連絡|事務連絡"), PhaseRole.NOTICES),
    (re.compile(r"答申(を|案|文)"), PhaseRole.REPLY),
    (re.compile(r"部会(の|から|長から)[^。]*(報告|説明)"), PhaseRole.COMMITTEE_REPORT),
    (re.compile(r"諮問文を"), PhaseRole.REFERRAL),
    (re.compile(r"欠席|出欠|出席の?状況"), PhaseRole.ABSENCE),
    (re.compile(r"会議録[^。]*(修正|訂正)"), PhaseRole.CONFIRMATION),
    (re.compile(r"連絡事項をお願い|資料の(確認|差し替え)"), PhaseRole.MATERIALS),
    (re.compile(rf"御?意見{_ASKS}|意見に切り"), PhaseRole.OPINIONS),
    (re.compile(rf"御?質問{_ASKS}"), PhaseRole.QUESTIONS),
    (re.compile(r"説明をお願い"), PhaseRole.EXPLANATION),
)
_OF_BLOCK = {
    PhaseRole.EXPLANATION,
    PhaseRole.QUESTIONS,
    PhaseRole.OPINIONS,
    PhaseRole.RULING,
    PhaseRole.COMMITTEE_REPORT,
}


def shifts(paragraphs: Sequence[str], current: str, *, block: bool, done: bool) -> tuple[PhaseShift, ...]:
    """The phase boundaries inside a turn of the chair.

    Args:
        paragraphs: the turn.
        current: phase id before it.
        block: whether a block of cases is open.
        done: whether all of its cases have been ruled, so that the meeting may leave it.

    Returns:
        Boundaries in order, each at the sentence that moves the proceedings on.
    """
    found: list[PhaseShift] = []
    for index, paragraph in enumerate(paragraphs):
        for start, end in sentences(paragraph):
            phase = _phase(paragraph[start:end], block=block, done=done)
            if phase and phase != (found[-1].phase if found else current):
                found.append(PhaseShift(index, start, phase))
            if phase == PhaseRole.RULING.value:
                # Ruling ends the block: what the chair goes on to in the same turn lies outside of it.
                done = True
    return tuple(found)


def _phase(sentence: str, *, block: bool, done: bool) -> str:
    for pattern, role in _RULES:
        if pattern.search(sentence):
            fits = role in _OF_BLOCK if block and not done else True
            if fits and not (role is PhaseRole.RULING and not block):
                return role.value
    return ""
