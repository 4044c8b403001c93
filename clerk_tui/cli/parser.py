"""What can be called, with which arguments (コマンドの一覧)."""

from __future__ import annotations

from argparse import _SubParsersAction
from typing import Any, TypeAlias

from clerk_tui import __version__
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.tui.home.offers import Runs

from .completion import SHELLS, meetings
from .japanese import Parser, speak_japanese
from .values import FOLDER, between, path, seconds
from .weeks_after import add_weeks_after

_Commands: TypeAlias = "_SubParsersAction[Parser]"

_SESSION = "会議の名前（一部でもよい）、一覧の番号、「今日」、またはフォルダー"

EXPORTS = ("md", "html", "cases", "turns", "json", "akn", "vtt", "chapters")
"""As in :data:`clerk_tui.export.FORMATS`, which is loaded only when something is written."""
RULES = ("言いよどみ", "言い直し", "用字用語", "数字の幅", "番号の書き方")
"""As in :class:`clerk_tui.polish.Rule`."""


def parser() -> Parser:
    """The parser; ``command`` in its result names the module that does the work."""
    speak_japanese()
    top = Parser(
        prog="clerk-tui",
        description="審議会の書記のための会議録端末です。次第に沿って発言を記録し、閉会と同時に会議録案を Word で作ります。",
        epilog="操作を書かずに clerk-tui とすると、全部をそこから選べる画面が開きます。"
        "会議の途中の操作は、画面の F1 で見られます。",
    )
    top.add_argument(
        "--version", action="version", version=f"clerk-tui {__version__}", help="版を表示して終わります"
    )
    commands = top.add_subparsers(dest="command", metavar="操作")

    demo = commands.add_parser("demo", help="練習する（架空の町の見本の会議で、はじめは五つのキーを順に案内します）")
    demo.add_argument(
        "--headless", action="store_true", help="画面を開かず、最後まで自動で進めて会議録案を作る"
    )
    demo.add_argument("-o", "--out", type=path, metavar=FOLDER, help="見本の会議を作る場所")
    demo.add_argument(
        "--body", default="privacy_council", metavar="型", help="見本の型（既定は privacy_council）"
    )

    _on_screen(demo, "headless")

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
        help="案件の表や次第（.xlsx .csv .docx .txt .toml）。名簿のシートがあれば一緒に読みます",
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
        help="審議会の型（省くと前回と同じ。「新しい型」なら紙から型も作る）",
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

    _on_screen(new, "yes")

    record = commands.add_parser("record", help="会議を記録する")
    _session(record)
    _on_screen(record)

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

    _add_audio(commands)
    _add_documents(commands)
    _add_care(commands)
    return top


def _add_care(commands: _Commands) -> None:
    """What looks after records and meetings."""
    check = commands.add_parser("check", help="記録を点検する")
    _session(check)
    _json(check)

    _add_search(commands)
    _add_profile(commands)
    _json(commands.add_parser("list", help="会議の一覧を見る"))

    doctor = commands.add_parser("doctor", help="この PC の備えと、記録の傷みを調べる（--salvage で読める部分を取り出す）")
    _session(doctor, "。省くと、この機械の備えを調べます", nargs="?")
    doctor.add_argument("--verify", action="store_true", help="連鎖と封印を調べるだけにする")
    doctor.add_argument(
        "--printed",
        metavar="照合値",
        help="内部用の会議録案にある「記録の照合値」が、この記録のものか（あとで切り取られていないか）を調べる",
    )
    doctor.add_argument(
        "--salvage", type=path, metavar=FOLDER, help="読める部分を新しい会議として取り出す"
    )
    _json(doctor)
    # Without a meeting it looks at the terminal.
    doctor.set_defaults(runs=Runs.TERMINAL, aside_if=("session",))

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


def _on_screen(command: Parser, *unless: str) -> None:
    """It takes the whole terminal, unless one of these arguments is said."""
    command.set_defaults(runs=Runs.SCREEN, aside_if=unless)


def _writes(command: Parser, *, force: bool = True, allow: bool = True) -> None:
    """A command that writes the file after ``-o``, and what it may do then."""
    command.set_defaults(writes="out")
    if force:
        command.add_argument("--force", action="store_true", help="-o のファイルがもうあっても上書きする")
    if allow:
        command.add_argument(
            "--incomplete",
            action="store_true",
            help="記録が途中までしか読めなくても作る（題に、続きのないことを書く）",
        )
        command.add_argument(
            "--allow",
            action="append",
            default=[],
            metavar="語",
            help="氏名を含むが人の名前でない語（地名など）。このファイルに限って通す",
        )


def _session(command: Parser, more: str = "", **kinds: Any) -> None:
    """The meeting that a command is about; whatever names it becomes its folder before the command runs."""
    action = command.add_argument("session", metavar="会議", help=f"{_SESSION}{more}", **kinds)
    vars(action)["completer"] = meetings


def _json(command: Parser) -> None:
    command.add_argument("--json", action="store_true", help="ほかのプログラムのために、結果を JSON で書く")


