"""Points corrected by hand, in the picture or by numbers: every result follows at once, without a second look at the photo."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.anatomy import by_hand
from posture_cv.domain.measures import Sides
from posture_cv.domain.messages import decimals_for
from posture_cv.domain.views import BodySide
from posture_cv.ui import intake, pictures
from posture_cv.ui.components import known_length
from posture_cv.ui.editor import Edit, Names, edit_photo, handles_of, landmark_table, signature_words
from posture_cv.ui.markup import bullets, more, paragraph
from posture_cv.ui.state import preferences, reader_zone, value_of, widget
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, side_words
from posture_cv.visit.concluding import measured_in
from posture_cv.words.figures import MINUS

if TYPE_CHECKING:
    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.corrections import Corrections, PointCorrection
    from posture_cv.domain.estimates import Measurement, MeasureName
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.landmarks import LandmarkName
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import VerticalLine
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit import VisitPhoto

_HEIGHT_PX = 640
_MOST_EFFECTS = 4
_LEAST_DIFFERENCE = 0.05
"""Of a value, in its unit: what would still read the same is not worth a line."""


def in_picture(page: OpenVisit, photo: VisitPhoto, observation: Observation, assessment: Assessment, knowledge: Knowledge) -> None:
    """The photo with its handles, and what the corrections change."""
    index = intake.index_of(page, photo)
    before = intake.untouched(page)
    with st.container(key=widget("points-above")):
        known_length.ask(photo, _edit(page, photo), observation, lambda edit: _keep(page, photo.number, edit))
    edit_photo(
        observation,
        pictures.to_correct(page, photo.digest, observation),
        _edit(page, photo),
        key=widget("editor", photo.number, photo.digest[:8], observation.view, *_frame(observation), page.blur_face),
        names=_names(knowledge),
        definitions=knowledge.measures,
        measured=measured_in(assessment, index),
        automatic=[] if before is None else measured_in(before, index),
        height=_HEIGHT_PX,
        examiner=preferences().examiner,
        on_change=lambda edit: _keep(page, photo.number, edit),
    )
    _below(page, photo, observation, knowledge)


def as_numbers(page: OpenVisit, photo: VisitPhoto, observation: Observation, knowledge: Knowledge) -> None:
    """Every point as two numbers and a choice, and what the corrections change."""
    st.caption(text("points.lead"))
    landmark_table(
        handles_of(observation, photo.corrections, _names(knowledge)),
        _edit(page, photo),
        key=widget("table", photo.number, photo.digest[:8], observation.view, *_frame(observation)),
        size_px=(observation.photo.width_px, observation.photo.height_px),
        on_change=lambda edit: _keep(page, photo.number, edit),
        stature_px=observation.anatomy.stature_px,
        zone=reader_zone(),
    )
    known_length.ask(photo, _edit(page, photo), observation, lambda edit: _keep(page, photo.number, edit))
    _below(page, photo, observation, knowledge)


def point_words(name: LandmarkName, side: BodySide) -> str:
    """A landmark and its side, ``"ASIS, left"``."""
    return words().say(by_hand.landmark(name, side))


def _names(knowledge: Knowledge) -> Names:
    def short(name: LandmarkName, side: BodySide) -> str:  # noqa: ARG001 - the photo shows the side
        return text(f"landmark_short.{name}")

    def measure(name: MeasureName, side: BodySide) -> str:
        return _title(knowledge, name, side)

    return Names(point=point_words, short=short, measure=measure)


def _title(knowledge: Knowledge, name: MeasureName, side: BodySide) -> str:
    title = said(knowledge.measure(name).title)
    return f"{title}, {side_words(side)}" if knowledge.measure(name).sides is Sides.EACH and side is not BodySide.MIDLINE else title


def _frame(observation: Observation) -> tuple[object, ...]:
    """What a picture and its fields start anew for."""
    return observation.aim.person, observation.aim.quarter_turns, observation.aim.mirrored


def _edit(page: OpenVisit, photo: VisitPhoto) -> Edit:
    return Edit(picture=photo.digest, history=photo.history, drawn=page.drawn.get(photo.number, 0))


def _keep(page: OpenVisit, number: int, edit: Edit) -> None:
    kept = edit.signed(preferences().examiner)
    page.visit, page.drawn[number] = page.visit.with_history(number, kept.history), kept.drawn


def _below(page: OpenVisit, photo: VisitPhoto, observation: Observation, knowledge: Knowledge) -> None:
    with st.container(key=widget("points-below")):
        _effect(page, photo, knowledge)
        corrections = photo.corrections
        if corrections.points or corrections.vertical is not None:
            _by_hand(corrections, observation)
            _ask_who(page)
        if not corrections.is_untouched:
            st.button(
                text("points.take_all_back"),
                on_click=_take_all_back,
                args=(page, photo.number),
                icon=":material/undo:",
                key=widget("take-back", photo.number),
            )


def _take_all_back(page: OpenVisit, number: int) -> None:
    _keep(page, number, _edit(page, page.visit.photo(number)).cleared())


def _by_hand(corrections: Corrections, observation: Observation) -> None:
    """Every point somebody touched and the vertical they drew: what, how far, by whom and when."""
    spoken, zone = words(), reader_zone()
    done: list[tuple[PointCorrection | VerticalLine, str, str]] = [
        (point, point_words(point.name, point.side or BodySide.MIDLINE), _done(point, observation)) for point in corrections.points
    ]
    if corrections.vertical is not None:
        done.append((corrections.vertical, spoken.say(by_hand.VERTICAL), spoken.say(by_hand.DRAWN)))
    newest_first = sorted(done, key=lambda each: each[0].at, reverse=True)
    rows = [f"{title}: {what}. {signature_words(each, spoken, zone=zone)}" for each, title, what in newest_first]
    st.html(f'<div class="pcv-small pcv-effect">{paragraph(text("points.by_hand"))}{bullets(rows)}</div>')


def _done(point: PointCorrection, observation: Observation) -> str:
    return words().say(by_hand.done(point.status, point.automatic_px, point.final_px, stature_px=observation.anatomy.stature_px))


def _ask_who(page: OpenVisit) -> None:
    key = widget("examiner")

    def keep() -> None:
        preferences().examiner = value_of(key).strip()
        page.visit = page.visit.signed(preferences().examiner)

    help_words = text("points.examiner_help")
    st.text_input(text("points.examiner"), value=preferences().examiner, max_chars=40, help=help_words, on_change=keep, width=280, key=key)


def _effect(page: OpenVisit, photo: VisitPhoto, knowledge: Knowledge) -> None:
    """What the corrections change, largest shift against its error first."""
    moved = sorted(intake.effects(page, photo), key=lambda pair: -_shift(*pair))
    rows = [_in_words(before, after, knowledge) for before, after in moved if _shows(before, after)]
    if rows:
        first, rest = rows[:_MOST_EFFECTS], rows[_MOST_EFFECTS:]
        others = more(text("points.effect_more", count=len(rest)), bullets(rest)) if rest else ""
        st.html(f'<div class="pcv-small pcv-effect">{paragraph(text("points.effect"))}{bullets(first)}{others}</div>')


def _in_words(before: Measurement | None, after: Measurement | None, knowledge: Knowledge) -> str:
    taken = after or before
    title = "" if taken is None else _title(knowledge, taken.name, taken.side)
    was, is_now = (text("points.nothing") if each is None else words().estimate(each) for each in (before, after))
    change = text("points.effect_row", title=title, before=was, after=is_now)
    if before is None or after is None or not _differ(before, after):
        return change
    by = after.value - before.value
    return f"{change} ({'+' if by > 0.0 else MINUS}{words().number(abs(by), 1)})"


def _shows(before: Measurement | None, after: Measurement | None) -> bool:
    return before is None or after is None or _shown(before) != _shown(after) or _differ(before, after)


def _shown(measured: Measurement) -> tuple[float, float]:
    """Value and half width as far as they are shown."""
    decimals = decimals_for(measured.standard_error)
    half = (measured.interval.upper - measured.interval.lower) / 2.0
    return round(measured.value, decimals), round(half, decimals)


def _differ(before: Measurement, after: Measurement) -> bool:
    return abs(after.value - before.value) >= _LEAST_DIFFERENCE


def _shift(before: Measurement | None, after: Measurement | None) -> float:
    if before is None or after is None:
        return float("inf")
    return abs(after.value - before.value) / before.standard_error
