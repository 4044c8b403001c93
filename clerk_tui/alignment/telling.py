"""What the clerk is told of a filling (説明の文): the clocks, whose label is whose, and words without a place."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from clerk_tui.domain.record import Unplaced
from clerk_tui.support.seconds import spelled

from .clock import Piece
from .proposal import Filling
from .stream import Stream

_NEAR_ENOUGH = 0.0005
"""Drift that nobody needs to be told of: under two seconds an hour."""
_PIECES = 8
"""More pieces than a recording has pauses: the record's times are not those of the meeting."""
_SHOWN = 40
"""Characters of loose words that are shown."""


def clock_lines(filling: Filling, stream: Stream) -> Iterator[str]:
    """How the two clocks go together, and what would help where they do not."""
    fit = filling.fit
    if not fit.believed:
        if fit.given:
            yield "録音の始まりは言われた時刻にしました。言葉では確かめられないので、「確か」とするものはありません。"
        else:
            yield (
                f"録音と記録の時刻が合いません（言葉の一致 {fit.finds} か所／探した発言 {fit.anchors} 件）。"
                "「確か」とするものはありません。録音の始まりの時刻を教えてください（--offset 秒）。"
                "会長の決まり文句などの本文が記録にあると、自動で合います。"
            )
        return
    if len(fit.pieces) > _PIECES:
        yield (
            f"記録と録音は進み方が違います（{len(fit.pieces)} 区間に分けて合わせました。"
            f"言葉の一致 {fit.finds} か所）。発言の時刻が後から作られた記録ではないか確かめてください。"
        )
        return
    for number, piece in enumerate(fit.pieces, start=1):
        name = f"時計 {number}" if len(fit.pieces) > 1 else "時計"
        yield f"{name}：{_piece(piece, stream)}（{_agreeing(piece)}）。"
    if len(fit.pieces) > 1:
        yield f"録音は {len(fit.pieces) - 1} か所で途切れています（休憩中の停止か、別のファイル）。"
    if fit.strays > 0.07:
        yield "キーが遅れた発言が多いので、言葉でも裏づけのある境目だけを「確か」としました。"
    if filling.misses:
        yield "打たれていない発言がありそうなので、言葉の続き方が怪しいところは「確か」にしませんでした。"


def label_lines(filling: Filling, name: Callable[[str], str]) -> Iterator[str]:
    """Whose each label is taken to be.

    Args:
        filling: with its labels.
        name: how the clerk knows a voice.
    """
    for share in filling.labels:
        yield f"話者「{share.label}」は {name(share.voice)}（{share.share:.0%}、{share.stretches:.0f} 区間）"


def loose_lines(filling: Filling, stream: Stream) -> Iterator[str]:
    """Words without a place, and words that were most likely not said."""
    if filling.loose:
        count = sum(loose.end - loose.begin for loose in filling.loose)
        yield f"置き場所のない言葉：{len(filling.loose)} か所、{count:,} 字"
        for loose in filling.loose:
            more = "…" if len(loose.text) > _SHOWN else ""
            yield f"  {told(stream, loose.begin)}　{loose.text[:_SHOWN]}{more}（{len(loose.text)} 字）"
    if stream.asides:
        yield f"言っていないとみて外した言葉：{len(stream.asides)} か所"
        for aside in stream.asides:
            number, _ = stream.place(aside.position)
            at = spelled(aside.start - stream.seconds(number, 0.0))
            yield f"  {at}　{aside.text[:_SHOWN]}（{aside.why}）"


def unplaced(filling: Filling, stream: Stream) -> tuple[Unplaced, ...]:
    """The same as the record keeps them, in order."""
    words = [(loose.begin, Unplaced(told(stream, loose.begin), loose.text)) for loose in filling.loose]
    for aside in stream.asides:
        number, _ = stream.place(aside.position)
        at = spelled(aside.start - stream.seconds(number, 0.0))
        words.append((aside.position, Unplaced(at, aside.text, aside.why)))
    return tuple(each for _, each in sorted(words, key=lambda found: found[0]))


def told(stream: Stream, position: int) -> str:
    """A position as the recording's own time: 「0:12:34」, with the number of the file where there are several."""
    number, moment = stream.place(position)
    file = f"ファイル{number + 1} の " if len(stream.files) > 1 else ""
    return f"{file}{spelled(moment)}"


def _agreeing(piece: Piece) -> str:
    """What the piece rests on."""
    course = len(piece.pins) - piece.finds
    by_course = f"質問と答弁の並びの一致 {course} 発言"
    if not piece.finds:
        return by_course
    return f"言葉の一致 {piece.finds} か所" + (f"、{by_course}" if course else "")


def _piece(piece: Piece, stream: Stream) -> str:
    offset = piece.offset
    if stream.wall:
        said = f"文字起こしの時刻は、記録の初めの発言が {spelled(piece.recording(0.0))}"
    else:
        at = stream.at(piece.pins[0].found) if piece.pins else 0
        offset -= stream.seconds(stream.place(at)[0], 0.0)
        said = (
            f"録音は記録の初めの発言より {abs(offset):,.0f} 秒{'早く' if offset >= 0 else '遅く'}始まっています"
            if abs(offset) >= 1
            else "録音は記録の初めの発言と同時に始まっています"
        )
    if abs(piece.rate - 1) > _NEAR_ENOUGH:
        pace = (piece.rate - 1) * 60
        said += f"。録音の時計は 1 分に {abs(pace):.1f} 秒{'進み' if pace > 0 else '遅れ'}ます"
    return said
