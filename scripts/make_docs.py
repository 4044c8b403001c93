"""Write what the code itself knows best into ``docs/``: keys, fields of the Word templates, pictures of the screens.

    python scripts/make_docs.py            all
    python scripts/make_docs.py keys       docs/keys.md alone
    python scripts/make_docs.py templates  docs/templates.md alone
    python scripts/make_docs.py screens    docs/screens/*.svg alone

The pictures show the sample meeting of the fictional みどり市, at a clock that stands still.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from msgspec import Struct
from textual.binding import Binding

from clerk_tui import profile as profiles
from clerk_tui.domain.commands import Prepare
from clerk_tui.domain.events import Recorded
from clerk_tui.intake.preparation import read_preparation
from clerk_tui.minutes.document import Document
from clerk_tui.minutes.fields import Common, described
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.scripting.lines import read_script
from clerk_tui.session import Clock, Session
from clerk_tui.tui.actions import BY_ID, Area
from clerk_tui.tui.keymap import DEFAULT, shown, shown_keys

ROOT = Path(__file__).parents[1]
SAMPLE = ROOT / "templates" / "privacy_council" / "sample"
SIZES = {"record": (120, 36), "record-80x24": (80, 24), "record-200x60": (200, 60)}
_JST = timezone(timedelta(hours=9))
_HEAD = """\
# キーの一覧

この表は `clerk_tui/tui/actions.py` の登録簿と、各画面の案内の行から作られます（`python scripts/make_docs.py keys`）。
かな漢字変換の途中では、まず確定してから押してください。キーのない操作は Ctrl+P（操作の一覧）から名前で選べます。

記録の画面のキーは、自分のフォルダー（Windows は `%APPDATA%\\clerk-tui`、macOS は `~/Library/Application Support/clerk-tui`、
Linux は `~/.config/clerk-tui`）の `keys.toml` で変えられます。一行に一つ、「割当での名前」を使って書きます
（`finder = "f6"`、二つなら `["f6", "ctrl+g"]`、外すなら `[]`）。次に画面を開いたときから効きます。
Enter（`commit`）と Ctrl+P は変えられません。
"""
_WRITING = """\
## 入力の行の中

| キー | はたらき |
|---|---|
| Ctrl+J | 段落を改める |
| Space | カーソルの前の略語を開く（略語でなければ空白） |
| Ctrl+←→、Home、End、Shift+矢印、Ctrl+A | 移動と選択 |
| Ctrl+X・C・V | 切り取り・コピー・貼り付け |

## 発言の一覧の中（Ctrl+L）

| キー | はたらき |
|---|---|
| ↑↓、PageUp・PageDown、Home・End | 選ぶ |
| Enter | 選んだ行を直す |

問いの画面で使えるキーは、その画面の一番下の行に出ます。
"""


_TEMPLATES = """\
# Word のひな形の欄

この一覧は、会議録の型（`clerk_tui/minutes/document.py` と `clerk_tui/minutes/layouts/`）から作られます
（`python scripts/make_docs.py templates`）。ひな形の置き場所は [templates/README.md](../templates/README.md) にあります。
どの様式でも使える欄を説明つきで並べた見本が [`templates/sample.docx`](../templates/sample.docx) です。
要るところを写して使ってください。

## 書き方

| 書くもの | はたらき |
|---|---|
| `{{ 日時 }}` | 欄の中身を刷ります。段落、表、ヘッダー、フッター、テキスト ボックスのどこにでも書けます |
| `{%p for 議題 in 次第 %}` … `{%p endfor %}` | 間の段落を繰り返します。それぞれ一つの段落に書きます（刷られません） |
| `{%tr for 案件 in 案件一覧 %}` … `{%tr endfor %}` | 間の表の行を繰り返します。それぞれ一つの行に書きます（刷られません） |
| `{%p if 欠席者 %}` … `{%p else %}` … `{%p endif %}` | 中身があるときだけ刷ります。表の行なら `{%tr`、文の中なら `{% if … %}` |
| `{{ loop.index }}`、`loop.first`、`loop.last` | 繰返しの何番目か、最初か、最後か |
| `{{ 次回 or '未定' }}` | 空のときに代わりに刷る言葉 |
| `{{ 態度一覧\\|join('／') }}` | 並びを一つの文につなげます |
| `{% vm %}{{ 項目.項目 }}` | 同じ繰返しの間、表のこの欄を縦に一つにつなげます |
| `{#p 覚え書き #}` | 刷られない覚え書き |

- 括弧や記号は全角（`｛｛ 日時 ｝｝`、`｛％p … ％｝`）でもかまいません。
- 欄のある文字の字体、大きさ、スタイルで刷られます。決まった文、行、ロゴは書いたとおりに刷られます。
- 発言の中に `{{` や `<` があっても、文字のまま刷られます。ひな形の中で動くのは、ひな形に書いたものだけです。
- 見出し・発言・ト書きが全部は刷られないひな形では、案はできません（要点と概要では、その様式の発言と結果）。
- 要確認の注記は、発言の `文` のところに Word のコメントとして付きます。

