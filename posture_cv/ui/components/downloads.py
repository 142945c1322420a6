"""What she takes with her: the report, the data, the picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from posture_cv import report
from posture_cv.domain.written import one_line
from posture_cv.ui import engine, intake, pictures
from posture_cv.ui.components import bodymap, file_button, visit_file
from posture_cv.ui.markup import literal
from posture_cv.ui.offer import Offer
from posture_cv.ui.state import language, reader_zone, value_of, widget
from posture_cv.ui.texts import text, words

if TYPE_CHECKING:
    from posture_cv.domain.provenance import Provenance
    from posture_cv.ui.state import OpenVisit
    from posture_cv.visit.sheet import Reasoned


def show(page: OpenVisit, reasoned: Reasoned) -> None:
    """Client's name for the report, then one button per file. Files are made when their button is pressed."""
    _ask_for_name(page, reasoned)
    made = reasoned.assessment.provenance
    day = made.created_at[:10]
    page.files = _offers(page, reasoned, day)
    _buttons(page)
    st.caption(text("report.png_blurred" if page.blur_face else "report.png_plain"))
    visit_file.save(page, day)
    with st.expander(text("report.made_with"), icon=":material/fingerprint:"):
        st.markdown(_made_with(made))


def _offers(page: OpenVisit, reasoned: Reasoned, day: str) -> tuple[Offer, ...]:
    """Report, pictures and data, as they are now."""
    usable = intake.usable(page)
    photos = [observation.photo for _, observation in usable]
    assessment = reasoned.assessment
    spoken, blur_face = language(), page.blur_face

    def pdf() -> bytes:
        return report.render_pdf(
            assessment,
            pictures.for_report(photos, assessment, language=spoken),
            engine.assessor().instruments.knowledge,
            # read last: the click that leaves the name field is the one that asks for the report
            client=page.visit.client,
            body_map=bodymap.for_report(reasoned.muscles, title=text("bodymap.title"), language=spoken) if reasoned.muscles else None,
            language=spoken,
        )

    name = text("report.pdf_for", client=literal(one_line(page.visit.client))) if page.visit.client else text("report.pdf")
    return (
        Offer(name="pdf", label=name, make=pdf, file_name=f"posture_{day}.pdf", mime="application/pdf", icon=":material/picture_as_pdf:"),
        *(
            Offer(
                name=f"png-{index}",
                label=text("report.png", number=index + 1),
                make=partial(pictures.download, photos[index], assessment, index, blur_face=blur_face, language=spoken),
                file_name=f"posture_{day}_{index + 1}_{observation.view}.png",
                mime="image/png",
                icon=":material/image:",
            )
            for index, (_, observation) in enumerate(usable)
        ),
        Offer(
            name="json",
            label=text("report.json"),
            make=partial(report.to_json, assessment),
            file_name=f"posture_{day}.json",
            mime="application/json",
            icon=":material/data_object:",
        ),
    )


def _made_with(made: Provenance) -> str:
    created = datetime.fromisoformat(made.created_at).astimezone(reader_zone())
    return text(
        "report.provenance",
        software=made.software,
        model=made.pose_model.name,
        model_sha=made.pose_model.sha256[:12],
        knowledge_sha=made.knowledge_sha256[:12],
        estimator=made.estimator,
        passes=made.passes,
        created=f"{words().moment(created)} ({timezone(created.utcoffset() or timedelta())})",
    )


@st.fragment
def _buttons(page: OpenVisit) -> None:
    """One button per file; below them, where a file could not be made, what went wrong and what to do.

    It is given the visit alone, which forgets its files in time: the framework keeps what a fragment is given for as long as it likes.
    """
    if not page.files:
        return
    first, *others = page.files
    pressed = [first] if file_button.show(first, prominent=True) else []
    st.caption(text("report.pdf_words"))
    with st.container(horizontal=True, gap="small"):
        pressed += [other for other in others if file_button.show(other)]
    for offer in pressed:
        file_button.deliver(page, offer)
    file_button.say_mishaps(page, *page.files)


def _ask_for_name(page: OpenVisit, reasoned: Reasoned) -> None:
    key = widget("client")

    def keep() -> None:
        page.visit = replace(page.visit, client=value_of(key))

    st.text_input(text("report.client"), value=page.visit.client, max_chars=80, help=text("report.client_help"), on_change=keep, key=key)
    sheet = reasoned.assessment.worksheet
    letters = report.unshown_letters(
        " ".join([page.visit.client, *(item.note for item in sheet.items), *(entry.note for entry in sheet.factors)])
    )
    if letters:
        st.caption(text("report.unshown", letters=literal(", ".join(f"{letter} (U+{ord(letter):04X})" for letter in letters))))
