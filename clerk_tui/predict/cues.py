"""What the words of a turn give away about the next one (言葉の手がかり): asked, ended, called upon.

Ordinary phrases of any Japanese meeting, looked for where they count: at the end of what was said. A turn
without text (text comes later) gives no cue, and the procedure decides alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from clerk_tui.domain.ids import CaseId
from clerk_tui.domain.meeting import Meeting, Person
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.profile import Standing
from clerk_tui.domain.record import Named, Speaker, Unnamed
from clerk_tui.domain.text import sentences

from .scene import Scene

# The end of a speech: a few sentences fit in, and a speech of any length costs the same.
_TAIL = 240

_REQUEST = re.compile(
    r"(?:願い(?:いた)?します|願います|ください|下さい|どうぞ|いかが|でしょうか|ますか|ませんか|ですか|たか)"
    r"[^。]{0,12}$"
)
_QUESTION = re.compile(
    r"(?:か|かね|でしょう|ですよね|ですね|ください|下さい|願い(?:いた)?します|いかが|伺います|聞きします|したい(?:の)?ですが)"
    r"[。？?]?$"
)
_END = re.compile(
    r"終わり(?:ます|にします|です)|以上です|以上になります|結構です|置きます|ありがとうございました"
    r"|(?:答弁|お答え|回答)は(?:要りません|いりません|不要|結構)"
)
_INVITATION = re.compile(r"質問|質疑|意見|御?発言|討論|ほかに|他に")
_ANOTHER = re.compile(r"ほかに|他に|そのほか|その他|次の方|別の")
_EXPLAIN = re.compile(r"説明を|説明願|御説明|ご説明")
_MYSELF = re.compile(r"私から|私の方から|私のほうから|わたくしから")
# 「はい、青木委員」: a chair mostly calls by name and nothing else.
_ONLY_A_NAME = re.compile(
    r"(?:(?:はい|では|それでは|じゃあ|次に|次は|続いて|どうぞ)、?)*[^、はがをもで]{1,20}(?:、?どうぞ)?"
)
_OFFICE = re.compile(r"担当課|所管課|担当部局|所管部局|担当者|担当から|所管から|説明員|執行部|当局")


class Call(Struct, frozen=True):
    """Somebody called upon (指名)."""

    speakers: tuple[Speaker, ...]
    """People, a role, or none where only a side was meant (「担当課、どうぞ」)."""
    capacity: str = ""
    office: bool = False
    """True where those who explain and answer were meant, without a name."""
    myself: bool = False
    """True where the speaker announced to go on in another capacity (「部会長である私から」)."""


def tail(paragraphs: Sequence[str]) -> str:
    """The end of a speech."""
    return paragraphs[-1][-_TAIL:] if paragraphs else ""


def asks(paragraphs: Sequence[str]) -> bool:
    """Whether it ends with a question or a request."""
    return bool(_QUESTION.search(tail(paragraphs)))


def ends(paragraphs: Sequence[str]) -> bool:
    """Whether the speaker said to have finished."""
    return bool(_END.search(tail(paragraphs)[-40:])) and not asks(paragraphs)


def invites(paragraphs: Sequence[str]) -> bool:
    """Whether the floor was thrown open (「御質問はありますか」)."""
    return any(_INVITATION.search(sentence) and _QUESTION.search(sentence) for sentence in _last(paragraphs))


def invites_another(paragraphs: Sequence[str]) -> bool:
    """Whether it was thrown open to somebody else (「ほかに御質問は」)."""
    return any(_ANOTHER.search(sentence) for sentence in _last(paragraphs))


def wants_explanation(paragraphs: Sequence[str]) -> bool:
    """Whether an explanation was asked for."""
    return any(_EXPLAIN.search(sentence) and _REQUEST.search(sentence) for sentence in _last(paragraphs)[-1:])


def called(scene: Scene, paragraphs: Sequence[str]) -> Call | None:
    """Who was called upon at the end of a speech; the last sentence that asks somebody counts."""
    for sentence in reversed(_last(paragraphs)):
        if _MYSELF.search(sentence) and (own := _own_capacity(scene, paragraphs)):
            return Call((), own, myself=True)
        if not _REQUEST.search(sentence) and not _ONLY_A_NAME.fullmatch(sentence):
            continue
        hits = tuple(_named(scene, sentence))
        # 「山田委員」 names a person, not the 委員 inside it.
        whole = [hit for hit in hits if not any(hit.inside(other) for other in hits)]
        # 「山田委員の御質問に、総務課長」: what stands before の is a matter, not an addressee.
        direct = [hit for hit in whole if not sentence.startswith("の", hit.end)]
        if whole:
            end = max(hit.end for hit in direct or whole)
            calls = [hit.call for hit in direct or whole if hit.end == end]
            return Call(
                tuple(dict.fromkeys(speaker for call in calls for speaker in call.speakers)),
                calls[0].capacity,
                any(call.office for call in calls),
                bool(_MYSELF.search(sentence)),
            )
    return None


def _own_capacity(scene: Scene, paragraphs: Sequence[str]) -> str:
    """In which capacity a speaker who goes on is about to speak: the one that they have just named."""
    text = tail(paragraphs)
    own = [name for name in scene.meeting.profile.capacities if not scene.meeting.profile.presides(name)]
    return max((name for name in own if name in text), key=text.rfind, default="")


def posts_in(scene: Scene, paragraphs: Sequence[str]) -> tuple[Person, ...]:
    """Officials and secretariat whom a speech mentions by post."""
    text = tail(paragraphs)
    return tuple(
        person
        for person in scene.of(Standing.OFFICIAL, Standing.SECRETARIAT)
        if person.post and person.post in text
    )


_ADDRESSED = re.compile(r"(?:さん)?(?:に|へ|から|、)[^。]{0,8}(?:伺|尋ね|聞き|質問|答え|お願い|教え)")


def addressed(scene: Scene, paragraphs: Sequence[str]) -> tuple[Person, ...]:
    """Officials and secretariat to whom a question is put by their post (「学校教育課長に伺います」)."""
    text = tail(paragraphs)
    return tuple(
        person
        for person in posts_in(scene, paragraphs)
        if _ADDRESSED.match(text, text.rfind(person.post) + len(person.post))
    )


def cases_in(meeting: Meeting, paragraphs: tuple[str, ...]) -> tuple[CaseId, ...]:
    """The cases that a speech names."""
    return _cases(paragraphs, meeting.profile.notation)


@lru_cache(maxsize=1024)
def _cases(paragraphs: tuple[str, ...], notation: Notation) -> tuple[CaseId, ...]:
    return tuple(case for text in paragraphs for mention in notation.mentions(text) for case in mention.cases)


def _last(paragraphs: Sequence[str]) -> list[str]:
    """The last two sentences, without their full stops."""
    text = tail(paragraphs)
    return [text[start:end].rstrip("。？?") for start, end in sentences(text)[-2:]]


class _Hit(Struct, frozen=True):
    """A name in a sentence, and whom it calls."""

    start: int
    end: int
    call: Call

    def inside(self, other: _Hit) -> bool:
        return (
            other.start <= self.start
            and self.end <= other.end
            and other.end - other.start > self.end - self.start
        )


def _named(scene: Scene, sentence: str) -> Iterator[_Hit]:
    """Everybody whom a sentence names."""
    for person in scene.people:
        standing = scene.standings[Named(person.id)]
        words = [person.name + (person.post or scene.meeting.role_of(person).title)]
        if standing in (Standing.OFFICIAL, Standing.SECRETARIAT, Standing.GUEST) and person.post:
            words.append(person.post)
        if standing is not Standing.CHAIR:
            yield from _hits(sentence, words, Call((Named(person.id),)))
    for role in scene.meeting.profile.roles:
        if role.standing is not Standing.CHAIR:
            yield from _hits(sentence, [role.title], Call((Unnamed(role.id),)))
    for capacity in scene.meeting.profile.capacities:
        yield from _hits(sentence, [capacity], Call((), capacity))
    for match in _OFFICE.finditer(sentence):
        yield _Hit(match.start(), match.end(), Call((), office=True))


def _hits(sentence: str, words: Sequence[str], call: Call) -> Iterator[_Hit]:
    for word in words:
        if (start := sentence.rfind(word)) >= 0:
            yield _Hit(start, start + len(word), call)
