"""An office's changes to a template show in the minutes; a template that cannot be printed is refused by its fault."""

from __future__ import annotations

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
from msgspec.structs import replace
from word_samples import ROOT, SAMPLE, TEMPLATE, assert_same, draw, part

from clerk_tui.intake.problems import FileProblems
from clerk_tui.minutes.document import RollRow, VoteRow
from clerk_tui.minutes.fields import notes, remarks
from clerk_tui.minutes.rereading import reread
from clerk_tui.minutes.template import TemplateError
from clerk_tui.profile.folders import shipped_folder

Edit = Callable[[str], str]
DOCUMENT = "word/document.xml"
RELATIONSHIPS = "word/_rels/document.xml.rels"
TRACE = "足跡"


def rebuilt(folder: Path, edits: Mapping[str, Edit], extra: Mapping[str, bytes] | None = None) -> Path:
    """The template with some of its files edited as text, and some added."""
    target = folder / TEMPLATE.name
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


def png() -> bytes:
    """The smallest picture: one grey pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\x00\x80")) + chunk(b"IEND", b"")


REFUSED: list[tuple[Edit, str]] = [
    (
        swap("行.発言者", "行.発言社"),
        "の「{{ 行.発言社 }}」にある「発言社」という名前の欄は、ここにはありません。もしかして「発言者」",
    ),
    (swap("in 次第", "in 次弟"), "の「{% for 議題 in 次弟 %}」にある「次弟」という名前の欄は"),
    # There is such a field, and not in a case.
    (swap("案件.番号", "案件.見出し"), "の「{{ 案件.見出し }}」にある「見出し」という名前の欄は、ここには"),
    (
        swap("{%tr endfor %}", "", 1),
        "の「{% for 項目 in 冒頭 %}」の「for」は、始めと終わりがそろっていません",
    ),
    (swap("{%p endfor %}", "{%p endif %}", 1), "の「for」は、始めと終わりがそろっていません"),
    (swap("{%p endif %}", "", 1), "の「{% if 行.箇条 %}」の「if」は、始めと終わりがそろっていません"),
    (
        swap("{%p for 議題", "{% for 議題"),
        "の「{% for 議題 in 次第 %}」は、始めと終わりの段落や行が食い違っています",
    ),
    (swap("{%tr for 案件", "{% for 案件"), "の「{% for 案件 in 案件一覧 %}」は、始めと終わりの段落や行が"),
    (swap("{{ 案件.番号 }}", "{{ 案件 番号 }}"), "の「{{ 案件 番号 }}」の「番号」の書き方が読めません"),
    (swap("{{ 案件.番号 }}", "{{ 案件.番号|大文字 }}"), "の「{{ 案件.番号|大文字 }}」の「大文字」の書き方が"),
    (swap("{{ 案件.番号 }}", "{{ 1/0 }}"), "の「{{ 1/0 }}」の書き方が読めません"),
    (swap("{{ 行.発言者 }}", "{{ 行.段落 }}"), "の「{{ 行.段落 }}」は、いくつも入る欄か"),
    (swap("{{ 行.発言者 }}", "{{ 案件一覧 }}"), "の「{{ 案件一覧 }}」は、いくつも入る欄か"),
    # What could make code of a template, or something else than text of a text.
    (swap("{{ 案件.番号 }}", "{{ 案件.番号|safe }}"), "の「safe」の書き方が読めません"),
    (swap("{{ 案件.番号 }}", "{{ 案件.番号|e }}"), "の「e」の書き方が読めません"),
    (swap("{{ 案件.番号 }}", "{{ 案件一覧|random }}"), "の「random」の書き方が読めません"),
    (swap("{{ 案件.番号 }}", "{{p 案件.番号 }}"), "では、「議案第8号議案第11号」が段落の外に出ます"),
    (swap("{{ 案件.番号 }}", "{{ ''.__class__.__mro__ }}"), "の「__class__」の書き方が読めません"),
    (swap("{{ 案件.番号 }}", "{% include '/etc/passwd' %}"), "の書き方が読めません"),
    (swap("{{ 案件.番号 }}", "{{ lipsum.__globals__ }}"), "「lipsum」という名前の欄は"),
    (swap("<w:body>", '<w:body><w:p><w:ins w:id="1"/></w:p>'), "変更履歴かコメントが残っています"),
    (swap("</w:body>", "</w:boby>"), "は Word 文書として読めません"),
    (swap('r:id="rId5"', 'r:id="rId6"'), "に、会議録へ持ち込めないもの"),
]


@pytest.mark.parametrize(("edit", "fault"), REFUSED)
def test_a_broken_template_is_refused_by_its_fault(tmp_path: Path, edit: Edit, fault: str) -> None:
    source = rebuilt(tmp_path, {DOCUMENT: edit})
    with pytest.raises(TemplateError) as refusal:
        draw(SAMPLE, tmp_path, source)
    message = str(refusal.value)
    assert message.startswith("テンプレート「table.docx」")
    assert fault in message
    assert message.endswith("ください。")
    assert "\n" not in message


def test_a_file_that_is_no_word_file_is_refused(tmp_path: Path) -> None:
    source = tmp_path / TEMPLATE.name
    with pytest.raises(FileProblems, match="ファイルがありません"):
        draw(SAMPLE, tmp_path, source)
    for data in (b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, TEMPLATE.read_bytes()[:3000]):
        source.write_bytes(data)
        with pytest.raises(FileProblems, match="保存し直してください"):
            draw(SAMPLE, tmp_path, source)
    with zipfile.ZipFile(source, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
    with pytest.raises(TemplateError, match="Word 文書として読めません"):
        draw(SAMPLE, tmp_path, source)


def test_the_strict_variant_of_the_format_is_refused(tmp_path: Path) -> None:
    def strict(text: str) -> str:
        return text.replace(
            "schemas.openxmlformats.org/wordprocessingml/2006", "purl.oclc.org/ooxml/wordprocessingml"
        ).replace("schemas.openxmlformats.org/officeDocument/2006", "purl.oclc.org/ooxml/officeDocument")

    source = rebuilt(
        tmp_path, dict.fromkeys((DOCUMENT, RELATIONSHIPS, "_rels/.rels", "word/styles.xml"), strict)
    )
    with pytest.raises(TemplateError, match="ISO 厳密準拠"):
        draw(SAMPLE, tmp_path, source)


def test_a_zip_bomb_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    source = tmp_path / TEMPLATE.name
    with zipfile.ZipFile(source, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(65 * 1024 * 1024))
    with pytest.raises(FileProblems, match="大きすぎます"):
        draw(SAMPLE, tmp_path, source)


def test_a_refused_template_leaves_the_old_draft(tmp_path: Path) -> None:
    before = draw(SAMPLE, tmp_path).read_bytes()
    source = rebuilt(tmp_path, {DOCUMENT: swap("行.見出し", "行.見だし")})
    with pytest.raises(TemplateError):
        draw(SAMPLE, tmp_path, source)
    assert (tmp_path / "draft.docx").read_bytes() == before


SCRIPT = runpy.run_path(str(ROOT / "scripts" / "make_template.py"))


@pytest.mark.parametrize("name", SCRIPT["DOCUMENTS"])
def test_the_templates_are_as_the_script_builds_them(name: str, tmp_path: Path) -> None:
    SCRIPT["build"](tmp_path / "built.docx", name)
    shipped = shipped_folder() / f"{name}.docx"
    with zipfile.ZipFile(tmp_path / "built.docx") as built, zipfile.ZipFile(shipped) as committed:
        parts = {name: built.read(name) for name in built.namelist()}
        assert parts == {name: committed.read(name) for name in committed.namelist()}
    assert not [name for name in parts if "docProps" in name or "customXml" in name]
    assert b"rsid" not in b"".join(parts.values())


def test_fields_cut_into_runs_by_word_are_found(tmp_path: Path) -> None:
    run = '</w:t></w:r><w:proofErr w:type="spellStart"/><w:r w:rsidR="00A1"><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">'
    edit = swap("{{ 行.発言者 }}", f"◎{{{run}{{ 行{run}.発言{run}者 }}{run}}}君")
    file = draw(SAMPLE, tmp_path, rebuilt(tmp_path, {DOCUMENT: edit}))
    cell = docx.Document(str(file)).tables[2].rows[0].cells[0]
    assert cell.text == "◎会長君"


def test_fields_written_by_a_japanese_keyboard_are_found(tmp_path: Path) -> None:
    run = "</w:t></w:r><w:r><w:t>"

    def edit(text: str) -> str:
        return (
            text.replace("{{ 行.発言者 }}", f"｛{run}｛　行.発言者　｝｝")
            .replace("{%p for 議題 in 次第 %}", "｛％p for 議題 in 次第 %｝")
            .replace("（{{ 行.ト書き }}）", "〔{｛ 行.ト書き }｝｛案：10％｝〕")
        )

    file = docx.Document(str(draw(SAMPLE, tmp_path, rebuilt(tmp_path, {DOCUMENT: edit}))))
    assert file.tables[2].rows[0].cells[0].text == "会長"
    assert file.tables[2].rows[-1].cells[0].text == "〔異議なし｛案：10％｝〕"
    assert "1　前回会議録の確認" in [paragraph.text for paragraph in file.paragraphs]


def test_conditions_in_the_quotes_of_word_are_understood(tmp_path: Path) -> None:
    edit = swap("{{ 行.発言者 }}", "{% if 行.発言者 == “会長” %}◎{% else %}○{% endif %}{{ 行.発言者 }}")
    rows = docx.Document(str(draw(SAMPLE, tmp_path, rebuilt(tmp_path, {DOCUMENT: edit})))).tables[2].rows
    assert [row.cells[0].text for row in rows][::2] == ["◎会長", "○水辺課長", "○委員"]


def test_fields_stand_in_headers_and_text_boxes_and_fixed_words_stay(tmp_path: Path) -> None:
    """A header, a text box, a paragraph of the office's own and a table that is there on a condition."""
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        "<w:p><w:r><w:t>{{ 版 }}（案）</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    nobody = (
        "<w:p><w:r><w:t>{%p if 欠席者 %}</w:t></w:r></w:p><w:p><w:r><w:t>欠席者　{{ 欠席者 }}</w:t></w:r></w:p>"
        "<w:p><w:r><w:t>{%p endif %}</w:t></w:r></w:p><w:p><w:r><w:t>問い合わせ先　水辺課</w:t></w:r></w:p>"
    )
    template = docx.Document(str(rebuilt(tmp_path, {DOCUMENT: swap("<w:body>", f"<w:body>{box}{nobody}")})))
    template.sections[0].header.paragraphs[0].text = "{{ 会議名称 }}　{{ 日時 }}"
    source = tmp_path / "own.docx"
    template.save(str(source))
    file = draw(replace(SAMPLE, moment="令和7年6月3日"), tmp_path, source)
    made = docx.Document(str(file))
    assert (
        made.sections[0].header.paragraphs[0].text
        == "令和7年度第2回 みどり市水辺環境審議会会議録　令和7年6月3日"
    )
    texts = ["".join(p.itertext()) for p in part(file, DOCUMENT).iter(qn("w:p"))]
    assert "公開用（案）" in texts and "問い合わせ先　水辺課" in texts
    assert not [text for text in texts if "欠席者" in text]
    with_absentees = docx.Document(str(draw(replace(SAMPLE, absentees="石田委員"), tmp_path, source)))
    assert "欠席者　石田委員" in [paragraph.text for paragraph in with_absentees.paragraphs]


