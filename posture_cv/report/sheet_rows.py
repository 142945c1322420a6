"""The sheet filled in by hand: safety screen, five factors, tests."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any

from posture_cv.domain.messages import Message, message, row_text
from posture_cv.domain.muscle_tests import NO_FIGURE
from posture_cv.domain.muscles import Confidence, grade_text, state_term
from posture_cv.domain.screen import ScreenTopic
from posture_cv.domain.terms import muscle_side_term
from posture_cv.domain.views import BodySide
from posture_cv.domain.worksheet import FilledBy, Outcome, position_term
from posture_cv.worksheet import needs_clearance, order_factors, stopped_by, tier_alone
from posture_cv.worksheet.factors import NERVE_HINT
from posture_cv.worksheet.plan import USUAL_PALPATION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from posture_cv.domain.muscles import MuscleHypothesis, MuscleState
    from posture_cv.domain.screen import SafetyQuestion, SafetyRule
    from posture_cv.domain.worksheet import FactorEntry, WithheldLine, Worksheet, WorksheetItem
    from posture_cv.report.citations import Citations

_SAID_ONCE = frozenset({USUAL_PALPATION, NO_FIGURE})
"""Messages that stand above the tests, and are left out beside each."""

_POSITIVE_SIDES = {None: "", BodySide.LEFT: "left", BodySide.RIGHT: "right", BodySide.MIDLINE: "both"}
"""Keys that the template compares."""


def stop_rules(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Rules that hold and end the visit; any of them takes the place of muscles, tests and plan."""
    return [_rule(rule, worksheet, citations) for rule in stopped_by(worksheet)]


def clearance_rules(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Rules that wait for a doctor's advice."""
    return [_rule(rule, worksheet, citations) for rule in needs_clearance(worksheet)]


def screen_topics(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Questions of the safety screen by topic, each with what a yes to it alone asks for."""
    shown = [asked for asked in worksheet.safety if asked.is_shown]
    return [
        {
            "title": message(f"screen.topic.{topic}"),
            "together": message("screen.asked_together") if any(asked.asked_together for asked in questions) else "",
            "questions": [_question(asked, worksheet, citations) for asked in questions],
        }
        for topic in ScreenTopic
        if (questions := [asked for asked in shown if asked.topic is topic])
    ]


def screen_pairs(worksheet: Worksheet, citations: Citations) -> list[dict[str, Any]]:
    """Rules that no single yes fulfils: what counts together."""
    pairs = [rule for rule in worksheet.rules if not any(rule.holds({key}) for key in rule.members)]
    return [_rule(rule, worksheet, citations) for rule in pairs]


def factor_section(worksheet: Worksheet, citations: Citations) -> dict[str, Any]:
    """The five factors in the order of the sheet's approach; empty rows where the sheet holds none."""
    return {
        "order": message(f"approach.{worksheet.approach}"),
        "rows": [_factor(entry, citations) for entry in order_factors(worksheet).factors],
    }


def test_groups(items: Iterable[WorksheetItem], muscles: Iterable[MuscleHypothesis], citations: Citations) -> list[dict[str, Any]]:
    """Tests in the sheet's working order, neighbours in one body position together."""
    told = {(m.muscle, m.state): m.state_told for m in muscles}
    return [
        {"position": position_term(position), "tests": [_test(item, told, citations) for item in group]}
        for position, group in groupby(items, key=lambda item: item.position)
    ]


def withheld(worksheet: Worksheet) -> dict[str, Any]:
    """Tests that the safety screen keeps off the sheet, with the reason; the same reason is said once."""
    grouped: dict[Message, list[WithheldLine]] = {}
    for line in worksheet.withheld:
        grouped.setdefault(line.told, []).append(line)
    rows = [
        {
            "why": why,
            "tests": [message("withheld.which", muscle=one.name, side=muscle_side_term(one.side), test=one.test_title) for one in lines],
        }
        for why, lines in grouped.items()
    ]
    return {"title": message("withheld.title"), "lead": message("withheld.lead"), "lines": rows}


def keep_out(worksheet: Worksheet) -> list[list[Message]]:
    """Places to keep out of beside the muscles of the sheet: title and warning, each once."""
    sites = dict.fromkeys(site for item in worksheet.items for site in item.endangerments)
    return [[row_text("endangerments", site, "title"), row_text("endangerments", site, "warning")] for site in sites]


def site_titles(sites: Iterable[str]) -> list[Message]:
    """Titles of endangerment sites, by their keys, without their warnings."""
    return [row_text("endangerments", site, "title") for site in sites]


def _question(asked: SafetyQuestion, worksheet: Worksheet, citations: Citations) -> dict[str, Any]:
    alone = tier_alone(asked.key, worksheet.rules)
    return {
        "question": asked.question,
        "alone": message(f"tier.{alone}.brief") if alone is not None else "",
        "answer": {None: "", True: "yes", False: "no"}[asked.answer],
        "by_age": message("screen.by_age") if asked.by_age else "",
        "citations": citations.cite(asked.references),
    }


def _rule(rule: SafetyRule, worksheet: Worksheet, citations: Citations) -> dict[str, Any]:
    return {
        "tier": message(f"tier.{rule.tier}"),
        "why": rule.why,
        "action": rule.action,
        "plain_action": rule.plain_action,
        "call": message(f"stop.call.{rule.tier}") if rule.tier.stops else "",
        "answers": [asked.question for asked in worksheet.answered_in(rule)],
        "citations": citations.cite(rule.references),
    }


def _factor(entry: FactorEntry, citations: Citations) -> dict[str, Any]:
    """One factor; what pressure on a nerve feels like stands beside the tests of its muscles."""
    return {
        "title": entry.title,
        "question": entry.question,
        "look_for": list(entry.look_for),
        "hints": [Message("factor.nerve.brief", hint.fields) if hint.id == NERVE_HINT else hint for hint in entry.hints],
        "answer": {None: "", True: "yes", False: "no"}[entry.present],
        "from_photos": entry.filled_by is FilledBy.SOFTWARE,
        "note": entry.note,
        "citations": citations.cite(entry.references),
    }


def _test(item: WorksheetItem, told: Mapping[tuple[str, MuscleState], Message], citations: Citations) -> dict[str, Any]:
    return {
        "name": item.name,
        "side": item.side_told,
        "compared": item.asks_side,
        "state": told.get((item.muscle, item.state)) or state_term(item.state, Confidence.POSSIBLE),
        "grade": grade_text(item.grades),
        "test": item.test_title,
        "how": item.how,
        "normal": item.normal,
        "reliability": _beside(item.reliability),
        "caution": item.caution or "",
        "palpation": _beside(item.palpation),
        "referral": item.referral or "",
        "entrapment": _sentences(item.nerves),
        "keep_out": site_titles(item.endangerments),
        "outcomes": [{"label": message(f"outcome.{o}"), "ticked": o is item.outcome and o is not Outcome.NOT_TESTED} for o in Outcome],
        "positive_side": _POSITIVE_SIDES[item.outcome_side],
        "tenderness": item.tenderness,
        "referral_felt": {None: "", True: "yes", False: "no"}[item.referral_felt],
        "note": item.note,
        "citations": citations.cite(item.references),
    }


def _beside(told: Sequence[Message]) -> Message | str:
    """What stands beside a test: not what is said once above all of them."""
    return _sentences([sentence for sentence in told if sentence.id not in _SAID_ONCE])


def _sentences(told: Sequence[Message]) -> Message | str:
    return message("text.run", sentences=tuple(told)) if told else ""
