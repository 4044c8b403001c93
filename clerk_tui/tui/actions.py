"""Everything the clerk can do at the record screen, declared once (操作の登録簿).

This table alone feeds the keys, the footer, the palette, the help and the key map file. An action's id is the
name of a method ``action_<id>`` of the record screen; its keys can be changed, its id cannot.

Keys are F1 to F5, Ctrl letters, Shift+Tab and Enter: what reaches a program in every terminal while a Japanese
input method is on and nothing is being converted; Shift+F2 and Shift+F3 arrive nearly everywhere. Actions without a key are reached through the palette, which is
every key's twin.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from clerk_tui.domain.queries import open_unruled, remaining
from clerk_tui.domain.record import Stage, State


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether an action makes sense now."""

    state: State
    typing: bool = False
    """Whether text stands in the entry."""
    can_undo: bool = False
    can_redo: bool = False


Possible = Callable[[Situation], bool]


class Area(StrEnum):
    """Under which heading the help lists an action."""

    TURN = "発言"
    COURSE = "議事の進行"
    REPAIR = "訂正"
    ROOM = "出席・案件・資料"
    SCREEN = "画面"


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do, with its name, its keys and when it is possible."""

    id: str
    name: str
    """As the palette and the help call it."""
    short: str
    """As the footer calls it: at most eight characters."""
    help: str
    area: Area
    keys: tuple[str, ...] = ()
    """In Textual's names; the first is the one that is shown."""
    possible: Possible = lambda _: True
    once: bool = False
    """True where the same key twice within a moment counts once."""
    own: bool = True
    """False where another widget has the key by nature (Enter in the entry)."""


def _sitting(now: Situation) -> bool:
    return now.state.meeting is not None and now.state.stage is not Stage.CLOSED


def _prepared(now: Situation) -> bool:
    return now.state.meeting is not None


def _has_turns(now: Situation) -> bool:
    return any(True for _ in now.state.entries)


def _has_phases(now: Situation) -> bool:
    return _sitting(now) and bool(now.state.meeting and now.state.meeting.profile.phases)