def test_a_form_unlike_ours_prints_the_record_as_well(tmp_path: Path) -> None:
    """Nothing of ours is in it: labels of its own, headings outside tables, a table a speaker, the votes at the top."""
    form = docx.Document()
    form.sections[0].footer.paragraphs[0].text = "{{ 項目名.会議名称 }}：{{ 会議名称 }}"
    for line in (
        "第{{ 案件一覧|length }}号様式",
        "{%p for 人 in 出欠一覧 %}",
        "{{ 人.議席 }}（{{ 人.氏名 }}君）{{ 人.出欠 }}",
        "{%p endfor %}",
        "{%p for 件 in 表決一覧 if 件.賛成 %}",
        "{{ 件.番号 }}　賛成{{ 件.賛成 }}・反対{{ 件.反対 }}",
        "{%p endfor %}",
        "{%p for 行 in 発言一覧 %}",
        "{%p if 行.見出し %}",
    ):
        form.add_paragraph(line)
    form.add_paragraph("■{{ 行.見出し|join('／') }}", style="Heading 1")
    for line in ("{%p elif 行.ト書き %}", "［{{ 行.ト書き }}］", "{%p else %}"):
        form.add_paragraph(line)
    table = form.add_table(2, 1)
    table.cell(
        0, 0
    ).text = "{% if 行.発言者 == '会長' %}◎{% elif '課長' in 行.発言者 %}◆{% else %}○{% endif %}（{{ 行.発言者 }}）"
    inner = table.cell(1, 0)
    inner.text = "{%p for 段落 in 行.段落 %}"
    inner.add_paragraph("{% if 段落.動作 %}〔{{ 段落.文 }}〕{% else %}「{{ 段落.文 }}」{% endif %}")
    inner.add_paragraph("{%p endfor %}")
    for line in ("{%p endif %}", "{%p endfor %}", "以上"):
        form.add_paragraph(line)
    form.add_table(1, 1).cell(0, 0).text = "{{ 版 }}"
    source = tmp_path / "own.docx"
    form.save(str(source))
    document = replace(
        SAMPLE,
        roll=(RollRow("3番", "石田委員", "出席"),),
        votes=(
            VoteRow("議案第8号", "挙手", "5", "1", "可決"),
            VoteRow("議案第11号", "異議なし", "", "", "継続"),
        ),
    )
    file = draw(document, tmp_path, source)
    reread(file, remarks(document.body), notes(document.body))
    made = docx.Document(str(file))
    assert made.sections[0].footer.paragraphs[0].text.startswith("会議名称：令和7年度第2回 みどり市")
    texts = [paragraph.text for paragraph in made.paragraphs]
    assert texts == [
        "第2号様式",
        "3番（石田委員君）出席",
        "議案第8号　賛成5・反対1",
        "■議案第8号／議案第11号",
        "［異議なし］",
        "以上",
        # Word wants one behind a table at the end.
        "",
    ]
    labels = ["◎（会長）", "◆（水辺課長）", "○（委員）", "○（委員）"]
    assert [table.cell(0, 0).text for table in made.tables] == [*labels, "公開用"]
    assert made.tables[1].cell(1, 0).text == "〔議案の内容を説明する。〕"
    assert made.tables[3].cell(1, 0).text == "「水量は足りますか。」\n「冬は?」"


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
    template = tmp_path / TEMPLATE.name
    edit_in_word(template)
    assert_kept(draw(SAMPLE, tmp_path, template))


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice がこの環境にありません")
def test_changes_survive_a_template_saved_by_libreoffice(tmp_path: Path) -> None:
    template = tmp_path / TEMPLATE.name
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
    assert_kept(draw(SAMPLE, tmp_path, saved / TEMPLATE.name))


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
            "[Content_Types].xml": swap(
                "<Override",
                '<Default Extension="xml" ContentType="application/xml"/>'
                '<Default Extension="jpeg" ContentType="image/jpeg"/><Override',
                1,
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
