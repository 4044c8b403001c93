"""Places that a reader of minutes never sees, what is told of a leak, and how often a name may stand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from script_player import prepared

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State
from clerk_tui.leaks import Leak, Leaked, inspect

NAME = "榎本"
MAIN, HEADER = "word/document.xml", "word/header1.xml"
OUTSIDE = "zip の部品の外"

_MEETING = prepared("privacy_council")[0].state.meeting
assert _MEETING is not None
NAMES = hidden_names(
    State(
        meeting=replace(
            _MEETING,
            people=(Person(PersonId("一"), NAME, "member"), Person(PersonId("二"), "野々村", "member")),
        )
    )
)


def package(path: Path, *parts: tuple[str, bytes | str]) -> Path:
    """An archive with these parts in this order; whatever a real document has besides does not matter here."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts:
            archive.writestr(name, data)
    return path


def body(inner: str, declared: str = "") -> str:
    return f'{declared}<w:document xmlns:w="urn:w"><w:body>{inner}</w:body></w:document>'


def p(*texts: str) -> str:
    return f"<w:p>{''.join(f'<w:r><w:t>{text}</w:t></w:r>' for text in texts)}</w:p>"


def leaks(path: Path, inner: str, *allowed: str, declared: str = "") -> tuple[Leak, ...]:
    return inspect(package(path / "案.docx", (MAIN, body(inner, declared))), NAMES, fine(*allowed))


def fine(*texts: str) -> list[tuple[str, str]]:
    """Texts that may stand in the minutes."""
    return [(MAIN, text) for text in texts]


def test_a_leak_says_where_it_is_whose_name_and_how_the_text_begins(tmp_path: Path) -> None:
    text = f"{NAME}委員と野々村委員から、街路樹の剪定の時期について質問があった。"
    assert leaks(tmp_path, p(text)) == (Leak(MAIN, (NAME, "野々村"), text[:24]),)
    assert str(Leak(MAIN, (NAME, "野々村"), "始まり")) == f"{MAIN}：氏名（{NAME}、野々村）「始まり」"


def test_an_unknown_part_is_told_by_its_name(tmp_path: Path) -> None:
    found = inspect(package(tmp_path / "案.docx", ("customXml/item1.xml", "<nothing/>")), NAMES, ())
    assert found == (Leak("customXml/item1.xml（部品の名前）", (), "customXml/item1.xml"),)
    assert str(found[0]) == "customXml/item1.xml（部品の名前）：会議録に要らない部品です"


def test_the_name_of_the_file_is_told_as_such(tmp_path: Path) -> None:
    path = package(tmp_path / f"{NAME}委員.docx", (MAIN, body("")))
    assert inspect(path, NAMES, ()) == (Leak("ファイル名", (NAME,), f"{NAME}委員.docx"),)


@pytest.mark.parametrize(
    ("count", "more"), [(1, ""), (5, ""), (6, "（ほか 1 か所）"), (7, "（ほか 2 か所）")]
)
def test_a_refusal_tells_five_places_and_how_many_more_there_are(count: int, more: str) -> None:
    found = [Leak(f"部品{number}", (NAME,), "文") for number in range(1, count + 1)]
    told = "。".join(f"部品{number}：氏名（{NAME}）「文」" for number in range(1, min(count, 5) + 1))
    refusal = Leaked(found)
    assert refusal.leaks == tuple(found)
    assert str(refusal) == (
        f"公開用のファイルに委員の氏名が出るため、作りませんでした。{told}{more}。"
        "clerk-tui check 会議 で該当の発言を見て、直すか、公開してよいことを確かめてください。"
        "人の名前でない語（地名など）なら、draft や export に --allow 語 を付けると、そのファイルに限って通します。"
    )


@pytest.mark.parametrize(
    ("inner", "declared"),
    [
        # A comment ends the text of its element for the parser, and for no reader.
        (p(f"{NAME[0]}<!-- --><!-- -->{NAME[1]}委員"), ""),
        (p(f"<!-- -->{NAME}委員"), ""),
        (f"<!-- --><w:p/>{NAME}", ""),
        (f"<!-- --><!-- {NAME} -->", ""),
        ("<?note?>" + p(NAME), ""),
        # Where Word puts no text, and another program shows it.
        (f"<w:p>{NAME}<w:r><w:t>発言</w:t></w:r></w:p>", ""),
        (f"<w:p><w:r><w:t>発言</w:t></w:r>{NAME}</w:p>", ""),
        (f"<w:p>{NAME[0]}<w:x>{NAME[1]}</w:x></w:p>", ""),
        (f"<w:p><w:r><w:x>{NAME}</w:x><w:t>発言</w:t></w:r></w:p>", ""),
        (f"<w:t>{NAME}</w:t>", ""),
        (f'<w:p><w:r xmlns:x="urn:{NAME}"/></w:p>', ""),
        (f"<w:p><w:r xmlns:{NAME}='urn:x'/></w:p>", ""),
        (f"<w:p><{NAME}/></w:p>", ""),
        (f"<w:p {NAME}='1'/>", ""),
        (p("&one;本"), '<!DOCTYPE d [<!ENTITY one "榎">]>'),
        ("", f"<!-- {NAME} -->"),
        ("", f"<?note {NAME}?>"),
        ("", f"<!DOCTYPE d [<!-- {NAME} -->]>"),
        ("", f'<!DOCTYPE d [<!ENTITY unused "{NAME}">]>'),
    ],
)
def test_a_name_in_the_xml_is_found_wherever_it_stands(inner: str, declared: str, tmp_path: Path) -> None:
    assert leaks(tmp_path, inner, declared=declared)


