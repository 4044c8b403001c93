"""Transcripts of every make become the same segments; what is wrong is named with line and mend."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerk_tui.intake.problems import FileProblems
from clerk_tui.transcript import Segment
from clerk_tui.transcript.reading import read_transcript

SAID = (
    Segment(1.0, 3.5, "ただいまから青葉町水辺審議会を開きます。"),
    Segment(3.5, 5.0, "資料1をご覧ください。"),
)

SRT = """1
00:00:01,000 --> 00:00:03,500
ただいまから青葉町
水辺審議会を開きます。

2
00:00:03,500 --> 00:00:05,000
<i>資料1をご覧ください。</i>
"""
VTT = """WEBVTT

NOTE 録音機 2 から

cue-a
00:01.000 --> 00:03.500 align:start
<v 会長>ただいまから青葉町
水辺審議会を開きます。</v>

7d0-2/1
00:00:03.500 --> 00:00:05.000
資料1をご覧ください。
"""
TEXT = """令和8年度第1回 録音

[0:00:01.0 - 0:00:03.5] ただいまから青葉町
水辺審議会を開きます。
０：０３．５　～　０：０５　資料1をご覧ください。
"""
TABLE = "開始,終了,発言\n0:00:01,0:00:03.5,ただいまから青葉町 水辺審議会を開きます。\n3.5,5,資料1をご覧ください。\n"
MILLISECONDS = "start\tend\ttext\n1000\t3500\tただいまから青葉町 水辺審議会を開きます。\n3500\t5000\t資料1をご覧ください。\n"
WHISPER = json.dumps(
    {
        "text": "…",
        "segments": [
            {"id": 0, "start": 1.0, "end": 3.5, "text": " ただいまから青葉町\n水辺審議会を開きます。"},
            {"id": 1, "start": 3.5, "end": 5, "text": "資料1をご覧ください。"},
        ],
    }
)
CPP = json.dumps(
    {
        "transcription": [
            {"offsets": {"from": 1000, "to": 3500}, "text": "ただいまから青葉町 水辺審議会を開きます。"},
            {"offsets": {"from": 3500, "to": 5000}, "text": "資料1をご覧ください。"},
        ]
    }
)


def file(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def words(segment: Segment) -> str:
    return segment.text.replace(" ", "")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.srt", SRT),
        ("bom.srt", SRT.encode("utf-8-sig")),
        ("crlf.srt", SRT.replace("\n", "\r\n")),
        ("without-a-number.srt", SRT.replace("\n2\n", "\n\n")),
        ("without-a-head.vtt", VTT.replace("WEBVTT\n", "")),
        ("renamed.txt", SRT),
        ("a.vtt", VTT),
        ("renamed.vtt.txt", VTT),
        ("a.txt", TEXT),
        ("a.csv", TABLE),
        ("excel.csv", TABLE.encode("cp932")),
        ("whisper.tsv", MILLISECONDS),
        ("whisper.json", WHISPER),
        ("cpp.json", CPP),
        ("bare.json", json.dumps(json.loads(WHISPER)["segments"])),
    ],
)
def test_every_make_gives_the_same_segments(tmp_path: Path, name: str, content: str | bytes) -> None:
    found = read_transcript(file(tmp_path, name, content))
    assert [(s.start, s.end, words(s)) for s in found] == [(s.start, s.end, words(s)) for s in SAID]


def test_names_of_cues_and_notes_are_no_speech(tmp_path: Path) -> None:
    text = " ".join(segment.text for segment in read_transcript(file(tmp_path, "a.vtt", VTT)))
    assert not any(trace in text for trace in ("cue", "7d0", "NOTE", "会長"))


def test_a_speaker_and_a_time_above_the_words(tmp_path: Path) -> None:
    text = "話者1 00:05\nおはようございます。\n\n話者 2 01:00:07\n午後は14:30\nからです。\n"
    found = read_transcript(file(tmp_path, "notes.txt", text))
    assert [(s.start, s.text) for s in found] == [
        (5.0, "おはようございます。"),
        (3607.0, "午後は14:30 からです。"),
    ]


def test_without_ends_words_last_as_long_as_saying_them_or_until_the_next(tmp_path: Path) -> None:
    found = read_transcript(
        file(tmp_path, "a.txt", "0:10 あいうえおかきくけこ\n0:11 さしすせそ\n9:00 はい\n")
    )
    assert [(s.start, round(s.end, 3)) for s in found] == [(10.0, 11.0), (11.0, 12.0), (540.0, 540.4)]


def test_segments_come_in_order_of_time_and_without_controls(tmp_path: Path) -> None:
    found = read_transcript(file(tmp_path, "a.csv", "開始,本文\n9,あと\x1b[31m\n3,さき\u202e\n"))
    assert [s.text for s in found] == ["さき‹U+202E›", "あと␛[31m"]


@pytest.mark.parametrize(
    ("name", "content", "line", "said"),
    [
        ("a.srt", SRT.replace("00:00:03,500 -->", "00:00:3x,500 -->"), 7, "時刻の行を読めません"),
        ("a.srt", SRT.replace("--> 00:00:05,000", "--> 00:00:02,000"), 7, "始まりより前"),
        ("a.srt", "ただの文です。\n", 1, "SRT（.srt）の時刻の行"),
        ("a.vtt", VTT.replace("00:03.500 align", "00:99.500 align"), 6, "時刻の行を読めません"),
        ("a.csv", "開始,終了,本文\n5,3,逆\n", 2, "始まりより前"),
        ("a.csv", "開始,終了,本文\n-5,3,負\n", 2, "開始の時刻"),
        ("a.csv", "開始,終了,本文\n5,いつか,不明\n", 2, "開始の時刻"),
        ("a.csv", "開始,本文\n99:59:59,遠い\n", 2, "24時間"),
        ("a.csv", "名前,住所\n青葉,一丁目\n", 1, "時刻の列"),
        ("a.json", "{]", 1, "JSON として読めません"),
        ("a.json", '{"text": "区間なし"}', None, "segments"),
        ("a.json", '[{"start": NaN, "end": 1, "text": "x"}]', None, "1番目の区間：開始の時刻"),
        ("a.json", '[{"start": 0, "end": 1e999, "text": "x"}]', None, "1番目の区間：時刻が数では"),
        ("a.json", '[{"start": -1, "end": 1, "text": "x"}]', None, "1番目の区間：時刻が負"),
        ("a.json", '[{"start": true, "end": 1, "text": "x"}]', None, "1番目の区間：開始の時刻"),
        ("a.json", '[{"start": 2, "end": 1, "text": "x"}]', None, "1番目の区間：終わりの時刻"),
        ("a.json", '[{"start": 2}]', None, "segments"),
        (
            "a.json",
            '[{"start": 2, "text": "x"}, {"start": 3, "text": "y"}, {"text": "z"}]',
            None,
            "3番目の区間：start",
        ),
        ("a.json", "[" * 100_000, None, "入れ子"),
        ("a.json", f"[{'9' * 10_000}]", None, "入れ子"),
        ("a.txt", "時刻のない文章。\n", None, "時刻のない文章"),
        ("a.txt", b"RIFF\x00\x00WAVE", None, "文字のファイルではありません"),
        ("a.srt", b"\x81\x00\xff", None, "文字のファイルではありません"),
        ("a.srt", b"\x81\x20", 1, "文字コード"),
        ("a.wav", "x", None, "録音"),
        ("a.srt", "", 1, "何も書かれて"),
        ("a.vtt", "WEBVTT\n", 1, "一つもありません"),
        ("a.txt", "0:01\n0:02\n", None, "一つもありません"),
    ],
)
def test_what_is_wrong_is_named_with_line_and_mend(
    tmp_path: Path, name: str, content: str | bytes, line: int | None, said: str
) -> None:
    with pytest.raises(FileProblems) as refused:
        read_transcript(file(tmp_path, name, content))
    problem = refused.value.problems[0]
    assert (problem.line, said in problem.message) == (line, True), str(problem)
    assert problem.message.endswith(("ください。", "ください）。"))


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as made:
        made.truncate(21_000_000)
    with pytest.raises(FileProblems, match="大きすぎます"):
        read_transcript(path)


def test_a_file_that_is_wrong_throughout_names_the_first_twenty(tmp_path: Path) -> None:
    rows = "".join(f"{number + 1},{number},x\n" for number in range(500))
    with pytest.raises(FileProblems) as refused:
        read_transcript(file(tmp_path, "a.csv", f"開始,終了,本文\n{rows}"))
    assert [problem.line for problem in refused.value.problems] == list(range(2, 22))
