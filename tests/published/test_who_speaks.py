"""Whose words a line begins: names behind seats and posts, answers behind arrows, companies, cells with headings."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_tui.published.data import HeadingRow, StageRow
from clerk_tui.published.reading import Reading, read_minutes

HEAD = """しおかぜ市農業委員会総会議事録
日時　令和7年5月20日（火）10時から11時まで
場所　市役所会議室
出席委員　会長　有田一郎、1番　井口花子、2番　荻誠、3番　上野薫
議事
"""


def read(text: str, tmp_path: Path, name: str = "会議録.txt") -> Reading:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return read_minutes(path)


def said(reading: Reading) -> list[tuple[str, str]]:
    return [(turn.label, turn.text) for turn in reading.published.turns]


@pytest.mark.parametrize(
    ("line", "label", "words"),
    [
        ("３番　上野　　　年齢はいくつですか。", "３番上野", "年齢はいくつですか。"),
        ("２番　荻　　　　排水はどこへ流すのですか。", "２番荻", "排水はどこへ流すのですか。"),
        ("推進委員　井口　影響はないと考えます。", "推進委員井口", "影響はないと考えます。"),
        ("内海（代理）　　警察の体制は変わります。", "内海（代理）", "警察の体制は変わります。"),
        ("（全員）　異議ありません。", "全員", "異議ありません。"),
    ],
)
def test_a_speaker_between_columns(line: str, label: str, words: str, tmp_path: Path) -> None:
    talk = "議　長　　　これより始めます。\n事務局　　　説明いたします。\n議　長　　　質疑に入ります。\n"
    reading = read(f"{HEAD}{talk}{line}\n議　長　　　終わります。\n", tmp_path)
    assert said(reading)[3] == (label, words)
    assert len(said(reading)) == 5


def test_an_answer_behind_an_arrow(tmp_path: Path) -> None:
    talk = "（会長）説明をお願いします。\n（井口委員）目標は何か。\n→（上野係長）46パーセントである。\n（会長）以上です。\n"
    assert said(read(HEAD + talk, tmp_path))[2] == ("上野係長", "46パーセントである。")


def test_a_company_alone_on_its_line(tmp_path: Path) -> None:
    talk = (
        "○会長\nこれより始めます。\n○井口委員\n便は増やせませんか。\n○しおかぜバス（株）\n"
        "運転手の確保が難しい状況です。\n○会長\n検討を願います。\n"
    )
    assert [label for label, _ in said(read(HEAD + talk, tmp_path))] == ["会長", "井口委員", "しおかぜバス（株）", "会長"]


def test_a_list_of_people_under_the_speakers_mark(tmp_path: Path) -> None:
    lists = "○委員外議員\n　　議　長　　久慈　昭　君\n○説明のため出席した者\n　　総務部長　安積　聡　君\n議事\n"
    head = HEAD.replace("議事\n", lists)
    reading = read(head + "○会長　始めます。\n○井口委員　質問します。\n○会長　終わります。\n", tmp_path)
    assert [label for label, _ in said(reading)] == ["会長", "井口委員", "会長"]
    assert [part.category for part in reading.published.attendance] == ["出席委員", "委員外議員", "説明のため出席した者"]


def test_topics_in_cells_are_headings(tmp_path: Path) -> None:
    table = (
        "|発言者|議事の内容|\n|---|---|\n|課長|１　開会<br>始めます。|\n|会長|よろしいか。|\n"
        "|会長|承認します。<br>２　計画について<br>説明を願います。|\n|課長|説明します。|\n"
    )
    head = HEAD.replace("議事\n", "議題\n１　開会\n２　計画について\n\n")
    reading = read(head + table, tmp_path, "会議録.md")
    rows = [row.lines if isinstance(row, HeadingRow) else row.text for row in reading.published.rows]
    assert rows == [
        ("１　開会",), "始めます。", "よろしいか。", "承認します。", ("２　計画について",), "説明を願います。", "説明します。",
    ]


def test_a_numbered_list_is_more_of_a_speech(tmp_path: Path) -> None:
    talk = (
        "## 議事\n\n**会長**：説明をお願いします。\n\n**課長**：要点です。\n\n1. 区域の面積\n2. 建物の高さ\n\n"
        "以上が概要です。\n\n**会長**：質問はありますか。\n\n*（なし）*\n"
    )
    reading = read("# しおかぜ市景観審議会会議録\n\n日時　令和7年5月20日　10時から11時まで\n\n" + talk, tmp_path, "会議録.md")
    assert reading.published.turns[1].paragraphs == ("要点です。", "1. 区域の面積", "2. 建物の高さ", "以上が概要です。")
    assert [row.text for row in reading.published.rows if isinstance(row, StageRow)] == ["なし"]
    assert [turn.label for turn in reading.published.turns] == ["会長", "課長", "会長"]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        ("同課　神戸企画官", ["神戸企画官"]),
        ("管　理　者　　　沢井　克己", ["沢井克己管理者"]),
        ("折原　武（観光協会）※オンライン", ["折原武"]),
        ("委員長 相楽 武 / 委員 榎田 渉", ["相楽武委員長", "榎田渉委員"]),
        ("市民　　名越　さとみ", ["名越さとみ"]),
        ("蛍警察署　交通課長　細貝　豪", ["細貝豪蛍警察署交通課長"]),
        ("【公益代表】柏原　孝（会長）、真柄　ゆう子", ["柏原孝会長", "真柄ゆう子"]),
        ("香月　博（なぎさ警察署長　代理　交通課長　麻生）", ["香月博"]),
    ],
)
def test_whoever_stands_on_a_line(line: str, people: list[str], tmp_path: Path) -> None:
    head = HEAD.replace("会長　有田一郎、1番　井口花子、2番　荻誠、3番　上野薫", f"\n　{line}")
    talk = "○会長　始めます。\n○上野委員　質問します。\n"
    found = [f"{p.name}{p.given}{p.post}" for part in read(head + talk, tmp_path).published.attendance for p in part.people]
    assert found == people


def test_the_absent_by_section(tmp_path: Path) -> None:
    lists = (
        "\n　【公益を代表する委員】\n　洲崎　明（会長）\n　【被保険者を代表する委員】\n　来栖　美保\n"
        "欠席委員　【被保険者を代表する委員】\n　多治見　愛\n"
    )
    head = HEAD.replace("会長　有田一郎、1番　井口花子、2番　荻誠、3番　上野薫\n", lists)
    reading = read(head + "○会長　始めます。\n○来栖委員　質問します。\n", tmp_path)
    assert [p.name for part in reading.published.attendance for p in part.people if p.status == "欠席"] == ["多治見"]
