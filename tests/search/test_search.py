"""Remarks over all meetings: found whatever the form of their characters, current, and gone with their record."""

from __future__ import annotations

from pathlib import Path

import pytest
from script_player import prepared, sample_folder

from clerk_tui.cli.main import main
from clerk_tui.cli.past import past as _past
from clerk_tui.domain import commands as c
from clerk_tui.scripting.replay import replay
from clerk_tui.search import Query, Remark, SearchCache, Source, cache_of, refresh
from clerk_tui.search import found as found_in
from clerk_tui.search.cache import excerpts
from clerk_tui.sessions import create, recording, root

OLD = Source("旧", "第1回 審議会", "みどり市審議会", "2025-05-01")
NEW = Source("新", "第2回 審議会", "みどり市審議会", "2026-05-01")


def remark(
    number: int, text: str, *, speaker: str = "委員", phase: str = "質問", cases: str = "諮問第5号"
) -> Remark:
    return Remark(number, "14:00", speaker, phase, cases, text)


@pytest.fixture
def cache(tmp_path: Path) -> SearchCache:
    made = SearchCache(tmp_path / "控え")
    made.put(
        [
            (
                OLD,
                "1",
                [
                    remark(1, "髙橋委員の御質問です。"),
                    remark(2, "保存の期間は五年です。", speaker="市民課長"),
                ],
            ),
            (
                NEW,
                "1",
                [
                    remark(1, "ＡＩの利用について"),
                    remark(2, "保存は\n五年です。", phase="意見", cases="報告第1号"),
                ],
            ),
        ]
    )
    return made


def found(cache: SearchCache, *words: str, **more: str) -> list[tuple[str, int]]:
    return [(hit.source.folder, hit.remark.number) for hit in cache.search(Query(words, **more))]


@pytest.mark.parametrize(
    ("words", "where"),
    [
        (("委員",), [("旧", 1)]),
        (("高橋",), [("旧", 1)]),
        (("髙橋", "質問"), [("旧", 1)]),
        (("ai",), [("新", 1)]),
        (("保存",), [("新", 2), ("旧", 2)]),
        (("保存", "五年"), [("新", 2), ("旧", 2)]),
        (("ホゾン",), []),
        (("五年です",), [("新", 2), ("旧", 2)]),
        ((), [("新", 1), ("新", 2), ("旧", 1), ("旧", 2)]),
    ],
)
def test_words(cache: SearchCache, words: tuple[str, ...], where: list[tuple[str, int]]) -> None:
    assert found(cache, *words) == where


@pytest.mark.parametrize(
    ("more", "where"),
    [
        ({"speaker": "課長"}, [("旧", 2)]),
        ({"phase": "意見"}, [("新", 2)]),
        ({"case": "報告第１号"}, [("新", 2)]),
        ({"since": "2026-01-01"}, [("新", 2)]),
        ({"until": "2025-12-31"}, [("旧", 2)]),
        ({"body": "みどり市"}, [("新", 2), ("旧", 2)]),
        ({"body": "あさひ市"}, []),
    ],
)
def test_what_else_a_remark_must_have(
    cache: SearchCache, more: dict[str, str], where: list[tuple[str, int]]
) -> None:
    assert found(cache, "保存", **more) == where


def test_the_newest_come_first_and_no_more_than_wanted(cache: SearchCache) -> None:
    assert [hit.source.folder for hit in cache.search(Query(("保存",)), limit=1)] == ["新"]


def test_it_is_the_same_after_opening_again_and_nobody_else_may_read_it(
    cache: SearchCache, tmp_path: Path
) -> None:
    again = SearchCache(tmp_path / "控え")
    assert found(again, "保存") == found(cache, "保存")
    for path in (tmp_path / "控え").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_a_meeting_that_changes_again_and_again_does_not_fill_the_disk(cache: SearchCache) -> None:
    before = cache.size
    for number in range(30):
        cache.put([(NEW, str(number), [remark(1, f"{number}回目の保存")])])
    assert found(cache, "保存") == [("新", 1), ("旧", 2)]
    assert cache.size < before * 3


