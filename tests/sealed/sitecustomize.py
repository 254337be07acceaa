"""Where this folder is on the path of modules, a Python process asks nothing of another machine.

Whatever tries is written down, a line each, in the file that COXSWAIN_SEALED names, and fails.
"""

import os
import sys

HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0", "::", "", None)
NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr")
ADDRESSES = ("socket.connect", "socket.sendto", "socket.sendmsg")


def refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Called by Python before each thing that it lets be audited (PEP 578)."""
    if event in NAMES:
        host = arguments[0]
    elif event in ADDRESSES and isinstance(arguments[1], tuple):  # sockets within a machine have other addresses
        host = arguments[1][0]
    else:
        return
    if isinstance(host, bytes):
        host = host.decode(errors="replace")
    if host not in HERE:
        with open(os.environ["COXSWAIN_SEALED"], "a", encoding="utf-8") as attempts:  # noqa: PTH123  loads nothing more
            attempts.write(f"{event} {host}\n")
        raise PermissionError(f"Nothing is asked of another machine, and {event} wants {host}.")


sys.addaudithook(refuse)
