"""Forms that differ from ours: they are printed, come back without a difference, and with exactly what was edited."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt
from office_editing import Page
from office_forms import FORMS, Form, template
from round_trips import CREATED, standing_of
from script_player import TYPED_LATER, MemoryStore, prepared, sample_folder

from clerk_tui.domain.commands import NameSignatories, Prepare
from clerk_tui.domain.record import Entry
from clerk_tui.drafting import write_draft
from clerk_tui.minutes.document import Document, Heading, StageDirectionRow, Turn
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.outline import rows as body_rows
from clerk_tui.returning import Print, printed, returned, today
from clerk_tui.roundtrip.changes import Change, Commented, FieldChanged, LineChanged
from clerk_tui.scripting.replay import replay
from clerk_tui.session import Clock, Session
from clerk_tui.sessions import Standing

BODIES = ("privacy_council", "agriculture_committee")
SPOKEN = "ここで、わたくしから一言だけ申し上げておきます。"


class Drafted(NamedTuple):
    """A form filled in with one body's meeting."""

    path: Path
    now: Standing
    document: Document
    entries: tuple[Entry | None, ...]
    prints: dict[object, Print]

    def changes(self, path: Path) -> tuple[Change, ...]:
        def drawn(*asked: object) -> Print:
            key = asked[1:]
            if key not in self.prints:
                self.prints[key] = printed(*asked)  # type: ignore[arg-type]
            return self.prints[key]

        draft = returned(path, self.now, drawn)
        # A comment is no word of the text.
        assert today(draft, self.now).same == all(isinstance(change, Commented) for change in draft.changes)
        return draft.changes

    def near(self, change: Change) -> bool:
        """Whether a change is told of one of the rows that are edited here."""
        rows = (self.plain, self.plain + 1, self.long, self.stage, self.heading)
        entry = getattr(change, "entry", None)
        return entry is None or entry in {each.id for row in rows if (each := self.entries[row]) is not None}

    @property
    def plain(self) -> int:
        """A turn of one paragraph with turns on both sides."""
        return next(n for n in self._turns(1) if n > 8)

    @property
    def long(self) -> int:
        """A turn of several paragraphs with a turn behind it."""
        return next(n for n in self._turns(2) if n > 3)

    def _turns(self, count: int) -> Iterator[int]:
        body = self.document.body
        for n in range(1, len(body) - 1):
            row, near = body[n], (body[n - 1], body[n + 1])
            if isinstance(row, Turn) and all(isinstance(each, Turn) for each in near):
                many = min(len(row.paragraphs), 2) == count
                if many and len("".join(each.text for each in row.paragraphs)) > 40:
                    yield n

    @property
    def stage(self) -> int:
        return next(
            n
            for n, row in enumerate(self.document.body)
            if isinstance(row, StageDirectionRow) and self.entries[n] is not None
        )

    @property
    def heading(self) -> int:
        return next(n for n, row in enumerate(self.document.body) if isinstance(row, Heading))

    def other(self, n: int) -> str:
        """The label of somebody else."""
        labels = [row.label for row in self.document.body if isinstance(row, Turn)]
        own = self.document.body[n]
        assert isinstance(own, Turn)
        return next(label for label in labels if label != own.label)


def drafted(body: str, name: str, folder: Path) -> Drafted:
    form = FORMS[name]
    store = MemoryStore()
    session = Session(store, clock=Clock(lambda: TYPED_LATER, lambda: 0.0))
    meeting = form.meeting(prepared(body)[0].state.meeting)
    session.dispatch(Prepare(meeting))
    replay(session, sample_folder(body) / "script.jsonl")
    session.dispatch(NameSignatories(tuple(person.id for person in meeting.voters[1:3])))
    now = standing_of(session)
    path = folder / f"{body}.docx"
    layout = LAYOUTS[form.layout]
    write_draft(now.state, path, CREATED, layout=layout, seq=now.seq)
    entries = tuple(entry for entry, _ in body_rows(now.state, meeting, Edition.PUBLIC))
    return Drafted(path, now, outline(now.state, CREATED), entries, {})


def in_use(form: Form, folder: Path) -> None:
    own = folder / "clerk-tui" / "templates"
    own.mkdir(parents=True, exist_ok=True)
    template(form).save(str(own / f"{form.layout}.docx"))


@pytest.fixture(scope="module", params=FORMS)
def forms(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Drafted]]:
    """One form, filled in once for each body."""
    folder = tmp_path_factory.mktemp("様式")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CONFIG_HOME", str(folder))
        in_use(FORMS[request.param], folder)
        yield {body: drafted(body, request.param, folder) for body in BODIES}


