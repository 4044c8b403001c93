"""``clerk-tui profile``: the bodies' ways of holding meetings: listed, begun from another, checked."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.domain.profile import Profile
from clerk_tui.domain.text import clean
from clerk_tui.intake.problems import FileProblems
from clerk_tui.profile import available, find, read_profile, write_profile
from clerk_tui.profile.folders import ProfileSource, documents, own_profile
from clerk_tui.profile.gaps import gaps
from clerk_tui.profile.model import after
from clerk_tui.sessions import write_private

from .japanese import table


def run(options: Namespace) -> int:
    return {"list": _list, "new": _new, "check": _check}[options.what](options)


def _list(_options: Namespace) -> int:
    usable, broken = readable()
    rows = [("名前", "審議会", "場所")]
    for source, profile in usable:
        rows.append((source.name, profile.body, "自分の型" if source.own else "備え付け"))
    print(table(rows))
    for fault in broken:
        print(fault, file=sys.stderr)
    return 1 if broken else 0


def _new(options: Namespace) -> int:
    target = own_profile(options.name)
    if target.parent.name != options.name:
        raise Refused(
            f"「{options.name}」は型の名前に使えません。文字と数字と _ - で 40 字までにしてください（例：みどり市環境審議会）。"
        )
    if target.exists():
        raise Refused(f"{target} はすでにあります。それを直すか、別の名前にしてください。")
    model = read_profile(find(options.like))
    profile, left = after(model, options.name, clean(options.body).strip() or options.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    write_private(target, write_profile(profile))
    print(f"型を作りました：{target}")
    if left:
        print(f"「{model.body}」だけのものは引き継ぎませんでした：")
        for each in left:
            print(f"  ・{each}")
    for gap in gaps(target, profile):
        print(f"足りないもの：{gap}")
    print(
        f"文字エディターで直し、clerk-tui profile check で確かめてください（項目の意味は {documents()}）。"
    )
    return 0


def _check(options: Namespace) -> int:
    """One by name or by file, or all that can be chosen; one that is wrong does not hide the next."""
    given = Path(options.name) if options.name else None
    if given is not None and given.suffix == ".toml":
        paths = [given]
    elif given is not None:
        paths = [find(options.name)]
    else:
        paths = [source.path for source in available()]
    code = 0
    for path in paths:
        try:
            profile = read_profile(path)
        except FileProblems as faults:
            print(unusable(path, faults), file=sys.stderr)
            code = 1
            continue
        kinds = "、".join(
            f"{kind.name}（{'・'.join(o.name for o in kind.outcomes)}）" for kind in profile.kinds
        )
        print(f"{path}：使えます。")
        print(f"  {profile.body}　{profile.document}")
        print(f"  役割　{'、'.join(f'{role.title}＝{role.label}' for role in profile.roles)}")
        print(f"  案件　{kinds or 'なし（番号のない議題だけ）'}")
        print(f"  段階　{'→'.join(phase.name for phase in profile.phases)}")
        print(f"  定型文 {len(profile.phrases)}　略語 {len(profile.abbreviations)}")
        for gap in gaps(path, profile):
            print(f"  足りないもの：{gap}")
    return code


def readable() -> tuple[list[tuple[ProfileSource, Profile]], list[str]]:
    """Every profile that can be chosen, with its content; what to tell of those that cannot be read."""
    usable: list[tuple[ProfileSource, Profile]] = []
    broken: list[str] = []
    for source in available():
        try:
            usable.append((source, read_profile(source.path)))
        except FileProblems as faults:
            broken.append(unusable(source.path, faults))
    return usable, broken


def unusable(path: Path, faults: FileProblems) -> str:
    """Which file it is, of all that have the same name, and everything that is wrong with it."""
    return f"{path}：使えません。\n{faults}"
