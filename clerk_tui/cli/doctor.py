"""``clerk-tui doctor``: is the record as it was written, and what can be saved of it."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

from clerk_tui.domain.errors import Refused
from clerk_tui.intake.preparation import FILE, PROFILE
from clerk_tui.record.doctor import Gap, Verification, salvage, verify
from clerk_tui.rescue import rescue_folder
from clerk_tui.session_files import is_session, reject_session_file
from clerk_tui.session_names import locate
from clerk_tui.support.atomic import write_atomically
from clerk_tui.support.os_errors import reason

from . import diagnostics
from .json_output import tell_json


def run(options: Namespace) -> int:
    if options.session is None:
        return diagnostics.report(as_json=options.json)
    if options.verify and options.salvage:
        raise Refused(
            "--verify は調べるだけなので、--salvage（取り出し）と一緒には使えません。どちらか一つにしてください。"
        )
    folder = locate(options.session)
    found = verify(folder, fallback=rescue_folder())
    if options.json:
        return _tell_json(folder, found, options)
    print(f"記録：{found.count} 件（先頭から続いているもの）　連鎖の末尾：{found.head or 'なし'}")
    for number, seal in enumerate(found.seals, start=1):
        print(f"封印 {number}：閉会までの {seal.count} 件　連鎖 {seal.head}")
    if found.seals and not found.sealed:
        print("最後の封印のあとに、訂正が記録されています。")
    if found.torn:
        print(f"末尾に書きかけが {found.torn} バイトあります（次に開くとき、別に保存されます）。")
    elif found.cut:
        print(
            "記録のファイルが途中で終わっています。突然終了したか、終わりが切り取られています"
            "（次に開くとき、読めるところで閉じます）。"
        )
    for damage in found.damages:
        print(f"・傷み：{damage.sentence}")
    if found.files:
        first, *more = found.files
        rest = f"（続きは {'、'.join(path.name for path in more)} に同じ形であります）" if more else ""
        print(f"TinyDB では TinyDB({str(first)!r}, encoding='utf-8').table('events') で開けます{rest}。")
    if found.missing:
        print(f"読めない番号：{_numbers(found.missing)}（読めるもの {found.readable} 件）")
    if options.salvage:
        _salvage(folder, options.salvage)
        return 0
    if options.printed and options.printed.strip().lower() not in found.chains:
        print(
            f"照合値 {options.printed} は、この記録の中にありません。別の会議のものか、"
            "その会議録案を作ったあとで記録が切り取られたか書き換えられています。"
        )
        return 1
    if options.printed:
        print(
            f"照合値 {options.printed} は、この記録のものです。その会議録案を作ったときの記録が、全部残っています。"
        )
    if _whole(found):
        if found.sealed:
            print("記録は書かれたときのままです。閉会の封印まで、全部あります。")
        else:
            # A record that ends in a whole line may have been longer: only a seal or a printed value tells.
            print(
                f"読めた {found.count} 件は書かれたときのままです。最後の封印のあとや閉会の前の記録は、"
                "終わりが切り取られていないことまでは分かりません（印刷した照合値があれば --printed で分かります）。"
            )
        return 0
    if found.damages and not options.verify:
        print("読める部分は --salvage で新しい会議として取り出せます。元の記録は変わりません。")
    return 1


def _whole(found: Verification) -> bool:
    """Whether every line follows on and nothing stands half-written or open at the end."""
    return found.intact and not found.cut and not found.torn


def _tell_json(folder: Path, found: Verification, options: Namespace) -> int:
    if options.salvage:
        raise Refused("--salvage（取り出し）は --json と一緒には使えません。どちらか一つにしてください。")
    printed = options.printed.strip().lower() in found.chains if options.printed else None
    tell_json(
        {
            "session": str(folder),
            "intact": _whole(found),
            "events": found.count,
            "readable": found.readable,
            "head": found.head,
            "seals": found.seals,
            "torn_bytes": found.torn,
            "cut": found.cut,
            "damages": [damage.sentence for damage in found.damages],
            "missing": found.missing,
            "files": list(map(str, found.files)),
            "printed_belongs": printed,
        }
    )
    return 0 if _whole(found) and printed is not False else 1


def _salvage(folder: Path, target: Path) -> None:
    if is_session(reject_session_file(target)):
        raise Refused(f"{target} にはすでに会議があります。新しい名前を指定してください。")
    saved = salvage(folder, target, fallback=rescue_folder())
    print(f"{saved.saved} 件を取り出しました：{saved.folder}")
    for name in (FILE, PROFILE):
        if (folder / name).is_file():
            _copy(folder / name, target / name)
    if saved.conflicts:
        print(f"内容の違う同じ番号がありました：{'、'.join(map(str, saved.conflicts))}")
    if saved.others:
        print(f"取り出した会議に入らなかったほうは、この文字ファイルに残しました：{saved.others}")


def _copy(source: Path, target: Path) -> None:
    """Byte for byte: whoever salvages a record may have damaged papers as well. Raises :class:`Refused`."""
    try:
        data = source.read_bytes()
        write_atomically(target, lambda stream: stream.write(data))
    except OSError as fault:
        raise Refused(
            f"記録は取り出しましたが、{source.name} を写せません（{reason(fault)}）。"
            f"直してから、{source} を {target.parent} に写してください。"
        ) from None


def _numbers(gaps: tuple[Gap, ...]) -> str:
    return "、".join(str(gap.first) if gap.first == gap.last else f"{gap.first}～{gap.last}" for gap in gaps)
