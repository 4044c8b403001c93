"""Build the Word templates of the layouts from nothing: the look of minutes before a clerk has changed it.

    python scripts/make_template.py [FOLDER]

A package holds only what a page needs: no author, company, preview picture, custom XML or editing session.
Run it again for pristine files; a template that has been changed in Word lies in the clerk's own folder.
"""

from __future__ import annotations

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

from _word_blocks import (
    HEADER_COLUMNS,
    case_table,
    choose,
    conclusions,
    contents,
    head_row,
    header_rows,
    header_table,
    repeat,
    result,
    rows,
    said,
    tag,
    titles,
    turn_lines,
    turn_table,
)
from _word_parts import GAP, cell, package, paragraph, row, table

FOLDER = Path(__file__).resolve().parents[1] / "templates"


def follow_ups() -> str:
    """What stays to be done, where the body prints it."""
    line = (
        "・{% if 件.担当 %}{{ 件.担当 }}　{% endif %}{{ 件.種類 }}　{{ 件.内容 }}"
        "{% if 件.付記 %}（{{ 件.付記 }}）{% endif %}{% if 件.状況 %}　{{ 件.状況 }}{% endif %}"
    )
    listed = repeat("件 in 宿題一覧", paragraph("MinutesItem", line))
    return "".join(choose("宿題一覧", (paragraph("Heading1", "{{ 項目名.宿題 }}"), *listed)))


def document_table() -> str:
    """Everything in three tables."""
    title_cells = (
        cell(HEADER_COLUMNS[0], paragraph("MinutesLabel", "{{ 項目名.会議名称 }}"), shade=True),
        cell(sum(HEADER_COLUMNS[1:]), *titles(), span=2),
    )
    top = table("MinutesGrid", "会議の概要", HEADER_COLUMNS, row(*title_cells), *header_rows())
    return top + contents() + case_table() + turn_table() + follow_ups()


def document_lines() -> str:
    """The whole record line by line."""
    return "".join((*titles(), GAP)) + header_table() + contents() + case_table() + turn_lines() + follow_ups()


def document_points() -> str:
    """Block by block what was explained, asked, thought and decided."""
    speaker = "{% if loop.first %}（{{ 発言.発言者 }}）{% else %}　{% endif %}"

    def points(of: str, *, always: bool) -> tuple[str, ...]:
        """The points of a section, how many turns are left out, and 特になし where nobody spoke."""
        left = "（{% if {of}.要点発言 %}ほか{% else %}発言{% endif %}{{ {of}.省いた数 }}件）".replace(
            "{of}", of
        )
        nothing = (
            tag(f"if not {of}.要点発言 and not {of}.省いた数"),
            paragraph("MinutesContent", "特になし"),
        )
        return (
            *repeat(f"発言 in {of}.要点発言", *said("発言.段落", speaker, "MinutesItem")),
            *choose(f"{of}.省いた数", (paragraph("MinutesContent", left),)),
            *((*nothing, tag("endif")) if always else ()),
        )

    discussed = repeat(
        "段 in 要点.段階一覧",
        paragraph("Heading2", "{{ 段.段階 }}", before=120, after=40),
        *points("段", always=True),
    )

    announced = repeat(
        "群 in 要点.案件群",
        paragraph("Heading1", "{{ 群.見出し }}"),
        *repeat("案件 in 群.案件一覧", paragraph("MinutesItem", "・{{ 案件.番号 }}　{{ 案件.件名 }}")),
    )
    return (
        "".join((*titles("要点記録"), GAP))
        + header_table()
        + "".join(
            repeat(
                "要点 in 要点一覧",
                *announced,
                *choose("要点.非公開", (paragraph("MinutesContent", "{{ 要点.非公開 }}"),)),
                *discussed,
                *choose(
                    "要点.結果一覧",
                    (
                        paragraph("Heading2", "結果", before=120, after=40),
                        *repeat(
                            "案件 in 要点.結果一覧",
                            paragraph("MinutesItem", "・{{ 案件.番号 }}　{{ 案件.結果 }}"),
                        ),
                    ),
                ),
            )
        )
        + "".join(
            choose(
                "その他の発言.要点発言 or その他の発言.省いた数",
                (paragraph("Heading1", "その他"), *points("その他の発言", always=False)),
            )
        )
    )


