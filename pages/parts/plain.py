"""Words from files and people, shown as they are: never as markdown, a formula or a link."""

import re

SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|$~<>:&])")
LINKED = re.compile(r"(?=@)|(?<=http)(?=s?://)|(?<=www)(?=\.)", re.IGNORECASE)
"""Where an address of mail or of a page is made a link, even with its marks escaped, unless a joiner parts it."""
JOINER = "\u2060"


def plain(text: object) -> str:
    """The text with everything escaped that markdown would read as its own."""
    return SPECIAL.sub(r"\\\1", LINKED.sub(JOINER, " ".join(str(text).split())))
