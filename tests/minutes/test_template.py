"""A clerk's changes to the template show in the minutes; a template that cannot print minutes is refused by name."""

from __future__ import annotations

import re
import runpy
import shutil
import struct
import subprocess
import zipfile
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from word_samples import ROOT, SAMPLE, TEMPLATE, assert_same, draw, part

from clerk_tui.minutes import word, word_template
from clerk_tui.minutes.ooxml import TemplateError

Edit = Callable[[str], str]
DOCUMENT = "word/document.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
TRACE = "足跡"


def rebuilt(folder: Path, edits: Mapping[str, Edit], extra: Mapping[str, bytes] | None = None) -> Path:
    """The template with some of its files edited as text, and some added."""
    target = folder / "minutes.docx"
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(target, "w") as copy:
        for name in source.namelist():
            text = source.read(name).decode("utf-8")
            edited = edits.get(name, str)(text)
            assert name not in edits or edited != text, f"the edit of {name} changed nothing"
            copy.writestr(name, edited)
        for name, data in (extra or {}).items():
            copy.writestr(name, data)
    return target


def swap(old: str, new: str, count: int = -1) -> Edit:
    return lambda text: text.replace(old, new, count)


def without_row(place: str) -> Edit:
    return lambda text: re.sub(rf"<w:tr>(?:(?!</w:tr>).)*\{{{place}\}}.*?</w:tr>", "", text, count=1)


