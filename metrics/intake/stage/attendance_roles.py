"""Which header of an attendance list serves which role, where several could."""

from collections.abc import Mapping, Sequence

from metrics.intake.header_answers import find_header
from metrics.intake.recognize.column_choice import ENOUGH_ROWS, written_once
from metrics.intake.recognize.header_words import ranked_words
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import same_word_key

OF_A_PERSON = ("name", "email", "joined", "left", "total", "duration", "stay", "moment")
"""Roles whose values differ between the rows of a list; what is the same in all is the meeting's, or its host's."""
NEAR = ("joined", "moment", "total", "name")
"""What the columns of a person stand beside: of two headers of one name, the one nearer to these is the person's."""
PERSON = ("person_id", "")
"""What may be said of a header of a list: that it says who, or that it is none."""


def place_roles(headers: Sequence[str], samples: Samples, answers: Mapping[str, str]) -> dict[str, int]:
    """The position of the header that serves each role. `answers` go before words."""
    answered = {header: column for written, column in answers.items() if (header := find_header(written, headers))}
    candidates = _candidates(headers, answered)
    words = {role: min(places)[1] for role, places in candidates.items()}
    anchor = next((words[role] for role in NEAR if role in words), 0)
    roles = {}
    for role, places in candidates.items():
        one_value = {place: role in OF_A_PERSON and _is_same(headers[place], samples) for _, place in places}
        roles[role] = min(places, key=lambda each: (one_value[each[1]], each[0], abs(each[1] - anchor)))[1]
    for place, header in enumerate(headers):
        if answered.get(header) == "person_id":
            is_email = any("@" in text for text in samples.get(header, ()) if text)
            roles = {role: at for role, at in roles.items() if role not in ("name", "email")}
            roles["email" if is_email else "name"] = place
    return roles


def host_places(headers: Sequence[str], samples: Samples, roles: Mapping[str, int]) -> tuple[int, ...]:
    """Where the rows of a list say who the host was: under a header for that, or the one that isn't the person's of two
    of the same name."""
    words = {*ranked_words("preamble")["host"], *ranked_words("preamble")["host_name"]}
    names = {written_once(headers[roles[role]], headers): roles[role] for role in ("name", "email") if role in roles}
    return tuple(
        place
        for place, header in enumerate(headers)
        if place not in roles.values()
        and (same_word_key(header) in words or written_once(header, headers) in names)
        and not any(_are_alike(headers[own], header, samples) for own in names.values())
    )


def _are_alike(header: str, other: str, samples: Samples) -> bool:
    """Whether two headers have the same in most rows."""
    pairs = list(zip(samples.get(header, ()), samples.get(other, ()), strict=True))
    return 2 * sum(first == second for first, second in pairs) > len(pairs)


def _candidates(headers: Sequence[str], answered: Mapping[str, str]) -> dict[str, list[tuple[int, int]]]:
    """Each role with the headers that may serve it: the place of the word in its list, and of the header."""
    candidates: dict[str, list[tuple[int, int]]] = {}
    for role, words in ranked_words("headers").items():
        for place, header in enumerate(headers):
            key = same_word_key(written_once(header, headers))
            if key in words and header not in answered:
                candidates.setdefault(role, []).append((words.index(key), place))
    return candidates


def _is_same(header: str, samples: Samples) -> bool:
    """Whether all rows of a list, of more than a few, have the same under a header."""
    texts = samples.get(header, ())
    return len(texts) >= ENOUGH_ROWS and len(set(texts)) == 1
