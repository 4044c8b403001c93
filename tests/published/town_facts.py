"""What samples of further forms say (``samples/``): fictional towns; each has a form that the others do not."""

from __future__ import annotations

from datetime import date, time

from cases import Facts


def _said(text: str) -> tuple[str, ...]:
    return tuple(text.split())


FACTS: dict[str, Facts] = {
    "closed_item.html": Facts(
        day=date(2025, 4, 24),
        starts=time(14, 0),
        ends=time(15, 17),
        place="ゆきしろ市役所東庁舎　201会議室",
        title=("令和7年第4回ゆきしろ市教育委員会定例会会議録",),
        observers=1,
        members=_said("土岐康裕教育長 飯沼由美教育長職務代理者 真木洋一 香取さゆり 越智俊樹"),
        absent=(),
        others=_said("長峰智教育部長 片倉誠教育総務課長 里見直子学校教育課長 藤巻学生涯学習課長"),
        cases=(
            ("議案12", "原案のとおり可決"),
            ("議案13", "原案のとおり可決"),
            ("報告6", ""),
        ),
        speakers=_said(
            "教育長 教育長 教育長 教育長 教育長 教育長 教育総務課長 真木委員 教育総務課長 "
            "教育長 教育長 学校教育課長 香取委員 学校教育課長 教育長"
        ),
        stages=("異議なしの声", "全員賛成", "挙手全員", "ここから非公開", "非公開ここまで"),
    ),
    "two_halves.docx": Facts(
        day=date(2024, 11, 8),
        starts=time(13, 30),
        ends=time(14, 45),
        place="あまいわ町役場　大会議室",
        title=("令和６年度第８回あまいわ町農業委員会総会議事録",),
        members=_said(
            "1安斎政雄 2大槻清 3伊達光男 4芳賀すみ子 5紺野武 6宍戸ふみ 8三瓶正 "
            "9遠藤利夫会長職務代理 10国分栄作会長"
        ),
        absent=("7佐久間登",),
        others=_said("高野真一事務局長 八巻咲係長"),
        cases=(("議案21", "原案のとおり許可"), ("議案22", "許可相当"), ("報告10", "")),
        speakers=_said(
            "議長 議長 議長 議長 係長 議長 ４番 議長 ９番 係長 議長 議長 議長 事務局長 "
            "６番 事務局長 議長 議長 議長 係長 議長"
        ),
        stages=(
            "「異議なし」の声あり",
            "賛成全員",
            "１番　安斎政雄委員　退席",
            "賛成多数",
            "１番　安斎政雄委員　着席",
            "閉会　午後２時４５分",
        ),
    ),
    "outline_results.txt": Facts(
        day=date(2024, 7, 23),
        starts=time(14, 0),
        ends=time(16, 30),
        place="市役所本館6階　602会議室",
        title=("第74回　あさみ市情報公開・個人情報保護審査会　議事要旨",),
        members=_said("宇都宮会長 北川会長代理 杉 野間"),
        absent=(),
        others=_said("荻野課長 富永主任 日高課長 丹治係長"),
        cases=(("諮問31", "一部修正の上"), ("諮問33", "継続")),
        speakers=_said("事務局 会長 事務局 委員 事務局 会長"),
        stages=(
            "事務局から答申案の説明があり、審議した結果、一部修正の上、答申することとした。",
            "実施機関の職員から、非公開とした理由について意見を聴取した。次回も引き続き審議することとした。",
            "次回は、令和6年8月27日（火曜日）午後2時から開催することとした。",
        ),
    ),
    "national_panel.txt": Facts(
        day=date(2023, 10, 26),
        starts=time(16, 0),
        ends=time(18, 5),
        title=("地域医療情報連携の在り方に関する検討会（第３回）議事録",),
        members=_said("荒川座長 伊吹構成員 宇野構成員 江波戸構成員 大河内構成員 笠松構成員"),
        absent=("菊池構成員",),
        others=_said("椎名理事 早乙女課長 戸田課長補佐"),
        topics=("連携ネットワークの現状について", "費用負担の考え方について", "その他"),
        cases=(),
        speakers=_said(
            "戸田課長補佐 荒川座長 早乙女課長 荒川座長 伊吹構成員 早乙女課長 江波戸構成員 "
            "荒川座長 宇野構成員 荒川座長 宇野構成員 戸田課長補佐 椎名オブザーバー 荒川座長"
        ),
        stages=("事務局より資料２の説明", "了"),
    ),
    "speaker_behind.docx": Facts(
        day=date(2023, 11, 21),
        starts=time(18, 30),
        ends=time(20, 0),
        place="ひばり市立中央図書館 視聴覚室",
        title=("令和5年度第2回ひばり市図書館みらい懇談会　議事要旨",),
        members=_said("志村座長 丹羽副座長 内藤委員 古谷委員 三宅委員 大道委員"),
        absent=("中島委員",),
        others=_said("細谷館長 水口副館長 仲司書"),
        cases=(),
        speakers=_said("内藤委員 古谷委員 丹羽副座長 事務局 三宅委員 大道委員 事務局"),
        stages=(
            "事務局より、資料1に基づき報告した。",
            "事務局より、資料2に基づき説明した。",
            "次回は、令和6年2月に開催する。",
        ),
    ),
    "presence_behind.txt": Facts(
        day=date(2025, 1, 28),
        starts=time(13, 30),
        ends=time(14, 52),
        place="さざなみ村役場　二階会議室",
        members=_said(
            "1朝倉実 6須永友子 2猪又幸一 3漆原敏夫 8園部千代子 4海老沢進 9田淵正治 "
            "10千葉重信議長"
        ),
        absent=_said("7瀬尾昇 5鬼塚照美"),
        others=_said("津久井誠事務局長 寺門理恵主任"),
        cases=(("議案45", "原案のとおり承認"), ("議案46", ""), ("報告12", "")),
        speakers=_said(
            "議長（会長） 事務局（寺門） 議長（会長） 三番漆原委員 議長（会長） 議長（会長） "
            "事務局長 九番田淵委員 事務局長 議長（会長） 事務局（寺門） 議長（会長）"
        ),
        stages=("午後二時五十二分　閉会",),
    ),
    "roster_by_sections.docx": Facts(
        day=date(2025, 2, 13),
        starts=time(15, 0),
        ends=time(16, 20),
        place="なぎさき町中央公民館　３階　講義室",
        title=("第72回　なぎさき町都市計画審議会　議事録",),
        members=_said(
            "宮坂洋会長 石塚雅子会長職務代理者 鈴村善一 大槻正道 仲村弘 竹本昇（交通課長宇野登） "
            "海野俊介 羽山つとむ 村岡富子 小淵恵"
        ),
        absent=_said("福永康介 橋口龍"),
        others=_said("森啓太建設部長 古泉淳都市計画課長 阿部晋同課計画係長"),
        cases=(("議案1", "原案可決"), ("議案2", "原案可決")),
        speakers=_said(
            "司会 宮坂会長 古泉課長 羽山委員 古泉課長 宮坂会長 宮坂会長 宮坂会長 宮坂会長 "
            "阿部係長 仲村委員 阿部係長 小淵委員 宮坂会長 宮坂会長 宮坂会長 古泉課長 宮坂会長"
        ),
        stages=("質問なし", "挙手全員", "挙手多数"),
    ),
    "four_columns.docx": Facts(
        day=date(2024, 7, 9),
        starts=time(18, 30),
        ends=time(20, 15),
        place="あおうみ市民会館　第２練習室",
        title=("令和６年度第１回あおうみ市男女共同参画推進会議",),
        observers=1,
        members=_said("早川委員長 丸岡副委員長 越前 坂井 鯖江 武生"),
        absent=(),
        others=_said("三国課長 芦原主査"),
        cases=(),
        outcomes=("了承", "一部修正の上承認"),
        speakers=_said("主な意見・質疑 回答 主な意見・質疑 回答"),
        stages=("結果　了承", "結果　一部修正の上承認", "特になし"),
    ),
    "brackets_alone.txt": Facts(
        day=date(2024, 11, 6),
        starts=time(13, 0),
        ends=time(15, 0),
        place="みらいビル10階　大会議室",
        title=("令和６年度　第４回　地方鉄道の利便性向上に関する懇談会　議事録",),
        members=_said("鮎川座長 岩魚 鰍沢 鯉渕 鱒沢 鯨岡"),
        absent=("鰺坂",),
        others=_said("鮫島常務取締役 鯖戸課長 鰐淵室長 鰻田専門官"),
        materials=3,
        cases=(),
        speakers=_said(
            "鰻田専門官 鮎川座長 鮫島常務 鮎川座長 鯖戸課長 鮎川座長 岩魚委員 鮫島常務 鯉渕委員 "
            "鮫島常務 鰐淵室長 鱒沢委員 鯨岡委員 鮎川座長 鰻田専門官"
        ),
        stages=("了",),
    ),
    "layout_table.html": Facts(
        day=date(2022, 9, 5),
        starts=time(9, 0),
        ends=time(10, 20),
        place="ゆのさと町役場　第２会議室",
        title=("令和４年第９回　ゆのさと町農業委員会総会議事録",),
        members=_said(
            "7馬場勘一会長 6岩瀬とし江会長代理 1熱田修 2瑞穂健二 3昭和薫 4千種学 5名東芳雄"
        ),
        absent=(),
        others=_said("守山宏局長 緑智子主査"),
        cases=(("議案18", "許可相当"), ("議案19", "非農地")),
        speakers=_said("局長 会長 議長 主査 議長 ３番 議長 ４番 主査 議長 議長 局長 議長 議長"),
        stages=("全員挙手", "全員挙手", "閉会　午前１０時２０分"),
    ),
    "roster_annex.docx": Facts(
        day=date(2025, 3, 5),
        starts=time(10, 0),
        ends=time(11, 35),
        place="わかみどり町保健福祉センター　多目的室",
        title=("わかみどり町地域福祉計画策定委員会　第３回　会議録",),
        observers=1,
        others=_said("寄居幸子課長 小川大輝主任"),
        cases=(),
        speakers=_said(
            "川越委員長 事務局・小川 所沢委員 事務局・小川 狭山委員 事務局・寄居 川越委員長 "
            "事務局・寄居 川越委員長"
        ),
        stages=("委員全員承認",),
    ),
    "papers_behind.html": Facts(
        day=date(2024, 2, 21),
        starts=time(13, 30),
        ends=time(15, 25),
        place="桜谷市上下水道局　3階大会議室",
        members=_said("綾瀬会長 大和副会長 海老名 座間 伊勢原 秦野 厚木 愛川"),
        absent=(),
        others=_said("逗子局長 三浦経営課長 葉山料金係長"),
        topics=("水道料金の改定案について", "答申案について"),
        materials=3,
        cases=(),
        speakers=_said("事務局 委員 事務局 委員 会長 会長 委員 会長"),
        stages=(),
    ),
}
