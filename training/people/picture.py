"""One picture of a posed person: camera, room and light put together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import ndimage

from training.people import film, light, raster, room, shade
from training.people.camera import VIEW_AZIMUTH, Camera
from training.people.skeleton import rotation

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.pieces import Posed, Tuft


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Picture:
    """A developed picture and where the person is in it.

    Attributes
    ----------
    pixels : ndarray of shape (h, w, 3), uint8
    mask : ndarray of shape (h, w), uint8
        Share of each pixel the person covers, 0 to 255.
    turn : ndarray of shape (3, 3)
        Body space to world.
    """

    pixels: NDArray[np.uint8]
    mask: NDArray[np.uint8]
    turn: NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """How a picture is taken: which view, how far the person is turned from it (positive to their left), camera, room, film."""

    view: str
    yaw_deg: float
    camera: Camera
    room: room.Room
    film: film.Film
    samples: int = 2


def body_turn(view: str, yaw_deg: float) -> NDArray[np.float64]:
    """Rotation from body space to the world for a view and the body's yaw."""
    return rotation(yaw=yaw_deg - VIEW_AZIMUTH[view])


class _Scene:
    """Everything solid in world space, in one set of arrays."""

    def __init__(self, posed: Posed, shot: Shot) -> None:
        turn = body_turn(shot.view, shot.yaw_deg)
        pieces = (*posed.pieces, *posed.furniture)
        starts = np.cumsum([0, *[len(p.vertices) for p in pieces[:-1]]])
        self.vertices = np.concatenate([p.vertices for p in pieces])
        self.triangles = np.concatenate([p.triangles + s for p, s in zip(pieces, starts, strict=True)]).astype(np.int32)
        self.part = np.concatenate([np.full(len(p.triangles), k) for k, p in enumerate(pieces)]).astype(np.int32)
        self.of_person = sum(len(p.triangles) for p in posed.pieces)
        self.materials = np.stack([p.material for p in pieces])
        for columns in (shade.POSITION, shade.NORMAL):
            self.vertices[:, columns] = self.vertices[:, columns].astype(np.float64) @ turn.T
        self.positions = self.vertices[:, shade.POSITION].astype(np.float64)
        points, triangles = posed.occluder
        self.shadow = light.depth_map(points @ turn.T, triangles, shot.room.lighting.key_direction, 900)
        self.turn = turn
        self.shadow_at(shot)

    def shadow_at(self, shot: Shot) -> None:
        """Fill in how much of the main light reaches every vertex."""
        start = self.positions + 0.008 * self.vertices[:, shade.NORMAL]
        self.vertices[:, shade.KEY] = self.cast(start, shot, 0.010, 0.004)

    def cast(self, points: NDArray[np.float64], shot: Shot, least_m: float, bias_m: float, far: bool = False) -> NDArray[np.float32]:
        """Share of the main light that reaches world points; ``far`` looks further around, for wall and floor."""
        spread = shot.room.lighting.key_spread
        reach = min(0.02 + 1.4 * spread, 0.19) if far else 0.02 + 0.4 * spread
        return light.soft_shadow(points, self.shadow, spread=spread, least_m=least_m, reach_m=reach, bias_m=bias_m)


def _background(posed: Posed, scene: _Scene, shot: Shot) -> NDArray[np.float32]:
    r, camera = shot.room, shot.camera
    rays = camera.rays()
    albedo, place, corner = room.paint(
        rays,
        camera.position,
        camera.focal_px,
        r.wall_y,
        r.wall,
        r.floor,
        r.floor_kind,
        r.floor_scale,
        r.skirting_m,
        r.flats,
        r.seed,
    )
    on_floor = place[..., 2] < 1e-6
    half = place[::2, ::2]
    rough = scene.cast(half.reshape(-1, 3), shot, 0.006, 0.002, far=True).reshape(half.shape[:2])
    shadow = np.repeat(np.repeat(rough, 2, axis=0), 2, axis=1)[: place.shape[0], : place.shape[1]]
    shadow = ndimage.gaussian_filter(shadow, 2.0)
    open_floor = _floor_openness(posed, scene, place, on_floor)
    radiance = room.illuminate(albedo, place, corner, shadow, open_floor, r.lighting.packed())
    return _soften_corner(radiance, on_floor, rays, shot)


def _soften_corner(
    radiance: NDArray[np.float32], on_floor: NDArray[np.bool_], rays: NDArray[np.float64], shot: Shot
) -> NDArray[np.float32]:
    """Blend wall and floor in the pixels their edge runs through."""
    change = on_floor[1:] != on_floor[:-1]
    edge = np.zeros_like(on_floor)
    edge[1:] |= change
    edge[:-1] |= change
    edge[[0, -1]] = False
    i, j = np.nonzero(edge)
    eye = shot.camera.position
    reach = (shot.room.wall_y - eye[1]) / rays[i, j, 1]
    height = eye[2] + reach * rays[i, j, 2]
    share = np.clip(0.5 + height * shot.camera.focal_px / reach, 0.0, 1.0)[:, None]
    out = radiance.copy()
    out[i, j] = share * radiance[i - 1, j] + (1.0 - share) * radiance[i + 1, j]
    return out


