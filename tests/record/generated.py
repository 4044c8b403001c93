"""Values of any stored type, made from the type alone: a new event needs no example written by hand."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone
from random import Random
from typing import Any

import msgspec.inspect as mi

_ZONE = timezone(timedelta(hours=9))
_TEXTS = ("", "みどり市", '"]} 引用 {"seq":1,', "改行\nと\x1b", "𠮷野家\U000e0100", "\u2028")


def value(described: mi.Type, random: Random) -> Any:
    """A random value of the type."""
    match described:
        case mi.StructType(cls=cls, fields=fields):
            given = {
                field.name: value(field.type, random)
                for field in fields
                # Now and then without what has a default.
                if field.required or random.random() < 0.6
            }
            return cls(**given)
        case mi.Metadata(type=inner):
            return value(inner, random)
        case mi.UnionType(types=types):
            return value(random.choice(types), random)
        case mi.StrType():
            return random.choice(_TEXTS)
        case mi.BoolType():
            return random.random() < 0.5
        case mi.IntType():
            return random.randint(-3, 10**6)
        case mi.FloatType():
            return random.choice((0.0, 1.5, 12345.678, 1e-7, 1e16))
        case mi.NoneType():
            return None
        case mi.DateTimeType():
            return datetime(2030, 5, 14, 13, 30, random.randrange(60), random.choice((0, 123456)), _ZONE)
        case mi.DateType():
            return date(2030, 1 + random.randrange(12), 3)
        case mi.TimeType():
            return time(13, random.randrange(60))
        case mi.EnumType(cls=cls):
            return random.choice(list(cls))
        case mi.LiteralType(values=values):
            return random.choice(values)
        case mi.VarTupleType(item_type=item):
            return tuple(value(item, random) for _ in range(random.randrange(3)))
        case mi.TupleType(item_types=items):
            return tuple(value(item, random) for item in items)
        case mi.ListType(item_type=item):
            return [value(item, random) for _ in range(random.randrange(3))]
        case mi.FrozenSetType(item_type=item):
            return frozenset(value(item, random) for _ in range(random.randrange(3)))
        case mi.DictType(key_type=key, value_type=item):
            return {value(key, random): value(item, random) for _ in range(random.randrange(3))}
    raise TypeError(f"no value of {described}")

