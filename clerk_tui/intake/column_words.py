"""The words of headings (見出しの言葉): what each column of an agenda or a roster may be called."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Field(StrEnum):
    """What a column can hold; the value is what the clerk calls it by."""

    NUMBER = "番号"
    ORDER = "順序"
    KIND = "種別"
    TITLE = "件名"
    OFFICE = "所管課"
    EXPLAINER = "説明者"
    GROUP = "案件群"
    ITEM = "次第の番号"
    RECEIVED = "受けた時"
    REFERRED = "付託先"
    MEETING = "回"
    DATE = "開催日"
    OPEN = "公開"
    HOUR = "時刻"
    PAPER = "資料"
    NAME = "氏名"
    SURNAME = "姓"
    GIVEN = "名"
    READING = "よみ"
    POST = "役職"
    SECTION = "選出区分"
    BELONGS = "所属"
    LIST = "名簿"
    SEAT = "議席番号"
    ATTENDANCE = "出欠"
    TERM = "任期"
    REMARK = "備考"


class TableKind(Struct, frozen=True):
    """A kind of table that can be read."""

    words: Mapping[Field, tuple[str, ...]]
    """For each of its fields what the heading may say, the surest first."""
    like: Mapping[Field, str]
    """Of some fields a regular expression of headings that say it in other words."""
    needed: tuple[Field, ...]
    """The fields one of which makes it such a table."""


_OFFICE = (
    "所管課", "担当課", "所管", "主管課", "所管部署", "担当部署", "担当", "課名", "部署", "所属", "所属課", "担当課等",
    "所管課等",     "担当部課", "担当所属", "提案課", "説明課",
)  # fmt: skip

AGENDA = TableKind({
    Field.NUMBER: (
        "諮問番号", "案件番号", "議案番号", "報告番号", "諮問・報告番号", "諮問等番号", "議案等番号", "議題番号", "事件番号",
        "番号", "整理番号", "no", "no.", "№", "号",
    ),
    Field.ORDER: ("日程", "順", "順序", "日程番号", "議事日程", "日程第"),
    Field.KIND: ("種別", "案件種別", "案件の種別", "区分", "種類", "報告・諮問の別"),
    Field.TITLE: (
        "件名", "案件名", "議案名", "事件名", "議題", "議題名", "諮問事項", "諮問件名", "案件", "事項", "内容", "題名",
        "タイトル", "議案", "諮問内容", "案件内容", "審議事項", "付議事項", "報告事項", "事件", "付議事件", "議事",
        "議案件名", "会議に付した事件", "名称", "事案", "事案名", "議題・案件", "審議案件", "報告案件", "協議事項",
        "次第", "議事次第", "会議次第",
    ),
    Field.OFFICE: (*_OFFICE, "実施機関"),
    Field.EXPLAINER: ("説明者", "説明員", "説明者名", "説明担当", "説明担当者", "説明",
        "進行・説明", "説明・進行", "進行", "担当者", "発表者", "報告者"),
    Field.GROUP: ("案件群", "グループ", "まとまり", "一括", "一括審議"),
    Field.ITEM: ("次第の番号", "次第", "次第番号"),
    Field.RECEIVED: ("受けた時", "諮問日", "諮問年月日", "受理日", "付議日"),
    Field.REFERRED: ("付託先", "付託部会", "部会"),
    Field.MEETING: ("回", "会議", "会議名", "開催回", "定例会", "回数"),
    Field.DATE: ("開催日", "日付", "期日", "会議日", "開催年月日", "審議日", "年月日"),
    Field.HOUR: ("時刻", "時間", "予定時刻", "開始時刻"),
    Field.PAPER: ("資料", "資料番号", "配布資料", "配付資料", "資料名", "資料no", "資料no."),
    Field.OPEN: (
        "公開", "公開区分", "公開の可否", "公開可否", "公開の要否",
        "公開・非公開", "公開非公開", "公開の別", "公開・非公開の別", "公開/非公開",
    ),
}, {
    Field.NUMBER: "(?:議案|案件|諮問|報告|議題).*番号",
    Field.TITLE: ".*(?:件名|議案名|案件名|議題名).*",
    Field.OFFICE: ".*(?:所管|担当|主管|提出|提案|説明)(?:部?課|部署).*",
}, (Field.TITLE,))  # fmt: skip
ROSTER = TableKind({
    Field.NAME: (
        "氏名", "委員名", "名前",
        "なまえ", "委員氏名", "お名前", "職員名", "姓名", "委員", "構成員名", "構成員", "議員名", "議員氏名",
        "委員等氏名", "芳名",
    ),
    Field.SURNAME: ("姓", "名字", "苗字", "氏"),
    Field.GIVEN: ("名",),
    Field.READING: (
        "よみ", "ふりがな", "フリガナ", "読み", "読み仮名", "読みがな", "よみがな", "氏名かな", "かな", "カナ", "氏名カナ",
        "せい", "セイ", "姓かな", "姓カナ", "姓よみ", "姓（かな）", "ローマ字よみ",
    ),
    Field.POST: ("役職", "役職名", "職名", "職", "肩書", "補職名", "役", "役割", "委員会役職", "審議会での役職", "会での役職"),
    Field.BELONGS: (
        *_OFFICE, "所属・役職", "所属・役職等",
        "所属・職名", "所属及び役職", "所属役職", "所属団体", "所属団体・役職",
        "所属機関", "機関名", "所属機関名", "関係機関", "団体", "団体名",
        "会派", "会派名", "所属等", "勤務先", "現職", "現職等", "職業", "主な経歴", "専門分野", "分野",
        "所属・肩書", "役職等",
    ),
    Field.SECTION: (
        "選出区分", "選出母体", "選出団体", "委員区分", "推薦団体", "選任区分", "推薦母体", "推薦機関", "選出枠", "選出",
        "委嘱区分", "号", "号別", "根拠", "条例区分", "推薦", "担当地区", "地区", "地区名", "担当区域", "選出地区",
    ),
    Field.LIST: ("名簿", "名簿区分", "立場", "出席区分", "区分"),
    Field.SEAT: ("議席番号", "議席", "席番", "席番号", "席次", "席"),
    Field.ORDER: ("no", "no.", "№", "番号", "順", "順番", "通番", "連番"),
    Field.ATTENDANCE: ("出席方法", "出欠", "出席", "出欠席", "出席形態", "参加方法", "出席状況"),
    Field.TERM: ("任期", "委嘱期間", "在任期間", "任命期間"),
    Field.REMARK: ("備考", "摘要", "特記事項", "備 考", "その他"),
}, {
    Field.NAME: "(?:ふりがな|フリガナ|よみがな|読み仮名)氏名",
    Field.READING: "(?!.*(?:ふりがな|フリガナ|よみがな|読み仮名)氏名).*(?:ふりがな|よみがな|読み仮名).*",
    Field.SECTION: "(?:(?:条例|規則|要綱|規程|選出|推薦|委嘱|選任|構成).*|.*区分)",
    Field.BELONGS: ".*(?:所属|職業|勤務先|現職|肩書|団体|機関).*",
    Field.TERM: ".*任期.*",
}, (Field.NAME, Field.SURNAME))  # fmt: skip
