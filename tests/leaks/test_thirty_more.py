"""Thirty more hiding places, each of its own kind: a name in one of them stops a way out, or is not in what it makes.

What comes out is read with other eyes than the product's: unpacked, tags off, folded by Unicode alone; then the names
in it are counted. A clean meeting's files say how often they may stand there.
"""

from __future__ import annotations

import html
import re
import struct
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace
from script_player import TYPED_LATER
from test_publicity import BODY
from test_publicity import full as made_full

from clerk_tui import drafting
from clerk_tui.chair.brief import brief
from clerk_tui.chair.room import room_brief
from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.meeting import FollowUp, FollowUpKind, Person
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.record import (
    Attendance,
    Conclusion,
    Mark,
    MarkKind,
    Presence,
    StageDirection,
    State,
    Turn,
)
from clerk_tui.drafting import write_draft
from clerk_tui.errors import ClerkError
from clerk_tui.export import FORMATS
from clerk_tui.exporting import write_export
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.profile import template_for

NAME = "榎本"
full = cache(made_full)
_NEEDLES = ("榎本", "えのもと", "enomoto", "鬼頭", "猿渡")
_WAYS = (*LAYOUTS, *FORMATS, "archive")
Planting = Callable[[State], State]


def found_in(data: bytes) -> Counter[str]:
    """How often each name stands in a file, whatever it is packed in."""
    texts = [data.decode("utf-8", "ignore")]
    if zipfile.is_zipfile(BytesIO(data)):
        with zipfile.ZipFile(BytesIO(data)) as archive:
            texts = [archive.read(entry).decode("utf-8", "ignore") for entry in archive.namelist()]
    return names_in("\n".join(texts))


def names_in(text: str) -> Counter[str]:
    bare = html.unescape(re.sub("<[^<>]*>", "", text)) + " ".join(re.findall('="([^"]*)"', text))
    folded = "".join(
        letter
        for letter in unicodedata.normalize("NFKD", bare).casefold()
        if unicodedata.category(letter)[0] in "LN" and letter not in "\u3164\u115f\u1160\uffa0"
    )
    folded = "".join(chr(ord(each) - 0x60) if "ァ" <= each <= "ヶ" else each for each in folded)
    return Counter({needle: count for needle in _NEEDLES if (count := folded.count(needle))})


def ways(state: State, folder: Path) -> Iterator[tuple[str, Counter[str] | None]]:
    """What each way out gives to be found; None where it is refused."""
    # What the record itself tells stops all of them before they are made: two layouts show that they ask.
    told = any(each.people for each in name_findings(state))
    for layout in (LAYOUTS["table"], LAYOUTS["summary"]) if told else LAYOUTS.values():
        path = folder / f"{layout.id}.docx"
        try:
            write_draft(state, path, TYPED_LATER, layout=layout)
        except ClerkError:
            assert not path.exists()
            yield layout.id, None
        else:
            yield layout.id, found_in(path.read_bytes())
    for name, (file, export) in FORMATS.items():
        path = folder / file
        try:
            write_export(state, path, TYPED_LATER, Edition.PUBLIC, export)
        except ClerkError:
            assert not path.exists()
            yield name, None
        else:
            yield name, found_in(path.read_bytes())
    yield "archive", archived(state, folder / "archive")


def archived(state: State, folder: Path) -> Counter[str] | None:
    pytest.importorskip("pyarrow", reason="pyarrow がありません（pip install '.[archive]'）")
    import pyarrow.parquet as pq

    from clerk_tui.archive.dataset import Source, write_dataset

    outcome = write_dataset(folder, [Source("会議", "1", lambda: state)], Edition.PUBLIC)
    files = sorted(folder.rglob("*.parquet"))
    if outcome.left_out:
        assert not files
        return None
    told = [
        f"{path}{pq.read_schema(path).metadata}{pq.ParquetFile(path).read().to_pylist()}" for path in files
    ]
    return names_in("".join(told))


# Plants in what the clerk writes.


def said(*paragraphs: str) -> Planting:
    """A remark of these paragraphs at the end of the public part."""

    def plant(state: State) -> State:
        turn = Turn(EntryId("y1"), state.turns[3].speaker, state.turns[6].started, None, paragraphs, "")
        return replace(state, entries=(*state.entries, replace(turn, phase=state.turns[6].phase)))

    return plant


