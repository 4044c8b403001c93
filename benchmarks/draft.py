"""Drafting: how long from closing to file, does its time grow with the meeting, and what does it cost beyond docxtpl?

The rival is docxtpl alone with the same template and the same values: it opens, fills in and saves. What is
measured against it opens the template looked through and scrubbed, fills it in within a sandbox, places the
comments, and puts the file in its place. Reading back and the leak check come on top, in the figure of a meeting.
"""

from __future__ import annotations

import gc
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from docxtpl import DocxTemplate

from clerk_tui.cli.replay import play
from clerk_tui.domain.record import State
from clerk_tui.drafting import write_draft
from clerk_tui.minutes import fields, word
from clerk_tui.minutes.document import (
    CaseRow,
    ContentsLine,
    Document,
    HeaderRow,
    Heading,
    Paragraph,
    Row,
    StageDirectionRow,
    Turn,
)
from clerk_tui.published.data import read_published
from clerk_tui.published.script import script, script_text
from clerk_tui.sessions import state_of

from .report import Figure, Report

TEMPLATE = Path(__file__).resolve().parents[1] / "templates" / "table.docx"
SEED = Path(__file__).resolve().parents[2] / "shared" / "seed" / "golden.json"
MEETING, SMALL, LARGE = 207, 1_000, 5_000
"""Turns: of an afternoon of two and a half hours, and of meetings that show how the time grows."""
CREATED = datetime(2025, 6, 3, 3, 0, tzinfo=UTC)

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
        title=("みどり市水辺環境審議会会議録",),
        header=(HeaderRow("傍聴者", ("3名",)),),
        contents=(ContentsLine("1", "議案の審議"),),
        cases=tuple(CaseRow(f"議案第{number}号", "護岸の工事について", "可決") for number in range(1, 42)),
        body=tuple(body),
        created=CREATED,
    )


def run(quick: bool) -> Report:
    """Measure; ``quick`` takes fewer rounds and ends within some ten seconds."""
    afternoon, small, large = meeting(MEETING), meeting(SMALL), meeting(LARGE)
    figures, notes = {}, []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        cost, growth = [], []
        for _ in range(5 if quick else 15):
            # One after the other, so that whatever else the machine does falls on both.
            ours = _seconds(lambda: word.write(afternoon, None, TEMPLATE, folder / "draft.docx"))
            cost.append(ours / _seconds(lambda: _rival(afternoon, folder / "rival.docx")))
        for _ in range(2 if quick else 5):
            short = _seconds(lambda: word.write(small, None, TEMPLATE, folder / "draft.docx"))
            drawn = _seconds(lambda: word.write(large, None, TEMPLATE, folder / "draft.docx"))
            growth.append(drawn / LARGE / (short / SMALL))
        if SEED.exists():
            state = _seed(folder)
            whole = [_seconds(lambda: write_draft(state, folder / "draft.docx", CREATED)) for _ in range(7)]
            figures["公表された会議の、閉会から Word まで（秒。読み返しと漏れの検査を含む）"] = Figure(
                statistics.median(whole), 0.3
            )
        else:
            notes.append(
                f"測るための会議録 {SEED.name} がないので、閉会から Word までの秒数は測っていません。"
            )
    figures |= {
        "docxtpl だけの時間との比（207発言、同じひな形）": Figure(statistics.median(cost), 1.5),
        "時間の伸び（1発言あたり、5千発言／千発言）": Figure(statistics.median(growth), 1.1),
    }
    return Report("draft", figures, notes=notes)


def _seconds(work: Callable[[], object]) -> float:
    gc.collect()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _rival(document: Document, target: Path) -> None:
    template = DocxTemplate(str(TEMPLATE))
    template.render(fields.values(document, None), autoescape=True)
    template.save(str(target))


def _seed(folder: Path) -> State:
    """The published meeting, recorded again."""
    prepared, lines = script(read_published(SEED))
    path = folder / "script.jsonl"
    path.write_text(script_text(lines), encoding="utf-8")
    session, _, _ = play(prepared, path, folder / "session")
    return state_of(session)
