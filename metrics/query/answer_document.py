"""The rows of an answer as plain values, for files and for other programs."""

from metrics.query.question import AnswerRow

RowDocument = dict[str, str | float | int | bool | None]


def row_document(row: AnswerRow, beside: str | None = None) -> RowDocument:
    """One row as plain values: period, the dimensions, value, sureness, components, reason; `beside` names what must be
    read with the value.

    A dimension goes by the name asked for; one that is called like another column of the answer by `kept` and that.
    """
    period: RowDocument = {
        "period_start": row.period.start.isoformat(),
        "period_end": row.period.end.isoformat(),
        "period": row.period.label,
    }
    answer: RowDocument = {
        "value": row.value,
        "n": row.n,
        "low": row.low,
        "high": row.high,
        "complete": row.period.complete,
        **row.components,
        **({beside: row.beside} if beside else {}),
        "reason": row.reason,
    }
    taken = {*period, *answer}
    groups = {f"kept {name}" if name in taken else name: value for name, value in row.dimensions.items()}
    return {**period, **groups, **answer}
