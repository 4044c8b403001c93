"""What may enter the record, what counts as the same, and where paragraphs and sentences end."""

from __future__ import annotations

import pytest
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st

from clerk_tui.domain.text import clean, normalize, number, paragraphs, sentences

# Every code point, lone surrogates included, with the troublesome ones often.
hostile = st.text(
    st.characters(exclude_categories=())
    | st.characters(max_codepoint=0x9F)
    | st.sampled_from("\r\n\t\x1b\u202e\u200f\u061c\u2028\ufffe\uffff\ud800\udfff\U0001fffe\ufdd0\u3000゙")
)


def legal_in_xml(character: str) -> bool:
    """XML 1.0 (fifth edition), production 2: Char."""
    code = ord(character)
    return (
        character in "\t\n\r"
        or 0x20 <= code <= 0xD7FF
        or 0xE000 <= code <= 0xFFFD
        or 0x10000 <= code <= 0x10FFFF
    )


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("一行\r\n二行\r三行\u2028四行", "一行\n二行\n三行\n四行"),
        ("表\t組", "表\t組"),
        ("\x1b[31m赤\x1b]52;c;AAAA\x07", "␛[31m赤␛]52;c;AAAA␇"),
        ("\x00\x0b\x0c\x7f", "␀␋␌␡"),
        ("\x85\x9b", "‹U+0085›‹U+009B›"),
        ("左\u202e右", "左‹U+202E›右"),
        ("\u200e\u200f\u061c\u2066\u2069", "‹U+200E›‹U+200F›‹U+061C›‹U+2066›‹U+2069›"),
        ("\ud83d\ude00", "‹U+D83D›‹U+DE00›"),
        ("\ufffe\uffff\ufdd0\U0010ffff", "‹U+FFFE›‹U+FFFF›‹U+FDD0›‹U+10FFFF›"),
    ],
)
def test_what_deceives_is_made_visible(raw: str, shown: str) -> None:
    assert clean(raw) == shown


@pytest.mark.parametrize(
    "text",
    [
        "辻\U000e0100さん",
        "か\u3099",
        "が",
        "髙橋﨑",
        "\u3000字下げ",
        "👩\u200d💻",
        "[red]〔〕[/]",
        "<&>",
        "𠮷野家",
    ],
)
def test_what_is_only_unusual_stays(text: str) -> None:
    assert clean(text) == text


@given(hostile)
def test_clean_is_idempotent_and_legal_everywhere(raw: str) -> None:
    cleaned = clean(raw)
    assert clean(cleaned) == cleaned
    assert all(map(legal_in_xml, cleaned))
    assert "\r" not in cleaned
    cleaned.encode("utf-8")


def test_word_takes_every_cleaned_character() -> None:
    paragraph = Document().add_paragraph()
    for start in range(0, 0x110000, 0x1000):
        text = clean("".join(map(chr, range(start, start + 0x1000)))).replace("\n", "").replace("\t", "")
        assert paragraph.add_run(text).text == text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("タカハシ", "たかはし"),
        ("ﾀｶﾊｼ", "たかはし"),
        ("か\u3099", "ガ"),
        ("髙橋　みどり", "高橋みどり"),
        ("山﨑", "山崎"),
        ("德永", "徳永"),
        ("濵田", "浜田"),
        ("濱田", "浜田"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡辺"),
        ("𠮷田", "吉田"),
        ("辻\U000e0100", "辻"),
        ("神\ufe00田", "神田"),
        ("霞ヶ丘", "霞ケ丘"),
        ("ＡＢＣ-1", "abc−1"),
        ("サーバー", "サ―バ―"),
        ("9時〜10時", "９時～１０時"),
        ("資料\n１\t２", "資料12"),
        ("鈴\u200b木", "鈴木"),
        ("ゝゞ", "ヽヾ"),
    ],
)
def test_what_folds_alike(one: str, other: str) -> None:
    assert normalize(one) == normalize(other)


@pytest.mark.parametrize(
    ("one", "other"), [("斉藤", "斎藤"), ("は", "ば"), ("9-10", "9~10"), ("きよ", "きょ"), ("高", "島")]
)
def test_what_stays_apart(one: str, other: str) -> None:
    assert normalize(one) != normalize(other)


@given(hostile)
@example("か \u3099")
@example("カ\u200d\u3099")
@example("¨")
def test_fold_is_idempotent(text: str) -> None:
    assert normalize(normalize(text)) == normalize(text)


@given(st.integers(0, 999_999))
def test_digits_have_their_value(value: int) -> None:
    digits = str(value)
    assert number(digits) == value
    assert number(digits.translate(str.maketrans("0123456789", "０１２３４５６７８９"))) == value
    assert number(digits.translate(str.maketrans("0123456789", "〇一二三四五六七八九"))) == value


@given(st.integers(1, 9999))
def test_kanji_with_units_have_their_value(value: int) -> None:
    digits = "〇一二三四五六七八九"
    text = ""
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // unit % 10
        if digit:
            text += (digits[digit] if digit > 1 or unit == 1 else "") + name
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "十十", "百千", "二十〇", "一〇十", "第1", "1一", "1" * 5000, "一" * 5000]
)
def test_no_numerals(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        (" \n\u3000\n", ()),
        ("一段落。", ("一段落。",)),
        ("\n\n\u3000初めに。  \n次に。\u3000\n\n", ("\u3000初めに。", "次に。")),
        ("上\n\n下", ("上", "", "下")),
    ],
)
def test_paragraphs(text: str, parts: tuple[str, ...]) -> None:
    assert paragraphs(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        ("賛成です。理由は二つです。", ["賛成です。", "理由は二つです。"]),
        ("なぜですか？！答えてください", ["なぜですか？！", "答えてください"]),
        (
            "町長は「検討する。必ずだ。」と述べた。次です。",
            ["町長は「検討する。必ずだ。」と述べた。", "次です。"],
        ),
        ("（拍手。）以上です。", ["（拍手。）以上です。"]),
        ("そう言った。」と続く。", ["そう言った。」", "と続く。"]),
        ("閉じない「引用。次の文。", ["閉じない「引用。", "次の文。"]),
        ("『本「中。」外。』である。終わり。", ["『本「中。」外。』である。", "終わり。"]),
        ("一。\u3000二。 \n\u3000三", ["一。", "二。", "三"]),
        ("「開く\n閉じる」。終。", ["「開く", "閉じる」。", "終。"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == parts


@given(st.text(alphabet="青葉。！？「」『』（）()\n\u3000 ", max_size=40))
def test_sentences_hold_every_character_but_blanks_in_order(text: str) -> None:
    spans = sentences(text)
    ends = [place for span in spans for place in span]
    assert ends == sorted(ends)
    assert all(start < end for start, end in spans)
    held = "".join(text[start:end] for start, end in spans)
    assert "".join(held.split()) == "".join(text.split())
