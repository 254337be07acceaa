"""The form that withdraws a registration."""

import streamlit as st

from metrics.programs import Register
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import who


def withdraw_form(register: Register) -> None:
    """Choose a registered program and say why it is withdrawn."""
    standing = register.standing
    if not standing:
        return
    with st.expander("Withdraw a programme", icon=":material/undo:", key="programmes_withdraw"):
        name = st.selectbox("Programme", list(standing), key="withdraw_name", filter_mode=None)
        registration = standing[name]
        moment = registration.registered_at
        st.markdown(plain(f"Registered by {registration.who} on {moment.day} {moment:%B %Y at %H:%M} UTC."))
        why = st.text_input("Why", max_chars=register.longest, key="withdraw_why")
        if st.button("Withdraw it", disabled=not why.strip(), icon=":material/undo:"):
            with guarded():
                register.withdraw(registration, why, who())
                st.toast("Withdrawn. It stays in the register, with the reason.", icon=":material/check:")
                st.rerun()
