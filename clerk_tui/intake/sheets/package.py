"""A zip package from outside (xlsx, docx), looked through before any of it is interpreted (荷ほどき前の点検).

Such a file may unpack to a thousand times its size, carry macros, or name files of this machine as entities.
Everything is judged on what the directory of the archive declares and on the raw bytes of the parts; zipfile
never unpacks more of a part than is declared.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from lxml import etree
from msgspec import Struct

from clerk_tui.intake.problems import FileProblems, Problem

FILE_LIMIT = 20_000_000
"""Bytes on the disk."""
UNPACKED_LIMIT = 64_000_000
"""Bytes of all parts together."""
TAGS_LIMIT = 1_500_000
"""Angle brackets in all XML together: what makes a parser slow is not bytes but elements."""
PARTS_LIMIT = 5_000

_OLE = b"\xd0\xcf\x11\xe0"
_FORBIDDEN = (b"<!DOCTYPE", b"<!ENTITY")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


class Package(Struct, frozen=True):
    """A package that was found sanitized, in memory, so that nobody can change it behind our back."""

    path: Path
    data: bytes
    parts: Mapping[str, bytes]
    """The XML parts by name; pictures and the like are left packed."""

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None where there is no such part.

        Raises:
            FileProblems: the part is no XML.
        """
        if name not in self.parts:
            return None
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
        )
        try:
            return etree.fromstring(self.parts[name], parser)
        except etree.XMLSyntaxError:
            message = "ファイルの中身が壊れています。元のアプリで開き、保存し直してください。"
            raise FileProblems([Problem(self.path, None, "", message)]) from None


def load(path: Path, suffix: str, program: str) -> Package:
    """The package at ``path``.

    Args:
        path: of the file.
        suffix: that such a file has (``.xlsx``), for the messages.
        program: that writes such files (Excel), for the messages.

    Raises:
        FileProblems: it is missing, unreadable, no such package, too large or not sanitized.
    """

    def refused(message: str) -> FileProblems:
        return FileProblems([Problem(path, None, "", message)])

    data = read_bytes(path, FILE_LIMIT)
    if data.startswith(_OLE):
        raise refused(
            f"古い形式か、パスワードの付いたファイルです。{program} で開き、パスワードなしの {suffix} で保存し直してください。"
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > PARTS_LIMIT or sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
                raise refused(
                    "展開すると大きすぎます（64MB まで）。要る部分だけを新しいファイルに写して保存してください。"
                )
            if any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries):
                raise refused(
                    f"マクロが入っています。{program} で「マクロなしの {suffix}」として保存し直してください。"
                )
            parts = {
                entry.filename: archive.read(entry)
                for entry in entries
                if not entry.is_dir() and "/media/" not in entry.filename
            }
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError, OSError):
        raise refused(
            f"{suffix} として読めません。{program} で開けるか確かめ、{suffix} で保存し直してください。"
        ) from None
    if any(word in part for part in parts.values() for word in _FORBIDDEN) or any(
        part.startswith(_UTF16) for part in parts.values()
    ):
        raise refused(
            f"外部を参照する仕掛け（DOCTYPE など）が入っています。{program} で開き、{suffix} で保存し直してください。"
        )
    if sum(part.count(b"<") for part in parts.values()) > TAGS_LIMIT:
        raise refused("中身が多すぎます。要る行だけを新しいファイルに写して保存してください。")
    return Package(path, data, parts)


def read_bytes(path: Path, limit: int) -> bytes:
    """The bytes of a file that somebody named.

    Raises:
        FileProblems: it is missing, no file, larger than ``limit``, or may not be read.
    """
    try:
        if not path.is_file():
            missing = "ファイルではありません" if path.exists() else "ファイルがありません"
            raise FileProblems(
                [Problem(path, None, "", f"{missing}。名前とフォルダーを確かめてください（{path.parent}）。")]
            )
        if path.stat().st_size > limit:
            message = f"ファイルが大きすぎます（{limit // 1_000_000}MB まで）。別のファイルでないか確かめてください。"
            raise FileProblems([Problem(path, None, "", message)])
        return path.read_bytes()
    except (OSError, ValueError):
        # ValueError: a name that no file can have (NUL).
        message = "ファイルを読めません。ほかで開いていれば閉じ、開く権限を確かめてください。"
        raise FileProblems([Problem(path, None, "", message)]) from None
