"""The fields of a Word template: what the list says of them is what the code has, and the sample shows them all."""

from __future__ import annotations

import re
import runpy
import zipfile
from pathlib import Path

import docx
import pytest
from word_samples import ROOT, SAMPLE, draw, table_lines

from clerk_tui.minutes.document import Document
from clerk_tui.minutes.fields import Common, described, names, values
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec

QUARRY = ROOT / "templates" / "sample.docx"
FIELD = re.compile(r"[{｛][{%](.*?)[}%][}｝]")


def code_of(path: Path) -> str:
    """Everything between the signs of a field."""
    with zipfile.ZipFile(path) as archive:
        return " ".join(FIELD.findall(archive.read("word/document.xml").decode()))


def test_the_list_of_the_fields_is_that_of_the_code() -> None:
    made = runpy.run_path(str(ROOT / "scripts" / "make_docs.py"))["templates"]()
    assert (ROOT / "docs" / "templates.md").read_text("utf-8") == made, (
        "python scripts/make_docs.py templates"
    )


@pytest.mark.parametrize("kind", [Document, Common, *(spec.own for spec in LAYOUTS.values() if spec.own)])
def test_each_field_says_what_it_holds(kind: type) -> None:
    for _, name, holds in described(kind):
        assert name and holds
        # Word and the engine take it as one word, whatever keyboard it was typed with.
        assert name.isidentifier() and name.isprintable()


def test_the_sample_shows_every_field_that_all_layouts_have(tmp_path: Path) -> None:
    told = code_of(QUARRY)
    assert [name for name in sorted(names(Document, Common)) if name not in told] == []
    file = draw(SAMPLE, tmp_path, QUARRY)
    texts = [paragraph.text for paragraph in docx.Document(str(file)).paragraphs]
    assert "令和7年度第2回 みどり市水辺環境審議会会議録（公開用）" in texts
    assert not [text for text in texts if "見本" in text], "a note is not printed"
    assert table_lines(file, 1)[1] == [["議案第8号"], ["青葉用水の親水護岸について"], ["可決"]]


@pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)
def test_the_template_of_a_layout_uses_its_own_fields(layout: LayoutSpec) -> None:
    told = code_of(ROOT / "templates" / layout.template)
    for inside, name, _ in described(layout.own) if layout.own else ():
        assert inside or name in told, f"{layout.template} does not print {name}"


def test_a_row_has_the_fields_of_every_kind_so_that_a_template_can_ask() -> None:
    rows = values(SAMPLE, None)["発言一覧"]
    assert {tuple(sorted(row)) for row in rows} == {tuple(sorted(("見出し", "印", "発言者", "段落", "ト書き")))}
    assert [bool(row["見出し"]) for row in rows] == [False, True, False, False, False, False]
    assert [bool(row["ト書き"]) for row in rows] == [False, False, False, False, False, True]
    assert all(row["段落"] for row in rows if not row["見出し"] and not row["ト書き"])
