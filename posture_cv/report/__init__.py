"""Assessments on paper and on disk: the PDF report, the JSON text, and files written whole or not at all."""

from posture_cv.report.files import to_json, try_place, write_bytes, write_files
from posture_cv.report.letters import unshown_letters
from posture_cv.report.pdf import render_pdf

__all__ = ["render_pdf", "to_json", "try_place", "unshown_letters", "write_bytes", "write_files"]
