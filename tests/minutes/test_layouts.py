"""The other layouts: what stands where, in which words, and that nobody's name comes with it."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table
from docx.text.paragraph import Paragraph
from msgspec.structs import replace
from painted import PlainText
from script_player import JST, played
from syrupy.assertion import SnapshotAssertion

from clerk_tui.domain.commands import MarkPoint
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.labels import listed_label
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import Attendance, Presence, State, Turn, Unnamed
from clerk_tui.drafting import draft_name, write_draft
from clerk_tui.leaks.check import Leaked
from clerk_tui.minutes.document import Document
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.fields import Common, described, names, notes
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.template import TemplateError
from clerk_tui.profile.folders import shipped_folder

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODIES = ("privacy_council", "agriculture_committee")
POINTS = {"privacy_council": (12, 13, 33), "agriculture_committee": (10, 11, 35)}

each_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def state(body: str) -> State:
    """The sample meeting of the body, two turns of a question and an opinion marked as points."""
    session, _ = played(body)
    question, answer, opinion = (session.state.turns[number].id for number in POINTS[body])
    session.dispatch(MarkPoint(question, "聞き取りの内容が残ることはないか。"))
    session.dispatch(MarkPoint(answer))
    session.dispatch(MarkPoint(opinion, "反対する。\n示し方を改めるべきである。"))
    return session.state


def as_text(path: Path) -> str:
    """Each paragraph with its style; the cells of a row side by side."""
    document = docx.Document(str(path))
    lines: list[str] = []
    for element in document.element.body:
        if element.tag == qn("w:p"):
            paragraph = Paragraph(element, document)
            lines.append(f"{paragraph.style.name}: {paragraph.text}")
        elif element.tag == qn("w:tbl"):
            rows = (row._tr.tc_lst for row in Table(element, document).rows)
            lines += [
                " | ".join(
                    "／".join(Paragraph(p, document).text for p in cell.findall(qn("w:p"))) for cell in row
                )
                for row in rows
            ]
    return "\n".join(line.rstrip() for line in lines) + "\n"


@pytest.mark.parametrize("body", BODIES)
@each_layout
def test_the_words_of_each_layout(
    layout: LayoutSpec, body: str, tmp_path: Path, snapshot: SnapshotAssertion
) -> None:
    path = write_draft(state(body), tmp_path / "案.docx", CREATED, layout=layout)
    assert as_text(path) == snapshot(name=f"{layout.id}-{body}", extension_class=PlainText)


@each_layout
def test_each_layout_is_written_in_both_editions_and_only_one_names_people(
    layout: LayoutSpec, tmp_path: Path
) -> None:
    record = state("privacy_council")
    assert record.meeting is not None
    public = write_draft(record, tmp_path / "公開.docx", CREATED, Edition.PUBLIC, layout)
    internal = write_draft(record, tmp_path / "内部.docx", CREATED, Edition.INTERNAL, layout)
    assert docx.Document(str(public)).paragraphs
    spoken = next(turn for turn in record.turns if "諮問第24号の委託で" in turn.text)
    texts = {path: all_text(path) for path in (public, internal)}
    if layout.id == "points":
        assert texts[internal].count("杉浦") > texts[public].count("杉浦")
    elif layout.transcript:
        assert spoken.paragraphs[0] in texts[public]
        assert texts[internal].count("三好") > texts[public].count("三好")
    else:
        assert not hidden_names(record).within(texts[public])


def all_text(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return archive.read("word/document.xml").decode()


@each_layout
def test_equal_records_make_equal_files(layout: LayoutSpec, tmp_path: Path) -> None:
    one = write_draft(state(BODIES[0]), tmp_path / "a.docx", CREATED, layout=layout).read_bytes()
    other = write_draft(state(BODIES[0]), tmp_path / "b.docx", CREATED, layout=layout).read_bytes()
    assert one == other


@each_layout
def test_each_layout_is_called_and_described(layout: LayoutSpec) -> None:
    assert draft_name(layout) == f"{layout.file}.docx"
    assert (shipped_folder() / layout.template).is_file()
    assert layout.help
    own = names(layout.own) if layout.own else frozenset()
    top = {name for kind in (Document, Common) for inside, name, _ in described(kind) if not inside}
    mine = {name for inside, name, _ in described(layout.own) if not inside} if layout.own else set()
    assert mine <= own
    assert not mine & top, "a layout's own field would hide one that all have"


@pytest.mark.parametrize(
    "layout", [spec for spec in LAYOUTS.values() if spec.transcript], ids=lambda spec: spec.id
)
def test_what_is_to_be_confirmed_is_a_comment_at_its_remark(layout: LayoutSpec, tmp_path: Path) -> None:
    record = state(BODIES[0])
    turn = record.turns[3]
    flagged = tuple(
        replace(entry, flag="数字を確かめる") if isinstance(entry, Turn) and entry.id == turn.id else entry
        for entry in record.entries
    )
    empty = replace(turn, id=EntryId("空"), speaker=Unnamed("member"), paragraphs=())
    record = replace(record, entries=(*flagged, empty))
    made = write_draft(record, tmp_path / "案.docx", CREATED, layout=layout)
    document = docx.Document(str(made))
    told = {comment.comment_id: comment.text for comment in document.comments}
    assert list(told.values()) == list(notes(outline(record, CREATED).body))
    assert set(told.values()) >= {"本文がありません。録音などから補ってください。", "要確認：数字を確かめる"}
    placed = {
        told[int(start.get(qn("w:id")))]: Paragraph(start.getparent(), document).text
        for start in document.element.body.iter(qn("w:commentRangeStart"))
    }
    assert placed["要確認：数字を確かめる"].endswith(turn.paragraphs[0])
    assert {comment.timestamp for comment in document.comments} == {CREATED}


def test_what_was_changed_in_the_word_template_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Margins, a style, a header and the words around a remark, as an office program saves them."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    template = docx.Document(str(shipped_folder() / "lines.docx"))
    template.sections[0].left_margin = docx.shared.Cm(4)
    template.sections[0].header.paragraphs[0].text = "みどり市の紋章"
    template.styles["発言"].font.size = docx.shared.Pt(13)
    for paragraph in template.paragraphs:
        for run in paragraph.runs:
            run.text = run.text.replace("{{ 行.印 }}", "◆")
    template.save(str(own / "lines.docx"))
    made = docx.Document(
        str(write_draft(state(BODIES[0]), tmp_path / "案.docx", CREATED, layout=LAYOUTS["lines"]))
    )
    assert round(made.sections[0].left_margin.cm) == 4
    assert made.sections[0].header.paragraphs[0].text == "みどり市の紋章"
    assert made.styles["発言"].font.size.pt == 13
    assert any(paragraph.text.startswith("◆会長　") for paragraph in made.paragraphs)


def test_a_remark_with_a_blank_of_its_own_is_not_indented_twice(tmp_path: Path) -> None:
    record = state(BODIES[0])
    first = record.turns[0]
    texts = ("　字下げした段落です。", "　二つ目です。", "三つ目です。")
    entries = tuple(
        replace(entry, paragraphs=texts) if isinstance(entry, Turn) and entry.id == first.id else entry
        for entry in record.entries
    )
    for name, styles in (("table", "字字発"), ("lines", "発字発")):
        made = write_draft(
            replace(record, entries=entries), tmp_path / "案.docx", CREATED, layout=LAYOUTS[name]
        )
        document = docx.Document(str(made))
        every = (Paragraph(p, document) for p in document.element.body.iter(qn("w:p")))
        found = [each.style.name for each in every if each.text.endswith(texts)]
        assert found == ["発言（字下げ済み）" if kind == "字" else "発言" for kind in styles]


def test_the_attendance_is_there_by_category_with_numbers() -> None:
    document = outline(state(BODIES[0]), CREATED)
    rows = {row.sublabel: row.paragraphs for row in document.header if row.label == "出席者"}
    assert [(group.category, ("、".join(group.names),)) for group in document.attendance] == list(
        rows.items()
    )
    assert [group.count for group in document.attendance] == ["10", "6", "3"]
    assert [group.when for group in document.materials] == ["事前", "当日"]
    assert (document.opened, document.closed) == ("14時00分", "15時50分")


def test_a_substitute_is_named_and_a_reason_is_not() -> None:
    record = state(BODIES[0])
    assert record.meeting is not None
    first, second = record.meeting.voters[:2]
    attendance = {
        first.id: (Presence(first.id, Attendance.SUBSTITUTE, CREATED, "山岡主幹"),),
        second.id: (Presence(second.id, Attendance.ABSENT, CREATED, "入院"),),
    }
    roll = outline(replace(record, attendance=attendance), CREATED).roll
    assert [row.presence for row in roll[:3]] == ["代理出席（17:00　山岡主幹）", "欠席（17:00）", "不明"]


def with_fields(**own: str) -> State:
    """The first body's meeting with free fields, one of them as usual."""
    before = state(BODIES[0])
    usual = (("公開・非公開の別", "公開"), ("問い合わせ先", "みどり市総務課"), ("次回開催予定", ""))
    profile = replace(before.meeting.profile, fields=usual)
    return replace(before, meeting=replace(before.meeting, profile=profile, fields=tuple(own.items())))