@pytest.mark.parametrize("damage", ["{", '{"version": 99}', '{"version": 1, "size": 9999999, "places": []}'])
def test_a_damaged_cache_is_an_empty_one(cache: SearchCache, tmp_path: Path, damage: str) -> None:
    (tmp_path / "控え" / "index.json").write_text(damage, "utf-8")
    assert SearchCache(tmp_path / "控え").names == frozenset()


def test_a_cache_whose_remarks_are_cut_off_is_an_empty_one(cache: SearchCache, tmp_path: Path) -> None:
    remarks = tmp_path / "控え" / "remarks.bin"
    remarks.write_bytes(remarks.read_bytes()[:-20])
    assert SearchCache(tmp_path / "控え").names == frozenset()


def test_a_cache_that_is_damaged_inside_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    held(tmp_path, monkeypatch)
    assert main(["search", "再委託"]) == 0
    (remarks,) = (tmp_path / "config").rglob("remarks.bin")
    remarks.write_bytes(b"x" * len(remarks.read_bytes()))
    capsys.readouterr()
    assert main(["search", "再委託"]) == 0
    told = capsys.readouterr()
    assert ("再委託" in told.out, told.err) == (True, "")


def test_a_cache_that_cannot_be_written_is_told_and_searching_goes_on(
    cache: SearchCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = held(tmp_path, monkeypatch)
    kept = tmp_path / "config" / "clerk-tui" / "search"
    kept.parent.mkdir(parents=True)
    kept.write_text("no folder", "utf-8")
    assert main(["search", "再委託"]) == 1
    told = capsys.readouterr()
    assert "見つかりませんでした" in told.out
    assert "検索の控えを書けません" in told.err
    assert "検索の控えを書けません" in _past(folder)("再委託").trouble
    with monkeypatch.context() as broken:
        broken.setattr("clerk_tui.search.cache.write_atomically", refused)
        (fault,) = refresh(cache, root())
    assert "検索の控えを書けません" in fault
    assert [hit.source.folder for hit in found_in(cache, Query(("保存", "五年")), 9)[0]] == ["新", "旧"]


def test_where_nothing_can_be_looked_through_the_meeting_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = held(tmp_path, monkeypatch)
    monkeypatch.setattr(Path, "iterdir", refused)
    assert "記録は続けられます" in _past(folder)("再委託").trouble


def refused(*_arguments: object) -> None:
    raise PermissionError(13, "Permission denied")


def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a session that was held."""
    monkeypatch.setenv("CLERK_TUI_SESSIONS", str(tmp_path / "sessions"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    meeting = prepared("privacy_council")[0].state.meeting
    assert meeting is not None
    folder = create(root() / "第2回", meeting)
    with recording(folder) as opened:
        replay(opened.session, sample_folder("privacy_council") / "script.jsonl")
    return folder


def test_excerpts_show_the_line_around_the_word() -> None:
    (line,) = excerpts("前の行\n" + "あ" * 50 + "髙橋さん" + "い" * 50, ["高橋"], 5)
    assert line == "…あああああ髙橋さんい…"


def test_records_are_taken_in_renewed_and_forgotten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = held(tmp_path, monkeypatch)
    assert main(["search", "再委託", "--phase", "質問"]) == 0
    told = capsys.readouterr().out
    assert "第2回" in told
    assert "再委託" in told
    assert main(["search", "新しく言った言葉"]) == 1
    with recording(folder) as opened:
        turn = opened.session.state.turns[-1]
        opened.session.dispatch(c.EditText(turn.id, ("新しく言った言葉です。",)))
    assert main(["search", "新しく言った言葉"]) == 0
    meeting = prepared("privacy_council")[0].state.meeting
    assert meeting is not None
    create(root() / "壊れた", meeting)
    (root() / "壊れた" / "record.json").write_bytes(b"x" * 200)
    assert main(["search", "再委託"]) == 0
    cache = cache_of()
    (folder / "record.json").rename(tmp_path / "x")
    refresh(cache)
    assert cache.search(Query(("再委託",))) == []
