"""Kinds of case and the results open to each (案件の種別・審議結果): the key ``kinds`` of a profile."""

from __future__ import annotations

import re

from clerk_tui.domain.citations import USUAL, pattern_fault
from clerk_tui.domain.profile import CaseKind, Outcome
from clerk_tui.intake.messages import maybe
from clerk_tui.intake.toml import Row, Table

from .patterns import pattern
from .standard import OUTCOMES, usual_outcomes

# 「諮問第52号」 must come apart again into its kind and its number.
_NUMBERED = re.compile(r"[\s0-9０-９第号（）()]")


def read_kinds(root: Table) -> tuple[CaseKind, ...]:
    kinds: dict[str, CaseKind] = {}
    for row in root.rows("kinds", texts=True):
        if isinstance(row, Row):
            name = row.cells[0]
            outcomes, numbering = usual_outcomes(name), USUAL
        else:
            name = row.text("name", required=True)
            outcomes = _outcomes(row) if "outcomes" in row else usual_outcomes(name)
            numbering = row.text("numbering", USUAL)
            if fault := pattern_fault(numbering):
                row.problem(f"「{numbering}」は番号の付け方になりません。{fault}", "numbering")
                numbering = USUAL
        if _NUMBERED.search(name) or (isinstance(row, Row) and not name):
            root.source.problem(
                row.key,
                f"種別「{name}」に空白・数字・括弧・「第」「号」は使えません。「議案」のように書いてください。",
            )
        if name in kinds:
            root.source.problem(row.key, f"種別「{name}」が二度あります。一つにしてください。")
        kinds[name] = CaseKind(name, outcomes, numbering)
    if not kinds and not root.raw("kinds"):
        message = '「kinds」（案件の種別）がありません。kinds = ["報告", "諮問"] のように書いてください。'
        root.problem(message, "kinds")
    return tuple(kinds.values())


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
    usual = OUTCOMES.get(name, Outcome(name, name, name))
    return Outcome(
        name,
        row.text("spoken", usual.spoken, required="spoken" in row),
        row.text("table", usual.table, required="table" in row),
        row.flag("settled", usual.settled),
        pattern(row, "sentence", usual.sentence, ("cases", "note")),
    )
