"""A page with nothing but the landmark editor and its number table, on a sample photo and with the true assessor."""

from __future__ import annotations

import streamlit as st

from posture_cv.assets.samples import samples
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide
from posture_cv.ui import pictures
from posture_cv.ui.editor import (
    Edit,
    applied,
    handles_for,
    landmark_editor,
    landmark_table,
    live_angles,
    picture_id,
)
from posture_cv.wiring import default_assessor

st.set_page_config(layout="wide")
name = st.query_params.get("sample", "left_2.jpg")


@st.cache_resource
def look(name: str) -> object:
    assessor = default_assessor()
    path = next(sample.path for sample in samples() if sample.path.name == name)
    return assessor.observe(assessor.read(path))


def point_words(name: LandmarkName, side: BodySide) -> str:
    words = {LandmarkName.C7: "C7", LandmarkName.ASIS: "ASIS", LandmarkName.PSIS: "PSIS"}.get(name, name.replace("_", " ").capitalize())
    return words if side is BodySide.MIDLINE else f"{words}, {side}"


def short_words(name: LandmarkName, side: BodySide) -> str:
    return point_words(name, BodySide.MIDLINE)


seen = look(name)
picture = pictures.plain(seen.photo)
size = (seen.photo.width_px, seen.photo.height_px)
edits = st.session_state.setdefault("edits", {})
edit = edits.get(name)


def keep(newest: Edit) -> None:
    edits[name] = newest


assessor = default_assessor()
now = applied(seen, edit)
assessment = assessor.conclude([now])
knowledge = assessor.instruments.knowledge
box = seen.pose.box
margin = 0.06 * box.height_px
frame = (
    max(box.left_px - 3 * margin, 0.0),
    max(box.top_px - margin, 0.0),
    min(box.right_px + 3 * margin, size[0]),
    min(box.bottom_px + margin, size[1]),
)
feet = [f"malleolus-{side}" for side in ("left", "right") if seen.anatomy.find(LandmarkName.MALLEOLUS, BodySide(side))]

landmark_editor(
    picture,
    handles_for(seen.anatomy, point_words, short=short_words, height_px=size[1]),
    key=f"editor-{name}",
    edit=edit,
    live=live_angles(
        now.anatomy,
        seen.position,
        lambda measure, _: knowledge.measure(measure).title,
        assessment.measurements,
        assessor.conclude([seen]).measurements,
    ),
    size_px=size,
    frame=frame,
    plumb=feet,
    roll_deg=seen.quality.roll.roll_deg,
    stature_px=seen.anatomy.stature_px,
    on_change=keep,
    disabled=st.query_params.get("disabled") == "1",
)
if st.query_params.get("table") == "1":
    landmark_table(
        handles_for(seen.anatomy, point_words, height_px=size[1]),
        edit or Edit(picture=picture_id(picture, size)),
        key=f"table-{name}",
        size_px=size,
        on_change=keep,
    )
for taken in assessment.measurements:
    st.text(f"{taken.name} {taken.side}: {taken.value:.2f}")
st.text(f"edited: {0 if edit is None else len(edit.points)}")
st.button("Run again")
