"""Stools, boxes and benches to sit on, and how flesh and cloth lie on them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from training.people import shade
from training.people.pieces import Piece, material, piece
from training.people.subject import linear

if TYPE_CHECKING:
    from numpy.typing import NDArray

KINDS = ("round", "square", "box", "bench")
SINK_M = 0.018
"""How far the lowest flesh is flattened by the seat."""
EDGE_M = 0.035
"""Over which length the flattening ends at the seat's edge."""

_WOOD = ((176, 134, 92), (196, 160, 116), (140, 100, 66), (96, 68, 48), (206, 186, 156))
_COVER = ((52, 54, 58), (86, 92, 100), (60, 76, 96), (122, 88, 70), (178, 172, 160), (74, 92, 84), (110, 60, 62))
_PAINT = ((40, 40, 42), (226, 224, 218), (150, 152, 155))


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """Looks of a seat.

    Attributes
    ----------
    kind
        One of ``KINDS``.
    half_width_m, depth_m
        Half of its width across the person, and its depth.
    cushion_m
        Thickness of the upholstery; 0 for bare wood.
    """

    kind: str
    half_width_m: float
    depth_m: float
    cushion_m: float
    board_m: float
    leg_m: float
    wood: tuple[int, int, int]
    cover: tuple[int, int, int]
    painted: bool
    seed: int


