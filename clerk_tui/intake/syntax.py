"""What to mend where a file is not TOML at all (書式の誤り), told in the clerk's language.

``tomllib`` stops at the first error and explains it in English, in terms of the grammar. Most such errors in
a hand-edited Japanese file have one cause: a full-width character where TOML wants a half-width one.
"""

from __future__ import annotations

import re
import unicodedata

_PLACE = re.compile(r"\(at line (\d+), column (\d+)\)")
_QUOTES = "“”„‟〝〞〟＂「」『』‘’＇"
_CLOCK = re.compile(r"=\s*[0-9０-９]{1,2}[:：][0-9０-９]{2}\s*(#.*)?$")

_MENDS = (
    ("Illegal character '\\n'", '引用符 " が閉じていません。値の終わりにも半角の " を付けてください。'),
    ("Unterminated string", '引用符 " が閉じていません。値の終わりにも半角の " を付けてください。'),
    ("Illegal character", "見えない制御文字が入っています。その文字を消してください。"),
    ("Found invalid character", "見えない制御文字が入っています。その文字を消してください。"),
    (
        "Expected '='",
        "項目名のあとに半角の = がありません。「項目名 = 値」の形にしてください。",
    ),
    (
        "Invalid statement",
        "行が項目名で始まっていません。「項目名 = 値」の形にするか、説明なら先頭に # を付けてください。",
    ),
    (
        "Invalid initial character",
        "項目名に使えない文字があります。項目名は半角の英字で書いてください。",
    ),
    (
        "Expected newline",
        '値のあとに余分な文字があります。一行に一項目とし、値の中の " は \\" と書いてください。',
    ),
    (
        "Unclosed array",
        "[ で始まる並びがこのあたりで切れています。間のコンマ , と終わりの ] を半角で書いてください。",
    ),
    (
        "Unclosed inline table",
        "{ で始まる組がこのあたりで切れています。間のコンマ , と終わりの } を半角で書いてください。",
    ),
    ("Expected ']", "見出しの [ ] が閉じていません。終わりにも同じ数の ] を付けてください。"),
    ("Cannot ", "同じ項目または見出しが二度書かれています。どちらか一つにしてください。"),
    ("Duplicate inline table key", "同じ項目が二度書かれています。どちらか一つにしてください。"),
    ("Unescaped", "値の中の \\ は \\\\ と二つ続けて書いてください。"),
    ("Invalid hex value", "\\u のあとの文字番号が正しくありません。文字をそのまま書いてください。"),
    ("Escaped character", "\\u のあとの文字番号が正しくありません。文字をそのまま書いてください。"),
    (
        "Invalid date or datetime",
        '暦にない日付か時刻です。"令和8年11月27日" のように引用符で囲んで書き直してください。',
    ),
    (
        "Invalid value",
        '値の書き方が正しくありません。文字は半角の引用符 " で囲み、数は半角で書いてください。',
    ),
)


def explained(source: str, error: ValueError) -> tuple[int | None, str]:
    """The line of a ``tomllib`` error, where it is known, and one sentence with the mend."""
    text = str(error)
    lines = source.replace("\r\n", "\n").split("\n")
    place = _PLACE.search(text)
    if place is None:
        number, column = len(lines) if "at end of document" in text else None, 0
    else:
        number, column = int(place[1]), int(place[2])
    line = lines[number - 1] if number and number <= len(lines) else ""
    found = line[column - 1] if 0 < column <= len(line) else ""
    return number, _wide(found) or _clock(line) or _mend(text)


def _wide(found: str) -> str:
    """The mend where the error stands on a full-width character."""
    if found and found in _QUOTES:
        return f'引用符「{found}」は使えません。値は半角の引用符 " で囲んでください。'
    narrow = {"、": ",", "，": ","}.get(found) or unicodedata.normalize("NFKC", found)
    if found == "\u3000":
        return "全角の空白があります。消すか、半角の空白にしてください。"
    if narrow != found and narrow.isascii():
        return f"全角の「{found}」があります。半角の「{narrow}」にしてください。"
    return ""


def _clock(line: str) -> str:
    if _CLOCK.search(line):
        return '時刻は "14:00" のように半角の引用符で囲んでください。'
    return ""


def _mend(text: str) -> str:
    for start, mend in _MENDS:
        if text.startswith(start):
            return mend
    return 'ファイルの書式に合いません。「項目名 = "値"」の形になっているか確かめてください。'
