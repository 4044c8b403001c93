"""The Word package of a template, spelled out: styles, page, header and footer, and the pieces of a text."""

from __future__ import annotations

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
            "Header", "header", '<w:jc w:val="right"/>', '<w:sz w:val="18"/><w:szCs w:val="18"/>'
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
        + paragraph_style(
            "MinutesSignature",
            "署名",
            '<w:tabs><w:tab w:val="right" w:leader="underscore" w:pos="9070"/></w:tabs>'
            '<w:spacing w:before="360"/><w:ind w:left="2721"/>',
            base="MinutesContent",
        )
        + paragraph_style("MinutesSignatures", "署名（続く）", "<w:keepNext/>", base="MinutesSignature")
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


def paragraph(style: str, text: str, *, before: int = 0, after: int = 0) -> str:
    """A paragraph; the hint sets signs of both worlds (①, ～, …) in the Japanese font.

    ``before`` and ``after`` are room of its own, in twentieths of a point, where a style's is not enough.
    """
    run = (
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
        if text
        else ""
    )
    # Lines of one heading stay together.
    room = f'<w:spacing w:before="{before}" w:after="{after}"/><w:contextualSpacing/>' if before or after else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{room}</w:pPr>{run}</w:p>'


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


def document(body: str) -> str:
    """``word/document.xml`` around what stands on its pages."""
    return (
        f'{XML}<w:document xmlns:w="{W}" xmlns:r="{R}"><w:body>{body}'
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
    """``word/footer1.xml``: the number of the page, and of all pages."""

    def number(of: str) -> tuple[str, ...]:
        return (
            '<w:fldChar w:fldCharType="begin"/>',
            f'<w:instrText xml:space="preserve"> {of} </w:instrText>',
            '<w:fldChar w:fldCharType="separate"/>',
            "<w:t>1</w:t>",
            '<w:fldChar w:fldCharType="end"/>',
        )

    field = "".join(
        f'<w:r><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>{content}</w:r>'
        for content in (
            '<w:t xml:space="preserve">－ </w:t>',
            *number("PAGE"),
            "<w:t>／</w:t>",
            *number("NUMPAGES"),
            '<w:t xml:space="preserve"> －</w:t>',
        )
    )
    return f'{XML}<w:ftr xmlns:w="{W}" xmlns:r="{R}"><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{field}</w:p></w:ftr>'


def header() -> str:
    """``word/header1.xml``: whether it is a draft; a place for a mark or a logo."""
    return f'{XML}<w:hdr xmlns:w="{W}" xmlns:r="{R}">{paragraph("Header", "{{ 案の表示 }}")}</w:hdr>'


def package(body: str) -> dict[str, str]:
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
        "word/document.xml": document(body),
        "word/_rels/document.xml.rels": f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{arrows}</Relationships>',
        "word/styles.xml": styles(),
        "word/settings.xml": settings(),
        "word/fontTable.xml": font_table(),
        "word/header1.xml": header(),
        "word/footer1.xml": footer(),
    }
