"""The arguments of what is made from a record (書類のコマンド)."""

from __future__ import annotations

from clerk_tui.minutes.layouts import LAYOUTS

from .arguments import Commands, json_too, on_screen, session, writes
from .values import path

EXPORTS = ("md", "html", "cases", "turns", "json", "akn", "vtt", "chapters")
"""As in :data:`clerk_tui.export.FORMATS`, which is loaded only when something is written."""
RULES = ("言いよどみ", "言い直し", "用字用語", "数字の幅", "番号の書き方")
"""As in :class:`clerk_tui.polish.Rule`."""


def add(commands: Commands) -> None:
    """draft, polish, diff, export."""
    draft = commands.add_parser("draft", help="会議録案を Word で作る")
    session(draft)
    draft.add_argument(
        "-o", "--out", type=path, metavar="ファイル", help="書き出すファイル（省くと会議のフォルダーの中）"
    )

    draft.add_argument(
        "-l",
        "--layout",
        choices=LAYOUTS,
        default=next(iter(LAYOUTS)),
        metavar="様式",
        help="、".join(f"{layout.id}（{layout.help}）" for layout in LAYOUTS.values()),
    )
    draft.add_argument(
        "--internal",
        action="store_true",
        help="だれの発言かが氏名で分かる、内部用を作る（公開しないでください）",
    )

    draft.add_argument("--pdf", action="store_true", help="同じ名前の PDF も作る（LibreOffice が要ります）")
    draft.add_argument(
        "--watch",
        action="store_true",
        help="記録や Word のひな形を直すたびに、同じファイルに作り直す（下見用）",
    )

    writes(draft, force=False)

    polish = commands.add_parser("polish", help="言いよどみや用字用語を、違いを見ながら直す")
    session(polish)
    polish.add_argument("--show", action="store_true", help="画面を開かず、直すところを並べるだけ")
    polish.add_argument(
        "--take",
        action="append",
        choices=RULES,
        default=[],
        metavar="規則",
        help="画面を開かず、その規則のものを全部直す（言いよどみ、言い直し、用字用語、数字の幅、番号の書き方）",
    )

    on_screen(polish, "show", "take")

    diff = commands.add_parser("diff", help="Word で直した会議録案と記録の違いを見る・取り込む")
    diff.add_argument("draft", type=path, metavar="会議録案.docx", help="Word で直した案")
    session(diff, "（省くと案のあるフォルダー）", nargs="?", default="")
    diff.add_argument("--take", action="store_true", help="直されたところを記録に取り込む")
    diff.add_argument(
        "--screen", action="store_true", help="画面で、一つずつ見て採るか残すかを決める（--take より先）"
    )
    diff.add_argument(
        "--conflicts",
        choices=("record", "word"),
        default="",
        help="案のあとに記録でも直されたところは、記録（record）と案（word）のどちらに決めるか（省くと、記録のままで食い違いとして残す）",
    )
    json_too(diff)
    diff.set_defaults(reads="draft", screen_if=("screen",))

    export = commands.add_parser("export", help="ほかのソフトのための形で書き出す")
    session(export)
    export.add_argument(
        "format",
        choices=EXPORTS,
        metavar="形",
        help="md、html、cases（案件の CSV）、turns（発言の CSV）、json、akn（Akoma Ntoso 3.0）、"
        "vtt（録音の字幕）、chapters（録音の章）",
    )
    export.add_argument("-o", "--out", type=path, metavar="ファイル", help="書き出すファイル")
    export.add_argument("--internal", action="store_true", help="氏名の入った内部用を書き出す")
    writes(export)
