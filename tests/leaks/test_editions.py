"""The public minutes do not depend on who said what; the internal ones say it; nothing leaves with a name in it."""

from __future__ import annotations

import zipfile
from datetime import datetime
from pathlib import Path
from random import Random

import docx
import pytest
from msgspec.structs import replace
from printed_minutes import GOLDEN, seed
from script_player import JST, played

from clerk_tui.domain import commands as c
from clerk_tui.domain.checks import Rule, findings
from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import EntryId
from clerk_tui.domain.internal_marks import public_words
from clerk_tui.domain.meeting import Person
from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.profile import PhaseRole
from clerk_tui.domain.record import Named, NextMeeting, StageDirection, State, Turn
from clerk_tui.drafting import NameExposed, allowed, write_draft
from clerk_tui.export import FORMATS
from clerk_tui.leaks import Leak, Leaked, inspect
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.layouts import LAYOUTS, LayoutSpec
from clerk_tui.minutes.outline import outline
from clerk_tui.minutes.word import drawn
from clerk_tui.profile import template_for
from clerk_tui.published.data import read_published
from clerk_tui.published.script import script, script_text
from clerk_tui.session import Session
from clerk_tui.sessions import create, recording, state_of

CREATED = datetime(2026, 10, 14, 17, 0, tzinfo=JST)
BODY = "privacy_council"


def session() -> Session:
    return played(BODY)[0]


each_layout = pytest.mark.parametrize("layout", LAYOUTS.values(), ids=LAYOUTS)


def public_bytes(state: State, layout: LayoutSpec = LAYOUTS["table"]) -> bytes:
    source = template_for(BODY, name=layout.template)
    document = outline(state, CREATED)
    data, _ = drawn(document, layout.fields(state, document), source.read_bytes(), source.name)
    return data


def permuted(state: State, chance: Random) -> State:
    """The same meeting with the members' remarks, stances and places at the table dealt out anew."""
    assert state.meeting is not None
    people = [person.id for person in hidden_names(state).people]
    others = chance.sample(people, len(people))
    dealt = {Named(before): Named(after) for before, after in zip(people, others, strict=True)}
    return replace(
        state,
        entries=tuple(
            replace(entry, speaker=dealt.get(entry.speaker, entry.speaker))  # type: ignore[call-overload]
            if isinstance(entry, Turn)
            else entry
            for entry in state.entries
        ),
        stances=tuple(
            replace(stance, speaker=dealt.get(stance.speaker, stance.speaker))  # type: ignore[call-overload]
            for stance in state.stances
        ),
    )


def test_who_said_what_makes_no_difference_to_the_public_file() -> None:
    chance = Random(41)
    state = session().state
    expected = public_bytes(state)
    dealt = [permuted(state, chance) for _ in range(500)]
    assert len({tuple(turn.speaker for turn in each.turns) for each in dealt}) > 400
    # The writer gets nothing else, in any layout.
    taken = taken_by_the_writer(state)
    assert all(taken_by_the_writer(each) == taken for each in dealt)
    assert all(public_bytes(each) == expected for each in dealt[:50])


def taken_by_the_writer(state: State) -> tuple[object, ...]:
    document = outline(state, CREATED)
    return document, *(layout.fields(state, document) for layout in LAYOUTS.values())


@each_layout
def test_who_said_what_makes_no_difference_in_any_layout(layout: LayoutSpec) -> None:
    chance = Random(43)
    state = session().state
    expected = public_bytes(state, layout)
    assert all(public_bytes(permuted(state, chance), layout) == expected for _ in range(10))


def test_letters_go_by_the_order_of_speaking_and_not_by_the_name() -> None:
    from clerk_tui.domain.profile import LabelStyle, Standing

    state = session().state
    assert state.meeting is not None
    roles = tuple(
        replace(role, label=LabelStyle.LETTERED) if role.standing is Standing.MEMBER else role
        for role in state.meeting.profile.roles
    )
    meeting = replace(state.meeting, profile=replace(state.meeting.profile, roles=roles))
    lettered = replace(state, meeting=meeting)
    expected = public_bytes(lettered)
    assert "A委員" in str(list(outline(lettered, CREATED).body))
    chance = Random(2)
    assert all(public_bytes(permuted(lettered, chance)) == expected for _ in range(50))