def lines(*each: Turn | str) -> Planting:
    """Remarks and stage directions (in brackets) one after the other."""

    def plant(state: State) -> State:
        at, model = state.turns[6].started, state.turns[6]
        made = [
            StageDirection(EntryId(f"y{n}"), text[1:-1], at)
            if text.startswith("（")
            else replace(model, id=EntryId(f"y{n}"), paragraphs=(text,), inside=(), point="", flag="")
            for n, text in enumerate(each)
        ]
        return replace(state, entries=(*state.entries, *made))

    return plant


def deputy(state: State) -> State:
    member = state.meeting.voters[1].id
    came = Presence(member, Attendance.SUBSTITUTE, state.turns[0].started, "鬼頭 一郎（課長補佐）")
    return said("鬼頭さんの言うとおりです。")(
        replace(state, attendance={**state.attendance, member: (came,)})
    )


def former(state: State) -> State:
    gone = Person(PersonId("去"), "猿渡", state.meeting.voters[1].role)
    return said("先ほど猿渡委員が述べた。")(replace(state, former=(gone,)))


def follow_up(**words: str) -> Planting:
    owed = FollowUp("g1", FollowUpKind.ANSWER, **{"what": "後日答える", **words})
    return lambda state: replace(state, follow_ups={**state.follow_ups, owed: state.turns[6].id})


def conclusion(subject: str, result: str) -> Planting:
    return lambda state: replace(
        state,
        conclusions=(
            *state.conclusions,
            Conclusion(subject, result, state.turns[6].started, entry=state.turns[6].id),
        ),
    )


def closed_reason(state: State) -> State:
    mark = Mark(EntryId("y1"), MarkKind.CLOSED_PART, state.turns[6].started, f"{NAME[0]} {NAME[1]}氏の事案")
    return replace(state, entries=(*state.entries, mark))


def point(state: State) -> State:
    turn = state.turns[6]
    changed = replace(turn, point="ｴﾉﾓﾄ委員の指摘")
    return replace(state, entries=tuple(changed if each.id == turn.id else each for each in state.entries))


def capacity(state: State) -> State:
    turn = state.turns[6]
    changed = replace(turn, capacity="榎\u2060本部会長")
    return replace(state, entries=tuple(changed if each.id == turn.id else each for each in state.entries))


def subject_of_a_vote(state: State) -> State:
    ruling = state.votes[-1]
    changed = replace(ruling, decision=replace(ruling.decision, subject=f"{NAME}案"))
    return replace(
        state, votes=(*state.votes[:-1], changed), rulings={**state.rulings, changed.decision.case: changed}
    )


SAID: dict[str, Planting] = {
    "a selector of a variant within": said("榎\U000e0100本委員に賛成です。"),
    "a mark of the letter before within": said("榎\u0301本委員に賛成です。"),
    "a joiner within": said("榎\u200d本さんに賛成です。"),
    "a filler that looks like a blank": said("榎\u3164本委員に賛成です。"),
    "a blank of braille": said("榎\u2800本委員に賛成です。"),
    "half-width kana": said("ｴﾉﾓﾄ委員に賛成です。"),
    "letters in circles": said("㋓㋨㋲㋣委員に賛成です。"),
    "romaji in wide letters": said("Ｅｎｏｍｏｔｏ委員に賛成です。"),
    "romaji in letters of mathematics": said("𝐄𝐧𝐨𝐦𝐨𝐭𝐨さんに賛成です。"),
    "furigana": said("榎《えの》本《もと》委員に賛成です。"),
    "a break of the line and a tab": said("榎", "\t本委員に賛成です。"),
    "marks of Markdown": said("榎**本**委員に賛成です。"),
    "a tag": said("榎<b>本</b>委員に賛成です。"),
    "a reference of XML": said("&#27022;&#26412;委員に賛成です。"),
    "a code of an address": said("https://example.jp/?q=%E6%A6%8E%E6%9C%AC を見てください。"),
    "a stage direction over two lines": lines("（榎\n本委員が着席）"),
    "the border of two turns": lines("次の方をお願いします、榎", "本委員、どうぞ。"),
    "the border of a turn and a stage direction": lines("お願いします、榎", "（本委員が起立）"),
    "the border across a stage direction": lines("お願いします、榎", "（着席）", "本委員、どうぞ。"),
    "a deputy": deputy,
    "somebody who is on the roster no longer": former,
    "who owes a follow-up": follow_up(office=f"{NAME}委員"),
    "what a follow-up is": follow_up(what="Enomoto委員に渡す資料"),
    "until when it is owed": follow_up(due="榎・本委員の次の出席まで"),
    "what was concluded": conclusion("会長の選挙", "えのもと委員に決まった"),
    "the subject of what was concluded": conclusion(f"{NAME}委員の辞任", "承認"),
    "the reason of a closed part": closed_reason,
    "a point": point,
    "a capacity": capacity,
    "the subject of a vote": subject_of_a_vote,
}


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Counter[str] | None]:
    return dict(ways(full(), tmp_path_factory.mktemp("正")))


