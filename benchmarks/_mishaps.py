"""What goes wrong with recorder, keys and recogniser, one thing at a time, and a meeting played with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random

from msgspec import Struct
from msgspec.structs import replace

from benchmarks._hearing import (
    NOBODY,
    Heard,
    Maker,
    Meeting,
    Turn,
    cut_anywhere,
    cut_at_pauses,
    misheard,
    moved,
    running,
    with_fillers,
)
from clerk_tui.alignment import Part, Slot
from clerk_tui.domain.ids import EntryId
from clerk_tui.transcript import Segment, Transcript

_CHATTER = (
    "マイクの確認をします。", "お茶はどちらに置きましょうか。", "資料は机の上にございます。", "暑いですね。",
    "駐車場は裏にあります。", "名札を置いておきます。", "本日はよろしくお願いします。",
)  # fmt: skip
_THANKS = "ご視聴ありがとうございました"
_PARTS = {"会長": Part.CHAIR, "委員": Part.MEMBER, "部会長": Part.MEMBER}
TYPED = 60
"""Characters of a chair's turn up to which the clerk has it as a stock phrase or typed along."""


class Outcome(Struct, frozen=True):
    """A scenario as the alignment gets it."""

    slots: Sequence[Slot]
    parts: Sequence[Transcript]
    owners: Sequence[int]
    """Turn of each character of the stream, hallucinations left out."""
    expected: float | None


Change = Callable[[Meeting, Random], None]


def early(meeting: Meeting, chance: Random) -> None:
    """The recorder runs 25 minutes before the meeting, and hears people come in."""
    chatter = []
    at = 30.0
    while at < 1480:
        words = chance.choice(_CHATTER)
        chatter.append(Heard(at, at + len(words) / 5, words, (NOBODY,) * len(words), chance.choice("ABC")))
        at += chance.uniform(8, 90)
    meeting.files = moved(meeting.files, lambda at: at + 1500)
    meeting.files[0] = chatter + meeting.files[0]


def late(meeting: Meeting, _: Random) -> None:
    """The recorder is started ten minutes into the meeting."""
    meeting.files = moved(meeting.files, lambda at: at - 600)