Edit = Callable[[Page, Drafted], object]


def tracked_row(page: Page, n: int) -> None:
    for element in page.block(n):
        for paragraph in element.iter(qn("w:p")):
            mark = OxmlElement("w:del")
            mark.set(qn("w:author"), "佐々木")
            look = docx.text.paragraph.Paragraph(paragraph, page.word)._p.get_or_add_pPr()
            inner = OxmlElement("w:rPr")
            inner.append(mark)
            look.append(inner)
            for run in [*paragraph.iterchildren(qn("w:r"))]:
                around = OxmlElement("w:del")
                around.set(qn("w:author"), "佐々木")
                run.addprevious(around)
                for letters in run.iter(qn("w:t")):
                    letters.tag = qn("w:delText")
                around.append(run)


def line_of_template(page: Page) -> None:
    """Words that are nobody's: a line behind the last one."""
    page.word.add_paragraph("以上のとおり相違ありません。")


def emphasis(page: Page, n: int) -> None:
    for run in page.paragraph(page.said(n)).runs:
        run.bold, run.font.size = True, Pt(14)


def empty_line(page: Page, n: int) -> None:
    page.paragraph(page.said(n))._p.addnext(OxmlElement("w:p"))


def broken(page: Page, n: int) -> None:
    page.paragraph(page.said(n)).runs[-1].add_break(docx.enum.text.WD_BREAK.PAGE)


def comment(page: Page, n: int) -> None:
    page.word.add_comment(page.paragraph(page.said(n)).runs, "数字を確かめてください", "山田", "山")


EDITS: dict[str, tuple[Edit, tuple[str, ...]]] = {
    "何もしない": (lambda p, d: None, ()),
    "太字": (lambda p, d: emphasis(p, d.plain), ()),
    "空の段落": (lambda p, d: empty_line(p, d.plain), ()),
    "改ページ": (lambda p, d: broken(p, d.plain), ()),
    "印を失う": (lambda p, d: p.unanchored("_bd_"), ()),
    "本文": (lambda p, d: p.put(p.said(d.plain), SPOKEN), ("TextChanged",)),
    "一語": (
        lambda p, d: p.put(p.said(d.plain), p.value(p.said(d.plain)).replace("。", "。（校正）", 1)),
        ("TextChanged",),
    ),
    "印ごと打ち直す": (lambda p, d: p.retype(d.plain, SPOKEN), ("TextChanged",)),
    "段落を足す": (lambda p, d: p.further(d.plain, SPOKEN), ("TextChanged",)),
    "二つ目の段落": (lambda p, d: p.put(p.said(d.long, 1), SPOKEN), ("TextChanged",)),
    "印を失い本文": (
        lambda p, d: (p.put(p.said(d.plain), SPOKEN), p.unanchored("_bd_")),
        ("TextChanged",),
    ),
    "発言者": (lambda p, d: p.put(f"_bd_{d.plain}_lbl", d.other(d.plain)), ("LabelChanged",)),
    "知らない発言者": (lambda p, d: p.put(f"_bd_{d.plain}_lbl", "副市長"), ("LabelChanged",)),
    "発言者も本文も": (
        lambda p, d: (p.put(p.said(d.plain), SPOKEN), p.put(f"_bd_{d.plain}_lbl", d.other(d.plain))),
        ("LabelChanged", "TextChanged"),
    ),
    "分ける": (lambda p, d: p.split(d.plain, 18, d.other(d.plain)), ("SplitUp",)),
    "同じ人で分ける": (lambda p, d: p.split(d.plain, 18, p.value(f"_bd_{d.plain}_lbl")), ("SplitUp",)),
    "つなぐ": (lambda p, d: p.join(d.plain, d.plain + 1), ("TurnsJoined",)),
    "削る": (lambda p, d: p.delete(d.plain), ("Deleted",)),
    "続けて削る": (lambda p, d: (p.delete(d.plain), p.delete(d.plain + 1)), ("Deleted", "Deleted")),
    "足す": (lambda p, d: p.add(d.plain, d.other(d.plain), SPOKEN), ("Added",)),
    "知らない人を足す": (lambda p, d: p.add(d.plain, "副市長", SPOKEN), ("Added",)),
    "移す": (lambda p, d: p.move(d.plain, d.plain + 1), ("Moved",)),
    "ト書き": (lambda p, d: p.put(f"_bd_{d.stage}_txt", "拍手"), ("TextChanged",)),
    "ト書きを削る": (lambda p, d: p.delete(d.stage), ("Deleted",)),
    "ト書きを足す": (lambda p, d: p.stage(d.stage, "拍手"), ("Added",)),
    "見出し": (lambda p, d: p.put(f"_bd_{d.heading}_lns_0", "諮問第99号"), ("HeadingChanged",)),
    "見出しを削る": (lambda p, d: p.delete(d.heading), ("Deleted",)),
    "日時": (lambda p, d: p.put("_mmnt", "令和8年10月15日"), ("FieldChanged",)),
    "場所": (lambda p, d: p.put("_plc", "第三会議室"), ("FieldChanged",)),
    "最後の行": (lambda p, d: line_of_template(p), ("LineChanged",)),
    "コメント": (lambda p, d: comment(p, d.plain), ("Commented",)),
    "履歴で足す": (lambda p, d: p.tracked(p.said(d.plain), "ins", "【加筆】", "高橋"), ("TextChanged",)),
    "履歴で消す": (lambda p, d: p.tracked(p.said(d.long, 1), "del", "", "高橋"), ("TextChanged",)),
    "履歴で発言を消す": (lambda p, d: tracked_row(p, d.plain), ("Deleted",)),
}


