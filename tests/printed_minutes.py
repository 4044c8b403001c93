"""A draft read back with python-docx (会議録案の読戻し), and what published minutes say should stand in it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from docx import Document

GOLDEN = Path(__file__).parents[1].parent / "shared" / "seed" / "golden.json"
seed = pytest.mark.skipif(
    not GOLDEN.exists(), reason="../shared/seed がないため、実際の会議録との比較を省きます"
)


def folded(text: str) -> str:
    """For comparison: without white space, brackets half-width."""
    return re.sub(r"\s", "", text).translate(str.maketrans("（）", "()"))


def printed(path: Path) -> dict[str, Any]:
    """Header, cases and rows of a draft, read back with python-docx."""
    document = Document(str(path))
    # A meeting without cases has no table of them.
    header, *cases, turns = document.tables
    rows = [list(dict.fromkeys(folded(cell.text) for cell in row.cells)) for row in header.rows]
    case_rows = [[folded(cell.text) for cell in row.cells] for table in cases for row in table.rows[1:]]
    body: list[tuple[Any, ...]] = []
    for row in turns.rows:
        left, right = row.cells[0], row.cells[-1]
        texts = tuple(folded(paragraph.text) for paragraph in right.paragraphs)
        if left._tc is not right._tc:
            body.append(("turn", folded(left.text), texts))
        elif texts[0].startswith("(") and texts[0].endswith(")") and len(texts) == 1 and "号" not in texts[0]:
            body.append(("stage", texts[0][1:-1]))
        else:
            body.append(("heading", texts))
    paragraphs = [folded(paragraph.text) for paragraph in document.paragraphs]
    return {"header": rows, "cases": case_rows, "rows": body, "paragraphs": paragraphs}


def expected_rows(golden: dict[str, Any]) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    for row in golden["rows"]:
        match row["row"]:
            case "turn":
                rows.append(("turn", folded(row["label"]), tuple(map(folded, row["paragraphs"])) or ("",)))
            case "heading":
                rows.append(("heading", tuple(map(folded, row["lines"]))))
            case _:
                rows.append(("stage", folded(row["text"])))
    return rows
