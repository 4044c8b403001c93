"""What the core refuses, and how it says so.

Refused                      a command that cannot be carried out as it stands; nothing has changed
├── UnknownReference         it names a person, case, group or entry that the record does not have
└── Unconfirmed              it asks for a confirmation first

A refusal is one Japanese sentence for the clerk: what is wrong, and what would be right.
"""

from __future__ import annotations

from clerk_tui.errors import ClerkError


class Refused(ClerkError):
    """A command is refused; the state is unchanged and what was typed stays where it was."""


class UnknownReference(Refused):
    """A command names something that is not there."""


class Unconfirmed(Refused):
    """The command is carried out once the clerk has confirmed it; the message is the question."""
