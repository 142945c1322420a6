"""What a small image network would add: ``python -m training.experiments.image_network --train DIR --held DIR --part head``.

A trial beside the estimator that ships, which sees points and outline only; the model card says what came of it and why it does not ship.
``DIR`` is what ``training.dataset`` wrote. Every picture is shown in other colours, light, sharpness, framing and before other backgrounds
each time, so that the network cannot rely on how rendered skin, cloth and walls look.
"""

from __future__ import annotations

import argparse
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from training import dataset, judge
from training.examples import LATERAL, tabulate
from training.experiments.image_network_model import SIZE_PX

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from posture_cv.anatomy.learned_features import Frame
    from training.examples import Table
    from training.experiments.image_network_model import CloseUpNet

KEPT_PX = 144
STEPS = 2000
STATURE_PCT = 42.0
"""Per cent of stature in the frame's unit."""
_MARGIN = 0.10
_SCALE_SD, _TURN_SD, _SHIFT_SD = 0.06, 0.06, 0.03


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A square in the person's frame (see ``anatomy.learned_features.Frame``): its left upper corner and side, in units of the frame."""

    left: float
    top: float
    side: float

    def cut(self, pixels: NDArray[np.uint8], silhouette: NDArray[np.uint8], frame: Frame, size_px: int) -> NDArray[np.uint8]:
        """The photo's pixels in the window, facing right, with the silhouette as fourth channel; beyond the photo its edge goes on."""
        import cv2

        finer = max(1, round(frame.unit_px * self.side / size_px))
        step = frame.unit_px * self.side / (size_px * finer)
        across, corner = step * frame.mirror, frame.back(np.array([[self.left, self.top]]))[0]
        place = np.array([[across, 0.0, corner[0] + 0.5 * across - 0.5], [0.0, step, corner[1] + 0.5 * step - 0.5]])
        how, size = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP, (size_px * finer, size_px * finer)
        seen = cv2.warpAffine(np.dstack([pixels, silhouette]), place, size, flags=how, borderMode=cv2.BORDER_REPLICATE)
        return np.asarray(cv2.resize(seen, (size_px, size_px), interpolation=cv2.INTER_AREA), dtype=np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the body: which points are asked for, and the window they are looked for in."""

    points: tuple[str, ...]
    window: Window

    @property
    def kept(self) -> Window:
        """What is kept of each picture: the window with room to shift, turn and zoom it."""
        w = self.window
        return Window(left=w.left - _MARGIN, top=w.top - _MARGIN, side=w.side + 2.0 * _MARGIN)


PARTS = {
    "head": Part(points=("c7", "tragus", "outer_canthus"), window=Window(left=-0.40, top=-0.26, side=0.70)),
    "pelvis": Part(points=("asis", "psis"), window=Window(left=-0.38, top=0.62, side=0.70)),
}


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Shots:
    """A part of n side views: pictures (n, KEPT_PX, KEPT_PX, 4) and points (n, k, 2) in the person's frame."""

    part: Part
    kept: NDArray[np.uint8]
    points: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.kept)


def shots(table: Table, part: Part) -> Shots:
    """A part of the body in every side view of a table."""
    from PIL import Image

    chosen = [LATERAL.index(name) for name in part.points]
    kept = []
    for example, frame in zip(table.examples, table.frames, strict=True):
        pixels = np.asarray(Image.open(io.BytesIO(example.jpeg)).convert("RGB"))
        kept.append(part.kept.cut(pixels, example.pose.silhouette, frame, KEPT_PX))
    return Shots(part=part, kept=np.array(kept), points=table.points[:, chosen])


def _background(picture: NDArray[np.float32], mask: NDArray[np.float32], of: Shots, rng: np.random.Generator) -> NDArray[np.float32]:
    """Another wall, or coloured clouds, behind some of the people."""
    import cv2

    kind = rng.random()
    if kind < 0.35:
        other = of.kept[rng.integers(len(of)), ..., :3].astype(np.float32) / 255.0
        behind = cv2.resize(other[:, :40], (KEPT_PX, KEPT_PX)) if rng.random() < 0.5 else other[::-1]
    elif kind < 0.5:
        coarse = rng.random((*rng.integers(2, 20, 2), 3)).astype(np.float32)
        behind = cv2.resize(coarse, (KEPT_PX, KEPT_PX), interpolation=cv2.INTER_CUBIC)
    else:
        return picture
    return np.asarray(picture * mask + behind * (1.0 - mask), dtype=np.float32)


def augmented(index: int, of: Shots, rng: np.random.Generator) -> NDArray[np.uint8]:
    """One kept picture in other colours, light and sharpness, before another background, partly covered, with another edge of the mask."""
    import cv2

    picture = of.kept[index, ..., :3].astype(np.float32) / 255.0
    mask = of.kept[index, ..., 3:].astype(np.float32) / 255.0
    picture = _background(picture, mask, of, rng)
    picture = np.clip(picture, 1e-3, 1.0) ** np.exp(rng.normal(0.0, 0.35)) * np.exp(rng.normal(0.0, 0.15, 3))
    picture = (picture - 0.5) * np.exp(rng.normal(0.0, 0.25)) + 0.5 + rng.normal(0.0, 0.08)
    if rng.random() < 0.25:
        picture = np.repeat(picture.mean(axis=2, keepdims=True), 3, axis=2)
    if rng.random() < 0.5:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 1.6))
    picture = picture + rng.normal(0.0, rng.uniform(0.0, 0.04), picture.shape)
    if rng.random() < 0.25:
        (x, y), (w, h) = rng.integers(0, 100, 2), rng.integers(6, 36, 2)
        picture[y : y + h, x : x + w] = rng.random(3)
    mask = cv2.GaussianBlur(mask, (0, 0), rng.uniform(0.3, 2.5))[..., None]
    return np.asarray(np.concatenate([np.clip(picture, 0.0, 1.0), mask], axis=2) * 255.0, dtype=np.uint8)


