"""Everything the clerk can do at the record screen, declared once (操作の登録簿).

This table alone feeds the keys, the footer, the palette, the help and the key map file. An action's id is the
name by which the key map file, scripts of the palette and the record screen know it; keys can be changed, ids
cannot.

Keys are F1 to F5, Ctrl letters, Tab and Enter: what reaches a program in every terminal while a
Japanese input method is on and nothing is being converted. Shift+F2, F4 and F5 arrive nearly everywhere;
Shift+F3 does not (see :mod:`.keymap`). Actions without a key are reached through the palette, which is
every key's twin.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from .situation import (
    Possible,
    Situation,
    always,
    has_entries,
    has_history,
    has_phases,
    has_remaining,
    has_unruled,
    may_redo,
    may_undo,
    prepared,
    sitting,
    storage_displaced,
)


class Area(StrEnum):
    """Under which heading the help lists an action."""

    TURN = "発言"
    COURSE = "議事の進行"
    REPAIR = "訂正"
    ROOM = "出席・案件・資料"
    SCREEN = "画面"


class Action(Struct, frozen=True):
    """One thing to do, with its name, its keys and when it is possible."""

    id: str
    name: str
    """As the palette and the help call it."""
    help: str
    area: Area
    keys: tuple[str, ...] = ()
    """In Textual's names; the first is the one that is shown."""
    possible: Possible = always
    once: bool = False
    """True where the same key twice within a moment counts once."""
    own: bool = True
    """False where another widget has the key by nature (Enter in the entry)."""


