"""Labels → speakers (発言者の復元): the person or the role, and the capacity in which the label is printed again."""

from __future__ import annotations

from clerk_tui.domain.labels import public_label
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.record import Named, Speaker, Unnamed

from .labels import label_parts, who

_EVERYBODY = ("委員一同", "全員", "一同", "各委員", "全委員")
_MEMBERLIKE = ("会長", "委員", "議員", "部会長", "委員長")


def speakers(meeting: Meeting, label: str, before: str) -> tuple[Speaker, str]:
    """Who a label stands for, and in which capacity; printed again, they give the label where the roster's way can.

    Args:
        meeting: as it was prepared.
        label: as printed before the turn.
        before: what the chair said in the turn before, where the chair spoke.
    """
    named = [p for p in meeting.people if public_label(meeting, Named(p.id)) == label]
    if len(named) == 1:
        return Named(named[0].id), ""
    for role in meeting.profile.roles:
        if public_label(meeting, Unnamed(role.id)) == label:
            return Unnamed(role.id), ""
    chair = next((p for p in meeting.people if meeting.role_of(p).standing is Standing.CHAIR), None)
    if chair and f"{label}である私" in before:
        speaker = Named(chair.id)
        if public_label(meeting, speaker, label) == label:
            return speaker, label
    person = None if named else who(label, meeting.people)
    if person:
        return Named(person.id), _capacity(meeting, person, label)
    return Unnamed(_role_for(meeting, label)), label


def _capacity(meeting: Meeting, person: Person, label: str) -> str:
    """In which capacity the person speaks, so that the label is printed again; empty: as the roster has them."""
    post, name, _ = label_parts(label)
    rest = label.removeprefix(person.name + person.given).removeprefix(person.name)
    for capacity in (rest if rest != label else "", label):
        if capacity and not name and public_label(meeting, Named(person.id), capacity) == label:
            return capacity
    return "" if post in ("", person.post) or person.post.endswith(post) else post


def _role_for(meeting: Meeting, label: str) -> str:
    """The role that somebody with an unlisted label most likely has."""
    label = label.strip("（）()")
    if label.startswith("事務局") or label in ("書記", "庶務"):
        wanted = Standing.SECRETARIAT
    elif label.endswith(("議長", "座長")) and "副" not in label:
        wanted = Standing.CHAIR
    elif label.endswith("教育長"):
        # Of other bodies than that of education the 教育長 is a guest.
        wanted = Standing.CHAIR if "教育" in "".join(meeting.title) else Standing.OFFICIAL
    elif label in _EVERYBODY or label.startswith(("質問", "意見", "質疑")) or label.endswith(_MEMBERLIKE):
        wanted = Standing.MEMBER
    elif label.endswith(
        ("長", "主査", "主幹", "担当", "職員", "主任", "課", "部", "室", "実施機関", "回答", "答弁")
    ):
        wanted = Standing.OFFICIAL
    else:
        wanted = Standing.GUEST
    role = meeting.profile.role_of(wanted)
    return role.id if role else meeting.profile.roles[0].id
