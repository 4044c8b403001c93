"""The head of a paper (紙の頭): which meeting it is of, when and where it is held."""

from __future__ import annotations

import re
from datetime import date

from msgspec.structs import replace

from clerk_tui.domain.calendar import Day
from clerk_tui.domain.moments import find_days, find_times, read_moment
from clerk_tui.domain.notation import Notation
from clerk_tui.domain.text import NUMBER

from .agenda_words import (
    BODY_NAME,
    CALLED,
    COUNTED,
    LABELLED,
    MONTHLY,
    OCCASION,
    PAPER_NAME,
    PLACE_END,
    WHERE_WITHIN,
    in_digits,
    single_blanks,
)
from .lines import LineKind, Where, short
from .people import unwrapped
from .schedule import Origin, Schedule

_UNTIL = re.compile(r"^[\s　]*(?:まで|から|より|開会|開議|～|〜)")
_SUBJECT = re.compile(r"^[\s　]*(?:件名|標題|表題)[\s　]*[:：][\s　]*(?:【[^】]*】[\s　]*)?(?=\S)")
_TITLED_YEAR = re.compile(rf"(令和|平成)({NUMBER}|元)年(度?)")
_TIMES = re.compile(
    r"開会|開議|開催|開始|閉会|終了|予定|午前|午後|[0-9０-９時分半から～〜~まで:：正午\s　()（）]"
)
_BODY_END = re.compile(rf".*{BODY_NAME.pattern}(?:[（(][^（()）]*[)）])?(?=[\s　])")
"""Behind it stands what the paper is (「…委員会　審査日程」)."""
_MONTH_APART = re.compile(
    rf"(?P<month>(?:令和|平成)[\s　]*(?:{NUMBER}|元)[\s　]*年[\s　]*{NUMBER}月)[\s　]*(?P<body>[^\s　]+?会)[\s　]*"
    rf"(?P<session>定例総会|定例会|臨時会|総会|例会|臨時総会)(?:[\s　].*)?"
)
_COUNTED_BEHIND = re.compile(
    rf"(?P<year>(?:令和|平成)[\s　]*(?:{NUMBER}|元)[\s　]*年[\s　]*度?)[\s　]*(?P<body>[^\s　]*会議?)[\s　]*"
    rf"[（(]?(?P<count>第[\s　]*{NUMBER}[\s　]*回)[)）]?(?P<rest>.*)"
)
_OF_ASSEMBLY = re.compile(
    rf"(?P<count>{COUNTED.pattern})[\s　]*(?P<assembly>[^\s　]*議会)(?P<session>定例会|臨時会)[\s　]+"
    r"(?P<body>[^\s　]*委員会)(?P<rest>.*)"
)
_IN_TERM = re.compile(rf"第[\s　]*{NUMBER}[\s　]*期[\s　]*$")
"""「第２期　第６回」: which of the terms of the body it is of."""
_YEAR_AHEAD = re.compile(
    rf"^(?:(?:令和|平成)[\s　]*(?:{NUMBER}|元)|[12１２][0-9０-９]{{3}})[\s　]*年[\s　]*度[\s　]*(?=\S)"
)
_YEAR = re.compile(rf"[\s　]*(?:令和|平成)[\s　]*(?:{NUMBER}|元)[\s　]*年[\s　]*度?[\s　]*")
_ABOUT_THEN = re.compile("終了後|散会後|頃|ごろ|程度|目途|めど")
"""Words of an hour that only tells about when (「本会議終了後（午前11時頃）」)."""
_EXTRAORDINARY = re.compile(r"会[\s　]*臨時(?:会|総会)(?:[\s　]|$)|^[\s　]*[（(]臨時会?[)）]")
_SESSION = r"[\s　]*(?:[（(][^（）()]{1,6}[)）])?[\s　]*(?P<session>定例会|臨時会)(?=[\s　]|$)"
_OF_PLACE = re.compile(
    r"オンライン|リモート|併用|[Ww][Ee][Bb]|ウェブ|ハイブリッド|[市町村区].*[0-9０-９一二三四五六七八九十]+(?:番|丁目|－|-)|[階室館棟]|〒"
)
_BESIDE = 6
"""Characters that may stand beside a bare date and its times."""


