"""What the safety screen stops, and what it takes away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.loads import Load
from posture_cv.domain.messages import message
from posture_cv.domain.therapy import Pressure, Restriction
from posture_cv.domain.worksheet import BodyPosition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.therapy import Contraindication, Technique, Treatment
    from posture_cv.domain.worksheet import SafetyQuestion, Worksheet

STOP_TIER, ADVICE_TIER = 1, 2

_POSITIONS = frozenset(map(str, BodyPosition))


def answer(worksheet: Worksheet, yes: Collection[str]) -> Worksheet:
    """Answer the questions named by their keys with yes; the others keep their answer.

    Raises
    ------
    KnowledgeError
        If a key names no question of the screen.
    """
    require_questions(worksheet, yes)
    return replace(worksheet, safety=tuple(replace(asked, answer=True) if asked.key in yes else asked for asked in worksheet.safety))


def require_questions(worksheet: Worksheet, keys: Collection[str]) -> None:
    """Refuse keys of no question of the screen: an answer that nobody hears protects nobody.

    Raises
    ------
    KnowledgeError
        If a key names no question.
    """
    known = [asked.key for asked in worksheet.safety]
    unknown = sorted(set(keys) - set(known))
    if unknown:
        raise KnowledgeError(message("tables.no_question", key=unknown[0]), message("tables.use_questions", keys=tuple(known)))


def stopped_by(worksheet: Worksheet) -> tuple[SafetyQuestion, ...]:
    """Questions of tier 1 answered yes: any of them stops tests, muscles and plan."""
    return _answered_yes(worksheet, STOP_TIER)


def needs_clearance(worksheet: Worksheet) -> tuple[SafetyQuestion, ...]:
    """Questions of tier 2 answered yes, without those where a doctor has agreed."""
    return tuple(asked for asked in _answered_yes(worksheet, ADVICE_TIER) if asked.key not in worksheet.cleared)


def unanswered(worksheet: Worksheet) -> tuple[SafetyQuestion, ...]:
    """Questions of tiers 1 and 2 that nobody has answered yet."""
    return tuple(asked for asked in worksheet.safety if asked.tier <= ADVICE_TIER and asked.answer is None)


def contraindications(worksheet: Worksheet, knowledge: Knowledge) -> tuple[Contraindication, ...]:
    """Everything that follows from the questions answered yes, in table order."""
    yes = {asked.key for asked in worksheet.safety if asked.answer}
    return tuple(row for row in knowledge.contraindications if row.safety in yes)


def forbidden(rules: Iterable[Contraindication]) -> frozenset[Load]:
    """Loads that nothing may carry."""
    if any(rule.restriction is Restriction.NO_TREATMENT for rule in rules):
        return frozenset(Load)
    return frozenset(load for rule in rules for load in rule.forbids)


def allows(rules: Sequence[Contraindication], technique: Technique, treatment: Treatment, muscle: str) -> bool:
    """Whether no rule forbids treating the muscle so."""
    restrictions = {rule.restriction for rule in rules if rule.holds_for(muscle)}
    if restrictions & {Restriction.NO_TREATMENT, Restriction.NO_PRESSURE}:
        return False
    if not forbidden(rules).isdisjoint((*technique.loads, *treatment.loads)):
        return False
    light = Pressure.LIGHT in (technique.pressure, treatment.pressure)
    return light or Restriction.LIGHT_ONLY not in restrictions


def may_be_felt(rules: Sequence[Contraindication], technique: Technique, treatment: Treatment, muscle: str) -> bool:
    """Whether a muscle may be felt with the fingers where that treatment would press it; in which position is another matter."""
    restrictions = {rule.restriction for rule in rules if rule.holds_for(muscle)}
    if restrictions & {Restriction.NO_TREATMENT, Restriction.NO_PRESSURE}:
        return False
    return forbidden(rules).isdisjoint(load for load in (*technique.loads, *treatment.loads) if load not in _POSITIONS)


def only_lightly(rules: Sequence[Contraindication], muscle: str) -> bool:
    """Whether a muscle may be pressed no more than lightly."""
    return any(rule.restriction is Restriction.LIGHT_ONLY and rule.holds_for(muscle) for rule in rules)


def _answered_yes(worksheet: Worksheet, tier: int) -> tuple[SafetyQuestion, ...]:
    return tuple(asked for asked in worksheet.safety if asked.tier == tier and asked.answer)
