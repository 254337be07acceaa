"""The plans: one value a quarter for each metric, and each sales team's share of the new business."""

from sample_data.enablement import quarters
from sample_data.plan import Row

NEW_BUSINESS = {"Enterprise Americas": 300_000, "Enterprise Europe": 230_000, "Mid-market Americas": 210_000,
                "Mid-market Europe": 170_000}  # fmt: skip
"""US dollars of new business each team was to win in the first quarter."""
GROWTH = 1.04
"""How much a quarter's plan for new business grows on the one before."""

PLANS = {
    "training_attendance": (0.75, 0.01),
    "onboarding_time": (80.0, -2.0),
    "content_access": (0.50, 0.04),
    "customer_hours": (10.5, 0.05),
    "win_rate": (0.40, 0.01),
    "churn_rate": (0.03, 0.0),
    "average_discount": (0.14, -0.003),
    "deal_velocity": (58.0, -1.0),
}
"""For each metric the first quarter's plan, and what each further quarter adds. Shares are fractions."""


def target_rows() -> list[Row]:
    """The `targets` table."""
    rows: list[Row] = []
    for place, (start, end) in enumerate(quarters()):
        period: Row = {"period_start": start, "period_end": end}
        for metric, (first, step) in PLANS.items():
            rows.append({"metric": metric, **period, "value": round(first + step * place, 4), "team": None})
        quotas = {team: round(first * GROWTH**place, -3) for team, first in NEW_BUSINESS.items()}
        for team, value in [(None, sum(quotas.values())), *quotas.items()]:
            rows.append({"metric": "new_business_revenue", **period, "value": int(value), "team": team})
    return rows
