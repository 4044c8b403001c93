"""The arguments of what opens a meeting (会議を開くコマンド)."""

from __future__ import annotations

from clerk_tui.tui.home.offers import Runs

from .arguments import FOLDER, Commands, on_screen, session
from .values import between, path


def add(commands: Commands) -> None:
    """demo, new, record, chair, import."""
    demo = commands.add_parser(
        "demo", help="練習する（架空の町の見本の会議で、はじめは五つのキーを順に案内します）"
    )
    demo.add_argument(
        "--headless", action="store_true", help="画面を開かず、最後まで自動で進めて会議録案を作る"
    )
    demo.add_argument("-o", "--out", type=path, metavar=FOLDER, help="見本の会議を作る場所")
    demo.add_argument(
        "--body", default="privacy_council", metavar="型", help="見本の型（既定は privacy_council）"
    )

    on_screen(demo, "headless")

    new = commands.add_parser("new", help="会議を準備する（何も付けなければ画面が案内します）")
    new.add_argument(
        "title",
        nargs="?",
        default="",
        metavar="会議の名称",
        help="例：令和8年度第3回（次第にあれば省けます）",
    )
    new.add_argument(
        "--from",
        dest="files",
        nargs="+",
        action="extend",
        type=path,
        default=[],
        metavar="ファイル",
        help="案件の表や次第（.xlsx .csv .docx .txt .md .html .toml）。名簿のシートがあれば一緒に読みます",
    )
    new.add_argument("--roster", type=path, metavar="ファイル", help="名簿の表（別のファイルにあるとき）")
    new.add_argument(
        "--last",
        default="",
        metavar="会議",
        help="前回の会議か、その会議録のファイル（.docx .txt）。名簿や継続案件を引き継ぎます",
    )
    new.add_argument(
        "--body",
        default="",
        metavar="型",
        help="審議会の型（省くと前回と同じか自分の型。まだなければ紙から型も作る。「新しい型」なら必ず作る）",
    )
    new.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="項目=列",
        help="列の読み違いを直す（例：件名=議題の内容、件名=C）。次回も覚えています",
    )
    new.add_argument(
        "--date", default="", metavar="日付", help="例：令和8年12月4日、12/4（省くと次第か前回の予告）"
    )
    new.add_argument("--start", default="", metavar="時刻", help="開始時刻（省くと次第か前回の予告）")
    new.add_argument("--end", default="", metavar="時刻", help="終了予定（省くと次第か前回と同じ長さ）")
    new.add_argument("--place", default="", metavar="場所", help="会場（省くと次第か前回の予告）")
    new.add_argument("-y", "--yes", action="store_true", help="尋ねずに作り、確かめたいことは後で読む")
    new.add_argument("--record", action="store_true", help="作ったら続けて記録の画面を開く")

    on_screen(new, "yes")

    record = commands.add_parser("record", help="会議を記録する")
    session(record)
    on_screen(record)

    _add_chair(commands)

    import_ = commands.add_parser("import", help="公表された会議録を取り込む")
    import_.add_argument(
        "minutes",
        type=path,
        metavar="会議録",
        help="会議録のファイル（.docx、.txt、.md、.html。- は標準入力）",
    )
    import_.add_argument("--body", metavar="型", help="この型の会議として取り込む（templates の中の名前）")
    import_.add_argument("-o", "--out", type=path, metavar=FOLDER, help="会議を作るフォルダー")
    # It asks on the terminal whether doubtful minutes are taken as they are.
    import_.set_defaults(reads="minutes", runs=Runs.TERMINAL, aside_if=("yes",))
    import_.add_argument(
        "-y", "--yes", action="store_true", help="確かめたいことがあっても、このまま取り込む"
    )


def _add_chair(commands: Commands) -> None:
    chair = commands.add_parser("chair", help="会長の画面を開く（見るだけ）")
    session(chair)
    who = chair.add_mutually_exclusive_group()
    who.add_argument(
        "--names", action="store_true", help="委員の氏名も出す（傍聴席から見える場所では使わない）"
    )
    who.add_argument(
        "--room",
        action="store_true",
        help="傍聴席向け：議題・案件・段階・結果だけを出す（氏名も態度も出ない）",
    )
    chair.add_argument(
        "--web", action="store_true", help="端末の代わりにブラウザーで見せる（タブレットなど）"
    )
    chair.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="アドレス",
        help="--web を出すアドレス（既定はこの機械の中だけ）",
    )
    chair.add_argument(
        "--port",
        type=between(0, 65_535),
        default=8470,
        metavar="番号",
        help="--web のポート（既定は 8470、0 は自動）",
    )
    on_screen(chair, "web")
