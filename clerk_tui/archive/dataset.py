"""The folder of the data set: ``EDITION/TABLE/body=…/year=…/MEETING.parquet``, written meeting by meeting.

Public and internal editions are two data sets that share nothing. A meeting whose record has not changed is left
as it is; a run that was stopped goes on where it stood, because a meeting is noted only when all its files are
there. Names that begin with an underscore are passed over by every engine.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from hashlib import blake2b, file_digest
from pathlib import Path
from urllib.parse import quote

import msgspec
import pyarrow.parquet as pq
from msgspec import Struct
from pyarrow import ArrowInvalid

from clerk_tui.domain.name_findings import name_findings
from clerk_tui.domain.names import hidden_names
from clerk_tui.domain.record import State
from clerk_tui.errors import ClerkError
from clerk_tui.exporting import labels, names_belong
from clerk_tui.leaks import Leaked, judge
from clerk_tui.leaks.plain import PROSE
from clerk_tui.leaks.reading import Found
from clerk_tui.minutes.edition import Edition
from clerk_tui.support.atomic import write_atomically

from .tables import SCHEMAS, tables

FOLDERS = {Edition.PUBLIC: "public", Edition.INTERNAL: "internal"}
MANIFEST = "_manifest.json"
UNKNOWN = "__HIVE_DEFAULT_PARTITION__"
"""What engines read as no value: the year of minutes that do not say when."""
_MARK = b"clerk-tui"
"""Among what is noted in a table: that this program has written it."""
VERSION = 2
"""Goes up when the tables change: everything is then written anew."""


class Stored(Struct, frozen=True):
    """A meeting that is in the data set."""

    stamp: str
    """What its record was like; another stamp means that it has changed."""
    files: dict[str, str]
    """Relative to the folder of the edition, each with the digest of what was written."""


class Manifest(Struct, frozen=True):
    """What is in the data set, by the names of the meetings' folders."""

    version: int
    meetings: dict[str, Stored]


class Source(Struct, frozen=True):
    """A meeting that could be stored."""

    name: str
    stamp: str
    state: Callable[[], State]
    """Reads its record.

    Raises:
        ClerkError, OSError: it cannot be read; it is then told and left out.
    """


class Outcome(Struct, frozen=True):
    """What a run did."""

    written: int
    unchanged: int
    removed: int
    left_out: tuple[str, ...]
    """One sentence for each meeting that is not, or no longer, as its record is."""


def write_dataset(
    root: Path,
    sources: Iterable[Source],
    edition: Edition,
    progress: Callable[[str], None] = lambda _name: None,
) -> Outcome:
    """Bring the data set of an edition up to date.

    Args:
        root: the folder that holds the editions; made where it is missing.
        sources: all meetings; what is in the data set and not among them is taken out.
        progress: told the name of each meeting before it is looked at.

    Raises:
        OSError: the folder cannot be written.
    """
    folder = root / FOLDERS[edition]
    folder.mkdir(parents=True, exist_ok=True)
    known = read_manifest(folder)
    written = unchanged = 0
    left_out: list[str] = []
    seen: set[str] = set()
    for source in sources:
        progress(source.name)
        seen.add(source.name)
        before = known.get(source.name)
        if before is not None and before.stamp == source.stamp:
            unchanged += 1
            continue
        ours = before.files if before is not None else {}
        try:
            _reject_changed(folder, ours)
        except Edited as fault:
            # What somebody has made of it is theirs: neither replaced nor taken out.
            left_out.append(f"{source.name}：{fault}")
            continue
        try:
            files = _write(folder, source, edition, ours)
        except (ClerkError, OSError) as fault:
            left_out.append(f"{source.name}：{fault}")
            files = {}
        if before is not None:
            _remove(folder, before, keep=files)
            del known[source.name]
        if files:
            known[source.name] = Stored(source.stamp, files)
            written += 1
        _note(folder, known)
    removed = 0
    for name in sorted(known.keys() - seen):
        try:
            _reject_changed(folder, known[name].files)
        except Edited as fault:
            left_out.append(f"{name}：{fault}")
            continue
        _remove(folder, known.pop(name))
        removed += 1
    _note(folder, known)
    return Outcome(written, unchanged, removed, tuple(left_out))