def test_other_names_change_nothing_but_the_roster() -> None:
    state = session().state
    assert state.meeting is not None
    hidden = {person.id for person in hidden_names(state).people}

    def renamed(person: Person) -> Person:
        number = list(hidden).index(person.id) if person.id in hidden else -1
        return person if number < 0 else replace(person, name=f"改姓{number}", reading="")

    other = replace(state, meeting=replace(state.meeting, people=tuple(map(renamed, state.meeting.people))))
    assert outline(other, CREATED).body == outline(state, CREATED).body
    assert outline(other, CREATED).cases == outline(state, CREATED).cases
    assert outline(other, CREATED).header != outline(state, CREATED).header


def test_the_internal_edition_lists_who_said_what(tmp_path: Path) -> None:
    state = session().state
    path = write_draft(state, tmp_path / "内部.docx", CREATED, Edition.INTERNAL, head="0123abcd")
    text = "\n".join(
        cell.text for table in docx.Document(str(path)).tables for row in table.rows for cell in row.cells
    )
    assert "杉浦委員" in text
    assert "0123abcd" in text
    assert "氏名入り" in text


NAMED_BY_THE_CHAIR = "杉浦委員、どうぞ。"


def with_a_name() -> Session:
    meeting = session()
    meeting.dispatch(c.Undo())  # the closing
    turn = next(turn for turn in meeting.state.turns if isinstance(turn.speaker, Named))
    meeting.dispatch(c.EditText(turn.id, (NAMED_BY_THE_CHAIR,)))
    return meeting


def test_a_name_in_a_remark_stops_the_public_file_and_is_a_finding(tmp_path: Path) -> None:
    state = with_a_name().state
    target = tmp_path / "会議録案.docx"
    target.write_text("前の案", "utf-8")
    with pytest.raises(Leaked) as refusal:
        write_draft(state, target, CREATED)
    assert "杉浦" in str(refusal.value)
    assert target.read_text("utf-8") == "前の案"
    assert list(tmp_path.iterdir()) == [target]
    assert [finding.message for finding in findings(state) if finding.rule is Rule.NAMED]
    write_draft(state, tmp_path / "内部.docx", CREATED, Edition.INTERNAL)


def test_what_the_clerk_has_confirmed_may_go_out_until_it_is_changed(tmp_path: Path) -> None:
    meeting = with_a_name()
    entry = next(each.entry for each in name_findings(meeting.state))
    assert entry is not None
    meeting.dispatch(c.ConfirmNames(entry))
    assert not [finding for finding in findings(meeting.state) if finding.rule is Rule.NAMED]
    write_draft(meeting.state, tmp_path / "会議録案.docx", CREATED)
    meeting.dispatch(c.EditText(entry, ("杉浦委員、お願いします。",)))
    with pytest.raises(Leaked):
        write_draft(meeting.state, tmp_path / "会議録案.docx", CREATED)


def test_words_for_the_internal_edition_stay_inside(tmp_path: Path) -> None:
    meeting = with_a_name()
    entry = next(each.entry for each in name_findings(meeting.state))
    assert entry is not None
    meeting.dispatch(
        c.EditText(entry, ("〔内部：杉浦〕委員、どうぞ。", "〔内部：閉じ忘れた杉浦", "〔内部：全部〕"))
    )
    write_draft(meeting.state, tmp_path / "会議録案.docx", CREATED)
    public = str(outline(meeting.state, CREATED).body)
    assert "委員、どうぞ。" in public
    assert "杉浦" not in public
    assert "〔内部：杉浦〕委員、どうぞ。" in str(outline(meeting.state, CREATED, Edition.INTERNAL).body)
    assert public_words("〔内部：甲〕乙〔内部：丙〕", "■") == "■乙■"


INSIDE = "事務局長の指示"


