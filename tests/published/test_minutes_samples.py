"""Minutes of towns that do not exist, each in another form: what stands there is read, and every line goes somewhere."""

from __future__ import annotations

import random
import unicodedata
from datetime import date, time
from pathlib import Path

import pytest
from cases import CASES, Facts
from facts import wrong
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_facts import FACTS, SAMPLES

from clerk_tui.cli.main import main
from clerk_tui.domain.moments import find_days
from clerk_tui.intake.problems import FileProblems
from clerk_tui.published.reading import Reading, read_minutes
from clerk_tui.published.reading.plain import read_text
from clerk_tui.published.script import script
from clerk_tui.sessions import state_of


@pytest.mark.parametrize("name", FACTS)
def test_every_fact_is_read(name: str) -> None:
    reading = read_minutes(SAMPLES / name)
    assert wrong(reading, FACTS[name]) == []
    assert reading.unread == ()


@pytest.mark.parametrize("name", FACTS)
def test_clean_minutes_come_in_without_a_question(name: str, tmp_path: Path) -> None:
    assert main(["import", str(SAMPLES / name), "-o", str(tmp_path / "会議")]) == 0
    state = state_of(tmp_path / "会議")
    assert len(state.turns) == len(FACTS[name].speakers or ())


def spoiled(text: str, chance: random.Random) -> str:
    """The text with lines dropped, doubled and re-spaced, and widths swapped."""
    lines: list[str] = []
    for line in text.split("\n"):
        match chance.randrange(14):
            case 0:
                continue
            case 1:
                lines += [line, line]
            case 2:
                lines.append(f"　{line.replace('　', ' ')}")
            case 3:
                lines.append(unicodedata.normalize("NFKC", line))
            case 4:
                lines.append(line.translate(str.maketrans("0123456789():", "０１２３４５６７８９（）：")))
            case 5:
                lines.append("　".join(line))
            case _:
                lines.append(line)
    return "\n".join(lines)


def assert_sound(path: Path) -> None:
    """Nothing is invented, and every line is placed or named."""
    try:
        reading: Reading = read_minutes(path)
    except FileProblems:
        return
    units = sum(1 for _ in read_text(path).units)
    assert units == sum(reading.placed.values()) + len(reading.unread)
    day = reading.published.when.date if reading.published.when else None
    if day is not None:
        written = [found.date for line in path.read_text("utf-8").split("\n") for found in find_days(line)]
        assert day in written or day in [found.date for found in find_days(reading.published.moment)]
    script(reading.published)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(sorted(name for name in FACTS if name.endswith((".txt", ".md")))), st.integers(0, 2**31)
)
def test_spoiled_minutes_are_read_or_refused(tmp_path: Path, name: str, seed: int) -> None:
    path = tmp_path / f"spoiled{Path(name).suffix}"
    path.write_text(spoiled((SAMPLES / name).read_text("utf-8"), random.Random(seed)), "utf-8")
    assert_sound(path)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(8))
def test_two_thousand_spoiled_minutes_lose_no_line_and_invent_no_day(tmp_path: Path, part: int) -> None:
    """Lines in are lines placed or named, over all forms of minutes in text: these samples and the shared ones."""
    files = [SAMPLES / name for name in sorted(FACTS) if name.endswith((".txt", ".md"))]
    files += sorted(CASES.glob("*/input.txt"))
    for number in range(part * 250, (part + 1) * 250):
        source = files[number % len(files)]
        path = tmp_path / f"{number}{source.suffix}"
        path.write_text(spoiled(source.read_text("utf-8"), random.Random(number)), "utf-8")
        assert_sound(path)


def test_what_contradicts_itself_is_refused_until_somebody_says_yes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (SAMPLES / "gap.txt").read_text("utf-8")
    changes = {
        "（金）": ("（土）", "土曜日ではありません"),
        "9名（": ("11名（", "11名とありますが、氏名は9人分です"),
        "長谷部副会長": ("長谷部会長", "会長が2人います"),
        "1名（目黒委員）": (
            "1名（目黒委員）\nこれは何の行でもない行です。ほんとうに。",
            "：これは何の行でもない行です",
        ),
    }
    for number, (old, (new, said)) in enumerate(changes.items()):
        path = tmp_path / f"{number}.txt"
        path.write_text(text.replace(old, new), "utf-8")
        out = tmp_path / f"会議{number}"
        assert main(["import", str(path), "-o", str(out)]) == 1
        told = capsys.readouterr()
        assert said in told.out
        assert "--yes" in told.err
        assert not out.exists()
        assert main(["import", str(path), "-o", str(out), "--yes"]) == 0


def test_the_review_tells_what_was_concluded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main(["import", str(SAMPLES / "pdf.txt"), "-o", str(tmp_path / "会議")]) == 0
    told = capsys.readouterr().out
    assert "議案第1号　景観計画の変更について　原案のとおり承認" in told
    assert "結果は、議長の発言から推した" in told
    assert "読めなかった行 0" in told


def test_a_count_behind_the_last_name_is_held_against_the_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (SAMPLES / "district.md").read_text("utf-8")
    path = tmp_path / "minutes.md"
    path.write_text(text.replace("(計6名)", "(計7名)"), "utf-8")
    assert main(["import", str(path), "-o", str(tmp_path / "会議")]) == 1
    assert "7名とありますが、氏名は6人分です" in capsys.readouterr().out


BOX = """第4回むらさき市まちづくり委員会
┌────┬──────────────┬──────┐
│会議名　│第4回 まちづくり委員会      │第3委員会室 │
├────┼──────────────┴──────┤
│日　　時│令和5年2月7日(火)                 │
│　　　　│開会 午後1時00分　閉会 午後2時10分│
├────┼────────────────────┤
│出席　　│◎青 島 文 雄　○石 丸 恵 子    │
│委員　　│　上 田    進　　江 口 良 介      │
├────┼────────────────────┤
│欠席委員│　な し                             │
└────┴────────────────────┘
◎委員長（青島文雄）　ただいまから委員会を開きます。
◆委員（上田進）　資料はいつ届きますか。
◎委員長（青島文雄）　本日配ります。以上で閉じます。
"""


def test_a_table_of_box_characters_is_a_table(tmp_path: Path) -> None:
    path = tmp_path / "box.txt"
    path.write_text(BOX, "utf-8")
    facts = Facts(
        date(2023, 2, 7), time(13), time(14, 10), "第3委員会室", ("第4回 まちづくり委員会",),
        members=("青島文雄委員長", "石丸恵子副委員長", "上田進", "江口良介"), absent=(),
        speakers=("委員長（青島", "委員（上田", "委員長（青島"),
    )  # fmt: skip
    reading = read_minutes(path)
    assert wrong(reading, facts) == []
    assert reading.unread == ()


def test_what_nobody_understands_among_the_talk_is_named(tmp_path: Path) -> None:
    text = (SAMPLES / "names_alone.txt").read_text("utf-8")
    assert "議事の経過\n" in text
    path = tmp_path / "odd.txt"
    path.write_text(text.replace("議事の経過\n", "議事の経過\n\n受付印　△△△\n"), "utf-8")
    reading = read_minutes(path)
    assert [line for _, line in reading.unread] == ["受付印　△△△"]
