"""What stands on the card of a complaint: what to rule out first, then what else it may be, then what to examine and consider."""

from __future__ import annotations

from typing import TYPE_CHECKING

from posture_cv.cards.card import Card, CardKind
from posture_cv.cards.contents import build_card, exercise_line, nerve_line
from posture_cv.domain.messages import Quantity, message
from posture_cv.domain.screen import Tier
from posture_cv.domain.worksheet import position_term
from posture_cv.worksheet import tier_alone

if TYPE_CHECKING:
    from posture_cv.cards.contents import Section
    from posture_cv.domain.conditions import ClinicalCondition, ConditionTest, Differential, Provocation
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message

FIRST, REFER = ("caution_first", "rule_out"), "refer"
"""Ends of the ids of headings: those that are to stand out before everything else, and the one that follows them."""


def complaint(key: str, knowledge: Knowledge) -> Card:
    """The card of a complaint, from its key and the tables."""
    row = next(one for one in knowledge.conditions if one.key == key)
    tests = [one for one in knowledge.condition_tests if one.condition == key]
    muscles = [one for one in knowledge.condition_muscles if one.condition == key]
    claims = [one for one in knowledge.claims if key in one.conditions]
    others = _others(key, knowledge)
    nerves = [one for one in knowledge.entrapments if one.key in row.nerves]
    techniques = [knowledge.technique(one) for one in row.techniques]
    home = [one for name in row.exercises for one in knowledge.exercises if one.key == name]
    sections: list[Section] = [
        ("caution_first", [] if row.caution is None else [row.caution]),
        ("rule_out", _red_flags(row, knowledge)),
        (REFER, [_other(one) for one in others]),
        ("presents", [row.presents]),
        ("examine", [message("card.named", name=knowledge.muscle(one.muscle).name, text=one.why) for one in muscles]),
        ("nerves", [nerve_line(one) for one in nerves]),
        ("tests", [_test(one, knowledge) for one in tests]),
        ("techniques", [message("card.named", name=one.title, text=one.dose) for one in techniques]),
        ("home", [exercise_line(one) for one in home]),
        ("client_can", [row.plain_advice]),
        ("evidence", [_graded(message(f"claim.{one.about}", text=one.statement), one.strength) for one in claims]),
        ("founded_on", [message(f"strength.{row.strength}")]),
    ]
    references = [row.references, *(one.references for one in others), *(one.references for one in muscles)]
    references += [one.references for one in nerves] + [one.references for one in tests] + [one.references for one in techniques]
    references += [one.references for one in home] + [one.references for one in claims]
    references += [one.references for one in _provocations(tests, knowledge)]
    references += [one.references for one in knowledge.safety if one.key in row.red_flags]
    related = [*(one.muscle for one in muscles), *row.techniques]
    return build_card(CardKind.CONDITION, (key, row.title, row.plain_title), sections, references, related, knowledge=knowledge)


def _red_flags(row: ClinicalCondition, knowledge: Knowledge) -> list[Message]:
    """Questions of the safety screen, the strictest first, with what a yes alone asks for."""
    asked = [(one, tier_alone(one.key, knowledge.rules)) for key in row.red_flags for one in knowledge.safety if one.key == key]
    order = [*Tier, None]
    asked.sort(key=lambda pair: order.index(pair[1]))
    return [message("card.graded_by", text=one.question, by=message(f"tier.{tier or 'none'}")) for one, tier in asked]


def _others(key: str, knowledge: Knowledge) -> list[Differential]:
    """What else it may be, the most urgent first."""
    order = list(Tier)
    return sorted((one for one in knowledge.differentials if key in one.conditions), key=lambda one: order.index(one.tier))


def _other(row: Differential) -> Message:
    told = message("card.differential", tier=message(f"tier.{row.tier}"), title=row.title, text=row.points_to_it)
    return _graded(told, row.strength)


def _provocations(tests: list[ConditionTest], knowledge: Knowledge) -> list[Provocation]:
    wanted = {one.test for one in tests}
    return [one for one in knowledge.provocations if one.key in wanted]


def _test(row: ConditionTest, knowledge: Knowledge) -> Message:
    """A test with how it is done, when it is positive, what that changes and how far it can be trusted."""
    changes = _graded(row.if_positive, row.strength)
    provocation = next((one for one in knowledge.provocations if one.key == row.test), None)
    if provocation is not None:
        return message(
            "card.provocation",
            title=provocation.title,
            position=position_term(provocation.position),
            how=provocation.how,
            positive=provocation.positive,
            changes=changes,
            figures=(*_figures(provocation), _graded(provocation.accuracy, provocation.strength)),
        )
    test = next(one for one in knowledge.tests if one.key == row.test)
    return message(
        "card.muscle_test",
        title=test.title,
        position=position_term(test.position),
        how=test.how,
        normal=test.normal,
        changes=changes,
        reliability=test.reliability_told,
    )


def _figures(row: Provocation) -> tuple[Message, ...]:
    if row.sensitivity is None or row.specificity is None:
        return ()
    told = message("card.accuracy", sensitivity=round(100 * row.sensitivity), specificity=round(100 * row.specificity))
    ratio = row.positive_likelihood_ratio
    if ratio is None:
        return (told,)
    return told, message("card.likelihood_ratio", ratio=Quantity(value=ratio, decimals=1))


def _graded(text: Message, strength: str) -> Message:
    return message("card.graded_by", text=text, by=message(f"strength.{strength}"))