ACTIONS: tuple[Action, ...] = (
    Action(
        "commit",
        "発言を確定して次の人へ",
        "確定",
        "打った文を今の発言者の発言として記録し、次に話しそうな人へ移ります。空なら本文なしの発言になります。",
        Area.TURN,
        ("enter",),
        _sitting,
        once=True,
        own=False,
    ),
    Action(
        "second",
        "二番目の候補へ",
        "二番目の人",
        "空の行では発言者を二番目の候補にします。文があれば確定して、その人へ移ります。",
        Area.TURN,
        ("f2", "ctrl+n"),
        _sitting,
        once=True,
    ),
    Action(
        "third",
        "三番目の候補へ",
        "三番目の人",
        "空の行では発言者を三番目の候補にします。文があれば確定して、その人へ移ります。",
        Area.TURN,
        ("f3",),
        _sitting,
        once=True,
    ),
    Action(
        "chair",
        "会長が入る・会長から返す",
        "会長⇔発言者",
        "会長の発言にします。会長が話しているときは、その前に話していた人に返します。",
        Area.TURN,
        ("shift+tab",),
        _sitting,
        once=True,
    ),
    Action(
        "member",
        "同じ委員が続ける",
        "同じ委員",
        "最後に話した委員の発言にします。",
        Area.TURN,
        ("shift+f2",),
        _sitting,
        once=True,
    ),
    Action(
        "office",
        "ほかの所管課が答える",
        "ほかの課",
        "今答えた人とは別の、答えそうな説明員・事務局の発言にします。",
        Area.TURN,
        ("shift+f3",),
        _sitting,
        once=True,
    ),
    Action(
        "finder",
        "発言者をさがす",
        "発言者検索",
        "名前・よみ・役職・議席番号からさがします。空の行では今の発言者、文があれば確定して次の発言者です。",
        Area.TURN,
        ("f4",),
        _sitting,
    ),
    Action(
        "reattribute",
        "今の発言者を差し替える",
        "差し替え",
        "打っている文はそのままで、誰の発言かだけを変えます。",
        Area.TURN,
        ("ctrl+g",),
        _sitting,
    ),
    Action(
        "unknown",
        "氏名の分からない委員",
        "氏名未定",
        "誰か分からない委員の発言にします。あとで決められ、閉会のときに一覧に出ます。",
        Area.TURN,
        ("ctrl+u",),
        _sitting,
        once=True,
    ),
    Action(
        "phrase",
        "次の定型文を入れる",
        "定型文",
        "いまの段階でいちばん使いそうな会長の定型文を、一つの発言として記録します。段階も一緒に移ります。",
        Area.COURSE,
        ("ctrl+t",),
        _sitting,
        once=True,
    ),
    Action(
        "phrases",
        "定型文を選ぶ",
        "定型文一覧",
        "定型文の一覧から選んで記録します。",
        Area.COURSE,
        (),
        _sitting,
    ),
    Action(
        "block",
        "次の案件に入る・後回しにする",
        "案件へ",
        "一つ以上の案件群を選んで審議に入ります。後回しにすることもできます。",
        Area.COURSE,
        ("ctrl+b",),
        lambda now: _sitting(now) and bool(remaining(now.state)),
    ),
    Action(
        "ruling",
        "裁決する",
        "裁決",
        "審議中の案件の結果を決め、会長の宣告を記録します。",
        Area.COURSE,
        ("f5", "ctrl+r"),
        lambda now: _sitting(now) and bool(open_unruled(now.state)),
    ),
    Action(
        "phase",
        "段階を移る",
        "段階",
        "説明・質問・意見などの段階を移ります。",
        Area.COURSE,
        ("ctrl+d",),
        _has_phases,
    ),
    Action(
        "stage",
        "ト書きを入れる",
        "ト書き",
        "（異議なし）のような、発言でない出来事を記録します。",
        Area.COURSE,
        ("ctrl+s",),
        _sitting,
    ),
    Action(
        "mark",
        "休憩・再開・非公開",
        "休憩・再開",
        "休憩と再開、非公開と公開再開を時刻とともに記録します。",
        Area.COURSE,
        (),
        _sitting,
    ),
    Action(
        "next_meeting",
        "次回の日程",
        "次回の日程",
        "次回の日時と場所を記録します。",
        Area.COURSE,
        (),
        _prepared,
    ),
    Action(
        "closing",
        "点検して閉会する",
        "閉会",
        "気になる点を一覧で見てから閉会します。残したままでも閉会できます。",
        Area.COURSE,
        ("ctrl+w",),
        _prepared,
    ),
    Action(
        "correct",
        "発言を直す",
        "訂正",
        "選んだ発言（なければ最後の発言）の本文・発言者・段階などを直します。",
        Area.REPAIR,
        ("ctrl+e",),
        _has_turns,
    ),
    Action(
        "undo",
        "取り消す",
        "取消し",
        "入力行に取り消すものがあればそれを、なければ最後の操作を取り消します。",
        Area.REPAIR,
        ("ctrl+z",),
        lambda now: now.can_undo or now.typing,
    ),
    Action(
        "redo",
        "やり直す",
        "やり直し",
        "取り消した操作を元に戻します。",
        Area.REPAIR,
        ("ctrl+y",),
        lambda now: now.can_redo or now.typing,
    ),
    Action(
        "flag",
        "要確認の印を付ける",
        "要確認",
        "選んだ発言（なければ最後の発言）に、あとで確かめることを書き添えます。",
        Area.REPAIR,
        ("ctrl+k",),
        _has_turns,
    ),
    Action(
        "cases",
        "関係する案件を付ける",
        "関係案件",
        "発言が一部の案件だけに関係するとき、その案件を指定します。",
        Area.REPAIR,
        (),
        _has_turns,
    ),
    Action(
        "stance",
        "賛成・反対を付ける",
        "賛否",
        "発言に、委員の賛成・反対・条件付きを案件ごとに付けます。",
        Area.REPAIR,
        (),
        _has_turns,
    ),
    Action(
        "replace",
        "語句をさがして置き換える",
        "置換",
        "これまでの発言の語句を、変わるところを見てから置き換えます。",
        Area.REPAIR,
        ("ctrl+f",),
        _has_turns,
    ),
    Action(
        "ledger",
        "訂正の記録を見る",
        "訂正履歴",
        "訂正前・訂正後・時刻の一覧です。",
        Area.REPAIR,
        (),
        lambda now: now.can_undo,
    ),
    Action(
        "attendance",
        "出欠を記録する",
        "出欠",
        "はじめは全員の出欠を一度に、そのあとは遅参・退席などを一人ずつ記録します。",
        Area.ROOM,
        ("ctrl+o",),
        _prepared,
    ),
    Action(
        "observers",
        "傍聴者の人数",
        "傍聴者",
        "傍聴者の人数を記録します。",
        Area.ROOM,
        (),
        _prepared,
    ),
    Action(
        "add_case",
        "案件を追加する",
        "案件追加",
        "当日追加された案件を次第に加えます。",
        Area.ROOM,
        (),
        _prepared,
    ),
    Action(
        "material",
        "資料を追加・差し替える",
        "資料",
        "当日の資料を加え、または差し替えます。",
        Area.ROOM,
        (),
        _prepared,
    ),
    Action(
        "focus_log",
        "発言の一覧と入力行を行き来する",
        "一覧へ",
        "一覧では↑↓で発言を選び、Enter で直します。",
        Area.SCREEN,
        ("ctrl+l",),
    ),
    Action(
        "to_entry",
        "入力行へ戻る",
        "入力行へ",
        "どこにいても入力行へ戻ります。打った文はそのままです。",
        Area.SCREEN,
        ("escape",),
    ),
    Action(
        "agenda",
        "次第の欄を開く・たたむ",
        "次第の欄",
        "左の次第の欄を開け閉めします。",
        Area.SCREEN,
    ),
    Action(
        "people",
        "出席者の欄を開く・たたむ",
        "出席者の欄",
        "右の出席者の欄を開け閉めします。",
        Area.SCREEN,
    ),
    Action(
        "theme",
        "明るい画面・暗い画面",
        "明暗",
        "画面の明るさを切り替えます。",
        Area.SCREEN,
    ),
    Action(
        "help",
        "いま使える操作",
        "ヘルプ",
        "いま使える操作とキーの一覧です。",
        Area.SCREEN,
        ("f1",),
    ),
    Action(
        "quit",
        "画面を閉じる",
        "終了",
        "記録を残したまま画面を閉じます。あとで続きから記録できます。",
        Area.SCREEN,
        ("ctrl+q",),
    ),
)

BY_ID = {action.id: action for action in ACTIONS}


def possible(now: Situation) -> tuple[Action, ...]:
    """The actions that make sense now, in the order of the registry."""
    return tuple(action for action in ACTIONS if action.possible(now))
