"""The product-limit estimate, walked day by day: of people or stages, some of which aren't through yet."""

Cohort = list[tuple[int, bool]]
"""How many days each was watched, and whether it ended then (else it was only watched no longer)."""

NEARLY = 1e-9


def curve(cohort: Cohort) -> list[tuple[int, float]]:
    """The share not through after each day on which somebody got through."""
    left, steps = 1.0, []
    for at in sorted({took for took, ended in cohort if ended}):
        at_risk = sum(took >= at for took, _ in cohort)
        finishing = sum(took == at and ended for took, ended in cohort)
        left *= 1 - finishing / at_risk
        steps.append((at, left))
    return steps


def median_time(cohort: Cohort) -> float | None:
    """Where the curve reaches one half; the middle of a stretch that lies exactly on it."""
    steps = curve(cohort)
    reached = [at for at, remaining in steps if remaining <= 0.5 + NEARLY]
    below = [at for at, remaining in steps if remaining < 0.5 - NEARLY]
    if not reached:
        return None
    on_the_half = below and reached[0] != below[0]
    return (reached[0] + below[0]) / 2 if on_the_half else float(reached[0])


def through_by(cohort: Cohort, last_day: int) -> float | None:
    """The share through by a day, that day included; unknown where nobody was watched so long and some may be left."""
    remaining = [1.0, *(left for at, left in curve(cohort) if at <= last_day)][-1]
    watched = max((took for took, _ in cohort), default=-1) >= last_day
    return 1 - remaining if watched or (cohort and remaining < NEARLY) else None
