"""What minutes say of being closed to the public (非公開): behind an item of the agenda, and around a part of the talk."""

from __future__ import annotations

import re

_BEHIND = re.compile(
    r"[\s　]*[【（(〔\[［＜<]\s*(?:一部)?(?:非公開|秘密会)(?!(?:・|又は)?公開)"
    r"(?:案件|議題|事項|審議|情報を含む)?[^【】（）()〔〕\[\]［］＜＞<>]{0,20}"
    r"[】）)〕\]］＞>][\s　]*$"
    r"|[\s　]*[※＊*][\s　]*(?:一部)?(?:非公開|秘密会)(?:案件|議題|審議|で審議)?[\s　]*$"
    r"|[\s　]{2,}(?:一部)?(?:非公開|秘密会)[\s　]*$"
)
_EDGE = re.compile(
    r"(?:ここから|これより|以下|この後|以降)[、は]?(?:一部)?(?:非公開|秘密会)(?:(?:の?(?:部分|審議|案件|会議))|で審議|とする|とした|開始)*"
    r"|(?:非公開|秘密会)(?:の?(?:部分|審議|案件|会議))?(?:ここから|の?開始|ここまで|の?終了|の?終わり|の?解除|を解く)"
    r"|(?:ここまで|以上)[、は]?(?:非公開|秘密会)|(?:ここから|これより|以下)[、は]?(?:公開|会議の公開)(?:を?再開)?"
    r"|公開(?:の?会議)?を?再開"
)
_BRACKETS = "（(〔［[《【＜<〈）)〕］]》】＞>〉―－─-=＝…・*＊※ 　"


def opened(title: str) -> tuple[str, str]:
    """A title without what stands behind it of its being closed, and those words; empty: it says nothing."""
    match = _BEHIND.search(title)
    if not match or not title[: match.start()].strip(" 　"):
        return title, ""
    return title[: match.start()].rstrip(" 　"), match.group().strip(_BRACKETS)


def edge(line: str) -> str:
    """The words of a line that tells where a closed part begins or ends (「＜ここから非公開＞」); empty: it is none."""
    words = line.strip(_BRACKETS)
    return words if _EDGE.fullmatch(re.sub(r"[\s　]", "", words)) else ""
