"""A new body as the clerk corrects it (型の手直し): the proposal of the papers in words, and the words back as a profile."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec.structs import replace

from clerk_tui.domain.citations import read_label
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.profile import CaseKind, LabelStyle, Phase, Profile, Role, Standing
from clerk_tui.domain.text import clean

from .request import BodySaid

_BETWEEN = re.compile("[、，,;；→]")
NONE = "なし"


def said_of(profile: Profile) -> BodySaid:
    """The profile of a new body in the words in which it can be corrected."""
    member = _role(profile, Standing.MEMBER)
    kinds = (profile.notation.label(CaseId(kind.name, 1)) for kind in profile.kinds)
    return BodySaid(
        profile.body,
        _role(profile, Standing.CHAIR).title,
        member.title,
        "、".join(profile.capacities) or NONE,
        "、".join(kinds) or NONE,
        "、".join(phase.name for phase in profile.phases),
        member.label.value,
    )


def as_said(profile: Profile, said: BodySaid, usual: Profile, usual_kind: Callable[[str, str], CaseKind]) -> Profile:
    """The profile with what was said of it.

    Args:
        profile: as the papers make it likely.
        said: what is empty stays.
        usual: has every phase that a body can have.
        usual_kind: the kind of a name and a numbering, with its usual results.

    Raises:
        Refused: a kind, a phase or a label that there is none of.
    """
    name = clean(said.name).strip()
    changed = replace(profile, id=name or profile.id, body=name or profile.body)
    if said.deputies:
        changed = replace(changed, capacities=_listed(said.deputies))
    if said.kinds:
        kinds = tuple(_kind(typed, profile, usual_kind) for typed in _listed(said.kinds))
        changed = replace(changed, kinds=kinds)
    if said.phases:
        changed = replace(changed, phases=tuple(_phase(typed, profile, usual) for typed in _listed(said.phases)))
    return replace(changed, roles=tuple(_called(role, said) for role in changed.roles))


def _listed(typed: str) -> tuple[str, ...]:
    parts = tuple(dict.fromkeys(part.strip() for part in _BETWEEN.split(clean(typed)) if part.strip()))
    return () if parts == (NONE,) else parts


def _kind(typed: str, profile: Profile, usual_kind: Callable[[str, str], CaseKind]) -> CaseKind:
    known = {profile.notation.label(CaseId(kind.name, 1)): kind for kind in profile.kinds}
    if typed in known:
        return known[typed]
    if not re.search("[0-9０-９一二三四五六七八九十]", typed):
        return usual_kind(typed, "{kind}第{number}号")
    found = read_label(typed)
    if found is None:
        raise Refused(f"種別「{typed}」が読めません。「議案第1号、報告第1号」のように、番号の書き方の例で書いてください。")
    return usual_kind(found[0].kind, found[1])


def _phase(typed: str, profile: Profile, usual: Profile) -> Phase:
    known = {phase.name: phase for phase in (*usual.phases, *profile.phases)}
    if typed not in known:
        raise Refused(f"段階「{typed}」はありません。使えるのは {'、'.join(known)} です。")
    return known[typed]


def _called(role: Role, said: BodySaid) -> Role:
    match role.standing:
        case Standing.CHAIR if said.chair.strip():
            return replace(role, title=clean(said.chair).strip())
        case Standing.MEMBER:
            title = clean(said.member).strip() or role.title
            label = LabelStyle(said.label) if said.label else role.label
            return replace(role, title=title, category=title if said.member.strip() else role.category, label=label)
        case _:
            return role


def _role(profile: Profile, standing: Standing) -> Role:
    return next(role for role in profile.roles if role.standing is standing)
