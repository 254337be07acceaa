"""The seats of a recommended team: who leads, which roles come now and which next, in the user's order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from metrics.planning.organization.rules import Role, Rule, Stage, organization_rules

LED_FROM = 2
"""The position of the stage from which on a role's first seat is its leader (A8)."""
SUCCESS, SALES = "customer_success", "sales"
"""The roles whose seats are for the people of some functions; the others are for everybody."""
AFTER_THE_SALE = ("customer success", "support")
"""The functions that customer-success enablement is for; sales enablement is for all others."""
RoleState = Literal["held", "now", "next"]


@dataclass(frozen=True, slots=True)
class SeatChoices:
    """What the user decides about a team.

    `ranking` names roles, the most wanted first (those it leaves out follow in the rules' order). `leader_teaches`: the
    leader has the skill of an adult-learning specialist. `liaisons`: how many verticals or product teams there are,
    None where nobody said. `size`: the user's own size of the team, None for the ratio's.
    """

    ranking: tuple[str, ...] = ()
    leader_teaches: bool = False
    liaisons: int | None = None
    first_activity: str | None = None
    size: int | None = None


@dataclass(frozen=True, slots=True)
class RoleSeats:
    """One role and its seats: `now` are those the size allows, `held` of them are taken to be held, `next` follow.

    `first` is what the first seat is called, `usual` the others.
    """

    key: str
    first: Rule
    usual: Rule
    now: int
    held: int
    next: int


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat in the order in which seats are filled. `number` 1 leads."""

    number: int
    what: Rule
    state: RoleState


@dataclass(frozen=True, slots=True)
class EnablementTeam:
    """A leader (or the one manager) and the roles in the user's order; every seat in `order`, the first ones only."""

    lead: RoleSeats
    roles: tuple[RoleSeats, ...]

    @property
    def size(self) -> int:
        """How many seats there are now."""
        return self.lead.now + sum(role.now for role in self.roles)

    def order(self, most: int) -> tuple[Seat, ...]:
        """At most so many seats one by one: those of now, then those that follow."""
        return tuple(islice(self._seats(), most))

    def hires(self, most: int) -> tuple[Seat, ...]:
        """At most so many of the seats that nobody is taken to hold, in the same order."""
        return tuple(islice((seat for seat in self._seats() if seat.state != "held"), most))

    def _seats(self) -> Iterator[Seat]:
        number = 0
        if self.lead.now:
            number = 1
            yield Seat(1, self.lead.first, "held" if self.lead.held else "now")
        taken = dict.fromkeys((role.key for role in self.roles), 0)
        while any(taken[role.key] < role.now for role in self.roles):
            for role in self.roles:
                if (place := taken[role.key]) < role.now:
                    taken[role.key] += 1
                    number += 1
                    yield Seat(number, role.usual if place else role.first, "held" if place < role.held else "now")
        for role in self.roles:
            for place in range(role.now, role.now + role.next):
                number += 1
                yield Seat(number, role.usual if place else role.first, "next")


def team_of(
    stage: Stage, size: int, people: Mapping[str, int], enablers: Mapping[str, int], choices: SeatChoices
) -> EnablementTeam:
    """The team of a stage. Seats beside the leader go round in the user's order; those that don't fit yet are next.

    `people` are customer-facing, `enablers` those there are, both by function: a seat for one function is held by who
    enables it.
    """
    rules = organization_rules()
    position = rules.stages.index(stage)
    roles = ranked(choices)
    caps = [choices.liaisons if role.key == "liaison" else None for role in roles]
    now = round_robin(size - 1, caps)
    held = _held(dict(zip((role.key for role in roles), now, strict=True)), people, enablers)
    following = _following(now, caps)
    lead = RoleSeats("lead", stage.lead, stage.lead, 1, min(1, sum(enablers.values())), 0)
    return EnablementTeam(
        lead,
        tuple(
            RoleSeats(role.key, role.first if position >= LED_FROM else role.usual, role.usual, *counts)
            for role, *counts in zip(roles, now, held, following, strict=True)
        ),
    )


def _held(seats: Mapping[str, int], people: Mapping[str, int], enablers: Mapping[str, int]) -> list[int]:
    """How many seats of each role beside the leader are taken to be held by the people there are.

    Who enables customer success holds its seats first, and nobody else does; the others go round in the user's order.
    A seat for a function that nobody enables is held only where there are more people than other seats. Where nobody
    works after the sale, nothing is known of whom a seat is for, and all go round.
    """
    there = sum(enablers.values())
    beside = max(0, min(there - 1, sum(seats.values())))
    caps = dict(seats)
    first = 0
    if any(people.get(function) for function in AFTER_THE_SALE):
        after = sum(enablers.get(function, 0) for function in AFTER_THE_SALE)
        leads = int(after == there)  # then one of them leads
        first = max(0, min(seats.get(SUCCESS, 0), after - leads, beside))
        caps |= {SUCCESS: 0, SALES: min(seats[SALES], there - after)}
    held = round_robin(beside - first, [caps[role] for role in seats])
    held = [count + first * (role == SUCCESS) for role, count in zip(seats, held, strict=True)]
    rest = round_robin(beside - sum(held), [count - taken for count, taken in zip(seats.values(), held, strict=True)])
    return [taken + more for taken, more in zip(held, rest, strict=True)]


def ranked(choices: SeatChoices) -> tuple[Role, ...]:
    """The roles in the user's order, without the one that the leader fills (A7)."""
    roles_by_key = {role.key: role for role in organization_rules().roles}
    keys = [key for key in dict.fromkeys(choices.ranking) if key in roles_by_key]
    ordered = [roles_by_key[key] for key in keys] + [role for key, role in roles_by_key.items() if key not in keys]
    return tuple(role for role in ordered if not (choices.leader_teaches and role.key == "adult_learning"))


def round_robin(seats: int, caps: Sequence[int | None]) -> list[int]:
    """How many of so many seats each role gets when they go round, no role getting more than its cap (None: no cap)."""
    counts = [0] * len(caps)
    left = seats
    while left > 0:
        taking = [place for place, cap in enumerate(caps) if cap is None or counts[place] < cap]
        if not taking:
            break
        room = min((cap - counts[place] for place in taking if (cap := caps[place]) is not None), default=left)
        rounds = max(1, min(room, left // len(taking)))
        for place in taking:
            given = min(rounds, left)
            counts[place] += given
            left -= given
    return counts


def _following(now: Sequence[int], caps: Sequence[int | None]) -> list[int]:
    """One seat for every role without one yet; where each has one, the seat whose turn it is."""
    waiting = [int(count == 0 and cap != 0) for count, cap in zip(now, caps, strict=True)]
    if any(waiting):
        return waiting
    return [after - before for before, after in zip(now, round_robin(sum(now) + 1, caps), strict=True)]
