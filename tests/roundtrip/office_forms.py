"""Five forms of offices that look like none of ours (他所の様式), as Word templates made by python-docx.

Each follows a look that is common among published minutes: what the office prints, where, and around what. The words
are ours, and so are the towns.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import docx
from docx.document import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm
from docx.table import _Cell
from docx.text.paragraph import Paragraph
from msgspec.structs import replace

from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.notation import Numerals
from clerk_tui.domain.profile import LabelStyle, Role, Standing

Cell = str | tuple[str, ...]


class Form(NamedTuple):
    """An office's form: the layout whose template it is, the template, and what its profile says."""

    layout: str
    build: Callable[[Document], None]
    meeting: Callable[[Meeting], Meeting]


def lines(word: Document, *texts: str, style: str = "Normal") -> None:
    for text in texts:
        word.add_paragraph(text, style)


def fill(cell: _Cell, texts: Cell) -> None:
    first, *rest = (texts,) if isinstance(texts, str) else texts
    cell.paragraphs[0].add_run(first)
    for text in rest:
        cell.add_paragraph(text)


def grid(word: Document, *rows: tuple[Cell, ...], columns: int = 2) -> None:
    """A table; a row of fewer cells than columns is one cell over all of them."""
    table = word.add_table(0, columns, "Table Grid")
    for texts in rows:
        row = table.add_row()
        if len(texts) < columns:
            fill(row.cells[0].merge(row.cells[-1]), texts[0])
        else:
            for cell, text in zip(row.cells, texts, strict=True):
                fill(cell, text)


def each(loop: str, *inner: str) -> tuple[str, ...]:
    return f"{{%p for {loop} %}}", *inner, "{%p endfor %}"


def rows_of(word: Document, heading: tuple[str, ...], stage: str, turn: tuple[str, ...]) -> None:
    """The body, line by line."""
    lines(word, "{%p for 行 in 発言一覧 %}", "{%p if 行.見出し %}")
    lines(word, *heading, style="Heading 2")
    lines(word, "{%p elif 行.ト書き %}", stage, "{%p else %}", *turn, "{%p endif %}", "{%p endfor %}")


HEADINGS = each("見出し in 行.見出し", "{{ 見出し }}")


def numbers(paragraph: Paragraph) -> None:
    """The number of the page and of all pages."""
    for name, after in (("PAGE", "／"), ("NUMPAGES", "")):
        for kind in ("begin", name, "end"):
            run = paragraph.add_run()._r
            made = OxmlElement("w:instrText" if kind == name else "w:fldChar")
            if kind == name:
                made.text = f" {name} "
            else:
                made.set(qn("w:fldCharType"), kind)
            run.append(made)
        paragraph.add_run(after)


def public_or_not(word: Document) -> None:
    """All that the town's rule demands in the rows at the top; who spoke beside what was said."""
    lines(word, "会　議　録", style="Title")
    grid(
        word,
        ("会議の名称", "{{ 会議名称 }}"),
        ("開催日時", "{{ 日時 }}"),
        ("開催場所", "{{ 場所 }}"),
        (
            "出席者",
            each(
                "組 in 出席者一覧",
                "（{{ 組.区分 }}{{ 組.人数 }}名）"
                "{% for 人 in 組.氏名一覧 %}{{ 人 }}{% if not loop.last %}、{% endif %}{% endfor %}",
            ),
        ),
        ("公開の別", "{{ 自由欄.公開の別 }}"),
        ("{%tr if 自由欄.非公開の理由 %}", ""),
        ("非公開の理由", "{{ 自由欄.非公開の理由 }}"),
        ("{%tr endif %}", ""),
        ("傍聴者数", "{{ 傍聴者 }}"),
        ("議題", each("議題 in 次第", "（{{ loop.index }}）{{ 議題.題 }}")),
        (
            "会議の結果",
            each("案件 in 案件一覧", "{{ 案件.番号 }}　{{ 案件.件名 }}　→　{{ 案件.結果 }}"),
        ),
        (
            "配布資料",
            each("組 in 配布資料一覧", *each("資料 in 組.資料名一覧", "{{ 組.区分 }}：{{ 資料 }}")),
        ),
        ("問い合わせ先", "{{ 自由欄.問い合わせ先 }}"),
    )
    lines(word, "審議の内容", style="Heading 1")
    grid(
        word,
        ("発言者", "発言の内容"),
        ("{%tr for 行 in 発言一覧 %}", ""),
        ("{%tr if 行.見出し %}", ""),
        (HEADINGS,),
        ("{%tr elif 行.ト書き %}", ""),
        ("", "－{{ 行.ト書き }}－"),
        ("{%tr else %}", ""),
        ("{{ 行.発言者 }}", each("段落 in 行.段落", "{{ 段落.文 }}")),
        ("{%tr endif %}", ""),
        ("{%tr endfor %}", ""),
    )