def _add_documents(commands: _Commands) -> None:
    """What is made from a record."""
    draft = commands.add_parser("draft", help="会議録案を Word で作る")
    _session(draft)
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

    _writes(draft, force=False)

    polish = commands.add_parser("polish", help="言いよどみや用字用語を、違いを見ながら直す")
    _session(polish)
    polish.add_argument("--show", action="store_true", help="画面を開かず、直すところを並べるだけ")
    polish.add_argument(
        "--take",
        action="append",
        choices=RULES,
        default=[],
        metavar="規則",
        help="画面を開かず、その規則のものを全部直す（言いよどみ、言い直し、用字用語、数字の幅、番号の書き方）",
    )

    _on_screen(polish, "show", "take")

    diff = commands.add_parser("diff", help="Word で直した会議録案と記録の違いを見る・取り込む")
    diff.add_argument("draft", type=path, metavar="会議録案.docx", help="Word で直した案")
    _session(diff, "（省くと案のあるフォルダー）", nargs="?", default="")
    diff.add_argument("--take", action="store_true", help="直されたところを記録に取り込む")
    diff.add_argument(
        "--conflicts",
        choices=("record", "word"),
        default="",
        help="案のあとに記録でも直されたところは、記録（record）と案（word）のどちらに決めるか（省くと、記録のままで食い違いとして残す）",
    )
    _json(diff)
    diff.set_defaults(reads="draft")

    add_weeks_after(commands, _session, _json)

    export = commands.add_parser("export", help="ほかのソフトのための形で書き出す")
    _session(export)
    export.add_argument(
        "format",
        choices=EXPORTS,
        metavar="形",
        help="md、html、cases（案件の CSV）、turns（発言の CSV）、json、akn（Akoma Ntoso 3.0）、"
        "vtt（録音の字幕）、chapters（録音の章）",
    )
    export.add_argument("-o", "--out", type=path, metavar="ファイル", help="書き出すファイル")
    export.add_argument("--internal", action="store_true", help="氏名の入った内部用を書き出す")
    _writes(export)


def _add_audio(commands: _Commands) -> None:
    """What has to do with the recording and its words."""
    fill = commands.add_parser("fill", help="文字起こしから発言の本文を入れる")
    _session(fill)
    fill.add_argument(
        "transcript",
        type=path,
        nargs="+",
        metavar="文字起こし",
        help="時刻付きの文字起こし（.srt .vtt .json .csv .txt .docx など。録音が分かれていれば続けて並べる）",
    )
    fill.add_argument(
        "--offset",
        type=seconds,
        metavar="秒",
        help="録音が記録より何秒早く始まったか（省くと言葉から探します）",
    )
    fill.add_argument(
        "--take", action="store_true", help="画面を開かず、確かなものだけを本文のない発言に入れる"
    )
    _json(fill)
    fill.set_defaults(reads="transcript")
    _on_screen(fill, "take", "json")

    attach = commands.add_parser("attach", help="録音を会議に結び付ける（ファイルはその場所に残ります）")
    _session(attach)
    attach.add_argument(
        "audio",
        nargs="+",
        type=path,
        metavar="録音",
        help="録音のファイル（.wav .mp3 .m4a .wma .flac .opus など）",
    )
    attach.add_argument("--start", default="", metavar="時刻", help="録音の最初の一秒の時刻（例：13:58:30）")
    attach.add_argument("--copy", action="store_true", help="会議のフォルダーにも写す")

    transcribe = commands.add_parser("transcribe", help="結び付けた録音を、この PC で文字に起こす")
    _session(transcribe)
    transcribe.add_argument(
        "--model",
        type=path,
        required=True,
        metavar=FOLDER,
        help="faster-whisper 用のモデルのフォルダー",
    )
    transcribe.add_argument(
        "--hint", action="store_true", help="会議の氏名と役職を手がかりにする（小さなモデルでは使わない）"
    )
    transcribe.add_argument(
        "--threads", type=between(0, 64), default=0, metavar="数", help="使うコアの数（0 は自動）"
    )

    vocabulary = commands.add_parser("vocabulary", help="音声認識に教える単語を書き出す")
    _session(vocabulary)
    vocabulary.add_argument(
        "--for", dest="to", choices=("whisper", "amivoice", "text"), default="text", help="どのソフトのためか"
    )
    vocabulary.add_argument(
        "--corrections", action="store_true", help="この審議会で何度も直された言葉を見る"
    )
    vocabulary.add_argument(
        "-o", "--out", type=path, metavar="ファイル", help="書き出すファイル（省くと画面に）"
    )

    _writes(vocabulary, allow=False)


def _add_search(commands: _Commands) -> None:
    archive = commands.add_parser("archive", help="すべての会議を Parquet の保管庫に書く")
    archive.add_argument(
        "folder", type=path, metavar=FOLDER, help="保管庫（変わった会議だけを書き直します）"
    )
    archive.add_argument("--internal", action="store_true", help="氏名の入った内部用の保管庫を書く")

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
    _json(search)


def _add_profile(commands: _Commands) -> None:
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


def _add_chair(commands: _Commands) -> None:
    chair = commands.add_parser("chair", help="会長の画面を開く（見るだけ）")
    _session(chair)
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
    _on_screen(chair, "web")