@pytest.mark.parametrize("layout", ["table", "lines", "points", "formal"])
def test_the_free_fields_that_hold_something_stand_in_the_header(layout: str, tmp_path: Path) -> None:
    told = with_fields(次回開催予定="11月の下旬")
    text = as_text(write_draft(told, tmp_path / "案.docx", CREATED, layout=LAYOUTS[layout]))
    assert "公開・非公開の別 | 公開\n問い合わせ先 | みどり市総務課\n次回開催予定 | 11月の下旬\n" in text
    plain = write_draft(with_fields(), tmp_path / "案2.docx", CREATED, layout=LAYOUTS[layout])
    assert "次回開催予定" not in as_text(plain)


def test_a_template_prints_a_free_field_anywhere_and_names_one_that_there_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    template = docx.Document(str(shipped_folder() / "lines.docx"))
    template.sections[0].footer.paragraphs[0].text = "担当　{{ 自由欄.問い合わせ先 }}"
    template.add_paragraph("この会議は{{ 自由欄['公開・非公開の別'] }}です。")
    template.save(str(own / "lines.docx"))
    made = write_draft(with_fields(), tmp_path / "案.docx", CREATED, layout=LAYOUTS["lines"])
    assert docx.Document(str(made)).sections[0].footer.paragraphs[0].text == "担当　みどり市総務課"
    assert "この会議は公開です。" in as_text(made)
    template.add_paragraph("{{ 自由欄.問合せ先 }}")
    template.save(str(own / "lines.docx"))
    with pytest.raises(
        TemplateError, match=r"「問合せ先」という名前の欄は、ここにはありません.*「問い合わせ先」"
    ):
        write_draft(with_fields(), tmp_path / "案2.docx", CREATED, layout=LAYOUTS["lines"])


