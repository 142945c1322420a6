"""What she takes with her: the report, the data, the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from posture_cv.codecs.wording import moment_words
from posture_cv.ui import engine, intake, pictures
from posture_cv.ui.components import bodymap
from posture_cv.ui.components.markup import literal
from posture_cv.ui.state import language, value_of, widget
from posture_cv.ui.texts import text

if TYPE_CHECKING:
    from posture_cv.ui.state import Visit
    from posture_cv.ui.worksheet_entries import Reasoned


def show(visit: Visit, reasoned: Reasoned) -> None:
    """Client's name for the report, then one button per file. Files are made when their button is pressed."""
    seen = intake.usable(visit)
    photos = [observation.photo for _, observation in seen]
    blur_face = visit.blur_face
    _ask_for_name(visit)
    assessment = reasoned.assessment
    day = assessment.provenance.created_at[:10]
    # read here: a file is made in the background, where nobody's language is known
    spoken, map_title = language(), text("bodymap.title")

    def pdf() -> bytes:
        from posture_cv import report

        drawn = pictures.for_report(photos, assessment, language=spoken)
        knowledge = engine.assessor().instruments.knowledge
        # The name is read last: the click that leaves the name field is the one that asks for the report.
        return report.render_pdf(
            assessment,
            drawn,
            knowledge,
            client=visit.client,
            body_map=bodymap.for_report(reasoned.muscles, knowledge, title=map_title, language=spoken) if reasoned.muscles else None,
            language=spoken,
        )

    def as_json() -> str:
        from posture_cv import report

        return report.to_json(assessment)

    st.download_button(
        text("report.pdf_for", client=literal(visit.client)) if visit.client else text("report.pdf"),
        pdf,
        file_name=f"posture_{day}.pdf",
        mime="application/pdf",
        type="primary",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
        key=widget("download", "pdf"),
    )
    st.caption(text("report.pdf_words"))
    with st.container(horizontal=True, gap="small"):
        for index, (_, observation) in enumerate(seen):

            def png(index: int = index) -> bytes:
                return pictures.download(photos[index], assessment, index, blur_face=blur_face, language=spoken)

            st.download_button(
                text("report.png", number=index + 1),
                png,
                file_name=f"posture_{day}_{index + 1}_{observation.view}.png",
                mime="image/png",
                icon=":material/image:",
                on_click="ignore",
                key=widget("download", "png", index),
            )
        st.download_button(
            text("report.json"),
            as_json,
            file_name=f"posture_{day}.json",
            mime="application/json",
            icon=":material/data_object:",
            on_click="ignore",
            key=widget("download", "json"),
        )
    st.caption(text("report.png_blurred" if blur_face else "report.png_plain"))
    made = assessment.provenance
    with st.expander(text("report.made_with"), icon=":material/fingerprint:"):
        st.markdown(
            text(
                "report.provenance",
                software=made.software,
                model=made.pose_model.name,
                model_sha=made.pose_model.sha256[:12],
                knowledge_sha=made.knowledge_sha256[:12],
                estimator=made.estimator,
                passes=made.passes,
                created=moment_words(made.created_at),
            )
        )


def _ask_for_name(visit: Visit) -> None:
    key = widget("client")

    def keep() -> None:
        visit.client = value_of(key)

    st.text_input(text("report.client"), value=visit.client, max_chars=80, help=text("report.client_help"), on_change=keep, key=key)