"""


def templates() -> str:
    """``docs/templates.md``: how a field is written, and every field with what it holds."""
    parts = [_TEMPLATES, "## どの様式でも使える欄", "", *_fields(Common, Document)]
    for layout in LAYOUTS.values():
        if layout.own is not None:
            parts += ["", f"## {layout.help}（`{layout.template}`）だけの欄", "", *_fields(layout.own)]
    return "\n".join(parts) + "\n"


def _fields(*kinds: type[Struct]) -> Iterator[str]:
    yield "| 欄 | その中の欄 | 中身 |"
    yield "|---|---|---|"
    # A field that stands within several is told once.
    for inside, name, holds in dict.fromkeys(row for kind in kinds for row in described(kind)):
        yield f"| `{inside}` | `{name}` | {holds} |" if inside else f"| `{name}` | | {holds} |"


def keys() -> str:
    """``docs/keys.md``: every action under its heading, with keys and meaning."""
    parts = [_HEAD]
    for area in Area:
        rows = [
            f"| {shown_keys(DEFAULT, action.id) or '—'} | {action.name} | {action.help} | `{action.id}` |"
            for action in BY_ID.values()
            if action.area is area
        ]
        if rows:
            head = ["| キー | 操作 | はたらき | 割当での名前 |", "|---|---|---|---|"]
            parts.append("\n".join((f"## {area.value}\n", *head, *rows, "")))
    parts.append(_WRITING)
    for name, hint in _other_screens():
        rows = [f"| {keys} | {what} |" for keys, _, what in (item.partition(" ") for item in hint)]
        parts.append("\n".join((f"## {name}\n", "| キー | はたらき |", "|---|---|", *rows, "")))
    return "\n".join(parts)


def _other_screens() -> Iterator[tuple[str, list[str]]]:
    """Each screen beside the record, and its keys as its own line of hints has them: 「Enter 採る」."""
    from clerk_tui.chair.app import ChairApp
    from clerk_tui.tui import fill, new, polish

    yield "準備の画面（`clerk-tui new`）", new.HINT.split("　")
    yield "文字起こしの流し込み（`clerk-tui fill`）", fill.HINT.split("　")
    yield "整文（`clerk-tui polish`）", polish.HINT.split("　")
    bindings = [binding for binding in ChairApp.BINDINGS if isinstance(binding, Binding)]
    yield "会長の画面（`clerk-tui chair`）", [f"{shown(each.key)} {each.description}" for each in bindings]


class _Nowhere:
    def append(self, records: Sequence[Recorded]) -> None:
        del records


def session(lines: int) -> tuple[Session, Clock]:
    """The sample meeting after so many lines of its script, and a clock that stands where it then is."""
    meeting = read_preparation(SAMPLE, profiles)
    assert meeting.date and meeting.starts
    now = datetime.combine(meeting.date, meeting.starts, tzinfo=_JST)
    clock = Clock(lambda: now, lambda: 0.0)
    played = Session(_Nowhere(), clock=clock)
    played.dispatch(Prepare(meeting))
    for line in list(read_script(SAMPLE / "script.jsonl"))[:lines]:
        now = line.moment(now)
        played.dispatch(line.command(played.state, now), now)
    return played, clock


async def screens(folder: Path) -> None:
    """``docs/screens/*.svg``: the record screen in three sizes and in the light theme."""
    from clerk_tui.tui.app import ClerkApp
    from clerk_tui.tui.themes import DARK, LIGHT

    pictures = [(name, size, DARK.name) for name, size in SIZES.items()]
    pictures.append(("record-light", SIZES["record"], LIGHT.name))
    for name, size, theme in pictures:
        played, clock = session(48)
        app = ClerkApp(played, clock=clock, theme=theme)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            picture = app.export_screenshot(title="clerk_tui")
        (folder / f"{name}.svg").write_text(picture, encoding="utf-8", newline="\n")


def main(wanted: Sequence[str]) -> int:
    makers: dict[str, Callable[[], object]] = {
        "keys": lambda: (ROOT / "docs" / "keys.md").write_text(keys(), encoding="utf-8", newline="\n"),
        "templates": lambda: (ROOT / "docs" / "templates.md").write_text(
            templates(), encoding="utf-8", newline="\n"
        ),
        "screens": lambda: asyncio.run(screens(ROOT / "docs" / "screens")),
    }
    (ROOT / "docs" / "screens").mkdir(parents=True, exist_ok=True)
    for name in wanted or makers:
        if name not in makers:
            print(f"「{name}」は作れません。{'、'.join(makers)} から選んでください。", file=sys.stderr)
            return 2
        makers[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
