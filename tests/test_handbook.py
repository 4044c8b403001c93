"""The handbook tells what the program does: commands, keys and names of operations are the program's own."""

from __future__ import annotations

import re
import shlex
import shutil
import sys
import wave
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from docx import Document
from docx.oxml.ns import qn

from clerk_tui.cli.main import main
from clerk_tui.cli.parser import parser
from clerk_tui.tui.actions import BY_ID
from clerk_tui.tui.keymap import shown

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "scripts"))

import make_docs  # noqa: E402 - scripts beside the package
import make_handbook  # noqa: E402
import make_keysheet  # noqa: E402
import site_pages  # noqa: E402

PAGES = sorted((ROOT / "docs" / "handbook").glob("*.md"))
WRITTEN = [page for page in PAGES if page != make_keysheet.PAGE]
ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a4944415478da6360000000020001e527defc0000000049454e44ae426082"
)
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_KEY = re.compile(
    r"(?:(?:Ctrl|Shift)\+)+(?:F\d+|[A-Z](?![a-z])|Tab|[↑↓←→]+)|F\d+"
    r"|\b(?:Enter|Esc|Tab|Space|Backspace|PageUp|PageDown|Home|End)\b|[↑↓←→]+"
)
_OPERATION = re.compile(rf"((?![↑↓←→])(?:{_KEY.pattern}))\*{{0,2}}「([^」]+)」")
_ROW = re.compile(r"^\| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
_NAMES = {action.name: tuple(shown(key) for key in action.keys) for action in BY_ID.values()}
named = pytest.mark.parametrize("page", WRITTEN, ids=lambda page: page.stem)


def text(page: Path) -> str:
    return page.read_text("utf-8")


def commands(page: Path) -> Iterator[list[str]]:
    """The words behind ``clerk-tui`` of every line to be typed."""
    for block in _BLOCK.findall(text(page)):
        yield from (shlex.split(line)[1:] for line in block.splitlines())


def known_keys() -> set[str]:
    """Keys of the registry and of every screen's own line of hints, each by itself."""
    told = make_docs.keys() + "".join(
        hint
        for path in (ROOT / "clerk_tui" / "tui").rglob("*.py")
        for hint in re.findall(r'"([^"\n]*(?:Enter|Esc) [^"\n]*)"', path.read_text("utf-8"))
    )
    # 「Ctrl+Z・Y」 stands for both, 「←→」 for each.
    return set(_KEY.findall(re.sub(r"Ctrl\+([A-Z])・([A-Z])\b", r"Ctrl+\1 Ctrl+\2", told)))


@named
def test_every_command_is_taken_with_its_options(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in filter(None, commands(page)):
        try:
            parser().parse_args(words)
        except SystemExit:
            pytest.fail(f"clerk-tui {' '.join(words)}：{capsys.readouterr().err}")


def test_there_are_commands_and_operations_to_look_at() -> None:
    assert sum(1 for page in PAGES for _ in commands(page)) > 40
    assert sum(len(_OPERATION.findall(text(page))) for page in PAGES) > 40


def test_every_key_is_one_of_a_screen() -> None:
    known = known_keys()
    assert {page.name: unknown for page in PAGES if (unknown := set(_KEY.findall(text(page))) - known)} == {}


@named
def test_an_operation_is_called_as_the_screen_calls_it_and_has_that_key(page: Path) -> None:
    for key, name in _OPERATION.findall(text(page)):
        assert name in _NAMES, f"{key}「{name}」"
        assert key == "Ctrl+P" or key in _NAMES[name], f"{key}「{name}」"


def test_the_tables_of_keys_are_those_of_the_registry() -> None:
    rows = [
        row
        for page in WRITTEN
        for table in re.findall(r"\| キー \| 操作 \|\n\|---\|---\|\n((?:\|.*\n)+)", text(page))
        for row in _ROW.findall(table)
    ]
    assert len(rows) > 10
    assert [row for row in rows if row[0] not in _NAMES[row[1]]] == []


@named
def test_every_step_of_the_handbook_leads_somewhere(page: Path) -> None:
    for target, anchor in re.findall(r"\]\(([^)#]*)(?:#([^)]*))?\)", text(page)):
        there = page.parent / target if target else page
        assert there.is_file(), target
        if anchor:
            assert re.search(rf"^#+ {re.escape(anchor)}$", text(there), re.MULTILINE), anchor


def test_the_site_is_told_of_every_page_and_file_of_the_handbook() -> None:
    told = re.findall(r"handbook/[^\s\]]+", (ROOT / "mkdocs.yml").read_text("utf-8"))
    assert sorted(told) == sorted(f"handbook/{path.name}" for path in PAGES[0].parent.iterdir())


def test_the_key_sheet_is_what_the_registry_makes(tmp_path: Path) -> None:
    assert text(make_keysheet.PAGE) == make_keysheet.page()
    target = tmp_path / "キー一覧.docx"
    make_keysheet.word(target)
    printed = "\n".join(line.text for line in Document(str(target)).paragraphs)
    with_keys = [action for action in BY_ID.values() if action.keys]
    assert [action.name for action in with_keys if f"\t{action.name}" not in printed] == []


def test_a_page_of_the_site_has_no_blank_at_the_end_of_a_line_and_no_link_out_of_it() -> None:
    page = SimpleNamespace(file=SimpleNamespace(src_uri="handbook/a.md"), meta={})

    def made(markdown: str) -> str:
        return site_pages.on_page_markdown(markdown, page=page)

    assert made("記録を\n開きます。\n\n次の段") == "記録を開きます。\n\n次の段"
    assert made("- 一つ目\n  続き\n- 二つ目") == "- 一つ目続き\n- 二つ目"
    assert made("| 表 |\n|---|") == "| 表 |\n|---|"
    assert made("```\n一行\n二行\n```") == "```\n一行\n二行\n```"
    assert made("[表](../keys.md)と[型](../../templates/README.md#x)") == "[表](../keys.md)と型"


@pytest.mark.slow
def test_the_commands_that_need_no_screen_do_what_the_handbook_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """All of them, page after page, on the sample meeting; with files called as the handbook calls them."""
    for name in ("CLERK_TUI_SESSIONS", "APPDATA", "XDG_CONFIG_HOME", "HOME"):
        monkeypatch.setenv(name, str(tmp_path / name.lower()))
    monkeypatch.chdir(tmp_path)
    meeting = tmp_path / "clerk_tui_sessions" / "前回の会議"
    assert main(["demo", "--headless", "--out", str(meeting)]) == 0
    shutil.copy(ROOT / "templates" / "privacy_council" / "sample" / "案件一覧.xlsx", ".")
    for name in ("戻ってきた会議録案.docx", "前回会議録.docx"):
        shutil.copy(meeting / "会議録案.docx", name)
    with wave.open("録音.wav", "wb") as sound:
        sound.setparams((1, 2, 8000, 0, "NONE", ""))
        sound.writeframes(bytes(16_000))
    for name in ("文字起こし.srt", "前半.srt", "後半.srt"):
        Path(name).write_text("1\n00:00:01,000 --> 00:00:05,000\n始めます。\n", encoding="utf-8")
    # What opens a screen, asks on the terminal, runs on or needs a model is not for a test without a terminal.
    on_screen = {"chair", "record", "transcribe", "demo", "import", "polish"}
    not_here = {"--watch"} if shutil.which("soffice") else {"--watch", "--pdf"}
    wrong = []
    for page in PAGES:
        for words in commands(page):
            if not words or words[0] in on_screen or not_here.intersection(words):
                continue
            if (words[0] == "new" and "-y" not in words) or (words[0] == "fill" and "--take" not in words):
                continue
            said = [word.replace("会議の名前", "前回の会議").replace(".m4a", ".wav") for word in words]
            if said[:2] == ["diff", "会議録案.docx"]:
                # The page speaks of the draft in the meeting's own folder.
                said[1] = str(meeting / said[1])
            elif said[0] == "new":
                # The sample's table of cases says no day.
                said += ["--date", "12/4", "--start", "14:00"]
            code = main(said)
            if code not in (0, 1):
                wrong.append((page.name, said, code, capsys.readouterr().err))
    assert wrong == []


def test_the_whole_handbook_is_one_word_file(tmp_path: Path) -> None:
    asked: list[Path] = []

    def picture(source: Path) -> bytes:
        asked.append(source)
        return ONE_PIXEL

    target = tmp_path / "書記の手引き.docx"
    make_handbook.build(target, picture)
    assert sorted(make_handbook.pages()) == PAGES
    document = Document(str(target))
    # The navigation pane goes by the levels of the headings.
    told = {
        level: [line.text for line in document.paragraphs if line.style.name == f"Heading {level}"]
        for level in (1, 2, 3)
    }
    shown = "\n".join(text(page) for page in make_handbook.pages())
    for level, headings in told.items():
        assert headings == re.findall(rf"^{'#' * level} (.+)$", shown, re.MULTILINE)
    words = "".join("".join(each.itertext()) for each in document.element.body.iter(qn("w:t")))
    for page in WRITTEN:
        for line in (line for block in _BLOCK.findall(text(page)) for line in block.splitlines()):
            assert line in words, f"{page.name}: {line}"
        for cell in re.findall(r"^\| (?:\*\*)?([^|`*\[]+?) \|", text(page), re.MULTILINE):
            assert cell in words, f"{page.name}: {cell}"
    pictures = {
        (page.parent / name).resolve()
        for page in PAGES
        for name in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", text(page))
    }
    assert set(asked) == pictures
    anchors = {mark.get(qn("w:name")) for mark in document.element.body.iter(qn("w:bookmarkStart"))}
    links = [link.get(qn("w:anchor")) for link in document.element.body.iter(qn("w:hyperlink"))]
    assert set(links) == anchors
    between = [
        link for page in PAGES for link in re.findall(r"[^!]\[[^\]]+\]\(([^)/]+\.md)[^)]*\)", text(page))
    ]
    assert len(links) == len(PAGES) + len(between)
    assert len(anchors) == len(PAGES)
