"""What goes wrong in a way that somebody can mend: each message is a plain sentence for the person who sees it."""

import errno
import re
from pathlib import Path


class UserError(Exception):
    """The file or request can't be used. The message says what happened, where, and what to do."""


class DamagedError(UserError):
    """Stored data isn't what was published. `whole` is the newest earlier version of the workspace to go back to: None
    where there is none, or the damaged one isn't the newest itself."""

    def __init__(self, message: str, workspace: Path, whole: int | None) -> None:
        """The message already says all of it; the parts are for a button."""
        super().__init__(message)
        self.workspace = workspace
        self.whole = whole


class Unavailable(Exception):  # noqa: N818 - a state of a metric, not a mistake
    """The metric can't be computed from this workspace. The message names the missing column of the missing table."""


NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
"""A full disk, a quota that is used up, and a file that may grow no further."""
NO_ROOM_IN_WORDS = re.compile(
    r"No space left on device|Disk quota exceeded|File too large|There is not enough space on the disk"
    r"|os error (?:28|122|27|112)\b|max_temp_directory_size",
    re.IGNORECASE,
)
"""How libraries say the same."""


def lacks_room(problem: BaseException | None) -> bool:
    """Whether something could not be written because the disk is full."""
    while problem is not None:
        if (isinstance(problem, OSError) and problem.errno in NO_ROOM) or NO_ROOM_IN_WORDS.search(str(problem)):
            return True
        problem = problem.__cause__ or problem.__context__
    return False


def no_room(place: str) -> UserError:
    """What is said of a full disk. `place` names what could not be written, with its article."""
    return UserError(
        f"The disk is full: {place} could not be written. Nothing was stored; delete what nobody needs from that disk, "
        "or point the environment variable TMPDIR (for temporary files) or COXSWAIN_WORKSPACE (for the workspace) at "
        "another, and try again."
    )


def system_error(problem: OSError) -> UserError:
    """What the operating system refuses, as one sentence."""
    where = "" if problem.filename is None else str(problem.filename)
    if lacks_room(problem):
        return no_room(where or "a file")
    reason = problem.strerror or str(problem)
    if "usable temporary directory" in reason:
        return UserError(
            "No folder for temporary files can be written, as their disk is full or may not be written to: delete what "
            "nobody needs from it, or point the environment variable TMPDIR at another folder, and try again."
        )
    return UserError(f"{where or 'A file'} can't be used ({reason.rstrip('.')}): see whether it is there and yours.")
