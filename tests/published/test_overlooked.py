"""What was read held against the rest of the paper: what does not fit is told, and what fits is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_tui.cli.main import main
from clerk_tui.published.data import MarkRow, StageRow
from clerk_tui.published.reading import Reading, read_minutes
from clerk_tui.sessions import state_of

HEAD = """しおかぜ市環境審議会会議録
日時　令和7年5月20日（火）10時から11時まで
場所　市役所会議室
出席委員　有田会長、井口委員、上野委員、江川委員
議題
１　議案第1号　計画の改定について
２　議案第2号　指針の廃止について
議事
"""
TALK = """○有田会長　議案第1号を議題とします。
○井口委員　変更した点は何ですか。
○有田会長　議案第1号は原案のとおり可決しました。
○有田会長　議案第2号を議題とします。
○有田会長　議案第2号は原案のとおり可決しました。
"""


def read(text: str, tmp_path: Path) -> Reading:
    path = tmp_path / "会議録.txt"
    path.write_text(text, "utf-8")
    return read_minutes(path)


def told(text: str, tmp_path: Path) -> str:
    return "\n".join(doubt.message for doubt in read(text, tmp_path).doubts)


def test_what_fits_is_not_told(tmp_path: Path) -> None:
    assert told(HEAD + TALK, tmp_path) == ""


@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (TALK.replace("議案第2号", "次の議案"), "案件「議案2　指針の廃止について」の番号が議事に出てきません"),
        (
            TALK.replace("○井口委員　変更", "○有田会長　本日の出席委員は8名です。\n○井口委員　変更"),
            "「出席委員は8名」とありますが、出席の委員は4人と読みました",
        ),
        (TALK + "○有田会長　次です。\n" * 40, "が「有田会長」です"),
        (
            TALK.replace("議案第2号は原案のとおり可決しました", "御異議なしと認め、そのようにいたします"),
            "議案2の結果が読めません",
        ),
        (TALK + "７　その他\n次回は７月です。\n", "「７　その他」は見出しのように見えますが"),
        (TALK + "○第三の意見　こう思います。\n", "「○第三の意見　こう思います。」は発言の始まりのように見えます"),
    ],
    ids=["no turn", "count", "one speaker", "no ruling", "heading", "swallowed"],
)
def test_what_may_have_been_overlooked_is_told(talk: str, words: str, tmp_path: Path) -> None:
    assert words in told(HEAD + talk, tmp_path)


def test_words_on_the_list_of_those_present_are_told(tmp_path: Path) -> None:
    head = HEAD.replace("江川委員", "うみべのまちにすむえがわ委員")
    assert "「うみべのまちにすむえがわ」は氏名に見えません" in told(head + TALK, tmp_path)


@pytest.mark.parametrize("mark", ["（非公開）", "　※非公開", "【非公開】"])
def test_a_closed_item_is_planned_so_and_told(mark: str, tmp_path: Path) -> None:
    head = HEAD.replace("指針の廃止について", f"指針の廃止について{mark}")
    assert "「非公開」とあります。非公開の予定として入れました" in told(head + TALK, tmp_path)
    assert main(["import", str(tmp_path / "会議録.txt"), "-o", str(tmp_path / "会議")]) == 0
    meeting = state_of(tmp_path / "会議").meeting
    assert meeting is not None
    assert [[str(case.number) for case in group.cases] for group in meeting.groups if group.closed] == [["2"]]
    assert [case.title for case in meeting.cases] == ["計画の改定について", "指針の廃止について"]


def test_the_edges_of_a_closed_part_are_told(tmp_path: Path) -> None:
    talk = TALK.replace("○有田会長　議案第2号を", "＜ここから非公開＞\n○有田会長　議案第2号を")
    reading = read(HEAD + talk + "＜非公開ここまで＞\n○有田会長　閉会します。\n", tmp_path)
    assert [row.text for row in reading.published.rows if isinstance(row, StageRow)] == ["ここから非公開", "非公開ここまで"]
    assert any("非公開の区切りにはしていません" in doubt.message for doubt in reading.doubts)


def test_a_case_keeps_its_own_result(tmp_path: Path) -> None:
    talk = "１　議案第1号について\n○井口委員　説明のとおりですか。\n２　指針について\n○有田会長　案のとおり決定します。\n"
    head = HEAD.replace("２　議案第2号　指針の廃止について", "２　指針について")
    assert [case.result for case in read(head + talk, tmp_path).published.cases] == [""]


def test_what_was_decided_like_that_stands_in_the_question(tmp_path: Path) -> None:
    talk = TALK.replace(
        "議案第1号は原案のとおり可決しました", "議案第1号は適当と認め、答申することでよろしいですか"
    ).replace("○有田会長　議案第2号を", "○有田会長　そのように決定します。\n○有田会長　議案第2号を")
    assert [case.result for case in read(HEAD + talk, tmp_path).published.cases] == ["答申", "原案のとおり可決"]


def test_spread_words_of_an_interruption_are_read(tmp_path: Path) -> None:
    talk = TALK.replace(
        "○有田会長　議案第2号を", "　休　憩　　午前10時20分\n　再　開　　午前10時30分\n○有田会長　議案第2号を"
    )
    marks = [row for row in read(HEAD + talk, tmp_path).published.rows if isinstance(row, MarkRow)]
    assert [f"{row.at:%H:%M}" for row in marks] == ["10:20", "10:30"]


def test_somebody_told_of_does_not_speak(tmp_path: Path) -> None:
    talk = "会長（有田一）は、開会を宣言した。\n１　議案第1号\n議案第1号は、審議の結果、原案のとおり可決された。\n"
    assert read(HEAD + talk, tmp_path).published.turns == ()


def test_a_line_without_a_field_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "会議録.txt"
    path.write_text(HEAD.replace("議題\n", "会議時間　一時間\n議題\n") + TALK, "utf-8")
    assert main(["import", str(path), "-o", str(tmp_path / "会議")]) == 0
    out = capsys.readouterr().out
    assert "記録に欄のない行（取り込みません）　1行" in out
    assert "会議時間　一時間" in out


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("○有田会長　議案第1号を議題", "○有田会長　本日5月21日の会議では、議案第1号を議題", "「本日5月21日」とありますが"),
        ("しおかぜ市環境審議会会議録", "令和5年度しおかぜ市環境審議会会議録", "会議の名称に「令和5年度」とありますが"),
        ("○井口委員　変更", "（事務局）こちらで説明いたします。\n○井口委員　変更", "（事務局）こちらで"),
    ],
    ids=["another day", "another year", "brackets on a page of marks"],
)
def test_what_contradicts_the_top_is_told(old: str, new: str, words: str, tmp_path: Path) -> None:
    assert words in told((HEAD + TALK).replace(old, new, 1), tmp_path)


@pytest.mark.parametrize("title", ["令和7年度しおかぜ市環境審議会会議録", "令和7年第2回しおかぜ市環境審議会会議録"])
def test_the_year_of_the_name_that_fits_is_not_told(title: str, tmp_path: Path) -> None:
    assert told(HEAD.replace("しおかぜ市環境審議会会議録", title) + TALK, tmp_path) == ""


def test_offices_without_names_make_nobody(tmp_path: Path) -> None:
    reading = read(HEAD.replace("議題\n", "事務局　資源管理部長、沿岸漁業課長\n議題\n") + TALK, tmp_path)
    assert [part.category for part in reading.published.attendance] == ["出席委員"]
    assert "ほか2名の氏名が書かれていません" in "\n".join(doubt.message for doubt in reading.doubts)
