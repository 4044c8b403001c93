"""Rows that name the columns of a table (見出しの行): what the rows under them are."""

from __future__ import annotations

import re
from enum import Enum

from msgspec import Struct

from .cases import Cases
from .page import Row
from .posts import squeezed

NAME = re.compile(r"(?:委員|議員|職員)?(?:の?氏[\s　]*名|名前|委員名|氏名等)")
_POST = re.compile(r"職名|役職名?|職|区分|選出区分|役")
_SEAT = re.compile(r"議席(?:番号)?|席次|席番|番号|№|No\.?")
_OFFICE = re.compile(
    r"(?:所属)?(?:機関|団体)(?:名)?(?:・?(?:役職|職)名?等?)?|"
    r"(?:選出|推薦)(?:母体|団体|機関)|所属(?:・役職|等|団体)?(?:名)?|所属・職名|職・所属|役職等"
)
_PRESENCE = re.compile(r"出欠(?:席)?(?:の別|状況)?|出席(?:状況)?|備考")
_WHO = re.compile(r"発言者(?:名|氏名)?|発言委員|氏名|話者|委員名")
_WORDS = re.compile(
    r"(?:議題・)?発言(?:の?(?:内容|要旨|事項|概要))?(?:・決定事項)?|内容|要旨|議事(?:の?内容|の?要旨)?|会議の?(?:内容|経過)|審議の?(?:内容|経過)"
)
_TOPIC = re.compile(r"議題|項目|案件|次第|議事(?:日程)?|件名|事項|審議事項|議題等")
_GIST = re.compile(
    r"主な(?:意見|質疑|発言|内容)等?|(?:審議|議事|会議|意見|発言|質疑)の?(?:内容|概要|要旨|経過|結果)等?|概要|内容|意見等?|主な意見・質疑等?"
)
_QUESTION = re.compile(
    r"(?:[^、。]{1,8}(?:から)?の)?(?:主な)?[御ご]?(?:質問|質疑|意見|指摘|要望|委員(?:意見|発言)|問)"
    r"(?:[・、及び]{1,2}[御ご]?(?:意見|質問|要望|指摘|質疑))*(?:等|の?(?:内容|要旨|概要)|事項)?"
)
_ANSWER = re.compile(
    r"(?:(?:事務局|担当課|所管課|執行部|市|町|村|県|区|委員会|説明者|当局|実施機関)(?:等|側)?(?:から)?の?)?"
    r"(?:回答|答弁?|応答|説明|対応|見解|考え方)(?:・(?:回答|対応|説明|考え方|答弁|方針))*(?:等|の?(?:内容|要旨|概要|方針))?"
)
_RESULT = re.compile(r"(?:審議|協議|会議)?の?(?:結果|結論)|決定(?:事項)?")
_VOTES = re.compile(r"賛成|反対|採決の方法|表決")


class As(Enum):
    """What the rows under a row of names are."""

    ROSTER = "roster"
    CASES = "cases"
    TURNS = "turns"
    GIST = "gist"
    ANSWERS = "answers"
    VOTES = "votes"


class Head(Struct, frozen=True):
    """A row that names columns."""

    kind: As
    at: dict[str, int]
    texts: tuple[str, ...]


def head_of(row: Row, cases: Cases, *, telling: bool) -> Head | None:
    """The columns that a row names; None: it names none. ``telling``: the table tells when and where as well."""
    texts = tuple(re.sub(r"(?<=.)[（(][^（）()]*[）)]$", "", squeezed(text)) for text in row.texts)
    if len(texts) < 2 or any(len(text) > 16 for text in texts) or sum(map(bool, texts)) < 2:
        return None

    def find(pattern: re.Pattern[str], *, but: tuple[int, ...] = ()) -> int:
        return next((n for n, text in enumerate(texts) if n not in but and pattern.fullmatch(text)), -1)

    who, words = find(_WHO), find(_WORDS)
    if who >= 0 and words >= 0 and who != words:
        return Head(As.TURNS, {"who": who, "words": words, "topic": find(_TOPIC, but=(who, words))}, texts)
    question, answer = find(_QUESTION), find(_ANSWER)
    if question >= 0 and answer >= 0 and question != answer:
        result = find(_RESULT, but=(question, answer))
        columns = {"question": question, "answer": answer, "topic": find(_TOPIC), "result": result}
        return Head(As.ANSWERS, columns, texts)
    name = find(NAME)
    if name >= 0:
        columns = {
            "office": find(_OFFICE, but=(name,)),
            "name": name,
            "post": find(_POST, but=(name,)),
            "seat": find(_SEAT, but=(name,)),
            "presence": find(_PRESENCE),
        }
        return Head(As.ROSTER, columns, texts)
    if any(_VOTES.fullmatch(text) for text in texts) and len(texts) >= 4:
        return Head(As.VOTES, {}, texts)
    if cases.head(row.texts):
        return Head(As.CASES, {}, texts)
    topic = find(_TOPIC)
    gist = find(_GIST, but=(topic,))
    result = find(_RESULT, but=(topic, gist))
    if topic >= 0 and gist >= 0 and len(texts) == (2 if result < 0 else 3) and not telling:
        return Head(As.GIST, {"topic": topic, "words": gist, "result": result}, texts)
    return None
