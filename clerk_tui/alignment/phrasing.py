"""Who speaks like that (言い回し): a chair leads, a member asks, an official answers.

Weights are natural logarithms of how much likelier such a sentence is from one than from the others, set low:
they decide where the clocks leave two places open, and raise doubt where a turn suddenly speaks like somebody else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from math import exp, log

from .stream import FILLERS, Stream


class Part(IntEnum):
    """What somebody does at a meeting."""

    CHAIR = 0
    MEMBER = 1
    OFFICE = 2
    OTHER = 3
    """Anything: no phrase speaks for or against."""


_CUES = tuple(
    (re.compile(pattern), weights)
    for pattern, weights in (
        # chair, member, office
        (r"(?:御|ご)?(?:質問|意見|異議|発言).{0,12}(?:ございますか|ありますか|ありますでしょうか|いらっしゃ"
         r"|ございませんか|ありませんか|ないようです|よろしいですか|よろしいでしょうか|お願い)", (3.0, -1.0, -1.0)),
        (r"(?:よろしいでしょうか|よろしいですか|いかがでしょうか|異議なし)", (1.2, 0.3, 0.0)),
        (r"^(?:それでは|では|続きまして|次に|以上で|ほかに|他に).{0,40}"
         r"(?:移り|入り|進め|お願い|始め|報告|説明|審議|質疑)", (2.0, 0.0, 0.3)),
        (r"(?:決定|了承|承認|答申|可決|確定|終了|終わり)(?:と|い|さ|し|に).{0,12}(?:ます|ました)", (2.0, -0.5, 0.0)),
        (r"(?:開会|閉会|休憩|再開)(?:い|し|と|に)", (2.0, -0.5, 0.0)),
        (r"(?:委員|課長|部長|議員|さん|係長|事務局)(?:、|から|より)?.{0,8}(?:どうぞ|お願い|説明を)", (2.2, -1.0, -0.5)),
        (r"説明(?:を|は).{0,6}(?:お願い|求め)", (2.0, 0.0, -0.5)),
        (r"(?:でしょうか|ますか|ですか|ませんか|んですか|ましょうか|のか)[。？?]?$", (0.2, 1.3, -1.6)),
        (r"(?:伺|お聞き|教えて|お尋ね|質問です|質問し|質問が|確認させて|確認したい|お伺い|知りたい)", (-0.3, 1.5, -1.0)),
        (r"(?:と思い|と思う|思うん|気に?な|心配|要望|してほしい|していただき"
         r"|いただきたい|いただければ|感じ|個人的)", (-0.2, 0.9, -0.5)),
        (r"(?:ておりま|でおりま|てございま|でござい|となっております|ございま)"
         r"(?:す|した|せん)(?:ので)?[。]?$", (-0.2, -0.8, 1.2)),
        (r"(?:いたします|いたしました|いたしまして|まいります|存じます)[。]?$", (0.1, -0.4, 0.6)),
        (r"(?:お答え|御説明|ご説明|御報告|ご報告|補足)(?:い|し|申|さ)", (-0.2, -0.8, 1.8)),
        (r"(?:御指摘|ご指摘|御質問の|ご質問の|御質問に|委員の)", (0.0, -0.5, 1.2)),
        (r"(?:予定して|想定して|実施して|対応して|考えて|検討して|周知して|行って)(?:おり|い)", (-0.3, -0.3, 0.8)),
        (r"^(?:はい、|はい。)", (-0.3, 0.0, 0.7)),
        (r"^(?:[分わ]かりま?し?た|ありがとうございま|なるほど|承知)", (0.3, 0.6, -0.8)),
    )
)  # fmt: skip
_MOST = 2.0
_HALF = 1.0
"""Sentences of one turn are alike: each says less than it would alone."""


class Phrasing:
    """For each break of a stream what was said up to there speaks for each part."""

    def __init__(self, stream: Stream) -> None:
        self._sums: list[tuple[float, float, float]] = [(0.0, 0.0, 0.0)]
        ends = [n for n, weight in enumerate(stream.weights) if weight >= 0.5]
        last = 0
        sums = [0.0, 0.0, 0.0]
        for number in range(1, len(stream.breaks)):
            if ends and stream.weights[number] >= 0.5:
                begin, end = stream.breaks[last], stream.breaks[number]
                for part, value in enumerate(scores(stream.text[begin : min(end, begin + 300)])):
                    sums[part] += value
                last = number
            self._sums.append((sums[0], sums[1], sums[2]))

    def rising(self, at: Sequence[int], part: Part) -> Sequence[float]:
        """Sums whose difference between two of the breaks ``at`` is how much better the words between them fit a
        part than anybody: a logarithm.
        """
        if part is Part.OTHER:
            return [0.0] * len(at)
        return [_HALF * self._sums[n][part] for n in at]

    def other(self, first: int, last: int, part: Part) -> float:
        """How well the words between two breaks fit whoever else fits best: a logarithm."""
        return _HALF * max(
            self._sums[last][other] - self._sums[first][other] for other in range(3) if other != part
        )


def scores(sentence: str) -> Sequence[float]:
    """For chair, member and office: the logarithm of how likely it is from them, against all three alike."""
    sums = [0.0, 0.0, 0.0]
    # A recogniser hears a full stop as a comma now and then.
    sentence = sentence.rstrip("、")
    for pattern, weights in _CUES:
        if pattern.search(sentence):
            for part, weight in enumerate(weights):
                sums[part] += weight
    sums = [max(-_MOST, min(_MOST, value)) for value in sums]
    even = log(sum(exp(value) for value in sums) / 3)
    return [value - even for value in sums]


_ASKS = re.compile(
    r"(?:でしょうか|ましょうか|ますか|ですか|ませんか|ましたか|でしたか|のか|かな|でしょう|ですね|ですよね|ますね|ますよね|ましたね"
    r"|ますよ|ですよ|ください|下さい|なさい|ほしい|欲しい)[。？?]?$"
    r"|(?:教えて|聞かせて|伺|お聞き|お尋ね|お示し|確認).{0,25}(?:思います|お願い\w*|たい\w*)[。]?$"
)
_HOLDS = re.compile(
    r"思い|思う|思っ|感じ|私(?!ども)|要望|質問|伺(?!って(?:おり|い)ま)|お聞き|気にな|心配|賛成|反対|理解|了解|承知|[分わ]かりました|ありがとう|お願い"
    r"|いただきたい|いただければ|ほしい"
)
_REPORTS = re.compile(
    r"(?:ております|でおります|てございます|でございます|ございます|おりません|ございません|いたします|いたしました|まいります|存じます"
    r"|なります|しています|ています|しました|できます|されます|ところです|ものです|認識です|ことです)[。]?$"
)
_HOLDS_AS_OFFICE = re.compile(
    r"(?:思って|考えて|認識して|理解して)(?:おり|い)ます[。]?$|おります[。]?$|ございます[。]?$"
)
_PLAINLY_ASKS = re.compile(r"(?:か|ください|下さい|いかがでしょう)[。？?]?$")
_PLAINLY_OWN = re.compile(
    r"^(?:はい、)?(?:[分わ]かりま?し?た|了解)|次の質問|思いませんが|要望(?:し|と|で)|、[分わ]かりました[。]?$"
)
_PLAINLY_A_MEMBERS = re.compile(r"質問です|確認です|教えて(?:いただ|くだ|下)|お聞きし|気にな")
_PLAINLY_REPLIES = re.compile(
    r"(?:お答え|御指摘のとおり|ご指摘のとおり|御質問の|ご質問の|委員のお|委員の(?:御|ご))"
)
_PLAINLY_REPORTS = re.compile(
    r"(?:ております|てございます|でございます|ございます|おりません|ございません)[。]?$"
)
_CLOSES = re.compile(
    r"(?:賛成|反対)(?:です|とします|といたします|いたします|とさせて.*|である)[。]?$|以上です[。]?$"
    r"|(?:質問|意見)は(?:以上|これで).*$|(?:終わり|終わら).*ます[。]?$"
)
_CALLS = re.compile(
    r"(?:御|ご)?(?:質問|意見|異議|発言|申出).{0,12}(?:ございますか|ありますか|ありますでしょうか|いらっしゃ|ございませんか|ありませんか|ないよう"
    r"|ありませんので|よろし|お願い|いますか)|(?:ほか|他)に.{0,15}(?:か|よろし)|説明(?:を|は).{0,8}(?:お願い|求め)|から.{0,4}報告を.{0,4}お願い"
    r"|(?:決定|了承|承認|可決|確定)(?:と|い)|(?:開会|閉会|採決|上程)(?:い|し|と)|質疑に入|質疑を終結"
)
_REPLIES = re.compile(
    r"(?:お答え|御説明|ご説明|御指摘|ご指摘|(?:御|ご)質問(?:の|に|い)|委員の)|^(?:はい、|はい。)"
)
_OWN = re.compile(
    r"思うん|気にな|私は|要望|質問です|伺い|お聞き|教えて|心配|[分わ]かりました|了解|質問に|思いませんが"
)
_EXPLAINS = re.compile(r"説明(?:する|します|いたします)[。]?$")
"""What an official says once, or the minutes say of each."""
_TAKES_UP = re.compile(r".{0,8}(?:事務局|課|部|局|室|担当)から(?:も)?、?.{0,6}(?:補足|お答え|説明|報告)")
"""How a second official begins."""
_LEADS_OVER = re.compile(rf"(?:{FILLERS.pattern})?それでは")
_ASKS_ABOUT = re.compile(r"(?:について|につき)(?:も|は)?、?.{0,6}(?:確認|質問)(?:し|いたし)ます[。]?$")
_LEADS = re.compile(r"よろしい|いかが|お願い|ください")
_LEADS_ON = re.compile(r"お願い|いただき|いたします|します|思います|ください")


_INTRODUCES = re.compile(
    r"^(?:(?:議席)?[0-9０-９一二三四五六七八九十]{1,3}番|.{1,12}(?:委員|課長|部長|係長|局長|室長|主査|担当)の)"
    r"、?[^、。]{1,8}(?:です|でございます|と申します)[。、]?$"
    r"|として一言.{0,8}(?:申し上げ|述べさせていただき)ます[。、]?$"
)


def introduces(sentence: str) -> bool:
    """Whether somebody says who they are: nobody's turn ends with it."""
    return _INTRODUCES.search(FILLERS.sub("", sentence, count=1)) is not None


