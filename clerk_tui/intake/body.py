"""A body that nobody has described yet (新しい審議会): its profile as its own papers make it likely.

Every guess is told; what the papers do not tell stays as it usually is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence

from msgspec.structs import replace

from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.profile import (
    CaseKind,
    LabelStyle,
    Phase,
    PhaseRole,
    Phrase,
    Profile,
    Role,
    Standing,
)

from .agenda_head import body_named
from .body_said import as_said
from .names import is_called_member, is_chair, is_deputy, is_plain_member
from .papers import Papers
from .plausibility import same_body
from .request import AS_PROPOSED, BodySaid

_DELIBERATED = ("議案", "議", "発議", "請願", "陳情", "意見書案")
"""Kinds on which a body votes after 質疑 and 討論."""
_NAMED = {
    PhaseRole.QUESTIONS: "質疑",
    PhaseRole.OPINIONS: "討論",
    PhaseRole.RULING: "採決",
    PhaseRole.NOTICES: "その他",
}
_NO_CASES = (
    PhaseRole.OPENING,
    PhaseRole.EXPLANATION,
    PhaseRole.OPINIONS,
    PhaseRole.NOTICES,
    PhaseRole.CLOSING,
)
_LEFT_OUT = (PhaseRole.REFERRAL, PhaseRole.COMMITTEE_REPORT, PhaseRole.REPLY)


def body_of(
    papers: Papers,
    usual: Profile,
    usual_kind: Callable[[str, str], CaseKind],
    last: Meeting | None = None,
    said: BodySaid = AS_PROPOSED,
) -> tuple[Profile, tuple[str, ...]]:
    """The profile of the body whose papers these are, and what was guessed in it.

    Args:
        papers: read with ``usual``, so that all their kinds of case are additions to it.
        usual: what a body has unless its papers say otherwise.
        usual_kind: the kind of a name and a numbering, with its usual results.
        last: the last meeting as its minutes tell of it: what the papers do not say is as it was there.
        said: what the clerk has corrected of it.

    Raises:
        Refused: a correction that cannot be.
    """
    members = [person for person in papers.roster.people if _votes(usual, person)]
    if last is not None and not members:
        members = [person for person in last.people if last.role_of(person).votes]
    chair = _title(members, is_chair)
    # One 監事 among members without a post names nobody else; a board of 理事 is called by them.
    plain = sum(not person.post for person in members)
    member = _title(members, is_called_member) or _title(members, is_plain_member, plain)
    deputies = tuple(dict.fromkeys(person.post for person in members if is_deputy(person.post)))
    before = last.profile if last is not None else usual
    used = {case.id.kind for case in last.cases} if last is not None else set()
    listed = {kind.name: kind for kind in (*before.kinds, *papers.profile.kinds) if kind.name in used}
    listed |= {kind.name: kind for kind in papers.profile.kinds}
    kinds = tuple(usual_kind(kind.name, kind.numbering) for kind in listed.values())
    body_before = body_named(before.body)
    body = papers.body or body_before or "審議会"
    labels = {
        role.label for role in before.roles if role.standing is Standing.MEMBER and _printed(role, last)
    }
    label = next(iter(labels)) if len(labels) == 1 else LabelStyle.TITLE
    profile = replace(
        usual,
        id=body,
        body=body,
        document=before.document,
        style=before.style,
        roles=tuple(_called(role, chair, member, label) for role in usual.roles),
        kinds=kinds,
        phases=_phases(usual.phases, kinds),
        capacities=deputies,
    )
    profile = as_said(profile, said, usual, usual_kind)
    profile = replace(profile, phrases=tuple(_phrases(usual.phrases, profile.phases)))
    told = [*_told(profile, chair or said.chair, profile.capacities)]
    if papers.body and body_before and not same_body(papers.body, body_before):
        told.insert(
            0,
            f"前回の会議録は「{body_before}」のもので、紙の「{papers.body}」と違います。前回を確かめてください。",
        )
    return profile, tuple(told)


def _printed(role: Role, last: Meeting | None) -> bool:
    """Whether somebody of that role is in the minutes."""
    return last is not None and any(person.role == role.id for person in last.people)


def _votes(profile: Profile, person: Person) -> bool:
    role = profile.role(person.role)
    return role is not None and role.votes


def _title(members: Sequence[Person], fits: Callable[[str], bool], more_than: int = 0) -> str:
    """The post that most of those have whom it fits; empty: no more than so many have one."""
    found = Counter(person.post for person in members if fits(person.post)).most_common(1)
    return found[0][0] if found and found[0][1] > more_than else ""


def _called(role: Role, chair: str, member: str, label: LabelStyle) -> Role:
    match role.standing:
        case Standing.CHAIR if chair:
            return replace(role, title=chair)
        case Standing.MEMBER:
            return replace(role, title=member or role.title, category=member or role.category, label=label)
        case _:
            return role


def _phases(usual: Sequence[Phase], kinds: Sequence[CaseKind]) -> tuple[Phase, ...]:
    if not kinds:
        return tuple(phase for phase in usual if phase.role in _NO_CASES)
    kept = [phase for phase in usual if phase.role not in _LEFT_OUT]
    if any(kind.name in _DELIBERATED for kind in kinds):
        return tuple(replace(phase, name=_NAMED.get(phase.role, phase.name)) for phase in kept)
    return tuple(kept)


def _phrases(usual: Sequence[Phrase], phases: Sequence[Phase]) -> Iterator[Phrase]:
    """Those that have a place in these phases."""
    kept = {phase.id for phase in phases}
    for phrase in usual:
        within = tuple(phase for phase in phrase.phases if phase in kept)
        if (within or not phrase.phases) and phrase.then in (*kept, ""):
            yield replace(phrase, phases=within)


def _told(profile: Profile, chair: str, deputies: Sequence[str]) -> Iterator[str]:
    kinds = "、".join(f"{kind.name}（{kind.default.name}ほか）" for kind in profile.kinds)
    yield (
        f"型「{profile.id}」を紙から作りました：案件の種別は{kinds or 'なし'}、"
        f"段階は{'→'.join(phase.name for phase in profile.phases)}。違えば画面の F3 か、できた profile.toml で直してください。"
    )
    if profile.body == "審議会":
        yield "審議会の名称が紙にありません。画面の F3 で入れるか、できた profile.toml の body に書いてください。"
    if deputies:
        yield f"{'、'.join(deputies)}を、{chair or '会長'}に代わって議事を進める人としました。"
    member = next(role for role in profile.roles if role.standing is Standing.MEMBER)
    label = member.title
    if member.label is not LabelStyle.TITLE:
        yield (
            f"会議録の発言者は、前回の会議録のとおり「{member.label.value}」で刷ります（氏名が出ます）。"
            f"出さないなら、画面の F3 で「{LabelStyle.TITLE.value}」にしてください。"
        )
        return
    yield (
        f"会議録の発言者は「{label}」とだけ刷り、氏名は出しません。"
        f"出すなら、画面の F3 で「{LabelStyle.NAME_TITLE.value}」にしてください。"
    )
