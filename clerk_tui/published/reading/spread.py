"""Names and posts whose characters are spread out (字間の広い氏名): 「町　　長　　鷲　尾　善　行　　副　町　長　…」."""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections.abc import Iterator

_TOKEN = re.compile(r"[^\s　]+")
_OFFICE = re.compile(
    r"副?[町村市区]長|副?知事|教育長|会計管理者|副?(?:会長|委員長|議長|座長)|委員|議員|書記|"
    r"[一-龥ァ-ヺー]{0,8}(?:課|部|局|室|係|所|館|園|校|監|センター)(?:次)?(?:長|次長)(?:補佐)?|"
    r"次長|局長|参事|主幹|主査|主任|主事"
)
_NAME = re.compile(r"[一-龥々〆ヶケツノぁ-ゖァ-ヺー𠀀-𪛟]{2,6}(?<!副)")
"""The 副 behind a name is the beginning of the next post."""
_PART = re.compile(_NAME.pattern.replace("{2,6}", "{1,3}"))
_FULL = re.compile(_NAME.pattern.replace("{2,6}", "{3,6}"))
"""A full name without a blank."""


def wide(text: str) -> int:
    """Columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def people_apart(text: str) -> list[str]:
    """A line of spread characters cut into its people; the line itself where it cannot be told how.

    Posts before names tell most; names alone stand in a grid, so the cut that makes them equally wide is theirs.
    """
    tokens = list(_TOKEN.finditer(text))
    if pairs := _pairs(text, tokens):
        return pairs
    words = [token.group() for token in tokens]
    full = all(_FULL.fullmatch(word) and not _OFFICE.search(word) for word in words)
    if full and (len(words) > 2 or (len(words) == 2 and min(map(len, words)) > 3)):
        return words
    singles = sum(len(word) == 1 for word in words)
    if len(tokens) < 4 or singles * 2 < len(tokens):
        return [text]
    gaps = [wide(text[a.end() : b.start()]) for a, b in itertools.pairwise(tokens)]
    cuts = [n + 1 for n, gap in enumerate(gaps) if gap > min(gaps)]
    starts = [token.start() for token in tokens]
    ends = [token.end() for token in tokens]

    def piece(a: int, b: int) -> str:
        return text[starts[a] : ends[b - 1]]

    if posts := _posts(
        ["".join(token.group() for token in tokens[a:b]) for a, b in _bounds(cuts, len(tokens))]
    ):
        edges = [0, *cuts, len(tokens)]
        return [
            f"{''.join(piece(edges[a], edges[b]).split())}　{piece(edges[b], edges[c])}" for a, b, c in posts
        ]
    if by_office := _by_office(words, gaps):
        return by_office
    if singles < len(tokens) - 2:
        return [text]
    widest = [0, *(n + 1 for n, gap in enumerate(gaps) if gap == max(gaps) > min(gaps)), len(tokens)]
    names = [piece(a, b) for a, b in itertools.pairwise(widest)]
    joined = ["".join(name.split()) for name in names]
    if len(names) > 1 and sum(map(len, joined)) > 6 and all(map(_FULL.fullmatch, joined)):
        return names
    # Six characters may be one long name; of a mixed line nobody knows what is spread out.
    if len(tokens) < 7 or any(len(token.group()) > 1 for token in tokens):
        return [text]
    grid = [
        edges
        for edges in _grids([0, *cuts, len(tokens)])
        if all(_FULL.fullmatch("".join(piece(a, b).split())) for a, b in itertools.pairwise(edges))
    ]
    best = min(
        grid,
        key=lambda edges: _uneven([wide(piece(a, b)) for a, b in itertools.pairwise(edges)]),
        default=[0, len(tokens)],
    )
    return [piece(a, b) for a, b in itertools.pairwise(best)]


def _pairs(text: str, tokens: list[re.Match[str]]) -> list[str]:
    """「宮脇　　徹　　　向井　早苗」: surname and given name in turn, the people further apart; empty: not so."""
    gaps = [wide(text[a.end() : b.start()]) for a, b in itertools.pairwise(tokens)]
    words = [token.group() for token in tokens]
    if (
        len(words) < 4
        or len(words) % 2
        or max(map(len, words)) == 1
        or not all(_PART.fullmatch(word) for word in words)
    ):
        return []
    if min(gaps[1::2]) <= max(gaps[0::2]) or any(
        _OFFICE.fullmatch(word) for word in (*words, *(a + b for a, b in zip(words[::2], words[1::2], strict=True)))
    ):
        return []
    return [text[a.start() : b.end()] for a, b in zip(tokens[::2], tokens[1::2], strict=True)]


def _by_office(words: list[str], gaps: list[int]) -> list[str]:
    """Post and name in turn, where the blanks within a post are as wide as any: the cut with the widest blanks between.

    「町　　　長　高坂　　進　　　副　町　長　津川　　実」; empty: it does not come out.
    """
    found = [cut for cut in _cuts(words) if len(cut) > 1] if len(words) <= 16 else []
    if not found:
        return []
    best = max(found, key=lambda cut: min(gaps[post - 1] for post, _, _ in cut[1:]))
    return [f"{''.join(words[post:name])}　{'　'.join(words[name:after])}" for post, name, after in best]


def _cuts(words: list[str], at: int = 0) -> Iterator[list[tuple[int, int, int]]]:
    """Every way to take the words for posts and names in turn, as :func:`_posts` gives one."""
    for name in range(at + 1, len(words)):
        if not _OFFICE.fullmatch("".join(words[at:name])):
            continue
        for after in range(name + 1, min(name + 6, len(words)) + 1):
            whole = "".join(words[name:after])
            if not _NAME.fullmatch(whole) or _OFFICE.search(whole):
                continue
            if after == len(words):
                yield [(at, name, after)]
            else:
                yield from ([(at, name, after), *rest] for rest in _cuts(words, after))


def _bounds(cuts: list[int], length: int) -> list[tuple[int, int]]:
    edges = [0, *cuts, length]
    return list(itertools.pairwise(edges))


def _posts(pieces: list[str], at: int = 0) -> list[tuple[int, int, int]]:
    """Post and name in turn, as (first piece of the post, of the name, of what follows); empty: it does not come out."""
    if at == len(pieces):
        return []
    for name in range(at + 1, len(pieces)):
        if not _OFFICE.fullmatch("".join(pieces[at:name])):
            continue
        for after in range(len(pieces), name, -1):
            if not _NAME.fullmatch("".join(pieces[name:after])) or _OFFICE.search(
                "".join(pieces[name:after])
            ):
                continue
            rest = _posts(pieces, after)
            if after == len(pieces) or rest:
                return [(at, name, after), *rest]
    return []


def _grids(edges: list[int]) -> Iterator[list[int]]:
    """Every way to leave some cuts out."""
    inner = edges[1:-1]
    if len(inner) > 10:
        return
    for chosen in range(1, 2 ** len(inner)):
        yield [0, *(edge for n, edge in enumerate(inner) if chosen >> n & 1), edges[-1]]


def _uneven(widths: list[int]) -> tuple[int, int]:
    return max(widths) - min(widths), -len(widths)
