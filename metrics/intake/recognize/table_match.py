"""Which table a file is, and which header is which column.

Only header words known exactly (a column's own name, or an alias of its contract) count by themselves. Likeness gives
suggestions, which somebody has to confirm.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from metrics.intake.model import ColumnProfile
from metrics.intake.recognize.column_choice import (
    Samples,
    as_shown,
    bare_words,
    distrust,
    speaks_of_it,
    told_apart,
)
from metrics.intake.recognize.likeness import likeness, may_mean, nearness
from metrics.intake.recognize.reading_evidence import guess_kind
from metrics.schema import ColumnType, Contract, contracts, same_word_key

NO_SAMPLES: Samples = MappingProxyType({})
MOSTLY_EMPTY = 2
"""A header that goes so many steps behind others is empty in most rows."""
CLEARLY_AHEAD = 1.25
"""A table is recognized when its score is this many times the next one's."""
ENOUGH = 0.5
"""A table is recognized from this score on: a header that only two tables know, or several that more know."""
ALIKE = 0.78
"""Words less alike than this are no suggestion."""
NEAR = 0.6
"""Words less alike than this aren't named beside each other, not even where the column is needed."""

FITTING_TYPES: Mapping[ColumnType, frozenset[str]] = MappingProxyType(
    {
        "date": frozenset({"date", "timestamp"}),
        "timestamp": frozenset({"date", "timestamp"}),
        "money": frozenset({"integer", "number"}),
        "number": frozenset({"integer", "number"}),
        "integer": frozenset({"integer", "number"}),
        "percent": frozenset({"integer", "number", "text"}),
        "boolean": frozenset({"boolean", "integer", "text"}),
    }
)
"""What a column of a file may look like to serve as a contract's column of a type. Text takes anything."""


@dataclass(frozen=True, slots=True)
class ColumnSuggestion:
    """A header that may be a column, to be confirmed. `confidence` is a share (0 to 1). `answered`: somebody said so of
    another file."""

    header: str
    column: str
    confidence: float
    evidence: str
    answered: bool = False


@dataclass(frozen=True, slots=True)
class TableMatch:
    """How well a file fits a table.

    `mapping` holds the headers known exactly, `missing` the required columns none of them is. `score` grows with every
    known header, the more the fewer tables know it.
    """

    table: str
    score: float
    mapping: Mapping[str, str]
    missing: tuple[str, ...]

    @property
    def evidence(self) -> str:
        """What speaks for the table, in words."""
        words = ", ".join(f"“{header}” is {column}" for header, column in self.mapping.items()) or "no header is known"
        return f"{words}; missing {', '.join(self.missing)}" if self.missing else words


def exact_mapping(
    contract: Contract,
    headers: Sequence[str],
    samples: Samples = NO_SAMPLES,
    stored: Collection[str] = (),
    called: Collection[str] = (),
) -> Mapping[str, str]:
    """Header → column for the header words a contract knows. One header is one column; the preferred alias wins, unless
    what stands under it (`samples`), or the ids of people that are `stored`, or what those are `called`, speak for
    another.

    A required column that would stay empty takes a header from an optional one: a roster with nothing but e-mail
    addresses is keyed by them. Of a header that stands twice, the first counts, unless it is the same in all rows.
    Of an amount that is stored in cents and shown beside, the one that is shown counts.
    """
    candidates = _candidates(contract, headers, samples, stored, called)
    taken: dict[str, str] = {}
    for _, _, column, header in candidates:
        if header not in taken and column not in taken.values():
            taken[header] = column
    for column in contract.required:
        own = {header: steps for steps, _, wanted, header in candidates if wanted == column}
        now = next((header for header, wanted in taken.items() if wanted == column), None)
        if now is None or own[now] >= MOSTLY_EMPTY:
            worse = MOSTLY_EMPTY if now else None
            free = next(
                (h for h in own if taken.get(h) not in contract.required and (not worse or own[h] < worse)), None
            )
            if free is not None:
                taken = {header: wanted for header, wanted in taken.items() if wanted != column} | {free: column}
    shown = {
        as_shown(header, headers, samples) if contract.columns[column].type == "money" else header: column
        for header, column in taken.items()
    }
    return {header: shown[header] for header in headers if header in shown}


