"""Learn: how to photograph, what each measure means, how to read an interval."""

import streamlit as st

from posture_cv.domain.errors import PostureError
from posture_cv.ui import engine
from posture_cv.ui.components import evidence_card, notices
from posture_cv.ui.regions import MEASURES, Region
from posture_cv.ui.texts import text

st.title(text("learn.title"), anchor=False)
photograph, measures, reading = st.tabs([text("learn.photograph"), text("learn.measures"), text("learn.reading")])
with photograph:
    evidence_card.protocol()
with measures:
    st.caption(text("learn.measures_lead"))
    try:
        knowledge = engine.assessor().instruments.knowledge
    except PostureError as error:
        notices.show_error(error)
    else:
        for region in Region:
            st.subheader(text(f"region.{region}"), anchor=False)
            for name in MEASURES[region]:
                evidence_card.measure(name, knowledge)
with reading:
    st.markdown(text("learn.reading_words"))