def foreign_edges(sentences: Sequence[str], part: Part) -> tuple[bool, bool]:
    """Whether the first, and the last, sentence of a turn speaks like somebody else: a boundary is off by a sentence."""
    if not sentences or part is Part.OTHER:
        return False, False
    sentences = [sentence.rstrip("、") for sentence in sentences]
    if part is Part.CHAIR:
        return _PLAINLY_A_MEMBERS.search(sentences[0]) is not None, False
    return _is_foreign(sentences[0], part, first=True), _is_foreign(sentences[-1], part, first=False)


def _is_foreign(sentence: str, part: Part, *, first: bool) -> bool:
    if _CALLS.search(sentence):
        return True
    if part is Part.OFFICE:
        return any(pattern.search(sentence) for pattern in (_PLAINLY_ASKS, _CLOSES, _PLAINLY_OWN))
    if first:
        return _PLAINLY_REPLIES.search(sentence) is not None
    return _PLAINLY_REPORTS.search(sentence) is not None and _HOLDS.search(sentence) is None


def interrupted(sentences: Sequence[str], part: Part) -> bool:
    """Whether a turn has plainly somebody else's sentence in it: a turn was not keyed, or a boundary is off.

    The chair's call, within anybody else's; a question and then what an official reports, within a member's; an
    explanation after the call for it, within the chair's; a question, or a second official, within an official's; two
    explanations, within one turn.
    """
    sentences = [sentence.rstrip("、") for sentence in sentences]
    if part is Part.CHAIR:
        called = next((n for n, s in enumerate(sentences) if _CALLS.search(s)), len(sentences))
        return any(_EXPLAINS.search(s) for s in sentences[called + 1 :])
    if part is Part.OFFICE and (
        any(pattern.search(s) for pattern in (_PLAINLY_ASKS, _PLAINLY_OWN, _ASKS_ABOUT) for s in sentences)
        or any(pattern.match(s) for pattern in (_TAKES_UP, _LEADS_OVER) for s in sentences[1:])
    ):
        return True
    if part is not Part.MEMBER:
        explains = sum(_EXPLAINS.search(s) is not None for s in sentences)
        return explains > 1 or any(_CALLS.search(s) for s in sentences)
    first = next((n for n, s in enumerate(sentences) if _PLAINLY_ASKS.search(s)), len(sentences))
    return any(_CALLS.search(s) for s in sentences) or any(
        _PLAINLY_REPORTS.search(s) and not _HOLDS.search(s) for s in sentences[first + 1 :]
    )


