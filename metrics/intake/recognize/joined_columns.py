"""Columns told by more than one header: a name in two parts, an outcome beside the stage, an end beside its notice."""

from collections.abc import Collection, Mapping, Sequence

from metrics.intake.recognize.carried_rows import deleted_words
from metrics.intake.recognize.joined_days import NEARLY_ALL, closing_days, ends_of_customers
from metrics.intake.recognize.joined_words import JoinedColumn, filled, is_word, joined_document, keys
from metrics.intake.recognize.record_kinds import Samples
from metrics.schema import Contract, known_words, same_word_key, stage_key

NAMES = ("name", "person_id")
"""Columns that a first and a last name make."""
CLOSED = ("won", "lost")
MOST_UNKNOWN = 0.2
"""So many rows of a column of outcomes may have another word."""


def without_parts_of_names(mapping: Mapping[str, str], joined: Sequence[JoinedColumn]) -> dict[str, str]:
    """A mapping without the headers that hold only a part of a name, or of few people one: a first name is no name."""
    made = {column.column for column in joined if column.column in NAMES}
    return {header: column for header, column in mapping.items() if column not in made}


def join_columns(
    contract: Contract, headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> tuple[JoinedColumn, ...]:
    """The columns that several headers tell together. `stated` are columns that somebody gave a header or a value."""
    joined = list(_names(contract, headers, mapping, stated, samples))
    if contract.name == "opportunities":
        joined += _outcomes(headers, mapping, stated, samples)
        joined += closing_days(headers, mapping, stated, samples)
    if contract.name == "customers":
        joined += ends_of_customers(headers, mapping, stated, samples)
    return tuple(joined)


def name_parts(headers: Sequence[str]) -> tuple[int, ...]:
    """Where a first and a last name stand; empty without either."""
    first, last = (_place(part, headers, "names") for part in ("first", "last"))
    return () if first is None or last is None else (first, last)


def _names(
    contract: Contract, headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> list[JoinedColumn]:
    """First and last name as one: the name of a roster, and whom rows are about that name nobody otherwise. A preferred
    name that not all have goes behind them."""
    places = name_parts(headers)
    if not places:
        return []
    first, last = places
    parts = {headers[first], headers[last]}
    cells = f"c{first}", f"c{last}"
    east = {same_word_key(header) for header in parts} <= set(keys("names", "family_first"))
    text = f"nullif(concat({cells[1]}, {cells[0]}), '')" if east else f"nullif(concat_ws(' ', {', '.join(cells)}), '')"
    wanted = [name for name in NAMES if name in contract.columns and name not in stated]
    whole = NEARLY_ALL * min(filled(header, samples) for header in parts)
    partial = {
        h for h, column in mapping.items() if column == "name" and "name" in wanted and filled(h, samples) < whole
    }
    return [
        JoinedColumn(name, text, (headers[first], headers[last]), first, "first and last name are one name")
        for name in wanted
        if not {header for header, column in mapping.items() if column == name} - parts - partial
    ]


def _outcomes(
    headers: Sequence[str], mapping: Mapping[str, str], stated: Collection[str], samples: Samples
) -> list[JoinedColumn]:
    """Whether deals are closed and won, from a column of states beside the stage. No decision is the stage's word."""
    if {"is_closed", "is_won"} & {*mapping.values(), *stated}:
        return []
    stage = next((headers.index(header) for header, column in mapping.items() if column == "stage"), None)
    for place, header in enumerate(headers):
        if mapping.get(header) or same_word_key(header) not in keys("status", "headers"):
            continue
        words = _outcome_words(header)
        if not _says_outcomes(words, [stage_key(text) for text in samples.get(header, ()) if text]):
            continue
        seen = [words.get(stage_key(text)) for text in samples.get(header, ()) if text]
        by = {
            outcome: [word for word, meaning in words.items() if meaning == outcome] for outcome in set(words.values())
        }
        closed, won = _truth(place, by, CLOSED), _truth(place, by, ("won",))
        evidence = f"“{header}” says the outcome, whatever stage a deal stopped in"
        joined = [
            JoinedColumn(name, text, (header,), place, evidence)
            for name, text in (("is_closed", closed), ("is_won", won))
        ]
        other = [*by.get("no_decision", ()), *by.get("ignore", ())]
        if stage is not None and any(word in ("no_decision", "ignore") for word in seen):
            text = f"CASE WHEN {is_word(place, other)} THEN c{place} ELSE c{stage} END"
            joined.append(JoinedColumn("stage", text, (headers[stage],), stage, evidence))
        return joined
    return []


def _says_outcomes(words: Mapping[str, str], texts: Sequence[str]) -> bool:
    """Whether the texts (keys) of a column are outcomes: hardly any other, or both of the two and few others. What was
    deleted has none."""
    texts = [text for text in texts if text not in deleted_words()]
    unknown = [text for text in texts if text not in words]
    seen = {words[text] for text in texts if text in words}
    few = 2 * len(set(unknown)) < len(set(texts)) and {"won", "lost"} <= seen
    return bool({"won", "lost"} & seen) and (few or len(unknown) <= MOST_UNKNOWN * len(texts))


def _outcome_words(header: str) -> dict[str, str]:
    """What the words of a column of states mean, by their keys: codes where its system writes codes."""
    key = same_word_key(header)
    codes = (
        "stage semantic" if key.startswith("stagesemantic") else "state code" if key in ("statecode", "state") else ""
    )
    own = {
        same_word_key(word): outcome
        for outcome, words in joined_document()["status"].get(codes, {}).items()
        for word in words
    }
    return {**known_words(), **own}


def _truth(place: int, by: Mapping[str, Sequence[str]], true: Collection[str]) -> str:
    """Yes or no as a text; a word that means neither, such as no decision, gives none, and an unknown one stays."""
    yes = [word for outcome in true for word in by.get(outcome, ())]
    no = [word for outcome in ("won", "lost", "open") if outcome not in true for word in by.get(outcome, ())]
    neither = [*by.get("no_decision", ()), *by.get("ignore", ()), *deleted_words()]
    return (
        f"CASE WHEN {is_word(place, yes)} THEN 'true' WHEN {is_word(place, no)} THEN 'false' "
        f"WHEN {is_word(place, neither)} THEN NULL WHEN c{place} IS NOT NULL THEN 'unknown: ' || c{place} END"
    )


def _place(part: str, headers: Sequence[str], group: str) -> int | None:
    return next((place for place, header in enumerate(headers) if same_word_key(header) in keys(group, part)), None)
