"""Where the numbers come from that a plan starts from, in sentences."""

from metrics.formatting import format_date, format_value, plural
from metrics.people.baseline import AttainedQuota, Baseline
from metrics.people.headcount import Workforce
from metrics.semantic import catalog


def baseline_sentences(baseline: Baseline) -> tuple[str, ...]:
    """What each number is taken from, and whom the headcounts leave out."""
    staff, curve = baseline.workforce, baseline.ramp
    if staff is None:
        return ("No roster says who works here, so that every number is yours to fill in.",)
    sentences = _headcounts(staff)
    if staff.growth is not None and staff.seller_attrition is not None:
        sentences.append("Growth and the sellers who leave are the last four quarters'.")
    if curve is not None:
        sentences.append(
            f"The ramp is your own: {curve.title.split(':')[0].lower()}, {curve.ended} of {curve.n} people."
        )
    if baseline.attained is not None:
        sentences.append(_attainment(baseline.attained))
    return (*sentences, "Everything else is a rule or an assumption.")


def nobody_sentence(baseline: Baseline) -> str:
    """Why there is nobody to enable while no customer-facing people are given, and what to do about it."""
    staff = baseline.workforce
    if staff is None:
        return "No roster says who is customer-facing: upload one, or say above how many there are."
    if staff.without_function and not any(staff.people.values()):
        return (
            "The roster doesn't say who is customer-facing: upload it with a function (or role) column, such as "
            "sales, or say above how many there are."
        )
    return "Nobody is customer-facing, so there is nobody to enable: no stage, no team. Add people above."


def _headcounts(staff: Workforce) -> list[str]:
    nameless = plural(f"{staff.without_function:,}", "person", "people")
    if staff.without_function and not any(staff.people.values()):
        return [f"The roster gives no function to the {nameless} in it, so that every headcount is yours to fill in."]
    by = "the teams that coverage says they serve" if staff.covered else "the sizes of the functions"
    sentences = [f"People are the roster's as of {format_date(staff.day)}; enablement people are shared out by {by}."]
    if staff.without_function:
        sentences.append(f"{nameless} of the roster without a function that is known are left out.")
    if staff.beside_roster:
        sentences.append(f"{staff.beside_roster} of them only coverage names; the roster gives them another function.")
    return sentences


def _attainment(attained: AttainedQuota) -> str:
    """Which fact it is, and which other one has a like name."""
    median, reached = catalog()["quota_attainment"], catalog()["quota_attained"]
    span = f"{format_date(attained.start)} to {format_date(attained.end)}"
    other = f"{reached.summary[0].lower()}{reached.summary[1:]}"
    return (
        f"Attainment is the metric “{median.title}”, {span}: {format_value(attained.share, 'share')}. Not to be held "
        f"against “{reached.title}”, {other}"
    )
