"""Phrases of the top that no label announces (見出しのない行): names of bodies and papers, days of printing, sessions."""

from __future__ import annotations

import re

from .labels import ENUMERATOR

DOCUMENT = re.compile(
    r"(?:会議録|議事録|会議の?記録|要点録|会の?記録|会議要旨|議事要旨|会議概要|議事概要|要点記録|会議記録|会議の記録|議事の概要|会議の概要|会議結果|審議概要|議事要録|会議要録|要旨|速記録)(?:第[0-9０-９一二三四五六七八九十百]+号)?"
    r"(?:[\s　]*[（(【\[].{0,24}[)）】\]])?(?:[\s　]*[-－―]?[\s　]*(?:概要|要旨|案))?$"
)
BODY_NAME = re.compile(
    r"(?:委員会|審議会|協議会|審査会|懇談会|部会|総会|検討会|研究会|会議|分科会|調査会|議会|定例会|臨時会|推進会|連絡会|説明会|意見交換会|報告会|ワーキンググループ)"
)
PUBLISHER = re.compile(r"(?:局|課|部|室|係|庁|省|市|町|村|県|事務所|センター)$")
ALONE = re.compile(
    r"[\s　]*[（(【\[［＜<〔]?(?P<word>[^（）()【】\[\]［］＜＞<>〔〕：:、]{2,16}?|[県市町村区国])"
    r"[）)】\]］＞>〕]?[\s　]*[：:]?[\s　]*$"
)
TOPIC_LINE = re.compile(
    rf"^[\s　]*(?P<enumerator>{ENUMERATOR}|[一二三四五六七八九十]{{1,2}}[\s　]+|日程第[0-9０-９一二三四五六七八九十]+[\s　]+|"
    r"議題[0-9０-９]+[)）.．：:]?[\s　]+)?(?P<text>.*)$"
)
TOPIC_WORDS = re.compile(r"(?:について|の件|に関する件)$|^[^\s　]{0,6}第[0-9０-９一二三四五六七八九十]+号")
TITLE_STYLES = ("Title", "会議名称")
"""Styles of the name of a meeting: Word's own, and one that templates of ours may have."""
RULE = re.compile(r"[―─\-=＝＿_…・*＊\s　━─–—]{3,}")


ASIDE = re.compile(
    r"[（(〔［\[]?(?:敬称略|順不同|[^（）()]{1,8}順)(?:[、・，](?:敬称略|順不同))?[）)〕］\]]?"
)
SESSION = re.compile(
    r"(?:(?:令和|平成|昭和)[0-9０-９元一二三四五六七八九十]+年(?:度)?)?[\s　]*"
    r"(?:第[\s　]*[0-9０-９一二三四五六七八九十]+[\s　]*回)?"
    r"[\s　]*(?:(?:定例会|臨時会|会議)(?:[（(].{1,12}[)）])?|(?<=回))"
)
FORM = re.compile(
    r"(?:(?:附属機関|審議会|懇談会|委員会|協議会)等?の?)?(?:会議|審議)の?(?:開催)?(?:録|結果|概要|記録|要旨)(?:の?報告書?|書)?"
)
"""What a form is called, not the meeting."""
HELD_AT = re.compile(
    r"[（(]?(?P<when>[^（）()]*[0-9０-９一二三四五六七八九十].*?)[\s　、]+"
    r"(?:於|会場|場所)[\s　：:]+(?P<where>[^（）()]+?)[)）]?"
)
"""「（平成31年2月20日　水曜　午後2時　於：市役所第一会議室）」."""
HELD = re.compile(
    r"(?P<when>(?:令和|平成|昭和|[12][0-9]{3}年|[２１][０-９]{3}年).{4,24}?(?:日|曜日[)）]|[（(].[)）]))[、，]?"
    r".{2,60}?(?:を|は)[、，]?(?P<where>[^、，。]{2,30}?)(?:において|にて|で|に)(?:開催|開会|招集|開議)(?:した|しました|された|する)?。?$"
)
"""A sentence that tells when and where."""
RULED = re.compile("承認|可決|否決|同意|了承|継続|決定|答申|採択|許可|保留|報告")
"""A sentence below a topic tells what became of it, or is no topic."""
STATIONERY = re.compile(
    r"[（(]内部用[^（）()]*[）)]|[（(]別[紙添][）)]|[（(【]?(?:別記|別紙)?様式(?:第?[0-9０-９一二三四五六七八九十]+号?)?.{0,16}[）)】]?"
)
MADE = re.compile(r"(?:作成|公表|掲載|更新|公開|発行|現在|承認|確定)[）)]?$")
"""Behind a day on which something was done with the paper, not held."""
