"""The moving picture of a meeting (動く絵): the real application, recorded while it is worked by keys.

    python scripts/make_moving_picture.py                 docs/screens/moving.svg
    python scripts/make_moving_picture.py --page          and docs/screens/draft.svg, the page of the Word file, first
    python scripts/make_moving_picture.py -o FOLDER --frames   every frame as a picture of its own: to look at

A short meeting of a fictional town is prepared, recorded in a folder of its own and closed, and the Word file is made
from its record, as ``clerk-tui record`` does it. The clock stands at a given moment of each step, so that the same
picture comes out of every run. The page is set by LibreOffice; it is made anew only when it is asked for, because its
look depends on that program, and it names the text that it shows, by which a test compares it with the Word file.
"""

from __future__ import annotations

import asyncio
import re
import shutil
import subprocess
import sys
import tempfile
from argparse import ArgumentParser
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, timezone
from html import escape
from pathlib import Path, PurePosixPath
from typing import cast
from unittest.mock import patch

from _cell_picture import Grid, grid, picture
from _moving_picture import Frame, moving
from docx import Document
from docx.oxml.ns import qn
from msgspec import Struct
from textual import events
from textual.pilot import Pilot

from clerk_tui import sessions
from clerk_tui.cli.documents import documents
from clerk_tui.domain.record import State
from clerk_tui.minutes.pdf import print_pdf
from clerk_tui.session import Clock
from clerk_tui.tui.app import ClerkApp
from clerk_tui.tui.themes import DARK

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs" / "screens"
MOVING, PAGE = "moving.svg", "draft.svg"
SIZE = (100, 28)
BEGINS = datetime(2026, 12, 16, 14, 0, tzinfo=timezone(timedelta(hours=9)))
TITLE = "clerk-tui record — みどり市情報公開・個人情報保護審議会"
PREPARATION = """\
body = "privacy_council"
title = ["令和8年度第3回", "みどり市情報公開・個人情報保護審議会会議録"]
date = "令和8年12月16日"
start = "14:00"
end = "15:00"
place = "みどり市役所 本庁舎4階 第2会議室"
seats = 6
items = ["令和8年度第2回会議録の確定", "諮問事項"]
members = [
  { name = "水沢", post = "会長", reading = "みずさわ", section = "学識経験者" },
  { name = "相原", reading = "あいはら", section = "学識経験者" },
  { name = "杉浦", reading = "すぎうら", section = "市議会議員" },
  { name = "桑野", reading = "くわの", section = "団体推薦" },
  { name = "能勢", reading = "のせ", section = "団体推薦" },
  { name = "若林", reading = "わかばやし", section = "公募市民" },
]
officials = [{ name = "鳥井", post = "市民課長", reading = "とりい", office = "市民課" }]
secretariat = [{ name = "村瀬", post = "情報公開課長", reading = "むらせ", office = "情報公開課" }]

[materials]
before = ["資料1　諮問事項の記録票"]

[[groups]]
office = "市民課"
explainer = "鳥井市民課長"
item = 2
cases = [
  ["諮問第28号", "書かない窓口システムに記録する個人情報の項目について（新規）"],
  ["諮問第29号", "書かない窓口に関する業務の外部委託について（新規）"],
]
"""


class Step(Struct, frozen=True):
    """What the clerk does, and how long it is looked at."""

    says: str
    """For who watches: what it does; at most forty characters."""
    key: str = ""
    """The key that is pressed, as Textual calls it; empty: ``words`` are typed."""
    words: str = ""
    seconds: float = 2.6
    """How long the screen that it leads to is seen."""
    minutes: float = 0.4
    """How much later in the meeting it is."""
    holds: tuple[str, ...] = ()
    """What must stand on the screen then."""


