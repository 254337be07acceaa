"""One module a command: NAME, SUMMARY, add_arguments and run. A module is imported only when its command is used."""

from typing import TYPE_CHECKING

from metrics.faces import lazy

if TYPE_CHECKING:
    from metrics.commands.command_line import main

__all__ = ["main"]
__getattr__ = lazy(__name__)
