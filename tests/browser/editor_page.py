"""A page with nothing but the landmark editor and its number table, on a sample photo and with the true assessor."""

from __future__ import annotations

import streamlit as st

from posture_cv.assets.samples import samples
from posture_cv.corrections import without_unusable_vertical
from posture_cv.domain.estimates import MeasureName
from posture_cv.domain.landmarks import LandmarkName
from posture_cv.domain.views import BodySide
from posture_cv.ui import pictures
from posture_cv.ui.editor import Edit, Names, edit_photo, handles_of, landmark_table
from posture_cv.ui.state import reader_zone
from posture_cv.wiring import default_assessor, words_in

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


def measure_words(measure: MeasureName, side: BodySide) -> str:
    title = words_in("en").say(knowledge.measure(measure).title)
    return f"{title}, {side}" if measure is MeasureName("hip_knee_ankle") else title


seen = look(name)
picture = pictures.plain(seen.photo)
size = (seen.photo.width_px, seen.photo.height_px)
edits = st.session_state.setdefault("edits", {})
edit = edits.get(name, Edit(picture=name))


def keep(newest: Edit) -> None:
    edits[name] = newest.signed("Robin Example")


assessor = default_assessor()
assessment = assessor.conclude([seen], [without_unusable_vertical(edit.corrections)])
knowledge = assessor.instruments.knowledge
names = Names(point=point_words, short=short_words, measure=measure_words)
edit_photo(
    seen,
    picture,
    edit,
    key=f"editor-{name}",
    names=names,
    measured=assessment.measurements,
    definitions=knowledge.measures,
    automatic=assessor.conclude([seen]).measurements,
    examiner="Robin Example",
    on_change=keep,
    disabled=st.query_params.get("disabled") == "1",
)
if st.query_params.get("table") == "1":
    landmark_table(
        handles_of(seen, edit.corrections, names),
        edit,
        key=f"table-{name}",
        size_px=size,
        on_change=keep,
        stature_px=seen.anatomy.stature_px,
        zone=reader_zone(),
    )
for taken in assessment.measurements:
    st.text(f"{taken.name} {taken.side}: {taken.value:.2f}")
st.text(f"edited: {len(edit.corrections.points)}")
line = edit.corrections.known
st.text("known: " + ("none" if line is None else " ".join(f"{value:g}" for end in (line.start_px, line.end_px) for value in end)))
st.button("Run again")
