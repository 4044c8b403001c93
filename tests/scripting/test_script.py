"""What a script refuses, with the line and the mend, and how it names people, lines and times."""

from __future__ import annotations

from datetime import time
from pathlib import Path

import pytest
from script_player import played, prepared

from clerk_tui.domain.ids import EntryId, PersonId
from clerk_tui.domain.record import Named, StageDirection, State, Unnamed
from clerk_tui.scripting.errors import ScriptError
from clerk_tui.scripting.replay import replay

COUNCIL = "privacy_council"
COMMITTEE = "agriculture_committee"


def run(folder: Path, *lines: str, body: str = COUNCIL) -> State:
    """The state after these lines, on the prepared sample."""
    session, _ = prepared(body)
    path = folder / "script.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    replay(session, path)
    return session.state


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('{"command": "turn"', "JSON として読めません（19 文字目）。引用符とかっこを確かめてください。"),
        ('["turn"]', "一行に一つの { … } を書いてください。"),
        ('{"time": "14:00"}', "「command」（操作の名前）がないか、「time」が文字列ではありません。"),
        (
            '{"command": "open", "time": 14}',
            "「command」（操作の名前）がないか、「time」が文字列ではありません。",
        ),
        ('{"command": "open", "command": "close"}', "「command」が一行に二度あります。一つにしてください。"),
        (
            '{"command": "rule", "results": [{"cases": "諮問21", "cases": "諮問22"}]}',
            "「cases」が一行に二度あります。一つにしてください。",
        ),
        ('{"command": "observers", "count": ' + "9" * 5000 + "}", "数の桁かかっこの数が多過ぎます。"),
        ('{"command": "roll", "absent": ' + "[" * 100_000, "数の桁かかっこの数が多過ぎます。"),
        ('{"command": "open", "at": "14:00"}', "「at」という項目はありません。この操作に項目はありません。"),
        (
            '{"command": "observers", "count": 1, "nots": "満席"}',
            "「nots」という項目はありません。「note」ではありませんか。",
        ),
        (
            '{"command": "observers", "count": true}',
            "「count」は整数で書いてください（True になっています）。",
        ),
        ('{"command": "waive", "turn": 1}', "1 番目の発言はありません（いま 0 件）。"),
        ('{"command": "delete", "line": -1}', "-1 番目の行はありません（いま 0 件）。"),
        ('{"command": "delete"}', "「turn」（発言の番号）か「line」（行の番号）を書いてください。"),
        (
            '{"command": "move", "turn": 1, "line": 1}',
            "「turn」と「line」は、どちらか一つにしてください。",
        ),
        ('{"command": "delete", "line": "e99"}', "記録に「e99」という行はありません。"),
        (
            '{"time": "午後2時過ぎ", "command": "open"}',
            "時刻「午後2時過ぎ」を読めません。14:05 または 14:05:30 の形で書いてください。",
        ),
        (
            '{"command": "turn", "speaker": "白石"}',
            "「白石」に当たる人が 2 人います（白石委員、白石子育て支援課長）。",
        ),
        (
            '{"command": "turn", "speaker": "杉浦委貝"}',
            "「杉浦委貝」は名簿にありません。「杉浦委員」ではありませんか。",
        ),
        (
            '{"command": "add_person", "name": "戸川", "role": "来賓"}',
            "役割「来賓」は審議会の型にありません。会長、委員、実施機関、事務局、参考人 のどれかにしてください。",
        ),
        (
            '{"command": "defer", "group": "諮問第99号"}',
            "諮問第99号は次第にありません。番号を直すか、先に案件として加えてください。",
        ),
        (
            '{"command": "mark", "kind": "中断"}',
            "「kind」の「中断」は選べません。休憩、再開、非公開、公開再開 のどれかにしてください。",
        ),
        ('{"command": "mark", "kind": "再開"}', "休憩中ではありません。"),
    ],
)
def test_a_wrong_line_is_refused_with_its_number(tmp_path: Path, line: str, message: str) -> None:
    with pytest.raises(ScriptError) as refusal:
        run(tmp_path, "# 説明", "", line)
    assert str(refusal.value) == f"script.jsonl の 3 行目：{message}"


def test_what_stood_before_a_wrong_line_is_recorded(tmp_path: Path) -> None:
    session, _ = prepared(COUNCIL)
    path = tmp_path / "script.jsonl"
    path.write_text('{"command": "open"}\n{"command": "opne"}\n', encoding="utf-8")
    with pytest.raises(ScriptError, match="2 行目：「opne」という操作はありません。"):
        replay(session, path)
    assert session.state.opened is not None


def test_a_line_without_time_belongs_to_the_moment_before(tmp_path: Path) -> None:
    lines = (
        '{"command": "turn", "speaker": "会長"}',
        '{"time": "9:05", "command": "turn", "speaker": "会長"}',
        '{"command": "turn", "speaker": "会長", "started": "09:04:30"}',
        '{"time": "2026-10-15T00:10:00", "command": "turn", "speaker": "会長"}',
    )
    started = [turn.started for turn in run(tmp_path, *lines).turns]
    assert [at.time() for at in started] == [time(14, 0), time(9, 5), time(9, 4, 30), time(0, 10)]
    assert [at.day for at in started] == [14, 14, 14, 15]


