"""What a workspace's tables look like, the words that have a meaning in them, and what its people decided once."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.schema.contract import (
        SQL_TYPES,
        Column,
        ColumnType,
        Contract,
        contracts,
    )
    from metrics.schema.edited_roles import (
        role_rows,
        roles_of,
    )
    from metrics.schema.roles import (
        function_of,
    )
    from metrics.schema.settings import (
        CUSTOMER_FACING,
        FUNCTIONS,
        LONGEST_GRACE,
        LONGEST_RAMP,
        OUTCOME_WORDS,
        OUTCOMES,
        Coverage,
        Outcome,
        RoleFunction,
        Settings,
        StageWord,
        WordMeaning,
    )
    from metrics.schema.stage_words import (
        known_words,
        outcome_of,
        stage_key,
        with_words,
    )
    from metrics.schema.taught_words import (
        meanings_in,
        meanings_of,
        roles_taught,
        taught,
        with_taught,
    )
    from metrics.schema.word_keys import (
        same_word_key,
    )

__all__ = [
    "CUSTOMER_FACING",
    "FUNCTIONS",
    "LONGEST_GRACE",
    "LONGEST_RAMP",
    "OUTCOMES",
    "OUTCOME_WORDS",
    "SQL_TYPES",
    "Column",
    "ColumnType",
    "Contract",
    "Coverage",
    "Outcome",
    "RoleFunction",
    "Settings",
    "StageWord",
    "WordMeaning",
    "contracts",
    "function_of",
    "known_words",
    "meanings_in",
    "meanings_of",
    "outcome_of",
    "role_rows",
    "roles_of",
    "roles_taught",
    "same_word_key",
    "stage_key",
    "taught",
    "with_taught",
    "with_words",
]
__getattr__ = lazy(__name__)