def test_there_are_thirty_of_them_and_a_clean_meeting_goes_out_every_way(
    clean: dict[str, Counter[str] | None],
) -> None:
    assert len(SAID) >= 30 and len(TEMPLATES) >= 14
    assert set(clean) == set(_WAYS) and None not in clean.values()
    # On the roster, among those who were there, among those who kept out of a vote.
    assert all(set(each) <= {NAME} and each[NAME] <= 3 for each in clean.values() if each is not None)


@pytest.mark.parametrize("place", SAID)
def test_a_name_that_was_written_goes_out_no_way(
    place: str, clean: dict[str, Counter[str] | None], tmp_path: Path
) -> None:
    state = SAID[place](full())
    for way, names in ways(state, tmp_path):
        assert names is None or names == clean[way], way
    for seen in (brief(state, TYPED_LATER), room_brief(state, TYPED_LATER)):
        assert not names_in(msgspec.json.encode(seen).decode())


# Plants in the template that the office has made in Word.

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def picture(*chunks: bytes) -> bytes:
    """A white dot with something written beside it."""
    dot = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)) + chunk(
        b"IDAT", zlib.compress(b"\0\xff")
    )
    return b"\x89PNG\r\n\x1a\n" + dot + b"".join(chunks) + chunk(b"IEND", b"")


Parts = dict[str, bytes]
Plant = Callable[[Parts], object]


def within(part: str, before: str, planted: str) -> Plant:
    """Text of XML before the last place where ``before`` stands."""

    def plant(parts: Parts) -> None:
        head, mark, tail = parts[part].decode().rpartition(before)
        assert mark, f"{before} is not in {part}"
        parts[part] = f"{head}{planted}{mark}{tail}".encode()

    return plant


def attached(part: str, data: bytes, kind: str, mime: str, shown: str = "") -> Plant:
    """A part of its own that the text leads to."""

    def plant(parts: Parts) -> None:
        parts[part] = data
        rels = "word/_rels/document.xml.rels"
        arrow = (
            '<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
            f'{kind}" Target="/{part}"/>'
        )
        within(rels, "</Relationships>", arrow)(parts)
        within("[Content_Types].xml", "</Types>", f'<Override PartName="/{part}" ContentType="{mime}"/>')(
            parts
        )
        if shown:
            within("word/document.xml", "<w:sectPr", shown)(parts)

    return plant


def in_word(planted: str) -> Plant:
    return within("word/document.xml", "<w:sectPr", planted)


def in_header(planted: str) -> Plant:
    return within("word/header1.xml", "</w:hdr>", planted)


