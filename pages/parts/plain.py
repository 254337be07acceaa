"""Words from files and people, shown as they are: never as markdown, a formula or a link."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|$~<>:&@])")


def plain(text: object) -> str:
    """The text with everything escaped that markdown would read as its own."""
    return SPECIAL.sub(r"\\\1", " ".join(str(text).split()))
