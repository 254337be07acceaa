"""Companies whose programs have a known effect, drawn again and again: what the methods find is held against it.

`ground` draws people, months and deals; a module for each subject says who is trained, when, and what that does:
`by_plan` (benign), `selection`, `trends`, `neighbors` (other programs), `revenue`, `rollouts`, `drawn_rollouts`. `rows`
lists them with what is asked of each, `runs` studies one company, `tallies` sums up.
"""

from benchmarks.simulated.by_plan import CASES, Case, company
from benchmarks.simulated.companies import SimulatedCompany

__all__ = ["CASES", "Case", "SimulatedCompany", "company"]
