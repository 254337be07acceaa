"""That a file has rows to import: of one whose rows were all set aside nothing would be stored."""

from metrics.errors import UserError
from metrics.formatting import plural
from metrics.intake.preparing import Prepared


def require_usable_rows(prepared: Prepared) -> None:
    """Raises UserError, with the most frequent reason, if none of a file's rows can be used."""
    staged = prepared.staged
    if staged is None or not staged.rows_read or staged.rows_used:
        return
    reasons = [problem for problem in prepared.problems if problem.severity == "sets the row aside"]
    most = max(reasons, key=lambda problem: problem.count, default=None)
    where = f" in “{most.column}”" if most and most.column else ""
    why = f" {plural(most.count, 'row')}{where}: {most.problem} {most.fix}" if most else ""
    raise UserError(f"{prepared.name}: none of its {plural(staged.rows_read, 'row')} can be used.{why}")
