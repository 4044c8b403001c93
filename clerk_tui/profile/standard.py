"""What a body has unless its profile says otherwise (標準): phases, roles, results.

A profile names these by their Japanese names; what it does not mention it gets from here.
"""

from __future__ import annotations

from clerk_tui.domain.profile import (
    CaseKind,
    LabelStyle,
    Outcome,
    Phase,
    PhaseRole,
    Phrase,
    Profile,
    Role,
    Standing,
)

_PHASES = (
    ("開会", PhaseRole.OPENING, False),
    ("欠席報告", PhaseRole.ABSENCE, False),
    ("会議録の確定", PhaseRole.CONFIRMATION, False),
    ("資料確認", PhaseRole.MATERIALS, False),
    ("諮問", PhaseRole.REFERRAL, False),
    ("説明", PhaseRole.EXPLANATION, True),
    ("質問", PhaseRole.QUESTIONS, True),
    ("意見", PhaseRole.OPINIONS, True),
    ("裁決", PhaseRole.RULING, True),
    ("部会報告", PhaseRole.COMMITTEE_REPORT, True),
    ("答申", PhaseRole.REPLY, False),
    ("事務連絡", PhaseRole.NOTICES, False),
    ("閉会", PhaseRole.CLOSING, False),
)

PHASES = tuple(Phase(role.value, name, role, in_block) for name, role, in_block in _PHASES)
"""The thirteen usual phases (標準の段階), in order; the id of each is its part."""

PHASE_ROLES = {phase.name: phase.role for phase in PHASES} | {"その他": PhaseRole.OTHER}
"""What a phase of the body's own can stand for, by the name of the standard one."""

ROLES = (
    Role("chair", "会長", Standing.CHAIR, LabelStyle.POST, "委員"),
    Role("member", "委員", Standing.MEMBER, LabelStyle.TITLE, "委員"),
    Role("official", "説明員", Standing.OFFICIAL, LabelStyle.POST, "説明員"),
    Role("secretariat", "事務局", Standing.SECRETARIAT, LabelStyle.POST, "事務局"),
    Role("guest", "参考人", Standing.GUEST, LabelStyle.NAME_POST, "参考人"),
    Role("observer", "オブザーバー", Standing.GUEST, LabelStyle.NAME_TITLE, "オブザーバー"),
    Role("public", "傍聴人", Standing.GUEST, LabelStyle.TITLE, ""),
)

_OUTCOMES = (
    Outcome("了承", "了承", "報告了承"),
    Outcome("決定", "決定", "決定"),
    Outcome("承認", "承認", "承認"),
    Outcome("同意", "同意", "同意"),
    Outcome("可決", "可決", "可決"),
    Outcome("採択", "採択", "採択"),
    Outcome("原案どおり決定", "原案どおり決定", "原案どおり決定"),
    Outcome("原案どおり承認", "原案どおり承認", "原案どおり承認"),
    Outcome("原案どおり可決", "原案どおり可決", "原案どおり可決"),
    Outcome("一部修正決定", "一部修正の上、決定", "一部修正決定"),
    Outcome("一部修正承認", "一部修正の上、承認", "一部修正承認"),
    Outcome("一部修正可決", "一部修正の上、可決", "一部修正可決"),
    Outcome("条件付き決定", "条件付きで決定", "条件付き決定", sentence="{cases}は「{note}」を条件として決定"),
    Outcome("条件付き承認", "条件付きで承認", "条件付き承認", sentence="{cases}は「{note}」を条件として承認"),
    Outcome("条件付き可決", "条件付きで可決", "条件付き可決", sentence="{cases}は「{note}」を条件として可決"),
    Outcome(
        "附帯意見付き決定",
        "附帯意見を付して決定",
        "附帯意見付き決定",
        sentence="{cases}は「{note}」との附帯意見を付して決定",
    ),
    Outcome(
        "附帯意見付き承認",
        "附帯意見を付して承認",
        "附帯意見付き承認",
        sentence="{cases}は「{note}」との附帯意見を付して承認",
    ),
    Outcome(
        "附帯意見付き可決",
        "附帯意見を付して可決",
        "附帯意見付き可決",
        sentence="{cases}は「{note}」との附帯意見を付して可決",
    ),
    Outcome("趣旨採択", "趣旨採択", "趣旨採択"),
    Outcome("継続審議", "継続審議", "継続審議", settled=False),
    Outcome("保留", "保留", "保留", settled=False),
    Outcome("否決", "否決", "否決", carried=False),
    Outcome("不承認", "不承認", "不承認", carried=False),
    Outcome("不採択", "不採択", "不採択", carried=False),
    Outcome("取下げ", "取下げ", "取下げ"),
)

