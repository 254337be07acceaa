"""How ratios of people are written."""


def ratio_text(ratio: float) -> str:
    """People per enablement person as people say it: 1:53.5, 1:120; below one person each 1:0.4."""
    digits = 0 if ratio >= 100 or ratio == int(ratio) else 1
    return f"1:{ratio:,.{digits}f}"
