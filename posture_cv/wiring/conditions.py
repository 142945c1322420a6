"""The complaints of the tables as plain data, in words."""

from __future__ import annotations

from typing import Any

from posture_cv.cards.card import CardKind
from posture_cv.cards.lookup import card
from posture_cv.domain.knowledge import Knowledge
from posture_cv.wiring.words import words_in
from posture_cv.words import ENGLISH


def conditions(language: str = ENGLISH) -> dict[str, dict[str, Any]]:
    """Every complaint by its key: what to rule out, what else it may be, muscles, tests, techniques, self-care, evidence, sources.

    Parameters
    ----------
    language
        Of the texts, "en" or "es"; keys are the same in each.

    Returns
    -------
    dict of str to dict
        Plain data that ``json`` writes. ``sections`` hold the texts in reading order, each with its ``id``, ``title`` and ``lines``; the
        other entries hold keys of the tables' rows.

    Raises
    ------
    KnowledgeError
        If a table is missing, damaged or contradicts another.
    ValueError
        If there is no such language.
    """
    from posture_cv.knowledge import load

    known = load()
    return {row.key: condition_data(row.key, known, language) for row in known.conditions}


def condition_data(key: str, knowledge: Knowledge, language: str) -> dict[str, Any]:
    """One complaint as ``conditions`` gives it."""
    words, shown = words_in(language), card(key, knowledge, kind=CardKind.CONDITION)
    row = next(one for one in knowledge.conditions if one.key == key)
    return {
        "key": key,
        "language": language,
        "title": words.say(shown.title),
        "plain_title": words.say(shown.plain_title),
        "red_flags": list(row.red_flags),
        "differentials": [one.key for one in knowledge.differentials if key in one.conditions],
        "muscles": list(knowledge.muscles_with(key)),
        "nerves": list(row.nerves),
        "tests": [one.test for one in knowledge.condition_tests if one.condition == key],
        "techniques": list(row.techniques),
        "exercises": list(row.exercises),
        "strength": str(row.strength),
        "sections": [
            {"id": section.title.id.rpartition(".")[2], "title": words.say(section.title), "lines": list(section.said(words))}
            for section in shown.sections
        ],
        "sources": [
            {
                "key": one.key,
                "citation": one.citation,
                "identifier": one.identifier,
                "strength": None if one.strength is None else str(one.strength),
            }
            for one in shown.sources
        ],
    }
