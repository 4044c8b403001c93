"""The pages as LibreOffice sets them: every remark is on one, no page begins with a rest, no label stands alone."""

from __future__ import annotations

import re
import shutil
import subprocess
from datetime import datetime
from pathlib import Path

import pytest
from script_player import JST, played

from clerk_tui.drafting import write_draft
from clerk_tui.minutes.fields import remarks
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.outline import outline

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODIES = ("privacy_council", "agriculture_committee")

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None or shutil.which("pdftotext") is None,
    reason="LibreOffice か poppler がこの環境にありません",
)


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[str, str], list[list[str]]]:
    """The lines of each page, by body and layout."""
    folder = tmp_path_factory.mktemp("頁")
    for body in BODIES:
        state = played(body)[0].state
        for layout in LAYOUTS.values():
            write_draft(state, folder / f"{body}-{layout.id}.docx", CREATED, layout=layout)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        (
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            *tuple(map(str, sorted(folder.glob("*.docx")))),
        ),
        check=True,
        capture_output=True,
        timeout=300,
    )
    return {(body, layout): pages(folder / f"{body}-{layout}.pdf") for body in BODIES for layout in LAYOUTS}


def pages(path: Path) -> list[list[str]]:
    text = subprocess.run(
        ("pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"),
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
    ).stdout
    return [[line for line in page.split("\n") if line.strip()] for page in text.rstrip("\f").split("\f")]


def bare(text: str) -> str:
    """Without the white space that setting puts in and takes out."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("layout", ["lines", "points", "formal"])
def test_every_remark_is_on_the_pages(
    printed: dict[tuple[str, str], list[list[str]]], body: str, layout: str
) -> None:
    state = played(body)[0].state
    document, spec = outline(state, CREATED), LAYOUTS[layout]
    # Without the number at the foot of each page.
    found = bare("".join("".join(page[:-1]) for page in printed[body, layout]))
    for text in remarks(document.body if spec.transcript else spec.fields(state, document)):
        assert bare(text) in found


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_no_page_begins_with_the_rest_of_a_sentence(
    printed: dict[tuple[str, str], list[list[str]]], body: str, layout: str
) -> None:
    found = printed[body, layout]
    assert all(
        re.search(rf"－\s*{number}\s*／\s*{len(found)}\s*－", page[-1]) for number, page in enumerate(found, 1)
    )
    for page in found[1:]:
        first = page[0].strip()
        assert len(first) > 6 or not first.endswith("。"), f"{layout}: {first}"
    if layout == "summary":
        assert len(found) == 1


@pytest.mark.parametrize("body", BODIES)
def test_no_label_stands_alone_at_the_end_of_a_page(
    printed: dict[tuple[str, str], list[list[str]]], body: str
) -> None:
    labels = {row.label for row in outline(played(body)[0].state, CREATED).body if hasattr(row, "label")}
    for page in printed[body, "table"][:-1]:
        assert bare(page[-2]) not in labels


@pytest.mark.parametrize("body", BODIES)
def test_the_signatures_stand_on_one_page(printed: dict[tuple[str, str], list[list[str]]], body: str) -> None:
    last = bare("".join(printed[body, "formal"][-1]))
    assert "ここに署名する" in last
    assert last.count("署名委員") == 2
