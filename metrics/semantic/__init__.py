"""What can be asked: one file a metric, the prepared views they read, dimensions, and metrics made without SQL."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.semantic import (
        relations,
    )
    from metrics.semantic.custom.condition import (
        ON_DAYS,
        condition_passes,
        condition_sentence,
        condition_values,
        conditions_in_words,
        conditions_pass,
    )
    from metrics.semantic.custom.custom_metric import (
        CUSTOM_MEASURES,
        OF_A_COLUMN,
        WITHOUT_VALUE,
        Condition,
        CustomMeasure,
        CustomMetric,
        Operator,
    )
    from metrics.semantic.custom.faults import (
        custom_metric_faults,
        custom_text_faults,
    )
    from metrics.semantic.custom.keeping import (
        keep_custom_metric,
    )
    from metrics.semantic.custom.literals import (
        Value,
        value_literal,
    )
    from metrics.semantic.custom.naming import (
        PREVIEW,
        PREVIEW_TITLE,
        custom_metric_name,
    )
    from metrics.semantic.custom.own import (
        OwnMetric,
    )
    from metrics.semantic.custom.subject import (
        Subject,
        SubjectField,
        in_text,
        missing_for_subject,
        subject_of,
        subjects_with_rows,
    )
    from metrics.semantic.custom.summaries import (
        custom_definition,
    )
    from metrics.semantic.custom.writing import (
        custom_file_text,
        custom_select,
    )
    from metrics.semantic.definition import (
        FOLDER,
        OWN_METRICS,
        Better,
        Factor,
        Interval,
        Measure,
        Metric,
        MetricGroup,
        MetricKind,
        Population,
        Shape,
        Stock,
        catalog,
        metric_groups,
        metrics_of,
        read_metric,
        unreadable_metrics,
    )
    from metrics.semantic.dimensions import (
        Dimension,
        dimensions_of,
        is_known,
        resolve_dimension,
    )
    from metrics.semantic.models.fact_model import (
        FactModel,
        ModelError,
        MoreOfIt,
    )
    from metrics.semantic.models.fact_models import (
        deal_columns,
        deal_model,
        entry_model,
        event_columns,
        fact_models,
        list_tables,
        past_columns,
        recomputed_views,
        require_view_columns,
        session_model,
    )
    from metrics.semantic.models.generated import (
        covered_selects,
        event_selects,
        quiet_days_select,
        with_models,
    )
    from metrics.semantic.models.words import (
        WORDS,
    )
    from metrics.semantic.relations import (
        has_roster,
        inline_table,
        prepared_views,
        quoted,
        reads_of_view,
    )
    from metrics.semantic.requirements import (
        columns_lacking,
        metrics_reading,
        titles_in_short,
    )
    from metrics.semantic.statement_index import (
        STATEMENT_INDEX,
        index_of_statements,
        relations_read,
    )
    from metrics.semantic.statement_tree import (
        given_columns,
        normal_form,
        renamed,
    )
    from metrics.semantic.written_values import (
        literal,
        set_in,
        value_names,
        with_values,
    )

__all__ = [
    "CUSTOM_MEASURES",
    "FOLDER",
    "OF_A_COLUMN",
    "ON_DAYS",
    "OWN_METRICS",
    "PREVIEW",
    "PREVIEW_TITLE",
    "STATEMENT_INDEX",
    "WITHOUT_VALUE",
    "WORDS",
    "Better",
    "Condition",
    "CustomMeasure",
    "CustomMetric",
    "Dimension",
    "FactModel",
    "Factor",
    "Interval",
    "Measure",
    "Metric",
    "MetricGroup",
    "MetricKind",
    "ModelError",
    "MoreOfIt",
    "Operator",
    "OwnMetric",
    "Population",
    "Shape",
    "Stock",
    "Subject",
    "SubjectField",
    "Value",
    "catalog",
    "columns_lacking",
    "condition_passes",
    "condition_sentence",
    "condition_values",
    "conditions_in_words",
    "conditions_pass",
    "covered_selects",
    "custom_definition",
    "custom_file_text",
    "custom_metric_faults",
    "custom_metric_name",
    "custom_select",
    "custom_text_faults",
    "deal_columns",
    "deal_model",
    "dimensions_of",
    "entry_model",
    "event_columns",
    "event_selects",
    "fact_models",
    "given_columns",
    "has_roster",
    "in_text",
    "index_of_statements",
    "inline_table",
    "is_known",
    "keep_custom_metric",
    "list_tables",
    "literal",
    "metric_groups",
    "metrics_of",
    "metrics_reading",
    "missing_for_subject",
    "normal_form",
    "past_columns",
    "prepared_views",
    "quiet_days_select",
    "quoted",
    "read_metric",
    "reads_of_view",
    "recomputed_views",
    "relations",
    "relations_read",
    "renamed",
    "require_view_columns",
    "resolve_dimension",
    "session_model",
    "set_in",
    "subject_of",
    "subjects_with_rows",
    "titles_in_short",
    "unreadable_metrics",
    "value_literal",
    "value_names",
    "with_models",
    "with_values",
]
__getattr__ = lazy(__name__)
