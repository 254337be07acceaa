"""What is true about the company: every planted number with a sentence, and what it came to in the deals drawn.

The planted numbers are those of `planted.py`, with which the generator computes; what they came to is computed here
from the true chances and from the undisturbed discounts, which no file holds.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from statistics import fmean

from sample_data import planted
from sample_data.blemishes import PROBLEMS, SET_ASIDE
from sample_data.book import YEARS_STAYED
from sample_data.chances import without
from sample_data.company import Company
from sample_data.deals import Deal
from sample_data.leads import leads
from sample_data.plan import FIRST_DAY, LAST_DAY, SALES_TEAMS
from sample_data.planted import DISCOVERY, PLAYBOOK, PRESENCE, PlantedProgram
from sample_data.tools import most_used

HEAD = """\
# What is true about the sample company, before the problems listed at the end were put into its files.
# Written by `make sample`. The planted numbers stand in sample_data/planted.py, where the generator takes them from;
# `effect` and the like are what they came to in the deals that were drawn. Shares are fractions: 0.05 is 5 points."""

Value = str | int | float | date | list[str] | list[float]
Section = dict[str, Value]
Truth = dict[str, Section]


def percent(share: float, digits: int = 1) -> str:
    """A share as people say it."""
    return f"{100 * share:.{digits}f} %"


def points(share: float) -> str:
    """A difference of shares as people say it."""
    return f"{signed(100 * share, 1)} points"


def signed(number: float, digits: int) -> str:
    """A number with its sign, as it is printed."""
    return f"{number:+.{digits}f}".replace("-", "−")


def share_of(deals: Iterable[Deal], holds: Callable[[Deal], bool]) -> float:
    """Of some deals, the share of which something holds, to four digits."""
    return round(fmean(holds(deal) for deal in deals), 4)


class Outcomes:
    """The deals of a company, told apart by how they ended."""

    def __init__(self, company: Company) -> None:
        """Only what is closed by the last recorded day counts."""
        self.company = company
        self.closed = [deal for deal in company.deals if deal.closed]
        self.decided = [deal for deal in self.closed if deal.outcome != "No Decision"]
        self.won = [deal for deal in self.closed if deal.won]

    def treated(self, deals: Iterable[Deal], program: PlantedProgram) -> list[Deal]:
        """The deals that were created after a program had reached their owner."""
        return [deal for deal in deals if self.company.reach.reached(program, deal.owner, deal.created_on)]

    def win_rate(self, team: str, kind: str | None = None) -> float:
        """Won ÷ decided deals of a team, of one kind or of all."""
        return share_of((deal for deal in self.decided if deal.team.name == team and kind in (None, deal.kind)), is_won)

    def unadjusted_difference(self, program: PlantedProgram) -> float:
        """The win rate of everybody a program ever reached minus that of everybody else, over all their deals."""
        days = self.company.reach.days[program.program_id]
        came = [deal for deal in self.decided if deal.owner.person_id in days]
        others = [deal for deal in self.decided if deal.owner.person_id not in days]
        return round(share_of(came, is_won) - share_of(others, is_won), 4)


def is_won(deal: Deal) -> bool:
    """Whether a deal was won."""
    return deal.won


def general(outcomes: Outcomes) -> Section:
    """How big the company is."""
    sellers = sum(person.there(LAST_DAY) for person in outcomes.company.roster.all_sellers)
    return {
        "first_day": FIRST_DAY, "last_day": LAST_DAY, "sellers": sellers, "deals": len(outcomes.company.deals),
        "closed_deals": len(outcomes.closed),
        "says": f"Tidewater sells in twelve teams: {sellers} sellers on the last day, {len(outcomes.closed):,} deals "
                "closed in three years.",
        "find": "people, opportunities",
    }  # fmt: skip


def reached_by(outcomes: Outcomes, program: PlantedProgram, rollout: str) -> Section:
    """Whom a program reached."""
    days = sorted(outcomes.company.reach.days[program.program_id].values())
    return {
        "name": program.name, "outcome_metric": program.outcome_metric, "rollout": rollout, "people": len(days),
        "first_reached_on": days[0], "last_reached_on": days[-1],
    }  # fmt: skip


