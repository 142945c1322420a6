"""What is saved is what prints: a sheet governs its own session, before and after the way to JSON."""

import io
import json
import re
from dataclasses import replace

import pypdf
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from posture_cv.cli.session import print_plan
from posture_cv.codecs.assessment import from_dict, to_dict
from posture_cv.domain.assessment import Assessment
from posture_cv.domain.muscles import Confidence, EvidenceGrade, MuscleHypothesis, MuscleState
from posture_cv.domain.provenance import ModelVersion, Provenance
from posture_cv.domain.screen import Tier
from posture_cv.domain.session import SessionPhase, SessionPlan, StepKind
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import Approach, NmtFactor, Outcome
from posture_cv.knowledge import load
from posture_cv.report import render_pdf
from posture_cv.wiring import words_in
from posture_cv.worksheet import order_factors, plan, session_plan

TABLES = load()
LINKS = tuple(dict.fromkeys((link.muscle, link.state) for link in TABLES.links))
LETTERS = st.characters(codec="latin-1", categories=("L", "N", "Zs"))
ASKING = {rule.key: rule.together[0][0] for rule in TABLES.rules if rule.tier is Tier.ADVICE and len(rule.together) == 1}


def idea(muscle: str, state: MuscleState, weight: float) -> MuscleHypothesis:
    return MuscleHypothesis(
        muscle=muscle,
        side=BodySide.MIDLINE,
        state=state,
        grades=(EvidenceGrade.C,),
        confidence=Confidence.POSSIBLE,
        because=("forward_head",),
        weight=weight,
        conflicts=False,
        test=TABLES.test(muscle, state).key,
        link=next(link.key for link in TABLES.links if (link.muscle, link.state) == (muscle, state)),
        references=(),
    )


@st.composite
def filled(draw: st.DrawFn) -> Assessment:
    """An assessment whose sheet was filled in: answers, clearance, length, approach, outcomes, and a step taken out."""
    chosen = draw(st.lists(st.sampled_from(LINKS), unique=True, min_size=1, max_size=8))
    muscles = tuple(idea(*link, weight=0.9 - 0.1 * place) for place, link in enumerate(chosen))
    yes = draw(st.sets(st.sampled_from(sorted(ASKING.values())), max_size=2))
    blank = plan(muscles, TABLES)
    sheet = replace(
        blank,
        safety=tuple(replace(asked, answer=asked.key in yes) for asked in blank.safety),
        items=tuple(
            replace(item, outcome=draw(st.sampled_from(Outcome)), note=draw(st.text(LETTERS, max_size=20))) for item in blank.items
        ),
        cleared=tuple(sorted(draw(st.sets(st.sampled_from(sorted(ASKING)), max_size=3)))),
        approach=draw(st.sampled_from(Approach)),
        minutes=draw(st.integers(30, 60)),
    )
    offered = [step.key for step in session_plan(sheet, muscles, TABLES).steps[1:-1]]
    skipped = (draw(st.sampled_from(offered)),) if offered and draw(st.booleans()) else ()
    return Assessment(
        photos=(),
        landmarks=(),
        measurements=(),
        not_measured=(),
        findings=(),
        muscles=muscles,
        worksheet=order_factors(replace(sheet, skipped=skipped)),
        provenance=Provenance(
            software="posture_cv",
            knowledge_sha256=TABLES.sha256,
            pose_model=ModelVersion(name="none", sha256="0" * 64),
            estimator="none",
            passes=1,
            created_at="2026-03-04T10:00:00+00:00",
        ),
    )


def saved_and_loaded(assessment: Assessment) -> Assessment:
    return from_dict(json.loads(json.dumps(to_dict(assessment))))


def printed(assessment: Assessment) -> str:
    console = Console(width=140, file=io.StringIO(), highlight=False)
    print_plan(console, assessment, TABLES, words_in("en"))
    return console.file.getvalue()


def has_work(session: SessionPlan) -> bool:
    """Said here once more, as ``SessionPlan.is_bare`` decides what is printed."""
    return any(step.kind not in (StepKind.OPENING, StepKind.CLOSING) for step in session.steps)


@settings(max_examples=60)
@given(filled())
def test_a_saved_sheet_plans_and_prints_what_it_says(assessment: Assessment) -> None:
    sheet = assessment.worksheet
    loaded = saved_and_loaded(assessment)
    session = session_plan(loaded.worksheet, loaded.muscles, TABLES)
    assert session == session_plan(sheet, assessment.muscles, TABLES)
    assert session.minutes == sheet.minutes
    yes = {asked.key for asked in sheet.safety if asked.answer}
    waiting = {key for key, question in ASKING.items() if question in yes} - set(sheet.cleared)
    assert {rule.key for rule in session.needs_clearance} == waiting
    assert not {step.key for step in session.steps} & set(sheet.skipped)
    phases = [list(SessionPhase).index(step.phase) for step in session.steps if step.phase is not None]
    assert phases == sorted(phases), "release, lengthen, then strengthen"
    said = printed(loaded)
    assert ("Medical advice first." in said) == bool(waiting)
    assert (f"A session of {sheet.minutes} minutes" in said) == (not waiting and has_work(session))
    assert said == printed(assessment)


@settings(max_examples=6)
@given(filled())
def test_a_saved_sheet_makes_the_same_report(assessment: Assessment) -> None:
    sheet = assessment.worksheet
    pdf = render_pdf(saved_and_loaded(assessment), [], TABLES)
    assert pdf == render_pdf(assessment, [], TABLES)
    pages = " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    text = re.sub(r"\s+", " ", pages.replace("\u200b", ""))
    assert (f"{sheet.minutes} minutes," in text) == has_work(session_plan(sheet, assessment.muscles, TABLES))
    first = sheet.factors[0].factor
    assert first is (NmtFactor.TRIGGER_POINTS if sheet.approach is Approach.EUROPEAN else NmtFactor.POSTURAL_DISTORTION)
    assert ("European order" if sheet.approach is Approach.EUROPEAN else "American order") in text
