"""Sex and age of the client, asked once and never required: they choose whom the values are compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.person import OLDEST, UNSTATED, YOUNGEST, Person, Sex
from posture_cv.domain.terms import compared_with
from posture_cv.ui import engine
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said

if TYPE_CHECKING:
    from posture_cv.ui.state import OpenVisit


def ask(page: OpenVisit) -> None:
    """The two fields, closed until opened; the label says whom the values are compared with now."""
    stated = page.visit.person
    # a field once filled cannot be emptied: another one stands in its place when everything is taken back
    sex_key = widget("person-sex", page.inbox, stated == UNSTATED)
    age_key = widget("person-age", page.inbox, stated.age is not None)

    def keep() -> None:
        state(Person(sex=value_of(sex_key), age=value_of(age_key)))

    def forget() -> None:
        state(UNSTATED)

    def state(person: Person) -> None:
        tables = engine.assessor().instruments.knowledge
        page.visit = page.visit.stating(person, tables.safety, tables.rules)
        page.revision += 1  # what the age answers stands in other fields, and a doctor's word may be gone

    with st.popover(text("person.title"), icon=":material/groups:"):
        st.caption(text("person.help"))
        st.segmented_control(
            text("person.sex"),
            list(Sex),
            default=stated.sex,
            format_func=lambda sex: text(f"person.{sex}"),
            on_change=keep,
            key=sex_key,
        )
        st.number_input(
            text("person.age"),
            min_value=YOUNGEST,
            max_value=OLDEST,
            value=stated.age,
            step=1,
            placeholder=text("person.unknown"),
            on_change=keep,
            key=age_key,
        )
        st.caption(said(compared_with(stated)))
        if stated != UNSTATED:
            st.button(
                text("person.forget"), on_click=forget, icon=":material/undo:", type="tertiary", key=widget("person-forget", page.inbox)
            )
