"""What a file is before anything in it is interpreted (ファイルの正体): its text, or why it has none."""

from __future__ import annotations

import codecs
from pathlib import Path

from clerk_tui.intake.problems import FileProblems, Problem

_RECORDING = (
    "録音（音声）のファイルです。先に文字起こしのソフトで認識し、時刻の付いた .srt か .vtt を選んでください。"
)
_MEDIA = (
    b"RIFF", b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xf1", b"\xff\xf9", b"OggS", b"fLaC", b"#!AMR",
    b"\x30\x26\xb2\x75", b"\x1aE\xdf\xa3", b"FORM", b"caff", b".snd", b"DSS", b"\x02dss", b"\x03ds2", b"FLV",
)  # fmt: skip
_MEDIA_SUFFIXES = (
    *(
        ".wav",
        ".mp3",
        ".mp4",
        ".m4a",
        ".m4v",
        ".mov",
        ".wma",
        ".wmv",
        ".aac",
        ".flac",
        ".ogg",
        ".oga",
        ".opus",
    ),
    *(".webm", ".avi", ".mkv", ".amr", ".dss", ".ds2", ".aif", ".aiff", ".caf", ".3gp"),
)
_OTHERS = (
    (b"%PDF", "PDF です。文字起こしのソフトから、時刻の付いた .srt、.vtt か .txt で書き出してください。"),
    (b"{\\rtf", "リッチテキスト（RTF）です。Word で開き、.docx か .txt で保存し直してください。"),
    (
        b"\xd0\xcf\x11\xe0",
        "古い形の Word・Excel か、パスワードの付いたファイルです。開いて .docx か .csv で保存し直してください。",
    ),
    (b"PK\x03\x04", "圧縮されたファイルです。展開して、中の文字起こしのファイルを選んでください。"),
    (b"\x1f\x8b", "圧縮されたファイルです。展開して、中の文字起こしのファイルを選んでください。"),
    (b"7z\xbc\xaf", "圧縮されたファイルです。展開して、中の文字起こしのファイルを選んでください。"),
    (
        b"\x89PNG",
        "画像です。文字起こしのソフトから、時刻の付いた .srt、.vtt か .txt で書き出してください。",
    ),
    (
        b"\xff\xd8\xff",
        "画像です。文字起こしのソフトから、時刻の付いた .srt、.vtt か .txt で書き出してください。",
    ),
    (
        b"SQLite format 3",
        "データベースです。文字起こしのソフトから、時刻の付いた .srt か .vtt で書き出してください。",
    ),
)
_BROKEN = 0.02
"""Share of characters that may be broken (whisper.cpp cuts characters in two) before the encoding is doubted."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def text_of(path: Path, content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16, UTF-32, Shift_JIS, EUC-JP or JIS, line ends as ``\\n``.

    Characters of UTF-8 that are cut in two become U+FFFD; the words around them stay.

    Raises:
        FileProblems: it holds no text; the message names what it is.
    """
    if message := _no_text(path, content):
        raise FileProblems([Problem(path, None, "", message)])
    text = _decoded(content)
    if text is None:
        message = "文字コードが分かりません。UTF-8 か Shift_JIS で保存し直してください。"
        raise FileProblems([Problem(path, _broken_line(content), "", message)])
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\ufeff", "")


def _no_text(path: Path, content: bytes) -> str:
    if (
        content.startswith(_MEDIA[1:])
        or content[4:8] in (b"ftyp", b"moov", b"mdat", b"wide")
        or (content.startswith(b"RIFF") and content[8:12] in (b"WAVE", b"AVI "))
    ):
        return _RECORDING
    for head, message in _OTHERS:
        if content.startswith(head):
            return f"{message}"
    if path.suffix.lower() in _MEDIA_SUFFIXES:
        return _RECORDING
    marked = content.startswith(tuple(mark for mark, _ in _MARKS))
    if b"\0" in content and not marked and _without_mark(content) is None:
        return "文字のファイルではありません（録音や Word ではなく、時刻の付いた .srt などの文字起こしを選んでください）。"
    return ""


def _decoded(content: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if (unmarked := _without_mark(content)) is not None:
        return content.decode(unmarked, "replace")
    escapes = b"\x1b$" in content or b"\x1b(" in content
    for encoding in ("iso2022_jp_ext", "utf-8") if escapes else ("utf-8",):
        if (text := _strict(content, encoding)) is not None:
            return text
    mended = content.decode("utf-8", "replace")
    japanese = sum(1 for character in mended if character > "\u2fff" and character != "\ufffd")
    if 0 < mended.count("\ufffd") <= max(2, _BROKEN * len(mended)) and japanese > 3 * mended.count("\ufffd"):
        return mended
    readings = [text for encoding in ("cp932", "euc_jp") if (text := _strict(content, encoding)) is not None]
    # Half-width kana in a row are EUC-JP that was taken for Shift_JIS.
    return min(
        readings, key=lambda text: sum("\uff61" <= character <= "\uff9f" for character in text), default=None
    )


def _strict(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _without_mark(content: bytes) -> str | None:
    """UTF-16 that has lost its mark: every other byte of its line ends and digits is NUL."""
    sample = content[:4000]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    for encoding, low in (("utf-16-le", 0), ("utf-16-be", 1)):
        ascii_there = sum(1 for at in range(low, len(sample) - 1, 2) if 9 <= sample[at] < 0x7F)
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        if ascii_there and not any(character < "\t" or character == "\ufffd" for character in text[:-1]):
            return encoding
    return None


def _broken_line(content: bytes) -> int | None:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content.count(b"\n", 0, error.start) + 1
    return None
