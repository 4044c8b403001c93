"""A new body after the model of another (型の写し): its way of holding and printing meetings, none of its business.

What several kinds of bodies have in common is taken over: how people are called, the ordinary phases with their
phrases, the rules of quorum and vote, the form. What is the model's own (農業委員, 現地調査, 諮問（情）) is left out or
stands as usual, and is told by name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import fields, replace

from clerk_tui.domain.profile import (
    CaseKind,
    Form,
    Outcome,
    Phase,
    PhaseRole,
    Phrase,
    Profile,
    Role,
    Standing,
)

from .standard import OUTCOMES, PHASES, ROLES, usual_carries, usual_outcomes

_PHASES = frozenset(
    (
        *(phase.name for phase in PHASES),
        *(
            "開議",
            "出席報告",
            "会期の決定",
            "会議録署名委員の指名",
            "議事録署名委員の指名",
            "議事録署名人の指名",
            "前回会議録の承認",
        ),
        *("諸報告", "質疑", "質疑応答", "討論", "意見交換", "協議", "審議", "採決", "議決", "その他", "散会"),
    )
) - {"部会報告", "諮問", "答申"}
"""Phases that any body may have."""
_OPTIONAL = (PhaseRole.OTHER, PhaseRole.COMMITTEE_REPORT, PhaseRole.REFERRAL, PhaseRole.REPLY)
"""Parts that a body need not have: under a name of the model's own, they are its business."""
_CHAIRS = ("会長", "委員長", "議長", "座長")
_TITLES = frozenset(
    (
        *_CHAIRS,
        *("委員", "構成員", "説明員", "説明者", "幹事", "事務局"),
        *("参考人", "オブザーバー", "傍聴人", "傍聴者"),
    )
)
_DEPUTIES = frozenset(
    text for title in _CHAIRS for text in (f"副{title}", f"{title}職務代理者", f"{title}代理")
)
_CATEGORIES = _TITLES | {"出席委員", "出席者", "説明のため出席した者", "説明のため出席した職員", ""}
_KINDS = frozenset(
    ("報告", "諮問", "議案", "議題", "協議", "協議事項", "報告事項", "承認", "請願", "陳情", "発議", "同意")
)
_LEAST = 4
"""Characters of the end of a body's name by which a phrase means that body (総務委員会)."""


def after(model: Profile, profile_id: str, body: str) -> tuple[Profile, tuple[str, ...]]:
    """The profile of a new body, and what of the model it has not taken over, by name.

    Args:
        model: the body that is most like it.
        profile_id: name of the new profile.
        body: name of the new body.
    """
    left: list[str] = []
    phases = tuple(_phases(model, left))
    roles = tuple(_roles(model, left))
    capacities = tuple(name for name in model.capacities if name in _DEPUTIES)
    left += [f"立場「{name}」" for name in model.capacities if name not in (*capacities, *_TITLES)]
    kinds = tuple(_kinds(model, left))
    left += [f"略語「{short}」" for short, _ in model.abbreviations]
    left += [f"非公開の根拠「{model.closed_under}」"] if model.closed_under else []
    own = _own_words(model, left)
    kept = {phase.id for phase in phases}
    phrases = tuple(_phrases(model, own, kept, {role.id for role in roles}, left))
    profile = replace(
        model,
        id=profile_id,
        body=body,
        phases=phases,
        roles=roles,
        capacities=capacities,
        kinds=kinds,
        abbreviations=(),
        closed_under="",
        phrases=phrases,
        form=_form(model.form, own, left),
    )
    return profile, tuple(dict.fromkeys(left))


def _phases(model: Profile, left: list[str]) -> Iterator[Phase]:
    standard = {phase.role: phase for phase in PHASES}
    names = {phase.name for phase in model.phases}
    for phase in model.phases:
        usual = standard.get(phase.role)
        if phase.name in _PHASES:
            yield phase
        elif phase.role not in _OPTIONAL and usual is not None and usual.name not in names:
            left.append(f"段階の名前「{phase.name}」（「{usual.name}」としました）")
            yield replace(phase, name=usual.name)
        else:
            left.append(f"段階「{phase.name}」")


def _roles(model: Profile, left: list[str]) -> Iterator[Role]:
    for role in model.roles:
        usual = next((each for each in ROLES if each.standing is role.standing), ROLES[-1])
        needed = role.standing is not Standing.GUEST
        if role.title not in _TITLES and not needed:
            left.append(f"役割「{role.title}」")
            continue
        title = role.title if role.title in _TITLES else usual.title
        category = role.category if role.category in _CATEGORIES else usual.category
        if title != role.title:
            left.append(f"呼び名「{role.title}」（「{title}」としました）")
        if category != role.category:
            left.append(f"区分「{role.category}」（「{category}」としました）")
        yield replace(role, title=title, category=category)


def _kinds(model: Profile, left: list[str]) -> Iterator[CaseKind]:
    for kind in model.kinds:
        if kind.name not in _KINDS:
            left.append(f"種別「{kind.name}」")
            continue
        known = tuple(outcome for outcome in kind.outcomes if _is_usual(outcome))
        left += [f"{kind.name}の結果「{outcome.name}」" for outcome in kind.outcomes if outcome not in known]
        yield CaseKind(
            kind.name, known or usual_outcomes(kind.name), kind.numbering, usual_carries(kind.name)
        )


def _is_usual(outcome: Outcome) -> bool:
    """Whether it is a result that any body may have, however the model says it."""
    return outcome.name in OUTCOMES


def _own_words(model: Profile, left: Iterable[str]) -> tuple[str, ...]:
    """The words by which a text is seen to be about the model's business."""
    named = [found for text in left for found in re.findall("「(.+?)」", text.partition("（「")[0])]
    ends = [model.body[at:] for at in range(len(model.body) - _LEAST + 1)]
    stems = [word[:4] for word in named if len(word) > _LEAST]
    longs = [long for _, long in model.abbreviations if len(long) >= _LEAST]
    return tuple(dict.fromkeys((*ends, *(word for word in named if len(word) > 1), *stems, *longs)))


def _phrases(
    model: Profile, own: Iterable[str], phases: set[str], roles: set[str], left: list[str]
) -> Iterator[Phrase]:
    for phrase in model.phrases:
        within = tuple(phase for phase in phrase.phases if phase in phases)
        text = _about_itself(model, phrase.text)
        homeless = (phrase.phases and not within) or (phrase.then and phrase.then not in phases)
        speaker = phrase.speaker in roles or phrase.speaker in ("explainer", "current")
        if homeless or not speaker or any(word in text for word in own if word):
            left.append(
                f"定型文「{phrase.text[:20]}…」" if len(phrase.text) > 20 else f"定型文「{phrase.text}」"
            )
        else:
            yield replace(phrase, text=text, phases=within)


def _about_itself(model: Profile, text: str) -> str:
    """The phrase with the meeting's own name where it has the model's."""
    for at in range(len(model.body) - _LEAST + 1):
        if model.body[at:] in text:
            return text.replace(model.body[at:], "{title}")
    return text


def _form(form: Form, own: Iterable[str], left: list[str]) -> Form:
    usual = Form()
    changed: dict[str, object] = {}
    words = tuple(word for word in own if word)
    for field in fields(form):
        value = getattr(form, field.name)
        texts = value if isinstance(value, tuple) else (value,)
        if any(word in text for text in texts if isinstance(text, str) for word in words):
            left.append(f"様式の文言「{'・'.join(map(str, texts))}」")
            changed[field.name] = getattr(usual, field.name)
    return replace(form, **changed)
