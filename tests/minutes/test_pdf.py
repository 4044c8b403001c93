"""The PDF beside a draft: made by LibreOffice where it is, and a sentence where it is not."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest
from script_player import JST, played

from clerk_tui.drafting import write_draft
from clerk_tui.minutes.pdf import PdfError, print_pdf

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice がこの環境にありません")
def test_the_pdf_stands_beside_the_word_file(tmp_path: Path) -> None:
    word = write_draft(played("privacy_council")[0].state, tmp_path / "会議録案.docx", CREATED)
    print_pdf(word, tmp_path / "会議録案.pdf")
    assert (tmp_path / "会議録案.pdf").read_bytes().startswith(b"%PDF-")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["会議録案.docx", "会議録案.pdf"]


def test_without_libreoffice_a_sentence_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("clerk_tui.minutes.pdf._PLACES", ())
    with pytest.raises(PdfError, match="LibreOffice を入れるか、Word で開いて PDF で保存してください"):
        print_pdf(tmp_path / "会議録案.docx", tmp_path / "会議録案.pdf")


def test_a_program_that_makes_nothing_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "会議録案.docx").write_bytes(b"PK")
    monkeypatch.setattr("clerk_tui.minutes.pdf.office", lambda: shutil.which("true") or "true")
    with pytest.raises(PdfError, match="Word の案はできています"):
        print_pdf(tmp_path / "会議録案.docx", tmp_path / "会議録案.pdf")
    assert not (tmp_path / "会議録案.pdf").exists()