def second_file(meeting: Meeting, _: Random) -> None:
    """The second of two files alone."""
    middle = meeting.said[len(meeting.said) // 2].at
    meeting.files = moved(meeting.files, lambda at: at - middle)


def both_files(meeting: Meeting, _: Random) -> None:
    """Two files, each with its own zero; some words between them are lost."""
    middle = meeting.said[len(meeting.said) // 2].at
    first = [heard for heard in meeting.files[0] if heard.end < middle - 4]
    second = moved(meeting.files, lambda at: at - middle)[0]
    meeting.files = [first, second]


def paused(meeting: Meeting, _: Random) -> None:
    """A recess of fifteen minutes in which the recorder was paused: the keys wait, the recording does not."""
    turn = min(range(len(meeting.starts)), key=lambda n: abs(meeting.starts[n] - meeting.said[-1].at * 0.55))
    meeting.keys = [key + 900 if number >= turn else key for number, key in enumerate(meeting.keys)]


def drift(meeting: Meeting, _: Random) -> None:
    """The recorder's clock loses a second a minute."""
    meeting.files = moved(meeting.files, lambda at: at * (1 + 1 / 60))


def bent(meeting: Meeting, _: Random) -> None:
    """A drift that is not a line: it grows, and turns round."""
    whole = meeting.said[-1].at
    meeting.files = moved(meeting.files, lambda at: at + 25 * (at / whole) * (1.6 - at / whole) + 12)


def late_keys(meeting: Meeting, chance: Random) -> None:
    """Each key five to ten seconds after the turn began."""
    meeting.keys = [start + chance.uniform(5, 10) for start in meeting.starts]


def some_late(meeting: Meeting, chance: Random) -> None:
    """One key in four is up to twenty seconds late."""
    meeting.keys = [key + (chance.uniform(4, 20) if chance.random() < 0.25 else 0) for key in meeting.keys]


def bursts(meeting: Meeting, chance: Random) -> None:
    """Now and then the clerk falls behind and keys three to six turns at once."""
    number = 3
    while number + 7 < len(meeting.keys):
        if chance.random() < 0.12:
            count = chance.randint(3, 6)
            at = meeting.starts[number + count - 1] + chance.uniform(0.5, 4)
            for place in range(count):
                meeting.keys[number + place] = at + 0.4 * place
            number += count
        number += 1


def unkeyed(meeting: Meeting, chance: Random) -> None:
    """One turn in fifteen is never keyed."""
    for number in range(1, len(meeting.turns) - 1):
        if chance.random() < 1 / 15 and meeting.keyed[number - 1]:
            meeting.keyed[number] = False


def half_an_hour(meeting: Meeting, _: Random) -> None:
    """Half an hour in the middle is not there."""
    middle = meeting.said[-1].at * 0.35
    meeting.files = [
        [heard for heard in part if not middle <= heard.start < middle + 1800] for part in meeting.files
    ]


def unpunctuated(meeting: Meeting, chance: Random) -> None:
    """Eight characters in a hundred misheard, and no punctuation at all."""
    meeting.files = [[misheard(heard, chance, 0.08, stops=False) for heard in part] for part in meeting.files]


def noisy(meeting: Meeting, chance: Random) -> None:
    """Five in a hundred misheard, fillers, and one segment in fifty missing."""
    meeting.files = [
        [
            with_fillers(misheard(heard, chance, 0.05), chance, 0.25)
            for heard in part
            if chance.random() > 0.02
        ]
        for part in meeting.files
    ]


def hallucinating(meeting: Meeting, chance: Random) -> None:
    """Stock phrases of videos in the silences, and loops."""
    made = []
    for part in meeting.files:
        row: list[Heard] = []
        for heard in part:
            row.append(heard)
            if chance.random() < 0.03:
                words = _THANKS if chance.random() < 0.6 else heard.text
                count = chance.randint(1, 3) if words == _THANKS else chance.randint(3, 6)
                row += [
                    Heard(
                        heard.end + 0.01 * n,
                        heard.end + 0.01 * n,
                        words,
                        (NOBODY,) * len(words),
                        heard.speaker,
                    )
                    for n in range(1, count + 1)
                ]
        made.append(row)
    meeting.files = made


def labelled(meeting: Meeting, chance: Random) -> None:
    """Labels, one stretch in twenty wrong."""
    people = sorted({turn.person for turn in meeting.turns} | {"A", "B", "C"})
    codes = {person: f"SPEAKER_{number:02}" for number, person in enumerate(people)}
    meeting.files = [
        [
            replace(heard, speaker=codes[chance.choice(people) if chance.random() < 0.05 else heard.speaker])
            for heard in part
        ]
        for part in meeting.files
    ]


def wall(meeting: Meeting, _: Random) -> None:
    """Times of the clock on the wall, which is forty seconds off the clerk's, in whole seconds."""
    meeting.files = moved(meeting.files, lambda at: float(int(at + 14 * 3600 + 40)))
    meeting.wall = True
    meeting.expected = 14 * 3600.0


def whole_seconds(meeting: Meeting, _: Random) -> None:
    """Whole seconds, so that short segments begin at once."""
    meeting.files = moved(meeting.files, lambda at: float(int(at)))


SCENARIOS: dict[str, tuple[Change, ...]] = {
    "ふつうの雑音": (),
    "録音が25分早い": (early,),
    "録音が10分遅い": (late,),
    "二つ目のファイルだけ": (second_file,),
    "二つのファイル": (both_files,),
    "休憩中の停止": (paused,),
    "1分に1秒の狂い": (drift,),
    "直線でない狂い": (bent,),
    "キーが5〜10秒遅い": (late_keys,),
    "ときどき遅いキー": (some_late,),
    "まとめ打ち": (bursts,),
    "打たなかった発言": (unkeyed,),
    "30分の欠け": (half_an_hour,),
    "句読点なしの誤認識": (unpunctuated,),
    "空耳の繰り返し": (hallucinating,),
    "壁の時計": (wall,),
    "同じ秒": (whole_seconds,),
    "話者つき": (labelled,),
    "話者つき、遅いキー": (late_keys, labelled),
    "話者つき、まとめ打ち": (bursts, labelled),
    "話者つき、打たず": (unkeyed, labelled),
    "話者つき、句読点なし": (unpunctuated, labelled),
    "話者つき、25分早く遅いキー": (early, late_keys, labelled),
    "話者つき、全部": (paused, drift, some_late, unkeyed, hallucinating, labelled),
}


def played(
    turns: Sequence[Turn], maker: Maker, changes: Sequence[Change], chance: Random, *, named: bool = False
) -> Outcome:
    """A meeting held, recorded and keyed.

    Args:
        turns: what is said.
        maker: ``running`` or ``breathing``.
        changes: what goes wrong.
        chance: everything that chance decides.
        named: whether the record knows each member by name; else the members are one role.
    """
    meeting = maker(turns, chance)
    if maker is running:
        meeting.files = [cut_anywhere(meeting, chance)]
    else:
        meeting.files = [cut_at_pauses(meeting, chance, told_apart=labelled in changes)]
    if unpunctuated not in changes:
        noisy(meeting, chance)
    for change in changes:
        change(meeting, chance)
    if labelled not in changes:
        meeting.files = [[replace(heard, speaker="") for heard in part] for part in meeting.files]
    first = min(key for key, keyed in zip(meeting.keys, meeting.keyed, strict=True) if keyed)
    slots = [
        Slot(
            EntryId(str(number)),
            key - first,
            turn.text if turn.label == "会長" and len(turn.text) <= TYPED else "",
            turn.person if named else turn.label,
            _PARTS.get(turn.label, Part.OFFICE),
            not named and turn.label == "委員",
        )
        for number, (turn, key, keyed) in enumerate(zip(turns, meeting.keys, meeting.keyed, strict=True))
        if keyed
    ]
    # Keys are pressed in order, however late.
    begins = sorted(slot.begins for slot in slots)
    slots = [replace(slot, begins=at) for slot, at in zip(slots, begins, strict=True)]
    parts, owners = [], []
    for part in meeting.files:
        ordered = sorted((heard for heard in part if heard.text), key=lambda heard: heard.start)
        parts.append(
            Transcript(
                tuple(Segment(heard.start, heard.end, heard.text, heard.speaker) for heard in ordered),
                meeting.wall,
            )
        )
        owners += [turn for heard in ordered for turn in heard.turns]
    expected = None if meeting.expected is None else meeting.expected + first
    return Outcome(slots, parts, owners, expected)