def document_summary() -> str:
    """One page with the results."""
    columns = (1814, 7256)

    def field(name: str, text: str) -> str:
        return row(
            cell(columns[0], paragraph("MinutesLabel", name)),
            cell(columns[1], paragraph("MinutesContent", text)),
            whole=True,
        )

    counted = "{{ 数.出席 }}名（委員{{ 数.定数 }}名{% if 数.定足数 %}、定足数{{ 数.定足数 }}名{% endif %}）"
    top = table(
        "MinutesGrid",
        "会議の概要",
        columns,
        field("{{ 項目名.日時 }}", "{{ 日時 }}"),
        field("{{ 項目名.場所 }}", "{{ 場所 }}"),
        *rows("数 in 出席数", columns, field("{{ 項目名.出席者 }}", counted)),
        field("{{ 項目名.傍聴者 }}", "{{ 傍聴者 }}"),
        field("次回", "{{ 次回 or '未定' }}"),
    )
    wide = (2633, 4757, 1680)
    results = table(
        "MinutesGrid",
        "審議の結果",
        wide,
        head_row(wide, "{{ 項目名.番号 }}", "{{ 項目名.件名 }}", "{{ 項目名.結果 }}"),
        *rows(
            "案件 in 結果一覧",
            wide,
            row(
                cell(wide[0], paragraph("MinutesCase", "{{ 案件.番号 }}")),
                cell(
                    wide[1],
                    *choose("案件.件名", (paragraph("MinutesCase", "{{ 案件.件名 }}"),)),
                    *choose("案件.付記", (paragraph("MinutesCase", "{{ 案件.付記 }}"),)),
                ),
                cell(wide[2], *result("案件.結果")),
                whole=True,
            ),
        ),
    )
    reason = "{% if 件.理由 %}（{{ 件.理由 }}）{% endif %}"
    return "".join(
        (
            *(
                paragraph("Title", "{{ 会議名称の行|join('　') }}"),
                paragraph("Title", "会議結果の概要"),
            ),
            *(GAP, top, GAP),
            *choose("結果一覧", (paragraph("Heading2", "審議の結果", before=60, after=80), results, GAP)),
            *choose("議題の結果一覧", (paragraph("Heading2", "議題の結果", before=120, after=40), *conclusions())),
            *choose(
                "態度一覧",
                # In running text: a page has no room for a line each.
                (
                    paragraph("Heading2", "表明された態度", before=120, after=40),
                    paragraph("MinutesContent", "{{ 態度一覧|join('／') }}"),
                ),
            ),
            *choose(
                "宿題一覧",
                (
                    paragraph("Heading2", "{{ 項目名.宿題 }}", before=120, after=40),
                    *repeat("件 in 宿題一覧", paragraph("MinutesItem", "・{{ 件.担当 }}　{{ 件.種類 }}　{{ 件.内容 }}")),
                ),
            ),
            *choose(
                "継続一覧",
                (
                    paragraph("Heading2", "継続・後回しの案件", before=120, after=40),
                    *repeat("件 in 継続一覧", paragraph("MinutesItem", f"・{{{{ 件.見出し }}}}{reason}")),
                ),
            ),
        )
    )


