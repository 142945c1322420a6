"""The card of a name, and names like one that has none."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from posture_cv.cards.card import CardKind
from posture_cv.cards.complaints import complaint
from posture_cv.cards.contents import CONTENTS
from posture_cv.cards.story import chapter
from posture_cv.domain.errors import KnowledgeError
from posture_cv.domain.messages import message

if TYPE_CHECKING:
    from posture_cv.cards.card import Card
    from posture_cv.domain.knowledge import Knowledge
    from posture_cv.domain.messages import Message

_MOST_SUGGESTED = 4
_CLOSE_ENOUGH = 0.6
_BUILDERS = {**CONTENTS, CardKind.CONDITION: complaint, CardKind.CHAPTER: chapter}


def card(name: str, knowledge: Knowledge, *, kind: CardKind | None = None) -> Card:
    """Build the card of a name: a key or an English title, in any case, with spaces, hyphens or underscores.

    Raises
    ------
    KnowledgeError
        If the tables hold no such name; the remedy suggests close ones.
    """
    wanted = _normal(name)
    for one in CardKind if kind is None else (kind,):
        for key, title in titles(knowledge, one).items():
            if wanted in (_normal(key), _normal(knowledge.texts[title.id])):
                return _BUILDERS[one](key, knowledge)
    close = suggestions(name, knowledge, kind=kind)
    remedy = message("tables.did_you_mean", names=tuple(close)) if close else message("tables.ask_for_the_list")
    raise KnowledgeError(message("tables.nothing_of_that_name"), remedy)


def titles(knowledge: Knowledge, kind: CardKind) -> dict[str, Message]:
    """Titles of all cards of a kind by key, in table order."""
    return {
        CardKind.MEASURE: {str(row.name): row.title for row in knowledge.measures},
        CardKind.DISTORTION: {row.key: row.title for row in knowledge.distortions},
        CardKind.PATTERN: {row.key: row.title for row in knowledge.patterns},
        CardKind.MUSCLE: {row.key: row.name for row in knowledge.muscles},
        CardKind.TECHNIQUE: {row.key: row.title for row in knowledge.techniques},
        CardKind.CONDITION: {row.key: row.title for row in knowledge.conditions},
        CardKind.CHAPTER: {row.key: row.title for row in knowledge.chapters},
    }[kind]


def suggestions(name: str, knowledge: Knowledge, *, kind: CardKind | None = None) -> tuple[str, ...]:
    """Keys like a name that is not in the tables: those that hold it as a part, then those spelt alike."""
    wanted = _normal(name)
    spelt: dict[str, str] = {}
    for one in CardKind if kind is None else (kind,):
        for key, title in titles(knowledge, one).items():
            spelt |= {_normal(knowledge.texts[title.id]): key, key: key}
    holding = [spelt[text] for text in spelt if len(wanted) > 2 and wanted in text]
    alike = [spelt[text] for text in difflib.get_close_matches(wanted, spelt, n=_MOST_SUGGESTED, cutoff=_CLOSE_ENOUGH)]
    return tuple(dict.fromkeys([*holding, *alike]))[:_MOST_SUGGESTED]


def _normal(text: str) -> str:
    return "_".join(text.lower().replace("-", " ").replace("_", " ").split())
