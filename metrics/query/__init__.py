"""A question in, an answer out: bound to a version, compiled, run, added up, compared."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.query.answer_document import (
        RowDocument,
        row_document,
    )
    from metrics.query.answers import (
        ask,
        data_through,
        event_days,
    )
    from metrics.query.binding import (
        BoundQuery,
        Span,
        bind,
        bind_metric,
        bounds_of,
        evaluate_spans,
        frame_over,
        kept_facts,
        metric_named,
        missing_columns,
        require_columns,
        row_columns,
        run_over,
        standalone,
    )
    from metrics.query.compile import (
        counted_elsewhere,
    )
    from metrics.query.compile.compiled import (
        compile_question,
    )
    from metrics.query.compile.counted_elsewhere import (
        DealDays,
    )
    from metrics.query.compile.entry_day import (
        counted_by_entry,
    )
    from metrics.query.compile.facts import (
        SqlStep,
    )
    from metrics.query.compile.newcomers import (
        starters,
    )
    from metrics.query.compile.panel import (
        PANEL_RELATIONS,
        ExposureStart,
        PanelForm,
        decided_since_start,
        facts_before_start,
        panel_cells,
        undecided,
    )
    from metrics.query.compile.scope import (
        Scope,
    )
    from metrics.query.compile.totals import (
        Query,
    )
    from metrics.query.custom_draft import (
        CustomDraft,
    )
    from metrics.query.custom_rows import (
        CustomChoices,
    )
    from metrics.query.data_window import (
        window_selects,
    )
    from metrics.query.exclusions import (
        MOST_ROWS,
    )
    from metrics.query.glossary import (
        Glossary,
        GlossaryEntry,
    )
    from metrics.query.periods import (
        first_of_next,
        first_of_period,
        period_before,
        period_called,
        period_label,
        periods_within,
        year_before,
    )
    from metrics.query.question import (
        Answer,
        AnswerRow,
        Ask,
        ComparedValue,
        Comparison,
        Grain,
        Period,
        Question,
        Where,
    )
    from metrics.query.reader import (
        Reader,
        open_version,
        open_whole,
    )
    from metrics.query.reading import (
        Answers,
    )
    from metrics.query.segments import (
        beside_each_other,
        filled,
    )
    from metrics.query.select_files import (
        named_selects,
        select_rows,
    )
    from metrics.query.selection import (
        AGAINST,
        Selection,
        SelectionChoices,
    )
    from metrics.query.session import (
        Session,
    )
    from metrics.query.suppression import (
        FEWEST_PEOPLE,
        SUPPRESSED,
        group_sizes,
        hidden_groups,
    )
    from metrics.query.trial import (
        require_askable,
    )

__all__ = [
    "AGAINST",
    "FEWEST_PEOPLE",
    "MOST_ROWS",
    "PANEL_RELATIONS",
    "SUPPRESSED",
    "Answer",
    "AnswerRow",
    "Answers",
    "Ask",
    "BoundQuery",
    "ComparedValue",
    "Comparison",
    "CustomChoices",
    "CustomDraft",
    "DealDays",
    "ExposureStart",
    "Glossary",
    "GlossaryEntry",
    "Grain",
    "PanelForm",
    "Period",
    "Query",
    "Question",
    "Reader",
    "RowDocument",
    "Scope",
    "Selection",
    "SelectionChoices",
    "Session",
    "Span",
    "SqlStep",
    "Where",
    "ask",
    "beside_each_other",
    "bind",
    "bind_metric",
    "bounds_of",
    "compile_question",
    "counted_by_entry",
    "counted_elsewhere",
    "data_through",
    "decided_since_start",
    "evaluate_spans",
    "event_days",
    "facts_before_start",
    "filled",
    "first_of_next",
    "first_of_period",
    "frame_over",
    "group_sizes",
    "hidden_groups",
    "kept_facts",
    "metric_named",
    "missing_columns",
    "named_selects",
    "open_version",
    "open_whole",
    "panel_cells",
    "period_before",
    "period_called",
    "period_label",
    "periods_within",
    "require_askable",
    "require_columns",
    "row_columns",
    "row_document",
    "run_over",
    "select_rows",
    "standalone",
    "starters",
    "undecided",
    "window_selects",
    "year_before",
]
__getattr__ = lazy(__name__)
