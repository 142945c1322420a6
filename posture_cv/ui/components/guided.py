"""Photos step by step: what to say, how to stand, how the camera stands, and what each photo turned out to be."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.domain.errors import PostureError
from posture_cv.domain.messages import message
from posture_cv.ui import intake, pictures
from posture_cv.ui.components import add_photos, advice, notices, phone
from posture_cv.ui.components.silhouette import figure, overlay_uri
from posture_cv.ui.markup import definition_list
from posture_cv.ui.state import widget
from posture_cv.ui.texts import text
from posture_cv.ui.words import said, view_words
from posture_cv.visit import MOST_PHOTOS, observing
from posture_cv.visit.guidance import Verdict
from posture_cv.visit.steps import next_step

if TYPE_CHECKING:
    from posture_cv.domain.protocol import Protocol, Step
    from posture_cv.domain.views import View
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit import VisitPhoto

_CUES = ("stance", "gaze", "arms", "clothing", "breath")
_SHOWN_BESIDE = 3
_DONE = (advice.ICONS[Verdict.GOOD], advice.ICONS[Verdict.USABLE])
_EMPTY = ":material/radio_button_unchecked:"


def choose(page: OpenVisit) -> None:
    """The protocols on offer, each with the button that starts it."""
    from posture_cv.capture.protocols import protocols

    st.subheader(text("guided.title"), anchor=False)
    st.caption(text("guided.lead"))
    offered = protocols()
    for column, protocol in zip(st.columns(len(offered), gap="medium"), offered, strict=True):
        title = said(protocol.title)
        with column, st.container(border=True, height="stretch"):
            st.html(
                f'<div class="pcv-protocol">{"".join(figure(step.view, step.position, "") for step in protocol.steps[:4])}</div>'
                f'<h4 class="pcv-protocol-title">{escape(title)}</h4>'
                f'<p class="pcv-quiet pcv-small">{escape(text(f"protocol_name.{protocol.key}_words"))}</p>'
            )
            if st.button(text("guided.start", protocol=title), key=widget("protocol", protocol.key), width="stretch"):
                intake.follow(page, protocol)
                st.rerun()


def show(page: OpenVisit, *, arrived: bool = False) -> None:
    """The present step, with the way to every other; where a photo ``arrived`` from afar, the first step that still needs one."""
    protocol = intake.followed(page)
    with notices.progress(text("assess.looking")) as progress:
        intake.observe(page, progress)
    if arrived:
        wanting = next_step(protocol, [step.view for step in protocol.steps if _mark(page, step) in _DONE])
        page.step = page.step if wanting is None else protocol.steps.index(wanting)
    notices.pending(page)
    if not phone.is_awaited(page):
        phone.bar(page)
    st.title(said(protocol.title), anchor=False)
    page.step = _steps(page, protocol)
    step = protocol.steps[page.step]
    stand, say = st.columns([5, 7], gap="large")
    with stand, st.container(key="guided-stand"):
        _take(page, step)
    with say:
        _cues(step)
        _taken(page, step)
    _onwards(page, protocol)


def asked_view(page: OpenVisit) -> View | None:
    """The view the present step asks for; None outside the guide."""
    return intake.followed(page).steps[page.step].view if page.guiding else None


def _steps(page: OpenVisit, protocol: Protocol) -> int:
    marks = [_mark(page, step) for step in protocol.steps]
    done = sum(mark in _DONE for mark in marks)
    if len(protocol.steps) == 1:
        return 0
    st.progress(done / len(protocol.steps), text=text("guided.progress", done=done, every=len(protocol.steps)))
    chosen: int = st.segmented_control(
        text("guided.steps"),
        range(len(protocol.steps)),
        default=min(page.step, len(protocol.steps) - 1),
        required=True,
        format_func=lambda place: f"{marks[place]} {place + 1} · {view_words(protocol.steps[place].view)}".strip(),
        label_visibility="collapsed",
        key=widget("step", page.inbox, page.step, *marks),
    )
    return chosen


def _mark(page: OpenVisit, step: Step) -> str:
    """The best verdict among the step's photos, as an icon."""
    verdicts = [verdict for photo in intake.taken_for(page, step) if (verdict := _verdict(page, photo, step)) is not None]
    return next((advice.ICONS[verdict] for verdict in Verdict if verdict in verdicts), _EMPTY)