def with_words_for_inside() -> State:
    """A record with words for the internal edition at each place that the clerk can write to."""
    meeting = session()
    state, marked = meeting.state, f"〔内部：{INSIDE}〕表"
    assert state.meeting is not None
    first, last = state.turns[0], state.turns[-1]
    meeting.dispatch(c.EditText(first.id, (*first.paragraphs, marked)))
    meeting.dispatch(c.FlagTurn(last.id, marked))
    meeting.dispatch(c.AttachAudio("/録音.m4a", 9000.0, first.started))
    meeting.dispatch(c.SetNextMeeting(NextMeeting(None, None, "", marked)))
    case, ruling = next(iter(state.rulings.items()))
    group = next(group for group in state.meeting.groups if case not in group.cases)
    held = meeting.state
    # As if the one had been ruled with a note and the other put off.
    noted = replace(ruling, decision=replace(ruling.decision, note=marked))
    left = {key: value for key, value in held.rulings.items() if key not in group.cases}
    return replace(held, rulings={**left, case: noted}, deferred={group.id: marked})


@each_layout
def test_no_layout_prints_words_for_inside_in_public(layout: LayoutSpec, tmp_path: Path) -> None:
    state = with_words_for_inside()
    for edition, there in ((Edition.PUBLIC, False), (Edition.INTERNAL, True)):
        path = write_draft(state, tmp_path / f"{edition}.docx", CREATED, edition, layout)
        with zipfile.ZipFile(path) as package:
            parts = {name: package.read(name).decode("utf-8", "replace") for name in package.namelist()}
        found = [name for name, part in parts.items() if INSIDE in part]
        if edition is Edition.PUBLIC or layout.transcript:
            assert bool(found) is there, (layout, edition, found)


@pytest.mark.parametrize("name", FORMATS)
def test_no_export_has_words_for_inside_in_public(name: str) -> None:
    state = with_words_for_inside()
    assert INSIDE not in FORMATS[name][1](state, CREATED, Edition.PUBLIC)
    # Chapters are the headings alone.
    assert (INSIDE in FORMATS[name][1](state, CREATED, Edition.INTERNAL)) == (name != "chapters")


@pytest.mark.parametrize(
    "layout",
    [spec for spec in LAYOUTS.values() if spec.transcript or spec.id == "points"],
    ids=lambda each: each.id,
)
def test_a_name_across_the_end_of_a_paragraph_stops_every_layout(layout: LayoutSpec, tmp_path: Path) -> None:
    meeting = session()
    asked = next(turn for turn in meeting.state.turns if turn.phase == "questions")
    meeting.dispatch(c.EditText(asked.id, ("先ほどの杉", "浦委員に賛成します。")))
    target = tmp_path / "会議録案.docx"
    with pytest.raises((Leaked, NameExposed), match="杉浦"):
        write_draft(meeting.state, target, CREATED, layout=layout)
    assert not list(tmp_path.iterdir())
    meeting.dispatch(c.ConfirmNames(asked.id))
    write_draft(meeting.state, target, CREATED, layout=layout)
    summary = write_draft(with_a_name().state, tmp_path / "概要.docx", CREATED, layout=LAYOUTS["summary"])
    assert summary.exists(), "the summary holds no remark"


def test_a_flag_with_a_name_is_told_inside_alone(tmp_path: Path) -> None:
    meeting = session()
    meeting.dispatch(c.FlagTurn(meeting.state.turns[-1].id, "榎本委員の発言か"))
    write_draft(meeting.state, tmp_path / "会議録案.docx", CREATED)
    assert "榎本委員の発言か" not in str(outline(meeting.state, CREATED).body)
    assert "榎本委員の発言か" in str(outline(meeting.state, CREATED, Edition.INTERNAL).body)


def test_somebody_who_left_the_roster_is_not_printed_by_their_id() -> None:
    meeting = session()
    state = meeting.state
    assert state.meeting is not None
    gone = next(turn.speaker.person for turn in state.turns if isinstance(turn.speaker, Named))
    people = tuple(person for person in state.meeting.people if person.id != gone)
    document = outline(replace(state, meeting=replace(state.meeting, people=people)), CREATED)
    assert str(gone) not in str(document.body)