def sample(rng: np.random.Generator, *, narrow: bool) -> Style:
    """A seat without a backrest; a ``narrow`` one leaves room for hanging arms."""
    kind = str(rng.choice(KINDS, p=[0.25, 0.25, 0.25, 0.25]))
    if narrow and kind == "bench":
        kind = "square"
    low, high = {"round": (0.16, 0.19), "square": (0.17, 0.22), "box": (0.18, 0.26), "bench": (0.40, 0.68)}[kind]
    half = float(rng.uniform(low, min(high, 0.19) if narrow else high))
    depth = 2.0 * half if kind == "round" else float(rng.uniform(0.33, 0.46))
    soft = rng.random() < {"round": 0.5, "square": 0.5, "box": 0.4, "bench": 0.6}[kind]
    painted = bool(rng.random() < 0.35)
    wood = (_PAINT if painted else _WOOD)[int(rng.integers(len(_PAINT) if painted else len(_WOOD)))]
    return Style(
        kind=kind, half_width_m=half, depth_m=depth, cushion_m=float(rng.uniform(0.03, 0.08)) if soft else 0.0,
        board_m=float(rng.uniform(0.02, 0.04)), leg_m=float(rng.uniform(0.014, 0.024)), wood=wood,
        cover=_COVER[int(rng.integers(len(_COVER)))], painted=painted, seed=int(rng.integers(1 << 16)),
    )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Seat:
    """A seat under one body: where its upper surface is, body space, metres (y backwards)."""

    style: Style
    top: float
    front: float
    back: float

    def press(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Flesh or cloth lying on the seat: what would be inside it is flattened onto its surface, shape (n, 3)."""
        half = self.style.half_width_m
        inside = np.minimum(np.minimum(points[:, 1] - self.front, self.back - points[:, 1]), half - np.abs(points[:, 0]))
        share = np.clip(inside / EDGE_M + 1.0, 0.0, 1.0)
        below = np.where(points[:, 2] > self.top - 0.16, np.maximum(self.top - points[:, 2], 0.0), 0.0)
        out = points.copy()
        out[:, 2] += share * share * (3.0 - 2.0 * share) * below
        return out

    def pieces(self) -> tuple[Piece, ...]:
        """What is drawn of it."""
        s, middle, half_y = self.style, 0.5 * (self.front + self.back), 0.5 * (self.back - self.front)
        square = {"round": 2.0, "square": 9.0, "box": 18.0, "bench": 14.0}[s.kind]
        wood = material(shade.SMOOTH if s.painted else shade.WOOD, linear(s.wood), rough=0.55, shine=0.5, seed=s.seed)
        cover = material(shade.CLOTH, linear(s.cover), rough=0.55, shine=0.5, fold=0.0004, seed=s.seed % 9999)
        place, parts = np.array([0.0, middle]), []
        low = self.top - s.cushion_m
        if s.cushion_m > 0.0:
            parts.append((_slab(place, (s.half_width_m, half_y), (low, self.top), square, 0.014), cover))
        if s.kind == "box":
            parts.append((_slab(place, (s.half_width_m - 0.004, half_y - 0.004), (0.0, low), square, 0.004), wood))
        else:
            parts.append((_slab(place, (s.half_width_m - 0.003, half_y - 0.003), (low - s.board_m, low), square, 0.006), wood))
            in_x, in_y = (0.66, 0.66) if s.kind == "round" else (1.0 - 0.07 / s.half_width_m, 1.0 - 0.05 / half_y)
            for x in (-1, 1):
                for y in (-1, 1):
                    at = place + np.array([x * in_x * s.half_width_m, y * in_y * half_y])
                    parts.append((_slab(at, (s.leg_m, s.leg_m), (0.0, low - s.board_m), 5.0, 0.003), wood))
        return tuple(
            piece(points, triangles, points, np.tile([[0.1, 0.0, 0.0]], (len(points), 1)), row) for (points, triangles), row in parts
        )


def under(style: Style, hips: NDArray[np.float64], ahead_m: float, flesh: NDArray[np.float64]) -> Seat:
    """A seat of a style under a body.

    Parameters
    ----------
    hips
        Middle of the hip joints.
    ahead_m
        How far the front edge lies in front of them.
    flesh : ndarray of shape (n, 3)
        Skin of the buttocks and thighs.
    """
    front = float(hips[1]) - ahead_m
    back = max(front + style.depth_m, float(hips[1]) + 0.07)
    on = (flesh[:, 1] > front + 0.02) & (flesh[:, 1] < back - 0.01)
    return Seat(style=style, top=float(flesh[on, 2].min()) + SINK_M, front=front, back=back)


def _slab(
    place: NDArray[np.float64], half: tuple[float, float], height: tuple[float, float], square: float, round_m: float
) -> tuple[NDArray[np.float64], NDArray[np.int32]]:
    """An upright slab with a superelliptic outline and rounded rims, as points and triangles."""
    turns = np.linspace(0.0, 2.0 * np.pi, 96, endpoint=False)
    c, s = np.cos(turns), np.sin(turns)
    outline = np.stack([np.sign(c) * np.abs(c) ** (2.0 / square), np.sign(s) * np.abs(s) ** (2.0 / square)], axis=1)
    low, high = height
    r = min(round_m, 0.45 * (high - low), 0.4 * min(half))
    bend = np.linspace(0.0, 0.5 * np.pi, 5)
    inner = np.linspace(1.0, 0.0, 14)[1:]
    rows = [(r * (1 - np.sin(a)), low + r * (1 - np.cos(a))) for a in bend]
    sides = [(0.0, z) for z in np.linspace(low + r, high - r, max(int((high - low) / 0.02), 2))[1:-1]]
    rows += sides + [(r * (1 - np.cos(a)), high - r * (1 - np.sin(a))) for a in bend]
    rings = [np.concatenate([outline * (np.array(half) - inset) + place, np.full((96, 1), z)], axis=1) for inset, z in rows]
    rings += [np.concatenate([outline * (np.array(half) - r) * k + place, np.full((96, 1), high)], axis=1) for k in inner]
    points, n = np.concatenate(rings), len(rings)
    i, j = np.meshgrid(np.arange(n - 1), np.arange(96), indexing="ij")
    a, b = i * 96 + j, i * 96 + (j + 1) % 96
    d, e = a + 96, b + 96
    return points, np.concatenate([np.stack([a, b, d], -1).reshape(-1, 3), np.stack([b, e, d], -1).reshape(-1, 3)]).astype(np.int32)
