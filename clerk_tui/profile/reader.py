"""``profile.toml`` → :class:`~clerk_tui.domain.profile.Profile` (型の読取り): typed, complete, checked.

What the file does not say comes from :mod:`clerk_tui.profile.standard`; whatever is wrong in it is told at
once, as :class:`~clerk_tui.intake.problems.FileProblems`. Fields without a rule of their own are read by their
types, see :mod:`clerk_tui.intake.typed`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from msgspec import Struct

from clerk_tui.domain.citations import USUAL, pattern_fault
from clerk_tui.domain.profile import (
    CaseKind,
    Deadlines,
    Form,
    Majority,
    Outcome,
    Phase,
    PhaseRole,
    Phrase,
    Profile,
    Quorum,
    Role,
    RulingWording,
    Standing,
    Style,
)
from clerk_tui.intake.problems import maybe
from clerk_tui.intake.toml import Row, Table, read
from clerk_tui.intake.typed import read_struct

from .fields import NAMES, NEEDED, PATTERNS
from .standard import OUTCOMES, PHASE_ROLES, PHASES, ROLES, own_outcome, usual_carries, usual_outcomes

S = TypeVar("S", bound=Struct)

SPEAKERS = ("explainer", "current")
"""Speakers of a phrase that are no role: the block's explainer, and whoever has the floor."""

NONE = "なし"
"""For the share of a quorum: the body has none."""
_SHARE = re.compile(r"\s*([0-9]{1,6})\s*/\s*([0-9]{1,6})\s*")
# 「諮問第52号」 must come apart again into its kind and its number.
_NO_KIND = re.compile(r"\s|[第号]|[0-9０-９（(]$|^$")
_STANDINGS = {standing.value: standing for standing in Standing}


def read_profile(path: Path) -> Profile:
    """The profile in a file; its id, unless the file gives one, is the name of the folder.

    Raises:
        FileProblems: all that is wrong in it.
    """
    root = read(path, NAMES)
    roles = _roles(root)
    phases = _phases(root)
    usual = Profile(path.absolute().parent.name, "", "会議録", (), (), ())
    given = {
        "roles": roles,
        "kinds": _kinds(root),
        "phases": phases,
        "phrases": _phrases(root, roles, phases),
        "abbreviations": _named_texts(root.table("abbreviations"), required=True),
        "fields": _named_texts(root.table("fields")),
        "quorum": _quorum(root.table("quorum")),
        "majority": _majority(root.table("majority")),
        "deadlines": _section(root, "deadlines", Deadlines()),
        "wording": _section(root, "wording", RulingWording()),
        "style": _section(root, "style", Style()),
        "form": _section(root, "form", Form()),
    }
    profile = read_struct(root, Profile, usual, given=given, required=("body",), filled=("id", "document"))
    root.source.check()
    return profile


def _section(root: Table, key: str, usual: S) -> S:
    kind = type(usual)
    table = root.table(key)
    made = read_struct(table, kind, usual, patterns=PATTERNS.get(kind.__name__, {}))
    _check_needed(table, made)
    return made


def _check_needed(table: Table, made: Struct) -> None:
    """Note each text that lacks what it is there to say: a ruling that names no case, a count without its number."""
    for name, needed in NEEDED.get(type(made).__name__, {}).items():
        text = getattr(made, name)
        for field in needed if text and name in table else ():
            if f"{{{field}}}" not in text and not (field == "hour" and "{hour12}" in text):
                called = table.source.called(name)
                table.problem(
                    f"{called}「{text}」に {{{field}}} がありません。入る所に {{{field}}} を書いてください。",
                    name,
                )


def _named_texts(table: Table, *, required: bool = False) -> tuple[tuple[str, str], ...]:
    return tuple((name, table.text(name, required=required, lines=True)) for name in table.data)


def _quorum(table: Table) -> Quorum:
    usual = Quorum()
    none = table.text("share") == NONE
    share = (0, 1) if none else _share(table, "定足数", usual.share)
    return read_struct(table, Quorum, usual, given={"share": share})


def _majority(table: Table) -> Majority:
    usual = Majority()
    return read_struct(table, Majority, usual, given={"share": _share(table, "表決", usual.share)})


def _share(table: Table, what: str, share: tuple[int, int]) -> tuple[int, int]:
    """The share that is written as 「1/2」, else the usual one."""
    written = table.text("share")
    if "share" in table:
        match = _SHARE.fullmatch(written)
        if match and 0 < int(match[1]) <= int(match[2]):
            return int(match[1]), int(match[2])
        if isinstance(table.data["share"], str):
            table.problem(
                f'{what}の割合「{written}」が正しくありません。"1/2" のように 1 以下の分数で書いてください。',
                "share",
            )
    return share