OUTCOMES = {outcome.name: outcome for outcome in _OUTCOMES}
"""Results that a profile can name without defining them (標準の結果)."""


def own_outcome(name: str) -> Outcome:
    """A result of which only the name is known: 「不許可」 says itself that the vote failed."""
    return Outcome(name, name, name, carried=not name.startswith(("否", "不")))


_OPEN_ENDS = ("継続審議", "保留", "取下げ")

_USUAL = {
    "報告": ("了承", *_OPEN_ENDS),
    "諮問": ("決定", "一部修正決定", "条件付き決定", "附帯意見付き決定", "否決", *_OPEN_ENDS),
    "議案": (
        "原案どおり可決",
        "可決",
        "一部修正可決",
        "条件付き可決",
        "附帯意見付き可決",
        "否決",
        *_OPEN_ENDS,
    ),
    "請願": ("採択", "趣旨採択", "不採択", *_OPEN_ENDS),
    "陳情": ("採択", "趣旨採択", "不採択", *_OPEN_ENDS),
}


def usual_outcomes(kind: str) -> tuple[Outcome, ...]:
    """The results of a kind for which the profile names none."""
    names = _USUAL.get(
        kind,
        ("承認", "同意", "一部修正承認", "条件付き承認", "附帯意見付き承認", "不承認", *_OPEN_ENDS),
    )
    return tuple(OUTCOMES[name] for name in names)


_PHRASES: tuple[tuple[str, str, tuple[PhaseRole, ...], PhaseRole | None], ...] = (
    ("o", "定刻になりましたので、ただいまから{title}を開会いたします。", (PhaseRole.OPENING,), None),
    ("n", "次に、{next}を議題といたします。説明をお願いします。", (), None),
    (
        "q",
        "ただいまの説明について、御質問はございますか。",
        (PhaseRole.EXPLANATION, PhaseRole.COMMITTEE_REPORT),
        PhaseRole.QUESTIONS,
    ),
    ("m", "ほかに御質問はございますか。", (PhaseRole.QUESTIONS,), None),
    (
        "i",
        "それでは、御意見を伺います。",
        (PhaseRole.EXPLANATION, PhaseRole.QUESTIONS),
        PhaseRole.OPINIONS,
    ),
    ("j", "ほかに御意見はございますか。", (PhaseRole.OPINIONS,), None),
    ("z", "それでは、お諮りいたします。", (PhaseRole.QUESTIONS, PhaseRole.OPINIONS), PhaseRole.RULING),
    (
        "t",
        "それでは、事務局から連絡をお願いします。",
        (PhaseRole.RULING, PhaseRole.OPINIONS, PhaseRole.REPLY, PhaseRole.NOTICES),
        PhaseRole.NOTICES,
    ),
    (
        "x",
        "以上で本日の議事は終わりました。これをもちまして閉会といたします。",
        (PhaseRole.RULING, PhaseRole.OPINIONS, PhaseRole.REPLY, PhaseRole.NOTICES, PhaseRole.CLOSING),
        PhaseRole.CLOSING,
    ),
)

PHRASES = tuple(
    Phrase(key, text, tuple(role.value for role in within), then=then.value if then else "")
    for key, text, within, then in _PHRASES
)
"""What the chair of any body says (標準の定型文), in the order of a meeting; named by the standard phases."""

USUAL_BODY = Profile("", "", "会議録", ROLES, (), PHASES, phrases=PHRASES)
"""A body of which nothing is known yet."""


def usual_kind(name: str, numbering: str) -> CaseKind:
    """A kind of case of which only the name and the numbering are known."""
    return CaseKind(name, usual_outcomes(name), numbering, usual_carries(name))


def usual_carries(kind: str) -> bool:
    """Whether cases of a kind on which nothing was ruled come back at the next meeting (議案 do, 報告 do not)."""
    return not kind.startswith(("報告", "協議", "議題", "その他"))
