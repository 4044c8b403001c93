"""The arguments of what has to do with the recording and its words (録音のコマンド)."""

from __future__ import annotations

from .arguments import FOLDER, Commands, json_too, on_screen, session, writes
from .values import between, path, seconds


def add(commands: Commands) -> None:
    """fill, attach, transcribe, vocabulary."""
    fill = commands.add_parser("fill", help="文字起こしから発言の本文を入れる")
    session(fill)
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
    json_too(fill)
    fill.set_defaults(reads="transcript")
    on_screen(fill, "take", "json")

    attach = commands.add_parser("attach", help="録音を会議に結び付ける（ファイルはその場所に残ります）")
    session(attach)
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
    session(transcribe)
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
    session(vocabulary)
    vocabulary.add_argument(
        "--for", dest="to", choices=("whisper", "amivoice", "text"), default="text", help="どのソフトのためか"
    )
    vocabulary.add_argument("--corrections", action="store_true", help="この審議会で何度も直された言葉を見る")
    vocabulary.add_argument(
        "-o", "--out", type=path, metavar="ファイル", help="書き出すファイル（省くと画面に）"
    )

    writes(vocabulary, allow=False)