@pytest.mark.parametrize(
    ("body", "written", "speaker"),
    [
        (COUNCIL, "会長", Named(PersonId("水沢会長"))),
        (COUNCIL, "委員", Unnamed("member")),
        (COUNCIL, "市民課長", Named(PersonId("鳥井市民課長"))),
        (COUNCIL, "事務局", Unnamed("secretariat")),
        (COMMITTEE, "議長", Named(PersonId("森下会長"))),
        (COMMITTEE, "会長", Named(PersonId("森下会長"))),
        (COMMITTEE, "3番", Named(PersonId("小田切委員"))),
        (COMMITTEE, "戸田", Named(PersonId("戸田農地利用最適化推進委員"))),
    ],
)
def test_speakers_by_post_seat_or_role(tmp_path: Path, body: str, written: str, speaker: object) -> None:
    state = run(tmp_path, f'{{"command": "turn", "speaker": "{written}"}}', body=body)
    assert state.turns[0].speaker == speaker


def test_lines_count_headings_and_stage_directions(tmp_path: Path) -> None:
    lines = (
        '{"command": "block", "groups": "諮問第21号"}',
        '{"command": "turn", "speaker": "会長", "text": "お諮りします。"}',
        '{"command": "stage", "text": "異議あり"}',
        '{"command": "edit", "line": 3, "text": "異議なし"}',
        '{"command": "stage", "text": "資料の配布", "before_line": -1}',
        '{"command": "move", "line": 1, "before": 1}',
        '{"command": "delete", "turn": 1}',
        '{"command": "move", "line": -1, "before_line": 1}',
    )
    state = run(tmp_path, *lines)
    kinds = [type(entry).__name__ for entry in state.entries]
    assert kinds == ["StageDirection", "BlockHeading", "StageDirection"]
    assert [entry.text for entry in state.entries if isinstance(entry, StageDirection)] == [
        "異議なし",
        "資料の配布",
    ]


def test_words_are_replaced_in_the_named_turns_only(tmp_path: Path) -> None:
    turn = '{"command": "turn", "speaker": "会長", "text": "土谷課長、どうぞ。"}'
    state = run(
        tmp_path, turn, turn, turn, '{"command": "replace", "old": "谷", "new": "屋", "turns": [1, -1]}'
    )
    assert [turn.text[:2] for turn in state.turns] == ["土屋", "土谷", "土屋"]


def test_the_hour_of_the_next_meeting_is_not_that_of_the_line(tmp_path: Path) -> None:
    state = run(
        tmp_path,
        '{"time": "15:45", "command": "next_meeting", "date": "令和8年12月16日", "start": "9:30"}',
        '{"command": "turn", "speaker": "会長"}',
    )
    assert state.next_meeting is not None
    assert state.next_meeting.time == time(9, 30)
    assert state.turns[0].started.time() == time(15, 45)


def test_together_is_taken_back_at_once(tmp_path: Path) -> None:
    both = (
        '{"command": "together", "commands": [{"command": "turn", "speaker": "杉浦委員", '
        '"text": "諮問第23号に反対です。"}, {"command": "stance", "position": "反対"}]}'
    )
    state = run(tmp_path, both)
    assert [stance.entry for stance in state.stances] == [state.turns[0].id]
    undone = run(tmp_path, both, '{"command": "undo"}')
    assert (undone.turns, undone.stances, undone.opened) == ((), (), None)


def test_a_line_of_the_record_can_be_named_by_its_id(tmp_path: Path) -> None:
    session, _ = played(COUNCIL)
    third = session.state.turns[2]
    path = tmp_path / "script.jsonl"
    path.write_text(f'{{"command": "flag", "turn": "{third.id}", "note": "録音"}}', encoding="utf-8")
    replay(session, path)
    flagged = session.state.turn(EntryId(third.id))
    assert flagged is not None
    assert flagged.flag == "録音"


def test_what_is_added_on_the_day_is_made_harmless(tmp_path: Path) -> None:
    state = run(
        tmp_path,
        r'{"command": "add_person", "name": "戸\u001b川", "role": "実施機関", "office": "\ud800"}',
        r'{"command": "add_group", "id": "予約", "heading": "予\u0000約", "cases": '
        r'[{"case": "諮問第28号", "title": "予約", "received": "前\u202e回"}]}',
        r'{"command": "next_meeting", "place": "会\u001b議室"}',
    )
    assert state.next_meeting is not None
    person, group, case = state.meeting.people[-1], state.meeting.groups[-1], state.meeting.cases[-1]
    shown = (person.id, person.name, person.office, group.heading, case.received, state.next_meeting.place)
    assert shown == ("戸␛川", "戸␛川", "‹U+D800›", "予␀約", "前‹U+202E›回", "会␛議室")


def test_merging_keeps_the_waiver_and_the_flags(tmp_path: Path) -> None:
    state = run(
        tmp_path,
        '{"command": "turn", "speaker": "杉浦委員", "text": "いつですか。", "flag": "時期"}',
        '{"command": "turn", "speaker": "杉浦委員", "text": "答弁は結構です。", "flag": "理由"}',
        '{"command": "waive"}',
        '{"command": "merge", "first": 1, "second": 2}',
    )
    assert [turn.flag for turn in state.turns] == ["時期、理由"]
    assert state.waived == {state.turns[0].id}


def test_both_parts_of_a_split_narration_are_narrated(tmp_path: Path) -> None:
    turn = '{"command": "turn", "speaker": "市民課長", "text": ["説明する。", "続けて説明する。"], "narrated": true}'
    same = run(tmp_path, turn, '{"command": "split", "turn": 1, "paragraph": 1}')
    other = run(tmp_path, turn, '{"command": "split", "turn": 1, "paragraph": 1, "speaker": "会長"}')
    assert [turn.narrated for turn in same.turns] == [True, True]
    assert [turn.narrated for turn in other.turns] == [True, False]
