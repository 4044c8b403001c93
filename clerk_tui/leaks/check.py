"""Whether a finished file may leave the house (公開の可否): no hidden name but where one is allowed, no unknown part."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.names import Names

from .plain import PROSE
from .reading import MAIN_TEXT, NAME_OF_PART, Found, in_clear, texts

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml|word/_rels/[\w.]+\.rels|"
    r"word/(?:document|styles|settings|numbering|fontTable|webSettings|footnotes|endnotes|comments)\.xml|"
    r"word/(?:header|footer)\d*\.xml|word/theme/theme\d*\.xml|word/theme/_rels/theme\d*\.xml\.rels|"
    r"word/media/[\w-]+\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg)"
)
"""The parts that a 会議録 needs; whatever else is in the package could carry anything."""
_PROSE = re.compile(
    r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml(?:（[a-zA-Z]+）)?$"
)
"""Places whose text is read as sentences, in which a reading may be a piece of a word."""
_DIGITS = re.compile("[0-9]+")
_EXCERPT = 24


_Named = Callable[[str], tuple[Person, ...]]


class Leak(Struct, frozen=True):
    """A hidden name, or a part that nobody knows, in a file that was to be published."""

    place: str
    people: tuple[str, ...]
    """Surnames; none for an unknown part."""
    excerpt: str

    def __str__(self) -> str:
        if not self.people:
            return f"{self.place}：会議録に要らない部品です"
        return f"{self.place}：氏名（{'、'.join(self.people)}）「{self.excerpt}」"


class Leaked(Refused):
    """A public file was not written because of what stands in it; the message names each place."""

    def __init__(self, leaks: Collection[Leak]) -> None:
        self.leaks = tuple(leaks)
        told = "。".join(map(str, self.leaks[:5]))
        more = f"（ほか {len(self.leaks) - 5} か所）" if len(self.leaks) > 5 else ""
        super().__init__(
            f"公開用のファイルに委員の氏名が出るため、作りませんでした。{told}{more}。"
            "clerk-tui check 会議 で該当の発言を見て、直すか、公開してよいことを確かめてください。"
            "人の名前でない語（地名など）なら、draft や export に --allow 語 を付けると、そのファイルに限って通します。"
        )


def inspect(
    path: Path, names: Names, allowed: Iterable[tuple[str, str]], withheld: Iterable[str] = ()
) -> tuple[Leak, ...]:
    """What must not be in the file.

    Args:
        path: a finished Word file.
        names: the names that must not be tied to a remark.
        allowed: parts and texts of their paragraphs in which names may stand, exactly as printed, each as often as
            it is given (roster, report of absences, titles, what the clerk has confirmed).
        withheld: texts that are printed without leave for a name; what is allowed elsewhere is no leave for a part
            of one.
    """
    # Only what holds a name needs to be allowed.
    left = Counter(each for each in allowed if _named(names, each[0])(each[1]))
    for text in withheld:
        if (MAIN_TEXT, text) not in left and names.within(text):
            left[MAIN_TEXT, text] = 0
    # A part of the text may be read twice, as itself and with its row: each place is told once.
    return tuple(dict.fromkeys(_leaks(path, names, left)))


def judge(
    texts: Iterable[Found], names: Names, allowed: Iterable[str], whole: Collection[str] = ()
) -> tuple[Leak, ...]:
    """What must not be in a file that is no Office package.

    Args:
        texts: everything in it.
        names: the names that must not be tied to a remark.
        allowed: texts in which names may stand, exactly as printed, wherever they are.
        whole: those that may stand by themselves alone, as a cell or a line: what is called so may also be spoken of.
    """
    fine = sorted((each for each in dict.fromkeys(allowed) if names.anywhere(each)), key=len, reverse=True)
    leaks = []
    for text in texts:
        if text.text in whole:
            continue
        named = names.within if text.place == PROSE else names.anywhere
        for written in (text.text, *in_clear(text.text)):
            rest = written
            for each in fine:
                rest = rest.replace(each, "\n")
            if people := named(rest):
                leaks.append(Leak(text.place, tuple(person.name for person in people), text.text[:_EXCERPT]))
    return tuple(dict.fromkeys(leaks))


def _named(names: Names, place: str) -> _Named:
    """How names are found there: of properties, attributes and bytes, a piece of a word is enough."""
    return names.within if _PROSE.match(place) else names.anywhere


def _leaks(path: Path, names: Names, left: Counter[tuple[str, str]]) -> Iterator[Leak]:
    # The longest first, lest a part be taken for the whole: a remark is fine as a whole or not at all.
    longest_first = sorted(left, key=lambda each: len(each[1]), reverse=True)
    # The same attributes come again and again.
    harmless: set[tuple[_Named, str]] = set()
    for text in texts(path):
        if text.place.endswith(NAME_OF_PART) and not PARTS.fullmatch(text.text):
            yield Leak(text.place, (), text.text)
        named = _named(names, text.place)
        # Numbers are in nobody's name: the anchors of a thousand lines are one text.
        kind = _DIGITS.sub("0", text.text) if text.text.isascii() else text.text
        if (named, kind) in harmless:
            continue
        if not named(text.text):
            harmless.add((named, kind))
            continue
        rest = text.text
        for part, fine in longest_first:
            if part != text.place or fine not in rest:
                continue
            # A row is read besides its paragraphs, which have used up what is allowed in them.
            if text.paragraph and left[part, fine] <= 0:
                break
            rest = rest.replace(fine, "\n", 1)
            left[part, fine] -= text.paragraph
        if people := named(rest):
            yield Leak(text.place, tuple(person.name for person in people), text.text[:_EXCERPT])
