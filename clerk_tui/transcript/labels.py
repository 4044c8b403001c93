"""Who spoke, where a file says it at the head of the words (話者の表示): taken off the words, kept as it is.

「白石会長：」, [SPEAKER_00]:, (speaker 0), ○会長, 話者1. A code is a label wherever it stands; a name is one only
where the file writes its names so throughout, for 「注意：」 is a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

_CODE = (
    r"(?:SPEAKER|Speaker|speaker|SPK|spk|Spk)[ _-]?(?:\d{1,3}|[A-Z]\b)|S\d{1,2}(?=\s*[:：])"
    r"|(?:話者|参加者|発言者|話し手|スピーカー|ユーザー)"
    r"[ _]?(?:[0-9０-９]{1,3}|[A-ZＡ-Ｚ])|UNKNOWN|Unknown(?: Speaker)?|不明な話者"
)
_ROLE = re.compile(
    r"(?:会長|委員長?|議長|議員|課長|部長|部会長|次長|係長|局長|室長|所長|館長|園長|校長|院長|教育長|市長|町長|村長|"
    r"区長|知事|参事|主幹|主査|主任|補佐|理事長?|幹事|事務局|司会|司会者|座長|管理者|書記|さん|氏|先生|君|教授|弁護士|"
    r"参考人|説明員|説明者|担当|センター長|代表|専門員|監査委員|農業委員|傍聴人|団長|職員|Chair|Clerk)(?:[0-9０-９A-ZＡ-Ｚ])?"
    r"(?:[(（][^()（）]{1,20}[)）])?"
)
_NOT_LABELS = re.compile(
    r"[。、！？!?「」『』]|https?|^\d+$|^[\d:：.,/\- ]+$|\d:\d|^(?:音楽|拍手|笑い?|咳|無音|沈黙|BGM|music|Music|MUSIC)$"
)
_LONGEST = 40
_SEPARATOR = r"\s*[:：／|｜\t]\s*|\s*/\s+|　+|\s{2,}"
_CODED = re.compile(rf"\s*[-–—>＞]*\s*[\[(（【<＜]?\s*({_CODE})\s*[\])）】>＞]?\s*[:：]?\s*")
_MARKED = re.compile(
    r"\s*[○◯〇◎●◆◇□■]\s*([^\s:：　。、]{1,40}(?:[(（][^()（）]{1,20}[)）])?)(?:\s*[:：　]\s*|\s+|$)"
)
_BRACKETED = re.compile(r"\s*[\[【<＜（(]([^\[\]【】<>（）()＜＞。、]{1,40})[\]】>＞）)]\s*[:：]?\s*")
_QUOTED = re.compile(r"\s*([^\s:：　。、「」]{1,40})\s*「(?=.*」\s*$)")
_NAMED = re.compile(rf"\s*[-–]?\s*([^:：／|｜\t。、]{{1,{_LONGEST}}}?)(?:{_SEPARATOR})(?=\S|$)")


def is_code(text: str) -> bool:
    """Whether it is a recogniser's name for somebody."""
    return re.fullmatch(rf"[\[(（【]?\s*(?:{_CODE}|[A-Z]|\d{{1,2}})\s*[\])）】]?", text.strip()) is not None


def has_role(text: str) -> bool:
    """Whether it ends like the name of somebody at a meeting (白石会長, 事務局)."""
    found = re.search(_ROLE.pattern + r"\s*$", text.strip())
    return found is not None and found.start() <= 30


def may_be_label(text: str) -> bool:
    """Whether it may stand for somebody at all: short, no sentence, no time."""
    plain = text.strip()
    return 0 < len(plain) <= _LONGEST + 20 and _NOT_LABELS.search(plain) is None


def are_labels(texts: Sequence[str]) -> bool:
    """Whether lines that stand where a label may stand are labels: they come again, or are names of people."""
    if not texts:
        return False
    fit = [text for text in texts if may_be_label(text)]
    if len(fit) < 0.8 * len(texts):
        return False
    named = sum(1 for text in fit if is_code(text) or has_role(text))
    return named >= 0.6 * len(fit) or len(set(fit)) <= 0.6 * len(fit)


def bare(label: str) -> str:
    """A label without the brackets, marks and colons around it."""
    plain = label.strip().strip("*_").strip()
    plain = re.sub(r"^[-–—○◯〇◎●◆◇□■>＞#＃]+\s*", "", plain)
    plain = re.sub(r"\s*[:：]$", "", plain)
    if found := re.fullmatch(r"[\[【<＜（(]\s*([^\[\]【】<>＜＞（）()]+?)\s*[\]】>＞）)]", plain):
        plain = found[1]
    return plain.strip("*").strip()


def split_labels(texts: Sequence[str]) -> list[tuple[str, str]]:
    """For each text its label (empty: none) and the words without it.

    Args:
        texts: the texts of one file, for whether it writes names is seen from all of them.
    """
    filled = sum(1 for text in texts if text.strip())
    for pattern in (_MARKED, _QUOTED, _NAMED, _BRACKETED):
        found = [pattern.match(text) for text in texts]
        names = [
            match[1].strip()
            for match in found
            if match is not None and match[1].strip() and may_be_label(match[1])
        ]
        labels = _believed(names, filled)
        if pattern is _NAMED:
            # A name and one blank: only where it cannot be anything else.
            found, labels = _with_blank(texts, found, labels)
        if labels and sum(1 for name in names if name in labels) >= (0.3 * filled if filled > 2 else 1):
            return [
                (bare(match[1]), _unquoted(text[match.end() :], pattern))
                if match is not None and match[1].strip() in labels
                else _coded(text)
                for text, match in zip(texts, found, strict=True)
            ]
    return [_coded(text) for text in texts]


def _unquoted(text: str, pattern: re.Pattern[str]) -> str:
    """Words in 「」 behind a name, without the bracket that closes them."""
    return text.rstrip().removesuffix("」") if pattern is _QUOTED else text


def _coded(text: str) -> tuple[str, str]:
    found = _CODED.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def _believed(names: Sequence[str], filled: int) -> set[str]:
    """The names that are labels: those of people, and all of them where nearly each text has one again and again."""
    counted = Counter(names)
    certain = {name for name in counted if is_code(name) or has_role(name)}
    if len(names) >= 0.6 * filled and (
        len(certain) >= 0.5 * len(counted) or len(counted) <= 0.7 * len(names)
    ):
        return set(counted)
    return certain | {name for name, times in counted.items() if times >= max(3, 0.05 * filled)}


def _with_blank(
    texts: Sequence[str], found: list[re.Match[str] | None], labels: set[str]
) -> tuple[list[re.Match[str] | None], set[str]]:
    if labels:
        return found, labels
    spaced = [
        re.match(rf"\s*([^\s。、]{{0,20}}{_ROLE.pattern})\s+(?=\S)", text) or match
        for text, match in zip(texts, found, strict=True)
    ]
    names = [match[1].strip() for match in spaced if match]
    if len(names) >= 0.6 * max(1, len(texts)) and all(has_role(name) for name in names):
        return spaced, set(names)
    return found, labels