@pytest.mark.parametrize("element", ["t", "delText", "instrText"])
def test_a_name_cut_over_two_runs_is_found_in_text_of_every_kind(element: str, tmp_path: Path) -> None:
    runs = "".join(f"<w:r><w:{element}>{piece}</w:{element}></w:r>" for piece in NAME)
    # The picture between them has text of its own, which stands in no line.
    assert leaks(tmp_path, f"<w:p>{runs.replace('</w:r>', '</w:r><w:x>72</w:x>', 1)}</w:p>")


WRITTEN_BY_WORD = (
    *("[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/_rels/document.xml.rels"),
    *(f"word/{name}.xml" for name in ("document", "styles", "settings", "numbering", "fontTable")),
    *(f"word/{name}.xml" for name in ("webSettings", "footnotes", "endnotes", "comments")),
    *("word/header.xml", "word/header12.xml", "word/footer1.xml", "word/theme/theme.xml"),
    *("word/theme/theme1.xml", "word/theme/_rels/theme1.xml.rels"),
    *(f"word/media/image1.{kind}" for kind in ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff")),
    *(f"word/media/image1.{kind}" for kind in ("emf", "wmf", "svg")),
)


@pytest.mark.parametrize("part", WRITTEN_BY_WORD)
def test_a_part_that_minutes_need_is_let_through(part: str, tmp_path: Path) -> None:
    assert inspect(package(tmp_path / "案.docx", (part, "<x/>")), NAMES, ()) == ()


@pytest.mark.parametrize(
    "part",
    [
        *("docProps/app.xml", "docProps/custom.xml", "word/people.xml", "word/commentsExtended.xml"),
        *("word/media/image1.exe", "word/media/deeper/image1.png", "word/embeddings/sheet.xlsx"),
        *("word/document.xml.bak", "other/word/document.xml", "memo.txt"),
    ],
)
def test_any_other_part_is_refused(part: str, tmp_path: Path) -> None:
    (found,) = inspect(package(tmp_path / "案.docx", (part, "<x/>")), NAMES, ())
    assert (found.people, found.excerpt) == ((), part)


def test_a_name_behind_the_root_is_found(tmp_path: Path) -> None:
    assert inspect(package(tmp_path / "案.docx", (MAIN, f"{body('')}<!-- {NAME} -->")), NAMES, ())


def test_another_file_that_an_entity_names_is_not_opened(tmp_path: Path) -> None:
    other = tmp_path / "ほか.txt"
    other.write_text(f"{NAME}委員", "utf-8")
    declared = f'<!DOCTYPE d [<!ENTITY other SYSTEM "{other.as_uri()}">]>'
    assert leaks(tmp_path, p("&other;"), declared=declared) == ()


def test_a_name_over_the_cells_of_a_row_is_found_and_over_two_rows_not(tmp_path: Path) -> None:
    def row(*cells: str) -> str:
        return f"<w:tr>{''.join(f'<w:tc>{p(cell)}</w:tc>' for cell in cells)}</w:tr>"

    assert leaks(tmp_path, row("榎", "本")) == (Leak(MAIN, (NAME,), NAME),)
    assert leaks(tmp_path, row("榎") + row("本")) == ()


def _between(archive: zipfile.ZipFile, data: bytes) -> None:
    """Bytes behind what has been written, which belong to no part."""
    assert archive.fp is not None
    archive.fp.write(data)
    archive.start_dir = archive.fp.tell()


def _hidden_before(archive: zipfile.ZipFile) -> None:
    _between(archive, NAME.encode())
    archive.writestr(MAIN, body(""))


def _hidden_between(archive: zipfile.ZipFile) -> None:
    archive.writestr(MAIN, body(""))
    _between(archive, NAME.encode())
    archive.writestr("word/styles.xml", body(""))


def _hidden_before_the_directory(archive: zipfile.ZipFile) -> None:
    archive.writestr(MAIN, body(""))
    _between(archive, NAME.encode())


def _hidden_in_a_header(archive: zipfile.ZipFile) -> None:
    entry = zipfile.ZipInfo(MAIN)
    entry.extra = b"\x77\x77\x06\x00" + NAME.encode()
    archive.writestr(entry, body(""))
    # The directory at the end says nothing of it.
    entry.extra = b""


def _hidden_in_the_comment(archive: zipfile.ZipFile) -> None:
    archive.writestr(MAIN, body(""))
    archive.comment = NAME.encode()


@pytest.mark.parametrize(
    "hide",
    [
        _hidden_before,
        _hidden_between,
        _hidden_before_the_directory,
        _hidden_in_a_header,
        _hidden_in_the_comment,
    ],
)
def test_what_lies_around_the_parts_is_read(hide: Callable[[zipfile.ZipFile], None], tmp_path: Path) -> None:
    path = tmp_path / "案.docx"
    with zipfile.ZipFile(path, "w") as archive:
        hide(archive)
    (found,) = inspect(path, NAMES, ())
    assert (found.place, found.people) == (OUTSIDE, (NAME,))
    assert found.excerpt.strip("w\x06\x00") == NAME


def test_what_the_directory_alone_adds_to_a_part_is_read(tmp_path: Path) -> None:
    path, added = tmp_path / "案.docx", b"\x77\x77\x06\x00" + NAME.encode()
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo(MAIN)
        archive.writestr(entry, body(""))
        entry.extra = added
    assert {(leak.place, leak.people) for leak in inspect(path, NAMES, ())} == {
        (f"{MAIN}（zip の付加情報）", (NAME,))
    }


def test_a_part_is_not_taken_for_what_lies_around_it(tmp_path: Path) -> None:
    path, roster = tmp_path / "案.docx", f"委員　{NAME}"
    with zipfile.ZipFile(path, "w") as archive:
        entry = zipfile.ZipInfo(MAIN)
        entry.extra = b"\x77\x77\x60\x00" + bytes(0x60)
        archive.writestr(entry, body(p(roster)))
    assert inspect(path, NAMES, fine(roster)) == ()


def test_what_was_written_behind_the_archive_is_read(tmp_path: Path) -> None:
    path = package(tmp_path / "案.docx", (MAIN, body("")))
    path.write_bytes(path.read_bytes() + f"{NAME}委員".encode())
    assert inspect(path, NAMES, ()) == (Leak(OUTSIDE, (NAME,), f"{NAME}委員"),)


def test_an_archive_without_parts_is_read_as_well(tmp_path: Path) -> None:
    path = package(tmp_path / "案.docx")
    assert inspect(path, NAMES, ()) == ()
    path.write_bytes(NAME.encode() + path.read_bytes())
    assert inspect(path, NAMES, ())


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "cp932", "euc_jp", "iso2022_jp"])
@pytest.mark.parametrize("before", [b"", b"\x00"])
def test_raw_bytes_are_read_from_an_odd_place_too(encoding: str, before: bytes, tmp_path: Path) -> None:
    picture = ("word/media/image1.png", before + NAME.encode(encoding))
    assert inspect(package(tmp_path / "案.docx", picture), NAMES, ())


