"""How many examples a property is tried with: a share of what the profile says, where each of them costs much."""

from hypothesis import settings


def examples(share: float) -> settings:
    """So many for each example of the profile, but one at least."""
    return settings(max_examples=max(1, round(share * settings.default.max_examples)))
