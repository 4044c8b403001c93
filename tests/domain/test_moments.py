"""When something was held, as lines of papers tell it."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.domain.calendar import format_date, format_time
from clerk_tui.domain.moments import find_days, find_times, read_moment
from clerk_tui.domain.notation import Numerals

DAY = date(2026, 12, 1)


@pytest.mark.parametrize(
    "text",
    [
        "令和8年12月1日(火)",
        "令和　８年１２月　１日（火曜日）",
        "令和八年十二月一日",
        "R8.12.1",
        "Ｒ８．１２．１（火）",
        "R8/12/1",
        "2026-12-01",
        "2026年12月1日（火・祝）",
        "令和８年（2026年）12月1日",
        "2026（令和8）年12月1日",
        "第3回審議会　令和8年12月1日　会議録",
    ],
)
def test_ways_of_writing_one_day(text: str) -> None:
    found = read_moment(text)
    assert (found.date, found.starts, found.ends, found.doubts) == (DAY, None, None, ())


@pytest.mark.parametrize(
    ("text", "starts", "ends"),
    [
        ("10:00～11:42", time(10), time(11, 42)),
        ("１０：００～１１：４２", time(10), time(11, 42)),
        ("14時00分から16時30分まで", time(14), time(16, 30)),
        ("午後６時３０分～８時", time(18, 30), time(20)),
        ("午後6時50分～7時35分", time(18, 50), time(19, 35)),
        ("午前10時～1時", time(10), time(13)),
        ("午前10時半", time(10, 30), None),
        ("午前１０時～正午", time(10), time(12)),
        ("午前十時開会", time(10), None),
        ("午前十一時四十分散会", None, time(11, 40)),
        ("10時00分開会　10時38分閉会（会議時間0時間38分）", time(10), time(10, 38)),
        ("開会　午後1時30分　閉会　午後3時5分", time(13, 30), time(15, 5)),
        ("10時開会、10時16分休憩、10時20分再開、10時38分閉会", time(10), time(10, 38)),
        ("11/27 10:00-11:00", time(10), time(11)),
        ("午前11時50分～午後0時20分", time(11, 50), time(12, 20)),
        ("一時休憩", None, None),
        ("10時3階集合", time(10), None),
        ("去る五月の月曜日、夕刻から", None, None),
    ],
)
def test_times_in_a_line(text: str, starts: time | None, ends: time | None) -> None:
    found = read_moment(text)
    assert (found.starts, found.ends, found.overnight, found.doubts) == (starts, ends, False, ())


@pytest.mark.parametrize("text", ["22:00～翌1:00", "午後10時から午前1時まで", "22時～1時"])
def test_over_midnight(text: str) -> None:
    found = read_moment(text)
    assert (found.starts, found.ends, found.overnight, found.doubts) == (time(22), time(1), True, ())


def test_what_is_not_written_stays_unknown() -> None:
    (day,) = find_days("12月1日（火）")
    assert (day.date, day.year, day.month, day.day, day.weekday) == (None, None, 12, 1, "火")
    assert day.within(2026) == DAY
    assert read_moment("大会議室") == read_moment("")
    assert find_days("第1.2.3章、資料2-1、令和8年度第2回") == ()


@pytest.mark.parametrize(
    ("text", "said", "known"),
    [
        ("令和8年12月1日（金）", "火曜日で、金曜日ではありません", DAY),
        ("令和3年2月29日", "2月は1日から28日まで", None),
        ("平成31年5月1日", "令和元年5月1日にあたります", date(2019, 5, 1)),
        ("5年12月1日", "年に元号がありません", None),
        ("令和8年（2025年）12月1日", "二通り", DAY),
        ("令和8年12月1日、令和8年12月2日", "日付が二つ以上", DAY),
        ("13:30～3:00", "終わり（03:00）が始まり（13:30）より前", None),
        ("午後12時30分", "昼とも夜とも", None),
        ("午後18時", "午前・午後は0時から11時まで", None),
    ],
)
def test_what_contradicts_itself_is_told_and_stays_as_written(
    text: str, said: str, known: date | None
) -> None:
    found = read_moment(text)
    assert said in "".join(found.doubts)
    assert found.date == known


@given(
    st.dates(date(1873, 1, 1), date(2100, 12, 31)),
    st.times(time(0), time(22, 59)),
    st.sampled_from(Numerals),
    st.sampled_from(("", "　", "会議　", "日時：")),
)
def test_what_we_print_is_found_where_it_stands(day: date, at: time, width: Numerals, before: str) -> None:
    starts = at.replace(minute=at.minute, second=0, microsecond=0)
    printed = f"{before}{format_date(day, numerals=width)} {format_time(starts, numerals=width)}から"
    found = read_moment(printed)
    assert (found.date, found.starts, found.doubts) == (day, starts, ())
    assert found.day is not None
    assert printed[found.day.start : found.day.end] == format_date(day, numerals=width)


@given(st.text(alphabet="令和元年月日(火)R2.-/:午後前時分半01２十～翌閉会正 　", max_size=24))
def test_any_line_is_read_without_a_fault(text: str) -> None:
    found = read_moment(text)
    for part in (*find_days(text), *find_times(text)):
        assert 0 <= part.start < part.end <= len(text)
    if found.date:
        assert find_days(text)


def test_hours_that_no_clock_shows_are_no_times() -> None:
    assert find_times("25時10分") == ()
    assert find_times("10時75分") == ()


def test_an_end_without_half_of_the_day_is_after_the_beginning() -> None:
    found = read_moment("令和8年12月1日（火）午後1時～3時")
    assert found.ends is not None and found.ends.hour == 15
    over = read_moment("令和8年12月1日（火）午後11時～1時")
    assert over.ends is not None and over.ends.hour == 1


def test_numerals_that_are_no_number_make_no_day() -> None:
    assert find_days("令和八年十二月十十日") == ()