def rank_tables(headers: Sequence[str], profiles: Sequence[ColumnProfile] = ()) -> tuple[TableMatch, ...]:
    """Every table some header of which is known, best first."""
    matches = [_match_table(contract, headers, profiles) for contract in contracts().values()]
    return tuple(sorted((match for match in matches if match.mapping), key=lambda match: -match.score))


def recognized(ranked: Sequence[TableMatch]) -> TableMatch | None:
    """The one table a file clearly is, or None: no table fits well, or two fit about as well.

    Of tables that fit about as well, one that has all its required columns goes before those that lack some. A table
    may be recognized and still lack a column; then it is the column that has to be asked, not the table.
    """
    near = [match for match in ranked if match.score >= ENOUGH and CLEARLY_AHEAD * match.score > ranked[0].score]
    whole = [match for match in near if not match.missing]
    clear = whole if len(whole) == 1 else near
    return clear[0] if len(clear) == 1 else None


def suggest(
    contract: Contract,
    headers: Sequence[str],
    mapping: Mapping[str, str],
    profiles: Sequence[ColumnProfile] = (),
    samples: Samples = NO_SAMPLES,
) -> tuple[ColumnSuggestion, ...]:
    """Headers that look like a column still open, likeliest first: alike in words, and holding values of its type."""
    kinds = _kinds(profiles) or kinds_of(samples)
    return nearest_columns(contract, headers, mapping, kinds, tuple(contract.columns), ALIKE, samples)


def nearest_columns(
    contract: Contract,
    headers: Sequence[str],
    mapping: Mapping[str, str],
    kinds: Mapping[str, str],
    among: Collection[str],
    least: float,
    samples: Samples = NO_SAMPLES,
) -> tuple[ColumnSuggestion, ...]:
    """The same among some columns only, and down to another likeness. `kinds` is what stands under a header, if known,
    `samples` the texts there.

    One header is suggested for one column at most, and for none where it is more like one that another header is, nor
    where its texts are no words of the column. A header that nothing stands under is none where others are filled.
    """
    open_columns = [contract.columns[name] for name in among if name not in mapping.values()]
    taken = [contract.columns[name] for name in mapping.values() if name in contract.columns]
    suggestions = []
    for header in (header for header in headers if not mapping.get(header) and (header in kinds or not kinds)):
        fitting = [column for column in taken if fits(column.type, kinds.get(header))]
        rival = max((nearness(header, column, contract)[0] for column in fitting), default=0.0)
        for column in open_columns:
            if fits(column.type, kinds.get(header)) and may_mean(column, samples.get(header, ())):
                alike, word = nearness(header, column, contract)
                if alike >= max(least, rival):
                    suggestions.append(
                        ColumnSuggestion(header, column.name, round(alike, 2), f"“{header}” is like “{word}”")
                    )
    return likeliest(suggestions, kinds)


def likeliest(suggestions: Sequence[ColumnSuggestion], kinds: Mapping[str, str]) -> tuple[ColumnSuggestion, ...]:
    """Of suggestions the likeliest for each header and column; a header that nothing stands under goes behind."""
    return _one_to_one(sorted(suggestions, key=lambda each: (each.header not in kinds, -each.confidence)))


def with_answers(
    suggestions: Sequence[ColumnSuggestion], answers: Mapping[str, tuple[str, str]], mapping: Mapping[str, str]
) -> tuple[ColumnSuggestion, ...]:
    """Suggestions after what was answered for other files (header → column and file), which goes before likeness."""
    before = [
        ColumnSuggestion(header, column, 1.0, f"“{header}” was {column} in {file or 'an earlier file'}", True)
        for header, (column, file) in answers.items()
        if not mapping.get(header) and column not in mapping.values()
    ]
    return _one_to_one((*before, *suggestions))