def test_an_archive_within_is_refused_whatever_is_in_it(tmp_path: Path) -> None:
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr(MAIN, body(""))
    part = "word/media/image1.emf"
    for data in (inner.getvalue(), b"GIF89a" + inner.getvalue()):
        (found,) = inspect(package(tmp_path / "案.docx", (part, data)), NAMES, ())
        assert found == Leak(f"{part}（部品の名前）", (), f"{part}（zip）")


def test_an_allowed_text_may_stand_as_often_as_it_is_given(tmp_path: Path) -> None:
    roster = f"委員　{NAME}"
    assert leaks(tmp_path, p(roster), roster) == ()
    assert leaks(tmp_path, p(roster) * 2, roster, roster) == ()
    assert leaks(tmp_path, p(roster) * 2, roster) == (Leak(MAIN, (NAME,), roster),)
    # Nor twice in one paragraph.
    assert leaks(tmp_path, p(roster, roster), roster)


def test_the_row_around_an_allowed_paragraph_is_allowed_once_too(tmp_path: Path) -> None:
    roster = f"委員　{NAME}"
    row = f"<w:tr><w:tc>{p(roster)}</w:tc></w:tr>"
    assert leaks(tmp_path, row, roster) == ()
    assert leaks(tmp_path, row + row, roster)


