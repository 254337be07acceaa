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
        list_data_checks,
    )
    from metrics.quality.identities import (
        matching_selects,
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
    "SettingsForm",
    "check_data",
    "list_data_checks",
    "matching_selects",
]
__getattr__ = lazy(__name__)
