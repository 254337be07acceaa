"""Which of several headers a column is, beyond their names: by how filled they are and what their values agree with."""

import re
from collections.abc import Collection, Mapping, Sequence

from metrics.intake.recognize.header_words import attendance_words, ranked_words
from metrics.schema import Column, same_word_key

Samples = Mapping[str, Sequence[str | None]]
"""The first texts under each header."""
MUCH_EMPTIER = 0.5
"""A header filled in less than this share of what another of its column is goes behind it."""
AGREES, DIFFERS = 0.5, 0.1
"""Ids of which half are stored agree with a workspace; a column of which a tenth is does not."""
ENOUGH_ROWS = 3
PEOPLE = ("person_id", "owner", "manager", "account_manager", "generator", "accepted_by")
"""Columns that say who."""

_CRM_ID = re.compile(r"005[0-9A-Za-z]{12}(?:[0-9A-Za-z]{3})?")
_PREFIX = re.compile(r"^\s*([^.:]+?)\s*(?:\.|::?)\s*(\S.*)$")
_ADDED = re.compile(r"(?:__c|\s*\((?:UTC|GMT)\))$", re.IGNORECASE)
MOST_OF_A_FILE = 0.5
"""Where more than so many headers begin with one word and a point or colon, it names the file's own records."""
SHOWN = ("formatted", "display", "displayvalue", "displayed")
"""Words beside the name of an amount that say it is written as people see it."""
_AGAIN = re.compile(r"^(.*) \(\d+\)$")


def distrust(
    column: Column,
    header: str,
    rivals: Sequence[str],
    samples: Samples,
    stored: Collection[str],
    called: Collection[str] = (),
) -> int:
    """How many steps a header goes behind its `rivals` for a column, whatever their names: 0 for most.

    `stored` are the ids of the people a workspace has, `called` their addresses and names in small letters: where no
    header has ids of theirs, the one that names them in another way is theirs.
    """
    texts = {rival: _filled(rival, samples) for rival in rivals}
    most = max(map(len, texts.values()), default=0)
    if not most or len(rivals) < 2:
        return 0
    if not texts[header]:
        return 3
    if column.name in PEOPLE and stored:
        for familiar in (stored, called):
            if (steps := _agreement(header, texts, familiar)) is not None:
                return steps
    days = column.type in ("date", "timestamp")
    if not days and len(texts[header]) < MUCH_EMPTIER * most:
        return 2
    user_ids = column.name == "person_id" and any(map(_are_user_ids, texts.values()))
    return int(user_ids and not _are_user_ids(texts[header]))


def told_apart(headers: Sequence[str], samples: Samples) -> dict[str, str]:
    """Headers as the words they count by. Of several of the same name the one counts that differs between rows, and is
    filled, under that name; the others count by their place only."""
    words = {header: header for header in headers}
    for header in headers:
        again = [other for other in headers if (match := _AGAIN.match(other)) and match.group(1) == header]
        best = max((header, *again), key=lambda each: _telling(each, samples)) if again else header
        if best != header:
            words[header], words[best] = f"{header} (1)", header
    return words


def bare_words(headers: Sequence[str]) -> dict[str, str]:
    """Headers without what a system adds to each: the name of the file's own records (“subscriptions.id”), of a record
    that its column repeats (“Account: Account Number”), of a field somebody made (“Level__c”), and a time's zone."""
    parts = {header: (match.group(1), match.group(2)) for header in headers if (match := _PREFIX.match(header))}
    owners = [owner for owner, _ in parts.values()]
    own = {owner for owner in owners if owners.count(owner) > MOST_OF_A_FILE * len(headers)}
    words = {}
    for header in headers:
        owner, rest = parts.get(header, ("", header))
        repeats = same_word_key(rest).startswith(same_word_key(owner)) and bool(owner)
        words[header] = _ADDED.sub("", rest if owner in own or repeats else header)
    return words


def as_shown(header: str, headers: Sequence[str], samples: Samples) -> str:
    """The header under which a system shows an amount (“value_formatted”), where it stores other digits, such as cents;
    else the header itself."""
    keys = {f"{same_word_key(header)}{word}" for word in SHOWN} | {f"{word}{same_word_key(header)}" for word in SHOWN}
    shown = next((other for other in headers if other != header and same_word_key(other) in keys), None)
    if shown is None:
        return header
    pairs = zip(samples.get(header, ()), samples.get(shown, ()), strict=False)
    both = [(_worth(stored), _worth(text)) for stored, text in pairs if stored and text]
    return shown if any(stored != worth for stored, worth in both) and None not in dict(both).values() else header


def _worth(text: str) -> float | None:
    """The size of a number however it is marked: one, two, or more than three digits at its end are decimals."""
    decimals = re.search(r"[.,](\d{1,2}|\d{4,})\D*$", text)
    whole = re.sub(r"\D", "", text[: decimals.start()] if decimals else text)
    return float(f"{whole}.{decimals.group(1) if decimals else 0}") if whole else None


def last_part(header: str) -> str:
    """A header without whose column it is: “customers.deleted” is “deleted”."""
    match = _PREFIX.match(header)
    return _ADDED.sub("", match.group(2) if match else header)


def speaks_of_it(column: Column, header: str, samples: Samples) -> bool:
    """Whether a header that a column goes by may be it: a registration that was approved or denied completes nothing,
    and what was completed says more than that somebody had registered."""
    filled = _filled(header, samples)
    registration = same_word_key(header) in ranked_words("headers")["approval"]
    if column.name not in ("completed", "invited") or not filled or not registration:
        return True
    words = attendance_words("registered") | attendance_words("denied")
    return all(same_word_key(text) in words for text in filled) == (column.name == "invited")


def written_once(header: str, headers: Sequence[str]) -> str:
    """A header as it is written in a file where it stands again: “Email (2)” is the second “Email”."""
    again = _AGAIN.match(header)
    return again.group(1) if again and again.group(1) in headers else header


def _telling(header: str, samples: Samples) -> tuple[bool, bool]:
    texts = _filled(header, samples)
    rows = len(samples.get(header, ()))
    return bool(texts) and (len(set(texts)) > 1 or rows < ENOUGH_ROWS), 2 * len(texts) >= rows


def _agreement(header: str, texts: dict[str, list[str]], stored: Collection[str]) -> int | None:
    """0 for a header whose values are stored ids, 1 for others beside it; None where no header agrees."""
    shares = {
        rival: sum(text in stored or text.casefold() in stored for text in each) / len(each)
        for rival, each in texts.items()
        if each
    }
    if max(shares.values()) < AGREES:
        return None
    return 0 if shares[header] >= AGREES else int(shares[header] < DIFFERS)


def _are_user_ids(texts: Sequence[str]) -> bool:
    return bool(texts) and all(map(_CRM_ID.fullmatch, texts))


def _filled(header: str, samples: Samples) -> list[str]:
    return [text for text in samples.get(header, ()) if text is not None]
