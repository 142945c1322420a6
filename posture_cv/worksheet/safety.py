"""What the safety screen stops, and what it takes away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import message
from posture_cv.domain.screen import Tier
from posture_cv.domain.therapy import Pressure, Restriction
from posture_cv.domain.worksheet import BodyPosition

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.loads import Load
    from posture_cv.domain.screen import SafetyQuestion, SafetyRule
    from posture_cv.domain.therapy import Contraindication, Technique, Treatment
    from posture_cv.domain.worksheet import Worksheet

_STRICTEST_FIRST = tuple(Tier)
_POSITIONS = frozenset(map(str, BodyPosition))


def answer(worksheet: Worksheet, yes: Collection[str]) -> Worksheet:
    """Answer the questions named by their keys with yes; the others keep their answer, and so do those that the age answers.

    Raises
    ------
    KnowledgeError
        If a key names no question of the screen.
    """
    require_questions(worksheet, yes)
    said = (replace(asked, answer=True) if asked.key in yes and not asked.by_age else asked for asked in worksheet.safety)
    return replace(worksheet, safety=tuple(said))


def answered_by_age(safety: Iterable[SafetyQuestion], age: int | None) -> tuple[SafetyQuestion, ...]:
    """The questions, those answered that an age in completed years answers; None leaves all as they are."""
    known = ((asked, asked.answer_at(age)) for asked in safety)
    return tuple(asked if told is None else replace(asked, answer=told, asked_together=False, by_age=True) for asked, told in known)


def require_questions(worksheet: Worksheet, keys: Collection[str], cleared: Collection[str] = ()) -> None:
    """Refuse keys of no question of the screen, and of no rule that a doctor could clear: an answer that nobody hears protects nobody.

    Raises
    ------
    KnowledgeError
        If a key names no question, or no rule.
    """
    known = [asked.key for asked in worksheet.safety]
    unknown = sorted({*(set(keys) - set(known)), *(set(cleared) - {rule.key for rule in worksheet.rules})})
    if unknown:
        raise KnowledgeError(message("tables.no_question", key=unknown[0]), message("tables.use_questions", keys=tuple(known)))


def holding(worksheet: Worksheet) -> tuple[SafetyRule, ...]:
    """Rules that hold as the questions are answered, the strictest first."""
    yes = {asked.key for asked in worksheet.safety if asked.answer}
    return tuple(sorted((rule for rule in worksheet.rules if rule.holds(yes)), key=lambda rule: _STRICTEST_FIRST.index(rule.tier)))


def stopped_by(worksheet: Worksheet) -> tuple[SafetyRule, ...]:
    """Rules that hold and end the visit: no tests, no muscles, no plan; one whose answers a stricter one rests on as well is not told."""
    told: list[SafetyRule] = []
    for rule in holding(worksheet):
        answers = {asked.key for asked in worksheet.answered_in(rule)}
        if rule.tier.stops and not any(answers <= other.members for other in told):
            told.append(rule)
    return tuple(told)


def needs_clearance(worksheet: Worksheet) -> tuple[SafetyRule, ...]:
    """Rules that hold and ask for a doctor's advice, without those where one has agreed."""
    return tuple(rule for rule in holding(worksheet) if rule.tier is Tier.ADVICE and rule.key not in worksheet.cleared)


def unanswered(worksheet: Worksheet) -> tuple[SafetyQuestion, ...]:
    """Questions that nobody has answered yet and that could lead to more than adapted work."""
    grave = frozenset(key for rule in worksheet.rules if rule.tier is not Tier.ADAPT for key in rule.members)
    return tuple(asked for asked in worksheet.safety if asked.key in grave and asked.is_shown and asked.answer is None)


def tier_alone(question: str, rules: Iterable[SafetyRule]) -> Tier | None:
    """The strictest that a yes to one question alone asks for; None where it counts only together with others."""
    tiers = [rule.tier for rule in rules if rule.holds({question})]
    return min(tiers, key=_STRICTEST_FIRST.index, default=None)


def contraindications(worksheet: Worksheet, knowledge: Knowledge) -> tuple[Contraindication, ...]:
    """Everything that the rules that hold take away, in table order."""
    held = {rule.key for rule in holding(worksheet)}
    return tuple(row for row in knowledge.contraindications if not held.isdisjoint(row.rules))


def forbidden(rules: Iterable[Contraindication]) -> frozenset[Load]:
    """Loads that nothing may carry."""
    return frozenset(load for rule in rules for load in rule.forbids)


def allows(rules: Sequence[Contraindication], technique: Technique, treatment: Treatment, muscle: str) -> bool:
    """Whether no rule forbids treating the muscle so."""
    restrictions = {rule.restriction for rule in rules if rule.holds_for(muscle)}
    if Restriction.NO_PRESSURE in restrictions:
        return False
    if not forbidden(rules).isdisjoint((*technique.loads, *treatment.loads)):
        return False
    light = Pressure.LIGHT in (technique.pressure, treatment.pressure)
    return light or Restriction.LIGHT_ONLY not in restrictions


def may_be_felt(rules: Sequence[Contraindication], technique: Technique, treatment: Treatment, muscle: str) -> bool:
    """Whether a muscle may be felt with the fingers where that treatment would press it; in which position is another matter."""
    if any(rule.restriction is Restriction.NO_PRESSURE and rule.holds_for(muscle) for rule in rules):
        return False
    return forbidden(rules).isdisjoint(load for load in (*technique.loads, *treatment.loads) if load not in _POSITIONS)


def only_lightly(rules: Sequence[Contraindication], muscle: str) -> bool:
    """Whether a muscle may be pressed no more than lightly."""
    return any(rule.restriction is Restriction.LIGHT_ONLY and rule.holds_for(muscle) for rule in rules)
