"""How a meeting goes (議事の段階・定型文): the keys ``phases`` and ``phrases`` of a profile."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from clerk_tui.domain.profile import Phase, PhaseRole, Phrase, Role, Standing
from clerk_tui.intake.messages import maybe
from clerk_tui.intake.toml import Row, Table

from .patterns import pattern
from .roles import SPEAKERS
from .standard import PHASE_ROLES, PHASES


def read_phases(root: Table) -> tuple[Phase, ...]:
    standard = {phase.name: phase for phase in PHASES}
    if "phases" not in root:
        root.rows("phases")
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
    usual = next((phase for phase in PHASES if phase.role is role), None)
    phase_id = row.text("id", usual.id if usual else name, required="id" in row)
    in_block = row.flag("in_block", usual.in_block if usual else False)
    return Phase(phase_id, name, role, in_block)


def read_phrases(root: Table, roles: Sequence[Role], phases: Sequence[Phase]) -> tuple[Phrase, ...]:
    known = {phase.name: phase.id for phase in phases} | {phase.id: phase.id for phase in phases}
    speakers = (
        {role.title: role.id for role in reversed(roles)}
        | {role.id: role.id for role in roles}
        | {speaker: speaker for speaker in SPEAKERS}
    )
    presiding = next((role.id for role in roles if role.standing is Standing.CHAIR), "")
    phrases = []
    for row in root.tables("phrases"):
        phase_ids = []
        for index, name in enumerate(row.texts("phases")):
            if name in known:
                phase_ids.append(known[name])
            else:
                row.problem(_no_phase(name, known), "phases", index)
        then = row.text("then")
        if then and then not in known:
            row.problem(_no_phase(then, known), "then")
        speaker = row.text("speaker", presiding)
        # Roles without a chair are a fault of their own.
        if speaker not in speakers and (speaker or "speaker" in row):
            row.problem(
                f"「speaker」（発言者）の「{speaker}」という役割はありません。{maybe(speaker, speakers)}"
                "[roles.…] の名前か explainer（説明者）、current（発言中の人）を書いてください。",
                *(("speaker",) if "speaker" in row else ()),
            )
        placeholders = ("cases", "next", "explained", "title", "explainer")
        phrases.append(
            Phrase(
                row.text("key", required=True),
                pattern(row, "text", "", placeholders, required=True, lines=True),
                tuple(phase_ids),
                speakers.get(speaker, speaker),
                known.get(then, ""),
                row.flag("narrated", False),
            )
        )
    for key in _twice(phrase.key for phrase in phrases):
        root.problem(f"キー「{key}」の定型文が二つあります。どちらかのキーを変えてください。", "phrases")
    return tuple(phrases)


def _no_phase(name: str, known: Mapping[str, str]) -> str:
    return f"「{name}」という段階はありません。{maybe(name, known)}「phases」にある名前を書いてください。"


def _twice(names: Iterable[str]) -> list[str]:
    """The names that occur more than once, each once."""
    return [name for name, times in Counter(names).items() if times > 1]