def seats_and_names(word: Document) -> None:
    """Running lines: a mark for each role, the number of the seat or the name with 君."""
    lines(word, *each("行 in 会議名称の行", "{{ 行 }}"), style="Title")
    lines(word, "日時　{{ 日時 }}", "場所　{{ 場所 }}", "傍聴　{{ 傍聴者 }}")
    lines(word, "出席及び欠席", style="Heading 1")
    lines(
        word,
        *each(
            "人 in 出欠一覧",
            "{% if 人.議席 %}{{ 人.議席 }}　{% endif %}{{ 人.氏名 }}　{{ 人.出欠 }}",
        ),
    )
    lines(word, "会議に付した事件", style="Heading 1")
    lines(word, *each("案件 in 案件一覧", "{{ 案件.番号 }}　{{ 案件.件名 }}（{{ 案件.結果 }}）"))
    lines(word, "会議の経過", style="Heading 1")
    turn = "{% if loop.first %}{{ 行.印 }}{{ 行.発言者 }}　{% else %}　{% endif %}{{ 段落.文 }}"
    rows_of(word, HEADINGS, "　　　（「{{ 行.ト書き }}」）", each("段落 in 行.段落", turn))
    lines(word, "作成：{{ 自由欄.会議録作成者 or '事務局' }}")


def questions_and_answers(word: Document) -> None:
    """Case by case: its heading in the text, then questions and answers side by side."""
    lines(word, "{{ 会議名称 }}", style="Title")
    lines(word, "{{ 日時 }}　{{ 場所 }}", "傍聴者：{{ 傍聴者 }}")
    grid(
        word,
        ("番号", "件名", "結果"),
        ("{%tr for 案件 in 案件一覧 %}", "", ""),
        ("{{ 案件.番号 }}", "{{ 案件.件名 }}", "{{ 案件.結果 }}"),
        ("{%tr endfor %}", "", ""),
        columns=3,
    )
    lines(word, "質疑応答", style="Heading 1")
    said = each("段落 in 行.段落", "{{ 段落.文 }}")
    lines(word, "{%p for 行 in 発言一覧 %}", "{%p if 行.見出し %}")
    lines(word, *HEADINGS, style="Heading 2")
    lines(word, "{%p elif 行.ト書き %}", "※{{ 行.ト書き }}", "{%p elif 行.印 == '答' %}")
    grid(word, ("{{ 行.発言者 }}", "", said), columns=3)
    lines(word, "{%p else %}")
    grid(word, ("{{ 行.発言者 }}", said, ""), columns=3)
    lines(word, "{%p endif %}", "{%p endfor %}", "次回　{{ 次回 or '未定' }}")


def kanji(word: Document) -> None:
    """Kanji numerals, wide margins, the speaker on a line of their own, no agenda."""
    page = word.sections[0]
    page.left_margin = page.right_margin = Mm(42)
    lines(word, *each("行 in 会議名称の行", "{{ 行 }}"), style="Title")
    lines(word, "一　日時　　{{ 日時 }}", "一　場所　　{{ 場所 }}")
    lines(word, "一　出席者　{% for 組 in 出席者一覧 %}{{ 組.区分 }}{{ 組.人数 }}名　{% endfor %}")
    lines(word, *each("案件 in 案件一覧", "一　{{ 案件.番号 }}　{{ 案件.件名 }}　{{ 案件.結果 }}"))
    turn = ("{{ 行.印 }}{{ 行.発言者 }}", *each("段落 in 行.段落", "　{{ 段落.文 }}"))
    rows_of(word, HEADINGS, "〔{{ 行.ト書き }}〕", turn)
    lines(word, "{% if 閉会時刻 %}閉会　{{ 閉会時刻 }}{% endif %}")


