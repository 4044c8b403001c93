"""What a column can hold, and the words by which its heading is known (列の見出しと同義語)."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from msgspec import Struct


class Field(StrEnum):
    """What a column can hold; the value is what the clerk calls it by."""

    NUMBER = "番号"
    KIND = "種別"
    TITLE = "件名"
    OFFICE = "所管課"
    EXPLAINER = "説明者"
    GROUP = "案件群"
    ITEM = "次第の番号"
    RECEIVED = "受けた時"
    REFERRED = "付託先"
    NAME = "氏名"
    SURNAME = "姓"
    GIVEN = "名"
    READING = "よみ"
    POST = "役職"
    SECTION = "選出区分"
    BELONGS = "所属"
    LIST = "名簿"
    SEAT = "議席番号"


class Table(Struct, frozen=True):
    """A kind of table that can be read."""

    words: Mapping[Field, tuple[str, ...]]
    """For each of its fields what the heading may say, the surest first."""
    needed: tuple[Field, ...]
    """The fields one of which makes it such a table."""


_OFFICE = (
    "所管課", "担当課", "所管", "主管課", "所管部署", "担当部署", "担当", "課名", "部署", "所属", "所属課",
)  # fmt: skip

AGENDA = Table({
    Field.NUMBER: (
        "諮問番号", "案件番号", "議案番号", "報告番号", "諮問・報告番号", "諮問等番号", "議題番号", "事件番号",
        "番号", "整理番号", "no", "no.", "号",
    ),
    Field.KIND: ("種別", "案件種別", "案件の種別", "区分", "種類", "報告・諮問の別"),
    Field.TITLE: (
        "件名", "案件名", "議案名", "事件名", "議題", "議題名", "諮問事項", "諮問件名", "案件", "事項", "内容", "題名",
        "タイトル",        "議案", "諮問内容", "案件内容", "審議事項", "付議事項", "報告事項",
    ),
    Field.OFFICE: _OFFICE,
    Field.EXPLAINER: ("説明者", "説明員", "説明者名", "説明担当", "説明担当者", "説明"),
    Field.GROUP: ("案件群", "グループ", "まとまり", "一括", "一括審議"),
    Field.ITEM: ("次第の番号", "次第", "次第番号"),
    Field.RECEIVED: ("受けた時", "諮問日", "諮問年月日", "受理日", "付議日"),
    Field.REFERRED: ("付託先", "付託部会", "部会"),
}, (Field.TITLE,))  # fmt: skip
ROSTER = Table({
    Field.NAME: ("氏名", "委員名", "名前", "委員氏名", "お名前", "職員名", "姓名"),
    Field.SURNAME: ("姓", "名字", "苗字", "氏"),
    Field.GIVEN: ("名",),
    Field.READING: ("よみ", "ふりがな", "読み", "読み仮名", "読みがな", "よみがな", "氏名かな", "かな"),
    Field.POST: ("役職", "役職名", "職名", "職", "肩書", "補職名", "役"),
    Field.BELONGS: _OFFICE,
    Field.SECTION: ("選出区分", "選出母体", "選出団体", "委員区分", "推薦団体", "選任区分"),
    Field.LIST: ("名簿", "名簿区分", "立場", "出席区分", "区分"),
    Field.SEAT: ("議席番号", "議席", "席番", "席番号", "席次"),
}, (Field.NAME, Field.SURNAME))  # fmt: skip
