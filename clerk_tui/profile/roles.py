"""Who takes part and how they are printed (役割): the tables ``[roles.…]`` of a profile."""

from __future__ import annotations

from clerk_tui.domain.profile import LabelStyle, Role, Standing
from clerk_tui.intake.toml import Table

from .standard import ROLES

SPEAKERS = ("explainer", "current")
"""Speakers of a phrase that are no role: the block's explainer, and whoever has the floor."""

_LABELS = {style.value: style for style in LabelStyle}
_STANDINGS = {standing.value: standing for standing in Standing}


def read_roles(root: Table) -> tuple[Role, ...]:
    if "roles" not in root:
        root.table("roles")
        return ROLES
    table = root.table("roles")
    roles = []
    for role_id in table.data:
        entry = table.table(role_id)
        standard = next((role for role in ROLES if role.id == role_id), None)
        standing = entry.choice("standing", _STANDINGS, None)
        if standing is None:
            if standard is None and "standing" not in entry:
                words = "、".join(f"「{standing}」" for standing in _STANDINGS)
                entry.problem(f"「standing」（立場）がありません。{words}から選んで書いてください。")
            standing = standard.standing if standard else Standing.GUEST
        usual = standard or next(role for role in ROLES if role.standing is standing)
        roles.append(
            Role(
                role_id,
                entry.text(
                    "title", standard.title if standard else "", required=standard is None or "title" in entry
                ),
                standing,
                entry.choice("label", _LABELS, usual.label),
                entry.text("category", usual.category),
                entry.choice("listed", _LABELS, usual.listed),
            )
        )
        if role_id in SPEAKERS:
            table.problem(
                f"「{role_id}」は定型文で別の意味に使います。役割には別の名前を付けてください。", role_id
            )
    for needed in (Standing.CHAIR, Standing.MEMBER):
        if all(role.standing is not needed for role in roles):
            table.problem(f"立場が「{needed.value}」の役割がありません。一つ以上書いてください。")
    return tuple(roles)
