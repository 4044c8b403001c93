"""Votes against the numbers, and rulings against the words that declared them (採決の点検)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clerk_tui.domain.conclusions import faults
from clerk_tui.domain.ids import CaseId, EntryId
from clerk_tui.domain.labels import written_cases
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.notation import Mention
from clerk_tui.domain.profile import CaseKind, Outcome
from clerk_tui.domain.queries import ruled_outcome
from clerk_tui.domain.record import Ruling, State, Tally, Turn
from clerk_tui.domain.text import sentences
from clerk_tui.domain.votes import Verdict, electorate, recused, verdict, voters
from clerk_tui.domain.wording import tally_words

from .finding import Finding, Rule

_DECIDES = re.compile(r"決[しすまめ定]|異議|認め|いたします|よろしい|賛成|挙手|起立|全員|全会|多数|少数")
"""Words by which a chair rules without the result's own word."""
_JOINS = re.compile("[・、，とから～〜及びおよび並に]*")


def impossible(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Numbers that cannot be, and results that do not follow from them; once for the cases of one vote."""
    told: dict[tuple[EntryId | None, str], list[CaseId]] = {}
    for ruling in state.votes:
        if ruling.tally and (fault := vote_fault(state, ruling, ruling.tally)):
            told.setdefault((ruling.entry, fault), []).append(ruling.decision.case)
    for (entry, fault), cases in told.items():
        known = tuple(dict.fromkeys(cases))
        yield Finding(Rule.IMPOSSIBLE_VOTE, f"{written_cases(meeting, known)}：{fault}", entry, known)


def elections(state: State, _meeting: Meeting) -> Iterator[Finding]:
    """Elections whose numbers cannot be."""
    for conclusion, fault in faults(state):
        entry = conclusion.entry if conclusion.entry and state.turn(conclusion.entry) else None
        yield Finding(Rule.IMPOSSIBLE_VOTE, f"{conclusion.subject}：{fault}", entry)


def vote_fault(state: State, ruling: Ruling, tally: Tally) -> str:
    """What is wrong with the votes in one sentence; empty: nothing that the numbers show."""
    meeting = state.meeting
    majority = meeting.profile.majority
    voters = electorate(state, ruling)
    cast = tally.ayes + tally.noes + tally.abstentions
    counted = tally_words(tally)
    out = recused(state, ruling.decision.case)
    if fault := _named_fault(state, ruling, tally):
        return fault
    if out and tally.recused not in (0, len(out)):
        return f"除斥は{tally.recused}名と数えられていますが、記録では{len(out)}名です。どちらかを直してください。"
    if voters is not None and cast > voters:
        chair = "" if majority.chair_votes else "（議長を除く）"
        return f"票数は{counted}ですが、採決のときの出席は{voters}名です{chair}。票数か出欠を直してください。"
    if tally.casting and not (majority.breaks_ties and tally.ayes == tally.noes):
        return f"会長の裁決がありますが、可否同数ではありません（{counted}）。票数か裁決を直してください。"
    outcome = ruled_outcome(meeting, ruling)
    if outcome is None or not outcome.settled:
        return ""
    found = verdict(majority, tally, voters, meeting.seat_count, len(out))
    if found is Verdict.TIE:
        return f"可否同数です（{counted}）。会長が賛成・反対のどちらに決したかを記録してください。"
    if (found is Verdict.CARRIED) is outcome.carried:
        return ""
    reached = "に達していますが" if found is Verdict.CARRIED else "に足りませんが"
    if tally.casting:
        return f"{counted}ですが、「{outcome.name}」となっています。結果か票数を直してください。"
    return f"{counted}で{majority.called}{reached}、「{outcome.name}」となっています。結果か票数を直してください。"


def _named_fault(state: State, ruling: Ruling, tally: Tally) -> str:
    """What is wrong with the names of those who voted, in one sentence."""
    counts = {"賛成": tally.ayes, "反対": tally.noes, "棄権": tally.abstentions}
    able = voters(state, ruling)
    named = dict(tally.by_name)
    for side, people in named.items():
        if len(people) != counts[side]:
            return f"{side}は{counts[side]}と数えられていますが、氏名は{len(people)}名です。どちらかを直してください。"
        if away := [person for person in people if able is not None and person not in able]:
            return f"{'、'.join(away)}は、この採決に加わることのできない人です。賛否の氏名か出欠を直してください。"
    if named and (missing := [side for side, count in counts.items() if count and side not in named]):
        return f"{'、'.join(missing)}の氏名がありません。氏名を加えるか、数だけにしてください。"
    return ""


def said_otherwise(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Words that declare another result than the record has (「継続審議」 said, 決定 recorded)."""
    for ruling in state.votes:
        turn = state.turn(ruling.entry) if ruling.entry else None
        kind = meeting.profile.kind(ruling.decision.case.kind)
        outcome = ruled_outcome(meeting, ruling)
        if turn is None or kind is None or outcome is None:
            continue
        said = _said(meeting, kind, ruling.decision.case, turn)
        if said and not any(_agree(other, outcome) for other in said):
            case = ruling.decision.case
            yield Finding(
                Rule.SAID_OTHERWISE,
                f"{written_cases(meeting, (case,))}は、発言では「{said[0].name}」、記録では「{outcome.name}」です。"
                "発言か裁決を直してください。",
                turn.id,
                (case,),
            )


def not_said(state: State, meeting: Meeting) -> Iterator[Finding]:
    """Rulings that no words of the record declare; once for the cases of one turn."""
    silent: dict[EntryId | None, list[CaseId]] = {}
    for ruling in state.votes:
        turn = state.turn(ruling.entry) if ruling.entry else None
        outcome = ruled_outcome(meeting, ruling)
        words = turn.text if turn else ""
        if not _DECIDES.search(words) and not (outcome and _words(outcome).search(_plain(words))):
            silent.setdefault(turn.id if turn else None, []).append(ruling.decision.case)
    for entry, cases in silent.items():
        known = tuple(dict.fromkeys(cases))
        yield Finding(
            Rule.NOT_SAID,
            f"{written_cases(meeting, known)}の裁決を言い渡した言葉が、記録にありません。"
            "発言を補うか、裁決を取り消してください。",
            entry,
            known,
        )


def _said(meeting: Meeting, kind: CaseKind, case: CaseId, turn: Turn) -> list[Outcome]:
    """The results of its kind that the turn names for the case; all that it names, where it names no case."""
    parts = [paragraph[start:end] for paragraph in turn.paragraphs for start, end in sentences(paragraph)]
    mentions = [meeting.profile.notation.mentions(part) for part in parts]
    if any(mentions):
        parts = [
            clause
            for sentence, named in zip(parts, mentions, strict=True)
            for clause in _clauses(sentence, named, case)
        ]
    words = _plain("\n".join(parts))
    found: list[Outcome] = []
    # The longest first, and what is found is taken out: 「不採択」 does not say 「採択」.
    for outcome in sorted(kind.outcomes, key=lambda outcome: -len(outcome.spoken)):
        words, count = _words(outcome).subn("\n", words)
        if count:
            found.append(outcome)
    return found


def _clauses(sentence: str, mentions: Sequence[Mention], case: CaseId) -> Iterator[str]:
    """What the sentence says of the case: behind its number and those joined to it, up to the next."""
    for at, mention in enumerate(mentions):
        if case in mention.cases:
            ends = [*(following.start for following in mentions[at + 1 :]), len(sentence)]
            starts = (found.end for found in mentions[at:])
            clauses = (sentence[start:end] for start, end in zip(starts, ends, strict=True))
            yield next((clause for clause in clauses if not _JOINS.fullmatch(clause)), "")


def _words(outcome: Outcome) -> re.Pattern[str]:
    forms = sorted(
        {_plain(outcome.name), _plain(outcome.spoken), _plain(outcome.table)}, key=len, reverse=True
    )
    return re.compile("|".join(map(re.escape, filter(None, forms))))


def _plain(text: str) -> str:
    return text.replace("のとおり", "どおり").replace("取り下げ", "取下げ")


def _agree(said: Outcome, ruled: Outcome) -> bool:
    """Whether one result is said where the other is recorded: 「可決」 of what is 「一部修正可決」."""
    if said.name == ruled.name:
        return True
    alike = (said.carried, said.settled) == (ruled.carried, ruled.settled)
    return alike and said.name[-2:] == ruled.name[-2:]
