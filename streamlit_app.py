"""The web app for ``streamlit run streamlit_app.py``; the same as ``posture-cv app``."""

import streamlit as st

from posture_cv.ui.server import GUARDED, SCRIPT, lifespan, own_up, pin_settings

pin_settings()
# Written out in full: `streamlit run` looks for this very line, and without it would run the file as a page that nobody guards.
app = st.App(SCRIPT, middleware=GUARDED, lifespan=lifespan, on_script_error=own_up)
