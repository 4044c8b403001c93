"""Lines of the proceedings that nobody says (発言でない行): results, interruptions, closing words, signatures."""

from __future__ import annotations

import re

RESULT = re.compile(
    r"^(?:[⇒→➡=＝]+|(?:【|〈|＜|■|●)?(?:結果|審議結果|審査結果|"
    r"議決結果|"
    r"採決結果|採決の結果|採決|表決|結論|決定事項|合意事項)(?:[】〉＞][\s　：:]*|[\s　：:]+))[\s　]*(?P<text>\S.{0,40})$"
)
NARRATED = re.compile(
    r"(?:採決|表決|審議|審査|協議|質疑|討論)の(?:後|結果)[、，].{2,80}(?:た|れる|である)。$|"
    r"^(?:[（(]?[0-9０-９]{1,2}[)）.．]|議題[（(]?[0-9０-９]*[)）]?)[^。]{0,40}(?:説明|報告)(?:があった|を行った|した|がなされた)。"
)
"""「採決の結果、賛成多数で可決された。」: the minutes tell it, nobody says it."""
NOTHING = re.compile(r"(?:質疑|討論|意見|質問|発言|異議)[：:]?(?:は?(?:なし|無し|ありません|省略))。?")
"""「討論　なし」 between the speeches."""
COUNTED = re.compile(
    r"(?:(?:賛成|反対|棄権|可|否)(?:者|とする者)?[\s　：:]*[0-9０-９一二三四五六七八九十]+[\s　]*[名人票][\s　、，]*){2,}"
)
"""「賛成：7名　反対：1名」 between the speeches."""
ACTED = re.compile(
    r"[【＜<〈](.{0,16}(?:了承|挙手|起立|拍手|異議なし|退席|着席|退室|入室|承認|賛成))[】＞>〉]"
)
"""What those present did, in the brackets of headings."""
ARROWS = "⇒→➡=＝"
DECIDED = re.compile(
    r"了承|承認|可決|否決|決定|決した|継続|同意|採択|了解|異議な|認め|認定|答申|(?:案|申請|諮問)の(?:とおり|通り)|許可|選任|選出|支障な|妥当|適当"
)
"""What follows an arrow is an answer, unless it says what became of the topic."""
CONCLUSION = re.compile(
    r"[（(【〔＜<［\[■○]?(?:結論|結果|審議結果|審議の結果|議決結果|決定事項|まとめ)[）)】〕＞>］\]]?[：:]?"
)
COLUMNS = re.compile(
    r"発言(?:者|委員)(?:名|氏名)?[：:・]?(?:(?:議題|発言|内容|要旨|審議|会議|決定事項|概要|等|の|・){1,8})"
)
"""Names of columns over speeches that are set side by side with blanks."""
INTERRUPTED = re.compile(r"休憩|再開")
CLOCKED = re.compile(
    r"(?:暫時)?(?:休憩|再開|開会|開議|閉会|散会|終了|閉議)(?:する|した|しました)?(?:[（(].*[）)])?"
)
CLOSING = re.compile(
    r"^[\s　―－─\-（(〔＜<【]*(?:了|以上|終|終わり|終了|閉会|散会|完|おわり|以　上)[\s　―－─\-）)〕＞>】。]*$|"
    r"^(?:以上で|これで|これをもって|以上をもって)?.{0,20}(?:閉会|散会|終了)(?:した|とした|となった)。?$|^以上[、，。]?$"
)
SIGNED = re.compile(
    r"^[\s　]*(?:以上|上記|右|この(?:会議録|議事録)|ここに|本(?:会議録|議事録)|会議(?:規則|の)|前記)"
    r".{0,60}(?:署名|顛末|相違|証する|記名押印|調製)|"
    r"^[^。]{4,60}(?:ここに署名する|により[、，]?署名する|証するため[^。]{0,12}(?:署名|記名)(?:押印)?する)。?$|"
    r"^[\s　]*(?:会議録|議事録)?署名(?:委員|議員|人|者)[\s　：:]|^[\s　]*(?:会議録|議事録)署名(?:委員|議員|人|者)$"
)
USUAL = re.compile(
    r"(?:開会|閉会|その他|議事|議題|報告(?:事項)?|協議(?:事項)?|審議(?:事項)?|(?:開会|閉会|会長|委員長|教育長|主催者)?(?:の|に当たっての)?(?:挨拶|あいさつ)|連絡(?:事項)?|"
    r"事務連絡|質疑応答|意見交換|散会|次回(?:の日程)?(?:について)?|開議|採決|討論|質疑)"
)
"""What an agenda has wherever one is held."""
TOLD = re.compile(
    r"[。」』]$|[ぁ-ん].*[ぁ-ん]|(?:説明|報告|朗読|確認|承認|了承|可決|否決|挙手|起立|拍手|退席|退室|入室|着席|休憩|再開|質疑|討論|採決|配布|配付|異議|意見|挨拶|紹介|省略|非公開|終了|散会|閉会|開会|次回|以下)"
)
"""What a sentence about the meeting has: a line without it is not understood, and is named."""
