"""What made metrics are called in the catalog of a workspace."""

import re
from collections.abc import Container

PREVIEW = "preview "
"""How the name of a metric that isn't kept begins. No kept name holds a blank."""

PREVIEW_TITLE = "This metric"
"""What it is called while it is made."""

LONGEST_NAME = 60


def custom_metric_name(title: str, taken: Container[str]) -> str:
    """A name in letters, digits and underscores of any script, which nothing else is called by."""
    bare = re.sub(r"\W+", "_", title.casefold()).strip("_")[:LONGEST_NAME] or "metric"
    name, number = bare, 2
    while name in taken:
        name, number = f"{bare}_{number}", number + 1
    return name
