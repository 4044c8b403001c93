"""A profile as ``profile.toml`` (型の書出し): complete, commented, and equal when it is read again.

Every session folder keeps such a copy, so that its minutes can be drafted years later in the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec.structs import replace

from clerk_tui.domain.profile import (
    CaseKind,
    Counted,
    Days,
    LabelStyle,
    Outcome,
    Phase,
    Phrase,
    Profile,
    Role,
    Seats,
)
from clerk_tui.intake.typed import all_fields, pairs, plain_fields
from clerk_tui.intake.writing import Value, pair, quoted, rows

from .fields import NAMES
from .reader import NONE
from .standard import OUTCOMES, PHASE_ROLES, PHASES, usual_carries, usual_outcomes

QUORUM = {
    "of": f"何に対する割合か：{'・'.join(Seats)}（在任は欠員を除く）",
    "despite_recusal": "除斥のために足りないときは、そのまま議決できるなら true",
    "online": "オンラインの委員を数えないなら false",
}
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
            "fields",
            "自由欄：会議録に刷るそのほかの項目と、普段の内容（会議ごとに preparation.toml の [fields] で変える）",
            (f"{quoted(name)} = {quoted(usual)}" for name, usual in profile.fields),
        ),
        _section(
            "quorum",
            "定足数：割合（strict = true で「過半数」、false で「以上」）か「なし」。fixed が 0 でなければその人数",
            (
                pair("share", "/".join(map(str, profile.quorum.share)) if profile.quorum.share[0] else NONE),
                *pairs(profile.quorum, QUORUM, ("share",)),
            ),
        ),
        _section(
            "majority",
            "表決：賛成が割合（strict = true で「超える」、false で「以上」）に達すれば可決",
            (
                pair("share", "/".join(map(str, profile.majority.share))),
                *pairs(
                    profile.majority,
                    {
                        "of": f"何に対する割合か：{'・'.join(Counted)}",
                        "chair_votes": "議長も表決に加わるなら true。false なら可否同数のときだけ",
                    },
                    ("share",),
                ),
            ),
        ),
        _section(
            "deadlines",
            "期限：会議の日（answers は依頼の日）から何日か。0 は定めなし",
            pairs(
                profile.deadlines,
                {
                    "summary": "会議結果の概要の公表まで",
                    "minutes": "会議録の公表まで",
                    "answers": "確認の回答まで",
                    "counted": f"日の数え方：{'・'.join(Days)}（開庁日は土日、祝日、12月29日から1月3日までを除く）",
                },
            ),
        ),
        _section(
            "wording", "裁決の言い方：{cases} は案件番号、{outcome} は結果", pairs(profile.wording, NAMES)
        ),
        _section(
            "style", "数字と日付の表記：numerals は 半角 か 全角 か 漢数字", pairs(profile.style, NAMES)
        ),
        _section("form", "会議録に刷る決まった文言", pairs(profile.form, NAMES)),
    )
    return "\n\n".join(parts) + "\n"


def _head(profile: Profile) -> str:
    return "\n".join(
        (
            "# 審議会の型（profile.toml）。# から行末までは説明。",
            "# 値の文字は半角の引用符で囲む。見出し（[ で始まる行）より下の項目は、その見出しのものになる。",
            "",
            pair("id", profile.id, NAMES["id"]),
            pair("body", profile.body, NAMES["body"]),
            pair("document", profile.document, NAMES["document"]),
            pair(
                "allowed_words",
                profile.allowed_words,
                "委員の姓を含むが、人の名前でない語（公開用の氏名の点検）",
            ),
            pair(
                "required",
                profile.required,
                "要領が会議録に求める項目（check が、足りないものと書く所を言います）",
            ),
            pair("closed_under", profile.closed_under, "非公開とする根拠（条例の条文）"),
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
    usual = CaseKind(kind.name, usual_outcomes(kind.name), carries=usual_carries(kind.name))
    own = plain_fields(kind, ("numbering", "carries"), usual)
    if kind.outcomes != usual.outcomes:
        own["outcomes"] = [_outcome(outcome) for outcome in kind.outcomes]
    return {"name": kind.name, **own} if own else kind.name


def _outcome(outcome: Outcome) -> Value:
    return outcome.name if outcome in _OUTCOMES else dict(all_fields(outcome))


def _phase(phase: Phase) -> Value:
    if phase in PHASES:
        return phase.name
    return {**dict(all_fields(phase)), "role": _PHASE_WORDS[phase.role]}


def _role(role: Role) -> str:
    name = role.id if _BARE.fullmatch(role.id) else quoted(role.id)
    comments = {
        "title": "呼称",
        "standing": "立場：会長・委員・説明員・事務局・その他",
        "label": f"発言者の表記：{'・'.join(LabelStyle)}",
        "category": "出席者欄の区分",
        "listed": "出席者欄の表記",
        "framed": "発言者の刷り方：{label} 表記、{seat} 議席番号、{surname} 姓、{name} 氏名",
        "mark": "発言を行に並べる様式で、発言者の前に刷る印",
    }
    return _section(f"roles.{name}", "役割", pairs(role, comments, ("id",)))


def _phrase(phrase: Phrase, phases: Iterable[Phase]) -> str:
    names = _phase_words(phases)
    shown = replace(
        phrase,
        phases=tuple(names[phase] for phase in phrase.phases),
        then=names[phrase.then] if phrase.then else "",
    )
    comments = {
        "phases": "使う段階。空ならいつでも",
        "speaker": "役割の名前、explainer（説明者）、current（発言中の人）",
        "then": "次の段階。空ならそのまま",
        "narrated": "発言でなく、したことを書く文なら true",
    }
    return _section("[phrases]", "定型文", pairs(shown, comments))


def _phase_words(phases: Iterable[Phase]) -> dict[str, str]:
    """What a phase id is written as: the phase's name, unless another phase has that for its id."""
    listed = tuple(phases)
    ids = {phase.id for phase in listed}
    return {
        phase.id: phase.name if phase.name == phase.id or phase.name not in ids else phase.id
        for phase in listed
    }


def _section(heading: str, comment: str, lines: Iterable[str]) -> str:
    return "\n".join((f"# {comment}", f"[{heading}]", *lines))
