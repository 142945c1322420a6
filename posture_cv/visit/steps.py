"""Where a visit stands in its capture protocol."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from posture_cv.domain.protocol import Protocol, Step
    from posture_cv.domain.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """The step a photo belongs to; ``repeat`` counts the photos of that view from 1, so 2 and more are repeats."""

    step: Step
    repeat: int


def next_step(protocol: Protocol, done: Sequence[View]) -> Step | None:
    """The first step whose view has no photo yet; None when every view has one.

    Parameters
    ----------
    done
        Views photographed so far, in any order; repeats and views the protocol does not ask for are passed over.
    """
    return next((step for step in protocol.steps if step.view not in done), None)


def next_repeat(protocol: Protocol, done: Sequence[View]) -> Step | None:
    """The first step of which fewer photos were taken than it offers, for a visit whose views all have one; None when all are full."""
    taken = Counter(done)
    return next((step for step in protocol.steps if taken[step.view] < step.repeats), None)


def sort_into_steps(protocol: Protocol, seen_views: Sequence[View]) -> dict[int, Placed]:
    """Sort photos added all at once by the views recognised in them.

    Parameters
    ----------
    seen_views
        View of each photo, in the order the photos were added.

    Returns
    -------
    dict of int to Placed
        By index of the photo. A further photo of a view is a repeat of its step. Photos of a view the protocol does not ask for, oblique
        ones among them, are left out.
    """
    placed: dict[int, Placed] = {}
    taken: Counter[View] = Counter()
    for index, view in enumerate(seen_views):
        step = protocol.step(view)
        if step is not None:
            taken[view] += 1
            placed[index] = Placed(step=step, repeat=taken[view])
    return placed
