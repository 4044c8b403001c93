"""The Word file that gives a 会議録 its look (ひな形), taken apart into forms to be filled.

A clerk opens the template in Word and sees a page of minutes in which the words are missing: ｛発言者｝ ｛発言｝ …
Each row with such places (差し込み欄) is printed as often as it is needed, each paragraph with a place as often as
there are paragraphs. Everything else in the file, fixed words included, is printed as it stands. So all of the
look, from the fonts to the brackets of a stage direction, is the clerk's, and none of it is in code.

:func:`load` either returns a template that can print any document or refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from lxml import etree
from msgspec import Struct

from . import opc
from .ooxml import TemplateError, qn
from .word_form import END, Form, cut, form_mark, mark_merge, mark_note, mark_slots, slot_mark

ROWS: Final[Mapping[str, frozenset[str]]] = {
    "題名": frozenset(("項目", "会議名称")),
    "内容": frozenset(("項目", "内容", "箇条")),
    "区分": frozenset(("項目", "区分", "内容", "箇条")),
    "列名": frozenset(("番号の列", "件名の列", "審議結果の列")),
    "件名": frozenset(("番号", "件名", "審議結果")),
    "見出し": frozenset(("見出し",)),
    "発言": frozenset(("発言者", "発言", "動作")),
    "ト書き": frozenset(("ト書き",)),
}
"""The rows that a template needs, with the places in each."""

LINES: Final[Mapping[str, frozenset[str]]] = {
    "会議内容": frozenset(("会議内容",)),
    "議題": frozenset(("議題番号", "議題")),
}
"""The paragraphs that a template needs outside its tables, with the places in each."""

REGIONS: Final = ("題名 内容 区分", "会議内容", "議題", "列名 件名", "見出し 発言 ト書き")
"""Forms that are printed one after another at one spot of the text, in the order of the text."""

_STANDS_FOR: Final = {"箇条": "内容", "動作": "発言"}
"""Alternative looks of a paragraph, and the place where either is printed."""
_OUTLINED: Final = ("会議内容", "見出し")
_NOTED: Final = ("発言", "動作")
_MERGED_ROWS: Final = ("内容", "区分")
_TRACKED: Final = ("ins", "del", "moveFrom", "moveTo", "commentReference")


class Template(Struct, frozen=True):
    """A template that has been read and found complete."""

    main: opc.Part
    """The text part; its data are the template's own and not for print."""
    parts: tuple[opc.Part, ...]
    """Styles, headers, pictures … as they go into the minutes."""
    body: Form
    """The whole text part; its slots are exactly :data:`REGIONS`, in that order."""
    forms: Mapping[str, Form]
    """Rows and lines by their name; paragraphs within a row by ``row.place``."""


def load(path: Path) -> Template:
    """Read the template at ``path``. Raises :class:`TemplateError` if it cannot print every kind of row."""
    main, parts = opc.read(path)
    root = opc.parse(main.data, path.name)
    opc.scrub(root)
    return _Compiler(root, path.name).compile(main, parts)


