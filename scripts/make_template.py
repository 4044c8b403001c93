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

FOLDER = Path(__file__).resolve().parents[1] / "templates"

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

# A4 in twentieths of a point; the text is 160 mm wide.
PAGE = '<w:pgSz w:w="11906" w:h="16838"/>'
MARGINS = (
    '<w:pgMar w:top="1588" w:right="1418" w:bottom="1418" w:left="1418" '
    'w:header="794" w:footer="680" w:gutter="0"/>'
)
HEADER_COLUMNS = (1304, 1304, 6462)
CASE_COLUMNS = (1474, 5953, 1643)
TURN_COLUMNS = (1531, 7539)
SHORT = 220
"""Characters of a turn that is not cut by a page's end: about six lines."""

MINCHO = "ＭＳ 明朝"
GOTHIC = "ＭＳ ゴシック"
RULE = "7F7F7F"


def fonts(name: str) -> str:
    """One family for Japanese and for digits, as official papers are set."""
    return f'<w:rFonts w:ascii="{name}" w:eastAsia="{name}" w:hAnsi="{name}" w:cs="{name}"/>'


def paragraph_style(
    identifier: str,
    name: str,
    paragraph: str = "",
    run: str = "",
    *,
    base: str | None = "Normal",
    default: bool = False,
) -> str:
    """A paragraph style; ``name`` is what the clerk sees in Word's list of styles."""
    kind = 'w:default="1" ' if default else ""
    custom = (
        ""
        if identifier in {"Normal", "Title", "Heading1", "Heading2", "Header", "Footer"}
        else 'w:customStyle="1" '
    )
    based = f'<w:basedOn w:val="{base}"/>' if base else ""
    following = '<w:next w:val="Normal"/>' if identifier.startswith("Heading") else ""
    return (
        f'<w:style w:type="paragraph" {kind}{custom}w:styleId="{identifier}"><w:name w:val="{name}"/>{based}{following}'
        f"<w:qFormat/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
    )


