"""Everything a report says, as plain data for the template, which only lays it out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from posture_cv.cards.complaint_brief import complaint_brief
from posture_cv.domain.messages import Message, message
from posture_cv.domain.terms import compared_with
from posture_cv.domain.written import one_line, written
from posture_cv.measures import scale
from posture_cv.report import clinician, sheet_rows
from posture_cv.report.body_map import numbers_of
from posture_cv.report.citations import Citations
from posture_cv.report.client_page import client_page
from posture_cv.report.complaint_rows import complaint_section
from posture_cv.report.hand_rows import hand_rows
from posture_cv.report.measure_rows import measure_groups, measure_notes, not_measured_rows
from posture_cv.report.muscle_rows import muscle_section
from posture_cv.report.session_rows import session_section
from posture_cv.words import Words
from posture_cv.worksheet import apply_outcomes, held_back, needs_clearance, session_plan, stopped_by

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.assessment import Assessment
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.muscles import MuscleHypothesis
    from posture_cv.domain.worksheet import Worksheet

BODY_MAP = "body_map.svg"

_LAYOUT = "layout."
"""How the ids of what the templates say themselves begin."""

_NO_HANDS: dict[str, Any] = {
    "factors": {"order": "", "rows": []},
    "complaint": None,
    "muscles": {"groups": [], "further": [], "conflicts": [], "dropped": [], "reasons": []},
    "body_map": None,
    "tests": [],
    "further_tests": [],
    "withheld": {"lead": "", "title": "", "lines": []},
    "keep_out": [],
    "plan": None,
}

_LONG_RUN = re.compile(r"\S{20}(?=\S)")
_LONGEST_RUNNING_NAME = 60
_ZERO_WIDTH_SPACE = "\u200b"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a report is asked to show beside the assessment; see `posture_cv.report.render_pdf`.

    ``pictures`` are file names of the overlays beside the template, in photo order. ``language`` is not
    that of names, notes and sources.
    """

    client: str
    pictures: Sequence[str]
    body_map: str | None
    language: str


def report_content(assessment: Assessment, knowledge: Knowledge, wishes: Wishes) -> dict[str, Any]:
    """Collect the texts of a report, in its language.

    Returns
    -------
    Dictionaries, lists, strings, numbers, booleans and None only.
    """
    words = Words(wishes.language, knowledge.texts)
    citations = Citations(knowledge)
    told = _heading(assessment, wishes, words) | _sections(assessment, knowledge, wishes, citations)
    printable: dict[str, Any] = _printable(_said(told, words))
    sources = {"references": citations.listed(), "provenance": clinician.provenance_rows(assessment, knowledge)}
    return printable | {
        **_said(sources, words),
        "pictures": list(wishes.pictures),
        "language": wishes.language,
        "words": words.unfilled(_LAYOUT),
    }


def _sections(assessment: Assessment, knowledge: Knowledge, wishes: Wishes, citations: Citations) -> dict[str, Any]:
    """What the pages say, not yet worded; in their order, so that sources are numbered as they are met."""
    assessment = held_back(assessment, knowledge)
    sheet = assessment.worksheet
    stopping, waiting = stopped_by(sheet), needs_clearance(sheet)
    muscles = () if stopping else apply_outcomes(assessment.muscles, sheet, knowledge)
    page_one = {"page_one": client_page(assessment, knowledge, muscles=muscles, stopping=stopping, waiting=waiting)}
    if stopping:
        return page_one | _screen(sheet, citations) | _shape(assessment, knowledge, citations, stopped=True) | _NO_HANDS
    shown = _shape(assessment, knowledge, citations, stopped=False) | _screen(sheet, citations)
    return page_one | shown | _hands_on(assessment, knowledge, wishes, muscles, citations)


def _heading(assessment: Assessment, wishes: Wishes, words: Words) -> dict[str, Any]:
    made = datetime.fromisoformat(assessment.provenance.created_at)
    name = one_line(wishes.client)
    return {
        "client": name,
        "client_short": name if len(name) <= _LONGEST_RUNNING_NAME else name[: _LONGEST_RUNNING_NAME - 1] + "\u2026",
        "date": words.date(made),
        "stamp": _stamp(assessment),
    }


