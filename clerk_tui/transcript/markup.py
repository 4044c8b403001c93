"""Transcripts in XML and HTML: TTML, YouTube's XML, ELAN (.eaf), Transcriber, noScribe and oTranscribe.

Nothing outside the file is fetched, and no entity of it is expanded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree, html

from clerk_tui.intake.problems import FileProblems, Problem

from .labels import bare, split_labels
from .segment import Heard, Transcript, transcript
from .timed_text import read_timed_text
from .times import seconds

_BLOCKS = frozenset(
    (
        "p",
        "div",
        "li",
        "tr",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "blockquote",
        "section",
        "article",
        "dt",
        "dd",
    )
)
_NOSCRIBE = re.compile(r"ts_(\d+)_(\d+)(?:_(.*))?")
_STARTS = ("begin", "start", "t", "startTime", "time", "start_time", "st")
_ENDS = ("end", "endTime", "stop", "end_time", "et")
_LENGTHS = ("dur", "d", "duration")


def read_xml(path: Path, text: str) -> Transcript:
    """The segments of an XML text.

    Raises:
        FileProblems: it is no XML, or has no elements with times and words.
    """
    root = _parsed(path, text)
    if _local(root) == "html":
        return read_html(path, text)
    if _local(root) == "ANNOTATION_DOCUMENT":
        heard = list(_elan(root))
    elif root.findall(".//Turn"):
        heard = list(_transcriber(root))
    else:
        heard = list(_timed(root))
    if not heard:
        message = "時刻の付いた言葉が XML の中にありません。文字起こしのソフトから .srt か .vtt で書き出してください。"
        raise FileProblems([Problem(path, 1, "", message)])
    if not any(piece.speaker for piece in heard):
        labels = split_labels([piece.text for piece in heard])
        heard = [
            Heard(piece.start, piece.end, words, piece.line, speaker=label)
            for piece, (label, words) in zip(heard, labels, strict=True)
        ]
    return transcript(path, heard)


def read_html(path: Path, text: str) -> Transcript:
    """The segments of a page: anchors with times in their names (noScribe), or lines with times.

    Raises:
        FileProblems: there are none.
    """
    try:
        root = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8", no_network=True))
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        message = "HTML として読めません。文字起こしのソフトから .srt、.vtt か .txt で書き出してください。"
        raise FileProblems([Problem(path, 1, "", message)]) from None
    named = [
        (found, anchor)
        for anchor in root.iter("a")
        if (found := _NOSCRIBE.fullmatch(anchor.get("name") or ""))
    ]
    if not named:
        return read_timed_text(path, lines_of(root))
    heard = []
    for found, anchor in named:
        words = "".join(str(part) for part in anchor.itertext())
        label = found[3] or ""
        # The words begin with the label that stands in the name as well.
        words = re.sub(rf"^\s*{re.escape(label)}\s*[:：]\s*", "", words) if label else words
        heard.append(
            Heard(int(found[1]) / 1000, int(found[2]) / 1000, words, anchor.sourceline, speaker=label)
        )
    if not any(piece.speaker for piece in heard):
        heard = [
            Heard(piece.start, piece.end, words, piece.line, speaker=label)
            for piece, (label, words) in zip(heard, split_labels([p.text for p in heard]), strict=True)
        ]
    return transcript(path, heard)


def read_otranscribe(path: Path, page: str) -> Transcript:
    """oTranscribe's own file: paragraphs, with exact times in the marks.

    Raises:
        FileProblems: it has no times.
    """
    root = html.fromstring(f"<div>{page}</div>")
    for mark in root.iter("span"):
        moment = mark.get("data-timestamp")
        if moment is not None and (at := seconds(moment)) is not None:
            for child in list(mark):
                mark.remove(child)
            mark.text = f"\n{int(at // 3600)}:{int(at // 60) % 60:02}:{at % 60:05.2f} "
            mark.tail = (mark.tail or "").lstrip()
    return read_timed_text(path, lines_of(root))


def lines_of(root: html.HtmlElement) -> str:
    """The text of a page, a line for each block."""
    parts: list[str] = []

    def walk(element: etree._Element) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in ("script", "style", "head", ""):
            parts.append(element.tail or "")
            return
        block = tag in _BLOCKS
        if block or tag == "br":
            parts.append("\n")
        parts.append((element.text or "").replace("\xa0", " "))
        for child in element:
            walk(child)
        if block:
            parts.append("\n")
        elif tag in ("td", "th"):
            parts.append("\t")
        parts.append((element.tail or "").replace("\xa0", " "))

    walk(root)
    return re.sub(r"\n{3,}", "\n\n", "".join(parts))


def _parsed(path: Path, text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    try:
        # Bytes: what the declaration says of the encoding has been settled already.
        plain = re.sub(r"^\s*<\?xml[^>]*\?>", "", text)
        return etree.fromstring(plain.encode(), parser)
    except etree.XMLSyntaxError as error:
        message = "XML として読めません。文字起こしのソフトから .srt か .vtt で書き出し直してください。"
        raise FileProblems([Problem(path, error.lineno or 1, "", message)]) from None


def _local(element: etree._Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def _attributes(element: etree._Element) -> Mapping[str, str]:
    return {etree.QName(name).localname: value for name, value in element.attrib.items()}


def _words(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        parts += ["\n" if _local(child) == "br" else _words(child), child.tail or ""]
    return "".join(parts)


def _timed(root: etree._Element) -> Iterator[Heard]:
    """Elements with a time of their own: TTML's p and span, YouTube's p, text."""
    given = _attributes(root)
    ticks, frames = float(given.get("tickRate") or 1e7), float(given.get("frameRate") or 30)
    agents = {
        _attributes(agent).get("id", ""): " ".join(_words(agent).split())
        for agent in root.iter()
        if _local(agent) == "agent"
    }
    milliseconds = any(_local(element) == "p" and "t" in _attributes(element) for element in root.iter())

    def moment(text: str | None) -> float | None:
        if text is None:
            return None
        plain = text.strip()
        if found := re.fullmatch(r"(\d+(?:\.\d+)?)(t|ms|f|h|m|s)", plain):
            units = {"t": 1 / ticks, "ms": 0.001, "f": 1 / frames, "h": 3600.0, "m": 60.0, "s": 1.0}
            return float(found[1]) * units[found[2]]
        value = seconds(plain)
        return value * 0.001 if value is not None and milliseconds and plain.isdecimal() else value

    def walk(element: etree._Element, offset: float, speaker: str) -> Iterator[Heard]:
        attributes = _attributes(element)
        start = next((attributes[name] for name in _STARTS if name in attributes), None)
        agent = attributes.get("agent") or attributes.get("speaker") or ""
        speaker = agents.get(agent, agent) or speaker
        inner = [child for child in element if any(name in _attributes(child) for name in _STARTS)]
        container = _local(element) in ("tt", "body", "div", "head", "transcript", "timedtext")
        if start is not None and not container and not (inner and _local(element) != "p"):
            begin = moment(start)
            ended = moment(next((attributes[name] for name in _ENDS if name in attributes), None))
            length = moment(next((attributes[name] for name in _LENGTHS if name in attributes), None))
            if ended is None and length is not None and begin is not None:
                ended = begin + length
            words = _words(element)
            if words.strip():
                yield Heard(
                    None if begin is None else offset + begin,
                    None if ended is None else offset + ended,
                    words,
                    element.sourceline,
                    speaker=speaker,
                )
            return
        shift = (moment(start) or 0.0) if start is not None and container else 0.0
        for child in element:
            if isinstance(child.tag, str):
                yield from walk(child, offset + shift, speaker)

    yield from walk(root, 0.0, "")


def _elan(root: etree._Element) -> Iterator[Heard]:
    slots = {
        slot.get("TIME_SLOT_ID"): int(slot.get("TIME_VALUE") or -1) / 1000 for slot in root.iter("TIME_SLOT")
    }
    for tier in root.iter("TIER"):
        name = tier.get("PARTICIPANT") or tier.get("TIER_ID") or ""
        for annotation in tier.iter("ALIGNABLE_ANNOTATION"):
            start, end = (slots.get(annotation.get(f"TIME_SLOT_REF{n}")) for n in (1, 2))
            yield Heard(start, end, _words(annotation), annotation.sourceline, speaker=bare(name))


def _transcriber(root: etree._Element) -> Iterator[Heard]:
    names = {speaker.get("id"): speaker.get("name") or "" for speaker in root.iter("Speaker")}
    for turn in root.iter("Turn"):
        label = names.get(turn.get("speaker"), turn.get("speaker") or "")
        pieces = [(turn.get("startTime"), turn.text or "")]
        for child in turn:
            if _local(child) == "Sync":
                pieces.append((child.get("time"), child.tail or ""))
            else:
                pieces[-1] = (pieces[-1][0], pieces[-1][1] + (child.tail or ""))
        for at, words in pieces:
            if words.strip():
                yield Heard(seconds(at or ""), None, words, turn.sourceline, speaker=label)
