"""What the palette finds (操作の一覧): every action that makes sense now, and every stock phrase, in Japanese."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content

from clerk_tui.domain.wording import phrase_text

from .keymap import shown_keys

if TYPE_CHECKING:
    from .screens.record import RecordScreen

Offer = tuple[str, str, str, Callable[[], None]]
"""Name, key, help, and what it does."""


class _RecordProvider(Provider):
    """What the record screen offers."""

    @property
    def record(self) -> RecordScreen:
        return cast("RecordScreen", self.screen)

    def offers(self) -> Iterator[Offer]:
        raise NotImplementedError

    async def discover(self) -> Hits:
        for name, key, text, run in self.offers():
            yield DiscoveryHit(_line(Content(name), key), run, text=name, help=text)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, key, text, run in self.offers():
            score = max(matcher.match(name), matcher.match(text) / 2)
            if score > 0:
                yield Hit(score, _line(matcher.highlight(name), key), run, text=name, help=text)


class ActionProvider(_RecordProvider):
    """The registry's actions, as far as they are possible."""

    def offers(self) -> Iterator[Offer]:
        for action in self.record.possible_actions():
            keys = shown_keys(self.record.keymap, action.id)
            yield action.name, keys, action.help, partial(self.record.perform, action.id)


class PhraseProvider(_RecordProvider):
    """The phrases of the moment, by their own words."""

    def offers(self) -> Iterator[Offer]:
        for phrase in self.record.phrases():
            text = phrase_text(self.record.state, phrase)
            yield f"定型文：{text}", "", "この定型文を記録します。", partial(self.record.say_phrase, phrase)


def _line(name: Content, key: str) -> Content:
    return Content.assemble(name, (f"　{key}" if key else "", "$text-muted"))
