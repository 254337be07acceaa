"""Days that several headers tell: when a deal closed, not when it was to; when a contract ends, not its notice."""

from collections.abc import Collection, Mapping, Sequence

from metrics.intake.recognize.joined_words import JoinedColumn, filled, is_word, keys, places
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import known_words, same_word_key, stage_key

NEARLY_ALL = 0.95
"""A day that so many rows have is the end of a term, or an expected one, where only some gave notice, or closed."""


def closing_days(
    headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> list[JoinedColumn]:
    """The day a deal closed: that on which it was won or lost, whichever it was; else that on which it was closed, and
    for the others the one it is expected on."""
    if "closed_on" in stated:
        return []
    free = [place for place, header in enumerate(headers) if not mapping.get(header)]
    mapped = next((headers.index(header) for header, column in mapping.items() if column == "closed_on"), None)
    won, lost, closed = (
        next((place for place in places("closing", part, headers) if place in free), None)
        for part in ("won", "lost", "closed")
    )
    expected = mapped is not None and filled(headers[mapped], samples) >= NEARLY_ALL
    if won is not None and lost is not None and (mapped is None or expected):
        return [_won_or_lost(won, lost, mapped, headers, mapping, samples)]
    if mapped is None or closed is None or not expected or not 0 < filled(headers[closed], samples) < NEARLY_ALL:
        return []
    text = f"coalesce(c{closed}, c{mapped})"
    evidence = f"nearly all rows have “{headers[mapped]}”, only some “{headers[closed]}”: it is the day where filled"
    return [JoinedColumn("closed_on", text, (headers[mapped], headers[closed]), mapped, evidence)]


def _won_or_lost(
    won: int, lost: int, mapped: int | None, headers: Sequence[str], mapping: Mapping[str, str], samples: Samples
) -> JoinedColumn:
    """Of the day it was won and the day it was lost, that of its outcome; the only one, where a word says none; the day
    that is `mapped`, which all have, for the others."""
    stage = next((header for header, column in mapping.items() if column == "stage"), None)
    other = "" if mapped is None else f", c{mapped}"
    at = [*([] if mapped is None else [mapped]), won, lost]
    text, words = f"coalesce(c{won}, c{lost}{other})", known_words()
    # Only words that the file has: a text of many is costly where it is read as a day.
    seen = {text for text in samples.get(stage or "", ()) if text}
    words_lost = {same_word_key(text) for text in seen if words.get(stage_key(text)) in ("lost", "no_decision")}
    if stage is not None and words_lost:
        is_lost = is_word(headers.index(stage), sorted(words_lost))
        text = f"CASE WHEN {is_lost} THEN coalesce(c{lost}, c{won}{other}) ELSE {text} END"
    evidence = "a deal closed on the day it was won or lost, whichever it was"
    return JoinedColumn("closed_on", text, tuple(headers[place] for place in at), at[0], evidence)


def ends_of_customers(
    headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> list[JoinedColumn]:
    """When customers end, and whether they renew, as far as notices, periods and states say it."""
    joined = [] if "ended_on" in stated else _ends(headers, mapping, samples)
    return joined if "renews" in stated else joined + _renewals(headers, mapping)


def _ends(headers: Sequence[str], mapping: Mapping[str, str], samples: Samples) -> list[JoinedColumn]:
    """The end of a term that all customers have, for those who gave notice, while the others' terms renew; the end of
    the period that is paid for, where nothing but the notice stands beside it."""
    end = next((header for header, column in mapping.items() if column == "ended_on"), None)
    if end is None:
        return []
    notices = [headers[place] for place in places("notices", "headers", headers)]
    notice = next((header for header in notices if not mapping.get(header)), None)
    if notice and filled(end, samples) >= NEARLY_ALL and filled(notice, samples) < NEARLY_ALL:
        text = f"CASE WHEN c{headers.index(notice)} IS NOT NULL THEN c{headers.index(end)} END"
        evidence = f"nearly all rows have “{end}”, the end of a term: it is an end where “{notice}” is filled"
        return [JoinedColumn("ended_on", text, (end, notice), headers.index(end), evidence)]
    period = next(
        (place for place in places("paid_periods", "headers", headers) if not mapping.get(headers[place])), None
    )
    if end not in notices or period is None:
        return []
    given = f"c{headers.index(end)}"
    text = f"CASE WHEN {given} IS NOT NULL THEN coalesce(c{period}, {given}) END"
    evidence = f"“{end}” is a notice: what was paid for ends with “{headers[period]}”"
    return [JoinedColumn("ended_on", text, (end, headers[period]), headers.index(end), evidence)]


def _renewals(headers: Sequence[str], mapping: Mapping[str, str]) -> list[JoinedColumn]:
    """Whether a contract renews: not where its status says that it was cancelled, whatever its flag says."""
    renews = next((header for header, column in mapping.items() if column == "renews"), None)
    status = next(
        (place for place in places("contract_status", "headers", headers) if not mapping.get(headers[place])), None
    )
    if renews is None or status is None:
        return []
    ended = is_word(status, keys("contract_status", "ended"))
    text = f"CASE WHEN {ended} THEN 'false' ELSE c{headers.index(renews)} END"
    evidence = (
        f"where “{headers[status]}” says that a contract was cancelled it doesn't renew, whatever “{renews}” says"
    )
    return [JoinedColumn("renews", text, (renews, headers[status]), headers.index(renews), evidence)]
