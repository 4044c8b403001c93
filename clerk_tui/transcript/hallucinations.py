"""What recognisers write though nobody said it (認識の空耳): closing words of videos, and loops.

Such words are flagged, never removed: a chair may thank people for watching a live broadcast.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_STOCK = re.compile(
    r".*(?:ご|御)視聴(?:いただき|頂き)?(?:まして)?(?:本当に|誠に)?ありがとうございま(?:した|す)"
    r"|.*チャンネル登録.*|.*高評価.*お願い.*|(?:それでは)?また?(?:次の|次回の)?(?:動画|ビデオ)でお会いしましょう"
    r"|字幕(?:視聴|制作|作成|提供)?(?:ありがとうございました|by.*|.*より)?"
    r"|(?:日本語)?(?:字幕|翻訳)(?:は|:)?.{0,12}(?:によって|が)?(?:作成|制作)されました"
    r"|.{0,10}(?:thanksforwatching|thankyouforwatching|subscribe|subtitlesby|amara\.?org).*"
)
_WATCHING = re.compile(
    "視聴|チャンネル|動画|ビデオ|高評価|字幕|翻訳|watching|subscribe|subtitle|amara", re.IGNORECASE
)
_MARKS = {ord(mark): None for mark in "。、．，,.!?！？…・ 　♪〜～"}
_SHORT = 4
"""Characters up to which people do say a thing several times (「はい」「異議なし」)."""
_TIMES, _TIMES_SHORT = 3, 6
"""From this many in a row on it is a loop."""
_WITHIN = re.compile(r"(.{2,40}?)\1{4,}")
_NOTHING_ELSE = re.compile(r"(.{2,12}?)\1{4,}")
"""A whole segment that says one thing five times or more."""
LOOP = "同じ言葉の繰り返し（認識の空回り）"
STOCK = "動画の決まり文句（認識の空耳）"


def doubts(texts: Sequence[str]) -> list[str]:
    """For each text in order of time why it may not have been said; empty: no reason.

    The first of a loop was most likely said and is not doubted.
    """
    plain = [text.translate(_MARKS) for text in texts]
    found = [STOCK if _WATCHING.search(text) and _STOCK.fullmatch(text.casefold()) else "" for text in plain]
    begin = 0
    while begin < len(plain):
        end = begin + 1
        while end < len(plain) and plain[end] == plain[begin]:
            end += 1
        if plain[begin] and end - begin >= (_TIMES if len(plain[begin]) > _SHORT else _TIMES_SHORT):
            found[begin + 1 : end] = [found[at] or LOOP for at in range(begin + 1, end)]
        begin = end
    for at, text in enumerate(plain):
        looped = _WITHIN.search(text[:2000]) if len(text) > 20 else None
        if not found[at] and _NOTHING_ELSE.fullmatch(text):
            found[at] = LOOP
        if not found[at] and looped is not None and len(looped[0]) > max(0.6 * len(text), 20):
            found[at] = LOOP
    return found
