"""The chair's sentences in the body's own wording (口述の文言): made from the profile, read aloud or recorded."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from string import Formatter

from msgspec.structs import replace

from .ids import CaseId
from .meeting import Group, Meeting
from .profile import Outcome, Phrase
from .queries import cases_of, group_name, next_groups, open_groups, open_unruled, printed_result
from .record import Decision, Ruling, State, Tally


def spoken_cases(meeting: Meeting, cases: Iterable[CaseId]) -> str:
    """Cases as the chair names them: 「報告第3号・報告第4号と諮問第11号から諮問第14号」."""
    return meeting.profile.notation.spoken(cases)


def spoken_groups(meeting: Meeting, groups: Iterable[Group]) -> str:
    """Groups as the chair names them: their cases, and those without cases by their headings."""
    listed = tuple(groups)
    topics = (f"「{group_name(meeting, group)}」" for group in listed if not group.cases)
    return "、".join(filter(None, (spoken_cases(meeting, cases_of(listed)), *topics)))


def ruling_sentence(meeting: Meeting, decisions: Sequence[Decision]) -> str:
    """The chair's ruling in one sentence: cases of one result together, in the order of kinds and numbers."""
    wording = meeting.profile.wording
    clauses = [
        _clause(wording.clause, outcome, note, _put_to_vote(meeting, cases, subject))
        for outcome, note, subject, cases in _by_result(meeting, decisions)
    ]
    return f"{wording.opening}{wording.joiner.join(clauses)}{wording.closing}" if clauses else ""


def _put_to_vote(meeting: Meeting, cases: Iterable[CaseId], subject: str) -> str:
    names = spoken_cases(meeting, cases)
    return f"{names}の{subject}" if subject else names


def _clause(usual: str, outcome: Outcome, note: str, names: str) -> str:
    if outcome.sentence:
        return outcome.sentence.format(cases=names, note=note)
    return usual.format(cases=names, outcome=f"{outcome.spoken}（{note}）" if note else outcome.spoken)


def tally_words(tally: Tally) -> str:
    """「賛成4、反対1、棄権1、除斥1、会長の裁決は賛成」: what was counted; nothing of what was not there."""
    counts = (
        ("賛成", tally.ayes),
        ("反対", tally.noes),
        ("棄権", tally.abstentions),
        ("除斥", tally.recused),
    )
    told = [f"{name}{count}" for name, count in counts if count or name in ("賛成", "反対")]
    if tally.casting:
        told.append(f"会長の裁決は{tally.casting}")
    return "、".join(told)


def vote_words(meeting: Meeting, ruling: Ruling) -> str:
    """One vote in a line: 「否決（修正案）　起立：賛成1、反対4」."""
    counted = f"：{tally_words(ruling.tally)}" if ruling.tally else ""
    return f"{printed_result(meeting, replace(ruling, parts=()))}　{ruling.method}{counted}"


def phrase_text(state: State, phrase: Phrase, explained: Sequence[Group] = (), explainer: str = "") -> str:
    """A stock phrase with its places filled in from the record; unknown places stay as they are."""
    meeting = state.meeting
    if not state.prepared:
        return phrase.text
    groups = tuple(explained) or open_groups(state)
    values = {
        "cases": spoken_cases(meeting, open_unruled(state)) or spoken_groups(meeting, open_groups(state)),
        "next": spoken_groups(meeting, next_groups(state)),
        "explained": "、".join(group_name(meeting, group) for group in groups),
        # What is opened is the meeting; the title on paper ends in the name of its minutes (…会議録).
        "title": "".join(meeting.title).removesuffix(meeting.profile.document),
        "explainer": explainer,
    }
    return "".join(
        literal + ("" if field is None else values.get(field, f"{{{field}}}"))
        for literal, field, _spec, _conversion in Formatter().parse(phrase.text)
    )


def _by_result(
    meeting: Meeting, decisions: Sequence[Decision]
) -> list[tuple[Outcome, str, str, tuple[CaseId, ...]]]:
    kinds = meeting.profile.kind_names
    rank = {kind: index for index, kind in enumerate(kinds)}
    # Two kinds may call a result alike and speak it differently: together is what is said in the same words.
    together: dict[tuple[str, str, str, str], tuple[Outcome, list[CaseId]]] = {}
    for decision in sorted(decisions, key=lambda d: (rank.get(d.case.kind, len(rank)), d.case)):
        name = decision.outcome
        outcome = meeting.profile.outcome(decision.case.kind, name) or Outcome(name, name, name)
        said = (outcome.spoken, outcome.sentence, decision.note, decision.subject)
        together.setdefault(said, (outcome, []))[1].append(decision.case)
    return [
        (outcome, note, subject, tuple(cases)) for (*_, note, subject), (outcome, cases) in together.items()
    ]