def test_a_members_name_in_a_free_field_stops_a_public_draft(tmp_path: Path) -> None:
    before = with_fields()
    member = next(person for person in hidden_names(before).people)
    told = with_fields(次回開催予定=f"{member.name}委員の御意見により未定")
    with pytest.raises(Leaked):
        write_draft(told, tmp_path / "案.docx", CREATED)
    # A list of people (署名委員) says nothing of what they said.
    listed = "、".join(listed_label(before.meeting, person) for person in before.meeting.voters[:2])
    write_draft(with_fields(次回開催予定=listed), tmp_path / "案.docx", CREATED)


def test_each_role_has_the_mark_of_its_own(tmp_path: Path) -> None:
    before = state(BODIES[0])
    marks = {"chair": "◎", "member": "◆"}
    roles = tuple(replace(role, mark=marks.get(role.id, "")) for role in before.meeting.profile.roles)
    profile = replace(before.meeting.profile, roles=roles)
    told = replace(before, meeting=replace(before.meeting, profile=profile))
    text = as_text(write_draft(told, tmp_path / "案.docx", CREATED, layout=LAYOUTS["lines"]))
    assert "発言: ◎会長　" in text and "発言: ◆委員　" in text and "発言: ○" not in text


@pytest.mark.parametrize("layout", ["table", "lines", "points", "summary", "formal"])
def test_a_template_that_prints_no_remark_is_refused(
    layout: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    empty = docx.Document()
    empty.add_paragraph("{{ 会議名称 }}")
    empty.save(str(own / LAYOUTS[layout].template))
    with pytest.raises(TemplateError, match="見つからないため、出しませんでした"):
        write_draft(state(BODIES[0]), tmp_path / "案.docx", CREATED, layout=LAYOUTS[layout])
    assert not (tmp_path / "案.docx").exists()
