"""Entry script of the web app; Streamlit runs it from top to bottom at every interaction."""

from posture_cv.ui.shell import run

run()
