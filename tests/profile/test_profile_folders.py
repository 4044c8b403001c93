"""Where profiles and templates are looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerk_tui.profile import NotFound, available, find, template_for
from clerk_tui.profile.folders import shipped_folder, template_folders, user_folder


def put(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("", encoding="utf-8")
    return path


def test_the_clerks_own_profile_hides_the_shipped_one(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    mine = put(own / "council" / "profile.toml")
    put(shipped / "council" / "profile.toml")
    board = put(shipped / "board" / "profile.toml")
    put(shipped / "README.md")
    found = available((own, shipped))
    assert [(source.name, source.path, source.own) for source in found] == [
        ("board", board, False),
        ("council", mine, True),
    ]
    assert find("council", (own, shipped)) == mine
    with pytest.raises(NotFound, match=r"審議会の型「counsil」がありません。.*もしかして「council」ですか。"):
        find("counsil", (own, shipped))
    with pytest.raises(NotFound, match="templates フォルダーに型を置いてください"):
        find("council", (tmp_path / "none",))


def test_a_body_may_have_its_own_word_template(tmp_path: Path) -> None:
    own, shipped = tmp_path / "own", tmp_path / "shipped"
    with pytest.raises(NotFound, match="ひな形"):
        template_for("council", (own, shipped))
    common = put(shipped / "table.docx")
    assert template_for("council", (own, shipped)) == common
    bodys = put(shipped / "council" / "table.docx")
    assert template_for("council", (own, shipped)) == bodys
    assert template_for("board", (own, shipped)) == common
    mine = put(own / "table.docx")
    assert template_for("board", (own, shipped)) == mine
    # A body's own template is nearer to it than the clerk's common one.
    assert template_for("council", (own, shipped)) == bodys


@pytest.mark.parametrize("name", ["..", "../secret", "a/b", "C:\\x", "", "."])
def test_an_id_does_not_lead_out_of_the_folders(tmp_path: Path, name: str) -> None:
    put(tmp_path / "table.docx")
    put(tmp_path / "secret" / "table.docx")
    common = put(tmp_path / "templates" / "table.docx")
    assert template_for(name, (tmp_path / "templates",)) == common


@pytest.mark.parametrize(
    ("platform", "environ", "expected"),
    [
        ("win32", {"APPDATA": "/roaming"}, "/roaming/clerk-tui/templates"),
        ("win32", {}, "/home/k/AppData/Roaming/clerk-tui/templates"),
        ("darwin", {}, "/home/k/Library/Application Support/clerk-tui/templates"),
        ("linux", {}, "/home/k/.config/clerk-tui/templates"),
        ("linux", {"XDG_CONFIG_HOME": ""}, "/home/k/.config/clerk-tui/templates"),
        ("linux", {"XDG_CONFIG_HOME": "relative"}, "/home/k/.config/clerk-tui/templates"),
    ],
)
def test_the_clerks_folder_is_where_the_system_has_it(
    platform: str, environ: dict[str, str], expected: str
) -> None:
    assert user_folder(environ, platform, Path("/home/k")) == Path(expected)


def test_an_absolute_config_folder_counts(tmp_path: Path) -> None:
    folder = user_folder({"XDG_CONFIG_HOME": str(tmp_path)}, "linux", Path("/home/k"))
    assert folder == tmp_path / "clerk-tui" / "templates"


def test_templates_are_shipped() -> None:
    assert shipped_folder() in template_folders()
    assert template_for("privacy_council", (shipped_folder(),)).name == "table.docx"
