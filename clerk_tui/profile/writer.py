"""A profile as ``profile.toml`` (型の書出し): complete, commented, and equal when it is read again.

Every session folder keeps such a copy, so that its minutes can be drafted years later in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import fields

from clerk_tui.domain.citations import USUAL
from clerk_tui.domain.profile import (
    CaseKind,
    Form,
    LabelStyle,
    Outcome,
    Phase,
    Phrase,
    Profile,
    Role,
    RulingWording,
    Style,
)
from clerk_tui.intake.writing import Value, pair, quoted, rows

from .standard import OUTCOMES, PHASE_ROLES, PHASES, usual_outcomes
from .words import WORDS

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_PHASE_WORDS = {role: name for name, role in PHASE_ROLES.items()}
_OUTCOMES = frozenset(OUTCOMES.values())


def write_profile(profile: Profile) -> str:
    """The file's text, which :func:`~clerk_tui.profile.reader.read_profile` reads back to an equal profile."""
    parts = (
        _head(profile),
        *(_role(role) for role in profile.roles),
        *(_phrase(phrase, profile.phases) for phrase in profile.phrases),
        _section(
            "abbreviations",
            "略語：左を打つと右に変わる。どちらも引用符で囲む",
            (f"{quoted(short)} = {quoted(long)}" for short, long in profile.abbreviations),
        ),
        _section(
            "quorum",
            "定足数：割合（strict = true で「過半数」、false で「以上」）。fixed が 0 でなければその人数",
            (
                pair("share", "/".join(map(str, profile.quorum.share))),
                pair("strict", profile.quorum.strict),
                pair("fixed", profile.quorum.fixed),
            ),
        ),
        _section("wording", "裁決の言い方：{cases} は案件番号、{outcome} は結果", _fields(profile.wording)),
        _section("style", "数字と日付の表記：numerals は 半角 か 全角", _fields(profile.style)),
        _section("form", "会議録に刷る決まった文言", _fields(profile.form)),
    )
    return "\n\n".join(parts) + "\n"


def _head(profile: Profile) -> str:
    return "\n".join(
        (
            "# 審議会の型（profile.toml）。# から行末までは説明。",
            "# 値の文字は半角の引用符で囲む。見出し（[ で始まる行）より下の項目は、その見出しのものになる。",
            "",
            pair("id", profile.id, WORDS["id"]),
            pair("body", profile.body, WORDS["body"]),
            pair("document", profile.document, WORDS["document"]),
            pair("capacities", profile.capacities, "会長が部会長として話すときのような、別の立場"),
            "",
            "# 案件の種別（見出しや裁決で並べる順）と、選べる審議結果（最初のものが普段の結果）",
            rows("kinds", map(_kind, profile.kinds)),
            "",
            "# 議事の段階（進む順）",
            rows("phases", map(_phase, profile.phases)),
        )
    )


def _kind(kind: CaseKind) -> Value:
    usual = kind.outcomes == usual_outcomes(kind.name)
    if usual and kind.numbering == USUAL:
        return kind.name
    return {
        "name": kind.name,
        **({} if kind.numbering == USUAL else {"numbering": kind.numbering}),
        **({} if usual else {"outcomes": [_outcome(outcome) for outcome in kind.outcomes]}),
    }


def _outcome(outcome: Outcome) -> Value:
    if outcome in _OUTCOMES:
        return outcome.name
    return {
        "name": outcome.name,
        "spoken": outcome.spoken,
        "table": outcome.table,
        "settled": outcome.settled,
        "sentence": outcome.sentence,
    }


def _phase(phase: Phase) -> Value:
    if phase in PHASES:
        return phase.name
    return {"id": phase.id, "name": phase.name, "role": _PHASE_WORDS[phase.role], "in_block": phase.in_block}


def _role(role: Role) -> str:
    name = role.id if _BARE.fullmatch(role.id) else quoted(role.id)
    return _section(
        f"roles.{name}",
        "役割",
        (
            pair("title", role.title, "呼称"),
            pair("standing", role.standing.value, "立場：会長・委員・説明員・事務局・その他"),
            pair("label", role.label.value, f"発言者の表記：{'・'.join(LabelStyle)}"),
            pair("category", role.category, "出席者欄の区分"),
            pair("listed", role.listed.value, "出席者欄の表記"),
        ),
    )


def _phrase(phrase: Phrase, phases: Iterable[Phase]) -> str:
    names = _phase_words(phases)
    return _section(
        "[phrases]",
        "定型文",
        (
            pair("key", phrase.key),
            pair("text", phrase.text),
            pair("phases", [names[phase] for phase in phrase.phases], "使う段階。空ならいつでも"),
            pair("speaker", phrase.speaker, "役割の名前、explainer（説明者）、current（発言中の人）"),
            pair("then", names[phrase.then] if phrase.then else "", "次の段階。空ならそのまま"),
            pair("narrated", phrase.narrated, "発言でなく、したことを書く文なら true"),
        ),
    )


def _phase_words(phases: Iterable[Phase]) -> dict[str, str]:
    """What a phase id is written as: the phase's name, unless another phase has that for its id."""
    listed = tuple(phases)
    ids = {phase.id for phase in listed}
    return {
        phase.id: phase.name if phase.name == phase.id or phase.name not in ids else phase.id
        for phase in listed
    }


def _fields(group: RulingWording | Style | Form) -> Iterable[str]:
    for field in fields(group):
        yield pair(field.name, getattr(group, field.name), WORDS[field.name])


def _section(heading: str, comment: str, lines: Iterable[str]) -> str:
    return "\n".join((f"# {comment}", f"[{heading}]", *lines))
