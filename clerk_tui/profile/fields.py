"""What the keys of ``profile.toml`` are called in Japanese, and which texts have place holders (項目名・穴埋め).

A new key of a profile is a field of a Struct in :mod:`clerk_tui.domain.profile` and its name here.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from clerk_tui.domain.calendar import DATE_FIELDS, PERIOD_FIELDS, TIME_FIELDS

NAMES = {
    "id": "型の名前",
    "body": "審議会名",
    "document": "文書名",
    "capacities": "別の立場",
    "allowed_words": "氏名とみない語",
    "roles": "役割",
    "title": "呼び名",
    "standing": "立場",
    "label": "発言者の表記",
    "category": "区分",
    "listed": "出席者欄の表記",
    "framed": "発言者の刷り方",
    "mark": "発言者の印",
    "kinds": "案件の種別",
    "name": "名称",
    "numbering": "番号の付け方",
    "carries": "持越し",
    "outcomes": "審議結果",
    "spoken": "口頭の言い方",
    "table": "案件一覧の書き方",
    "settled": "決着",
    "carried": "可とする結果か",
    "sentence": "裁決の文",
    "phases": "段階",
    "role": "段階の働き",
    "in_block": "案件群の審議中か",
    "phrases": "定型文",
    "key": "キー",
    "text": "本文",
    "speaker": "発言者",
    "then": "次の段階",
    "narrated": "記述",
    "abbreviations": "略語",
    "fields": "自由欄",
    "quorum": "定足数",
    "share": "割合",
    "strict": "過半数か",
    "fixed": "人数",
    "despite_recusal": "除斥で足りないときも議決できるか",
    "online": "オンラインの委員",
    "majority": "表決",
    "of": "何に対する割合か",
    "chair_votes": "議長も表決に加わるか",
    "wording": "裁決の言い方",
    "opening": "書き出し",
    "clause": "一つの節",
    "joiner": "つなぎ",
    "closing": "結び",
    "style": "数字・日付の表記",
    "numerals": "数字",
    "date": "日付",
    "time": "時刻",
    "period": "開始から終了まで",
    "moment": "日時",
    "form": "様式の文言",
    "place": "場所",
    "attendance": "出席者",
    "absentees": "欠席者",
    "observers": "傍聴者",
    "observers_count": "傍聴者数",
    "materials": "配布資料",
    "contents": "会議内容",
    "columns": "案件一覧の列",
    "attendance_joiner": "出席者のつなぎ",
    "deputy": "代理の書き方",
    "signatories": "署名する委員",
    "follow_ups": "宿題の見出し",
    "note": "条件の書き方",
    "recess": "休憩",
    "resumed": "再開",
    "adjourned": "延会",
    "continued": "続会",
    "closed_part": "非公開",
    "open_part": "公開再開",
    "closed_notice": "非公開部分の代わりの一行",
    "closed_results": "非公開で決めた結果も刷るか",
    "withheld": "内部用の語句の代わり",
}

PATTERNS: Mapping[str, Mapping[str, Collection[str]]] = {
    "Role": {"framed": ("label", "seat", "surname", "name")},
    "Outcome": {"sentence": ("cases", "note")},
    "Phrase": {"text": ("cases", "next", "explained", "title", "explainer")},
    "RulingWording": {"clause": ("cases", "outcome")},
    "Style": {
        "date": DATE_FIELDS,
        "time": TIME_FIELDS,
        "period": PERIOD_FIELDS,
        "moment": ("date", "period"),
    },
    "Form": {
        "observers_count": ("count",),
        "deputy": ("member", "name"),
        "online": ("member",),
        "note": ("result", "note"),
        "closed_notice": ("reason",),
    },
}
"""By Struct and field: the place holders that its text may have."""

NEEDED: Mapping[str, Mapping[str, Collection[str]]] = {
    "Outcome": {"sentence": ("cases",)},
    "RulingWording": {"clause": ("cases",)},
    "Style": {"period": ("start",), "moment": ("date",), "time": ("hour",)},
    "Form": {"note": ("note",)},
}
"""By Struct and field: the place holders without which the text, where there is one, would say nothing of the meeting."""
