"""What a draft of ours lists beside the proceedings (箇条): results of topics without a number, and what stays to be done."""

from __future__ import annotations

import re

from msgspec import Struct, field

from clerk_tui.domain.meeting import FollowUpKind
from clerk_tui.published.data import PublishedFollowUp

from .labels import DOTS

_FOLLOW_UP = re.compile(
    rf"(?:(?P<office>[^　]+)　)?(?P<kind>{'|'.join(map(re.escape, FollowUpKind))})　(?P<what>.+?)(?P<done>　済)?"
)
_NOTE = re.compile(
    r"(?P<what>.+)（(?:(?P<due>[^（）]*?(?:まで|までに|以内|日|月中|末|頃|ごろ|次回|後日|中|速やかに))(?:、|(?=）)))?"
    r"(?:(?P<since>[^（）、]+)から)?）"
)
"""Until when and from which meeting, behind it; other words in brackets belong to what is owed."""


class Beside(Struct):
    """What has been read so far."""

    topics: tuple[str, ...] = ()
    """The agenda: a topic may have a blank in it, which else parts it from its result."""
    conclusions: list[tuple[str, str]] = field(default_factory=list)
    """(topic, its result)"""
    follow_ups: list[PublishedFollowUp] = field(default_factory=list)
    heading: str = ""
    """Over what stays to be done."""

    def line(self, text: str, heading: str) -> bool:
        """Read one line under its heading (empty: under none). False: it is neither."""
        plain = text.strip(" 　").lstrip(DOTS).strip(" 　")
        if heading and (found := _FOLLOW_UP.fullmatch(plain)):
            note = _NOTE.fullmatch(found["what"])
            told = note if note and (note["due"] or note["since"]) else None
            self.follow_ups.append(
                PublishedFollowUp(
                    FollowUpKind(found["kind"]),
                    told["what"] if told else found["what"],
                    office=found["office"] or "",
                    due=(told["due"] or "") if told else "",
                    since=(told["since"] or "") if told else "",
                    done=bool(found["done"]),
                )
            )
            self.heading = heading
            return True
        topic = next(
            (each for each in self.topics if plain.startswith(f"{each}　")), plain.partition("　")[0]
        )
        result = plain[len(topic) :].strip("　")
        if not topic or not result:
            return False
        self.conclusions.append((topic, result))
        return True
