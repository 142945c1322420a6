"""Who is photographed how often, in which postures: the sampling of a whole set, one subject at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from training.people import body, camera, film, picture, posture, room, seat, shade, subject, truth
from training.people.figure import Figure

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.pieces import Posed
    from training.people.posture import Posture

VIEWS = ("left", "right", "front", "back")
SEAT_FROM_WALL_M = 0.5
"""How much further than a standing person a sitting one is from the wall: knees and bench need room."""


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
    position, arms
        See ``training.people.posture.draw``.
    """

    seed: int
    postures: int = 2
    views: tuple[str, ...] = VIEWS
    yaw_sd_deg: float = 4.0
    yaw_limit_deg: float = 15.0
    height_px: int = 960
    samples: int = 2
    position: str = "standing"
    arms: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rendered:
    """One finished picture."""

    name: str
    jpeg: bytes
    pixels: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    record: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Scene:
    """A person in a posture in a room; ``arms`` says where the arms are."""

    posture: Posture
    arms: str
    posed: Posed
    room: room.Room


def stage(rng: np.random.Generator, figure: Figure, position: str, arms: str | None, wide: float = 1.0) -> Scene:
    """Pose a figure in a random posture, in a random room; see ``training.people.posture.draw``."""
    stance, where = posture.draw(rng, position=position, arms=arms, wide=wide)
    if not isinstance(stance, posture.Sitting):
        return Scene(posture=stance, arms=where, posed=figure.posed(stance), room=room.sample(rng))
    posed = figure.posed(stance, seat.sample(rng, narrow=where == "hanging"))
    place = room.sample(rng)
    return Scene(posture=stance, arms=where, posed=posed, room=replace(place, wall_y=place.wall_y + SEAT_FROM_WALL_M))


def lens(rng: np.random.Generator, scene: Scene, view: str, height_px: int) -> camera.Camera:
    """A camera, 3:4, that has the scene's person in the frame."""
    width_px, posed = height_px * 3 // 4, scene.posed
    if not isinstance(scene.posture, posture.Sitting):
        return camera.sample(rng, stature_m=posed.stature_m, width_px=width_px, height_px=height_px)
    body = posed.pieces[0].vertices[:, shade.POSITION]
    half = float(np.abs(body[:, 1 if view in ("left", "right") else 0]).max())
    return camera.sample_low(rng, top_m=float(body[:, 2].max()), half_width_m=half, width_px=width_px, height_px=height_px)


def of_subject(plan: Plan, number: int) -> Iterator[Rendered]:
    """All pictures of one subject; the same plan and number always give the same bytes."""
    rng = np.random.default_rng([plan.seed, number])
    who = subject.sample(rng)
    figure = Figure(body.load(), who)
    for p in range(plan.postures):
        scene = stage(rng, figure, plan.position, plan.arms)
        for view in plan.views:
            own = np.random.default_rng([plan.seed, number, p, VIEWS.index(view)])
            yaw = float(np.clip(own.normal(0.0, plan.yaw_sd_deg), -plan.yaw_limit_deg, plan.yaw_limit_deg))
            glass = lens(own, scene, view, plan.height_px)
            shot = picture.Shot(view=view, yaw_deg=yaw, camera=glass, room=scene.room, film=film.sample(own), samples=plan.samples)
            taken = picture.take(scene.posed, shot)
            name = f"{number:06d}_{p}_{view}.jpg"
            record = truth.record(scene.posed, who, scene.posture, shot, taken, image=name, arms=scene.arms)
            record |= {"seed": plan.seed, "subject": number, "posture_number": p}
            yield Rendered(name=name, jpeg=film.jpeg(taken.pixels, shot.film.quality), pixels=taken.pixels, mask=taken.mask, record=record)