def signed(word: Document) -> None:
    """A draft that says so on every page; the times of opening and closing; two members sign by name."""
    page = word.sections[0]
    page.header.paragraphs[0].add_run("{{ 会議名称 }}（案）")
    numbers(page.footer.paragraphs[0])
    lines(word, "会議録", style="Title")
    lines(word, "{{ 日時 }}", "於　{{ 場所 }}")
    lines(word, *each("議題 in 次第", "第{{ loop.index }}　{{ 議題.題 }}"), style="List Bullet")
    grid(
        word,
        ("{%tr for 件 in 表決一覧 %}", ""),
        ("{{ 件.番号 }}", "{{ 件.結果 }}{% if 件.賛成 %}（賛成{{ 件.賛成 }}、反対{{ 件.反対 }}）{% endif %}"),
        ("{%tr endfor %}", ""),
    )
    lines(word, "{% if 開会時刻 %}開会　{{ 開会時刻 }}{% endif %}")
    turn = "{% if loop.first %}{{ 行.発言者 }}：{% endif %}{{ 段落.文 }}"
    rows_of(word, HEADINGS, "（{{ 行.ト書き }}）", each("段落 in 行.段落", turn))
    lines(word, "{% if 閉会時刻 %}閉会　{{ 閉会時刻 }}{% endif %}")
    lines(word, "この会議録が正確であることを認め、署名する。")
    lines(word, *each("氏名 in 署名委員", "署名委員　{{ 氏名 }}　　　　　　　印"))


def _roles(meeting: Meeting, change: Callable[[Role], Role]) -> Meeting:
    profile = meeting.profile
    return replace(meeting, profile=replace(profile, roles=tuple(map(change, profile.roles))))


def _with_fields(meeting: Meeting) -> Meeting:
    fields = {
        "公開の別": "一部公開",
        "非公開の理由": "法人の情報を含むため",
        "問い合わせ先": "総務課　電話 000-000-0000",
    }
    profile = replace(meeting.profile, fields=tuple(fields.items()))
    return replace(meeting, profile=profile)


def _with_marks(meeting: Meeting) -> Meeting:
    # A body that names its members does so here as well; one that does not calls them by their seats alone.
    named = any(role.label is LabelStyle.NAME_TITLE for role in meeting.profile.roles)
    seats = {person.id: number for number, person in enumerate(meeting.voters, 1)}
    people = tuple(replace(person, seat=seats.get(person.id)) for person in meeting.people)

    def change(role: Role) -> Role:
        match role.standing:
            case Standing.CHAIR:
                return replace(role, mark="◎", framed="{label}（{name}君）")
            case Standing.MEMBER:
                framed = "{seat}番{label}（{name}君）" if named else "{seat}番{label}"
                return replace(role, mark="○", label=LabelStyle.TITLE, framed=framed)
        return replace(role, mark="◆", framed="{label}（{name}君）")

    profile = replace(meeting.profile, fields=(("会議録作成者", ""),))
    style = replace(profile.style, numerals=Numerals.FULL)
    return _roles(replace(meeting, people=people, profile=replace(profile, style=style)), change)


def _asked(meeting: Meeting) -> Meeting:
    voting = (Standing.CHAIR, Standing.MEMBER)
    return _roles(meeting, lambda role: replace(role, mark="問" if role.standing in voting else "答"))


def _in_kanji(meeting: Meeting) -> Meeting:
    style = replace(
        meeting.profile.style,
        numerals=Numerals.KANJI,
        date="{era}{year}年{month}月{day}日（{weekday}曜日）",
        time="{half_day}{hour12}時{minute}分",
    )
    made = replace(meeting, profile=replace(meeting.profile, style=style))
    return _roles(made, lambda role: replace(role, mark="□"))


FORMS: dict[str, Form] = {
    "公開の別": Form("table", public_or_not, _with_fields),
    "議席と氏名": Form("lines", seats_and_names, _with_marks),
    "質疑応答": Form("table", questions_and_answers, _asked),
    "漢数字": Form("lines", kanji, _in_kanji),
    "署名委員": Form("formal", signed, lambda meeting: meeting),
}


def template(form: Form) -> Document:
    word = docx.Document()
    form.build(word)
    return word