def read_manifest(folder: Path) -> dict[str, Stored]:
    """What is noted; nothing where the note is missing, damaged or of another version."""
    try:
        manifest = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, msgspec.DecodeError):
        return {}
    return dict(manifest.meetings) if manifest.version == VERSION else {}


class NamesInArchive(ClerkError):
    """A meeting is not stored for the public because of the names in its remarks."""

    def __init__(self, count: int) -> None:
        super().__init__(
            f"委員の氏名の出る発言が {count} か所あるため、公開用には入れませんでした。"
            "clerk-tui check 会議 で見て、直すか、公開してよいことを確かめてください。"
        )


class Edited(ClerkError):
    """A file of the data set is no longer, or never was, what was written."""


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return file_digest(stream, lambda: blake2b(digest_size=16)).hexdigest()


def _is_ours(path: Path) -> bool:
    """Whether a file that nobody has noted was written here: what other programs write has no such mark."""
    try:
        return not path.is_symlink() and _MARK in (pq.read_schema(path).metadata or {})
    except (OSError, ArrowInvalid):
        return False


def _reject_changed(folder: Path, files: Mapping[str, str]) -> None:
    for file, digest in files.items():
        path = folder / file
        if path.exists() and (path.is_symlink() or _digest(path) != digest):
            raise Edited(
                f"{path} は書いたあとで直されています。ほかへ移すか消してから、もう一度実行してください。"
            )


def _write(folder: Path, source: Source, edition: Edition, ours: Mapping[str, str]) -> dict[str, str]:
    state = source.state()
    meeting = state.meeting
    if not state.prepared:
        return {}
    if edition is Edition.PUBLIC and (found := len(list(name_findings(state)))):
        raise NamesInArchive(found)
    fine = tuple(names_belong(state)) if edition is Edition.PUBLIC else ()

    def inspect(made: Path) -> None:
        if edition is Edition.PUBLIC and (
            leaks := judge(_texts(made), hidden_names(state), fine, labels(state))
        ):
            raise Leaked(leaks)

    part = (
        f"body={quote(meeting.profile.body, safe='')}/year={meeting.date.year if meeting.date else UNKNOWN}"
    )
    files: dict[str, str] = {}
    for name, table in tables(source.name, state, edition).items():
        target = folder / name / part / f"{source.name}.parquet"
        file = target.relative_to(folder).as_posix()
        if (target.exists() or target.is_symlink()) and file not in ours and not _is_ours(target):
            raise Edited(f"{target} は、この保管庫で書いたものではありません。ほかへ移すか消してください。")
        target.parent.mkdir(parents=True, exist_ok=True)
        marked = table.replace_schema_metadata({_MARK: b"1"})
        try:
            write_atomically(target, partial(pq.write_table, marked, compression="zstd"), inspect)
        except (ClerkError, OSError):
            # A meeting is there whole or not at all: engines read whatever lies in the folders.
            for earlier in files:
                (folder / earlier).unlink(missing_ok=True)
            raise
        files[file] = _digest(target)
    return files


def _texts(path: Path) -> Iterator[Found]:
    """Every text of a finished table: its name, its columns, what is noted in it, its cells."""
    yield Found("ファイル名", path.name)
    # By itself: the folders around it are no columns of it.
    table = pq.ParquetFile(path).read()
    for key, value in (table.schema.metadata or {}).items():
        yield Found("表の注釈", f"{key.decode()}\n{value.decode(errors='replace')}")
    for name, column in zip(table.column_names, table.columns, strict=True):
        yield Found("列の名前", name)
        yield from (Found(PROSE, text) for text in column.unique().to_pylist() if isinstance(text, str))


def _remove(folder: Path, stored: Stored, keep: Iterable[str] = ()) -> None:
    for file in set(stored.files) - set(keep):
        (folder / file).unlink(missing_ok=True)


def _note(folder: Path, meetings: dict[str, Stored]) -> None:
    data = msgspec.json.format(msgspec.json.encode(Manifest(VERSION, meetings)), indent=1)
    write_atomically(folder / MANIFEST, lambda stream: stream.write(data))


def globs(folder: Path) -> dict[str, str]:
    """For each table what an engine is given to read it."""
    return {name: f"{(folder / name).as_posix()}/*/*/*.parquet" for name in SCHEMAS}
