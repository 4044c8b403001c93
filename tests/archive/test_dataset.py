"""The data set has what the minutes have, is asked in the same words, and changes only where a record did."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from script_player import played

pytest.importorskip("pyarrow", reason="pyarrow がありません（pip install '.[archive]'）")
pytest.importorskip("duckdb", reason="DuckDB がありません（pip install '.[archive]'）")

import duckdb
import pyarrow.parquet as pq

from clerk_tui.archive.dataset import MANIFEST, Source, globs, write_dataset
from clerk_tui.archive.query import NoDataset, ask
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import State
from clerk_tui.export.rows import case_records, turn_records
from clerk_tui.minutes.edition import Edition
from clerk_tui.search import Query

BODIES = ("privacy_council", "agriculture_committee")


def source(body: str, stamp: str = "1", state: State | None = None) -> Source:
    return Source(f"{body} 第1回", stamp, lambda: state or played(body)[0].state)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_dataset(tmp_path, [source(body) for body in BODIES], Edition.PUBLIC)
    return tmp_path


def counted(folder: Path, table: str) -> int:
    files = globs(folder)[table]
    ((found,),) = duckdb.connect().execute(f"select count(*) from read_parquet('{files}')").fetchall()
    return int(found)


def test_every_row_of_every_meeting_is_there(folder: Path) -> None:
    states = [played(body)[0].state for body in BODIES]
    public = folder / "public"
    assert counted(public, "meetings") == 2
    assert counted(public, "turns") == sum(len(list(turn_records(each, Edition.PUBLIC))) for each in states)
    assert counted(public, "cases") == sum(len(list(case_records(each, Edition.PUBLIC))) for each in states)
    assert counted(public, "attendance") >= sum(len(each.attendance) for each in states)
    (bodies,) = zip(
        *duckdb.connect()
        .execute(
            f"select distinct body from read_parquet('{globs(public)['turns']}', hive_partitioning = true)"
        )
        .fetchall(),
        strict=True,
    )
    assert set(bodies) == {each.meeting.profile.body for each in states if each.meeting}


def test_the_public_one_knows_no_speaker_by_name(folder: Path) -> None:
    assert not (folder / "internal").exists()
    table = pq.read_table(next((folder / "public" / "turns").rglob("privacy*.parquet")))
    assert "person" not in table.column_names
    assert "委員" in table.column("speaker").to_pylist()
    write_dataset(folder, [source(BODIES[0])], Edition.INTERNAL)
    inside = pq.read_table(next((folder / "internal" / "turns").rglob("*.parquet")))
    assert any(name.endswith("委員") and name != "委員" for name in inside.column("person").to_pylist())


def test_a_meeting_with_names_in_its_remarks_stays_out(tmp_path: Path) -> None:
    state = played(BODIES[0])[0].state
    turn = state.turns[5]
    said = replace(turn, paragraphs=("相原委員がおっしゃったとおりです。",))
    exposed = replace(state, entries=tuple(said if each is turn else each for each in state.entries))
    outcome = write_dataset(tmp_path, [source(BODIES[0], state=exposed), source(BODIES[1])], Edition.PUBLIC)
    assert (outcome.written, len(outcome.left_out)) == (1, 1)
    assert "氏名" in outcome.left_out[0]
    assert not list((tmp_path / "public" / "turns").rglob("privacy*.parquet"))


def test_only_what_has_changed_is_written_and_what_is_gone_is_taken_out(folder: Path) -> None:
    (kept,) = (folder / "public" / "turns").rglob("agri*.parquet")
    before = kept.stat().st_mtime_ns
    outcome = write_dataset(folder, [source(BODIES[0], "2"), source(BODIES[1])], Edition.PUBLIC)
    assert (outcome.written, outcome.unchanged, outcome.removed) == (1, 1, 0)
    assert kept.stat().st_mtime_ns == before
    outcome = write_dataset(folder, [source(BODIES[1])], Edition.PUBLIC)
    assert (outcome.unchanged, outcome.removed) == (1, 1)
    assert not list((folder / "public").rglob("privacy*.parquet"))


def test_a_run_that_was_stopped_goes_on(tmp_path: Path) -> None:
    def stopped() -> State:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_dataset(tmp_path, [source(BODIES[0]), Source("later", "1", stopped)], Edition.PUBLIC)
    outcome = write_dataset(tmp_path, [source(BODIES[0]), source(BODIES[1])], Edition.PUBLIC)
    assert (outcome.written, outcome.unchanged) == (1, 1)


def test_a_record_that_cannot_be_read_is_told_and_the_others_go_on(tmp_path: Path) -> None:
    def broken() -> State:
        raise Refused("この記録は読めません。")

    outcome = write_dataset(tmp_path, [Source("壊れ", "1", broken), source(BODIES[1])], Edition.PUBLIC)
    assert outcome.left_out == ("壊れ：この記録は読めません。",)
    assert outcome.written == 1


def test_a_damaged_note_means_that_all_is_written_anew(folder: Path) -> None:
    (folder / "public" / MANIFEST).write_text("{", "utf-8")
    outcome = write_dataset(folder, [source(body) for body in BODIES], Edition.PUBLIC)
    assert outcome.written == 2
    assert counted(folder / "public", "meetings") == 2


def test_it_is_asked_as_the_folder_is(folder: Path) -> None:
    hits = ask(folder, Query(("個人情報",)))
    assert hits
    assert all("個人情報" in hit.text for hit in hits)
    assert [hit.date for hit in hits] == sorted((hit.date for hit in hits), reverse=True)
    assert ask(folder, Query((), body="農業", speaker="議長"), limit=3)
    assert not ask(folder, Query(("個人情報",), until="1999-01-01"))
    assert not ask(folder, Query(("どこにも出てこない語",)))


def test_where_there_is_none_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(NoDataset, match="clerk-tui archive"):
        ask(tmp_path, Query(("保存",)))


def test_hours_that_nobody_knows_are_not_made_up(tmp_path: Path) -> None:
    state = played(BODIES[0])[0].state
    unknown = replace(state, meeting=replace(state.meeting, date=None, starts=None, ends=None))
    write_dataset(tmp_path, [source(BODIES[0], state=unknown)], Edition.PUBLIC)
    folder = tmp_path / "public"
    (meeting,) = pq.ParquetFile(next((folder / "meetings").rglob("*.parquet"))).read().to_pylist()
    assert (meeting["date"], meeting["opened"], meeting["closed"]) == (None, "", "")
    turns = pq.ParquetFile(next((folder / "turns").rglob("*.parquet"))).read()
    assert set(turns.column("at").to_pylist()) == {""}


def test_nothing_is_replaced_or_taken_out_that_somebody_else_has_made(folder: Path) -> None:
    (mine,) = (folder / "public" / "turns").rglob("privacy*.parquet")
    mine.write_bytes(b"changed by hand")
    outcome = write_dataset(folder, [source(BODIES[0], "2")], Edition.PUBLIC)
    assert mine.read_bytes() == b"changed by hand"
    assert (outcome.written, outcome.removed) == (0, 1)
    assert "直されています" in "".join(outcome.left_out)
    outcome = write_dataset(folder, [], Edition.PUBLIC)
    assert mine.read_bytes() == b"changed by hand" and outcome.removed == 0
    (folder / "public" / MANIFEST).unlink()
    outcome = write_dataset(folder, [source(BODIES[0], "2")], Edition.PUBLIC)
    assert mine.read_bytes() == b"changed by hand"
    assert "書いたものではありません" in outcome.left_out[0]
