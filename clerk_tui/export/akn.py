"""Akoma Ntoso 3.0 (LegalDocML, OASIS standard of 29 August 2018): the minutes as a ``debate``.

Sections are the blocks of the deliberation, speeches carry the role of their speaker. A role is all that a public
edition knows of a speaker, so that references are to roles and never to persons.
"""

from __future__ import annotations

from datetime import datetime

from lxml import etree

from clerk_tui.domain.record import State
from clerk_tui.domain.text import clean
from clerk_tui.minutes.document import Document, Heading, StageDirectionRow, Turn, VoteRow
from clerk_tui.minutes.edition import Edition
from clerk_tui.minutes.outline import outline

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_SOURCE = "#council"


def akn(state: State, created: datetime, edition: Edition) -> str:
    """The minutes as an XML text, valid against the published schema."""
    meeting = state.meeting
    if not state.prepared:
        raise ValueError("a record without a preparation has no minutes")
    document = outline(state, created, edition)
    root = etree.Element(_name("akomaNtoso"), nsmap={None: NAMESPACE})
    debate = _put(root, "debate", name="minutes")
    roles = {
        label: f"r{number}"
        for number, label in enumerate(
            dict.fromkeys(row.label for row in document.body if isinstance(row, Turn)), 1
        )
    }
    _meta(debate, document, meeting.day, meeting.profile.body, roles)
    preface = _put(debate, "preface")
    _put(_put(preface, "p"), "docTitle").text = clean(" ".join(document.title))
    for row in document.header:
        _put(preface, "p").text = clean(f"{row.sublabel or row.label}：{'、'.join(row.paragraphs)}")
    _body(_put(debate, "debateBody"), document, roles)
    return str(etree.tostring(root, encoding="unicode", pretty_print=True))


def _meta(debate: etree._Element, document: Document, day: str, body: str, roles: dict[str, str]) -> None:
    meta = _put(debate, "meta")
    identification = _put(meta, "identification", source=_SOURCE)
    work = f"/akn/jp/debate/{day or 'unknown'}/minutes"
    for level, path in (
        ("Work", work),
        ("Expression", f"{work}/jpn@{day}"),
        ("Manifestation", f"{work}/jpn@{day}.xml"),
    ):
        part = _put(identification, f"FRBR{level}")
        _put(part, "FRBRthis", value=f"{path}/!main")
        _put(part, "FRBRuri", value=path)
        generated = level == "Manifestation" or not day
        # The format wants a date of everything; for a meeting of an unknown day it is that of the file.
        date = document.created.date().isoformat() if generated else day
        _put(part, "FRBRdate", date=date, name="generation" if generated else "meeting")
        _put(part, "FRBRauthor", href=_SOURCE, **{"as": "#author"})
        if level == "Work":
            _put(part, "FRBRcountry", value="jp")
        if level == "Expression":
            _put(part, "FRBRlanguage", language="jpn")
    references = _put(meta, "references", source=_SOURCE)
    _put(
        references,
        "TLCOrganization",
        eId="council",
        href="/ontology/organization/council",
        showAs=clean(body),
    )
    _put(references, "TLCRole", eId="author", href="/ontology/role/author", showAs="作成者")
    for label, number in roles.items():
        _put(references, "TLCRole", eId=number, href=f"/ontology/role/{number}", showAs=clean(label))


def _body(body: etree._Element, document: Document, roles: dict[str, str]) -> None:
    number = 0

    def section(name: str, heading: str) -> etree._Element:
        nonlocal number
        number += 1
        made = _put(body, "debateSection", name=name, eId=f"dbsect_{number}")
        _put(made, "heading").text = clean(heading)
        return made

    current = None
    for row in document.body:
        if isinstance(row, Heading):
            current = section("deliberation", " ".join(row.lines))
            continue
        if current is None:
            current = section("opening", "開会")
        match row:
            case StageDirectionRow(text=text):
                _put(current, "scene").text = clean(f"（{text}）")
            case Turn():
                _speech(current, row, roles[row.label])
    if document.votes:
        votes = section("votes", "表決")
        for vote in document.votes:
            _put(votes, "narrative").text = clean(_vote(vote))


def _vote(vote: VoteRow) -> str:
    """「議案第52号　起立　賛成1　反対4　棄権0　否決（修正案）」."""
    counts = (("賛成", vote.ayes), ("反対", vote.noes), ("棄権", vote.abstentions))
    counted = (f"{name}{count}" for name, count in counts if count)
    return "　".join(filter(None, (vote.number, vote.method, *counted, vote.result, vote.remark)))


def _speech(section: etree._Element, turn: Turn, role: str) -> None:
    speech = _put(section, "speech", by=_SOURCE, **{"as": f"#{role}"})
    _put(speech, "from").text = clean(turn.label)
    for paragraph in turn.paragraphs:
        _put(speech, "p").text = clean(paragraph.text)
    if not turn.paragraphs:
        _put(speech, "p")


def _put(parent: etree._Element, tag: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, _name(tag), attributes)


def _name(tag: str) -> str:
    return f"{{{NAMESPACE}}}{tag}"
