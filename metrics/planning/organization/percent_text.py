"""How shares are written."""


def percent_text(share: float) -> str:
    """A share without decimals where it has none worth showing: 25 %, 2.5 %."""
    return f"{share * 100:.1f}".removesuffix(".0").replace("-", "−") + " %"
