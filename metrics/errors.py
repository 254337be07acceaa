"""What goes wrong in a way that somebody can mend: each message is a plain sentence for the person who sees it."""

import errno
import re
from pathlib import Path

NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a quota that is used up, and a file that may grow no further."""
NO_ROOM_IN_WORDS = re.compile(
    r"No space left on device|Disk quota exceeded|File too large|There is not enough space on the disk"
    r"|os error (?:28|122|27|112)\b|max_temp_directory_size",
    re.IGNORECASE,
)
"""How libraries say the same."""
NO_ROOM_FOR = (
    "The disk is full: {what} can't be written, and nothing was stored. Delete what nobody needs from that disk, or "
    "point the environment variable TMPDIR (for temporary files) or COXSWAIN_WORKSPACE (for the workspace) at another, "
    "and try again."
)
NO_TEMPORARY_FOLDER = (
    "No folder for temporary files can be written: its disk is full, or it isn't yours. Delete what nobody needs from "
    "it, or point the environment variable TMPDIR at another folder, and try again."
)


class UserError(Exception):
    """The file or request can't be used. The message says what happened, where, and what to do."""

    @classmethod
    def of_system(cls, problem: Exception) -> "UserError | None":
        """What the operating system, or a library that met it, was refused, as a sentence; None for any other fault."""
        named = problem.filename if isinstance(problem, OSError) else None
        if lacks_room(problem):
            return cls(NO_ROOM_FOR.format(what="a file" if named is None else named))
        if not isinstance(problem, OSError):
            return None
        reason = problem.strerror or str(problem)
        if "usable temporary directory" in reason:
            return cls(NO_TEMPORARY_FOLDER)
        what = "A file or connection" if named is None else named
        return cls(f"{what} can't be used ({reason.rstrip('.')}): see that it is there and yours.")


class DamagedError(Exception):
    """Stored data isn't what was published. The message says where, and what to do.

    No UserError: what goes on without a number that can't be had may not go on here.
    """

    def __init__(self, message: str, way_back: tuple[Path, int] | None = None) -> None:
        """`way_back` is the workspace and the last whole version of it, for a button; None where none is whole, or the
        damaged one isn't the newest."""
        super().__init__(message)
        self.way_back = way_back


class Unavailable(Exception):  # noqa: N818 - a state of a metric, not a mistake
    """The metric can't be computed from this workspace. The message names the missing column of the missing table."""


def lacks_room(problem: BaseException | None) -> bool:
    """Whether something could not be written because the disk is full."""
    while problem is not None:
        if (isinstance(problem, OSError) and problem.errno in NO_ROOM) or NO_ROOM_IN_WORDS.search(str(problem)):
            return True
        problem = problem.__cause__ or problem.__context__
    return False
