"""What a file is by its first bytes: a table to read, or something else that merely has a table's name."""

import re
from pathlib import Path
from typing import Literal

from metrics.errors import UserError

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG", "an image (PNG)"),
    (b"\xff\xd8\xff", "an image (JPEG)"),
    (b"GIF8", "an image (GIF)"),
    (b"II*\x00", "an image (TIFF)"),
    (b"MM\x00*", "an image (TIFF)"),
    (b"%PDF", "a PDF document"),
    (b"7z\xbc\xaf", "a compressed file (7z)"),
    (b"Rar!", "a compressed file (RAR)"),
    (b"BZh", "a compressed file (bzip2)"),
    (b"\xfd7zXZ", "a compressed file (xz)"),
    (b"\x28\xb5\x2f\xfd", "a compressed file (zstd)"),
    (b"PAR1", "a Parquet file"),
    (b"SQLite format 3\x00", "a database (SQLite)"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
    (b"{\\rtf", "a text document (RTF)"),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PARTS = ("EncryptedPackage".encode("utf-16-le"), "EncryptionInfo".encode("utf-16-le"))
_HTML = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html|head|body|table|div|script|meta)\b", re.I | re.S)
_XML = re.compile(r"\s*<\?xml\b", re.I)
_JSON = re.compile(r"\s*(\{\s*[\"}]|\[\s*[\[{])")


def recognize(path: Path) -> Literal["text", "workbook"]:
    """Whether the file is text to be parsed or a workbook. Raises UserError for anything else, saying what it is."""
    with path.open("rb") as file:
        start = file.read(65536)
    if start.startswith(b"PK"):
        return _zip(path)
    if start.startswith(_OLE):
        raise UserError(_old_workbook(path))
    if start.startswith(b"RIFF") and start[8:12] == b"WEBP":
        raise _no_table(path, "an image (WebP)")
    if start[257:262] == b"ustar":
        raise _no_table(path, "an archive (tar)")
    for signature, what in _FOREIGN:
        if start.startswith(signature):
            raise _no_table(path, what)
    text = start.replace(b"\x00", b"").decode("utf-8", "ignore").lstrip("\ufeff")
    for pattern, what in ((_HTML, "a web page (HTML)"), (_XML, "an XML document"), (_JSON, "a JSON document")):
        if pattern.match(text):
            raise _no_table(path, what)
    return "text"


def _zip(path: Path) -> Literal["workbook"]:
    import zipfile

    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise UserError(
            f"{path.name} looks like a workbook or zip archive but is damaged: it can't be opened. Export it again."
        ) from None
    if any(name.startswith("xl/") for name in names):
        return "workbook"
    raise UserError(f"{path.name} is a zip archive, not a table: unpack it and choose the CSV or .xlsx files in it.")


def _old_workbook(path: Path) -> str:
    data = path.read_bytes() if path.stat().st_size <= 1 << 26 else b""
    if any(part in data for part in _ENCRYPTED_PARTS):
        return f"{path.name} is protected by a password: save a copy without one, or as CSV."
    return f"{path.name} is in the old Excel format (.xls) or another Office format: save it as .xlsx or CSV."


def _no_table(path: Path, what: str) -> UserError:
    return UserError(f"{path.name} is {what}, not a table: choose a CSV, TSV or .xlsx file.")
