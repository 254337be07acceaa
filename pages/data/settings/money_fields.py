"""The settings on money: the currency, what an amount stands for, and a new seller's quota."""

from typing import Any

import streamlit as st

from metrics.quality import SettingsForm

AMOUNTS = (None, "ARR", "ACV", "TCV", "first year")


def money_fields(form: SettingsForm) -> dict[str, Any]:
    """The currency of the workspace and what a deal's amount stands for."""
    settings = form.settings
    st.header("Money", anchor=False)
    left, right = st.columns(2)
    return {
        "currency": left.text_input(
            "Currency (three letters)",
            settings.currency,
            max_chars=3,
            help="Amounts without a currency are in this one.",
        ).upper(),
        "amount_means": right.selectbox(
            "A deal's amount is its",
            AMOUNTS,
            AMOUNTS.index(settings.amount_means),
            format_func=lambda meaning: meaning or "not said yet",
            help="Printed on every money card, so that nobody reads a yearly value as a total.",
        ),
        "quantity_default": 1
        if st.toggle("Where a deal has no quantity, it is one unit", settings.quantity_default == 1)
        else None,
        "ramp_days": st.number_input(
            "Days over which a new seller's quota grows to its full size",
            0,
            form.longest_ramp,
            settings.ramp_days,
            width=420,
            help="An assumption of yours, used for quota attainment. 0: the full quota from the first day at work.",
        ),
        "renewal_grace_days": st.number_input(
            "Days without a contract that still count as a renewal",
            0,
            form.longest_grace,
            settings.renewal_grace_days,
            width=420,
            help="A customer whose next contract begins within these days renewed and did not leave.",
        ),
    }
