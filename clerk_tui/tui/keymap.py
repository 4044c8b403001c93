"""Which key does what (キー割当): the registry's keys, those of the clerk's own file, and their clashes. Pure.

The file is TOML, one line an action: ``finder = "f4"`` or ``finder = ["f4", "ctrl+g"]``; an empty list takes
the key away. Whoever reads it hands its table over. Textual would give a key that is named twice to whichever
binding comes first, without a word, so that clashes are found here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from clerk_tui.errors import ClerkError

from .actions import ACTIONS, BY_ID, HEARING

Keymap = Mapping[str, tuple[str, ...]]
"""Keys of each action; every action of the registry has an entry."""

DEFAULT: Keymap = {action.id: action.keys for action in BY_ID.values()}

PALETTE = "ctrl+p"

_KEY = re.compile(r"(?:(?:ctrl|shift|alt)\+)*(?:f(?:[1-9]|1[0-2])|[a-z]|enter|tab|escape|pageup|pagedown)")

_UNUSABLE = {
    "ctrl+i": "Tab と区別できません",
    "ctrl+m": "Enter と区別できません",
    "ctrl+j": "改行と区別できません",
    "ctrl+h": "BackSpace と区別できません",
    "ctrl+c": "端末がコピーに使います",
    "ctrl+v": "端末が貼り付けに使います",
    "ctrl+x": "切り取りに使います",
    "ctrl+a": "全部を選ぶのに使います",
    "ctrl+p": "操作の一覧に使います",
    "f11": "端末が全画面に使います",
    "shift+f3": "端末がカーソルの位置を知らせる印と区別できません",
    "alt+f4": "端末を閉じるキーです",
    "alt+enter": "端末が全画面に使います",
}

_NAMES = {
    "escape": "Esc",
    "pageup": "PageUp",
    "pagedown": "PageDown",
}


class KeymapError(ClerkError, ValueError):
    """The key map cannot be used; the message names every line that is wrong."""


def parse(table: Mapping[str, object]) -> Keymap:
    """The key map of a file's table, laid over the registry's.

    Raises:
        KeymapError: unknown actions, keys that do not arrive, two actions on one key.
    """
    problems: list[str] = []
    changed: dict[str, tuple[str, ...]] = {}
    for name, value in table.items():
        keys = _keys(value)
        if name not in BY_ID:
            problems.append(f"「{name}」という操作はありません。")
        elif not BY_ID[name].own:
            problems.append(f"「{BY_ID[name].name}」のキーは変えられません。")
        elif keys is None:
            problems.append(f'「{name}」のキーは "f4" のような文字列か、その並びで書いてください。')
        else:
            changed[name] = keys
            problems += [f"「{name}」の {shown(key)}：{why}。" for key in keys if (why := unusable(key))]
    keymap = {**DEFAULT, **changed}
    problems += clashes(keymap)
    if problems:
        raise KeymapError("キー割当を直してください。" + "".join(problems))
    return keymap


def clashes(keymap: Keymap) -> tuple[str, ...]:
    """One sentence for each key that two actions want of those that act at the same time."""
    found: list[str] = []
    for table in (ACTIONS, HEARING):
        users: dict[str, list[str]] = {}
        for action in table:
            for key in dict.fromkeys(keymap.get(action.id, ())):
                users.setdefault(key, []).append(action.name)
        found += (
            f"{shown(key)} が「{'」と「'.join(names)}」の両方に割り当てられています。"
            for key, names in users.items()
            if len(names) > 1
        )
    return tuple(found)


def unusable(key: str) -> str:
    """Why the key cannot carry an action; empty where it can."""
    if key in _UNUSABLE:
        return _UNUSABLE[key]
    if not _KEY.fullmatch(key):
        return "そのようなキーはありません"
    last = key.rpartition("+")[2]
    if len(last) == 1 and not key.startswith("ctrl+"):
        return "文字の入力に使うキーです"
    if "shift" in key and len(last) == 1:
        return "端末が使うことのある組合せです"
    return ""


def arriving(keys: Iterable[str]) -> tuple[str, ...]:
    """The keys with the other names under which they arrive.

    Terminals number Shift+F1 to F12 on as F13 to F24; which of the two names Textual gives to a key depends on
    the terminal and on what was asked of it.
    """
    found: list[str] = []
    for key in keys:
        found.append(key)
        if shifted := re.fullmatch(r"shift\+f(\d+)", key):
            found.append(f"f{int(shifted[1]) + 12}")
    return tuple(found)


def shown(key: str) -> str:
    """A key as it stands on the keyboard: 「Ctrl+N」「F2」「Esc」."""
    return "+".join(_NAMES.get(part, part.capitalize()) for part in key.split("+"))


def shown_keys(keymap: Keymap, action: str) -> str:
    """All keys of an action: 「F2・Ctrl+N」; empty where it has none."""
    return "・".join(shown(key) for key in keymap.get(action, ()))


def first_key(keymap: Keymap, action: str) -> str:
    keys = keymap.get(action, ())
    return shown(keys[0]) if keys else ""


def _keys(value: object) -> tuple[str, ...] | None:
    match value:
        case str():
            return (value.strip().lower(),)
        case list() if all(isinstance(item, str) for item in value):
            return tuple(item.strip().lower() for item in value)
        case _:
            return None
