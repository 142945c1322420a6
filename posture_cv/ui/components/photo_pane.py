"""One photo at a time: the picture, how good it is, and what can be said or changed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.capture.source import FILE_ENDINGS
from posture_cv.domain.errors import PositionContradicted, PostureError, SeveralPeopleFound
from posture_cv.domain.views import View
from posture_cv.ui import intake, pictures
from posture_cv.ui.components import advice, notices, points, stickers
from posture_cv.ui.components.add_photos import LARGEST_PHOTO_MB
from posture_cv.ui.markup import literal
from posture_cv.ui.state import Pane, taken, value_of, widget
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, view_words
from posture_cv.visit import observing

if TYPE_CHECKING:
    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.observation import Observation
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit import VisitPhoto

_PANE_ICONS = {Pane.PICTURE: ":material/image:", Pane.POINTS: ":material/my_location:", Pane.NUMBERS: ":material/pin:"}
_AUTOMATIC = "auto"
_VIEWS = (View.LEFT, View.RIGHT, View.FRONT, View.BACK)


def show(page: OpenVisit, assessment: Assessment | None, knowledge: Knowledge | None) -> None:
    """The chosen photo of the visit with its controls."""
    photo = _chosen(page)
    outcome = page.outcome(photo)
    with st.container():
        if outcome is None or isinstance(outcome, PostureError):
            _unassessed(page, photo)
            if outcome is not None:
                notices.show_error(outcome)
        elif assessment is not None:
            _assessed(page, photo, outcome, assessment, knowledge)
        _person(page, photo, outcome)
    _settings(page, photo, outcome)


def title_of(page: OpenVisit, photo: VisitPhoto) -> str:
    """What a photo is called on the page: its view, or its place where nothing could be seen in it."""
    outcome = page.outcome(photo)
    place = page.visit.photos.index(photo) + 1
    if isinstance(outcome, SeveralPeopleFound):
        return text("photo.whom", number=place)
    if outcome is None or isinstance(outcome, PostureError):
        return text("photo.unusable", number=place)
    icon = advice.ICONS[observing.advice(photo, outcome).verdict]
    return f"{icon} {text('photo.named', number=place, view=view_words(outcome.view))}"


def _chosen(page: OpenVisit) -> VisitPhoto:
    numbers = [photo.number for photo in page.visit.photos]
    if page.selected not in numbers:
        page.selected = numbers[0]
    if len(numbers) > 1:
        titles = {photo.number: title_of(page, photo) for photo in page.visit.photos}
        page.selected = st.segmented_control(
            text("photo.which"),
            numbers,
            default=page.selected,
            required=True,
            format_func=lambda number: titles[number],
            label_visibility="collapsed",
            key=widget("which", *numbers),
        )
    return page.visit.find(page.selected or numbers[0]) or page.visit.photos[0]


def _assessed(page: OpenVisit, photo: VisitPhoto, observation: Observation, assessment: Assessment, knowledge: Knowledge | None) -> None:
    index = intake.index_of(page, photo)
    shown = assessment.photos[index]
    advice.show(observing.advice(photo, observation), shown.limitations)
    stickers.offer(page, photo)
    pane = widget("pane", page.inbox)

    def turn_to() -> None:
        page.pane = value_of(pane)

    st.segmented_control(
        text("pane.which"),
        list(Pane),
        default=page.pane,
        required=True,
        format_func=lambda pane: f"{_PANE_ICONS[pane]} {text(f'pane.{pane}')}",
        label_visibility="collapsed",
        on_change=turn_to,
        key=pane,
    )
    with st.container(key=widget("pane-body", page.pane)):
        if page.pane is Pane.PICTURE or knowledge is None:
            picture = pictures.annotated(page, photo.digest, observation.photo, assessment, index)
            st.image(pictures.within(picture), alt=_in_words(assessment, shown, knowledge), width="stretch")
        elif page.pane is Pane.POINTS:
            points.in_picture(page, photo, observation, assessment, knowledge)
        else:
            points.as_numbers(page, photo, observation, knowledge)
    with st.container(horizontal=True, gap="medium"):
        if page.pane is Pane.PICTURE:
            page.show_points = st.toggle(text("photo.points"), value=page.show_points, key=widget("points"))
        page.blur_face = st.toggle(text("photo.blur"), value=page.blur_face, key=widget("blur"))


def _unassessed(page: OpenVisit, photo: VisitPhoto) -> None:
    shown = intake.shown(page, photo)
    if shown is None:
        return
    if photo.people:
        numbered = pictures.numbered(shown, photo.people)
        st.image(pictures.within(numbered), alt=text("photo.alt_people", count=len(photo.people)), width="stretch")
    else:
        st.image(pictures.within(pictures.plain(shown)), alt=text("photo.alt_plain"), width="stretch")


def _person(page: OpenVisit, photo: VisitPhoto, outcome: Observation | PostureError | None) -> None:
    if not photo.people:
        return
    chosen = photo.corrections.aim.person
    unclear = outcome is None or isinstance(outcome, PostureError)
    key = widget("person", photo.number, photo.digest[:8])

    def choose() -> None:
        if value_of(key) is not None:
            intake.choose_person(page, photo.number, value_of(key))

    st.segmented_control(
        text("photo.person"),
        range(1, len(photo.people) + 1),
        default=chosen if unclear else chosen or 1,
        format_func=lambda number: text("photo.person_number", number=number),
        on_change=choose,
        key=key,
    )


def _settings(page: OpenVisit, photo: VisitPhoto, outcome: Observation | PostureError | None) -> None:
    if isinstance(page.album.photos.get(photo.digest), PostureError):
        st.caption(literal(photo.name))
    else:
        _view(page, photo, outcome)
        _frame(page, photo, outcome)
    with st.container(horizontal=True, gap="small"):
        with st.popover(text("photo.replace"), icon=":material/cached:"):
            _replace(page, photo)
        if st.button(text("photo.remove"), icon=":material/delete:", key=widget("remove", photo.number)):
            intake.remove(page, photo.number)
            st.rerun()


def _view(page: OpenVisit, photo: VisitPhoto, outcome: Observation | PostureError | None) -> None:
    key = widget("view", photo.number, photo.digest[:8])
    declared = photo.corrections.aim.view

    def declare() -> None:
        chosen = value_of(key)
        intake.declare_view(page, photo.number, None if chosen == _AUTOMATIC else View(chosen))

    label = text("photo.view")
    if outcome is not None and not isinstance(outcome, PostureError):
        label = text("photo.view_seen", view=view_words(outcome.pose.view.view))
    titles = {_AUTOMATIC: text("photo.view_auto")} | {view.value: text("photo.view_choice", view=view_words(view)) for view in _VIEWS}
    st.selectbox(
        label,
        list(titles),
        index=0 if declared is None else 1 + _VIEWS.index(declared),
        format_func=titles.__getitem__,
        on_change=declare,
        key=key,
    )


def _frame(page: OpenVisit, photo: VisitPhoto, outcome: Observation | PostureError | None) -> None:
    """Which way up and which way round the photo is, and whether its person is held as said."""
    key = widget("mirrored", photo.number, photo.digest[:8])

    def mirror() -> None:
        intake.mirror(page, photo.number, value_of(key))

    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if st.button(text("photo.turn"), icon=":material/rotate_right:", key=widget("turn", photo.number)):
            intake.turn(page, photo.number)
            st.rerun()
        if isinstance(outcome, PositionContradicted) and st.button(text("photo.as_said"), key=widget("as-said", photo.number)):
            intake.confirm_position(page, photo.number)
            st.rerun()
        st.toggle(text("photo.mirrored"), value=photo.corrections.aim.mirrored, on_change=mirror, key=key, help=text("photo.mirrored_help"))


def _replace(page: OpenVisit, photo: VisitPhoto) -> None:
    key = widget("replace", photo.number, photo.digest[:8])
    file = st.file_uploader(text("photo.replace_with"), type=FILE_ENDINGS, max_upload_size=LARGEST_PHOTO_MB, key=key)
    if file is None and st.toggle(text("intake.camera"), key=widget("retake-on", photo.number, photo.digest[:8])):
        file = st.camera_input(text("intake.camera_take"), key=widget("retake", photo.number, photo.digest[:8]))
    if file is not None:
        intake.replace_photo(page, photo.number, file.name, taken(file))
        page.inbox += 1
        st.rerun()


def _in_words(assessment: Assessment, shown: AssessedPhoto, knowledge: Knowledge | None) -> str:
    readings = ""
    if knowledge is not None:
        spoken = words()
        readings = "; ".join(
            f"{said(knowledge.measure(measurement.name).title)} {spoken.estimate(measurement)}"
            for measurement in assessment.measurements
            if measurement.photo == shown.index
        )
    return text("photo.alt", view=view_words(shown.view), readings=readings)
