"""How a vote went (採決の方法と票数): the fields that ruling and amending a ruling share."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.record import Casting, Method, Tally

from .fields import Cycle, Field, Line
from .occasion import head_count

COUNTED = (Method.SHOW_OF_HANDS, Method.STANDING, Method.BALLOT)
"""Methods in which votes are counted."""
_LINES = (("ayes", "賛成"), ("noes", "反対"), ("abstentions", "棄権"))


def tally_of(
    method: Method,
    ayes: str,
    noes: str,
    abstentions: str,
    *,
    recused: str = "",
    casting: Casting | None = None,
) -> Tally | None:
    """The votes as typed; None where none are counted or none were typed.

    Raises:
        Refused: a number cannot be read, or ayes or noes are missing.
    """
    if method not in COUNTED or not (casting or any(map(str.strip, (ayes, noes, abstentions, recused)))):
        return None
    if not ayes.strip() or not noes.strip():
        raise Refused("賛成と反対の数を、両方とも入れてください（いなければ 0）。")
    away, kept_out = (head_count(text) if text.strip() else 0 for text in (abstentions, recused))
    return Tally(head_count(ayes), head_count(noes), away, kept_out, casting)


class Votes(Vertical):
    """Method and numbers; the numbers show where votes are counted."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            methods = Cycle([(str(method), method) for method in Method], id="method")
            yield Field("採決の方法", methods, classes="method")
            for name, title in _LINES:
                yield Field(title, Line(placeholder="人", id=name), classes="vote")
        with Horizontal(classes="second"):
            choices = [("なし", None), *((str(casting), casting) for casting in Casting)]
            yield Field("可否同数の裁決", Cycle(choices, id="casting"), classes="method")
            yield Field("除斥", Line(placeholder="人", id="recused"), classes="vote")

    def on_mount(self) -> None:
        self.show()

    @property
    def method(self) -> Method:
        cycle: Cycle[Method] = self.query_one("#method", Cycle)
        return cycle.value

    @property
    def casting(self) -> Casting | None:
        cycle: Cycle[Casting | None] = self.query_one("#casting", Cycle)
        return cycle.value

    @property
    def tally(self) -> Tally | None:
        """The votes as typed; raises Refused where they cannot be read."""
        names = ("ayes", "noes", "abstentions", "recused")
        ayes, noes, abstentions, recused = (self.query_one(f"#{name}", Line).value for name in names)
        return tally_of(self.method, ayes, noes, abstentions, recused=recused, casting=self.casting)

    def offer(self, method: Method, tally: Tally | None) -> None:
        """Put a recorded vote in."""
        cycle: Cycle[Method] = self.query_one("#method", Cycle)
        cycle.choose(method)
        casting: Cycle[Casting | None] = self.query_one("#casting", Cycle)
        casting.choose(tally.casting if tally else None)
        for name in ("ayes", "noes", "abstentions", "recused"):
            line = self.query_one(f"#{name}", Line)
            count = getattr(tally, name) if tally else 0
            line.offer(str(count) if tally and (count or name in ("ayes", "noes")) else "")
        self.show()

    def show(self) -> None:
        """The numbers, where the method counts them."""
        counted = self.method in COUNTED
        for field in self.query(".vote"):
            field.display = counted
        self.query_one(".second").display = counted

    def on_cycle_changed(self) -> None:
        self.show()
