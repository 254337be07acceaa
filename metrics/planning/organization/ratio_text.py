"""How shares and ratios of people are written."""


def percent_text(share: float) -> str:
    """A share without decimals where it has none worth showing: 25 %, 2.5 %."""
    return f"{share * 100:.1f}".removesuffix(".0").replace("-", "−") + " %"


def ratio_text(ratio: float) -> str:
    """People per enablement person as people say it: 1:53.5, 1:120; below one person each 1:0.4."""
    digits = 0 if ratio >= 100 or ratio == int(ratio) else 1
    return f"1:{ratio:,.{digits}f}"
