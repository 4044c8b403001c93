"""The terminal (端末): its kind and size, its character code, and how wide it draws ambiguous characters."""

from __future__ import annotations

import locale
import os
import shutil
import sys

from .cursor import column_after
from .result import CheckResult, Verdict

_LEAST = (80, 24)
"""Columns and lines that the screens need."""
_AMBIGUOUS = "─"
"""A line of a box: East Asian Width A, which the screens count as one cell."""


def terminal() -> CheckResult:
    """Kind and size of the terminal."""
    name = "端末"
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return CheckResult(
            name, Verdict.DOUBTFUL, "端末ではないところで動いています。画面は端末で開いてください。"
        )
    kind = os.environ.get("TERM_PROGRAM") or os.environ.get("TERM") or ""
    if sys.platform == "win32":
        kind = "Windows Terminal" if "WT_SESSION" in os.environ else "コンソール"
        if "WT_SESSION" not in os.environ:
            return CheckResult(
                name,
                Verdict.DOUBTFUL,
                "古いコンソールでは罫線や入力が乱れます。Windows Terminal で開いてください。",
            )
    elif kind in ("", "dumb", "linux"):
        return CheckResult(
            name,
            Verdict.BAD,
            f"この端末（{kind or '名称なし'}）は日本語の画面を出せません。デスクトップの端末で開いてください。",
        )
    size = shutil.get_terminal_size()
    if size.columns < _LEAST[0] or size.lines < _LEAST[1]:
        return CheckResult(
            name,
            Verdict.DOUBTFUL,
            f"{kind}、{size.columns}×{size.lines}。{_LEAST[0]}×{_LEAST[1]} より狭いので、窓を広げてください。",
        )
    return CheckResult(name, Verdict.GOOD, f"{kind}、{size.columns}×{size.lines}")


def encoding() -> CheckResult:
    """The character code in which text goes to the terminal and file names to the system."""
    name = "文字コード"
    code = sys.stdout.encoding or locale.getencoding()
    if code.lower().replace("-", "").replace("_", "") == "utf8":
        return CheckResult(name, Verdict.GOOD, "UTF-8")
    mend = "環境変数 PYTHONUTF8=1" if sys.platform == "win32" else "環境変数 LANG=ja_JP.UTF-8"
    return CheckResult(
        name,
        Verdict.DOUBTFUL,
        f"{code}。記録のファイルは常に UTF-8 ですが、この画面に出ない字があります。{mend} を設定してください。",
    )


def ambiguous_width() -> CheckResult:
    """Whether box lines take one cell, as the screens count on."""
    name = "罫線の幅"
    width = column_after(_AMBIGUOUS)
    match width:
        case 1:
            return CheckResult(name, Verdict.GOOD, "半角")
        case None:
            return CheckResult(
                name, Verdict.DOUBTFUL, "端末に尋ねられませんでした。画面の枠がずれないか見てください。"
            )
        case _:
            return CheckResult(
                name,
                Verdict.DOUBTFUL,
                "全角。枠がずれます。端末の設定で「曖昧な幅の文字」を半角（narrow）にしてください。",
            )
