"""What the chair's sentences lead to (会長のことば): a phase, the cases called, an interruption.

Ordinary phrases of any Japanese meeting, beside the body's own stock phrases and names of phases.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from clerk_tui.domain.ids import GroupId, PhaseId
from clerk_tui.domain.meeting import Group
from clerk_tui.domain.profile import Phase, PhaseRole, Phrase
from clerk_tui.domain.queries import Progress, agenda, cases_of, next_groups, open_unruled
from clerk_tui.domain.record import MarkKind, MeetingStage, State
from clerk_tui.domain.text import NUMBER, normalize, number, sentences

from .mentioned import mentioned


def phrase_said(state: State, text: str) -> Phrase | None:
    """The stock phrase of this moment that the speech ends with, word for word, and that leads to another phase."""
    meeting, said = state.meeting, normalize(text)
    for phrase in meeting.profile.phrases:
        fits = not phrase.phases or state.phase in phrase.phases
        if not phrase.then or not fits or not meeting.profile.is_for_chair(phrase):
            continue
        pieces = [normalize(piece) for piece in re.split(r"\{[a-z]+\}", phrase.text)]
        if _ends_with(said, [piece for piece in pieces if piece]):
            return phrase
    return None


def _ends_with(said: str, pieces: Sequence[str]) -> bool:
    """Whether the pieces stand in a text in this order, the last one at its end."""
    if not pieces or not said.endswith(pieces[-1]):
        return False
    position = 0
    for piece in pieces:
        position = said.find(piece, position)
        if position < 0:
            return False
        position += len(piece)
    return True


_ASKS_FOR = (
    r"(?:[^。、]{0,8}(?:のある方|はあり|はござ|はいらっしゃ|はいかが|は(?:いま|お持)|ありますか|ございますか|ありませんか"
    r"|ございませんか|があれば|がありましたら|がございましたら|をお願い|を願い|を(?:お)?受け|を(?:お)?伺い(?:ます|たい)"
    r"|を求め(?:ます|たい)|を(?:お)?出し|を(?:お)?聞か|を頂|をいただ|に(?:入|移)(?:り|ら)|へ(?:入|移)(?:り|ら)|を(?:行|始め)(?:い|ま)))"
)
_ANY = r"(?:御|ご)?"
_SIGNS: tuple[tuple[PhaseRole, re.Pattern[str]], ...] = (
    (PhaseRole.QUESTIONS, re.compile(rf"{_ANY}(?:質問|質疑)(?:や{_ANY}意見|[、・]{_ANY}意見)?{_ASKS_FOR}")),
    (
        PhaseRole.OPINIONS,
        re.compile(
            rf"{_ANY}(?<!附帯)(?<!付帯)(?:意見(?:交換)?|討論)(?:や{_ANY}質問|[、・]{_ANY}質問)?{_ASKS_FOR}"
            r"|意見に切り?替え(?:て|たい|ます)"
        ),
    ),
    (
        PhaseRole.RULING,
        re.compile(
            r"お諮り(?:いた)?し|採決(?:に(?:入|移)|(?:いた)?し(?:ます|たい)|を(?:行|取|と)[いっり])|表決に付"
        ),
    ),
    (
        PhaseRole.COMMITTEE_REPORT,
        re.compile(
            r"(?:部会|小委員会|分科会|担当委員|調査員)[^。]{0,25}報告[^。]{0,10}(?:願|くだ|下さ|求め)"
        ),
    ),
    (
        PhaseRole.ABSENCE,
        re.compile(
            r"(?:欠席|出欠|出席(?:状況|者|委員)?)[^。]{0,20}(?:報告|お知らせ|説明)[^。]{0,8}(?:願|くだ|下さ|求め|させ)"
        ),
    ),
    (
        PhaseRole.CONFIRMATION,
        re.compile(
            r"(?:会議録|議事録)[^。]{0,40}(?:修正|訂正|確定|確認|承認)[^。]{0,30}(?:か$|か。|願|くだ|下さ|ます|たい)"
        ),
    ),
    (PhaseRole.MATERIALS, re.compile(r"資料[^。]{0,15}(?:確認|説明)[^。]{0,12}(?:願|くだ|下さ|求め)")),
    (
        PhaseRole.REFERRAL,
        re.compile(r"諮問(?:文|書)?を?[^。]{0,12}(?:お受け|受け取|読み上げ|朗読|頂戴|いただ)"),
    ),
    (
        PhaseRole.REPLY,
        re.compile(r"答申(?:案|文|書)?[^。]{0,25}(?:たいと(?:思|存)|いたします|よろしい|配り|配布)"),
    ),
    (
        PhaseRole.NOTICES,
        re.compile(
            r"(?:事務局|担当)から[^。]{0,15}(?:連絡|お知らせ)|(?:連絡|報告)事項[^。]{0,15}(?:あり|ござ|願|くだ|下さ)"
            r"|次第[^。]{0,8}その他"
        ),
    ),
    (
        PhaseRole.CLOSING,
        re.compile(
            r"(?:閉会|散会|閉議)(?:と|に)?(?:いたし|致し|し)ます|(?:審議会|審査会|委員会|協議会|会議|総会|部会)を(?:終了|終わ|閉じ)"
            r"|本日は(?:これ|ここ)(?:で|まで)[^。]{0,6}(?:いたし|終)"
        ),
    ),
)
_OVER = re.compile(
    r"(?:質問|質疑|意見|討論)(?:[、・](?:御|ご)?(?:質問|質疑|意見|討論))*(?:[はがも]|につきましては)?[^。、]{0,12}"
    r"(?:ないよう|ございません(?!か)|ありません(?!か)|終了|終わ|終結|以上|尽き|なけれ|打ち切|なし)"
)
_WITHIN = (PhaseRole.QUESTIONS, PhaseRole.OPINIONS, PhaseRole.RULING)
_BOTH = re.compile(rf"(?:質問|質疑)(?:や|[、・]|及び|および|と|なり){_ANY}(?:意見|討論)")


_TO_EXPLAIN = re.compile(r"(?:説明|報告)(?:の(?:ほう|方))?を[^。]{0,6}(?:願[いうえ]|求め|くだ|下さ)")


def asks_to_explain(text: str) -> bool:
    """Whether the speech ends by asking somebody to explain or report (説明を求める)."""
    found = [text[start:end] for start, end in sentences(text)]
    return bool(found) and _TO_EXPLAIN.search(found[-1]) is not None


def phase_led_to(state: State, sentence: str, so_far: PhaseId) -> Phase | None:
    """The phase that a sentence leads to; None where it leads to no other than the present one."""
    meeting = state.meeting
    here = meeting.profile.phase(so_far or state.phase)
    # 「質問が終わりましたので、御意見を伺います」: what is over is not asked for.
    open_part = _OVER.sub("", sentence)
    for phase in meeting.profile.phases:
        if phase.role is not PhaseRole.OPENING and re.search(
            rf"{re.escape(phase.name)}(?:に|へ)(?:入|移)(?:り|ら|る)", open_part
        ):
            return phase if _reachable(state, phase) else None
    roles = [role for role, sign in _SIGNS if sign.search(open_part)]
    if (
        _BOTH.search(open_part)
        and here is not None
        and here.role in (PhaseRole.QUESTIONS, PhaseRole.OPINIONS)
    ):
        # 「ほかに御質問、御意見は」 asks on in the phase that it stands in.
        return None
    for role in roles:
        found = meeting.profile.phase_of(role)
        if found is not None and _reachable(state, found):
            return found
    return None


def _reachable(state: State, phase: Phase) -> bool:
    """Whether the phase can come now: questions and opinions on cases want a block, what opens a meeting its start."""
    if phase.role in _WITHIN or phase.role is PhaseRole.COMMITTEE_REPORT:
        return not phase.in_block or state.current is not None
    before = (PhaseRole.ABSENCE, PhaseRole.CONFIRMATION, PhaseRole.MATERIALS, PhaseRole.REFERRAL)
    if phase.role in before:
        return not state.blocks
    if phase.role in (PhaseRole.REPLY, PhaseRole.NOTICES, PhaseRole.CLOSING):
        return not state.meeting.groups or bool(state.blocks)
    return True


_CALLS = re.compile(
    r"議題(?:と|に)|上程|審議(?:に|を|いただ|いたし|して)|一括(?:して)?|付議|説明(?:を|願|して)|(?:御|ご)説明"
    r"|報告(?:を(?:お願い|受け|求め)|願|して(?:くだ|下さ|いただ))|に(?:入|移)(?:り|ら)|について(?:です|でございます|お願い)|を(?:扱|取り上げ)"
)
_PUT_OFF = re.compile(
    r"(?:飛ばし(?:て|まして)|後回し(?:に|と)|先送り(?:に|と)|後ほど|のちほど|を?除(?:いて|き(?:まして)?)|以外)"
)
_NEXT = re.compile(r"次の?(?:議題|案件|議案|項目|事案)(?:に|へ|を|です|でござい)")


def called(state: State, sentence: str) -> tuple[GroupId, ...]:
    """The groups that a sentence calls for deliberation, in the order of the agenda; none: it calls nothing."""
    if not _CALLS.search(sentence) and not _NEXT.search(sentence):
        return ()
    put_off = [match.end() for match in _PUT_OFF.finditer(sentence)]
    sentence = sentence[max(put_off, default=0) :]
    left = [status.group for status in agenda(state) if status.progress is not Progress.DONE]
    named = {case for mention in mentioned(state.meeting, sentence, cases_of(left)) for case in mention.cases}
    groups = (
        [group for group in left if named.intersection(group.cases)]
        or _by_title(state, sentence, left)
        or _by_number(state, sentence, left)
    )
    if not groups and _NEXT.search(sentence) and not open_unruled(state):
        groups = list(next_groups(state))
    found = tuple(group.id for group in groups)
    current = state.block(state.current)
    # Cases of the open block are spoken of, not called.
    return () if current and set(found) <= set(current.groups) else found


def _by_title(state: State, sentence: str, groups: Iterable[Group]) -> list[Group]:
    """The groups whose own heading, or the title of one of whose cases, stands in the sentence."""
    said = normalize(sentence)

    def titles(group: Group) -> list[str]:
        cases = (state.meeting.case(case) for case in group.cases)
        return [group.heading, *(case.title for case in cases if case)]

    found = []
    for group in groups:
        wanted = (normalize(title.removesuffix("について")) for title in titles(group))
        if any(len(title) > 3 and title in said for title in wanted):
            found.append(group)
    return found


_ITEM = re.compile(rf"(?:議題|議事|協議事項|項目)の?[（(]?(?P<number>{NUMBER})[）)]?")


def _by_number(state: State, sentence: str, groups: Sequence[Group]) -> list[Group]:
    """On an agenda without case numbers, the group at the place that the chair names (「議題2」)."""
    every = state.meeting.groups
    match = _ITEM.search(sentence)
    place = number(match["number"]) if match else None
    if place is None or any(group.cases for group in every) or not 0 < place <= len(every):
        return []
    return [group for group in groups if group is every[place - 1]]


_MARKS: tuple[tuple[MarkKind, re.Pattern[str]], ...] = (
    (
        MarkKind.RECESS,
        re.compile(
            r"休憩(?:と|に|を)?(?:(?:いた|致)?し(?:ます|たい)|入り(?:ます|たい)|(?:取り|とり|挟み|はさみ)(?:ます|たい))"
        ),
    ),
    (
        MarkKind.OPEN_PART,
        re.compile(
            r"非公開(?:の審議|の部分)?(?:を|は)(?:解(?:き|除)|終)|(?:会議|審議)?を?(?<!非)公開(?:に|と)(?:戻|(?:いた|致)?します|切り)"
        ),
    ),
    (
        MarkKind.CLOSED_PART,
        re.compile(
            r"非公開(?:と|で|に)(?:(?:いた|致)?し(?:ます|たい)|行い(?:ます|たい)|審議(?:いた|致)?します|切り)"
        ),
    ),
)


def mark_made(state: State, sentence: str) -> MarkKind | None:
    """The interruption that a sentence declares, where it can come now."""
    for kind, sign in _MARKS:
        possible = {
            MarkKind.RECESS: state.stage is not MeetingStage.RECESS,
            MarkKind.OPEN_PART: state.in_closed_part,
            MarkKind.CLOSED_PART: not state.in_closed_part,
        }
        if possible[kind] and sign.search(sentence):
            return kind
    return None
