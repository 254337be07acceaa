"""What was answered for files, as it is remembered once they are imported."""

from collections.abc import Mapping, Sequence

from metrics.intake.header_answers import Answer, find_header
from metrics.intake.preparing import Prepared
from metrics.intake.recognize.mapping_memory import RememberedMapping, recall, remember, remembered
from metrics.schema import contracts
from metrics.store import Snapshot


def memory_after(snapshot: Snapshot, ready: Sequence[Prepared]) -> tuple[RememberedMapping, ...]:
    """The mappings remembered once files are imported; attendance lists and files with the headers of a template need
    none."""
    memory = remembered(snapshot)
    new = [
        RememberedMapping(
            prepared.headers,
            prepared.table,
            dict(prepared.mapping),
            tuple(prepared.kept.values()),
            {**earlier.date_orders, **_by_header(prepared.choices.date_orders, prepared.headers)},
            {**earlier.decimal_marks, **_by_header(prepared.choices.decimal_marks, prepared.headers)},
            prepared.path.name,
            units={**earlier.units, **_by_header(prepared.choices.units, prepared.headers)},
            rate_directions={
                **earlier.rate_directions,
                **_by_header(prepared.choices.rate_directions, prepared.headers),
            },
        )
        for prepared in ready
        if prepared.table and set(prepared.mapping.values()) <= set(contracts()[prepared.table].columns)
        for earlier in [_earlier_answers(memory, prepared)]
    ]
    return remember(memory, new)


def _earlier_answers(memory: Sequence[RememberedMapping], prepared: Prepared) -> RememberedMapping:
    """What was answered before for a file with these headers and this table: it stays answered."""
    recalled = recall(memory, prepared.headers)
    table = prepared.table or ""
    return recalled if recalled and recalled.table == table else RememberedMapping(prepared.headers, table, {})


def _by_header(answers: Mapping[str, Answer], headers: Sequence[str]) -> dict[str, Answer]:
    return {header: answer for written, answer in answers.items() if (header := find_header(written, headers))}
