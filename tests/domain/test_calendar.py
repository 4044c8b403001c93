"""Dates and times in print and as typed."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.domain.calendar import (
    DATE_FIELDS,
    ERAS,
    PERIOD_FIELDS,
    TIME_FIELDS,
    CalendarError,
    check_pattern,
    fill,
    format_date,
    format_time,
    parse_date,
    parse_time,
    period,
    wareki,
)
from clerk_tui.domain.notation import Numerals

days = st.dates(date(1873, 1, 1), date(2100, 12, 31))
times = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
numerals = st.sampled_from(Numerals)

TO_KANJI = str.maketrans("0123456789", "〇一二三四五六七八九")


@pytest.mark.parametrize(
    ("day", "year"),
    [
        (date(1873, 1, 1), "明治6年"),
        (date(1912, 7, 29), "明治45年"),
        (date(1912, 7, 30), "大正元年"),
        (date(1926, 12, 24), "大正15年"),
        (date(1926, 12, 25), "昭和元年"),
        (date(1989, 1, 7), "昭和64年"),
        (date(1989, 1, 8), "平成元年"),
        (date(2019, 4, 30), "平成31年"),
        (date(2019, 5, 1), "令和元年"),
        (date(2020, 1, 1), "令和2年"),
    ],
)
def test_eras_begin_and_end_on_their_days(day: date, year: str) -> None:
    assert wareki(day) == year


def test_a_datetime_is_a_day_too() -> None:
    moment = datetime(2024, 8, 1, 23, 59, tzinfo=timezone(timedelta(hours=9)))
    assert format_date(moment) == "令和6年8月1日(木)"


def test_before_the_first_era() -> None:
    with pytest.raises(CalendarError, match="1868年1月24日は明治より前です"):
        wareki(date(1868, 1, 24))


def test_the_usual_line() -> None:
    assert format_date(date(2020, 11, 9)) == "令和2年11月9日(月)"
    assert period(time(14), time(16, 30)) == "14時00分から16時30分まで"


def test_other_patterns() -> None:
    day, moment = date(2019, 5, 12), time(0, 5)
    assert format_date(day, "{era}{year}年{month}月{day}日（{weekday}曜日）") == "令和元年5月12日（日曜日）"
    assert format_date(day, numerals=Numerals.FULL) == "令和元年５月１２日(日)"
    assert format_time(moment, "{half_day}{hour12}時{minute}分") == "午前0時5分"
    assert format_time(time(12, 30), "{half_day}{hour12}時{minute2}分") == "午後0時30分"
    assert format_time(moment, numerals=Numerals.FULL) == "０時０５分"
    assert period(time(9), time(10), "{hour}時", "{start}～{end}", Numerals.FULL) == "９時～１０時"
    assert fill("{date} {period}", {"date": "今日", "period": "終日"}) == "今日 終日"


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("{year}年{date}日", "{date}は使えません"),
        ("{}年", "{}は使えません"),
        ("{0}年", "{0}は使えません"),
        ("{year!r}年", "{year}は使えません"),
        ("{month:02}月", "{month}は使えません"),
        ("{era.name}", "{era.name}は使えません"),
        ("{year年", "合っていません"),
        ("year}年", "合っていません"),
    ],
)
def test_unusable_patterns(pattern: str, said: str) -> None:
    with pytest.raises(CalendarError) as refusal:
        check_pattern(pattern, DATE_FIELDS)
    assert said in str(refusal.value)
    assert "{era}{year}{month}{day}{weekday}" in str(refusal.value)
    with pytest.raises(CalendarError):
        format_date(date(2020, 1, 1), pattern)


def test_the_named_fields_are_those_that_are_filled() -> None:
    def every(fields: tuple[str, ...]) -> str:
        return "|".join(f"{{{field}}}" for field in fields)

    assert format_date(date(2024, 8, 1), every(DATE_FIELDS)) == "令和|6|8|1|木"
    assert format_time(time(14, 5), every(TIME_FIELDS)) == "14|5|05|午後|2"
    assert period(time(9), time(10), "{hour}", every(PERIOD_FIELDS)) == "9|10"


@given(days, numerals)
def test_days_in_print_read_back(day: date, width: Numerals) -> None:
    assert parse_date(format_date(day, numerals=width)) == day


@given(days)
def test_days_as_typed_read_back(day: date) -> None:
    era = next(era for era in reversed(ERAS) if era.start <= day)
    year = day.year - era.start.year + 1
    for text in (
        day.isoformat(),
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year} 年 {day.month} 月 {day.day} 日",
        f"{era.letter}{year}.{day.month}.{day.day}",
        f"{era.letter.lower()}{year}-{day.month}-{day.day}",
        f"{era.name}{year}年{day.month}月{day.day}日".translate(TO_KANJI),
    ):
        assert parse_date(text) == day


@given(times, numerals)
def test_times_in_print_read_back(moment: time, width: Numerals) -> None:
    for pattern in ("{hour}時{minute2}分", "{hour}:{minute2}", "{half_day}{hour12}時{minute}分"):
        if width is Numerals.KANJI and ":" in pattern:
            continue  # nobody prints 〇:〇〇
        assert parse_time(format_time(moment, pattern, width)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "令和6年8月1日",
        "令和６年８月１日（木）",
        "令和六年八月一日〔木曜日〕",
        "㋿6年8月1日㈭",
        "R6.8.1",
        "ｒ６．８．１",
        "2024-08-01",
        "2024/8/1[木]",
        "２０２４年　８月　１日　木曜日",
        "２０２４－０８－０１",
        "2024年八月一日(木曜)",
    ],
)
def test_ways_of_typing_one_day(text: str) -> None:
    assert parse_date(text) == date(2024, 8, 1)


def test_first_years_and_kanji_numerals() -> None:
    assert parse_date("令和元年五月一日") == date(2019, 5, 1)
    assert parse_date("R元.5.1") == date(2019, 5, 1)
    assert parse_date("昭和六十三年十二月三十一日(土)") == date(1988, 12, 31)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "日付として読めません"),
        ("あした", "日付として読めません"),
        ("令和2年11月", "日付として読めません"),
        ("2020-11/9", "日付として読めません"),
        ("2020年11/9", "日付として読めません"),
        ("令和十十年1月1日", "日付として読めません"),
        ("2年11月9日", "元号がありません"),
        ("令和3年2月29日", "2月は1日から28日まで"),
        ("2020年13月1日", "年と月を確かめて"),
        ("0000-01-01", "元号がありません"),
        ("令和9000年1月1日", "年と月を確かめて"),
        ("平成31年5月1日", "令和元年5月1日にあたります"),
        ("令和元年4月30日", "平成31年4月30日にあたります"),
        ("令和0年5月1日", "平成30年5月1日にあたります"),
        ("令和2年11月9日(火)", "2020年11月9日は月曜日で、火曜日ではありません"),
        ("2020-11-09 日曜", "2020年11月9日は月曜日で、日曜日ではありません"),
    ],
)
def test_days_refused(text: str, said: str) -> None:
    with pytest.raises(CalendarError) as refusal:
        parse_date(text)
    assert said in str(refusal.value)
    assert str(refusal.value).endswith("。")


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("14時", time(14)),
        ("14時00分", time(14)),
        ("１４：０５", time(14, 5)),
        ("14 時 5 分", time(14, 5)),
        ("14時30", time(14, 30)),
        ("午後2時", time(14)),
        ("午後2時30分", time(14, 30)),
        ("午後２時半", time(14, 30)),
        ("十四時半", time(14, 30)),
        ("午後二時十五分", time(14, 15)),
        ("PM 2:00", time(14)),
        ("2:05 pm", time(14, 5)),
        ("午前9:30", time(9, 30)),
        ("午前0時", time(0)),
        ("午後0時10分", time(12, 10)),
        ("正午", time(12)),
        ("0:00", time(0)),
    ],
)
def test_ways_of_typing_a_time(text: str, moment: time) -> None:
    assert parse_time(text) == moment


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "時刻として読めません"),
        ("14", "時刻として読めません"),
        ("14:5", "時刻として読めません"),
        ("2時ごろ", "時刻として読めません"),
        ("十十時", "時刻として読めません"),
        ("14時十十分", "時刻として読めません"),
        ("午後2時PM", "時刻として読めません"),
        ("24時", "0時から23時まで"),
        ("14時60分", "0分から59分まで"),
        ("午後14時", "午前・午後は0時から11時まで"),
        ("午後12時30分", "昼なら「12時30分」、夜なら「0時30分」"),
        ("午前12時", "昼なら「12時00分」、夜なら「0時00分」"),
    ],
)
def test_times_refused(text: str, said: str) -> None:
    with pytest.raises(CalendarError) as refusal:
        parse_time(text)
    assert said in str(refusal.value)
    assert str(refusal.value).endswith("ください。")


@given(st.text(alphabet="令和元年月日(火)R2.-/:午後PM時分半01２十 ", max_size=16))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for reader in (parse_date, parse_time):
        try:
            reader(text)
        except CalendarError as refusal:
            assert str(refusal).endswith("。")


def test_a_day_that_contradicts_itself_is_refused() -> None:
    with pytest.raises(CalendarError, match="曜"):
        parse_date("令和8年12月1日（月）")


def test_a_day_without_its_year_is_refused_with_the_lack() -> None:
    with pytest.raises(CalendarError, match="年がありません"):
        parse_date("12月1日")


@pytest.mark.parametrize(
    ("minute", "printed"), [(0, "十時〇〇分"), (5, "十時〇五分"), (10, "十時十分"), (25, "十時二十五分")]
)
def test_two_places_in_kanji(minute: int, printed: str) -> None:
    assert format_time(time(10, minute), numerals=Numerals.KANJI) == printed