def _verdict(page: OpenVisit, photo: VisitPhoto, step: Step) -> Verdict | None:
    outcome = page.outcome(photo)
    if outcome is None:
        return None
    return Verdict.RETAKE if isinstance(outcome, PostureError) else observing.advice(photo, outcome, step).verdict


def _take(page: OpenVisit, step: Step) -> None:
    """The figure to stand in, and the ways a photo comes in; with the camera on, the figure lies over its picture."""
    place = st.container()
    code_shown = page.phone is not None and phone.is_awaited(page)
    if len(page.visit.photos) >= MOST_PHOTOS:
        st.info(text("guided.full", most=MOST_PHOTOS), icon=":material/info:")
    else:
        add_photos.camera(page, meant=step.view)
        if not page.camera_open:
            add_photos.drop_zone(page, meant=step.view)
        if page.phone is None:
            phone.switch(page)
    with place:
        if code_shown:
            phone.switch(page)
        elif page.camera_open:
            uri = overlay_uri(step.view, step.position)
            st.html(f'<style>.st-key-guided-stand {{ --pcv-overlay: url("{uri}") }}</style>')
        else:
            alt = text("guided.figure", view=view_words(step.view), position=message(f"app.position.{step.position}"))
            st.html(figure(step.view, step.position, alt))


def _cues(step: Step) -> None:
    distances = {"distance": step.distance_m, "least": step.least_distance_m, "height": step.lens_height_m}
    camera = text("guided.camera_words", **distances)
    rows = [(text(f"guided.{cue}"), said(getattr(step, cue))) for cue in _CUES]
    st.html(
        f'<div class="pcv-say"><span class="pcv-quiet">{escape(text("guided.say"))}</span><p>“{escape(said(step.cue))}”</p></div>'
        f'<div class="pcv-card">{definition_list([(text("guided.camera"), camera), *rows])}</div>'
    )


def _taken(page: OpenVisit, step: Step) -> None:
    entries = intake.taken_for(page, step)
    if not entries:
        return
    st.subheader(text("guided.taken", count=len(entries), most=step.repeats), anchor=False)
    for photo in entries:
        _photo(page, photo, step)
    if len(entries) < step.repeats:
        st.caption(text("guided.repeat", most=step.repeats))


def _photo(page: OpenVisit, photo: VisitPhoto, step: Step) -> None:
    outcome, shown = page.outcome(photo), intake.shown(page, photo)
    picture, words = st.columns([1, _SHOWN_BESIDE], gap="small", wrap=False)
    with picture:
        if shown is not None:
            st.image(pictures.within(pictures.thumbnail(page, photo, shown)), alt=text("guided.thumbnail"), width="stretch")
    with words:
        if isinstance(outcome, PostureError):
            notices.show_error(outcome)
        elif outcome is not None:
            advice.show(observing.advice(photo, outcome, step))
        if st.button(text("guided.retake"), icon=":material/replay:", key=widget("retake", photo.number)):
            intake.remove(page, photo.number)
            st.rerun()


def _onwards(page: OpenVisit, protocol: Protocol) -> None:
    last = page.step == len(protocol.steps) - 1
    complete = last or all(intake.taken_for(page, step) for step in protocol.steps)
    taken = bool(intake.taken_for(page, protocol.steps[page.step]))
    with st.container(horizontal=True, gap="small", key="guided-onwards"):
        if page.step > 0 and st.button(text("guided.back"), icon=":material/arrow_back:", key=widget("step-back")):
            page.step -= 1
            st.rerun()
        if not last:
            label = text("guided.next" if taken else "guided.skip")
            if st.button(
                label, icon=":material/arrow_forward:", type="primary" if taken and not complete else "secondary", key=widget("step-on")
            ):
                page.step += 1
                st.rerun()
        if page.visit.photos:
            if st.button(
                text("guided.results"),
                icon=":material/monitoring:",
                type="primary" if complete else "secondary",
                key=widget("guided-results"),
            ):
                page.guiding, page.camera_open = False, False
                st.rerun()
        elif st.button(text("guided.leave"), icon=":material/close:", type="tertiary", key=widget("guided-leave")):
            page.guiding, page.camera_open = False, False
            page.visit = replace(page.visit, protocol="")
            st.rerun()
