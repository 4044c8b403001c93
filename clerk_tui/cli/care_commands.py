"""The arguments of what looks after records and meetings (点検と手入れのコマンド)."""

from __future__ import annotations

from clerk_tui.tui.home.offers import Runs

from .arguments import FOLDER, Commands, json_too, session
from .completion import SHELLS
from .values import between, path


def add(commands: Commands) -> None:
    """check, search, list, profile, doctor; what an office without a programmer never calls comes last."""
    check = commands.add_parser("check", help="記録を点検する")
    session(check)
    json_too(check)

    search = commands.add_parser("search", help="すべての会議の発言をさがす")
    search.add_argument(
        "words", nargs="*", metavar="語", help="すべてを含む発言をさがします（字体や幅の違いは問いません）"
    )
    search.add_argument("--body", default="", metavar="審議会", help="審議会または会議の名称")
    search.add_argument("--case", default="", metavar="案件", help="例：諮問第52号")
    search.add_argument("--speaker", default="", metavar="発言者", help="氏名または役職")
    search.add_argument("--phase", default="", metavar="段階", help="例：質問")
    search.add_argument("--since", default="", metavar="日", help="この日から")
    search.add_argument("--until", default="", metavar="日", help="この日まで")
    search.add_argument(
        "--archive", type=path, metavar=FOLDER, help="会議のフォルダーの代わりに、保管庫でさがす"
    )
    search.add_argument(
        "--limit", type=between(1, 1_000_000), default=50, metavar="件", help="多くても何件（既定は 50）"
    )
    json_too(search)

    json_too(commands.add_parser("list", help="会議の一覧を見る"))

    _add_profile(commands)

    doctor = commands.add_parser(
        "doctor", help="この PC の備えと、記録の傷みを調べる（--salvage で読める部分を取り出す）"
    )
    session(doctor, "。省くと、この機械の備えを調べます", nargs="?")
    doctor.add_argument("--verify", action="store_true", help="連鎖と封印を調べるだけにする")
    doctor.add_argument(
        "--printed",
        metavar="照合値",
        help="内部用の会議録案にある「記録の照合値」が、この記録のものか（あとで切り取られていないか）を調べる",
    )
    doctor.add_argument("--salvage", type=path, metavar=FOLDER, help="読める部分を新しい会議として取り出す")
    json_too(doctor)
    # Without a meeting it looks at the terminal.
    doctor.set_defaults(runs=Runs.TERMINAL, aside_if=("session",))

    archive = commands.add_parser("archive", help="すべての会議を Parquet の保管庫に書く")
    archive.add_argument("folder", type=path, metavar=FOLDER, help="保管庫（変わった会議だけを書き直します）")
    archive.add_argument("--internal", action="store_true", help="氏名の入った内部用の保管庫を書く")

    replay = commands.add_parser("replay", help="準備とスクリプトから記録を作る")
    replay.add_argument(
        "preparation", type=path, metavar="準備", help="preparation.toml、またはそのあるフォルダー"
    )
    replay.add_argument(
        "script", type=path, metavar="スクリプト", help="操作を一行ずつ書いたファイル（docs/script.md）"
    )
    replay.add_argument("-o", "--out", type=path, metavar=FOLDER, help="記録を作るフォルダー")
    replay.set_defaults(reads="script")

    completion = commands.add_parser("completion", help="シェルの Tab で操作と会議を補うための設定を書き出す")
    completion.add_argument("shell", choices=SHELLS, metavar="シェル", help="、".join(SHELLS))


def _add_profile(commands: Commands) -> None:
    profile = commands.add_parser("profile", help="審議会の型を見る・作る・確かめる")
    actions = profile.add_subparsers(dest="what", metavar="すること", required=True)
    actions.add_parser("list", help="型の一覧を見る")
    new = actions.add_parser("new", help="別の型を写して、自分の型を作る")
    new.add_argument("name", metavar="名前", help="型の名前（日本語でもよい）")
    new.add_argument(
        "--like", default="privacy_council", metavar="型", help="もとにする型（既定は privacy_council）"
    )
    new.add_argument("--body", default="", metavar="審議会", help="審議会の名称")
    check = actions.add_parser("check", help="型に誤りがないか確かめる")
    check.add_argument(
        "name", nargs="?", default="", metavar="型", help="型の名前か profile.toml（省くとすべて）"
    )