STEPS = (
    Step("会議の前：次第と名簿から、案件と話す人が並んでいます", seconds=3.4, holds=("開会前", "未 諮問第28号")),
    Step("出欠を取る", "ctrl+o", seconds=1.8, holds=("出欠確認",)),
    Step("欠席の人を、よみで", words="のせ", seconds=0.8),
    Step("欠席にする", "enter", seconds=1.4, holds=("欠席", "委員の出席 5名")),
    Step("出欠を記録", "enter", seconds=1.8, holds=("出席 5/6名",)),
    Step("どの操作も、名前でさがせます", "ctrl+p", seconds=1.0, minutes=0.2),
    Step("傍聴者の操作を", words="傍聴", seconds=1.4, minutes=0, holds=("傍聴者の人数",)),
    Step("選ぶ", "enter", seconds=0.8, minutes=0),
    Step("三人と打つ", words="3", seconds=0.8, minutes=0),
    Step("人数を記録", "enter", seconds=1.2, minutes=0.1),
    Step("会長の開会の言葉は、定型文でひと押し", "ctrl+t", seconds=3.2, holds=("審議中", "14:02 水沢会長")),
    Step("次の案件に入る", "ctrl+b", seconds=2.0, minutes=4),
    Step("二件を一括して審議", "enter", seconds=2.0, minutes=0, holds=("中 諮問第28号・第29号",)),
    Step("所管課の説明", "ctrl+t", seconds=1.8, holds=("鳥井市民課長",)),
    Step("「御質問は」で、段階も質問へ", "ctrl+t", seconds=2.6, minutes=8, holds=("[質問]",)),
    Step("手を挙げた人をさがす", "f4", seconds=1.2, holds=("発言者",)),
    Step("よみの頭だけで", words="くわ", seconds=0.8, minutes=0, holds=("桑野委員",)),
    Step("桑野委員の質問", "enter", seconds=1.2, minutes=0, holds=("桑野委員",)),
    Step("聞いたことを打つ", words="聞き取った内容は、窓口の端末に残るのでしょうか。", seconds=1.0, minutes=0.5),
    Step("記録：次は答える課長と読んで、待っています", "enter", seconds=3.0, minutes=0.2,
         holds=("桑野委員 質問", "今    鳥井市民課長")),
    Step("答弁を打つ", words="申請書を印刷した時点で、端末から消去されます。", seconds=0.8, minutes=0.6),
    Step("記録：次は前の質問者", "enter", seconds=2.4, minutes=0.1, holds=("今    桑野委員 前の質問者",)),
    Step("会長が話し始めた：二番目の候補へ", "f2", seconds=1.6, minutes=0.2, holds=("水沢会長",)),
    Step("会長の言葉を、そのまま打つ", words="それでは御意見のある方はお願いします。", seconds=1.6, minutes=0.2,
         holds=("F8 「意見」へ",)),
    Step("言葉のとおり、意見の段階へ", "f8", seconds=2.4, minutes=0.1, holds=("[意見]",)),
    Step("次の発言者をさがす", "f4", seconds=0.8, minutes=0.3),
    Step("よみの頭だけで", words="わか", seconds=0.6, minutes=0, holds=("若林委員",)),
    Step("若林委員の意見", "enter", seconds=0.9, minutes=0),
    Step("聞いたことを打つ", words="諮問第29号に賛成いたします。", seconds=1.6, minutes=0.3,
         holds=("F8 賛成（諮問第29号）",)),
    Step("記録し、賛成の印も付ける", "f8", seconds=2.6, minutes=0.1, holds=("〔賛成〕",)),
    Step("裁決：審議中の案件と、いつもの結果が並びます", "f5", seconds=3.2, minutes=1, holds=("裁決", "< 決定 >")),
    Step("会長の言葉ごと記録", "enter", seconds=2.6, minutes=0.1, holds=("済 諮問第28号・第29号", "残り 0群 0件")),
    Step("会長の発言に切り替える", "tab", seconds=0.8, minutes=0.2),
    Step("閉会の言葉", words="以上で議事はすべて終わりました。これをもちまして閉会といたします。", seconds=1.4,
         minutes=0.2, holds=("F8 「閉会」へ",)),
    Step("言葉のとおり、閉会の段階へ", "f8", seconds=1.6, minutes=0.2, holds=("[閉会]",)),
    Step("点検して閉会：言い残したことを知らせます", "ctrl+w", seconds=3.2, minutes=0.2, holds=("閉会前の点検",)),
    Step("閉会を記録", "ctrl+s", seconds=2.2, minutes=0.1, holds=("閉会を記録しました。",)),
    Step("Word で作る", "enter", seconds=3.2, minutes=0.1, holds=("会議録案を作りました：会議録案.docx",)),
)  # fmt: skip
PAGE_SAYS, PAGE_SECONDS = "できた会議録案（Word）：体裁はひな形で変えられます", 7.0
STILL = "記録：次は答える課長と読んで、待っています"
"""What the picture shows where nothing moves it."""
_AT_ONCE = 5
"""Characters that come from the input method at a time."""
_TYPED = 0.22
"""Seconds that they are seen."""

_LOOK, _ALIKE = 0.04, 2
"""Seconds between looks at the screen, and how many in a row must be alike."""


class Run(Struct, frozen=True):
    """What was seen of the whole meeting, and the text of the Word file that was made at its end."""

    frames: tuple[Frame, ...]
    screens: tuple[str, ...]
    """What stood on the screen after each step."""
    text: str


