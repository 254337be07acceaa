"""Data checks across files, and whose names the words in them are."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.quality.check_block import (
        CheckReport,
    )
    from metrics.quality.data_checks import (
        DataFinding,
        check_data,
        finding_rows,
        list_data_checks,
    )
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
    from metrics.quality.match_block import (
        Matching,
    )
    from metrics.quality.settings_form import (
        SettingsForm,
    )

__all__ = [
    "CheckReport",
    "DataFinding",
    "Matching",
    "RosterPerson",
    "SettingsForm",
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
    "unmatched",
]
__getattr__ = lazy(__name__)
