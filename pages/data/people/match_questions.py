"""Whom the names stand for that nobody in the roster has, asked with the likeliest first."""

import streamlit as st

from metrics.formatting import format_money, plural
from metrics.quality import RosterPerson, Unmatched, confirm_match, number_unmatched, roster_people, unmatched
from metrics.store import Snapshot
from pages.parts.guard import guarded
from pages.parts.plain import plain
from pages.parts.workspace_on_screen import Current, who

SHOWN = 25


def named(person: RosterPerson) -> str:
    """A person as a list shows them: enough to tell two of one name apart."""
    return " · ".join(part for part in (person.name, person.team, person.email, person.person_id) if part)


def at_stake(entry: Unmatched, currency: str) -> str:
    """What counts for nobody while the name isn't matched."""
    won = [f"{format_money(entry.won_value, currency, compact=True)} won"] if entry.won_value else []
    return ", ".join([*won, *entry.rows_in_words])


def question(entry: Unmatched, everybody: tuple[RosterPerson, ...], snapshot: Snapshot) -> str | None:
    """One name and who it may stand for, the likeliest first; returns the person's id once somebody says so."""
    likely = [suggestion.person for suggestion in entry.suggestions]
    reasons = {suggestion.person.person_id: suggestion.reason for suggestion in entry.suggestions}
    options = [*likely, *(person for person in everybody if person not in likely)]
    fits = "fits several people" if entry.ambiguous else "is nobody of the roster"
    stake = plain(at_stake(entry, snapshot.settings.currency))
    chosen = st.selectbox(
        f"**{plain(entry.reference)}** {fits} ({stake})",
        options,
        None,
        format_func=lambda person: (
            named(person) + (f" ({reasons[person.person_id]})" if person.person_id in reasons else "")
        ),
        placeholder="not said yet",
        key=f"match_{entry.reference}",
    )
    return chosen.person_id if chosen else None


def match_questions(current: Current) -> None:
    """The questions, those with most at stake first, and one button for all answers."""
    number = number_unmatched(current.snapshot)
    if not number:
        st.success("Everybody named in your files is somebody in the roster.", icon=":material/check:")
        return
    st.markdown(f"{plural(number, 'name')} in your files {'is' if number == 1 else 'are'} nobody of the roster.")
    everybody = roster_people(current.snapshot)
    asked = unmatched(current.snapshot)[:SHOWN]
    answered = {entry.reference: question(entry, everybody, current.snapshot) for entry in asked}
    matched = {reference: person for reference, person in answered.items() if person}
    label = f"Remember {plural(len(matched), 'match', 'matches')}"
    if current.sample:
        st.caption("This is the sample company: matches are remembered once your own data is here.")
    if st.button(label, type="primary", disabled=not matched or current.sample, icon=":material/how_to_reg:"):
        with guarded():
            confirm_match(current.workspace, matched, who())
            st.toast("Remembered. History can undo this.", icon=":material/check:")
            st.rerun()
