"""The web app for ``streamlit run streamlit_app.py``; the same as ``posture-cv app``."""

from posture_cv.ui.shell import run

run()