def winning(outcomes: Outcomes, program: PlantedProgram, rollout: str) -> Section:
    """A program that is to raise the win rate: what it was given, and what that came to."""
    treated = outcomes.treated(outcomes.decided, program)
    effect = round(fmean(deal.chance - without(program, deal.chance) for deal in treated), 4)
    return reached_by(outcomes, program, rollout) | {
        "effect_log_odds": program.win, "effect": effect, "deals": len(treated),
        "naive_difference": outcomes.unadjusted_difference(program),
    }  # fmt: skip


def discovery(outcomes: Outcomes) -> Section:
    """The strong program."""
    section = winning(outcomes, DISCOVERY, "by person, in months drawn by lot")
    effect = section["effect"]
    assert isinstance(effect, float)
    return section | {
        "says": f"Discovery coaching works: {points(effect)} of win rate on the {section['deals']:,} decided deals "
                "that coached sellers opened after it reached them. Who is coached when was drawn by lot, one seller "
                "at a time; about a quarter never are.",
        "find": "Compare the same sellers' deals before and after their own day in rollout, by the day deals were "
                "created, with those of sellers not yet coached in the same months.",
    }  # fmt: skip


def playbook(outcomes: Outcomes) -> Section:
    """The modest program."""
    treated = outcomes.treated(outcomes.won, PLAYBOOK)
    listed = sum(deal.list_value for deal in treated)
    saved = sum(deal.list_value * (deal.discount - deal.discount_without) for deal in treated)
    per_deal = round(fmean(deal.discount - deal.discount_without for deal in treated), 4)
    return reached_by(outcomes, PLAYBOOK, "by team") | {
        "teams": list(PLAYBOOK.reaches), "effect_planted": PLAYBOOK.discount, "effect": round(saved / listed, 4),
        "effect_per_deal": per_deal, "deals": len(treated),
        "says": f"The value playbook works a little: {points(saved / listed)} of average discount on the "
                f"{len(treated):,} won deals opened after it reached their team. Six teams got it, two at a time; six "
                "never do.",
        "find": "Compare the discounts of the six teams before and after their own day with those of the other six in "
                "the same months. The company's average hides it: discounts creep up elsewhere at the same time.",
    }  # fmt: skip


def presence(outcomes: Outcomes) -> Section:
    """The program that does nothing."""
    section = winning(outcomes, PRESENCE, "by person, whoever signs up")
    unadjusted = section["naive_difference"]
    assert isinstance(unadjusted, float)
    return section | {
        "says": "The executive presence masterclass does exactly nothing. Yet sellers who attended are "
                f"{points(unadjusted)} ahead of the others in win rate, because the better ones sign up.",
        "find": "Compare attended with not attended, and be fooled. Then compare the same sellers before and after "
                "they attended with others in the same months: nothing is left.",
    }  # fmt: skip


def ability(outcomes: Outcomes) -> Section:
    """What makes the unadjusted comparison wrong."""
    scores, days = outcomes.company.scores, outcomes.company.reach.days[PRESENCE.program_id]
    came = fmean(score for person, score in scores.items() if person in days)
    others = fmean(score for person, score in scores.items() if person not in days)
    return {
        "log_odds_of_winning": planted.ABILITY, "log_odds_of_turning_up": planted.EAGERNESS,
        "came_to_the_masterclass": round(came, 2), "others": round(others, 2),
        "says": "Better sellers win more and turn up more, of their own accord: those at the masterclass are "
                f"{signed(came, 2)} standard deviations from the middling seller, the others {signed(others, 2)}.",
        "find": "No file holds it. Sellers' win rates before any programme go with how often they attend anything.",
    }  # fmt: skip


def season(outcomes: Outcomes) -> Section:
    """The rush at the end of the quarter."""
    shares = [share_of(outcomes.closed, lambda deal, place=place: deal.closed_on.month % 3 == place)  # type: ignore[misc]
              for place in (1, 2, 0)]  # fmt: skip
    shares_in_words = ", ".join(percent(share, 0) for share in shares)
    return {
        "pulled_forward": planted.PULLED_FORWARD, "shares_of_closes": shares,
        "says": f"{percent(planted.PULLED_FORWARD, 0)} of the deals due in the first month of a quarter are closed in "
                f"the last two weeks of the one before: the three months have {shares_in_words} of all closes.",
        "find": "Win rate or revenue by month, counted by month of the quarter.",
    }  # fmt: skip