def test_the_longest_allowed_text_is_used_first(tmp_path: Path) -> None:
    shorter, longer = f"委員{NAME}", f"一、委員{NAME}は所用"
    for given in ((shorter, longer), (longer, shorter)):
        assert leaks(tmp_path, p(longer) + p(shorter), *given) == ()


def test_an_allowed_text_of_several_lines_is_known_by_its_breaks(tmp_path: Path) -> None:
    lines = "<w:p><w:r><w:t>欠席</w:t><w:br/><w:t>委員</w:t><w:tab/><w:t>榎本</w:t></w:r></w:p>"
    assert leaks(tmp_path, lines, f"欠席\n委員\t{NAME}") == ()
    assert leaks(tmp_path, lines, f"欠席委員{NAME}") != ()


def test_what_is_allowed_in_the_minutes_is_not_in_another_part(tmp_path: Path) -> None:
    path = package(tmp_path / "案.docx", (HEADER, body(p(NAME))))
    assert inspect(path, NAMES, fine(NAME)) == (Leak(HEADER, (NAME,), NAME),)


def test_a_header_may_hold_what_was_printed_there_and_as_often(tmp_path: Path) -> None:
    title = f"{NAME}審議会会議録"
    path = package(tmp_path / "案.docx", (HEADER, body(p(f"{title}　1頁"))), (MAIN, body(p(title))))
    both = [(HEADER, title), (MAIN, title)]
    assert inspect(path, NAMES, both) == ()
    assert [leak.place for leak in inspect(path, NAMES, both[1:])] == [HEADER]
    twice = package(tmp_path / "二.docx", (HEADER, body(p(title) * 2)))
    assert inspect(twice, NAMES, both)


def test_the_name_of_the_document_may_be_among_its_properties(tmp_path: Path) -> None:
    title, core = f"{NAME}審議会会議録", "docProps/core.xml"
    path = package(tmp_path / "案.docx", (core, f'<c xmlns:dc="urn:dc"><dc:title>{title}</dc:title></c>'))
    assert inspect(path, NAMES, [(f"{core}（title）", title)]) == ()
    other = package(
        tmp_path / "二.docx", (core, f'<c xmlns:dc="urn:dc"><dc:creator>{title}</dc:creator></c>')
    )
    assert inspect(other, NAMES, [(f"{core}（title）", title)])
    longer = package(
        tmp_path / "三.docx", (core, f'<c xmlns:dc="urn:dc"><dc:title>{title}{NAME}</dc:title></c>')
    )
    assert inspect(longer, NAMES, [(f"{core}（title）", title)])


def test_two_names_of_which_one_is_allowed_leave_the_other(tmp_path: Path) -> None:
    assert leaks(tmp_path, p(f"{NAME}委員、野々村委員"), f"{NAME}委員") == (
        Leak(MAIN, ("野々村",), f"{NAME}委員、野々村委員"),
    )


@pytest.mark.parametrize(
    "name",
    [
        "word/theme/_rels/theme.xml.rels",
        "word/theme/_rels/theme12.xml.rels",
        "word/theme/theme1.xml",
        "word/header12.xml",
        "word/media/image-1_a.jpeg",
        "word/media/logo.tif",
    ],
)
def test_a_part_that_minutes_may_have_is_no_leak(name: str, tmp_path: Path) -> None:
    assert inspect(package(tmp_path / "案.docx", (name, "<nothing/>")), NAMES, ()) == ()
    refused = inspect(package(tmp_path / "案.docx", (f"{name}.bak", "<nothing/>")), NAMES, ())
    assert [leak.excerpt for leak in refused] == [f"{name}.bak"]


def test_a_remark_does_not_pass_on_the_leave_of_another(tmp_path: Path) -> None:
    short, whole = f"{NAME}委員。", f"決めてくれたのは{NAME}委員。私も反対です。"
    path = package(tmp_path / "案.docx", (MAIN, body(p(f"（委員）{whole}"))))
    assert inspect(path, NAMES, fine(short), [whole]) == (Leak(MAIN, (NAME,), f"（委員）{whole}"[:24]),)
    # The other way about: a longer one that is fine is not stopped by a short one that is not.
    both = package(tmp_path / "二.docx", (MAIN, body(p(whole))))
    assert inspect(both, NAMES, fine(whole), [short]) == ()
    # Words that are fine once are not fine as often as they are said.
    twice = package(tmp_path / "三.docx", (MAIN, body(p(short) * 2)))
    assert len(inspect(twice, NAMES, fine(short), [short])) == 1
    # A row in which such a remark stands is told with its paragraph.
    row = package(tmp_path / "四.docx", (MAIN, body(f"<w:tr><w:tc>{p(whole)}</w:tc></w:tr>")))
    assert inspect(row, NAMES, fine(short), [whole, "はい。"]) == (Leak(MAIN, (NAME,), whole[:24]),)