def stands_alone(
    suggestion: ColumnSuggestion, contract: Contract, mapping: Mapping[str, str], profiles: Sequence[ColumnProfile]
) -> bool:
    """Whether no other header of the file is left that holds values of the column's type."""
    wanted, kinds = contract.columns[suggestion.column].type, _kinds(profiles)
    left = [header for header, kind in kinds.items() if header not in mapping and fits(wanted, kind)]
    return left == [suggestion.header]


def fits(wanted: ColumnType, kind: str | None) -> bool:
    """Whether what a column of a file holds can serve as a type. An unknown or empty column (None) fits everything."""
    return wanted == "text" or kind is None or kind in FITTING_TYPES[wanted]


def _kinds(profiles: Sequence[ColumnProfile]) -> Mapping[str, str]:
    """What stands under each header; a column without a value isn't named."""
    return {profile.name: profile.type for profile in profiles if profile.distinct}


def kinds_of(samples: Samples) -> Mapping[str, str]:
    """The same, of the first texts of each."""
    filled = {header: [text for text in texts if text] for header, texts in samples.items()}
    return {header: guess_kind(texts) for header, texts in filled.items() if texts}


def nearest(word: str, words: Iterable[str]) -> str | None:
    """The word most like another, or None if none is: for “did you mean”."""
    return max(
        (candidate for candidate in words if likeness(word, candidate) >= ALIKE),
        key=lambda k: likeness(word, k),
        default=None,
    )


def _candidates(
    contract: Contract, headers: Sequence[str], samples: Samples, stored: Collection[str], called: Collection[str]
) -> list[tuple[int, int, str, str]]:
    """(steps it goes behind, rank of the alias, column, header) of every known header word, the likeliest first."""
    words = told_apart(headers, samples)
    bare = bare_words([words[header] for header in headers])
    columns = _columns_by_word(contract.name)
    ranked = [
        (rank, column, header)
        for header in headers
        for column, rank in columns.get(same_word_key(words[header]))
        or columns.get(same_word_key(bare[words[header]]), ())
        if speaks_of_it(contract.columns[column], header, samples)
    ]
    rivals: dict[str, list[str]] = {}
    for _, column, header in ranked:
        rivals.setdefault(column, []).append(header)
    candidates = [
        (distrust(contract.columns[column], header, rivals[column], samples, stored, called), rank, column, header)
        for rank, column, header in ranked
    ]
    order = list(contract.columns)
    return sorted(candidates, key=lambda candidate: (*candidate[:2], order.index(candidate[2])))


@cache
def _columns_by_word(table: str) -> Mapping[str, tuple[tuple[str, int], ...]]:
    """Header word → the columns of a table it may stand for, each with the place of the word in its list of aliases."""
    words: dict[str, dict[str, int]] = {}
    for column in contracts()[table].columns.values():
        for rank, word in enumerate((column.name, *column.aliases)):
            words.setdefault(same_word_key(word), {}).setdefault(column.name, rank)
    return {word: tuple(columns.items()) for word, columns in words.items()}


@cache
def _tables_knowing(word: str) -> int:
    return sum(word in _columns_by_word(table) for table in contracts())


def _match_table(contract: Contract, headers: Sequence[str], profiles: Sequence[ColumnProfile]) -> TableMatch:
    mapping = exact_mapping(contract, headers)
    kinds, bare = _kinds(profiles), bare_words(headers)
    score = sum(
        1 / (_tables_knowing(same_word_key(header)) or _tables_knowing(same_word_key(bare[header])))
        for header, column in mapping.items()
        if fits(contract.columns[column].type, kinds.get(header))
    )
    missing = contract.lacking(mapping.values())
    return TableMatch(contract.name, round(score, 3), mapping, missing)


def _one_to_one(suggestions: Sequence[ColumnSuggestion]) -> tuple[ColumnSuggestion, ...]:
    """Of suggestions sorted by confidence, those whose header and column no likelier one took."""
    headers: set[str] = set()
    columns: set[str] = set()
    kept = []
    for suggestion in suggestions:
        if suggestion.header not in headers and suggestion.column not in columns:
            kept.append(suggestion)
            headers.add(suggestion.header)
            columns.add(suggestion.column)
    return tuple(kept)
