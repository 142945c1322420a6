"""Who is photographed how often, in which postures: the sampling of a whole set, one subject at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from training.people import body, camera, film, picture, posture, room, subject, truth
from training.people.figure import Figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

VIEWS = ("left", "right", "front", "back")


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What is rendered of every subject.

    Attributes
    ----------
    postures
        How many postures.
    views
        Views of each posture, in order.
    yaw_sd_deg, yaw_limit_deg
        Spread of the body's yaw and its limit.
    height_px
        Height of the pictures; they are 3:4.
    samples
        Samples per pixel side.
    """

    seed: int
    postures: int = 2
    views: tuple[str, ...] = VIEWS
    yaw_sd_deg: float = 4.0
    yaw_limit_deg: float = 15.0
    height_px: int = 960
    samples: int = 2


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rendered:
    """One finished picture."""

    name: str
    jpeg: bytes
    pixels: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    record: dict[str, Any]


def of_subject(plan: Plan, number: int) -> Iterator[Rendered]:
    """All pictures of one subject; the same plan and number always give the same bytes."""
    rng = np.random.default_rng([plan.seed, number])
    who = subject.sample(rng)
    figure = Figure(body.load(), who)
    for p in range(plan.postures):
        arms = str(rng.choice(["hanging", "forward"], p=[0.72, 0.28]))
        stance = posture.sample(rng, arms=arms)
        posed = figure.posed(stance)
        place = room.sample(rng)
        for view in plan.views:
            own = np.random.default_rng([plan.seed, number, p, VIEWS.index(view)])
            yaw = float(np.clip(own.normal(0.0, plan.yaw_sd_deg), -plan.yaw_limit_deg, plan.yaw_limit_deg))
            lens = camera.sample(own, stature_m=posed.stature_m, width_px=plan.height_px * 3 // 4, height_px=plan.height_px)
            shot = picture.Shot(view=view, yaw_deg=yaw, camera=lens, room=place, film=film.sample(own), samples=plan.samples)
            taken = picture.take(posed, shot)
            name = f"{number:06d}_{p}_{view}.jpg"
            record = truth.record(posed, who, stance, shot, taken, image=name, arms=arms)
            record |= {"seed": plan.seed, "subject": number, "posture_number": p}
            yield Rendered(name=name, jpeg=film.jpeg(taken.pixels, shot.film.quality), pixels=taken.pixels, mask=taken.mask, record=record)
