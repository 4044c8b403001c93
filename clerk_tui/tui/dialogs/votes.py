"""How a vote went (採決の方法と票数): the fields that ruling and amending a ruling share."""

from __future__ import annotations

from collections.abc import Collection

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.ids import PersonId
from clerk_tui.domain.meeting import Meeting
from clerk_tui.domain.record import Casting, Method, Tally
from clerk_tui.tui.widgets.prose import Prose

from .conclude import people
from .fields import Cycle, Field, Line
from .occasion import head_count

COUNTED = (Method.SHOW_OF_HANDS, Method.STANDING, Method.BALLOT)
"""Methods in which votes are counted."""
_TYPED = ("ayes", "noes", "abstentions", "recused", "noes_by", "abstained_by")
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


def tally_by_name(
    meeting: Meeting,
    able: Collection[PersonId] | None,
    noes: str,
    abstained: str,
    *,
    recused: str = "",
    casting: Casting | None = None,
) -> Tally:
    """The votes where the others are named: whoever else could vote was for it.

    Args:
        meeting: whose members are named, by name, reading or seat, with spaces or 、 between them.
        able: who could vote; None: the roll was not called.
        noes: those against, as typed.
        abstained: those who abstained, as typed.
        recused: as typed; empty: nobody counted.
        casting: how the chair broke a tie.

    Raises:
        Refused: a name says nobody, more than one, somebody twice or somebody who could not vote; or no roll was called.
    """
    if able is None:
        raise Refused("賛否を氏名で記録するには、先に出欠（Ctrl+O）を記録してください。")
    against, without = people(meeting, noes), people(meeting, abstained)
    named = (*against, *without)
    for person in named:
        if person not in able:
            raise Refused(f"{person}は、この採決に加わることのできない人です。氏名か出欠を直してください。")
        if named.count(person) > 1:
            raise Refused(f"{person}の賛否が二つあります。一つにしてください。")
    rest = tuple(person for person in able if person not in named)
    kept_out = head_count(recused) if recused.strip() else 0
    return Tally(len(rest), len(against), len(without), kept_out, casting, rest, against, without)


class Votes(Vertical):
    """Method and numbers; the numbers show where votes are counted. By name, those who were not for it are named."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__()
        self._meeting = meeting
        self._able: Collection[PersonId] | None = None
        self._by_name = False
        self._offered: tuple[tuple[object, ...], Tally | None] | None = None
        """What the fields were filled with, and from which votes: unless they are changed, those stand."""

    def compose(self) -> ComposeResult:
        with Horizontal():
            methods = Cycle([(str(method), method) for method in Method], id="method")
            yield Field("採決の方法", methods, classes="method")
            for name, title in _LINES:
                yield Field(title, Line(placeholder="人", id=name), classes="vote number")
        with Horizontal(classes="names"):
            yield Field("反対した人", Line(placeholder="議席番号・氏名", id="noes_by"), classes="name")
            yield Field("棄権した人", Line(placeholder="3 5、川口 など", id="abstained_by"), classes="name")
        yield Prose(classes="rest")
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
        if self._offered and self._filled() == self._offered[0]:
            return self._offered[1]
        typed = {name: self.query_one(f"#{name}", Line).value for name in _TYPED}
        recused = typed["recused"]
        if self._by_name and self.method in COUNTED:
            return tally_by_name(
                self._meeting,
                self._able,
                typed["noes_by"],
                typed["abstained_by"],
                recused=recused,
                casting=self.casting,
            )
        ayes, noes, abstentions = typed["ayes"], typed["noes"], typed["abstentions"]
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
        for name in ("noes_by", "abstained_by"):
            self.query_one(f"#{name}", Line).offer("、".join(getattr(tally, name)) if tally else "")
        self._by_name = bool(tally and tally.by_name)
        self.show()
        self._offered = (self._filled(), tally)

    def allow(self, able: Collection[PersonId] | None) -> None:
        """Who can vote; None: the roll was not called."""
        self._able = able
        self._tell()

    def turn(self) -> None:
        """By name instead of by number, and back."""
        if self.method not in COUNTED:
            cycle: Cycle[Method] = self.query_one("#method", Cycle)
            cycle.choose(COUNTED[0])
        self._by_name = not self._by_name
        self.show()
        self.query_one("#noes_by" if self._by_name else "#ayes", Line).focus()

    def on_input_changed(self) -> None:
        self._tell()

    def _filled(self) -> tuple[object, ...]:
        typed = (self.query_one(f"#{name}", Line).value for name in _TYPED)
        return (self.method, self.casting, self._by_name, *typed)

    def _tell(self) -> None:
        """Who is for it, as far as the names can be read."""
        if not (self._by_name and self.is_attached):
            return
        try:
            tally = self.tally
        except Refused as error:
            told = str(error)
        else:
            told = f"賛成{tally.ayes}：{'、'.join(tally.ayes_by) or 'なし'}" if tally else ""
        self.query_one(".rest", Prose).update(Content(told))

    def show(self) -> None:
        """The numbers, where the method counts them."""
        counted = self.method in COUNTED
        for field in self.query(".number"):
            field.display = counted and not self._by_name
        for part in (".names", ".rest"):
            self.query_one(part).display = counted and self._by_name
        self.query_one(".second").display = counted
        self._tell()

    def on_cycle_changed(self) -> None:
        self.show()