def body_named(title: str) -> str:
    """The name of the body in a title (「令和５年第４回みどり市教育委員会定例会」)."""
    found = (COUNTED.sub("", title) or title).strip(" 　「」『』")
    found = _YEAR_AHEAD.sub("", found)
    ended = _BODY_END.search(found)
    if ended and not BODY_NAME.fullmatch(found[ended.end() :].strip()):
        found = found[: ended.end()]
    return re.sub(r"^[（(][^（()）]*[)）][\s　]*", "", OCCASION.sub("", OCCASION.sub("", found)).strip(" 　"))


def _as_usual(text: str) -> str:
    """A title in the order in which most are written: how it is counted, the body, what the paper is."""
    if re.fullmatch(r"(?:\S[\s　]+){3,}\S", text):
        text = re.sub(r"[\s　]+", "", text)  # 「総　務　委　員　会　次　第」
    text = _SUBJECT.sub("", text)
    if called := CALLED.fullmatch(text):
        return called["title"]
    if behind := _COUNTED_BEHIND.fullmatch(text):
        # 「令和８年度　介護保険運営協議会（第２回）」
        return f"{behind['year']}{behind['count']}　{behind['body']}{behind['rest']}"
    if within := _OF_ASSEMBLY.fullmatch(text):
        # 「令和８年第３回…市議会定例会　産業厚生常任委員会」: the committee meets, not the assembly.
        return f"{within['count']}{within['session']}　{within['assembly']}{within['body']}{within['rest']}"
    return text


def _names_body(name: str, about: str) -> bool:
    """Whether a line that counts nothing is a title: it names a body, and is no sentence and no hour (「本会議終了後」)."""
    return (
        BODY_NAME.search(name) is not None
        and re.search(r"について|[。:：]", about) is None
        and not find_times(about)
    )