def _shape(assessment: Assessment, knowledge: Knowledge, citations: Citations, *, stopped: bool) -> dict[str, Any]:
    """What the photos show."""
    return {
        "doubts": [{"what": doubt.what, "remedy": doubt.remedy} for doubt in assessment.doubts],
        "photos": clinician.photo_blocks(assessment, knowledge),
        "measures": measure_groups(assessment, knowledge),
        "compared": compared_with(assessment.person),
        "scale": [words for words in (scale.source(assessment), scale.comparison(assessment)) if words is not None],
        "not_measured": not_measured_rows(assessment, knowledge),
        "by_hand": hand_rows(assessment),
        "notes": measure_notes(assessment, knowledge, citations),
        "held_back": assessment.worksheet.held_back_told or "",
        "findings": clinician.finding_rows(assessment, citations),
        "patterns": clinician.pattern_rows(assessment, citations, stopped=stopped),
    }


def _screen(sheet: Worksheet, citations: Citations) -> dict[str, Any]:
    """What is asked before anything is done by hand."""
    return {
        "stop": sheet_rows.stop_rules(sheet, citations),
        "doctor_first": sheet_rows.clearance_rules(sheet, citations),
        "safety": sheet_rows.screen_topics(sheet, citations),
        "pairs": sheet_rows.screen_pairs(sheet, citations),
    }


def _hands_on(
    assessment: Assessment, knowledge: Knowledge, wishes: Wishes, muscles: Sequence[MuscleHypothesis], citations: Citations
) -> dict[str, Any]:
    """Everything that a rule of the safety screen that ends the visit stops."""
    sheet = assessment.worksheet
    numbers = {} if wishes.body_map is None or not muscles else numbers_of(wishes.body_map)
    section = muscle_section(assessment, muscles, knowledge, numbers=numbers, citations=citations)
    plan = session_plan(sheet, assessment.muscles, knowledge)
    brief = complaint_brief(sheet.complaint, knowledge)
    return {
        "complaint": None if brief is None else complaint_section(brief, citations),
        "factors": sheet_rows.factor_section(sheet, citations),
        "muscles": section,
        "body_map": {"file": BODY_MAP, "alt": _map_words([*section["groups"], *section["further"]])} if numbers else None,
        "tests": sheet_rows.test_groups([item for item in sheet.items if item.leads], muscles, citations),
        "further_tests": sheet_rows.test_groups([item for item in sheet.items if not item.leads], muscles, citations),
        "withheld": sheet_rows.withheld(sheet),
        "keep_out": sheet_rows.keep_out(sheet),
        "plan": session_section(plan, knowledge, citations),
    }


def _map_words(groups: Sequence[dict[str, Any]]) -> Message:
    """Alternative text of the map."""
    told = [
        message("report.map.group", state=group["words"], muscles=tuple(_numbered(row) for part in group["parts"] for row in part["rows"]))
        for group in groups
    ]
    return message("report.map", groups=tuple(told))


def _numbered(row: dict[str, Any]) -> Message:
    muscle = message("report.map.side", muscle=row["name"], side=row["side"]) if row["side"] else row["name"]
    return message("report.map.numbered", number=row["number"], muscle=muscle) if row["number"] else muscle


def _stamp(assessment: Assessment) -> Message:
    made = assessment.provenance
    return message("report.stamp", software=made.software, model=made.pose_model.sha256[:8], tables=made.knowledge_sha256[:8])


def _said(value: Any, words: Words) -> Any:
    """Every message in the report's language; what a person wrote and what the template only compares is no message."""
    if isinstance(value, Message):
        return words.say(value)
    if isinstance(value, dict):
        return {key: _said(held, words) for key, held in value.items()}
    if isinstance(value, list):
        return [_said(each, words) for each in value]
    return value


def _printable(value: Any) -> Any:
    """No control characters, and breaks in long runs without a space so that no text leaves its column."""
    if isinstance(value, str):
        return _LONG_RUN.sub(lambda run: run.group() + _ZERO_WIDTH_SPACE, written(value))
    if isinstance(value, dict):
        return {key: _printable(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_printable(v) for v in value]
    return value