ACTIONS: tuple[Action, ...] = (
    Action(
        "commit",
        "発言を確定して次の人へ",
        "打った文を今の発言者の発言として記録し、次の人へ移ります。空なら本文なしの発言になります。",
        Area.TURN,
        ("enter",),
        sitting,
        once=True,
        own=False,
    ),
    Action(
        "second",
        "二番目の候補へ",
        "空の行では発言者を二番目の候補にします。文があれば確定して、その人へ移ります。",
        Area.TURN,
        ("f2", "ctrl+n"),
        sitting,
        once=True,
    ),
    Action(
        "third",
        "三番目の候補へ",
        "空の行では発言者を三番目の候補にします。文があれば確定して、その人へ移ります。",
        Area.TURN,
        ("f3",),
        sitting,
        once=True,
    ),
    Action(
        "chair",
        "会長が入る・会長から返す",
        "会長の発言にします。会長が話しているときは、その前に話していた人に返します。",
        Area.TURN,
        ("tab",),
        sitting,
        once=True,
    ),
    Action(
        "member",
        "同じ委員が続ける",
        "最後に話した委員の発言にします。",
        Area.TURN,
        ("shift+tab",),
        sitting,
        once=True,
    ),
    Action(
        "office",
        "ほかの所管課が答える",
        "今答えた人とは別の、答えそうな説明員・事務局の発言にします。",
        Area.TURN,
        ("shift+f2",),
        sitting,
        once=True,
    ),
    Action(
        "finder",
        "発言者をさがす",
        "名前・よみ・役職・議席番号からさがします。空の行では今の発言者、文があれば確定して次の発言者です。",
        Area.TURN,
        ("f4",),
        sitting,
    ),
    Action(
        "reattribute",
        "今の発言者を差し替える",
        "打っている文はそのままで、誰の発言かだけを変えます。",
        Area.TURN,
        ("ctrl+g",),
        sitting,
    ),
    Action(
        "unknown",
        "氏名の分からない委員",
        "誰か分からない委員の発言にします。あとで決められ、閉会のときに一覧に出ます。",
        Area.TURN,
        ("ctrl+u",),
        sitting,
        once=True,
    ),
    Action(
        "request",
        "発言を求めた人を控える",
        "手を挙げた人を、順番とともに控えます。発言すると消え、もう一度選ぶと取り下げになります。会長の画面にも出ます。",
        Area.TURN,
        ("shift+f4",),
        sitting,
    ),
    Action(
        "phrase",
        "次の定型文を入れる",
        "いまの段階に合う会長の定型文を、一つの発言として記録します。段階も一緒に移ります。",
        Area.COURSE,
        ("ctrl+t",),
        sitting,
        once=True,
    ),
    Action("phrases", "定型文を選ぶ", "定型文の一覧から選んで記録します。", Area.COURSE, (), sitting),
    Action(
        "block",
        "次の案件に入る・後回しにする",
        "一つ以上の案件群を選んで審議に入ります。後回しにすることもできます。",
        Area.COURSE,
        ("ctrl+b",),
        has_remaining,
    ),
    Action(
        "ruling",
        "裁決する",
        "審議中の案件の結果を決め、会長の宣告を記録します。",
        Area.COURSE,
        ("f5", "ctrl+r"),
        has_unruled,
    ),
    Action(
        "phase", "段階を移る", "説明・質問・意見などの段階を移ります。", Area.COURSE, ("ctrl+d",), has_phases
    ),
    Action(
        "stage",
        "ト書きを入れる",
        "（異議なし）のような、発言でない出来事を記録します。",
        Area.COURSE,
        ("ctrl+s",),
        sitting,
    ),
    Action(
        "mark",
        "休憩・再開・非公開",
        "休憩と再開、非公開と公開再開を時刻とともに記録します。",
        Area.COURSE,
        (),
        sitting,
    ),
    Action("next_meeting", "次回の日程", "次回の日時と場所を記録します。", Area.COURSE, (), prepared),
    Action(
        "closing",
        "点検して閉会する",
        "気になる点を一覧で見てから閉会します。残したままでも閉会できます。",
        Area.COURSE,
        ("ctrl+w",),
        prepared,
    ),
    Action(
        "correct",
        "発言を直す",
        "選んだ発言の本文・発言者・段階などを直します。選んでいなければ最後の発言です。",
        Area.REPAIR,
        ("ctrl+e",),
        has_entries,
    ),
    Action(
        "undo",
        "取り消す",
        "最後の操作を取り消します。入力行に取り消すものがあれば、それが先です。",
        Area.REPAIR,
        ("ctrl+z",),
        may_undo,
    ),
    Action("redo", "やり直す", "取り消した操作を元に戻します。", Area.REPAIR, ("ctrl+y",), may_redo),
    Action(
        "flag",
        "要確認の印を付ける",
        "選んだ発言に、あとで確かめることを書き添えます。選んでいなければ最後の発言です。",
        Area.REPAIR,
        ("ctrl+k",),
        has_entries,
    ),
    Action(
        "cases",
        "関係する案件を付ける",
        "発言が一部の案件だけに関係するとき、その案件を指定します。",
        Area.REPAIR,
        (),
        has_entries,
    ),
    Action(
        "stance",
        "賛成・反対を付ける",
        "発言に、委員の賛成・反対・条件付きを案件ごとに付けます。",
        Area.REPAIR,
        (),
        has_entries,
    ),
    Action(
        "confirm_names",
        "氏名を公開してよいと確かめる",
        "選んだ発言に出てくる氏名を、公開用の会議録にも載せます。文を直すと、もう一度確かめます。",
        Area.REPAIR,
        (),
        has_entries,
    ),
    Action(
        "waive",
        "答弁は要らないとする",
        "選んだ質問に答弁がなくても、点検で挙げないようにします。",
        Area.REPAIR,
        (),
        has_entries,
    ),
    Action(
        "replace",
        "語句をさがして置き換える",
        "これまでの発言の語句を、変わるところを見てから置き換えます。",
        Area.REPAIR,
        ("ctrl+f",),
        has_entries,
    ),
    Action("ledger", "訂正の記録を見る", "訂正前・訂正後・時刻の一覧です。", Area.REPAIR, (), has_history),
    Action(
        "attendance",
        "出欠を記録する",
        "出欠を記録します。はじめは全員を一度に、そのあとは遅参・退席などを一人ずつです。",
        Area.ROOM,
        ("ctrl+o",),
        prepared,
    ),
    Action("observers", "傍聴者の人数", "傍聴者の人数を記録します。", Area.ROOM, (), prepared),
    Action("add_case", "案件を追加する", "当日追加された案件を次第に加えます。", Area.ROOM, (), prepared),
    Action(
        "change_case",
        "件名を直す・案件を外す",
        "案件の件名を直し、または審議しなくなった案件を次第から外します。",
        Area.ROOM,
        (),
        prepared,
    ),
    Action(
        "material",
        "資料を追加・差し替える",
        "当日の資料を加え、または差し替えます。",
        Area.ROOM,
        (),
        prepared,
    ),
    Action(
        "draft",
        "会議録案を Word で作る",
        "いまの記録から、会議結果の概要と会議録案を作ります。会議のフォルダーに置き、前のものは上書きしません。",
        Area.ROOM,
        (),
        has_entries,
    ),
    Action(
        "focus_log",
        "発言の一覧と入力行を行き来する",
        "一覧では↑↓で発言を選び、Enter で直します。",
        Area.SCREEN,
        ("ctrl+l",),
    ),
    Action(
        "to_entry",
        "入力行へ戻る",
        "どこにいても入力行へ戻ります。打った文はそのままです。",
        Area.SCREEN,
        ("escape",),
    ),
    Action(
        "relocate",
        "記録の保存先を選ぶ",
        "記録を別のフォルダー（USBメモリーなど）に移します。会議のフォルダーに書けなくなったときに使います。",
        Area.SCREEN,
        (),
        storage_displaced,
    ),
    Action(
        "past",
        "過去の発言をさがす",
        "これまでのすべての会議から発言をさがします。審議中なら、同じ種類の案件で前に何が出たかが最初に出ます。",
        Area.SCREEN,
        ("shift+f5",),
    ),
    Action("agenda", "次第の欄を開く・たたむ", "左の次第の欄を開け閉めします。", Area.SCREEN),
    Action("people", "出席者の欄を開く・たたむ", "右の出席者の欄を開け閉めします。", Area.SCREEN),
    Action("theme", "明るい画面・暗い画面", "画面の明るさを切り替えます。", Area.SCREEN),
    Action("help", "いま使える操作", "いま使える操作とキーの一覧です。", Area.SCREEN, ("f1",)),
    Action(
        "quit",
        "画面を閉じる",
        "記録を残したまま画面を閉じます。あとで続きから記録できます。",
        Area.SCREEN,
        ("ctrl+q",),
    ),
)

BY_ID = {action.id: action for action in ACTIONS}


def possible(now: Situation) -> tuple[Action, ...]:
    """The actions that make sense now, in the order of the registry."""
    return tuple(action for action in ACTIONS if action.possible(now))
