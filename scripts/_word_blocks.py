"""What several layouts have in common: the table at the top, the agenda, the cases, the turns."""

from __future__ import annotations

from _word_parts import GAP, cell, paragraph, row, table

HEADER_COLUMNS = (1680, 1304, 6086)
CASE_COLUMNS = (1474, 5916, 1680)
"""Room for 会議録署名委員 and 原案どおり可決 on one line."""
TURN_COLUMNS = (1531, 7539)
SHORT = 220
"""Characters of a turn that is not cut by a page's end: about six lines."""


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
    ) + rows(
        "自由 in 自由欄一覧",
        HEADER_COLUMNS,
        row_tag("if 自由.内容", HEADER_COLUMNS),
        row(
            cell(label, paragraph("MinutesLabel", "{{ 自由.項目 }}"), shade=True),
            cell(sublabel + content, paragraph("MinutesContent", "{{ 自由.内容 }}"), span=2),
        ),
        row_tag("endif", HEADER_COLUMNS),
    )


def header_table() -> str:
    """The table at the top of every layout but the summary."""
    return table("MinutesGrid", "会議の概要", HEADER_COLUMNS, *header_rows()) + GAP


def contents() -> str:
    """次第."""
    line = "{% if 議題.字下げ %}{{ 議題.字下げ }}{% endif %}{% if 議題.番号 %}{{ 議題.番号 }}　{% endif %}{{ 議題.題 }}"
    return paragraph("Heading1", "{{ 項目名.会議内容 }}") + "".join(
        (*repeat("議題 in 次第", paragraph("MinutesAgenda", line)), GAP)
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


def conclusions() -> tuple[str, ...]:
    """What was settled that no case stands for."""
    line = (
        "・{{ 件.議題 }}　{{ 件.当選 }}{% if 件.当選 and 件.結果 %}　{% endif %}{{ 件.結果 }}"
        "{% if 件.得票 %}（{{ 件.得票 }}）{% endif %}"
    )
    return repeat("件 in 議題の結果一覧", paragraph("MinutesItem", line))


def case_table() -> str:
    """The cases with their results; nothing at a meeting without cases."""
    number, title, outcome = CASE_COLUMNS
    listed = (
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
    # A meeting may settle more than its cases: a term, an election.
    return "".join((*choose("案件一覧", (listed,)), *choose("議題の結果一覧", (*conclusions(), GAP))))


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
    speaker = "{% if loop.first %}{{ 行.印 }}{{ 行.発言者 }}　{% endif %}"
    return "".join(
        repeat(
            "行 in 発言一覧",
            tag("if 行.見出し"),
            *repeat("見出し in 行.見出し", paragraph("Heading2", "{{ 見出し }}", before=200, after=60)),
            tag("elif 行.ト書き"),
            paragraph("MinutesStage", "（{{ 行.ト書き }}）"),
            tag("else"),
            *said("行.段落", speaker),
            tag("endif"),
        )
    )
