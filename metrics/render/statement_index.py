"""What the SELECTs that come with the program read, written down so that opening the program parses none of them."""

from pathlib import Path

from metrics.quality import list_data_checks, matching_selects
from metrics.query import named_selects, window_selects
from metrics.semantic import STATEMENT_INDEX, WORDS, catalog, index_of_statements, prepared_views


def render_statement_index() -> str:
    """The text of metrics/semantic/statements.json: of metrics, prepared views, data checks, and what else is asked."""
    texts = {f"metric {metric.name}": metric.sql for metric in catalog().values()}
    texts |= {f"prepared view {name}": sql for name, sql in prepared_views().items()}
    texts |= {f"data check {check.name}": check.query for check in list_data_checks().values()}
    texts |= {f"matching {name}": sql for name, sql in matching_selects().items()}
    texts |= {f"select {name}": sql for name, sql in named_selects().items()}
    texts |= {f"words of {name}": sql for name, sql in WORDS.items()}
    texts |= {f"covered days {number}": sql for number, sql in enumerate(window_selects(), start=1)}
    return index_of_statements(texts)


def write_statement_index() -> Path:
    """Writes the index anew and gives its path."""
    STATEMENT_INDEX.write_text(render_statement_index(), encoding="utf-8")
    return STATEMENT_INDEX
