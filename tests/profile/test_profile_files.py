"""profile.toml: what a short file means, what a wrong one is told, and that what is written reads back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerk_tui.domain.citations import USUAL
from clerk_tui.domain.notation import Numerals
from clerk_tui.domain.profile import (
    CaseKind,
    Counted,
    Form,
    LabelStyle,
    Majority,
    Outcome,
    Phase,
    PhaseRole,
    Phrase,
    Profile,
    Quorum,
    Role,
    RulingWording,
    Standing,
    Style,
)
from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems, Problem
from clerk_tui.profile import available, read_profile, write_profile
from clerk_tui.profile.folders import shipped_folder
from clerk_tui.profile.standard import OUTCOMES, PHASES, ROLES

SHORT = 'body = "青葉町景観審議会"\nkinds = ["報告", "諮問"]\n'


def written(folder: Path, text: str) -> Path:
    path = folder / "profile.toml"
    path.write_text(text, encoding="utf-8")
    return path


def problems(folder: Path, text: str) -> tuple[Problem, ...]:
    with pytest.raises(FileProblems) as caught:
        read_profile(written(folder, text))
    return caught.value.problems


def test_a_short_profile_has_everything_usual(tmp_path: Path) -> None:
    folder = tmp_path / "landscape"
    folder.mkdir()
    profile = read_profile(written(folder, SHORT))
    assert (profile.id, profile.body, profile.document) == ("landscape", "青葉町景観審議会", "会議録")
    assert profile.roles == ROLES
    assert profile.phases == PHASES
    assert [phase.role for phase in PHASES] == [role for role in PhaseRole if role is not PhaseRole.OTHER]
    assert [phase.name for phase in PHASES if phase.in_block] == ["説明", "質問", "意見", "裁決", "部会報告"]
    assert [(kind.name, kind.default.name, kind.default.table) for kind in profile.kinds] == [
        ("報告", "了承", "報告了承"),
        ("諮問", "決定", "決定"),
    ]
    assert (profile.quorum, profile.style, profile.form) == (Quorum(), Style(), Form())


def test_only_deferrals_are_unsettled() -> None:
    assert [outcome.name for outcome in OUTCOMES.values() if not outcome.settled] == ["継続審議", "保留"]


def test_what_a_file_says_replaces_what_is_usual(tmp_path: Path) -> None:
    profile = read_profile(
        written(
            tmp_path,
            """\