def _shown(
    part: Part, picture: NDArray[np.uint8], points: NDArray[np.float64], zoom: float, turn: float, shift: NDArray[np.float64]
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """The window out of a kept picture, zoomed, turned and shifted, and where the points are in its pixels."""
    import cv2

    step = part.window.side / SIZE_PX * zoom
    c, s = np.cos(turn), np.sin(turn)
    linear = step * np.array([[c, -s], [s, c]])
    middle = np.array([part.window.left, part.window.top]) + 0.5 * part.window.side + shift
    origin = middle - linear @ np.full(2, 0.5 * SIZE_PX - 0.5)
    per_unit = KEPT_PX / part.kept.side
    place = np.column_stack([per_unit * linear, per_unit * (origin - [part.kept.left, part.kept.top]) - 0.5])
    how = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    seen = cv2.warpAffine(picture, place, (SIZE_PX, SIZE_PX), flags=how, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(seen, dtype=np.uint8), (points - origin) @ np.linalg.inv(linear).T


def plainly_shown(of: Shots) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """Every picture as it is, and the points in its pixels."""
    pairs = [_shown(of.part, picture, points, 1.0, 0.0, np.zeros(2)) for picture, points in zip(of.kept, of.points, strict=True)]
    return np.array([seen for seen, _ in pairs]), np.array([at for _, at in pairs])


def teach(of: Shots, *, steps: int, seed: int, batch: int = 48, rate: float = 4e-3, say: Callable[[int, int], None]) -> CloseUpNet:
    """Train a network; ``say`` is told the step and the number of steps now and then."""
    import torch

    from training.experiments.image_network_model import CloseUpNet, centres

    rng = np.random.default_rng(seed)
    torch.manual_seed(seed)
    network = CloseUpNet(len(of.part.points))
    optimiser = torch.optim.AdamW(network.parameters(), rate, weight_decay=0.02)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps, pct_start=0.15)
    network.train()
    for step in range(steps):
        pairs = [
            _shown(
                of.part,
                augmented(k, of, rng),
                of.points[k],
                float(np.exp(rng.normal(0.0, _SCALE_SD))),
                rng.normal(0.0, _TURN_SD),
                rng.normal(0.0, _SHIFT_SD, 2),
            )
            for k in rng.integers(0, len(of), batch)
        ]
        seen = torch.tensor(np.array([picture for picture, _ in pairs])).permute(0, 3, 1, 2).float() / 255.0
        wanted = torch.tensor(np.array([at for _, at in pairs])).float()
        maps, spreads = network(seen)
        off = centres(maps) - wanted
        spreads = spreads.view(len(off), -1, 2)
        loss = torch.nn.functional.smooth_l1_loss(off, torch.zeros_like(off), beta=1.0)
        loss = loss + 0.1 * (0.5 * (off.detach() / spreads.exp()) ** 2 + spreads).mean()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        if step % 20 == 0:
            say(step, steps)
    return network


def report(of: Shots, network: CloseUpNet, write: Callable[[str], object]) -> None:
    """Write what the network is off on pictures it has not seen."""
    from training.experiments.image_network_model import say

    seen, wanted = plainly_shown(of)
    said, errors = say(network, seen)
    off = (said - wanted) * of.part.window.side / SIZE_PX * STATURE_PCT
    for k, name in enumerate(of.part.points):
        bias, sd, ratio = off[:, k].mean(axis=0), off[:, k].std(axis=0), np.sqrt((((said - wanted) / errors)[:, k] ** 2).mean(axis=0))
        write(f"{name}: bias {bias.round(2)}, SD {sd.round(2)} per cent of stature; error over expected error {ratio.round(2)}\n")
    first, second = (np.arctan2(p[:, 0, 1] - p[:, 1, 1], p[:, 1, 0] - p[:, 0, 0]) for p in (said, wanted))
    turn = np.degrees(np.angle(np.exp(1j * (first - second))))
    write(f"line from {of.part.points[0]} to {of.part.points[1]} in the picture: off by {np.abs(turn).mean():.2f} degrees\n")


def main(arguments: list[str] | None = None) -> int:
    """Command line."""
    parser = argparse.ArgumentParser(
        prog="python -m training.experiments.image_network", description="What a small image network would add."
    )
    parser.add_argument("--train", type=Path, required=True, help="folder made by training.dataset")
    parser.add_argument("--held", type=Path, required=True, help="another; its validation subjects are judged by")
    parser.add_argument("--part", choices=PARTS, default="head")
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    part = PARTS[given.part]

    def progress(step: int, steps: int) -> None:
        sys.stderr.write(f"\r{given.part}: step {step} of {steps}   ")
        sys.stderr.flush()

    network = teach(shots(tabulate(dataset.read_all(given.train), lateral=True), part), steps=given.steps, seed=given.seed, say=progress)
    held = judge.held_part(dataset.read_all(given.held), "validation")
    report(shots(tabulate(held, lateral=True), part), network, sys.stdout.write)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