def market(outcomes: Outcomes) -> Section:
    """What happens to everybody."""
    return {
        "log_odds_a_year": planted.MARKET_A_YEAR,
        "says": "Deals become harder to win from year to year, for everybody: a before-and-after comparison without "
                "others in the same months makes every programme look worse than it is.",
        "find": "Win rate by quarter, of sellers no programme reached.",
    }  # fmt: skip


def ramp(outcomes: Outcomes) -> Section:
    """How hires begin, and that some don't stay."""
    hired = [person for person in outcomes.company.roster.all_sellers if person.started_on >= FIRST_DAY]
    left = [hire for hire in hired if hire.left_on and (hire.left_on - hire.started_on).days < planted.RAMP_DAYS]
    return {
        "days": planted.RAMP_DAYS, "log_odds_on_the_first_day": planted.RAMP_WIN,
        "load_on_the_first_day": planted.RAMP_DEALS, "hired": len(hired), "left_before_ramped": len(left),
        "says": f"A new seller opens {percent(planted.RAMP_DEALS, 0)} of a full load and wins less, and grows into "
                f"both over {planted.RAMP_DAYS} days. Of {len(hired)} hired in the three years, {len(left)} left "
                "before that.",
        "find": "Win rate by days since started_on; people whose left_on lies within the ramp.",
    }  # fmt: skip


def creep(outcomes: Outcomes) -> Section:
    """The discounts that grow."""
    return {
        "region": planted.CREEP_REGION, "a_quarter": planted.CREEP_A_QUARTER,
        "says": f"In {planted.CREEP_REGION} discounts grow by {100 * planted.CREEP_A_QUARTER:.1f} points with each "
                "quarter; elsewhere they don't.",
        "find": "Average discount by region and quarter, in the teams without the playbook.",
    }  # fmt: skip


def leads_by_team(company: Company) -> dict[str, int]:
    """How many leads the lead generators of each sales team brought."""
    brought = leads(company.roster, (*company.deals, *company.coming))
    teams = [lead.generator.team_on(lead.created_on) for lead in brought]
    return {team.name: teams.count(team.name) for team in SALES_TEAMS}


def peers(name: str) -> list[str]:
    """The other teams of a team's segment."""
    segment = next(team.segment for team in SALES_TEAMS if team.name == name)
    return [team.name for team in SALES_TEAMS if team.segment == segment and team.name != name]


def closing_bottleneck(outcomes: Outcomes) -> Section:
    """The team that can't close."""
    team, count = planted.CLOSING_TEAM, leads_by_team(outcomes.company)
    rate, others = outcomes.win_rate(team), round(fmean(outcomes.win_rate(name) for name in peers(team)), 4)
    return {
        "team": team, "log_odds": planted.CLOSING_WIN, "time_in_discovery": planted.CLOSING_DISCOVERY,
        "win_rate": rate, "win_rate_of_peers": others, "leads": count[team],
        "leads_of_peers": round(fmean(count[name] for name in peers(team))),
        "says": f"{team} has as many leads as other teams of its segment and wins {percent(rate)} of its deals, where "
                f"they win {percent(others)}: it hurries through discovery and loses late.",
        "find": "Win rate by team; time in the stage Discovery; the last open stage of lost deals.",
    }  # fmt: skip


def lead_bottleneck(outcomes: Outcomes) -> Section:
    """The team without leads."""
    team, count = planted.LEADS_TEAM, leads_by_team(outcomes.company)
    others = round(fmean(count[name] for name in peers(team)))
    rate, theirs = (fmean(outcomes.win_rate(name, "new") for name in names) for names in ([team], peers(team)))
    return {
        "team": team, "share_of_leads": planted.LEADS_SHARE, "leads": count[team], "leads_of_peers": others,
        "win_rate_new": round(rate, 4), "win_rate_new_of_peers": round(theirs, 4),
        "says": f"{team} gets {count[team]:,} leads in three years where other teams of its segment get {others:,}, "
                f"and wins {percent(rate)} of its new business, where they win {percent(theirs)}.",
        "find": "Leads by the team of their generator, per seller; win rate of new business by team.",
    }  # fmt: skip