@seed
def test_the_published_meeting_goes_out_with_its_four_names(tmp_path: Path) -> None:
    meeting, lines = script(read_published(GOLDEN))
    folder = create(tmp_path / "会議", meeting)
    from clerk_tui.scripting.replay import replay

    path = tmp_path / "script.jsonl"
    path.write_text(script_text(lines), "utf-8")
    with recording(folder) as opened:
        replay(opened.session, path)
    state = state_of(folder)
    assert state.meeting is not None
    names = hidden_names(state)
    assert len(names.people) > 10
    said = [text for turn in state.turns for text in turn.paragraphs if names.within(text)]
    absent = {person.name for text in said for person in names.within(text)}
    assert len(absent) == 4
    assert not list(name_findings(state))
    write_draft(state, tmp_path / "会議録案.docx", CREATED)
    expected = public_bytes(state)
    chance = Random(7)
    assert all(public_bytes(permuted(state, chance)) == expected for _ in range(20))


def _leaks_in(state: State, layout: LayoutSpec, path: Path) -> tuple[Leak, ...]:
    """What the check finds in a layout, whatever else would have stopped it before."""
    document, source = outline(state, CREATED), template_for(BODY, name=layout.template)
    data, printed = drawn(document, layout.fields(state, document), source.read_bytes(), source.name)
    path.write_bytes(data)
    return inspect(path, hidden_names(state), *allowed(state, document, printed))


@pytest.mark.parametrize("name", ["points", "lines", "formal", "table"])
def test_a_remark_needs_its_own_leave_in_every_layout(name: str, tmp_path: Path) -> None:
    layout = LAYOUTS[name]
    short, telling = "榎本委員。", "前に言ってくれたのは榎本委員。私も反対です。"
    state = session().state
    meeting = state.meeting
    assert meeting is not None
    questions = next(phase.id for phase in meeting.profile.phases if phase.role is PhaseRole.QUESTIONS)
    asked = next(turn for turn in state.turns if turn.phase == questions)
    # The first turn stands in the opening, which the points leave out.
    said = {state.turns[0].id: (short,), asked.id: (telling,)}
    # Of the points only what is marked as one is printed.
    entries = tuple(
        replace(entry, paragraphs=said[entry.id], point="〃")
        if isinstance(entry, Turn) and entry.id in said
        else entry
        for entry in state.entries
    )
    leaking = replace(state, entries=entries, confirmed=frozenset({(state.turns[0].id, short)}))
    (found,) = _leaks_in(leaking, layout, tmp_path / "案.docx")
    assert found.people == ("榎本",)
    fine = replace(leaking, confirmed=frozenset({(state.turns[0].id, short), (asked.id, telling)}))
    assert _leaks_in(fine, layout, tmp_path / "可.docx") == ()


@each_layout
def test_a_town_called_like_a_member_has_its_minutes(
    layout: LayoutSpec, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its name stands in the title, the place and the page's header, where nobody is told to have spoken."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    own = tmp_path / "config" / "clerk-tui" / "templates"
    own.mkdir(parents=True)
    template = docx.Document(str(template_for(BODY, name=layout.template)))
    template.sections[0].header.paragraphs[0].text = "{{ 会議名称 }}　{{ 場所 }}"
    template.save(str(own / layout.template))
    state = session().state
    assert state.meeting is not None
    assert hidden_names(state).anywhere("柏木委員")
    meeting = replace(state.meeting, title=("柏木市情報公開審議会", "会議録"), place="柏木市役所")
    made = write_draft(replace(state, meeting=meeting), tmp_path / "案.docx", CREATED, layout=layout)
    assert docx.Document(str(made)).core_properties.title == "柏木市情報公開審議会 会議録"
    # The same words in the header of a template are the office's, and nobody has looked at them.
    template.sections[0].header.paragraphs[0].text = "柏木委員"
    template.save(str(own / layout.template))
    with pytest.raises(Leaked, match=r"word/header1\.xml"):
        write_draft(replace(state, meeting=meeting), tmp_path / "二.docx", CREATED, layout=layout)


def test_a_stage_direction_that_was_confirmed_may_go_out(tmp_path: Path) -> None:
    text = "榎本委員、着席"
    state = session().state
    entries = (*state.entries, StageDirection(EntryId("ト書き"), text, CREATED))
    for layout in (LAYOUTS["table"], LAYOUTS["lines"]):
        path = tmp_path / f"{layout.id}.docx"
        with pytest.raises(Refused):
            write_draft(replace(state, entries=entries), path, CREATED, layout=layout)
        write_draft(
            replace(state, entries=entries, confirmed=frozenset({(EntryId("ト書き"), text)})),
            path,
            CREATED,
            layout=layout,
        )
