"""Points placed by hand, by numbers: every result follows at once, without a second look at the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.codecs.wording import format_estimate, side_words
from posture_cv.domain.landmarks import LandmarkName, Mark
from posture_cv.ui import intake, pictures
from posture_cv.ui.components.markup import bullets, paragraph
from posture_cv.ui.state import value_of, widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.domain.estimates import Measurement
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.landmarks import Landmark
    from posture_cv.pipeline import Observation
    from posture_cv.ui.state import Entry, Point, Visit

_NEAR_HIP = (LandmarkName.ASIS, LandmarkName.PSIS)
_HIPS = (LandmarkName.TROCHANTER, LandmarkName.HIP_JOINT)


def show(visit: Visit, entry: Entry, seen: Observation, knowledge: Knowledge | None) -> None:
    """Choose a point, read or set where it is, see it under the loupe."""
    with st.expander(text("points.title"), icon=":material/my_location:", key=widget("points-open", entry.number)):
        st.caption(text("points.lead"))
        offered = _offered(seen)
        point = st.selectbox(
            text("points.which"),
            offered,
            format_func=point_words,
            key=widget("point", entry.number, entry.digest[:8], seen.view),
        )
        if point is not None:
            _place(entry, seen, point)
            if knowledge is not None:
                _effect(visit, entry, point, knowledge)


def point_words(point: Point) -> str:
    """A landmark and its side, ``"ASIS, left"``."""
    name, side = point
    words = text(f"landmark.{name}")
    return f"{words}, {side_words(side)}" if side_words(side) else words


def _offered(seen: Observation) -> list[Point]:
    given: list[Point] = [(landmark.name, landmark.side) for landmark in seen.anatomy.landmarks]
    missing: list[Point] = [(missing.name, missing.side) for missing in seen.anatomy.missing]
    return list(dict.fromkeys((*missing, *given)))


def _state(entry: Entry, seen: Observation, point: Point) -> str:
    """Where the point stands, and what makes it doubtful or missing."""
    if point in entry.marks:
        return text("points.marked")
    landmark = seen.anatomy.find(*point)
    if landmark is not None:
        return f"{text('points.automatic')} {landmark.note}".strip()
    gap = seen.anatomy.why_missing(*point)
    return text("points.missing") if gap is None else f"{gap.reason} {gap.remedy}"


def _place(entry: Entry, seen: Observation, point: Point) -> None:
    name, side = point
    keys = [widget("at", axis, entry.number, entry.digest[:8], entry.revision, name, side) for axis in ("x", "y")]
    x_px, y_px = _position(entry, seen, point)

    def place() -> None:
        x, y = (float(value_of(key)) for key in keys)
        entry.marks[point] = Mark(name=name, x_px=x, y_px=y, side=side)

    def take_back() -> None:
        entry.marks.pop(point, None)
        entry.revision += 1

    st.caption(_state(entry, seen, point))
    numbers, picture = st.columns(2, gap="medium")
    with numbers:
        for key, label, value, most in zip(
            keys, (text("points.x"), text("points.y")), (x_px, y_px), (seen.photo.width_px, seen.photo.height_px), strict=True
        ):
            st.number_input(label, 0.0, float(most), min(max(value, 0.0), float(most)), step=1.0, format="%.1f", on_change=place, key=key)
        st.button(
            text("points.confirm"),
            on_click=place,
            key=widget("confirm", entry.number, name, side),
            icon=":material/check:",
            width="stretch",
        )
        if point in entry.marks:
            st.button(
                text("points.take_back"),
                on_click=take_back,
                key=widget("take-back", entry.number, name, side),
                icon=":material/undo:",
                width="stretch",
            )
    with picture:
        st.image(pictures.loupe(seen.photo, x_px, y_px), alt=text("points.alt", point=point_words(point)), width="stretch")


def _effect(visit: Visit, entry: Entry, point: Point, knowledge: Knowledge) -> None:
    """What this point changes, largest shift against its error first."""
    moved = sorted(intake.effect_of(visit, entry, point), key=lambda pair: -_shift(*pair))
    rows = [
        text(
            "points.effect_row",
            title=knowledge.measure(name.name).title,
            before=text("points.nothing") if before is None else format_estimate(before),
            after=text("points.nothing") if after is None else format_estimate(after),
        )
        for before, after in moved
        if (name := after or before) is not None
    ]
    if rows:
        st.html(f'<div class="pcv-small">{paragraph(text("points.effect"))}{bullets(rows)}</div>')


def _shift(before: Measurement | None, after: Measurement | None) -> float:
    if before is None or after is None:
        return float("inf")
    return abs(after.value - before.value) / before.standard_error


def _position(entry: Entry, seen: Observation, point: Point) -> tuple[float, float]:
    if point in entry.marks:
        return entry.marks[point].x_px, entry.marks[point].y_px
    start = seen.anatomy.find(*point) or _nearby(seen, point)
    if start is not None:
        return start.x_px, start.y_px
    box = seen.pose.box
    return (box.left_px + box.right_px) / 2.0, (box.top_px + box.bottom_px) / 2.0


def _nearby(seen: Observation, point: Point) -> Landmark | None:
    """Where to begin looking for a point of the pelvis: the hip of the same side."""
    name, side = point
    if name not in _NEAR_HIP:
        return None
    return next((found for hip in _HIPS if (found := seen.anatomy.find(hip, side)) is not None), None)