async def run(draft: Path) -> Run:
    """The meeting from its beginning to the Word file, which is left at ``draft``."""
    now = BEGINS
    clock = Clock(lambda: now, lambda: now.timestamp() - BEGINS.timestamp())
    frames: list[Frame] = []
    screens: list[str] = []
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "第3回"
        folder.mkdir()
        (folder / "preparation.toml").write_text(PREPARATION, encoding="utf-8")
        with (
            patch.dict("os.environ", dict.fromkeys(("XDG_CONFIG_HOME", "APPDATA"), place)),
            sessions.recording(folder, clock) as opened,
        ):

            def make_draft(state: State) -> Path:
                made = documents(opened.folder, state)
                shutil.copy(made, draft)
                # Where it was made differs from run to run; what is shown is where a clerk's would be.
                return cast("Path", PurePosixPath("/会議録/第3回", made.name))

            app = ClerkApp(opened.session, clock=clock, make_draft=make_draft)
            async with app.run_test(size=SIZE) as pilot:
                app.theme = DARK.name
                for step in STEPS:
                    now += timedelta(minutes=step.minutes)
                    cap = KEYS.get(step.key, step.key.title())
                    for words in _pieces(step.words):
                        app.post_message(events.Paste(words))
                        frames.append(Frame(await _settled(pilot), _TYPED, step.says))
                    if step.key:
                        await pilot.press(step.key)
                    frames.append(Frame(await _settled(pilot), step.seconds, step.says, cap))
                    screens.append(words_of(frames[-1]))
            app.raise_crash()
    frames.append(Frame(frames[-1].shown, PAGE_SECONDS, PAGE_SAYS, page=True))
    return Run(tuple(frames), tuple(screens), text_of(draft))


async def _settled(pilot: Pilot[None]) -> Grid:
    """The screen once nothing on it moves any more, at the time that it then is."""
    app = pilot.app
    assert isinstance(app, ClerkApp)
    shown, alike = None, 0
    while alike < _ALIKE:
        await app.workers.wait_for_complete()
        await pilot.pause(_LOOK)
        # The clock of the screen goes by the second; that of the run, by the step.
        app.record._tick()
        now = grid(app)
        shown, alike = now, alike + 1 if now == shown else 0
    assert shown is not None
    return shown


KEYS = {"f2": "F2", "f4": "F4", "f5": "F5", "f8": "F8"} | {
    f"ctrl+{key}": f"Ctrl+{key.upper()}" for key in "opbtws"
}
"""How a key is shown, where its first letter is not the only large one."""


def _pieces(words: str) -> Iterator[str]:
    for at in range(0, len(words), _AT_ONCE):
        yield words[at : at + _AT_ONCE]


def words_of(frame: Frame) -> str:
    """What stands on the screen of a frame, a line each."""
    return "\n".join("".join(cell.text for cell in row).rstrip() for row in frame.shown.rows)


def text_of(draft: Path) -> str:
    """The words of a Word file: its paragraphs and those of its tables, as they follow one another."""
    lines = (
        "".join(each.text or "" for each in paragraph.iter(qn("w:t")))
        for paragraph in Document(str(draft)).element.body.iter(qn("w:p"))
    )
    return "\n".join(line for line in lines if line.strip())


def svg(recorded: Run, page: str) -> str:
    """The moving picture; ``page``: the first page of the Word file as SVG."""
    steps = dict.fromkeys(frame.says for frame in recorded.frames)
    (still, *_) = (at for at, frame in enumerate(recorded.frames) if frame.says == STILL)
    return moving(recorded.frames, TITLE, "。".join(steps), still, page)


def page_of(draft: Path, text: str) -> str:
    """The first page as LibreOffice sets it, with its words told; asks for LibreOffice and poppler."""
    with tempfile.TemporaryDirectory() as place:
        printed = Path(place) / "page.pdf"
        print_pdf(draft, printed)
        target = Path(place) / "page.svg"
        subprocess.run(
            ["pdftocairo", "-svg", "-f", "1", "-l", "1", str(printed), str(target)],
            check=True, capture_output=True,
        )  # fmt: skip
        made = target.read_text("utf-8")
    _, _, rest = made[made.index("<svg") :].partition(">")
    # A hundredth of a point is finer than any screen, and the file a third smaller.
    rest = re.sub(r"\d+\.\d{3,}", lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), rest)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 595 842" '
        f'width="595" height="842">\n<title>会議録案（Word）の一頁目</title>\n<desc>{escape(text)}</desc>'
        f'<rect width="595" height="842" fill="#fff"/>{rest}'
    )


def main(arguments: Sequence[str]) -> int:
    parser = ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("-o", "--out", type=Path, default=DOCS)
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--frames", action="store_true")
    options = parser.parse_args(arguments)
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        draft = Path(place) / "会議録案.docx"
        recorded = asyncio.run(run(draft))
        if options.page:
            (options.out / PAGE).write_text(page_of(draft, recorded.text), encoding="utf-8", newline="\n")
    page = options.out / PAGE
    made = svg(recorded, (page if page.exists() else DOCS / PAGE).read_text("utf-8"))
    (options.out / MOVING).write_text(made, encoding="utf-8", newline="\n")
    for number, frame in enumerate(recorded.frames if options.frames else ()):
        target = options.out / f"frame-{number:03}.svg"
        target.write_text(picture(frame.shown, TITLE, dark=True), encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
