"""The ruling that the chair's words pronounce (宣告の読み取り): each case named, with the result said of it.

Only a declaration counts (「…といたします」「…と決しました」): a question to the room decides nothing. A result
is one of those that the body's profile knows for that kind of case, by any of its words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.profile import CaseKind, Outcome
from clerk_tui.domain.record import Decision, Method
from clerk_tui.domain.text import sentences

from .mentioned import mentioned

_ASKED = re.compile(
    r"(?:か|かね|でしょう|ください|下さい|願います|お願い(?:いた)?します|お諮り(?:いた)?します|諮ります|伺います"
    r"|求めます|採決(?:いた)?します)[。？?]?$"
)
_PRONOUNCED = re.compile(
    r"(?:と|に)(?:いたし|致し|し)ま(?:す|した)|(?:決定|可決|否決|承認|了承|採択|同意|答申)(?:いた|致)?し(?:ます|ました)"
    r"|(?:さ|せら)れました|決し(?:ます|ました)|決まりました|認めます|(?:もの|こと)といた|させていただきます"
)
_ALL = re.compile(
    r"本(?:件|案|議案|請願|陳情)|ただいまの|いずれも|全て|すべて|全部|以上の?(?:案件|議案)|各案|原案のとおり"
)


_AMENDMENT = re.compile(r"(?:修正案|修正部分|修正動議|動議)(?!を除)")
"""What is voted on instead of the case itself."""
_METHODS = (
    (re.compile("異議(?:が|は)?(?:な[しいく]|ありません|ございません)"), Method.NO_OBJECTION),
    (re.compile("起立"), Method.STANDING),
    (re.compile("挙手"), Method.SHOW_OF_HANDS),
)


def method_said(text: str) -> Method:
    """How the ruling came about, as the chair's own declaration has it (「御異議なしと認め」「起立多数」).

    A ballot is none of them: it is counted, and only its numbers make it.
    """
    for start, end in sentences(text):
        sentence = text[start:end]
        if not _ASKED.search(sentence):
            for words, method in _METHODS:
                if words.search(sentence):
                    return method
    return Method.DECLARED


def pronounced(meeting: Meeting, text: str, open_to: Sequence[CaseId]) -> tuple[Decision, ...]:
    """The decisions in a speech, in the order of the agenda; of two on one case the last one counts.

    Args:
        meeting: whose profile knows the results and their words.
        text: the speech.
        open_to: the cases that can be ruled on; others that are named are no ruling.
    """
    found: dict[CaseId, Decision] = {}
    for start, end in sentences(text):
        sentence = text[start:end]
        if _ASKED.search(sentence) or not _PRONOUNCED.search(sentence):
            continue
        for decision in _in_sentence(meeting, sentence, open_to):
            found[decision.case] = decision
    return tuple(found[case] for case in open_to if case in found)


def _in_sentence(meeting: Meeting, sentence: str, open_to: Sequence[CaseId]) -> list[Decision]:
    # Every case counts as named here, lest 「諮問第3号」, ruled long ago, pass for no case at all.
    mentions = mentioned(meeting, sentence, meeting.case_ids)
    found: list[Decision] = []
    heard = 0
    for start, end, words in _results(meeting.profile.kinds, sentence):
        between = sentence[heard:start]
        named = [c for mention in mentions if heard <= mention.start < start for c in mention.cases]
        if not named and _ALL.search(between):
            named = list(open_to)
        subject = match[0] if (match := _AMENDMENT.search(between)) else ""
        made = [
            Decision(case, outcome.name, note, subject)
            for case in dict.fromkeys(named)
            if case in open_to and (outcome := words.get(case.kind))
            for note in (_note(outcome, between),)
        ]
        if named:
            found += made
            heard = end
    return found


_Words = dict[str, Outcome]
"""For each kind of case the result that a word means."""


def _results(kinds: tuple[CaseKind, ...], sentence: str) -> list[tuple[int, int, _Words]]:
    """Where a result is named, the longest word first, and what it means for each kind."""
    pattern, meaning = _vocabulary(kinds)
    return [
        (match.start(), match.end(), meaning[_plain(match.group())]) for match in pattern.finditer(sentence)
    ]


@lru_cache(maxsize=32)
def _vocabulary(kinds: tuple[CaseKind, ...]) -> tuple[re.Pattern[str], dict[str, _Words]]:
    meaning: dict[str, _Words] = {}
    patterns: dict[str, str] = {}
    for kind in kinds:
        for outcome in kind.outcomes:
            ending = outcome.sentence.rpartition("}")[2] if outcome.sentence else ""
            for word in filter(None, (outcome.name, outcome.spoken, outcome.table, ending.strip("」、は"))):
                meaning.setdefault(_plain(word), {}).setdefault(kind.name, outcome)
                patterns[word] = _loosely(word)
    longest_first = [patterns[word] for word in sorted(patterns, key=len, reverse=True)]
    return re.compile("|".join(longest_first) or "(?!)"), meaning


_AS = re.compile("(?:の)?(?:とお|どお|通)り")


def _loosely(word: str) -> str:
    """「原案どおり可決」 as anybody says it: 「原案のとおり可決」."""
    parts = [re.escape(part) for part in _AS.split(word)]
    return "の?(?:とお|どお|通)り(?:に)?".join(parts)


def _plain(word: str) -> str:
    return _AS.sub("どおり", word).replace("どおりに", "どおり")


_QUOTED = re.compile("「(?P<note>[^「」]+)」")


def _note(outcome: Outcome, before: str) -> str:
    """The condition in its brackets, where the result has a place for one."""
    match = _QUOTED.search(before) if "{note}" in outcome.sentence else None
    return match["note"] if match else ""
