"""The base of every value that can be stored: frozen, compared by content, defaults left out of its JSON."""

from __future__ import annotations

from msgspec import Struct


class Value(Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value of the domain.

    Defaults are left out of what is stored, so that a record stays short and readable and a later version may
    add fields; a field that this version does not know is refused instead of being dropped.
    """


class OnPaper(Value, frozen=True):
    """A value whose texts stand on papers that are public: agenda, roster, profile (see :mod:`.publicity`).

    A field that does not is annotated ``Internal`` or ``Unjudged``.
    """
