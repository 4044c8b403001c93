"""Write what the code itself knows best into ``docs/``: keys and fields of the Word templates.

    python scripts/make_docs.py            all
    python scripts/make_docs.py keys       docs/keys.md alone
    python scripts/make_docs.py templates  docs/templates.md alone

The pictures of the screens are made by ``make_screens.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from msgspec import Struct
from textual.binding import Binding

from clerk_tui.minutes.document import Document
from clerk_tui.minutes.fields import Common, described
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.tui.actions import ACTIONS, Area
from clerk_tui.tui.keymap import DEFAULT, shown, shown_keys

ROOT = Path(__file__).parents[1]
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
| `{{ 自由欄.問い合わせ先 }}` | 審議会の型の `[fields]` に書いた項目の中身。記号のある名前は `自由欄['公開・非公開の別']` |
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
            for action in ACTIONS
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


def main(wanted: Sequence[str]) -> int:
    makers: dict[str, Callable[[], object]] = {
        "keys": lambda: (ROOT / "docs" / "keys.md").write_text(keys(), encoding="utf-8", newline="\n"),
        "templates": lambda: (ROOT / "docs" / "templates.md").write_text(
            templates(), encoding="utf-8", newline="\n"
        ),
    }
    for name in wanted or makers:
        if name not in makers:
            print(f"「{name}」は作れません。{'、'.join(makers)} から選んでください。", file=sys.stderr)
            return 2
        makers[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