def _floor_openness(posed: Posed, scene: _Scene, place: NDArray[np.float64], on_floor: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Ambient light on the floor around the feet: dark where the soles touch."""
    n, half = 56, 0.7
    axis = np.linspace(-half, half, n)
    grid = np.stack([*np.meshgrid(axis, axis), np.full((n, n), 0.001)], axis=2).reshape(-1, 3)
    up = np.tile(np.array([0.0, 0.0, 1.0]), (len(grid), 1))
    table, _ = posed.sky.openness(grid, up)
    table = ndimage.gaussian_filter(table.reshape(n, n), 0.8)
    out = np.ones(on_floor.shape, dtype=np.float32)
    chosen = on_floor & (place[..., 0] ** 2 + place[..., 1] ** 2 < half * half)
    local = place[chosen] @ scene.turn
    at = [(local[:, 1] + half) / (2 * half) * (n - 1), (local[:, 0] + half) / (2 * half) * (n - 1)]
    out[chosen] = ndimage.map_coordinates(table, at, order=1, mode="nearest")
    return out


def take(posed: Posed, shot: Shot) -> Picture:
    """Render and develop."""
    scene, tufts, camera, ss = _Scene(posed, shot), posed.tufts, shot.camera, shot.samples
    radiance = _background(posed, scene, shot)
    xy, near = camera.project(scene.positions)
    hair_xy = []
    for tuft in tufts:
        world = tuft.strands.points @ scene.turn.T
        flat, n = camera.project(world.reshape(-1, 3))
        hair_xy.append((world, flat.reshape(*world.shape[:2], 2), n.reshape(world.shape[:2])))
    seen = np.concatenate([xy[near > 0], *[f.reshape(-1, 2) for _, f, _ in hair_xy]])
    low = np.clip(np.floor(seen.min(axis=0)).astype(int) - 2, 0, [camera.width_px, camera.height_px])
    high = np.clip(np.ceil(seen.max(axis=0)).astype(int) + 2, 0, [camera.width_px, camera.height_px])
    w, h = (high - low) * ss
    nearness, owner = np.zeros((h, w), dtype=np.float32), np.full((h, w), raster.NOTHING, dtype=np.int32)
    bary = np.zeros((h, w, 2), dtype=np.float32)
    raster.draw_triangles((xy - low) * ss, near, scene.triangles, nearness, owner, bary)
    firsts, first = [], len(scene.triangles)
    for (_, flat, n), tuft in zip(hair_xy, tufts, strict=True):
        width = tuft.strands.width_m * np.maximum(n, 0.0) * camera.focal_px * ss
        raster.draw_strands((flat - low) * ss, n, width, nearness, owner, bary, first)
        firsts.append(first)
        first += tuft.strands.points.shape[0] * (tuft.strands.points.shape[1] - 1)
    colour = _colour(scene, tufts, hair_xy, firsts, shot, (owner, bary, nearness, near))
    alpha = _binned((owner != raster.NOTHING).astype(np.float32), ss)
    person = _binned(colour, ss)
    patch = radiance[low[1] : high[1], low[0] : high[0]]
    radiance[low[1] : high[1], low[0] : high[0]] = patch * (1.0 - alpha[..., None]) + person
    if posed.furniture:
        alone = (owner != raster.NOTHING) & ((owner < scene.of_person) | (owner >= len(scene.triangles)))
        alpha = _binned(alone.astype(np.float32), ss)
    mask = np.zeros(radiance.shape[:2], dtype=np.uint8)
    mask[low[1] : high[1], low[0] : high[0]] = (alpha * 255.0 + 0.5).astype(np.uint8)
    white = float(np.percentile(radiance[::4, ::4].mean(axis=2), 75)) * 0.45 + 0.28
    return Picture(pixels=film.develop(radiance, shot.film, white), mask=mask, turn=scene.turn)


def _binned(samples: NDArray[np.float32], ss: int) -> NDArray[np.float32]:
    """Mean over each pixel's samples."""
    total = samples[::ss, ::ss].copy()
    for i in range(ss):
        for j in range(ss):
            if i or j:
                total += samples[i::ss, j::ss]
    return np.asarray(total / np.float32(ss * ss))


def _colour(
    scene: _Scene, tufts: tuple[Tuft, ...], hair_xy: list[Any], firsts: list[int], shot: Shot, buffers: tuple[Any, ...]
) -> NDArray[np.float32]:
    """Colour of every sample of the buffers (owner, bary, nearness, and the vertices' nearness), shape (h, w, 3)."""
    owner, bary, nearness, near = buffers
    out = np.zeros((*owner.shape, 3), dtype=np.float32)
    eye, lights = shot.camera.position, shot.room.lighting.packed()
    ys, xs = np.nonzero((owner >= 0) & (owner < len(scene.triangles)))
    fragments = shade.gather(ys, xs, owner, bary, nearness, scene.triangles, near, scene.vertices)
    out[ys, xs] = shade.shade(fragments, scene.part[owner[ys, xs]], scene.materials, eye, lights)
    for (world, _, _), tuft, first in zip(hair_xy, tufts, firsts, strict=True):
        s, k = world.shape[:2]
        last = first + s * (k - 1)
        ys, xs = np.nonzero((owner >= first) & (owner < last))
        if len(ys) == 0:
            continue
        strand, segment = np.divmod(owner[ys, xs] - first, k - 1)
        f = bary[ys, xs, 0][:, None]
        a, b = world[strand, segment], world[strand, segment + 1]
        tangent = (b - a) / np.maximum(np.linalg.norm(b - a, axis=1, keepdims=True), 1e-9)
        guides = world[tuft.strands.guides].reshape(-1, 3)
        lit = scene.cast(guides, shot, 0.012, 0.016).reshape(-1, k)
        of = tuft.strands.guide_of[strand]
        shadow = lit[of, segment]
        openness = tuft.openness[of, segment]
        tones = (tuft.strands.tone[strand] * (0.80 + 0.30 * np.abs(bary[ys, xs, 1] - 0.35))).astype(np.float32)
        out[ys, xs] = shade.shade_hair(
            ((1 - f) * a + f * b).astype(np.float32),
            tangent.astype(np.float32),
            tones,
            openness.astype(np.float32),
            shadow.astype(np.float32),
            tuft.colour,
            tuft.shine,
            eye,
            lights,
        )
    return out
