"""One photo at a time: the picture, how good it is, and what can be said or changed about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.errors import PostureError, SeveralPeopleFound
from posture_cv.domain.views import View
from posture_cv.ui import intake, pictures
from posture_cv.ui.components import advice, notices, points, stickers
from posture_cv.ui.components.add_photos import PHOTO_TYPES
from posture_cv.ui.components.markup import literal
from posture_cv.ui.state import Pane, taken, value_of, widget
from posture_cv.ui.texts import text, words
from posture_cv.ui.words import said, view_words

if TYPE_CHECKING:
    from posture_cv.domain.assessment import AssessedPhoto, Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.observation import Observation
    from posture_cv.domain.photo import Photo
    from posture_cv.ui.state import Entry, Visit

_PANE_ICONS = {Pane.PICTURE: ":material/image:", Pane.POINTS: ":material/my_location:", Pane.NUMBERS: ":material/pin:"}
_AUTOMATIC = "auto"
_VIEWS = (View.LEFT, View.RIGHT, View.FRONT, View.BACK)


def show(visit: Visit, assessment: Assessment | None, knowledge: Knowledge | None) -> None:
    """The chosen photo of the visit with its controls."""
    entry = _chosen(visit)
    outcome = visit.outcome(entry)
    with st.container():
        if outcome is None or isinstance(outcome, PostureError):
            _unassessed(entry, visit.photos.get(entry.digest))
            if outcome is not None:
                notices.show_error(outcome)
        elif assessment is not None:
            _assessed(visit, entry, outcome, assessment, knowledge)
        _person(entry, outcome)
    _settings(visit, entry, outcome)


def title_of(visit: Visit, entry: Entry) -> str:
    """What a photo is called on the page: its view, or its place where nothing could be seen in it."""
    outcome = visit.outcome(entry)
    place = visit.entries.index(entry) + 1
    if isinstance(outcome, SeveralPeopleFound):
        return text("photo.whom", number=place)
    if outcome is None or isinstance(outcome, PostureError):
        return text("photo.unusable", number=place)
    icon = advice.ICONS[intake.advice(entry, outcome).verdict]
    return f"{icon} {text('photo.named', number=place, view=view_words(outcome.view))}"


def _chosen(visit: Visit) -> Entry:
    numbers = [entry.number for entry in visit.entries]
    if visit.selected not in numbers:
        visit.selected = numbers[0]
    if len(numbers) > 1:
        titles = {entry.number: title_of(visit, entry) for entry in visit.entries}
        visit.selected = st.segmented_control(
            text("photo.which"),
            numbers,
            default=visit.selected,
            required=True,
            format_func=lambda number: titles[number],
            label_visibility="collapsed",
            key=widget("which", *numbers),
        )
    chosen = visit.entry(visit.selected or numbers[0])
    return chosen or visit.entries[0]


def _assessed(visit: Visit, entry: Entry, seen: Observation, assessment: Assessment, knowledge: Knowledge | None) -> None:
    index = intake.index_of(visit, entry)
    shown = assessment.photos[index]
    advice.show(intake.advice(entry, seen), shown.limitations)
    stickers.offer(visit, entry)
    pane = widget("pane", visit.inbox)

    def turn_to() -> None:
        visit.pane = value_of(pane)

    st.segmented_control(
        text("pane.which"),
        list(Pane),
        default=visit.pane,
        required=True,
        format_func=lambda pane: f"{_PANE_ICONS[pane]} {text(f'pane.{pane}')}",
        label_visibility="collapsed",
        on_change=turn_to,
        key=pane,
    )
    with st.container(key=widget("pane-body", visit.pane)):
        if visit.pane is Pane.PICTURE or knowledge is None:
            picture = pictures.annotated(visit, entry.digest, seen.photo, assessment, index)
            st.image(pictures.within(picture), alt=_in_words(assessment, shown, knowledge), width="stretch")
        elif visit.pane is Pane.POINTS:
            points.in_picture(visit, entry, seen, assessment, knowledge)
        else:
            points.as_numbers(visit, entry, seen, knowledge)
    with st.container(horizontal=True, gap="medium"):
        if visit.pane is Pane.PICTURE:
            visit.show_points = st.toggle(text("photo.points"), value=visit.show_points, key=widget("points"))
        visit.blur_face = st.toggle(text("photo.blur"), value=visit.blur_face, key=widget("blur"))


def _unassessed(entry: Entry, photo: Photo | PostureError | None) -> None:
    if photo is None or isinstance(photo, PostureError):
        return
    if entry.people:
        numbered = pictures.numbered(photo, entry.people)
        st.image(pictures.within(numbered), alt=text("photo.alt_people", count=len(entry.people)), width="stretch")
    else:
        st.image(pictures.within(pictures.plain(photo)), alt=text("photo.alt_plain"), width="stretch")


def _person(entry: Entry, outcome: Observation | PostureError | None) -> None:
    if not entry.people:
        return
    chosen = entry.corrections.aim.person
    unclear = outcome is None or isinstance(outcome, PostureError)
    key = widget("person", entry.number, entry.digest[:8])

    def choose() -> None:
        if value_of(key) is not None:
            intake.choose_person(entry, value_of(key))

    st.segmented_control(
        text("photo.person"),
        range(1, len(entry.people) + 1),
        default=chosen if unclear else chosen or 1,
        format_func=lambda number: text("photo.person_number", number=number),
        on_change=choose,
        key=key,
    )


def _settings(visit: Visit, entry: Entry, outcome: Observation | PostureError | None) -> None:
    if isinstance(visit.photos.get(entry.digest), PostureError):
        st.caption(literal(entry.name))
    else:
        _view(entry, outcome)
    with st.container(horizontal=True, gap="small"):
        with st.popover(text("photo.replace"), icon=":material/cached:"):
            _replace(visit, entry)
        if st.button(text("photo.remove"), icon=":material/delete:", key=widget("remove", entry.number)):
            intake.remove(visit, entry)
            st.rerun()


def _view(entry: Entry, outcome: Observation | PostureError | None) -> None:
    key = widget("view", entry.number, entry.digest[:8])
    declared = entry.corrections.aim.view

    def declare() -> None:
        chosen = value_of(key)
        intake.declare_view(entry, None if chosen == _AUTOMATIC else View(chosen))

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


def _replace(visit: Visit, entry: Entry) -> None:
    file = st.file_uploader(text("photo.replace_with"), type=PHOTO_TYPES, key=widget("replace", entry.number, entry.digest[:8]))
    if file is None and st.toggle(text("intake.camera"), key=widget("retake-on", entry.number, entry.digest[:8])):
        file = st.camera_input(text("intake.camera_take"), key=widget("retake", entry.number, entry.digest[:8]))
    if file is not None:
        intake.replace_photo(visit, entry, file.name, taken(file))
        visit.inbox += 1
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
