"""From where something is felt to the muscles and nerve sites that are known to be felt there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from posture_cv.domain.areas import BodyArea

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
    share
        0 to 1: the part of the asked areas that these cover together.
    """

    muscle: str
    own: tuple[BodyArea, ...]
    zone: tuple[BodyArea, ...]
    nerve: tuple[BodyArea, ...]
    share: float


def felt_in(areas: Collection[BodyArea], knowledge: Knowledge) -> tuple[FeltMuscle, ...]:
    """Muscles that lie, refer or press on a nerve into the areas, the best match first.

    First those that cover more of what was asked; of equal ones those that are felt in fewer other places; then in table order. It is a
    way to look, not a finding: point location is unreliable, and other tissue is felt in the same places.
    """
    asked, ranked = frozenset(areas), []
    for row in knowledge.muscles:
        referral = knowledge.referral(row.key)
        zone = () if referral is None else referral.areas
        nerve = tuple(area for site in knowledge.entrapments_at(row.key) for area in site.areas)
        everywhere = {*row.lies_in, *zone, *nerve}
        if asked.isdisjoint(everywhere):
            continue
        own, of_zone, of_nerve = (tuple(area for area in BodyArea if area in asked and area in held) for held in (row.lies_in, zone, nerve))
        share = len(asked & everywhere) / len(asked)
        ranked.append((FeltMuscle(muscle=row.key, own=own, zone=of_zone, nerve=of_nerve, share=share), len(everywhere - asked)))
    return tuple(felt for felt, _ in sorted(ranked, key=lambda one: (-one[0].share, one[1])))
