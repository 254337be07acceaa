"""What a workspace's tables look like, the words that have a meaning in them, and what its people decided once."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.schema.contract import (
        SECONDS,
        SQL_TYPES,
        Column,
        ColumnType,
        Contract,
        TimeUnit,
        contracts,
    )
    from metrics.schema.currency_words import (
        SHARED_SIGNS,
        SIGNS,
        currency_of,
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
        HOST,
        every_meaning,
        hosts_taught,
        meaning_in_words,
        meaning_taught,
        meanings_in,
        meanings_of,
        roles_taught,
        stages_taught,
        taught,
        with_taught,
        word_rows,
        words_of,
    )
    from metrics.schema.word_keys import (
        same_word_key,
    )

__all__ = [
    "CUSTOMER_FACING",
    "FUNCTIONS",
    "HOST",
    "LONGEST_GRACE",
    "LONGEST_RAMP",
    "OUTCOMES",
    "OUTCOME_WORDS",
    "SECONDS",
    "SHARED_SIGNS",
    "SIGNS",
    "SQL_TYPES",
    "Column",
    "ColumnType",
    "Contract",
    "Coverage",
    "Outcome",
    "RoleFunction",
    "Settings",
    "StageWord",
    "TimeUnit",
    "WordMeaning",
    "contracts",
    "currency_of",
    "every_meaning",
    "function_of",
    "hosts_taught",
    "known_words",
    "meaning_in_words",
    "meaning_taught",
    "meanings_in",
    "meanings_of",
    "outcome_of",
    "role_rows",
    "roles_of",
    "roles_taught",
    "same_word_key",
    "stage_key",
    "stages_taught",
    "taught",
    "with_taught",
    "with_words",
    "word_rows",
    "words_of",
]
__getattr__ = lazy(__name__)
