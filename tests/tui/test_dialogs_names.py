"""A name in a remark: what matched, both wordings, and one key for each way on."""

from __future__ import annotations

from pathlib import Path

import pytest
from dialog_app import asking
from msgspec.structs import replace
from sample import CHAIR, discussion, session, turn

from clerk_tui.domain.commands import AllowWord, ConfirmNames, KeepInside
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.internal_marks import Passage
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.profile import read_profile
from clerk_tui.profile.allowing import allow_for_good
from clerk_tui.profile.folders import find
from clerk_tui.tui.dialogs.names import NameDialog


def made(text: str):
    opened = session(*discussion(), turn(CHAIR, text))
    return opened, opened.state.turns[-1]


async def choose(opened, entry, key, **more):
    async with asking(NameDialog(opened.state, entry.id, **more)) as (pilot, app):
        shown = "\n".join(str(each.content) for each in app.dialog.query("Static"))
        await pilot.press(key)
        await pilot.pause()
        said = app.said if app.dialog.query('.message') else ''
    return shown, said, app.answers


async def test_the_words_stand_in_their_line_and_both_wordings_below():
    opened, said = made("先ほど井口委員の言われたとおりです。")
    shown, _, answers = await choose(opened, said, "3")
    assert "［井口］" in shown
    assert "内部では：先ほど井口委員の" in shown and "3 のあと：先ほど委員の言われた" in shown
    assert answers == [KeepInside(said.id, (Passage(3, 5),))]
    opened.dispatch(answers[0])
    assert not list(name_findings(opened.state))


async def test_this_place_is_allowed_with_one_key():
    opened, said = made("井口委員のとおりです。")
    _, _, answers = await choose(opened, said, "1")
    assert answers == [ConfirmNames(said.id)]


async def test_a_name_itself_is_no_word_to_be_allowed():
    opened, said = made("井口委員のとおりです。")
    _, told, answers = await choose(opened, said, "2", for_good=print)
    assert "氏名そのもの" in told and not answers


async def test_a_key_that_is_not_offered_says_which_are():
    opened, said = made("井口野の公園です。")
    _, told, answers = await choose(opened, said, "4")
    assert "4 はここでは選べません。1 か 2 か 3 を" in told and not answers


async def test_a_word_is_allowed_for_the_meeting_or_for_good():
    opened, said = made("井口野の公園です。")
    noted: list[str] = []
    _, _, answers = await choose(opened, said, "2")
    assert answers == [AllowWord("井口野")]
    _, _, answers = await choose(opened, said, "4", for_good=noted.append)
    assert answers == [AllowWord("井口野")] and noted == ["井口野"]
    opened.dispatch(answers[0])
    assert not list(name_findings(opened.state))


def test_a_line_without_a_name_asks_nothing():
    opened, said = made("そのとおりです。")
    with pytest.raises(Refused, match="氏名はありません"):
        NameDialog(opened.state, said.id)


def test_a_word_for_good_is_noted_in_the_clerks_own_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    monkeypatch.setenv("APPDATA", str(tmp_path))
    before = read_profile(find("privacy_council"))
    path = allow_for_good("privacy_council", "榎本町")
    allow_for_good("privacy_council", "柏木田")
    allow_for_good("privacy_council", "柏木田")
    assert path.is_relative_to(tmp_path) or path.exists()
    assert find("privacy_council") == path
    assert read_profile(path) == replace(before, allowed_words=("榎本町", "柏木田"))
