"""How the characters of surnames are read (名字のよみ), so that a slip of conversion is seen: 藍原 for 相原. Pure.

Readings that surnames are made of, each with the characters that stand for it, from general knowledge of Japanese
names; whole surnames that do not divide stand below. Voicing makes no difference (はら, ばら).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from functools import cache

from .text import normalize

_PARTS = """
あ 阿安亜足吾我会|あい 相会愛藍合逢間哀娃姶|あお 青蒼碧|あか 赤明紅|あき 秋明昭章彰晃晶映彬哲瑛
あさ 浅朝麻旭旦|あし 足芦葦蘆|あた 安足|あつ 厚|あぶ 虻油|あま 天尼雨海|あみ 網|あめ 雨|あや 綾|あゆ 鮎
あら 新荒洗嵐|あり 有在蟻|あわ 粟淡|あん 安庵|い 井伊居位猪五生依胃|いえ 家|いく 生育幾|いけ 池活
いさ 勇|いし 石|いず 出泉|いずみ 泉|いそ 磯|いた 板|いち 一市壱|いと 糸|いな 稲|いぬ 犬|いの 猪|いま 今
いり 入|いわ 岩石磐祝|う 宇鵜羽卯烏右|うえ 上植|うお 魚|うし 牛|うす 臼|うち 内打|うめ 梅埋|うら 浦裏占
うわ 上|え 江恵柄衛絵画|えい 栄永英|えだ 枝|えち 越|えの 榎|えのき 榎|えん 遠円|お 小尾緒雄男夫於|おう 王
おお 大太多王巨|おか 岡丘陸|おき 沖|おく 奥億|おさ 長理|おち 落|おり 織折|か 加賀香鹿科花河歌家夏
かい 貝会甲開|かが 加|かがみ 鏡|かき 柿垣|かく 角|かげ 影陰景|かさ 笠|かじ 梶|かしわ 柏|かす 春粕|かず 数
かた 片方肩型|かつ 勝且|かど 角門稜|かな 金|かね 金兼鐘|かば 樺|かま 鎌釜窯|かみ 上神紙髪守|かめ 亀|かも 鴨
かや 茅萱|から 唐|かり 刈|かわ 川河皮革側|かん 菅神|き 木喜城貴紀来樹基季生黄|きく 菊聞|きし 岸|きた 北来
きぬ 衣絹|きよ 清潔|きり 桐霧切|く 久九工区玖|くさ 草種|くし 串櫛|くす 楠|くち 口|くに 国邦|くぼ 窪
くま 熊隈|くも 雲|くら 倉蔵暗鞍|くり 栗|くろ 黒畔|くわ 桑鍬|け 毛|こ 小古子児来固|こう 河幸高甲神光広
こし 越腰|こま 駒狛|こん 今近金|ご 後五呉吾|さ 佐左早沙紗|さい 斉斎西才祭彩|さか 坂阪酒逆|さかい 境堺
さかき 榊|さき 崎先咲|さく 作朔|さくら 桜|ささ 笹|さだ 貞|さと 里郷聡|さわ 沢|し 志清四士市史|しお 塩汐潮
しか 鹿|しげ 重繁茂|しし 宍|しの 篠|しば 柴芝|しぶ 渋|しま 島縞嶋|しも 下霜|しょう 庄正昭勝小|しら 白
しろ 城白代素|しん 新進真神|す 須諏州寿|すえ 末季|すが 菅|すぎ 杉過|すけ 助|すず 鈴涼|すな 砂
すみ 角住隅炭澄|せ 瀬|せき 関石席堰|せり 芹|せん 千仙泉|そ 曽素|その 園|そめ 染|た 田多太他|たい 平
たいら 平|たか 高鷹孝隆貴尊|たき 滝|たけ 竹武岳丈嶽|たち 立達|たつ 龍辰竜|たて 立館|たな 棚|たに 谷溪
たね 種|たま 玉球珠|ち 千知地池智茅|ちか 近親|つ 津|つか 塚束|つき 月槻|つじ 辻|つち 土槌|つつみ 堤
つつ 筒|つね 常恒|つの 角|つる 鶴弦|て 手出|てら 寺|と 戸十登渡土|とう 東藤遠頭当島冬刀|とお 遠|とき 時
とく 徳得|とみ 富|とも 友智朋伴|とよ 豊|とり 鳥取|な 名奈菜那|ない 内|なお 直|なか 中仲|なが 長永|なつ 夏
なべ 辺鍋部|なみ 並波浪南|なり 成也|なる 成|に 二丹仁|にい 新|にし 西|にわ 庭|ぬま 沼|ね 根音|の 野之埜乃能
のき 軒|のぶ 信延伸|は 葉羽波|はぎ 萩|はし 橋端走|はた 畑秦端旗|はな 花鼻華|はま 浜|はやし 林|はら 原
はる 春晴|ばん 伴|ひ 日樋火|ひがし 東|ひさ 久|ひら 平|ひろ 広弘浩博|ふか 深|ふく 福服|ふじ 藤|ふる 古
ふな 船鮒|べ 辺部倍|ほ 保穂|ほう 宝|ほし 星|ほそ 細|ほら 洞|ほり 堀彫|ほん 本|ま 真間馬万|まえ 前
まき 牧巻槙|ます 増益枡桝|また 又|まち 町|まつ 松末|まる 丸円麿|み 三見美水実己|みず 水|みち 道
みつ 三光満|みなみ 南|みね 峰|みの 箕蓑|みや 宮|む 武六|むかい 向|むこう 向|むら 村邑|め 目女|もち 望
もと 本元基源|もり 森守盛杜|もろ 諸|もん 門|や 矢谷八屋弥也|やす 安保康泰|やな 柳簗|やなぎ 柳|やま 山
ゆ 湯油由|ゆき 雪行幸|よ 四代|よこ 横|よし 吉芳義好由善慶|よね 米|わ 和輪環|わか 若|わき 脇|わし 鷲
わた 渡綿|わら 原|わり 割|ぐすく 城|ひこ 彦|した 下|のうえ 上|いい 飯|めし 飯|はや 早|そう 相宗|やけ 宅家
ど 土|いで 出|で 出|しい 椎|きょう 京|かつら 桂|きち 吉|ごう 郷|おぎ 荻|もも 桃百|ふくろ 袋|つぼ 坪|のう 能
しき 敷|ふち 淵|やぶ 藪|つばき 椿|くすのき 楠|かし 樫|たちばな 橘|はち 八蜂|なな 七|まん 万|はく 白|り 利里
くれ 呉|げ 下毛|さね 実真|つな 綱|ひで 秀英|ひと 人|ふ 布|ふゆ 冬|まさ 政正|も 茂
"""
_WHOLE = """
さとう 佐藤 左藤 佐東|はっとり 服部|いがらし 五十嵐|はせがわ 長谷川|はせ 長谷|やまと 大和|くさか 日下
くさかべ 日下部|しょうじ 東海林|いずみ 和泉|かすが 春日|あがつま 我妻 吾妻|あずま 東 吾妻|さえぐさ 三枝
うつのみや 宇都宮|かい 甲斐|もちづき 望月|えんどう 遠藤|さいき 佐伯|さえき 佐伯|わたなべ 渡部 渡辺
いとう 伊藤 伊東|くまがい 熊谷|くまがや 熊谷|ちば 千葉|なら 奈良|もがみ 最上|うえすぎ 上杉|おばた 小幡
おばな 尾花|かんべ 神戸|こうべ 神戸|さめじま 鮫島|しまづ 島津|すどう 須藤 首藤|すわ 諏訪|とりい 鳥居
ばば 馬場|びとう 尾藤|むとう 武藤|やぎ 八木|よこみぞ 横溝|きっかわ 吉川|きりゅう 桐生|しんじょう 新庄 新城
ほうじょう 北条|みょうじん 明神|ゆうき 結城|きのした 木下|どい 土井|にわ 丹羽|むかい 向井 向|たちばな 立花
かじ 加地 鍛冶|みやけ 三宅|そうま 相馬
"""


_GIVEN = """
まこと 誠真信|みのる 実稔|ゆたか 豊|あきら 明晃彰昭|まさる 勝|きよし 清|たかし 隆孝崇|しげる 茂|すすむ 進
ひろし 博浩弘宏寛|おさむ 修治|かおる 薫|めぐみ 恵|のぞみ 望|ひかる 光|ひかり 光|しのぶ 忍|みさお 操
のぼる 昇|ただし 正忠|たけし 武健剛|つよし 剛|さとし 聡哲智|まもる 守|まなぶ 学|りょう 亮良涼|つばさ 翼
いさむ 勇|かおり 香|あゆみ 歩|さくら 桜|あおい 葵|はるか 遥|こ 子|み 美実|ろう 郎朗|た 太|いち 一市
かず 一和|お 雄夫男|ひこ 彦|すけ 介助輔|と 人斗|ひと 人仁|や 也弥哉|ゆき 之幸雪由|き 樹紀希喜|か 香佳加花
よ 代世|え 江恵枝絵|な 奈菜|り 里理利梨|ゆ 由|ゆう 裕優勇雄|ひろ 裕博浩宏広弘|ま 真麻|とも 智知友朋
まさ 正昌雅政|けん 健賢|さち 幸|よう 洋陽|じゅん 純順淳|ひで 秀英|よし 義良吉芳|たか 孝隆貴|ひさ 久
ふみ 文史|てつ 哲|のぶ 信伸|なお 直尚|やす 康靖安|とし 敏俊利年|はる 春晴治|あき 明昭秋|ち 千|きょう 京恭
けい 圭慶敬桂恵|えつ 悦|せつ 節|さ 早|みつ 光満|じ 治次司二|ぞう 三造蔵|へい 平|ご 吾|つ 津|め 女|の 乃
あつ 淳厚|かつ 克勝|しげ 重茂|しょう 翔正|しん 慎真進|だい 大|ひろ 大|たく 拓卓|みき 幹|まい 舞
"""


def plain(reading: str) -> str:
    """The reading as readings are compared: without voicing, 長音 written in one way."""
    bare = "".join(
        c
        for c in unicodedata.normalize("NFD", normalize(reading))
        if c not in "\u3099\u309a" and c not in "-・"
    )
    return bare.replace("おう", "おお").replace("こう", "こお").replace("とう", "とお")


@cache
def readings(written: str, *, given: bool = False) -> frozenset[str]:
    """How a name may be read, by its characters, as :func:`plain` has it; kana are read as they stand.

    Args:
        written: a surname in folded text, or as far as it is one; of more than eight characters nothing is known.
        given: it is a 名.
    """
    if len(written) > 8:
        return frozenset()
    return frozenset(plain(each) for each in spelled(written, given=given))


@cache
def spelled(written: str, *, given: bool = False) -> tuple[str, ...]:
    """The readings of :func:`readings` in kana as they are written, voicing as the table has it."""
    return tuple(dict.fromkeys(_divided(written, _table(given))))


def _divided(written: str, table: Mapping[str, tuple[str, ...]]) -> Iterator[str]:
    if not written:
        yield ""
        return
    for length in range(1, min(len(written), 4) + 1):
        head, rest = written[:length], written[length:]
        if rest.startswith("々"):
            # It repeats what stands before it.
            rest = head[-1] + rest[1:]
        itself = (head,) if length == 1 and "ぁ" <= head <= "ゖ" else ()
        for reading in (*table.get(head, ()), *itself):
            for other in _divided(rest, table):
                yield reading + other


@cache
def _table(given: bool) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in (_GIVEN if given else _PARTS).replace("\n", "|").strip("|").split("|"):
        reading, characters = line.split(" ")
        for character in characters:
            found.setdefault(normalize(character), []).append(reading)
    for line in () if given else _WHOLE.replace("\n", "|").strip("|").split("|"):
        reading, *surnames = line.split(" ")
        for surname in surnames:
            found.setdefault(normalize(surname), []).append(reading)
    return {written: tuple(each) for written, each in found.items()}
