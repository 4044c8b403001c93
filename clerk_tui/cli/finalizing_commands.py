"""The arguments of what brings a draft to the published minutes (閉会のあとのコマンド)."""

from __future__ import annotations

from clerk_tui.domain.progress import MinutesStatus
from clerk_tui.minutes.layouts import LAYOUTS

from .arguments import FOLDER, Commands, json_too, session
from .japanese import Parser
from .values import between, path

SUMMARY = "概要公表"
"""What is said for the summary of the results, which is no step of the minutes themselves."""


def add(commands: Commands) -> None:
    """confirm, status, settle."""
    confirm = commands.add_parser(
        "confirm", help="委員と担当課に送る、確認依頼の案を作る（状態は「確認中」になる）"
    )
    session(confirm)
    confirm.add_argument(
        "-o", "--out", type=path, required=True, metavar=FOLDER, help="一人・一課に一つの Word を作る場所"
    )
    confirm.add_argument(
        "--to",
        action="append",
        default=[],
        metavar="宛先",
        help="委員（例：有賀委員）か担当課。省くと、出席した委員と案件のある課の全部",
    )
    confirm.add_argument(
        "--due", default="", metavar="日付", help="回答期限（省くと、型の [deadlines] の answers から）"
    )
    confirm.add_argument(
        "-l",
        "--layout",
        choices=[layout.id for layout in LAYOUTS.values() if layout.transcript],
        default=next(iter(LAYOUTS)),
        metavar="様式",
        help="発言の全部が載る様式（既定は table）",
    )
    _taken_by(confirm)
    confirm.add_argument("--force", action="store_true", help="同じ名前のファイルがもうあっても上書きする")

    status = commands.add_parser("status", help="会議録の状態と期限を見る・進める（案、確認中、確定、公表）")
    session(status)
    status.add_argument(
        "status",
        nargs="?",
        choices=(*MinutesStatus, SUMMARY),
        metavar="状態",
        help=f"{'、'.join(MinutesStatus)}、{SUMMARY}（会議結果の概要を公表した）。省くと、見るだけ。前の状態に戻すこともできます",
    )
    status.add_argument("--due", default="", metavar="日付", help="「確認中」の回答期限")
    _taken_by(status)
    status.add_argument(
        "--force", action="store_true", help="決まっていない食い違いがあっても確定・公表にする"
    )
    json_too(status)

    settle = commands.add_parser("settle", help="二人の直しの食い違いを見る・決める")
    session(settle)
    settle.add_argument(
        "number",
        nargs="?",
        type=between(1, 100_000),
        metavar="番号",
        help="どの食い違いか（省くと、全部を見る）",
    )
    settle.add_argument(
        "--take",
        choices=("案", "記録"),
        metavar="どちら",
        help="案（戻った案のほうに直す）か、記録（記録のまま）",
    )
    settle.add_argument("--by", default="", metavar="人", help="だれが決めたか")
    settle.add_argument("--note", default="", metavar="文", help="書き添えること")
    json_too(settle)


def _taken_by(command: Parser) -> None:
    """When a step was taken, and by whom."""
    command.add_argument("--on", default="", metavar="日付", help="その日（省くと今日）")
    command.add_argument("--by", default="", metavar="人", help="だれがしたか（例：庶務課長決裁）")
    command.add_argument("--note", default="", metavar="文", help="書き添えること")
