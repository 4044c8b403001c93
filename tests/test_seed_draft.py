"""Published minutes come out of the command layer as they were printed: the seed, and councils unlike it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from msgspec.structs import replace
from printed_minutes import GOLDEN, expected_rows, folded, printed, seed
from script_player import JST, played

from clerk_tui.cli.replay import play
from clerk_tui.domain.ids import CaseId
from clerk_tui.drafting import write_draft
from clerk_tui.published.data import read_published
from clerk_tui.published.preparation import rebuilt
from clerk_tui.published.reading import read_minutes
from clerk_tui.published.script import script, script_text
from clerk_tui.sessions import state_of

ROOT = Path(__file__).parents[1]


def draft_of(golden: dict[str, Any], folder: Path) -> Path:
    """Run the script as a user would; the draft."""
    data = folder / "golden.json"
    data.write_text(json.dumps(golden, ensure_ascii=False), encoding="utf-8")
    out = folder / "out"
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "seed_draft.py"), str(data), str(out)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return out / "draft.docx"


def assert_printed(golden: dict[str, Any], path: Path) -> None:
    found = printed(path)
    header = golden["header"]
    flat = [cell for row in found["header"] for cell in row]
    for text in ("".join(header["title"]), header["datetime"], header["place"], header["observers"]):
        assert folded(text) in flat
    for item in header["attendance"]:
        assert any(
            row[-2:] == [folded(item["category"]), folded("、".join(item["names"]))]
            for row in found["header"]
        )
    for item in header["materials"]:
        assert folded("".join(f"・{title}" for title in item["titles"])) in flat
    contents = [f"{number}{folded(title)}" for number, title in enumerate(header["contents"], start=1)]
    assert [text for text in found["paragraphs"] if text in contents] == contents
    assert [(number, title, result) for number, title, result in found["cases"]] == [
        (f"{case['kind']}第{case['number']}号", folded(case["title"]), folded(case["result"]))
        for case in golden["cases"]
    ]
    assert found["rows"] == expected_rows(golden)


@pytest.fixture(scope="module")
def real() -> dict[str, Any]:
    return dict(json.loads(GOLDEN.read_text(encoding="utf-8")))


@seed
def test_the_real_meeting_is_drafted_as_it_was_printed(real: dict[str, Any], tmp_path: Path) -> None:
    path = draft_of(real, tmp_path)
    assert_printed(real, path)
    rows = printed(path)["rows"]
    assert len([row for row in rows if row[0] == "turn"]) == 207
    assert sum(len(row[2]) for row in rows if row[0] == "turn") == 264
    assert [row[0] for row in rows].count("heading") == 6
    assert [row[0] for row in rows].count("stage") == 3


@seed
def test_the_script_of_the_real_meeting_has_what_was_irregular(real: dict[str, Any], tmp_path: Path) -> None:
    draft_of(real, tmp_path)
    lines = [json.loads(line) for line in (tmp_path / "out" / "script.jsonl").read_text("utf-8").splitlines()]
    by_verb: dict[str, list[dict[str, Any]]] = {}
    for line in lines:
        by_verb.setdefault(line["command"], []).append(line)
    preparation = (tmp_path / "out" / "preparation.toml").read_text(encoding="utf-8")
    assert [line["group"] for line in by_verb["defer"]] == ["3"]
    assert re.search(r"諮問第49号.*諮問第51号.*報告第27号", preparation, re.DOTALL)
    assert [line["case"] for line in by_verb["add_case"]] == ["諮問第79号"]
    assert "諮問第79号" not in preparation
    reporters = [line["speaker"] for line in by_verb["turn"] if line.get("capacity") == "部会長"]
    assert reporters == ["佐藤会長", "member"]
    assert [(line["turn"], line["phase"]) for line in by_verb["rephase"]] == [(-4, "opinions")]
    assert len(by_verb["rule"]) == 6
    blocks = [line["groups"] for line in by_verb["block"]]
    assert [len(groups) for groups in blocks] == [2, 4, 3, 3, 1, 1]
    assert sum(bool(line.get("narrated")) for line in by_verb["turn"]) == 7


FORMAL: dict[str, Any] = {
    "header": {
        "title": ["若葉町議会 産業委員会議事録"],
        "datetime": "令和元年5月7日（火）午後1時30分～午後3時5分",
        "place": "若葉町議事堂 第1委員会室",
        "attendance": [
            {"category": "委員", "names": ["大川委員長", "小林副委員長", "早川委員", "早川委員", "水原 葵"]},
            {"category": "説明のため出席した者", "names": ["野口産業課長", "井ノ上農地係長", "県職員"]},
            {"category": "事務局", "names": ["本間書記"]},
        ],
        "absent": [],
        "observers": "なし",
        "materials": [
            {"when": "席上", "titles": ["議案書"]},
            {"when": "当日", "titles": ["位置図"]},
            {"when": "事前", "titles": ["資料A"]},
        ],
        "contents": ["議案審査"],
    },
    "cases": [
        {"kind": "議員提出議案", "number": 2, "title": "意見書について", "result": "継続審査"},
        {"kind": "議案", "number": 11, "title": "町有林の処分について", "result": "原案どおり可決"},
        {"kind": "議案", "number": 10, "title": "条例の一部改正について", "result": "可決すべきもの"},
        {"kind": "承認", "number": 3, "title": "専決処分について", "result": "承認"},
        {"kind": "報告", "number": 1, "title": "出張の報告について", "result": "了承"},
        {"kind": "報告", "number": 4, "title": "契約の報告について", "result": "報告了承"},
        {"kind": "請願", "number": 5, "title": "農道の整備について", "result": ""},
    ],
    "rows": [
        {"row": "turn", "label": "委員長", "paragraphs": ["ただいまから委員会を開きます。"]},
        {"row": "heading", "lines": ["議案第10号・第11号", "その他の件"]},
        {"row": "turn", "label": "野口産業課長", "paragraphs": ["議案について説明する。"]},
        {"row": "turn", "label": "早川委員", "paragraphs": ["費用を伺います。", "期間はどうですか。"]},
        {"row": "turn", "label": "小林副委員長", "paragraphs": ["私からも一つ。"]},
        {"row": "turn", "label": "A委員", "paragraphs": ["異論はありません。"]},
        {"row": "turn", "label": "町長", "paragraphs": []},
        {"row": "stage", "text": "起立全員"},
        {"row": "turn", "label": "委員長", "paragraphs": ["議案第10号と議案第11号は可決いたします。"]},
        {"row": "heading", "lines": ["承認第3号 専決処分について", "議員提出議案第2号"]},
        {
            "row": "turn",
            "label": "委員長",
            "paragraphs": ["承認第3号は承認、議員提出議案第2号は継続審査といたします。"],
        },
        {"row": "heading", "lines": ["議案第10号・第11号", "その他の件"]},
        {"row": "turn", "label": "書記", "paragraphs": ["以上です。"]},
    ],
}
"""A committee unlike the seed in everything that may differ: posts, kinds, results, labels, dates, order."""


def test_a_body_that_differs_in_everything_is_drafted_as_it_was_printed(tmp_path: Path) -> None:
    assert_printed(FORMAL, draft_of(FORMAL, tmp_path))


def test_minutes_without_cases_headings_or_a_readable_date(tmp_path: Path) -> None:
    golden = {
        "header": {
            "title": ["みどり市まちづくり懇談会要旨"],
            "datetime": "去る五月の月曜日、夕刻から",
            "place": "公民館",
            "attendance": [{"category": "出席", "names": ["山の手町会", "青空商店会"]}],
            "observers": "約10名",
            "materials": [],
            "contents": [],
        },
        "cases": [],
        "rows": [
            {"row": "turn", "label": "座長", "paragraphs": ["始めます。"]},
            {"row": "turn", "label": "青空商店会", "paragraphs": ["よろしくお願いします。"]},
        ],
    }
    assert_printed(golden, draft_of(golden, tmp_path))


def test_full_width_numerals_stay_full_width(tmp_path: Path) -> None:
    golden = json.loads(json.dumps(FORMAL))
    golden["rows"] = [{"row": "heading", "lines": ["議案第１０号・第１１号"]}, *golden["rows"][-1:]]
    found = printed(draft_of(golden, tmp_path))
    assert found["rows"][0] == ("heading", ("議案第１０号・第１１号",))
    assert found["cases"][1][0] == "議案第１１号"


def test_numbers_of_other_forms_are_drafted_and_read_back(tmp_path: Path) -> None:
    golden = json.loads(json.dumps(FORMAL))
    cases = (
        ("議案", 1, 0, "第{number}号{kind}", "町道の認定について"),
        ("議案", 2, 0, "第{number}号{kind}", "町道の廃止について"),
        ("議案", 2, 2, "第{number}号{kind}", "町道の変更について"),
        ("議題", 1, 0, "{kind}（{number}）", "公園の名称について"),
    )
    golden["cases"] = [
        {
            "kind": kind,
            "number": number,
            "branch": branch,
            "numbering": numbering,
            "title": title,
            "result": "承認",
        }
        for kind, number, branch, numbering, title in cases
    ]
    lines = ["第1号議案・第2号議案・第2号の2議案", "議題（1）"]
    golden["rows"] = [
        {"row": "turn", "label": "委員長", "paragraphs": ["始めます。"]},
        {"row": "heading", "lines": lines},
        {
            "row": "turn",
            "label": "委員長",
            "paragraphs": ["第1号議案から第2号の2議案までと議題（1）を承認します。"],
        },
    ]
    draft = draft_of(golden, tmp_path)
    found = printed(draft)
    numbers = ["第1号議案", "第2号議案", "第2号の2議案", "議題（1）"]
    assert [number for number, _, _ in found["cases"]] == [*map(folded, numbers)]
    assert found["rows"][1] == ("heading", tuple(map(folded, lines)))
    read = read_minutes(draft).published
    assert [(case.id, case.numbering) for case in read.cases] == [
        (CaseId(kind, number, branch), numbering) for kind, number, branch, numbering, _ in cases
    ]
    meeting, _ = script(read)
    assert [meeting.profile.notation.label(case.id) for case in meeting.cases] == numbers
    assert [group.heading for group in meeting.groups] == ["", ""]


_RESULTS = (
    "可決",
    "継続審議",
    "条件付き決定（年次報告を条件）",
    "取下げ",
    "附帯意見付き答申",
    "了承",
    "",
    "—",
)
_LABELS = (
    "議長",
    "座長",
    "副会長",
    "A委員",
    "早川委員",
    "事務局",
    "総務部長",
    "参考人",
    "会長職務代理",
    "書記",
)
_MOMENTS = (
    "令和3年5月20日（木）午後2時～午後4時",
    "平成31年4月1日(月) 9時30分から11時00分まで",
    "令和4年6月6日 午前10時から",
)


def varied(number: int) -> dict[str, Any]:
    """A meeting made from FORMAL by chance, always the same for a number."""
    chance = Random(number)
    golden: dict[str, Any] = json.loads(json.dumps(FORMAL))
    shift = chance.randint(0, 90)
    golden = json.loads(
        re.sub(r"第(\d+)号", lambda m: f"第{int(m[1]) + shift}号", json.dumps(golden, ensure_ascii=False))
    )
    for case in golden["cases"]:
        case["number"] += shift
        case["result"] = chance.choice(_RESULTS)
    if chance.random() < 0.5:
        chance.shuffle(golden["cases"])
    if chance.random() < 0.3:
        golden["cases"] = golden["cases"][: chance.randint(0, 5)]
    for row in golden["rows"]:
        if row["row"] == "turn" and chance.random() < 0.5:
            row["label"] = chance.choice(_LABELS)
        if row["row"] == "heading" and chance.random() < 0.3:
            row["lines"].append(row["lines"][0])
    if chance.random() < 0.5:
        # Without the block that is taken up again: nobody announces the same cases twice on end.
        golden["rows"] = golden["rows"][:-2]
        chance.shuffle(golden["rows"])
    golden["header"]["datetime"] = chance.choice(_MOMENTS)
    golden["header"]["observers"] = chance.choice(("3人", "12名（うち報道2名）", "０名", "なし"))
    return golden


@pytest.mark.parametrize("number", range(12))
def test_minutes_made_by_chance_are_drafted_as_they_were_printed(number: int, tmp_path: Path) -> None:
    golden = varied(number)
    data = tmp_path / "golden.json"
    data.write_text(json.dumps(golden, ensure_ascii=False), encoding="utf-8")
    meeting, lines = script(read_published(data))
    path = tmp_path / "script.jsonl"
    path.write_text(script_text(lines), encoding="utf-8")
    folder, _, _ = play(meeting, path, tmp_path / "out")
    created = datetime(2026, 1, 1, tzinfo=UTC)
    assert_printed(golden, write_draft(state_of(folder), tmp_path / "draft.docx", created))


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ("{", "JSON"),
        ("{}", "形が違います"),
        ('{"header": {"title": 1, "attendance": []}, "rows": []}', "形が違います"),
    ],
)
def test_a_file_of_another_shape_is_refused_in_one_sentence(data: str, sentence: str, tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text(data, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(ROOT / "scripts" / "seed_draft.py"), str(path), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "out").exists()


def test_minutes_that_do_not_say_where_are_read_all_the_same(tmp_path: Path) -> None:
    state = played("privacy_council")[0].state
    drawn = write_draft(state, tmp_path / "案.docx", datetime(2026, 10, 14, 17, 0, tzinfo=JST))
    found = read_minutes(drawn).published
    meeting, *_ = rebuilt(replace(found, place=""))
    assert meeting.place == "場所不明"
    assert rebuilt(found)[0].place == found.place
