"""Remarks over all meetings: found whatever the form of their characters, current, and gone with their record."""

from __future__ import annotations

import builtins
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from script_player import prepared, sample_folder

from clerk_tui.cli.main import main
from clerk_tui.cli.past import past as _past
from clerk_tui.domain import commands as c
from clerk_tui.domain.text import normalize
from clerk_tui.scripting.replay import replay
from clerk_tui.search import Query, Remark, Source, excerpts, found
from clerk_tui.search.cache import CacheDamaged, CacheUnusable, SearchCache, opened
from clerk_tui.search.finding import scan
from clerk_tui.sessions import create, recording, root

OLD = Source("旧", "第1回 審議会", "みどり市審議会", "2025-05-01")
UNDATED = Source("不明", "第3回 審議会", "みどり市審議会", "")
NEW = Source("新", "第2回 審議会", "みどり市審議会", "2026-05-01")


def remark(
    number: int, text: str, *, speaker: str = "委員", phase: str = "質問", cases: str = "諮問第5号"
) -> Remark:
    return Remark(number, "14:00", speaker, phase, cases, text)


MEETINGS = [
    (
        OLD,
        "1",
        [remark(1, "髙橋委員の御質問です。"), remark(2, "保存の期間は五年です。", speaker="市民課長")],
    ),
    (
        NEW,
        "1",
        [remark(1, "ＡＩの利用について"), remark(2, "保存は\n五年です。", phase="意見", cases="報告第1号")],
    ),
]


@pytest.fixture
def cache(tmp_path: Path) -> Iterator[SearchCache]:
    with opened(tmp_path / "控え") as made:
        made.put(MEETINGS)
        yield made


def where(cache: SearchCache, query: Query, limit: int = 50) -> list[tuple[str, int]]:
    return [(hit.source.folder, hit.remark.number) for hit in cache.search(query, limit)]


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (("委員",), [("旧", 1)]),
        (("高橋",), [("旧", 1)]),
        (("髙橋", "質問"), [("旧", 1)]),
        (("ai",), [("新", 1)]),
        (("保存",), [("新", 2), ("旧", 2)]),
        (("保存", "五年"), [("新", 2), ("旧", 2)]),
        (("ホゾン",), []),
        (("五年です",), [("新", 2), ("旧", 2)]),
        (("は五年",), [("新", 2), ("旧", 2)]),
        (("髙",), [("旧", 1)]),
        (("。",), [("新", 2), ("旧", 1), ("旧", 2)]),
        (("五年の保存",), []),
        (("\udc80",), []),
        ((), [("新", 1), ("新", 2), ("旧", 1), ("旧", 2)]),
    ],
)
def test_words(cache: SearchCache, words: tuple[str, ...], wanted: list[tuple[str, int]]) -> None:
    assert where(cache, Query(words)) == wanted


@pytest.mark.parametrize(
    ("more", "wanted"),
    [
        ({"speaker": "課長"}, [("旧", 2)]),
        ({"phase": "意見"}, [("新", 2)]),
        ({"case": "報告第１号"}, [("新", 2)]),
        ({"since": "2026-01-01"}, [("新", 2)]),
        ({"until": "2025-12-31"}, [("旧", 2)]),
        ({"body": "みどり市"}, [("新", 2), ("旧", 2)]),
        ({"body": "あさひ市"}, []),
        ({"beside": "新"}, [("旧", 2)]),
    ],
)
def test_what_else_a_remark_must_have(
    cache: SearchCache, more: dict[str, str], wanted: list[tuple[str, int]]
) -> None:
    assert where(cache, Query(("保存",), **more)) == wanted


def test_the_newest_come_first_and_no_more_than_wanted(cache: SearchCache) -> None:
    assert [hit.source.folder for hit in cache.search(Query(("保存",)), limit=1)] == ["新"]


