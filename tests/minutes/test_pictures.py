"""A template's pictures go on as they look, and without what is written in them."""

from __future__ import annotations

import base64
import shutil
import struct
import subprocess
import zlib
from io import BytesIO
from pathlib import Path

import docx
import pytest
from docx.image.image import Image
from word_samples import SAMPLE, TEMPLATE, draw

from clerk_tui.minutes.pictures import bare

NAME = "榎本"
PROGRESSIVE = base64.b64decode(
    "/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1R"
    "V19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2Nj"
    "Y2NjY2NjY2NjY2NjY2P/wgARCAAMABADASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAMF/8QAFAEBAAAAAAAAAAAA"
    "AAAAAAAABP/aAAwDAQACEAMQAAABzkDkf//EABYQAQEBAAAAAAAAAAAAAAAAABEAEP/aAAgBAQABBQJnf//EABYRAAMAAAAA"
    "AAAAAAAAAAAAAAACFP/aAAgBAwEBPwGpj//EABYRAAMAAAAAAAAAAAAAAAAAAAACFP/aAAgBAgEBPwGNT//EABQQAQAAAAAA"
    "AAAAAAAAAAAAACD/2gAIAQEABj8CH//EABYQAQEBAAAAAAAAAAAAAAAAAAAREP/aAAgBAQABPyHOq//aAAwDAQACAAMAAAAQ"
    "z//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQMBAT8QX//EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQIBAT8QH//EABcQ"
    "AQADAAAAAAAAAAAAAAAAAAARUXH/2gAIAQEAAT8Q00nadv/Z"
)
"""Sixteen by twelve, in several scans."""


def chunk(kind: bytes, data: bytes = b"") -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


HEAD = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
DRAWN = chunk(b"gAMA", b"\0\0\xb1\x8f") + chunk(b"pHYs", b"\0\0\x0e\xc4\0\0\x0e\xc4\x01")
PIXEL = chunk(b"IDAT", zlib.compress(b"\x00\x80"))
NOTED = (
    chunk(b"tEXt", b"Author\0" + NAME.encode())
    + chunk(b"zTXt", b"Comment\0\0" + zlib.compress(NAME.encode()))
    + chunk(b"iTXt", b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(NAME.encode()))
    + chunk(b"eXIf", b"MM\0*" + NAME.encode())
    + chunk(b"prVW", b"a preview of it")
)


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def with_notes(jpeg: bytes) -> bytes:
    notes = (
        segment(0xE1, b"Exif\0\0II*\0\x08" + bytes(9) + NAME.encode())
        + segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0&#27022;&#26412;")
        + segment(0xED, b"Photoshop 3.0\0" + NAME.encode("cp932"))
        + segment(0xFE, NAME.encode())
        + segment(0xE2, b"MPF\0another picture")
        + segment(0xE0, b"JFXX\0\x10a smaller one")
    )
    behind = NAME.encode()
    # Before the first table, where editors put them, and the second time with a marker that is filled up.
    return jpeg[:2] + notes + jpeg[2:20] + b"\xff\xff" + notes + jpeg[20:] + behind


def test_a_png_keeps_its_look_alone() -> None:
    clean = HEAD + DRAWN + PIXEL + chunk(b"IEND")
    assert bare(clean) == clean
    assert bare(HEAD + NOTED + DRAWN + PIXEL + NOTED + chunk(b"IEND") + NAME.encode()) == clean
    assert Image.from_blob(bare(HEAD + NOTED + DRAWN + PIXEL + chunk(b"IEND"))).px_width == 1


def test_a_jpeg_keeps_its_look_alone() -> None:
    icc, adobe = segment(0xE2, b"ICC_PROFILE\0\1\1colours"), segment(0xEE, b"Adobe\0\x64\0\0\0\0\1")
    clean = PROGRESSIVE[:20] + icc + adobe + PROGRESSIVE[20:]
    assert clean[6:10] == b"JFIF"
    assert bare(clean) == clean
    assert bare(with_notes(clean)) == clean
    opened = Image.from_blob(bare(with_notes(clean)))
    assert (opened.px_width, opened.px_height) == (16, 12)


@pytest.mark.skipif(shutil.which("convert") is None, reason="ImageMagick がこの環境にありません")
def test_another_program_sees_the_same_drawing(tmp_path: Path) -> None:
    def pixels(data: bytes) -> bytes:
        path = tmp_path / "picture"
        path.write_bytes(data)
        return subprocess.run(
            ["convert", str(path), "-strip", "rgb:-"], capture_output=True, check=True, timeout=60
        ).stdout

    assert len(pixels(PROGRESSIVE)) == 16 * 12 * 3
    assert pixels(bare(with_notes(PROGRESSIVE))) == pixels(PROGRESSIVE)
    png = HEAD + NOTED + DRAWN + PIXEL + NOTED + chunk(b"IEND")
    assert pixels(bare(png)) == pixels(png)


@pytest.mark.parametrize("picture", [HEAD + DRAWN + PIXEL + chunk(b"IEND"), PROGRESSIVE], ids=["png", "jpeg"])
def test_a_damaged_picture_is_read_to_its_end(picture: bytes) -> None:
    for length in range(len(picture)):
        assert picture.startswith(bare(picture[:length]))
    assert bare(b"GIF89a" + picture) == b"GIF89a" + picture


@pytest.mark.parametrize(
    ("noted", "clean"),
    [
        (HEAD + NOTED + PIXEL + chunk(b"IEND"), HEAD + PIXEL + chunk(b"IEND")),
        (with_notes(PROGRESSIVE), PROGRESSIVE),
    ],
    ids=["png", "jpeg"],
)
def test_pictures_of_a_template_arrive_without_their_notes(
    noted: bytes, clean: bytes, tmp_path: Path
) -> None:
    template = tmp_path / "minutes.docx"
    made = docx.Document(str(TEMPLATE))
    made.sections[0].header.paragraphs[0].add_run("みどり市").add_picture(BytesIO(noted))
    made.save(str(template))
    drawn = docx.Document(str(draw(SAMPLE, tmp_path, template)))
    relationships = drawn.sections[0].header.part.rels.values()
    (picture,) = [each for each in relationships if each.reltype.endswith("/image")]
    assert picture.target_part.blob == clean