def _kinds(root: Table) -> tuple[CaseKind, ...]:
    kinds: dict[str, CaseKind] = {}
    for row in root.rows("kinds", texts=True):
        kind = _kind(row)
        if _NO_KIND.search(kind.name) and (kind.name or isinstance(row, Row)):
            root.source.problem(
                row.key,
                f"種別「{kind.name}」に空白・「第」「号」は使えず、終わりに数字も置けません。「議案」のように書いてください。",
            )
        if kind.name in kinds:
            root.source.problem(row.key, f"種別「{kind.name}」が二度あります。一つにしてください。")
        kinds[kind.name] = kind
    if "kinds" not in root:
        message = (
            '「kinds」（案件の種別）がありません。kinds = ["報告", "諮問"] のように書いてください'
            "（番号の付いた案件のない会議なら kinds = []）。"
        )
        root.problem(message, "kinds")
    return tuple(kinds.values())


def _kind(row: Table | Row) -> CaseKind:
    if isinstance(row, Row):
        name = row.cells[0]
        return CaseKind(name, usual_outcomes(name), carries=usual_carries(name))
    name = row.text("name", required=True)
    usual = CaseKind(name, usual_outcomes(name), carries=usual_carries(name))
    given: dict[str, Any] = {"name": name, "outcomes": usual.outcomes}
    if "outcomes" in row:
        given["outcomes"] = _outcomes(row)
    kind = read_struct(row, CaseKind, usual, given=given)
    if fault := pattern_fault(kind.numbering):
        row.problem(f"「{kind.numbering}」は番号の付け方になりません。{fault}", "numbering")
        return CaseKind(name, kind.outcomes, USUAL, kind.carries)
    return kind


def _outcomes(kind: Table) -> tuple[Outcome, ...]:
    outcomes: dict[str, Outcome] = {}
    for row in kind.rows("outcomes", texts=True):
        if isinstance(row, Row):
            name = row.cells[0]
            if name not in OUTCOMES:
                kind.source.problem(
                    row.key,
                    f"「{name}」という審議結果は標準にありません。{maybe(name, OUTCOMES)}"
                    f'独自の結果は {{ name = "{name}", table = "…" }} の形で書いてください。',
                )
                continue
            outcome = OUTCOMES[name]
        else:
            outcome = _own_outcome(row)
        if outcome.name in outcomes:
            kind.source.problem(row.key, f"審議結果「{outcome.name}」が二度あります。一つにしてください。")
        outcomes[outcome.name] = outcome
    if not kind.raw("outcomes"):
        kind.problem(
            '「outcomes」（審議結果）が空です。outcomes = ["了承"] のように書いてください。', "outcomes"
        )
    return tuple(outcomes.values())


def _own_outcome(row: Table) -> Outcome:
    """A result of the body's own; under a standard name, what it does not say is as usual."""
    name = row.text("name", required=True)
    usual = OUTCOMES.get(name) or own_outcome(name)
    made = read_struct(
        row,
        Outcome,
        usual,
        given={"name": name},
        filled=("spoken", "table"),
        patterns=PATTERNS["Outcome"],
    )
    _check_needed(row, made)
    return made


def _roles(root: Table) -> tuple[Role, ...]:
    table = root.table("roles")
    if "roles" not in root:
        return ROLES
    roles = tuple(_role(table, role_id) for role_id in table.data)
    for needed in (Standing.CHAIR, Standing.MEMBER):
        if all(role.standing is not needed for role in roles):
            table.problem(f"立場が「{needed.value}」の役割がありません。一つ以上書いてください。")
    return roles


def _role(table: Table, role_id: str) -> Role:
    entry = table.table(role_id)
    standard = next((role for role in ROLES if role.id == role_id), None)
    standing = entry.choice("standing", _STANDINGS, None)
    if standing is None:
        if standard is None and "standing" not in entry:
            words = "、".join(f"「{standing}」" for standing in _STANDINGS)
            entry.problem(f"「standing」（立場）がありません。{words}から選んで書いてください。")
        standing = standard.standing if standard else Standing.GUEST
    usual = standard or next(role for role in ROLES if role.standing is standing)
    title = entry.text(
        "title", standard.title if standard else "", required=standard is None or "title" in entry
    )
    if role_id in SPEAKERS:
        table.problem(
            f"「{role_id}」は定型文で別の意味に使います。役割には別の名前を付けてください。", role_id
        )
    given = {"id": role_id, "title": title, "standing": standing}
    role = read_struct(entry, Role, usual, given=given, patterns=PATTERNS["Role"])
    if "{label}" not in role.framed:
        entry.problem(
            f'「{role.framed}」には {{label}} が要ります。"{{seat}}番{{label}}" のように書いてください。',
            "framed",
        )
    return role