# What folds, joins, is left out, is written in another width, or is more than one unit of UTF-16.
_TRICKY = (
    "委員会髙高𠮷吉々国國か゛か\u3099がガｶﾞー-〜~１1２ａA \u3000\n\u200d\ufe00\U000e0100\"'*().ß①\ue000\x01"
)
_TEXTS = st.text(_TRICKY, max_size=8)
_QUERIES = st.builds(
    Query,
    st.lists(st.text(_TRICKY, max_size=3), max_size=2).map(tuple),
    body=st.sampled_from(["", "市", "第2回"]),
    case=st.text(_TRICKY, max_size=1),
    speaker=st.text(_TRICKY, max_size=1),
    since=st.sampled_from(["", "2025-05-01", "2025-05-02"]),
    until=st.sampled_from(["", "2025-05-01", "2026-05-01"]),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.sampled_from([OLD, NEW, UNDATED]), _TEXTS, _TEXTS, _TEXTS), max_size=6),
    st.lists(_QUERIES, min_size=1, max_size=4),
)
def test_it_finds_what_reading_everything_finds(
    cache: SearchCache, said: list[tuple[Source, str, str, str]], queries: list[Query]
) -> None:
    """Each round takes the place of the one before, so that the index is told what it forgets."""
    meetings = [
        (
            source,
            "2",
            [
                remark(number, text, speaker=speaker, cases=cases)
                for number, (its, text, speaker, cases) in enumerate(said, 1)
                if its is source
            ],
        )
        for source in (NEW, OLD, UNDATED)
    ]
    cache.put(meetings)
    for query in queries:
        assert where(cache, query) == [
            (source.folder, each.number)
            for source, _, remarks in meetings
            for each in remarks
            if query.body in source.body + source.title
            and (not query.since or source.date >= query.since)
            and (not query.until or "" < source.date <= query.until)
            and all(normalize(word) in normalize(each.text) for word in query.words)
            and normalize(query.speaker) in normalize(each.speaker)
            and normalize(query.case) in normalize(each.cases)
        ]


def test_a_word_as_long_as_a_speech_is_found(cache: SearchCache) -> None:
    speech = "".join(chr(0x4E00 + number) for number in range(3000))
    cache.put([(NEW, "2", [remark(1, f"前{speech}後")])])
    assert where(cache, Query((speech,))) == [("新", 1)]


def test_it_is_the_same_after_opening_again_and_nobody_else_may_read_it(
    cache: SearchCache, tmp_path: Path
) -> None:
    with opened(tmp_path / "控え") as again:
        assert where(again, Query(("保存",))) == where(cache, Query(("保存",)))
    for path in (tmp_path / "控え").iterdir():
        assert path.stat().st_mode & 0o077 == 0


def test_a_meeting_that_changes_again_and_again_does_not_fill_the_disk(
    cache: SearchCache, tmp_path: Path
) -> None:
    before = (tmp_path / "控え" / "remarks.db").stat().st_size
    for number in range(30):
        cache.put([(NEW, str(number), [remark(1, f"{number}回目の保存")])])
    assert where(cache, Query(("保存",))) == [("新", 1), ("旧", 2)]
    assert (tmp_path / "控え" / "remarks.db").stat().st_size < before * 3


def test_a_cache_of_another_version_is_thrown_away(cache: SearchCache, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "控え" / "remarks.db")) as base:
        base.execute("pragma user_version = 1")
    with pytest.raises(CacheDamaged), opened(tmp_path / "控え"):
        pass
    with opened(tmp_path / "控え") as again:
        assert again.stamps() == {}


@pytest.mark.parametrize(("begin", "cut"), [(0, True), (0, False), (4096, False), (20_000, True)])
def test_a_damaged_cache_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], begin: int, cut: bool
) -> None:
    held(tmp_path, monkeypatch)
    assert main(["search", "再委託"]) == 0
    right = capsys.readouterr()
    (path,) = (tmp_path / "config").rglob("remarks.db")
    whole = path.read_bytes()
    path.write_bytes(whole[:begin] + (b"" if cut else b"x" * (len(whole) - begin)))
    assert main(["search", "再委託"]) == 0
    assert capsys.readouterr() == right
    assert len(path.read_bytes()) == len(whole)


def locked(folder: Path, monkeypatch: pytest.MonkeyPatch, until: ExitStack) -> None:
    monkeypatch.setattr("clerk_tui.search.cache._WAIT", 0.01)
    other = until.enter_context(closing(sqlite3.connect(folder / "remarks.db", isolation_level=None)))
    other.execute("begin exclusive")


def no_folder(folder: Path, _monkeypatch: pytest.MonkeyPatch, _until: ExitStack) -> None:
    (folder / "remarks.db").unlink()
    folder.rmdir()
    folder.write_text("no folder", "utf-8")