def document_formal() -> str:
    """Agenda, roll, transcript, votes, and room for the signatures."""
    seated, unseated = (1814, 3628, 3628), (4535, 4535)
    presence = cell(3628, paragraph("MinutesCase", "{{ 人.出欠 }}"))
    with_seats = table(
        "MinutesGrid",
        "委員の出欠",
        seated,
        head_row(seated, "議席", "氏名", "出欠"),
        *rows(
            "人 in 出欠一覧",
            seated,
            row(
                cell(1814, paragraph("MinutesContent", "{{ 人.議席 }}")),
                cell(3628, paragraph("MinutesCase", "{{ 人.氏名 }}")),
                presence,
                whole=True,
            ),
        ),
    )
    without = table(
        "MinutesGrid",
        "委員の出欠",
        unseated,
        head_row(unseated, "氏名", "出欠"),
        *rows(
            "人 in 出欠一覧",
            unseated,
            row(
                cell(4535, paragraph("MinutesCase", "{{ 人.氏名 }}")),
                cell(4535, paragraph("MinutesCase", "{{ 人.出欠 }}")),
                whole=True,
            ),
        ),
    )
    wide = (1814, 1474, 737, 737, 737, 3571)
    votes = table(
        "MinutesGrid",
        "表決",
        wide,
        head_row(wide, "議案", "採決の方法", "賛成", "反対", "棄権", "結果"),
        *rows(
            "件 in 表決一覧",
            wide,
            row(
                *(
                    cell(width, paragraph("MinutesCase", f"{{{{ 件.{name} }}}}"))
                    for width, name in zip(wide, ("番号", "方法", "賛成", "反対", "棄権"), strict=False)
                ),
                cell(
                    wide[-1],
                    paragraph("MinutesCase", "{{ 件.結果 }}{% if 件.付記 %}（{{ 件.付記 }}）{% endif %}"),
                ),
                whole=True,
            ),
        ),
    )
    def room(name: str, who: str = "", *, last: bool = False) -> str:
        """A line to sign on; all but the last keep with the next."""
        style = "MinutesSignature" if last else "MinutesSignatures"
        return paragraph(style, f'{name}　{who}</w:t><w:tab/><w:t xml:space="preserve">')

    # A plain count is called 日程; a number of the paper's own stands as it is.
    agenda = (
        "{% if 議題.字下げ %}{{ 議題.字下げ }}{% endif %}{% if 議題.番号|int %}日程第{% endif %}"
        "{% if 議題.番号 %}{{ 議題.番号 }}　{% endif %}{{ 議題.題 }}"
    )
    signatures = (
        room("議　　長"),
        *choose(
            "署名委員",
            repeat(
                "氏名 in 署名委員",
                *choose(
                    "loop.last",
                    (room("署名委員", "{{ 氏名 }}", last=True),),
                    (room("署名委員", "{{ 氏名 }}"),),
                ),
            ),
            (room("署名委員"), room("署名委員", last=True)),
        ),
    )
    return "".join(
        (
            *(*titles(), GAP, header_table()),
            paragraph("Heading1", "議事日程"),
            *repeat("議題 in 次第", paragraph("MinutesContent", agenda)),
            paragraph("Heading1", "委員の出欠"),
            *choose("議席あり", (with_seats, GAP), (without, GAP)),
            paragraph("Heading1", "議事の経過"),
            turn_lines(),
            *choose("議題の結果一覧", (paragraph("Heading1", "議題の結果"), *conclusions())),
            *choose("表決一覧", (paragraph("Heading1", "表決"), votes, GAP)),
            follow_ups(),
            paragraph(
                "MinutesSigned",
                "以上の経過を記し、相違のないことを証するため、ここに署名する。",
                before=240,
                after=120,
            ),
            *signatures,
        )
    )


