"""What the palette finds (操作の一覧): every action that makes sense now, and every stock phrase, in Japanese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Protocol, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from clerk_tui.domain.profile import Phrase
from clerk_tui.domain.record import State
from clerk_tui.domain.text import normalize
from clerk_tui.domain.wording import phrase_text

from .actions import Action
from .keymap import Keymap, shown_keys

Offer = tuple[str, str, str, str, Callable[[], None]]
"""Name, keys, help, name in kana, and what it does."""


NOTHING = "あてはまる操作はありません。言葉を替えてみてください。"


class Commanded(Protocol):
    """A screen whose actions and phrases can be found by name."""

    state: State
    keymap: Keymap

    def possible_actions(self) -> tuple[Action, ...]: ...
    def perform(self, name: str) -> None: ...
    def phrases(self) -> tuple[Phrase, ...]: ...
    def say_phrase(self, phrase: Phrase) -> None: ...
    def to_entry(self) -> None: ...


class RecordProvider(Provider):
    """The registry's actions as far as they are possible, then the phrases by their own words."""

    async def discover(self) -> Hits:
        for name, keys, text, _, run in self._offers():
            yield DiscoveryHit(_line(name, keys), run, text=name, help=_brief(text))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        found = False
        for name, keys, text, kana, run in self._offers():
            # What it does is searched too, and counts for less.
            score = max(matcher.match(name), matcher.match(text) / 2, _read(query, kana))
            if score > 0:
                found = True
                yield Hit(score, _line(name, keys), run, text=name, help=_brief(text))
        if not found:
            # Textual would say so itself, in English.
            yield Hit(0.0, Content(NOTHING), self._screen.to_entry, text=NOTHING)

    @property
    def _screen(self) -> Commanded:
        return cast(Commanded, self.screen)

    def _offers(self) -> Iterator[Offer]:
        screen = self._screen
        for action in screen.possible_actions():
            keys = shown_keys(screen.keymap, action.id)
            yield action.name, keys, action.help, action.kana, partial(screen.perform, action.id)
        for phrase in screen.phrases():
            text = phrase_text(screen.state, phrase)
            yield f"定型文：{text}", "", "この定型文を記録します。", "", partial(screen.say_phrase, phrase)


def _read(query: str, kana: str) -> float:
    """How well a name answers to what was typed in kana or romaji: from its beginning, or somewhere in it."""
    from .finding import romanised

    wanted, name = romanised(normalize(query)), romanised(normalize(kana))
    if not wanted or wanted not in name:
        return 0.0
    return 1.0 if name.startswith(wanted) else 0.6


def _brief(text: str) -> str:
    """The first sentence, which fits on one line; the whole is in the help."""
    return text[: text.index("。") + 1]


def _line(name: str, keys: str) -> Content:
    # Content, and no highlighting by Textual's matcher: that would read what phrases say as markup.
    return Content.assemble(name, (f"　{keys}" if keys else "", "$text-muted"))