def field_edit(page: Page, each: str, text: str) -> str:
    """Type over the first field of a kind that the form prints; its old words."""
    found = page.marks(each)
    if not found:
        return ""
    name = found[0].get(qn("w:name"))
    old = page.value(name)
    page.put(name, text)
    return old


FIELDS = {
    "傍聴者": ("_bsrvrs", "12名"),
    "件名": ("_css_0_ttl", "新しい件名"),
    "番号": ("_css_0_nmbr", "議案第99号"),
    "結果": ("_css_0_rslt", "継続審議"),
    "出席者": ("_ttndnc_0_nms", "長谷川委員"),
    "出欠": ("_rll_0_prsnc", "欠席"),
    "次第": ("_cntnts_0", "前回の確認"),
    "資料": ("_mtrls_0_ttls_0", "別の資料"),
    "会議の名前": ("_nm", "別の審議会"),
    "会議の名前の行": ("_ttl_0", "別の審議会"),
    "自由欄": ("_fr_0_txt", "別の内容"),
    "次回": ("_nxt", "令和9年1月"),
    "開会": ("_pnd", "9時"),
    "表決": ("_vts_0_rslt", "否決"),
    "署名委員": ("_sgntrs_0", "別の委員"),
}


def worked(made: Drafted, folder: Path, edit: Callable[[Page], object]) -> tuple[Change, ...]:
    path = Path(shutil.copyfile(made.path, folder / "案.docx"))
    page = Page(path)
    edit(page)
    page.save()
    return made.changes(path)


@pytest.mark.parametrize("body", BODIES)
def test_a_form_comes_back_without_a_difference(forms: dict[str, Drafted], body: str) -> None:
    made = forms[body]
    draft = returned(made.path, made.now)
    assert draft.unsure is None
    assert draft.changes == ()
    assert today(draft, made.now).same


def test_each_kind_of_edit_is_told_as_itself(forms: dict[str, Drafted], tmp_path: Path) -> None:
    wrong = []
    for body, made in forms.items():
        for name, (edit, kinds) in EDITS.items():
            text: list[str] = []
            found = worked(
                made,
                tmp_path,
                lambda page, edit=edit, made=made, text=text: (edit(page, made), text.append(page.text)),
            )
            told = "".join(words for change in found for words in (change.where, *change.new))
            typed = [words for words in (SPOKEN, "副市長", "拍手", "【加筆】") if words in text[0]]
            if (
                sorted(type(change).__name__ for change in found) != sorted(kinds)
                or not all(map(made.near, found))
                or not all(words in told for words in typed)
            ):
                wrong.append((body, name, found))
    assert not wrong, "\n".join(map(repr, wrong))


def test_each_field_that_is_edited_is_told_as_itself(forms: dict[str, Drafted], tmp_path: Path) -> None:
    for made in forms.values():
        edited: dict[str, str] = {}

        def edit(page: Page, edited: dict[str, str] = edited) -> None:
            edited.update(
                (new, old) for anchor, new in FIELDS.values() if (old := field_edit(page, anchor, new))
            )

        found = worked(made, tmp_path, edit)
        assert len(edited) >= 4
        assert all(isinstance(change, FieldChanged | LineChanged) for change in found)
        told = {change.after: change.before for change in found if isinstance(change, FieldChanged)}
        for line in (change for change in found if isinstance(change, LineChanged)):
            # Where a line has several fields, and which of them was changed cannot be told.
            (new,) = (new for new in edited if new in line.new[0] and new not in told)
            told[new] = edited[new]
            assert edited[new] in line.old[0]
        assert told == edited
