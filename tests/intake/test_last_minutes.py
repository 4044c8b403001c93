"""The last meeting from its minutes: roster, cases that were put off, the body's ways; nothing of it stays behind."""

from __future__ import annotations

from pathlib import Path

import pytest
from books import paper, workbook

from clerk_tui.cli.last_meeting import last_meeting
from clerk_tui.cli.main import main
from clerk_tui.cli.new import proposed
from clerk_tui.domain.errors import Refused
from clerk_tui.intake.request import NewMeetingRequest
from clerk_tui.profile.folders import own_profile

MINUTES = """
令和8年度第1回潮田市緑化審議会会議録

日時　令和8年9月4日（金）午後2時00分から午後3時10分まで
場所　潮田市役所　第2会議室
出席委員　江口　薫会長、水野　良副会長、坂上　環委員
事務局　緑地課長　小暮　健
議題
議案第5号　保存樹木の指定について
議案第6号　緑化協定の締結について

江口会長：ただいまから会議を開きます。議案第5号「保存樹木の指定について」を議題とします。
小暮緑地課長：市内の三本を指定するものです。
坂上委員：異議ありません。
江口会長：議案第5号は、原案のとおり可決されました。
江口会長：議案第6号「緑化協定の締結について」は、継続審議とします。
江口会長：以上で閉会します。
"""
AGENDA = """
令和8年度第2回潮田市緑化審議会　次第
日時　令和8年11月13日（金）午後2時
場所　潮田市役所　第2会議室
1　開会
2　議案第6号　緑化協定の締結について
3　議案第7号　緑の基本計画の改定について
4　閉会
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "前回会議録.txt").write_text(MINUTES, encoding="utf-8")
    paper(tmp_path / "次第.docx", *AGENDA.strip().split("\n"))
    people = [
        ("役職", "氏名", "所属"),
        ("会長", "江口　薫", "潮田大学"),
        ("副会長", "水野　良", "緑の会"),
        ("委員", "新名　遥", "公募"),
    ]
    workbook(tmp_path / "名簿.xlsx", ("名簿", people))
    return tmp_path


def request(**more: str) -> NewMeetingRequest:
    return NewMeetingRequest(
        files=(Path("次第.docx"),), roster=Path("名簿.xlsx"), last="前回会議録.txt", **more
    )


def test_a_body_that_nobody_has_described_is_learned_from_its_papers_and_minutes(folder: Path) -> None:
    proposal = proposed(request())
    meeting = proposal.meeting
    profile = meeting.profile
    assert (profile.body, profile.document, profile.kind_names) == ("潮田市緑化審議会", "会議録", ("議案",))
    assert profile.capacities == ("副会長",)
    assert [person.name for person in meeting.voters] == ["江口", "水野", "新名"]
    # The roster has no secretariat: that of the last meeting is taken over.
    assert [person.post for person in meeting.people if person.role == "secretariat"] == ["緑地課長"]
    assert [case.id.number for case in meeting.cases] == [6, 7]
    assert meeting.cases[0].received == "前回"
    assert meeting.materials[0].title == "令和8年度第1回潮田市緑化審議会会議録"
    told = "\n".join(proposal.doubts)
    assert "坂上" in told
    assert "新名遥" in told
    assert "江口" not in told
    # Reading leaves nothing behind.
    assert not (folder / "sessions").exists()


def test_the_profile_that_was_made_serves_the_next_time(folder: Path) -> None:
    assert main(["new", "--from", "次第.docx", "--roster", "名簿.xlsx", "--last", "前回会議録.txt", "-y"]) == 0
    assert own_profile("潮田市緑化審議会").exists()
    again = proposed(request())
    assert not again.new_body
    assert again.meeting.profile.body == "潮田市緑化審議会"
    assert [case.id.number for case in again.meeting.cases] == [6, 7]


def test_minutes_of_another_body_are_asked_about(folder: Path) -> None:
    (folder / "前回会議録.txt").write_text(MINUTES.replace("緑化審議会", "上下水道審議会"), encoding="utf-8")
    assert any("潮田市上下水道審議会" in doubt for doubt in proposed(request()).doubts)


def test_minutes_that_are_not_there_are_named(folder: Path) -> None:
    with pytest.raises(Refused, match=r"ない会議録\.docx"):
        last_meeting("ない会議録.docx", None)