def table_style(identifier: str, name: str, sides: tuple[str, ...]) -> str:
    """A table with thin rules at ``sides`` and a little air in its cells."""
    rules = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="{RULE}"/>' for side in sides)
    return (
        f'<w:style w:type="table" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        '<w:basedOn w:val="TableNormal"/><w:tblPr>'
        f"<w:tblBorders>{rules}</w:tblBorders><w:tblCellMar>"
        '<w:top w:w="17" w:type="dxa"/><w:left w:w="102" w:type="dxa"/>'
        '<w:bottom w:w="74" w:type="dxa"/><w:right w:w="102" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )


def styles() -> str:
    """``word/styles.xml``."""
    distributed = '<w:jc w:val="distribute"/>'
    all_sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    return (
        f'{XML}<w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{fonts(MINCHO)}'
        '<w:kern w:val="2"/><w:sz w:val="21"/><w:szCs w:val="21"/>'
        '<w:lang w:val="ja-JP" w:eastAsia="ja-JP" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault><w:pPr/></w:pPrDefault></w:docDefaults>"
        + paragraph_style(
            "Normal",
            "Normal",
            '<w:widowControl w:val="0"/><w:spacing w:line="340" w:lineRule="atLeast"/><w:jc w:val="both"/>',
            base=None,
            default=True,
        )
        + paragraph_style(
            "Heading1",
            "heading 1",
            '<w:keepNext/><w:spacing w:before="360" w:after="120"/><w:jc w:val="left"/><w:outlineLvl w:val="0"/>',
            f'{fonts(GOTHIC)}<w:sz w:val="24"/><w:szCs w:val="24"/>',
        )
        + paragraph_style(
            "Heading2",
            "heading 2",
            '<w:keepNext/><w:jc w:val="left"/><w:outlineLvl w:val="1"/>',
            fonts(GOTHIC),
        )
        + paragraph_style(
            "Header", "header", '<w:jc w:val="left"/>', '<w:sz w:val="18"/><w:szCs w:val="18"/>'
        )
        + paragraph_style(
            "Footer", "footer", '<w:jc w:val="center"/>', '<w:sz w:val="18"/><w:szCs w:val="18"/>'
        )
        + paragraph_style(
            "Title",
            "Title",
            '<w:keepNext/><w:jc w:val="left"/>',
            '<w:sz w:val="24"/><w:szCs w:val="24"/>',
        )
        + paragraph_style("MinutesLabel", "項目", distributed, fonts(GOTHIC))
        + paragraph_style("MinutesSublabel", "区分", distributed)
        + paragraph_style("MinutesContent", "内容", '<w:jc w:val="left"/>')
        + paragraph_style(
            "MinutesItem",
            "箇条",
            '<w:widowControl/><w:ind w:left="210" w:hanging="210" w:hangingChars="100"/>',
            base="MinutesContent",
        )
        + paragraph_style(
            "MinutesAgenda", "議題", '<w:spacing w:after="60"/><w:ind w:left="525" w:hanging="315"/>'
        )
        + paragraph_style("MinutesColumn", "列名", '<w:keepNext/><w:jc w:val="center"/>', fonts(GOTHIC))
        + paragraph_style("MinutesNumber", "番号", distributed)
        + paragraph_style("MinutesCase", "件名", '<w:jc w:val="left"/>')
        + paragraph_style("MinutesResult", "審議結果", distributed)
        + paragraph_style("MinutesSpeaker", "発言者", '<w:jc w:val="left"/>', fonts(GOTHIC))
        + paragraph_style(
            "MinutesSpeech", "発言", '<w:widowControl/><w:ind w:firstLine="210" w:firstLineChars="100"/>'
        )
        + paragraph_style(
            "MinutesIndented",
            "発言（字下げ済み）",
            '<w:ind w:firstLine="0" w:firstLineChars="0"/>',
            base="MinutesSpeech",
        )
        + paragraph_style("MinutesSigned", "署名の前", "<w:keepNext/>", base="MinutesContent")
        + paragraph_style("MinutesAction", "動作", base="MinutesSpeech")
        + paragraph_style(
            "MinutesTag",
            "差し込みの指図",
            '<w:spacing w:line="200" w:lineRule="atLeast"/><w:jc w:val="left"/>',
            f'{fonts(GOTHIC)}<w:color w:val="2E74B5"/><w:sz w:val="14"/><w:szCs w:val="14"/>',
        )
        + paragraph_style("MinutesStage", "ト書き", '<w:jc w:val="center"/>')
        + paragraph_style(
            "MinutesGap",
            "表の間",
            '<w:spacing w:line="240" w:lineRule="exact"/>',
            '<w:sz w:val="12"/><w:szCs w:val="12"/>',
        )
        + '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/>'
        '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
        '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
        + table_style("MinutesGrid", "会議録の表", all_sides)
        + table_style("MinutesTurns", "発言の表", all_sides)
        + "</w:styles>"
    )


def paragraph(style: str, text: str) -> str:
    """A paragraph; the hint sets signs of both worlds (①, ～, …) in the Japanese font."""
    run = (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        if text
        else ""
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{run}</w:p>'


GAP = paragraph("MinutesGap", "")
"""Between two tables, which would become one."""


def cell(width: int, *paragraphs: str, span: int = 1, shade: bool = False) -> str:
    """A cell over ``span`` columns."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    shaded = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if shade else ""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{shaded}</w:tcPr>{"".join(paragraphs)}</w:tc>'


def row(*cells: str, whole: bool = False, head: bool = False) -> str:
    """A row; ``whole`` is never cut by a page's end, ``head`` is repeated on each page."""
    properties = ("<w:cantSplit/>" if whole else "") + ("<w:tblHeader/>" if head else "")
    return f"<w:tr>{f'<w:trPr>{properties}</w:trPr>' if properties else ''}{''.join(cells)}</w:tr>"


def table(style: str, caption: str, columns: tuple[int, ...], *rows: str) -> str:
    """A table of fixed columns; the caption is for those who listen to the page."""
    # What a screen reader takes for the names of the cells: the first row, or else the first column.
    headed = "<w:tblHeader/>" in "".join(rows)
    look = "0620" if headed else "0680"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in columns)
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(columns)}" w:type="dxa"/>'
        '<w:tblLayout w:type="fixed"/>'
        f'<w:tblLook w:val="{look}" w:firstRow="{headed:d}" w:lastRow="0" w:firstColumn="{not headed:d}" '
        f'w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="{caption}"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def repeat(loop: str, *inner: str) -> tuple[str, ...]:
    """Paragraphs that are printed once for each thing: ``loop`` is e.g. 「議題 in 次第」."""
    return tag(f"for {loop}"), *inner, tag("endfor")


