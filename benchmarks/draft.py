"""Drawing the Word file: does it grow linearly, and how near is it to what lxml and zip cost anyway?

The rival is measured on the very XML that was drawn: lxml spells the finished tree, zip compresses the text. It
has no words to choose and no rows to build, so nothing that writes this file through lxml can be faster.
"""

from __future__ import annotations

import gc
import random
import statistics
import tempfile
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

from lxml import etree

from clerk_tui.minutes import word, word_template
from clerk_tui.minutes.document import (
    CaseRow,
    Document,
    HeaderRow,
    Heading,
    Paragraph,
    Row,
    StageDirectionRow,
    Turn,
)

from .report import Figure, Report

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "minutes.docx"
SMALL, LARGE = 1_000, 20_000
MEETING = 207
"""Turns of an afternoon of two and a half hours."""

_LABELS = ("会長", "委員", "委員", "委員", "水辺課長", "公園緑地課長", "こども政策担当課長")
_KANJI = (
    "水路護岸町会声期月年費用内訳資料頁説明量冬場管理柵高子供目線面見議案関伺承知次回調答委託先契約記録条項"
    "加橋掲示板予算建替近小学校観察続草刈土手工事業者区域変更意賛反対条件協力住民公園緑課長担当計画検討実施"
)
_ENDINGS = (
    "について、",
    "は、",
    "を",
    "に",
    "の",
    "が",
    "と",
    "から",
    "ですが、",
    "しております。",
    "と考えます。",
    "でしょうか。",
)


def meeting(turns: int) -> Document:
    """A made-up meeting with ``turns`` turns of about 170 characters; the same one every time."""
    dice = random.Random(turns)
    # As many different words as people use, else zip would have too easy a time.
    words = [f"{''.join(dice.choices(_KANJI, k=2))}{ending}" for _ in range(500) for ending in _ENDINGS]
    body: list[Row] = []
    for number in range(turns):
        if number % 35 == 0:
            body.append(Heading((f"議案第{number // 35 + 1}号",)))
        count = 2 if dice.random() < 0.15 else 1
        texts = ("".join(dice.choices(words, k=dice.randint(2, 56))) for _ in range(count))
        body.append(Turn(dice.choice(_LABELS), tuple(map(Paragraph, texts))))
    body.append(StageDirectionRow("異議なし"))
    return Document(
        title_label="会議名称",
        title=("みどり市水辺環境審議会会議録",),
        header=(HeaderRow("傍聴者", ("3名",)),),
        contents_heading="【会議内容】",
        contents=("議案の審議",),
        case_columns=("番号", "件名", "審議結果"),
        cases=tuple(CaseRow(f"議案第{number}号", "護岸の工事について", "可決") for number in range(1, 42)),
        body=tuple(body),
        created=datetime(2025, 6, 3, 3, 0, tzinfo=UTC),
    )


def run(quick: bool) -> Report:
    """Measure; ``quick`` takes fewer rounds and ends within some ten seconds."""
    template = word_template.load(TEMPLATE)
    small, large = meeting(SMALL), meeting(LARGE)
    xml, tree = _xml(large, template)
    growth, cost = [], []
    for _ in range(3 if quick else 9):
        short = statistics.median(_seconds(lambda: word.render(small, template, BytesIO())) for _ in range(5))
        drawn = _seconds(lambda: word.render(large, template, BytesIO()))
        rival = _seconds(lambda: _spell_and_zip(tree))
        growth.append(drawn / LARGE / (short / SMALL))
        cost.append(drawn / rival)
    return Report(
        "draft",
        {
            "時間の伸び（1発言あたり、2万発言／千発言）": Figure(statistics.median(growth), 1.1),
            "lxml と zip だけの時間との比（2万発言）": Figure(statistics.median(cost), 1.2),
            "最大メモリ／XML の大きさ（2万発言）": Figure(_peak(large) / len(xml), 8.0),
            "一回の会議を描く秒数（207発言、ひな形の読込みとディスクへの書込みを含む）": Figure(
                _one_meeting(), 1.0
            ),
        },
    )


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _xml(document: Document, template: word_template.Template) -> tuple[bytes, etree._Element]:
    stream = BytesIO()
    word.render(document, template, stream)
    with zipfile.ZipFile(stream) as archive:
        xml = archive.read("word/document.xml")
    return xml, etree.fromstring(xml)


def _spell_and_zip(tree: etree._Element) -> None:
    with zipfile.ZipFile(BytesIO(), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", etree.tostring(tree, encoding="UTF-8", standalone=True))


def _peak(document: Document) -> int:
    """Most bytes held at once while drawing to a file, beyond the document itself."""
    with tempfile.TemporaryDirectory() as folder:
        tracemalloc.start()
        try:
            word.write(document, TEMPLATE, Path(folder) / "draft.docx")
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()


def _one_meeting() -> float:
    document = meeting(MEETING)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "draft.docx"
        return statistics.median(_seconds(lambda: word.write(document, TEMPLATE, target)) for _ in range(5))
