"""Gzipped exports: unpacked as a stream into the folder of their reading, up to a limit, and forgotten afterwards."""

import gzip
import shutil
import zlib
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.limits import LARGEST_UNPACKED, most_unpacked
from metrics.intake.model import Decision

_SIGNATURE = b"\x1f\x8b"
_FOLDER = "unpacked"
_CHUNK = 1 << 20


def is_packed(path: Path) -> bool:
    """Whether the file is gzipped, by its first bytes."""
    with path.open("rb") as file:
        return file.read(len(_SIGNATURE)) == _SIGNATURE


def unpack(path: Path, scratch: Path, largest: int = LARGEST_UNPACKED) -> tuple[Path, Decision]:
    """What a gzipped file holds, as a file of the same name in a folder of `scratch`, and the decision to show.

    Raises UserError if it is damaged or cut off, holds nothing, another packed file, or more bytes than a file of its
    size may, or than `largest`.
    """
    target = scratch / _FOLDER / path.name
    target.parent.mkdir(exist_ok=True)
    size = _write(path, target, most_unpacked(path.stat().st_size, largest))
    if size == 0:
        raise UserError(f"{path.name} is compressed and holds nothing: the file in it has no bytes. Export it again.")
    if is_packed(target):
        raise UserError(f"{path.name} is compressed twice: unpack it once and choose the file in it.")
    return target, Decision("compression", "gzip", f"the file's first bytes say so; it holds {size:,} bytes", None, 1.0)


def remove_unpacked(scratch: Path) -> None:
    """Deletes what was unpacked into the folder, once nothing reads it any more."""
    shutil.rmtree(scratch / _FOLDER, ignore_errors=True)


def bare_name(path: Path) -> str:
    """A file's name without its ending, and without the .gz behind that."""
    return Path(path.stem).stem if path.suffix.lower() == ".gz" else path.stem


def _write(path: Path, target: Path, largest: int) -> int:
    """Unpacks a file and gives the number of bytes."""
    size = 0
    try:
        with gzip.open(path) as packed, target.open("wb") as plain:
            while chunk := packed.read(_CHUNK):
                size += len(chunk)
                if size > largest:
                    raise UserError(
                        f"{path.name} unpacks to more than {largest:,} bytes, the limit for a gzipped file of "
                        f"{path.stat().st_size:,} bytes: unpack it yourself and choose the file in it, or export a "
                        "shorter period or fewer columns."
                    )
                plain.write(chunk)
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise UserError(
            f"{path.name} is damaged or cut off and can't be unpacked: download or export it again."
        ) from None
    except OSError as problem:
        raise UserError(f"{path.name} can't be unpacked: {problem.strerror or problem}.") from problem
    return size