def choose(condition: str, one: tuple[str, ...], other: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Paragraphs that are printed where a condition holds, and those that are printed where it does not."""
    otherwise = (tag("else"), *other) if other else ()
    return tag(f"if {condition}"), *one, *otherwise, tag("endif")


def tag(code: str) -> str:
    """A paragraph that is an instruction to the template engine and is not printed."""
    return paragraph("MinutesTag", f"{{%p {code} %}}")


def row_tag(code: str, columns: tuple[int, ...]) -> str:
    """A row that is an instruction to the template engine and is not printed."""
    return row(cell(sum(columns), paragraph("MinutesTag", f"{{%tr {code} %}}"), span=len(columns)))


def rows(loop: str, columns: tuple[int, ...], *inner: str) -> tuple[str, ...]:
    """Rows that are printed once for each thing."""
    return row_tag(f"for {loop}", columns), *inner, row_tag("endfor", columns)


def titles(*more: str) -> tuple[str, ...]:
    """The lines of the document's name, and what this document is."""
    return *repeat("行 in 会議名称の行", paragraph("Title", "{{ 行 }}")), *(
        paragraph("Title", each) for each in more
    )


def header_rows() -> tuple[str, ...]:
    """日時, 場所, 出席者 … as the body prints them."""
    label, sublabel, content = HEADER_COLUMNS
    filled = repeat(
        "文 in 行.内容",
        *choose(
            "行.箇条",
            (paragraph("MinutesItem", "・{{ 文 }}"),),
            (paragraph("MinutesContent", "{{ 文 }}"),),
        ),
    )
    name = cell(label, paragraph("MinutesLabel", "{% vm %}{{ 項目.項目 }}"), shade=True)
    return rows(
        "項目 in 冒頭",
        HEADER_COLUMNS,
        *rows(
            "行 in 項目.行",
            HEADER_COLUMNS,
            row_tag("if 行.区分", HEADER_COLUMNS),
            row(name, cell(sublabel, paragraph("MinutesSublabel", "{{ 行.区分 }}")), cell(content, *filled)),
            row_tag("else", HEADER_COLUMNS),
            row(name, cell(sublabel + content, *filled, span=2)),
            row_tag("endif", HEADER_COLUMNS),
        ),
    )


def header_table() -> str:
    """The table at the top of every layout but the summary."""
    return table("MinutesGrid", "会議の概要", HEADER_COLUMNS, *header_rows()) + GAP


def contents() -> str:
    """次第."""
    return paragraph("Heading1", "{{ 項目名.会議内容 }}") + "".join(
        repeat("議題 in 次第", paragraph("MinutesAgenda", "{{ loop.index }}　{{ 議題 }}"))
    )


def result(text: str) -> tuple[str, ...]:
    """A result in its cell: a short one is spread over its width, a longer one is set as text."""
    return choose(
        f"{text}|length <= 6".replace("<", "&lt;"),
        (paragraph("MinutesResult", f"{{{{ {text} }}}}"),),
        (paragraph("MinutesCase", f"{{{{ {text} }}}}"),),
    )


def head_row(columns: tuple[int, ...], *names: str) -> str:
    """The names of the columns, repeated on each page."""
    cells = (
        cell(width, paragraph("MinutesColumn", name), shade=True)
        for width, name in zip(columns, names, strict=True)
    )
    return row(*cells, whole=True, head=True)


def case_table() -> str:
    """The cases with their results."""
    number, title, outcome = CASE_COLUMNS
    return (
        table(
            "MinutesGrid",
            "案件と審議結果",
            CASE_COLUMNS,
            head_row(CASE_COLUMNS, "{{ 項目名.番号 }}", "{{ 項目名.件名 }}", "{{ 項目名.結果 }}"),
            *rows(
                "案件 in 案件一覧",
                CASE_COLUMNS,
                row(
                    cell(number, paragraph("MinutesNumber", "{{ 案件.番号 }}")),
                    cell(title, paragraph("MinutesCase", "{{ 案件.件名 }}")),
                    cell(outcome, *result("案件.結果")),
                    whole=True,
                ),
            ),
        )
        + GAP
    )


def turn_table() -> str:
    """Every heading, turn and stage direction as a row."""
    speaker, speech = TURN_COLUMNS
    whole = speaker + speech
    turn = (
        cell(speaker, paragraph("MinutesSpeaker", "{{ 行.発言者 }}")),
        cell(speech, *said("行.段落", "")),
    )
    return (
        table(
            "MinutesTurns",
            "発言",
            TURN_COLUMNS,
            *rows(
                "行 in 発言一覧",
                TURN_COLUMNS,
                row_tag("if 行.見出し", TURN_COLUMNS),
                row(
                    cell(
                        whole,
                        *repeat("見出し in 行.見出し", paragraph("Heading2", "{{ 見出し }}")),
                        span=2,
                        shade=True,
                    ),
                    whole=True,
                ),
                row_tag("elif 行.ト書き", TURN_COLUMNS),
                row(cell(whole, paragraph("MinutesStage", "（{{ 行.ト書き }}）"), span=2), whole=True),
                # A short turn is kept whole: its label would stand alone at the end of a page.
                row_tag(f"elif 行.段落|map(attribute='文')|join|length &lt;= {SHORT}", TURN_COLUMNS),
                row(*turn, whole=True),
                row_tag("else", TURN_COLUMNS),
                row(*turn),
                row_tag("endif", TURN_COLUMNS),
            ),
        )
        + GAP
    )


def said(paragraphs: str, speaker: str, style: str = "MinutesSpeech") -> tuple[str, ...]:
    """The paragraphs of a turn, ``speaker`` before the first."""
    text = f"{speaker}{{{{ 段落.文 }}}}"
    if style != "MinutesSpeech":
        return repeat(f"段落 in {paragraphs}", paragraph(style, text))
    return repeat(
        f"段落 in {paragraphs}",
        tag("if 段落.動作"),
        paragraph("MinutesAction", text),
        # Words that bring a blank of their own are not indented once more.
        tag(f"elif 段落.文[:1] == '　'{' and not loop.first' if speaker else ''}"),
        paragraph("MinutesIndented", text),
        tag("else"),
        paragraph(style, text),
        tag("endif"),
    )


def turn_lines() -> str:
    """Every heading, turn and stage direction as lines."""
    speaker = "{% if loop.first %}○{{ 行.発言者 }}　{% endif %}"
    return "".join(
        repeat(
            "行 in 発言一覧",
            tag("if 行.見出し"),
            *repeat("見出し in 行.見出し", paragraph("Heading2", "{{ 見出し }}")),
            tag("elif 行.ト書き"),
            paragraph("MinutesStage", "（{{ 行.ト書き }}）"),
            tag("else"),
            *said("行.段落", speaker),
            tag("endif"),
        )
    )


def document_table() -> str:
    """Everything in three tables."""
    title_cells = (
        cell(HEADER_COLUMNS[0], paragraph("MinutesLabel", "{{ 項目名.会議名称 }}"), shade=True),
        cell(sum(HEADER_COLUMNS[1:]), *titles(), span=2),
    )
    top = table("MinutesGrid", "会議の概要", HEADER_COLUMNS, row(*title_cells), *header_rows())
    return top + contents() + case_table() + turn_table()


def document_lines() -> str:
    """The whole record line by line."""
    return "".join((*titles(), GAP)) + header_table() + contents() + case_table() + turn_lines()


def document_points() -> str:
    """Block by block what was explained, asked, thought and decided."""
    speaker = "{% if loop.first %}（{{ 発言.発言者 }}）{% else %}　{% endif %}"

    def section(name: str, *, always: bool) -> tuple[str, ...]:
        listed = repeat(f"発言 in 要点.{name}", *said("発言.段落", speaker, "MinutesItem"))
        nothing = (tag(f"if not 要点.{name}"), paragraph("MinutesContent", "特になし"), tag("endif"))
        inner = (paragraph("Heading2", name), *listed, *(nothing if always else ()))
        return inner if always else choose(f"要点.{name}", inner)

    announced = repeat(
        "群 in 要点.案件群",
        paragraph("Heading1", "{{ 群.見出し }}"),
        *repeat("案件 in 群.案件一覧", paragraph("MinutesItem", "・{{ 案件.番号 }}　{{ 案件.件名 }}")),
    )
    discussed = (
        *section("説明", always=False),
        *section("部会報告", always=False),
        *section("質疑", always=True),
        *section("意見", always=True),
    )
    others = repeat("発言 in その他の発言", *said("発言.段落", speaker, "MinutesItem"))
    return (
        "".join((*titles("要点記録"), GAP))
        + header_table()
        + "".join(
            repeat(
                "要点 in 要点一覧",
                *announced,
                *choose("要点.非公開", (paragraph("MinutesContent", "{{ 要点.非公開 }}"),)),
                *choose("要点.説明 or 要点.部会報告 or 要点.質疑 or 要点.意見 or not 要点.非公開", discussed),
                paragraph("Heading2", "結果"),
                *repeat(
                    "案件 in 要点.結果一覧", paragraph("MinutesItem", "・{{ 案件.番号 }}　{{ 案件.結果 }}")
                ),
            )
        )
        + "".join(choose("その他の発言", (paragraph("Heading1", "その他"), *others)))
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

    counted = "{{ 数.出席 }}名（委員{{ 数.定数 }}名、定足数{{ 数.定足数 }}名）"
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
    wide = (2633, 4974, 1463)
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
            *(GAP, top, GAP, paragraph("Heading2", "審議の結果")),
            *(results, GAP),
            *choose(
                "態度一覧",
                # In running text: a page has no room for a line each.
                (
                    paragraph("Heading2", "表明された態度"),
                    paragraph("MinutesContent", "{{ 態度一覧|join('／') }}"),
                ),
            ),
            *choose(
                "継続一覧",
                (
                    paragraph("Heading2", "継続・後回しの案件"),
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
    wide = (1814, 1814, 907, 907, 3628)
    votes = table(
        "MinutesGrid",
        "表決",
        wide,
        head_row(wide, "議案", "採決の方法", "賛成", "反対", "結果"),
        *rows(
            "件 in 表決一覧",
            wide,
            row(
                *(
                    cell(width, paragraph("MinutesCase", f"{{{{ 件.{name} }}}}"))
                    for width, name in zip(wide, ("番号", "方法", "賛成", "反対"), strict=False)
                ),
                cell(wide[-1], paragraph("MinutesCase", "{{ 件.結果 }}")),
                whole=True,
            ),
        ),
    )
    signed = (2721, 6349)
    signatures = table(
        "MinutesGrid",
        "署名",
        signed,
        *(
            row(
                cell(signed[0], paragraph("MinutesLabel", name)),
                cell(signed[1], *[paragraph("MinutesSigned" if kept else "MinutesContent", "")] * 2),
                whole=True,
            )
            for name, kept in (("議長", True), ("署名委員", True), ("署名委員", False))
        ),
    )
    return "".join(
        (
            *(*titles(), GAP, header_table()),
            paragraph("Heading1", "議事日程"),
            *repeat("議題 in 次第", paragraph("MinutesContent", "日程第{{ loop.index }}　{{ 議題 }}")),
            paragraph("Heading1", "委員の出欠"),
            *choose("議席あり", (with_seats, GAP), (without, GAP)),
            paragraph("Heading1", "議事の経過"),
            turn_lines(),
            *(paragraph("Heading1", "表決"), votes, GAP),
            paragraph("MinutesSigned", "以上の経過を記し、相違のないことを証するため、ここに署名する。"),
            *(signatures, GAP),
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
                    "MinutesContent", "{{ 数.出席 }}名（委員{{ 数.定数 }}名、定足数{{ 数.定足数 }}名）"
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
                    "・{{ 件.番号 }}　{{ 件.方法 }}　{{ 件.結果 }}"
                    "{% if 件.賛成 %}（賛成{{ 件.賛成 }}、反対{{ 件.反対 }}）{% endif %}",
                ),
            ),
            note("空のときに代わりに刷る言葉は or のあとに書きます。"),
            paragraph("MinutesContent", "次回　{{ 次回 or '未定' }}"),
            note("会議の概要の表：項目ごとに、区分のある行とない行があります。"),
            header_table(),
            note("次第：番号は、繰返しの何番目か（loop.index）で付けます。"),
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


def document(layout: str) -> str:
    """``word/document.xml``: a page of minutes with fields instead of words."""
    return (
        f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{DOCUMENTS[layout]()}'
        '<w:sectPr><w:headerReference w:type="default" r:id="rId4"/><w:footerReference w:type="default" r:id="rId5"/>'
        f'{PAGE}{MARGINS}<w:cols w:space="425"/></w:sectPr></w:body></w:document>'
    )


def settings() -> str:
    """``word/settings.xml``: Japanese typesetting, and the current rules of layout."""
    compatibility = "http://schemas.microsoft.com/office/word"
    return (
        f'{XML}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="840"/>'
        '<w:characterSpacingControl w:val="compressPunctuation"/><w:compat>'
        f'<w:compatSetting w:name="compatibilityMode" w:uri="{compatibility}" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="ja-JP" w:eastAsia="ja-JP"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>'
        "</w:settings>"
    )


def font_table() -> str:
    """``word/fontTable.xml``: what to take where the two fonts are not installed."""

    def font(name: str, other: str, panose: str, family: str) -> str:
        return (
            f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:panose1 w:val="{panose}"/><w:charset w:val="80"/>'
            f'<w:family w:val="{family}"/><w:pitch w:val="fixed"/></w:font>'
        )

    return (
        f'{XML}<w:fonts xmlns:w="{W}">{font(MINCHO, "MS Mincho", "02020609040205080304", "roman")}'
        f"{font(GOTHIC, 'MS Gothic', '020B0609070205080204', 'modern')}</w:fonts>"
    )


def footer() -> str:
    """``word/footer1.xml``: the number of the page."""
    field = "".join(
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{content}</w:r>'
        for content in (
            '<w:t xml:space="preserve">－ </w:t>',
            '<w:fldChar w:fldCharType="begin"/>',
            '<w:instrText xml:space="preserve"> PAGE </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
            '<w:t xml:space="preserve"> －</w:t>',
        )
    )
    return f'{XML}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{field}</w:p></w:ftr>'


def header() -> str:
    """``word/header1.xml``: empty, a place for a mark or a logo."""
    return f'{XML}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{paragraph("Header", "")}</w:hdr>'


def package(layout: str) -> dict[str, str]:
    """Every file of the package, by its name."""
    kinds = {
        "styles": "styles",
        "settings": "settings",
        "fontTable": "fontTable",
        "header": "header1",
        "footer": "footer1",
    }
    overrides = "".join(
        f'<Override PartName="/word/{file}.xml" ContentType="{TYPE}.{kind}+xml"/>'
        for kind, file in kinds.items()
    )
    arrows = "".join(
        f'<Relationship Id="rId{number}" Type="{R}/{kind}" Target="{file}.xml"/>'
        for number, (kind, file) in enumerate(kinds.items(), start=1)
    )
    return {
        "[Content_Types].xml": f'{XML}<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{TYPE}.document.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document(layout),
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{arrows}</Relationships>',
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
    }


def build(target: Path, layout: str) -> None:
    """Write the package; the same bytes every time."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in package(layout).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            archive.writestr(entry, text.encode("utf-8"))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    for name in DOCUMENTS:
        build(folder / f"{name}.docx", name)
