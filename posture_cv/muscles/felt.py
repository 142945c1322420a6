"""From where something is felt to the muscles and nerve sites that are known to be felt there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.areas import BodyArea
from posture_cv.muscles.ranking import of_areas, together

if TYPE_CHECKING:
    from collections.abc import Collection

    from posture_cv.domain.knowledge import Knowledge


@dataclass(frozen=True, slots=True, kw_only=True)
class FeltMuscle:
    """A muscle that may be felt where the client points.

    Attributes
    ----------
    own, zone, nerve
        Asked areas that it lies in, that its referral zone covers, and in which a nerve it can press on is felt; from the head down.
    weight
        0 to 1; orders the list (``ranking``).
    """

    muscle: str
    own: tuple[BodyArea, ...]
    zone: tuple[BodyArea, ...]
    nerve: tuple[BodyArea, ...]
    weight: float


def felt_in(areas: Collection[BodyArea], knowledge: Knowledge) -> tuple[FeltMuscle, ...]:
    """Muscles that lie, refer or press on a nerve into the areas, the best match first.

    By the rule of ``ranking``, each of the three ways being a reason of its own; of equal ones those first that are felt in fewer other
    places. It is a way to look, not a finding: point location is unreliable, and other tissue is felt in the same places.
    """
    asked, found = frozenset(areas), []
    for row in knowledge.muscles:
        referral = knowledge.referral(row.key)
        zone = () if referral is None else referral.areas
        nerve = tuple(area for site in knowledge.entrapments_at(row.key) for area in site.areas)
        ways = [tuple(area for area in BodyArea if area in asked and area in held) for held in (row.lies_in, zone, nerve)]
        if not any(ways):
            continue
        weight = together(of_areas(len(way) / len(asked)) for way in ways)
        elsewhere = len({*row.lies_in, *zone, *nerve} - asked)
        found.append((FeltMuscle(muscle=row.key, own=ways[0], zone=ways[1], nerve=ways[2], weight=weight), elsewhere))
    return tuple(felt for felt, _ in sorted(found, key=lambda one: (-one[0].weight, one[1])))


def complaints_felt_in(areas: Collection[BodyArea], knowledge: Knowledge) -> tuple[str, ...]:
    """Keys of the complaints that are felt in every one of the areas, those felt in fewer others first."""
    asked = frozenset(areas)
    found = [row for row in knowledge.conditions if asked and asked <= set(row.areas)]
    return tuple(row.key for row in sorted(found, key=lambda row: len(row.areas)))
