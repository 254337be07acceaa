"""What goes wrong in a way that somebody can mend: each message is a plain sentence for the person who sees it."""


class UserError(Exception):
    """The file or request can't be used. The message says what happened, where, and what to do."""


class Unavailable(Exception):  # noqa: N818 - a state of a metric, not a mistake
    """The metric can't be computed from this workspace. The message names the missing column of the missing table."""
