"""Every text of a file that is no Office package (ほかの形式の中の文字): Markdown, HTML, XML, CSV, JSON, WebVTT.

As in a Word file, nothing is skipped because a reader would not show it: attributes, comments, keys, the file's name.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

from lxml import etree

from .reading import Found

PROSE = "本文"
"""Place of what is read as sentences, in which a reading may be a piece of a word."""
_VOICE = re.compile(r"</?(?:v[^ >]*\s*)?([^>]*)>")
"""Who speaks a caption, and where that ends."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")


def plain_texts(path: Path) -> Iterator[Found]:
    """Everything in the file, its own name included.

    Raises:
        ValueError: nobody knows how to read such a file, so that nobody can say what is in it.
    """
    yield Found("ファイル名", path.name)
    text = path.read_text(encoding="utf-8-sig")
    match path.suffix.lower():
        case ".md" | ".markdown" | ".txt":
            for line in text.replace("<br>", "\n").splitlines():
                yield Found(PROSE, unescape(_ESCAPED.sub(r"\1", line)))
        case ".vtt":
            for line in text.splitlines():
                yield Found(PROSE, unescape(_VOICE.sub(r"\1 ", line)))
        case ".csv":
            for row in csv.reader(io.StringIO(text, newline="")):
                yield from (Found(PROSE, cell) for cell in row)
        case ".json":
            yield from _json(json.loads(text))
        case ".html" | ".htm":
            yield from _markup(etree.fromstring(text.encode(), etree.HTMLParser(encoding="utf-8")))
        case ".xml":
            yield from _markup(etree.fromstring(text.encode()))
        case other:
            raise ValueError(f"no reader of {other} files")


def _json(value: Any) -> Iterator[Found]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield Found("項目の名前", key)
            yield from _json(each)
    elif isinstance(value, list):
        for each in value:
            yield from _json(each)
    elif isinstance(value, str):
        yield Found(PROSE, value)


def _markup(root: etree._Element) -> Iterator[Found]:
    for node in (*root.itersiblings(preceding=True), *root.iter(), *root.itersiblings()):
        place = PROSE if isinstance(node.tag, str) else "注釈"
        for name, value in node.attrib.items() if isinstance(node.tag, str) else ():
            yield Found("属性", f"{name}\n{value}")
        if node.text:
            yield Found(place, node.text)
        if node.tail:
            yield Found(PROSE, node.tail)
