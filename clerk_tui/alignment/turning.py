"""Where somebody else begins to speak (話し手の替わり目): how the sentences on both sides of a boundary begin and end.

Whoever is asked or called has the next word; whoever answers, thanks or gives their name has just begun; 「また、」 goes
on. These are set phrases of meetings, the same in every council, and say nothing of who speaks: that is for
:mod:`.phrasing`. Weights are natural logarithms of how much likelier a sentence's end is a turn's end, set low.
"""

from __future__ import annotations

import re
from bisect import bisect_left

from .stream import ENDING, FILLERS, Stream

_BEFORE = (
    (re.compile(r"(?:か|かね|かな|でしょう)[。、？?]?$"), 0.7),
    (re.compile(r"(?:お願い(?:いた)?します|願います|どうぞ|求めます)[。、]?$"), 0.8),
    (re.compile(r"(?:委員|課長|部長|局長|会長|議員|事務局|さん)(?:、|から)?(?:どうぞ|お願い|(?:御|ご)?(?:説明|発言))"), 1.0),
    (re.compile(r"(?:賛成|反対)(?:し|い|で).{0,8}[。、]?$|以上(?:です|でございます)[。、]?$"), 0.5),
)  # fmt: skip
_BEHIND = (
    (re.compile(
        r"(?:また|なお|それから|そして|そこで|その(?!とおり|通り)|この|これ(?!より)|それ(?!では)|ですから|ですので|したがって|従って"
        r"|例えば|具体的|さらに|更に|あと|ただ(?!いま|今)|一方|つまり|要するに|逆に|もちろん|特に|及び|併せて|あわせて"
        r"|[0-9０-９一二三四五六七八九]+(?:つ目|点目))"), -1.3),
    (re.compile(r"(?:はい|ええ|いいえ|いえ)(?:[、。]|$)|ありがとう|[分わ]かりま?し?た|承知|なるほど"
                r"|そのとおり|その通り|そうです"), 1.6),
    (re.compile(r"(?:議席)?[0-9０-９一二三四五六七八九十]+番[、。]"
                r"|.{1,14}(?:と申します|(?:委員|課長|部長|係長|局長|室長|主査)の.{1,6}です)"), 1.6),
    (re.compile(r"(?:お答え|(?:御|ご)(?:質問|指摘|説明)|補足|事務局から)"), 0.8),
    (re.compile(r"(?:それでは|では|ほかに|他に|次に|続いて|続きまして|以上で|ただいま|ただ今|これより)"), 0.5),
)  # fmt: skip
_NEITHER = -0.3
"""A sentence that ends as most do, and another one that says nothing of who speaks."""
_MOST, _LEAST = 2.2, -1.8
_REACH = 60
"""Characters on both sides that are looked at."""


def turning(stream: Stream) -> list[float]:
    """For each break how much likelier somebody else goes on there than at any sentence's end; 0 within sentences."""
    breaks, weights, text = stream.breaks, stream.weights, stream.text
    ends = [position for position, weight in zip(breaks, weights, strict=True) if weight >= ENDING]
    found = []
    for position, weight in zip(breaks, weights, strict=True):
        if weight < ENDING or position in (0, len(text)):
            found.append(0.0)
            continue
        at = bisect_left(ends, position)
        before = text[max(ends[at - 1], position - _REACH) : position]
        behind = text[position : position + _REACH]
        filler = FILLERS.match(behind)
        behind = behind[filler.end() :] if filler else behind
        value = sum(worth for pattern, worth in _BEFORE if pattern.search(before))
        value += sum(worth for pattern, worth in _BEHIND if pattern.match(behind))
        found.append(max(_LEAST, min(_MOST, value or _NEITHER)))
    return found
