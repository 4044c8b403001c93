"""Files that are no Office packages: what is told of a name in one, and one that nobody can read."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace
from script_player import prepared

from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State
from clerk_tui.leaks import Leak, judge, plain_texts

NAME = "榎本"

_MEETING = prepared("privacy_council")[0].state.meeting
assert _MEETING is not None
NAMES = hidden_names(State(meeting=replace(_MEETING, people=(Person(PersonId("一"), NAME, "member"),))))


@pytest.mark.parametrize(
    ("ending", "written", "place"),
    [
        ("md", f"{NAME}委員が述べた。", "本文"),
        ("csv", f"1,{NAME}委員が述べた。", "本文"),
        ("vtt", f"<v {NAME}委員>述べた。</v>", "本文"),
        ("json", f'{{"{NAME}委員": 1}}', "項目の名前"),
        ("html", f'<p title="{NAME}委員">述べた。</p>', "属性"),
        ("xml", f"<p><!--{NAME}委員--></p>", "注釈"),
    ],
)
def test_a_name_is_told_with_its_place(ending: str, written: str, place: str, tmp_path: Path) -> None:
    path = tmp_path / f"案.{ending}"
    path.write_text(written, encoding="utf-8")
    (leak,) = judge(plain_texts(path), NAMES, ())
    assert (leak.place, leak.people) == (place, (NAME,))
    assert NAME in leak.excerpt


def test_a_text_that_is_allowed_does_not_pass_on_its_leave(tmp_path: Path) -> None:
    path = tmp_path / "案.csv"
    roster, remark = f"委員　{NAME}", f"{NAME}委員の意見に賛成する。"
    path.write_text(f"{roster}\n", encoding="utf-8")
    assert judge(plain_texts(path), NAMES, [roster]) == ()
    path.write_text(f"{roster}\n{remark}\n{remark}\n", encoding="utf-8")
    assert judge(plain_texts(path), NAMES, [roster]) == (Leak("本文", (NAME,), remark),)


def test_the_name_of_the_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / f"{NAME}.md"
    path.write_text("述べた。", encoding="utf-8")
    assert [leak.place for leak in judge(plain_texts(path), NAMES, ())] == ["ファイル名"]


def test_a_file_of_a_kind_that_nobody_reads_is_not_called_clean(tmp_path: Path) -> None:
    path = tmp_path / "案.pdf"
    path.write_text("述べた。", encoding="utf-8")
    with pytest.raises(ValueError, match=r"no reader of \.pdf files"):
        judge(plain_texts(path), NAMES, ())
