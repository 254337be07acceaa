"""Which encoding a file's bytes are in, and how sure that is."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from metrics.errors import UserError
from metrics.intake.model import Decision
from metrics.intake.read.plausible import CODECS, plausibility, strange
from metrics.intake.read.survey import Survey

NAMES = {
    "utf_8": "UTF-8", "utf-8": "UTF-8", "utf-8-sig": "UTF-8", "utf-16": "UTF-16", "utf-16-le": "UTF-16 (little-endian)",
    "utf-16-be": "UTF-16 (big-endian)", "utf-32": "UTF-32", "utf-32-le": "UTF-32 (little-endian)",
    "utf-32-be": "UTF-32 (big-endian)", "cp1252": "Windows-1252", "cp1250": "Windows-1250", "cp1251": "Windows-1251",
    "cp1253": "Windows-1253", "cp1254": "Windows-1254", "cp1255": "Windows-1255", "cp1256": "Windows-1256",
    "mac_roman": "Mac Roman", "koi8_r": "KOI8-R", "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "gb18030": "GB18030",
    "big5": "Big5", "cp949": "EUC-KR",
}  # fmt: skip
"""What people call the encodings that can be told apart, by Python's name."""

_SAMPLE = 1 << 18


@dataclass(frozen=True, slots=True)
class Encoding:
    """Python's name of an encoding, whether its bytes are all valid in it, and the decision to show."""

    codec: str
    strict: bool
    decision: Decision


def decide_encoding(path: Path, seen: Survey, chosen: str | None = None) -> Encoding:
    """The encoding of the file: the one `chosen`, else its mark's, else UTF-8 if valid, else the most plausible.

    Raises UserError when the bytes are no text in any encoding.
    """
    if chosen is not None:
        return _chosen(path, chosen)
    if seen.mark is not None:
        strict = seen.utf8 if seen.mark == "utf-8-sig" else _decodes(path, seen.mark)
        return _encoding(seen.mark, "the file begins with its byte order mark", 1.0, strict)
    if seen.nuls:
        return _wide(path, seen)
    if seen.utf8:
        evidence = "every byte is ASCII" if seen.ascii else "all bytes are valid UTF-8"
        return _encoding("utf-8", evidence, 1.0 if seen.ascii else 0.99)
    return _legacy(path)


def _encoding(
    codec: str, evidence: str, confidence: float, strict: bool = True, alternatives: tuple[str, ...] = ()
) -> Encoding:
    name = NAMES.get(codec, codec)
    return Encoding(codec, strict, Decision("encoding", name, evidence, None, confidence, alternatives))


def _chosen(path: Path, name: str) -> Encoding:
    try:
        codec = codecs.lookup(name).name
        "".encode(codec).decode(codec)
    except (LookupError, UnicodeError, AttributeError, AssertionError):
        raise UserError(f"{path.name}: there is no encoding called {name!r}. Try UTF-8 or Windows-1252.") from None
    return _encoding(codec, "chosen by the person who imports it", 1.0, _decodes(path, codec))


def _decodes(path: Path, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True


def _wide(path: Path, seen: Survey) -> Encoding:
    """A file with NUL bytes and no mark: UTF-16 or UTF-32 without a mark, text with stray NULs, or no text."""
    with path.open("rb") as file:
        start = file.read(_SAMPLE)
    for codec, width in (("utf-32-le", 4), ("utf-32-be", 4), ("utf-16-le", 2), ("utf-16-be", 2)):
        if seen.size % width == 0 and _plausible_wide(start[: len(start) // width * width], codec):
            evidence = "no byte order mark, but the bytes make readable text in this encoding only"
            return _encoding(codec, evidence, 0.95, _decodes(path, codec))
    controls = sum(byte < 32 and byte not in (0, 9, 10, 13) for byte in start)
    if seen.utf8 and seen.nuls <= seen.size // 20 and controls <= len(start) // 100:
        return _encoding("utf-8", "all bytes are valid UTF-8, with some NUL bytes among them", 0.9)
    raise UserError(f"{path.name} is not a text file: {seen.nuls:,} of its {seen.size:,} bytes are NUL.")


def _plausible_wide(start: bytes, codec: str) -> bool:
    try:
        text = start.decode(codec)
    except UnicodeDecodeError as problem:
        if problem.start < len(start) - 8:
            return False
        text = start[: problem.start].decode(codec)
    if "\x00" in text or not any(mark in text for mark in ",;\t|\n\r"):
        return False
    return strange(text) == 0


def _legacy(path: Path) -> Encoding:
    sample = _telling(path)
    damaged = _nearly_utf8(sample)
    if damaged is not None:
        return _encoding("utf-8", damaged, 0.8, strict=False)
    best, others = _most_plausible(sample)
    if best is None:
        raise UserError(f"{path.name} is not a text file in any known encoding. Save it as CSV in UTF-8.")
    codec, confidence = best
    evidence = "the bytes are not valid UTF-8, and make the most plausible text in this encoding"
    return _encoding(codec, evidence, confidence, _decodes(path, codec), others)


def _telling(path: Path) -> bytes:
    """The lines that hold bytes beyond ASCII, from the whole file, as many as make a sample."""
    kept: list[bytes] = []
    size = 0
    with path.open("rb") as file:
        for line in iter(lambda: file.readline(1 << 16), b""):
            if not line.isascii():
                kept.append(line)
                size += len(line)
                if size >= _SAMPLE:
                    break
    return b"".join(kept)


def _nearly_utf8(sample: bytes) -> str | None:
    """Evidence that the bytes are UTF-8 with damage: most of what is beyond ASCII makes valid sequences."""
    text = sample.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not character.isascii() for character in text) - bad
    if good >= 9 * bad:
        return f"{good:,} characters are valid UTF-8 and {bad:,} are damaged"
    return None


def _most_plausible(sample: bytes) -> tuple[tuple[str, float] | None, tuple[str, ...]]:
    """The encoding in which the sample makes the best text, with a confidence, and those that come close."""
    scores = {codec: score for codec in CODECS if (score := plausibility(sample, codec)) > 0}
    if not scores:
        return None, ()
    guess = _charset_normalizer(sample, list(scores))
    if guess is not None:
        scores[guess] += 0.02
    ranked = sorted(scores, key=lambda codec: -scores[codec])
    runner_up = scores[ranked[1]] if len(ranked) > 1 else 0.0
    confidence = round(min(0.95, 0.6 + scores[ranked[0]] - runner_up), 2)
    others = tuple(NAMES[codec] for codec in ranked[1:3] if scores[codec] > scores[ranked[0]] - 0.15)
    return (ranked[0], confidence), others


def _charset_normalizer(sample: bytes, codecs_: list[str]) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(sample[:65536], cp_isolation=codecs_, enable_fallback=False).best()
    return best.encoding if best is not None and best.encoding in codecs_ else None