def usual(outcomes: Outcomes) -> Section:
    """What no program changes."""
    return {
        **{f"onboarding_days_{name.replace(' ', '_')}": days for name, days in planted.ONBOARDING_DAYS.items()},
        **{f"weekly_hours_{name.replace(' ', '_')}": hours for name, hours in planted.WEEKLY_HOURS.items()},
        **{f"years_stayed_{name.lower().replace('-', '_')}": years for name, years in YEARS_STAYED.items()},
        "says": "How long onboarding takes (median days) and how many hours people spend with customers (a week) "
                "depends on their function alone, how long a customer stays (mean years) on its segment alone. No "
                "programme changes any of them.",
        "find": "Onboarding time and customer hours by function, churn rate by segment.",
    }  # fmt: skip


def content(outcomes: Outcomes) -> Section:
    """What people look at."""
    return {
        "log_odds_a_quarter": planted.CONTENT_A_QUARTER, "log_odds_playbook": planted.CONTENT_PLAYBOOK,
        "says": "More people look at content with each quarter, and sellers more still once they have the playbook.",
        "find": "Content access by quarter, and by team before and after the playbook.",
    }  # fmt: skip


def tools(outcomes: Outcomes) -> Section:
    """Too many tools for one role."""
    role, count = most_used()
    return {
        "role": role, "count": count,
        "says": f"{role}s are to work with {count} tools, more than the twenty anybody can keep up with (D12).",
        "find": "tools, counted by the roles in used_by.",
    }  # fmt: skip


def identities(outcomes: Outcomes) -> Section:
    """People under other names."""
    return {
        "people": planted.CALLED_OTHERWISE,
        "says": f"The training system knows {planted.CALLED_OTHERWISE} sellers by a login of its own; identities says "
                "who they are. Without that table they would be nobody.",
        "find": "training.person_id that begins with lms-, and identities.",
    }  # fmt: skip


def enablers(outcomes: Outcomes) -> Truth:
    """How many people each enablement manager serves."""
    roster = outcomes.company.roster
    sections: Truth = {}
    for place, person in enumerate(roster.enablers):
        teams = [team for at, team, _, until in planted.COVERAGE if at == place and until is None]
        people = sum(len(roster.members(team, LAST_DAY)) for team in teams)
        sections[f"enablers.{person.person_id}"] = {
            "teams": teams, "people": people,
            "says": f"{person.name} serves {people} people in {len(teams)} {'team' if len(teams) == 1 else 'teams'}.",
            "find": "coverage on the last day, and the customer-facing people of those teams.",
        }  # fmt: skip
    return sections


SECTIONS: Mapping[str, Callable[[Outcomes], Section]] = {
    "company": general,
    "programs.DISCOVERY": discovery,
    "programs.PLAYBOOK": playbook,
    "programs.PRESENCE": presence,
    "ability": ability,
    "season": season,
    "market": market,
    "ramp": ramp,
    "discount_creep": creep,
    "bottlenecks.closing": closing_bottleneck,
    "bottlenecks.leads": lead_bottleneck,
    "usual": usual,
    "content": content,
    "tools": tools,
    "identities": identities,
}


def truth(company: Company) -> Truth:
    """Every section of `truth.toml` but the problems."""
    outcomes = Outcomes(company)
    return {name: section(outcomes) for name, section in SECTIONS.items()} | enablers(outcomes)


def written(value: Value) -> str:
    """A value as TOML has it."""
    if isinstance(value, str | list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else str(value)


def table(header: str, section: Mapping[str, Value]) -> str:
    """One table of a TOML file."""
    return "\n".join([header, *(f"{name} = {written(value)}" for name, value in section.items())])


def truth_file(company: Company) -> bytes:
    """`truth.toml`."""
    head = HEAD
    parts = [table(f"[{name}]", section) for name, section in truth(company).items()]
    problems: Sequence[Section] = [
        {"check": problem.check, "count": problem.count, "says": problem.says}
        for problem in sorted(PROBLEMS, key=lambda problem: problem.check)
    ]
    parts += [table("[[problems]]", problem) for problem in problems]
    parts.append(
        table(
            "[set_aside]",
            {
                **SET_ASIDE,
                "says": "An import sets two rows aside: a deal exported twice, and an older state of another one.",
            },
        )
    )
    return ("\n\n".join([head, *parts]) + "\n").encode()
