"""A Word file printed as PDF by LibreOffice, which the office has installed beside; nothing of it comes with us."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from clerk_tui.errors import ClerkError
from clerk_tui.support.atomic import write_atomically

_SECONDS: Final = 180
"""An old machine takes a minute for its first start."""
_PLACES: Final = (
    r"%ProgramFiles%\LibreOffice\program\soffice.com",
    r"%ProgramFiles(x86)%\LibreOffice\program\soffice.com",
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
)
"""Where it is installed without being on the path."""


class PdfError(ClerkError):
    """No PDF was made; the Word file is there all the same."""


def office() -> str:
    """LibreOffice's program for the command line; raises :class:`PdfError` where there is none."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found is None:
        found = next((place for place in map(os.path.expandvars, _PLACES) if Path(place).is_file()), None)
    if found is None:
        raise PdfError(
            "PDF を作る LibreOffice が見つかりません。LibreOffice を入れるか、Word で開いて PDF で保存してください。"
        )
    return found


def print_pdf(word: Path, target: Path) -> None:
    """Print the Word file ``word`` as the PDF ``target``, in one step.

    Raises:
        PdfError: there is no LibreOffice, or it makes none.
        OSError: the file cannot be written.
    """
    program = office()
    # A profile of its own: the office's one is locked while LibreOffice is open on the screen.
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        source = Path(place) / "draft.docx"
        shutil.copyfile(word, source)
        profile = (Path(place) / "profile").as_uri()
        call = (
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            place,
        )
        hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows alone has one
        try:
            ended = subprocess.run(
                (*call, str(source)), capture_output=True, timeout=_SECONDS, creationflags=hidden, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as fault:
            raise PdfError(f"LibreOffice が PDF を作れませんでした（{fault}）。{_MEND}") from fault
        made = source.with_suffix(".pdf")
        if not made.is_file():
            told = ended.stderr.decode("utf-8", "replace").strip()[-200:]
            raise PdfError(f"LibreOffice が PDF を作れませんでした（{told or ended.returncode}）。{_MEND}")
        data = made.read_bytes()
    write_atomically(target, lambda stream: stream.write(data))


_MEND: Final = "Word の案はできています。Word で開いて PDF で保存してください。"