def png() -> bytes:
    """The smallest picture: one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")


REFUSED: list[tuple[Edit, str]] = [
    (without_row("見出し"), "差し込み欄｛見出し｝の表の行がありません"),
    (without_row("発言者"), "｛動作｝｛発言｝｛発言者｝の表の行がありません"),
    (without_row("ト書き"), "差し込み欄｛ト書き｝の表の行がありません"),
    (swap("{会議内容}", "会議内容"), "差し込み欄｛会議内容｝の段落がありません"),
    (swap("{動作}", "動作"), "｛発言｝の欄の並びが崩れています"),
    (swap("{動作}", "{動作}{発言者}"), "｛動作｝｛発言者｝が同じ段落にあります"),
    (swap("{動作}", "{発言}"), "が二重にあります"),
    (swap("{発言者}", "{発言社}"), "差し込み欄｛発言社｝は使えません"),
    (
        swap("<w:tbl>", "<w:p><w:r><w:t>{会議内容}</w:t></w:r></w:p><w:tbl>", 1),
        "｛会議内容｝が二重にあります",
    ),
    (swap('<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="MinutesCase"/>'), "｛見出し｝に見出しのスタイル"),
    (swap('<w:pStyle w:val="Heading1"/>', ""), "｛会議内容｝に見出しのスタイル"),
    (
        swap('<w:pStyle w:val="MinutesSpeaker"/>', '<w:pStyle w:val="Lost"/>'),
        "スタイル「Lost」が定義されていません",
    ),
    (swap("<w:body>", '<w:body><w:p><w:ins w:id="1"/></w:p>'), "変更履歴かコメントが残っています"),
    (
        lambda text: re.sub(
            r"</w:tbl><w:p><w:pPr><w:pStyle w:val=\"MinutesGap\"/></w:pPr></w:p><w:tbl>.*?</w:tblGrid>",
            "",
            text,
        ),
        "の表の並びが崩れています",
    ),
    (
        lambda text: re.sub(
            r"(<w:tbl>(?:(?!<w:tbl>).)*件名の列.*?</w:tbl>)(.*?)(<w:tbl>.*?</w:tbl>)", r"\3\2\1", text
        ),
        "の表の並びが崩れています",
    ),
    (swap("</w:body>", "</w:boby>"), "の中身が壊れています"),
    (swap('r:id="rId5"', 'r:id="rId6"'), "会議録へ持ち込めないもの（rId6）"),
]


@pytest.mark.parametrize(("edit", "fault"), REFUSED)
def test_a_broken_template_is_refused_by_its_fault(tmp_path: Path, edit: Edit, fault: str) -> None:
    template = rebuilt(tmp_path, {DOCUMENT: edit})
    with pytest.raises(TemplateError) as refusal:
        word_template.load(template)
    message = str(refusal.value)
    assert message.startswith("テンプレート「minutes.docx」")
    assert fault in message
    assert message.endswith("ください。")
    assert "\n" not in message


def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    template = tmp_path / "minutes.docx"
    with pytest.raises(TemplateError, match="見つかりません"):
        word_template.load(template)
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, TEMPLATE.read_bytes()[:3000]):
        template.write_bytes(data)
        with pytest.raises(TemplateError, match="Word 文書として読めません"):
            word_template.load(template)
    with zipfile.ZipFile(template, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError, match="Word 文書として読めません"):
        word_template.load(template)


def test_the_strict_variant_of_the_format_is_refused(tmp_path: Path) -> None:
    def strict(text: str) -> str:
        return text.replace(
            "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
        ).replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")

    template = rebuilt(
        tmp_path, dict.fromkeys((DOCUMENT, RELATIONSHIPS, "_rels/.rels", "word/styles.xml"), strict)
    )
    with pytest.raises(TemplateError, match="ISO 厳密準拠"):
        word_template.load(template)


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    template = tmp_path / "minutes.docx"
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(65 * 1024 * 1024))
    with pytest.raises(TemplateError, match="大きすぎます"):
        word_template.load(template)


def test_a_refused_template_leaves_the_old_draft(tmp_path: Path) -> None:
    before = draw(SAMPLE, tmp_path).read_bytes()
    template = rebuilt(tmp_path, {DOCUMENT: without_row("見出し")})
    with pytest.raises(TemplateError):
        word.write(SAMPLE, template, tmp_path / "draft.docx")
    assert (tmp_path / "draft.docx").read_bytes() == before


def test_the_template_is_as_the_script_builds_it(tmp_path: Path) -> None:
    build = runpy.run_path(str(ROOT / "scripts" / "make_template.py"))["build"]
    build(tmp_path / "minutes.docx")
    assert_same(draw(SAMPLE, tmp_path, tmp_path / "minutes.docx"), SAMPLE)
    with zipfile.ZipFile(tmp_path / "minutes.docx") as archive:
        written = b"".join(map(archive.read, archive.namelist()))
        assert not [name for name in archive.namelist() if "docProps" in name or "customXml" in name]
    assert b"rsid" not in written


def test_places_cut_into_runs_by_word_are_found(tmp_path: Path) -> None:
    run = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
    edit = swap("{発言者}", f"◎{{{run}発{run}言者{run} }}君")
    file = draw(SAMPLE, tmp_path, rebuilt(tmp_path, {DOCUMENT: edit}))
    cell = docx.Document(str(file)).tables[2].rows[0].cells[0]
    assert cell.text == "◎会長君"
    looks = [(run.text, run.bold) for run in cell.paragraphs[0].runs if run.text]
    assert looks == [("◎", None), ("会長", True), ("君", True)]


def test_fixed_words_of_the_template_are_the_clerks(tmp_path: Path) -> None:
    template = rebuilt(
        tmp_path,
        {
            DOCUMENT: lambda text: text.replace("（{ト書き}）", "〔｛ト書き｝〕").replace(
                "・{箇条}", "○ {箇条}"
            )
        },
    )
    file = docx.Document(str(draw(SAMPLE, tmp_path, template)))
    assert file.tables[2].rows[-1].cells[0].text == "〔異議なし〕"
    assert file.tables[0].rows[-1].cells[2].text == "○ 会議次第"


def edit_in_word(template: Path) -> None:
    """What a clerk changes: margins, a style, the width of a column, a logo in the header."""
    document = docx.Document(str(TEMPLATE))
    section = document.sections[0]
    section.left_margin = Mm(31)
    section.header.paragraphs[0].add_run("みどり市").add_picture(BytesIO(png()), width=Mm(12))
    document.styles["発言"].font.size = Pt(12)
    document.styles["発言"].font.name = "Yu Mincho"
    document.save(str(template))


def assert_kept(file: Path) -> None:
    assert_same(file, SAMPLE)
    document = docx.Document(str(file))
    section = document.sections[0]
    assert section.left_margin is not None
    assert section.left_margin.mm == pytest.approx(31, abs=0.1)
    style = document.tables[2].rows[0].cells[1].paragraphs[0].style
    assert (style.name, style.font.size, style.font.name) == ("発言", Pt(12), "Yu Mincho")
    assert section.header.paragraphs[0].text == "みどり市"
    (picture,) = [each for each in section.header.part.rels.values() if each.reltype.endswith("/image")]
    assert picture.target_part.blob == png()


def test_changes_made_in_word_are_kept(tmp_path: Path) -> None:
    template = tmp_path / "minutes.docx"
    edit_in_word(template)
    assert_kept(draw(SAMPLE, tmp_path, template))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice がこの環境にありません")
def test_changes_survive_a_template_saved_by_libreoffice(tmp_path: Path) -> None:
    template = tmp_path / "minutes.docx"
    edit_in_word(template)
    saved = tmp_path / "saved"
    profile = (tmp_path / "profile").as_uri()
    subprocess.run(
        (
            "soffice",
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            str(saved),
            str(template),
        ),
        check=True,
        capture_output=True,
        timeout=120,
    )
    assert_kept(draw(SAMPLE, tmp_path, saved / "minutes.docx"))


def test_nothing_about_the_editing_of_the_template_is_carried_over(tmp_path: Path) -> None:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    trace = TRACE.encode()
    template = rebuilt(
        tmp_path,
        {
            DOCUMENT: lambda text: text.replace("<w:tr>", f'<w:tr w:rsidR="{TRACE}">').replace(
                "<w:body>", f'<w:body><w:bookmarkStart w:id="0" w:name="{TRACE}"/><w:bookmarkEnd w:id="0"/>'
            ),
            "word/settings.xml": swap(
                "</w:settings>",
                f'<w:attachedTemplate r:id="rId1" xmlns:r="{office}"/><w:rsids><w:rsid w:val="{TRACE}"/></w:rsids>'
                f'<x:docId xmlns:x="urn:x" x:val="{TRACE}"/></w:settings>',
            ),
            "word/styles.xml": swap(
                '<w:name w:val="発言"/>', f'<w:name w:val="発言"/><w:rsid w:val="{TRACE}"/>'
            ),
            "_rels/.rels": swap(
                "</Relationships>",
                f'<Relationship Id="rId2" Type="{office}/extended-properties" Target="docProps/app.xml"/>'
                f'<Relationship Id="rId3" Type="{office}/thumbnail" Target="docProps/{TRACE}.jpeg"/></Relationships>',
            ),
            RELATIONSHIPS: swap(
                "</Relationships>",
                f'<Relationship Id="rId9" Type="{office}/customXml" Target="../customXml/item1.xml"/></Relationships>',
            ),
        },
        {
            "docProps/app.xml": trace,
            f"docProps/{TRACE}.jpeg": trace,
            "customXml/item1.xml": trace,
            "word/_rels/settings.xml.rels": (
                '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
                f'Id="rId1" Type="{office}/attachedTemplate" Target="file:///{TRACE}" TargetMode="External"/></Relationships>'
            ).encode(),
        },
    )
    file = draw(SAMPLE, tmp_path, template)
    assert_same(file, SAMPLE)
    assert file.read_bytes() == draw(SAMPLE, tmp_path).read_bytes()
    with zipfile.ZipFile(file) as archive:
        assert not [name for name in archive.namelist() if TRACE in name or trace in archive.read(name)]


def test_the_identities_of_paragraphs_are_not_multiplied(tmp_path: Path) -> None:
    words = "http://schemas.microsoft.com/office/word/2010/wordml"
    edit = swap("<w:p>", f'<w:p xmlns:w14="{words}" w14:paraId="00C0FFEE" w14:textId="77777777">')
    file = draw(SAMPLE, tmp_path, rebuilt(tmp_path, {DOCUMENT: edit}))
    assert_same(file, SAMPLE)
    assert not [value for value in part(file, DOCUMENT).xpath("//@*") if value in ("00C0FFEE", "77777777")]


def test_the_default_template_needs_no_repair(tmp_path: Path) -> None:
    """Every cell ends in a paragraph, no two tables touch, and the text ends in a paragraph: else Word repairs."""
    body = part(draw(SAMPLE, tmp_path), DOCUMENT).find(qn("w:body"))
    kinds = [child.tag for child in body]
    assert kinds[-2:] == [qn("w:p"), qn("w:sectPr")]
    assert all(pair != (qn("w:tbl"), qn("w:tbl")) for pair in pairwise(kinds))
    assert all(cell[-1].tag == qn("w:p") for cell in body.iter(qn("w:tc")))
