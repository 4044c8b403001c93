"""A new body after the model of another takes over its ways and none of its business; what a profile lacks is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_tui.profile import available, read_profile, write_profile
from clerk_tui.profile.folders import documents, shipped_folder
from clerk_tui.profile.gaps import gaps
from clerk_tui.profile.model import after

BUSINESS = {
    "agriculture_committee": ("農業", "農地", "現地", "許可", "青葉町"),
    "privacy_council": ("個人情報", "実施機関", "部会", "みどり市"),
    "review_board": ("審査請求", "処分庁", "弁明", "みどり市"),
    "education_board": ("教育", "専決"),
    "city_planning": ("都市計画",),
    "standing_committee": ("総務", "所管事務", "議会"),
    "disclosure_board": ("情報公開", "（情）", "（個）", "口頭意見"),
    "expert_panel": ("デジタル",),
    "liaison_council": ("読書",),
}


def test_every_shipped_body_has_its_business_named() -> None:
    assert set(BUSINESS) == {source.name for source in available([shipped_folder()])}


@pytest.mark.parametrize("model", BUSINESS)
def test_a_new_body_takes_over_nothing_of_the_models_business(model: str, tmp_path: Path) -> None:
    shipped = read_profile(shipped_folder() / model / "profile.toml")
    profile, left = after(shipped, "新", "わかば町環境会議")
    text = write_profile(profile)
    values = "\n".join(line.partition("#")[0] for line in text.splitlines())
    assert [word for word in BUSINESS[model] if word in values] == []
    path = tmp_path / "新" / "profile.toml"
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    assert read_profile(path) == profile
    # The ways of the model stay.
    assert (profile.quorum, profile.majority, profile.style) == (
        shipped.quorum,
        shipped.majority,
        shipped.style,
    )
    assert [role.label for role in profile.roles] == [
        role.label for role in shipped.roles if f"役割「{role.title}」" not in left
    ]
    kept = {phase.id for phase in profile.phases}
    assert all(
        set(phrase.phases) <= kept and (phrase.then or "x") in {*kept, "x"} for phrase in profile.phrases
    )
    assert profile.phrases


def test_what_was_not_taken_over_is_told_by_name() -> None:
    shipped = read_profile(shipped_folder() / "agriculture_committee" / "profile.toml")
    _, left = after(shipped, "新", "わかば町教育委員会")
    assert {
        "段階「現地調査の報告」",
        "区分「農業委員」（「委員」としました）",
        "議案の結果「許可相当」",
    } <= set(left)


def test_what_a_short_profile_does_not_say_is_told(tmp_path: Path) -> None:
    path = tmp_path / "短" / "profile.toml"
    path.parent.mkdir()
    path.write_text('body = "青葉町景観審議会"\nkinds = ["議案"]\n', encoding="utf-8")
    told = "\n".join(gaps(path, read_profile(path)))
    for word in (
        "定足数",
        "表決",
        "役割",
        "段階が書かれていない",
        "代わって進める人",
        "{next}",
        "「説明」、「質問」",
    ):
        assert word in told
    path.write_text('body = "青葉町景観審議会"\nkinds = ["議案"]\nphases = ["事務連絡"]\n', encoding="utf-8")
    told = "\n".join(gaps(path, read_profile(path)))
    for word in ("開会に当たる段階", "閉会に当たる段階", "審議の間の段階", "案件を決める段階"):
        assert word in told


@pytest.mark.parametrize("body", BUSINESS)
def test_a_shipped_profile_lacks_nothing_but_the_usual_rules(body: str) -> None:
    path = shipped_folder() / body / "profile.toml"
    assert [gap for gap in gaps(path, read_profile(path)) if not gap.startswith(("表決", "段階が書かれて"))] == []


def test_the_words_of_a_profile_are_explained_where_the_program_is() -> None:
    assert documents().is_file()
