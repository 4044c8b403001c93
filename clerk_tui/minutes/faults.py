"""What is wrong with a Word template, in the words of whoever sees it in Word: the paragraph and the word at fault.

Works on the source that the template engine reads: the XML of a part with each paragraph on a line of its own, the
instructions for paragraphs and rows already taken out of their paragraphs and rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from jinja2 import TemplateError as JinjaError
from jinja2 import UndefinedError
from lxml import etree
from msgspec import Struct

from clerk_tui.intake.problems import maybe

from .template import TemplateError, refusal

FAULTS: Final = (
    JinjaError,
    *(
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
        AttributeError,
        RecursionError,
        MemoryError,
        etree.LxmlError,
    ),
)
"""What the template engine may raise for a template that it cannot fill in."""

_LIST: Final = "docs/templates.md"
_FILE: Final = "<template>"
"""The name that the engine gives a template that came from no file."""
_TAG: Final = re.compile(r"<[^>]*>")
_CODE: Final = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_STATEMENT: Final = re.compile(r"\{%-?\s*(\w+).*?%\}")
_QUOTED: Final = re.compile(r"'([^']+)'")
_RUN_TEXT: Final = re.compile(r"</?w:t[ >]")
_PAIRS: Final = {"endfor": "for", "endif": "if"}
_LONGEST: Final = 48


class Unprintable(TypeError):
    """A list or a group of fields stands where a text should."""


class _Statement(Struct, frozen=True):
    """One 「{% … %}」 of a source."""

    line: int
    word: str
    code: str
    inline: bool
    """Whether it stands in the text of a paragraph, rather than in the place of a paragraph or row."""


def unknown(file: str, source: str, line: int, word: str, names: Iterable[str]) -> TemplateError:
    """A field that there is not."""
    known = set(names)
    near = "" if word in known else maybe(word, known)
    return refusal(
        file,
        f"の{_place(source, line, word)}にある「{word}」という名前の欄は、ここにはありません",
        f"{near}{_LIST} の一覧にある名前に直して",
    )


def stray_text(file: str, text: str) -> TemplateError:
    """Something that would be printed beside the paragraphs."""
    return refusal(
        file,
        f"では、「{text[:_LONGEST]}」が段落の外に出ます",
        "刷る欄は「{{p」や「{{tr」でなく「{{」で、段落の中に書いて",
    )


def fault_of(file: str, source: str, fault: Exception, names: Iterable[str]) -> TemplateError:
    """Whatever else the engine could not do, with the paragraph and the word."""
    line = getattr(fault, "lineno", None) or _line_of(fault)
    message = str(fault)
    here = _line(source, line)
    if isinstance(fault, etree.XMLSyntaxError):
        return _torn(file, source)
    if isinstance(fault, UndefinedError):
        return unknown(file, source, line, (_QUOTED.findall(message) or [message])[-1], names)
    if isinstance(fault, Unprintable):
        return refusal(
            file,
            f"の{_place(source, line, message)}は、いくつも入る欄か、はい・いいえの欄なので、そのままでは刷れません",
            f"「for」や「if」で使うか、{_LIST} の一覧にある中の欄を書いて",
        )
    if odd := _uneven(source):
        return refusal(
            file,
            f"の{_place(source, odd.line, odd.code)}の「{odd.word}」は、始めと終わりがそろっていません",
            "「for」と「endfor」、「if」と「endif」を同じ数だけ書いて",
        )
    word = next((word for word in reversed(_QUOTED.findall(message)) if word in here), "")
    shown = f"の「{word}」" if word else ""
    return refusal(
        file, f"の{_place(source, line, word)}{shown}の書き方が読めません", f"{_LIST} の見本のように直して"
    )


def _torn(file: str, source: str) -> TemplateError:
    """A repetition or condition that begins in one paragraph, row or cell and ends in another."""
    begun: list[_Statement] = []
    guilty = None
    for each in _statements(source):
        if each.word in _PAIRS.values():
            begun.append(each)
        elif each.word in _PAIRS and begun:
            opener = begun.pop()
            if (opener.inline or each.inline) and (opener.inline != each.inline or opener.line != each.line):
                guilty = opener if opener.inline else each
                break
    where = _place(source, guilty.line, guilty.code) if guilty else "繰返しや条件"
    return refusal(
        file,
        f"の{where}は、始めと終わりの段落や行が食い違っています",
        "段落を繰り返すなら「{%p」、表の行なら「{%tr」で始め、始めと終わりをそれぞれ一つの段落や行に書いて",
    )


def _uneven(source: str) -> _Statement | None:
    """The loop or condition without an end, or the end without a beginning."""
    begun: list[_Statement] = []
    for each in _statements(source):
        if each.word in _PAIRS.values():
            begun.append(each)
        elif each.word in _PAIRS:
            if not begun or begun[-1].word != _PAIRS[each.word]:
                return begun[-1] if begun else each
            begun.pop()
    return begun[-1] if begun else None


def _statements(source: str) -> Iterator[_Statement]:
    for number, line in enumerate(source.split("\n"), start=1):
        for found in _STATEMENT.finditer(line):
            texts = _RUN_TEXT.findall(line, 0, found.start())
            inline = bool(texts) and not texts[-1].startswith("</")
            yield _Statement(number, found[1], found[0], inline)


def _place(source: str, line: int, word: str) -> str:
    """The paragraph, as the office sees it in Word: the field with the word in it, or else its beginning."""
    here = _line(source, line)
    codes = _CODE.findall(here)
    told = next((code for code in codes if word and word in code), codes[0] if codes else here.strip())
    text = unescape(_TAG.sub("", told))
    return f"「{text[:_LONGEST]}{'…' if len(text) > _LONGEST else ''}」"


def _line(source: str, line: int) -> str:
    lines = source.split("\n")
    return unescape(_TAG.sub("", lines[min(max(line, 1), len(lines)) - 1]))


def _line_of(fault: BaseException) -> int:
    """The line of the template that was being filled in when the fault came up."""
    line, trace = 1, fault.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _FILE:
            line = trace.tb_lineno
        trace = trace.tb_next
    return line