id = "council"
body = "青葉町審議会"
document = "議事録"
kinds = [
  "報告",
  { name = "議案", outcomes = ["否決", { name = "可決", table = "可決（全員賛成）" }, { name = "差戻し", settled = false }] },
]
phases = ["説明", { name = "質疑", role = "質問" }, { name = "現地視察", in_block = true }]
[roles.chair]
title = "議長"
[roles.member]
label = "姓＋呼称"
[roles.expert]
title = "専門員"
standing = "その他"
[[phrases]]
key = "q"
text = "{cases}について\\n質疑はありませんか。"
phases = ["説明", "questions"]
speaker = "議長"
then = "質疑"
[abbreviations]
"こほ" = "個人情報保護"
[quorum]
share = " 2 / 3 "
strict = true
[majority]
share = "2/3"
strict = false
of = "全委員"
chair_votes = true
[style]
numerals = "全角"
""",
        )
    )
    assert [outcome.name for outcome in profile.kinds[1].outcomes] == ["否決", "可決", "差戻し"]
    assert profile.outcome("議案", "可決") == Outcome("可決", "可決", "可決（全員賛成）")
    assert profile.outcome("議案", "差戻し") == Outcome("差戻し", "差戻し", "差戻し", settled=False)
    assert profile.phases == (
        Phase("explanation", "説明", PhaseRole.EXPLANATION, True),
        Phase("questions", "質疑", PhaseRole.QUESTIONS, True),
        Phase("現地視察", "現地視察", PhaseRole.OTHER, True),
    )
    assert profile.roles == (
        Role("chair", "議長", Standing.CHAIR, LabelStyle.POST, "委員"),
        Role("member", "委員", Standing.MEMBER, LabelStyle.NAME_TITLE, "委員"),
        Role("expert", "専門員", Standing.GUEST, LabelStyle.NAME_POST, "参考人"),
    )
    assert profile.phrases == (
        Phrase(
            "q", "{cases}について\n質疑はありませんか。", ("explanation", "questions"), "chair", "questions"
        ),
    )
    assert profile.abbreviations == (("こほ", "個人情報保護"),)
    assert profile.quorum == Quorum((2, 3), strict=True)
    assert profile.majority == Majority((2, 3), strict=False, of=Counted.ALL, chair_votes=True)
    assert profile.style == Style(Numerals.FULL)


@pytest.mark.parametrize(
    ("added", "line", "said"),
    [
        ('document = ""', 3, "「document」（文書名）が空です"),
        ('id = ""', 3, "「id」（型の名前）が空です"),
        ('capasities = ["部会長"]', 3, "もしかして「capacities」ですか。"),
        ('phases = ["説明",\n"質疑"]', 4, "「質疑」という段階は標準にありません"),
        ("phases = []", 3, "「phases」（段階）が空です"),
        ('phases = ["説明", "説明"]', 3, "名前が「説明」の段階が二つ"),
        ('phases = ["説明",\n{ name = "報告", role = "説明する" }]', 4, "もしかして「説明」ですか。"),
        ('phases = ["説明", { name = "趣旨", role = "説明" }]', 3, "idが「explanation」の段階が二つ"),
        ("phases = [1]", 3, '1番目は "…" か { … } の形'),
        ('[roles.chair]\ntitle = "会長"', 3, "立場が「委員」の役割がありません"),
        (
            '[roles]\nmember = { }\nchair = { label = "姓" }',
            5,
            "「label」（発言者の表記）に「姓」はありません",
        ),
        ('[roles.chair]\n[roles.member]\n[roles.x]\ntitle = "x"', 5, "「standing」（立場）がありません"),
        ('[roles.chair]\n[roles.member]\n[roles.x]\nstanding = "委員"', 5, "「title」（呼び名）がありません"),
        (
            "[roles.chair]\n[roles.member]\n[roles.current]\nstanding = '委員'\ntitle = 'x'",
            5,
            "別の意味に使います",
        ),
        ("[roles]\nchair = 1", 4, "[chair] の見出し"),
        ('[[phrases]]\nkey = "a"\ntext = "{case}"', 5, "{case}は使えません"),
        ('[[phrases]]\nkey = "a"\ntext = "{"', 5, "書式「{」"),
        ('[[phrases]]\ntext = "a"', 3, "「key」（キー）がありません"),
        ('[[phrases]]\nkey = "a"', 3, "「text」（本文）がありません"),
        ('[[phrases]]\nkey = "a"\ntext = "a"\nphases = ["質疑"]', 6, "「質疑」という段階はありません"),
        ('[[phrases]]\nkey = "a"\ntext = "a"\nthen = "質疑"', 6, "「質疑」という段階はありません"),
        ('[[phrases]]\nkey = "a"\ntext = "a"\nspeaker = "chare"', 6, "もしかして「chair」ですか。"),
        ('[[phrases]]\nkey = "a"\ntext = "a"\nnarrated = "はい"', 6, "true（はい）か false（いいえ）"),
        ('phrases = [{ key = "a", text = "a" }, { key = "a", text = "b" }]', 3, "キー「a」の定型文が二つ"),
        ('[abbreviations]\n"こほ" = ""', 4, "「こほ」が空です"),
        ('[quorum]\nshare = "3/2"', 4, '"1/2" のように'),
        ('[quorum]\nshare = "半数"', 4, '"1/2" のように'),
        ('[majority]\nshare = "三分の二"', 4, "表決の割合「三分の二」"),
        ('[majority]\nof = "出席議員"', 4, "「全委員」から選んでください"),
        ("[quorum]\nshare = 0.5", 4, "文字を半角の引用符で"),
        ('[quorum]\nfixed = "三"', 4, "0 以上の整数"),
        ('[wording]\nclause = "{cases}を{result}"', 4, "{result}は使えません"),
        ('[style]\ndate = "{gengo}"', 4, "{gengo}は使えません"),
        ('[style]\nnumerals = "ローマ数字"', 4, "「半角」、「全角」、「漢数字」から選んで"),
        ('[form]\ncolumns = ["番号", "件名"]', 4, "三つ書いてください"),
        ('[form]\nbody = "別の審議会"', 4, "「form」の中にあります"),
        ('[forms]\ntitle = "会議名"', 3, "もしかして「form」ですか。"),
    ],
)
def test_a_wrong_profile_is_told_the_line(tmp_path: Path, added: str, line: int, said: str) -> None:
    found = [problem for problem in problems(tmp_path, SHORT + added) if said in problem.message]
    assert [problem.line for problem in found] == [line]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ('"報告"', "[ ] で囲んだ並び"),
        ('["報告", "報告"]', "種別「報告」が二度あります"),
        ('["第1議案"]', "空白・「第」「号」は使えず"),
        ('[""]', "空白・「第」「号」は使えず"),
        ('[{ outcomes = ["了承"] }]', "「name」（名称）がありません"),
        ('[{ name = "報告", outcomes = [] }]', "「outcomes」（審議結果）が空です"),
        ('[{ name = "報告", outcomes = ["了解"] }]', "「了解」という審議結果は標準にありません"),
        ('[{ name = "議案", outcomes = ["条件つき可決"] }]', "もしかして「条件付き可決」ですか。"),
        ('[{ name = "報告", outcomes = ["了承", "了承"] }]', "審議結果「了承」が二度あります"),
        ('[{ name = "報告", outcomes = [{ name = "a", sentence = "{x}" }] }]', "{x}は使えません"),
        (
            '[{ name = "報告", outcomes = [{ name = "a", spoken = "" }] }]',
            "「spoken」（口頭の言い方）が空です",
        ),
        ('[{ name = "報告", outcome = ["了承"] }]', "もしかして「outcomes」ですか。"),
        ('["議題1"]', "終わりに数字も置けません"),
        ('[{ name = "議題", numbering = "第{number}号" }]', "番号だけでは見分けられません"),
        ('[{ name = "議題", numbering = "{kind}" }]', "{number}（番号）を一度"),
        ('[{ name = "議題", carries = 1 }]', "「carries」（持越し）の値"),
    ],
)
def test_wrong_kinds_are_told(tmp_path: Path, kinds: str, said: str) -> None:
    (problem,) = problems(tmp_path, f'body = "青葉町審議会"\nkinds = {kinds}\n')
    assert problem.line == 2
    assert said in problem.message


def test_a_body_without_numbered_cases_says_so(tmp_path: Path) -> None:
    assert read_profile(written(tmp_path, 'body = "青葉町読書会議"\nkinds = []\n')).kinds == ()
    (problem,) = problems(tmp_path, 'body = "青葉町読書会議"\n')
    assert "「kinds」（案件の種別）がありません" in problem.message


def test_reports_do_not_come_back_unless_the_body_says_so(tmp_path: Path) -> None:
    kinds = 'kinds = ["報告", "議案", { name = "協議事項", carries = true }]\n'
    profile = read_profile(written(tmp_path, 'body = "青葉町審議会"\n' + kinds))
    assert [kind.carries for kind in profile.kinds] == [False, True, True]


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    found = problems(tmp_path, 'kinds = ["1"]\nphases = ["x"]\n[quorum]\nfixed = -1\n[zzz]\n')
    assert [problem.line for problem in found] == [None, 1, 2, 4, 5]


@pytest.mark.parametrize("name", ["privacy_council", "agriculture_committee", "review_board"])
def test_shipped_profiles_are_good_and_read_back(tmp_path: Path, name: str) -> None:
    assert name in {source.name for source in available((shipped_folder(),))}
    profile = read_profile(shipped_folder() / name / "profile.toml")
    assert profile.id == name
    assert read_profile(written(tmp_path, write_profile(profile))) == profile


# Round trip of any profile that a file can hold.

LETTERS = st.characters(categories=("L", "N", "P", "S", "Zs", "Mn")).filter(lambda char: clean(char) == char)
TEXT = st.text(LETTERS, max_size=6)
PLAIN = TEXT.map(lambda text: text.replace("{", "").replace("}", ""))
NAMES = st.sampled_from(["第一", "説明", "質問", "questions", "協議", "x y", 'a"b', "い\\ろ"])
WORD = PLAIN.map(lambda text: f"{text}あ")
KIND_NAMES = st.sampled_from(["報告", "諮問（情）", "5みど総", "諮問", "議案", "請願", "付議", "協議"])

OUTCOME = st.sampled_from(list(OUTCOMES.values())) | st.builds(
    Outcome, WORD, WORD, WORD, st.booleans(), st.sampled_from(["", "{cases}は{note}"]), st.booleans()
)
KIND = st.builds(
    CaseKind,
    KIND_NAMES,
    st.lists(OUTCOME, min_size=1, max_size=4, unique_by=lambda outcome: outcome.name).map(tuple),
    st.sampled_from([USUAL, "第{number}号{kind}", "{kind}（{number}）", "甲第{number2}号証"]),
    st.booleans(),
)
PHASE = st.sampled_from(PHASES) | st.builds(Phase, NAMES, NAMES, st.sampled_from(PhaseRole), st.booleans())
STYLE = st.builds(
    Style,
    st.sampled_from(Numerals),
    st.sampled_from(["{era}{year}年", "{month}/{day}({weekday})", ""]),
    st.sampled_from(["{hour}:{minute2}", "{half_day}{hour12}時{minute}分"]),
    st.sampled_from(["{start}～{end}"]),
    st.sampled_from(["{date}{period}", "{date}　{period}"]),
)
FORM = st.builds(
    Form,
    *[TEXT] * 6,
    observers_count=st.sampled_from(["{count}人", "なし"]),
    materials=TEXT,
    contents=TEXT,
    columns=st.tuples(TEXT, TEXT, TEXT),
    attendance_joiner=TEXT,
    note=st.sampled_from(["{result}（{note}）", "{note}"]),
    recess=TEXT,
    resumed=TEXT,
    closed_part=TEXT,
    open_part=TEXT,
)
QUORUM = st.builds(
    Quorum,
    st.tuples(st.integers(1, 5), st.integers(5, 9)),
    st.booleans(),
    st.integers(0, 99),
)
MAJORITY = st.builds(
    Majority,
    st.tuples(st.integers(1, 5), st.integers(5, 9)),
    st.booleans(),
    st.sampled_from(Counted),
    st.booleans(),
)
WORDING = st.builds(RulingWording, TEXT, st.sampled_from(["{cases}を{outcome}", "{cases}"]), TEXT, TEXT)


@st.composite
def profiles(draw: st.DrawFn) -> Profile:
    role = st.builds(
        Role,
        WORD | st.sampled_from(["explainer_", "guest", "official", ""]),
        WORD,
        st.sampled_from(Standing),
        st.sampled_from(LabelStyle),
        PLAIN,
        st.sampled_from(LabelStyle),
    )
    roles = (
        *draw(st.lists(role, max_size=3, unique_by=lambda role: role.id)),
        Role("chair", "会長", Standing.CHAIR, draw(st.sampled_from(LabelStyle)), "委員"),
        Role("member", draw(WORD), Standing.MEMBER, LabelStyle.LETTERED, "委員"),
    )
    phases = draw(
        st.lists(PHASE, min_size=1, max_size=5, unique_by=(lambda phase: phase.id, lambda phase: phase.name))
    )
    ids = [phase.id for phase in phases]
    phrase = st.builds(
        Phrase,
        WORD,
        (st.just("{cases}と\n{next}") | WORD),
        st.lists(st.sampled_from(ids), max_size=2).map(tuple),
        st.sampled_from([*(role.id for role in roles), "explainer", "current"]),
        st.sampled_from(["", *ids]),
        st.booleans(),
    )
    return Profile(
        draw(WORD),
        draw(WORD),
        draw(WORD),
        tuple({role.id: role for role in roles if role.id not in ("explainer", "current")}.values()),
        tuple(draw(st.lists(KIND, min_size=1, max_size=3, unique_by=lambda kind: kind.name))),
        tuple(phases),
        tuple(draw(st.lists(TEXT, max_size=2))),
        tuple(draw(st.lists(phrase, max_size=3, unique_by=lambda phrase: phrase.key))),
        tuple(draw(st.dictionaries(TEXT, WORD, max_size=3)).items()),
        draw(QUORUM),
        draw(WORDING),
        draw(STYLE),
        draw(FORM),
        draw(MAJORITY),
        tuple(draw(st.dictionaries(WORD, TEXT, max_size=3)).items()),
    )


@given(profile=profiles())
def test_any_profile_reads_back_equal(tmp_path_factory: pytest.TempPathFactory, profile: Profile) -> None:
    path = written(tmp_path_factory.getbasetemp(), write_profile(profile))
    assert read_profile(path) == profile


def test_a_written_profile_names_every_label_that_can_be_chosen() -> None:
    profile = read_profile(shipped_folder() / "privacy_council" / "profile.toml")
    line = next(line for line in write_profile(profile).split("\n") if line.startswith("label ="))
    assert all(style.value in line for style in LabelStyle)


def test_a_phrase_is_the_chairs_unless_it_says_otherwise(tmp_path: Path) -> None:
    roles = '[roles.kaicho]\ntitle = "議長"\nstanding = "会長"\n[roles.member]\n'
    phrase = '[[phrases]]\nkey = "q"\ntext = "御質問はありますか。"\n'
    profile = read_profile(written(tmp_path, SHORT + roles + phrase))
    (found,) = profile.phrases
    assert found.speaker == "kaicho"
    assert profile.is_for_chair(found)
    wrong = problems(tmp_path, SHORT + roles + phrase + 'speaker = "chair"\n')
    assert ["「chair」という役割はありません" in problem.message for problem in wrong] == [True]
    # Roles without a chair are one fault, and not one for each phrase.
    (alone,) = problems(tmp_path, SHORT + "[roles.member]\n" + phrase)
    assert "立場が「会長」の役割がありません" in alone.message


def test_a_result_of_the_bodys_own_says_whether_the_vote_was_carried(tmp_path: Path) -> None:
    profile = read_profile(
        written(
            tmp_path,
            'body = "みどり市審査会"\n'
            'kinds = [{ name = "申請", outcomes = [{ name = "許可" }, { name = "不許可" }, '
            '{ name = "却下", carried = false }, { name = "不問", carried = true }] }]\n',
        )
    )
    carried = [(outcome.name, outcome.carried) for outcome in profile.kinds[0].outcomes]
    assert carried == [("許可", True), ("不許可", False), ("却下", False), ("不問", True)]


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ('[wording]\nclause = "これは{outcome}"', "{cases} がありません"),
        ('[form]\nnote = "{result}"', "{note} がありません"),
        ('[style]\nmoment = "{period}"', "{date} がありません"),
        ('[style]\ntime = "{minute2}分"', "{hour} がありません"),
    ],
)
def test_a_text_without_what_it_is_there_to_say_is_refused(tmp_path: Path, lines: str, told: str) -> None:
    path = written(tmp_path, f'id = "a"\nbody = "審議会"\ndocument = "会議録"\n\n{lines}\n')
    with pytest.raises(FileProblems) as refused:
        read_profile(path)
    assert any(told in str(problem) for problem in refused.value.problems)


def test_a_ruling_phrase_that_names_no_case_is_refused(tmp_path: Path) -> None:
    kinds = 'kinds = [{ name = "諮問", outcomes = [{ name = "了とする", sentence = "そのとおり" }] }]'
    path = written(tmp_path, f'id = "a"\nbody = "審議会"\ndocument = "会議録"\n{kinds}\n')
    with pytest.raises(FileProblems, match="cases"):
        read_profile(path)
