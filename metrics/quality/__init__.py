"""Data checks across files, and whose names the words in them are."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.quality.data_checks import DataFinding, check_data, finding_rows, list_data_checks
    from metrics.quality.identities import (
        RosterPerson,
        Unmatched,
        confirm_match,
        confirmed_matches,
        forget_match,
        number_unmatched,
        roster_people,
        same_people,
        unmatched,
    )
    from metrics.quality.stage_words_in_use import StageInUse, stages_in_use

__all__ = [
    "DataFinding",
    "RosterPerson",
    "StageInUse",
    "Unmatched",
    "check_data",
    "confirm_match",
    "confirmed_matches",
    "finding_rows",
    "forget_match",
    "list_data_checks",
    "number_unmatched",
    "roster_people",
    "same_people",
    "stages_in_use",
    "unmatched",
]
__getattr__ = lazy(__name__)
