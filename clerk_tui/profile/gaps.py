"""What a profile does not say (型に足りないもの): what then stands as usual, and what a meeting will miss."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

from clerk_tui.domain.demands import homeless
from clerk_tui.domain.profile import PhaseRole, Profile, Standing

_ENDS = ((PhaseRole.OPENING, "開会"), (PhaseRole.CLOSING, "閉会"))


def gaps(path: Path, profile: Profile) -> tuple[str, ...]:
    """One sentence for each; ``profile`` is what the file was read as.

    Raises:
        OSError, UnicodeDecodeError, tomllib.TOMLDecodeError: the file cannot be read any more.
    """
    written = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    return (*_unwritten(profile, frozenset(written)), *_missing(profile))


def _unwritten(profile: Profile, written: frozenset[str]) -> Iterator[str]:
    if "quorum" not in written:
        yield (
            "定足数が書かれていないので、定数の2分の1以上としています。"
            '[quorum] に書いてください（定めがなければ share = "なし"）。'
        )
    if "majority" not in written and profile.kinds:
        yield (
            "表決が書かれていないので、出席者の過半数（会長は可否同数のときだけ）としています。"
            "違えば [majority] に書いてください。"
        )
    if "roles" not in written:
        yield "役割が書かれていないので、標準の呼び名で、委員の氏名を出さずに刷ります。違えば [roles.…] に書いてください。"
    if "phases" not in written:
        yield "段階が書かれていないので、標準の段階で進めます。違えば phases に書いてください。"


def _missing(profile: Profile) -> Iterator[str]:
    for name in homeless(profile):
        yield f"要領の項目「{name}」を刷る所がありません。[fields] に「{name}」を足してください。"
    for role, name in _ENDS:
        if profile.phase_of(role) is None:
            yield f'{name}に当たる段階がありません。phases に role = "{name}" の段階を書いてください。'
    in_block = [phase for phase in profile.phases if phase.in_block]
    if not in_block:
        yield "審議の間の段階がありません。phases に in_block = true の段階を書いてください。"
    if profile.kinds and profile.phase_of(PhaseRole.RULING) is None:
        yield '案件を決める段階がありません。phases に role = "裁決" の段階を書いてください。'
    if not any(profile.presides(capacity) for capacity in profile.capacities):
        chair = profile.role_of(Standing.CHAIR)
        title = chair.title if chair else "会長"
        yield (
            f"{title}に代わって進める人の立場がありません。"
            f"capacities に「{title}職務代理者」や「副{title}」を書いてください。"
        )
    if not any("{next}" in phrase.text for phrase in profile.phrases):
        yield "次の案件・議題に入る定型文がありません。{next} の入った定型文を [[phrases]] に書いてください。"
    stuck = [
        phase.name
        for phase in in_block
        if phase.role is not PhaseRole.RULING
        and not any(
            phrase.then not in ("", phase.id) and (not phrase.phases or phase.id in phrase.phases)
            for phrase in profile.phrases
        )
    ]
    if stuck:
        names = "、".join(f"「{name}」" for name in stuck)
        yield f"{names}から次の段階に移る定型文がありません。then のある定型文を書いてください。"
