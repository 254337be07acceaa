"""Data checks across files, and whose names the words in them are."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.quality.check_block import (
        CheckReport,
        check_report,
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
        role_rows,
        roles_of,
    )

__all__ = [
    "CheckReport",
    "DataFinding",
    "Matching",
    "RosterPerson",
    "SettingsForm",
    "Unmatched",
    "check_data",
    "check_report",
    "confirm_match",
    "confirmed_matches",
    "finding_rows",
    "forget_match",
    "list_data_checks",
    "number_unmatched",
    "role_rows",
    "roles_of",
    "roster_people",
    "same_people",
    "unmatched",
]
__getattr__ = lazy(__name__)
