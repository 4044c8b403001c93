"""What the system says when it does not read or write (読み書きの断り), in Japanese: its own words are English ones."""

from __future__ import annotations

import errno
from typing import Final

_REASONS: Final = {
    errno.ENOSPC: "ディスクに空きがありません",
    errno.EDQUOT: "割り当てられた容量を使い切っています",
    errno.EFBIG: "ファイルが大きすぎます",
    errno.EIO: "ディスクの読み書きに失敗しました",
    errno.EACCES: "権限がありません",
    errno.EPERM: "許可されていません",
    errno.EROFS: "書き込みのできないディスクです",
    errno.ENOENT: "見つかりません",
    errno.EEXIST: "同じ名前のものがもうあります",
    errno.ENOTDIR: "途中にフォルダーでないものがあります",
    errno.EISDIR: "フォルダーです",
    errno.ENOTEMPTY: "フォルダーが空ではありません",
    errno.ELOOP: "リンクが輪になっています",
    errno.ENAMETOOLONG: "名前が長すぎます",
    errno.EBUSY: "ほかで使われています",
    errno.EMFILE: "開いているファイルが多すぎます",
    errno.ENFILE: "開いているファイルが多すぎます",
    errno.ENOMEM: "メモリーが足りません",
    errno.ENXIO: "つながっていない装置です",
    errno.ENODEV: "つながっていない装置です",
    errno.ESTALE: "共有フォルダーとのつながりが切れています",
    errno.ETIMEDOUT: "共有フォルダーが答えません",
    errno.EADDRINUSE: "そのポートはほかで使われています",
}
_ASKED_FOR: Final = frozenset((errno.ENAMETOOLONG, errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ELOOP))


def reason(fault: OSError) -> str:
    """Why the system refused: its own words where they are Japanese, else ours."""
    if fault.strerror and not fault.strerror.isascii():
        return fault.strerror
    return _REASONS.get(fault.errno or 0) or fault.strerror or str(fault)


def asked_for_too_much(fault: OSError) -> bool:
    """Whether what was named cannot be read or written by that name, so that no disk is at fault."""
    return fault.errno in _ASKED_FOR
