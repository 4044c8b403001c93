"""A line of people cut where one ends and the next begins (氏名の切り分け): columns, lists in brackets, posts between."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerk_tui.domain.text import NUMBER, number

from .person import LEADING_UNIT, POST_AHEAD
from .posts import FAMILY_BU, HONOUR, MEMBER_POST, OFFICE, POSTS, STEM, UNIT, own_post, squeezed
from .spread import people_apart

_OTHERWISE = re.compile(
    r"[（(](?:(?P<who>[^（）()]{2,30}?)[はが](?P<how>欠席|遅参|オンライン出席|代理出席)|"
    r"(?P<how2>欠席|遅参)[\s　：:]+(?P<who2>[^（）()]{2,30}))[）)]"
)


CHAIRS = re.compile("長(?:代理|職務代理者?)?$|職務代理者?$")
_DEPUTY = re.compile(r"[（(][^（）()]*代理[^（）()]*[)）]")
_KEPT = "\0"


def pieces(text: str) -> Iterator[str]:
    """A line cut where one person ends and the next begins."""
    # Who came instead, in brackets, is part of the person before them: no cut in there.
    whole = _DEPUTY.sub(lambda match: re.sub(r"[\s　]", _KEPT, match.group()), text)
    for piece in _cut(whole):
        yield piece.replace(_KEPT, "　")


def _cut(text: str) -> Iterator[str]:
    asides = [f"{m['who'] or m['who2']}（{m['how'] or m['how2']}）" for m in _OTHERWISE.finditer(text)]
    text = _OTHERWISE.sub("", text)
    for part in re.split(r"[、，,;；／](?![^（(]*[）)])|(?<=[\s　])/(?=[\s　])", text):
        grouped = re.fullmatch(r"([^（(]*)[（(](.*[・、，].*)[）)](.*)", part.strip()) or re.fullmatch(
            rf"((?:委員|議員|構成員)?{NUMBER}[名人])[（(]([^（）()]+)[）)](.*)", part.strip()
        )
        if grouped and _counts_others(grouped):
            yield grouped[1]
            continue
        if grouped:
            yield from _grouped(grouped)
            continue
        # 「関　三郎君　　副委員長　木原大輔君」: an honour ends a person.
        for piece in re.split(r"(?<=君)[\s　]+(?=\S)|(?<=[^\s　][氏様殿])[\s　]+(?=\S)", part):
            for one in re.split(r"[\s　]*(?=[◎〇○][^\s　])", piece):
                for apart in people_apart(one):
                    for each in _dotted(apart):
                        yield from _columns(each)
    yield from asides


def _counts_others(match: re.Match[str]) -> bool:
    """「委員25名（障害者団体、家族会、教育）」: a count, and behind it not the names but where they come from."""
    said = re.search(rf"({NUMBER})[名人]$", match[1].strip())
    pieces = re.split(r"[・、，]", match[2])
    groups = any(
        re.search("団体|.会$|及び|関係者|経験者|代表|公募|機関|市民|町民", piece) for piece in pieces
    )
    return said is not None and groups and number(said[1]) != len(pieces)


def _dotted(part: str) -> list[str]:
    """「大貫課長・宇津木係長」: a dot between two who both have their posts behind their names."""
    pieces = part.split("・")
    last = [piece.split()[-1] if piece.split() else "" for piece in pieces]
    if sum(bool(own_post(word)[0]) for word in last) > 1 and all(0 < len(word) <= 6 for word in last):
        return pieces  # 「子育て支援課　立山課長・黒部係長・朝日」
    return (
        pieces
        if len(pieces) > 1
        and all(
            0 < len(own_post(p.split()[-1])[1]) <= 4 and own_post(p.split()[-1])[0]
            for p in pieces
            if p.split()
        )
        and all(p.split() for p in pieces)
        else [part]
    )


def _grouped(match: re.Match[str]) -> Iterator[str]:
    """「委員（小川・金井・河田各委員）7名」: a list in brackets, with what stands around it."""
    before, inner, after = match[1].strip(" 　"), match[2], match[3].strip(" 　")
    everybody = re.search(r"(?:の)?(?:各|両)(委員|議員|部会長|課長|係長)[\s　]*$", inner)
    words = everybody[1] if everybody else before if squeezed(before) in POSTS else ""
    if before and not words:
        yield before
    for name in re.split(r"[・、，]", inner[: everybody.start()] if everybody else inner):
        bare = squeezed(name)
        yield name if not words or OFFICE.search(bare) or MEMBER_POST.search(bare) else f"{words}　{name}"
    if after:
        yield after


def _columns(piece: str) -> Iterator[str]:
    """People side by side on a line, cut at their posts: before the name, or behind it."""
    words = piece.split()
    own = words[1:] if words and words[0] in POSTS else words
    if len(own) > 1 and all(_glued(word) for word in own):
        yield from own
        return
    unit = LEADING_UNIT.match(piece.lstrip())
    first = len(piece) - len(piece.lstrip()) + (unit.end() if unit else 0)
    posts = [post for post in _posts(piece) if post[0] >= first]
    if len(posts) == 2 and posts[0][0] == first and not piece[posts[1][1] :].strip(" 　"):
        between = piece[posts[0][1] : posts[1][0]]
        if between.strip(" 　：:") and CHAIRS.search(squeezed(piece[slice(*posts[1])])):
            yield piece[posts[0][1] :]  # 「委員　相生 委員長」: the word stands before all of them
            return
    if _office_ahead(piece, posts):
        yield piece
        return
    if posts and posts[0][0] == first:
        cuts = [0]
        for (start, _), (_, end) in zip(posts[1:], posts, strict=False):
            # 「委員　1番」, 「総務課　課長」: two words before one name.
            if piece[end:start].strip(" 　：:"):
                cuts.append(start)
    else:
        cuts = [0, *(end for _, end in posts if piece[end:].strip())]
    for start, end in zip(cuts, (*cuts[1:], len(piece)), strict=True):
        if piece[start:end].strip():
            yield piece[start:end]


def _office_ahead(piece: str, posts: list[tuple[int, int]]) -> bool:
    """「蛍警察署　交通課長　細貝　豪」: where somebody works, the post there, the name."""
    if len(posts) != 1:
        return False
    before, post, behind = piece[: posts[0][0]], piece[slice(*posts[0])], piece[posts[0][1] :]
    return (
        len(before.split()) == 1
        and len(before.strip(" 　")) >= 4
        and squeezed(post) not in POSTS
        and bool(OFFICE.search(squeezed(post)))
        and 0 < len(squeezed(behind)) <= 6
    )


def _glued(word: str) -> bool:
    """Whether a word is a name and its post: 「瀬良会長」, 「松永主幹」."""
    post, name = own_post(word)
    if post in POSTS:
        return 0 < len(name) <= 5
    return (
        bool(OFFICE.search(post))
        and 2 <= len(name) <= 4
        and not STEM.search(name)
        and (not UNIT.search(name) or bool(FAMILY_BU.fullmatch(name)))
    )


def _posts(piece: str) -> Iterator[tuple[int, int]]:
    """Where posts stand on their own."""
    at = len(piece) - len(piece.lstrip())
    while at < len(piece):
        match = POST_AHEAD.match(piece, at)
        token = re.compile(r"[^\s　：:]+").match(piece, at)
        if match and match.end() > at and match.group().strip():
            yield at, match.end()
            end = match.end()
        elif (
            token
            and len(token.group()) > 1
            and OFFICE.search(token.group())
            and not HONOUR.search(token.group())
        ):
            yield at, token.end()
            end = token.end()
        else:
            end = token.end() if token else at + 1
        at = end + len(piece[end:]) - len(piece[end:].lstrip(" 　：:"))
