"""Arms that reach for something: hands on the thighs, forearms crossed before the trunk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.spatial import cKDTree

from training.people.raster import vertex_normals
from training.people.skeleton import aim

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from training.people.body import BodyModel, Rest
    from training.people.posture import Crossing, Resting
    from training.people.skeleton import Skeleton

SIDES = ("L", "R")
SIGN = {"L": 1.0, "R": -1.0}
FOREARM_RADIUS, UPPER_ARM_RADIUS = 0.15, 0.17
"""Radius of the middle of a segment as a share of its length."""
WRIST_OVER_PALM_M = 0.030
"""How far a wrist's middle lies above what the palm rests on, a sleeve's or trouser leg's thickness included."""
TUCKED = 0.13
"""How much less far the arm beneath reaches, its fingers being tucked under the other arm; forearm lengths."""
STRAIGHT = 0.985
"""Share of the arm's full length to which a reach is shortened."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ArmTurn:
    """Absolute rotations of one arm's bones, each (3, 3); the second half of a segment carries the twist."""

    upper: NDArray[np.float64]
    lower: NDArray[np.float64]
    lower_end: NDArray[np.float64]
    hand: NDArray[np.float64]


def _unit(v: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(v / max(float(np.linalg.norm(v)), 1e-9))


def _frame(along: NDArray[np.float64], across: NDArray[np.float64]) -> NDArray[np.float64]:
    a = _unit(along)
    b = _unit(across - (across @ a) * a)
    return np.stack([a, b, np.cross(a, b)], axis=1)


def about(axis: NDArray[np.float64], radians: float) -> NDArray[np.float64]:
    """Rotation about an axis by the right-hand rule."""
    k = _unit(axis)
    cross = np.array([[0, -k[2], k[1]], [k[2], 0, -k[0]], [-k[1], k[0], 0]])
    return np.asarray(np.eye(3) + np.sin(radians) * cross + (1 - np.cos(radians)) * cross @ cross)


def _twist(turn: NDArray[np.float64], axis: NDArray[np.float64]) -> float:
    """How far a rotation turns about an axis it nearly keeps, radians."""
    swing_free = aim(turn @ axis, axis) @ turn
    side = _unit(np.cross(axis, np.array([0.31, 0.71, -0.63])))
    return float(np.arctan2(np.cross(side, swing_free @ side) @ axis, side @ swing_free @ side))


class Arms:
    """One body's arms."""

    def __init__(self, model: BodyModel, rest: Rest) -> None:
        self._model, self._rest = model, rest
        skin = model.coarse_skin
        self._weights, self._points, self._triangles = model.weights[skin.sources], rest.vertices[skin.sources], skin.triangles
        count = len(skin.sources)
        trunk = model.weight_of("root", "pelvis", "spine", "breast")[skin.sources]
        self._trunk = np.flatnonzero(trunk[:count] > 0.7)
        self._thigh = {s: np.flatnonzero(model.weight_of(f"upperleg01.{s}", f"upperleg02.{s}")[skin.sources] > 0.6) for s in SIDES}

    def _head(self, bone: str) -> NDArray[np.float64]:
        return np.asarray(self._rest.heads[self._model.bone(bone)])

    def _lengths(self, side: str) -> tuple[float, float]:
        elbow = self._head(f"lowerarm01.{side}")
        return (
            float(np.linalg.norm(elbow - self._head(f"upperarm01.{side}"))),
            float(np.linalg.norm(self._head(f"wrist.{side}") - elbow)),
        )

    def _bend(
        self, side: str, shoulder: NDArray[np.float64], wrist: NDArray[np.float64], pole: NDArray[np.float64]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Elbow and wrist: the elbow on its circle towards the pole, the wrist as near to where it is wanted as the arm allows."""
        first, second = self._lengths(side)
        apart = wrist - shoulder
        far = float(np.clip(np.linalg.norm(apart), abs(first - second) + 0.03, STRAIGHT * (first + second)))
        axis = _unit(apart)
        along = (first**2 - second**2 + far**2) / (2.0 * far)
        out = _unit(pole - (pole @ axis) * axis)
        return shoulder + along * axis + np.sqrt(max(first**2 - along**2, 0.0)) * out, shoulder + far * axis

    def _turn(self, side: str, joints: tuple[NDArray[np.float64], ...], along: NDArray[np.float64], palm: NDArray[np.float64]) -> ArmTurn:
        """Rotations that put shoulder, elbow and wrist in place, the hand pointing ``along`` and its palm facing ``palm``."""
        shoulder, elbow, wrist = joints
        upper_rest = self._head(f"lowerarm01.{side}") - self._head(f"upperarm01.{side}")
        fore_rest = self._head(f"wrist.{side}") - self._head(f"lowerarm01.{side}")
        hinge_rest, hinge = np.cross(upper_rest, fore_rest), np.cross(elbow - shoulder, wrist - elbow)
        upper = _frame(elbow - shoulder, hinge) @ _frame(upper_rest, hinge_rest).T
        lower = _frame(wrist - elbow, hinge) @ _frame(fore_rest, hinge_rest).T
        axis = _unit(elbow - shoulder)
        least = aim(upper_rest, elbow - shoulder)
        half = about(axis, 0.5 * _twist(upper @ least.T, axis)) @ least
        hand_rest = self._head(f"finger3-1.{side}") - self._head(f"wrist.{side}")
        radial = self._head(f"finger2-1.{side}") - self._head(f"finger5-1.{side}")
        hand = _frame(along, palm) @ _frame(hand_rest, SIGN[side] * np.cross(hand_rest, radial)).T
        axis = _unit(wrist - elbow)
        lower_end = about(axis, 0.5 * _twist(hand @ lower.T, axis)) @ lower
        return ArmTurn(upper=half, lower=lower, lower_end=lower_end, hand=hand)

    def rest_on_thighs(self, skeleton: Skeleton, how: Resting) -> dict[str, ArmTurn]:
        """Palms on the thighs of a sitting body."""
        skin, trunk = self._surface(skeleton)
        out = {}
        for k, side in enumerate(SIDES):
            hip, knee = (skeleton.heads[self._model.bone(f"{b}.{side}")] for b in ("upperleg01", "lowerleg01"))
            shoulder = skeleton.heads[self._model.bone(f"upperarm01.{side}")]
            thigh = skin[self._thigh[side]]
            length = float(np.linalg.norm(knee - hip))
            ahead = (knee - hip) / length
            along = (thigh - hip) @ ahead / length

            def surface(
                share: float, outward: float, hip: NDArray[np.float64] = hip, thigh: NDArray[np.float64] = thigh,
                along: NDArray[np.float64] = along, ahead: NDArray[np.float64] = ahead, length: float = length, side: str = side,
            ) -> NDArray[np.float64]:  # fmt: skip
                on = hip + share * length * ahead + np.array([SIGN[side] * outward, 0.0, 0.0])
                near = (np.abs(along - min(share, 0.98)) < 0.07) & (np.abs(thigh[:, 0] - on[0]) < 0.035)
                top = float(np.percentile(thigh[near, 2], 90)) if near.sum() > 2 else on[2] + 0.06
                return np.array([on[0], on[1], top])

            over = np.array([0.0, 0.0, WRIST_OVER_PALM_M])
            share, reach = how.share[k], STRAIGHT * sum(self._lengths(side))
            wrist = surface(share, how.outward_m)
            while share > 0.25 and np.linalg.norm(wrist + over - shoulder) > reach:
                share -= 0.03
                wrist = surface(share, how.outward_m)
            fingers = surface(share + 0.15 / length, how.outward_m - 0.15 * np.sin(np.radians(how.inward_deg)))
            hand = _unit(fingers - wrist)
            wrist = wrist + over
            elbow, wrist = self._beside(side, shoulder, wrist, how.elbow_out_deg[k], trunk)
            hand = _unit(hand - np.array([0.0, 0.0, 0.10]))
            out[side] = self._turn(side, (shoulder, elbow, wrist), hand, np.array([0.0, 0.0, -1.0]))
        return out

    def _surface(self, skeleton: Skeleton) -> tuple[NDArray[np.float64], tuple[cKDTree, NDArray[np.float64]]]:
        """The posed skin, and of the trunk's a search tree with normals."""
        skin = skeleton.skin(self._points, self._weights)
        return skin, (cKDTree(skin[self._trunk]), vertex_normals(skin, self._triangles)[self._trunk])

    def _inside(
        self, side: str, joints: tuple[NDArray[np.float64], ...], trunk: tuple[cKDTree, NDArray[np.float64]], forearm: float
    ) -> float:
        """How deep the arm lies in the trunk at most, metres: its upper arm's lower half and the first ``forearm`` of its forearm."""
        tree, normals = trunk
        shoulder, elbow, wrist = joints
        sample = np.concatenate(
            [
                shoulder + np.linspace(0.55, 1.0, 6)[:, None] * (elbow - shoulder),
                elbow + np.linspace(0.0, forearm, 5)[:, None] * (wrist - elbow),
            ]
        )
        _, nearest = tree.query(sample)
        height = ((sample - tree.data[nearest]) * normals[nearest]).sum(axis=1)
        radius = UPPER_ARM_RADIUS * self._lengths(side)[0] + 0.004
        return float(np.maximum(radius - height, 0.0).max())

    def _beside(
        self,
        side: str,
        shoulder: NDArray[np.float64],
        wrist: NDArray[np.float64],
        out_deg: float,
        trunk: tuple[cKDTree, NDArray[np.float64]],
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Elbow and wrist of an arm on the thigh: turned and moved outwards until it clears the belly."""

        def tried(more_deg: float, outward_m: float) -> tuple[float, tuple[NDArray[np.float64], NDArray[np.float64]]]:
            swing = np.radians(min(out_deg + more_deg, 95.0))
            pole = np.array([SIGN[side] * np.sin(swing), np.cos(swing), -0.2])
            placed = self._bend(side, shoulder, wrist + np.array([SIGN[side] * outward_m, 0.0, 0.0]), pole)
            return self._inside(side, (shoulder, *placed), trunk, 0.8) + 0.0002 * more_deg + 0.3 * outward_m, placed

        return min((tried(more, out) for out in (0.0, 0.02, 0.04) for more in (0.0, 15.0, 30.0, 45.0)), key=lambda t: t[0])[1]

    def _clear_elbow(
        self, side: str, shoulder: NDArray[np.float64], wrist: NDArray[np.float64], trunk: tuple[cKDTree, NDArray[np.float64]]
    ) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Elbow low beside the trunk, turned outwards until the upper arm clears it."""

        def tried(out_deg: int) -> tuple[float, tuple[NDArray[np.float64], NDArray[np.float64]]]:
            swing = np.radians(out_deg)
            pole = np.array([SIGN[side] * np.sin(swing), 0.35, -np.cos(swing)])
            placed = self._bend(side, shoulder, wrist, pole)
            return self._inside(side, (shoulder, *placed), trunk, 0.0) + 0.0003 * out_deg, placed

        return min((tried(out_deg) for out_deg in range(10, 100, 10)), key=lambda t: t[0])[1]

    def cross(self, skeleton: Skeleton, how: Crossing) -> dict[str, ArmTurn]:
        """Forearms crossed before the trunk, each hand at the other arm; the arm of ``how.over`` lies in front."""
        skin, trunk = self._surface(skeleton)
        points = skin[self._trunk]
        shoulders = {s: skeleton.heads[self._model.bone(f"upperarm01.{s}")] for s in SIDES}
        middle = 0.5 * (shoulders["L"] + shoulders["R"])
        first, second = (0.5 * (a + b) for a, b in zip(self._lengths("L"), self._lengths("R"), strict=True))
        radius, level = FOREARM_RADIUS * second, middle[2] - how.drop * first
        near = (np.abs(points[:, 2] - level) < 0.055) & (np.abs(points[:, 0] - middle[0]) < 0.13)
        front = float(points[near, 1].min()) - how.room_m
        joints: dict[str, tuple[NDArray[np.float64], ...]] = {}
        for side in SIDES:
            outer = side == how.over
            depth = front - radius - (1.35 * radius if outer else 0.0)
            beyond = (how.beyond if outer else how.beyond - TUCKED) * second
            wrist = np.array([middle[0] - SIGN[side] * beyond, depth, level + (0.75 if outer else -0.45) * radius])
            elbow, wrist = self._clear_elbow(side, shoulders[side], wrist, trunk)
            joints[side] = (shoulders[side], elbow, wrist)
        out = {}
        for side, other in (("L", "R"), ("R", "L")):
            _, elbow, wrist = joints[side]
            shoulder_o, elbow_o, _ = joints[other]
            arm_radius = UPPER_ARM_RADIUS * first
            if side == how.over:
                goal = shoulder_o + 0.88 * (elbow_o - shoulder_o) + np.array([SIGN[other] * 1.1, -0.5, 0.0]) * arm_radius
                palm, bent = np.array([SIGN[side] * 0.6, 1.0, -0.1]), 0.8
            else:
                goal = shoulder_o + 0.75 * (elbow_o - shoulder_o) + np.array([-SIGN[other] * 1.0, -0.2, 0.0]) * arm_radius
                palm, bent = np.array([SIGN[side] * 0.3, 1.0, -0.2]), 0.7
            along = _unit(bent * _unit(goal - wrist) + (1.0 - bent) * _unit(wrist - elbow))
            out[side] = self._turn(side, joints[side], along, palm)
        return out
