"""Correcting landmarks by hand: the picture with its handles, the number table beside it, and what both mean for the measures."""

from posture_cv.ui.editor.body import EditedBody, body_of
from posture_cv.ui.editor.component import landmark_editor
from posture_cv.ui.editor.drag import DragMeasure, drag_measures, dragged_value
from posture_cv.ui.editor.edit import Edit
from posture_cv.ui.editor.handles import Handle, handles_for
from posture_cv.ui.editor.photo import Names, edit_photo, handles_of
from posture_cv.ui.editor.provenance import signature_words
from posture_cv.ui.editor.table import landmark_table

__all__ = [
    "DragMeasure",
    "Edit",
    "EditedBody",
    "Handle",
    "Names",
    "body_of",
    "drag_measures",
    "dragged_value",
    "edit_photo",
    "handles_for",
    "handles_of",
    "landmark_editor",
    "landmark_table",
    "signature_words",
]