class _Compiler:
    """Turns the tree of one template into forms; the tree is used up."""

    def __init__(self, root: etree._Element, file: str) -> None:
        self._root = root
        self._file = file
        self._shelf: dict[str, etree._Element] = {}

    def compile(self, main: opc.Part, parts: tuple[opc.Part, ...]) -> Template:
        if self._root.tag != qn("document"):
            raise self._refusal(
                "は「完全 Open XML（ISO 厳密準拠）」で保存されています",
                "Word で「Word 文書 (*.docx)」を選び、保存し直してください",
            )
        if next(self._root.iter(*map(qn, _TRACKED)), None) is not None:
            raise self._refusal(
                "に変更履歴かコメントが残っています",
                "Word ですべて片付けてから保存し直してください",
            )
        places = self._find_places()
        spots = self._sort(places)
        self._check_tables(spots)
        self._check_styles(parts)
        for region in REGIONS:
            self._shelve(region, spots, places)
        return self._cut(main, parts)

    def _refusal(self, fault: str, mend: str) -> TemplateError:
        return TemplateError(f"テンプレート「{self._file}」{fault}。{mend}。")

    def _find_places(self) -> dict[etree._Element, tuple[str, ...]]:
        """Each paragraph with places; each place now stands in its run as one marked slot."""
        known = frozenset().union(*ROWS.values(), *LINES.values())
        found = {}
        for paragraph in self._root.iter(qn("p")):
            names = mark_slots(paragraph)
            for name in names:
                if name not in known:
                    raise self._refusal(
                        f"の差し込み欄｛{name}｝は使えません",
                        "綴りを直すか、波括弧を外してください",
                    )
            if names:
                found[paragraph] = names
        return found

    def _sort(self, places: Mapping[etree._Element, tuple[str, ...]]) -> dict[str, etree._Element]:
        """The row or line element of each form, by the name of the form."""
        grouped: dict[etree._Element, list[str]] = {}
        for paragraph, names in places.items():
            row = next(paragraph.iterancestors(qn("tr")), paragraph)
            grouped.setdefault(row, []).extend(names)
            if row is not paragraph and len(names) > 1:
                raise self._refusal(
                    f"で差し込み欄｛{'｝｛'.join(names)}｝が同じ段落にあります",
                    "別の欄か別の段落に分けてください",
                )
        spots: dict[str, etree._Element] = {}
        wanted = {**ROWS, **LINES}
        for element, there in grouped.items():
            of = ROWS if element.tag == qn("tr") else LINES
            form = max(of, key=lambda name: (len(of[name] & set(there)), -len(of[name] ^ set(there))))
            if form in spots or len(set(there)) < len(there):
                raise self._refusal(
                    f"に差し込み欄｛{'｝｛'.join(there)}｝が二重にあります", "片方を消してください"
                )
            missing, extra = wanted[form] - set(there), set(there) - wanted[form]
            if missing or extra:
                raise self._refusal(
                    f"の｛{form}｝の欄の並びが崩れています",
                    f"同じ行に｛{'｝｛'.join(sorted(wanted[form]))}｝をそろえてください",
                )
            spots[form] = element
        for form, needed in wanted.items():
            if form not in spots:
                where = "表の行" if form in ROWS else "段落"
                raise self._refusal(
                    f"に差し込み欄｛{'｝｛'.join(sorted(needed))}｝の{where}がありません",
                    "書き足してください",
                )
        return spots

    def _check_tables(self, spots: Mapping[str, etree._Element]) -> None:
        tables = [{spots[form].getparent() for form in region.split() if form in ROWS} for region in REGIONS]
        order = {element: place for place, element in enumerate(self._root.iter())}
        heads = [order[spots[region.split()[0]]] for region in REGIONS]
        apart = [next(iter(each)) for each in tables if each]
        if any(len(each) > 1 for each in tables) or len(set(apart)) < len(apart) or heads != sorted(heads):
            raise self._refusal(
                "の表の並びが崩れています",
                "上から会議名称の表、会議内容の段落、件名の表、発言の表の順に、表と表の間に空の段落を置いてください",
            )

    def _check_styles(self, parts: tuple[opc.Part, ...]) -> None:
        """Refuse styles that are used and not defined, and headings that no outline would show."""
        levels: dict[str, tuple[str | None, str | None]] = {}
        for part in parts:
            if part.content_type.endswith("styles+xml"):
                for style in opc.parse(part.data, self._file).iter(qn("style")):
                    above, level = style.find(qn("basedOn")), style.find(f"{qn('pPr')}/{qn('outlineLvl')}")
                    levels[style.get(qn("styleId"), "")] = (
                        None if above is None else above.get(qn("val")),
                        None if level is None else level.get(qn("val")),
                    )
        for used in self._root.iter(qn("pStyle"), qn("rStyle"), qn("tblStyle")):
            if used.get(qn("val")) not in levels:
                raise self._refusal(
                    f"で使われているスタイル「{used.get(qn('val'))}」が定義されていません",
                    "Word でそのスタイルを付け直してください",
                )
        for slot in self._root.iter(etree.ProcessingInstruction):
            name = slot.text
            paragraph = next(slot.iterancestors(qn("p")))
            if name in _OUTLINED and not _outlined(paragraph, levels):
                raise self._refusal(
                    f"の｛{name}｝に見出しのスタイルが付いていません",
                    "Word の「見出し 1」や「見出し 2」を付けてください",
                )

    def _shelve(
        self,
        region: str,
        spots: Mapping[str, etree._Element],
        places: Mapping[etree._Element, tuple[str, ...]],
    ) -> None:
        """Take the forms of a region out of the tree, leaving one slot; in rows, take out the paragraphs too."""
        for number, form in enumerate(region.split()):
            element = spots[form]
            if number == 0:
                element.addprevious(slot_mark(region))
            element.getparent().remove(element)
            self._shelf[form] = element
            if form in LINES:
                continue
            if form in _MERGED_ROWS:
                mark_merge(
                    next(p for p, names in places.items() if names == ("項目",) and _within(p, element))
                )
            for paragraph in [p for p in element.iter(qn("p")) if p in places]:
                (place,) = places[paragraph]
                if place not in _STANDS_FOR:
                    paragraph.addprevious(slot_mark(place))
                if place in _NOTED:
                    mark_note(paragraph)
                paragraph.getparent().remove(paragraph)
                self._shelf[f"{form}.{place}"] = paragraph

    def _cut(self, main: opc.Part, parts: tuple[opc.Part, ...]) -> Template:
        """Spell everything out under one root, so that no form repeats the namespaces, and cut at the marks."""
        for name, element in self._shelf.items():
            self._root.append(form_mark(name))
            element.tail = None
            self._root.append(element)
        self._root.append(form_mark(END))
        body, forms = cut(etree.tostring(self._root, encoding="unicode"))
        return Template(main, parts, body, forms)


def _within(element: etree._Element, ancestor: etree._Element) -> bool:
    return any(each is ancestor for each in element.iterancestors())


def _outlined(paragraph: etree._Element, levels: Mapping[str, tuple[str | None, str | None]]) -> bool:
    """Whether the paragraph has a level in the outline, of its own or by its style (0 … 8; 9 is body text)."""
    own = paragraph.find(f"{qn('pPr')}/{qn('outlineLvl')}")
    if own is not None:
        return bool(own.get(qn("val")) != "9")
    styled = paragraph.find(f"{qn('pPr')}/{qn('pStyle')}")
    name: str | None = None if styled is None else styled.get(qn("val"))
    for _ in levels:  # a chain of styles is never longer than their number, even if it is a circle
        if name is None or name not in levels:
            return False
        name, level = levels[name]
        if level is not None:
            return level != "9"
    return False