class HeadReader:
    """Reads the lines that tell of the meeting as a whole; each method gives what the line is, None for nothing."""

    def __init__(self) -> None:
        self.labelled = Schedule()
        """What stands behind 日時 and 場所."""
        self.bare = Schedule()
        """What stands without such a word."""
        self.body = ""
        """The name of the body, as the paper's title has it."""
        self._counted = False
        """Whether the name comes from a title that counts the meeting or calls to it, unlike that of a letter's sender."""
        self.yearless: Day | None = None
        """The meeting's day where its year is not written."""
        self.year = ""
        """The year of the title, where it stands on a line of its own."""
        self.doubts: list[str] = []
        self.awaited = ""
        """Of which label the value is still to come: when, where."""

    @property
    def schedule(self) -> Schedule:
        """What the lines say; a paper that counts no meetings is called by the name of its body."""
        guessed = Schedule.known(Origin.GUESSED, title=self.body, day=self._by_title())
        return self.labelled.over(self.bare).over(guessed)

    def _by_title(self) -> date | None:
        """A day without its year, in the year that the title tells, where the weekday does not contradict."""
        match = _TITLED_YEAR.search(self.bare.title)
        if match is None or self.yearless is None:
            return None
        first = find_days(f"{match[1]}{match[2]}年4月1日")[0].year or 0
        # 年度 ends in March of the next year.
        found = self.yearless.within(first + (match[3] == "度" and self.yearless.month < 4))
        fits = found is not None and self.yearless.weekday in ("", "月火水木金土日"[found.weekday()])
        return found if fits else None

    def value(self, where: Where, text: str) -> LineKind | None:
        """The value of a label that stood alone on the line before."""
        awaited, self.awaited = self.awaited, ""
        if awaited == "where" and not LABELLED.fullmatch(text):
            return self._where(text)
        return self._when(where, text, text) if awaited == "when" and find_days(text) else None

    def label(self, where: Where, text: str, found: re.Match[str]) -> LineKind | None:
        """A line with 日時 or 場所."""
        value = found["value"].strip()
        if not value:
            self.awaited = "when" if found["when"] else "where"
            return LineKind.MOMENT if found["when"] else LineKind.PLACE
        if found["where"]:
            return self._where(value)
        return self._when(where, text, value)

    def _when(self, where: Where, text: str, value: str) -> LineKind | None:
        within = WHERE_WITHIN.search(value)
        moment = read_moment(value[: within.start()] if within else value)
        if moment.day is None and moment.starts is None:
            if re.match(r"[\s　]*(?:開催)?時[\s　]*[間刻]", text) and not re.search("[:：]", text):
                return None  # the heading of a timetable
            self.doubts.append(f"{where}「{short(text)}」の日時が読めません。日時を入れてください。")
            return LineKind.UNREAD
        self.doubts += [f"{where}：{doubt}" for doubt in moment.doubts]
        if moment.day is not None and moment.date is None and not moment.doubts:
            self.yearless = moment.day
            self.doubts.append(f"{where}「{short(text)}」の日付に年がありません。日付を確かめてください。")
        read = Schedule.known(Origin.READ, day=moment.date, starts=moment.starts, ends=moment.ends)
        self.labelled = self.labelled.over(read)
        if within:
            self._where(within["value"])
        elif "場所" in text[: len(text) - len(value)]:
            # 「日時・場所　令和8年…　午後2時　第1会議室」: the place stands behind the last hour.
            end = max((*(day.end for day in find_days(value)), *(clock.end for clock in find_times(value))))
            self._where(_UNTIL.sub("", value[end:]).strip(" 　、"))
        return LineKind.MOMENT

    def _where(self, value: str) -> LineKind:
        if not value:
            return LineKind.PLACE
        self.labelled = self.labelled.over(Schedule.known(Origin.READ, place=single_blanks(value)))
        return LineKind.PLACE

    def more_of_place(self, text: str, *, deeper: bool) -> bool:
        """Whether a line below the place adds to it: in brackets (「（オンライン併用）」), or further in (「３階　会議室」).

        Args:
            text: of the line.
            deeper: whether it begins further to the right than the line of the place.
        """
        bracketed = re.fullmatch(r"[（(][^（()）]{2,40}[)）]", text) and _OF_PLACE.search(text)
        if not bracketed and not (deeper and len(text) <= 40 and PLACE_END.search(text)):
            return False
        for name in ("labelled", "bare"):
            schedule: Schedule = getattr(self, name)
            if schedule.place:
                more = replace(
                    schedule, place=f"{schedule.place}{'' if bracketed else '　'}{single_blanks(text)}"
                )
                setattr(self, name, more)
                return True
        return False

    def how(self, value: str) -> LineKind:
        """How the meeting is held (「Web会議併用（第一会議室）」), which tells where unless something else does."""
        self.bare = self.bare.over(Schedule.known(Origin.GUESSED, place=single_blanks(value)))
        return LineKind.PLACE

    def unlabelled(self, where: Where, text: str) -> LineKind | None:
        """A date without its word, and the place on the line below it."""
        days = [day for day in find_days(text) if day.year]
        if days:
            end = max((*(day.end for day in days), *(clock.end for clock in find_times(text))))
            place = text[end:].strip(" 　、") if PLACE_END.search(text[end:]) else ""
            rest = text[: days[0].start] + text[days[0].end : len(text) - len(place)]
            if len(_TIMES.sub("", rest)) > _BESIDE:
                return None
            moment = read_moment(text)
            self.doubts += [f"{where}：{doubt}" for doubt in moment.doubts]
            if not moment.starts and _ABOUT_THEN.search(rest):
                self.doubts.append(f"{where}「{short(text)}」に時刻がありません。開始の時刻を確かめてください。")
            read = Schedule.known(Origin.READ, day=moment.date, starts=moment.starts, ends=moment.ends)
            # A date with hours is the meeting's; one alone may be the paper's.
            self.bare = read.over(self.bare) if moment.starts else self.bare.over(read)
            self.bare = self.bare.over(Schedule.known(Origin.GUESSED, place=single_blanks(place)))
            return LineKind.MOMENT
        clocks = find_times(text)
        if clocks and not self.schedule.starts and (self.labelled.date or self.bare.date):
            # The hours below the day.
            moment = read_moment(text)
            about = _TIMES.sub("", text)
            starts = moment.starts
            if about and _ABOUT_THEN.search(text) and len(text) <= 30:
                starts = starts or clocks[0].time
                self.doubts.append(
                    f"{where}「{short(text)}」は時刻のめやすです。開始の時刻を確かめてください。"
                )
                about = ""
            if not about and starts is not None:
                self.doubts += [f"{where}：{doubt}" for doubt in moment.doubts]
                self.labelled = self.labelled.over(
                    Schedule.known(Origin.READ, starts=starts, ends=moment.ends if moment.starts else None)
                )
                return LineKind.MOMENT
        if self.bare.date and not self.bare.place and PLACE_END.search(text) and len(text) <= 40:
            # Learned from where it stands, not from a word.
            self.bare = self.bare.over(Schedule.known(Origin.GUESSED, place=single_blanks(text)))
            return LineKind.PLACE
        return None

    def begins(self, text: str) -> None:
        """The hour that stands beside the first item."""
        times = find_times(text)
        if times and self.bare.starts is None:
            self.bare = self.bare.over(Schedule.known(Origin.READ, starts=times[0].time))

    def title(self, text: str, notation: Notation) -> LineKind | None:
        """The title of the paper: how the meeting is counted, the body's name."""
        text = _as_usual(text)
        if _YEAR.fullmatch(text):
            # 「令和８年」 over 「第９回…」: the title in two lines.
            self.year = in_digits(re.sub(r"[\s　]", "", text))
            return LineKind.TITLE
        name = PAPER_NAME.sub("", text).strip()
        if not name or not PAPER_NAME.sub("", unwrapped(text)).strip():
            return LineKind.HEADING
        if apart := _MONTH_APART.fullmatch(text):
            # 「令和８年１２月　湖西町農業委員会定例総会」
            text = f"{apart['month']}{apart['session']}　{apart['body']}"
            name = apart["body"]
        counted = COUNTED.search(text) or MONTHLY.search(text)
        if notation.mentions(text) or len(text) > 60:
            return None
        about = OCCASION.sub("", text)
        if counted is None and not _names_body(name, about):
            return None
        if counted and self.bare.title and not self.body and re.search(r"(?:委員会|部会)", text):
            # 「令和９年第１回臨時会」 over 「特別委員会（第８回）」: the sitting of a committee within a session.
            within = in_digits(re.sub(r"[\s　]", "", counted.group()))
            self.bare = replace(self.bare, title=f"{self.bare.title}　{within}")
            name = PAPER_NAME.sub("", text[: counted.start()] + text[counted.end() :]).strip()
        if counted and not self.bare.title:
            told = in_digits(re.sub(r"[\s　]", "", counted.group()))
            after = re.match(_SESSION, text[counted.end() :])
            term = _IN_TERM.search(text[: counted.start()])
            told = (in_digits(re.sub(r"[\s　]", "", term.group())) if term else "") + told
            title = ("" if "年" in told else self.year) + told + (after["session"] if after else "")
            if not after and (
                of_assembly := re.search(r"議会(定例会|臨時会)$", PAPER_NAME.sub("", text).strip())
            ):
                title += of_assembly[1]
            elif not after and _EXTRAORDINARY.search(text[counted.end() :]):
                title += "臨時会"  # its number may be one of another series
            self.bare = self.bare.over(Schedule.known(Origin.READ, title=title))
            begins = term.start() if term else counted.start()
            ends = counted.end() + (after.end() if after else 0)
            name = re.sub(r"^[（(](?:臨時|定例)会?[)）]", "", (text[:begins] + text[ends:]).lstrip(" 　"))
            name = PAPER_NAME.sub("", name).strip()
        yearly = _YEAR_AHEAD.match(text)
        if counted is None and yearly and not self.bare.title and BODY_NAME.search(text):
            # 「令和８年度　三ツ瀬市防災会議」: one in the year.
            told = in_digits(re.sub(r"[\s　]", "", yearly.group()))
            self.bare = self.bare.over(Schedule.known(Origin.READ, title=told))
        if any(day.year for day in find_days(text)):
            moment = read_moment(text)
            self.bare = self.bare.over(
                Schedule.known(Origin.GUESSED, day=moment.date, starts=moment.starts, ends=moment.ends)
            )
        found = body_named(re.sub(r"[（(][\s　]*[）)]", "", name))
        if re.fullmatch(r"(?:全体|定例|臨時|通常)?(?:会議?|総会|例会)", found):
            found = ""  # 「令和8年度　第5回会議」 below the body's name
        tells = counted is not None or about != text
        if self.body.endswith("議会") and found.endswith("委員会") and not counted:
            # 「…町議会定例会」 over 「建設経済常任委員会　審査日程」: the committee of that assembly.
            self.body += single_blanks(found)
        elif found and re.sub(r"(?:定例|臨時)?(?:総会|定例会|臨時会)$", "", found) in self.body:
            self._counted = self._counted or tells  # the sender's name is the whole one
        elif found and (not self.body or (tells and not self._counted)) and re.search(r"会|議", found):
            self.body, self._counted = single_blanks(found), tells
        return LineKind.TITLE
