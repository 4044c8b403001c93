"""A name in every place of a file where one could hide: each is found, and nothing else is."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from script_player import JST, played

from clerk_tui.domain.names import hidden_names
from clerk_tui.drafting import allowed
from clerk_tui.leaks import inspect
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.rendering import Printed
from clerk_tui.minutes.word import write
from clerk_tui.profile import template_for

STATE = played("privacy_council")[0].state
NAME, READING, VARIANT = "榎本", "えのもと", "榎夲"
CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
Parts = dict[str, bytes]
Plant = Callable[[Parts], object]


PRINTED: list[Printed] = []
"""What was printed in the clean file."""


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("公開") / "会議録案.docx"
    source = template_for("privacy_council")
    write(outline(STATE, CREATED), None, source, path, lambda _made, printed: PRINTED.extend(printed))
    return path


def leaks_of(path: Path) -> tuple[object, ...]:
    return inspect(path, hidden_names(STATE), *allowed(STATE, outline(STATE, CREATED), PRINTED))


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {entry.filename: archive.read(entry) for entry in archive.infolist()}


def saved(
    parts: Mapping[str, bytes], path: Path, *, comment: bytes = b"", extra: bytes = b"", about: bytes = b""
) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.comment = comment
        for name, data in parts.items():
            info = zipfile.ZipInfo(name)
            info.extra, info.comment = extra, about
            archive.writestr(info, data)
    return path


def put(part: str, before: str, planted: str) -> Plant:
    """Text of XML before the last place where ``before`` stands."""

    def plant(parts: Parts) -> None:
        head, mark, tail = parts[part].decode().rpartition(before)
        assert mark, f"{before} is not in {part}"
        parts[part] = f"{head}{planted}{mark}{tail}".encode()

    return plant


def add(name: str, data: bytes) -> Plant:
    return lambda parts: parts.__setitem__(name, data)


def packed() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", f"<a>{NAME}</a>")
    return buffer.getvalue()


TEXT, CORE, STYLES, SETTINGS = (
    "word/document.xml",
    "docProps/core.xml",
    "word/styles.xml",
    "word/settings.xml",
)
LAST = "<w:sectPr"


def run(text: str, look: str = "") -> str:
    return f"<w:r>{look}<w:t>{text}</w:t></w:r>"


def paragraph(inner: str) -> Plant:
    return put(TEXT, LAST, f"<w:p>{inner}</w:p>")


def core(element: str, value: str = NAME) -> Plant:
    return put(CORE, "</cp:coreProperties>", f"<{element}>{value}</{element}>")


PLANTED: dict[str, Plant] = {
    "a paragraph": paragraph(run(f"{NAME}委員から発言があった。")),
    "cut over runs": paragraph(run(NAME[0]) + run(NAME[1])),
    "with a blank": paragraph(run("榎 本 委員")),
    "with a full-width blank": paragraph(run("榎　本")),
    "with an invisible mark": paragraph(run("榎\u200b本")),
    "with a soft hyphen": paragraph(run("榎\u00ad本")),
    "in hiragana": paragraph(run(READING)),
    "in katakana": paragraph(run("エノモト")),
    "in half-width kana": paragraph(run("ｴﾉﾓﾄ")),
    "as references of characters": paragraph(run("&#x698e;&#x672c;")),
    "hidden text": paragraph(run(NAME, "<w:rPr><w:vanish/></w:rPr>")),
    "white text": paragraph(run(NAME, '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>')),
    "deleted text": paragraph(f'<w:del w:id="9"><w:r><w:delText>{NAME}</w:delText></w:r></w:del>'),
    "a field's instruction": paragraph(f"<w:r><w:instrText>AUTHOR {NAME}</w:instrText></w:r>"),
    "a bookmark": paragraph(f'<w:bookmarkStart w:id="1" w:name="{NAME}"/><w:bookmarkEnd w:id="1"/>'),
    "who changed something": paragraph(f'<w:ins w:id="9" w:author="{NAME}">{run("。")}</w:ins>'),
    "a picture's other text": paragraph(f'<w:r><w:drawing><d descr="{NAME}"/></w:drawing></w:r>'),
    "an attribute of the body": put(TEXT, LAST, f'<w:p w:rsidR="{NAME}"/>'),
    "a label beside its remark": put(
        TEXT,
        "</w:tbl>",
        f"<w:tr><w:tc><w:p>{run(NAME[0])}</w:p></w:tc><w:tc><w:p>{run(NAME[1])}</w:p></w:tc></w:tr>",
    ),
    "a comment of the XML": put(TEXT, LAST, f"<!-- {NAME} -->"),
    "an instruction of the XML": put(TEXT, LAST, f"<?note {NAME}?>"),
    "the creator": core("dc:creator"),
    "who saved last": core("cp:lastModifiedBy"),
    "keywords": core("cp:keywords"),
    "a description": core("dc:description", f"{NAME}委員の指示"),
    "a style's name": put(
        STYLES, "</w:styles>", f'<w:style w:styleId="x"><w:name w:val="{NAME}"/></w:style>'
    ),
    "a setting": put(SETTINGS, "</w:settings>", f'<w:attachedTemplate w:val="C:\\{NAME}.dotx"/>'),
    "comments": add("word/comments.xml", f"<c><t>{NAME}</t></c>".encode()),
    "a header": add("word/header9.xml", f"<h><t>{NAME}</t></h>".encode()),
    "a footnote": add("word/footnotes.xml", f"<f><t>{NAME}</t></f>".encode()),
    "application properties": add("docProps/app.xml", f"<p><Manager>{NAME}</Manager></p>".encode()),
    "custom properties": add("docProps/custom.xml", f'<p name="{NAME}"/>'.encode()),
    "custom XML": add("customXml/item1.xml", b"<nothing/>"),
    "a preview picture": add("docProps/thumbnail.jpeg", b"\xff\xd8\xff"),
    "a macro": add("word/vbaProject.bin", b"x"),
    "a picture's bytes in UTF-8": add("word/media/image1.png", b"\x89PNG" + NAME.encode()),
    "a picture's bytes in UTF-16": add("word/media/image2.png", b"\x89PNG" + NAME.encode("utf-16-le")),
    "a picture's bytes in cp932": add("word/media/image3.jpg", b"\xff\xd8" + NAME.encode("cp932")),
    "an archive within": add("word/media/image4.emf", packed()),
    "an address in the code of addresses": put(
        STYLES, "</w:styles>", f'<link Target="https://example.jp/{quote(NAME)}"/>'
    ),
    "an address in an older code": put(
        STYLES, "</w:styles>", f'<link Target="https://example.jp/{quote(NAME, encoding="cp932")}"/>'
    ),
    "an address coded twice": put(STYLES, "</w:styles>", f'<link Target="x?u={quote(quote(NAME))}"/>'),
    "a path with a coded blank": put(STYLES, "</w:styles>", f'<link Target="{NAME[0]}%20{NAME[1]}.dotx"/>'),
    "printed in a code": paragraph(run(quote(NAME))),
    "references of characters in a picture": add("word/media/image5.jpg", b"\xff\xd8&#27022;&#x672c;"),
    "references within XML": paragraph('<w:r><d descr="&amp;#27022;&amp;#x672c;"/></w:r>'),
    "the code of Office": core("dc:subject", "_x698E__x672C_"),
    "the code of scripts": add("word/media/image6.svg", b'<s t="\\u698e\\u672C"/>'),
    "a part's name": add(f"word/media/{NAME}.png", b"\x89PNG"),
}


# Where a name is allowed once, it is not allowed twice.
def roster() -> str:
    return next(p for row in outline(STATE, CREATED).header for p in row.paragraphs if "杉浦" in p)


PLANTED["a paragraph of the roster once more"] = paragraph(run(roster()))


def test_there_are_forty_one_hiding_places() -> None:
    outside = 4  # below: what is around the parts
    assert len(PLANTED) + outside >= 41


def test_the_clean_file_may_go_out(clean: Path) -> None:
    assert leaks_of(clean) == ()


@pytest.mark.parametrize("place", PLANTED)
def test_it_is_found(place: str, clean: Path, tmp_path: Path) -> None:
    parts = parts_of(clean)
    PLANTED[place](parts)
    assert leaks_of(saved(parts, tmp_path / clean.name))


def test_codes_of_no_name_are_no_leaks(clean: Path, tmp_path: Path) -> None:
    parts = parts_of(clean)
    for plant in (
        paragraph(run("賛成は 50%20名、&amp;lt; と _x0020_")),
        put(STYLES, "</w:styles>", f'<link Target="https://example.jp/{quote("会議録")}%20&amp;#23665;"/>'),
    ):
        plant(parts)
    assert leaks_of(saved(parts, tmp_path / clean.name)) == ()


def test_a_text_that_is_allowed_may_hold_a_coded_blank(tmp_path: Path) -> None:
    text = f"資料は{NAME}委員の表%20のとおり&amp;lt;"
    path = tmp_path / "案.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(TEXT, f'<d xmlns:w="urn:w"><w:p>{run(text)}</w:p></d>')
    assert inspect(path, hidden_names(STATE), [(TEXT, text.replace("&amp;", "&"))]) == ()


def test_around_the_parts(clean: Path, tmp_path: Path) -> None:
    parts, name = parts_of(clean), NAME.encode()
    assert leaks_of(saved(parts, tmp_path / f"{NAME}委員発言.docx"))
    assert leaks_of(saved(parts, tmp_path / "a.docx", comment=name))
    assert leaks_of(saved(parts, tmp_path / "b.docx", about=name))
    assert leaks_of(saved(parts, tmp_path / "c.docx", extra=struct.pack("<HH", 0x7777, len(name)) + name))
    (tmp_path / "d.docx").write_bytes(name + saved(parts, tmp_path / "e.docx").read_bytes())
    assert leaks_of(tmp_path / "d.docx")