def document_sample() -> str:
    """Every field that all layouts have, with a note on each: a quarry for the office's own templates."""

    def note(text: str) -> str:
        return paragraph("MinutesTag", f"{{#p {text} #}}")

    def listed(*names: str) -> tuple[str, ...]:
        return tuple(paragraph("MinutesContent", f"{{{{ 項目名.{name} }}}}") for name in names)

    return "".join(
        (
            note("この文書は、欄の見本です。青い小さな行は、刷られない覚え書きか、差込みの指図です。"),
            note("文書の名前：一行で。版は「公開用」か「内部用」です。"),
            paragraph("Title", "{{ 会議名称 }}（{{ 版 }}）"),
            note("確定するまでだけ刷ります（上の余白にも、同じ欄があります）。"),
            *choose("案の表示", (paragraph("MinutesContent", "{{ 案の表示 }}"),)),
            note("文書の名前：行ごとに。"),
            *titles(),
            note("日時などの欄は、どこにでも一つずつ書けます。項目の名前は、審議会の型のとおりです。"),
            paragraph("MinutesContent", "{{ 項目名.日時 }}　{{ 日時 }}"),
            paragraph("MinutesContent", "{{ 項目名.場所 }}　{{ 場所 }}"),
            paragraph("MinutesContent", "{{ 項目名.傍聴者 }}　{{ 傍聴者 }}"),
            note("欠席者の行は、欠席者のいるときだけ刷ります。"),
            *choose("欠席者", (paragraph("MinutesContent", "{{ 項目名.欠席者 }}　{{ 欠席者 }}"),)),
            note("ほかの項目の名前。"),
            *listed("会議名称", "出席者", "配布資料"),
            paragraph(
                "MinutesContent", "{% if 開会時刻 %}開会　{{ 開会時刻 }}　閉会　{{ 閉会時刻 }}{% endif %}"
            ),
            note("出席者と資料を、区分ごとに数や番号をつけて並べるとき。"),
            *repeat(
                "組 in 出席者一覧",
                paragraph("MinutesItem", "{{ 組.区分 }}{{ 組.人数 }}名　{{ 組.氏名一覧|join('、') }}"),
            ),
            *repeat(
                "組 in 配布資料一覧",
                *repeat("資料 in 組.資料名一覧", paragraph("MinutesItem", "{{ 組.区分 }}　{{ 資料 }}")),
            ),
            note("出席を数えたときだけ刷ります。"),
            *repeat(
                "数 in 出席数",
                paragraph(
                    "MinutesContent",
                    "{{ 数.出席 }}名（委員{{ 数.定数 }}名{% if 数.定足数 %}、定足数{{ 数.定足数 }}名{% endif %}）",
                ),
            ),
            note("出欠：議席は、決まった人がいるときだけ刷ります。"),
            *repeat(
                "人 in 出欠一覧",
                paragraph(
                    "MinutesItem", "・{% if 議席あり %}{{ 人.議席 }}　{% endif %}{{ 人.氏名 }}　{{ 人.出欠 }}"
                ),
            ),
            note("表決：賛否は、数えたときだけ刷ります。"),
            *repeat(
                "件 in 表決一覧",
                paragraph(
                    "MinutesItem",
                    "・{{ 件.番号 }}{% if 件.対象 %}の{{ 件.対象 }}{% endif %}　{{ 件.方法 }}　{{ 件.結果 }}"
                    "{% if 件.賛成 %}（賛成{{ 件.賛成 }}、反対{{ 件.反対 }}、棄権{{ 件.棄権 }}）{% endif %}"
                    "{% if 件.付記 %}（{{ 件.付記 }}）{% endif %}",
                ),
            ),
            note("署名委員の氏名は、指名を記録したときだけ刷ります。"),
            *repeat("氏名 in 署名委員", paragraph("MinutesItem", "{{ 項目名.署名委員 }}　{{ 氏名 }}")),
            note("宿題：刷る審議会だけです。"),
            follow_ups(),
            note("空のときに代わりに刷る言葉は or のあとに書きます。"),
            paragraph("MinutesContent", "次回　{{ 次回 or '未定' }}"),
            note(
                "自由欄：審議会の型の [fields] の項目。一つずつなら 自由欄['問い合わせ先'] のように書きます。"
            ),
            *repeat("自由 in 自由欄一覧", paragraph("MinutesItem", "{{ 自由.項目 }}　{{ 自由.内容 }}")),
            note("会議の概要の表：項目ごとに、区分のある行とない行があります。"),
            header_table(),
            note("次第：番号は紙のとおりです。ほかの項目の中の項目は、字下げして刷ります。"),
            contents(),
            note("案件の表：長い結果は、均等に割り付けずに刷ります。付記は概要の様式だけで使います。"),
            case_table(),
            *repeat("案件 in 案件一覧", *choose("案件.付記", (paragraph("MinutesItem", "{{ 案件.付記 }}"),))),
            note("発言の表：見出し、ト書き、発言で行の形が違います。動作は、発言でなくしたことです。"),
            turn_table(),
            note("発言を行に並べるとき。同じ発言を二度刷らないよう、どちらかを消してください。"),
            turn_lines(),
        )
    )


DOCUMENTS: dict[str, Callable[[], str]] = {
    "table": document_table,
    "lines": document_lines,
    "points": document_points,
    "summary": document_summary,
    "formal": document_formal,
    "sample": document_sample,
}


def build(target: Path, layout: str) -> None:
    """Write the package; the same bytes every time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in package(DOCUMENTS[layout]()).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode("utf-8"))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name in DOCUMENTS:
        build(folder / f"{name}.docx", name)