_TEXT = f"<w:p><w:r><w:t>{NAME}</w:t></w:r></w:p>"
_WML = "application/vnd.openxmlformats-officedocument.wordprocessingml."
TEMPLATES: dict[str, Plant] = {
    "a text box of the header": in_header(
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'><v:textbox><w:txbxContent>"
        f"{_TEXT}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    ),
    "a watermark": in_header(
        "<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml'>"
        f"<v:textpath string='{NAME}'/></v:shape></w:pict></w:r></w:p>"
    ),
    "another text of a picture": in_word(
        f"<w:p><w:r><w:pict><v:shape xmlns:v='urn:schemas-microsoft-com:vml' alt='{NAME}委員'/></w:pict></w:r></w:p>"
    ),
    "hidden text": in_word(f"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{NAME}</w:t></w:r></w:p>"),
    "the ruby of a word": in_word(
        "<w:p><w:r><w:ruby><w:rt><w:r><w:t>えのもと</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>木</w:t></w:r>"
        "</w:rubyBase></w:ruby></w:r></w:p>"
    ),
    "a formula": in_word(
        "<w:p><m:oMath xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'><m:r>"
        f"<m:t>{NAME}</m:t></m:r></m:oMath></w:p>"
    ),
    "the name of a control": in_word(
        f"<w:sdt><w:sdtPr><w:alias w:val='{NAME}'/><w:tag w:val='x'/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent>"
        "</w:sdt>"
    ),
    "what an older program is shown": in_word(
        "<w:p><w:r><mc:AlternateContent xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
        f"<mc:Fallback><w:t>{NAME}</w:t></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    ),
    "the sign before a list": attached(
        "word/numbering.xml",
        f"<w:numbering {_W}><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='{NAME}'/>"
        "</w:lvl></w:abstractNum></w:numbering>".encode(),
        "numbering",
        f"{_WML}numbering+xml",
    ),
    "a footnote": attached(
        "word/footnotes.xml",
        f"<w:footnotes {_W}><w:footnote w:id='1'>{_TEXT}</w:footnote></w:footnotes>".encode(),
        "footnotes",
        f"{_WML}footnotes+xml",
    ),
    "a font": within("word/fontTable.xml", "</w:fonts>", f"<w:font w:name='{NAME}'/>"),
    "a variable of the document": within(
        "word/settings.xml", "</w:settings>", f"<w:docVars><w:docVar w:name='x' w:val='{NAME}'/></w:docVars>"
    ),
    "properties of one's own": attached(
        "docProps/custom.xml",
        f"<Properties><property name='担当'>{NAME}</property></Properties>".encode(),
        "custom-properties",
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    ),
    "building blocks": attached(
        "word/glossary/document.xml",
        f"<w:glossaryDocument {_W}><w:docParts>{_TEXT}</w:docParts></w:glossaryDocument>".encode(),
        "glossaryDocument",
        f"{_WML}document.glossary+xml",
    ),
    "a bookmark": in_word(f"<w:p><w:bookmarkStart w:id='7' w:name='{NAME}'/><w:bookmarkEnd w:id='7'/></w:p>"),
    "the tip of a link": in_word(
        f"<w:p><w:hyperlink w:tooltip='{NAME}' w:anchor='x'><w:r><w:t>件</w:t></w:r></w:hyperlink></w:p>"
    ),
    "the caption of a table": in_word(
        f"<w:tbl><w:tblPr><w:tblCaption w:val='{NAME}'/></w:tblPr><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    ),
    "packed words in a picture": attached(
        "word/media/image1.png",
        picture(chunk(b"zTXt", b"Author\0\0" + zlib.compress(NAME.encode()))),
        "image",
        "image/png",
    ),
    "packed words of other languages in a picture": attached(
        "word/media/image1.png",
        picture(chunk(b"iTXt", b"Author\0\1\0\0\0" + zlib.compress(NAME.encode()))),
        "image",
        "image/png",
    ),
}


def unpacked(data: bytes) -> bytes:
    """What is compressed within a picture, in clear."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        pictures = [archive.read(each) for each in archive.namelist() if each.startswith("word/media/")]
    clear = b""
    for each in pictures:
        for start in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", each):
            try:
                clear += zlib.decompressobj().decompress(each[start.start() :])
            except zlib.error:
                continue
    return clear


@pytest.mark.parametrize("place", TEMPLATES)
def test_a_name_in_the_template_goes_into_no_file(
    place: str, clean: dict[str, Counter[str] | None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with zipfile.ZipFile(template_for(BODY)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    TEMPLATES[place](parts)
    template, target = tmp_path / "table.docx", tmp_path / "案.docx"
    with zipfile.ZipFile(template, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    monkeypatch.setattr(drafting, "template_for", lambda *_who, **_which: template)
    try:
        write_draft(full(), target, TYPED_LATER)
    except ClerkError as fault:
        assert "\n" not in str(fault) and not target.exists()
    else:
        assert found_in(target.read_bytes()) == clean["table"]
        assert NAME.encode() not in unpacked(target.read_bytes())


# Plants in what a file is called.


@pytest.mark.parametrize(
    "stem",
    [
        *(
            "ｴﾉﾓﾄ委員の分",
            "榎\u200b本",
            "榎_本",
            "榎 本",
            "Ｅｎｏｍｏｔｏ",
            "enomoto_iin",
            "榎\U000e0100本案",
        ),
        *("%E6%A6%8E%E6%9C%AC", "榎本 (1)", "えのもと", "㋓㋨㋲㋣委員", "20261014榎本委員修正"),
    ],
)
def test_no_public_file_is_called_by_a_name_in_disguise(stem: str, tmp_path: Path) -> None:
    for kind, write in (
        (".docx", lambda path: write_draft(full(), path, TYPED_LATER)),
        (".md", lambda path: write_export(full(), path, TYPED_LATER, Edition.PUBLIC, FORMATS["md"][1])),
    ):
        with pytest.raises(ClerkError):
            write(tmp_path / f"{stem}{kind}")
    assert not list(tmp_path.iterdir())