def full(_folder: Path, monkeypatch: pytest.MonkeyPatch, _until: ExitStack) -> None:
    fails(monkeypatch, sqlite3.SQLITE_FULL, "database or disk is full")


def read_only(_folder: Path, monkeypatch: pytest.MonkeyPatch, _until: ExitStack) -> None:
    fails(monkeypatch, sqlite3.SQLITE_READONLY_DIRECTORY, "attempt to write a readonly database")


def no_fts5(_folder: Path, monkeypatch: pytest.MonkeyPatch, _until: ExitStack) -> None:
    fails(monkeypatch, sqlite3.SQLITE_ERROR, "no such module: fts5")


def no_sqlite(_folder: Path, monkeypatch: pytest.MonkeyPatch, _until: ExitStack) -> None:
    really = builtins.__import__

    def importing(name: str, *rest: object) -> object:
        if name in ("cache", "sqlite3"):
            raise ImportError("No module named '_sqlite3'")
        return really(name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr("builtins.__import__", importing)


def fails(monkeypatch: pytest.MonkeyPatch, code: int, told: str) -> None:
    def put(*_arguments: object) -> None:
        fault = sqlite3.OperationalError(told)
        fault.sqlite_errorcode = code
        raise fault

    monkeypatch.setattr(SearchCache, "put", put)


@pytest.mark.parametrize(
    ("broken", "reason"),
    [
        (locked, "ほかの clerk-tui が書いています"),
        (no_folder, "検索の控えを使えません"),
        (full, "ディスクに空きがありません"),
        (read_only, "読み書きできません"),
        (no_fts5, "FTS5 がありません"),
        (no_sqlite, "sqlite3 がない"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_where_the_cache_cannot_be_used_every_record_is_read(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    broken: Callable[[Path, pytest.MonkeyPatch, ExitStack], None],
    reason: str,
) -> None:
    folder = held(tmp_path, monkeypatch)
    assert main(["search", "再委託"]) == 0
    right = capsys.readouterr().out
    with recording(folder) as opening:
        turn = opening.session.state.turns[-1]
        opening.session.dispatch(c.EditText(turn.id, ("新しく言った言葉です。",)))
    with monkeypatch.context() as patched, ExitStack() as until:
        (path,) = (tmp_path / "config").rglob("remarks.db")
        broken(path.parent, patched, until)
        assert main(["search", "再委託"]) == 0
        told = capsys.readouterr()
        assert told.out == right
        assert reason in told.err
        assert told.err.count("\n") == 1
        assert main(["search", "新しく言った言葉"]) == 0
        assert reason in _past(root() / "いまの会議")("新しく言った言葉").trouble


def test_two_processes_may_fill_the_cache_at_once(tmp_path: Path) -> None:
    """Both begin with no cache, and each takes in what the other has taken in."""
    with opened(tmp_path / "控え") as one, opened(tmp_path / "控え") as other:
        one.put(MEETINGS)
        other.put(MEETINGS)
        assert where(one, Query(("保存",))) == where(other, Query(("保存",))) == [("新", 2), ("旧", 2)]


def test_a_reader_that_stays_in_the_cache_locks_a_writer_out(
    cache: SearchCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("clerk_tui.search.cache._WAIT", 0.01)
    with closing(sqlite3.connect(tmp_path / "控え" / "remarks.db", isolation_level=None)) as reader:
        reader.execute("begin")
        reader.execute("select * from meetings").fetchall()
        with pytest.raises(CacheUnusable), opened(tmp_path / "控え") as writer:
            writer.put([(NEW, "2", [])])
    assert where(cache, Query(("保存",))) == [("新", 2), ("旧", 2)]


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
    (folder / "record.json").rename(tmp_path / "x")
    assert found(Query(("再委託",)), 9)[0] == []


def test_the_meeting_that_asks_is_not_among_those_beside_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = held(tmp_path, monkeypatch)
    assert _past(folder)("再委託").found == ()
    assert _past(root() / "いまの会議")("再委託").found != ()


def test_reading_everything_finds_the_newest_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = held(tmp_path, monkeypatch)
    hits, faults = scan(Query(("再委託",)), 2, root(), ["第2回", "ない"])
    assert [hit.source.folder for hit in hits] == [folder.name] * 2
    assert len(faults) == 1
    assert found(Query(("再委託",)), 2)[0] == hits