def _phases(root: Table) -> tuple[Phase, ...]:
    standard = {phase.name: phase for phase in PHASES}
    if "phases" not in root:
        return PHASES
    phases: list[Phase] = []
    for row in root.rows("phases", texts=True):
        if isinstance(row, Row):
            name = row.cells[0]
            if name not in standard:
                root.source.problem(
                    row.key,
                    f"「{name}」という段階は標準にありません。{maybe(name, standard)}"
                    f'独自の段階は {{ name = "{name}", role = "その他" }} の形で書いてください。',
                )
                continue
            phases.append(standard[name])
        else:
            phases.append(_own_phase(row))
    if not root.raw("phases"):
        root.problem(
            "「phases」（段階）が空です。段階を並べるか、この行を消して標準の段階を使ってください。", "phases"
        )
    for what, names in (("名前", [phase.name for phase in phases]), ("id", [phase.id for phase in phases])):
        for name in _twice(names):
            root.problem(f"{what}が「{name}」の段階が二つあります。どちらかを変えてください。", "phases")
    return tuple(phases)


def _own_phase(row: Table) -> Phase:
    name = row.text("name", required=True)
    role = row.choice("role", PHASE_ROLES, PHASE_ROLES.get(name, PhaseRole.OTHER))
    standard = next((phase for phase in PHASES if phase.role is role), None)
    usual = standard or Phase(name, name, role, False)
    return read_struct(row, Phase, usual, given={"name": name, "role": role}, filled=("id",))


def _phrases(root: Table, roles: Sequence[Role], phases: Sequence[Phase]) -> tuple[Phrase, ...]:
    known = {phase.name: phase.id for phase in phases} | {phase.id: phase.id for phase in phases}
    speakers = (
        {role.title: role.id for role in reversed(roles)}
        | {role.id: role.id for role in roles}
        | {speaker: speaker for speaker in SPEAKERS}
    )
    presiding = next((role.id for role in roles if role.standing is Standing.CHAIR), "")
    phrases = [
        read_struct(
            row,
            Phrase,
            given={
                "phases": tuple(_phrase_phases(row, known)),
                "then": _following(row, known),
                "speaker": _speaker(row, speakers, presiding),
            },
            required=("key", "text"),
            patterns=PATTERNS["Phrase"],
            lines=("text",),
        )
        for row in root.tables("phrases")
    ]
    for key in _twice(phrase.key for phrase in phrases):
        root.problem(f"キー「{key}」の定型文が二つあります。どちらかのキーを変えてください。", "phrases")
    return tuple(phrases)


def _phrase_phases(row: Table, known: Mapping[str, str]) -> Iterable[str]:
    for index, name in enumerate(row.texts("phases")):
        if name in known:
            yield known[name]
        else:
            row.problem(_no_phase(name, known), "phases", index)


def _following(row: Table, known: Mapping[str, str]) -> str:
    then = row.text("then")
    if then and then not in known:
        row.problem(_no_phase(then, known), "then")
    return known.get(then, "")


def _speaker(row: Table, speakers: Mapping[str, str], presiding: str) -> str:
    speaker = row.text("speaker", presiding)
    # Roles without a chair are a fault of their own.
    if speaker not in speakers and (speaker or "speaker" in row):
        row.problem(
            f"「speaker」（発言者）の「{speaker}」という役割はありません。{maybe(speaker, speakers)}"
            "[roles.…] の名前か explainer（説明者）、current（発言中の人）を書いてください。",
            *(("speaker",) if "speaker" in row else ()),
        )
    return speakers.get(speaker, speaker)


def _no_phase(name: str, known: Mapping[str, str]) -> str:
    return f"「{name}」という段階はありません。{maybe(name, known)}「phases」にある名前を書いてください。"


def _twice(names: Iterable[str]) -> list[str]:
    """The names that occur more than once, each once."""
    return [name for name, times in Counter(names).items() if times > 1]
