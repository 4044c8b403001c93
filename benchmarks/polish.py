"""整文: how many of the proposals are right, and how many of the places are seen, on sentences written for it.

Half of the sentences of ``data/polish.txt`` must stay as they are. A proposal counts as right when place, words and
what they become are those of the list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from benchmarks.report import Figure, Report
from clerk_tui.polish import Rules, read_words
from clerk_tui.profile.folders import shipped_folder

DATA = Path(__file__).parent / "data" / "polish.txt"
GOLDEN = Path(__file__).parents[2] / "shared" / "seed" / "golden.json"
KINDS = ("報告", "諮問")
_MARKED = re.compile("［([^→］]*)→([^］]*)］")
Change = tuple[int, int, str]
"""Start, end, what is put there."""


class Sentence(Struct, frozen=True):
    """What was said, and every change that a careful clerk would make."""

    text: str
    changes: frozenset[Change]


class Outcome(Struct, frozen=True):
    """Proposals against the list."""

    right: int
    proposed: int
    wanted: int
    wrong: tuple[str, ...]
    missed: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.proposed if self.proposed else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.wanted


def run(_quick: bool) -> Report:
    """Propose, and compare."""
    rules = shipped_rules()
    listed = sentences()
    outcome = judged(listed, lambda text: {(e.start, e.end, e.after) for e in rules.edits(text)})
    untouched = sum(not sentence.changes for sentence in listed)
    rows = [
        [
            f"{len(listed)} 文（直さない文 {untouched}）",
            str(outcome.proposed),
            str(outcome.right),
            str(outcome.wanted),
        ]
    ]
    published = list(_published())
    found = [edit for text in published for edit in rules.edits(text)]
    if published:
        rows.append([f"公開された会議録の {len(published)} 段落", str(len(found)), "", ""])
    return Report(
        name="polish",
        figures={
            "precision": Figure(outcome.precision, 0.99, "higher"),
            "recall": Figure(outcome.recall, 0.9, "higher"),
        },
        header=("文", "提案", "正しい提案", "直すところ"),
        rows=rows,
        notes=(
            f"誤り：{'　'.join(outcome.wrong) or 'ありません'}",
            f"見落とし：{'　'.join(outcome.missed) or 'ありません'}",
            f"公開された会議録への提案：{'　'.join(f'{e.before}→{e.after}' for e in found) or 'ありません'}",
        ),
    )


def shipped_rules() -> Rules:
    """The rules with the dictionary that is shipped."""
    words = read_words(shipped_folder() / "words.toml")
    return Rules(words.spellings, KINDS, words.sources)


def sentences() -> list[Sentence]:
    """The list of ``data/polish.txt``."""
    lines = DATA.read_text("utf-8").splitlines()
    return [_sentence(line) for line in lines if line and not line.startswith("#")]


def judged(listed: list[Sentence], propose: Callable[[str], set[Change]]) -> Outcome:
    """What was proposed for the sentences, against what is to be."""
    right = proposed = wanted = 0
    wrong: list[str] = []
    missed: list[str] = []
    for sentence in listed:
        found = {_trimmed(sentence.text, change) for change in propose(sentence.text)}
        right += len(found & sentence.changes)
        proposed += len(found)
        wanted += len(sentence.changes)
        wrong += [_shown(sentence.text, change) for change in sorted(found - sentence.changes)]
        missed += [_shown(sentence.text, change) for change in sorted(sentence.changes - found)]
    return Outcome(right, proposed, wanted, tuple(wrong), tuple(missed))


def _sentence(line: str) -> Sentence:
    text, changes, done = "", set(), 0
    for mark in _MARKED.finditer(line):
        text += line[done : mark.start()]
        changes.add((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        done = mark.end()
    text += line[done:]
    return Sentence(text, frozenset(_trimmed(text, change) for change in changes))


def _trimmed(text: str, change: Change) -> Change:
    """The change without the characters that it leaves as they are: する事→すること is 事→こと."""
    start, end, after = change
    while start < end and after and text[start] == after[0]:
        start, after = start + 1, after[1:]
    while start < end and after and text[end - 1] == after[-1]:
        end, after = end - 1, after[:-1]
    return start, end, after


def _shown(text: str, change: Change) -> str:
    start, end, after = change
    return f"{text[:start]}［{text[start:end]}→{after}］{text[end:]}"


def _published() -> Iterator[str]:
    if GOLDEN.exists():
        for row in json.loads(GOLDEN.read_text("utf-8"))["rows"]:
            yield from row["paragraphs"] if row["row"] == "turn" else ()
