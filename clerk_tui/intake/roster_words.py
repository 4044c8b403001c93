"""The words of a roster (名簿の言葉): titles, legends, lists that are named before their people."""

from __future__ import annotations

import re

ABOUT_LIST = re.compile(
    r"名簿|現在|敬称略|五十音順|[0-9０-９]+音順|順不同|任期|一覧|出席者|出席予定|予定者|配席|座席"
)
LEGEND = re.compile(
    r"([◎○●☆★△▲□■◇◆])\s*(?:印?は|[=＝:：…]|印)?\s*"
    r"((?:副|[^\s　、。◎○（）()]{0,4}部)?(?:会長|委員長|議長|座長)(?:職務代理者?|代理)?|部会長(?:代理)?"
    r"|[^\s　、。]{0,4}職務代理者?)"
)
STAFF = "事務局|説明員|説明者|執行部|実施機関|オブザーバー|アドバイザー|学校側|行政側|市側|町側|村側"
OFFICE_WITHIN = re.compile("[課部局室係所館署]")
POST_WITHIN = re.compile(r"(?:[課部局係室校園所]|事務局|委員|副?会)長|教頭|委員|教授")
"""What stands within no name."""
STAFF_AHEAD = re.compile(
    rf"[（(【〔\[［<＜]?(?P<list>{STAFF})[）)】〕\]］>＞]?[\s　:：]+(?=\S)"
    rf"|[（(【〔\[［<＜](?P<within>{STAFF})[）)】〕\]］>＞](?=\S)"
)
"""A list that is named before the first of its people (「（事務局）都市計画課長　音羽　信二」)."""
NO_OFFICE = re.compile(
    "代理|欠席|出席|退任|辞任|新任|再任|任期|令和|旧姓|リモート|オンライン|[Ww][Ee][Bb]|遅|早退|[0-9０-９]"
)
"""What stands in brackets behind a name and is not what somebody is elsewhere."""
LEFT = re.compile("退任|辞任|離任|解嘱|退職|転出|まで")
BEHIND = re.compile(r"[（(]([^（）()]+)[)）]$")
CHOSEN = re.compile(
    r"[^\s　、。：:（(]{1,16}(?:代表|委員|選出|推薦|経験者|関係者|団体|機関|公募|市民|町民|村民|住民)(?:[（(][^（）()]+[）)])?"
)
"""A line that names where the members below it come from: 「１号委員（学識経験者）」."""
COMES_FROM = re.compile(
    r"(?:経験者|有識者|関係者|関係団体|代表|公募|市民|町民|村民|区民|住民|推薦|委員選出)$"
)
OFFICIAL_MEMBERS = re.compile("(?:[市町村区県]|関係)?(?:職員|行政|当局)|行政(?:機関|関係)?|[市町村区県]")
"""Words of a list of officials that may as well tell where members come from."""
OF_A_BODY = re.compile(r".*(?:審議会|審査会|委員会|協議会|懇談会|懇話会|検討会|会議|部会)の?(?:委員|構成員)")