def one_voice(sentences: Sequence[str], part: Part, *, strict: bool = False) -> bool:
    """Whether a turn speaks like one person from its beginning to its end, as far as its part is known.

    A turn that was never keyed stands within the one before it: a question and then an answer, an answer and then a
    question, a call for questions and then one. A turn that looks like that may be right, and is not sure.

    Args:
        sentences: of the turn.
        part: what its speaker does at the meeting.
        strict: whether a call within a chair's turn is enough, as where turns are known not to have been keyed.
    """
    if not sentences:
        return True
    if interrupted(sentences, part):
        return False
    sentences = [sentence.rstrip("、") for sentence in sentences]
    asks = [_ASKS.search(s) is not None for s in sentences]
    calls = [_CALLS.search(s) is not None for s in sentences]
    closes = [_CLOSES.search(s) is not None for s in sentences]
    replies = [_REPLIES.search(s) is not None for s in sentences]
    match part:
        case Part.MEMBER:
            holds = [_HOLDS.search(s) is not None and _HOLDS_AS_OFFICE.search(s) is None for s in sentences]
            reports = [
                _REPORTS.search(s) is not None and not own and not ask
                for s, own, ask in zip(sentences, holds, asks, strict=True)
            ]
            if any(calls) or any(closes[:-1]) or any(replies[1:]):
                return False
            if len(sentences) > 1 and not (asks[-1] or holds[-1] or closes[-1]):
                return False
            first = asks.index(True) if True in asks else len(asks)
            return not any(reports[first + 1 :])
        case Part.OFFICE:
            return not (any(asks) or any(closes) or any(_OWN.search(s) for s in sentences))
        case Part.CHAIR:
            if any(replies) or any(
                ask and not call and not _LEADS.search(s)
                for s, ask, call in zip(sentences, asks, calls, strict=True)
            ):
                return False
            if strict and any(calls[:-1]):
                return False
            return not any(calls[:-1]) or calls[-1] or _LEADS_ON.search(sentences[-1]) is not None
        case _:
            return True
